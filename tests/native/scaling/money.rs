//! What a run costs (spec 16): paid as it falls due.

use super::{DATABASE, HIGH, default, plain, tracking, without};
use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::control::bill;
use swell_core::document::Part;
use swell_core::document::command::Command;
use swell_core::kinds::{KindId, Params};
use swell_tests::boards::{document, preset};
use swell_tests::harness::{Harness, USERS};

const ROUTE_53: u32 = 11;

fn spent(harness: &Harness) -> f64 {
    let simulation = harness.session.simulation();
    bill::spent(simulation.parts(), simulation.control(), simulation.world()).usd
}

fn hourly(harness: &Harness) -> f64 {
    let simulation = harness.session.simulation();
    bill::usd_per_hour(simulation.parts(), simulation.control(), simulation.now())
}

/// Nobody visits: only what stands there costs.
fn quiet(fields: &[(u32, &str, Value)]) -> Harness {
    let mut all = vec![(USERS, "users", json!(0))];
    all.extend_from_slice(fields);
    plain(&all)
}

/// Dollars of the next hour.
fn next_hour(harness: &mut Harness) -> f64 {
    let (before, end) = (spent(harness), harness.now() + 3_600.0);
    harness.until(end);
    spent(harness) - before
}

fn same(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6, "{a} {b}");
}

fn draw_machine(harness: &mut Harness) {
    let machine = Part::new(PartId(60), Params::defaults(KindId::Instance));
    let add = Command::add_part(harness.session.document(), machine, None);
    harness.edit(add);
}

#[test]
fn an_hour_costs_what_the_board_costs_per_hour() {
    let mut harness = quiet(&[]);
    harness.until(90.0);
    // Two c5.large with detailed monitoring, a balancer with two addresses, a zone, a database
    // with a standby and 20 GB each.
    let servers = 2.0 * (0.085 + 2.10 / 730.0);
    let balancer = 0.0225 + 2.0 * 0.005;
    let database = 2.0 * (0.068 + 20.0 * 0.115 / 730.0);
    let expected = servers + balancer + 0.50 / 730.0 + database;
    same(hourly(&harness), expected);
    same(next_hour(&mut harness), expected);
}

#[test]
fn a_changed_price_does_not_reach_back() {
    let mut harness = quiet(&[]);
    let before = next_hour(&mut harness);
    let spent_before = spent(&harness);
    harness.set(DATABASE, "DBInstanceClass", json!("db.m5.large"));
    same(spent(&harness), spent_before);
    same(next_hour(&mut harness) - before, 2.0 * (0.171 - 0.068));
}

#[test]
fn a_part_costs_from_when_it_is_drawn_until_it_is_removed() {
    let mut harness = quiet(&[]);
    let without_it = next_hour(&mut harness);
    draw_machine(&mut harness);
    let with_it = next_hour(&mut harness);
    same(with_it - without_it, 0.085);
    let before = spent(&harness);
    harness.edit(Command::Remove { ids: vec![60] });
    same(spent(&harness), before);
    same(next_hour(&mut harness), without_it);
}

#[test]
fn an_instance_is_paid_for_a_minute_at_least_and_once() {
    let mut harness = quiet(&[]);
    let base = next_hour(&mut harness);
    let (before, at) = (spent(&harness), harness.now());
    draw_machine(&mut harness);
    harness.until(at + 5.0);
    harness.edit(Command::Remove { ids: vec![60] });
    harness.until(at + 3_600.0);
    same(spent(&harness) - before - base, 0.085 / 60.0);
}

#[test]
fn alarms_cost_by_their_period_and_a_tracker_keeps_two() {
    let rate = |mut harness: Harness| {
        harness.until(90.0);
        hourly(&harness)
    };
    let empty = [(USERS, "users", json!(0))];
    let minute = rate(default(&empty));
    let fast = rate(default(&[empty[0].clone(), (HIGH, "Period", json!(10))]));
    same(fast - minute, (0.30 - 0.10) / 730.0);
    let quiet_board = |document| Harness::new(super::edited(document, &empty));
    let step = without(preset("default"), &[17, 18, 19]);
    let tracked = rate(quiet_board(tracking(preset("default"), 40)));
    same(tracked - rate(quiet_board(step)), 0.20 / 730.0);
}

