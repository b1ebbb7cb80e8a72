//! Operations of `step_scaling`.

use serde_json::{Value, json};
use swell_core::rules::step_scaling::{StepAdjustment, StepInput, decide, percent_round};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    let min_adjustment_magnitude = given.opt_u32("min_adjustment_magnitude");
    Some(match op {
        "percent_round" => {
            let (capacity, percent) = (given.u32("capacity"), given.i64("percent"));
            json!({"delta": percent_round(capacity, percent, min_adjustment_magnitude)})
        }
        "step_decide" => {
            let step = |step: Arguments<'_>| StepAdjustment {
                metric_interval_lower_bound: step.opt_f64("lower"),
                metric_interval_upper_bound: step.opt_f64("upper"),
                scaling_adjustment: step.i64("adjustment"),
            };
            let steps: Vec<StepAdjustment> = given.objects("steps").map(step).collect();
            let outcome = decide(&StepInput {
                adjustment_type: given.read("adjustment_type"),
                min_adjustment_magnitude,
                steps: &steps,
                comparison: given.read("comparison"),
                threshold: given.f64("threshold"),
                metric: given.f64("metric"),
                desired: given.u32("desired"),
                counted: given.u32("counted"),
                is_warming: given.flag("warming"),
                min: given.u32("min"),
                max: given.u32("max"),
            });
            json!(outcome)
        }
        _ => return None,
    })
}
