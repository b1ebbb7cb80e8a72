//! Who has noticed what is wrong with an instance: EC2's status checks, the balancer's health checks,
//! the group's verdict. Three opinions that differ, and each at its own time (spec 5.5, 7.5).

use super::simulation::Simulation;
use crate::base::id::{InstanceId, PartId, PartIx};
use crate::base::time::{Instant, Span};
use crate::kinds::Part;
use crate::kinds::instance::Instance;
use crate::kinds::instance::ailment::Ailment;
use crate::rules::health::TargetState;
use crate::rules::lifecycle::Ec2State;
use crate::world::log::TerminationCause;
use alloc::vec::Vec;

/// What the three watchers know of an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Noticed {
    /// What is wrong with it, and since when.
    pub ailments: Vec<(Ailment, Instant)>,
    pub ec2: Ec2Notice,
    /// The worst opinion of the target groups that check it; `None`: nobody does.
    pub balancer: Option<BalancerNotice>,
    /// `None`: it belongs to no group.
    pub group: Option<GroupNotice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ec2Notice {
    /// Running, and its status checks pass: it knows nothing of applications.
    Passes,
    /// The status check fails since then.
    Fails {
        since: Instant,
    },
    NotRunning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BalancerNotice {
    pub state: TargetState,
    /// Failed checks in a row, and how many it takes.
    pub failures: u32,
    pub threshold: u32,
}

impl BalancerNotice {
    /// Whether it sends nothing there any more.
    pub const fn has_noticed(self) -> bool {
        self.state.is_unhealthy() || matches!(self.state, TargetState::Draining)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupNotice {
    Healthy,
    /// Nothing but a machine that does not run counts before this is over.
    Grace {
        left: Span,
    },
    Unhealthy {
        why: TerminationCause,
    },
}

/// How many of the instances of a zone that is cut off each watcher has noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneNoticed {
    pub since: Instant,
    pub instances: u32,
    pub ec2: u32,
    pub balancer: u32,
    pub group: u32,
}

impl Simulation {
    /// Who has noticed that a zone is cut off. `None`: it is not.
    pub fn zone_noticed(&self, zone: PartId) -> Option<ZoneNoticed> {
        let mut outages = self.control().outages.iter();
        let (_, since) = outages.find(|(z, _)| *z == zone)?;
        let number = self.control().zones.iter().position(|z| *z == zone)?;
        let mut sum = ZoneNoticed {
            since: *since,
            instances: 0,
            ec2: 0,
            balancer: 0,
            group: 0,
        };
        for (ix, part) in self.parts().iter().enumerate() {
            let Part::Instance(i) = part else { continue };
            if usize::from(i.zone) != number || !i.is_unreachable {
                continue;
            }
            let group = self.group_notice(PartIx(ix as u16));
            let notice = self.balancer_notice(i.id);
            sum.instances += 1;
            sum.ec2 += u32::from(self.ec2_notice(i) != Ec2Notice::Passes);
            sum.balancer += u32::from(notice.is_some_and(BalancerNotice::has_noticed));
            sum.group += u32::from(matches!(group, Some(GroupNotice::Unhealthy { .. })));
        }
        Some(sum)
    }

    /// What is wrong with an instance and who has noticed. `None`: there is none.
    pub fn noticed(&self, id: InstanceId) -> Option<Noticed> {
        let is_it = |p: &Part| matches!(p, Part::Instance(i) if i.id == id);
        let ix = self.parts().iter().position(is_it)?;
        let Some(Part::Instance(instance)) = self.parts().get(ix) else {
            return None;
        };
        Some(Noticed {
            ailments: instance.ailments().collect(),
            ec2: self.ec2_notice(instance),
            balancer: self.balancer_notice(id),
            group: self.group_notice(PartIx(ix as u16)),
        })
    }

    /// A zone's outage shows in the status checks from the next full minute on (7.7).
    fn ec2_notice(&self, instance: &Instance) -> Ec2Notice {
        if !matches!(instance.ec2, Ec2State::Running | Ec2State::Pending) {
            return Ec2Notice::NotRunning;
        }
        let cut_off = instance
            .ailments()
            .find(|(a, _)| *a == Ailment::Unreachable)
            .map(|(_, at)| self.control().calendar.next_boundary(at, Span::from_s(60)))
            .filter(|at| *at <= self.now());
        match instance.impaired_since.or(cut_off) {
            Some(since) => Ec2Notice::Fails { since },
            None => Ec2Notice::Passes,
        }
    }

    fn balancer_notice(&self, id: InstanceId) -> Option<BalancerNotice> {
        let groups = self.parts().iter().filter_map(|p| match p {
            Part::TargetGroup(group) => Some(group),
            _ => None,
        });
        let checked = groups.filter_map(|group| {
            let target = group.state_of(id)?;
            (target.health.state != TargetState::Unused).then_some(BalancerNotice {
                state: target.health.state,
                failures: target.health.failures,
                threshold: group.params.unhealthy_threshold,
            })
        });
        checked.max_by_key(|n| (n.has_noticed(), n.failures))
    }

    fn group_notice(&self, part: PartIx) -> Option<GroupNotice> {
        let now = self.now();
        self.parts().iter().find_map(|p| {
            let Part::AutoScalingGroup(group) = p else {
                return None;
            };
            let member = group.members.iter().find(|m| m.part.at == part)?;
            let grace = Span::from_s_f64(group.params.grace_period_s);
            let left = grace - member.in_service_for(now);
            Some(match member.unhealthy {
                Some(why) => GroupNotice::Unhealthy { why },
                None if left > Span::ZERO => GroupNotice::Grace { left },
                None => GroupNotice::Healthy,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::PartId;
    use crate::document::Document;
    use crate::engine::fault::{Incident, InstanceFault};
    use crate::scenario::catalog;
    use crate::session::Session;

    const GROUP: PartId = PartId(14);

    /// The board on which a server fails, at its first picture, and one of its servers.
    fn session() -> (Session, InstanceId) {
        let preset = catalog::preset("one-fails").unwrap();
        let mut session = Session::new(Document::from_json(preset.json).unwrap());
        let origin = session.simulation().origin();
        session.advance(origin, u64::MAX);
        let id = session.simulation().instance_of(GROUP, 0).unwrap();
        (session, id)
    }

    fn strike(session: &mut Session, instance: InstanceId, fault: InstanceFault) {
        session.happen(Incident::Instance { instance, fault });
    }

    fn run(session: &mut Session, seconds: u64) {
        let until = session.now() + Span::from_s(seconds);
        session.advance(until, u64::MAX);
    }

    #[test]
    fn a_hung_process_is_seen_by_the_balancer_then_the_group_and_never_by_ec2() {
        let (mut session, id) = session();
        assert_eq!(session.simulation().noticed(id).unwrap().ailments, []);
        strike(&mut session, id, InstanceFault::Hang);
        let begun = session.now();
        let mut stages = Vec::new();
        for _ in 0..200 {
            let Some(noticed) = session.simulation().noticed(id) else {
                break;
            };
            if let [(what, since)] = noticed.ailments.as_slice() {
                assert_eq!((*what, *since), (Ailment::Hung, begun));
                assert_eq!(noticed.ec2, Ec2Notice::Passes);
                let balancer = noticed.balancer.unwrap();
                let is_unhealthy = matches!(noticed.group, Some(GroupNotice::Unhealthy { .. }));
                let stage = (
                    balancer.failures.min(3),
                    balancer.has_noticed(),
                    is_unhealthy,
                );
                if stages.last() != Some(&stage) {
                    stages.push(stage);
                }
            }
            run(&mut session, 1);
        }
        // The third failed check in a row is the balancer's word, and the group's at the same instant.
        let counted = [(0, false, false), (1, false, false), (2, false, false)];
        assert!(stages.starts_with(&counted), "{stages:?}");
        let known = stages
            .iter()
            .skip(3)
            .all(|(_, balancer, group)| *balancer && *group);
        assert!(known && stages.len() > 3, "{stages:?}");
    }

    #[test]
    fn a_failed_status_check_is_seen_by_ec2_alone_at_first() {
        let (mut session, id) = session();
        strike(&mut session, id, InstanceFault::Impair);
        let since = session.now();
        let noticed = session.simulation().noticed(id).unwrap();
        assert_eq!(noticed.ec2, Ec2Notice::Fails { since });
        assert!(!noticed.balancer.unwrap().has_noticed());
        assert_eq!(noticed.group, Some(GroupNotice::Healthy));
    }

    #[test]
    fn one_fault_ends_and_the_others_go_on() {
        let (mut session, id) = session();
        for fault in [
            InstanceFault::Slow,
            InstanceFault::Answer500,
            InstanceFault::Hang,
        ] {
            strike(&mut session, id, fault);
            run(&mut session, 1);
        }
        let faults = |session: &Session| -> Vec<Ailment> {
            let noticed = session.simulation().noticed(id).unwrap();
            noticed.ailments.iter().map(|(what, _)| *what).collect()
        };
        let all = [Ailment::Hung, Ailment::Slow, Ailment::Answers500];
        assert_eq!(faults(&session), all);
        session.happen(Incident::Ends {
            instance: id,
            fault: InstanceFault::Hang,
        });
        assert_eq!(faults(&session), all[1..]);
        strike(&mut session, id, InstanceFault::Heal);
        assert_eq!(faults(&session), []);
    }

    #[test]
    fn a_lost_zone_shows_in_status_checks_from_the_next_full_minute() {
        let (mut session, id) = session();
        let zone = PartId(2);
        session.happen(Incident::ZoneDown { zone });
        let before = session.simulation().zone_noticed(zone).unwrap();
        assert!(before.instances > 0);
        assert_eq!((before.ec2, before.balancer, before.group), (0, 0, 0));
        run(&mut session, 61);
        let after = session.simulation().zone_noticed(zone).unwrap();
        assert_eq!((after.since, after.ec2), (before.since, after.instances));
        session.happen(Incident::ZoneUp { zone });
        assert_eq!(session.simulation().zone_noticed(zone), None);
        let _ = id;
    }
}
