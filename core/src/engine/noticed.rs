//! Who has noticed what is wrong with an instance, and with a zone that is cut off: the opinions of
//! those who watch it, each by its own kind.

use super::simulation::Simulation;
use crate::base::id::{InstanceId, PartId};
use crate::base::time::Instant;
use crate::contract::{BalancerNotice, Ec2Notice, GroupNotice, Notice};

/// What the three watchers know of an instance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noticed {
    pub ec2: Ec2Notice,
    /// The worst opinion of the target groups that check it; `None`: nobody does.
    pub balancer: Option<BalancerNotice>,
    /// `None`: it belongs to no group.
    pub group: Option<GroupNotice>,
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
        for (_, machine) in self.machines() {
            if usize::from(machine.zone) != number || !machine.is_unreachable {
                continue;
            }
            let Some(noticed) = self.noticed(machine.id) else {
                continue;
            };
            let is_unhealthy = matches!(noticed.group, Some(GroupNotice::Unhealthy { .. }));
            let has_noticed = noticed.balancer.is_some_and(BalancerNotice::has_noticed);
            sum.instances += 1;
            sum.ec2 += u32::from(noticed.ec2 != Ec2Notice::Passes);
            sum.balancer += u32::from(has_noticed);
            sum.group += u32::from(is_unhealthy);
        }
        Some(sum)
    }

    /// Who has noticed what is wrong with an instance. `None`: there is none.
    pub fn noticed(&self, id: InstanceId) -> Option<Noticed> {
        let (now, calendar) = (self.now(), &self.control().calendar);
        let rank = |n: &BalancerNotice| (n.has_noticed(), n.failures);
        let (mut ec2, mut balancer, mut group) = (None, None::<BalancerNotice>, None);
        let parts = self.parts().iter();
        for notice in parts.filter_map(|part| part.notice(id, now, calendar)) {
            match notice {
                Notice::Ec2(own) => ec2 = Some(own),
                Notice::Balancer(own) => {
                    let worse = balancer.filter(|other| rank(other) > rank(&own));
                    balancer = worse.or(Some(own));
                }
                Notice::Group(own) => group = Some(own),
            }
        }
        Some(Noticed {
            ec2: ec2?,
            balancer,
            group,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Span;
    use crate::contract::Member;
    use crate::document::Document;
    use crate::engine::injection::{Injection, InstanceFault};
    use crate::kinds::instance::Instance;
    use crate::kinds::instance::ailment::Ailment;
    use crate::scenario::catalog;
    use crate::session::Session;
    use alloc::vec::Vec;

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

    fn inject(session: &mut Session, instance: InstanceId, fault: InstanceFault) {
        session.inject(Injection::Instance { instance, fault });
    }

    /// What is wrong with a server, and since when.
    fn ailments(session: &Session, id: InstanceId) -> Vec<(Ailment, Instant)> {
        let mut servers = session.simulation().parts().iter().filter_map(Instance::of);
        let server = servers.find(|server| server.id == id);
        server.map_or(Vec::new(), |server| server.ailments().collect())
    }

    fn run(session: &mut Session, seconds: u64) {
        let until = session.now() + Span::from_s(seconds);
        session.advance(until, u64::MAX);
    }

    #[test]
    fn a_hung_process_is_seen_by_the_balancer_then_the_group_and_never_by_ec2() {
        let (mut session, id) = session();
        assert_eq!(ailments(&session, id), []);
        inject(&mut session, id, InstanceFault::Hang);
        let begun = session.now();
        let mut stages = Vec::new();
        for _ in 0..200 {
            let Some(noticed) = session.simulation().noticed(id) else {
                break;
            };
            if let [(what, since)] = ailments(&session, id).as_slice() {
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
        inject(&mut session, id, InstanceFault::Impair);
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
            inject(&mut session, id, fault);
            run(&mut session, 1);
        }
        let faults = |session: &Session| -> Vec<Ailment> {
            let all = ailments(session, id);
            all.into_iter().map(|(what, _)| what).collect()
        };
        let all = [Ailment::Hung, Ailment::Slow, Ailment::Answers500];
        assert_eq!(faults(&session), all);
        session.inject(Injection::Ends {
            instance: id,
            fault: InstanceFault::Hang,
        });
        assert_eq!(faults(&session), all[1..]);
        inject(&mut session, id, InstanceFault::Heal);
        assert_eq!(faults(&session), []);
    }

    #[test]
    fn a_lost_zone_shows_in_status_checks_from_the_next_full_minute() {
        let (mut session, id) = session();
        let zone = PartId(2);
        session.inject(Injection::ZoneDown { zone });
        let before = session.simulation().zone_noticed(zone).unwrap();
        assert!(before.instances > 0);
        assert_eq!((before.ec2, before.balancer, before.group), (0, 0, 0));
        run(&mut session, 61);
        let after = session.simulation().zone_noticed(zone).unwrap();
        assert_eq!((after.since, after.ec2), (before.since, after.instances));
        session.inject(Injection::ZoneUp { zone });
        assert_eq!(session.simulation().zone_noticed(zone), None);
        let _ = id;
    }
}
