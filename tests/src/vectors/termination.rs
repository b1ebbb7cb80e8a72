//! Operations of `termination`. Where AWS picks at random the first listed instance is taken.

use serde_json::{Value, json};
use swell_core::rules::termination::{Candidate, TerminationPolicy, choose_next};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    if op != "terminate_order" {
        return None;
    }
    let instances: Vec<Arguments<'_>> = given.objects("instances").collect();
    let zones: Vec<&str> = instances
        .iter()
        .map(|instance| instance.str("az"))
        .collect();
    let zone_number = |zone: &str| zones.iter().position(|listed| *listed == zone).unwrap_or(0);
    let candidate = |instance: &Arguments<'_>| Candidate {
        zone: zone_number(instance.str("az")) as u32,
        age: instance.span("age_s"),
        config_rank: instance.opt_i64("config_rank").unwrap_or(0).max(0) as u64,
        uses_launch_configuration: instance.flag("uses_launch_configuration"),
        is_protected: instance.flag("protected"),
    };
    let candidates: Vec<Candidate> = instances.iter().map(candidate).collect();
    let policies: Vec<TerminationPolicy> = given.opt_read("policies").unwrap_or_default();
    let count = given.u32("count") as usize;
    let order = order(&candidates, &policies, count);
    let ids: Vec<&Value> = order
        .iter()
        .filter_map(|&at| instances.get(at)?.get("id"))
        .collect();
    Some(json!({"order": ids, "not_terminated": count - ids.len()}))
}

/// The order in which `count` instances go, zones being counted again after each. Shorter when the
/// rest is protected.
fn order(instances: &[Candidate], policies: &[TerminationPolicy], count: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..instances.len()).collect();
    let mut order = Vec::new();
    while order.len() < count {
        let candidates: Vec<Candidate> = left.iter().map(|&at| instances[at]).collect();
        let Some(at) = choose_next(&candidates, policies, |_| 0) else {
            break;
        };
        order.push(left.remove(at));
    }
    order
}
