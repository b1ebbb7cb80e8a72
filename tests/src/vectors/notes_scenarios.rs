//! Operations of `notes_scenarios`.

use serde_json::{Value, json};
use swell_core::rules::instance_type::instance_type;
use swell_core::theory::surge;

use super::Arguments;
use super::health_checks::timeout;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "utilisation" => {
            let load = surge::utilisation(
                given.f64("users") * given.f64("requests_per_user_s"),
                given.f64("cpu_seconds_per_request"),
                given.f64("vcpus"),
                given.f64("instances"),
                given.f64("threshold_percent"),
            );
            json!({
                "arrival_rate": load.arrival_rate,
                "offered_percent": load.offered_percent,
                "cpu_percent": load.cpu_percent,
                "above_threshold": load.is_above_threshold,
                "instances_for_threshold": load.instances_for_threshold,
            })
        }
        "failure_share" => failure_share(given)?,
        "failure_window" => failure_window(given)?,
        "surge_timeline" => {
            let timeline = surge::surge_timeline(
                given.f64("metric_period_s"),
                given.f64("datapoints"),
                given.f64("boot_s"),
                given.f64("first_health_pass_s"),
                given.f64("warmup_s"),
            );
            json!({
                "alarm_s": timeline.alarm_s,
                "in_service_s": timeline.in_service_s,
                "receiving_traffic_s": timeline.receiving_traffic_s,
                "counted_in_metric_s": timeline.counted_in_metric_s,
            })
        }
        "vertical" => {
            let (from, to) = (given.f64("from_vcpus"), given.f64("to_vcpus"));
            let cpu_seconds = given.f64("cpu_seconds_per_request");
            let price = |name| instance_type(given.str(name)).map(|offered| offered.usd_per_hour);
            let price_factor = price("from").zip(price("to")).map(|(from, to)| to / from);
            json!({
                "capacity_factor": to / from,
                "price_factor": price_factor,
                "max_rps_from": surge::max_rps(from, cpu_seconds),
                "max_rps_to": surge::max_rps(to, cpu_seconds),
            })
        }
        "sticky_imbalance" => {
            let targets = given.u32("targets") as usize;
            let (per_target, ratio) =
                surge::sticky_imbalance(targets, &given.numbers("client_rates"));
            json!({"per_target": per_target, "max_over_mean": ratio})
        }
        "zone_availability" => {
            let single = given.f64("zone_availability");
            let all = surge::zones_availability(single, given.u32("zones"));
            json!({"single": single, "all_zones": all})
        }
        _ => return None,
    })
}

fn failure_share(given: &Arguments<'_>) -> Option<Value> {
    let share = surge::failure_share(given.u32("targets"), given.u32("failed"))?;
    Some(json!({
        "share_before": share.share_before,
        "share_after": share.share_after,
        "load_factor": share.load_factor,
        "failing_share_until_detected": share.failing_share_until_detected,
    }))
}

fn failure_window(given: &Arguments<'_>) -> Option<Value> {
    let window = surge::failure_window(
        given.f64("rps"),
        given.u32("targets"),
        given.u32("failed"),
        given.f64("interval_s"),
        given.u32("unhealthy_threshold"),
        timeout(given),
    )?;
    Some(json!({
        "detect_min_s": window.detect_min_s,
        "detect_max_s": window.detect_max_s,
        "failed_requests_min": window.failed_requests_min,
        "failed_requests_max": window.failed_requests_max,
    }))
}
