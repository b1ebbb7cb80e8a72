//! Operations of `health_checks`.

use serde_json::{Value, json};
use swell_core::rules::health::{self, CheckFailure, HealthCounter, Matcher};
use swell_core::theory::surge;

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    Some(match op {
        "hc_sequence" => {
            let mut counter = HealthCounter::new(given.opt_read("start").unwrap_or_default());
            let (healthy, unhealthy) = (
                given.u32("healthy_threshold"),
                given.u32("unhealthy_threshold"),
            );
            let state = |result: &str| {
                counter.observe(result == "P", healthy, unhealthy);
                counter.state
            };
            let states: Vec<_> = given.strings("results").into_iter().map(state).collect();
            json!({"states": states})
        }
        "detection_time" => {
            let interval = given.f64("interval_s");
            let (earliest, latest) =
                surge::detection_time(interval, given.u32("threshold"), timeout(given));
            json!({"earliest_s": earliest, "latest_s": latest})
        }
        "hc_match" => {
            let status = given
                .opt_u32("status")
                .and_then(|status| u16::try_from(status).ok());
            let reason = match Matcher::parse(given.str("matcher")) {
                Some(matcher) => health::failure(&matcher, status),
                None => Some(CheckFailure::ResponseCodeMismatch),
            };
            json!({"pass": reason.is_none(), "reason": reason})
        }
        _ => return None,
    })
}

/// What a failing check adds to the detection: nothing when the target refuses at once.
pub fn timeout(given: &Arguments<'_>) -> f64 {
    match given.opt_str("failure") {
        Some("timeout") => given.f64("timeout_s"),
        _ => 0.0,
    }
}
