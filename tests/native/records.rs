//! Route 53 records: shares by weight, failover by health checks, and what resolvers still remember.

use serde_json::{Value, json};
use swell_core::base::id::{InstanceId, PartId};
use swell_core::document::check::IssueWhat;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::rules::cost;
use swell_core::rules::validate::Code;
use swell_core::world::log::{Term, What};
use swell_core::world::metric::Metric;
use swell_tests::boards::{document, preset};
use swell_tests::harness::Harness;

const SET: u32 = 11;
const PRIMARY: u32 = 12;
const SECONDARY: u32 = 16;

/// The preset with other parameters of its record set.
fn board(params: Value) -> Harness {
    let mut board = preset("dns-failover").to_value();
    let parts = board["parts"].as_array_mut().expect("parts");
    let set = parts.iter_mut().find(|p| p["id"] == SET).expect("a set");
    let old = set["params"].as_object_mut().expect("parameters");
    old.extend(params.as_object().expect("an object").clone());
    Harness::new(document(board))
}

/// Requests that went by the wire of each record.
fn passed(harness: &Harness) -> [u64; 2] {
    let simulation = harness.session.simulation();
    let ix = |id| simulation.control().ix(PartId(id)).expect("on the board");
    let wires = simulation.world().wires.of(ix(SET));
    let to = |id| wires.iter().find(|w| w.to == ix(id)).expect("a wire");
    [PRIMARY, SECONDARY].map(|id| to(id).passed)
}

/// Requests by record between now and `s`.
fn passed_until(harness: &mut Harness, s: f64) -> [u64; 2] {
    let before = passed(harness);
    harness.until(s);
    let after = passed(harness);
    [after[0] - before[0], after[1] - before[1]]
}

fn inject(harness: &mut Harness, part: u32, fault: InstanceFault) {
    let owner = PartId(part);
    let instance = InstanceId { owner, serial: 1 };
    harness
        .session
        .inject(Injection::Instance { instance, fault });
}

fn kill_the_primary(harness: &mut Harness) {
    inject(harness, 14, InstanceFault::Crash);
    inject(harness, 15, InstanceFault::Crash);
}

fn when_said(harness: &Harness, event: &str) -> Vec<f64> {
    harness.when(|what| matches!(what, What::Said { event: said, .. } if said == event))
}

fn weighted(weights: [u32; 2], check: &Value) -> Value {
    json!({ "RoutingPolicy": "weighted", "TTL": 10, "Records": [
        { "Target": PRIMARY, "Weight": weights[0], "HealthCheck": check },
        { "Target": SECONDARY, "Weight": weights[1] } ] })
}

fn http() -> Value {
    json!({ "Type": "HTTP", "ResourcePath": "/health", "RequestInterval": 10,
        "FailureThreshold": 3 })
}

#[test]
fn shares_follow_the_weights_and_a_change_of_them_within_the_ttl() {
    let mut harness = board(weighted([70, 30], &json!({})));
    let [first, second] = passed_until(&mut harness, 3_600.0);
    let share = first as f64 / (first + second) as f64;
    assert!((share - 0.7).abs() < 0.03, "{share}");
    let records = weighted([0, 1], &json!({}))["Records"].clone();
    harness.set(SET, "Records", records);
    // Answers are kept for 10 s, and the last query takes 20 ms.
    harness.until(3_611.0);
    assert_eq!(passed_until(&mut harness, 3_700.0)[0], 0);
}

/// Spec 2.2: threshold checks in a row at most an interval apart, then answers grow old.
#[test]
fn clients_move_over_after_checks_and_ttl_and_not_before() {
    let mut harness = board(json!({}));
    harness.until(100.0);
    assert_eq!(passed(&harness)[1], 0);
    kill_the_primary(&mut harness);
    harness.until(200.0);
    let left = when_said(&harness, "record_left");
    let [left] = left[..] else {
        panic!("{left:?}");
    };
    assert!((120.0..=131.0).contains(&left), "{left}");
    // All resolvers have asked again 60 s after that, the first of them soon.
    let [_, second] = passed_until(&mut harness, left + 61.0);
    let [late, moved] = passed_until(&mut harness, left + 200.0);
    assert_eq!(late, 0);
    assert!(second + moved > 500, "{second} {moved}");
    assert!(harness.failures(503) + harness.failures(502) > 0);
    for instance in [14, 15] {
        let owner = PartId(instance);
        let instance = InstanceId { owner, serial: 1 };
        let fault = InstanceFault::Crash;
        harness.session.inject(Injection::Ends { instance, fault });
    }
    harness.until(left + 500.0);
    assert_eq!(when_said(&harness, "record_back").len(), 1);
    assert_eq!(passed_until(&mut harness, left + 600.0)[1], 0);
}