#[test]
fn visitors_cost_data_out_and_capacity_units_and_queries() {
    let of_visitors = |fields: &[(u32, &str, Value)]| {
        let mut harness = plain(fields);
        harness.until(60.0);
        next_hour(&mut harness)
    };
    let nobody = of_visitors(&[(USERS, "users", json!(0))]);
    let board = [
        (USERS, "users", json!(100)),
        (USERS, "pattern", json!("constant")),
    ];
    let visited = of_visitors(&board) - nobody;
    // 36,000 answers of 37.3 kB on average, and questions of 10.5 kB: more GB than connections.
    let units = 36_000.0 * 47_830.0 / 1e9 * 0.008;
    let data = 36_000.0 * 37_300.0 / 1e9 * 0.09;
    assert!(
        (visited / (units + data) - 1.0).abs() < 0.05,
        "{visited} {units} {data}"
    );
    let named = [
        board[0].clone(),
        board[1].clone(),
        (ROUTE_53, "alias", json!(false)),
        (ROUTE_53, "TTL", json!(0)),
    ];
    // Every request is a query of its own.
    let queries = of_visitors(&named) - of_visitors(&board);
    assert!(
        (queries / (36_000.0 * 0.40 / 1e6) - 1.0).abs() < 0.1,
        "{queries}"
    );
}

/// Spec 16: a public IPv4 address is paid by the hour, in use or not: of a machine where its subnet gives
/// them, and of each node of a balancer that faces the internet.
#[test]
fn public_addresses_are_paid_where_they_are() {
    let board = |kind: &str, stands_in: &[u32]| {
        let board = json!({ "format": 2, "seed": 1, "parts": [
            { "id": 1, "kind": "vpc" },
            { "id": 2, "kind": "az", "in": [1] },
            { "id": 3, "kind": "az", "in": [1] },
            { "id": 4, "kind": "subnet", "in": [2] },
            { "id": 5, "kind": "subnet", "in": [3] },
            { "id": 6, "kind": "subnet", "in": [2] },
            { "id": 7, "kind": "subnet", "in": [2], "params": { "MapPublicIpOnLaunch": false } },
            { "id": 8, "kind": "route_table", "of": 1, "params": { "default_route": "igw" } },
            { "id": 9, "kind": "route_table", "of": 6 },
            { "id": 10, "kind": "users" },
            { "id": 20, "kind": kind, "in": stands_in },
        ], "links": [] });
        let mut harness = Harness::new(document(board));
        harness.until(60.0);
        let (before, rate) = (spent(&harness), hourly(&harness));
        harness.until(3_660.0);
        same(spent(&harness) - before, rate);
        rate
    };
    // Subnets with addresses for all, none, and for those who ask.
    let [public, private, on_demand] = [4, 6, 7].map(|subnet| [subnet]);
    for (kind, usd) in [("instance", 0.085), ("bastion", 0.0104)] {
        same(board(kind, &public), usd + 0.005);
        same(board(kind, &private), usd);
        same(board(kind, &on_demand), usd);
    }
    for (kind, usd) in [
        ("load_balancer", 0.0225),
        ("network_load_balancer", 0.0225),
        ("classic_load_balancer", 0.025),
    ] {
        same(board(kind, &[4, 5]), usd + 2.0 * 0.005);
        same(board(kind, &on_demand), usd + 0.005);
        same(board(kind, &private), usd);
        same(board(kind, &[]), usd + 0.005);
    }
    same(board("gateway_load_balancer", &public), 0.0125);
    same(board("nat_gateway", &public), 0.045 + 0.005);
}

/// The servers of a group have addresses of their own, from their launch to their end.
#[test]
fn servers_in_a_public_subnet_pay_for_their_addresses() {
    let private = hourly(quiet(&[]).until(60.0));
    let mut harness = quiet(&[]);
    let subnets = [4, 8].map(|subnet| (subnet, "default_route"));
    for (subnet, path) in subnets {
        let table = Part {
            of: Some(PartId(subnet)),
            ..Part::new(PartId(900 + subnet), Params::defaults(KindId::RouteTable))
        };
        let add = Command::add_part(harness.session.document(), table, None);
        harness.edit(add);
        harness.set(900 + subnet, path, json!("igw"));
    }
    harness.until(60.0);
    same(hourly(&harness) - private, 2.0 * 0.005);
}
