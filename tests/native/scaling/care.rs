//! The group keeps its instances: launches, verdicts, replacement and zones.

use super::{launches, plain, terminations, without};
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::document::command::Command;
use swell_core::engine::injection::InstanceFault;
use swell_core::rules::health::TargetState;
use swell_core::world::log::{LaunchFailure, TerminationCause, What};
use swell_tests::boards::preset;
use swell_tests::harness::{BALANCER, GROUP, Harness, TEMPLATE, under_load};

/// Spec 7.3: a bootstrap longer than the checks, ELB and no grace period replace for ever.
#[test]
fn without_a_grace_period_a_long_bootstrap_loops() {
    for (grace_s, is_loop) in [(0, true), (300, false)] {
        let mut harness = plain(&[
            (GROUP, "HealthCheckGracePeriod", json!(grace_s)),
            (TEMPLATE, "bootstrap_s", json!(120)),
        ]);
        harness
            .until(10.0)
            .set(GROUP, "DesiredCapacity", json!(3))
            .until(1_800.0);
        match is_loop {
            true => assert!(launches(&harness) >= 5, "{} launches", launches(&harness)),
            false => assert_eq!(launches(&harness), 1),
        }
        assert_eq!(
            harness.health(3),
            (!is_loop).then_some(TargetState::Healthy)
        );
    }
}

/// A place of the engine's table is used again; the boot of the next instance takes its time.
#[test]
fn every_instance_takes_its_whole_bootstrap() {
    use swell_core::kinds::instance::App;
    let mut harness = plain(&[
        (TEMPLATE, "bootstrap_s", json!(120)),
        (TEMPLATE, "shutdown_s", json!(5)),
    ]);
    harness
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(3))
        .until(60.0);
    // In service since second 40, bootstrapping until 160; gone by 66, and another one comes.
    harness
        .fault(3, InstanceFault::SetUnhealthy)
        .set(GROUP, "DesiredCapacity", json!(2));
    harness.fault(3, InstanceFault::Terminate).until(130.0);
    harness.set(GROUP, "DesiredCapacity", json!(3)).until(131.0);
    let newcomer = harness.group().members.last().expect("three").part.at;
    harness.until(279.0);
    assert_eq!(harness.instance(newcomer).app, App::Bootstrapping);
    harness.until(281.0);
    assert_eq!(harness.instance(newcomer).app, App::Listening);
}

/// Spec 7.2: failed launches are tried again after 30 s, doubling to 15 minutes.
#[test]
fn without_a_launch_template_launches_fail_and_are_tried_again() {
    let document = without(preset("default"), &[16, 17, 18, 19]);
    let mut harness = Harness::new(document.clone());
    harness.until(10.0).edit(Command::Remove {
        ids: vec![TEMPLATE],
    });
    harness.set(GROUP, "DesiredCapacity", json!(3)).until(100.0);
    let failed = |w: &What| {
        matches!(
            w,
            What::LaunchFailed {
                why: LaunchFailure::NoTemplate
            }
        )
    };
    assert_eq!(harness.when(failed).len(), 1, "said once");
    assert_eq!(harness.group().members.len(), 2);
    let part = document.part(PartId(TEMPLATE)).expect("there").clone();
    harness
        .edit(Command::add_part(&document, part, None))
        .until(101.0);
    let launched = harness.when(|w| matches!(w, What::InstanceLaunched { .. }));
    assert_eq!(launched.len(), 1, "the pause between two tries is over");
    assert!((launched[0] - 100.0).abs() < 0.01, "{launched:?}");
    harness.until(300.0);
    assert_eq!(harness.in_service(), [1, 2, 3]);
}

