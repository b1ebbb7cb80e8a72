//! What the board of security groups teaches: a chain in which each group lets in the one before it,
//! and a drop that is a time-out and no refusal (spec 13.3).

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::document::check::IssueWhat;
use swell_core::document::command::Command;
use swell_core::document::reach::Reachable;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::LivePart;
use swell_core::kinds::users::ClientStats;
use swell_core::observe::meters::Meters;
use swell_core::observe::reach::{Cell, Matrix};
use swell_core::rules::health::TargetState;
use swell_core::rules::network::Reach;
use swell_core::session::Session;
use swell_core::world::log::{ProbeFailure, What};
use swell_core::world::request::FailureCause;
use swell_tests::boards::{document, preset};
use swell_tests::harness::{BALANCER, Harness, USERS};

const VPC: u32 = 1;
const ATTACKER: u32 = 11;
const SERVER: u32 = 14;
const OTHER: u32 = 15;
const DATABASE: u32 = 20;
const ALB_SG: u32 = 30;
const WEB_SG: u32 = 31;
const DB_SG: u32 = 32;

fn harness() -> Harness {
    Harness::new(preset("security-groups"))
}

fn client_stats(harness: &Harness, users: u32) -> &ClientStats {
    match harness.part(users) {
        LivePart::Users(users) => &users.stats,
        _ => panic!("part {users} are users"),
    }
}

fn failures(harness: &Harness, code: u16, cause: FailureCause) -> u64 {
    let all = client_stats(harness, USERS).failures.iter();
    all.filter(|f| (f.0, f.1) == (code, cause))
        .map(|f| f.2)
        .sum()
}

fn states(harness: &Harness) -> Vec<(TargetState, Option<ProbeFailure>)> {
    let targets = harness.targets().targets();
    targets.map(|(_, t)| (t.health.state, t.reason)).collect()
}

