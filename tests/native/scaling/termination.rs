//! Which instance goes, and how it is drained.

use super::{edited, plain, without};
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::document::command::Command;
use swell_core::engine::injection::InstanceFault;
use swell_core::rules::health::TargetState;
use swell_core::world::log::What;
use swell_core::world::request::FailureCause;
use swell_tests::boards::preset;
use swell_tests::harness::{BALANCER, GROUP, Harness, TARGETS, TEMPLATE, USERS};

/// Spec 7.8: all protected: desired has changed, nothing is ended, and the log says so.
#[test]
fn protected_instances_are_not_scaled_in() {
    let mut harness = plain(&[(GROUP, "DesiredCapacity", json!(4))]);
    harness.until(10.0);
    for serial in 1..=4 {
        harness.fault(serial, InstanceFault::Protect);
    }
    harness.set(GROUP, "DesiredCapacity", json!(2)).until(200.0);
    assert_eq!(
        (harness.group().desired, harness.in_service().len()),
        (2, 4)
    );
    let said = harness.when(|w| matches!(w, What::AllProtected { excess: 2 }));
    assert_eq!(said.len(), 1);
    harness.fault(3, InstanceFault::Protect).until(300.0);
    assert_eq!(harness.in_service(), [1, 2, 4]);
}

#[test]
fn protection_does_not_stop_health_replacement() {
    let mut harness = plain(&[]);
    harness
        .until(67.0)
        .fault(1, InstanceFault::Protect)
        .fault(1, InstanceFault::Crash)
        .until(400.0);
    assert_eq!(harness.in_service(), [2, 3]);
}

#[test]
fn scale_in_takes_from_the_fullest_zone() {
    for seed in 1..=5 {
        let mut document = without(preset("default"), &[16, 17, 18, 19]);
        document.seed = seed;
        let mut harness = Harness::new(edited(document, &[(GROUP, "DesiredCapacity", json!(3))]));
        harness.until(10.0);
        assert_eq!((harness.in_zone(0), harness.in_zone(1)), (2, 1));
        harness.set(GROUP, "DesiredCapacity", json!(2)).until(100.0);
        assert_eq!((harness.in_zone(0), harness.in_zone(1)), (1, 1));
    }
}

/// Two servers with requests of `s` seconds, of which one is to go at second 200.
fn long_requests(s: u32, delay_s: u32) -> Harness {
    let mut harness = plain(&[
        // Half of the four vCPUs are busy.
        (USERS, "users", json!(1)),
        (USERS, "requests_per_user_s", json!(2.0 / f64::from(s))),
        (USERS, "cpu_seconds_per_request", json!(s)),
        (USERS, "cpu_distribution", json!("constant")),
        (BALANCER, "idle_timeout.timeout_seconds", json!(4_000)),
        (
            TARGETS,
            "deregistration_delay.timeout_seconds",
            json!(delay_s),
        ),
        (USERS, "patience_s", json!(600)),
        (GROUP, "MinSize", json!(1)),
    ]);
    harness.until(200.0).set(GROUP, "DesiredCapacity", json!(1));
    harness
}

/// Spec 5.10: what is in flight goes on, at most for the delay; then the client sees 502.
#[test]
fn draining_waits_for_what_is_in_flight_and_cuts_at_the_delay() {
    let mut harness = long_requests(5, 300);
    harness.until(500.0);
    assert_eq!((harness.failures(502), harness.in_service().len()), (0, 1));
    let gone = harness.when(|w| matches!(w, What::InstanceTerminated { .. }));
    // Two vCPUs work off what waits, then 20 s to shut down; far from the whole delay.
    assert!(gone[0] >= 220.0 && gone[0] < 300.0, "{gone:?}");

    let mut harness = long_requests(50, 20);
    let (_, _) = (harness.until(219.0).failures(502), harness.totals());
    assert_eq!(harness.failures(502), 0, "not before the delay is over");
    harness.until(500.0);
    let cut = harness.when(|w| matches!(w, What::ConnectionsCut { .. }));
    assert_eq!(cut.len(), 1);
    assert!((cut[0] - 220.0).abs() < 0.01, "{cut:?}");
    let causes: Vec<_> = harness
        .client_stats()
        .failures
        .iter()
        .map(|f| (f.0, f.1))
        .collect();
    assert_eq!(causes, [(502, FailureCause::ConnectionCut)]);
    let gone = harness.when(|w| matches!(w, What::InstanceTerminated { .. }));
    assert!((gone[0] - 240.0).abs() < 0.01, "{gone:?}");
}

