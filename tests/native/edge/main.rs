//! Where viewers are and what is near them: the boards of CloudFront and S3.

mod billing;
mod deploys;
mod floods;
mod functions;
mod places;

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::{IssueWhat, Member as _};
use swell_core::document::Document;
use swell_core::engine::injection::Injection;
use swell_core::kinds::cloudfront::{CACHE_HIT_RATE, CloudFront};
use swell_core::kinds::instance::Instance;
use swell_core::kinds::s3::S3;
use swell_core::kinds::users::ClientStats;
use swell_core::rules::regions::Region;
use swell_core::rules::validate::{Code, Warning};
use swell_core::theory::caching;
use swell_tests::boards::{self, document, preset};
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

const SEOUL: u32 = 10;
const TOKYO: u32 = 11;
const SAO_PAULO: u32 = 12;
const CDN: u32 = 14;
const BUCKET: u32 = 15;

fn site() -> Harness {
    Harness::new(preset("csr-cdn"))
}

fn cdn(harness: &Harness, part: u32) -> &CloudFront {
    CloudFront::of(harness.part(part)).expect("a distribution")
}

fn bucket(harness: &Harness, part: u32) -> &S3 {
    S3::of(harness.part(part)).expect("a bucket")
}

fn users(harness: &Harness, part: u32) -> &ClientStats {
    harness.part(part).client_stats().expect("users")
}

fn fault(harness: &mut Harness, part: u32, fault: &str) {
    let (part, fault) = (PartId(part), fault.to_owned());
    harness.session.inject(Injection::Part { part, fault });
}

/// What a part has come to by its use, in US dollars.
fn used_usd(harness: &Harness, part: u32) -> f64 {
    let simulation = harness.session.simulation();
    let me = simulation.control().ix(PartId(part)).expect("a part");
    let used = harness.part(part).usage(me, simulation.world());
    used.expect("it is paid by use").usd()
}

#[test]
fn the_first_visitor_of_each_city_is_slow_and_the_origin_hears_little() {
    let mut harness = site();
    // Nobody else has asked for anything yet.
    harness
        .set(TOKYO, "users", json!(0))
        .set(SAO_PAULO, "users", json!(0));
    harness.until(600.0);
    assert_eq!(
        cdn(&harness, CDN).held(Region::Tokyo),
        0,
        "Seoul does not warm Tokyo"
    );
    let held = cdn(&harness, CDN).held(Region::Seoul);
    assert!(held > 200, "{held} of 300 files");
    harness.set(TOKYO, "users", json!(40));
    let (before, misses) = (
        bucket(&harness, BUCKET).counts.gets,
        cdn(&harness, CDN).counts.misses,
    );
    harness.until(1_200.0);
    assert!(cdn(&harness, CDN).held(Region::Tokyo) > 200);
    assert!(
        cdn(&harness, CDN).counts.misses > misses + 200,
        "Tokyo fills on its own"
    );
    let asked = (bucket(&harness, BUCKET).counts.gets - before) as f64;
    let sent = users(&harness, TOKYO).sent as f64;
    assert!(asked < 0.5 * (sent + 6_000.0), "{asked} of {sent}");
}

#[test]
fn the_hit_ratio_is_that_of_the_closed_form_and_a_crowd_raises_it() {
    let mut harness = site();
    harness
        .set(TOKYO, "users", json!(0))
        .set(SAO_PAULO, "users", json!(0));
    let mut found = Vec::new();
    for (users, until) in [(100, 3_000.0), (1_000, 6_000.0)] {
        harness.set(SEOUL, "users", json!(users));
        harness.until(until - 1_200.0);
        let before = cdn(&harness, CDN).counts.clone();
        harness.until(until);
        let counts = &cdn(&harness, CDN).counts;
        let requests = (counts.requests() - before.requests()) as f64;
        let hits = (counts.hits - before.hits) as f64 / requests;
        let shares = caching::zipf_shares(300, 1.0);
        let expected = caching::ttl_catalogue(&shares, f64::from(users) * 0.1, 600.0);
        assert!(
            (hits - expected.hit_ratio).abs() < 0.01,
            "{hits} for {expected:?}"
        );
        let asked = (counts.origin_requests - before.origin_requests) as f64 / 1_200.0;
        found.push((hits, asked));
    }
    let [(few, asked_few), (many, asked_many)] = found[..] else {
        panic!("two loads");
    };
    assert!(many > few + 0.02, "{few} then {many}");
    assert!(
        asked_many < 1.3 * asked_few,
        "ten times the users: {asked_few} then {asked_many}"
    );
}

