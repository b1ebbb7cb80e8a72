//! Faults that a learner can inject (spec 1.5), for the parts that exist: they happen at an instant
//! and cannot be undone, only ended.

use super::simulation::Simulation;
use crate::base::id::{InstanceId, PartId, PartIx};
use crate::base::time::Span;
use crate::contract::Fault;
use crate::control::{ControlCtx, Message};
use crate::kinds::auto_scaling::Group;
use crate::kinds::instance::ailment::Ailment;
use crate::kinds::instance::{App, Instance};
use crate::kinds::{KindId, Params, Part};
use crate::rules::lifecycle::Ec2State;
use crate::world::log::What;
use crate::world::request::FailureCause;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$each])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|fault| fault.word() == word)
            }
        }
    };
}

words! {
    /// What can happen to an instance.
    InstanceFault {
        /// EC2 state `terminated`: the machine is gone.
        Terminate "terminate",
        /// EC2 state `stopped`.
        Stop "stop",
        /// The status check fails.
        Impair "impair",
        /// The application's port is closed: refused at once.
        Crash "crash",
        /// Accepts and never answers.
        Hang "hang",
        /// Ten times slower.
        Slow "slow",
        Answer500 "answer_500",
        /// The health endpoint fails while the site works.
        BreakHealthCheck "break_health_check",
        /// The group is told that the instance is unhealthy (`SetInstanceHealth`).
        SetUnhealthy "set_unhealthy",
        /// Protects from scale-in, or lifts the protection.
        Protect "protect",
        /// Ends every fault that a machine can recover from.
        Heal "heal",
    }
}

/// Something that happens to the board, not undoable: it happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incident {
    /// Ten times the users, or what the users' part says, for a while.
    Surge {
        users: PartId,
    },
    Instance {
        instance: InstanceId,
        fault: InstanceFault,
    },
    /// One fault of an instance is over; the others go on.
    Ends {
        instance: InstanceId,
        fault: InstanceFault,
    },
    ZoneDown {
        zone: PartId,
    },
    ZoneUp {
        zone: PartId,
    },
    /// EC2 has no capacity for launches in a zone.
    CapacityOff {
        zone: PartId,
    },
    CapacityOn {
        zone: PartId,
    },
    /// The metrics of a group and its instances no longer reach CloudWatch.
    MetricsOff {
        group: PartId,
    },
    MetricsOn {
        group: PartId,
    },
    DatabaseDown {
        database: PartId,
    },
    DatabaseUp {
        database: PartId,
    },
    /// A fault of a part happens or ends, by the word of its kind.
    Part {
        part: PartId,
        fault: String,
    },
    /// `SetDesiredCapacity` by hand, to what the board says already: policies have moved it since.
    DesiredSet {
        group: PartId,
        desired: u32,
    },
}

/// How much slower a slow process is. Basis: model.
const SLOW_FACTOR: f64 = 10.0;

impl InstanceFault {
    /// What goes on once it has happened; `None`: it is over at once.
    pub const fn ailment(self) -> Option<Ailment> {
        match self {
            Self::Impair => Some(Ailment::Impaired),
            Self::Crash => Some(Ailment::Crashed),
            Self::Hang => Some(Ailment::Hung),
            Self::Slow => Some(Ailment::Slow),
            Self::Answer500 => Some(Ailment::Answers500),
            Self::BreakHealthCheck => Some(Ailment::ProbeBroken),
            _ => None,
        }
    }
}

/// Ends what is wrong with a machine, as far as it can recover from it.
fn recover(instance: &mut Instance, ailment: Ailment, cx: &mut ControlCtx<'_>) {
    match ailment {
        Ailment::Impaired => instance.impaired_since = None,
        Ailment::Crashed | Ailment::Hung if instance.has(ailment) => {
            instance.app = App::Listening;
            instance.connect(cx);
        }
        Ailment::Slow => instance.slow_down(1.0),
        Ailment::Answers500 => instance.answers_500 = false,
        Ailment::ProbeBroken => instance.is_probe_broken = false,
        Ailment::Crashed | Ailment::Hung | Ailment::Unreachable => {}
    }
}

