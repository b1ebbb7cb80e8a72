//! Suspended processes (spec 7.13).

use super::{OUT, edited, loaded, plain, terminations, with};
use serde_json::{Value, json};
use swell_core::document::command::Command;
use swell_core::engine::injection::InstanceFault;
use swell_core::kinds::KindId;
use swell_core::rules::health::TargetState;
use swell_core::world::log::{LaunchFailure, TerminationCause, Verdict, What};
use swell_tests::boards::{preset, set};
use swell_tests::story::{GROUP, Story, under_load};

fn suspended(process: &str) -> (u32, &'static str, Value) {
    (GROUP, "SuspendedProcesses", json!([process]))
}

#[test]
fn without_launch_nothing_is_added_until_it_is_resumed() {
    let mut story = loaded(100, &[suspended("Launch")]);
    story.until(1_000.0);
    assert_eq!((story.group().desired, story.group().members.len()), (4, 2));
    let said = story.when(|w| {
        matches!(
            w,
            What::LaunchFailed {
                why: LaunchFailure::Suspended
            }
        )
    });
    assert_eq!(said.len(), 1);
    story
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(1_011.0);
    assert_eq!(story.group().members.len(), 4);
}

#[test]
fn without_terminate_nothing_is_removed_until_it_is_resumed() {
    let mut story = plain(&[suspended("Terminate"), (GROUP, "DesiredCapacity", json!(4))]);
    story
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(2))
        .until(200.0);
    assert_eq!((story.group().desired, story.in_service().len()), (2, 4));
    story
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(300.0);
    assert_eq!(story.in_service().len(), 2);
}

#[test]
fn without_alarm_notification_policies_are_ignored_and_schedules_run() {
    let raise =
        json!({ "Recurrence": "10 9 * * *", "TimeZone": "Asia/Seoul", "DesiredCapacity": 3 });
    let document = with(under_load(100), 30, KindId::ScheduledAction, raise);
    let mut story = Story::new(edited(document, &[suspended("AlarmNotification")]));
    story.until(900.0);
    assert_eq!(story.changes(), [(600.0, 2, 3)]);
    assert!(story.verdict(OUT, |v| *v == Verdict::Suspended).is_some());
}

#[test]
fn without_scheduled_actions_a_missed_one_is_lost() {
    let raise =
        json!({ "Recurrence": "5 9 * * *", "TimeZone": "Asia/Seoul", "DesiredCapacity": 3 });
    let document = with(preset("default"), 30, KindId::ScheduledAction, raise);
    let mut story = Story::new(edited(document, &[suspended("ScheduledActions")]));
    story
        .until(310.0)
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(900.0);
    assert_eq!(story.changes(), []);
    let fired = story.when(|w| {
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
    let mut story = plain(&[suspended("AddToLoadBalancer")]);
    story
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(3))
        .until(200.0);
    assert_eq!(story.in_service(), [1, 2, 3]);
    assert_eq!(story.health(3), None);
    // Not caught up on resume.
    story
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(400.0);
    assert_eq!(
        (story.health(2), story.health(3)),
        (Some(TargetState::Healthy), None)
    );
    // Nor when a wire somewhere else comes or goes.
    story.edit(Command::Remove { ids: vec![24] });
    assert!(story.session.undo());
    story.until(500.0);
    assert_eq!(story.health(3), None);
}

#[test]
fn without_health_check_only_what_people_say_counts() {
    let mut story = plain(&[suspended("HealthCheck")]);
    story
        .until(67.0)
        .fault(1, InstanceFault::Crash)
        .until(600.0);
    assert_eq!(terminations(&story), []);
    story.fault(2, InstanceFault::SetUnhealthy).until(700.0);
    let causes: Vec<_> = terminations(&story).iter().map(|t| (t.1, t.2)).collect();
    assert_eq!(causes, [(2, TerminationCause::SetUnhealthy)]);
}

#[test]
fn without_replace_unhealthy_sick_ones_are_marked_and_kept() {
    let mut story = plain(&[suspended("ReplaceUnhealthy")]);
    story
        .until(67.0)
        .fault(1, InstanceFault::Crash)
        .until(600.0);
    assert_eq!(terminations(&story), []);
    let member = &story.group().members[0];
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
        let mut story = Story::new(document);
        story
            .until(67.0)
            .zone(2, false)
            .until(600.0)
            .zone(2, true)
            .until(1_500.0);
        assert_eq!((story.in_zone(0), story.in_zone(1)), expected, "{process}");
    }
}

/// Spec 8.6: an edit of something else leaves what a schedule has set; of a limit it moves that one.
#[test]
fn an_edit_of_the_group_leaves_what_a_schedule_has_set() {
    let raise = json!({ "Recurrence": "5 9 * * *", "TimeZone": "Asia/Seoul",
        "MinSize": 3, "MaxSize": 6, "DesiredCapacity": 5 });
    let document = super::without(preset("default"), &[16, 17, 18, 19]);
    let mut story = Story::new(with(document, 30, KindId::ScheduledAction, raise));
    let sizes = |story: &Story| {
        let group = story.group();
        (group.min, group.desired, group.max)
    };
    story.until(400.0);
    assert_eq!(sizes(&story), (3, 5, 6));
    story
        .set(GROUP, "HealthCheckGracePeriod", json!(200))
        .until(401.0);
    assert_eq!(sizes(&story), (3, 5, 6));
    story.set(GROUP, "MinSize", json!(4)).until(402.0);
    assert_eq!(sizes(&story), (4, 5, 6));
    // The last word: a maximum below the minimum takes it along.
    story
        .set(GROUP, "MinSize", json!(1))
        .set(GROUP, "MaxSize", json!(2))
        .until(403.0);
    assert_eq!(sizes(&story), (1, 2, 2));
}
