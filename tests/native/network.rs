//! What networks do to the parts that stand in them (spec 13).

use serde_json::{Value, json};
use std::collections::BTreeSet;
use swell_core::base::id::PartId;
use swell_core::contract::Member;
use swell_core::document::Document;
use swell_core::engine::injection::Injection;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::attacker::Attacker;
use swell_core::kinds::bastion::Bastion;
use swell_core::rules::health::TargetState;
use swell_core::world::log::{LaunchFailure, What};
use swell_tests::boards::{document, preset};
use swell_tests::harness::Harness;

const GROUP: u32 = 14;

/// Parameters of parts of a board, by their ids.
fn with(board: &Document, params: &[(u32, &str, Value)]) -> Document {
    let mut value = board.to_value();
    for (id, name, to) in params {
        let parts = value["parts"].as_array_mut().expect("parts");
        let part = parts.iter_mut().find(|p| p["id"] == *id).expect("there");
        part["params"][*name] = to.clone();
    }
    document(value)
}

/// The default board's two subnets of servers.
fn app_subnets(board: &Document) -> [u32; 2] {
    let group = board.part(PartId(GROUP)).expect("a group");
    let ids: Vec<u32> = group.stands_in.iter().map(|id| id.0).collect();
    ids.try_into().expect("two")
}

fn addresses(simulation: &Simulation, subnet: u32) -> BTreeSet<String> {
    let control = simulation.control();
    let subnet = control.ground.subnet(PartId(subnet)).expect("there");
    let machines = simulation.machines();
    let own = machines.filter_map(|(ix, _)| control.addresses.address(subnet, ix));
    own.map(|address| address.to_string()).collect()
}

fn free(harness: &Harness, subnet: u32) -> Option<u64> {
    let control = harness.session.simulation().control();
    let subnet = control.ground.subnet(PartId(subnet)).expect("there");
    control.addresses.free(subnet)
}

#[test]
fn a_subnet_without_addresses_stops_launches_until_some_are_free() {
    let board = preset("default");
    let [a, c] = app_subnets(&board);
    let board = with(
        &board,
        &[
            (a, "CidrBlock", json!("10.0.10.0/28")),
            (c, "CidrBlock", json!("10.0.11.0/28")),
            (GROUP, "MaxSize", json!(40)),
        ],
    );
    let mut harness = Harness::new(board);
    harness.until(10.0);
    assert_eq!(free(&harness, a), Some(10));
    let own = addresses(harness.session.simulation(), a);
    assert_eq!(own.into_iter().collect::<Vec<_>>(), ["10.0.10.4"]);
    harness.set(GROUP, "MinSize", json!(30)).until(200.0);
    // Five of sixteen are AWS's.
    assert_eq!((free(&harness, a), free(&harness, c)), (Some(0), Some(0)));
    assert_eq!(addresses(harness.session.simulation(), a).len(), 11);
    assert_eq!(harness.group().members.len(), 22);
    let refused = |what: &What| match what {
        What::LaunchFailed {
            why: LaunchFailure::InsufficientAddresses { subnet },
        } => [a, c].contains(&subnet.0),
        _ => false,
    };
    assert_eq!(harness.when(refused).len(), 1, "one entry that repeats");
    // A larger block is room for the rest.
    harness
        .set(a, "CidrBlock", json!("10.0.10.0/24"))
        .until(900.0);
    assert_eq!(harness.group().members.len(), 30);
    assert_eq!(free(&harness, a), Some(251 - 19));
}

#[test]
fn a_full_subnet_leaves_its_launches_to_the_other_zone() {
    let board = preset("default");
    let [a, c] = app_subnets(&board);
    let board = with(
        &board,
        &[
            (a, "CidrBlock", json!("10.0.10.0/28")),
            (GROUP, "MaxSize", json!(40)),
        ],
    );
    let mut harness = Harness::new(board);
    harness.until(10.0).set(GROUP, "MinSize", json!(30));
    harness.until(200.0);
    assert_eq!(harness.group().members.len(), 30);
    assert_eq!(
        (free(&harness, a), free(&harness, c)),
        (Some(0), Some(251 - 19))
    );
}

#[test]
fn an_address_stays_with_its_part_whatever_is_drawn_beside_it() {
    let mut harness = Harness::new(preset("default"));
    let [a, _] = app_subnets(harness.session.board());
    harness.until(10.0);
    let before = addresses(harness.session.simulation(), a);
    assert_eq!(before.len(), 1);
    let mut value = harness.session.board().to_value();
    let parts = value["parts"].as_array_mut().expect("parts");
    parts.insert(0, json!({ "id": 90, "kind": "instance", "in": [a] }));
    let mut simulation = harness.session.simulation().clone();
    simulation.edit(&document(value));
    let after = addresses(&simulation, a);
    assert!(after.is_superset(&before) && after.len() == 2, "{after:?}");
}

