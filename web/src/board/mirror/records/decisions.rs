//! Decisions with their reasons and limits.

use super::SHOWN_MAX;
use super::alarms::{alarm_name, watched};
use crate::board::mirror::{part_name_at, shown};
use crate::board::model::{Because, Comparison, DecisionView, EntryId, Limit, Metric};
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::time::Instant;
use swell_core::engine::act_log::Drawn;
use swell_core::kinds::policy::{Params as PolicyParams, PolicyType};
use swell_core::kinds::{Params, Part};
use swell_core::rules::reason::Reason;
use swell_core::rules::step_scaling::AdjustmentType;
use swell_core::rules::target_tracking;
use swell_core::session::Session;
use swell_core::world::log::{Entry, Evaluation, Verdict, What};

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
            refused,
            ..
        } => {
            let name = part_name_at(session, entry.part, entry.at);
            let limits = match (is_suspended, refused) {
                (true, _) => vec![Limit::Suspended {
                    process: "ScheduledActions".to_owned(),
                }],
                (false, Some(code)) => vec![Limit::Refused { code: *code }],
                (false, None) => Vec::new(),
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
        count: entry.count,
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
pub(super) fn limits(
    session: &Session,
    entry: &Entry,
    e: &Evaluation,
    from: u32,
    to: u32,
) -> Vec<Limit> {
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
fn offered_percent(session: &Session) -> f32 {
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
