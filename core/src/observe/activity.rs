//! The activity history of a group as the console keeps it: for each launch and each termination
//! what led to it, step by step, each step with its own instant (spec 7.2).

use super::journal::Journal;
use crate::base::id::{InstanceId, PartId};
use crate::base::time::Instant;
use crate::world::log::{AlarmKey, Entry, LaunchCause, SizesEdit, TerminationCause, What};
use alloc::vec::Vec;

/// One sentence of an activity's cause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// A monitor alarm in state ALARM triggered a policy.
    Alarm {
        alarm: AlarmKey,
        policy: PartId,
        from: u32,
        to: u32,
    },
    /// A scheduled action updated the group's sizes.
    Schedule {
        action: PartId,
        min: u32,
        max: u32,
        from: u32,
        to: u32,
    },
    /// A user set the desired capacity.
    UserDesired {
        from: u32,
        to: u32,
    },
    /// A user set the minimum or the maximum.
    UserSizes {
        min: u32,
        max: u32,
        from: u32,
        to: u32,
    },
    /// Started, because there were fewer instances than desired.
    Started {
        from: u32,
        to: u32,
    },
    /// Taken out of service, because there were more than desired.
    TakenOut {
        from: u32,
        to: u32,
    },
    Selected {
        instance: InstanceId,
    },
    /// Launched in the place of an unhealthy one.
    Replaces,
    /// Taken out of service by a health check.
    Unhealthy {
        why: TerminationCause,
    },
    /// Launched to even the zones out: the newcomer's, the fullest, and their instances before.
    Balances {
        thin: PartId,
        fat: PartId,
        here: u32,
        there: u32,
    },
    /// Launches to even the zones out left one too many.
    Balanced {
        thin: PartId,
    },
}

/// The causes of a launch or a termination, oldest first; empty for every other entry.
pub fn causes(journal: &Journal, entry: &Entry) -> Vec<(Instant, Cause)> {
    let before = entry.cause.and_then(|id| journal.entry(id));
    let mut all = Vec::new();
    match &entry.what {
        What::InstanceLaunched {
            why,
            subnet,
            from,
            to,
            ..
        } => match (*why, before.map(|e| &e.what)) {
            (LaunchCause::Rebalance { from, here, there }, _) => {
                let (thin, fat) = (*subnet, from);
                let cause = Cause::Balances {
                    thin,
                    fat,
                    here,
                    there,
                };
                all.push((entry.at, cause));
            }
            (LaunchCause::BelowDesired, Some(What::InstanceTerminating { .. })) => {
                all.push((entry.at, Cause::Replaces));
            }
            _ => {
                all.extend(before.and_then(trigger));
                let (from, to) = (*from, *to);
                all.push((entry.at, Cause::Started { from, to }));
            }
        },
        What::InstanceTerminating {
            instance,
            why,
            from,
            to,
        } => {
            let taken_out = Cause::TakenOut {
                from: *from,
                to: *to,
            };
            let instance = *instance;
            let selected = (entry.at, Cause::Selected { instance });
            match why {
                TerminationCause::ScaleIn => {
                    all.extend(before.and_then(trigger));
                    all.extend([(entry.at, taken_out), selected]);
                }
                TerminationCause::Rebalance => {
                    let launch = launch_of(journal, before);
                    if let Some((at, thin)) = launch {
                        all.push((at, Cause::Balanced { thin }));
                    }
                    all.extend([(entry.at, taken_out), selected]);
                }
                why => all.push((entry.at, Cause::Unhealthy { why: *why })),
            }
        }
        _ => {}
    }
    all
}

/// What moved the desired capacity.
fn trigger(entry: &Entry) -> Option<(Instant, Cause)> {
    let cause = match &entry.what {
        What::PolicyEvaluated {
            from, to, because, ..
        } => Cause::Alarm {
            alarm: because.alarm,
            policy: entry.part,
            from: *from,
            to: *to,
        },
        What::ScheduleFired {
            from, to, min, max, ..
        } => Cause::Schedule {
            action: entry.part,
            min: *min,
            max: *max,
            from: *from,
            to: *to,
        },
        What::DesiredChanged {
            from,
            to,
            why: SizesEdit::Desired,
            ..
        } => Cause::UserDesired {
            from: *from,
            to: *to,
        },
        What::DesiredChanged {
            from, to, min, max, ..
        } => Cause::UserSizes {
            min: *min,
            max: *max,
            from: *from,
            to: *to,
        },
        _ => return None,
    };
    Some((entry.at, cause))
}

/// The launch that a chain of entries about one instance begins with, and its subnet.
fn launch_of<'a>(journal: &'a Journal, mut entry: Option<&'a Entry>) -> Option<(Instant, PartId)> {
    while let Some(here) = entry {
        if let What::InstanceLaunched { subnet, .. } = here.what {
            return Some((here.at, subnet));
        }
        entry = here.cause.and_then(|id| journal.entry(id));
    }
    None
}
