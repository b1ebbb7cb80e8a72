//! Route 53 records: shares by weight, failover by health checks, and what resolvers still remember.

use serde_json::{Value, json};
use swell_core::base::id::{InstanceId, PartId};
use swell_core::control::bill;
use swell_core::document::check::IssueWhat;
use swell_core::document::command::Command;
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

/// Spec 16: a hosted zone is 0.50 a month, whatever names are in it.
#[test]
fn a_hosted_zone_is_paid_once_however_many_names_are_in_it() {
    let name = |id: u32, zone: &str| {
        json!({ "id": id, "kind": "record_set", "params": {
            "Name": format!("n{id}.{zone}"), "HostedZone": zone } })
    };
    let names = ["example.com", "Example.com", "example.org", "example.com"];
    let mut parts: Vec<Value> = names
        .into_iter()
        .zip(2..)
        .map(|(z, id)| name(id, z))
        .collect();
    parts.push(json!({ "id": 9, "kind": "station" }));
    let link = |from: u32| json!({ "id": 10 + from, "from": from, "to": 9, "protocol": "http" });
    let links: Vec<Value> = (2..6).map(link).collect();
    let board = json!({ "format": 2, "seed": 1, "parts": parts, "links": links });
    let mut harness = Harness::new(document(board));
    let zones = |harness: &mut Harness| {
        let soon = harness.now() + 1.0;
        harness.until(soon);
        let simulation = harness.session.simulation();
        let usd = bill::usd_per_hour(simulation.parts(), simulation.control(), simulation.now());
        usd * 730.0 / 0.50
    };
    let expect = |harness: &mut Harness, expected: f64, what: &str| {
        let found = zones(harness);
        assert!((found - expected).abs() < 1e-6, "{what}: {found}");
    };
    expect(&mut harness, 2.0, "three names in one zone, one in another");
    harness.set(2, "HostedZone", json!("example.net"));
    expect(&mut harness, 3.0, "the first name moves to a third zone");
    harness.edit(Command::Remove { ids: vec![3] });
    expect(&mut harness, 3.0, "one of two names in a zone goes");
    harness.edit(Command::Remove { ids: vec![5] });
    expect(&mut harness, 2.0, "the last name of a zone goes");
    harness.set(4, "HostedZone", json!("example.net"));
    expect(&mut harness, 1.0, "both names in one zone");
}

/// Two stations in two Regions, users in three, and a name that chooses.
mod world {
    use super::*;

    pub const SEOUL: u32 = 21;
    pub const VIRGINIA: u32 = 22;
    pub const NAME: u32 = 5;
    pub const USERS: [(u32, &str); 3] =
        [(31, "ap-northeast-1"), (32, "us-west-2"), (33, "eu-west-1")];

    fn station_in(id: u32, region: &str) -> Vec<Value> {
        let frame = |n: u32| id * 10 + n;
        vec![
            json!({ "id": frame(0), "kind": "region", "params": { "RegionName": region } }),
            json!({ "id": frame(1), "kind": "vpc", "in": [frame(0)] }),
            json!({ "id": frame(2), "kind": "az", "in": [frame(1)] }),
            json!({ "id": frame(3), "kind": "subnet", "in": [frame(2)] }),
            json!({ "id": id, "kind": "station", "in": [frame(3)],
                "params": { "service_ms": 1, "servers": 0, "distribution": "constant" } }),
        ]
    }

    pub fn board(name: &Value) -> Harness {
        let mut parts = station_in(SEOUL, "ap-northeast-2");
        parts.extend(station_in(VIRGINIA, "us-east-1"));
        parts.push(json!({ "id": NAME, "kind": "record_set", "params": name }));
        let mut links = vec![
            json!({ "id": 1001, "from": NAME, "to": SEOUL, "protocol": "http" }),
            json!({ "id": 1002, "from": NAME, "to": VIRGINIA, "protocol": "http" }),
        ];
        for (id, location) in USERS {
            parts.push(json!({ "id": id, "kind": "users", "params": {
                "users": 100, "location": location, "keep_alive": false } }));
            links.push(json!({ "id": id + 1000, "from": id, "to": NAME, "protocol": "dns" }));
        }
        Harness::new(document(
            json!({ "format": 2, "seed": 3, "parts": parts, "links": links }),
        ))
    }

    /// How many users' requests in all went to each station.
    pub fn passed(harness: &Harness) -> [u64; 2] {
        let simulation = harness.session.simulation();
        let ix = |id| simulation.control().ix(PartId(id)).expect("on the board");
        let wires = simulation.world().wires.of(ix(NAME));
        let to = |id| {
            wires
                .iter()
                .find(|w| w.to == ix(id))
                .expect("a wire")
                .passed
        };
        [SEOUL, VIRGINIA].map(to)
    }

    /// What users of one location were told, by which of their requests failed and how long the
    /// others took: mean milliseconds, failures.
    pub fn felt(harness: &Harness, users: u32) -> (f64, u64) {
        let stats = harness.part(users).client_stats().expect("users");
        (stats.latency.mean_us().unwrap_or(0.0) / 1e3, stats.failed)
    }
}

