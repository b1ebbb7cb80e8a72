//! Operations of `lb_distribution`.

use serde_json::{Value, json};
use swell_core::base::time::Span;
use swell_core::rules::distribution::{self, HealthThreshold, ZoneHealth};
use swell_core::rules::flow;
use swell_core::rules::health::TargetState;
use swell_core::theory::balancing;

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "weighted_groups" => {
            let groups = given.pairs("weights");
            let shares = distribution::weighted_shares(groups.iter().map(|&(_, weight)| weight));
            let names = groups.iter().map(|&(name, _)| name);
            json!({"shares": names.zip(shares).collect::<Vec<_>>()})
        }
        "cross_zone" => cross_zone(given),
        "slow_start" => {
            let duration = given.f64("duration_s");
            let age = |target: &Value| target.get(1).and_then(Value::as_f64);
            let weight = |target| distribution::slow_start_weight(duration, age(target));
            let weights: Vec<f64> = given.list("targets").iter().map(weight).collect();
            let shares = distribution::slow_start_shares(weights.iter().copied());
            json!({"weights": weights, "shares": shares.collect::<Vec<_>>()})
        }
        "target_group_health" => group_health(given),
        "least_outstanding" => least_outstanding(given),
        "round_robin" => round_robin(given),
        "sticky_trace" => sticky_trace(given),
        "drain" => {
            let delay = given.f64("deregistration_delay_s");
            let remaining: Vec<f64> = given
                .objects("in_flight")
                .map(|request| request.f64("remaining_s"))
                .collect();
            let result = |&remaining: &f64| match balancing::drains(remaining, delay) {
                true => "completed",
                false => "502",
            };
            let drain = balancing::drain(delay, &remaining);
            json!({
                "results": remaining.iter().map(result).collect::<Vec<_>>(),
                "connections_done_s": drain.connections_done,
                "shown_draining_until_s": drain.shown_draining_until,
            })
        }
        _ => return None,
    })
}

fn cross_zone(given: &Arguments<'_>) -> Value {
    let zones: Vec<Arguments<'_>> = given
        .objects("zones")
        .filter(|zone| zone.flag("enabled"))
        .collect();
    let targets: Vec<u32> = zones.iter().map(|zone| zone.u32("targets")).collect();
    let shares = balancing::zone_shares(&targets, given.flag("cross_zone"));
    let names = zones.iter().map(|zone| zone.str("zone"));
    let per_target: Vec<_> = names.zip(shares.per_target).collect();
    json!({"per_target": per_target, "lost": shares.lost})
}

fn group_health(given: &Arguments<'_>) -> Value {
    let health = |zone: Arguments<'_>| ZoneHealth {
        healthy: zone.u32("healthy"),
        total: zone.u32("total"),
    };
    let zones: Vec<ZoneHealth> = given.objects("zones").map(health).collect();
    let names: Vec<&str> = given
        .objects("zones")
        .map(|zone| zone.str("zone"))
        .collect();
    let threshold = HealthThreshold {
        count: given.opt_u32("threshold_count"),
        percent: given.opt_f64("threshold_percent"),
    };
    let below = threshold.zones_below(&zones, given.flag("cross_zone"));
    let stays = distribution::dns_zones(&below);
    let in_dns = names.iter().zip(stays).filter(|(_, stays)| *stays);
    let dns_zones: Vec<_> = in_dns.map(|(name, _)| name).collect();
    let routing = |(name, below)| (name, if below { "all" } else { "healthy_only" });
    let routing: Vec<_> = names.iter().zip(below).map(routing).collect();
    json!({"dns_zones": dns_zones, "routing": routing})
}

fn least_outstanding(given: &Arguments<'_>) -> Value {
    let targets: Vec<Arguments<'_>> = given.objects("targets").collect();
    let state = |target: &Arguments<'_>| match target.flag("healthy") {
        true => TargetState::Healthy,
        false => TargetState::Unhealthy,
    };
    let states: Vec<TargetState> = targets.iter().map(state).collect();
    let eligible = distribution::eligible(&states).targets;
    let outstanding = |at: usize| targets[eligible[at]].u32("outstanding");
    // Whoever may be chosen is chosen when its turn comes.
    let turn = |start| distribution::fewest_in_turn(eligible.len(), start, outstanding);
    let may_be_chosen = (0..eligible.len()).filter(|&at| turn(at) == at);
    let ids: Vec<_> = may_be_chosen
        .map(|at| targets[eligible[at]].get("id"))
        .collect();
    json!({"eligible": ids})
}

fn round_robin(given: &Arguments<'_>) -> Value {
    let targets: Vec<Arguments<'_>> = given.objects("targets").collect();
    let states: Vec<TargetState> = targets.iter().map(|target| target.read("state")).collect();
    let eligible = distribution::eligible(&states);
    let mut cursor = 0;
    let mut assigned = Vec::new();
    for _ in 0..given.u32("requests") {
        let Some(at) = in_turn(&eligible.targets, cursor) else {
            break;
        };
        assigned.push(targets[at].get("id"));
        cursor = at + 1;
    }
    let status = if eligible.targets.is_empty() {
        503
    } else {
        200
    };
    json!({"assigned": assigned, "status": status, "fail_open": eligible.is_fail_open})
}

/// The target whose turn it is; those before `cursor` have been passed.
fn in_turn(eligible: &[usize], cursor: usize) -> Option<usize> {
    let turn = distribution::next_in_turn(eligible, 0, |&at| at < cursor)?;
    eligible.get(turn).copied()
}

fn sticky_trace(given: &Arguments<'_>) -> Value {
    let (is_enabled, duration) = (given.flag("enabled"), given.f64("duration_s"));
    let names = given.strings("targets");
    let mut states = vec![TargetState::Healthy; names.len()];
    // Clients, each with its target and when that was last renewed.
    let mut cookies: Vec<(&str, usize, f64)> = Vec::new();
    let mut cursor = 0;
    let mut assigned = Vec::new();
    for event in given.objects("events") {
        let now = event.f64("t");
        if let Some(target) = event.opt_str("target") {
            let is_down = event.str("kind") == "down";
            let at = names
                .iter()
                .position(|name| *name == target)
                .expect("a known target");
            states[at] = if is_down {
                TargetState::Unhealthy
            } else {
                TargetState::Healthy
            };
            continue;
        }
        let client = event.str("client");
        let known = cookies.iter().position(|(owner, ..)| *owner == client);
        let cookie = known.map(|at| cookies.remove(at)).filter(|_| is_enabled);
        let eligible = distribution::eligible(&states).targets;
        let lasts = Span::from_s_f64(duration);
        let is_alive = |renewed: f64| flow::is_alive(Span::from_s_f64(now - renewed), lasts);
        let kept = cookie.filter(|(.., renewed)| is_alive(*renewed));
        let kept = kept
            .map(|(_, target, _)| target)
            .filter(|at| eligible.contains(at));
        let Some(target) = kept.or_else(|| in_turn(&eligible, cursor)) else {
            assigned.push(None);
            continue;
        };
        if kept.is_none() {
            cursor = target + 1;
        }
        cookies.push((client, target, now));
        assigned.push(Some(names[target]));
    }
    json!({"targets": assigned})
}
