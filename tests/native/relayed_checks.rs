//! Health checks that reach a service by way of others (spec 2.2, 5.5, 5.13): who only relays is as well
//! as those behind it, and nothing that is silent passes.

use serde_json::{Value, json};
use swell_core::base::id::{InstanceId, PartId};
use swell_core::contract::Member as _;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::KindId;
use swell_core::kinds::target_group::TargetGroup;
use swell_core::rules::health::TargetState;
use swell_tests::boards::{document, preset};
use swell_tests::harness::{BALANCER, Harness};

/// A board of a few parts without zones.
fn board(parts: Value, links: &[(u32, u32, &str)]) -> Harness {
    let links = links.iter().zip(100..);
    let links: Vec<Value> = links
        .map(|((from, to, protocol), id)| {
            json!({ "id": id, "from": from, "to": to, "protocol": protocol })
        })
        .collect();
    Harness::new(document(json!({
        "format": 2, "seed": 1, "preroll_s": 0, "parts": parts, "links": links,
    })))
}

fn is_well(harness: &Harness, part: u32) -> bool {
    let simulation = harness.session.simulation();
    let part = simulation.control().ix(PartId(part)).expect("drawn");
    simulation.world().names.is_well(part)
}

fn fault(harness: &mut Harness, part: u32, fault: &str) {
    let (part, fault) = (PartId(part), fault.to_owned());
    harness.session.inject(Injection::Part { part, fault });
}

fn check(id: u32, target: u32, kind: &str) -> Value {
    json!({ "id": id, "kind": "health_check", "params": {
        "Type": kind, "Target": target, "RequestInterval": 10 } })
}

/// CloudFront, an API, a proxy and an NLB before one server; its port is closed, and opened again.
#[test]
fn who_relays_is_as_well_as_those_behind_it() {
    let parts = json!([
        { "id": 1, "kind": "cloudfront" },
        { "id": 2, "kind": "api_gateway" },
        { "id": 3, "kind": "reverse_proxy" },
        { "id": 4, "kind": "network_load_balancer" },
        { "id": 5, "kind": "target_group", "of": 4, "params": { "HealthCheckEnabled": false } },
        { "id": 6, "kind": "instance" },
        { "id": 7, "kind": "cloudfront" },
        { "id": 8, "kind": "s3", "params": { "BucketPolicy": "distribution", "AWS:SourceArn": 7 } },
        { "id": 9, "kind": "api_gateway" },
        { "id": 10, "kind": "lambda_function" },
        check(21, 1, "HTTP"), check(22, 2, "HTTP"), check(23, 3, "HTTP"), check(24, 4, "HTTP"),
        check(25, 4, "TCP"), check(26, 7, "HTTP"), check(27, 9, "HTTP"), check(28, 8, "HTTP"),
    ]);
    let links = [(1, 6), (2, 6), (3, 6), (5, 6), (7, 8), (9, 10)];
    let mut harness = board(parts, &links.map(|(from, to)| (from, to, "http")));
    let all = [21, 22, 23, 24, 25, 26, 27];
    harness.until(60.0);
    let well = |harness: &Harness| all.map(|check| is_well(harness, check));
    assert_eq!(well(&harness), [true; 7]);
    // A private bucket lets nobody in but its distribution.
    assert!(!is_well(&harness, 28));
    let crash = |harness: &mut Harness, ends: bool| {
        let instance = InstanceId {
            owner: PartId(6),
            serial: 1,
        };
        let fault = InstanceFault::Crash;
        harness.session.inject(match ends {
            false => Injection::Instance { instance, fault },
            true => Injection::Ends { instance, fault },
        });
    };
    crash(&mut harness, false);
    fault(&mut harness, 8, "outage");
    fault(&mut harness, 10, "errors");
    harness.until(160.0);
    assert_eq!(well(&harness), [false; 7]);
    crash(&mut harness, true);
    fault(&mut harness, 8, "outage_over");
    fault(&mut harness, 10, "errors_over");
    harness.until(260.0);
    assert_eq!(well(&harness), [true; 7]);
}

