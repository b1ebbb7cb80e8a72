//! What is legal but seldom meant, where it takes several parts to see (spec 17).

use super::check::Issues;
use super::{Document, Part};
use crate::base::id::PartId;
use crate::kinds::policy::PolicyType;
use crate::kinds::{Params, alarm, auto_scaling, database, instance, policy, target_group};
use crate::rules::alarm::Statistic;
use crate::rules::database::pool_fit;
use crate::rules::step_scaling::AdjustmentType;
use crate::rules::validate::Warning;
use crate::world::metric::Metric;

/// Period of EC2's own metrics without detailed monitoring.
const BASIC_PERIOD_S: u32 = 300;

impl Document {
    pub(super) fn warn_of_group(
        &self,
        part: &Part,
        group: &auto_scaling::Params,
        issues: &mut Issues,
    ) {
        let mut zones = part.stands_in.iter().map(|z| self.az_of(*z));
        let first = zones.next();
        if first.is_some_and(|first| zones.all(|zone| zone == first)) {
            issues.warn(part, "in", Warning::SingleZone);
        }
        let boot_s = self.boot_s(part.id);
        let checks = self.target_groups_of(part.id).map(|t| t.interval_s);
        let first_check_s = checks.fold(None, |most: Option<f64>, s| {
            Some(most.map_or(s, |m| m.max(s)))
        });
        let pending_s = self.template(part.id).map_or(0.0, |t| t.pending_s);
        let judges_boot = first_check_s.is_some_and(|check_s| {
            group.health_check_type.contains("ELB")
                && group.grace_period_s < pending_s + boot_s + check_s
        });
        if judges_boot {
            let field = "HealthCheckGracePeriod";
            issues.warn(part, field, Warning::GraceShorterThanBoot);
        }
        let policies = || self.enabled_policies(part.id);
        let has = |kind: PolicyType| policies().any(|p| p.policy_type == kind);
        if has(PolicyType::TargetTrackingScaling) && has(PolicyType::SimpleScaling) {
            issues.warn(part, "", Warning::TrackingWithSimple);
        }
        if policies().any(adds) && !policies().any(takes) {
            issues.warn(part, "", Warning::NoWayIn);
        }
        let is_short = |warmup_s: i64| warmup_s >= 0 && (warmup_s as f64) < boot_s;
        if policies().next().is_some() && group.default_instance_warmup_s.is_some_and(is_short) {
            let field = "DefaultInstanceWarmup";
            issues.warn(part, field, Warning::WarmupShorterThanBoot);
        }
    }

    pub(super) fn warn_of_policy(&self, part: &Part, policy: &policy::Params, issues: &mut Issues) {
        let Some(group) = part.of.filter(|_| policy.is_enabled) else {
            return;
        };
        let is_simple = policy.policy_type == PolicyType::SimpleScaling;
        let warmup_s = policy.warmup_s.filter(|_| !is_simple);
        if warmup_s.is_some_and(|warmup_s| (warmup_s as f64) < self.boot_s(group)) {
            let field = "EstimatedInstanceWarmup";
            issues.warn(part, field, Warning::WarmupShorterThanBoot);
        }
        let is_tracking = policy.policy_type == PolicyType::TargetTrackingScaling;
        let metric = policy.followed().map(|(_, metric)| metric);
        let customized = policy
            .tracking
            .as_ref()
            .and_then(|t| t.customized_metric_specification.as_ref());
        let statistic = customized.and_then(|spec| spec.statistic);
        if is_tracking && metric.zip(statistic).is_some_and(says_nothing) {
            let field = "TargetTrackingConfiguration/CustomizedMetricSpecification";
            issues.warn(part, field, Warning::CountNeedsSum);
        }
        if is_tracking && metric.is_some_and(|m| self.has_gaps(group, m)) {
            let field = "TargetTrackingConfiguration";
            issues.warn(part, field, Warning::GapsOfBasicMonitoring);
        }
    }

    pub(super) fn warn_of_alarm(&self, part: &Part, alarm: &alarm::Params, issues: &mut Issues) {
        let metric = Metric::named(&alarm.metric_name);
        let (Some(owner), Some(metric)) = (part.of, metric) else {
            return;
        };
        if alarm.period_s < BASIC_PERIOD_S && self.has_gaps(owner, metric) {
            issues.warn(part, "Period", Warning::GapsOfBasicMonitoring);
        }
        if says_nothing((metric, alarm.statistic())) {
            issues.warn(part, "Statistic", Warning::CountNeedsSum);
        }
    }

