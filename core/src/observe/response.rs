//! How long a rush waited for its first new server, and for what: the stages between the two, each
//! from the instants that the engine wrote down (spec 9.1).

use super::journal::Journal;
use crate::base::id::InstanceId;
use crate::base::time::{Instant, Span};
use crate::rules::health::TargetState;
use crate::world::log::{Entry, What};
use alloc::vec::Vec;

/// What was waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Until the metric period ended that showed the rush first.
    Period,
    /// Until so many datapoints breached, the first included.
    Datapoints(u32),
    /// From the end of the newest period until the alarm could read it.
    Delay,
    /// From the alarm until a policy moved the desired capacity.
    Decision,
    /// From the decision until the instance was launched.
    Launch,
    /// From its launch until it was in service.
    Boot,
    /// From its registration until it passed a health check.
    FirstCheck,
}

/// The first answer to a rush.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub surge: Instant,
    /// When the first server that was launched for it could take traffic.
    pub served: Instant,
    pub instance: InstanceId,
    /// In order; together they are the whole time. Empty where no alarm led to the launch.
    pub stages: Vec<(Stage, Span)>,
}

impl Response {
    /// The answer to the last rush before `now`. Errors: `None` while there is none.
    pub fn to_last_surge(journal: &Journal, now: Instant) -> Option<Self> {
        let known = || journal.entries().iter().filter(|e| e.at <= now);
        let is_surge = |e: &&Entry| matches!(e.what, What::SurgeSent { .. });
        let surge = known().rfind(is_surge)?.at;
        let mut launched = Vec::new();
        for entry in known().filter(|e| e.at >= surge) {
            match entry.what {
                What::InstanceLaunched { .. } => launched.push(entry),
                What::TargetHealthChanged {
                    instance,
                    to: TargetState::Healthy,
                    ..
                } => {
                    let is_it = |e: &&&Entry| launched_instance(e) == Some(instance);
                    if let Some(launch) = launched.iter().find(is_it) {
                        let stages = stages(journal, surge, launch, entry.at);
                        return Some(Self {
                            surge,
                            served: entry.at,
                            instance,
                            stages: stages.unwrap_or_default(),
                        });
                    }
                }
                _ => {}
            }
        }
        None
    }
}

const fn launched_instance(entry: &Entry) -> Option<InstanceId> {
    match entry.what {
        What::InstanceLaunched { instance, .. } => Some(instance),
        _ => None,
    }
}

fn stages(
    journal: &Journal,
    surge: Instant,
    launch: &Entry,
    served: Instant,
) -> Option<Vec<(Stage, Span)>> {
    let instance = launched_instance(launch)?;
    let decision = journal.entry(launch.cause?)?;
    let alarm = journal.entry(decision.cause?)?;
    let What::AlarmChanged {
        breaching_from: Some(first),
        breaching_to: Some(newest),
        breaching,
        ..
    } = alarm.what
    else {
        return None;
    };
    let is_entry =
        |e: &&Entry| matches!(e.what, What::InstanceInService { instance: i, .. } if i == instance);
    let in_service = journal.entries().iter().find(is_entry)?.at;
    let ends = [
        (Stage::Period, first),
        (Stage::Datapoints(breaching), newest),
        (Stage::Delay, alarm.at),
        (Stage::Decision, decision.at),
        (Stage::Launch, launch.at),
        (Stage::Boot, in_service),
        (Stage::FirstCheck, served),
    ];
    // An alarm that breached before the rush was no answer to it.
    let mut from = surge;
    let mut all = Vec::new();
    for (stage, end) in ends {
        if end < from {
            return None;
        }
        all.push((stage, end.since(from)));
        from = end;
    }
    Some(all)
}