fn from_group(group: u32) -> Value {
    json!([{ "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "GroupId": group }])
}

#[test]
fn the_card_of_users_shows_what_its_own_users_feel() {
    let mut harness = harness();
    let mut meters = Meters::default();
    harness.until(60.0);
    meters.turn(harness.session.simulation());
    harness.until(90.0);
    let simulation = harness.session.simulation();
    meters.turn(simulation);
    let failed_percent = |users: u32| {
        let at = simulation.control().ix(PartId(users)).expect("users");
        let face = meters.face(simulation, at);
        face.client.expect("they have users").failed_percent
    };
    assert_eq!(failed_percent(USERS), 0.0);
    assert_eq!(failed_percent(ATTACKER), 100.0);
}

#[test]
fn each_group_lets_in_the_one_before_it_and_nobody_else() {
    let board = preset("security-groups");
    let reachable = Reachable::on(&board);
    let verdict = |from, to| reachable.verdict(PartId(from), PartId(to));
    let open = |group| Reach::Open {
        by: Some((PartId(group), 0)),
    };
    let closed = Reach::NoGroupRule { is_far: true };
    assert_eq!(verdict(USERS, BALANCER), open(ALB_SG));
    assert_eq!(verdict(ATTACKER, BALANCER), open(ALB_SG));
    assert_eq!(verdict(BALANCER, SERVER), open(WEB_SG));
    assert_eq!(verdict(SERVER, DATABASE), open(DB_SG));
    assert_eq!(verdict(ATTACKER, SERVER), closed);
    assert_eq!(verdict(OTHER, SERVER), closed);
    assert_eq!(verdict(BALANCER, DATABASE), closed);
    // Isolated, so the route is asked before any group.
    assert_eq!(verdict(ATTACKER, DATABASE), Reach::NoRoute);
    let from = PartId(ATTACKER);
    let told: Vec<_> = board
        .issues()
        .into_iter()
        .map(|i| (i.part, i.what))
        .collect();
    let expected = IssueWhat::Unreachable { from, by: closed };
    assert_eq!(told, [(Some(PartId(SERVER)), expected)]);
}

#[test]
fn the_matrix_says_what_the_run_lets_through_and_by_which_rule() {
    let mut harness = harness();
    harness.until(10.0);
    let matrix = |harness: &Harness, scope| {
        let session = &harness.session;
        Matrix::of(session.simulation(), session.board(), PartId(scope))
    };
    let ids = |all: &[PartId]| all.iter().map(|id| id.0).collect::<Vec<_>>();
    let all = matrix(&harness, VPC);
    assert_eq!(ids(&all.to), [BALANCER, SERVER, OTHER, DATABASE]);
    let rows: Vec<u32> = all.rows.iter().map(|(from, _)| from.0).collect();
    assert_eq!(rows, [USERS, ATTACKER, BALANCER, SERVER, OTHER]);
    let open = |row: &(PartId, Vec<Option<Cell>>)| {
        let cells = row.1.iter().flatten();
        cells
            .filter(|cell| matches!(cell.by, Reach::Open { .. }))
            .count()
    };
    let counts: Vec<usize> = all.rows.iter().map(open).collect();
    // The group of the balancer lets in everybody, servers too.
    assert_eq!(counts, [1, 1, 2, 2, 2]);
    let cell = |matrix: &Matrix| matrix.cell(PartId(BALANCER), PartId(SERVER)).expect("both");
    let by = Some((PartId(WEB_SG), 0));
    let (by, is_wired) = (Reach::Open { by }, true);
    assert_eq!(cell(&all), Cell { by, is_wired });
    assert_eq!(all.cell(PartId(SERVER), PartId(SERVER)), None);
    // By a filter: those that list it; by a subnet: those that stand there.
    assert_eq!(ids(&matrix(&harness, WEB_SG).to), [SERVER, OTHER]);
    assert_eq!(ids(&matrix(&harness, 4).to), [SERVER]);
    let (part, fault) = (PartId(WEB_SG), "rule_removed".to_owned());
    harness.session.inject(Injection::Part { part, fault });
    let by = Reach::NoGroupRule { is_far: true };
    assert_eq!(cell(&matrix(&harness, WEB_SG)), Cell { by, is_wired });
}

#[test]
fn the_chain_works_and_who_dials_a_server_directly_hears_nothing() {
    let mut harness = harness();
    harness.until(180.0);
    let users = client_stats(&harness, USERS);
    assert!(users.ok > 1_500 && users.failed == 0, "{users:?}");
    let attacker = client_stats(&harness, ATTACKER);
    assert!(attacker.ok == 0 && attacker.failed > 100, "{attacker:?}");
    let causes = attacker.failures.iter().map(|f| (f.0, f.1));
    assert!(causes.eq([(0, FailureCause::ConnectTimeout)]));
}

#[test]
fn without_its_rule_a_group_drops_requests_and_health_checks_until_it_is_back() {
    let mut harness = harness();
    harness.until(60.0).set(WEB_SG, "IpPermissions", json!([]));
    // What was under way is answered, and nobody hears of a drop for 10 s.
    harness.until(69.9);
    assert_eq!(client_stats(&harness, USERS).failed, 0);
    harness.until(200.0);
    let timed_out = failures(&harness, 504, FailureCause::ConnectTimeout);
    assert!(timed_out > 1_000, "{timed_out}");
    assert_eq!(
        client_stats(&harness, USERS).failed,
        timed_out,
        "no refusals"
    );
    let silent = (TargetState::Unhealthy, Some(ProbeFailure::Timeout));
    assert_eq!(states(&harness), [silent; 2]);
    harness.set(WEB_SG, "IpPermissions", from_group(ALB_SG));
    harness.until(300.0);
    assert_eq!(states(&harness), [(TargetState::Healthy, None); 2]);
    let (ok, failed) = (
        client_stats(&harness, USERS).ok,
        client_stats(&harness, USERS).failed,
    );
    harness.until(360.0);
    assert!(client_stats(&harness, USERS).ok > ok + 500);
    assert_eq!(client_stats(&harness, USERS).failed, failed);
}

#[test]
fn a_rule_that_is_removed_by_mistake_is_missing_until_it_is_restored() {
    let mut harness = harness();
    let fault = |fault: &str| Injection::Part {
        part: PartId(WEB_SG),
        fault: fault.to_owned(),
    };
    let broken = |harness: &Harness| harness.session.simulation().broken(PartId(WEB_SG));
    harness.until(60.0);
    harness.session.inject(fault("rule_removed"));
    harness.until(200.0);
    assert_eq!(broken(&harness), ["rule_removed"]);
    assert!(failures(&harness, 504, FailureCause::ConnectTimeout) > 1_000);
    let silent = (TargetState::Unhealthy, Some(ProbeFailure::Timeout));
    assert_eq!(states(&harness), [silent; 2]);
    let said =
        |what: &What| matches!(what, What::FaultInjected { fault, .. } if fault == "rule_removed");
    assert!(
        harness
            .entries()
            .iter()
            .any(|e| e.part == PartId(WEB_SG) && said(&e.what))
    );
    // The document has the rule: who goes back before the mistake finds it there.
    let now = harness.session.now();
    let before = harness.session.simulation().instant_of_shown(59.0);
    harness.session.seek(before);
    assert!(broken(&harness).is_empty());
    harness.session.seek(now);
    assert_eq!(broken(&harness), ["rule_removed"]);
    harness.session.inject(fault("rule_restored"));
    harness.until(300.0);
    assert!(broken(&harness).is_empty());
    assert_eq!(states(&harness), [(TargetState::Healthy, None); 2]);
}

#[test]
fn a_closed_port_is_refused_at_once_where_a_missing_rule_is_a_time_out() {
    let mut harness = harness();
    let all = json!([{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0" }]);
    harness.until(60.0).set(WEB_SG, "IpPermissions", all);
    harness.until(120.0);
    assert!(
        client_stats(&harness, ATTACKER).ok > 40,
        "the address is open now"
    );
    for server in [SERVER, OTHER] {
        let instance = harness.session.simulation().instance_of(PartId(server), 0);
        let (instance, fault) = (instance.expect("it runs"), InstanceFault::Crash);
        harness
            .session
            .inject(Injection::Instance { instance, fault });
    }
    harness.until(122.0);
    assert!(
        harness.failures(502) > 10,
        "{:?}",
        client_stats(&harness, USERS)
    );
    assert_eq!(harness.failures(504), 0);
}

#[test]
fn servers_wait_for_a_database_that_drops_them() {
    let mut harness = harness();
    harness.until(60.0).set(DB_SG, "IpPermissions", json!([]));
    harness.until(69.9);
    assert_eq!(client_stats(&harness, USERS).failed, 0);
    harness.until(80.0);
    assert!(client_stats(&harness, USERS).failed > 0);
    let healthy = states(&harness).iter().all(|s| s.0 == TargetState::Healthy);
    assert!(healthy, "the page of health asks no database");
}

#[test]
fn a_deleted_group_lets_nobody_in_and_one_undo_brings_all_back() {
    let mut board = preset("security-groups");
    let before = board.clone();
    let ids = vec![ALB_SG];
    let back = board.apply(Command::Remove { ids }).expect("it is there");
    let params = |id| board.params(PartId(id)).expect("there").to_value();
    assert_eq!(params(BALANCER)["SecurityGroups"], json!([]));
    let rule = &params(WEB_SG)["IpPermissions"][0];
    assert!(
        rule["GroupId"].is_null() && rule["CidrIp"].is_null(),
        "{rule}"
    );
    let verdict = Reachable::on(&board).verdict(PartId(BALANCER), PartId(SERVER));
    assert_eq!(verdict, Reach::NoGroupRule { is_far: true });
    board.apply(back).expect("as it was");
    assert_eq!(board, before);
}

#[test]
fn a_group_that_nobody_lists_changes_nothing() {
    let plain = preset("default");
    let mut value = plain.to_value();
    let parts = value["parts"].as_array_mut().expect("parts");
    parts.push(json!({ "id": 90, "kind": "security_group", "of": 1 }));
    let [a, b] = [plain, document(value)].map(|board| {
        let mut session = Session::new(board);
        let end = session.simulation().instant_of_shown(120.0);
        session.advance(end, u64::MAX);
        session.simulation().fingerprint()
    });
    assert_eq!(a, b);
}

#[test]
fn servers_of_a_group_go_by_the_list_of_its_template() {
    let mut value = preset("default").to_value();
    let parts = value["parts"].as_array_mut().expect("parts");
    for part in parts.iter_mut().filter(|p| p["id"] == 15) {
        part["params"]["SecurityGroupIds"] = json!([90]);
    }
    parts.push(json!({ "id": 90, "kind": "security_group", "of": 1 }));
    let mut harness = Harness::new(document(value));
    harness.until(120.0);
    assert!(client_stats(&harness, USERS).ok == 0 && harness.failures(504) > 0);
    let all = json!([{ "IpProtocol": "-1", "CidrIp": "10.0.0.0/16" }]);
    harness.set(90, "IpPermissions", all).until(300.0);
    let ok = client_stats(&harness, USERS).ok;
    harness.until(360.0);
    assert!(client_stats(&harness, USERS).ok > ok + 300);
}

/// A Network Load Balancer leaves the client's address in the packet and checks health in its own name: targets
/// that let in their VPC alone stay healthy, and every client times out (spec 5.13).
#[test]
fn behind_an_nlb_the_targets_group_judges_the_client_and_not_the_balancer() {
    const NLB_SG: u32 = 33;
    let run = |peer: Value, has_own: bool| {
        let mut board = preset("security-groups").to_value();
        let web = |peer: Value| {
            let mut rule = json!({ "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80 });
            let rule_of = rule.as_object_mut().expect("a rule");
            rule_of.extend(peer.as_object().expect("a peer").clone());
            json!([rule])
        };
        let parts = board["parts"].as_array_mut().expect("parts");
        for part in parts.iter_mut() {
            match part["id"].as_u64().map(|id| id as u32) {
                Some(BALANCER) => {
                    part["kind"] = json!("network_load_balancer");
                    part["params"] = match has_own {
                        true => json!({ "SecurityGroups": [NLB_SG] }),
                        false => json!({}),
                    };
                }
                Some(WEB_SG) => part["params"]["IpPermissions"] = web(peer.clone()),
                _ => {}
            }
        }
        let anybody = web(json!({ "CidrIp": "0.0.0.0/0" }));
        parts.push(
            json!({ "id": NLB_SG, "kind": "security_group", "of": VPC, "name": "nlb-sg",
            "params": { "IpPermissions": anybody } }),
        );
        let mut harness = Harness::new(document(board));
        harness.until(120.0);
        let stats = client_stats(&harness, USERS);
        let is_healthy = |(state, _): &(TargetState, _)| *state == TargetState::Healthy;
        (
            states(&harness).iter().all(is_healthy),
            stats.ok > 0,
            stats.failed > 0,
        )
    };
    let vpc = json!({ "CidrIp": "10.0.0.0/16" });
    // Healthy, and no one is served.
    assert_eq!(run(vpc.clone(), false), (true, false, true));
    assert_eq!(run(vpc, true), (true, false, true));
    assert_eq!(
        run(json!({ "CidrIp": "0.0.0.0/0" }), false),
        (true, true, false)
    );
    // Its own group may be named in place of the clients.
    assert_eq!(run(json!({ "GroupId": NLB_SG }), true), (true, true, false));
}
