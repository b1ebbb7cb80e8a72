//! Arithmetic of the study notes' scenarios: a surge, a failure, growing by size, uneven clients,
//! zones.

use alloc::vec;
use alloc::vec::Vec;

use crate::rules::exact;

/// The shortest and longest time from a fault to the change of state, the phase of the checks being
/// unknown.
///
/// Units: those of `interval` and `timeout`; give a `timeout` of 0 for a target that refuses at
/// once.
/// Basis: derived - between (n - 1) and n intervals, plus the time-out of the last check.
pub fn detection_time(interval: f64, threshold: u32, timeout: f64) -> (f64, f64) {
    let checks = f64::from(threshold);
    let earliest = (checks - 1.0).max(0.0) * interval + timeout;
    (earliest, checks * interval + timeout)
}

/// How busy a group is. Units: requests per second, percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Utilisation {
    pub arrival_rate: f64,
    /// Work asked for, may exceed 100.
    pub offered_percent: f64,
    /// Work done: what a CPU metric can show.
    pub cpu_percent: f64,
    /// Strictly above.
    pub is_above_threshold: bool,
    /// Instances that bring the offered load to the threshold, at least one.
    pub instances_for_threshold: u32,
}

/// The utilisation law for a group of equal instances.
/// Bounds: without instances or vCPUs any load is infinite. Basis: derived - busy vCPUs = arrival
/// rate x CPU seconds.
pub fn utilisation(
    arrival_rate: f64,
    cpu_seconds_per_request: f64,
    vcpus: f64,
    instances: f64,
    threshold_percent: f64,
) -> Utilisation {
    let offered_vcpus = arrival_rate * cpu_seconds_per_request;
    let offered_percent = if offered_vcpus > 0.0 {
        100.0 * offered_vcpus / (vcpus * instances)
    } else {
        0.0
    };
    let needed = offered_vcpus / (vcpus * threshold_percent / 100.0);
    Utilisation {
        arrival_rate,
        offered_percent,
        cpu_percent: offered_percent.min(100.0),
        is_above_threshold: exact::round6(offered_percent.min(100.0))
            > exact::round6(threshold_percent),
        instances_for_threshold: exact::count(exact::ceil(needed)).max(1),
    }
}

/// What a failure does to equal targets, as shares of all traffic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FailureShare {
    pub share_before: f64,
    /// Per healthy target; `None` when none is left.
    pub share_after: Option<f64>,
    /// Load on a healthy target, after over before.
    pub load_factor: Option<f64>,
    /// What fails until the failed ones are detected.
    pub failing_share_until_detected: f64,
}

/// Shares before and after some of several equal targets fail. Errors: `None` without targets.
/// Basis: derived - equal weights.
pub fn failure_share(targets: u32, failed: u32) -> Option<FailureShare> {
    if targets == 0 {
        return None;
    }
    let failed = failed.min(targets);
    let all = f64::from(targets);
    let left = f64::from(targets - failed);
    let has_left = left > 0.0;
    Some(FailureShare {
        share_before: 1.0 / all,
        share_after: has_left.then(|| 1.0 / left),
        load_factor: has_left.then(|| all / left),
        failing_share_until_detected: f64::from(failed) / all,
    })
}

/// How long a failure goes undetected and what it costs. Units: seconds, requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FailureWindow {
    pub detect_min_s: f64,
    pub detect_max_s: f64,
    pub failed_requests_min: f64,
    pub failed_requests_max: f64,
}

/// Requests lost between a fault and its detection; `timeout_s` 0 for a target that refuses at
/// once.
/// Errors: `None` without targets. Basis: derived - see [`detection_time`].
pub fn failure_window(
    requests_per_s: f64,
    targets: u32,
    failed: u32,
    interval_s: f64,
    unhealthy_threshold: u32,
    timeout_s: f64,
) -> Option<FailureWindow> {
    let share = failure_share(targets, failed)?.failing_share_until_detected;
    let (min_s, max_s) = detection_time(interval_s, unhealthy_threshold, timeout_s);
    Some(FailureWindow {
        detect_min_s: min_s,
        detect_max_s: max_s,
        failed_requests_min: requests_per_s * share * min_s,
        failed_requests_max: requests_per_s * share * max_s,
    })
}

/// From a rise of the load to a new instance in the metric. Units: seconds since the rise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurgeTimeline {
    pub alarm_s: f64,
    pub in_service_s: f64,
    pub receiving_traffic_s: f64,
    pub counted_in_metric_s: f64,
}

/// The stages of one scale-out, the load rising at the start of a period and metrics being on time.
/// Basis: model - boot counts from the alarm, warm-up from in service.
pub fn surge_timeline(
    metric_period_s: f64,
    datapoints: f64,
    boot_s: f64,
    first_health_pass_s: f64,
    warmup_s: f64,
) -> SurgeTimeline {
    let alarm_s = metric_period_s * datapoints;
    let in_service_s = alarm_s + boot_s;
    SurgeTimeline {
        alarm_s,
        in_service_s,
        receiving_traffic_s: in_service_s + first_health_pass_s,
        counted_in_metric_s: in_service_s + warmup_s,
    }
}

/// Requests per second that so many vCPUs can do at most. Basis: derived - the utilisation law at
/// 100 %.
pub fn max_rps(vcpus: f64, cpu_seconds_per_request: f64) -> f64 {
    vcpus / cpu_seconds_per_request
}

/// The load per target when clients stick to targets in the order they arrive, and the largest over
/// the mean (`None` without load). Basis: derived.
pub fn sticky_imbalance(targets: usize, client_rates: &[f64]) -> (Vec<f64>, Option<f64>) {
    let mut per_target = vec![0.0; targets];
    for (client, rate) in client_rates.iter().enumerate() {
        let at = client.checked_rem(targets).unwrap_or(0);
        if let Some(load) = per_target.get_mut(at) {
            *load += rate;
        }
    }
    let total: f64 = per_target.iter().sum();
    let largest = per_target.iter().copied().fold(0.0, f64::max);
    let ratio = (total > 0.0).then(|| largest * targets as f64 / total);
    (per_target, ratio)
}

/// The chance that at least one of several independent zones is up. Basis: derived - 1 - (1 - a)^n.
pub fn zones_availability(zone_availability: f64, zones: u32) -> f64 {
    1.0 - crate::base::math::pow(1.0 - zone_availability, f64::from(zones))
}
