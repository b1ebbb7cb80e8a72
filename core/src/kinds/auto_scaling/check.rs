//! What AWS would refuse of a group, and what is legal but seldom meant (spec 17).

use super::{Group, Params};
use crate::base::id::PartId;
use crate::contract::{Board, CheckCtx, whole};
use crate::kinds::instance;
use crate::kinds::launch_template::LaunchTemplate;
use crate::kinds::policy::{self, Policy, PolicyType};
use crate::kinds::target_group::TargetGroup;
use crate::rules::validate::{self, Warning};
use crate::world::metric::Metric;

impl From<&Params> for validate::AutoScalingGroup {
    fn from(group: &Params) -> Self {
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

/// The launch template of a group.
pub fn template<'a>(board: &Board<'a>, group: PartId) -> Option<&'a instance::Params> {
    let mut templates = board.children::<LaunchTemplate>(group);
    templates.next().map(|(_, template)| template)
}

/// From `InService` until the application of a group listens.
pub fn boot_s(board: &Board<'_>, group: PartId) -> f64 {
    template(board, group).map_or(0.0, |t| t.bootstrap_s)
}

/// Whether a machine or a group publishes the metric in five minutes' steps only.
pub fn has_gaps(board: &Board<'_>, owner: PartId, metric: Metric) -> bool {
    let alone = board.get::<instance::Instance>(owner);
    let machine = alone.or_else(|| template(board, owner));
    instance::metrics::MEASURED.contains(&metric) && machine.is_some_and(|m| !m.monitoring.enabled)
}

pub(super) fn check(group: &Params, cx: &mut CheckCtx<'_>) {
    let resource = validate::AutoScalingGroup::from(group);
    let has_template = template(cx.board, cx.me.id).is_some();
    cx.refuse(resource.check(has_template, cx.me.azs.len()));
    let policies = cx.board.children::<Policy>(cx.me.id);
    let is_dynamic = policies.into_iter().any(|(_, policy)| policy.is_enabled);
    for warning in resource.warnings(is_dynamic) {
        cx.warn("", warning);
    }
    warn_of_zones(cx);
    warn_of_grace(group, cx);
    warn_of_policies(group, cx);
}

fn warn_of_zones(cx: &mut CheckCtx<'_>) {
    let mut zones = cx.me.azs.iter();
    let first = zones.next();
    if first.is_some_and(|first| zones.all(|zone| zone == first)) {
        cx.warn("in", Warning::SingleZone);
    }
}

/// Health checks must not judge a machine that still boots.
fn warn_of_grace(group: &Params, cx: &mut CheckCtx<'_>) {
    let (board, me) = (cx.board, cx.me.id);
    let checks = board
        .inlets(me)
        .filter_map(|id| board.get::<TargetGroup>(id));
    let first_check_s = checks.map(|t| t.interval_s).reduce(f64::max);
    let pending_s = template(board, me).map_or(0.0, |t| t.pending_s);
    let judges_boot = first_check_s.is_some_and(|check_s| {
        group.health_check_type.contains("ELB")
            && group.grace_period_s < pending_s + boot_s(board, me) + check_s
    });
    if judges_boot {
        cx.warn("HealthCheckGracePeriod", Warning::GraceShorterThanBoot);
    }
}

fn warn_of_policies(group: &Params, cx: &mut CheckCtx<'_>) {
    let (board, me) = (cx.board, cx.me.id);
    let policies = || {
        let all = board.children::<Policy>(me).map(|(_, policy)| policy);
        all.filter(|policy| policy.is_enabled)
    };
    let has = |kind: PolicyType| policies().any(|p| p.policy_type == kind);
    if has(PolicyType::TargetTrackingScaling) && has(PolicyType::SimpleScaling) {
        cx.warn("", Warning::TrackingWithSimple);
    }
    if policies().any(policy::Params::adds) && !policies().any(policy::Params::takes) {
        cx.warn("", Warning::NoWayIn);
    }
    let boot_s = boot_s(board, me);
    let is_short = |warmup_s: i64| warmup_s >= 0 && (warmup_s as f64) < boot_s;
    if policies().next().is_some() && group.default_instance_warmup_s.is_some_and(is_short) {
        cx.warn("DefaultInstanceWarmup", Warning::WarmupShorterThanBoot);
    }
}

/// Whether the group ends what the balancer finds unhealthy.
pub fn ends_the_sick(board: &Board<'_>, part: PartId) -> bool {
    let group = board.get::<Group>(part);
    group.is_some_and(|group| group.health_check_type.contains("ELB"))
}
