//! What is measured, and the thresholds that look at it.

use super::plain;
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::engine::fault::InstanceFault;
use swell_core::rules::health::TargetState;
use swell_core::world::metric::Metric;
use swell_tests::story::{GROUP, Story, TARGETS, TEMPLATE};

/// Spec 9.2: status checks are published every minute, basic monitoring or not.
#[test]
fn status_checks_and_sizes_are_published_every_minute() {
    let mut story = plain(&[(TEMPLATE, "Monitoring/Enabled", json!(false))]);
    let newest = |story: &Story, metric: Metric| {
        let simulation = story.session.simulation();
        let group = simulation.control().ix(PartId(GROUP)).expect("the group");
        let published = &simulation.control().published;
        published
            .newest((group, metric))
            .map(|d| (d.samples.sum, d.samples.max))
    };
    story.until(60.0);
    assert_eq!(newest(&story, Metric::StatusCheckFailed), Some((0.0, 0.0)));
    story.fault(1, InstanceFault::Impair).until(120.0);
    for (metric, failed) in [
        (Metric::StatusCheckFailed, 1.0),
        (Metric::StatusCheckFailed_Instance, 1.0),
        (Metric::StatusCheckFailed_System, 0.0),
    ] {
        assert_eq!(newest(&story, metric), Some((failed, failed)), "{metric:?}");
    }
    for (metric, size) in [
        (Metric::GroupTotalInstances, 2.0),
        (Metric::GroupMinSize, 2.0),
        (Metric::GroupMaxSize, 4.0),
    ] {
        assert_eq!(newest(&story, metric), Some((size, size)), "{metric:?}");
    }
}

/// Spec 5.7: a share of the registered targets is a threshold like a count.
#[test]
fn below_a_share_of_healthy_targets_all_get_traffic() {
    let path = "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage";
    for (percent, expected) in [(json!(null), false), (json!(50), false), (json!(60), true)] {
        let mut story = plain(&[
            (TARGETS, path, percent),
            (GROUP, "HealthCheckType", json!("EC2")),
        ]);
        story
            .until(10.0)
            .fault(1, InstanceFault::Answer500)
            .until(150.0);
        assert_eq!(story.health(1), Some(TargetState::Unhealthy));
        assert_eq!(story.targets().is_fail_open, expected);
    }
}
