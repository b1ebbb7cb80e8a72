//! Operations of `route53`.

use serde_json::{Value, json};
use swell_core::base::time::Span;
use swell_core::rules::dns::{self, CachedAnswer, Location, Whereabouts};
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
        "r53_latency" => latency(given),
        "r53_geo" => geolocation(given),
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

fn latency(given: &Arguments<'_>) -> Value {
    let records: Vec<Arguments<'_>> = given.objects("records").collect();
    let candidate = |record: &Arguments<'_>| {
        let latency = Span::from_s_f64(record.f64("latency_ms") / 1e3);
        (latency, record.opt_read("healthy"))
    };
    let candidates: Vec<(Span, Option<bool>)> = records.iter().map(candidate).collect();
    let chosen = dns::latency(&candidates).map(|place| records[place].str("region"));
    json!({"region": chosen})
}

fn geolocation(given: &Arguments<'_>) -> Value {
    let records: Vec<Arguments<'_>> = given.objects("records").collect();
    let words: Vec<String> = records
        .iter()
        .map(|record| format!("{}/{}", record.str("level"), record.str("code")))
        .collect();
    let candidates = words.iter().zip(&records);
    let candidates: Vec<(Location<'_>, Option<bool>)> = candidates
        .map(|(word, record)| (Location::named(word), record.opt_read("healthy")))
        .collect();
    let client = Arguments::new(given.get("client").unwrap_or(&Value::Null));
    let [subdivision, country, continent] =
        ["subdivision", "country", "continent"].map(|name| client.opt_read::<String>(name));
    let network = Whereabouts {
        subdivision: subdivision.as_deref(),
        country: country.as_deref(),
        continent: continent.as_deref(),
    };
    let chosen = dns::geolocation(&candidates, &network);
    json!({"answer": chosen.map(|place| records[place].str("value"))})
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
