//! Operations of `target_tracking`.

use serde_json::{Value, json};
use swell_core::rules::target_tracking::{
    Service, TrackingInput, alarms, decide, required_capacity,
};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "tt_size" => {
            let (capacity, target) = (given.u32("capacity"), given.f64("target"));
            json!({"required": required_capacity(capacity, given.f64("metric"), target)})
        }
        "tt_alarms" => {
            let service: Service = given.opt_read("service").unwrap_or_default();
            let alarms = alarms(given.f64("target"), service.low_ratio());
            json!({
                "high_threshold": alarms.high_threshold,
                "low_threshold": alarms.low_threshold,
                "high_datapoints": alarms.high_datapoints,
                "low_datapoints": alarms.low_datapoints,
                "period_s": alarms.period_s,
                "high_comparison": alarms.high_comparison,
                "low_comparison": alarms.low_comparison,
            })
        }
        "tt_decide" => json!(decide(&TrackingInput {
            desired: given.u32("desired"),
            contributing: given.u32("contributing"),
            warming: given.opt_u32("warming").unwrap_or(0),
            metric: given.opt_f64("metric"),
            target: given.f64("target"),
            min: given.u32("min"),
            max: given.u32("max"),
            disable_scale_in: given.flag("disable_scale_in"),
            alarm: given.read("alarm"),
        })),
        _ => return None,
    })
}