#[test]
fn a_far_city_without_an_edge_of_the_class_goes_to_another_one() {
    let latency = |class: &str| {
        let mut harness = site();
        harness.set(CDN, "PriceClass", json!(class));
        harness.until(900.0);
        let median = users(&harness, SAO_PAULO).latency.quantile_us(0.5);
        (
            median.expect("answers") / 1e3,
            cdn(&harness, CDN).held(Region::Virginia) > 0,
        )
    };
    let (near, by_virginia) = latency("PriceClass_All");
    assert!(near < 10.0 && !by_virginia, "{near} ms");
    let (far, by_virginia) = latency("PriceClass_100");
    assert!((175.0..200.0).contains(&far) && by_virginia, "{far} ms");
}

#[test]
fn without_an_invalidation_old_pages_stay() {
    let mut harness = site();
    harness.until(900.0);
    fault(&mut harness, BUCKET, "publish");
    assert_eq!(bucket(&harness, BUCKET).version(), 2);
    harness.until(960.0);
    let forgotten = cdn(&harness, CDN).counts.old;
    assert!(forgotten > 500, "{forgotten} old answers in a minute");
    fault(&mut harness, CDN, "invalidate");
    harness.until(970.5);
    let through = cdn(&harness, CDN).counts.old;
    harness.until(1_100.0);
    assert_eq!(
        cdn(&harness, CDN).counts.old,
        through,
        "nothing old is left"
    );
    // The roll-back of a deploy is the same: restore, then invalidate.
    fault(&mut harness, BUCKET, "roll_back");
    assert_eq!(bucket(&harness, BUCKET).version(), 1);
    harness.until(1_101.0);
    assert!(cdn(&harness, CDN).counts.old > through);
}

#[test]
fn a_bucket_that_is_down_takes_only_what_nobody_has_asked_for() {
    let mut harness = site();
    harness.until(1_800.0);
    fault(&mut harness, BUCKET, "outage");
    let before = users(&harness, SEOUL).failed;
    harness.until(3_000.0);
    let (failed, stale) = (
        users(&harness, SEOUL).failed - before,
        cdn(&harness, CDN).counts.stale,
    );
    assert!(failed < 20, "{failed} failures in twenty minutes");
    assert!(stale > 1_000, "{stale} old copies");
    // With cold edges everything fails.
    fault(&mut harness, CDN, "edges_cold");
    let before = users(&harness, SEOUL).failed;
    harness.until(3_060.0);
    let failed = users(&harness, SEOUL).failed - before;
    assert!(failed > 500, "{failed} failures in a minute");
}

#[test]
fn a_private_bucket_lets_only_its_distribution_read() {
    let mut harness = site();
    harness.until(60.0);
    assert_eq!(bucket(&harness, BUCKET).counts.denied, 0);
    harness.set(CDN, "OriginAccess", json!("none"));
    fault(&mut harness, CDN, "edges_cold");
    harness.until(120.0);
    assert!(bucket(&harness, BUCKET).counts.denied > 50);
    assert!(
        users(&harness, SEOUL)
            .failures
            .iter()
            .any(|(code, ..)| *code == 403)
    );
    // The website endpoint takes no signatures: it needs a public bucket.
    harness.set(CDN, "OriginAccess", json!("oac"));
    harness.set(BUCKET, "endpoint", json!("website"));
    let before = bucket(&harness, BUCKET).counts.denied;
    harness.until(180.0);
    assert!(bucket(&harness, BUCKET).counts.denied > before);
}

#[test]
fn by_the_edge_large_files_are_cheaper_and_tiny_ones_dearer_and_all_are_near() {
    const DIRECT: (u32, u32) = (10, 11);
    const EDGE: (u32, u32) = (12, 13);
    const PRIVATE: u32 = 14;
    let bill = |bytes: u32| {
        let mut board = preset("s3-or-cdn");
        for part in [DIRECT.0, EDGE.0] {
            let class =
                json!({ "url": "https://files.example.com/{object}.jpg", "bytes_out": bytes });
            boards::set(&mut board, part, "mix", json!([class]));
        }
        let mut harness = Harness::new(board);
        harness.until(1_200.0);
        let median = |part| {
            users(&harness, part)
                .latency
                .quantile_us(0.5)
                .expect("answers")
                / 1e3
        };
        assert!(median(DIRECT.0) > 280.0, "{} ms", median(DIRECT.0));
        assert!(median(EDGE.0) < 10.0, "{} ms", median(EDGE.0));
        let edge = used_usd(&harness, EDGE.1) + used_usd(&harness, PRIVATE);
        (used_usd(&harness, DIRECT.1), edge)
    };
    let (direct, edge) = bill(1_000_000);
    assert!(edge < 0.97 * direct, "{direct} or {edge} USD");
    let (direct, edge) = bill(500);
    assert!(edge > 2.0 * direct, "{direct} or {edge} USD");
}

