//! What is measured, and the thresholds that look at it.

use super::plain;
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::engine::injection::InstanceFault;
use swell_core::kinds::{auto_scaling, instance, load_balancer, target_group};
use swell_core::rules::health::TargetState;
use swell_core::world::log::What;
use swell_core::world::metric::Metric;
use swell_tests::harness::{BALANCER, GROUP, Harness, TARGETS, TEMPLATE};

/// Spec 9.2: status checks are published every minute, basic monitoring or not.
#[test]
fn status_checks_and_sizes_are_published_every_minute() {
    let mut harness = plain(&[(TEMPLATE, "Monitoring/Enabled", json!(false))]);
    let newest = |harness: &Harness, metric: Metric| {
        let simulation = harness.session.simulation();
        let group = simulation.control().ix(PartId(GROUP)).expect("the group");
        let published = &simulation.control().published;
        published
            .newest((group, metric))
            .map(|d| (d.samples.sum, d.samples.max))
    };
    harness.until(60.0);
    assert_eq!(
        newest(&harness, instance::metrics::STATUS_CHECK_FAILED),
        Some((0.0, 0.0))
    );
    harness.fault(1, InstanceFault::Impair).until(120.0);
    for (metric, failed) in [
        (instance::metrics::STATUS_CHECK_FAILED, 1.0),
        (instance::metrics::STATUS_CHECK_FAILED_INSTANCE, 1.0),
        (instance::metrics::STATUS_CHECK_FAILED_SYSTEM, 0.0),
    ] {
        assert_eq!(
            newest(&harness, metric),
            Some((failed, failed)),
            "{metric:?}"
        );
    }
    for (metric, size) in [
        (auto_scaling::metrics::GROUP_TOTAL_INSTANCES, 2.0),
        (auto_scaling::metrics::GROUP_MIN_SIZE, 2.0),
        (auto_scaling::metrics::GROUP_MAX_SIZE, 4.0),
    ] {
        assert_eq!(newest(&harness, metric), Some((size, size)), "{metric:?}");
    }
}

/// Spec 5.7: a share of the registered targets is a threshold like a count.
#[test]
fn below_a_share_of_healthy_targets_all_get_traffic() {
    let path = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage";
    for (percent, expected) in [(json!(null), false), (json!(50), false), (json!(60), true)] {
        let mut harness = plain(&[
            (TARGETS, path, percent),
            (GROUP, "HealthCheckType", json!("EC2")),
        ]);
        harness
            .until(10.0)
            .fault(1, InstanceFault::Answer500)
            .until(150.0);
        assert_eq!(harness.health(1), Some(TargetState::Unhealthy));
        assert_eq!(harness.targets().is_fail_open, expected);
    }
}

/// Spec 5.15: a 503 of an empty group is no request that a node chose a target for.
#[test]
fn requests_without_a_target_are_not_counted_as_requests() {
    let mut harness = plain(&[
        (GROUP, "MinSize", json!(0)),
        (GROUP, "DesiredCapacity", json!(0)),
    ]);
    harness.until(60.0);
    let newest = |harness: &Harness, metric: Metric| {
        let simulation = harness.session.simulation();
        let ix = simulation.control().ix(PartId(BALANCER)).expect("there");
        simulation
            .control()
            .published
            .newest((ix, metric))
            .map(|d| d.samples.sum)
    };
    assert_eq!(newest(&harness, target_group::metrics::REQUEST_COUNT), None);
    let refused = newest(&harness, load_balancer::ELB_503_COUNT).expect("some");
    assert!(refused > 400.0, "{refused}");
}

/// Spec 1.4: a refusal after 11 ms is no fast site.
#[test]
fn latency_is_that_of_good_answers_alone() {
    let mut harness = plain(&[(GROUP, "HealthCheckType", json!("EC2"))]);
    harness.until(60.0);
    harness
        .fault(1, InstanceFault::Crash)
        .fault(2, InstanceFault::Crash);
    harness.until(600.0);
    let samples = harness.session.run().series.samples();
    let refused: Vec<_> = samples
        .iter()
        .filter(|s| s.failed > 0 && s.ok == 0)
        .collect();
    assert!(refused.len() > 40);
    assert!(
        refused
            .iter()
            .all(|s| s.p50_ms.is_none() && s.p95_ms.is_none())
    );
    let simulation = harness.session.simulation();
    let ix = simulation.control().ix(PartId(TARGETS)).expect("there");
    let published = &simulation.control().published;
    let response = published
        .newest((ix, target_group::metrics::TARGET_RESPONSE_TIME))
        .expect("before");
    assert!(
        simulation.shown_s(response.end) <= 120.0,
        "no sample of a refusal"
    );
}

/// Spec 5.7: a run begins with all targets, and no half of them has failed.
#[test]
fn a_run_does_not_begin_with_failing_open() {
    let minimum = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count";
    let mut harness = plain(&[(TARGETS, minimum, json!(2))]);
    harness.until(60.0);
    let entries = harness.entries().iter();
    let opened = entries.filter(|e| matches!(e.what, What::FailOpen { .. }));
    assert_eq!(opened.count(), 0);
}