#[test]
fn a_group_that_is_given_a_subnet_launches_at_once() {
    let mut document = without(preset("default"), &[16, 17, 18, 19]);
    let zones = document
        .part(PartId(GROUP))
        .expect("there")
        .stands_in
        .clone();
    let set = |zones: Vec<_>| Command::StandIn {
        part: PartId(GROUP),
        frames: zones,
    };
    document.apply(set(Vec::new())).expect("legal");
    let mut harness = Harness::new(document);
    harness.until(100.0);
    assert_eq!(harness.group().members.len(), 0);
    harness.edit(set(zones)).until(101.0);
    let launched = harness.when(|w| matches!(w, What::InstanceLaunched { .. }));
    assert_eq!(launched.len(), 2, "{launched:?}");
}

/// C15 and spec 7.7.
#[test]
fn a_zone_that_goes_down_is_replaced_in_the_other_and_rebalanced_when_it_is_back() {
    let mut harness = Harness::new(preset("two-zones"));
    let nodes = |harness: &Harness| {
        let ix = harness
            .session
            .simulation()
            .control()
            .ix(PartId(BALANCER))
            .expect("there");
        harness.session.simulation().world().names.advertised(ix)
    };
    harness.until(67.0);
    assert_eq!(
        (harness.in_zone(0), harness.in_zone(1), nodes(&harness)),
        (2, 2, 0b11)
    );
    harness.zone(2, false).until(68.0);
    assert_eq!(nodes(&harness), 0b10, "its node has left DNS at once");
    harness.until(600.0);
    assert_eq!((harness.in_zone(0), harness.in_zone(1)), (0, 4));
    let sick: Vec<_> = terminations(&harness).iter().map(|t| t.1).collect();
    assert_eq!(sick.len(), 2);
    let failed = harness.totals().failed;
    assert!(failed > 0);
    harness.until(900.0);
    assert_eq!(harness.totals().failed, failed, "all is well again");
    harness.zone(2, true).until(1_800.0);
    assert_eq!(
        (harness.in_zone(0), harness.in_zone(1), nodes(&harness)),
        (2, 2, 0b11)
    );
    assert_eq!(
        (harness.group().desired, harness.in_service().len()),
        (4, 4)
    );
    assert_eq!(harness.totals().failed, failed);
}

/// C18: the steps of the notes, in their order, with 60 to 90 s of partial errors.
#[test]
fn one_server_fails_and_is_replaced() {
    for seed in 1..=5 {
        let mut document = preset("one-fails");
        document.seed = seed;
        let mut harness = Harness::new(document);
        harness
            .until(67.0)
            .fault(1, InstanceFault::Crash)
            .until(900.0);
        let health = |serial: u32, state: TargetState| {
            harness.when(|w| {
                matches!(w, What::TargetHealthChanged { instance, to, .. }
                if instance.serial == serial && *to == state)
            })[0]
        };
        let unhealthy = health(1, TargetState::Unhealthy);
        assert!((60.0..=90.0).contains(&(unhealthy - 67.0)), "{unhealthy}");
        assert_eq!(
            terminations(&harness),
            [(unhealthy, 1, TerminationCause::UnhealthyTarget)]
        );
        let launched = harness.when(|w| matches!(w, What::InstanceLaunched { .. }));
        assert_eq!(launched, [unhealthy]);
        let in_service = harness.when(|w| matches!(w, What::InstanceInService { .. }));
        assert_eq!(in_service, [unhealthy + 30.0]);
        let back = health(4, TargetState::Healthy) - in_service[0];
        assert!((0.0..=60.0).contains(&back), "{back}");
        assert_eq!(harness.in_service(), [2, 3, 4]);
        // A third of 30 requests a second, for so long.
        let expected = 10.0 * (unhealthy - 67.0);
        let failed = harness.totals().failed as f64;
        assert!(
            (failed / expected - 1.0).abs() < 0.2,
            "{failed} of {expected}"
        );
        assert_eq!(harness.failures(502) as f64, failed);
    }
}