#[test]
fn static_files_spare_the_servers_behind_the_balancer() {
    let rate = |harness: &mut Harness| {
        harness.until(600.0);
        let before = served(harness);
        harness.until(900.0);
        (served(harness) - before) as f64 / 300.0
    };
    let mut split = Harness::new(preset("static-before-logic"));
    let api = rate(&mut split);
    assert!((api - 8.0).abs() < 1.0, "{api} of 40 requests a second");
    assert_eq!(users(&split, USERS).failed, 0);
    // The old way: every path by the balancer, nothing kept.
    let mut board = preset("static-before-logic");
    let default = |field: &str| format!("DefaultCacheBehavior/{field}");
    boards::set(&mut board, 12, &default("TargetOriginId"), json!(14));
    boards::set(
        &mut board,
        12,
        &default("CachePolicyId"),
        json!("CachingDisabled"),
    );
    let all = rate(&mut Harness::new(board));
    assert!((all - 40.0).abs() < 3.0, "{all} of 40 requests a second");
}

/// Requests that the two servers of the board have answered.
fn served(harness: &Harness) -> u64 {
    let answered = |id| Instance::of(harness.part(id)).expect("a server").answered;
    answered(16) + answered(17)
}

/// Users before a distribution, a bucket behind it and another one, each with its own parameters.
fn small(users: Value, cdn: Value, first: Value, second: Value) -> Document {
    document(json!({
        "format": 2, "seed": 1,
        "parts": [
            { "id": USERS, "kind": "users", "params": users },
            { "id": CDN, "kind": "cloudfront", "params": cdn },
            { "id": BUCKET, "kind": "s3", "params": first },
            { "id": 16, "kind": "s3", "params": second },
        ],
        "links": [
            { "id": 21, "from": USERS, "to": CDN, "protocol": "http" },
            { "id": 22, "from": CDN, "to": BUCKET, "protocol": "http" },
            { "id": 23, "from": CDN, "to": 16, "protocol": "http" },
        ],
    }))
}

fn private() -> Value {
    json!({ "BucketPolicy": "distribution", "AWS:SourceArn": CDN })
}

#[test]
fn all_cookies_in_the_key_leave_hardly_a_hit() {
    let hits = |cookies: &str| {
        let class = json!({
            "url": "https://www.example.com/{object}", "headers": "Cookie: session={client}" });
        let users =
            json!({ "users": 2_000, "requests_per_user_s": 0.01, "objects": 100, "mix": [class] });
        let cdn = json!({ "DefaultCacheBehavior": { "CookieBehavior": cookies } });
        let mut harness = Harness::new(small(users, cdn, private(), json!({})));
        harness.until(600.0);
        let counts = &self::cdn(&harness, CDN).counts;
        counts.hits as f64 / counts.requests() as f64
    };
    let (none, all) = (hits("none"), hits("all"));
    assert!(none > 0.97 && all < 0.4, "{none} without, {all} with");
}

#[test]
fn the_second_origin_of_a_group_answers_while_the_first_fails() {
    let users = json!({ "users": 100, "mix": [{ "url": "https://www.example.com/{object}" }] });
    let group =
        json!({ "DefaultCacheBehavior": { "TargetOriginId": BUCKET, "FailoverOriginId": 16 } });
    let mut harness = Harness::new(small(users, group, private(), private()));
    harness.until(60.0);
    assert_eq!(bucket(&harness, 16).counts.gets, 0);
    fault(&mut harness, BUCKET, "outage");
    harness.until(120.0);
    let failovers = cdn(&harness, CDN).counts.failovers;
    assert!(failovers > 100, "{failovers} times");
    assert!(bucket(&harness, 16).counts.gets > 100);
    assert_eq!(users_failed(&harness), 0);
}

/// The hit rate is of what a cache may answer: orders go past all caches and do not make it worse.
#[test]
fn orders_are_no_misses() {
    let rate = |orders: f64| {
        let url = "https://www.example.com/{object}";
        let read = json!({ "share": 1.0 - orders, "url": url });
        let order = json!({ "share": orders, "method": "POST", "url": url });
        let users = json!({ "users": 1_000, "objects": 20, "mix": [read, order] });
        let mut harness = Harness::new(small(users, json!({}), private(), json!({})));
        harness
            .set(BUCKET, "presigned_uploads", json!(true))
            .until(300.0);
        let published = &harness.session.simulation().control().published;
        let me = harness.session.simulation().control().ix(PartId(CDN));
        let point = published.newest((me.expect("drawn"), CACHE_HIT_RATE));
        let metric = CACHE_HIT_RATE.default_statistic();
        (
            point.expect("a datapoint").value(metric),
            cdn(&harness, CDN).counts.passed,
        )
    };
    let ((all, none), (some, passed)) = (rate(0.0), rate(0.4));
    assert_eq!(none, 0);
    assert!(passed > 5_000, "{passed} orders");
    assert!(all > 99.0 && some > 99.0, "{all} {some}");
}

