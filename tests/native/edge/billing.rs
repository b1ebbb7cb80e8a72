//! Who pays for what leaves for the internet (spec 16): whoever gave the answer, and nobody for what
//! CloudFront fetches of AWS.

use super::users;
use serde_json::{Value, json};
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::time::Span;
use swell_core::contract::Member as _;
use swell_core::kinds::KindId;
use swell_core::kinds::cloudfront::CloudFront;
use swell_tests::boards::document;
use swell_tests::harness::{Harness, USERS};

const CDN: u32 = 2;
const KB: u32 = 1_000;
const MB: u32 = 1_000_000;

/// What stands behind a distribution, by part 3, and what leads where.
type Origin = (&'static str, Value, &'static [(u32, u32)]);

fn origins() -> [Origin; 9] {
    let group = |of: u32| json!({ "id": 4, "kind": "target_group", "of": of });
    let server = json!({ "id": 5, "kind": "instance", "params": { "InstanceType": "c5.large" } });
    let function = json!({ "id": 5, "kind": "lambda_function" });
    let far = json!({ "id": 5, "kind": "on_premises_server" });
    let entry = |kind: &str, params: Value| json!({ "id": 3, "kind": kind, "params": params });
    let none = || json!({});
    [
        (
            "a bucket",
            json!([entry(
                "s3",
                json!({ "BucketPolicy": "public_read", "BlockPublicAccess": false })
            )]),
            &[],
        ),
        ("a server", json!([entry("instance", none())]), &[]),
        (
            "an ALB",
            json!([entry("load_balancer", none()), group(3), server]),
            &[(4, 5)],
        ),
        (
            "an NLB",
            json!([entry("network_load_balancer", none()), group(3), server]),
            &[(4, 5)],
        ),
        (
            "an ALB before a data center",
            json!([entry("load_balancer", none()), group(3), far]),
            &[(4, 5)],
        ),
        ("a function", json!([entry("lambda_function", none())]), &[]),
        (
            "an API",
            json!([entry("api_gateway", none()), function]),
            &[(3, 5)],
        ),
        (
            "an API with a cache",
            json!([
                entry("api_gateway", json!({ "CacheClusterEnabled": true })),
                function
            ]),
            &[(3, 5)],
        ),
        (
            "a proxy with a cache",
            json!([
                entry("reverse_proxy", json!({ "proxy_cache": true })),
                server
            ]),
            &[(3, 5)],
        ),
    ]
}

/// Ten minutes of users, and what each answer of so many bytes has cost behind the front door.
fn run(behind: &Value, wires: &[(u32, u32)], has_cdn: bool, bytes: u32) -> (f64, u64) {
    let class = json!({ "bytes_out": bytes, "cpu_factor": 0.1, "db_reads": 0,
        "url": "https://www.example.com/{object}" });
    let mut parts = vec![
        json!({ "id": USERS, "kind": "users", "params": { "users": 20, "objects": 5, "mix": [class] } }),
        json!({ "id": CDN, "kind": "cloudfront", "params": {
            "DefaultCacheBehavior": { "CachePolicyId": "CachingDisabled" } } }),
    ];
    parts.extend_from_slice(behind.as_array().expect("parts"));
    let front = if has_cdn { CDN } else { 3 };
    let own = [(USERS, front), (CDN, 3)];
    let links = own.iter().chain(wires).zip(50..);
    let links: Vec<Value> = links
        .map(|((from, to), id)| json!({ "id": id, "from": from, "to": to, "protocol": "http" }))
        .collect();
    let board = json!({ "format": 2, "seed": 1, "parts": parts, "links": links });
    let mut harness = Harness::new(document(board));
    harness.until(600.0);
    harness.set(USERS, "users", json!(0)).until(700.0);
    let simulation = harness.session.simulation();
    let usd = simulation.parts().iter().zip(0..).map(|(part, ix)| {
        let is_front = matches!(
            part.kind(),
            Some(KindId::CloudFront | KindId::LoadBalancer | KindId::NetworkLoadBalancer)
        );
        let used = part.usage(PartIx(ix), simulation.world());
        let used = used.filter(|_| !is_front);
        used.map_or(0.0, |used| part.usage_usd(used, Span::from_s(700)))
    });
    assert_eq!(users(&harness, USERS).failed, 0);
    (usd.sum(), users(&harness, USERS).ok)
}