/// An origin group answers by its second origin, a location of a proxy by the next server.
#[test]
fn a_check_goes_on_to_who_answers() {
    let parts = json!([
        { "id": 1, "kind": "cloudfront",
          "params": { "DefaultCacheBehavior": { "TargetOriginId": 3, "FailoverOriginId": 4 } } },
        { "id": 2, "kind": "reverse_proxy" },
        { "id": 3, "kind": "instance" },
        { "id": 4, "kind": "instance" },
        check(21, 1, "HTTP"), check(22, 2, "HTTP"),
    ]);
    let links = [(1, 3), (1, 4), (2, 3), (2, 4)];
    let mut harness = board(parts, &links.map(|(from, to)| (from, to, "http")));
    for (server, expected) in [(3, true), (4, false)] {
        let instance = InstanceId {
            owner: PartId(server),
            serial: 1,
        };
        let fault = InstanceFault::Crash;
        harness
            .session
            .inject(Injection::Instance { instance, fault });
        harness.until(harness.now() + 100.0);
        assert_eq!(
            [21, 22].map(|check| is_well(&harness, check)),
            [expected; 2]
        );
    }
}

/// Whoever relays has a say of its own: viewers by HTTP, keys, routes, answers in place of others, and who may
/// read a bucket.
#[test]
fn a_check_is_answered_as_the_same_request_would_be() {
    let cdn = |id: u32, behavior: Value, is_single_page: bool| {
        json!({ "id": id, "kind": "cloudfront", "params": {
            "DefaultCacheBehavior": behavior, "CustomErrorResponses": is_single_page } })
    };
    let api = |id: u32, params: Value| json!({ "id": id, "kind": "api_gateway", "params": params });
    let open_bucket = |id: u32, endpoint: &str| {
        json!({ "id": id, "kind": "s3", "params": { "endpoint": endpoint,
            "BlockPublicAccess": false, "BucketPolicy": "public_read" } })
    };
    let of = |target: u32, kind: &str, path: &str| (target, kind.to_owned(), path.to_owned());
    let cases = [
        (of(1, "HTTP", "/"), false),
        (of(1, "HTTPS", "/"), true),
        // The redirect is an answer, whoever stands behind.
        (of(2, "HTTP", "/"), true),
        (of(2, "HTTPS", "/"), false),
        // 403 of the bucket, and the page in its place.
        (of(3, "HTTP", "/a"), true),
        (of(4, "HTTP", "/a"), false),
        (of(7, "HTTP", "/a"), false),
        // Checks have no key.
        (of(8, "HTTP", "/"), false),
        (of(9, "HTTP", "/"), true),
        (of(10, "HTTP", "/"), false),
        (of(10, "HTTP", "/posts"), true),
        // A website has an index, and no TLS; without one the root is no object.
        (of(11, "HTTP", "/"), true),
        (of(11, "HTTPS", "/"), false),
        (of(12, "HTTP", "/"), false),
        (of(12, "HTTP", "/a"), true),
    ];
    let mut parts = vec![
        cdn(
            1,
            json!({ "TargetOriginId": 6, "ViewerProtocolPolicy": "https-only" }),
            false,
        ),
        cdn(
            2,
            json!({ "ViewerProtocolPolicy": "redirect-to-https" }),
            false,
        ),
        cdn(3, json!({ "TargetOriginId": 7 }), true),
        cdn(4, json!({ "TargetOriginId": 7 }), false),
        json!({ "id": 6, "kind": "instance" }),
        json!({ "id": 7, "kind": "s3" }),
        api(8, json!({ "ApiKeyRequired": true })),
        api(
            9,
            json!({ "Routes": [{ "Path": "/", "Integration": "mock", "StatusCode": 204 }] }),
        ),
        api(10, json!({ "Routes": [{ "Path": "/posts", "Target": 6 }] })),
        open_bucket(11, "website"),
        open_bucket(12, "rest"),
    ];
    for (((target, kind, path), _), id) in cases.iter().zip(50..) {
        parts.push(json!({ "id": id, "kind": "health_check", "params": {
            "Type": kind, "Target": target, "RequestInterval": 10, "ResourcePath": path } }));
    }
    let links = [(1, 6), (3, 7), (4, 7), (8, 6), (10, 6)];
    let mut harness = board(json!(parts), &links.map(|(from, to)| (from, to, "http")));
    harness.until(100.0);
    let found: Vec<_> = cases.iter().zip(50..).collect();
    for ((case, expected), id) in found {
        assert_eq!(is_well(&harness, id), *expected, "{case:?}");
    }
}

