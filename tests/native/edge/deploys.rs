//! The board `forgotten-invalidation`: what a deploy leaves at the edge; and where logs go.

use super::{bucket, cdn, fault, small, used_usd};
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::world::log::{Term, What};
use swell_tests::boards::preset;
use swell_tests::harness::Harness;

/// Distribution and bucket of each side.
const FORGETS: (u32, u32) = (11, 12);
const SCRIPTED: (u32, u32) = (14, 15);

/// What the log says of old pages: at which distribution, how many, and for how long.
fn old_pages(harness: &Harness) -> Vec<(PartId, f64, f64)> {
    let said = harness
        .entries()
        .iter()
        .filter_map(|entry| match &entry.what {
            What::Said { event, values, .. } if event == "old_pages" => Some((entry.part, values)),
            _ => None,
        });
    said.map(|(part, values)| match values[..] {
        [Term::Count(count), Term::Seconds(lasted)] => (part, count, lasted),
        _ => panic!("a number and a time: {values:?}"),
    })
    .collect()
}

#[test]
fn a_forgotten_invalidation_leaves_old_pages_for_the_ttl_and_a_script_for_seconds() {
    let mut harness = Harness::new(preset("forgotten-invalidation"));
    harness.until(60.0);
    for (_, bucket) in [FORGETS, SCRIPTED] {
        fault(&mut harness, bucket, "publish");
    }
    harness.until(1_500.0);
    let [forgotten, scripted] = [FORGETS, SCRIPTED].map(|(part, _)| cdn(&harness, part).old);
    // Twenty pages a second, nearly all of them old until the copies' ten minutes are over.
    let lasted = forgotten.lasted().s_f64();
    assert!((550.0..=601.0).contains(&lasted), "{lasted} s");
    assert!(forgotten.count > 4_000, "{} old pages", forgotten.count);
    // The invalidation takes ten seconds.
    let lasted = scripted.lasted().s_f64();
    assert!((9.0..=10.5).contains(&lasted), "{lasted} s");
    assert!(
        (100..300).contains(&scripted.count),
        "{} old pages",
        scripted.count
    );
    // The log tells the same of both.
    let said = old_pages(&harness);
    for (part, old) in [(FORGETS.0, forgotten), (SCRIPTED.0, scripted)] {
        let last = said.iter().rfind(|(at, ..)| *at == PartId(part));
        let (_, count, lasted) = last.expect("it is told");
        assert_eq!((*count, *lasted), (old.count as f64, old.lasted().s_f64()));
    }
    // A deploy with the script switched on is as good on the first side.
    harness.set(FORGETS.1, "invalidate_after_deploy", json!(true));
    fault(&mut harness, FORGETS.1, "publish");
    harness.until(1_700.0);
    let lasted = cdn(&harness, FORGETS.0).old.lasted().s_f64();
    assert!(lasted <= 10.5, "{lasted} s");
    assert_eq!(bucket(&harness, FORGETS.1).version(), 3);
}

#[test]
fn logs_are_delivered_to_a_bucket_and_cost_storage_and_puts() {
    let run = |logging: serde_json::Value| {
        let users =
            json!({ "users": 1_000, "objects": 1, "mix": [{ "url": "http://www.example.com/a" }] });
        let reader = json!({ "BucketPolicy": "distribution", "AWS:SourceArn": super::CDN });
        let mut harness = Harness::new(small(
            users,
            json!({ "Logging": logging }),
            reader,
            json!({}),
        ));
        harness.until(899.0);
        harness
    };
    let with = run(json!(16));
    let logs = &bucket(&with, 16).counts;
    // Two periods of five minutes are over, at one edge location.
    assert_eq!(logs.log_files, 2);
    assert!(
        (58_000..62_000).contains(&logs.log_lines),
        "{} lines",
        logs.log_lines
    );
    assert_eq!(logs.log_bytes, logs.log_lines * 60);
    assert_eq!(used_usd(&with, 16), 2.0 * 5e-6, "two PUT requests");
    let without = run(json!(null));
    assert_eq!(bucket(&without, 16).counts.log_files, 0);
    let standing = |harness: &Harness| harness.part(16).price().usd_per_hour_now();
    assert!(standing(&with) > standing(&without));
}
