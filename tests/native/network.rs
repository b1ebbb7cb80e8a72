//! What networks do to the parts that stand in them (spec 13).

use serde_json::{Value, json};
use std::collections::BTreeSet;
use swell_core::base::id::PartId;
use swell_core::document::Document;
use swell_core::engine::simulation::Simulation;
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
