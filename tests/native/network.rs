//! What networks do to the parts that stand in them (spec 13).

use serde_json::{Value, json};
use std::collections::BTreeSet;
use swell_core::base::id::PartId;
use swell_core::contract::Member;
use swell_core::control::bill;
use swell_core::document::Document;
use swell_core::document::command::{Command, Fragment};
use swell_core::document::reach::Reachable;
use swell_core::engine::injection::Injection;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::attacker::Attacker;
use swell_core::kinds::bastion::Bastion;
use swell_core::kinds::ground::nat_gateway::NatGateway;
use swell_core::kinds::instance::App;
use swell_core::observe::logins::{Logins, logins};
use swell_core::observe::plan::{Shortage, address_plan};
use swell_core::rules::health::TargetState;
use swell_core::rules::network::{Leg, Reach};
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

const NAT: u32 = 20;
const APP_C_ROUTES: u32 = 26;

fn nat(harness: &Harness) -> &NatGateway {
    NatGateway::of(harness.part(NAT)).expect("a NAT gateway")
}

/// Servers that take requests, by zone.
fn listening(harness: &Harness) -> [usize; 2] {
    let servers = harness.group().members.iter();
    let servers = servers.map(|member| harness.instance(member.part.at));
    let up = servers.filter(|server| server.app == App::Listening && !server.is_unreachable);
    let zones: Vec<u8> = up.map(|server| server.zone).collect();
    [0, 1].map(|zone| zones.iter().filter(|z| **z == zone).count())
}

fn waits(harness: &Harness) -> usize {
    let waits = |what: &What| matches!(what, What::Said { event, .. } if event == "no_way_out");
    harness.when(waits).len()
}

#[test]
fn with_the_zone_of_the_only_nat_gateway_the_other_zone_loses_its_new_servers() {
    const ZONE_A: u32 = 2;
    let board = preset("nat-per-zone");
    let lost = |board: Document| {
        let mut harness = Harness::new(board);
        harness.until(10.0);
        assert_eq!(listening(&harness), [2, 2]);
        harness.zone(ZONE_A, false).until(400.0);
        harness
    };
    let mut harness = lost(board.clone());
    assert_eq!(listening(&harness), [0, 2], "what runs goes on");
    let waiting = |harness: &Harness| harness.in_zone(1) - listening(harness)[1];
    assert_eq!(waiting(&harness), 2);
    // Another gateway, in their own zone, and they start.
    let mut value = board.to_value();
    let parts = value["parts"].as_array_mut().expect("parts");
    parts.push(json!({ "id": 90, "kind": "nat_gateway", "name": "nat-c", "in": [7] }));
    let nat_c = document(value).part(PartId(90)).expect("there").clone();
    let nat_c = Fragment {
        parts: vec![(0, nat_c)],
        ..Fragment::default()
    };
    harness.edit(Command::Add(Box::new(nat_c)));
    harness.set(APP_C_ROUTES, "default_target", json!(90));
    harness.until(460.0);
    assert_eq!(listening(&harness), [0, 4]);
    let with_both = harness.session.board().clone();
    assert_eq!(listening(&lost(with_both)), [0, 4], "nobody waits at all");
}

#[test]
fn without_a_nat_gateway_private_servers_wait_and_public_ones_do_not() {
    let board = preset("nat-per-zone");
    let mut harness = Harness::new(board.clone());
    harness.until(10.0).edit(Command::Remove { ids: vec![NAT] });
    harness.set(GROUP, "MinSize", json!(6)).until(120.0);
    assert_eq!(listening(&harness), [2, 2]);
    assert_eq!(waits(&harness), 2, "said once by each");
    let public = [25, APP_C_ROUTES].map(|table| (table, "default_route", json!("igw")));
    let mut harness = Harness::new(with(&board, &public));
    harness.until(10.0).edit(Command::Remove { ids: vec![NAT] });
    harness.set(GROUP, "MinSize", json!(6)).until(120.0);
    assert_eq!(listening(&harness), [3, 3]);
}