/// Nor are failures: they have a rate of their own, and while there is nothing else no hit rate is published.
#[test]
fn failures_are_no_misses() {
    let url = "https://www.example.com/{object}";
    let users = json!({ "users": 1_000, "objects": 20, "mix": [{ "url": url }] });
    let mut harness = Harness::new(small(users, json!({}), private(), json!({})));
    let rate = |harness: &Harness| {
        let control = harness.session.simulation().control();
        let me = control.ix(PartId(CDN)).expect("drawn");
        let point = control.published.newest((me, CACHE_HIT_RATE));
        let point = point.expect("a datapoint");
        point.value(CACHE_HIT_RATE.default_statistic())
    };
    harness.until(300.0);
    assert!(rate(&harness) > 99.0);
    fault(&mut harness, BUCKET, "outage");
    fault(&mut harness, CDN, "edges_cold");
    harness.until(600.0);
    let counts = &cdn(&harness, CDN).counts;
    assert!(counts.errors_5xx > 10_000, "{counts:?}");
    assert!(rate(&harness) > 99.0, "{}", rate(&harness));
}

/// A page for one reader stays out of the edge, so that nobody else gets it when the origin fails; one that is
/// only to be asked about again stays, and helps. A least time in the policy keeps both: the trap.
#[test]
fn what_may_not_be_stored_is_not_handed_out_while_the_origin_fails() {
    for (says, min_s, is_kept) in [
        ("private", 0, false),
        ("no-store", 0, false),
        ("no-cache", 0, true),
        ("private, no-store", 10, true),
    ] {
        let class = json!({ "url": "https://www.example.com/{object}" });
        let users = json!({ "users": 100, "objects": 2, "mix": [class] });
        let policy = json!({ "DefaultCacheBehavior": {
            "CachePolicyId": "custom", "MinTTL": min_s, "DefaultTTL": 60, "MaxTTL": 600 } });
        let mut harness = Harness::new(small(users, policy, private(), json!({})));
        harness
            .set(BUCKET, "Cache-Control", json!(says))
            .until(60.0);
        let counts = cdn(&harness, CDN).counts.clone();
        assert_eq!(counts.refreshes > 0, is_kept, "{says}: {counts:?}");
        assert_eq!(users_failed(&harness), 0);
        fault(&mut harness, BUCKET, "outage");
        harness.until(120.0);
        let counts = cdn(&harness, CDN).counts.clone();
        assert_eq!(counts.stale > 0, is_kept, "{says}: {counts:?}");
        assert_eq!(users_failed(&harness) > 0, !is_kept, "{says}");
    }
}

/// What changes something is never asked of the second origin: a viewer who sends it hears of the failure.
#[test]
fn an_order_is_not_sent_to_the_second_origin() {
    for (method, goes_on) in [
        ("GET", true),
        ("HEAD", true),
        ("OPTIONS", true),
        ("POST", false),
    ] {
        let class = json!({ "method": method, "url": "https://www.example.com/{object}" });
        let users = json!({ "users": 100, "mix": [class] });
        let group =
            json!({ "DefaultCacheBehavior": { "TargetOriginId": BUCKET, "FailoverOriginId": 16 } });
        let mut harness = Harness::new(small(users, group, private(), private()));
        fault(&mut harness, BUCKET, "outage");
        harness.until(30.0);
        let failovers = cdn(&harness, CDN).counts.failovers;
        assert_eq!(failovers > 0, goes_on, "{method}: {failovers} times");
    }
}

fn users_failed(harness: &Harness) -> u64 {
    users(harness, USERS).failed
}

#[test]
fn viewers_by_http_are_let_in_sent_on_or_turned_away() {
    let median = |policy: &str| {
        let users =
            json!({ "users": 100, "objects": 1, "mix": [{ "url": "http://www.example.com/a" }] });
        let cdn = json!({ "DefaultCacheBehavior": { "ViewerProtocolPolicy": policy } });
        let mut harness = Harness::new(small(users, cdn, private(), json!({})));
        harness.until(120.0);
        let median = users_median(&harness);
        (median, users_failed(&harness) > 0)
    };
    let (let_in, fails) = median("allow-all");
    assert!((5.5..6.5).contains(&let_in) && !fails, "{let_in} ms");
    let (sent_on, fails) = median("redirect-to-https");
    assert!((10.0..12.0).contains(&sent_on) && !fails, "{sent_on} ms");
    let (_, fails) = median("https-only");
    assert!(fails);
}

