//! What happened: alarms with their windows, decisions with their reasons, the activity history and
//! the rows of the timeline.

use super::{instance_name, part_name, part_name_at, shown};
use crate::board::model::{
    ActionView, AlarmId, AlarmState, AlarmView, Because, Comparison, Datapoint, DecisionView,
    EndCause, EntryId, FaultName, Guess, JournalEvent, JournalView, LaunchProblem, Limit, MarkKind,
    MarkView, Metric, NodeId, PolicyKind, SECOND, SimTime, TimelineView, Tone, Unit,
};
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::order::sort_short;
use swell_core::base::time::{Instant, Span};
use swell_core::engine::act_log::Drawn;
use swell_core::engine::fault::InstanceFault;
use swell_core::kinds::alarm_machine::AlarmMachine;
use swell_core::kinds::policy::{Params as PolicyParams, Policy, PolicyType};
use swell_core::kinds::{Params, Part};
use swell_core::observe::series::Sample;
use swell_core::rules::alarm as rule;
use swell_core::rules::alarm::ComparisonOperator;
use swell_core::rules::health::TargetState;
use swell_core::rules::reason::Reason;
use swell_core::rules::step_scaling::AdjustmentType;
use swell_core::rules::target_tracking;
use swell_core::session::Session;
use swell_core::world::log::{
    AlarmKey, AlarmRole, Entry, Evaluation, LaunchFailure, TerminationCause, Verdict, What,
};
use swell_core::world::metric::Metric as CoreMetric;

/// Entries shown of each record; older ones are in the report.
const SHOWN_MAX: usize = 60;

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

