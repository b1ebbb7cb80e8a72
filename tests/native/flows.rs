//! What the board of a Network Load Balancer teaches: whole connections to targets, whoever they are.

use serde_json::{Value, json};
use swell_core::balancing::Balancing;
use swell_core::base::id::PartId;
use swell_core::contract::Member as _;
use swell_core::document::command::Command;
use swell_core::engine::injection::InstanceFault;
use swell_core::kinds::LivePart;
use swell_core::kinds::network_load_balancer::NetworkLoadBalancer;
use swell_core::kinds::station::Station;
use swell_core::rules::health::TargetState;
use swell_core::world::log::What;
use swell_core::world::request::FailureCause;
use swell_tests::boards::{document, preset};
use swell_tests::harness::{BALANCER, GROUP, Harness, USERS};

const NLB: u32 = 17;
const FRONT: u32 = 18;

fn chain() -> Value {
    preset("nlb-before-alb").to_value()
}

fn params(board: &mut Value, part: u32, new: Value) {
    let mut parts = board["parts"].as_array_mut().expect("parts").iter_mut();
    let part = parts.find(|p| p["id"] == part).expect("drawn");
    for (key, value) in new.as_object().expect("parameters") {
        part["params"][key] = value.clone();
    }
}

/// The chain without its ALB: the group's servers are targets of the NLB.
fn straight(users: Value) -> Value {
    let mut board = chain();
    params(&mut board, USERS, users);
    params(&mut board, GROUP, json!({ "HealthCheckType": "EC2" }));
    let is_left =
        |p: &Value| ![BALANCER, BALANCER + 1].contains(&(p["id"].as_u64().unwrap() as u32));
    board["parts"]
        .as_array_mut()
        .expect("parts")
        .retain(is_left);
    let links = board["links"].as_array_mut().expect("links");
    links.retain(|link| link["id"] != 22);
    for link in links.iter_mut().filter(|link| link["id"] == 21) {
        link["to"] = json!(GROUP);
    }
    board
}

fn nlb(harness: &Harness) -> &NetworkLoadBalancer {
    NetworkLoadBalancer::of(harness.part(NLB)).expect("the NLB")
}

/// Requests by target, the busiest first.
fn shares(balancing: &Balancing) -> Vec<f64> {
    let targets = balancing.pools.iter().flat_map(|pool| &pool.targets);
    let counts: Vec<f64> = targets.map(|t| t.requests as f64).collect();
    let all: f64 = counts.iter().sum();
    let mut shares: Vec<f64> = counts.iter().map(|count| count / all).collect();
    shares.sort_by(|a, b| b.total_cmp(a));
    shares
}

/// Spec 5.13, case 3: fixed addresses before layer-7 rules.
#[test]
fn two_balancers_in_a_row_conserve_requests_at_every_part() {
    let mut harness = Harness::new(document(chain()));
    harness.until(600.0);
    assert_eq!(harness.totals().failed, 0);
    harness.set(USERS, "users", json!(0)).until(700.0);
    let totals = harness.totals();
    assert_eq!(totals.sent, totals.ok);
    assert_eq!(nlb(&harness).balancing.outstanding(), 0);
    assert_eq!(harness.balancer().balancing.outstanding(), 0);
    assert!(nlb(&harness).counts.requests > 15_000);
    assert_eq!(
        nlb(&harness).counts.requests,
        harness.balancer().codes.requests
    );
    let members = harness.group().members.iter();
    let served: u64 = members.map(|m| harness.instance(m.part.at).answered).sum();
    assert_eq!(served, harness.balancer().codes.requests);
    // One target, in all zones: the balancer behind answers its health checks.
    let LivePart::TargetGroup(front) = harness.part(FRONT) else {
        panic!("part {FRONT} is a target group");
    };
    let states: Vec<TargetState> = front.targets().map(|(_, t)| t.health.state).collect();
    assert_eq!(states, [TargetState::Healthy]);
    assert!(front.probes_passed > 10 && front.probes_failed == 0);
}

/// Spec 5.13: requests of one client do not spread; an ALB deals out single requests.
#[test]
fn five_clients_that_keep_their_connections_load_servers_by_fifths() {
    let users = |keep_alive: bool| json!({ "users": 5, "requests_per_user_s": 6, "keep_alive": keep_alive });
    let mut kept = Harness::new(document(straight(users(true))));
    kept.until(600.0);
    assert!((1..=5).contains(&nlb(&kept).counts.new_flows));
    for share in shares(&nlb(&kept).balancing) {
        let fifths = share * 5.0;
        assert!((fifths - fifths.round()).abs() < 0.1, "{share}");
    }
    let mut each = Harness::new(document(straight(users(false))));
    each.until(600.0);
    assert_eq!(nlb(&each).counts.new_flows, nlb(&each).counts.requests);
    let mut dealt = chain();
    params(&mut dealt, USERS, users(true));
    let mut dealt = Harness::new(document(dealt));
    dealt.until(600.0);
    for shares in [
        shares(&nlb(&each).balancing),
        shares(&dealt.balancer().balancing),
    ] {
        assert_eq!(shares.len(), 4);
        assert!(
            shares.iter().all(|share| (share - 0.25).abs() < 0.02),
            "{shares:?}"
        );
    }
}

/// A zone's node goes with it; clients open new connections to the address that is left.
#[test]
fn a_lost_zone_moves_all_flows_to_the_other() {
    for board in [chain(), straight(json!({}))] {
        let mut harness = Harness::new(document(board));
        harness.until(60.0).zone(2, false).until(300.0);
        let failed = harness.totals().failed + harness.totals().gave_up;
        harness.until(600.0);
        assert_eq!(harness.totals().failed + harness.totals().gave_up, failed);
        assert_eq!(nlb(&harness).balancing.zones_up, 0b10);
        let ok = harness.totals().ok;
        assert!(ok > 15_000, "{ok}");
    }
}