const ATTACKER: u32 = 11;
const IGW: u32 = 23;
const ALB: u32 = 12;
const WEB_ASG: u32 = 14;
const BASTION: u32 = 16;
const DATABASE: u32 = 20;
const APP_ROUTES: [u32; 2] = [25, 26];
const WEB_SG: u32 = 31;

fn in_depth() -> Harness {
    Harness::new(preset("defense-in-depth"))
}

fn attacker(harness: &Harness) -> &Attacker {
    Attacker::of(harness.part(ATTACKER)).expect("an attacker")
}

/// What answers the attacker, by part and port.
fn open(harness: &Harness) -> Vec<(u32, u32)> {
    let all = attacker(harness).open.iter();
    all.map(|(part, port)| (part.0, *port)).collect()
}

fn anybody() -> Value {
    json!([{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0" }])
}

#[test]
fn the_only_open_door_is_the_balancers() {
    let mut harness = in_depth();
    harness.until(120.0);
    assert_eq!(open(&harness), [(ALB, 80)]);
    let counts = attacker(&harness).counts;
    // Port 443 is let in and nothing listens there: refused, not dropped.
    assert!(counts.refused > 0 && counts.by_group > 0 && counts.no_route > counts.by_group);
    let all = [
        counts.answered,
        counts.refused,
        counts.no_route,
        counts.by_group,
        counts.by_acl,
    ];
    assert_eq!(all.iter().sum::<u64>(), counts.tried);
    assert_eq!(harness.client_stats().failed, 0);
}

#[test]
fn one_layer_less_is_not_yet_an_open_door_and_two_are() {
    // A rule too many: the private subnet has no way in from the internet.
    let mut harness = in_depth();
    harness.set(WEB_SG, "IpPermissions", anybody()).until(120.0);
    assert_eq!(open(&harness), [(ALB, 80)]);
    // A public subnet: the group lets nobody in.
    let mut harness = in_depth();
    for table in APP_ROUTES {
        harness.set(table, "default_route", json!("igw"));
    }
    harness.until(120.0);
    assert_eq!(open(&harness), [(ALB, 80)]);
    harness.set(WEB_SG, "IpPermissions", anybody()).until(180.0);
    assert_eq!(open(&harness), [(ALB, 80), (WEB_ASG, 22), (WEB_ASG, 80)]);
    let said = |what: &What| matches!(what, What::Said { event, .. } if event == "found_open");
    // Each is told once, the balancer's before the first picture.
    assert_eq!(harness.when(said).len(), 2);
    assert!(!open(&harness).iter().any(|(part, _)| *part == DATABASE));
}

#[test]
fn a_bastion_with_the_key_file_gives_away_every_server_and_one_with_an_agent_none() {
    let mut harness = in_depth();
    harness.until(30.0);
    let bastion = |harness: &Harness| {
        let bastion = Bastion::of(harness.part(BASTION)).expect("a bastion");
        (bastion.reached, bastion.servers, bastion.exposed())
    };
    assert_eq!(bastion(&harness), (2, 2, 2));
    harness
        .set(BASTION, "key_place", json!("ssh_agent"))
        .until(40.0);
    assert_eq!(bastion(&harness), (2, 2, 0));
    // Servers that are launched are there for the taking too; without the rule none is.
    harness.set(BASTION, "key_place", json!("key_file"));
    harness.set(WEB_ASG, "MinSize", json!(4)).until(120.0);
    assert_eq!(bastion(&harness), (4, 4, 4));
    harness.set(WEB_SG, "IpPermissions", json!([])).until(130.0);
    assert_eq!(bastion(&harness), (0, 4, 0));
}

#[test]
fn without_its_internet_gateway_a_vpc_hears_nobody_and_goes_on_inside() {
    let mut harness = in_depth();
    harness.until(60.0);
    let detach = |fault: &str| Injection::Part {
        part: PartId(IGW),
        fault: fault.to_owned(),
    };
    harness.session.inject(detach("igw_detached"));
    harness.until(200.0);
    let (ok, failed) = (harness.client_stats().ok, harness.client_stats().failed);
    assert!(failed > 100, "{failed}");
    assert_eq!(open(&harness), [], "nor does the attacker");
    let healthy = harness
        .targets()
        .targets()
        .all(|(_, target)| target.health.state == TargetState::Healthy);
    assert!(healthy, "health checks come from inside");
    harness.session.inject(detach("igw_attached"));
    harness.until(300.0);
    assert!(harness.client_stats().ok > ok + 500);
    assert_eq!(open(&harness), [(ALB, 80)]);
}
