//! Prices (spec 16): US dollars, us-east-1.

use crate::base::time::Span;
use crate::rules::dns::RoutingPolicy;

pub const ALB_PER_HOUR: f64 = 0.0225;
pub const LCU_PER_HOUR: f64 = 0.008;
pub const NLB_PER_HOUR: f64 = 0.0225;
/// Of TCP.
pub const NLCU_PER_HOUR: f64 = 0.006;
pub const GWLB_PER_HOUR: f64 = 0.0125;
pub const GLCU_PER_HOUR: f64 = 0.004;
/// In its subnet, beside the balancer. Basis: documented - AWS PrivateLink pricing.
pub const GWLB_ENDPOINT_PER_HOUR: f64 = 0.01;
pub const GWLB_ENDPOINT_PER_GB: f64 = 0.0035;
pub const CLB_PER_HOUR: f64 = 0.025;
pub const CLB_PER_GB: f64 = 0.008;
/// A public IPv4 address, in use or not: of a machine, of a node of a balancer, of a NAT gateway.
/// Basis: documented - VPC pricing, public IPv4 addresses.
pub const PUBLIC_IPV4_PER_HOUR: f64 = 0.005;
/// From instances to the internet, by a balancer or not.
pub const DATA_OUT_PER_GB: f64 = 0.09;

/// What so many bytes to the internet cost. Units: US dollars.
pub fn data_out_usd(bytes: u64) -> f64 {
    bytes as f64 / 1e9 * DATA_OUT_PER_GB
}

pub const ALARM_PER_MONTH: f64 = 0.10;
pub const HIGH_RESOLUTION_ALARM_PER_MONTH: f64 = 0.30;
pub const DETAILED_MONITORING_PER_MONTH: f64 = 2.10;
/// Taken in by CloudWatch Logs.
pub const LOGS_PER_GB: f64 = 0.50;
/// Volumes of instances (gp3).
pub const EBS_PER_GB_MONTH: f64 = 0.08;
pub const HOSTED_ZONE_PER_MONTH: f64 = 0.50;
pub const DB_STORAGE_PER_GB_MONTH: f64 = 0.115;
/// The least that RDS takes. Basis: model - a database of the board has no size of its own.
pub const DB_STORAGE_GB: f64 = 20.0;
pub const S3_PER_GB_MONTH: f64 = 0.023;
/// Of a request. Units: US dollars / 10^9.
pub const S3_GET_NANOUSD: u64 = 400;
pub const S3_PUT_NANOUSD: u64 = 5_000;
/// A request to a function. Units: US dollars / 10^9. Basis: documented - Lambda pricing.
pub const FUNCTION_REQUEST_NANOUSD: u64 = 200;
/// Memory times time of a function (x86), on demand and in an environment that is provisioned, which
/// costs by itself as well.
pub const FUNCTION_PER_GB_S: f64 = 0.000_016_666_7;
pub const PROVISIONED_FUNCTION_PER_GB_S: f64 = 0.000_009_722_2;
pub const PROVISIONED_PER_GB_S: f64 = 0.000_004_166_7;
/// A Site-to-Site VPN connection. Basis: documented - AWS VPN pricing.
pub const VPN_PER_HOUR: f64 = 0.05;
/// A port of 1 Gbps, and what leaves AWS by it. Basis: documented - AWS Direct Connect pricing.
pub const DIRECT_CONNECT_PER_HOUR: f64 = 0.30;
pub const DIRECT_CONNECT_OUT_PER_GB: f64 = 0.02;
pub const NAT_PER_HOUR: f64 = 0.045;
pub const NAT_PER_GB: f64 = 0.045;
/// A Route 53 health check, and each of its options (HTTPS, a fast interval); those of endpoints
/// outside AWS cost more. Units: US dollars per month. Basis: documented - Route 53 pricing.
pub fn health_check_per_month(is_in_aws: bool, options: u32) -> f64 {
    let (check, option) = if is_in_aws { (0.50, 1.0) } else { (0.75, 2.0) };
    check + option * f64::from(options)
}