/// 0 without any good answer.
fn users_median(harness: &Harness) -> f64 {
    let median = users(harness, USERS).latency.quantile_us(0.5);
    median.unwrap_or(0.0) / 1e3
}

#[test]
fn a_prefix_takes_so_many_reads_a_second() {
    let slowed = |prefixes: u32| {
        let mut harness = Harness::new(document(json!({
            "format": 2, "seed": 1,
            "parts": [
                { "id": USERS, "kind": "users", "params": {
                    "users": 80_000, "popularity": 0, "mix": [{ "url": "http://www.example.com/{object}" }] } },
                { "id": BUCKET, "kind": "s3", "params": {
                    "BlockPublicAccess": false, "BucketPolicy": "public_read", "prefixes": prefixes } },
            ],
            "links": [{ "id": 21, "from": USERS, "to": BUCKET, "protocol": "http" }],
        })));
        harness.until(10.0);
        bucket(&harness, BUCKET).counts.slowed_down as f64 / 10.0
    };
    let one = slowed(1);
    // 8,000 a second, 5,500 are taken, and what the bucket held at the start is spread over ten seconds.
    assert!(
        (one - (8_000.0 - 5_500.0 * 1.1)).abs() < 100.0,
        "{one} a second"
    );
    assert_eq!(slowed(2), 0.0);
}

#[test]
fn an_origin_that_hangs_is_given_up_and_old_copies_stand_in() {
    let board = document(json!({
        "format": 2, "seed": 1,
        "parts": [
            { "id": USERS, "kind": "users", "params": {
                "users": 50, "objects": 1, "mix": [{ "url": "https://www.example.com/a" }] } },
            { "id": CDN, "kind": "cloudfront", "params": { "OriginReadTimeout": 5, "DefaultCacheBehavior": {
                "CachePolicyId": "custom", "DefaultTTL": 60 } } },
            { "id": 16, "kind": "station", "params": { "service_ms": 20_000, "distribution": "constant", "servers": 0 } },
        ],
        "links": [
            { "id": 21, "from": USERS, "to": CDN, "protocol": "http" },
            { "id": 22, "from": CDN, "to": 16, "protocol": "http" },
        ],
    }));
    let mut harness = Harness::new(board);
    harness.until(30.0);
    // Nobody has a copy: who waited hears 504 after five seconds, and for ten more whoever asks.
    assert!(harness.failures(504) > 50);
    harness.set(16, "service_ms", json!(10));
    harness.until(60.0);
    let failed = users_failed(&harness);
    harness.set(16, "service_ms", json!(20_000));
    harness.until(240.0);
    assert_eq!(users_failed(&harness), failed, "old copies stand in");
    assert!(cdn(&harness, CDN).counts.stale > 500);
}

#[test]
fn times_to_live_in_the_wrong_order_are_refused_at_their_field() {
    let ttls = json!({ "CachePolicyId": "custom", "MinTTL": 60, "DefaultTTL": 30, "MaxTTL": 600 });
    let cdn = json!({ "DefaultCacheBehavior": ttls, "Aliases": "www.example.com" });
    let board = small(json!({}), cdn, private(), private());
    let issues = board.issues();
    let has = |field: &str, what: IssueWhat| {
        issues
            .iter()
            .any(|i| i.part == Some(PartId(CDN)) && i.field == field && i.what == what)
    };
    assert!(has(
        "DefaultCacheBehavior/DefaultTTL",
        IssueWhat::Error(Code::CfTtlOrder)
    ));
    let kept = IssueWhat::Warning(Warning::MinTtlKeepsPrivatePages);
    assert!(has("DefaultCacheBehavior/MinTTL", kept));
    assert!(has(
        "ViewerCertificate",
        IssueWhat::Warning(Warning::CertificateNotInVirginia)
    ));
}

#[test]
fn the_root_is_a_page_only_where_somebody_names_one() {
    let fails = |root: &str| {
        let users = json!({ "users": 100, "mix": [{ "url": "https://www.example.com/" }] });
        let cdn = json!({ "DefaultRootObject": root });
        let mut harness = Harness::new(small(users, cdn, private(), json!({})));
        harness.until(60.0);
        harness.failures(404) > 0
    };
    assert!(!fails("index.html"));
    assert!(fails(""));
}
