//! Real cases, from issues and pull requests of people who run such systems: their boards in
//! `tests/fixtures/cases`, and what a right product shows for them.

use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::document::Document;
use swell_core::document::check::IssueWhat;
use swell_core::engine::injection::InstanceFault;
use swell_core::kinds::LivePart;
use swell_core::kinds::alarm::machine::AlarmMachine;
use swell_core::kinds::target_group;
use swell_core::rules::alarm::AlarmState;
use swell_core::rules::reason::Reason;
use swell_core::rules::validate::{Code, Warning};
use swell_core::world::log::{AlarmRole, Verdict, What};
use swell_tests::boards::set;
use swell_tests::harness::{GROUP, Harness, TARGETS, TEMPLATE};

fn board(name: &str) -> Document {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/cases");
    let text = std::fs::read_to_string(format!("{folder}/{name}.json")).expect("a fixture");
    Document::from_json(&text).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
}

fn harness(name: &str) -> Harness {
    Harness::new(board(name))
}

fn has(document: &Document, part: u32, what: IssueWhat) -> bool {
    let issues = document.issues();
    issues
        .iter()
        .any(|i| i.part == Some(PartId(part)) && i.what == what)
}

fn machine(harness: &Harness, alarm: u32) -> &AlarmMachine {
    match harness.part(alarm) {
        LivePart::Alarm(alarm) => &alarm.machine,
        _ => panic!("part {alarm} is an alarm"),
    }
}

/// When an alarm went into a state.
fn went(harness: &Harness, alarm: u32, state: AlarmState) -> Vec<f64> {
    harness.when(|w| {
        matches!(w, What::AlarmChanged { alarm: key, to, .. }
            if key.part == PartId(alarm) && *to == state)
    })
}

fn value(harness: &Harness, alarm: u32) -> f64 {
    let newest = machine(harness, alarm).newest();
    newest.and_then(|slot| slot.value).expect("a datapoint")
}

fn near(value: f64, expected: f64, share: f64) {
    assert!(
        (value / expected - 1.0).abs() <= share,
        "{value}, not {expected}"
    );
}

/// aws-load-balancer-controller #3686.
#[test]
fn slow_start_is_refused_beside_weighted_random() {
    let both = IssueWhat::Error(Code::SlowStartWithWeightedRandom);
    for name in ["01-both", "01-both-no-policies"] {
        let document = board(name);
        assert!(has(&document, TARGETS, both), "{name}");
        let issues = document.issues();
        let at = issues.iter().find(|i| i.what == both).expect("found");
        assert_eq!(at.field, "slow_start.duration_seconds");
    }
    let least = IssueWhat::Error(Code::SlowStartWithLor);
    assert!(has(&board("01-control-lor"), TARGETS, least));
    assert!(!has(&board("01-control-random-alone"), TARGETS, both));
    // Nor does the balancer ramp: nobody is in slow start.
    let mut harness = harness("01-both-no-policies");
    let more = json!(harness.group().desired + 1);
    harness
        .set(GROUP, "MaxSize", json!(12))
        .set(GROUP, "DesiredCapacity", more);
    harness.until(300.0);
    let targets = harness.targets().targets();
    let ramps: Vec<bool> = targets.map(|(_, t)| t.slow_from.is_some()).collect();
    assert!(ramps.len() > 2 && !ramps.contains(&true), "{ramps:?}");
}

/// application-auto-scaling-user-guide #2.
#[test]
fn requests_per_target_are_divided_by_the_healthy_ones() {
    let mut booting = harness("02-booting");
    booting.until(420.0);
    assert_eq!(machine(&booting, 30).state, AlarmState::Alarm);
    near(value(&booting, 30), 300.0, 0.1);
    booting.until(900.0);
    let ok = went(&booting, 30, AlarmState::Ok);
    assert!(!ok.is_empty() && ok.iter().all(|s| *s > 540.0), "{ok:?}");

    let broken = |name: &str| {
        let mut harness = harness(name);
        harness.until(60.0);
        harness.fault(1, InstanceFault::BreakHealthCheck);
        harness.fault(2, InstanceFault::BreakHealthCheck);
        harness
    };
    let mut alarm = broken("02-alarm");
    alarm.until(260.0);
    let at = went(&alarm, 30, AlarmState::Alarm)[0];
    assert!((180.0..=240.0).contains(&at), "{at}");
    near(value(&alarm, 30), 300.0, 0.1);

    let mut tracking = broken("02-tracking");
    tracking.until(900.0);
    let high = tracking.when(|w| {
        matches!(w, What::AlarmChanged { alarm, to: AlarmState::Alarm, .. }
            if alarm.role == AlarmRole::High)
    });
    assert!(!high.is_empty());

    // Without traffic it is reported all the same: real zeros.
    let mut idle = harness("02-no-traffic");
    idle.until(300.0);
    let tg = idle
        .session
        .simulation()
        .control()
        .ix(PartId(TARGETS))
        .expect("there");
    let metric = target_group::metrics::REQUEST_COUNT_PER_TARGET;
    let published = &idle.session.simulation().control().published;
    assert!(published.newest((tg, metric)).is_some());
}

