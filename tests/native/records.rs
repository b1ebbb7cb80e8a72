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
use swell_tests::story::Story;

const SET: u32 = 11;
const PRIMARY: u32 = 12;
const SECONDARY: u32 = 16;

/// The preset with other parameters of its record set.
fn board(params: Value) -> Story {
    let mut board = preset("dns-failover").to_value();
    let parts = board["parts"].as_array_mut().expect("parts");
    let set = parts.iter_mut().find(|p| p["id"] == SET).expect("a set");
    let old = set["params"].as_object_mut().expect("parameters");
    old.extend(params.as_object().expect("an object").clone());
    Story::new(document(board))
}

/// Requests that went by the wire of each record.
fn passed(story: &Story) -> [u64; 2] {
    let simulation = story.session.simulation();
    let ix = |id| simulation.control().ix(PartId(id)).expect("on the board");
    let wires = simulation.world().wires.of(ix(SET));
    let to = |id| wires.iter().find(|w| w.to == ix(id)).expect("a wire");
    [PRIMARY, SECONDARY].map(|id| to(id).passed)
}

/// Requests by record between now and `s`.
fn passed_until(story: &mut Story, s: f64) -> [u64; 2] {
    let before = passed(story);
    story.until(s);
    let after = passed(story);
    [after[0] - before[0], after[1] - before[1]]
}

fn inject(story: &mut Story, part: u32, fault: InstanceFault) {
    let owner = PartId(part);
    let instance = InstanceId { owner, serial: 1 };
    story
        .session
        .inject(Injection::Instance { instance, fault });
}

fn kill_the_primary(story: &mut Story) {
    inject(story, 14, InstanceFault::Crash);
    inject(story, 15, InstanceFault::Crash);
}

fn when_said(story: &Story, event: &str) -> Vec<f64> {
    story.when(|what| matches!(what, What::Said { event: said, .. } if said == event))
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
    let mut story = board(weighted([70, 30], &json!({})));
    let [first, second] = passed_until(&mut story, 3_600.0);
    let share = first as f64 / (first + second) as f64;
    assert!((share - 0.7).abs() < 0.03, "{share}");
    let records = weighted([0, 1], &json!({}))["Records"].clone();
    story.set(SET, "Records", records);
    // Answers are kept for 10 s, and the last query takes 20 ms.
    story.until(3_611.0);
    assert_eq!(passed_until(&mut story, 3_700.0)[0], 0);
}

/// Spec 2.2: threshold checks in a row at most an interval apart, then answers grow old.
#[test]
fn clients_move_over_after_checks_and_ttl_and_not_before() {
    let mut story = board(json!({}));
    story.until(100.0);
    assert_eq!(passed(&story)[1], 0);
    kill_the_primary(&mut story);
    story.until(200.0);
    let left = when_said(&story, "record_left");
    let [left] = left[..] else {
        panic!("{left:?}");
    };
    assert!((120.0..=131.0).contains(&left), "{left}");
    // All resolvers have asked again 60 s after that, the first of them soon.
    let [_, second] = passed_until(&mut story, left + 61.0);
    let [late, moved] = passed_until(&mut story, left + 200.0);
    assert_eq!(late, 0);
    assert!(second + moved > 500, "{second} {moved}");
    assert!(story.failures(503) + story.failures(502) > 0);
    for instance in [14, 15] {
        let owner = PartId(instance);
        let instance = InstanceId { owner, serial: 1 };
        let fault = InstanceFault::Crash;
        story.session.inject(Injection::Ends { instance, fault });
    }
    story.until(left + 500.0);
    assert_eq!(when_said(&story, "record_back").len(), 1);
    assert_eq!(passed_until(&mut story, left + 600.0)[1], 0);
}

#[test]
fn an_unhealthy_weighted_record_leaves_and_all_unhealthy_are_treated_as_healthy() {
    let mut story = board(weighted([50, 50], &http()));
    story.until(100.0);
    kill_the_primary(&mut story);
    story.until(145.0);
    assert_eq!(passed_until(&mut story, 300.0)[0], 0);
    // The other one is told to be unhealthy, too.
    let mut records = weighted([50, 50], &http())["Records"].clone();
    records[1]["HealthCheck"] = json!({ "Type": "TCP", "Inverted": true });
    story.set(SET, "Records", records);
    story.until(320.0);
    assert_eq!(when_said(&story, "none_healthy").len(), 1);
    let [first, second] = passed_until(&mut story, 900.0);
    let share = first as f64 / (first + second) as f64;
    assert!((share - 0.5).abs() < 0.06, "{share}");
}

#[test]
fn an_alias_follows_the_targets_of_its_balancer_without_checks() {
    let mut story = board(json!({ "alias": true, "Type": "A", "Records": [
        { "Target": PRIMARY, "Failover": "PRIMARY", "EvaluateTargetHealth": true },
        { "Target": SECONDARY, "Failover": "SECONDARY" } ] }));
    story.until(100.0);
    kill_the_primary(&mut story);
    // The target group's own three checks, 30 s apart.
    story.until(300.0);
    let left = when_said(&story, "target_unwell");
    let [left] = left[..] else {
        panic!("{left:?}");
    };
    assert!((160.0..=192.0).contains(&left), "{left}");
    assert_eq!(passed_until(&mut story, 400.0)[0], 0);
}

#[test]
fn with_a_ttl_of_zero_every_request_asks() {
    let mut story = board(json!({ "TTL": 0 }));
    story.until(60.0);
    let simulation = story.session.simulation();
    let set = simulation.control().ix(PartId(SET)).expect("on the board");
    let asked = simulation.world().names.queries(set);
    assert_eq!(asked, passed(&story).iter().sum::<u64>());
    kill_the_primary(&mut story);
    story.until(200.0);
    let left = when_said(&story, "record_left")[0];
    assert!(left < 91.0, "{left}");
    assert_eq!(passed_until(&mut story, 250.0)[0], 0);
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
    let mut story = Story::new(document(board));
    story.until(60.0);
    let entries = story.entries().iter();
    let left = entries.filter(|e| match &e.what {
        What::Said { event, values, .. } => {
            event == "record_left" && values.contains(&Term::Part(PartId(14)))
        }
        _ => false,
    });
    assert_eq!(left.count(), 1);
    let simulation = story.session.simulation();
    let set = simulation.control().ix(PartId(SET)).expect("on the board");
    let status = Metric::named("HealthCheckPercentageHealthy").expect("published");
    let newest = simulation.control().published.newest((set, status));
    let value = newest.map(|point| point.value(status.default_statistic()));
    assert_eq!(value, Some(0.0));
}

#[test]
fn what_aws_refuses_is_said_and_checks_cost() {
    let issues = |params: Value| {
        let mut story = board(params);
        story.until(1.0);
        let issues = story.session.document().issues();
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
