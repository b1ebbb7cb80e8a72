//! The policy editor of a group: lines, ladders and schedules of its policies.

use super::super::records::tracked_metric;
use super::super::{Look, part_name};
use crate::i18n::Lang;
use crate::vocabulary::{
    Followed, LadderView, LineKind, LineView, Metric, NodeId, PolicyRow, PolicyView, Role,
    ScheduleView, StepView, role,
};
use swell_core::base::id::PartId;
use swell_core::document::{Document, Part};
use swell_core::kinds::alarm::{Alarm, Params as AlarmParams};
use swell_core::kinds::instance::metrics::CPU_UTILIZATION;
use swell_core::kinds::policy::{Params as PolicyParams, Policy, PolicyType};
use swell_core::kinds::scheduled_action::{Params as ScheduledParams, ScheduledAction};
use swell_core::rules::civil::{DAY_S, civil_from_days, weekday};
use swell_core::rules::step_scaling::AdjustmentType;
use swell_core::rules::time_zone::TimeZone;
use swell_core::session::Session;

/// What the policy editor of a group shows; `None` for everything else.
pub fn policy_view(session: &Session, group: PartId, look: Look) -> Option<PolicyView> {
    let document = session.board();
    if role(document.part(group)?.kind()) != Role::Fleet {
        return None;
    }
    let mut view = PolicyView {
        policies: Vec::new(),
        metrics: Vec::new(),
        lines: Vec::new(),
        ladders: Vec::new(),
        adjustments: Vec::new(),
        schedules: Vec::new(),
        metric: Some(CPU_UTILIZATION),
        has_series: false,
    };
    for part in document.scaling_parts(group) {
        let name = part_name(session, part.id);
        if let Some(policy) = part.get::<Policy>() {
            view.policies.push(PolicyRow {
                id: NodeId(part.id.0),
                name: name.clone(),
                kind: policy.policy_type,
                metric: followed(document, group, part.id, policy),
            });
            match policy.policy_type {
                PolicyType::TargetTrackingScaling => {
                    tracking_lines(part.id, name, policy, &mut view.lines);
                }
                PolicyType::StepScaling => {
                    let ladder = ladder(document, group, part.id, name, policy);
                    view.ladders.push(ladder);
                }
                PolicyType::SimpleScaling => {
                    let size = format!("{}:ScalingAdjustment", part.id.0);
                    view.adjustments.push((name, size));
                }
            }
        } else if let Some(alarm) = part.get::<Alarm>() {
            view.lines.push(LineView {
                metric: Metric::named(&alarm.metric_name),
                path: format!("{}:Threshold", part.id.0),
                name,
                value: alarm.threshold,
                kind: match alarm.operator.is_greater() {
                    true => LineKind::High,
                    false => LineKind::Low,
                },
            });
        } else if let Some(action) = part.get::<ScheduledAction>() {
            let size = format!("{}:DesiredCapacity", part.id.0);
            view.adjustments.push((name.clone(), size));
            let schedule = schedule_view(session, part.id, name, action, look);
            view.schedules.push(schedule);
        }
    }
    let followed = view.policies.iter().filter_map(|p| p.metric);
    let watched = view.lines.iter().map(|l| l.metric);
    for metric in followed.chain(watched) {
        if !view.metrics.contains(&metric) {
            view.metrics.push(metric);
        }
    }
    let cpu = Some(CPU_UTILIZATION);
    if view.metrics.is_empty() {
        view.metrics.push(cpu);
    }
    // The CPU comes first: it is what most policies follow, and what the timeline shows.
    if let Some(place) = view.metrics.iter().position(|m| *m == cpu) {
        view.metrics.swap(0, place);
    }
    view.metric = view.metrics.first().copied().unwrap_or(cpu);
    // The series holds the CPU of the first group.
    let mut parts = document.parts.iter();
    let first_group = parts.find(|p| role(p.kind()) == Role::Fleet);
    let is_cpu = view.metric == Some(CPU_UTILIZATION);
    view.has_series = is_cpu && first_group.is_some_and(|p| p.id == group);
    Some(view)
}

/// The first alarm of the group that invokes a policy.
fn invoking(document: &Document, group: PartId, policy: PartId) -> Option<&AlarmParams> {
    let mut alarms = document.scaling_parts(group).filter_map(Part::get::<Alarm>);
    alarms.find(|alarm| alarm.actions.contains(&policy))
}

