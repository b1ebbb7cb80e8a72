//! Servers as cards show them: what each is doing by itself and by those who watch it, and how many of
//! its servers a fleet can count on.

use crate::base::id::{InstanceId, PartIx};
use crate::base::small_map::SmallMap;
use crate::base::time::Span;
use crate::contract::{InstanceState, Launched, Machine, TargetOpinion};
use crate::engine::simulation::Simulation;
use crate::rules::health::TargetState;
use crate::rules::lifecycle::Ec2State;
use crate::world::log::TerminationCause;
use alloc::vec::Vec;

/// A fleet's five numbers and its limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fleet {
    pub min: u32,
    pub desired: u32,
    pub max: u32,
    pub running: u32,
    pub in_service: u32,
    pub healthy: u32,
    pub counted: u32,
    /// Its metrics do not reach CloudWatch.
    pub is_silent: bool,
}

/// What others think of a server. None of them knows what the others think, and they may differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opinions {
    /// The machine's state, by EC2.
    pub ec2: Option<Ec2State>,
    /// EC2's two status checks while it runs: of the system below it, and of the machine.
    pub checks: Option<StatusChecks>,
    /// What each target group says that it is registered with.
    pub targets: Vec<TargetOpinion>,
    /// The verdict of its group; `None` for a server that stands alone or is not in service.
    pub group: Option<GroupOpinion>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusChecks {
    pub is_system_ok: bool,
    pub is_instance_ok: bool,
}

