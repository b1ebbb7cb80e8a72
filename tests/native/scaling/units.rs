//! Capacity units of balancers (spec 16): the most of what connections, bytes and rules come to.

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::rules::alarm::Statistic;
use swell_core::rules::cost::{LcuDimension, LcuUse, lcu_hours};
use swell_core::world::metric::Metric;
use swell_tests::boards::document;
use swell_tests::harness::{Harness, USERS};

const FRONT: u32 = 2;

/// Users before a balancer, one group of plain servers, and so many rules that none of them meets.
fn board(kind: &str, users: Value, bytes: u32, rules: u32) -> Harness {
    let mut params = json!({ "objects": 1, "mix": [
        { "bytes_in": 500, "bytes_out": bytes - 500, "url": "http://www.example.com/" }] });
    let own = params.as_object_mut().expect("parameters");
    own.extend(users.as_object().expect("parameters").clone());
    let mut parts = vec![
        json!({ "id": USERS, "kind": "users", "params": params }),
        json!({ "id": FRONT, "kind": kind, "name": "front" }),
        json!({ "id": 3, "kind": "target_group", "of": FRONT,
            "params": { "HealthCheckEnabled": false } }),
        json!({ "id": 4, "kind": "station", "params": { "servers": 64, "service_ms": 5 } }),
    ];
    if rules > 0 {
        parts.push(json!({ "id": 5, "kind": "listener", "of": FRONT }));
    }
    let rule = |nth: u32| {
        json!({ "id": 100 + nth, "kind": "listener_rule", "of": 5, "params": {
            "Priority": nth, "Conditions": [
                { "Field": "path-pattern", "Values": format!("/rule/{nth}") }],
            "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": 3 }] } } })
    };
    parts.extend((1..=rules).map(rule));
    let links = [(USERS, FRONT), (3, 4)].into_iter().zip(400..);
    let links: Vec<Value> = links
        .map(|((from, to), id)| json!({ "id": id, "from": from, "to": to, "protocol": "http" }))
        .collect();
    let board = json!({ "format": 2, "seed": 1, "parts": parts, "links": links });
    let mut harness = Harness::new(document(board));
    harness.until(600.5);
    assert_eq!(harness.totals().failed, 0);
    harness
}

/// What was published last; 0: nothing.
fn newest(harness: &Harness, name: &str) -> f64 {
    let control = harness.session.simulation().control();
    let front = control.ix(PartId(FRONT)).expect("drawn");
    let metric = Metric::named(name).expect("published");
    let newest = control.published.newest((front, metric));
    newest.map_or(0.0, |datapoint| datapoint.value(Statistic::Sum))
}

#[track_caller]
fn is_near(found: f64, expected: f64, by: f64) {
    assert!(
        (found / expected - 1.0).abs() < by,
        "{found}, expected {expected}"
    );
}

/// Elastic Load Balancing pricing, the example of LCUs: one connection a second that lasts two minutes, 5
/// requests and 300 kB a second, 60 rules: 0.04, 0.04, 1.08 and 0.25.
#[test]
fn the_example_of_the_pricing_page_comes_to_its_units() {
    let hour = LcuUse {
        new_connections: 3_600.0,
        active_hours: 120.0,
        gb: 1.08,
        lambda_gb: 0.0,
        rule_evaluations: 50.0 * 5.0 * 3_600.0,
    };
    assert_eq!(lcu_hours(&hour), (1.08, LcuDimension::ProcessedBytes));
    let of = |hour| lcu_hours(&hour);
    let rules = LcuUse { gb: 0.0, ..hour };
    assert_eq!(of(rules), (0.25, LcuDimension::RuleEvaluations));
    let users = || json!({ "users": 120, "requests_per_user_s": 5.0 / 120.0 });
    let harness = board("load_balancer", users(), 60_000, 60);
    is_near(newest(&harness, "ConsumedLCUs"), 1.08, 0.1);
    // 60 for each of 300 requests: the free ones are counted, the default action is not.
    let rules = newest(&harness, "RuleEvaluations");
    assert_eq!(rules, 60.0 * newest(&harness, "RequestCount"));
    is_near(rules, 18_000.0, 0.15);
    // With answers of 1 kB it is the rules that are paid.
    let harness = board("load_balancer", users(), 1_000, 60);
    is_near(newest(&harness, "ConsumedLCUs"), 0.25, 0.15);
    // The first ten are free: connections are paid. A user comes every 24 s, and one who was away for 60 s has none.
    let harness = board("load_balancer", users(), 1_000, 10);
    let open = 120.0 * (1.0 - (-60.0_f64 / 24.0).exp());
    is_near(newest(&harness, "ConsumedLCUs"), open / 3_000.0, 0.05);
}

