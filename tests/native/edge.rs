//! Where viewers are, and what is near them.

use serde_json::json;
use swell_core::document::Document;
use swell_tests::boards::document;
use swell_tests::harness::{Harness, USERS};

/// Users in a place before a station in Seoul that answers at once.
fn far_from_seoul(location: &str) -> Document {
    document(json!({
        "format": 2, "seed": 1,
        "parts": [
            { "id": USERS, "kind": "users", "params": { "location": location } },
            { "id": 2, "kind": "station", "params": { "service_ms": 0.001 } },
        ],
        "links": [{ "id": 3, "from": USERS, "to": 2, "protocol": "http" }],
    }))
}

fn median_ms(harness: &Harness) -> f64 {
    let median = harness.client_stats().latency.quantile_us(0.5);
    median.expect("answers") / 1e3
}

#[test]
fn another_region_is_far_away() {
    let felt = [
        "same_region",
        "ap-northeast-2",
        "ap-northeast-1",
        "us-east-1",
    ]
    .map(|location| {
        let mut harness = Harness::new(far_from_seoul(location));
        harness.until(60.0);
        median_ms(&harness)
    });
    for (felt, expected) in felt.into_iter().zip([10.0, 10.0, 30.0, 180.0]) {
        assert!(
            (felt / expected - 1.0).abs() < 0.05,
            "{felt} ms for {expected} ms"
        );
    }
}
