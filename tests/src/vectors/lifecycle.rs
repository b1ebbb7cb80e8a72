//! Operations of `lifecycle`.

use serde_json::{Value, json};
use swell_core::base::time::Span;
use swell_core::rules::health::TargetState;
use swell_core::rules::lifecycle::{
    self, HealthFacts, HookResult, PoolState, WarmupSettings, WarmupUse,
};
use swell_core::rules::suspension::suspended_effect;

use super::Arguments;
use super::arguments::instant;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "lifecycle_path" => {
            let pool: PoolState = given.opt_read("pool_state").unwrap_or_default();
            let (launch, terminate) = (given.flag("launch_hook"), given.flag("terminate_hook"));
            json!({"states": lifecycle::path(given.read("event"), launch, terminate, pool)})
        }
        "hook_timeout" => hook(given),
        "effective_warmup" => {
            let purpose: WarmupUse = given.read("for");
            let settings = WarmupSettings {
                estimated_instance_warmup: given.opt_i64("estimated_instance_warmup"),
                default_instance_warmup: given.opt_i64("default_instance_warmup"),
                default_cooldown: given.opt_i64("default_cooldown"),
                refresh_instance_warmup: given.opt_i64("refresh_instance_warmup"),
                health_check_grace_period: given.opt_i64("health_check_grace_period"),
            };
            json!({"warmup_s": lifecycle::effective_warmup(purpose, &settings)})
        }
        "asg_health" => health(given),
        "suspended_effect" => {
            let suspended: Vec<_> = given.opt_read("suspended").unwrap_or_default();
            json!({"action": suspended_effect(&suspended, given.read("trigger"))})
        }
        _ => return None,
    })
}

fn hook(given: &Arguments<'_>) -> Value {
    let result: HookResult = given
        .opt_read("completed_with")
        .unwrap_or(HookResult::Continue);
    let (ends, result) = lifecycle::hook_timeout(
        given.span("heartbeat_timeout_s"),
        &given.instants("heartbeats"),
        given
            .opt_f64("completed_at_s")
            .map(|at| (instant(at), result)),
        given.opt_read("default_result").unwrap_or_default(),
    );
    json!({"ends_at_s": ends.s_f64(), "result": result})
}

fn health(given: &Arguments<'_>) -> Value {
    let states: Vec<TargetState> = given.opt_read("target_states").unwrap_or_default();
    let is_impaired = given.opt_str("ec2_status") == Some("impaired");
    let facts = HealthFacts {
        lifecycle_state: given.opt_read("lifecycle_state").unwrap_or_default(),
        ec2_state: given.opt_read("ec2_state").unwrap_or_default(),
        impaired_for: is_impaired.then(|| given.span("impaired_for_s")),
        impaired_tolerance: given
            .opt_f64("impaired_tolerance_s")
            .map_or(Span::from_s(120), Span::from_s_f64),
        in_service: given.span("in_service_s"),
        grace_period: given.span("grace_period_s"),
        checks_load_balancer: given.strings("health_check_types").contains(&"ELB"),
        is_unhealthy_target: states.into_iter().any(TargetState::is_unhealthy),
    };
    json!({"verdict": lifecycle::asg_health(&facts)})
}
