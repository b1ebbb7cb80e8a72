//! A part's parameters as the resource that AWS would be asked for; only what has rules counts.

use super::{Document, Part};
use crate::base::id::PartId;
use crate::kinds::{Params, alarm, auto_scaling, policy, scheduled_action, target_group};
use crate::rules::validate::{
    Alarm, AutoScalingGroup, HttpMatcher, PolicyType, ScalingPolicy, ScheduledAction, TargetGroup,
};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

impl From<&auto_scaling::Params> for AutoScalingGroup {
    fn from(group: &auto_scaling::Params) -> Self {
        Self {
            min_size: Some(group.min.into()),
            max_size: Some(group.max.into()),
            desired_capacity: group.desired.map(i64::from),
            health_check_type: Some(group.health_check_type.clone()),
            health_check_grace_period: whole(group.grace_period_s),
            default_cooldown: Some(group.default_cooldown_s.into()),
            default_instance_warmup: group.default_instance_warmup_s,
            termination_policies: group.termination_policies.clone(),
            new_instances_protected_from_scale_in: group.protects_new_instances,
            ..Self::default()
        }
    }
}

impl From<&policy::Params> for ScalingPolicy {
    fn from(policy: &policy::Params) -> Self {
        let policy_type = match policy.policy_type {
            policy::PolicyType::TargetTrackingScaling => PolicyType::TargetTrackingScaling,
            policy::PolicyType::StepScaling => PolicyType::StepScaling,
            policy::PolicyType::SimpleScaling => PolicyType::SimpleScaling,
        };
        // Ours has a default; AWS's has none and belongs to step policies only.
        let aggregation = Some(policy.aggregation);
        Self {
            policy_type,
            adjustment_type: policy.adjustment_type,
            step_adjustments: policy.steps.clone(),
            scaling_adjustment: policy.adjustment,
            min_adjustment_magnitude: policy.magnitude_min.map(i64::from),
            metric_aggregation_type: aggregation.filter(|_| policy_type == PolicyType::StepScaling),
            cooldown: policy.cooldown_s.map(i64::from),
            estimated_instance_warmup: policy.warmup_s,
            target_tracking_configuration: policy.tracking.clone(),
            enabled: Some(policy.is_enabled),
            ..Self::default()
        }
    }
}

impl ScalingPolicy {
    /// Fills in which target group `ALBRequestCountPerTarget` means: a matter of wires here.
    pub(super) fn label(&mut self, label: Option<String>) {
        let tracking = self.target_tracking_configuration.as_mut();
        if let Some(metric) = tracking.and_then(|t| t.predefined_metric_specification.as_mut()) {
            metric.resource_label = label;
        }
    }
}

impl Document {
    /// The label of the target group that an Auto Scaling group's requests come from: the first
    /// one that is wired to it. Errors: `None` without a wire, or without a balancer.
    pub(super) fn resource_label(&self, group: PartId) -> Option<String> {
        let is_wired = |p: &&Part| self.links.iter().any(|l| l.from == p.id && l.to == group);
        let is_target_group = |p: &&Part| matches!(p.params(), Some(Params::TargetGroup(_)));
        let targets = self.parts.iter().filter(is_target_group).find(is_wired)?;
        let balancer = self.part(targets.of?)?;
        let named = |part: &Part| {
            let name = part.name.as_deref().unwrap_or("unnamed");
            format!("{name}/{}", part.id.0)
        };
        let (balancer, targets) = (named(balancer), named(targets));
        Some(format!("app/{balancer}/targetgroup/{targets}"))
    }
}

impl From<&scheduled_action::Params> for ScheduledAction {
    fn from(action: &scheduled_action::Params) -> Self {
        Self {
            scheduled_action_name: None,
            start_time: action.start.clone(),
            end_time: action.end.clone(),
            recurrence: action.recurrence.clone(),
            time_zone: Some(action.time_zone.clone()),
            min_size: action.min.map(i64::from),
            max_size: action.max.map(i64::from),
            desired_capacity: action.desired.map(i64::from),
        }
    }
}

impl From<&alarm::Params> for Alarm {
    fn from(alarm: &alarm::Params) -> Self {
        Self {
            metric_name: Some(alarm.metric_name.clone()),
            statistic: alarm.statistic(),
            period: Some(alarm.period_s.into()),
            evaluation_periods: Some(alarm.evaluation_periods.into()),
            datapoints_to_alarm: alarm.datapoints_to_alarm.map(i64::from),
            threshold: Some(alarm.threshold),
            comparison_operator: alarm.operator,
            treat_missing_data: alarm.treat,
            actions_enabled: Some(alarm.actions_enabled),
            // Names of policies at AWS, ids of parts here; no rule looks at them.
            alarm_actions: Vec::new(),
            ..Self::default()
        }
    }
}

impl From<&target_group::Params> for TargetGroup {
    fn from(group: &target_group::Params) -> Self {
        let cross_zone = if group.is_cross_zone { "true" } else { "false" };
        Self {
            health_check_path: Some(group.path.clone()),
            health_check_interval_seconds: whole(group.interval_s),
            health_check_timeout_seconds: whole(group.timeout_s),
            healthy_threshold_count: Some(group.healthy_threshold.into()),
            unhealthy_threshold_count: Some(group.unhealthy_threshold.into()),
            matcher: Some(HttpMatcher {
                http_code: group.matcher.clone(),
            }),
            algorithm: Some(String::from(group.algorithm.as_str())),
            cross_zone: Some(String::from(cross_zone)),
            slow_start: whole(group.slow_start_s),
            deregistration_delay: whole(group.deregistration_delay_s),
            ..Self::default()
        }
    }
}

/// AWS's seconds are whole; ours may have a fraction.
fn whole(seconds: f64) -> Option<i64> {
    seconds.is_finite().then_some(seconds as i64)
}
