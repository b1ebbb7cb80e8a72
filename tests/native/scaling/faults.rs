//! Faults of what the board stands on: no capacity for launches, metrics that do not arrive, a
//! database whose zone goes down (spec 1.5).

use super::{DATABASE, HIGH, default, edited, plain, terminations, without};
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::LivePart;
use swell_core::kinds::database::Database;
use swell_core::kinds::{auto_scaling, instance};
use swell_core::rules::alarm::AlarmState;
use swell_core::rules::database::FAIL_OVER;
use swell_core::world::log::{LaunchCause, LaunchFailure, TerminationCause, What};
use swell_core::world::request::FailureCause;
use swell_tests::boards::preset;
use swell_tests::harness::{GROUP, Harness};

/// Zones of the ready-made boards, and the group's subnets in them.
const FIRST: u32 = 2;
const SECOND: u32 = 6;
const IN_FIRST: PartId = PartId(4);
const IN_SECOND: PartId = PartId(8);

fn capacity(harness: &mut Harness, zone: u32, is_there: bool) {
    let zone = PartId(zone);
    harness.session.inject(match is_there {
        true => Injection::CapacityOn { zone },
        false => Injection::CapacityOff { zone },
    });
}

fn metrics(harness: &mut Harness, is_on: bool) {
    let group = PartId(GROUP);
    harness.session.inject(match is_on {
        true => Injection::MetricsOn { group },
        false => Injection::MetricsOff { group },
    });
}

fn in_zones(harness: &Harness) -> (usize, usize) {
    (harness.in_zone(0), harness.in_zone(1))
}

fn refused_at(harness: &Harness, subnet: PartId) -> Vec<f64> {
    let why = LaunchFailure::InsufficientCapacity { subnet };
    harness.when(|w| *w == What::LaunchFailed { why })
}

/// Four servers in two zones, and nobody who scales.
fn two_zones() -> Harness {
    Harness::new(without(preset("two-zones"), &[16, 17, 18, 19]))
}

/// Spec 7.7: best effort goes to another zone, and is balanced again when it can be.
#[test]
fn launches_go_to_the_zone_that_has_capacity_and_come_back_to_balance() {
    let mut harness = two_zones();
    harness.until(10.0);
    capacity(&mut harness, FIRST, false);
    harness.set(GROUP, "DesiredCapacity", json!(6)).until(300.0);
    assert_eq!(in_zones(&harness), (2, 4));
    let refused = refused_at(&harness, IN_FIRST);
    assert!(refused.first().is_some_and(|s| *s < 11.0), "{refused:?}");
    assert_eq!(harness.in_service().len(), 6);
    let health = harness.when(|w| {
        matches!(w, What::TargetHealthChanged { to, .. } if to.is_unhealthy())
            || matches!(w, What::MarkedOnly { .. } | What::ReplacementLoop { .. })
    });
    assert!(health.is_empty() && terminations(&harness).is_empty());
    assert_eq!(harness.group().failed_rounds, 0);

    capacity(&mut harness, FIRST, true);
    harness.until(1_300.0);
    assert_eq!(
        (in_zones(&harness), harness.in_service().len()),
        ((3, 3), 6)
    );
    let ended: Vec<_> = terminations(&harness).iter().map(|t| t.2).collect();
    assert_eq!(ended, [TerminationCause::Rebalance]);
}

/// Spec 7.2: rebalancing tries after 30 s, doubling, and finds out no sooner.
#[test]
fn rebalancing_into_a_zone_without_capacity_is_tried_again_ever_later() {
    let mut harness = two_zones();
    harness.until(10.0);
    capacity(&mut harness, FIRST, false);
    harness.set(GROUP, "DesiredCapacity", json!(6)).until(600.0);
    let balanced = |w: &What| {
        matches!(
            w,
            What::InstanceLaunched {
                why: LaunchCause::Rebalance { .. },
                ..
            }
        )
    };
    capacity(&mut harness, FIRST, true);
    let from = harness.now();
    harness.until(from + 900.0);
    let at = harness.when(balanced);
    assert_eq!(at.len(), 1, "{at:?}");
    // Tried some 30, 90, 210, 450 and 930 s after the first refusal.
    assert!(at[0] - from > 60.0, "{at:?}");
}