/// Spec 7.5: an impaired status check is tolerated for two minutes from the next full one.
#[test]
fn an_impaired_instance_is_replaced_after_the_tolerance() {
    let mut harness = plain(&[]);
    harness
        .until(67.0)
        .fault(1, InstanceFault::Impair)
        .until(500.0);
    assert_eq!(
        terminations(&harness),
        [(240.0, 1, TerminationCause::Impaired)]
    );
}

/// Spec 7.5: EC2's states are read of instances on their way, too.
#[test]
fn an_instance_that_dies_before_it_is_in_service_is_replaced() {
    for fault in [InstanceFault::Terminate, InstanceFault::Stop] {
        let mut harness = plain(&[]);
        harness
            .until(10.0)
            .set(GROUP, "DesiredCapacity", json!(3))
            .until(20.0)
            .fault(3, fault)
            .until(200.0);
        assert_eq!(
            terminations(&harness),
            [(60.0, 3, TerminationCause::NotRunning)]
        );
        assert_eq!(harness.in_service(), [1, 2, 4], "{fault:?}");
        assert_eq!(harness.group().members.len(), 3, "{fault:?}");
    }
}

/// A machine that is struck on its way out is gone a little earlier.
#[test]
fn an_instance_that_dies_while_it_shuts_down_is_gone() {
    for fault in [InstanceFault::Terminate, InstanceFault::Stop] {
        let mut harness = plain(&[
            (GROUP, "DesiredCapacity", json!(3)),
            (TEMPLATE, "shutdown_s", json!(120)),
        ]);
        harness
            .until(10.0)
            .set(GROUP, "DesiredCapacity", json!(2))
            .until(70.0);
        let going = harness.group().members.iter().find(|m| m.is_terminating());
        let serial = going.expect("shuts down").id.serial;
        harness.fault(serial, fault).until(200.0);
        let gone = harness.when(|w| matches!(w, What::InstanceTerminated { .. }));
        assert_eq!(gone.len(), 1, "{fault:?}");
        match fault {
            InstanceFault::Terminate => assert!(gone[0] < 71.0, "{gone:?}"),
            _ => assert!(
                gone[0] >= 130.0,
                "a machine that ends cannot be stopped: {gone:?}"
            ),
        }
        assert_eq!(harness.group().members.len(), 2);
    }
}

/// Spec 7.7: nothing in the full zone may go: a newcomer would be all that could.
#[test]
fn zones_are_not_rebalanced_against_protected_instances() {
    let mut harness = plain(&[(GROUP, "DesiredCapacity", json!(4))]);
    harness.until(10.0);
    for serial in [1, 3] {
        harness.fault(serial, InstanceFault::Protect);
    }
    harness
        .set(GROUP, "DesiredCapacity", json!(2))
        .until(1_800.0);
    assert_eq!((harness.in_zone(0), harness.in_zone(1)), (2, 0));
    assert_eq!(launches(&harness), 0);
    harness.fault(1, InstanceFault::Protect).until(2_400.0);
    assert_eq!((harness.in_zone(0), harness.in_zone(1)), (1, 1));
    assert_eq!((launches(&harness), harness.in_service()[0]), (1, 3));
}

/// Spec 7.6: three rounds of replacement without one healthy newcomer.
#[test]
fn a_replacement_loop_is_said_after_three_rounds() {
    let looping = |bootstrap_s: u32| {
        let mut harness = plain(&[
            (GROUP, "HealthCheckGracePeriod", json!(0)),
            (TEMPLATE, "bootstrap_s", json!(bootstrap_s)),
        ]);
        harness.until(10.0).set(GROUP, "DesiredCapacity", json!(3));
        harness.until(1_800.0);
        let said = harness.when(|w| matches!(w, What::ReplacementLoop { rounds: 3 }));
        let ended: Vec<f64> = terminations(&harness).iter().map(|t| t.0).collect();
        (said, ended)
    };
    let (said, ended) = looping(120);
    assert_eq!(said, ended[2..3], "once");
    assert_eq!(looping(10), (vec![], vec![]));
}