/// Spec 1.2, 16: with keep-alive a thousand users hold a connection each and open few; without, each of their
/// 100 requests a second opens one, which fills four units.
#[test]
fn connections_are_opened_by_those_who_keep_none() {
    let users = |keeps: bool| json!({ "users": 1_000, "keep_alive": keeps });
    let harness = board("load_balancer", users(true), 1_000, 0);
    is_near(newest(&harness, "ActiveConnectionCount"), 1_000.0, 0.01);
    assert!(newest(&harness, "NewConnectionCount") < 60.0);
    // 0.36 GB in an hour, and a third of 3,000 connections.
    is_near(newest(&harness, "ConsumedLCUs"), 0.36, 0.1);
    let harness = board("load_balancer", users(false), 1_000, 0);
    is_near(newest(&harness, "NewConnectionCount"), 6_000.0, 0.05);
    is_near(newest(&harness, "ConsumedLCUs"), 4.0, 0.05);
    // 100 flows a second are an eighth of an NLCU, less than 0.36 GB in an hour.
    let harness = board("network_load_balancer", users(false), 1_000, 0);
    is_near(newest(&harness, "NewFlowCount"), 6_000.0, 0.05);
    is_near(newest(&harness, "ConsumedLCUs"), 0.36, 0.1);
    // 40 bytes more than nothing: flows that are open count, busy or not.
    let quiet = json!({ "users": 50_000, "requests_per_user_s": 0.01 });
    let harness = board("network_load_balancer", quiet, 501, 0);
    let active = newest(&harness, "ActiveFlowCount");
    assert!(active > 5_000.0, "{active}");
    assert!(newest(&harness, "ConsumedLCUs") >= active / 100_000.0);
}

/// Spec 16: of what goes to functions 0.4 GB fill a unit.
#[test]
fn bytes_of_functions_fill_a_unit_sooner() {
    let consumed = |target: Value| {
        let class = json!({ "bytes_in": 1_000, "bytes_out": 99_000 });
        let board = json!({ "format": 2, "seed": 1, "parts": [
            { "id": USERS, "kind": "users", "params": { "users": 100, "mix": [class] } },
            { "id": FRONT, "kind": "load_balancer" },
            { "id": 3, "kind": "target_group", "of": FRONT, "params": { "HealthCheckEnabled": false } },
            target,
        ], "links": [
            { "id": 5, "from": USERS, "to": FRONT, "protocol": "http" },
            { "id": 6, "from": 3, "to": 4, "protocol": "http" },
        ] });
        let mut harness = Harness::new(document(board));
        harness.until(600.5);
        let gb = newest(&harness, "RequestCount") * 60.0 * 100_000.0 / 1e9;
        newest(&harness, "ConsumedLCUs") / gb
    };
    let plain = json!({ "id": 4, "kind": "station", "params": { "servers": 64, "service_ms": 5 } });
    is_near(consumed(plain), 1.0, 0.01);
    is_near(
        consumed(json!({ "id": 4, "kind": "lambda_function" })),
        1.0 / 0.4,
        0.02,
    );
}
