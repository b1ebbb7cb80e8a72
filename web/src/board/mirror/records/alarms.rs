//! Alarms with their windows: those of the user, and the pairs of target tracking policies.

use crate::board::mirror::{part_name, part_name_at, shown, standalone};
use crate::vocabulary::{ActionView, AlarmId, AlarmState, AlarmView, Metric, NodeId, Unit};
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::order::sort_short;
use swell_core::base::time::Instant;
use swell_core::contract::Member;
use swell_core::kinds::alarm::Alarm;
use swell_core::kinds::alarm::machine::{AlarmMachine, Slot};
use swell_core::kinds::auto_scaling::Group;
use swell_core::kinds::policy::{Params as PolicyParams, Policy, PolicyType};
use swell_core::rules::alarm::{ComparisonOperator, Statistic};
use swell_core::rules::target_tracking;
use swell_core::session::Session;
use swell_core::world::log::{AlarmKey, AlarmRole};

/// One number for an alarm: its part and its role there.
pub fn alarm_id(key: AlarmKey) -> AlarmId {
    let role = match key.role {
        AlarmRole::Own => 0,
        AlarmRole::High => 1,
        AlarmRole::Low => 2,
    };
    AlarmId(key.part.0 * 4 + role)
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
        if let Some(alarm) = Alarm::of(part) {
            let p = &alarm.params;
            let policy = p.actions.first().copied();
            let is_low = !p.operator.is_greater();
            let view = AlarmBasics {
                key: AlarmKey {
                    part: id,
                    role: AlarmRole::Own,
                },
                name: part_name(session, id),
                metric: Metric::named(&p.metric_name),
                statistic: p.statistic(),
                period_s: p.period_s,
                evaluation_periods: p.evaluation_periods,
                needed: p.datapoints_to_alarm.unwrap_or(p.evaluation_periods),
                threshold: p.threshold,
                operator: p.operator,
                is_scale_in: scales_in(session, &p.actions, p.operator),
            };
            all.push(view.finish(session, &alarm.machine, action(session, policy, is_low)));
        } else if let Some(policy) = Policy::of(part).filter(|p| p.params.is_tracking()) {
            all.extend(tracking_alarms(session, id, policy));
        }
    }
    // In order nearly already, each half by itself.
    let (mut inward, mut all): (Vec<_>, Vec<_>) = all.into_iter().partition(|a| a.is_scale_in);
    sort_short(&mut all, |a, b| a.id.cmp(&b.id));
    sort_short(&mut inward, |a, b| a.id.cmp(&b.id));
    all.append(&mut inward);
    all
}

/// Whether the policies that an alarm invokes take capacity away.
fn scales_in(session: &Session, actions: &[PartId], operator: ComparisonOperator) -> bool {
    let mut parts = actions
        .iter()
        .filter_map(|id| session.simulation().part(*id));
    parts.any(|part| Policy::of(part).is_some_and(|p| p.params.scales_in(operator)))
}

/// Whether a group is as small as it may be.
fn is_quiet(session: &Session, group: PartId) -> bool {
    let group = session.simulation().part(group).and_then(Group::of);
    group.is_some_and(|group| group.desired <= group.min)
}

