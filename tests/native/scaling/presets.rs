//! What the ready-made boards about scaling promise, in numbers.

use super::launches;
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::document::command::Command;
use swell_core::engine::injection::Injection;
use swell_core::kinds::instance::metrics::CPU_UTILIZATION;
use swell_core::world::log::{Verdict, What};
use swell_tests::boards::preset;
use swell_tests::harness::{GROUP, Harness, TEMPLATE, USERS};

/// A ready-made board whose rush comes at second 7.
fn rushed(id: &str, until_s: f64) -> Harness {
    let mut harness = Harness::new(preset(id));
    harness.until(7.0);
    rush(&mut harness);
    harness.until(until_s);
    harness
}

fn rush(harness: &mut Harness) {
    let users = PartId(USERS);
    harness.session.inject(Injection::Surge { users });
}

fn sizes(harness: &Harness) -> Vec<(u32, u32)> {
    harness.changes().iter().map(|m| (m.1, m.2)).collect()
}

/// CPU of the group over the newest minutes. Units: percent.
fn cpu(harness: &Harness) -> f64 {
    let simulation = harness.session.simulation();
    let group = simulation.control().ix(PartId(GROUP)).expect("the group");
    let newest = simulation
        .control()
        .published
        .newest((group, CPU_UTILIZATION));
    let samples = &newest.expect("it measures").samples;
    samples.sum / samples.count
}

/// A21 of the notes: 80 % or more, and two servers become three, or four.
#[test]
fn cpu_at_80_percent_adds_one_server_and_from_90_percent_two() {
    let mut harness = Harness::new(preset("cpu-80"));
    harness.until(300.0);
    assert_eq!(sizes(&harness), [], "100 users are no reason");
    let mut harness = rushed("cpu-80", 600.0);
    assert_eq!(sizes(&harness), [(2, 3)]);
    harness.until(3_600.0);
    assert_eq!(sizes(&harness), [(2, 3), (3, 2)], "no less than two");
    let mut harness = Harness::new(preset("cpu-80"));
    harness.set(USERS, "surge_users", json!(1_000)).until(7.0);
    rush(&mut harness);
    harness.until(600.0);
    assert_eq!(sizes(&harness), [(2, 4)]);
}

/// E22: two servers at 80 % are four at 40 %.
#[test]
fn target_tracking_orders_all_at_once_and_stays_around_40_percent() {
    let mut harness = rushed("tracking-40", 240.0);
    assert_eq!(sizes(&harness), [(2, 4)]);
    for minute in 6..10 {
        harness.until(f64::from(minute) * 60.0);
        let cpu = cpu(&harness);
        assert!((36.0..44.0).contains(&cpu), "{cpu} %");
    }
}

/// E23 and E26: one at a time, and 300 s of cooldown after each.
#[test]
fn simple_scaling_adds_one_over_70_and_removes_one_at_30_with_300_s_between() {
    let harness = rushed("simple-70-30", 3_600.0);
    assert_eq!(sizes(&harness), [(2, 3), (3, 4), (4, 3), (3, 2)]);
    let moves = harness.changes();
    let ended = |to: u32| {
        let in_service = harness.when(|w| matches!(w, What::InstanceInService { .. }));
        let gone = harness.when(|w| matches!(w, What::InstanceTerminated { .. }));
        if to > 3 { in_service[0] } else { gone[0] }
    };
    let (grown, shrunk) = (moves[1].0 - ended(4), moves[3].0 - ended(2));
    assert!((300.0..360.0).contains(&grown), "{grown}");
    assert!((300.0..360.0).contains(&shrunk), "{shrunk}");
    // What was ignored is listed, with the time that is left and how often it was so.
    for policy in [16, 17] {
        let ignored = harness.verdict(policy, |v| matches!(v, Verdict::CoolingDown { .. }));
        assert!(ignored.expect("it is listed").count >= 3);
    }
}

/// E27 and A23: what the AMI does not bring is installed while users wait.
#[test]
fn a_plain_ami_takes_110_seconds_longer_to_serve() {
    let served = |id: &str| {
        let harness = rushed(id, 900.0);
        let launched = harness.when(|w| matches!(w, What::InstanceLaunched { .. }))[0];
        let healthy = harness.when(|w| {
            use swell_core::rules::health::TargetState::{Healthy, Initial, Unhealthy};
            matches!(
                w,
                What::TargetHealthChanged {
                    from: Initial | Unhealthy,
                    to: Healthy,
                    ..
                }
            )
        });
        (healthy[0] - launched, harness.totals().failed)
    };
    let ((plain, failed), (ready, few)) = (served("plain-ami"), served("default"));
    assert!((40.0..75.0).contains(&ready), "{ready}");
    assert!(plain - ready >= 80.0, "{plain} and {ready}");
    assert!(failed > few + 500, "{failed} and {few} requests failed");
}

/// C4: without its blueprint a group cannot launch, and says why.
#[test]
fn a_group_whose_template_is_removed_says_why_it_does_not_grow() {
    let mut harness = Harness::new(preset("default"));
    harness.until(5.0);
    harness.edit(Command::Remove {
        ids: vec![TEMPLATE],
    });
    rush(&mut harness);
    harness.until(600.0);
    use swell_core::world::log::LaunchFailure::NoTemplate;
    let failed = harness.when(|w| matches!(w, What::LaunchFailed { why: NoTemplate }));
    assert_eq!((failed.len(), launches(&harness)), (1, 0));
    assert_eq!(
        (harness.group().desired, harness.in_service().len()),
        (4, 2)
    );
    assert!(harness.totals().failed > 5_000);
}
