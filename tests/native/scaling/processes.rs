//! Suspended processes (spec 7.13).

use super::{OUT, edited, loaded, plain, terminations, with};
use serde_json::{Value, json};
use swell_core::document::command::Command;
use swell_core::engine::injection::InstanceFault;
use swell_core::kinds::KindId;
use swell_core::rules::health::TargetState;
use swell_core::world::log::{LaunchFailure, TerminationCause, Verdict, What};
use swell_tests::boards::{preset, set};
use swell_tests::harness::{GROUP, Harness, under_load};

fn suspended(process: &str) -> (u32, &'static str, Value) {
    (GROUP, "SuspendedProcesses", json!([process]))
}

#[test]
fn without_launch_nothing_is_added_until_it_is_resumed() {
    let mut harness = loaded(100, &[suspended("Launch")]);
    harness.until(1_000.0);
    assert_eq!(
        (harness.group().desired, harness.group().members.len()),
        (4, 2)
    );
    let said = harness.when(|w| {
        matches!(
            w,
            What::LaunchFailed {
                why: LaunchFailure::Suspended
            }
        )
    });
    assert_eq!(said.len(), 1);
    harness
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(1_011.0);
    assert_eq!(harness.group().members.len(), 4);
}

#[test]
fn without_terminate_nothing_is_removed_until_it_is_resumed() {
    let mut harness = plain(&[suspended("Terminate"), (GROUP, "DesiredCapacity", json!(4))]);
    harness
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(2))
        .until(200.0);
    assert_eq!(
        (harness.group().desired, harness.in_service().len()),
        (2, 4)
    );
    harness
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(300.0);
    assert_eq!(harness.in_service().len(), 2);
}

#[test]
fn without_alarm_notification_policies_are_ignored_and_schedules_run() {
    let raise =
        json!({ "Recurrence": "10 9 * * *", "TimeZone": "Asia/Seoul", "DesiredCapacity": 3 });
    let document = with(under_load(100), 30, KindId::ScheduledAction, raise);
    let mut harness = Harness::new(edited(document, &[suspended("AlarmNotification")]));
    harness.until(900.0);
    assert_eq!(harness.changes(), [(600.0, 2, 3)]);
    assert!(harness.verdict(OUT, |v| *v == Verdict::Suspended).is_some());
}

#[test]
fn without_scheduled_actions_a_missed_one_is_lost() {
    let raise =
        json!({ "Recurrence": "5 9 * * *", "TimeZone": "Asia/Seoul", "DesiredCapacity": 3 });
    let document = with(preset("default"), 30, KindId::ScheduledAction, raise);
    let mut harness = Harness::new(edited(document, &[suspended("ScheduledActions")]));
    harness
        .until(310.0)
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(900.0);
    assert_eq!(harness.changes(), []);
    let fired = harness.when(|w| {
        matches!(
            w,
            What::ScheduleFired {
                is_suspended: true,
                ..
            }
        )
    });
    assert_eq!(fired, [300.0]);
}

#[test]
fn without_add_to_load_balancer_new_ones_stay_unregistered() {
    let mut harness = plain(&[suspended("AddToLoadBalancer")]);
    harness
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(3))
        .until(200.0);
    assert_eq!(harness.in_service(), [1, 2, 3]);
    assert_eq!(harness.health(3), None);
    // Not caught up on resume.
    harness
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(400.0);
    assert_eq!(
        (harness.health(2), harness.health(3)),
        (Some(TargetState::Healthy), None)
    );
    // Nor when a wire somewhere else comes or goes.
    harness.edit(Command::Remove { ids: vec![24] });
    assert!(harness.session.undo());
    harness.until(500.0);
    assert_eq!(harness.health(3), None);
}

#[test]
fn without_health_check_only_what_people_say_counts() {
    let mut harness = plain(&[suspended("HealthCheck")]);
    harness
        .until(67.0)
        .fault(1, InstanceFault::Crash)
        .until(600.0);
    assert_eq!(terminations(&harness), []);
    harness.fault(2, InstanceFault::SetUnhealthy).until(700.0);
    let causes: Vec<_> = terminations(&harness).iter().map(|t| (t.1, t.2)).collect();
    assert_eq!(causes, [(2, TerminationCause::SetUnhealthy)]);
}

#[test]
fn without_replace_unhealthy_sick_ones_are_marked_and_kept() {
    let mut harness = plain(&[suspended("ReplaceUnhealthy")]);
    harness
        .until(67.0)
        .fault(1, InstanceFault::Crash)
        .until(600.0);
    assert_eq!(terminations(&harness), []);
    let member = &harness.group().members[0];
    assert_eq!(
        (member.id.serial, member.unhealthy),
        (1, Some(TerminationCause::UnhealthyTarget))
    );
}

#[test]
fn without_az_rebalance_the_zones_stay_uneven() {
    for (process, expected) in [("AZRebalance", (0, 4)), ("InstanceRefresh", (2, 2))] {
        let mut document = preset("two-zones");
        set(&mut document, GROUP, "SuspendedProcesses", json!([process]));
        let mut harness = Harness::new(document);
        harness
            .until(67.0)
            .zone(2, false)
            .until(600.0)
            .zone(2, true)
            .until(1_500.0);
        assert_eq!(
            (harness.in_zone(0), harness.in_zone(1)),
            expected,
            "{process}"
        );
    }
}

/// Spec 8.6: an edit of something else leaves what a schedule has set; of a limit it moves that one.
#[test]
fn an_edit_of_the_group_leaves_what_a_schedule_has_set() {
    let raise = json!({ "Recurrence": "5 9 * * *", "TimeZone": "Asia/Seoul",
        "MinSize": 3, "MaxSize": 6, "DesiredCapacity": 5 });
    let document = super::without(preset("default"), &[16, 17, 18, 19]);
    let mut harness = Harness::new(with(document, 30, KindId::ScheduledAction, raise));
    let sizes = |harness: &Harness| {
        let group = harness.group();
        (group.min, group.desired, group.max)
    };
    harness.until(400.0);
    assert_eq!(sizes(&harness), (3, 5, 6));
    harness
        .set(GROUP, "HealthCheckGracePeriod", json!(200))
        .until(401.0);
    assert_eq!(sizes(&harness), (3, 5, 6));
    harness.set(GROUP, "MinSize", json!(4)).until(402.0);
    assert_eq!(sizes(&harness), (4, 5, 6));
    // The last word: a maximum below the minimum takes it along.
    harness
        .set(GROUP, "MinSize", json!(1))
        .set(GROUP, "MaxSize", json!(2))
        .until(403.0);
    assert_eq!(sizes(&harness), (1, 2, 2));
}
