//! Operations of `cloudfront`.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use swell_core::base::time::{Instant, Span};
use swell_core::rules::cdn::{
    CacheControl, EdgeCopy, EdgeResult, Found, Given, Kept, Served, Ttls, behavior, error,
    invalidation_usd, ttl,
};

use super::Arguments;
use super::arguments::instant;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "cf_ttl" => {
            let ttls = Ttls {
                min: given.span("min_ttl"),
                default: given.span("default_ttl"),
                max: given.span("max_ttl"),
            };
            let says: CacheControl = given.opt_read("cache_control").unwrap_or_default();
            let kept = ttl(&ttls, &says, given.opt_f64("expires_in_s"));
            json!({"ttl_s": kept.s_f64()})
        }
        "cf_error" => {
            let status = given.u32("status") as u16;
            let min = given.span("error_caching_min_ttl");
            let says = given.opt_u32("max_age");
            let (served, hold) = error(status, min, says, given.flag("expired_copy"));
            let served = match served {
                Served::Error => "error",
                Served::StaleCopy => "stale_copy",
            };
            json!({"served": served, "hold_s": hold.s_f64()})
        }
        "cf_timeline" => timeline(given),
        "cf_behavior" => {
            let behaviors: Vec<_> = given.objects("behaviors").collect();
            let patterns = behaviors.iter().map(|b| b.str("path_pattern"));
            let found = behavior(patterns, given.str("path").chars());
            let origin = found.map(|nth| behaviors[nth].str("origin"));
            json!({"origin": origin.unwrap_or(given.str("default_origin"))})
        }
        "cf_invalidation_cost" => {
            json!({"usd": invalidation_usd(given.u32("paths"), given.u32("already_used"))})
        }
        _ => return None,
    })
}

/// Edge locations, the regional cache behind all of them, and an origin with one thing.
struct Line {
    edges: BTreeMap<String, Kept>,
    regional: Option<Kept>,
    is_down: bool,
    version: u32,
    asked: u32,
    ttl: Span,
    min: Span,
}

fn timeline(given: &Arguments<'_>) -> Value {
    let mut line = Line {
        edges: BTreeMap::new(),
        regional: given.flag("regional_edge_cache").then(Kept::default),
        is_down: false,
        version: 1,
        asked: 0,
        ttl: given.span("ttl_s"),
        min: given.span("error_caching_min_ttl"),
    };
    let mut results = Vec::new();
    for event in given.objects("events") {
        match event.str("kind") {
            "get" => results.push(line.get(event.str("pop"), instant(event.f64("t")))),
            "publish" => line.version += 1,
            "invalidate" => {
                line.edges.clear();
                line.regional = line.regional.map(|_| Kept::default());
            }
            "origin_down" => line.is_down = true,
            "origin_up" => line.is_down = false,
            other => panic!("an event: {other}"),
        }
    }
    json!({"results": results, "origin_requests": line.asked})
}

impl Line {
    fn get(&mut self, edge: &str, now: Instant) -> Value {
        let mut kept = self.edges.get(edge).copied().unwrap_or_default();
        let (result, copy) = match kept.look(now) {
            Found::Fresh(copy) => (EdgeResult::Hit, Some(copy)),
            Found::Stale(copy) => (EdgeResult::Stale, Some(copy)),
            Found::Error(status) => (EdgeResult::Error(status), None),
            Found::Nothing => {
                let result = kept.take(self.upstream(now), self.min, now);
                (result, kept.copy())
            }
        };
        self.edges.insert(edge.to_owned(), kept);
        let word = match result {
            EdgeResult::Hit => "Hit",
            EdgeResult::Miss => "Miss",
            EdgeResult::RefreshHit => "RefreshHit",
            EdgeResult::Stale => "Stale",
            EdgeResult::Error(_) => "Error",
        };
        json!([word, copy.map(|copy| copy.version)])
    }

    fn upstream(&mut self, now: Instant) -> Given {
        let Some(mut regional) = self.regional else {
            return self.origin(now);
        };
        let result = match regional.look(now) {
            Found::Fresh(_) => EdgeResult::Hit,
            Found::Stale(_) => EdgeResult::Stale,
            Found::Error(status) => EdgeResult::Error(status),
            Found::Nothing => regional.take(self.origin(now), self.min, now),
        };
        self.regional = Some(regional);
        regional.hands_down(result)
    }

    fn origin(&mut self, now: Instant) -> Given {
        self.asked += 1;
        match self.is_down {
            true => Given::Failed {
                status: 504,
                says_s: None,
            },
            false => Given::Copy(EdgeCopy {
                version: self.version,
                fetched_at: now,
                ttl: self.ttl,
            }),
        }
    }
}
