//! Operations of `route53`.

use serde_json::{Value, json};
use swell_core::rules::dns::CachedAnswer;

use super::Arguments;
use super::arguments::instant;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    if op != "dns_cache" {
        return None;
    }
    let (ttl, change) = (given.span("ttl_s"), instant(given.f64("change_at_s")));
    let mut held: Option<CachedAnswer<&str>> = None;
    let answers = given.instants("queries").into_iter().map(|now| {
        let fresh = held.filter(|held| held.is_fresh(now));
        let current = if now < change { "old" } else { "new" };
        let held = held.insert(fresh.unwrap_or_else(|| CachedAnswer::new(current, now, ttl)));
        held.answer
    });
    Some(json!({"answers": answers.collect::<Vec<_>>()}))
}
