//! Operations of `cache_models`.

use serde_json::{Value, json};
use swell_core::base::time::Span;
use swell_core::rules::cache::{Evicts, Store, Stored};
use swell_core::theory::caching::{self, Traffic};

use super::Arguments;
use super::arguments::instant;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    let shares = || caching::zipf_shares(given.u32("items"), given.f64("zipf_exponent"));
    Some(match op {
        "cache_exact" => {
            let capacity = given.u32("capacity") as usize;
            let exact = caching::exact(&given.numbers("popularity"), capacity);
            json!({
                "lru_hit_ratio": exact.lru,
                "fifo_or_random_hit_ratio": exact.fifo_or_random,
                "lfu_hit_ratio": exact.lfu,
            })
        }
        "che" => {
            let (shares, capacity) = (shares(), given.u32("capacity"));
            let che = caching::che(&shares, f64::from(capacity));
            json!({
                "characteristic_requests": che.characteristic,
                "hit_ratio": che.hit_ratio,
                "lfu_hit_ratio": caching::lfu_hit_ratio(&shares, capacity as usize),
            })
        }
        "ttl_poisson" => {
            let (rate, ttl) = (given.f64("arrival_rate"), given.f64("ttl_s"));
            let fixed = caching::ttl_fixed(rate, ttl);
            let renewed = caching::ttl_renewed(rate, ttl);
            json!({
                "hit_ratio_fixed_expiry": fixed.hit_ratio,
                "hit_ratio_renewed": renewed.hit_ratio,
                "origin_rate_fixed_expiry": fixed.origin_rate,
                "origin_rate_renewed": renewed.origin_rate,
            })
        }
        "ttl_catalogue" => {
            let (rate, ttl) = (given.f64("arrival_rate"), given.f64("ttl_s"));
            let all = caching::ttl_catalogue(&shares(), rate, ttl);
            json!({"hit_ratio": all.hit_ratio, "origin_rate": all.origin_rate})
        }
        "cache_trace" => trace(given),
        "cache_load" => {
            let traffic = Traffic {
                rps: given.f64("rps"),
                read_fraction: given.f64("read_fraction"),
                hit_ratio: given.f64("hit_ratio"),
                cache_ms: given.f64("cache_ms"),
                db_ms: given.f64("db_ms"),
            };
            let strategy = given.str("strategy");
            let load = caching::load(&traffic, strategy != "none", strategy == "write_through");
            json!({
                "db_rps": load.db_rps,
                "cache_rps": load.cache_rps,
                "mean_read_ms": load.mean_read_ms,
                "mean_write_ms": load.mean_write_ms,
            })
        }
        _ => return None,
    })
}

/// Keys are letters; to the store they are numbers.
fn trace(given: &Arguments<'_>) -> Value {
    let evicts = match given.str("policy") {
        "lru" => Evicts::LeastRecentlyUsed,
        _ => Evicts::FirstIn,
    };
    let ttl = Span::from_s_f64(given.f64("ttl_s"));
    let mut store = Store::new(given.u32("capacity"), ttl, evicts);
    let letter = |key: u32| char::from_u32(key).expect("a letter").to_string();
    let (mut results, mut evicted) = (String::new(), Vec::new());
    for request in given.list("requests") {
        let at = instant(request[0].as_f64().expect("a second"));
        let key = request[1].as_str().and_then(|key| key.chars().next());
        let key = u32::from(key.expect("a letter"));
        if store.get(key, at) {
            results.push('H');
            continue;
        }
        results.push('M');
        if let Stored::Evicted(victim) = store.put(key, at) {
            evicted.push(letter(victim));
        }
    }
    let left: Vec<String> = std::iter::from_fn(|| store.evict()).map(letter).collect();
    json!({"results": results, "evicted": evicted, "final": left})
}
