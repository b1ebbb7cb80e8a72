//! S3: how many requests a second a prefix takes (spec 4).

/// Reads (GET, HEAD) and writes of each prefix; beyond them it answers 503 Slow Down. Basis: documented
/// - S3 guide, "Best practices design patterns: optimizing Amazon S3 performance".
pub const GETS_PER_S: f64 = 5_500.0;
pub const PUTS_PER_S: f64 = 3_500.0;