#[test]
fn a_nat_gateway_is_paid_by_hour_and_by_gb_and_more_for_other_zones() {
    let board = preset("nat-per-zone");
    let hour = |kbps: f64| {
        let mut harness = Harness::new(with(&board, &[(NAT, "kbps_per_server", json!(kbps))]));
        harness.until(3_600.0);
        let counts = nat(&harness).counts;
        let run = harness.session.simulation();
        let spent = bill::spent(run.parts(), run.control(), run.world());
        (spent.usd, counts)
    };
    let ((idle, _), (busy, counts)) = (hour(0.0), hour(1_000.0));
    // Four servers at 1 Mbit/s for 62 minutes of metrics, two of them in the other zone.
    let gb = counts.bytes_out as f64 / 1e9;
    assert!((gb - 4.0 * 1e6 / 8.0 * 3_720.0 / 1e9).abs() < 0.01, "{gb}");
    assert_eq!(counts.crossing_bytes * 2, counts.bytes_out);
    let expected = gb * (0.045 + 0.09) + gb / 2.0 * 0.02;
    assert!(
        (busy - idle - expected).abs() < 1e-3,
        "{} {expected}",
        busy - idle
    );
}

#[test]
fn a_route_to_a_gateway_that_is_gone_is_a_black_hole_and_one_for_all_zones_is_warned_of() {
    use swell_core::contract::IssueWhat;
    use swell_core::rules::validate::Warning;
    use swell_core::world::ground::WayOut;
    let mut board = preset("nat-per-zone");
    let warned = |board: &Document| {
        let issues = board.issues();
        let of_nat = issues
            .iter()
            .filter(|issue| issue.part == Some(PartId(NAT)));
        of_nat.map(|issue| issue.what).collect::<Vec<_>>()
    };
    let way = |board: &Document| board.ground().subnet(PartId(8)).expect("there").way_out();
    assert_eq!(warned(&board), [IssueWhat::Warning(Warning::NatInOneZone)]);
    assert_eq!(way(&board), Some(WayOut::By(PartId(NAT))));
    let own = with(&board, &[(APP_C_ROUTES, "default_route", json!("none"))]);
    assert_eq!(warned(&own), []);
    board
        .apply(Command::Remove { ids: vec![NAT] })
        .expect("can go");
    assert_eq!(way(&board), None);
}

const ACL_A: u32 = 27;
const ACL_C: u32 = 28;

/// Healthy targets by zone.
fn healthy(harness: &Harness) -> [usize; 2] {
    let targets = harness.targets().targets();
    let well = targets.filter(|(_, target)| target.health.state == TargetState::Healthy);
    let zones: Vec<u8> = well.map(|(_, target)| target.zone).collect();
    [0, 1].map(|zone| zones.iter().filter(|z| **z == zone).count())
}

#[test]
fn a_list_without_return_ports_takes_requests_in_and_lets_no_answer_out() {
    let mut harness = Harness::new(preset("nacl-return-ports"));
    harness.until(60.0);
    // Servers start as healthy: their first checks find out. Those of c go on.
    assert_eq!(healthy(&harness), [0, 2]);
    let by = Reachable::on(harness.session.board()).verdict(PartId(12), PartId(14));
    let answer = Reach::Acl {
        subnet: PartId(4),
        leg: Leg::Answer,
        by: None,
    };
    assert_eq!(by, answer, "the list's last line decides");
    let failed = harness.client_stats().failed;
    harness.until(120.0);
    assert_eq!(harness.client_stats().failed, failed, "c takes all");
    // Now c as well: nobody answers, and who waits runs into a time-out.
    let entries = harness.session.board().part(PartId(ACL_C)).expect("there");
    let whole = entries.params().expect("known").to_value()["Entries"].clone();
    let inbound = json!([whole[0]]);
    harness.set(ACL_C, "Entries", inbound).until(240.0);
    assert!(harness.failures(504) > 200, "{}", harness.failures(504));
    // With the rule for answers in both lists all is well, and the group needs none.
    harness
        .set(ACL_A, "Entries", whole.clone())
        .set(ACL_C, "Entries", whole);
    harness.until(330.0);
    assert_eq!(healthy(&harness), [2, 2]);
    assert!(matches!(
        Reachable::on(harness.session.board()).verdict(PartId(12), PartId(14)),
        Reach::Open { .. }
    ));
}

#[test]
fn a_list_that_lacks_return_ports_says_so_at_its_entries() {
    use swell_core::contract::IssueWhat;
    use swell_core::rules::validate::Warning;
    let issues = preset("nacl-return-ports").issues();
    let warned = issues
        .iter()
        .filter(|i| i.what == IssueWhat::Warning(Warning::NoReturnPorts));
    let warned: Vec<_> = warned.map(|i| (i.part, i.field.as_str())).collect();
    assert_eq!(warned, [(Some(PartId(ACL_A)), "Entries")]);
}