impl Simulation {
    /// Lets `incident` happen at the current instant. What does not exist is left alone.
    pub fn happen(&mut self, incident: &Incident) {
        match incident {
            Incident::Surge { users } => self.surge(*users),
            Incident::Instance { instance, fault } => self.strike(*instance, *fault),
            Incident::Ends { instance, fault } => self.end(*instance, *fault),
            Incident::ZoneDown { zone } => self.switch_zone(*zone, true),
            Incident::ZoneUp { zone } => self.switch_zone(*zone, false),
            Incident::CapacityOff { zone } => self.switch_capacity(*zone, false),
            Incident::CapacityOn { zone } => self.switch_capacity(*zone, true),
            Incident::MetricsOff { group } => self.strike_part(*group, "metrics_off"),
            Incident::MetricsOn { group } => self.strike_part(*group, "metrics_on"),
            Incident::DatabaseDown { database } => self.strike_part(*database, "database_down"),
            Incident::DatabaseUp { database } => self.strike_part(*database, "database_up"),
            Incident::Part { part, fault } => self.strike_part(*part, fault),
            Incident::DesiredSet { group, desired } => self.set_desired(*group, *desired),
        }
    }

    /// The instance that `part` names: the n-th of a group by serial (0: the first in service), or itself.
    pub fn instance_of(&self, part: PartId, serial: u32) -> Option<InstanceId> {
        match self.part(part)? {
            Part::Instance(instance) => Some(instance.id),
            Part::AutoScalingGroup(group) => group
                .members
                .iter()
                .find(|m| {
                    if serial == 0 {
                        m.is_in_service()
                    } else {
                        m.id.serial == serial
                    }
                })
                .map(|m| m.id),
            _ => None,
        }
    }

    /// `incident` about the instance that its number names now; number 0 is the first in service.
    /// `None` for an instance that has not been launched.
    pub fn resolve(&self, incident: &Incident) -> Option<Incident> {
        let Incident::Instance { instance, fault } = incident else {
            return Some(incident.clone());
        };
        let InstanceId { owner, serial } = *instance;
        let last = self.control.serials.get(&owner);
        let was_launched = last.is_some_and(|last| (1..=*last).contains(&serial));
        let named = self.instance_of(owner, serial);
        let named = named.filter(|id| serial == 0 || id.serial == serial);
        let instance = named.or_else(|| was_launched.then_some(*instance))?;
        let fault = *fault;
        Some(Incident::Instance { instance, fault })
    }

    fn surge(&mut self, id: PartId) {
        let Some(ix) = self.control.ix(id) else {
            return;
        };
        let params = self.topology.params(id);
        let Some(Params::Users(params)) = params else {
            return;
        };
        let (users, seconds) = (params.surge_users, params.surge_s);
        let until = self.world.now + Span::from_s_f64(seconds);
        let mut state = self
            .parts
            .get_mut(ix.ix())
            .map(core::mem::take)
            .unwrap_or_default();
        if let Part::Users(part) = &mut state {
            part.surge(users, until, &mut self.setup(ix));
        }
        if let Some(slot) = self.parts.get_mut(ix.ix()) {
            *slot = state;
        }
        self.nobody()
            .log_of(id, What::SurgeSent { users, seconds }, None);
    }

    fn strike(&mut self, id: InstanceId, fault: InstanceFault) {
        let is_it = |p: &Part| matches!(p, Part::Instance(i) if i.id == id);
        let Some(ix) = self
            .parts
            .iter()
            .position(is_it)
            .map(|ix| PartIx(ix as u16))
        else {
            return;
        };
        let what = What::FaultInjected {
            fault: String::from(fault.word()),
            instance: Some(id),
        };
        let entry = self.nobody().log_of(id.owner, what, None);
        self.act(ix, |part, cx| {
            let Part::Instance(instance) = part else {
                return;
            };
            if fault != InstanceFault::Protect {
                instance.struck_by = Some(entry);
            }
            let is_up = instance.ec2 == Ec2State::Running;
            let is_there = is_up || instance.ec2 == Ec2State::Pending;
            match fault {
                InstanceFault::Terminate if instance.ec2 != Ec2State::Terminated => {
                    instance.end(Ec2State::Terminated, cx);
                }
                InstanceFault::Stop if is_there => instance.end(Ec2State::Stopped, cx),
                InstanceFault::Impair => instance.impaired_since = Some(cx.now()),
                InstanceFault::Crash if is_up => {
                    if !instance.is_unreachable {
                        cx.reset_connections(FailureCause::ConnectionCut);
                    }
                    instance.drop_work(cx);
                    instance.app = App::Crashed;
                }
                InstanceFault::Hang if is_up => {
                    instance.drop_work(cx);
                    instance.app = App::Hung;
                }
                InstanceFault::Slow => instance.slow_down(SLOW_FACTOR),
                InstanceFault::Answer500 => instance.answers_500 = true,
                InstanceFault::BreakHealthCheck => instance.is_probe_broken = true,
                InstanceFault::Heal if is_up => {
                    for ailment in Ailment::ALL {
                        recover(instance, ailment, cx);
                    }
                }
                _ => {}
            }
            if let Some(ailment) = fault.ailment() {
                instance.onsets.note(ailment, cx.now());
            }
        });
        self.tell_group(ix, fault);
    }