/// Spec 7.2: 30 s, then 60, then 120.
#[test]
fn with_no_capacity_anywhere_launches_wait_and_are_tried_again() {
    let mut harness = two_zones();
    harness.until(10.0);
    capacity(&mut harness, FIRST, false);
    capacity(&mut harness, SECOND, false);
    harness.set(GROUP, "DesiredCapacity", json!(6)).until(130.0);
    assert_eq!((in_zones(&harness), harness.group().desired), ((2, 2), 6));
    assert_eq!(refused_at(&harness, IN_FIRST).len(), 1, "said once");
    let failed = LaunchFailure::InsufficientCapacity { subnet: IN_FIRST };
    assert_eq!(harness.group().last_failure, Some(failed));
    capacity(&mut harness, SECOND, true);
    let launches = |w: &What| matches!(w, What::InstanceLaunched { .. });
    harness.until(220.0);
    assert!(
        harness.when(launches).is_empty(),
        "30 + 60 + 120 s after 10"
    );
    harness.until(300.0);
    let at = harness.when(launches);
    assert!(at.iter().all(|s| (220.0..260.0).contains(s)), "{at:?}");
    assert_eq!(in_zones(&harness), (2, 4));
    assert!(terminations(&harness).is_empty());
}

/// Spec 7.7: balanced-only keeps failing there.
#[test]
fn a_strictly_balanced_group_waits_for_its_zone() {
    let mut harness = two_zones();
    harness
        .set(
            GROUP,
            "CapacityDistributionStrategy",
            json!("balanced-only"),
        )
        .until(10.0);
    capacity(&mut harness, SECOND, false);
    harness.set(GROUP, "DesiredCapacity", json!(6)).until(300.0);
    assert_eq!(in_zones(&harness), (3, 2));
    assert!(!refused_at(&harness, IN_SECOND).is_empty());
    capacity(&mut harness, SECOND, true);
    harness.until(900.0);
    assert_eq!(in_zones(&harness), (3, 3));
}

/// What runs in a zone without capacity goes on, and a lost server is replaced in the other.
#[test]
fn a_zone_without_capacity_keeps_what_it_has() {
    let mut harness = two_zones();
    harness.until(10.0);
    capacity(&mut harness, FIRST, false);
    harness.until(300.0);
    assert_eq!(in_zones(&harness), (2, 2));
    assert!(
        harness
            .when(|w| matches!(w, What::LaunchFailed { .. }))
            .is_empty()
    );
    let serial = harness.group().members.iter().find(|m| m.zone == 0);
    let serial = serial.expect("two there").id.serial;
    harness.fault(serial, InstanceFault::Terminate).until(600.0);
    assert_eq!(in_zones(&harness), (1, 3));
}

/// Spec 9.3: a window without a datapoint is what `TreatMissingData` says.
#[test]
fn an_alarm_in_a_metric_gap_does_what_it_is_told_to() {
    for (treat, expected) in [
        ("missing", AlarmState::InsufficientData),
        ("ignore", AlarmState::Ok),
        ("notBreaching", AlarmState::Ok),
        ("breaching", AlarmState::Alarm),
    ] {
        let mut harness = default(&[(HIGH, "TreatMissingData", json!(treat))]);
        let state = |harness: &Harness| match harness.part(HIGH) {
            LivePart::Alarm(alarm) => alarm.machine.state,
            _ => panic!("part {HIGH} is an alarm"),
        };
        harness.until(65.0);
        assert_eq!(state(&harness), AlarmState::Ok);
        metrics(&mut harness, false);
        harness.until(600.0);
        assert_eq!(state(&harness), expected, "{treat}");
        metrics(&mut harness, true);
        harness.until(1_000.0);
        assert_eq!(state(&harness), AlarmState::Ok, "{treat}");
    }
}