/// Note C28, both set-ups side by side: the key file gives away all that the bastion reaches, and goes on
/// doing so until the key pair is another one; an agent gives away nothing, unless it is forwarded and its
/// user is logged in.
#[test]
fn a_compromise_reaches_what_the_key_on_the_bastion_opens() {
    let (file, agent) = (BASTION, BASTION + 1);
    let mut harness = Harness::new(preset("bastion-keys"));
    let found = |harness: &Harness, id: u32| {
        let bastion = Bastion::of(harness.part(id)).expect("a bastion");
        (bastion.reached, bastion.exposed(), bastion.taken())
    };
    harness.until(30.0);
    assert_eq!(
        (found(&harness, file), found(&harness, agent)),
        ((4, 4, 0), (4, 0, 0))
    );
    for id in [file, agent] {
        let fault = Injection::Part {
            part: PartId(id),
            fault: "compromised".into(),
        };
        harness.session.inject(fault);
    }
    harness.until(40.0);
    assert_eq!(
        (found(&harness, file), found(&harness, agent)),
        ((4, 4, 4), (4, 0, 0))
    );
    harness
        .set(agent, "key_place", json!("agent_forwarding"))
        .until(50.0);
    assert_eq!(found(&harness, agent), (4, 4, 4));
    harness.set(agent, "session_open", json!(false)).until(60.0);
    assert_eq!(found(&harness, agent), (4, 0, 0));
    let is_stolen = |harness: &Harness| {
        Bastion::of(harness.part(file)).is_some_and(|bastion| bastion.is_key_stolen())
    };
    for (word, stolen) in [("rebuilt", true), ("key_replaced", false)] {
        let fault = Injection::Part {
            part: PartId(file),
            fault: word.into(),
        };
        harness.session.inject(fault);
        let next = harness.now() + 10.0;
        harness.until(next);
        assert_eq!(
            (found(&harness, file).2, is_stolen(&harness)),
            (0, stolen),
            "{word}"
        );
    }
}

/// Note C27: what the board itself knows of a host with logins.
#[test]
fn the_checklist_of_a_key_pair_knows_where_the_key_is_and_who_may_try() {
    let board = preset("bastion-keys");
    let found = |board: &Document, id: u32| logins(board, PartId(id)).expect("logins");
    let is = |l: Logins| (l.keeps_no_key, l.is_for_one_address, l.is_only_way);
    assert_eq!(is(found(&board, BASTION)), (false, true, true));
    assert_eq!(is(found(&board, BASTION + 1)), (true, true, true));
    let ssh = |peer: &str, value: Value| {
        let mut rule = json!({ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22 });
        rule[peer] = value;
        json!([rule])
    };
    let open = with(
        &board,
        &[(33, "IpPermissions", ssh("CidrIp", json!("0.0.0.0/0")))],
    );
    assert_eq!(is(found(&open, BASTION)), (false, false, true));
    let beside = with(
        &board,
        &[(WEB_SG, "IpPermissions", ssh("CidrIp", json!("10.0.0.0/16")))],
    );
    assert_eq!(is(found(&beside, BASTION)), (false, true, false));
    assert_eq!(logins(&board, PartId(12)), None);
}

/// Note C11: five addresses of each subnet are AWS's, and a group that is to grow runs out of a /28.
#[test]
fn the_address_plan_says_what_is_kept_and_what_runs_out() {
    let plan = |board: &Document| {
        let mut harness = Harness::new(board.clone());
        harness.until(5.0);
        address_plan(harness.session.simulation(), board, PartId(1))
    };
    let board = preset("default");
    let whole = plan(&board);
    assert_eq!(whole.len(), 6);
    assert!(
        whole
            .iter()
            .all(|s| s.usable == 251 && s.shortage.is_none())
    );
    let kept: Vec<String> = whole[0].block.reserved().map(|a| a.to_string()).collect();
    assert_eq!(
        kept,
        ["10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.255"]
    );
    // Two servers in two subnets now, forty at the most: 19 more each, and 10 are left.
    let small = with(
        &board,
        &[
            (3, "CidrBlock", json!("10.0.0.0/28")),
            (4, "CidrBlock", json!("10.0.10.0/28")),
            (GROUP, "MaxSize", json!(40)),
        ],
    );
    let small = plan(&small);
    let of = |id: u32| {
        small
            .iter()
            .find(|s| s.subnet == PartId(id))
            .expect("a subnet")
    };
    assert_eq!((of(4).usable, of(4).free), (11, 10));
    assert_eq!(of(4).shortage, Some(Shortage::Groups(19)));
    assert_eq!(of(3).shortage, Some(Shortage::Balancer));
    assert_eq!(of(8).shortage, None);
}
