//! S3: how many requests a second a prefix takes, and what is delivered to a bucket of logs (spec 4, 5.11).

use crate::base::time::Span;

/// Reads (GET, HEAD) and writes of each prefix; beyond them it answers 503 Slow Down. Basis: documented
/// - S3 guide, "Best practices design patterns: optimizing Amazon S3 performance".
pub const GETS_PER_S: f64 = 5_500.0;
pub const PUTS_PER_S: f64 = 3_500.0;

/// Between two log files of one sender. Basis: documented - ALB guide, "Access logs for your Application
/// Load Balancer"; model - CloudFront, which says "several times an hour", does as balancers do.
pub const LOG_EVERY: Span = Span::from_s(300);

/// A line of a log as it is stored. Units: bytes. Basis: model - gzip leaves a tenth or so of its text.
const LOG_LINE_BYTES: u64 = 60;

/// What so many lines take. Units: bytes.
pub const fn log_bytes(lines: u64) -> u64 {
    lines * LOG_LINE_BYTES
}

/// A line that an application writes, as CloudWatch Logs takes it in: text, and 26 bytes beside it. Units:
/// bytes. Basis: documented - CW pricing, "log event size"; model - a line of JSON of 174 bytes.
const LOG_EVENT_BYTES: u64 = 200;

/// What so many lines of applications are. Units: bytes.
pub const fn log_event_bytes(lines: u64) -> u64 {
    lines * LOG_EVENT_BYTES
}