/// Spec 7.13: without ReplaceUnhealthy an instance is marked, once, and kept.
#[test]
fn an_unhealthy_instance_that_is_kept_is_said_once() {
    let mut harness = plain(&[(GROUP, "SuspendedProcesses", json!(["ReplaceUnhealthy"]))]);
    harness
        .until(67.0)
        .fault(1, InstanceFault::Crash)
        .until(900.0);
    let marked =
        harness.when(|w| matches!(w, What::MarkedOnly { instance } if instance.serial == 1));
    assert_eq!(marked.len(), 1);
    assert_eq!(harness.in_service(), [1, 2]);
}

/// Spec 1.1, 18: every entry names its cause, back to an alarm or to what somebody did.
#[test]
fn every_entry_of_an_instance_goes_back_to_what_made_it() {
    let chain = |harness: &Harness, is_it: &dyn Fn(&What) -> bool| -> Vec<String> {
        let entries = harness.entries();
        let mut chain = Vec::new();
        let mut next = entries.iter().rfind(|e| is_it(&e.what));
        while let Some(entry) = next {
            let value = serde_json::to_value(&entry.what).expect("JSON");
            chain.push(value["kind"].as_str().expect("a word").to_owned());
            next = entry
                .cause
                .and_then(|id| entries.iter().find(|e| e.id == id));
        }
        chain
    };
    let mut harness = Harness::new(under_load(100));
    harness.until(600.0);
    assert_eq!(
        chain(&harness, &|w| matches!(
            w,
            What::TargetHealthChanged { instance, .. } if instance.serial == 3
        )),
        [
            "target_health_changed",
            "target_registered",
            "instance_in_service",
            "instance_launched",
            "policy_evaluated",
            "alarm_changed"
        ]
    );
    harness.fault(1, InstanceFault::Crash).until(900.0);
    assert_eq!(
        chain(&harness, &|w| matches!(w, What::InstanceTerminated { .. })),
        [
            "instance_terminated",
            "instance_terminating",
            "target_health_changed",
            "fault_injected"
        ]
    );
    assert_eq!(
        chain(&harness, &|w| matches!(w, What::InstanceLaunched { .. }))[..3],
        [
            "instance_launched",
            "instance_terminating",
            "target_health_changed"
        ]
    );
    harness.fault(2, InstanceFault::Terminate).until(1_100.0);
    assert_eq!(
        chain(&harness, &|w| matches!(w, What::InstanceTerminated { .. })),
        [
            "instance_terminated",
            "instance_terminating",
            "fault_injected"
        ]
    );
}

/// Ten servers in service, and nobody who scales.
fn ten(fields: &[(u32, &str, serde_json::Value)]) -> Harness {
    let mut all = vec![
        (GROUP, "MaxSize", json!(10)),
        (GROUP, "DesiredCapacity", json!(10)),
    ];
    all.extend_from_slice(fields);
    plain(&all)
}

/// Spec 7.6: each round waits for its newcomers' first check and their warm-up, the last one too.
#[test]
fn every_round_of_replacement_waits_for_check_and_warm_up() {
    for warmup_s in [0, 120, 300] {
        let mut harness = ten(&[(GROUP, "DefaultInstanceWarmup", json!(warmup_s))]);
        harness.until(67.0);
        harness
            .fault(1, InstanceFault::Crash)
            .fault(2, InstanceFault::Crash);
        harness.until(1_200.0);
        let ended = terminations(&harness);
        assert_eq!(ended.len(), 2, "{ended:?}");
        let in_service = harness.when(|w| matches!(w, What::InstanceInService { .. }))[0];
        let healthy = harness.when(|w| {
            matches!(w, What::TargetHealthChanged { instance, to: TargetState::Healthy, .. }
                if instance.serial == 11)
        })[0];
        let ready = healthy.max(in_service + f64::from(warmup_s));
        // Looked at every 10 s.
        let waited = ended[1].0 - ready;
        assert!(
            (0.0..=10.0).contains(&waited),
            "{warmup_s}: {ended:?}, ready {ready}"
        );
        let said = harness.when(|w| matches!(w, What::ReplacementWaits { .. }));
        assert!(!said.is_empty());
    }
}