/// What was not published is lost, and a sum after the gap is that of its own period: the run with
/// the gap publishes what the same run without it does, less the gap.
#[test]
fn a_metric_gap_is_never_filled() {
    let run = |has_gap: bool| {
        let mut harness = Harness::new(edited(
            without(preset("default"), &[16, 17, 19]),
            &[(HIGH, "EvaluationPeriods", json!(30))],
        ));
        harness.until(65.0);
        metrics(&mut harness, !has_gap);
        harness.until(425.0);
        metrics(&mut harness, true);
        harness.until(905.0);
        harness
    };
    let (with_gap, whole) = (run(true), run(false));
    for metric in [
        instance::metrics::CPU_UTILIZATION,
        instance::metrics::NETWORK_IN,
        instance::metrics::STATUS_CHECK_FAILED,
        auto_scaling::metrics::GROUP_DESIRED_CAPACITY,
    ] {
        let points = |harness: &Harness| {
            let simulation = harness.session.simulation();
            let ix = simulation.control().ix(PartId(GROUP)).expect("there");
            let series = simulation.control().published.series((ix, metric));
            let shown = series.map(|d| (simulation.shown_s(d.end), d.samples.sum));
            shown.filter(|d| d.0 > 0.0).collect::<Vec<_>>()
        };
        let mut expected = points(&whole);
        assert_eq!(expected.len(), 15, "{metric:?}");
        expected.retain(|d| !(65.0..425.0).contains(&d.0));
        assert_eq!(points(&with_gap), expected, "{metric:?}");
    }
}

fn database(harness: &Harness) -> &Database {
    match harness.part(DATABASE) {
        LivePart::Database(database) => database,
        _ => panic!("part {DATABASE} is the database"),
    }
}

fn came_back(harness: &Harness) -> Vec<f64> {
    harness.when(|w| matches!(w, What::DatabaseBack { .. }))
}

/// Spec 10: no automatic fail-over.
#[test]
fn a_database_in_one_zone_is_down_until_its_zone_is_back() {
    let mut harness = plain(&[(DATABASE, "MultiAZ", json!(false))]);
    harness.until(67.0).zone(FIRST, false).until(600.0);
    assert!(!database(&harness).is_up());
    let unreachable = |harness: &Harness| {
        let failures = harness.client_stats().failures.iter();
        let mine = failures.filter(|f| f.1 == FailureCause::DatabaseUnreachable);
        mine.map(|f| f.2).sum::<u64>()
    };
    assert!(unreachable(&harness) > 100);
    harness.zone(FIRST, true).until(610.0);
    assert!(database(&harness).is_up());
    let failed = unreachable(&harness);
    harness.zone(SECOND, false).until(900.0);
    assert!(database(&harness).is_up(), "it is not in that zone");
    assert_eq!(unreachable(&harness), failed);
}

/// Spec 10: 60 to 120 s, and no way back by itself.
#[test]
fn a_multi_az_database_fails_over_to_the_other_zone_and_stays_there() {
    let fail_over_s = FAIL_OVER.s_f64();
    assert!((60.0..=120.0).contains(&fail_over_s));
    let mut harness = plain(&[]);
    harness
        .until(67.0)
        .zone(FIRST, false)
        .until(67.0 + 0.9 * fail_over_s);
    assert!(!database(&harness).is_up());
    harness.until(67.1 + fail_over_s);
    assert!(database(&harness).is_up());
    harness.zone(FIRST, true).until(400.0);
    assert_eq!(came_back(&harness).len(), 1);
    // Its primary is in the other zone now, and the first zone has the standby.
    harness.zone(FIRST, false).until(500.0);
    assert!(database(&harness).is_up());
    harness
        .zone(FIRST, true)
        .until(510.0)
        .zone(SECOND, false)
        .until(520.0);
    assert!(!database(&harness).is_up());
    harness.until(521.0 + fail_over_s);
    assert!(database(&harness).is_up());
    assert_eq!(came_back(&harness).len(), 2);
}