    fn end(&mut self, id: InstanceId, fault: InstanceFault) {
        let is_it = |p: &Part| matches!(p, Part::Instance(i) if i.id == id);
        let Some(ix) = self.parts.iter().position(is_it) else {
            return;
        };
        let what = What::FaultInjected {
            fault: String::from(InstanceFault::Heal.word()),
            instance: Some(id),
        };
        let entry = self.nobody().log_of(id.owner, what, None);
        self.act(PartIx(ix as u16), |part, cx| {
            if let Part::Instance(instance) = part
                && let Some(ailment) = fault.ailment()
            {
                instance.struck_by = Some(entry);
                recover(instance, ailment, cx);
            }
        });
    }

    fn tell_group(&mut self, instance: PartIx, fault: InstanceFault) {
        let mut cx = self.nobody();
        let handle = cx.control.handle(instance);
        let Some(owner) = cx.get::<Instance>(instance).map(|i| i.owner) else {
            return;
        };
        let now = cx.now();
        let Some(group) = cx.get_mut::<Group>(owner) else {
            return;
        };
        let grace = Span::from_s_f64(group.params.grace_period_s);
        let Some(member) = group.member_mut(handle) else {
            return;
        };
        match fault {
            InstanceFault::SetUnhealthy => {
                use crate::rules::lifecycle::set_health_takes_effect;
                let in_service = member.in_service_for(now);
                member.is_set_unhealthy = set_health_takes_effect(in_service, grace, true);
            }
            InstanceFault::Protect => member.is_protected = !member.is_protected,
            _ => return,
        }
        cx.send(owner, Message::Reconcile);
    }

    /// A zone's targets go silent and its balancer node leaves DNS at once; or all comes back (7.7).
    fn switch_zone(&mut self, zone: PartId, is_down: bool) {
        let Some(number) = self.control.zones.iter().position(|z| *z == zone) else {
            return;
        };
        let bit = 1u32 << (number & 31);
        match is_down {
            true => self.control.zones_down |= bit,
            false => self.control.zones_down &= !bit,
        }
        self.control.outages.retain(|(z, _)| *z != zone);
        if is_down {
            self.control.outages.push((zone, self.world.now));
        }
        let what = if is_down {
            What::ZoneDown { zone }
        } else {
            What::ZoneUp { zone }
        };
        let entry = self.nobody().log(what, None);
        // What stands in the zone first, then those that go by it.
        let mut parts: Vec<(u8, PartIx)> = (self.parts.iter().zip(0..))
            .map(|(part, ix)| (part.rank(), PartIx(ix)))
            .collect();
        parts.sort_by_key(|(rank, _)| core::cmp::Reverse(*rank));
        for (_, ix) in parts {
            self.act(ix, |part, cx| part.ground_changed(entry, cx));
        }
    }

    /// Launches in the zone fail, or no longer. Groups are not told: they find out when they try.
    fn switch_capacity(&mut self, zone: PartId, is_there: bool) {
        let Some(number) = self.control.zones.iter().position(|z| *z == zone) else {
            return;
        };
        let bit = 1u32 << (number & 31);
        match is_there {
            true => self.control.zones_full &= !bit,
            false => self.control.zones_full |= bit,
        }
        self.nobody()
            .log(What::ZoneCapacity { zone, is_there }, None);
    }

    /// What its kind does not know leaves a part alone.
    fn strike_part(&mut self, id: PartId, word: &str) {
        let ix = self.control.ix(id);
        let faults = ix.and_then(|ix| self.parts.get(ix.ix())?.kind());
        let faults = faults.map_or(&[][..], KindId::faults);
        let (Some(ix), Some((word, _))) = (ix, Fault::named(faults, word)) else {
            return;
        };
        let what = What::FaultInjected {
            fault: String::from(word),
            instance: None,
        };
        let entry = self.nobody().log_of(id, what, None);
        self.act(ix, |part, cx| part.fault(word, entry, cx));
    }

    fn set_desired(&mut self, id: PartId, desired: u32) {
        let mut cx = self.nobody();
        let Some(ix) = cx.control.ix(id) else {
            return;
        };
        if let Some(group) = cx.get_mut::<Group>(ix) {
            group.set_by_hand(desired);
            cx.send(ix, Message::Reconcile);
        }
    }
}
