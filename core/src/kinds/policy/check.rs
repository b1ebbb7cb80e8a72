//! What AWS would refuse of a policy, and what is legal but seldom meant (spec 17).

use super::{Params, Policy, PolicyType};
use crate::base::id::PartId;
use crate::contract::{Board, BoardPart, CheckCtx, IssueWhat};
use crate::kinds::alarm::Alarm;
use crate::kinds::auto_scaling::check::{boot_s, has_gaps};
use crate::kinds::target_group::TargetGroup;
use crate::rules::step_scaling::AdjustmentType;
use crate::rules::validate::{self, ScalingPolicy, Warning};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

impl From<&Params> for ScalingPolicy {
    fn from(policy: &Params) -> Self {
        let policy_type = match policy.policy_type {
            PolicyType::TargetTrackingScaling => validate::PolicyType::TargetTrackingScaling,
            PolicyType::StepScaling => validate::PolicyType::StepScaling,
            PolicyType::SimpleScaling => validate::PolicyType::SimpleScaling,
        };
        // Ours has a default; AWS's has none and belongs to step policies only.
        let aggregation =
            (policy_type == validate::PolicyType::StepScaling).then_some(policy.aggregation);
        Self {
            policy_type,
            adjustment_type: policy.adjustment_type,
            step_adjustments: policy.steps.clone(),
            scaling_adjustment: policy.adjustment,
            min_adjustment_magnitude: policy.magnitude_min.map(i64::from),
            metric_aggregation_type: aggregation,
            cooldown: policy.cooldown_s.map(i64::from),
            estimated_instance_warmup: policy.warmup_s,
            target_tracking_configuration: policy.tracking.clone(),
            enabled: Some(policy.is_enabled),
            ..Self::default()
        }
    }
}

impl Params {
    /// Whether its steps or its adjustment add capacity; target tracking follows its target instead.
    pub fn adds(&self) -> bool {
        self.policy_type != PolicyType::TargetTrackingScaling && self.moves(|change| change > 0)
    }

    /// Whether it can take capacity away.
    pub fn takes(&self) -> bool {
        match (self.policy_type, &self.tracking) {
            (PolicyType::TargetTrackingScaling, Some(tracking)) => !tracking.disable_scale_in,
            (PolicyType::TargetTrackingScaling, None) => false,
            _ => self.moves(|change| change < 0),
        }
    }

    /// Whether one of its adjustments is of this kind; an exact size may be either.
    fn moves(&self, is_it: impl Fn(i64) -> bool) -> bool {
        let is_simple = self.policy_type == PolicyType::SimpleScaling;
        let steps = self.steps.iter().filter(|_| !is_simple);
        let single = self.adjustment.filter(|_| is_simple);
        let mut all = steps.map(|s| s.scaling_adjustment).chain(single);
        let is_exact = self.adjustment_type == Some(AdjustmentType::ExactCapacity);
        all.any(|change| is_exact || is_it(change))
    }
}

pub(super) fn check(policy: &Params, cx: &mut CheckCtx<'_>) {
    let (board, me, group) = (cx.board, cx.me.id, cx.me.of);
    let mut resource = ScalingPolicy::from(policy);
    // Which target group `ALBRequestCountPerTarget` means: a matter of wires here.
    let tracking = resource.target_tracking_configuration.as_mut();
    if let Some(metric) = tracking.and_then(|t| t.predefined_metric_specification.as_mut()) {
        metric.resource_label = group.and_then(|group| resource_label(board, group));
    }
    let siblings = group
        .into_iter()
        .flat_map(|group| board.children::<Policy>(group));
    let earlier = siblings.filter(|(id, _)| *id < me);
    let others: Vec<&str> = earlier
        .filter_map(|(_, policy)| policy.tracking.as_ref()?.metric_name())
        .collect();
    cx.refuse(resource.check(&others));
    let mut alarms = board.parts.iter().filter_map(BoardPart::get::<Alarm>);
    let is_invoked = alarms.any(|alarm| alarm.actions.contains(&me));
    if policy.policy_type != PolicyType::TargetTrackingScaling && !is_invoked {
        cx.push("", IssueWhat::NoAlarmInvokes);
    }
    for field in policy.not_simulated() {
        cx.push(field, IssueWhat::NotSimulated);
    }
    if let Some(group) = group.filter(|_| policy.is_enabled) {
        warn(policy, group, cx);
    }
}

fn warn(policy: &Params, group: PartId, cx: &mut CheckCtx<'_>) {
    let is_simple = policy.policy_type == PolicyType::SimpleScaling;
    let warmup_s = policy.warmup_s.filter(|_| !is_simple);
    if warmup_s.is_some_and(|warmup_s| (warmup_s as f64) < boot_s(cx.board, group)) {
        cx.warn("EstimatedInstanceWarmup", Warning::WarmupShorterThanBoot);
    }
    let is_tracking = policy.policy_type == PolicyType::TargetTrackingScaling;
    let followed = policy.followed().filter(|_| is_tracking);
    let Some((_, metric)) = followed else { return };
    let tracking = policy.tracking.as_ref();
    let customized = tracking.and_then(|t| t.customized_metric_specification.as_ref());
    let statistic = customized.and_then(|spec| spec.statistic);
    if statistic.is_some_and(|statistic| metric.says_nothing_by(statistic)) {
        let field = "TargetTrackingConfiguration/CustomizedMetricSpecification";
        cx.warn(field, Warning::CountNeedsSum);
    }
    if has_gaps(cx.board, group, metric) {
        let field = "TargetTrackingConfiguration";
        cx.warn(field, Warning::GapsOfBasicMonitoring);
    }
}

/// The label of the target group that a group's requests come from: the first one that is wired to
/// it. Errors: `None` without a wire, or without a balancer.
fn resource_label(board: &Board<'_>, group: PartId) -> Option<String> {
    let is_wired = |p: &&BoardPart<'_>| board.outlets(p.id).any(|to| to == group);
    let mut all = board.parts.iter();
    let targets = all.find(|p| p.get::<TargetGroup>().is_some() && is_wired(p))?;
    let balancer = board.part(targets.of?)?;
    let named = |part: &BoardPart<'_>| format!("{}/{}", part.name.unwrap_or("unnamed"), part.id.0);
    let (balancer, targets) = (named(balancer), named(targets));
    Some(format!("app/{balancer}/targetgroup/{targets}"))
}
