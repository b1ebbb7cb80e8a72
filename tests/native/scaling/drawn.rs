//! What the drawing of a group says about it before it runs: faults and warnings (spec 17).

use super::{HIGH, IN, METRIC, OUT, customized_tracker, edited, tracking, with, without};
use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::document::Document;
use swell_core::document::check::IssueWhat;
use swell_core::kinds::KindId;
use swell_core::rules::validate::{Code, Warning};
use swell_tests::boards::preset;
use swell_tests::harness::{GROUP, Harness, TARGETS, TEMPLATE};

fn issues(document: &Document) -> Vec<(u32, String, IssueWhat)> {
    let issues = document.issues().into_iter();
    let told = issues.map(|i| (i.part.unwrap_or_default().0, i.field, i.what));
    told.collect()
}

fn board(fields: &[(u32, &str, Value)]) -> Document {
    edited(preset("default"), fields)
}

/// The only issue of a board is this warning.
fn warns(document: &Document, part: u32, field: &str, warning: Warning) {
    let expected = (part, field.to_owned(), IssueWhat::Warning(warning));
    assert_eq!(issues(document), [expected]);
}

#[test]
fn a_group_in_one_zone_is_warned_of() {
    let mut document = board(&[]);
    let group = document.parts.iter_mut().find(|p| p.id == PartId(GROUP));
    group.expect("the group").stands_in.truncate(1);
    warns(&document, GROUP, "in", Warning::SingleZone);
}

#[test]
fn a_grace_period_shorter_than_boot_and_first_check_is_warned_of() {
    let slow = |boot_s: u32, grace_s: u32, checks: &str| {
        board(&[
            (TEMPLATE, "bootstrap_s", json!(boot_s)),
            (GROUP, "HealthCheckGracePeriod", json!(grace_s)),
            (GROUP, "HealthCheckType", json!(checks)),
        ])
    };
    let field = "HealthCheckGracePeriod";
    // 30 s pending and up to 30 s until the first check.
    for (boot_s, grace_s) in [(10, 0), (100, 0), (100, 159)] {
        let document = slow(boot_s, grace_s, "ELB");
        warns(&document, GROUP, field, Warning::GraceShorterThanBoot);
    }
    assert_eq!(issues(&slow(100, 160, "ELB")), []);
    assert_eq!(issues(&slow(100, 300, "ELB")), []);
    assert_eq!(issues(&slow(100, 0, "EC2")), []);
}

#[test]
fn target_tracking_beside_a_simple_policy_is_warned_of() {
    let simple = json!({ "PolicyType": "SimpleScaling", "AdjustmentType": "ChangeInCapacity",
        "ScalingAdjustment": 1 });
    let document = with(
        tracking(preset("default"), 40),
        30,
        KindId::ScalingPolicy,
        simple,
    );
    let is_it = |d: &Document| {
        let what = IssueWhat::Warning(Warning::TrackingWithSimple);
        issues(d).contains(&(GROUP, String::new(), what))
    };
    assert!(is_it(&document));
    assert!(!is_it(&edited(document, &[(30, "Enabled", json!(false))])));
}

#[test]
fn a_way_out_without_a_way_in_is_warned_of() {
    let document = board(&[(IN, "Enabled", json!(false))]);
    warns(&document, GROUP, "", Warning::NoWayIn);
    let both = json!([{ "MetricIntervalLowerBound": 0, "ScalingAdjustment": 1 },
        { "MetricIntervalUpperBound": 0, "ScalingAdjustment": -1 }]);
    assert_eq!(
        issues(&edited(document, &[(OUT, "StepAdjustments", both)])),
        []
    );
}

#[test]
fn a_warm_up_shorter_than_the_boot_is_warned_of() {
    let what = Warning::WarmupShorterThanBoot;
    let document = board(&[(GROUP, "DefaultInstanceWarmup", json!(5))]);
    warns(&document, GROUP, "DefaultInstanceWarmup", what);
    let document = board(&[(OUT, "EstimatedInstanceWarmup", json!(5))]);
    warns(&document, OUT, "EstimatedInstanceWarmup", what);
}

