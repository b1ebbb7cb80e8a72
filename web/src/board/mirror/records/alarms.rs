//! Alarms with their windows: those of the user, and the pairs of target tracking policies.

use crate::board::mirror::{part_name, part_name_at};
use crate::board::model::{
    ActionView, AlarmId, AlarmState, AlarmView, Comparison, Datapoint, Metric, NodeId, PolicyKind,
    Unit,
};
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::order::sort_short;
use swell_core::base::time::Instant;
use swell_core::engine::act_log::Drawn;
use swell_core::kinds::alarm_machine::AlarmMachine;
use swell_core::kinds::policy::{Params as PolicyParams, Policy, PolicyType};
use swell_core::kinds::{Params, Part};
use swell_core::rules::alarm::ComparisonOperator;
use swell_core::rules::{alarm as rule, target_tracking};
use swell_core::session::Session;
use swell_core::world::log::{AlarmKey, AlarmRole};
use swell_core::world::metric::Metric as CoreMetric;

/// One number for an alarm: its part and its role there.
pub fn alarm_id(key: AlarmKey) -> AlarmId {
    let role = match key.role {
        AlarmRole::Own => 0,
        AlarmRole::High => 1,
        AlarmRole::Low => 2,
    };
    AlarmId(key.part.0 * 4 + role)
}

pub fn metric(metric: CoreMetric) -> Metric {
    match metric {
        CoreMetric::CPUUtilization => Metric::Cpu,
        CoreMetric::RequestCountPerTarget => Metric::RequestsPerTarget,
        CoreMetric::NetworkIn => Metric::NetworkIn,
        CoreMetric::NetworkOut => Metric::NetworkOut,
        CoreMetric::TargetResponseTime => Metric::TargetResponseTime,
        CoreMetric::HTTPCode_ELB_5XX_Count | CoreMetric::HTTPCode_Target_5XX_Count => {
            Metric::Errors5xx
        }
        _ => Metric::Custom,
    }
}

fn unit(metric: Metric) -> Unit {
    match metric {
        Metric::Cpu => Unit::Percent,
        Metric::NetworkIn | Metric::NetworkOut => Unit::Bytes,
        Metric::TargetResponseTime => Unit::Seconds,
        Metric::RequestsPerTarget | Metric::Errors5xx | Metric::Custom => Unit::None,
    }
}

fn comparison(operator: ComparisonOperator) -> Comparison {
    match operator {
        ComparisonOperator::GreaterThanThreshold => Comparison::Above,
        ComparisonOperator::GreaterThanOrEqualToThreshold => Comparison::AtLeast,
        ComparisonOperator::LessThanThreshold => Comparison::Below,
        ComparisonOperator::LessThanOrEqualToThreshold => Comparison::AtMost,
    }
}

pub(super) fn alarm_state(state: rule::AlarmState) -> AlarmState {
    match state {
        rule::AlarmState::Ok => AlarmState::Ok,
        rule::AlarmState::Alarm => AlarmState::Alarm,
        rule::AlarmState::InsufficientData => AlarmState::InsufficientData,
    }
}

pub fn policy_kind(policy: PolicyType) -> PolicyKind {
    match policy {
        PolicyType::TargetTrackingScaling => PolicyKind::TargetTracking,
        PolicyType::StepScaling => PolicyKind::Step,
        PolicyType::SimpleScaling => PolicyKind::Simple,
    }
}

/// The first change that a policy would make, or its target value.
fn policy_amount(policy: &Policy, is_low: bool) -> f32 {
    let p = &policy.params;
    match p.policy_type {
        PolicyType::TargetTrackingScaling => p
            .tracking
            .as_ref()
            .and_then(|t| t.target_value)
            .unwrap_or(0.0) as f32,
        PolicyType::SimpleScaling => p.adjustment.unwrap_or(0) as f32,
        PolicyType::StepScaling => {
            let steps = p.steps.iter().map(|s| s.scaling_adjustment as f32);
            let far = |a: f32, b: f32| if a.abs() >= b.abs() { a } else { b };
            if is_low {
                steps.fold(0.0, far)
            } else {
                steps.fold(0.0, f32::max)
            }
        }
    }
}

/// All alarms of the board: those of the user, and the pairs of target tracking policies.
pub fn alarms(session: &Session) -> Vec<AlarmView> {
    let simulation = session.simulation();
    let control = simulation.control();
    let mut all = Vec::new();
    for (ix, part) in simulation.parts().iter().enumerate() {
        let id = control.id(PartIx(ix as u16));
        match part {
            Part::Alarm(alarm) => {
                let p = &alarm.params;
                let policy = p.actions.first().copied();
                let is_low = !p.operator.is_greater();
                let view = AlarmBasics {
                    key: AlarmKey {
                        part: id,
                        role: AlarmRole::Own,
                    },
                    name: part_name(session, id),
                    metric: CoreMetric::named(&p.metric_name).map_or(Metric::Custom, metric),
                    period_s: p.period_s,
                    evaluation_periods: p.evaluation_periods,
                    needed: p.datapoints_to_alarm.unwrap_or(p.evaluation_periods),
                    threshold: p.threshold,
                    operator: p.operator,
                };
                all.push(view.finish(session, &alarm.machine, action(session, policy, is_low)));
            }
            Part::ScalingPolicy(policy)
                if policy.params.policy_type == PolicyType::TargetTrackingScaling =>
            {
                all.extend(tracking_alarms(session, id, policy));
            }
            _ => {}
        }
    }
    sort_short(&mut all, |a, b| {
        (a.is_scale_in, a.id).cmp(&(b.is_scale_in, b.id))
    });
    all
}

