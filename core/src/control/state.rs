//! State of the control plane outside the parts.

use super::agenda::Agenda;
use super::bill::Bill;
use super::calendar::Calendar;
use crate::base::hash::Fingerprint;
use crate::base::id::{Handle, PartId, PartIx};
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::contract::Price;
use crate::kinds::LivePart;
use crate::kinds::users::ClientStats;
use crate::rules::balancer_type::LoadBalancerType;
use crate::world::addresses::AddressBook;
use crate::world::ctx::World;
use crate::world::ground::Ground;
use crate::world::log::Log;
use crate::world::published::{Published, Source};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What the engine knows of a part besides its state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartFacts {
    pub id: PartId,
    /// The part that it belongs to.
    pub of: Option<PartIx>,
    /// Subnets it lives in or may launch into, with their zone numbers.
    pub subnets: Vec<(PartId, u8)>,
    /// The part that launched it and whose wires it has; `None`: the document has it.
    pub launched_by: Option<PartIx>,
    /// How often the place has been given away.
    pub generation: u32,
}

impl PartFacts {
    /// The place is free: handles of who had it find nobody.
    fn vacate(&mut self) {
        *self = Self {
            generation: self.generation.wrapping_add(1),
            ..Self::default()
        };
    }
}

/// What finds a part: its place, or a handle that somebody has kept.
pub trait Place: Copy {
    fn place(self, control: &Control) -> Option<PartIx>;
}

impl Place for PartIx {
    fn place(self, _control: &Control) -> Option<PartIx> {
        Some(self)
    }
}

impl Place for Handle {
    fn place(self, control: &Control) -> Option<PartIx> {
        (control.handle(self.at) == self).then_some(self.at)
    }
}

/// State of the control plane outside the parts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Control {
    pub agenda: Agenda,
    pub calendar: Calendar,
    pub published: Published,
    pub log: Log,
    pub facts: Vec<PartFacts>,
    /// Parts of the drawing by their places in the table.
    places: SmallMap<PartId, PartIx>,
    /// Availability Zones by zone number.
    pub zones: Vec<PartId>,
    /// Networks, as the drawing has them now.
    pub ground: Ground,
    /// Who has which address in them.
    pub addresses: AddressBook,
    /// Zones that are cut off, one bit each.
    pub zones_down: u32,
    /// When the zones that are cut off were.
    pub outages: Vec<(PartId, Instant)>,
    /// Lasting faults of the ground that go on, which has no state of its own: who suffers which.
    pub ground_faults: Vec<(PartId, String)>,
    /// Zones that have no capacity for launches, one bit each.
    pub zones_full: u32,
    pub seed: u64,
    /// From the end of a metric period until its datapoint is available.
    pub metric_delay: Span,
    /// Places of ended instances, to be used again.
    pub free: Vec<PartIx>,
    pub fingerprint: Fingerprint,
    pub bill: Bill,
    /// What users felt who were taken off the board: the sums of a run keep them.
    pub departed: Option<Box<ClientStats>>,
    /// The last serial number of each group, also of groups that were removed: undo brings them back.
    pub serials: SmallMap<PartId, u32>,
    /// Totals at the last publication.
    #[serde(with = "crate::base::pairs")]
    meters: SmallMap<Source, f64>,
}

impl Control {
    /// Whether a zone is cut off.
    pub fn is_down(&self, zone: PartId) -> bool {
        self.zones_down & self.bit(zone) != 0
    }

    /// Whether EC2 has no capacity for launches in a zone.
    pub fn is_full(&self, zone: PartId) -> bool {
        self.zones_full & self.bit(zone) != 0
    }

    /// Whether a lasting fault of a part of the ground goes on.
    pub fn is_ground_broken(&self, part: PartId, word: &str) -> bool {
        let mut faults = self.ground_faults.iter();
        faults.any(|(id, fault)| (*id, fault.as_str()) == (part, word))
    }

    fn bit(&self, zone: PartId) -> u32 {
        let number = self.zones.iter().position(|z| *z == zone);
        number.map_or(0, |number| 1 << (number & 31))
    }

    /// What a part costs as it stands, its public addresses included: of a machine where its subnet gives
    /// them, of the nodes of a balancer that faces the internet (spec 16).
    pub fn price(&self, ix: PartIx, part: &LivePart, now: Instant) -> Price {
        let price = part.price();
        let Some(kind) = part.kind() else {
            return price;
        };
        let stands_in = self
            .facts
            .get(ix.ix())
            .map_or(&[][..], |f| f.subnets.as_slice());
        let addresses = match kind.balancer() {
            Some(LoadBalancerType::Gateway) => 0,
            Some(_) => self.ground.public_zones(stands_in).count_ones(),
            None if kind.gets_address() => {
                let machine = part.machine(now).map(|machine| machine.subnet);
                let subnet = machine.or_else(|| stands_in.first().map(|(id, _)| *id));
                u32::from(subnet.is_some_and(|id| self.ground.gives_address(id)))
            }
            None => 0,
        };
        price.with_addresses(addresses)
    }

    /// Pays everything up to now.
    pub fn settle(&mut self, parts: &[LivePart], world: &World) {
        self.pay(|bill, control| bill.settle(parts, control, world));
    }

    /// Pays for a minute that ends.
    pub fn settle_minute(&mut self, parts: &[LivePart], world: &World) {
        self.pay(|bill, control| bill.settle_minute(parts, control, world));
    }

    /// Pays for a part that ends.
    pub fn close_bill(&mut self, ix: PartIx, part: &LivePart, world: &World) {
        self.pay(|bill, control| bill.close(ix, part, control, world));
    }

    fn pay(&mut self, pay: impl FnOnce(&mut Bill, &Self)) {
        let mut bill = core::mem::take(&mut self.bill);
        pay(&mut bill, self);
        self.bill = bill;
    }

    /// What a growing total gained since the last call for the same metric.
    pub fn gained(&mut self, source: Source, total: f64) -> f64 {
        let before = self.meters.insert(source, total).unwrap_or(0.0);
        (total - before).max(0.0)
    }

    /// Who has this place now.
    pub fn handle(&self, part: PartIx) -> Handle {
        let generation = self.facts.get(part.ix()).map_or(0, |f| f.generation);
        Handle {
            at: part,
            generation,
        }
    }

    pub fn id(&self, part: PartIx) -> PartId {
        self.facts
            .get(part.ix())
            .map_or(PartId::default(), |f| f.id)
    }

    pub fn ix(&self, id: PartId) -> Option<PartIx> {
        self.places.get(&id).copied()
    }

    /// A part of the drawing gets the next place.
    pub fn add(&mut self, id: PartId) {
        self.places.insert(id, PartIx(self.facts.len() as u16));
        self.facts.push(PartFacts {
            id,
            ..PartFacts::default()
        });
    }

    /// A place is free again.
    pub fn vacate(&mut self, ix: PartIx) {
        if let Some(facts) = self.facts.get_mut(ix.ix()) {
            self.places.remove(&facts.id);
            facts.vacate();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_finds_nobody_once_its_place_is_another_ones() {
        let mut control = Control::default();
        control.facts.push(PartFacts::default());
        let place = PartIx(0);
        let first = control.handle(place);
        assert_eq!(first.place(&control), Some(place));
        control.facts[0].vacate();
        assert_eq!(first.place(&control), None);
        assert_eq!(control.handle(place).place(&control), Some(place));
    }
}