/// Spec 7.7: what is still pending in a zone that goes down never runs.
#[test]
fn a_launch_in_a_zone_that_goes_down_is_made_in_the_other() {
    let mut harness = plain(&[(TEMPLATE, "pending_s", json!(60))]);
    harness
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(3))
        .until(20.0);
    let newcomer = harness.group().members.last().expect("three");
    assert_eq!((newcomer.id.serial, newcomer.zone), (3, 0));
    harness.zone(2, false).until(21.0);
    let lost = |w: &What| {
        matches!(
            w,
            What::LaunchFailed {
                why: LaunchFailure::ZoneLost { .. }
            }
        )
    };
    assert_eq!(harness.when(lost).len(), 1);
    let newcomer = harness.group().members.last().expect("three");
    assert_eq!((newcomer.id.serial, newcomer.zone), (4, 1));
    harness.zone(2, true).until(200.0);
    let ran = harness
        .when(|w| matches!(w, What::InstanceInService { instance, .. } if instance.serial == 3));
    assert_eq!(ran, [] as [f64; 0]);
    assert!(harness.in_service().contains(&4));
}

/// Spec 7.13, 18: what waited for Launch goes back to what ordered it, each to its own.
#[test]
fn launches_that_waited_keep_their_causes() {
    let mut harness = plain(&[(GROUP, "SuspendedProcesses", json!(["Launch"]))]);
    harness
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(3))
        .until(70.0);
    harness.fault(1, InstanceFault::Terminate).until(300.0);
    assert_eq!(launches(&harness), 0);
    harness
        .set(GROUP, "SuspendedProcesses", json!([]))
        .until(301.0);
    let entries = harness.entries();
    let launched = entries
        .iter()
        .filter(|e| matches!(e.what, What::InstanceLaunched { .. }));
    let causes: Vec<&What> = launched
        .filter_map(|e| entries.iter().find(|c| Some(c.id) == e.cause))
        .map(|c| &c.what)
        .collect();
    assert!(
        matches!(
            causes[..],
            [
                What::DesiredChanged { from: 2, to: 3, .. },
                What::InstanceTerminating { .. }
            ]
        ),
        "{causes:?}"
    );
}

/// Spec 1.1, 7.5: the read at a full minute sees what was true before that instant.
#[test]
fn a_fault_on_the_full_minute_is_seen_at_the_next_read() {
    use swell_core::engine::injection::Injection;
    use swell_core::engine::simulation::Simulation;
    use swell_core::world::log::LogChange;
    let noticed = |fault_s: f64| {
        let document = without(preset("default"), &[16, 17, 18, 19]);
        let mut simulation = Simulation::new(&document);
        simulation.advance_before(simulation.instant_of_shown(fault_s));
        let instance = simulation.instance_of(PartId(GROUP), 1).expect("there");
        let fault = InstanceFault::Terminate;
        simulation.inject(&Injection::Instance { instance, fault });
        simulation.advance(simulation.instant_of_shown(fault_s + 200.0), u64::MAX);
        let mut log = Vec::new();
        simulation.take_log(&mut log);
        let ended = log.iter().find_map(|change| match change {
            LogChange::New(e) if matches!(e.what, What::InstanceTerminating { .. }) => Some(e.at),
            _ => None,
        });
        ended.map(|at| simulation.shown_s(at))
    };
    for (fault_s, expected) in [
        (119.0, 120.0),
        (119.999_999, 120.0),
        (120.0, 180.0),
        (121.0, 180.0),
    ] {
        assert_eq!(noticed(fault_s), Some(expected), "{fault_s}");
    }
}