/// Queries for a name that is no alias to AWS: those are free. Units: US dollars.
/// Basis: documented - Route 53 pricing.
pub fn queries_usd(queries: u64, policy: RoutingPolicy) -> f64 {
    let per_million = match policy {
        RoutingPolicy::Latency => 0.60,
        RoutingPolicy::Geolocation => 0.70,
        _ => 0.40,
    };
    queries as f64 * (per_million / 1e6)
}

const HOURS_PER_MONTH: f64 = 730.0;
const BILLED_MIN: Span = Span::from_s(60);

/// A price per month as one per hour.
pub const fn hourly(usd_per_month: f64) -> f64 {
    usd_per_month / HOURS_PER_MONTH
}

/// Running time of an instance that is paid: per second, one minute at least.
/// Basis: documented - EC2 pricing.
pub fn billed(ran: Span) -> Span {
    ran.max(BILLED_MIN)
}

/// What a span costs at a price per hour. Units: US dollars.
pub fn usd(span: Span, usd_per_hour: f64) -> f64 {
    span.s_f64() / 3_600.0 * usd_per_hour
}

/// What fills load balancer capacity units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LcuDimension {
    NewConnections,
    ActiveConnections,
    ProcessedBytes,
    RuleEvaluations,
    NewFlows,
    ActiveFlows,
}

impl LcuDimension {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewConnections => "new_connections",
            Self::ActiveConnections => "active_connections",
            Self::ProcessedBytes => "processed_bytes",
            Self::RuleEvaluations => "rule_evaluations",
            Self::NewFlows => "new_flows",
            Self::ActiveFlows => "active_flows",
        }
    }
}

/// What a balancer did, over any time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LcuUse {
    pub new_connections: f64,
    /// Active connections times hours.
    pub active_hours: f64,
    /// To and from targets, and of those of Lambda functions, which fill a unit sooner.
    pub gb: f64,
    pub lambda_gb: f64,
    /// Beyond the ten free rules of each request.
    pub rule_evaluations: f64,
}

/// Capacity unit hours, and what made them the most; the first of equals.
/// Basis: documented - Elastic Load Balancing pricing.
pub fn lcu_hours(used: &LcuUse) -> (f64, LcuDimension) {
    const SECONDS: f64 = 3_600.0;
    let all = [
        (
            used.new_connections / (25.0 * SECONDS),
            LcuDimension::NewConnections,
        ),
        (used.active_hours / 3_000.0, LcuDimension::ActiveConnections),
        (used.gb + used.lambda_gb / 0.4, LcuDimension::ProcessedBytes),
        (
            used.rule_evaluations / (1_000.0 * SECONDS),
            LcuDimension::RuleEvaluations,
        ),
    ];
    most(all)
}

/// The same of a Network Load Balancer, whose connections are TCP flows.
pub fn nlcu_hours(used: &LcuUse) -> (f64, LcuDimension) {
    const SECONDS: f64 = 3_600.0;
    let new = used.new_connections / (800.0 * SECONDS);
    most([
        (new, LcuDimension::NewFlows),
        (used.active_hours / 100_000.0, LcuDimension::ActiveFlows),
        (used.gb, LcuDimension::ProcessedBytes),
    ])
}

/// The same of a Gateway Load Balancer. Basis: documented - Elastic Load Balancing pricing.
pub fn glcu_hours(used: &LcuUse) -> (f64, LcuDimension) {
    const SECONDS: f64 = 3_600.0;
    let new = used.new_connections / (600.0 * SECONDS);
    most([
        (new, LcuDimension::NewFlows),
        (used.active_hours / 60_000.0, LcuDimension::ActiveFlows),
        (used.gb, LcuDimension::ProcessedBytes),
    ])
}

/// The first of the greatest.
fn most<const N: usize>(all: [(f64, LcuDimension); N]) -> (f64, LcuDimension) {
    let most = all.into_iter().reduce(|most, next| match next.0 > most.0 {
        true => next,
        false => most,
    });
    most.unwrap_or((0.0, LcuDimension::ProcessedBytes))
}

/// What data between zones costs behind a balancer of flows: it is paid in both directions. Behind an
/// ALB it is free. Basis: documented - EC2 pricing, data transfer.
pub fn cross_zone_usd(gb: f64) -> f64 {
    const PER_GB: f64 = 0.01;
    2.0 * gb * PER_GB
}