fn action(session: &Session, policy: Option<PartId>, is_low: bool) -> Option<ActionView> {
    let id = policy?;
    let policy = Policy::of(session.simulation().part(id)?)?;
    Some(ActionView {
        policy: NodeId(id.0),
        kind: policy.params.policy_type,
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
    let statistic = policy.params.tracked_statistic();
    [(AlarmRole::High, "AlarmHigh"), (AlarmRole::Low, "AlarmLow")]
        .into_iter()
        .map(|(role, word)| {
            let is_low = role == AlarmRole::Low;
            let side = pair.side(is_low);
            let basics = AlarmBasics {
                key: AlarmKey { part: id, role },
                name: format!("{name}-{word}"),
                metric: followed,
                statistic,
                period_s: pair.period_s,
                evaluation_periods: side.datapoints,
                needed: side.datapoints,
                threshold: side.threshold,
                operator: side.comparison,
                is_scale_in: is_low,
            };
            basics.finish(
                session,
                policy.alarm(role),
                action(session, Some(id), is_low),
            )
        })
        .collect()
}

/// The metric that a tracking policy follows.
pub fn tracked_metric(params: &PolicyParams) -> Option<Metric> {
    params.followed().map(|(_, metric)| metric)
}

struct AlarmBasics {
    key: AlarmKey,
    name: String,
    metric: Option<Metric>,
    statistic: Statistic,
    period_s: u32,
    evaluation_periods: u32,
    needed: u32,
    threshold: f64,
    operator: ComparisonOperator,
    is_scale_in: bool,
}

impl AlarmBasics {
    fn finish(
        self,
        session: &Session,
        machine: &AlarmMachine,
        action: Option<ActionView>,
    ) -> AlarmView {
        let acts = action.map_or(self.key.part, |a| PartId(a.policy.0));
        let owner = |id| session.board().part(id)?.of;
        let watched = owner(self.key.part);
        let of = owner(acts).or(watched).unwrap_or(self.key.part);
        // What stands on the canvas: a target group is a part of its balancer.
        let of = standalone(session.board(), of);
        // An alarm of another part, such as a database, is not one of the group that it scales.
        let other = watched.filter(|id| action.is_some() && *id != of);
        let name = match other {
            Some(other) => format!("{} · {}", self.name, part_name(session, other)),
            None => self.name,
        };
        let is_at_rest =
            self.is_scale_in && machine.state == AlarmState::Alarm && is_quiet(session, of);
        let simulation = session.simulation();
        let mut newest = machine.slots.iter().rev().filter(|s| s.value.is_some());
        let newest = newest.next().map(|slot| shown(simulation, slot.end));
        let n = self.evaluation_periods as usize;
        let skip = machine.slots.len().saturating_sub(n);
        let mut window: Vec<Slot> = machine.slots.iter().skip(skip).copied().collect();
        let missing = n.min(30).saturating_sub(window.len());
        window.splice(..0, vec![Slot::empty(Instant::ZERO); missing]);
        AlarmView {
            id: alarm_id(self.key),
            of: NodeId(of.0),
            name,
            metric: self.metric,
            statistic: self.statistic,
            state: machine.state,
            comparison: self.operator,
            threshold: self.threshold as f32,
            unit: self.metric.map_or(Unit::None, Metric::unit),
            period_s: self.period_s,
            needed: self.needed,
            window,
            newest,
            next: shown(simulation, machine.next_evaluation),
            is_scale_in: self.is_scale_in,
            is_at_rest,
            action,
        }
    }
}

/// The name that AWS gives an alarm: it names those of a tracking policy itself, with a number that
/// tells them apart.
pub(super) fn alarm_arn_name(session: &Session, key: AlarmKey, at: Instant) -> String {
    let role = match key.role {
        AlarmRole::Own => return alarm_name(session, key, at),
        AlarmRole::High => "AlarmHigh",
        AlarmRole::Low => "AlarmLow",
    };
    let policy = session.board().part(key.part);
    let policy = policy.or_else(|| session.board_at(at).part(key.part));
    let group = policy.and_then(|p| p.of).unwrap_or(key.part);
    let group = part_name_at(session, group, at);
    format!("TargetTracking-{group}-{role}-{}", uuid(key))
}

/// Looks like a random one, and is the same for the same alarm.
fn uuid(key: AlarmKey) -> String {
    let seed = u64::from(key.part.0) << 2 | u64::from(alarm_id(key).0 & 3);
    let mix = |n: u64| {
        let mut x = (seed + n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x ^ x >> 27
    };
    let (a, b) = (mix(1), mix(2));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xfff,
        0x8000 | b >> 48 & 0x3fff,
        b & 0xffff_ffff_ffff
    )
}

pub(super) fn alarm_name(session: &Session, key: AlarmKey, at: Instant) -> String {
    let name = part_name_at(session, key.part, at);
    match key.role {
        AlarmRole::Own => name,
        AlarmRole::High => format!("{name}-AlarmHigh"),
        AlarmRole::Low => format!("{name}-AlarmLow"),
    }
}