/// beneficiary-fhir-data PR #1943.
#[test]
fn a_sparse_metric_keeps_its_alarm_while_the_breach_is_in_the_range() {
    let mut harness = harness("04-one-of-three");
    harness.until(130.0);
    harness
        .fault(1, InstanceFault::Answer500)
        .fault(2, InstanceFault::Crash);
    harness.until(150.0);
    harness
        .fault(1, InstanceFault::Heal)
        .fault(2, InstanceFault::Heal);
    harness.until(1_200.0);
    assert_eq!(went(&harness, 31, AlarmState::Alarm), [240.0]);
    assert_eq!(went(&harness, 31, AlarmState::Ok).last(), Some(&540.0));
    let asked: u32 = harness.evaluations(30).iter().map(|(e, _)| e.count).sum();
    assert_eq!(asked, 5, "once a minute");
}

/// typerighter PR #480, ol-infrastructure #3641.
#[test]
fn pools_of_six_servers_pass_the_limit_of_an_idle_database() {
    const DATABASE: u32 = 20;
    let with_pool = |size: u32| {
        let mut document = board("06-postgres-micro");
        set(&mut document, DATABASE, "max_connections", json!(81));
        set(&mut document, TEMPLATE, "db_pool_size", json!(size));
        document
    };
    let warning = IssueWhat::Warning(Warning::PoolsOverMaxConnections);
    assert!(has(&with_pool(17), DATABASE, warning));
    assert!(!has(&with_pool(13), DATABASE, warning));

    let mut harness = Harness::new(with_pool(17));
    harness.until(600.0);
    let LivePart::Database(database) = harness.part(DATABASE) else {
        panic!("a database");
    };
    assert_eq!(database.connections(), 81);
    let (sent, refused) = (harness.totals().sent, harness.failures(500));
    near(refused as f64 / sent as f64, 1.0 / 6.0, 0.1);
    let busy_s = database.busy_us(harness.session.now()) as f64 / 1e6;
    assert!(
        busy_s < 0.05 * 600.0 * f64::from(database.vcpus()),
        "{busy_s}"
    );

    let mut harness = Harness::new(with_pool(13));
    harness.until(600.0);
    assert_eq!(harness.totals().failed, 0);
}

/// centralized-logging-with-opensearch #202.
#[test]
fn a_grace_period_shorter_than_the_boot_replaces_for_ever() {
    let warning = IssueWhat::Warning(Warning::GraceShorterThanBoot);
    for (grace, is_loop) in [(0, true), (300, true), (600, false)] {
        let mut document = board("07-grace-300");
        set(&mut document, GROUP, "HealthCheckGracePeriod", json!(grace));
        assert_eq!(has(&document, GROUP, warning), is_loop, "{grace}");
        let mut harness = Harness::new(document);
        harness
            .until(100.0)
            .fault(1, InstanceFault::Terminate)
            .until(2_400.0);
        let launched = harness
            .when(|w| matches!(w, What::InstanceLaunched { .. }))
            .len();
        let said = harness
            .when(|w| matches!(w, What::ReplacementLoop { .. }))
            .len();
        assert_eq!(said, usize::from(is_loop), "{grace}");
        assert_eq!(launched > 3, is_loop, "{grace}: {launched}");
    }
    assert!(has(&board("07-grace-0"), GROUP, warning));
}

/// terraform-provider-aws #41200, #38983; pulumi-aws #2473.
#[test]
fn a_schedule_with_a_start_runs_then_and_after_that_by_cron() {
    let mut next_night = board("08-start-next-night");
    set(&mut next_night, 10, "users", json!(1));
    let mut harness = Harness::new(next_night);
    harness.until(518_400.0);
    let fired = harness.when(|w| matches!(w, What::ScheduleFired { .. }));
    assert_eq!(fired, [61_200.0, 406_800.0]);
    let past = IssueWhat::Error(Code::SchedPast);
    let issues = |name| board(name).issues().iter().any(|i| i.what == past);
    assert!(issues("08-start-past"));
    assert!(!issues("08-start-far"));
}

/// model-my-watershed PR #1732.
#[test]
fn a_schedule_follows_its_clock_over_the_change_to_daylight_saving() {
    let mut harness = harness("09-new-york");
    harness.until(180_000.0);
    let fired = |action: u32| -> Vec<f64> {
        let is_it = |e: &&swell_core::world::log::Entry| {
            e.part == PartId(action) && matches!(e.what, What::ScheduleFired { .. })
        };
        harness
            .entries()
            .iter()
            .filter(is_it)
            .map(|e| harness.shown_s(e))
            .collect()
    };
    assert_eq!(fired(30), [3_600.0, 86_400.0, 172_800.0]);
    assert_eq!(fired(31), [28_800.0, 115_200.0]);
}

