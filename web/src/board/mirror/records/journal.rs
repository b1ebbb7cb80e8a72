//! The lines of the activity history.

use super::SHOWN_MAX;
use super::alarms::{alarm_arn_name, alarm_name};
use super::decisions::limits;
use crate::board::mirror::{instance_name_at, kind_at, part_name_at, shown};
use crate::i18n::format::number;
use crate::vocabulary::{
    AlarmState, EntryId, FaultName, Gaps, JournalEvent, JournalView, LaunchProblem, Limit, Told,
    Tone,
};
use swell_core::base::id::{InstanceId, PartId};
use swell_core::base::time::Instant;
use swell_core::contract::{Fault, Member};
use swell_core::kinds::instance::Instance;
use swell_core::observe::activity::{self, Cause};
use swell_core::rules::civil::format_utc;
use swell_core::rules::health::TargetState;
use swell_core::session::Session;
use swell_core::world::log::{Entry, LaunchFailure, Term, TerminationCause, What};

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
    let name = |id| instance_name_at(session, id, entry.at);
    let zone = |id| zone_name(session, id, entry.at);
    let (tone, event) = match &entry.what {
        What::AlarmChanged {
            alarm,
            to,
            scales_in,
            missing_as_breaching,
            is_premature,
            ..
        } => {
            let tone = match to {
                // A low alarm in ALARM is the normal state of a quiet group.
                AlarmState::Alarm if !scales_in => Tone::Bad,
                AlarmState::Ok if !scales_in => Tone::Ok,
                _ => Tone::Neutral,
            };
            let event = JournalEvent::AlarmChanged {
                name: alarm_name(session, *alarm, entry.at),
                to: *to,
                scales_in: *scales_in,
                gaps: match to {
                    AlarmState::Alarm => Gaps::of(*missing_as_breaching, *is_premature),
                    _ => Gaps::None,
                },
            };
            (tone, event)
        }
        What::PolicyEvaluated { from, to, .. } if from != to => (
            Tone::Decision,
            JournalEvent::CapacityChanged {
                from: *from,
                to: *to,
            },
        ),
        What::PolicyEvaluated { to, because, .. } => {
            let limit = limits(session, entry, because, *to).into_iter().next()?;
            (Tone::Neutral, JournalEvent::Blocked { limit })
        }
        What::ScheduleFired {
            refused: Some(code),
            ..
        } => {
            let limit = Limit::Refused { code: *code };
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
        What::DesiredChanged { from, to, .. } => (
            Tone::Decision,
            JournalEvent::CapacityChanged {
                from: *from,
                to: *to,
            },
        ),
        What::InstanceLaunched {
            instance, subnet, ..
        } => {
            let (instance, zone) = (name(*instance), zone(*subnet));
            (Tone::Warn, JournalEvent::Launched { instance, zone })
        }
        What::LaunchFailed {
            why: LaunchFailure::InsufficientCapacity { subnet },
        } => {
            let zone = zone(*subnet);
            (Tone::Bad, JournalEvent::NoCapacity { zone })
        }
        What::LaunchFailed {
            why: LaunchFailure::InsufficientAddresses { subnet },
        } => {
            let ground = session.board().ground();
            let block = ground.subnet(*subnet).and_then(|subnet| subnet.block);
            let block = block.map_or_else(String::new, |block| block.to_string());
            let zone = zone(*subnet);
            (Tone::Bad, JournalEvent::NoAddresses { zone, block })
        }
        What::LaunchFailed { why } => {
            let why = match why {
                LaunchFailure::NoTemplate => LaunchProblem::NoTemplate,
                LaunchFailure::NoSubnet => LaunchProblem::NoSubnet,
                LaunchFailure::NoZoneAvailable
                | LaunchFailure::InsufficientCapacity { .. }
                | LaunchFailure::InsufficientAddresses { .. } => LaunchProblem::NoZone,
                LaunchFailure::ZoneLost { .. } => LaunchProblem::ZoneLost,
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
        What::InstanceTerminating { instance, why, .. } => {
            let why = *why;
            let tone = match why {
                TerminationCause::ScaleIn
                | TerminationCause::Rebalance
                | TerminationCause::RemovedByUser => Tone::Neutral,
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
        What::MarkedOnly { instance } => (
            Tone::Warn,
            JournalEvent::MarkedOnly {
                instance: name(*instance),
            },
        ),
        What::ReplacementLoop { rounds } => {
            (Tone::Bad, JournalEvent::ReplacementLoop { rounds: *rounds })
        }
        What::InstanceTerminated { instance } => (
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
        What::TargetHealthChanged {
            instance,
            from,
            to,
            reason,
            ..
        } => {
            let instance = name(*instance);
            match to {
                TargetState::Healthy => {
                    let is_first = *from == TargetState::Initial;
                    (Tone::Ok, JournalEvent::TookTraffic { instance, is_first })
                }
                TargetState::Unhealthy => {
                    let reason = *reason;
                    let event = JournalEvent::BecameUnhealthy { instance, reason };
                    (Tone::Bad, event)
                }
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
        What::CpuThrottled { instance, is_on } => (
            if *is_on { Tone::Bad } else { Tone::Ok },
            JournalEvent::Throttled {
                instance: name(*instance),
                is_on: *is_on,
            },
        ),
        What::FailOpen { is_on } => (Tone::Bad, JournalEvent::FailOpen { is_on: *is_on }),
        What::ZoneDown { zone: id } => (Tone::Bad, JournalEvent::ZoneDown { zone: zone(*id) }),
        What::ZoneUp { zone: id } => (Tone::Ok, JournalEvent::ZoneUp { zone: zone(*id) }),
        What::ZoneCapacity { zone: id, is_there } => {
            let (zone, is_there) = (zone(*id), *is_there);
            let tone = if is_there { Tone::Ok } else { Tone::Bad };
            (tone, JournalEvent::ZoneCapacity { zone, is_there })
        }
        What::DatabaseLost { fails_over } => {
            let name = part_name_at(session, entry.part, entry.at);
            let fails_over = *fails_over;
            (Tone::Bad, JournalEvent::DatabaseLost { name, fails_over })
        }
        What::DatabaseBack {
            subnet,
            has_failed_over,
        } => {
            let event = JournalEvent::DatabaseBack {
                name: part_name_at(session, entry.part, entry.at),
                zone: zone(*subnet),
                has_failed_over: *has_failed_over,
            };
            (Tone::Ok, event)
        }
        What::Said {
            event,
            is_bad,
            values,
        } => {
            let told = |value: &Term| match value {
                Term::Part(id) => part_name_at(session, *id, entry.at),
                Term::Instance(id) => name(*id),
                Term::Count(n) => number(*n, 0),
                Term::Percent(n) => format!("{} %", number(*n, 1)),
                Term::Seconds(n) => format!("{} s", number(*n, 1)),
            };
            let event = JournalEvent::Said {
                kind: kind_at(session, entry.part, entry.at),
                name: part_name_at(session, entry.part, entry.at),
                event: event.clone(),
                values: values.iter().map(told).collect(),
            };
            (if *is_bad { Tone::Bad } else { Tone::Neutral }, event)
        }
        What::FaultInjected { fault, instance } => {
            let kind = match instance {
                Some(_) => Instance::ID,
                None => kind_at(session, entry.part, entry.at)?,
            };
            let (known, begins) = Fault::named(kind.faults(), fault)?;
            let word = known.said(begins)?;
            let what = FaultName { kind, word };
            let instance = match instance {
                Some(instance) => name(*instance),
                None => part_name_at(session, entry.part, entry.at),
            };
            (Tone::Bad, JournalEvent::Fault { what, instance })
        }
        What::SurgeSent { users, .. } => (
            Tone::Flow,
            JournalEvent::SurgeStarted {
                users: *users as u32,
            },
        ),
        What::CeilingMet { ceiling, most } => {
            let (ceiling, most) = (*ceiling, *most);
            (Tone::Bad, JournalEvent::CeilingMet { ceiling, most })
        }
        What::Edited => (Tone::Neutral, JournalEvent::Edited),
    };
    Some(JournalView {
        id: EntryId(entry.id.0),
        at: shown(session.simulation(), entry.at),
        tone,
        event,
        count: entry.said_by(session.now()).0,
        cause: entry.cause.map(|c| EntryId(c.0)),
        told: told(session, entry),
    })
}

/// The Availability Zone of a subnet by its name of today, or of then if it is gone.
fn zone_name(session: &Session, id: PartId, at: Instant) -> String {
    let then = session.board_at(at).board();
    let boards = [Some(session.board()), then].into_iter().flatten();
    let mut names = boards.filter_map(|board| board.part(board.az_of(id))?.name.clone());
    names.next().unwrap_or_else(|| id.0.to_string())
}

/// The cause of a launch or a termination, with names.
fn told(session: &Session, entry: &Entry) -> Vec<Told> {
    let causes = activity::causes(&session.run().journal, entry).into_iter();
    causes
        .map(|(at, cause)| sentence(session, at, cause))
        .collect()
}

fn sentence(session: &Session, at: Instant, cause: Cause) -> Told {
    let part = |id| part_name_at(session, id, at);
    let instance = |id: InstanceId| instance_name_at(session, id, at);
    let zone = |id| zone_name(session, id, at);
    let (what, by) = match cause {
        Cause::Alarm { alarm, policy, .. } => (alarm_arn_name(session, alarm, at), part(policy)),
        Cause::Schedule { action, .. } => (String::new(), part(action)),
        Cause::Selected { instance: id } => (instance(id), String::new()),
        Cause::Balances { thin, fat, .. } => (zone(thin), zone(fat)),
        Cause::Balanced { thin } => (zone(thin), String::new()),
        _ => (String::new(), String::new()),
    };
    Told {
        at: format_utc(session.simulation().control().calendar.unix_s(at)),
        cause,
        what,
        by,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use swell_core::base::id::PartId;
    use swell_core::base::time::Span;
    use swell_core::document::Document;
    use swell_core::engine::injection::Injection;
    use swell_core::scenario::catalog::preset;

    #[test]
    fn faults_of_zones_and_metrics_are_told_in_both_languages() {
        let known = preset("two-zones").unwrap();
        let mut session = Session::new(Document::from_json(known.json).unwrap());
        let (zone, group) = (PartId(2), PartId(14));
        for injection in [
            Injection::CapacityOff { zone },
            Injection::MetricsOff { group },
            Injection::ZoneDown { zone },
        ] {
            session.advance(session.now() + Span::from_s(10), u64::MAX);
            session.inject(injection);
        }
        session.advance(session.now() + Span::from_s(120), u64::MAX);
        session.inject(Injection::ZoneUp { zone });
        session.inject(Injection::CapacityOn { zone });
        session.inject(Injection::MetricsOn { group });
        session.advance(session.now() + Span::from_s(1), u64::MAX);
        let lines = journal(&session);
        for (lang, expected) in [
            (
                Lang::En,
                [
                    "EC2 has no capacity for launches in zone a",
                    "Metrics stopped: web-asg",
                    "orders: its zone is down, failing over to the standby",
                    "orders has failed over: it answers from zone b",
                    "EC2 has capacity again in zone a",
                    "Metrics published again: web-asg",
                ],
            ),
            (
                Lang::Ko,
                [
                    "가용 영역 a: 새 인스턴스를 시작할 EC2 용량 부족",
                    "지표 게시 중단: web-asg",
                    "orders: 가용 영역 중단, 예비 인스턴스로 장애 조치 시작",
                    "orders: 장애 조치 완료, 이제 가용 영역 b에서 응답",
                    "가용 영역 a: EC2 용량 회복",
                    "지표 게시 재개: web-asg",
                ],
            ),
        ] {
            let told: Vec<String> = lines.iter().map(|l| lang.event(&l.event)).collect();
            for line in expected {
                assert!(told.iter().any(|l| l == line), "{line}: {told:#?}");
            }
        }
    }
}
