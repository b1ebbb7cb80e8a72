//! Policies, alarms and scheduled actions: when they act, and why they do not.

use super::{
    HIGH, IN, METRIC, OUT, customized_tracker, default, edited, loaded, simple, tracking, with,
};
use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::document::Document;
use swell_core::kinds::{KindId, LivePart};
use swell_core::rules::alarm::AlarmState;
use swell_core::rules::reason::Reason;
use swell_core::rules::validate::Code;
use swell_core::world::log::{Verdict, What};
use swell_tests::boards::{preset, with_surge};
use swell_tests::harness::{GROUP, Harness, TARGETS, TEMPLATE, USERS, under_load};

/// Spec 8.4, 8.5: target tracking orders all at once, a simple policy one round after the other.
#[test]
fn a_simple_policy_needs_two_rounds_where_target_tracking_moves_once() {
    let mut harness = Harness::new(tracking(under_load(100), 40));
    harness.until(1_200.0);
    let moves = harness.changes();
    assert_eq!(moves.len(), 1, "{moves:?}");
    assert_eq!((moves[0].1, moves[0].2), (2, 4));

    let mut harness = simple(&[]);
    harness.until(1_200.0);
    let moves = harness.changes();
    let sizes: Vec<(u32, u32)> = moves.iter().map(|m| (m.1, m.2)).collect();
    assert_eq!(sizes, [(2, 3), (3, 4)]);
    let in_service = harness.when(|w| matches!(w, What::InstanceInService { .. }))[0];
    assert_eq!(in_service, moves[0].0 + 30.0);
    // The first invocation (one a minute) after boot and cooldown.
    let waited = moves[1].0 - in_service;
    assert!((300.0..360.0).contains(&waited), "{waited}");
    let cooling = harness
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
        harness.session.simulation().shown_s(until),
        in_service + 300.0
    );
}

/// Spec 8.4: dropped while an activity runs, and the policy's own cooldown before the group's.
#[test]
fn a_simple_policy_waits_for_the_activity_and_its_own_cooldown() {
    let mut harness = simple(&[
        (TEMPLATE, "pending_s", json!(150)),
        (OUT, "Cooldown", json!(60)),
    ]);
    harness.until(1_200.0);
    let dropped = harness.verdict(OUT, |v| matches!(v, Verdict::ActivityInProgress));
    assert_eq!(
        dropped.map(|e| e.count),
        Some(2),
        "150 s hold two invocations"
    );
    let moves = harness.changes();
    let in_service = harness.when(|w| matches!(w, What::InstanceInService { .. }))[0];
    let waited = moves[1].0 - in_service;
    assert!((60.0..120.0).contains(&waited), "{waited}");
}

/// Spec 8.2: the largest capacity wins, and the loser says who won.
#[test]
fn of_several_policies_the_largest_capacity_wins() {
    let one = json!({ "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
        "StepAdjustments": [{ "MetricIntervalLowerBound": 0, "ScalingAdjustment": 1 }] });
    let document = with(under_load(100), 30, KindId::ScalingPolicy, one);
    let mut harness = Harness::new(edited(document, &[(18, "AlarmActions", json!([30, OUT]))]));
    harness.until(400.0);
    assert_eq!(harness.changes(), [(180.0, 2, 4)]);
    let lost = harness.verdict(30, |v| {
        *v == Verdict::OtherPolicyWon {
            winner: PartId(OUT),
        }
    });
    assert_eq!(lost.map(|e| harness.shown_s(e)), Some(180.0));
}

/// Spec 18: an alarm that stays in ALARM at the maximum is one entry with a count and a last time.
#[test]
fn at_the_limit_is_said_once_and_counted() {
    let mut harness = loaded(100, &[(GROUP, "MaxSize", json!(2))]);
    harness.until(1_200.0);
    assert_eq!(harness.changes(), []);
    let at_limit = Verdict::Decided {
        reason: Reason::AtLimit,
    };
    let entries: Vec<_> = harness
        .evaluations(OUT)
        .into_iter()
        .filter(|(_, b)| b.verdict == at_limit)
        .collect();
    assert_eq!(entries.len(), 1);
    let entry = entries[0].0;
    // From the decision at 180 s to the one at 1,200 s, once a minute.
    assert_eq!((entry.count, harness.shown_s(entry)), (18, 180.0));
    assert_eq!(harness.session.simulation().shown_s(entry.last_at), 1_200.0);
}

