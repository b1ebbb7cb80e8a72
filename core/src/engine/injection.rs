//! Faults that a learner can inject (spec 1.5): they happen at an instant and cannot be undone, only
//! ended. What they do to a part is for its kind to say.

use super::simulation::Simulation;
use crate::base::id::{InstanceId, PartId, PartIx};
use crate::base::order::sort_long;
use crate::contract::Fault;
use crate::control::Message;
use crate::kinds::{KindId, LivePart};
use crate::world::log::What;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

pub use crate::kinds::instance::fault::InstanceFault;

/// Something that happens to the board, not undoable: it happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Injection {
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

impl Simulation {
    /// Injects `injection` at the current instant. What does not exist is left alone.
    pub fn inject(&mut self, injection: &Injection) {
        match injection {
            Injection::Surge { users } => self.tell(*users, Message::Surge),
            Injection::Instance { instance, fault } => {
                self.inject_into_machine(*instance, *fault, true);
            }
            Injection::Ends { instance, fault } => {
                self.inject_into_machine(*instance, *fault, false);
            }
            Injection::ZoneDown { zone } => self.switch_zone(*zone, true),
            Injection::ZoneUp { zone } => self.switch_zone(*zone, false),
            Injection::CapacityOff { zone } => self.switch_capacity(*zone, false),
            Injection::CapacityOn { zone } => self.switch_capacity(*zone, true),
            Injection::MetricsOff { group } => self.inject_into_part(*group, "metrics_off"),
            Injection::MetricsOn { group } => self.inject_into_part(*group, "metrics_on"),
            Injection::DatabaseDown { database } => {
                self.inject_into_part(*database, "database_down");
            }
            Injection::DatabaseUp { database } => self.inject_into_part(*database, "database_up"),
            Injection::Part { part, fault } => self.inject_into_part(*part, fault),
            Injection::DesiredSet { group, desired } => {
                let desired = *desired;
                self.tell(*group, Message::DesiredSet { desired });
            }
        }
    }

    /// The instance that `part` names: itself, or the n-th that it launched (0: the first in service).
    pub fn instance_of(&self, part: PartId, serial: u32) -> Option<InstanceId> {
        let ix = self.control.ix(part)?;
        let state = self.parts.get(ix.ix())?;
        let me = self.control.handle(ix);
        let id = |ix: PartIx| Some(self.parts.get(ix.ix())?.machine(self.world.now)?.id);
        let launched = InstanceId {
            owner: part,
            serial,
        };
        match (id(ix), serial) {
            (Some(own), _) => Some(own),
            (None, 0) => id(state.as_targets(me).first()?.at),
            (None, _) => self.machine_of(launched).map(|_| launched),
        }
    }

    fn machine_of(&self, id: InstanceId) -> Option<PartIx> {
        let mut machines = self.machines();
        machines.find(|(_, m)| m.id == id).map(|(ix, _)| ix)
    }

    /// `injection` about the instance that its number names now; number 0 is the first in service.
    /// `None` for an instance that has not been launched.
    pub fn resolve(&self, injection: &Injection) -> Option<Injection> {
        let Injection::Instance { instance, fault } = injection else {
            return Some(injection.clone());
        };
        let InstanceId { owner, serial } = *instance;
        let last = self.control.serials.get(&owner);
        let was_launched = last.is_some_and(|last| (1..=*last).contains(&serial));
        let named = self.instance_of(owner, serial);
        let named = named.filter(|id| serial == 0 || id.serial == serial);
        let instance = named.or_else(|| was_launched.then_some(*instance))?;
        let fault = *fault;
        Some(Injection::Instance { instance, fault })
    }

    /// Tells a part something at once.
    fn tell(&mut self, id: PartId, message: Message) {
        if let Some(ix) = self.control.ix(id) {
            self.act(ix, |part, cx| part.message(message, cx));
        }
    }

    fn inject_into_machine(&mut self, id: InstanceId, fault: InstanceFault, begins: bool) {
        if let Some(ix) = self.machine_of(id)
            && let Some((fault, _)) = Fault::named(self.faults_of(ix), fault.word())
        {
            self.inject_fault(ix, fault, begins);
        }
    }

    fn inject_into_part(&mut self, id: PartId, word: &str) {
        if let Some(kind) = self.topology.ground_kind(id) {
            let found = Fault::named(kind.faults(), word);
            return found.map_or((), |(fault, begins)| self.break_ground(id, fault, begins));
        }
        if let Some(ix) = self.control.ix(id)
            && let Some((fault, begins)) = Fault::named(self.faults_of(ix), word)
        {
            self.inject_fault(ix, fault, begins);
        }
    }

    fn faults_of(&self, ix: PartIx) -> &'static [Fault] {
        let kind = self.parts.get(ix.ix()).and_then(LivePart::kind);
        kind.map_or(&[], KindId::faults)
    }

    /// A fault of a part begins, or ends. One that is over at once has no end.
    fn inject_fault(&mut self, ix: PartIx, fault: Fault, begins: bool) {
        let Some(word) = fault.said(begins) else {
            return;
        };
        let machine = self
            .parts
            .get(ix.ix())
            .and_then(|part| part.machine(self.world.now));
        let instance = machine.map(|machine| machine.id);
        let id = instance.map_or_else(|| self.control.id(ix), |instance| instance.owner);
        let what = What::FaultInjected {
            fault: String::from(word),
            instance,
        };
        let entry = self.system().log_of(id, what, None);
        self.act(ix, |part, cx| part.fault(fault, begins, entry, cx));
    }

    /// A fault of the ground begins, or ends: what may pass is compiled anew.
    fn break_ground(&mut self, id: PartId, fault: Fault, begins: bool) {
        let Some(word) = fault.said(begins) else {
            return;
        };
        let faults = &mut self.control.ground_faults;
        faults.retain(|(part, word)| (*part, word.as_str()) != (id, fault.word));
        if begins && fault.ends.is_some() {
            faults.push((id, String::from(fault.word)));
        }
        let what = What::FaultInjected {
            fault: String::from(word),
            instance: None,
        };
        self.system().log_of(id, what, None);
        self.suffer(id);
    }

    /// The lasting faults of a part that go on, also of ground.
    pub fn broken(&self, id: PartId) -> Vec<&'static str> {
        if let Some(part) = self.part(id) {
            return part.broken().collect();
        }
        let kind = self.topology.ground_kind(id);
        let faults = kind.map_or(&[][..], KindId::faults);
        let words = faults.iter().map(|fault| fault.word);
        words
            .filter(|word| self.control.is_ground_broken(id, word))
            .collect()
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
        let entry = self.system().log(what, None);
        // What stands in the zone first, then those that go by it.
        let parts = (self.parts.iter().zip(0..))
            .map(|(part, ix)| (core::cmp::Reverse(part.rank()), PartIx(ix)));
        for (_, ix) in sort_long(parts.collect()) {
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
        self.system()
            .log(What::ZoneCapacity { zone, is_there }, None);
    }
}