impl StatusChecks {
    pub const PASSED: Self = Self {
        is_system_ok: true,
        is_instance_ok: true,
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupOpinion {
    Healthy,
    Unhealthy(TerminationCause),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Server {
    pub state: InstanceState,
    /// Requests in line, and all that it has taken.
    pub waiting: u32,
    pub in_flight: u32,
    /// Share of the present phase that is over, 0 to 1.
    pub progress: f64,
    pub age: Span,
    /// Until the metric of its group counts it.
    pub warmup_left: Span,
    pub opinions: Opinions,
    pub is_protected: bool,
    pub is_set_unhealthy: bool,
}

/// The run, and what is said of its servers: gathered once for all of them.
pub struct Servers<'a> {
    simulation: &'a Simulation,
    /// By target groups.
    opinions: SmallMap<InstanceId, Vec<TargetOpinion>>,
    /// By those who have launched them.
    launched: SmallMap<PartIx, Vec<Launched>>,
}

impl<'a> Servers<'a> {
    pub fn of(simulation: &'a Simulation) -> Self {
        let parts = || simulation.parts().iter().zip((0..).map(PartIx));
        let launched = parts().map(|(part, ix)| (ix, part.launched(simulation.now())));
        let said = parts().flat_map(|(part, ix)| part.opinions(simulation.control().id(ix)));
        let said: Vec<(InstanceId, TargetOpinion)> = said.collect();
        let ids = said.iter().map(|(id, _)| (*id, Vec::new()));
        let mut opinions: SmallMap<_, Vec<TargetOpinion>> = ids.collect();
        for (id, opinion) in said {
            opinions.or_insert_with(id, Vec::new).push(opinion);
        }
        Self {
            simulation,
            opinions,
            launched: launched.filter(|(_, all)| !all.is_empty()).collect(),
        }
    }

    /// What target groups say of a server.
    pub fn opinions(&self, id: InstanceId) -> &[TargetOpinion] {
        self.opinions.get(&id).map_or(&[], Vec::as_slice)
    }

    fn target(&self, id: InstanceId) -> Option<TargetState> {
        overall(self.opinions(id))
    }

    fn machine(&self, part: PartIx) -> Option<Machine> {
        let part = self.simulation.parts().get(part.ix())?;
        part.machine(self.simulation.now())
    }

    /// The servers that a part has launched, oldest first.
    pub fn launched(&self, fleet: PartIx) -> &[Launched] {
        self.launched.get(&fleet).map_or(&[], Vec::as_slice)
    }

    /// The servers of all fleets.
    pub fn members(&self) -> impl Iterator<Item = &Launched> {
        self.launched.values().flatten()
    }

    /// How many servers a part has. `None`: it launches none.
    pub fn fleet(&self, fleet: PartIx) -> Option<Fleet> {
        let part = self.simulation.parts().get(fleet.ix())?;
        let sizes = part.sizes(self.simulation.now())?;
        let (mut running, mut healthy) = (0, 0);
        for server in self.launched(fleet) {
            let machine = self.machine(server.part.at);
            let is_running = machine.is_some_and(|m| m.ec2 == Ec2State::Running);
            let target = self.target(server.id);
            let is_well = server.unhealthy.is_none()
                && target.is_none_or(|target| target == TargetState::Healthy);
            running += u32::from(is_running);
            healthy += u32::from(server.is_in_service && is_well);
        }
        Some(Fleet {
            min: sizes.min,
            desired: sizes.desired,
            max: sizes.max,
            running,
            in_service: sizes.in_service,
            healthy,
            counted: sizes.counted,
            is_silent: sizes.is_silent,
        })
    }

    /// A server that a fleet has launched.
    pub fn member(&self, launched: &Launched) -> Option<Server> {
        let machine = self.machine(launched.part.at)?;
        let target = self.target(launched.id);
        let healthy = launched.is_in_service.then_some(GroupOpinion::Healthy);
        let mut server = self.server(&machine);
        server.state = match launched.is_terminating {
            true if target == Some(TargetState::Draining) && machine.ec2 == Ec2State::Running => {
                InstanceState::Draining
            }
            true => InstanceState::Terminating,
            false => server.state,
        };
        server.opinions.group = launched.unhealthy.map(GroupOpinion::Unhealthy).or(healthy);
        server.warmup_left = launched.warmup_left;
        server.is_protected = launched.is_protected;
        server.is_set_unhealthy = launched.is_set_unhealthy;
        Some(server)
    }

    /// A server that stands alone. `None`: the part is none.
    pub fn alone(&self, part: PartIx) -> Option<Server> {
        Some(self.server(&self.machine(part)?))
    }

    fn server(&self, machine: &Machine) -> Server {
        let checks = StatusChecks {
            is_system_ok: !machine.is_unreachable,
            is_instance_ok: !machine.is_impaired,
        };
        let now = self.simulation.now();
        Server {
            state: match (machine.state, self.target(machine.id)) {
                (InstanceState::Healthy, Some(TargetState::Initial)) => InstanceState::Checking,
                (InstanceState::Healthy, Some(TargetState::Unhealthy)) => InstanceState::Unhealthy,
                (InstanceState::Healthy, Some(TargetState::Draining)) => InstanceState::Draining,
                (own, _) => own,
            },
            waiting: machine.waiting,
            in_flight: machine.in_flight,
            progress: machine.progress,
            age: now.since(machine.launched_at),
            // Each from its own source: none of them knows what the others think.
            opinions: Opinions {
                ec2: Some(machine.ec2),
                checks: (machine.ec2 == Ec2State::Running).then_some(checks),
                targets: self.opinions(machine.id).to_vec(),
                group: None,
            },
            ..Server::default()
        }
    }
}

/// The state of a server at the first target group that it is registered with, but unhealthy where any
/// takes it to be.
fn overall(opinions: &[TargetOpinion]) -> Option<TargetState> {
    let is_ill = |opinion: &&TargetOpinion| opinion.state == TargetState::Unhealthy;
    let said = opinions.iter().find(is_ill).or(opinions.first());
    said.map(|opinion| opinion.state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::PartId;
    use crate::document::Document;
    use crate::document::command::Command;
    use crate::engine::injection::{Injection, InstanceFault};
    use crate::scenario::catalog::preset;
    use crate::session::Session;
    use serde_json::Value;

    const GROUP: PartId = PartId(14);
    /// One of its servers.
    const ID: InstanceId = InstanceId {
        owner: GROUP,
        serial: 1,
    };

    fn session() -> Session {
        let mut session =
            Session::new(Document::from_json(preset("default").unwrap().json).unwrap());
        run(&mut session, 1_020);
        session
    }

    fn run(session: &mut Session, s: u64) {
        session.advance(session.now() + Span::from_s(s), u64::MAX);
    }

    fn inject(session: &mut Session, fault: InstanceFault) {
        let instance = ID;
        session.inject(Injection::Instance { instance, fault });
    }

    fn server(session: &Session) -> Server {
        let servers = Servers::of(session.simulation());
        let member = servers.members().find(|m| m.id == ID).unwrap();
        servers.member(member).unwrap()
    }

    fn fleet(session: &Session) -> Fleet {
        let group = session.simulation().control().ix(GROUP).unwrap();
        Servers::of(session.simulation()).fleet(group).unwrap()
    }

    /// The lesson of health checks: EC2 sees no hung process, the balancer no failed status check.
    #[test]
    fn each_opinion_about_a_server_is_from_its_own_source() {
        let mut session = session();
        // The group asks EC2 alone (quiz 2 of the notes).
        let ec2_alone = Command::SetField {
            part: GROUP,
            path: "HealthCheckType".into(),
            value: Value::from("EC2"),
        };
        session.edit(ec2_alone).unwrap();
        inject(&mut session, InstanceFault::Hang);
        run(&mut session, 1);
        let hung = server(&session);
        assert_eq!(hung.state, InstanceState::Hung);
        assert_eq!(hung.opinions.ec2, Some(Ec2State::Running));
        assert_eq!(hung.opinions.checks, Some(StatusChecks::PASSED));
        // Nobody has noticed yet.
        assert_eq!(hung.opinions.targets[0].state, TargetState::Healthy);
        assert_eq!(hung.opinions.group, Some(GroupOpinion::Healthy));
        assert_eq!((fleet(&session).running, fleet(&session).healthy), (2, 2));
        run(&mut session, 95);
        let noticed = server(&session);
        assert_eq!(noticed.opinions.checks, Some(StatusChecks::PASSED));
        let target = noticed.opinions.targets[0];
        assert_eq!(target.state, TargetState::Unhealthy);
        assert_eq!(target.reason.map(|r| r.code()), Some("Target.Timeout"));
        assert_eq!(noticed.opinions.group, Some(GroupOpinion::Healthy));
        // In service and running, and of no use.
        let fleet = fleet(&session);
        assert_eq!((fleet.running, fleet.in_service, fleet.healthy), (2, 2, 1));
    }

    #[test]
    fn a_failed_status_check_is_ec2s_opinion_alone() {
        let mut session = session();
        inject(&mut session, InstanceFault::Impair);
        run(&mut session, 60);
        let impaired = server(&session);
        assert_eq!(impaired.opinions.ec2, Some(Ec2State::Running));
        let checks = impaired.opinions.checks.unwrap();
        assert!(checks.is_system_ok && !checks.is_instance_ok);
        assert_eq!(impaired.opinions.targets[0].state, TargetState::Healthy);
        assert_eq!(impaired.opinions.group, Some(GroupOpinion::Healthy));
    }

    #[test]
    fn one_of_two_target_groups_is_enough_to_be_unhealthy() {
        let of = |states: &[TargetState]| {
            let opinion = |state: &TargetState| TargetOpinion {
                by: PartId(1),
                state: *state,
                reason: None,
                is_anomalous: false,
                weight: 100,
            };
            overall(&states.iter().map(opinion).collect::<Vec<_>>())
        };
        let (well, ill, new) = (
            TargetState::Healthy,
            TargetState::Unhealthy,
            TargetState::Initial,
        );
        assert_eq!(of(&[well, ill]), Some(ill));
        assert_eq!(of(&[new, well]), Some(new));
        assert_eq!(of(&[well]), Some(well));
        assert_eq!(of(&[]), None);
    }
}