/// A security group that lets nobody in keeps the check of who relays out as well.
#[test]
fn a_check_is_relayed_by_the_ways_of_the_network() {
    let well = |groups: Value| {
        let parts = json!([
            { "id": 1, "kind": "reverse_proxy" },
            { "id": 2, "kind": "instance", "params": { "SecurityGroupIds": groups } },
            { "id": 3, "kind": "security_group" },
            check(21, 1, "HTTP"),
        ]);
        let mut harness = board(parts, &[(1, 2, "http")]);
        harness.until(100.0);
        is_well(&harness, 21)
    };
    assert!(well(json!([])));
    assert!(!well(json!([3])));
}

/// A check by TCP waits for 10 s, which is as long as the fast interval; and a target group's may be set
/// to wait as long as its own. Nothing is heard of whoever is cut off: found unhealthy by all of them.
#[test]
fn a_check_that_hears_nothing_fails_however_soon_the_next_one_comes() {
    let group = |id: u32, in_line: bool| {
        json!({ "id": id, "kind": "target_group", "of": 7, "params": {
            "HealthCheckIntervalSeconds": 10, "HealthCheckTimeoutSeconds": 30,
            "probe_through_queue": in_line } })
    };
    let zone = |id: u32, name: &str| json!({ "id": id, "kind": "az", "in": [50], "name": name });
    let subnet = |id: u32, zone: u32, block: &str| json!({ "id": id, "kind": "subnet", "in": [zone], "params": { "CidrBlock": block } });
    let parts = json!([
        { "id": 50, "kind": "vpc", "params": { "CidrBlock": "10.0.0.0/16" } },
        zone(51, "a"), zone(52, "b"),
        subnet(53, 51, "10.0.0.0/24"), subnet(54, 52, "10.0.1.0/24"),
        { "id": 1, "kind": "users", "params": { "users": 0 } },
        { "id": 2, "kind": "record_set", "params": { "RoutingPolicy": "failover", "alias": false,
            "Records": [
                { "Target": 3, "Failover": "PRIMARY",
                  "HealthCheck": { "Type": "TCP", "RequestInterval": 10 } },
                { "Target": 4, "Failover": "SECONDARY" } ] } },
        { "id": 3, "kind": "instance", "in": [53] },
        { "id": 4, "kind": "instance", "in": [54] },
        { "id": 7, "kind": "load_balancer", "in": [53, 54] },
        group(8, false), group(9, true),
        check(5, 3, "TCP"),
    ]);
    let links = [
        (1, 2, "dns"),
        (2, 3, "http"),
        (2, 4, "http"),
        (8, 3, "http"),
        (9, 3, "http"),
    ];
    let mut harness = board(parts, &links);
    harness.until(60.0);
    harness.zone(51, false);
    harness.until(120.0);
    assert!(!is_well(&harness, 5));
    let names = &harness.session.simulation().world().names;
    let set = harness.session.simulation().control().ix(PartId(2));
    let left = names
        .of(set.expect("drawn"))
        .and_then(|name| name.choices.as_ref());
    assert_eq!(left.map(|left| left.len()), Some(1));
    let to = left
        .and_then(|left| left.first())
        .map(|choice| choice.by.to);
    assert_eq!(to, harness.session.simulation().control().ix(PartId(4)));
    for group in [8, 9] {
        let group = TargetGroup::of(harness.part(group)).expect("a target group");
        let states: Vec<TargetState> = group.targets().map(|(_, t)| t.health.state).collect();
        assert_eq!(states, [TargetState::Unhealthy]);
    }
}