/// terraform-provider-aws #14799, #2662, #29413; terraform #16107.
#[test]
fn step_bounds_are_relative_in_any_order_and_without_a_hole() {
    let mut absolute = harness("10-absolute");
    absolute.until(900.0);
    let (_, first) = absolute.evaluations(16)[0];
    near(first.metric.expect("a datapoint"), 100.0, 0.01);
    assert_eq!((first.step, first.delta), (Some(0), 0));
    assert_eq!(absolute.changes(), []);
    let mut unsorted = harness("10-relative-unsorted");
    unsorted.until(900.0);
    let first = unsorted.changes()[0];
    assert_eq!((first.1, first.2), (4, 6), "30 % of 4 is 1, raised to 2");
    assert!(has(&board("10-gap"), 16, IssueWhat::Error(Code::StepGap)));
}

/// aws-cdk #35235.
#[test]
fn a_cooldown_belongs_to_simple_policies_alone() {
    let refused = IssueWhat::Error(Code::PolicyFieldNotAllowed);
    assert!(has(&board("11-step-with-cooldown"), 17, refused));
    let sizes = |name: &str| {
        let mut harness = harness(name);
        harness.until(3_000.0);
        let times: Vec<f64> = harness.changes().iter().map(|c| c.0).collect();
        let sizes: Vec<u32> = harness.changes().iter().map(|c| c.2).collect();
        (times, sizes)
    };
    let (times, step) = sizes("11-step-with-cooldown");
    assert_eq!(step, [3, 2, 1]);
    assert_eq!((times[1] - times[0], times[2] - times[1]), (60.0, 60.0));
    let (times, simple) = sizes("11-simple-with-cooldown");
    assert_eq!(simple, [3, 2, 1]);
    assert!(times.windows(2).all(|t| t[1] - t[0] >= 600.0), "{times:?}");
}

/// og-aws PR #116.
#[test]
fn the_only_target_gets_nothing_before_its_first_pass() {
    let mut harness = harness("12-first-instance");
    harness.until(600.0);
    let healthy = harness.when(|w| matches!(w, What::TargetHealthChanged { .. }))[0];
    assert_eq!(harness.totals().failed, harness.failures(503));
    assert!(harness.totals().ok > 0);
    // 10 a second until then, but for what answers the resolver's first second.
    near(harness.failures(503) as f64, 10.0 * healthy, 0.1);
}

/// wellcometrust/terraform-modules PR #58; EvalAI PR #5184; copilot-cli #5854.
#[test]
fn missing_data_as_breaching_is_an_alarm_like_any_other() {
    let run = |name: &str| {
        let mut harness = harness(name);
        let group = PartId(GROUP);
        use swell_core::engine::injection::Injection;
        harness
            .until(299.0)
            .session
            .inject(Injection::MetricsOff { group });
        harness
            .until(899.0)
            .session
            .inject(Injection::MetricsOn { group });
        harness.until(1_500.0);
        harness
    };
    let simple = run("25-simple-breaching");
    let changes = simple.changes();
    assert_eq!(changes[0], (600.0, 4, 3), "{changes:?}");
    // Again after the activity and its cooldown of 120 s, while ALARM lasts.
    assert_eq!((changes[1].1, changes[1].2), (3, 2), "{changes:?}");
    assert!((740.0..=900.0).contains(&changes[1].0), "{changes:?}");
    let why = simple.when(|w| {
        matches!(
            w,
            What::AlarmChanged {
                to: AlarmState::Alarm,
                breaching: 0,
                missing_as_breaching: 3,
                value: None,
                ..
            }
        )
    });
    assert_eq!(why, [600.0]);

    let step = run("25-step-breaching");
    assert_eq!(step.changes()[0], (600.0, 4, 3));
    let (_, first) = step.evaluations(17)[0];
    assert_eq!((first.metric, first.step), (None, Some(0)));
    let reason = Reason::ScaleIn;
    assert_eq!(first.verdict, Verdict::Decided { reason });

    assert_eq!(run("25-simple-ignore").changes(), []);
}

/// PRX/Infrastructure PR #176.
#[test]
fn a_percentile_is_that_of_all_samples_of_its_period() {
    let mut p95 = harness("28-p95");
    p95.until(310.0).fault(1, InstanceFault::Slow);
    p95.until(330.0).fault(1, InstanceFault::Heal).until(700.0);
    assert_eq!(went(&p95, 30, AlarmState::Alarm), [] as [f64; 0]);
    assert!(
        !went(&p95, 31, AlarmState::Alarm).is_empty(),
        "that one minute is slow"
    );

    let mut cpu = harness("28-cpu-p50");
    cpu.fault(1, InstanceFault::Slow).until(300.0);
    let (median, mean, most) = (value(&cpu, 30), value(&cpu, 31), value(&cpu, 32));
    assert!(median < mean && mean < most, "{median} {mean} {most}");
    assert!(median < 0.5 * most, "{median} {most}");
}
