//! Behaviours of group, balancer and alarms through the whole engine, one sentence each.

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::document::command::Command;
use swell_core::document::{Document, Part as Drawn};
use swell_core::engine::fault::{Incident, InstanceFault};
use swell_core::kinds::{Params, Part};
use swell_core::rules::alarm::AlarmState;
use swell_core::rules::health::TargetState;
use swell_core::rules::reason::Reason;
use swell_core::world::log::{LaunchFailure, TerminationCause, Verdict, What};
use swell_core::world::request::FailureCause;
use swell_tests::boards::{preset, set, with_surge};
use swell_tests::story::{BALANCER, GROUP, Story, TARGETS, TEMPLATE, USERS, under_load};

const OUT: u32 = 16;
const IN: u32 = 17;
const DATABASE: u32 = 20;

fn edited(mut document: Document, fields: &[(u32, &str, Value)]) -> Document {
    for (part, path, value) in fields {
        set(&mut document, *part, path, value.clone());
    }
    document
}

fn default(fields: &[(u32, &str, Value)]) -> Story {
    Story::new(edited(preset("default"), fields))
}

fn loaded(rps: u32, fields: &[(u32, &str, Value)]) -> Story {
    Story::new(edited(under_load(rps), fields))
}

fn without(mut document: Document, ids: &[u32]) -> Document {
    let ids = ids.to_vec();
    document.apply(Command::Remove { ids }).expect("removable");
    document
}

/// Adds a part that belongs to the group.
fn with(mut document: Document, id: u32, kind: &str, params: Value) -> Document {
    let defaults = Params::defaults(kind).expect("a kind");
    let mut all = defaults.to_value();
    for (key, value) in params.as_object().expect("parameters") {
        all[key] = value.clone();
    }
    let params = defaults.parse_like(all).expect("parameters of the kind");
    let mut part = Drawn::new(PartId(id), params);
    part.of = Some(PartId(GROUP));
    let add = Command::add_part(&document, part, None);
    document.apply(add).expect("free");
    document
}

/// No policies: only the group's own care.
fn plain(fields: &[(u32, &str, Value)]) -> Story {
    Story::new(edited(
        without(preset("default"), &[16, 17, 18, 19]),
        fields,
    ))
}

fn simple(fields: &[(u32, &str, Value)]) -> Story {
    let mut document = edited(
        under_load(100),
        &[
            (OUT, "PolicyType", json!("SimpleScaling")),
            (OUT, "StepAdjustments", json!([])),
            (OUT, "ScalingAdjustment", json!(1)),
        ],
    );
    document = edited(document, fields);
    Story::new(document)
}

fn tracking(document: Document, target: u32) -> Document {
    let document = without(document, &[17, 18, 19]);
    let metric = "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType";
    edited(
        document,
        &[
            (OUT, "PolicyType", json!("TargetTrackingScaling")),
            (OUT, "AdjustmentType", Value::Null),
            (OUT, "StepAdjustments", json!([])),
            (
                OUT,
                "TargetTrackingConfiguration/TargetValue",
                json!(target),
            ),
            (OUT, metric, json!("ASGAverageCPUUtilization")),
        ],
    )
}

fn terminations(story: &Story) -> Vec<(f64, u32, TerminationCause)> {
    let of = |e: &swell_core::world::log::Entry| match e.what {
        What::InstanceTerminating { instance, why } => {
            Some((story.shown_s(e), instance.serial, why))
        }
        _ => None,
    };
    story.entries().iter().filter_map(of).collect()
}

fn launches(story: &Story) -> usize {
    story
        .when(|w| matches!(w, What::InstanceLaunched { .. }))
        .len()
}

// --- policies -----------------------------------------------------------------------------------

/// Spec 8.4, 8.5: target tracking orders all at once, a simple policy one round after the other.
#[test]
fn a_simple_policy_needs_two_rounds_where_target_tracking_moves_once() {
    let mut story = Story::new(tracking(under_load(100), 40));
    story.until(1_200.0);
    let moves = story.changes();
    assert_eq!(moves.len(), 1, "{moves:?}");
    assert_eq!((moves[0].1, moves[0].2), (2, 4));

    let mut story = simple(&[]);
    story.until(1_200.0);
    let moves = story.changes();
    let sizes: Vec<(u32, u32)> = moves.iter().map(|m| (m.1, m.2)).collect();
    assert_eq!(sizes, [(2, 3), (3, 4)]);
    let in_service = story.when(|w| matches!(w, What::InstanceInService { .. }))[0];
    assert_eq!(in_service, moves[0].0 + 30.0);
    // The first invocation (one a minute) after boot and cooldown.
    let waited = moves[1].0 - in_service;
    assert!((300.0..360.0).contains(&waited), "{waited}");
    let cooling = story
        .verdict(OUT, |v| matches!(v, Verdict::CoolingDown { .. }))
        .expect("said so");
    assert!(cooling.count > 1, "one entry with a count");
    let What::PolicyEvaluated { because, .. } = &cooling.what else {
        panic!()
    };
    let Verdict::CoolingDown { until } = because.verdict else {
        panic!()
    };
    assert_eq!(
        story.session.simulation().shown_s(until),
        in_service + 300.0
    );
}