#[test]
fn by_latency_each_network_is_told_of_its_nearest_region_and_fails_over_to_the_next() {
    let check = json!({ "Type": "HTTP", "RequestInterval": 10, "FailureThreshold": 2 });
    let mut harness = world::board(
        &json!({ "RoutingPolicy": "latency", "alias": false, "TTL": 10,
        "Records": [ { "Target": world::SEOUL, "HealthCheck": check },
                     { "Target": world::VIRGINIA, "HealthCheck": check } ] }),
    );
    harness.until(600.0);
    // Tokyo is 30 ms from Seoul, Oregon as far from Virginia; to Ireland all are alike, and the first is
    // taken.
    let [tokyo, oregon, ireland] = world::USERS.map(|(id, _)| world::felt(&harness, id).0);
    assert!((30.0..40.0).contains(&tokyo), "{tokyo}");
    assert!((30.0..40.0).contains(&oregon), "{oregon}");
    assert!((180.0..190.0).contains(&ireland), "{ireland}");
    let [seoul, virginia] = world::passed(&harness);
    let share = seoul as f64 / (seoul + virginia) as f64;
    assert!((share - 2.0 / 3.0).abs() < 0.05, "{share}");
    // Virginia answers nothing any more: its users are told of Seoul.
    harness.zone(world::VIRGINIA * 10 + 2, false);
    harness.until(660.0);
    let before = world::passed(&harness);
    harness.until(900.0);
    let after = world::passed(&harness);
    assert_eq!(after[1], before[1]);
    assert!(after[0] > before[0] + 3 * 100 * 20, "{before:?} {after:?}");
}

#[test]
fn by_geolocation_the_smallest_place_wins_and_without_a_default_some_get_no_answer() {
    let records = json!([ { "Target": world::SEOUL, "GeoLocation": "continent/NA" },
                          { "Target": world::VIRGINIA, "GeoLocation": "subdivision/US-OR" } ]);
    let name = json!({ "RoutingPolicy": "geolocation", "alias": false, "TTL": 10,
        "Records": records });
    let mut harness = world::board(&name);
    harness.until(300.0);
    let [tokyo, oregon, ireland] = world::USERS.map(|(id, _)| world::felt(&harness, id).1);
    assert!(tokyo > 2_000 && ireland > 2_000, "{tokyo} {ireland}");
    assert_eq!(oregon, 0);
    assert_eq!(world::passed(&harness)[0], 0);
    // A default record answers all the others.
    let records = json!([ { "Target": world::SEOUL },
                          { "Target": world::VIRGINIA, "GeoLocation": "country/US" } ]);
    harness.set(world::NAME, "Records", records);
    harness.until(320.0);
    let failed = world::USERS.map(|(id, _)| world::felt(&harness, id).1);
    let before = world::passed(&harness);
    harness.until(620.0);
    assert_eq!(
        failed,
        world::USERS.map(|(id, _)| world::felt(&harness, id).1)
    );
    let after = world::passed(&harness);
    let share = (after[0] - before[0]) as f64 / (after[1] - before[1]) as f64;
    assert!((share - 2.0).abs() < 0.15, "{share}");
}

/// One answer gives all healthy values; each client takes one of them and keeps it while its resolver
/// keeps the answer.
#[test]
fn many_values_come_in_one_answer_and_are_spread_over_the_clients() {
    let check = json!({ "Type": "HTTP", "RequestInterval": 10, "FailureThreshold": 2 });
    let mut harness = world::board(&json!({ "RoutingPolicy": "multivalue", "alias": false,
        "TTL": 600, "Records": [ { "Target": world::SEOUL, "HealthCheck": check },
                                 { "Target": world::VIRGINIA, "HealthCheck": check } ] }));
    harness.until(500.0);
    let [seoul, virginia] = world::passed(&harness);
    let share = seoul as f64 / (seoul + virginia) as f64;
    assert!((share - 0.5).abs() < 0.08, "{share}");
    let simulation = harness.session.simulation();
    let name = simulation.control().ix(PartId(world::NAME)).expect("there");
    // 32 resolvers of each of three, who have all asked once.
    assert_eq!(simulation.world().names.queries(name), 96);
    // Half of the clients know the one that is lost, until the answer is too old.
    harness.zone(world::VIRGINIA * 10 + 2, false);
    harness.until(530.0);
    let late = world::passed(&harness);
    harness.until(560.0);
    assert!(world::passed(&harness)[1] > late[1] + 300);
    harness.until(700.0);
    let before = world::passed(&harness);
    harness.until(900.0);
    let after = world::passed(&harness);
    assert_eq!(after[1], before[1]);
    assert!(after[0] > before[0]);
}

#[test]
fn who_pins_a_name_never_hears_of_a_change() {
    let mut board = preset("dns-failover").to_value();
    let parts = board["parts"].as_array_mut().expect("parts");
    let users = parts.iter_mut().find(|p| p["id"] == 10).expect("users");
    users["params"]["pins_dns_percent"] = json!(25);
    let mut harness = Harness::new(document(board));
    harness.until(100.0);
    kill_the_primary(&mut harness);
    harness.until(300.0);
    let [late, moved] = passed_until(&mut harness, 1_300.0);
    let share = late as f64 / (late + moved) as f64;
    assert!((share - 0.25).abs() < 0.04, "{share}");
}