/// Spec 16: S3/EC2 to CloudFront is free; USD 0.09 per GB straight to the internet, whoever answers.
#[test]
fn what_cloudfront_fetches_costs_its_origin_nothing_and_the_rest_is_paid_once() {
    for (name, behind, wires) in origins() {
        let [small, large] = [KB, MB].map(|bytes| run(&behind, wires, true, bytes));
        assert!(large.1 > 1_000, "{name}: {} answers", large.1);
        assert!(
            (large.0 - small.0).abs() < 1e-6,
            "{name}: {} USD for what CloudFront fetches",
            large.0 - small.0
        );
        let [small, large] = [KB, MB].map(|bytes| run(&behind, wires, false, bytes));
        let expected = large.1 as f64 * f64::from(MB - KB) / 1e9 * 0.09;
        let usd = large.0 - small.0;
        assert!(
            (usd / expected - 1.0).abs() < 0.001,
            "{name}: {usd} USD straight, expected {expected}"
        );
    }
}

/// CloudFront bills what it sends to viewers itself: 0.085 in the US, 0.114 in Japan (spec 16).
#[test]
fn what_viewers_get_of_an_edge_is_on_the_bill_of_the_distribution() {
    for (location, per_gb) in [("us-east-1", 0.085), ("ap-northeast-1", 0.114)] {
        let class = json!({ "bytes_out": MB, "url": "http://www.example.com/{object}" });
        let board = json!({ "format": 2, "seed": 1, "parts": [
            { "id": USERS, "kind": "users", "params": {
                "location": location, "users": 20, "objects": 5, "mix": [class] } },
            { "id": CDN, "kind": "cloudfront" },
            { "id": 3, "kind": "s3", "params": { "BucketPolicy": "distribution", "AWS:SourceArn": CDN } },
        ], "links": [
            { "id": 50, "from": USERS, "to": CDN, "protocol": "http" },
            { "id": 51, "from": CDN, "to": 3, "protocol": "http" },
        ] });
        let mut harness = Harness::new(document(board));
        harness.until(600.0);
        harness.set(USERS, "users", json!(0)).until(700.0);
        let simulation = harness.session.simulation();
        let cdn = harness.part(CDN);
        let ix = simulation.control().ix(PartId(CDN));
        let used = CloudFront::of(cdn)
            .and(cdn.usage(ix.expect("a part"), simulation.world()))
            .expect("a distribution");
        let answers = users(&harness, USERS).ok as f64;
        let expected = answers * (1e6 / 1e9 * per_gb + 0.0075 / 10_000.0);
        assert!(
            (used.usd() / expected - 1.0).abs() < 0.02,
            "{location}: {} USD, expected {expected}",
            used.usd()
        );
    }
}

/// Spec 16: what is fetched costs its origin nothing, whatever its status: an error is no page that is paid as
/// if it went to the internet.
#[test]
fn an_error_that_cloudfront_fetches_costs_its_origin_no_data_out() {
    let usd = |bytes: u32| {
        let class = json!({ "bytes_out": bytes, "cpu_factor": 0.1, "db_reads": 0,
            "url": "https://www.example.com/{object}" });
        let board = json!({ "format": 2, "seed": 1, "parts": [
            { "id": USERS, "kind": "users", "params": { "users": 20, "objects": 5, "mix": [class] } },
            { "id": CDN, "kind": "cloudfront", "params": {
                "DefaultCacheBehavior": { "CachePolicyId": "CachingDisabled" } } },
            { "id": 3, "kind": "instance" },
        ], "links": [
            { "id": 50, "from": USERS, "to": CDN, "protocol": "http" },
            { "id": 51, "from": CDN, "to": 3, "protocol": "http" },
        ] });
        let mut harness = Harness::new(document(board));
        let injection = json!({ "part": { "part": 3, "fault": "answer_500" } });
        harness
            .session
            .inject(serde_json::from_value(injection).expect("a fault"));
        harness.until(600.0);
        assert!(harness.failures(500) > 500);
        let simulation = harness.session.simulation();
        let server = harness.part(3);
        let ix = simulation.control().ix(PartId(3)).expect("a part");
        let used = server.usage(ix, simulation.world()).expect("a meter");
        server.usage_usd(used, Span::from_s(600))
    };
    let [small, large] = [KB, MB].map(usd);
    assert!((large - small).abs() < 1e-6, "{small} {large} USD");
}