/// Spec 18: for every minute that an alarm is in ALARM the log holds an entry of its policy.
#[test]
fn why_nothing_happened_always_has_an_answer() {
    for known in ["default", "two-zones"] {
        let mut harness = Harness::new(with_surge(preset(known)));
        harness.until(2_400.0);
        for (alarm, policy) in [(18, OUT), (19, IN)] {
            let mut minutes = 0;
            let mut entered = None;
            for entry in harness.entries() {
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
                minutes += harness.session.now().since(since).us() / 60_000_000 + 1;
            }
            let said: u32 = harness
                .evaluations(policy)
                .iter()
                .map(|(e, _)| e.count)
                .sum();
            assert_eq!(u64::from(said), minutes, "alarm {alarm} of {known}");
        }
    }
}

/// Spec 8.2: ALARM by missing data is ALARM; a step policy then takes the step at the threshold.
#[test]
fn missing_data_that_sets_an_alarm_off_takes_the_nearest_step() {
    let mut harness = default(&[
        (USERS, "users", json!(0)),
        (18, "MetricName", json!("RequestCount")),
        (18, "TreatMissingData", json!("breaching")),
    ]);
    harness.until(300.0);
    let LivePart::Alarm(alarm) = harness.part(18) else {
        panic!()
    };
    assert_eq!(alarm.machine.state, AlarmState::Alarm);
    // Not by the datapoint before the gap, and not two at once: nobody knows how far above it is.
    let evaluations = harness.evaluations(OUT);
    let sizes = evaluations.iter().filter_map(|e| e.0.what.desired());
    let sizes: Vec<_> = sizes.filter(|(from, to)| from != to).collect();
    assert_eq!(sizes, [(2, 3), (3, 4)]);
    let (_, first) = evaluations[0];
    assert_eq!((first.metric, first.step, first.delta), (None, Some(0), 1));
}