/// Spec 8.4: dropped while an activity runs, and the policy's own cooldown before the group's.
#[test]
fn a_simple_policy_waits_for_the_activity_and_its_own_cooldown() {
    let mut story = simple(&[
        (TEMPLATE, "pending_s", json!(150)),
        (OUT, "Cooldown", json!(60)),
    ]);
    story.until(1_200.0);
    let dropped = story.verdict(OUT, |v| matches!(v, Verdict::ActivityInProgress));
    assert_eq!(
        dropped.map(|e| e.count),
        Some(2),
        "150 s hold two invocations"
    );
    let moves = story.changes();
    let in_service = story.when(|w| matches!(w, What::InstanceInService { .. }))[0];
    let waited = moves[1].0 - in_service;
    assert!((60.0..120.0).contains(&waited), "{waited}");
}

/// Spec 8.2: the largest capacity wins, and the loser says who won.
#[test]
fn of_several_policies_the_largest_capacity_wins() {
    let one = json!({ "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{ "MetricIntervalLowerBound": 0, "ScalingAdjustment": 1 }] });
    let document = with(under_load(100), 30, "scaling_policy", one);
    let mut story = Story::new(edited(document, &[(18, "AlarmActions", json!([30, OUT]))]));
    story.until(400.0);
    assert_eq!(story.changes(), [(180.0, 2, 4)]);
    let lost = story.verdict(30, |v| {
        *v == Verdict::OtherPolicyWon {
            winner: PartId(OUT),
        }
    });
    assert_eq!(lost.map(|e| story.shown_s(e)), Some(180.0));
}

/// Spec 18: an alarm that stays in ALARM at the maximum is one entry with a count and a last time.
#[test]
fn at_the_limit_is_said_once_and_counted() {
    let mut story = loaded(100, &[(GROUP, "MaxSize", json!(2))]);
    story.until(1_200.0);
    assert_eq!(story.changes(), []);
    let at_limit = Verdict::Decided {
        reason: Reason::AtLimit,
    };
    let entries: Vec<_> = story
        .evaluations(OUT)
        .into_iter()
        .filter(|(_, b)| b.verdict == at_limit)
        .collect();
    assert_eq!(entries.len(), 1);
    let entry = entries[0].0;
    // From the decision at 180 s to the one at 1,200 s, once a minute.
    assert_eq!((entry.count, story.shown_s(entry)), (18, 180.0));
    assert_eq!(story.session.simulation().shown_s(entry.last_at), 1_200.0);
}

/// Spec 18: for every minute that an alarm is in ALARM the log holds an entry of its policy.
#[test]
fn why_nothing_happened_always_has_an_answer() {
    for known in ["default", "two-zones"] {
        let mut story = Story::new(with_surge(preset(known)));
        story.until(2_400.0);
        for (alarm, policy) in [(18, OUT), (19, IN)] {
            let mut minutes = 0;
            let mut entered = None;
            for entry in story.entries() {
                match &entry.what {
                    What::AlarmChanged { alarm: key, to, .. } if key.part == PartId(alarm) => {
                        if let Some(since) = entered.take() {
                            minutes += entry.at.since(since).us().div_ceil(60_000_000);
                        }
                        entered = (*to == AlarmState::Alarm).then_some(entry.at);
                    }
                    _ => {}
                }
            }
            if let Some(since) = entered {
                minutes += story.session.now().since(since).us() / 60_000_000 + 1;
            }
            let said: u32 = story.evaluations(policy).iter().map(|(e, _)| e.count).sum();
            assert_eq!(u64::from(said), minutes, "alarm {alarm} of {known}");
        }
    }
}

/// Spec 8.2: a step policy handed no datapoint does nothing and says so.
#[test]
fn missing_data_does_nothing_and_is_logged() {
    let mut story = default(&[
        (USERS, "users", json!(0)),
        (18, "MetricName", json!("RequestCount")),
        (18, "TreatMissingData", json!("breaching")),
    ]);
    story.until(300.0);
    let Part::Alarm(alarm) = story.part(18) else {
        panic!()
    };
    assert_eq!(alarm.machine.state, AlarmState::Alarm);
    assert!(story.verdict(OUT, |v| *v == Verdict::MissingData).is_some());
    assert_eq!(story.changes(), []);
}

/// Spec 9.2: a 300 s datapoint stands in one slot of five; the others are missing.
#[test]
fn basic_monitoring_leaves_gaps_in_a_one_minute_alarm() {
    let mut story = loaded(
        100,
        &[
            (TEMPLATE, "Monitoring/Enabled", json!(false)),
            (GROUP, "MaxSize", json!(2)),
        ],
    );
    for minute in 1..30 {
        story.until(f64::from(minute) * 60.0);
        let Part::Alarm(alarm) = story.part(18) else {
            panic!()
        };
        let found = alarm
            .machine
            .slots
            .iter()
            .filter(|s| s.value.is_some())
            .count();
        assert!(
            found <= 1,
            "{found} datapoints in {} minutes",
            alarm.machine.slots.len()
        );
    }
    let lost = |w: &What| matches!(w, What::AlarmChanged { alarm, to: AlarmState::InsufficientData, .. } if alarm.part == PartId(18));
    assert!(
        story.when(lost).len() >= 3,
        "between the datapoints it knows nothing"
    );
    let mut detailed = loaded(100, &[(GROUP, "MaxSize", json!(2))]);
    detailed.until(1_740.0);
    assert!(detailed.when(lost).is_empty());
}

/// Spec 8.3, 7.9: in is refused while an instance warms, out is not.
#[test]
fn scale_in_waits_for_the_warm_up() {
    let raise =
        json!({ "Recurrence": "5 9 * * *", "TimeZone": "Asia/Seoul", "DesiredCapacity": 3 });
    let mut story = Story::new(with(preset("default"), 30, "scheduled_action", raise));
    story.until(900.0);
    // 30 s to boot, 120 s to warm up, and the next invocation of the minute.
    assert_eq!(story.changes(), [(300.0, 2, 3), (480.0, 3, 2)]);
    let blocked = Verdict::Decided {
        reason: Reason::BlockedByWarmup,
    };
    let (entry, because) = story
        .evaluations(IN)
        .into_iter()
        .find(|(_, b)| b.verdict == blocked && b.warm_until.is_some())
        .expect("blocked and said so");
    let warm_until = because
        .warm_until
        .map(|at| story.session.simulation().shown_s(at));
    assert_eq!(warm_until, Some(450.0), "{entry:?}");
}

/// Spec 8.6: the clock of its time zone; a desired capacity is soft, a minimum pins.
#[test]
fn scheduled_actions_follow_their_time_zone_and_only_a_minimum_pins() {
    // The first picture is 09:00 in Seoul, midnight UTC.
    for (cron, zone) in [
        ("5 9 * * *", "Asia/Seoul"),
        ("5 0 * * *", "UTC"),
        ("5 19 * * 0", "America/New_York"),
    ] {
        let raise = json!({ "Recurrence": cron, "TimeZone": zone, "MinSize": 3 });
        let mut story = Story::new(with(preset("default"), 30, "scheduled_action", raise));
        story.until(1_500.0);
        assert_eq!(story.changes(), [(300.0, 2, 3)], "{zone}");
        assert!(
            story
                .verdict(IN, |v| *v
                    == Verdict::Decided {
                        reason: Reason::AtLimit
                    })
                .is_some()
        );
    }
}

/// Spec 8.5: DisableScaleIn keeps what was ordered.
#[test]
fn target_tracking_may_be_told_not_to_scale_in() {
    let raise =
        json!({ "Recurrence": "1 9 * * *", "TimeZone": "Asia/Seoul", "DesiredCapacity": 4 });
    for (is_disabled, expected) in [(false, 2), (true, 4)] {
        let document = with(
            tracking(preset("default"), 50),
            30,
            "scheduled_action",
            raise.clone(),
        );
        let path = "TargetTrackingConfiguration/DisableScaleIn";
        let mut story = Story::new(edited(document, &[(OUT, path, json!(is_disabled))]));
        story.until(2_400.0);
        assert_eq!(story.group().desired, expected);
        let disabled = Verdict::Decided {
            reason: Reason::ScaleInDisabled,
        };
        assert_eq!(
            story.verdict(OUT, |v| *v == disabled).is_some(),
            is_disabled
        );
    }
}

/// Spec 8.2: the alarm's action runs again every minute, whatever its period.
#[test]
fn alarms_of_any_period_repeat_their_actions_every_minute() {
    for period in [10, 60, 300] {
        let mut story = default(&[
            (USERS, "users", json!(0)),
            (18, "Period", json!(period)),
            (18, "EvaluationPeriods", json!(1)),
            (18, "MetricName", json!("RequestCount")),
            (18, "TreatMissingData", json!("breaching")),
        ]);
        story.until(1_800.0);
        let (entry, _) = story.evaluations(OUT)[0];
        let minutes = story.session.now().since(entry.at).us() / 60_000_000 + 1;
        assert_eq!(u64::from(entry.count), minutes, "period {period}");
    }
}

// --- suspended processes (spec 7.13) ------------------------------------------------------------

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
    let document = with(under_load(100), 30, "scheduled_action", raise);
    let mut story = Story::new(edited(document, &[suspended("AlarmNotification")]));
    story.until(900.0);
    assert_eq!(story.changes(), [(600.0, 2, 3)]);
    assert!(story.verdict(OUT, |v| *v == Verdict::Suspended).is_some());
}

#[test]
fn without_scheduled_actions_a_missed_one_is_lost() {
    let raise =
        json!({ "Recurrence": "5 9 * * *", "TimeZone": "Asia/Seoul", "DesiredCapacity": 3 });
    let document = with(preset("default"), 30, "scheduled_action", raise);
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

// --- which instance goes, and how ----------------------------------------------------------------

/// Spec 7.8: all protected: desired has changed, nothing is ended, and the log says so.
#[test]
fn protected_instances_are_not_scaled_in() {
    let mut story = plain(&[(GROUP, "DesiredCapacity", json!(4))]);
    story.until(10.0);
    for serial in 1..=4 {
        story.fault(serial, InstanceFault::Protect);
    }
    story.set(GROUP, "DesiredCapacity", json!(2)).until(200.0);
    assert_eq!((story.group().desired, story.in_service().len()), (2, 4));
    let said = story.when(|w| matches!(w, What::AllProtected { excess: 2 }));
    assert_eq!(said.len(), 1);
    story.fault(3, InstanceFault::Protect).until(300.0);
    assert_eq!(story.in_service(), [1, 2, 4]);
}

#[test]
fn protection_does_not_stop_health_replacement() {
    let mut story = plain(&[]);
    story
        .until(67.0)
        .fault(1, InstanceFault::Protect)
        .fault(1, InstanceFault::Crash)
        .until(400.0);
    assert_eq!(story.in_service(), [2, 3]);
}

#[test]
fn scale_in_takes_from_the_fullest_zone() {
    for seed in 1..=5 {
        let mut document = without(preset("default"), &[16, 17, 18, 19]);
        document.seed = seed;
        let mut story = Story::new(edited(document, &[(GROUP, "DesiredCapacity", json!(3))]));
        story.until(10.0);
        assert_eq!((story.in_zone(0), story.in_zone(1)), (2, 1));
        story.set(GROUP, "DesiredCapacity", json!(2)).until(100.0);
        assert_eq!((story.in_zone(0), story.in_zone(1)), (1, 1));
    }
}

/// Two servers with requests of `s` seconds, of which one is to go at second 200.
fn long_requests(s: u32, delay_s: u32) -> Story {
    let mut story = plain(&[
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
    story.until(200.0).set(GROUP, "DesiredCapacity", json!(1));
    story
}

/// Spec 5.10: what is in flight goes on, at most for the delay; then the client sees 502.
#[test]
fn draining_waits_for_what_is_in_flight_and_cuts_at_the_delay() {
    let mut story = long_requests(5, 300);
    story.until(500.0);
    assert_eq!((story.failures(502), story.in_service().len()), (0, 1));
    let gone = story.when(|w| matches!(w, What::InstanceTerminated { .. }));
    // Two vCPUs work off what waits, then 20 s to shut down; far from the whole delay.
    assert!(gone[0] >= 220.0 && gone[0] < 300.0, "{gone:?}");

    let mut story = long_requests(50, 20);
    let (_, _) = (story.until(219.0).failures(502), story.totals());
    assert_eq!(story.failures(502), 0, "not before the delay is over");
    story.until(500.0);
    let cut = story.when(|w| matches!(w, What::ConnectionsCut { .. }));
    assert_eq!(cut.len(), 1);
    assert!((cut[0] - 220.0).abs() < 0.01, "{cut:?}");
    let causes: Vec<_> = story.felt().failures.iter().map(|f| (f.0, f.1)).collect();
    assert_eq!(causes, [(502, FailureCause::ConnectionCut)]);
    let gone = story.when(|w| matches!(w, What::InstanceTerminated { .. }));
    assert!((gone[0] - 240.0).abs() < 0.01, "{gone:?}");
}

/// Spec 5.10: `full_delay` waits although nothing is in flight.
#[test]
fn draining_may_be_told_to_wait_the_full_delay() {
    for (wait, expected) in [("until_idle", 220.0..230.0), ("full_delay", 520.0..521.0)] {
        let mut story = plain(&[
            (GROUP, "drain_wait", json!(wait)),
            (GROUP, "MinSize", json!(1)),
        ]);
        story
            .until(200.0)
            .set(GROUP, "DesiredCapacity", json!(1))
            .until(700.0);
        let gone = story.when(|w| matches!(w, What::InstanceTerminated { .. }));
        assert!(expected.contains(&gone[0]), "{wait}: {gone:?}");
    }
}

#[test]
fn a_target_group_that_is_removed_while_it_drains_frees_its_instances() {
    let mut story = long_requests(50, 3_000);
    story
        .until(210.0)
        .edit(Command::Remove { ids: vec![TARGETS] })
        .until(300.0);
    assert_eq!(story.group().members.len(), 1);
}

// --- balancing ------------------------------------------------------------------------------------

/// Spec 5.6: weight = age / duration.
#[test]
fn slow_start_ramps_the_share_of_a_newly_healthy_target() {
    let mut story = plain(&[
        (TARGETS, "slow_start.duration_seconds", json!(200)),
        (GROUP, "HealthCheckType", json!("EC2")),
        (USERS, "users", json!(300)),
    ]);
    story
        .until(10.0)
        .fault(1, InstanceFault::Crash)
        .until(105.0);
    assert_eq!(story.health(1), Some(TargetState::Unhealthy));
    story.fault(1, InstanceFault::Heal);
    while story.health(1) != Some(TargetState::Healthy) {
        let next = story.now() + 1.0;
        story.until(next);
    }
    let from = story.now();
    let requests = |story: &Story| {
        let pool = &story.balancer().pools[0];
        let of = |serial: u32| {
            let slot = story
                .targets()
                .targets()
                .find(|(_, t)| t.instance.serial == serial);
            pool.targets[slot.expect("registered").0 as usize].requests as f64
        };
        (of(1), of(2))
    };
    let mut shares = Vec::new();
    for part in 1..=5 {
        let before = requests(&story);
        story.until(from + f64::from(part) * 50.0);
        let after = requests(&story);
        let (new, old) = (after.0 - before.0, after.1 - before.1);
        shares.push(new / (new + old));
    }
    // Mean of w / (1 + w) over each quarter of the ramp: 0.108, 0.272, 0.384, 0.466; then half.
    for (share, expected) in shares.iter().zip([0.108, 0.272, 0.384, 0.466, 0.5]) {
        assert!((share - expected).abs() < 0.035, "{shares:?}");
    }
}

/// Spec 5.6: it helps when request costs differ.
#[test]
fn least_outstanding_requests_beats_round_robin_with_mixed_costs() {
    let p95 = |algorithm: &str| {
        let mix = json!([{ "name": "cheap", "share": 0.9, "cpu_factor": 0.2 },
            { "name": "dear", "share": 0.1, "cpu_factor": 8 }]);
        let mut story = plain(&[
            (USERS, "users", json!(900)),
            (USERS, "mix", mix),
            (TARGETS, "load_balancing.algorithm.type", json!(algorithm)),
            (GROUP, "DesiredCapacity", json!(4)),
        ]);
        story.until(1_200.0);
        story.totals().latency.mean_us().expect("samples") / 1e3
    };
    let (round_robin, least) = (p95("round_robin"), p95("least_outstanding_requests"));
    assert!(
        least < round_robin * 0.9,
        "{least} ms against {round_robin} ms"
    );
}

/// Spec 5.7: nobody healthy: all get traffic, and that is no 503.
#[test]
fn with_no_healthy_target_routing_fails_open() {
    let mut story = plain(&[(GROUP, "HealthCheckType", json!("EC2"))]);
    story
        .until(60.0)
        .fault(1, InstanceFault::BreakHealthCheck)
        .fault(2, InstanceFault::BreakHealthCheck);
    story.until(300.0);
    assert!(story.targets().is_fail_open);
    assert_eq!(
        story
            .when(|w| matches!(w, What::FailOpen { is_on: true }))
            .len(),
        1
    );
    assert_eq!(story.totals().failed, 0, "the site works all the time");
    story
        .fault(1, InstanceFault::Crash)
        .fault(2, InstanceFault::Crash)
        .until(400.0);
    assert!(story.failures(502) > 500);
    assert_eq!(story.failures(503), 0);
}

#[test]
fn with_no_registered_target_the_balancer_answers_503() {
    let mut story = plain(&[
        (GROUP, "MinSize", json!(0)),
        (GROUP, "DesiredCapacity", json!(0)),
    ]);
    story.until(60.0);
    assert!(story.failures(503) > 400);
    assert_eq!(story.totals().ok, 0);
}

/// Spec 5.9, 7.5: no connection within 10 s; the group reads EC2's states at the full minute.
#[test]
fn a_dead_instance_gives_504_after_10_s_and_is_noticed_at_the_full_minute() {
    for at in [61.0, 67.0, 119.0] {
        let mut story = plain(&[]);
        story
            .until(at)
            .fault(1, InstanceFault::Terminate)
            .until(400.0);
        let ended = terminations(&story);
        assert_eq!(ended, [(120.0, 1, TerminationCause::NotRunning)]);
        let causes: Vec<_> = story.felt().failures.iter().map(|f| (f.0, f.1)).collect();
        assert!(causes.iter().all(|c| c.0 == 504), "{causes:?}");
        if at < 100.0 {
            assert!(
                causes.contains(&(504, FailureCause::ConnectTimeout)),
                "{causes:?}"
            );
            // 10 s, the balancer's own millisecond and the way there.
            let max_s = story.felt().latency.max_us() as f64 / 1e6;
            let limit = if causes.len() > 1 { 60.1 } else { 10.1 };
            assert!((10.0..limit).contains(&max_s), "{max_s}");
        }
        assert_eq!(story.in_service(), [2, 3]);
    }
}

#[test]
fn a_dead_instance_is_noticed_even_in_its_grace_period() {
    let mut story = plain(&[(GROUP, "HealthCheckGracePeriod", json!(7_200))]);
    story
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(3))
        .until(130.0);
    story.fault(3, InstanceFault::Stop).until(400.0);
    assert_eq!(story.in_service(), [1, 2, 4]);
}

/// Quiz 2 and spec 5.9: a hung server gives 504 after the idle timeout, and only ELB health checks
/// replace it.
#[test]
fn a_hung_server_is_replaced_only_with_elb_health_checks() {
    for (check, is_replaced) in [("ELB", true), ("EC2", false)] {
        let mut story = plain(&[(GROUP, "HealthCheckType", json!(check))]);
        story
            .until(67.0)
            .fault(1, InstanceFault::Hang)
            .until(1_200.0);
        assert_eq!(story.failures(504), story.totals().failed);
        assert!(story.failures(504) > 100);
        let max_s = story.felt().latency.max_us() as f64 / 1e6;
        assert!((60.0..60.1).contains(&max_s), "{max_s}");
        let expected: &[u32] = if is_replaced { &[2, 3] } else { &[1, 2] };
        assert_eq!(story.in_service(), expected, "{check}");
        // Detected after three probes and the time-out: 65 to 95 s (spec 5.5).
        let unhealthy = story.when(|w| {
            matches!(
                w,
                What::TargetHealthChanged {
                    to: TargetState::Unhealthy,
                    ..
                }
            )
        });
        assert!(
            (65.0..=95.0).contains(&(unhealthy[0] - 67.0)),
            "{unhealthy:?}"
        );
        assert_eq!(unhealthy.len(), 1);
    }
}

/// Spec 1.2, 5.9: patience below the response: the client is gone (460), the work goes on.
#[test]
fn impatient_clients_give_up_and_the_server_works_on() {
    let mut story = plain(&[
        (USERS, "patience_s", json!(2)),
        (USERS, "users", json!(4)),
        (USERS, "cpu_seconds_per_request", json!(4)),
        (USERS, "cpu_distribution", json!("constant")),
    ]);
    story.until(600.0);
    let totals = story.totals();
    assert_eq!((totals.ok, totals.failed), (0, 0));
    assert!(totals.gave_up > 150);
    let codes = &story.balancer().codes;
    assert!(
        codes.elb_460 + 5 > totals.gave_up,
        "{} of {}",
        codes.elb_460,
        totals.gave_up
    );
}

#[test]
fn retries_are_requests_of_their_own() {
    let sent = |retries: u32| {
        let mut story = plain(&[
            (GROUP, "MinSize", json!(0)),
            (GROUP, "DesiredCapacity", json!(0)),
            (USERS, "retries", json!(retries)),
        ]);
        story.until(600.0);
        assert_eq!(story.totals().failed, story.failures(503));
        story.totals().sent as f64
    };
    let ratio = sent(2) / sent(0);
    assert!((ratio - 3.0).abs() < 0.1, "{ratio}");
}

#[test]
fn a_refused_database_connection_is_a_500_of_the_application() {
    let mut story = plain(&[
        (DATABASE, "max_connections", json!(1)),
        (DATABASE, "read_ms", json!(200)),
    ]);
    story.until(300.0);
    assert!(story.failures(500) > 500);
    assert_eq!(story.failures(500), story.totals().failed);
    assert!(
        story
            .felt()
            .failures
            .iter()
            .all(|f| f.1 == FailureCause::DatabaseRefused)
    );
    let database = PartId(DATABASE);
    story.session.happen(Incident::DatabaseDown { database });
    story.until(310.0);
    assert!(
        story
            .felt()
            .failures
            .iter()
            .any(|f| f.1 == FailureCause::DatabaseUnreachable)
    );
}

// --- the group's care -----------------------------------------------------------------------------

/// Spec 7.3: a bootstrap longer than the checks, ELB and no grace period replace for ever.
#[test]
fn without_a_grace_period_a_long_bootstrap_loops() {
    for (grace_s, is_loop) in [(0, true), (300, false)] {
        let mut story = plain(&[
            (GROUP, "HealthCheckGracePeriod", json!(grace_s)),
            (TEMPLATE, "bootstrap_s", json!(120)),
        ]);
        story
            .until(10.0)
            .set(GROUP, "DesiredCapacity", json!(3))
            .until(1_800.0);
        match is_loop {
            true => assert!(launches(&story) >= 5, "{} launches", launches(&story)),
            false => assert_eq!(launches(&story), 1),
        }
        assert_eq!(story.health(3), (!is_loop).then_some(TargetState::Healthy));
    }
}

/// A place of the engine's table is used again; the boot of the next instance takes its time.
#[test]
fn every_instance_takes_its_whole_bootstrap() {
    use swell_core::kinds::instance::App;
    let mut story = plain(&[
        (TEMPLATE, "bootstrap_s", json!(120)),
        (TEMPLATE, "shutdown_s", json!(5)),
    ]);
    story
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(3))
        .until(60.0);
    // In service since second 40, bootstrapping until 160; gone by 66, and another one comes.
    story
        .fault(3, InstanceFault::SetUnhealthy)
        .set(GROUP, "DesiredCapacity", json!(2));
    story.fault(3, InstanceFault::Terminate).until(130.0);
    story.set(GROUP, "DesiredCapacity", json!(3)).until(131.0);
    let newcomer = story.group().members.last().expect("three").part;
    story.until(279.0);
    assert_eq!(story.instance(newcomer).app, App::Bootstrapping);
    story.until(281.0);
    assert_eq!(story.instance(newcomer).app, App::Listening);
}

/// Spec 7.2: failed launches are tried again after 30 s, doubling to 15 minutes.
#[test]
fn without_a_launch_template_launches_fail_and_are_tried_again() {
    let document = without(preset("default"), &[16, 17, 18, 19]);
    let mut story = Story::new(document.clone());
    story.until(10.0).edit(Command::Remove {
        ids: vec![TEMPLATE],
    });
    story.set(GROUP, "DesiredCapacity", json!(3)).until(100.0);
    let failed = |w: &What| {
        matches!(
            w,
            What::LaunchFailed {
                why: LaunchFailure::NoTemplate
            }
        )
    };
    assert_eq!(story.when(failed).len(), 1, "said once");
    assert_eq!(story.group().members.len(), 2);
    let part = document.part(PartId(TEMPLATE)).expect("there").clone();
    story
        .edit(Command::add_part(&document, part, None))
        .until(101.0);
    let launched = story.when(|w| matches!(w, What::InstanceLaunched { .. }));
    assert_eq!(launched.len(), 1, "the pause between two tries is over");
    assert!((launched[0] - 100.0).abs() < 0.01, "{launched:?}");
    story.until(300.0);
    assert_eq!(story.in_service(), [1, 2, 3]);
}

#[test]
fn a_group_that_is_given_a_subnet_launches_at_once() {
    let mut document = without(preset("default"), &[16, 17, 18, 19]);
    let zones = document.part(PartId(GROUP)).expect("there").zones.clone();
    let set = |zones: Vec<_>| Command::SetZones {
        part: PartId(GROUP),
        zones,
    };
    document.apply(set(Vec::new())).expect("legal");
    let mut story = Story::new(document);
    story.until(100.0);
    assert_eq!(story.group().members.len(), 0);
    story.edit(set(zones)).until(101.0);
    let launched = story.when(|w| matches!(w, What::InstanceLaunched { .. }));
    assert_eq!(launched.len(), 2, "{launched:?}");
}

/// C15 and spec 7.7.
#[test]
fn a_zone_that_goes_down_is_replaced_in_the_other_and_rebalanced_when_it_is_back() {
    let mut story = Story::new(preset("two-zones"));
    let nodes = |story: &Story| {
        let ix = story
            .session
            .simulation()
            .control()
            .ix(PartId(BALANCER))
            .expect("there");
        story.session.simulation().world().advertised(ix)
    };
    story.until(67.0);
    assert_eq!(
        (story.in_zone(0), story.in_zone(1), nodes(&story)),
        (2, 2, 0b11)
    );
    story.zone(2, false).until(68.0);
    assert_eq!(nodes(&story), 0b10, "its node has left DNS at once");
    story.until(600.0);
    assert_eq!((story.in_zone(0), story.in_zone(1)), (0, 4));
    let sick: Vec<_> = terminations(&story).iter().map(|t| t.1).collect();
    assert_eq!(sick.len(), 2);
    let failed = story.totals().failed;
    assert!(failed > 0);
    story.until(900.0);
    assert_eq!(story.totals().failed, failed, "all is well again");
    story.zone(2, true).until(1_800.0);
    assert_eq!(
        (story.in_zone(0), story.in_zone(1), nodes(&story)),
        (2, 2, 0b11)
    );
    assert_eq!((story.group().desired, story.in_service().len()), (4, 4));
    assert_eq!(story.totals().failed, failed);
}

/// C18: the steps of the notes, in their order, with 60 to 90 s of partial errors.
#[test]
fn one_server_fails_and_is_replaced() {
    for seed in 1..=5 {
        let mut document = preset("one-fails");
        document.seed = seed;
        let mut story = Story::new(document);
        story
            .until(67.0)
            .fault(1, InstanceFault::Crash)
            .until(900.0);
        let health = |serial: u32, state: TargetState| {
            story.when(|w| {
                matches!(w, What::TargetHealthChanged { instance, to, .. }
                if instance.serial == serial && *to == state)
            })[0]
        };
        let unhealthy = health(1, TargetState::Unhealthy);
        assert!((60.0..=90.0).contains(&(unhealthy - 67.0)), "{unhealthy}");
        assert_eq!(
            terminations(&story),
            [(unhealthy, 1, TerminationCause::UnhealthyTarget)]
        );
        let launched = story.when(|w| matches!(w, What::InstanceLaunched { .. }));
        assert_eq!(launched, [unhealthy]);
        let in_service = story.when(|w| matches!(w, What::InstanceInService { .. }));
        assert_eq!(in_service, [unhealthy + 30.0]);
        let back = health(4, TargetState::Healthy) - in_service[0];
        assert!((0.0..=60.0).contains(&back), "{back}");
        assert_eq!(story.in_service(), [2, 3, 4]);
        // A third of 30 requests a second, for so long.
        let expected = 10.0 * (unhealthy - 67.0);
        let failed = story.totals().failed as f64;
        assert!(
            (failed / expected - 1.0).abs() < 0.2,
            "{failed} of {expected}"
        );
        assert_eq!(story.failures(502) as f64, failed);
    }
}

/// Spec 7.5: an impaired status check is tolerated for two minutes from the next full one.
#[test]
fn an_impaired_instance_is_replaced_after_the_tolerance() {
    let mut story = plain(&[]);
    story
        .until(67.0)
        .fault(1, InstanceFault::Impair)
        .until(500.0);
    assert_eq!(
        terminations(&story),
        [(240.0, 1, TerminationCause::Impaired)]
    );
}
