//! A balancer becomes one of another type in its place (spec 5.1, note E5): what it keeps, what the
//! drawing loses, and what is otherwise from then on.

use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::contract::{Issue, IssueWhat, Protocol};
use swell_core::document::Document;
use swell_core::document::swap::Swap;
use swell_core::kinds::KindId;
use swell_core::rules::balancer_type::{ClientAddress, Difference, LoadBalancerType, Setting};
use swell_core::rules::validate::Warning;
use swell_core::scenario::catalog;
use swell_tests::boards::{preset, set};
use swell_tests::harness::Harness;
use swell_tests::invariants;

const BALANCER: PartId = PartId(12);
const TARGETS: PartId = PartId(13);

const ALB: KindId = KindId::LoadBalancer;
const NLB: KindId = KindId::NetworkLoadBalancer;
const GWLB: KindId = KindId::GatewayLoadBalancer;
const CLB: KindId = KindId::ClassicLoadBalancer;

fn swap(document: &Document, to: KindId) -> Swap {
    document.swap(BALANCER, to).expect("a balancer")
}

fn swapped(document: &Document, to: KindId) -> Document {
    let mut after = document.clone();
    after.apply(swap(document, to).command).expect("it fits");
    after
}

/// Every balancer of every board, into every other type: one edit that opens again and can be undone,
/// with the part in its place.
#[test]
fn every_pair_of_types_is_one_edit_that_keeps_the_part_in_its_place() {
    let mut pairs = 0;
    for ready in catalog::PRESETS {
        let before = preset(ready.id);
        let balancers = before.parts.iter().filter_map(|part| {
            part.kind()?.balancer()?;
            Some(part.id)
        });
        for id in balancers {
            for to in [ALB, NLB, GWLB, CLB] {
                let Some(swap) = before.swap(id, to) else {
                    assert_eq!(before.part(id).and_then(|part| part.kind()), Some(to));
                    continue;
                };
                pairs += 1;
                let mut after = before.clone();
                let inverse = after.apply(swap.command).expect(ready.id);
                let (old, new) = (before.part(id).unwrap(), after.part(id).unwrap());
                assert_eq!(new.kind(), Some(to), "{}", ready.id);
                let place = |document: &Document| document.layout.get(&id.0).cloned();
                assert_eq!(place(&before), place(&after));
                assert_eq!((&new.name, &new.stands_in), (&old.name, &old.stands_in));
                let fits = |part: &&swell_core::document::Part| {
                    part.kind().is_none_or(|kind| kind.may_belong_to(to))
                };
                let at_most = |group: &&swell_core::document::Part| after.part(group.id).is_some();
                let kept = before.children(id).filter(fits).filter(at_most).count();
                assert_eq!(after.children(id).count(), kept);
                invariants::document_is_stable(&after);
                after.apply(inverse).expect("undone");
                assert_eq!(after, before, "{}", ready.id);
            }
        }
    }
    assert!(pairs > 60, "{pairs}");
}

/// The same while it runs: everything in hand ends, laws hold, and the way back serves again.
#[test]
fn a_run_goes_on_through_every_type_and_back() {
    for board in [
        "default",
        "balancer-types",
        "gwlb-inspection",
        "listener-rules",
    ] {
        for to in [ALB, NLB, GWLB, CLB] {
            let before = preset(board);
            if before.swap(BALANCER, to).is_none() {
                continue;
            }
            let mut harness = Harness::new(before.clone());
            harness
                .until(60.0)
                .edit(swap(&before, to).command)
                .until(240.0);
            let served = |harness: &Harness| harness.totals().ok;
            let middle = served(&harness);
            assert!(harness.session.undo());
            harness.until(420.0);
            assert!(served(&harness) > middle + 100, "{board} {to:?}");
            invariants::survives_saving(harness.session.simulation());
        }
    }
}

/// A web balancer with listener rules and cookies loses both before the packets of an NLB.
#[test]
fn what_an_alb_loses_as_an_nlb_is_counted_before_it_is_done() {
    let mut board = preset("listener-rules");
    set(&mut board, TARGETS.0, "stickiness.enabled", json!(true));
    set(&mut board, 14, "slow_start.duration_seconds", json!(30));
    let found = swap(&board, NLB);
    assert_eq!(
        found.breaks,
        [
            Difference::Rules(6),
            Difference::Unset(Setting::Stickiness, 1),
            Difference::Unset(Setting::SlowStart, 1),
            Difference::HasRules(false),
        ]
    );
    assert_eq!(
        found.differs,
        [
            Difference::Answers(false),
            Difference::KeepsAddresses(true),
            Difference::ClientAddress(ClientAddress::Packet),
            Difference::CrossesZones(false),
            Difference::ChargesZones(true),
        ]
    );
    let after = swapped(&board, NLB);
    let is_listener = |part: &&swell_core::document::Part| part.kind() == Some(KindId::Listener);
    assert!(!after.parts.iter().any(|part| is_listener(&part)));
    let group = after.part(TARGETS).unwrap().params().unwrap().to_value();
    assert_eq!(group["stickiness.enabled"], json!(false));
    assert_eq!(group["load_balancing.cross_zone.enabled"], json!(false));
}

