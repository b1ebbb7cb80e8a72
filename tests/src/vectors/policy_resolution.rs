//! Operations of `policy_resolution`.

use serde_json::{Value, json};
use swell_core::rules::resolve::{Proposal, resolve};
use swell_core::rules::target_tracking::{TrackingWish, tt_group};

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    let limits = || (given.u32("desired"), given.u32("min"), given.u32("max"));
    Some(match op {
        "resolve" => {
            let proposal = |proposal: Arguments<'_>| {
                let value = proposal.i64("value");
                match proposal.str("change_type") {
                    "change" => Proposal::Change(value),
                    "percent" => Proposal::Percent(value),
                    "capacity" => Proposal::Capacity(value),
                    other => panic!("change_type {other}"),
                }
            };
            let proposals: Vec<Proposal> = given.objects("proposals").map(proposal).collect();
            let (desired, min, max) = limits();
            let (winner, new_desired) = resolve(desired, min, max, &proposals);
            let winner = winner.and_then(|at| given.list("proposals").get(at)?.get("policy"));
            json!({"winner": winner, "new_desired": new_desired})
        }
        "tt_group" => {
            let wish = |policy: Arguments<'_>| TrackingWish {
                ready: policy.read("ready"),
                capacity: policy.opt_u32("capacity").unwrap_or(0),
                disable_scale_in: policy.flag("disable_scale_in"),
            };
            let wishes: Vec<TrackingWish> = given.objects("policies").map(wish).collect();
            let (desired, min, max) = limits();
            let (new_desired, reason) = tt_group(desired, min, max, &wishes);
            json!({"new_desired": new_desired, "reason": reason.as_str()})
        }
        _ => return None,
    })
}