/// A server with containers is as well as the one whose port it publishes, and those behind that.
#[test]
fn a_box_is_as_well_as_what_it_publishes() {
    let container = |id: u32| json!({ "id": id, "kind": "container", "params": { "host": 2, "cpu_ms": 1, "hostPort": 0 } });
    let parts = json!([
        { "id": 1, "kind": "users", "params": { "users": 0 } },
        { "id": 2, "kind": "docker_host" },
        container(3), container(4),
        check(5, 2, "HTTP"),
    ]);
    let links = [(1, 2, "http"), (2, 3, "http"), (3, 4, "http")];
    let mut harness = board(parts, &links);
    harness.until(60.0);
    assert!(is_well(&harness, 5));
    let mut end = 60.0;
    for part in [4, 3, 2] {
        for (word, well) in [("crash", false), ("restart", true)] {
            fault(&mut harness, part, word);
            end += 60.0;
            harness.until(end);
            assert_eq!(is_well(&harness, 5), well, "{part} {word}");
        }
    }
}

/// The listener of an ALB answers health checks like other requests: by a redirect, by an answer of its
/// own, or by the target group that it names.
#[test]
fn a_check_meets_the_listener_of_its_port() {
    let listener = |action: Value| {
        let mut parts = json!([
            { "id": 2, "kind": "load_balancer" },
            { "id": 3, "kind": "target_group", "of": 2 },
            { "id": 4, "kind": "target_group", "of": 2 },
            { "id": 5, "kind": "instance" },
            { "id": 7, "kind": "listener", "of": 2, "params": action },
            check(21, 2, "HTTP"), check(22, 2, "HTTPS"),
        ]);
        let own = parts.as_array_mut().expect("parts");
        own.push(json!({ "id": 8, "kind": "network_load_balancer" }));
        own.push(
            json!({ "id": 9, "kind": "target_group", "of": 8, "params": {
            "HealthCheckIntervalSeconds": 10, "Matcher": "200" } }),
        );
        let mut harness = board(parts, &[(3, 5, "http"), (9, 2, "http")]);
        harness.until(60.0);
        let behind = harness.part(8).balancing().expect("it balances").pools[0].healthy;
        ([21, 22].map(|check| is_well(&harness, check)), behind)
    };
    let to =
        |group: u32| json!({ "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": group }] } });
    assert_eq!(listener(to(3)), ([true, false], 1));
    assert_eq!(listener(to(4)), ([false, false], 0));
    // 301 passes a check of Route 53, and not one that wants a 200.
    assert_eq!(listener(json!({ "Type": "redirect" })), ([true, false], 0));
    let fixed = json!({ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": 404 } });
    assert_eq!(listener(fixed), ([false, false], 0));
}

/// A check of a balancer that becomes one of another type goes on with what stands there now.
#[test]
fn a_check_finds_the_balancer_that_takes_anothers_place() {
    let mut value = preset("default").to_value();
    value["parts"]
        .as_array_mut()
        .expect("parts")
        .push(check(90, BALANCER, "HTTP"));
    let board = document(value);
    let mut harness = Harness::new(board.clone());
    for to in [KindId::NetworkLoadBalancer, KindId::ClassicLoadBalancer] {
        harness.until(harness.now() + 60.0);
        assert!(is_well(&harness, 90));
        let swap = harness.session.board().swap(PartId(BALANCER), to);
        harness.edit(swap.expect("a balancer").command);
        harness.until(harness.now() + 120.0);
        assert!(is_well(&harness, 90), "{to:?}");
        assert!(harness.session.undo());
    }
    harness.until(harness.now() + 120.0);
    assert!(is_well(&harness, 90));
}

/// Spec 16: 0.50 a month for an endpoint in AWS, wherever it is drawn; 0.75 elsewhere.
#[test]
fn a_check_of_what_is_in_aws_costs_what_those_cost() {
    let monthly = |kind: &str| {
        let parts = json!([
            { "id": 1, "kind": kind },
            { "id": 5, "kind": "health_check", "params": { "Target": 1 } },
        ]);
        board(parts, &[]).part(5).price().usd_per_hour * 730.0
    };
    for kind in [
        "instance",
        "s3",
        "cloudfront",
        "api_gateway",
        "load_balancer",
    ] {
        assert!(
            (monthly(kind) - 0.50).abs() < 1e-9,
            "{kind} {}",
            monthly(kind)
        );
    }
    assert!((monthly("on_premises_server") - 0.75).abs() < 1e-9);
}