/// Spec 5.7, 5.13: connections of a target that turns unhealthy are reset; with none left that is
/// healthy all get traffic.
#[test]
fn with_all_targets_unhealthy_flows_go_on() {
    let mut harness = Harness::new(document(straight(json!({ "users": 600 }))));
    harness.until(60.0);
    let before = nlb(&harness).counts.new_flows;
    for server in 1..=4 {
        harness.fault(server, InstanceFault::BreakHealthCheck);
    }
    harness.until(300.0);
    let counts = &nlb(&harness).counts;
    assert!(
        counts.new_flows > before + 300,
        "all connect anew: {}",
        counts.new_flows
    );
    let failed = harness.totals().failed;
    assert_eq!(
        harness.failures(0),
        failed,
        "resets, and no status of its own"
    );
    assert!(failed <= counts.elb_resets, "{failed}");
    let ok = harness.totals().ok;
    harness.until(600.0);
    assert_eq!(harness.totals().failed, failed);
    assert!(harness.totals().ok > ok + 10_000);
}

/// NLB "Target group health": with an interval set and termination off an unhealthy target keeps what it has
/// for so long as `unhealthy.draining`, takes nothing new, and is reset then, or is well again.
#[test]
fn an_unhealthy_target_may_drain_before_its_flows_are_reset() {
    const INTERVAL: &str = "target_health_state.unhealthy.draining_interval_seconds";
    const TERMINATION: &str = "target_health_state.unhealthy.connection_termination.enabled";
    let start = || {
        let mut harness = Harness::new(document(straight(json!({ "users": 40 }))));
        harness
            .set(NLB, TERMINATION, json!(false))
            .set(NLB, INTERVAL, json!(120))
            .set(FRONT, "HealthyThresholdCount", json!(2))
            .until(60.0)
            .fault(1, InstanceFault::BreakHealthCheck);
        harness
    };
    let when = |harness: &Harness, state: TargetState| {
        harness.when(|what| matches!(what, What::TargetHealthChanged { to, .. } if *to == state))
    };
    let busy = |harness: &Harness| {
        let targets = nlb(harness).balancing.pools.iter().flat_map(|p| &p.targets);
        targets.map(|t| t.requests).collect::<Vec<u64>>()
    };
    let mut harness = start();
    while when(&harness, TargetState::UnhealthyDraining).is_empty() {
        let next = harness.now() + 1.0;
        assert!(next < 300.0, "never unhealthy");
        harness.until(next);
    }
    let drains_at = when(&harness, TargetState::UnhealthyDraining)[0];
    assert_eq!(when(&harness, TargetState::Unhealthy), Vec::<f64>::new());
    let (resets, before) = (nlb(&harness).counts.elb_resets, busy(&harness));
    let opened = nlb(&harness).counts.new_flows;
    harness.until(drains_at + 100.0);
    let after = busy(&harness);
    assert!(after[0] > before[0], "its connections go on: {after:?}");
    assert!(
        nlb(&harness).counts.new_flows < opened + 10,
        "nobody connects anew"
    );
    assert_eq!(nlb(&harness).counts.elb_resets, resets);
    harness.until(drains_at + 121.0);
    assert_eq!(when(&harness, TargetState::Unhealthy), [drains_at + 120.0]);
    let left = busy(&harness)[0];
    harness.until(drains_at + 180.0);
    assert_eq!(busy(&harness)[0], left, "all went elsewhere");
    assert!(
        nlb(&harness).counts.new_flows > opened + 3,
        "by new connections"
    );
    // One that recovers in time loses nothing.
    let mut harness = start();
    harness
        .until(drains_at + 10.0)
        .fault(1, InstanceFault::Heal);
    harness.until(drains_at + 300.0);
    assert_eq!(when(&harness, TargetState::Unhealthy), Vec::<f64>::new());
    assert_eq!(when(&harness, TargetState::Healthy).len(), 1);
    assert_eq!(nlb(&harness).counts.elb_resets, 0);
}

/// It has no 503 to answer with.
#[test]
fn without_a_target_connections_are_reset() {
    let mut harness = Harness::new(document(straight(json!({}))));
    harness
        .until(60.0)
        .edit(Command::Remove { ids: vec![GROUP] });
    harness.until(120.0);
    assert!(harness.failures(0) > 500);
    assert_eq!(harness.failures(503), 0);
    let causes = harness.client_stats().failures.iter().map(|f| f.1);
    assert!(causes.clone().any(|cause| cause == FailureCause::NoTarget));
}

/// Spec 5.4: targets by address, on premises: a plain server that stands in no zone.
#[test]
fn a_plain_server_is_a_target_of_every_zone() {
    let mut board = straight(json!({}));
    let parts = board["parts"].as_array_mut().expect("parts");
    parts.push(json!({ "id": 40, "kind": "station", "params": { "servers": 8 } }));
    let links = board["links"].as_array_mut().expect("links");
    links.retain(|link| link["id"] != 21);
    links.push(json!({ "id": 41, "from": FRONT, "to": 40, "protocol": "http" }));
    params(&mut board, FRONT, json!({ "HealthCheckProtocol": "TCP" }));
    let mut harness = Harness::new(document(board));
    harness.until(600.0);
    let ok = harness.totals().ok;
    assert!(ok > 15_000, "{ok}");
    assert_eq!(harness.totals().failed, 0);
    let station = harness.session.simulation().part(PartId(40));
    assert!(
        station
            .and_then(Station::of)
            .is_some_and(|s| s.served >= ok)
    );
    assert_eq!(nlb(&harness).counts.crossing_bytes, 0);
}