fn action(session: &Session, policy: Option<PartId>, is_low: bool) -> Option<ActionView> {
    let id = policy?;
    let Some(Part::ScalingPolicy(policy)) = session.simulation().part(id) else {
        return None;
    };
    Some(ActionView {
        policy: NodeId(id.0),
        kind: policy_kind(policy.params.policy_type),
        amount: policy_amount(policy, is_low),
    })
}

fn tracking_alarms(session: &Session, id: PartId, policy: &Policy) -> Vec<AlarmView> {
    let Some(tracking) = &policy.params.tracking else {
        return Vec::new();
    };
    let target = tracking.target_value.unwrap_or(0.0);
    let pair = target_tracking::alarms(target, policy.params.low_ratio);
    let name = part_name(session, id);
    let followed = tracked_metric(&policy.params);
    [(AlarmRole::High, "AlarmHigh"), (AlarmRole::Low, "AlarmLow")]
        .into_iter()
        .map(|(role, word)| {
            let is_low = role == AlarmRole::Low;
            let side = pair.side(is_low);
            let basics = AlarmBasics {
                key: AlarmKey { part: id, role },
                name: format!("{name}-{word}"),
                metric: followed,
                period_s: pair.period_s,
                evaluation_periods: side.datapoints,
                needed: side.datapoints,
                threshold: side.threshold,
                operator: side.comparison,
            };
            basics.finish(
                session,
                policy.machine(role),
                action(session, Some(id), is_low),
            )
        })
        .collect()
}

pub fn tracked_metric(params: &PolicyParams) -> Metric {
    use swell_core::rules::target_tracking::PredefinedMetricType as Predefined;
    let specification = params
        .tracking
        .as_ref()
        .and_then(|t| t.predefined_metric_specification.as_ref());
    match specification.map(|s| s.predefined_metric_type) {
        Some(Predefined::ASGAverageCPUUtilization) => Metric::Cpu,
        Some(Predefined::ASGAverageNetworkIn) => Metric::NetworkIn,
        Some(Predefined::ASGAverageNetworkOut) => Metric::NetworkOut,
        Some(Predefined::ALBRequestCountPerTarget) => Metric::RequestsPerTarget,
        None => Metric::Custom,
    }
}

struct AlarmBasics {
    key: AlarmKey,
    name: String,
    metric: Metric,
    period_s: u32,
    evaluation_periods: u32,
    needed: u32,
    threshold: f64,
    operator: ComparisonOperator,
}

impl AlarmBasics {
    fn finish(
        self,
        session: &Session,
        machine: &AlarmMachine,
        action: Option<ActionView>,
    ) -> AlarmView {
        let acts = action.map_or(self.key.part, |a| PartId(a.policy.0));
        let owner = |id| session.document().part(id)?.of;
        let of = owner(acts).or_else(|| owner(self.key.part));
        let of = NodeId(of.unwrap_or(self.key.part).0);
        let n = self.evaluation_periods as usize;
        let skip = machine.slots.len().saturating_sub(n);
        let mut window: Vec<Datapoint> = machine
            .slots
            .iter()
            .skip(skip)
            .map(|slot| match (slot.value, slot.is_breaching) {
                (Some(value), Some(true)) => Datapoint::Breaching(value as f32),
                (Some(value), _) => Datapoint::Good(value as f32),
                _ => Datapoint::Missing,
            })
            .collect();
        while window.len() < n.min(30) {
            window.insert(0, Datapoint::Missing);
        }
        AlarmView {
            id: alarm_id(self.key),
            of,
            name: self.name,
            metric: self.metric,
            state: alarm_state(machine.state),
            comparison: comparison(self.operator),
            threshold: self.threshold as f32,
            unit: unit(self.metric),
            period_s: self.period_s,
            needed: self.needed,
            window,
            is_scale_in: !self.operator.is_greater(),
            action,
        }
    }
}

/// What an alarm watches and how, by the settings of its part.
pub(super) fn watched(board: Drawn<'_>, key: AlarmKey) -> Option<(Metric, Comparison)> {
    match (board.params(key.part)?, key.role) {
        (Params::Alarm(alarm), _) => {
            let followed = CoreMetric::named(&alarm.metric_name).map_or(Metric::Custom, metric);
            Some((followed, comparison(alarm.operator)))
        }
        (Params::ScalingPolicy(p), AlarmRole::Low) => Some((tracked_metric(p), Comparison::Below)),
        (Params::ScalingPolicy(p), _) => Some((tracked_metric(p), Comparison::Above)),
        _ => None,
    }
}

/// Whether it was an alarm that scales in: one whose ALARM is the normal state of a quiet group.
pub(super) fn is_low_at(session: &Session, key: AlarmKey, at: Instant) -> bool {
    watched(session.drawn_at(at), key)
        .is_some_and(|(_, c)| matches!(c, Comparison::Below | Comparison::AtMost))
}

pub(super) fn alarm_name(session: &Session, key: AlarmKey, at: Instant) -> String {
    let name = part_name_at(session, key.part, at);
    match key.role {
        AlarmRole::Own => name,
        AlarmRole::High => format!("{name}-AlarmHigh"),
        AlarmRole::Low => format!("{name}-AlarmLow"),
    }
}