#[test]
fn a_multi_az_database_without_a_zone_for_its_standby_waits_for_one() {
    let mut harness = plain(&[]);
    harness
        .until(67.0)
        .zone(SECOND, false)
        .until(68.0)
        .zone(FIRST, false)
        .until(600.0);
    assert!(!database(&harness).is_up());
    harness.zone(SECOND, true).until(601.0);
    assert!(!database(&harness).is_up(), "the fail-over begins now");
    harness.until(601.0 + FAIL_OVER.s_f64());
    assert!(database(&harness).is_up());
    // Down by hand is another matter, and zones do not end it.
    let database_id = PartId(DATABASE);
    harness.session.inject(Injection::DatabaseDown {
        database: database_id,
    });
    harness.zone(FIRST, true).until(800.0);
    assert!(!database(&harness).is_up());
}

#[test]
fn a_database_in_no_subnet_is_in_no_zone() {
    let mut document = preset("default");
    let part = document.parts.iter_mut().find(|p| p.id.0 == DATABASE);
    part.expect("the database").stands_in.clear();
    let mut harness = Harness::new(document);
    harness
        .until(67.0)
        .zone(FIRST, false)
        .zone(SECOND, false)
        .until(100.0);
    assert!(database(&harness).is_up());
}

/// Spec 7.7: whichever zone is full, what falls on the other is launched, at once and later.
#[test]
fn a_strictly_balanced_group_launches_what_falls_on_the_zone_with_capacity() {
    for (full, subnet) in [(FIRST, IN_FIRST), (SECOND, IN_SECOND)] {
        let strategy = "CapacityDistributionStrategy";
        let mut harness = plain(&[(GROUP, strategy, json!("balanced-only"))]);
        harness.until(10.0);
        capacity(&mut harness, full, false);
        harness.set(GROUP, "DesiredCapacity", json!(4)).until(11.0);
        let (in_full, in_other) = match full {
            FIRST => in_zones(&harness),
            _ => (harness.in_zone(1), harness.in_zone(0)),
        };
        assert_eq!((in_full, in_other), (1, 2), "{full}");
        assert_eq!(refused_at(&harness, subnet).len(), 1, "{full}");
        // A server lost in the zone that has capacity is no matter of the full one.
        let zone = u8::from(full == FIRST);
        let mut members = harness.group().members.iter();
        let serial = members
            .find(|m| m.zone == zone)
            .expect("two there")
            .id
            .serial;
        harness
            .until(60.0)
            .fault(serial, InstanceFault::Terminate)
            .until(121.0);
        let launched = harness.when(|w| matches!(w, What::InstanceLaunched { .. }));
        assert_eq!(launched[1..], [120.0], "{full}");
        capacity(&mut harness, full, true);
        harness.until(900.0);
        assert_eq!(in_zones(&harness), (2, 2), "{full}");
    }
}

/// Spec 18: tries that fail for the same reason are one entry with a count and a last time.
#[test]
fn launches_that_fail_again_are_counted() {
    let mut harness = two_zones();
    harness.until(10.0);
    capacity(&mut harness, FIRST, false);
    capacity(&mut harness, SECOND, false);
    harness.set(GROUP, "DesiredCapacity", json!(6)).until(230.0);
    let is_it = |e: &&swell_core::world::log::Entry| matches!(e.what, What::LaunchFailed { .. });
    let said: Vec<_> = harness.entries().iter().filter(is_it).collect();
    assert_eq!(said.len(), 1);
    // At 10, and 30, 60 and 120 s after each other, at the next beat of 10 s.
    let last_s = harness.session.simulation().shown_s(said[0].last_at);
    assert_eq!((said[0].count, last_s), (4, 230.0));
}