fn alarm_state(state: rule::AlarmState) -> AlarmState {
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
            let count = if is_low {
                pair.low_datapoints
            } else {
                pair.high_datapoints
            };
            let basics = AlarmBasics {
                key: AlarmKey { part: id, role },
                name: format!("{name}-{word}"),
                metric: followed,
                period_s: pair.period_s,
                evaluation_periods: count,
                needed: count,
                threshold: if is_low {
                    pair.low_threshold
                } else {
                    pair.high_threshold
                },
                operator: if is_low {
                    pair.low_comparison
                } else {
                    pair.high_comparison
                },
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

/// Decisions up to the instant that is shown, oldest first.
pub fn decisions(session: &Session) -> Vec<DecisionView> {
    let now = session.now();
    let journal = &session.run().journal;
    let all = journal
        .decisions()
        .rev()
        .filter(|e| e.at <= now)
        .take(SHOWN_MAX);
    let mut views: Vec<DecisionView> = all.filter_map(|e| decision(session, e)).collect();
    views.reverse();
    views
}

fn decision(session: &Session, entry: &Entry) -> Option<DecisionView> {
    let (from, to) = entry.what.desired()?;
    let (group, because, limits, fields) = match &entry.what {
        What::PolicyEvaluated { group, because, .. } => {
            let (reasons, limits, fields) = reasoning(session, entry, because, from, to);
            (*group, reasons, limits, fields)
        }
        What::ScheduleFired {
            group,
            min,
            max,
            is_suspended,
            ..
        } => {
            let name = part_name_at(session, entry.part, entry.at);
            let limits = match is_suspended {
                true => vec![Limit::Suspended {
                    process: "ScheduledActions".to_owned(),
                }],
                false => Vec::new(),
            };
            let because = vec![
                Because::Scheduled { name },
                Because::WithinLimits {
                    min: *min,
                    max: *max,
                },
            ];
            (
                *group,
                because,
                limits,
                vec!["Recurrence", "DesiredCapacity"],
            )
        }
        _ => (
            entry.part,
            vec![Because::Manual],
            Vec::new(),
            vec!["DesiredCapacity"],
        ),
    };
    Some(DecisionView {
        id: EntryId(entry.id.0),
        at: shown(session.simulation(), entry.at),
        group: part_name_at(session, group, entry.at),
        from,
        to,
        because,
        limits,
        fields: fields.into_iter().map(str::to_owned).collect(),
    })
}

type Reasoning = (Vec<Because>, Vec<Limit>, Vec<&'static str>);

fn reasoning(session: &Session, entry: &Entry, e: &Evaluation, from: u32, to: u32) -> Reasoning {
    // The board as it was: policy and alarm may be gone, or of another kind, by now.
    let board = session.drawn_at(entry.at);
    let watch = watched(board, e.alarm);
    let value = e.metric.map(|v| v as f32);
    let mut because = vec![Because::Observed {
        metric: watch.as_ref().map_or(Metric::Custom, |w| w.0),
        values: value.into_iter().collect(),
        // An alarm that was nowhere drawn: the side that the metric was on.
        comparison: watch.as_ref().map_or_else(
            || match e.metric {
                Some(metric) if metric <= e.threshold => Comparison::AtMost,
                _ => Comparison::Above,
            },
            |w| w.1,
        ),
        threshold: e.threshold as f32,
    }];
    let change = session.run().journal.last_change(e.alarm, entry.at);
    if let Some(What::AlarmChanged {
        breaching,
        datapoints_to_alarm,
        ..
    }) = change.map(|c| &c.what)
    {
        because.push(Because::AlarmWentOff {
            name: alarm_name(session, e.alarm, entry.at),
            breaching: *breaching,
            needed: *datapoints_to_alarm,
        });
    }
    let mut fields = Vec::new();
    let policy = policy_params(board, entry.part);
    match policy.map(|p| p.policy_type) {
        Some(PolicyType::StepScaling) => {
            fields.extend(["StepAdjustments", "ScalingAdjustment"]);
            let is_percent = policy.and_then(|p| p.adjustment_type)
                == Some(AdjustmentType::PercentChangeInCapacity);
            let step = e.step.and_then(|n| policy?.steps.get(n as usize));
            if let (Some(step), Some(metric)) = (step, e.metric) {
                because.push(Because::StepMatched {
                    above: (metric - e.threshold) as f32,
                    adjustment: step.scaling_adjustment as i32,
                    is_percent,
                });
            }
        }
        Some(PolicyType::SimpleScaling) => {
            fields.extend(["ScalingAdjustment", "Cooldown"]);
            because.push(Because::SimpleAdjustment {
                adjustment: policy.and_then(|p| p.adjustment).unwrap_or(0) as i32,
                is_percent: policy.and_then(|p| p.adjustment_type)
                    == Some(AdjustmentType::PercentChangeInCapacity),
            });
        }
        Some(PolicyType::TargetTrackingScaling) => {
            fields.extend(["TargetValue", "DisableScaleIn"]);
            let target = policy
                .and_then(|p| p.tracking.as_ref()?.target_value)
                .unwrap_or(0.0);
            let required = e
                .metric
                .and_then(|m| target_tracking::required_capacity(e.counted, m, target));
            because.push(Because::RequiredForTarget {
                counted: e.counted,
                value: e.metric.unwrap_or(0.0) as f32,
                target: target as f32,
                required: required.unwrap_or(from),
            });
        }
        None => {}
    }
    fields.extend(["MinSize", "MaxSize"]);
    let limits = limits(session, entry, e, from, to);
    fields.extend(limits.iter().flat_map(|l| limit_fields(l)));
    fields.dedup();
    if from != to {
        because.push(Because::WithinLimits {
            min: e.min,
            max: e.max,
        });
        because.push(if to > from {
            Because::Launched { count: to - from }
        } else {
            Because::Terminated { count: from - to }
        });
    }
    (because, limits, fields)
}

/// The API's fields behind a limit, beside those that every decision names.
const fn limit_fields(limit: &Limit) -> &'static [&'static str] {
    match limit {
        Limit::Warmup { .. } | Limit::AlreadyOrdered { .. } => {
            &["EstimatedInstanceWarmup", "DefaultInstanceWarmup"]
        }
        Limit::Cooldown { .. } => &["DefaultCooldown"],
        Limit::MissingData => &["TreatMissingData"],
        Limit::PolicyDisabled => &["Enabled"],
        Limit::Suspended { .. } => &["SuspendedProcesses"],
        Limit::NoStep => &["MetricIntervalLowerBound", "MetricIntervalUpperBound"],
        _ => &[],
    }
}

/// What shaped or stopped it.
fn limits(session: &Session, entry: &Entry, e: &Evaluation, from: u32, to: u32) -> Vec<Limit> {
    let left_s = |until: Instant| until.since(entry.at).s_f64().ceil() as u32;
    let at_max = || Limit::AtMax {
        max: e.max,
        offered_percent: offered_percent(session),
    };
    let limit = match e.verdict {
        Verdict::Decided { reason } => match reason {
            Reason::AtLimit if e.wanted > i64::from(e.max) => at_max(),
            Reason::AtLimit => Limit::AtMin { min: e.min },
            Reason::NoStep => Limit::NoStep,
            Reason::NoChange if e.warming > 0 => Limit::AlreadyOrdered { count: e.warming },
            Reason::NoChange | Reason::NoAlarm | Reason::Hold => Limit::NothingToChange,
            Reason::BlockedByWarmup => Limit::Warmup {
                left_s: e.warm_until.map_or(0, left_s),
            },
            Reason::ScaleInDisabled => Limit::ScaleInDisabled,
            Reason::ScaleOut if to == e.max => at_max(),
            Reason::ScaleIn if to == e.min && e.wanted < i64::from(to) => {
                Limit::AtMin { min: e.min }
            }
            Reason::ScaleOut | Reason::ScaleIn => {
                return vec![Limit::AsAsked {
                    min: e.min,
                    max: e.max,
                }];
            }
        },
        Verdict::ActivityInProgress => Limit::ActivityInProgress,
        Verdict::CoolingDown { until } => Limit::Cooldown {
            left_s: left_s(until),
        },
        Verdict::OtherPolicyWon { winner } => Limit::OtherPolicyWon {
            name: part_name_at(session, winner, entry.at),
        },
        Verdict::OtherPolicyHolds { holder } => Limit::OtherPolicyHolds {
            name: part_name_at(session, holder, entry.at),
        },
        Verdict::AwaitsFreshData => Limit::AwaitsFreshData,
        Verdict::Disabled => Limit::PolicyDisabled,
        Verdict::Suspended => Limit::Suspended {
            process: "AlarmNotification".to_owned(),
        },
        Verdict::MissingData => Limit::MissingData,
    };
    debug_assert!(from == to || matches!(limit, Limit::AtMax { .. } | Limit::AtMin { .. }));
    vec![limit]
}

/// Arrival rate x CPU seconds over the vCPUs that serve: what a CPU at 100 % hides (spec 1.3).
pub fn offered_percent(session: &Session) -> f32 {
    let simulation = session.simulation();
    let now = simulation.now();
    let demand: f64 = simulation
        .parts()
        .iter()
        .enumerate()
        .filter_map(|(ix, part)| match part {
            Part::Users(users) => {
                let id = simulation.control().id(PartIx(ix as u16));
                let Some(Params::Users(p)) = session.document().params(id) else {
                    return None;
                };
                Some(users.rate_per_s(now) * p.cpu_seconds_per_request)
            }
            _ => None,
        })
        .sum();
    let vcpus: u32 = simulation
        .parts()
        .iter()
        .filter_map(|part| match part {
            Part::Instance(i) if i.app == swell_core::kinds::instance::App::Listening => {
                Some(i.vcpus())
            }
            _ => None,
        })
        .sum();
    (demand / f64::from(vcpus.max(1)) * 100.0) as f32
}

fn policy_params(board: Drawn<'_>, id: PartId) -> Option<&PolicyParams> {
    match board.params(id)? {
        Params::ScalingPolicy(policy) => Some(policy),
        _ => None,
    }
}

/// What an alarm watches and how, by the settings of its part.
fn watched(board: Drawn<'_>, key: AlarmKey) -> Option<(Metric, Comparison)> {
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

fn alarm_name(session: &Session, key: AlarmKey, at: Instant) -> String {
    let name = part_name_at(session, key.part, at);
    match key.role {
        AlarmRole::Own => name,
        AlarmRole::High => format!("{name}-AlarmHigh"),
        AlarmRole::Low => format!("{name}-AlarmLow"),
    }
}

/// The activity history up to the instant that is shown, oldest first.
pub fn journal(session: &Session) -> Vec<JournalView> {
    let now = session.now();
    let entries = session
        .run()
        .journal
        .entries()
        .iter()
        .rev()
        .filter(|e| e.at <= now);
    let mut views: Vec<JournalView> = entries
        .filter_map(|e| journal_line(session, e))
        .take(SHOWN_MAX)
        .collect();
    views.reverse();
    views
}

fn journal_line(session: &Session, entry: &Entry) -> Option<JournalView> {
    let name = |id| instance_name(session, id);
    let zone = |id: swell_core::base::id::ZoneId| {
        let zone = session.document().zone(session.document().az_of(id));
        zone.and_then(|z| z.name.clone())
            .unwrap_or_else(|| id.0.to_string())
    };
    let (tone, event) = match &entry.what {
        What::AlarmChanged { alarm, to, .. } => {
            let is_low = watched(session.drawn_at(entry.at), *alarm)
                .is_some_and(|(_, c)| matches!(c, Comparison::Below | Comparison::AtMost));
            let tone = match to {
                // A low alarm in ALARM is the normal state of a quiet group.
                rule::AlarmState::Alarm if !is_low => Tone::Bad,
                rule::AlarmState::Ok if !is_low => Tone::Ok,
                _ => Tone::Neutral,
            };
            let name = alarm_name(session, *alarm, entry.at);
            (
                tone,
                JournalEvent::AlarmChanged {
                    name,
                    to: alarm_state(*to),
                },
            )
        }
        What::PolicyEvaluated { from, to, .. } if from != to => (
            Tone::Decision,
            JournalEvent::CapacityChanged {
                from: *from,
                to: *to,
            },
        ),
        What::PolicyEvaluated {
            from, to, because, ..
        } => {
            let limit = limits(session, entry, because, *from, *to)
                .into_iter()
                .next()?;
            (Tone::Neutral, JournalEvent::Blocked { limit })
        }
        What::ScheduleFired { to, min, max, .. } => {
            let name = part_name_at(session, entry.part, entry.at);
            let event = JournalEvent::ScheduleFired {
                name,
                min: *min,
                to: *to,
                max: *max,
            };
            (Tone::Decision, event)
        }
        What::DesiredChanged { from, to } => (
            Tone::Decision,
            JournalEvent::CapacityChanged {
                from: *from,
                to: *to,
            },
        ),
        What::InstanceLaunched {
            instance, zone: at, ..
        } => {
            let (instance, zone) = (name(*instance), zone(*at));
            (Tone::Warn, JournalEvent::Launched { instance, zone })
        }
        What::LaunchFailed { why } => {
            let why = match why {
                LaunchFailure::NoTemplate => LaunchProblem::NoTemplate,
                LaunchFailure::NoSubnet => LaunchProblem::NoSubnet,
                LaunchFailure::NoZoneAvailable => LaunchProblem::NoZone,
                LaunchFailure::Suspended => LaunchProblem::Suspended,
                LaunchFailure::TooManyParts => LaunchProblem::TooMany,
            };
            (Tone::Bad, JournalEvent::LaunchFailed { why })
        }
        What::InstanceInService { instance, .. } => (
            Tone::Warn,
            JournalEvent::InService {
                instance: name(*instance),
            },
        ),
        What::WarmUpEnded { instance } => (
            Tone::Ok,
            JournalEvent::WarmedUp {
                instance: name(*instance),
            },
        ),
        What::InstanceTerminating { instance, why } => {
            let why = match why {
                TerminationCause::ScaleIn => EndCause::ScaleIn,
                TerminationCause::NotRunning => EndCause::NotRunning,
                TerminationCause::Impaired => EndCause::Impaired,
                TerminationCause::UnhealthyTarget => EndCause::UnhealthyTarget,
                TerminationCause::SetUnhealthy => EndCause::SetUnhealthy,
                TerminationCause::Rebalance => EndCause::Rebalance,
                TerminationCause::RemovedByUser => EndCause::Removed,
            };
            let tone = match why {
                EndCause::ScaleIn | EndCause::Rebalance | EndCause::Removed => Tone::Neutral,
                _ => Tone::Bad,
            };
            (
                tone,
                JournalEvent::Terminating {
                    instance: name(*instance),
                    why,
                },
            )
        }
        What::InstanceTerminated { instance } | What::MarkedOnly { instance } => (
            Tone::Neutral,
            JournalEvent::Terminated {
                instance: name(*instance),
            },
        ),
        What::AllProtected { excess } => {
            (Tone::Warn, JournalEvent::AllProtected { count: *excess })
        }
        What::ReplacementWaits { unhealthy } => (
            Tone::Warn,
            JournalEvent::ReplacementWaits { count: *unhealthy },
        ),
        What::TargetRegistered { instance } => (
            Tone::Neutral,
            JournalEvent::Registered {
                instance: name(*instance),
            },
        ),
        What::TargetHealthChanged { instance, to, .. } => {
            let instance = name(*instance);
            match to {
                TargetState::Healthy => (Tone::Ok, JournalEvent::TookTraffic { instance }),
                TargetState::Unhealthy => (Tone::Bad, JournalEvent::BecameUnhealthy { instance }),
                TargetState::Draining => (Tone::Warn, JournalEvent::Draining { instance }),
                _ => return None,
            }
        }
        What::ConnectionsCut { instance } => (
            Tone::Bad,
            JournalEvent::ConnectionsCut {
                instance: name(*instance),
            },
        ),
        What::FailOpen { is_on } => (Tone::Bad, JournalEvent::FailOpen { is_on: *is_on }),
        What::ZoneDown { zone: id } => (Tone::Bad, JournalEvent::ZoneDown { zone: zone(*id) }),
        What::ZoneUp { zone: id } => (Tone::Ok, JournalEvent::ZoneUp { zone: zone(*id) }),
        What::FaultInjected { fault, instance } => {
            let what = match fault.as_str() {
                "database_down" => FaultName::DatabaseDown,
                "database_up" => FaultName::DatabaseUp,
                word => FaultName::Instance(InstanceFault::named(word)?),
            };
            let instance = instance.map(name).unwrap_or_default();
            (Tone::Bad, JournalEvent::Fault { what, instance })
        }
        What::SurgeSent { users, .. } => (
            Tone::Flow,
            JournalEvent::SurgeStarted {
                users: *users as u32,
            },
        ),
        What::Edited => (Tone::Neutral, JournalEvent::Edited),
    };
    Some(JournalView {
        id: EntryId(entry.id.0),
        at: shown(session.simulation(), entry.at),
        tone,
        event,
        count: entry.count,
        cause: entry.cause.map(|c| EntryId(c.0)),
    })
}

/// Columns of the timeline: more would not be seen.
const COLUMNS_MAX: usize = 240;
/// The timeline shows this much at least, and the newest of it.
const SPAN_MIN: SimTime = 1_200 * SECOND;
const SPAN_MAX: SimTime = 3_600 * SECOND;

pub fn timeline(session: &Session, guess: Option<(Guess, Instant)>) -> TimelineView {
    let simulation = session.simulation();
    let head = shown(simulation, session.head());
    let start = shown(simulation, Instant::ZERO);
    // A long run is shown whole only as long as its columns can be told apart.
    let from = if head - start > SPAN_MAX && head < SPAN_MAX * 24 {
        head - SPAN_MAX
    } else {
        start
    };
    let to = head.max(from + SPAN_MIN);
    let samples = session.run().series.samples();
    let inside: Vec<&Sample> = samples
        .iter()
        .filter(|s| shown(simulation, s.end) > from)
        .collect();
    let per_column = inside.len().div_ceil(COLUMNS_MAX).max(1);
    let step = session.run().series.step.us() as SimTime;
    let column_s = (step as f64 / 1e6) as f32 * per_column as f32;
    let columns: Vec<&[&Sample]> = inside.chunks(per_column).collect();
    let rate = |count: fn(&Sample) -> u64| -> Vec<f32> {
        let sum = |column: &&[&Sample]| column.iter().map(|s| count(s)).sum::<u64>() as f32;
        columns.iter().map(|c| sum(c) / column_s).collect()
    };
    let last = |column: &[&Sample]| column.last().copied().copied().unwrap_or_default();
    let alarms = alarms(session);
    let threshold = |is_low: bool| {
        let on_cpu = |a: &&AlarmView| a.metric == Metric::Cpu && a.is_scale_in == is_low;
        alarms.iter().find(on_cpu).map(|a| a.threshold)
    };
    let max = simulation.parts().iter().filter_map(|p| match p {
        Part::AutoScalingGroup(group) => Some(group.max),
        _ => None,
    });
    TimelineView {
        from,
        to,
        step: step * per_column as SimTime,
        sent_per_s: rate(|s| s.sent),
        failed_per_s: rate(|s| s.failed + s.gave_up),
        metric: columns.iter().map(|c| last(c).metric).collect(),
        threshold: threshold(false),
        threshold_low: threshold(true),
        desired: columns.iter().map(|c| last(c).desired).collect(),
        healthy: columns.iter().map(|c| last(c).healthy).collect(),
        max: max.sum(),
        marks: marks(session, from, guess),
    }
}

fn marks(session: &Session, from: SimTime, guess: Option<(Guess, Instant)>) -> Vec<MarkView> {
    let simulation = session.simulation();
    let entries = session.run().journal.entries().iter();
    let found = entries
        .filter_map(|entry| {
            let at = shown(simulation, entry.at);
            let kind = match &entry.what {
                What::AlarmChanged { alarm, to, .. } => {
                    let is_low = watched(session.drawn_at(entry.at), *alarm)
                        .is_some_and(|(_, c)| matches!(c, Comparison::Below | Comparison::AtMost));
                    match to {
                        rule::AlarmState::Alarm if !is_low => MarkKind::AlarmOn,
                        rule::AlarmState::Ok if !is_low => MarkKind::AlarmOff,
                        _ => return None,
                    }
                }
                What::SurgeSent { .. } => MarkKind::Surge,
                What::FaultInjected { .. } | What::ZoneDown { .. } | What::ZoneUp { .. } => {
                    MarkKind::Fault
                }
                What::Edited => MarkKind::Edit,
                what => match what.desired() {
                    Some((before, after)) if before != after => {
                        MarkKind::Decision(after as i32 - before as i32)
                    }
                    _ => return None,
                },
            };
            (at >= from).then_some(MarkView {
                at,
                kind,
                entry: Some(EntryId(entry.id.0)),
            })
        })
        .collect::<Vec<_>>();
    let (surge, served) = first_served(session);
    let served = served.map(|at| (at, MarkKind::FirstServed));
    // The guess stands where it said the server would come.
    let guess = surge.zip(guess).and_then(|(surge, (guess, asked))| {
        let after_s = match guess {
            Guess::AtOnce => 2,
            Guess::OneMinute => 60,
            Guess::Minutes => 240,
            Guess::Skipped => return None,
        };
        (asked >= surge).then(|| (surge + Span::from_s(after_s), MarkKind::Guess(guess)))
    });
    let more = served.into_iter().chain(guess).map(|(at, kind)| MarkView {
        at: shown(simulation, at),
        kind,
        entry: None,
    });
    let mut all: Vec<MarkView> = found
        .into_iter()
        .chain(more.filter(|m| m.at >= from))
        .collect();
    all.sort_by_key(|m| m.at);
    all
}

/// The last rush, and when the first server that was launched after it could take traffic.
fn first_served(session: &Session) -> (Option<Instant>, Option<Instant>) {
    let entries = session.run().journal.entries();
    let is_surge = |e: &Entry| matches!(e.what, What::SurgeSent { .. });
    let surge = entries
        .iter()
        .filter(|e| is_surge(e))
        .map(|e| e.at)
        .next_back();
    let Some(surge) = surge else {
        return (None, None);
    };
    let mut launched = Vec::new();
    for entry in entries.iter().filter(|e| e.at >= surge) {
        match &entry.what {
            What::InstanceLaunched { instance, .. } => launched.push(*instance),
            What::TargetHealthChanged {
                instance,
                to: TargetState::Healthy,
                ..
            } if launched.contains(instance) => return (Some(surge), Some(entry.at)),
            _ => {}
        }
    }
    (Some(surge), None)
}
