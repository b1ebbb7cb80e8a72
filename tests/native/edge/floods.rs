//! The boards `static-flood` and `flood-bill`: what a flood does to servers, and to the bill.

use super::{bucket, cdn, users};
use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::control::bill;
use swell_core::document::Document;
use swell_core::kinds::instance::metrics::CPU_UTILIZATION;
use swell_core::scenario::catalog;
use swell_tests::boards::{self, document, preset};
use swell_tests::harness::Harness;

/// What was published last.
fn cpu(harness: &Harness, part: u32) -> f64 {
    let control = harness.session.simulation().control();
    let part = control.ix(PartId(part)).expect("a part");
    let point = control.published.newest((part, CPU_UTILIZATION));
    let statistic = CPU_UTILIZATION.default_statistic();
    point.expect("a datapoint").value(statistic)
}

#[test]
fn a_flood_of_files_stops_the_one_server_and_leaves_the_separate_database_alone() {
    const BEFORE: u32 = 10;
    const ONE_SERVER: u32 = 13;
    const AFTER: u32 = 14;
    const CDN: u32 = 17;
    const BUCKET: u32 = 18;
    const DATABASE: u32 = 22;
    let mut harness = Harness::new(preset("static-flood"));
    harness.until(300.0);
    let calm = (cpu(&harness, ONE_SERVER), cpu(&harness, DATABASE));
    assert!(
        (20.0..45.0).contains(&calm.0),
        "{} % of the one server",
        calm.0
    );
    assert_eq!(
        (
            users(&harness, BEFORE).failed,
            users(&harness, AFTER).failed
        ),
        (0, 0)
    );
    let (asked, origin) = (
        cdn(&harness, CDN).counts.requests(),
        bucket(&harness, BUCKET).counts.gets,
    );
    harness.until(900.0);
    // One machine with everything on it, the database too: nothing is left for the API.
    assert!(cpu(&harness, ONE_SERVER) > 99.0);
    let failed = users(&harness, BEFORE).failed;
    assert!(failed > 500, "{failed} calls of the API failed");
    // With separate roles the edge takes the flood: the database does not notice.
    let during = cpu(&harness, DATABASE);
    assert!(
        (during - calm.1).abs() < 2.0,
        "{} % then {during} %",
        calm.1
    );
    assert_eq!(users(&harness, AFTER).failed, 0);
    let asked = cdn(&harness, CDN).counts.requests() - asked;
    let origin = bucket(&harness, BUCKET).counts.gets - origin;
    assert!(asked > 150_000, "{asked} requests");
    assert!(origin * 100 < asked, "{origin} of {asked} reach the origin");
}

const VISITORS: u32 = 10;
const API: u32 = 15;

/// Dollars an hour before the flood, half way up and at its height.
fn usd_per_hour(document: Document) -> ([f64; 3], Harness) {
    let mut harness = Harness::new(document);
    let now = |harness: &mut Harness, s: f64| {
        harness.until(s);
        let simulation = harness.session.simulation();
        bill::usd_per_hour(simulation.parts(), simulation.control(), simulation.now())
    };
    let all = [59.0, 540.0, 1_080.0].map(|s| now(&mut harness, s));
    (all, harness)
}

fn with_limit(per_s: u32) -> Document {
    let mut board = preset("flood-bill");
    boards::set(&mut board, API, "ThrottlingRateLimit", json!(per_s));
    boards::set(&mut board, API, "ThrottlingBurstLimit", json!(2 * per_s));
    board
}

#[test]
fn a_flood_is_paid_by_the_hour_and_a_limit_caps_only_what_it_guards() {
    let ([quiet, rising, high], limited) = usd_per_hour(preset("flood-bill"));
    assert!(quiet < 3.0, "{quiet} USD an hour");
    assert!(
        rising > 5.0 * quiet && high > 1.6 * rising,
        "{quiet}, {rising}, {high}"
    );
    assert!(high > 30.0, "{high} USD an hour");
    // The files are there for everybody; the API gives visitors 429 as well.
    let felt = users(&limited, VISITORS);
    assert!(
        felt.failures.iter().all(|(code, ..)| *code == 429),
        "{:?}",
        felt.failures
    );
    assert!(felt.failed > 100, "{} visitors were throttled", felt.failed);
    // Without the limit they get their answers, and the flood's are paid too.
    let ([.., unlimited], open) = usd_per_hour(with_limit(10_000));
    assert_eq!(users(&open, VISITORS).failed, 0);
    assert!(unlimited > high + 2.0, "{unlimited} or {high} USD an hour");
}

/// The files of the board straight from a public bucket in the flood's Region.
fn without_edge() -> Document {
    let board = catalog::preset("flood-bill").expect("a board").json;
    let mut board: Value = serde_json::from_str(board).expect("JSON");
    for part in board["parts"].as_array_mut().expect("parts") {
        match part["id"].as_u64() {
            Some(10 | 11) => part["params"]["mix"] = json!([part["params"]["mix"][0]]),
            Some(14) => {
                part["params"] = json!({ "Region": "us-east-1", "BlockPublicAccess": false,
                    "BucketPolicy": "public_read", "objects": 200 });
            }
            _ => {}
        }
    }
    board["links"] = json!([
        { "id": 21, "from": 10, "to": 12, "protocol": "dns" },
        { "id": 22, "from": 11, "to": 12, "protocol": "dns" },
        { "id": 23, "from": 12, "to": 14, "protocol": "http" },
    ]);
    document(board)
}

/// The same files with the edge between.
fn with_edge() -> Document {
    let mut board = preset("flood-bill");
    for part in [10, 11] {
        let class =
            json!({ "url": "https://www.example.com/images/{object}.jpg", "bytes_out": 500_000 });
        boards::set(&mut board, part, "mix", json!([class]));
    }
    board
}

#[test]
fn the_edge_keeps_a_flood_fast_but_does_not_make_it_free() {
    let ([.., direct], bare) = usd_per_hour(without_edge());
    let ([.., edge], guarded) = usd_per_hour(with_edge());
    assert!(edge < 0.97 * direct, "{edge} or {direct} USD an hour");
    assert!(edge > 0.8 * direct, "{edge} or {direct} USD an hour");
    let median = |harness: &Harness| {
        let median = users(harness, VISITORS).latency.quantile_us(0.5);
        median.expect("answers") / 1e3
    };
    assert!(median(&bare) > 20.0 * median(&guarded));
}