#[test]
fn a_minute_s_alarm_on_basic_monitoring_is_warned_of() {
    let basic = (TEMPLATE, "Monitoring/Enabled", json!(false));
    let slow = |period: u32| {
        board(&[
            basic.clone(),
            (19, "Period", json!(300)),
            (HIGH, "Period", json!(period)),
        ])
    };
    warns(&slow(60), HIGH, "Period", Warning::GapsOfBasicMonitoring);
    assert_eq!(issues(&slow(300)), []);
    let document = edited(tracking(preset("default"), 40), &[basic]);
    let field = "TargetTrackingConfiguration";
    warns(&document, OUT, field, Warning::GapsOfBasicMonitoring);
}

/// C25: whoever edits the threshold of an alarm of their own has more to edit; the alarms of target
/// tracking follow its target.
#[test]
fn a_new_target_leaves_steps_and_the_other_alarm_as_they_were() {
    let high = |threshold: u32| board(&[(HIGH, "Threshold", json!(threshold))]);
    assert_eq!(issues(&high(85)), [], "the second step from 100 % on");
    warns(&high(90), HIGH, "Threshold", Warning::StepNeverReached);
    warns(&high(30), HIGH, "Threshold", Warning::AlarmsOverlap);
    assert_eq!(issues(&high(31)), []);
    let steps = json!([{ "MetricIntervalLowerBound": 10, "ScalingAdjustment": 1 }]);
    let document = board(&[(OUT, "StepAdjustments", steps)]);
    warns(&document, HIGH, "Threshold", Warning::NoStepAtThreshold);
    // The other way round, too: an alarm that takes capacity away has its steps below it.
    let steps = json!([{ "MetricIntervalUpperBound": -40, "ScalingAdjustment": -1 }]);
    let document = board(&[(IN, "StepAdjustments", steps)]);
    warns(&document, 19, "Threshold", Warning::NoStepAtThreshold);
    let steps = json!([{ "MetricIntervalLowerBound": -40, "MetricIntervalUpperBound": 0,
            "ScalingAdjustment": -1 },
        { "MetricIntervalUpperBound": -40, "ScalingAdjustment": -2 }]);
    let document = board(&[(IN, "StepAdjustments", steps)]);
    warns(&document, 19, "Threshold", Warning::StepNeverReached);
    // A simple policy has no steps: its other alarm alone is stale.
    let simple = |threshold: u32| {
        let fields = [(HIGH, "Threshold", json!(threshold))];
        issues(&edited(preset("simple-70-30"), &fields))
    };
    assert_eq!(simple(95), []);
    let what = IssueWhat::Warning(Warning::AlarmsOverlap);
    assert_eq!(simple(25), [(HIGH, "Threshold".to_owned(), what)]);
    // And nothing is left to do where AWS keeps the alarms.
    for target in [25, 95] {
        assert_eq!(issues(&tracking(preset("default"), target)), []);
    }
}

/// C25: both alarms move with the target while the run goes on.
#[test]
fn the_alarms_of_target_tracking_follow_an_edited_target() {
    let mut harness = Harness::new(preset("tracking-40"));
    // Units: tenths of a percent.
    let thresholds = |harness: &Harness| {
        let alarms = harness.part(OUT).alarms();
        let all = alarms
            .iter()
            .map(|(_, alarm)| alarm.watch.map_or(0.0, |watch| watch.threshold))
            .map(|threshold| (threshold * 10.0).round() as i64);
        all.collect::<Vec<i64>>()
    };
    harness.until(60.0);
    assert_eq!(thresholds(&harness), [400, 280]);
    harness.set(OUT, "TargetTrackingConfiguration/TargetValue", json!(60));
    harness.until(180.0);
    assert_eq!(thresholds(&harness), [600, 420]);
}

/// Spec 8.5: the label says which target group; here the wire does.
#[test]
fn requests_per_target_need_a_wired_target_group() {
    let document = edited(
        tracking(preset("default"), 1_000),
        &[(OUT, METRIC, json!("ALBRequestCountPerTarget"))],
    );
    assert_eq!(issues(&document), []);
    let found = issues(&without(document, &[TARGETS]));
    let what = IssueWhat::Error(Code::TtLabelRequired);
    assert!(
        found.contains(&(OUT, "ResourceLabel".to_owned(), what)),
        "{found:?}"
    );
}

