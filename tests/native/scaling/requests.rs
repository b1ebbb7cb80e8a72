//! What requests meet at a balancer: routing, fail-open, and the errors of clients and servers.

use super::{DATABASE, loaded, plain, terminations};
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::instance;
use swell_core::rules::alarm::Statistic;
use swell_core::rules::health::TargetState;
use swell_core::world::log::{ProbeFailure, TerminationCause, What};
use swell_core::world::metric::Metric;
use swell_core::world::request::FailureCause;
use swell_tests::boards::document;
use swell_tests::harness::{BALANCER, GROUP, Harness, TARGETS, TEMPLATE, USERS};

/// Spec 5.6: weight = age / duration.
#[test]
fn slow_start_ramps_the_share_of_a_newly_healthy_target() {
    let mut harness = plain(&[
        (TARGETS, "slow_start.duration_seconds", json!(200)),
        (GROUP, "HealthCheckType", json!("EC2")),
        (USERS, "users", json!(300)),
    ]);
    harness
        .until(10.0)
        .fault(1, InstanceFault::Crash)
        .until(105.0);
    assert_eq!(harness.health(1), Some(TargetState::Unhealthy));
    harness.fault(1, InstanceFault::Heal);
    while harness.health(1) != Some(TargetState::Healthy) {
        let next = harness.now() + 1.0;
        harness.until(next);
    }
    let from = harness.now();
    let requests = |harness: &Harness| {
        let pool = &harness.balancer().balancing.pools[0];
        let of = |serial: u32| {
            let slot = harness
                .targets()
                .targets()
                .find(|(_, t)| t.instance.serial == serial);
            pool.targets[slot.expect("registered").0 as usize].requests as f64
        };
        (of(1), of(2))
    };
    let mut shares = Vec::new();
    for part in 1..=5 {
        let before = requests(&harness);
        harness.until(from + f64::from(part) * 50.0);
        let after = requests(&harness);
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
        let mut harness = plain(&[
            (USERS, "users", json!(900)),
            (USERS, "mix", mix),
            (TARGETS, "load_balancing.algorithm.type", json!(algorithm)),
            (GROUP, "DesiredCapacity", json!(4)),
        ]);
        harness.until(1_200.0);
        harness.totals().latency.mean_us().expect("samples") / 1e3
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
    let mut harness = plain(&[(GROUP, "HealthCheckType", json!("EC2"))]);
    harness
        .until(60.0)
        .fault(1, InstanceFault::BreakHealthCheck)
        .fault(2, InstanceFault::BreakHealthCheck);
    harness.until(300.0);
    assert!(harness.targets().is_fail_open);
    assert_eq!(
        harness
            .when(|w| matches!(w, What::FailOpen { is_on: true }))
            .len(),
        1
    );
    assert_eq!(harness.totals().failed, 0, "the site works all the time");
    harness
        .fault(1, InstanceFault::Crash)
        .fault(2, InstanceFault::Crash)
        .until(400.0);
    assert!(harness.failures(502) > 500);
    assert_eq!(harness.failures(503), 0);
}

#[test]
fn with_no_registered_target_the_balancer_answers_503() {
    let mut harness = plain(&[
        (GROUP, "MinSize", json!(0)),
        (GROUP, "DesiredCapacity", json!(0)),
    ]);
    harness.until(60.0);
    assert!(harness.failures(503) > 400);
    assert_eq!(harness.totals().ok, 0);
}

/// Spec 5.9, 7.5: no connection within 10 s; the group reads EC2's states at the full minute.
#[test]
fn a_dead_instance_gives_504_after_10_s_and_is_noticed_at_the_full_minute() {
    for at in [61.0, 67.0, 119.0] {
        let mut harness = plain(&[]);
        harness
            .until(at)
            .fault(1, InstanceFault::Terminate)
            .until(400.0);
        let ended = terminations(&harness);
        assert_eq!(ended, [(120.0, 1, TerminationCause::NotRunning)]);
        let causes: Vec<_> = harness
            .client_stats()
            .failures
            .iter()
            .map(|f| (f.0, f.1))
            .collect();
        assert!(causes.iter().all(|c| c.0 == 504), "{causes:?}");
        if at < 100.0 {
            assert!(
                causes.contains(&(504, FailureCause::ConnectTimeout)),
                "{causes:?}"
            );
            // Nobody hears of it sooner: 10 s, the balancer's own millisecond and the way there.
            let mut again = plain(&[]);
            again.until(at).fault(1, InstanceFault::Terminate);
            again.until(at + 10.0);
            assert_eq!(again.totals().failed, 0);
            assert!(again.until(at + 11.0).totals().failed > 0);
        }
        assert_eq!(harness.in_service(), [2, 3]);
    }
}

#[test]
fn a_dead_instance_is_noticed_even_in_its_grace_period() {
    let mut harness = plain(&[(GROUP, "HealthCheckGracePeriod", json!(7_200))]);
    harness
        .until(10.0)
        .set(GROUP, "DesiredCapacity", json!(3))
        .until(130.0);
    harness.fault(3, InstanceFault::Stop).until(400.0);
    assert_eq!(harness.in_service(), [1, 2, 4]);
}

/// Quiz 2 and spec 5.9: a hung server gives 504 after the idle timeout, and only ELB health checks
/// replace it.
#[test]
fn a_hung_server_is_replaced_only_with_elb_health_checks() {
    for (check, is_replaced) in [("ELB", true), ("EC2", false)] {
        let mut harness = plain(&[(GROUP, "HealthCheckType", json!(check))]);
        harness
            .until(67.0)
            .fault(1, InstanceFault::Hang)
            .until(125.0);
        assert_eq!(
            harness.failures(504),
            0,
            "after the idle timeout, no sooner"
        );
        harness.until(1_200.0);
        assert_eq!(harness.failures(504), harness.totals().failed);
        assert!(harness.failures(504) > 100);
        // A good answer never took that long: those that did are no latency of the site.
        assert!(harness.client_stats().latency.max_us() < 10_000_000);
        let expected: &[u32] = if is_replaced { &[2, 3] } else { &[1, 2] };
        assert_eq!(harness.in_service(), expected, "{check}");
        // Detected after three probes and the time-out: 65 to 95 s (spec 5.5).
        let unhealthy = harness.when(|w| {
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
    let mut harness = plain(&[
        (USERS, "patience_s", json!(2)),
        (USERS, "users", json!(4)),
        (USERS, "cpu_seconds_per_request", json!(4)),
        (USERS, "cpu_distribution", json!("constant")),
    ]);
    harness.until(600.0);
    let totals = harness.totals();
    assert_eq!((totals.ok, totals.failed), (0, 0));
    assert!(totals.gave_up > 150);
    // Nobody was there to hear it: no 200 and no response time (spec 5.9).
    let meter = &harness.balancer().balancing.pools[0].meter;
    assert_eq!((meter.answers[2], meter.response.total()), (0, 0));
    assert!(meter.requests + 5 > totals.gave_up);
}

/// Spec 5.9, 5.15: a client that closes is counted in that minute, whenever the server answers: a 460 of
/// an ALB, a reset by the client of an NLB.
#[test]
fn a_client_that_goes_is_counted_when_it_goes() {
    let board = |kind: &str| {
        json!({ "format": 2, "seed": 1, "parts": [
            { "id": USERS, "kind": "users", "params": {
                "users": 4, "patience_s": 2, "cpu_seconds_per_request": 55,
                "cpu_distribution": "constant" } },
            { "id": 2, "kind": kind, "name": "front" },
            { "id": 3, "kind": "target_group", "of": 2, "params": { "HealthCheckEnabled": false } },
            { "id": 4, "kind": "instance", "params": { "max_workers": 1000 } },
        ], "links": [
            { "id": 5, "from": USERS, "to": 2, "protocol": "http" },
            { "id": 6, "from": 3, "to": 4, "protocol": "http" },
        ] })
    };
    for (kind, name) in [
        ("load_balancer", "HTTPCode_ELB_4XX_Count"),
        ("network_load_balancer", "TCP_Client_Reset_Count"),
    ] {
        let mut harness = Harness::new(document(board(kind)));
        let mut before = 0;
        for minute in 1..=5 {
            harness.until(f64::from(minute) * 60.0);
            let gave_up = harness.totals().gave_up;
            harness.until(f64::from(minute) * 60.0 + 0.01);
            let control = harness.session.simulation().control();
            let front = control.ix(PartId(2)).expect("drawn");
            let metric = Metric::named(name).expect("published");
            let newest = control.published.newest((front, metric));
            let counted = newest.map_or(0.0, |d| d.value(Statistic::Sum));
            assert!(gave_up > before, "{kind}: minute {minute}");
            assert_eq!(
                counted,
                (gave_up - before) as f64,
                "{kind}: minute {minute}"
            );
            before = gave_up;
        }
    }
}

#[test]
fn retries_are_requests_of_their_own() {
    let sent = |retries: u32| {
        let mut harness = plain(&[
            (GROUP, "MinSize", json!(0)),
            (GROUP, "DesiredCapacity", json!(0)),
            (USERS, "retries", json!(retries)),
        ]);
        harness.until(600.0);
        assert_eq!(harness.totals().failed, harness.failures(503));
        harness.totals().sent as f64
    };
    let ratio = sent(2) / sent(0);
    assert!((ratio - 3.0).abs() < 0.1, "{ratio}");
}

#[test]
fn a_refused_database_connection_is_a_500_of_the_application() {
    let mut harness = plain(&[
        (DATABASE, "max_connections", json!(1)),
        (DATABASE, "read_ms", json!(200)),
    ]);
    harness.until(300.0);
    assert!(harness.failures(500) > 500);
    assert_eq!(harness.failures(500), harness.totals().failed);
    assert!(
        harness
            .client_stats()
            .failures
            .iter()
            .all(|f| f.1 == FailureCause::DatabaseRefused)
    );
    let database = PartId(DATABASE);
    harness.session.inject(Injection::DatabaseDown { database });
    harness.until(310.0);
    assert!(
        harness
            .client_stats()
            .failures
            .iter()
            .any(|f| f.1 == FailureCause::DatabaseUnreachable)
    );
}

/// Spec 5.9: the client was gone before the idle timeout: 460 and no 504.
#[test]
fn a_client_that_left_a_hung_server_is_a_460_and_no_504() {
    let mut harness = plain(&[
        (USERS, "patience_s", json!(10)),
        (GROUP, "HealthCheckType", json!("EC2")),
    ]);
    harness
        .until(67.0)
        .fault(1, InstanceFault::Hang)
        .until(600.0);
    let codes = &harness.balancer().codes;
    assert_eq!((codes.elb_504, codes.elb_502), (0, 0), "{codes:?}");
}

/// Spec 5.9: a crash resets all connections, those whose request waits for the database included.
#[test]
fn requests_of_a_crashed_process_that_wait_for_the_database_are_502_at_once() {
    let mut harness = plain(&[
        (DATABASE, "read_ms", json!(150)),
        (GROUP, "HealthCheckType", json!("EC2")),
    ]);
    harness.until(67.0);
    let part = harness.group().members[0].part.at;
    let at_the_database = |harness: &Harness| {
        let requests = harness.session.simulation().world().requests.iter();
        let waiting = requests.filter(|(_, r)| r.awaits(part) && r.at != part);
        waiting.count() as u64
    };
    while at_the_database(&harness) < 3 {
        let next = harness.now() + 0.1;
        harness.until(next);
    }
    let (held, soon) = (at_the_database(&harness), harness.now() + 0.01);
    harness.fault(1, InstanceFault::Crash).until(soon);
    assert!(harness.failures(502) >= held);
    harness.until(200.0);
    assert_eq!(harness.failures(504), 0);
}

/// Spec 6.4: a t2.micro without credits is held at 10 %: users wait, and no CPU alarm fires.
#[test]
fn a_throttled_t2_micro_shows_ten_percent() {
    let run = |kind: &str, mode: &str| {
        let mut harness = plain(&[
            (TEMPLATE, "InstanceType", json!(kind)),
            (TEMPLATE, "CreditSpecification/CpuCredits", json!(mode)),
            (USERS, "users", json!(320)),
        ]);
        harness.until(600.0);
        let cpu = |harness: &Harness| {
            let control = harness.session.simulation().control();
            let group = control.ix(PartId(GROUP)).expect("there");
            let last = |metric| {
                let points = control.published.series((group, metric));
                points.last().map(|p| p.value(Statistic::Average))
            };
            (
                last(instance::metrics::CPU_UTILIZATION),
                last(instance::metrics::CPU_CREDIT_BALANCE),
            )
        };
        let early = cpu(&harness);
        let throttled = |w: &What| matches!(w, What::CpuThrottled { is_on: true, .. });
        harness.until(3_600.0);
        let said = harness.when(throttled);
        (early, cpu(&harness), said, harness.totals())
    };
    // Two servers of one vCPU, busy to 80 % each: 30 launch credits last for 43 minutes.
    let (early, late, said, totals) = run("t2.micro", "default");
    assert!(
        (75.0..85.0).contains(&early.0.expect("published")),
        "{early:?}"
    );
    assert!(
        (5.0..15.0).contains(&early.1.expect("published")),
        "{early:?}"
    );
    assert!((late.0.expect("published") - 10.0).abs() < 0.1, "{late:?}");
    assert!(late.1.expect("published") < 1.0, "{late:?}");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(totals.failed > 10_000, "{}", totals.failed);
    for (kind, mode) in [("t2.micro", "unlimited"), ("c5.large", "default")] {
        let (_, _, said, totals) = run(kind, mode);
        assert_eq!((said.len(), totals.failed), (0, 0), "{kind} {mode}");
    }
}

/// Spec 2.3, 7.7: each network's resolver keeps the old address until its own answer ends.
#[test]
fn clients_leave_a_dead_address_little_by_little() {
    let path = "clients_try_next_address";
    let mut harness = plain(&[(BALANCER, path, json!(false)), (USERS, "users", json!(400))]);
    harness.until(100.0).zone(2, false);
    let mut lost = Vec::new();
    for decade in 0..8 {
        let unreachable = harness.balancer().codes.unreachable;
        harness.until(110.0 + f64::from(decade) * 10.0);
        lost.push(harness.balancer().codes.unreachable - unreachable);
    }
    // Half of 400 in the first 10 s, a sixth less in each of the next, none after the TTL.
    assert!(lost[0] > 140, "{lost:?}");
    assert!(
        lost[..6].windows(2).all(|pair| pair[1] < pair[0]),
        "{lost:?}"
    );
    assert_eq!(lost[7], 0, "{lost:?}");
}

/// Spec 5.5: through the queue, overload looks like death; by default probes pass it.
#[test]
fn probes_in_line_end_servers_that_are_only_busy() {
    let run = |is_in_line: bool, queue_max: u32| {
        let mut harness = loaded(
            120,
            &[
                (TARGETS, "probe_through_queue", json!(is_in_line)),
                (TEMPLATE, "queue_max", json!(queue_max)),
                (GROUP, "MaxSize", json!(2)),
            ],
        );
        harness.until(600.0);
        let reasons: Vec<Option<ProbeFailure>> = harness
            .entries()
            .iter()
            .filter_map(|e| match &e.what {
                What::TargetHealthChanged {
                    to: TargetState::Unhealthy,
                    reason,
                    ..
                } => Some(*reason),
                _ => None,
            })
            .collect();
        reasons
    };
    assert_eq!(run(false, 130), []);
    let refused = run(true, 130);
    assert!(
        refused.contains(&Some(ProbeFailure::FailedHealthChecks)),
        "{refused:?}"
    );
    // A line so long that nobody waits it out: longer than the 5 s of the time-out.
    let late = run(true, 5_000);
    assert!(late.contains(&Some(ProbeFailure::Timeout)), "{late:?}");
}

/// A probe that waits its turn and is answered in time has passed.
#[test]
fn probes_in_line_pass_where_the_line_is_short() {
    let mut harness = loaded(75, &[(TARGETS, "probe_through_queue", json!(true))]);
    harness.until(900.0);
    assert!(harness.targets().probes_passed > 40);
    assert_eq!(harness.targets().probes_failed, 0);
}