#[test]
fn an_unhealthy_weighted_record_leaves_and_all_unhealthy_are_treated_as_healthy() {
    let mut harness = board(weighted([50, 50], &http()));
    harness.until(100.0);
    kill_the_primary(&mut harness);
    harness.until(145.0);
    assert_eq!(passed_until(&mut harness, 300.0)[0], 0);
    // The other one is told to be unhealthy, too.
    let mut records = weighted([50, 50], &http())["Records"].clone();
    records[1]["HealthCheck"] = json!({ "Type": "TCP", "Inverted": true });
    harness.set(SET, "Records", records);
    harness.until(320.0);
    assert_eq!(when_said(&harness, "none_healthy").len(), 1);
    let [first, second] = passed_until(&mut harness, 900.0);
    let share = first as f64 / (first + second) as f64;
    assert!((share - 0.5).abs() < 0.06, "{share}");
}

#[test]
fn an_alias_follows_the_targets_of_its_balancer_without_checks() {
    let mut harness = board(json!({ "alias": true, "Type": "A", "Records": [
        { "Target": PRIMARY, "Failover": "PRIMARY", "EvaluateTargetHealth": true },
        { "Target": SECONDARY, "Failover": "SECONDARY" } ] }));
    harness.until(100.0);
    kill_the_primary(&mut harness);
    // The target group's own three checks, 30 s apart.
    harness.until(300.0);
    let left = when_said(&harness, "target_unwell");
    let [left] = left[..] else {
        panic!("{left:?}");
    };
    assert!((160.0..=192.0).contains(&left), "{left}");
    assert_eq!(passed_until(&mut harness, 400.0)[0], 0);
}

#[test]
fn with_a_ttl_of_zero_every_request_asks() {
    let mut harness = board(json!({ "TTL": 0 }));
    harness.until(60.0);
    let simulation = harness.session.simulation();
    let set = simulation.control().ix(PartId(SET)).expect("on the board");
    let asked = simulation.world().names.queries(set);
    assert_eq!(asked, passed(&harness).iter().sum::<u64>());
    kill_the_primary(&mut harness);
    harness.until(200.0);
    let left = when_said(&harness, "record_left")[0];
    assert!(left < 91.0, "{left}");
    assert_eq!(passed_until(&mut harness, 250.0)[0], 0);
}

/// Spec 2.2: checkers come from the internet.
#[test]
fn a_server_in_a_private_subnet_cannot_be_checked() {
    let mut board = preset("dns-failover").to_value();
    let parts = board["parts"].as_array_mut().expect("parts");
    for part in parts.iter_mut().filter(|p| p["id"] == SET) {
        part["params"] = weighted([1, 0], &http());
        part["params"]["alias"] = json!(false);
        part["params"]["Records"][0]["Target"] = json!(14);
    }
    parts.push(json!({ "id": 17, "kind": "route_table", "of": 1,
        "params": { "default_route": "nat" } }));
    for link in board["links"].as_array_mut().expect("links") {
        if link["id"] == 22 {
            link["to"] = json!(14);
        }
    }
    let mut harness = Harness::new(document(board));
    harness.until(60.0);
    let entries = harness.entries().iter();
    let left = entries.filter(|e| match &e.what {
        What::Said { event, values, .. } => {
            event == "record_left" && values.contains(&Term::Part(PartId(14)))
        }
        _ => false,
    });
    assert_eq!(left.count(), 1);
    let simulation = harness.session.simulation();
    let set = simulation.control().ix(PartId(SET)).expect("on the board");
    let status = Metric::named("HealthCheckPercentageHealthy").expect("published");
    let newest = simulation.control().published.newest((set, status));
    let value = newest.map(|point| point.value(status.default_statistic()));
    assert_eq!(value, Some(0.0));
}

#[test]
fn what_aws_refuses_is_said_and_checks_cost() {
    let issues = |params: Value| {
        let mut harness = board(params);
        harness.until(1.0);
        let issues = harness.session.document().issues();
        let issues = issues.into_iter().filter(|i| i.part == Some(PartId(SET)));
        issues.map(|i| i.what).collect::<Vec<_>>()
    };
    assert_eq!(issues(json!({})), []);
    let apex = issues(json!({ "Name": "example.com" }));
    assert!(
        apex.contains(&IssueWhat::Error(Code::R53CnameApex)),
        "{apex:?}"
    );
    let lost = issues(json!({ "Records": [{ "Target": null }] }));
    assert_eq!(lost, [IssueWhat::ReferenceMissing]);
    // A fast check of an endpoint in AWS.
    assert_eq!(cost::health_check_per_month(true, 1), 1.50);
    assert_eq!(cost::health_check_per_month(false, 0), 0.75);
}