/// Spec 8.5: what the engine cannot follow is said at its place.
#[test]
fn a_metric_that_nobody_publishes_is_told() {
    let customized = |spec: Value| customized_tracker(preset("default"), 40, spec);
    let at = "TargetTrackingConfiguration/CustomizedMetricSpecification";
    let of_group = json!([{ "Name": "AutoScalingGroupName", "Value": "web-asg" }]);
    let own = json!({ "MetricName": "Depth", "Namespace": "Mine" });
    assert_eq!(
        issues(&customized(own)),
        [(30, at.to_owned(), IssueWhat::NotSimulated)]
    );
    let mut cpu = json!({ "MetricName": "CPUUtilization", "Namespace": "AWS/EC2",
        "Dimensions": of_group });
    assert_eq!(issues(&customized(cpu.clone())), []);
    cpu["Period"] = json!(10);
    let period = format!("{at}/Period");
    assert_eq!(
        issues(&customized(cpu)),
        [(30, period, IssueWhat::NotSimulated)]
    );
}

/// Spec 8.6: two actions may not have the same time, however it is written.
#[test]
fn two_actions_at_the_same_time_are_told() {
    let at = |cron: Value, zone: &str, start: Value| json!({ "Recurrence": cron, "TimeZone": zone, "StartTime": start, "DesiredCapacity": 3 });
    // The first picture is 09:00 in Seoul, midnight UTC, on a Monday.
    let noon = at(json!("0 12 * * *"), "Asia/Seoul", Value::Null);
    let is_twice = |other: Value| {
        let board = with(preset("default"), 30, KindId::ScheduledAction, noon.clone());
        let board = with(board, 31, KindId::ScheduledAction, other);
        let code = IssueWhat::Error(Code::SchedDupTime);
        let found = issues(&board).into_iter().find(|i| i.2 == code);
        found.map(|(part, field, _)| (part, field))
    };
    let (cron, start) = ((31, "Recurrence".to_owned()), (31, "StartTime".to_owned()));
    assert_eq!(is_twice(noon.clone()), Some(cron.clone()));
    assert_eq!(
        is_twice(at(json!("0 3 * * *"), "UTC", Value::Null)),
        Some(cron)
    );
    let once = at(Value::Null, "UTC", json!("2026-03-02T03:00:00Z"));
    assert_eq!(is_twice(once), Some(start));
    assert_eq!(
        is_twice(at(json!("1 12 * * *"), "Asia/Seoul", Value::Null)),
        None
    );
    assert_eq!(is_twice(at(json!("0 12 * * *"), "UTC", Value::Null)), None);
}

#[test]
fn a_threshold_on_the_average_of_a_count_is_warned_of() {
    // Also where the part publishes no such metric: that is an issue of its own.
    let is_warned = |metric: &str, statistic: Value| {
        let document = board(&[
            (HIGH, "MetricName", json!(metric)),
            (HIGH, "Statistic", statistic),
        ]);
        let what = IssueWhat::Warning(Warning::CountNeedsSum);
        issues(&document).contains(&(HIGH, "Statistic".to_owned(), what))
    };
    for statistic in ["Average", "Minimum", "Maximum", "p95"] {
        assert!(is_warned("RequestCount", json!(statistic)), "{statistic}");
    }
    // Chosen by nobody: that of the metric.
    for (metric, statistic) in [
        ("RequestCount", Value::Null),
        ("HTTPCode_ELB_5XX_Count", json!("Sum")),
        ("HTTPCode_ELB_5XX_Count", json!("SampleCount")),
        ("HealthyHostCount", json!("Average")),
        ("TargetResponseTime", json!("p95")),
    ] {
        assert!(!is_warned(metric, statistic), "{metric}");
    }
}

#[test]
fn probes_in_line_are_warned_of_where_they_end_servers() {
    let queued = |checks: &str| {
        board(&[
            (TARGETS, "probe_through_queue", json!(true)),
            (GROUP, "HealthCheckType", json!(checks)),
        ])
    };
    let field = "probe_through_queue";
    warns(
        &queued("ELB"),
        TARGETS,
        field,
        Warning::OverloadLooksLikeDeath,
    );
    assert_eq!(issues(&queued("EC2")), []);
}
