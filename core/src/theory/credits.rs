//! How long credits last, and when a fixed type is cheaper.

use crate::rules::credits::surplus_usd;
use crate::rules::instance_type::InstanceType;

/// Minutes until earned credits are used up; `None` at or below the baseline, and for a type that
/// earns none. Basis: derived - balance over what is spent beyond the earnings.
pub fn minutes_to_empty(kind: &InstanceType, earned: f64, cpu_percent: f64) -> Option<f64> {
    let earned_per_minute = kind.credits?.per_hour / 60.0;
    let lacking = cpu_percent / 100.0 * f64::from(kind.vcpus) - earned_per_minute;
    (lacking > 1e-12).then(|| earned / lacking)
}

/// The mean CPU from which a fixed type is cheaper than a burstable one in unlimited mode.
/// Units: USD per hour, percent. Basis: documented - EC2 "Unlimited mode concepts".
pub fn breakeven_percent(
    vcpus: u32,
    burst_price: f64,
    fixed_price: f64,
    baseline_percent: f64,
) -> f64 {
    let per_percent = surplus_usd(60.0 * f64::from(vcpus)) / 100.0;
    baseline_percent + (fixed_price - burst_price) / per_percent
}
