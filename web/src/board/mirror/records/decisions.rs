//! Decisions with their reasons and limits: the numbers that the engine wrote down at the instant of
//! each, whatever the board has become since.

use super::SHOWN_MAX;
use super::alarms::alarm_name;
use crate::board::mirror::{part_name_at, shown};
use crate::vocabulary::{Because, DecisionView, EntryId, Gaps, Limit, NodeId};
use swell_core::base::id::PartId;
use swell_core::base::small_map::SmallMap;
use swell_core::base::time::Instant;
use swell_core::rules::reason::Reason;
use swell_core::session::Session;
use swell_core::world::log::{Applied, Entry, Evaluation, SizesEdit, Verdict, What};

/// Decisions up to the instant that is shown, oldest first; a busy group does not push out those of
/// the others.
pub fn decisions(session: &Session) -> Vec<DecisionView> {
    let now = session.now();
    let mut taken: SmallMap<PartId, usize> = SmallMap::new();
    let newest_first = session.run().journal.decisions().rev();
    let mut has_room = |entry: &&Entry| {
        let count = taken.or_insert_with(group_of(entry), || 0);
        *count += 1;
        *count <= SHOWN_MAX
    };
    let shown = newest_first.filter(|e| e.at <= now);
    let mut views: Vec<DecisionView> = shown
        .filter(|e| has_room(e))
        .filter_map(|e| decision(session, e))
        .collect();
    views.reverse();
    views
}

/// The group that an entry decides about.
const fn group_of(entry: &Entry) -> PartId {
    match &entry.what {
        What::PolicyEvaluated { group, .. } | What::ScheduleFired { group, .. } => *group,
        _ => entry.part,
    }
}

fn decision(session: &Session, entry: &Entry) -> Option<DecisionView> {
    let (from, to) = entry.what.desired()?;
    let (because, limits, fields) = match &entry.what {
        What::PolicyEvaluated { because, .. } => reasoning(session, entry, because, from, to),
        What::ScheduleFired {
            min,
            max,
            asked,
            is_suspended,
            refused,
            ..
        } => {
            let limits = match (is_suspended, refused) {
                (true, _) => vec![Limit::Suspended {
                    process: "ScheduledActions".to_owned(),
                }],
                (false, Some(code)) => vec![Limit::Refused { code: *code }],
                (false, None) => Vec::new(),
            };
            let name = part_name_at(session, entry.part, entry.at);
            let because = vec![
                Because::Scheduled {
                    name,
                    asked: *asked,
                },
                Because::Sizes {
                    min: *min,
                    to,
                    max: *max,
                },
            ];
            (because, limits, vec!["Recurrence", "DesiredCapacity"])
        }
        What::DesiredChanged { min, max, why, .. } => {
            let because = vec![
                match why {
                    SizesEdit::Desired => Because::Manual,
                    SizesEdit::Limits => Because::LimitMoved,
                },
                Because::Sizes {
                    min: *min,
                    to,
                    max: *max,
                },
            ];
            let fields = match why {
                SizesEdit::Desired => vec!["DesiredCapacity"],
                SizesEdit::Limits => vec!["MinSize", "MaxSize"],
            };
            (because, Vec::new(), fields)
        }
        _ => return None,
    };
    let group = group_of(entry);
    Some(DecisionView {
        id: EntryId(entry.id.0),
        at: shown(session.simulation(), entry.at),
        group: NodeId(group.0),
        group_name: part_name_at(session, group, entry.at),
        from,
        to,
        because,
        limits,
        fields: fields.into_iter().map(str::to_owned).collect(),
        count: entry.said_by(session.now()).0,
    })
}

type Reasoning = (Vec<Because>, Vec<Limit>, Vec<&'static str>);

fn reasoning(session: &Session, entry: &Entry, e: &Evaluation, from: u32, to: u32) -> Reasoning {
    let mut because = vec![
        Because::Observed {
            metric: e.metric_name,
            statistic: e.statistic,
            value: e.metric,
            operator: e.operator,
            threshold: e.threshold,
        },
        Because::AlarmWentOff {
            name: alarm_name(session, e.alarm, entry.at),
            breaching: e.breaching,
            needed: e.datapoints_to_alarm,
            gaps: Gaps::of(e.missing_as_breaching, e.is_premature),
        },
    ];
    let mut fields = Vec::new();
    match e.applied {
        Some(Applied::Step {
            adjustment_type,
            adjustment,
            ..
        }) => {
            fields.extend(["StepAdjustments", "ScalingAdjustment"]);
            because.push(Because::StepMatched {
                above: e.metric.map(|metric| metric - e.threshold),
                adjustment,
                adjustment_type,
            });
        }
        Some(Applied::Simple {
            adjustment_type,
            adjustment,
        }) => {
            fields.extend(["ScalingAdjustment", "Cooldown"]);
            because.push(Because::SimpleAdjustment {
                adjustment,
                adjustment_type,
            });
        }
        Some(Applied::Tracking { target, required }) => {
            fields.extend(["TargetValue", "DisableScaleIn"]);
            because.push(Because::RequiredForTarget {
                counted: e.counted,
                value: e.metric.unwrap_or(0.0),
                target,
                required,
            });
        }
        None => {}
    }
    fields.extend(["MinSize", "MaxSize"]);
    let limits = limits(session, entry, e, to);
    fields.extend(limits.iter().flat_map(|l| limit_fields(l)));
    fields.dedup();
    if from != to {
        because.push(within(e, to));
        because.push(if to > from {
            Because::Launched { count: to - from }
        } else {
            Because::Terminated { count: from - to }
        });
    }
    (because, limits, fields)
}

/// What the limits left of what the policy wanted.
fn within(e: &Evaluation, to: u32) -> Because {
    let (min, max) = (e.min, e.max);
    match u32::try_from(e.wanted.max(0)) {
        Ok(wanted) if wanted != to => Because::CutTo {
            wanted,
            to,
            min,
            max,
        },
        _ => Because::WithinLimits { min, max },
    }
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
pub(super) fn limits(session: &Session, entry: &Entry, e: &Evaluation, to: u32) -> Vec<Limit> {
    let left_s = |until: Instant| until.since(entry.at).s_f64().ceil() as u32;
    let at_max = || Limit::AtMax {
        max: e.max,
        offered_percent: e.offered_percent,
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
            Reason::ScaleOut if e.wanted > i64::from(to) => at_max(),
            Reason::ScaleIn if e.wanted < i64::from(to) => Limit::AtMin { min: e.min },
            Reason::ScaleOut | Reason::ScaleIn => Limit::AsAsked {
                min: e.min,
                max: e.max,
            },
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
    vec![limit]
}
