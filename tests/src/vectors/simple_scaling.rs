//! Operations of `simple_scaling`.

use serde_json::{Value, json};
use swell_core::base::time::{Instant, Span};
use swell_core::rules::simple_scaling::{SimpleInput, SimpleOutcome, decide};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    if op != "simple_timeline" {
        return None;
    }
    let input = SimpleInput {
        adjustment_type: given.read("adjustment_type"),
        scaling_adjustment: given.i64("scaling_adjustment"),
        min_adjustment_magnitude: given.opt_u32("min_adjustment_magnitude"),
        desired: given.u32("desired"),
        min: given.u32("min"),
        max: given.u32("max"),
        is_activity_in_progress: false,
        is_cooling_down: false,
    };
    let pace = SimplePace {
        cooldown: given.span("cooldown_s"),
        launch: given.span("launch_s"),
        terminate: given.span("terminate_s"),
    };
    let outcomes = timeline(&input, &pace, &given.instants("alarm_invocations"));
    let (mut executed, mut ignored, mut at_limit) = (Vec::new(), Vec::new(), Vec::new());
    let mut final_desired = input.desired;
    for (at, outcome) in given.list("alarm_invocations").iter().zip(outcomes) {
        match outcome {
            SimpleOutcome::Executed(desired) => {
                executed.push(json!([at, desired]));
                final_desired = desired;
            }
            SimpleOutcome::AtLimit => at_limit.push(at),
            _ => ignored.push(at),
        }
    }
    Some(json!({
        "executed": executed,
        "ignored": ignored,
        "at_limit": at_limit,
        "final_desired": final_desired,
    }))
}

/// How long things take around a simple policy.
struct SimplePace {
    cooldown: Span,
    launch: Span,
    terminate: Span,
}

/// The outcome of a series of invocations, oldest first, each activity taking a fixed time.
///
/// `input` gives the policy and the desired capacity at the start; its two flags are not read.
/// Basis: documented - ASG "Scaling cooldowns": the cooldown starts when the activity has ended.
fn timeline(input: &SimpleInput, pace: &SimplePace, invocations: &[Instant]) -> Vec<SimpleOutcome> {
    let mut now_input = *input;
    let (mut activity_end, mut cooldown_end) = (Instant::ZERO, Instant::ZERO);
    let invoke = |&at: &Instant| {
        now_input.is_activity_in_progress = at < activity_end;
        now_input.is_cooling_down = at < cooldown_end;
        let outcome = decide(&now_input);
        if let SimpleOutcome::Executed(new_desired) = outcome {
            let is_out = new_desired > now_input.desired;
            activity_end = at + if is_out { pace.launch } else { pace.terminate };
            cooldown_end = activity_end + pace.cooldown;
            now_input.desired = new_desired;
        }
        outcome
    };
    invocations.iter().map(invoke).collect()
}
