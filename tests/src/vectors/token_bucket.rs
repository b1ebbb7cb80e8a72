//! Operations of `token_bucket`.

use serde_json::{Value, json};
use swell_core::base::time::{Instant, Span};
use swell_core::rules::token_bucket::TokenBucket;

use super::Arguments;

pub fn answer(op: &str, given: &Arguments<'_>) -> Option<Value> {
    if op != "bucket" {
        return None;
    }
    let (rate, burst) = (given.f64("rate"), given.f64("burst"));
    let mut bucket = TokenBucket::full(burst);
    let (mut accepted, mut throttled) = (Vec::new(), Vec::new());
    let mut last = Instant::ZERO;
    for segment in given.objects("segments") {
        let (from, count) = (segment.u32("from_ms"), segment.u32("count"));
        let length = segment.u32("to_ms") - from;
        let mut taken = 0;
        for nth in 1..=u64::from(count) {
            // The first millisecond by whose end so many have come.
            let after = match u64::from(length) {
                0 => 0,
                length => (nth * length).div_ceil(u64::from(count)) - 1,
            };
            last = Instant::ZERO + Span::from_ms(u64::from(from) + after);
            taken += u32::from(bucket.take(rate, burst, last));
        }
        accepted.push(taken);
        throttled.push(count - taken);
    }
    let left = bucket.tokens(rate, burst, last);
    Some(json!({"accepted": accepted, "throttled": throttled, "tokens_left": left}))
}