/// Spec 9.2: a 300 s datapoint stands in one slot of five; the others are missing.
#[test]
fn basic_monitoring_leaves_gaps_in_a_one_minute_alarm() {
    let mut harness = loaded(
        100,
        &[
            (TEMPLATE, "Monitoring/Enabled", json!(false)),
            (GROUP, "MaxSize", json!(2)),
        ],
    );
    for minute in 1..30 {
        harness.until(f64::from(minute) * 60.0);
        let LivePart::Alarm(alarm) = harness.part(18) else {
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
        harness.when(lost).len() >= 3,
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
    let mut harness = Harness::new(with(preset("default"), 30, KindId::ScheduledAction, raise));
    harness.until(900.0);
    // 30 s to boot, 120 s to warm up, and the next invocation of the minute.
    assert_eq!(harness.changes(), [(300.0, 2, 3), (480.0, 3, 2)]);
    let blocked = Verdict::Decided {
        reason: Reason::BlockedByWarmup,
    };
    let (entry, because) = harness
        .evaluations(IN)
        .into_iter()
        .find(|(_, b)| b.verdict == blocked && b.warm_until.is_some())
        .expect("blocked and said so");
    let warm_until = because
        .warm_until
        .map(|at| harness.session.simulation().shown_s(at));
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
        let mut harness = Harness::new(with(preset("default"), 30, KindId::ScheduledAction, raise));
        harness.until(1_500.0);
        assert_eq!(harness.changes(), [(300.0, 2, 3)], "{zone}");
        assert!(
            harness
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
            KindId::ScheduledAction,
            raise.clone(),
        );
        let path = "TargetTrackingConfiguration/DisableScaleIn";
        let mut harness = Harness::new(edited(document, &[(OUT, path, json!(is_disabled))]));
        harness.until(2_400.0);
        assert_eq!(harness.group().desired, expected);
        let disabled = Verdict::Decided {
            reason: Reason::ScaleInDisabled,
        };
        assert_eq!(
            harness.verdict(OUT, |v| *v == disabled).is_some(),
            is_disabled
        );
    }
}

/// Spec 8.2: the alarm's action runs again every minute, whatever its period.
#[test]
fn alarms_of_any_period_repeat_their_actions_every_minute() {
    for period in [10, 60, 300] {
        let mut harness = default(&[
            (USERS, "users", json!(0)),
            (18, "Period", json!(period)),
            (18, "EvaluationPeriods", json!(1)),
            (18, "MetricName", json!("RequestCount")),
            (18, "TreatMissingData", json!("breaching")),
            (GROUP, "MaxSize", json!(2)),
        ]);
        harness.until(1_800.0);
        let (entry, _) = harness.evaluations(OUT)[0];
        let minutes = harness.session.now().since(entry.at).us() / 60_000_000 + 1;
        assert_eq!(u64::from(entry.count), minutes, "period {period}");
    }
}

/// Spec 8.5: the next scale-in needs a datapoint wholly after the last termination has ended.
#[test]
fn target_tracking_scales_in_again_only_on_data_from_after_the_termination() {
    let board = tracking(preset("default"), 50);
    let mut harness = Harness::new(edited(
        board,
        &[
            // 28 % on four servers until the first picture, 6 % from then on.
            (USERS, "users", json!(450)),
            (USERS, "pattern", json!("trace")),
            (USERS, "trace", json!({ "points": [[0, 10]] })),
            (GROUP, "MinSize", json!(4)),
            (GROUP, "DesiredCapacity", json!(4)),
            (GROUP, "drain_wait", json!("full_delay")),
            (TARGETS, "deregistration_delay.timeout_seconds", json!(600)),
        ],
    ));
    harness
        .until(700.0)
        .set(GROUP, "MinSize", json!(1))
        .until(2_000.0);
    let ended = harness.when(|w| matches!(w, What::InstanceTerminated { .. }));
    let changes = harness.changes();
    // The busiest datapoint leaves the window at 900; until then three are needed.
    assert_eq!(changes[0], (720.0, 4, 3), "{changes:?}");
    assert_eq!(ended[0], 1_340.0, "600 s of draining and 20 s of shutdown");
    // The first whole minute after that ends at 1,440, and its datapoint comes a minute later.
    assert_eq!(changes[1], (1_500.0, 3, 1), "{changes:?}");
}

/// Spec 5.15, 8.5: required = contributing x metric / target, where the healthy ones contribute.
#[test]
fn requests_per_target_are_those_of_the_healthy_ones() {
    let mut harness = Harness::new(edited(
        tracking(under_load(100), 1_000),
        &[
            (OUT, METRIC, json!("ALBRequestCountPerTarget")),
            (GROUP, "HealthCheckType", json!("EC2")),
            (GROUP, "MinSize", json!(2)),
            (GROUP, "MaxSize", json!(10)),
            (TEMPLATE, "bootstrap_s", json!(600)),
        ],
    ));
    // Two servers answer 6,000 requests a minute; two more are registered and still boot.
    harness
        .until(5.0)
        .set(GROUP, "DesiredCapacity", json!(4))
        .until(300.0);
    let changes = harness.changes();
    let last = changes.last().expect("a scale-out");
    assert_eq!((last.1, last.2), (4, 6), "{changes:?}");
}

/// Spec 9.3: an alarm evaluates whenever a period's datapoint becomes available, edited or not.
#[test]
fn edits_do_not_keep_an_alarm_from_looking() {
    let in_alarm = |edits: &[f64]| {
        let mut harness = Harness::new(under_load(100));
        for (n, s) in edits.iter().enumerate() {
            let threshold = json!(70 + n % 2);
            harness.until(*s).set(HIGH, "Threshold", threshold);
        }
        harness.until(400.0);
        let went_off = harness.when(|w| {
            matches!(w, What::AlarmChanged { alarm, to: AlarmState::Alarm, .. }
                if alarm.part == PartId(HIGH))
        });
        went_off[0]
    };
    let undisturbed = in_alarm(&[]);
    assert_eq!(
        in_alarm(&[90.0, 110.0, 119.5, 130.0, 150.0, 170.0]),
        undisturbed
    );
    let slider: Vec<f64> = (1..200).map(f64::from).collect();
    assert_eq!(in_alarm(&slider), undisturbed);
}

/// A second policy of the group that tracks a predefined metric.
fn tracker(metric: &str, target: u32) -> Value {
    json!({ "PolicyType": "TargetTrackingScaling", "TargetTrackingConfiguration": {
        "PredefinedMetricSpecification": { "PredefinedMetricType": metric },
        "TargetValue": target } })
}

/// The default board that tracks 45 % CPU and so many requests per target.
fn two_trackers(requests: u32) -> Document {
    let second = tracker("ALBRequestCountPerTarget", requests);
    with(
        tracking(preset("default"), 45),
        30,
        KindId::ScalingPolicy,
        second,
    )
}

/// Spec 8.5: in is the largest capacity among the trackers, and one that is content has a say.
#[test]
fn a_tracker_that_needs_what_is_there_keeps_another_from_scaling_in() {
    let mut harness = Harness::new(edited(
        two_trackers(3_000),
        &[
            // 31 % of two servers: below the low threshold, and yet more than one can take.
            (USERS, "users", json!(230)),
            (GROUP, "MinSize", json!(1)),
        ],
    ));
    harness.until(3_600.0);
    assert_eq!(harness.changes(), []);
    let content = Verdict::Decided {
        reason: Reason::NoChange,
    };
    assert!(harness.verdict(OUT, |v| *v == content).is_some());
    let held = Verdict::OtherPolicyHolds {
        holder: PartId(OUT),
    };
    assert!(harness.verdict(30, |v| *v == held).is_some());
}

/// Spec 8.5: the group takes the larger capacity, and what comes next needs fresh data of all.
#[test]
fn after_a_scale_in_of_one_tracker_the_others_wait_for_fresh_data_too() {
    let mut harness = Harness::new(edited(
        two_trackers(4_000),
        &[
            // Three servers at 20 %: two by the processor, one by the requests.
            (USERS, "users", json!(230)),
            (GROUP, "MinSize", json!(1)),
            (GROUP, "DesiredCapacity", json!(3)),
        ],
    ));
    harness.until(3_600.0);
    let before: Vec<_> = harness
        .entries()
        .iter()
        .filter_map(|e| e.what.desired().filter(|(from, to)| from != to))
        .collect();
    assert_eq!(before, [(3, 2)]);
    let won = Verdict::OtherPolicyWon {
        winner: PartId(OUT),
    };
    assert!(harness.verdict(30, |v| *v == won).is_some());
    assert!(
        harness
            .verdict(30, |v| *v == Verdict::AwaitsFreshData)
            .is_some()
    );
}

/// Spec 9.3: actions that are switched off, or taken away, are not repeated either.
#[test]
fn an_alarm_whose_actions_are_switched_off_repeats_them_no_more() {
    for (path, value) in [
        ("ActionsEnabled", json!(false)),
        ("AlarmActions", json!([])),
    ] {
        let mut harness = default(&[
            (USERS, "users", json!(0)),
            (HIGH, "Period", json!(300)),
            (HIGH, "EvaluationPeriods", json!(1)),
            (HIGH, "MetricName", json!("RequestCount")),
            (HIGH, "TreatMissingData", json!("breaching")),
        ]);
        let invoked = |harness: &Harness| -> u32 {
            let evaluations = harness.evaluations(OUT);
            evaluations.iter().map(|(e, _)| e.count).sum()
        };
        // Evaluated at 360, invoked again at 420.
        harness.until(430.0);
        let before = invoked(&harness);
        harness.set(HIGH, path, value).until(900.0);
        assert_eq!(invoked(&harness), before, "{path}");
    }
}

/// Spec 9.2, 9.3: a long metric delay takes nothing from what an alarm looks back at.
#[test]
fn a_long_alarm_decides_with_a_long_metric_delay() {
    let went_off = |delay_s: u32| {
        let mut document = edited(
            under_load(100),
            &[
                (HIGH, "EvaluationPeriods", json!(30)),
                (GROUP, "MaxSize", json!(2)),
            ],
        );
        document.settings.metric_delay_s = f64::from(delay_s);
        let mut harness = Harness::new(document);
        harness.until(3_000.0);
        let alarms = harness.when(|w| {
            matches!(w, What::AlarmChanged { alarm, to: AlarmState::Alarm, .. }
                if alarm.part == PartId(HIGH))
        });
        alarms.first().copied()
    };
    let at_once = went_off(0).expect("30 minutes of load");
    assert_eq!(went_off(300), Some(at_once + 300.0));
}

/// Spec 8.6: what cannot be done at the time is said, with the reason.
#[test]
fn a_scheduled_action_that_does_not_fit_says_why() {
    let raise =
        json!({ "Recurrence": "5 9 * * *", "TimeZone": "Asia/Seoul", "DesiredCapacity": 9 });
    let mut harness = Harness::new(with(preset("default"), 30, KindId::ScheduledAction, raise));
    harness.until(400.0);
    let refused = harness.when(|w| {
        matches!(
            w,
            What::ScheduleFired {
                refused: Some(Code::SchedDesiredOutOfRange),
                from: 2,
                to: 2,
                ..
            }
        )
    });
    assert_eq!(refused, [300.0]);
}

/// Spec 8.5: bytes per instance and minute, whether they are counted every minute or every five.
#[test]
fn network_is_per_minute_with_basic_monitoring_too() {
    let bytes = |is_detailed: bool| {
        let board = tracking(under_load(100), 1_000_000_000);
        let mut harness = Harness::new(edited(
            board,
            &[
                (OUT, METRIC, json!("ASGAverageNetworkOut")),
                (TEMPLATE, "Monitoring/Enabled", json!(is_detailed)),
            ],
        ));
        // Five minutes of load end at 600; that datapoint is available at 660.
        harness.until(660.0);
        let LivePart::ScalingPolicy(policy) = harness.part(OUT) else {
            panic!()
        };
        policy
            .high
            .newest()
            .and_then(|slot| slot.value)
            .expect("a datapoint")
    };
    let (basic, detailed) = (bytes(false), bytes(true));
    assert!((basic / detailed - 1.0).abs() < 0.05, "{basic} {detailed}");
}

/// Spec 8.5: a customized metric is looked for where its namespace and dimensions say.
#[test]
fn a_customized_metric_is_followed_by_its_dimensions_and_statistic() {
    let customized = |name: &str, namespace: &str, dimension: &str, statistic: &str| {
        let spec = json!({ "MetricName": name, "Namespace": namespace, "Statistic": statistic,
            "Dimensions": [{ "Name": dimension, "Value": "web" }] });
        let board = customized_tracker(under_load(100), 4_000, spec);
        let mut harness = Harness::new(board);
        harness.until(300.0);
        let LivePart::ScalingPolicy(policy) = harness.part(30) else {
            panic!()
        };
        let value = policy.high.newest().and_then(|slot| slot.value);
        (value, harness.changes())
    };
    // 6,000 requests a minute by two servers: three would have 4,000 among them at that rate.
    let elb = "AWS/ApplicationELB";
    let (requests, changes) = customized("RequestCount", elb, "LoadBalancer", "Sum");
    let requests = requests.expect("the balancer's requests");
    assert!((requests / 6_000.0 - 1.0).abs() < 0.1, "{requests}");
    assert_eq!(changes, [(240.0, 2, 3)]);
    // A request is a sample of 1.
    let count = customized("RequestCount", elb, "TargetGroup", "SampleCount").0;
    assert_eq!(
        count,
        customized("RequestCount", elb, "TargetGroup", "Sum").0
    );
    let average = customized("RequestCount", elb, "TargetGroup", "Average").0;
    assert_eq!(average, Some(1.0));
    let (cpu, _) = customized(
        "CPUUtilization",
        "AWS/EC2",
        "AutoScalingGroupName",
        "Maximum",
    );
    assert!(cpu.is_some());
    // The machines of others.
    assert_eq!(
        customized("CPUUtilization", "AWS/EC2", "InstanceId", "Average").0,
        None
    );
    assert_eq!(customized("Depth", "Mine", "Queue", "Average").0, None);
}

/// Spec 9.3: a lone breach about to leave the range sets an alarm off before its time, and says so.
#[test]
fn a_premature_alarm_says_that_it_is_one() {
    // A datapoint in five minutes, and an alarm that looks every minute for two of two.
    let mut harness = loaded(
        100,
        &[
            (TEMPLATE, "Monitoring/Enabled", json!(false)),
            (GROUP, "MaxSize", json!(2)),
        ],
    );
    harness.until(500.0);
    let said: Vec<_> = harness
        .entries()
        .iter()
        .filter_map(|e| match e.what {
            What::AlarmChanged {
                alarm,
                to: AlarmState::Alarm,
                breaching,
                missing_as_breaching,
                is_premature,
                ..
            } if alarm.part == PartId(HIGH) => {
                Some((breaching, missing_as_breaching, is_premature))
            }
            _ => None,
        })
        .collect();
    assert_eq!(said, [(1, 0, true)]);
    let (_, because) = harness.evaluations(OUT)[0];
    assert_eq!((because.breaching, because.is_premature), (1, true));
}

/// Spec 8.6: servers are there before the rush that everybody knew of; without the action they come
/// after it.
#[test]
fn a_scheduled_action_is_there_before_lunch() {
    const NOON: f64 = 1_200.0;
    let run = |without: &[u32]| {
        let mut board = preset("scheduled-lunch");
        board.parts.retain(|part| !without.contains(&part.id.0));
        let mut harness = Harness::new(board);
        harness.until(NOON);
        let servers = harness.group().desired;
        harness.until(NOON + 600.0);
        let stats = harness.part(USERS).client_stats().expect("users");
        (servers, stats.failed + stats.gave_up)
    };
    let (at_noon, failed) = run(&[]);
    assert_eq!((at_noon, failed), (4, 0));
    let (at_noon, failed) = run(&[16]);
    assert_eq!(at_noon, 2);
    assert!(failed > 1_000, "{failed}");
}
