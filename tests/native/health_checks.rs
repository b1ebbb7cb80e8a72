//! Route 53 health checks: whom they ask, when they change their mind, and who goes by them.

use serde_json::{Value, json};
use swell_core::base::id::{InstanceId, PartId};
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::world::log::{Term, What};
use swell_tests::boards::{document, preset};
use swell_tests::harness::Harness;

const SET: u32 = 11;
const SERVER: u32 = 14;
const OTHER_SERVER: u32 = 15;
const CHECK: u32 = 41;
const SECOND: u32 = 42;
const PARENT: u32 = 43;

/// The preset, whose primary record goes by the check `CHECK`, with these health checks.
fn board(checks: &[(u32, Value)], more: &[Value]) -> Harness {
    let mut board = preset("dns-failover").to_value();
    let parts = board["parts"].as_array_mut().expect("parts");
    let set = parts.iter_mut().find(|p| p["id"] == SET).expect("a set");
    set["params"]["Records"][0]["HealthCheck"] = json!({});
    set["params"]["Records"][0]["HealthCheckId"] = json!(checks[0].0);
    for (id, params) in checks {
        parts.push(json!({ "id": id, "kind": "health_check", "params": params }));
    }
    parts.extend_from_slice(more);
    Harness::new(document(board))
}

fn http(target: u32) -> Value {
    json!({ "Type": "HTTP", "Target": target, "ResourcePath": "/health", "RequestInterval": 10 })
}

fn calculated(children: &[u32], healthy_min: u32) -> Value {
    json!({ "Type": "CALCULATED", "ChildHealthChecks": children, "HealthThreshold": healthy_min })
}

/// When a part said this.
fn when(harness: &Harness, part: u32, said: &str) -> Vec<f64> {
    let entries = harness.entries().iter();
    let is_it = |what: &What| matches!(what, What::Said { event, .. } if event == said);
    let found = entries.filter(|e| e.part == PartId(part) && is_it(&e.what));
    let simulation = harness.session.simulation();
    found.map(|e| simulation.shown_s(e.at)).collect()
}

fn is_well(harness: &Harness, check: u32) -> bool {
    let simulation = harness.session.simulation();
    let ix = simulation.control().ix(PartId(check)).expect("there");
    simulation.world().names.is_well(ix)
}

fn inject(harness: &mut Harness, part: u32, fault: &str) {
    let (part, fault) = (PartId(part), fault.to_owned());
    harness.session.inject(Injection::Part { part, fault });
}

/// Spec 2.2: more than 18 % of the checkers are enough: two of eight, but not one.
#[test]
fn two_of_eight_checkers_are_enough_and_one_is_not() {
    let mut harness = board(&[(CHECK, http(12))], &[]);
    harness.until(50.0);
    inject(&mut harness, CHECK, "parted");
    harness.until(200.0);
    assert!(is_well(&harness, CHECK), "six of eight Regions are cut off");
    harness.set(CHECK, "cut_regions", json!(7));
    harness.until(300.0);
    assert_eq!(when(&harness, CHECK, "endpoint_unhealthy").len(), 1);
    // The record hears of it a second later.
    let left = when(&harness, SET, "check_unwell");
    assert_eq!(
        left[0],
        when(&harness, CHECK, "endpoint_unhealthy")[0] + 1.0
    );
    inject(&mut harness, CHECK, "joined");
    harness.until(400.0);
    assert!(is_well(&harness, CHECK));
    assert_eq!(when(&harness, SET, "check_well").len(), 1);
}

#[test]
fn a_string_that_is_not_in_the_body_fails_the_check() {
    let search = |text: &str| {
        let mut check = http(12);
        check["Type"] = json!("HTTP_STR_MATCH");
        check["SearchString"] = json!(text);
        let mut harness = board(&[(CHECK, check)], &[]);
        harness.until(100.0);
        let is_missed = !when(&harness, CHECK, "no_string").is_empty();
        assert_eq!(is_missed, !is_well(&harness, CHECK));
        !is_missed
    };
    assert!(search("OK"));
    assert!(!search("welcome"));
}

#[test]
fn a_calculated_check_counts_its_children() {
    let healthy = |healthy_min: u32| {
        let switched_off = json!({ "Type": "RECOVERY_CONTROL", "RoutingControl": false });
        let children = [CHECK, SECOND];
        let checks = [
            (PARENT, calculated(&children, healthy_min)),
            (CHECK, http(12)),
            (SECOND, switched_off),
        ];
        let mut harness = board(&checks, &[]);
        harness.until(60.0);
        is_well(&harness, PARENT)
    };
    assert_eq!([0, 1, 2, 3].map(healthy), [true, true, false, false]);
}

/// Checkers come from the internet; an alarm sees what they cannot reach.
#[test]
fn a_server_in_a_private_subnet_is_checked_by_an_alarm_alone() {
    let alarm = json!({ "id": 51, "kind": "alarm", "of": 13, "params": {
        "MetricName": "UnHealthyHostCount", "Statistic": "Maximum", "Threshold": 1,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold", "EvaluationPeriods": 1 } });
    let metric = json!({ "Type": "CLOUDWATCH_METRIC", "AlarmIdentifier": 51 });
    let mut harness = board(&[(CHECK, metric), (SECOND, http(SERVER))], &[alarm]);
    harness.until(60.0);
    // No route leads to the server: it says so, and at what part.
    let why = harness.entries().iter().find_map(|e| match &e.what {
        What::Said { event, values, .. } if event == "no_route" => Some(values.clone()),
        _ => None,
    });
    assert_eq!(why, Some(vec![Term::Part(PartId(SERVER))]));
    assert!(!is_well(&harness, SECOND));
    assert!(is_well(&harness, CHECK));
    for server in [SERVER, OTHER_SERVER].map(PartId) {
        let instance = InstanceId {
            owner: server,
            serial: 1,
        };
        let fault = InstanceFault::Crash;
        harness
            .session
            .inject(Injection::Instance { instance, fault });
    }
    harness.until(400.0);
    assert_eq!(when(&harness, CHECK, "alarm_unhealthy").len(), 1);
    assert_eq!(when(&harness, SET, "check_unwell").len(), 1);
}

#[test]
fn a_check_that_is_disabled_or_inverted_says_so() {
    let opinion = |more: Value| {
        let mut check = http(SERVER);
        let fields = check.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        let mut harness = board(&[(CHECK, check)], &[]);
        harness.until(100.0);
        is_well(&harness, CHECK)
    };
    assert!(!opinion(json!({})));
    assert!(opinion(json!({ "Inverted": true })));
    assert!(opinion(json!({ "Disabled": true })));
    assert!(!opinion(json!({ "Disabled": true, "Inverted": true })));
}
