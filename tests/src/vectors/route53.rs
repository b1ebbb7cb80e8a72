//! Operations of `route53`.

use serde_json::{Value, json};
use swell_core::rules::dns::{self, CachedAnswer};
use swell_core::rules::health::{HealthCounter, TargetState};

use super::Arguments;
use super::arguments::instant;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "r53_weighted" => weighted(given),
        "r53_failover" => {
            let health = |name| given.opt_read(name);
            let (primary, secondary) = (health("primary_healthy"), health("secondary_healthy"));
            let is_primary = dns::is_primary_chosen(primary, secondary);
            json!({"answer": if is_primary { "primary" } else { "secondary" }})
        }
        "r53_multivalue" => {
            let healthy: Vec<bool> = given.read("healthy");
            let values = dns::multivalue(&healthy).into_iter().zip(&healthy);
            let values = values.filter(|(is_in, _)| *is_in).take(dns::VALUES_MAX);
            let values: Vec<bool> = values.map(|(_, is_healthy)| *is_healthy).collect();
            json!({"count": values.len(), "healthy_answers": values.iter().all(|is| *is)})
        }
        "r53_checkers" => {
            let (healthy, total) = (given.u32("reporting_healthy"), given.u32("total"));
            json!({"healthy": dns::is_endpoint_healthy(healthy as usize, total as usize)})
        }
        "r53_calculated" => {
            let children: Vec<bool> = given.read("children");
            let threshold = given.u32("threshold") as usize;
            let is_healthy =
                dns::calculated(children.into_iter(), threshold, given.flag("inverted"));
            json!({"healthy": is_healthy})
        }
        "r53_hc_sequence" => {
            let mut counter = HealthCounter::new(given.read::<TargetState>("start"));
            let threshold = given.u32("failure_threshold");
            let results = given.strings("results").into_iter();
            let states = results.map(|result| {
                counter.observe(result == "P", threshold, threshold);
                counter.state
            });
            json!({"states": states.collect::<Vec<_>>()})
        }
        "dns_cache" => cache(given),
        _ => return None,
    })
}

fn weighted(given: &Arguments<'_>) -> Value {
    let records: Vec<Arguments<'_>> = given.objects("records").collect();
    let candidate = |record: &Arguments<'_>| (record.u32("weight"), record.opt_read("healthy"));
    let weights = dns::weighted(&records.iter().map(candidate).collect::<Vec<_>>());
    let sum = f64::from(weights.iter().sum::<u32>());
    let ids = records.iter().map(|record| record.str("id"));
    let shares = ids
        .zip(weights)
        .map(|(id, w)| json!([id, f64::from(w) / sum]));
    json!({"shares": shares.collect::<Vec<_>>()})
}

fn cache(given: &Arguments<'_>) -> Value {
    let (ttl, change) = (given.span("ttl_s"), instant(given.f64("change_at_s")));
    let mut held = CachedAnswer::<&str>::default();
    let answers = given.instants("queries").into_iter().map(|now| {
        if !held.is_fresh(now) {
            held.answer = if now < change { "old" } else { "new" };
            held.came(now, ttl);
        }
        held.answer
    });
    json!({"answers": answers.collect::<Vec<_>>()})
}