#[test]
fn security_groups_stay_where_there_are_some_and_end_at_a_gateway() {
    let board = preset("security-groups");
    let groups = |document: &Document| {
        let params = document.part(BALANCER).and_then(|part| part.params());
        params.map_or(0, |params| params.references().len())
    };
    for to in [NLB, CLB] {
        assert!(
            !swap(&board, to)
                .breaks
                .contains(&Difference::SecurityGroups(1))
        );
        assert_eq!(groups(&swapped(&board, to)), 1, "{to:?}");
    }
    let as_gateway = swap(&board, GWLB).breaks;
    assert!(
        as_gateway.contains(&Difference::SecurityGroups(1)),
        "{as_gateway:?}"
    );
    assert!(as_gateway.contains(&Difference::WaysIn(1)));
    assert!(as_gateway.contains(&Difference::Targets(2)));
    assert!(as_gateway.contains(&Difference::HasName(false)));
}

/// An NLB's fixed addresses go, and so does the ALB behind it where only servers can be registered.
#[test]
fn an_nlb_before_an_alb_loses_its_addresses_and_its_target() {
    let board = preset("nlb-before-alb");
    let front = PartId(17);
    let as_clb = board.swap(front, CLB).expect("a balancer").breaks;
    for lost in [
        Difference::Targets(1),
        Difference::ElasticIps,
        Difference::KeepsAddresses(false),
    ] {
        assert!(as_clb.contains(&lost), "{lost:?} {as_clb:?}");
    }
    // What stands behind it may be registered as an ALB alone.
    let behind = board.swap(BALANCER, NLB).expect("a balancer").breaks;
    assert!(behind.contains(&Difference::WaysIn(1)), "{behind:?}");
}

/// An ALB needs two zones, the others one.
#[test]
fn in_one_zone_only_an_alb_is_refused() {
    let mut board = preset("nlb-to-servers");
    let frames = vec![PartId(3)];
    let part = BALANCER;
    let stand = swell_core::document::command::Command::StandIn { part, frames };
    board.apply(stand).expect("it stands there");
    assert!(swap(&board, ALB).breaks.contains(&Difference::Zones));
    assert!(!swap(&board, CLB).breaks.contains(&Difference::Zones));
}

/// The answers of a balancer without targets: a code of an ALB, a reset of an NLB.
#[test]
fn users_of_an_alb_without_servers_hear_503_and_of_an_nlb_nothing() {
    for (to, is_code) in [(None, true), (Some(NLB), false), (Some(CLB), true)] {
        let mut board = preset("default");
        let cut = board.links.iter().find(|link| link.from == TARGETS);
        let ids = vec![cut.expect("a line").id.0];
        board
            .apply(swell_core::document::command::Command::Remove { ids })
            .expect("it can go");
        let board = to.map_or_else(|| board.clone(), |to| swapped(&board, to));
        let mut harness = Harness::new(board);
        harness.until(120.0);
        assert_eq!(harness.failures(503) > 0, is_code, "{to:?}");
        assert_eq!(harness.failures(0) > 0, !is_code, "{to:?}");
    }
}

#[test]
fn only_balancers_are_swapped_and_never_for_the_same() {
    let board = preset("default");
    assert!(board.swap(BALANCER, ALB).is_none());
    assert!(board.swap(BALANCER, KindId::Instance).is_none());
    assert!(board.swap(TARGETS, NLB).is_none());
    let types = KindId::ALL.iter().filter_map(|kind| kind.balancer());
    let mut types: Vec<LoadBalancerType> = types.collect();
    types.sort_by_key(|of| LoadBalancerType::ALL.iter().position(|one| one == of));
    assert_eq!(types, LoadBalancerType::ALL);
    // Whoever is reached by name alone accepts what a name leads to.
    for kind in [ALB, NLB, CLB] {
        assert!(kind.spec().accepts.contains(&Protocol::Http));
    }
}

/// Servers that let in the ALB's group alone let nobody in by an NLB without one: the client's address stays
/// in the packet (spec 5.13, 17).
#[test]
fn a_target_that_admits_the_balancer_and_not_its_clients_is_warned_of() {
    let warned = |document: &Document| {
        let issues = document.issues();
        let what = IssueWhat::Warning(Warning::ClientsNotAdmitted);
        let is_it = |issue: &&Issue| issue.what == what && issue.part == Some(BALANCER);
        issues.iter().filter(is_it).count()
    };
    let with_own = swapped(&preset("security-groups"), NLB);
    assert_eq!(warned(&with_own), 0);
    let mut without = with_own;
    set(&mut without, BALANCER.0, "SecurityGroups", json!([]));
    assert_eq!(warned(&without), 1);
    let anybody =
        json!([{ "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0" }]);
    set(&mut without, 31, "IpPermissions", anybody);
    assert_eq!(warned(&without), 0);
}