/// Spec 5.10: `full_delay` waits although nothing is in flight.
#[test]
fn draining_may_be_told_to_wait_the_full_delay() {
    for (wait, expected) in [("until_idle", 220.0..230.0), ("full_delay", 520.0..521.0)] {
        let mut harness = plain(&[
            (GROUP, "drain_wait", json!(wait)),
            (GROUP, "MinSize", json!(1)),
        ]);
        harness
            .until(200.0)
            .set(GROUP, "DesiredCapacity", json!(1))
            .until(700.0);
        let gone = harness.when(|w| matches!(w, What::InstanceTerminated { .. }));
        assert!(expected.contains(&gone[0]), "{wait}: {gone:?}");
    }
}

#[test]
fn a_target_group_that_is_removed_while_it_drains_frees_its_instances() {
    let mut harness = long_requests(50, 3_000);
    harness
        .until(210.0)
        .edit(Command::Remove { ids: vec![TARGETS] })
        .until(300.0);
    assert_eq!(harness.group().members.len(), 1);
}

/// Spec 7.8: instances of another template than the current one go first, whatever their version.
#[test]
fn instances_of_a_template_that_was_replaced_go_first() {
    let mut harness = plain(&[(
        GROUP,
        "TerminationPolicies",
        json!(["OldestLaunchTemplate"]),
    )]);
    harness.until(10.0).set(TEMPLATE, "bootstrap_s", json!(5));
    for serial in [1, 2] {
        harness.fault(serial, InstanceFault::Terminate);
    }
    harness.until(200.0);
    assert_eq!(harness.in_service(), [3, 4], "of version 2");
    let document = harness.session.document();
    let mut other = document.part(PartId(TEMPLATE)).expect("there").clone();
    other.id = PartId(document.next_id());
    let ids = vec![TEMPLATE];
    harness.edit(Command::Remove { ids });
    let add = Command::add_part(harness.session.document(), other, None);
    harness.edit(add).set(GROUP, "DesiredCapacity", json!(3));
    harness.until(400.0);
    assert_eq!(harness.in_service(), [3, 4, 5]);
    harness.set(GROUP, "DesiredCapacity", json!(2)).until(410.0);
    assert!(
        harness.in_service().contains(&5),
        "{:?}",
        harness.in_service()
    );
}

/// A place of the engine's table is used again while its old target is still shown as draining.
#[test]
fn an_instance_in_a_used_place_is_ended_though_the_old_target_still_drains() {
    let mut harness = plain(&[(GROUP, "TerminationPolicies", json!(["NewestInstance"]))]);
    for (minute, desired) in [(1.0, 4), (5.0, 2), (6.0, 4), (8.0, 2)] {
        harness
            .until(minute * 60.0)
            .set(GROUP, "DesiredCapacity", json!(desired));
    }
    harness.until(460.0);
    assert_eq!(harness.health(5), Some(TargetState::Healthy));
    harness.until(560.0);
    assert_eq!(
        (harness.group().members.len(), harness.in_service().len()),
        (2, 2)
    );
    let rows = harness
        .targets()
        .targets()
        .filter(|(_, t)| t.instance.serial > 2);
    assert_eq!(rows.count(), 4, "shown until the delay is over");
    harness.until(900.0);
    assert_eq!(harness.targets().targets().count(), 2);
}

/// Spec 5.4: who is wired again within the deregistration delay is registered again.
#[test]
fn a_wire_that_is_put_back_registers_the_draining_targets_again() {
    let mut harness = plain(&[]);
    let document = harness.session.document();
    let wire = document.links.iter().find(|l| l.from == PartId(TARGETS));
    let ids = vec![wire.expect("wired").id.0];
    harness
        .until(60.0)
        .edit(Command::Remove { ids })
        .until(90.0);
    assert_eq!(harness.health(1), Some(TargetState::Draining));
    assert!(harness.session.undo());
    harness.until(91.0);
    assert_eq!(harness.targets().targets().count(), 2, "no second row");
    harness.until(180.0);
    for serial in [1, 2] {
        assert_eq!(
            harness.health(serial),
            Some(TargetState::Healthy),
            "{serial}"
        );
    }
    let failed = harness.totals().failed;
    harness.until(600.0);
    assert_eq!(
        harness.health(1),
        Some(TargetState::Healthy),
        "the old delay is void"
    );
    assert_eq!(harness.totals().failed, failed);
    harness
        .set(GROUP, "MinSize", json!(1))
        .set(GROUP, "DesiredCapacity", json!(1));
    harness.until(700.0);
    assert_eq!(harness.group().members.len(), 1);
}