/// The metric that a policy follows, by itself or through its alarm.
fn followed(
    document: &Document,
    group: PartId,
    id: PartId,
    policy: &PolicyParams,
) -> Option<Followed> {
    match policy.policy_type {
        PolicyType::TargetTrackingScaling => Some(tracked_metric(policy)),
        _ => invoking(document, group, id).map(|a| Metric::named(&a.metric_name)),
    }
}

fn tracking_lines(id: PartId, name: String, policy: &PolicyParams, lines: &mut Vec<LineView>) {
    let Some(target) = policy.tracking.as_ref().and_then(|t| t.target_value) else {
        return;
    };
    let metric = tracked_metric(policy);
    lines.push(LineView {
        metric,
        path: format!("{}:TargetTrackingConfiguration/TargetValue", id.0),
        name: name.clone(),
        value: target,
        kind: LineKind::Target,
    });
    lines.push(LineView {
        metric,
        path: format!("{}:low_ratio", id.0),
        name,
        value: target * policy.low_ratio,
        kind: LineKind::Derived,
    });
}

/// The steps of a policy, with the threshold of the first alarm that invokes it.
fn ladder(
    document: &Document,
    group: PartId,
    id: PartId,
    name: String,
    policy: &PolicyParams,
) -> LadderView {
    let invoked_by = invoking(document, group, id);
    let steps = policy.steps.iter().map(|s| StepView {
        low: s.metric_interval_lower_bound,
        high: s.metric_interval_upper_bound,
        adjustment: s.scaling_adjustment,
    });
    LadderView {
        policy: NodeId(id.0),
        metric: invoked_by.map_or(Some(CPU_UTILIZATION), |a| Metric::named(&a.metric_name)),
        name,
        threshold: invoked_by.map(|a| a.threshold),
        is_percent: policy.adjustment_type == Some(AdjustmentType::PercentChangeInCapacity),
        steps: steps.collect(),
    }
}

/// Firing times shown of an action.
const FIRINGS: usize = 5;

fn schedule_view(
    session: &Session,
    id: PartId,
    name: String,
    action: &ScheduledParams,
    look: Look,
) -> ScheduleView {
    let simulation = session.simulation();
    let now_s = simulation.control().calendar.unix_s(simulation.now());
    let mut next = Vec::new();
    if let Some(schedule) = action.schedule() {
        let mut at = schedule.first(now_s);
        while let Some(unix_s) = at.filter(|_| next.len() < FIRINGS) {
            let left_s = u64::try_from(unix_s - now_s).unwrap_or(0);
            // Whole minutes: a second more or less says nothing about a calendar.
            let left_s = left_s.div_ceil(60) * 60;
            next.push((local_time(unix_s, &schedule.zone, look.lang), left_s));
            at = schedule.next_after(unix_s);
        }
    }
    ScheduleView {
        action: NodeId(id.0),
        name,
        recurrence: action.recurrence.clone().unwrap_or_default(),
        zone: action.time_zone.clone(),
        next,
        is_locked: look.is_locked,
    }
}

/// `3월 2일(월) 11:50 KST` or `Mon 2 Mar 11:50 KST`.
fn local_time(unix_s: i64, zone: &TimeZone, lang: Lang) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let local_s = unix_s + zone.offset_at(unix_s);
    let day = local_s.div_euclid(DAY_S);
    let date = civil_from_days(day);
    let (minute, weekday) = (local_s.rem_euclid(DAY_S) / 60, weekday(day) as usize);
    let clock = format!(
        "{:02}:{:02} {}",
        minute / 60,
        minute % 60,
        zone.abbreviation_at(unix_s)
    );
    match lang {
        Lang::Ko => {
            let name = ["일", "월", "화", "수", "목", "금", "토"].get(weekday);
            let name = name.copied().unwrap_or_default();
            format!("{}월 {}일({name}) {clock}", date.month, date.day)
        }
        Lang::En => {
            let name = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].get(weekday);
            let month = MONTHS.get(usize::from(date.month).wrapping_sub(1));
            let (name, month) = (
                name.copied().unwrap_or_default(),
                month.copied().unwrap_or_default(),
            );
            format!("{name} {} {month} {clock}", date.day)
        }
    }
}
