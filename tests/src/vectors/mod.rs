//! Test vectors: JSON cases of AWS behaviour, each naming an operation. One file per family turns
//! the arguments of its operations into calls of a rule and the result back into JSON.

mod alarms;
mod alb_routing;
mod arguments;
mod cache_models;
mod capacity_ops;
mod cloudfront;
mod compare;
mod cost;
mod cpu_credits;
mod health_checks;
mod lb_distribution;
mod lifecycle;
mod network;
mod notes_scenarios;
mod policy_resolution;
mod queueing;
mod rds_elasticache;
mod route53;
mod schedules;
mod simple_scaling;
mod step_scaling;
mod target_tracking;
mod termination;
mod token_bucket;
mod validation;

use serde_json::Value;

pub use arguments::Arguments;
pub use compare::mismatch;

/// Answers one operation, `None` when the family does not have it.
type Family = fn(&str, &Arguments<'_>) -> Option<Value>;

const FAMILIES: &[Family] = &[
    alarms::answer,
    alb_routing::answer,
    cache_models::answer,
    capacity_ops::answer,
    cloudfront::answer,
    cost::answer,
    cpu_credits::answer,
    health_checks::answer,
    lb_distribution::answer,
    lifecycle::answer,
    network::answer,
    notes_scenarios::answer,
    policy_resolution::answer,
    queueing::answer,
    rds_elasticache::answer,
    route53::answer,
    schedules::answer,
    simple_scaling::answer,
    step_scaling::answer,
    target_tracking::answer,
    termination::answer,
    token_bucket::answer,
    validation::answer,
];

/// The result of the operation that `given` names, `None` when no rule is known for it.
///
/// Panics with the argument's name when one is missing or of the wrong kind.
pub fn answer(given: &Value) -> Option<Value> {
    let op = given.get("op")?.as_str()?;
    let arguments = Arguments::new(given);
    FAMILIES.iter().find_map(|family| family(op, &arguments))
}