    pub(super) fn warn_of_target_group(
        &self,
        part: &Part,
        group: &target_group::Params,
        issues: &mut Issues,
    ) {
        let ends_the_sick = |id: PartId| match self.params(id) {
            Some(Params::AutoScalingGroup(owner)) => owner.health_check_type.contains("ELB"),
            _ => false,
        };
        let mut targets = self.links.iter().filter(|l| l.from == part.id);
        if group.probe_through_queue && targets.any(|l| ends_the_sick(l.to)) {
            let field = "probe_through_queue";
            issues.warn(part, field, Warning::OverloadLooksLikeDeath);
        }
    }

    pub(super) fn warn_of_database(
        &self,
        part: &Part,
        database: &database::Params,
        issues: &mut Issues,
    ) {
        let limit = database.connection_limit();
        let servers = self.links.iter().filter(|l| l.to == part.id);
        let needed = servers.map(|link| match self.params(link.from) {
            Some(Params::AutoScalingGroup(group)) => {
                let pool = self.template(link.from).and_then(|t| t.db_pool_size);
                pool_fit(group.max, pool.unwrap_or(0), limit).needed
            }
            Some(Params::Instance(server)) => u64::from(server.db_pool_size.unwrap_or(0)),
            _ => 0,
        });
        if needed.sum::<u64>() > u64::from(limit) {
            issues.warn(part, "max_connections", Warning::PoolsOverMaxConnections);
        }
    }

    /// Whether a part publishes the metric in five minutes' steps only.
    fn has_gaps(&self, owner: PartId, metric: Metric) -> bool {
        let machine = match self.params(owner) {
            Some(Params::Instance(instance)) => Some(instance),
            _ => self.template(owner),
        };
        instance::metrics::MEASURED.contains(&metric)
            && machine.is_some_and(|m| !m.monitoring.enabled)
    }

    fn template(&self, group: PartId) -> Option<&instance::Params> {
        self.children(group).find_map(|c| match c.params() {
            Some(Params::LaunchTemplate(template)) => Some(template),
            _ => None,
        })
    }

    /// From `InService` until the application listens.
    fn boot_s(&self, group: PartId) -> f64 {
        self.template(group).map_or(0.0, |t| t.bootstrap_s)
    }

    fn enabled_policies(&self, group: PartId) -> impl Iterator<Item = &policy::Params> {
        self.children(group).filter_map(|c| match c.params() {
            Some(Params::ScalingPolicy(policy)) => Some(policy).filter(|p| p.is_enabled),
            _ => None,
        })
    }

    fn target_groups_of(&self, part: PartId) -> impl Iterator<Item = &target_group::Params> {
        let to_it = self.links.iter().filter(move |l| l.to == part);
        to_it.filter_map(|link| match self.params(link.from) {
            Some(Params::TargetGroup(group)) => Some(group),
            _ => None,
        })
    }
}

/// A count's samples are all 1, whatever it counts.
const fn says_nothing((metric, statistic): (Metric, Statistic)) -> bool {
    metric.is_count() && !matches!(statistic, Statistic::Sum | Statistic::SampleCount)
}

fn adds(policy: &policy::Params) -> bool {
    policy.policy_type != PolicyType::TargetTrackingScaling && moves(policy, |change| change > 0)
}

fn takes(policy: &policy::Params) -> bool {
    match (policy.policy_type, &policy.tracking) {
        (PolicyType::TargetTrackingScaling, Some(tracking)) => !tracking.disable_scale_in,
        (PolicyType::TargetTrackingScaling, None) => false,
        _ => moves(policy, |change| change < 0),
    }
}

/// Whether one of a policy's adjustments is of this kind; an exact size may be either.
fn moves(policy: &policy::Params, is_it: impl Fn(i64) -> bool) -> bool {
    let adjustments = match policy.policy_type {
        PolicyType::SimpleScaling => &[],
        _ => policy.steps.as_slice(),
    };
    let single = policy
        .adjustment
        .filter(|_| policy.policy_type == PolicyType::SimpleScaling);
    let mut all = adjustments
        .iter()
        .map(|s| s.scaling_adjustment)
        .chain(single);
    let is_exact = policy.adjustment_type == Some(AdjustmentType::ExactCapacity);
    all.any(|change| is_exact || is_it(change))
}
