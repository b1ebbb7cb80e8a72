//! Where parts may hand requests on: wires by protocol, each with its own counter.
//!
//! A part asks for a wire of a protocol, never for its n-th: what a wire is for must not depend on
//! the order in which the board was drawn. Instances of a group have wires of their own like those
//! of their group, so that each line of the picture has its own number.

use super::protocol::Protocol;
use crate::base::id::{LinkId, PartIx};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wire {
    pub link: LinkId,
    pub to: PartIx,
    pub protocol: Protocol,
    /// Requests that were handed on by it since the start of the run.
    pub passed: u64,
}

impl Wire {
    pub const fn new(link: LinkId, to: PartIx, protocol: Protocol) -> Self {
        Self {
            link,
            to,
            protocol,
            passed: 0,
        }
    }
}

/// A way out of a part: by one of its wires, or straight to a part that it knows (a target).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    pub to: PartIx,
    /// Place among the part's wires; past their end: no wire.
    wire: u16,
}

impl Outlet {
    /// Not by a wire: the part counts what it hands on itself.
    pub const fn straight(to: PartIx) -> Self {
        Self { to, wire: u16::MAX }
    }
}

/// The ways out of one part.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Ways {
    /// In document order.
    wires: Vec<Wire>,
    /// The first of each protocol: asked for at every request.
    first: [Option<Outlet>; Protocol::ALL.len()],
}

impl Ways {
    fn new(wires: Vec<Wire>) -> Self {
        let first = Protocol::ALL.map(|protocol| outlets(&wires, protocol).next());
        Self { wires, first }
    }
}

/// Wires of a protocol, in document order.
#[inline]
fn outlets(wires: &[Wire], protocol: Protocol) -> impl Iterator<Item = Outlet> {
    let wires = wires.iter().zip(0..);
    wires
        .filter(move |(wire, _)| wire.protocol == protocol)
        .map(|(wire, place)| Outlet {
            to: wire.to,
            wire: place,
        })
}

/// The wires of all parts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wires(Vec<Ways>);

impl Wires {
    /// A part's wires, in document order.
    #[inline]
    pub fn of(&self, part: PartIx) -> &[Wire] {
        let ways = self.0.get(part.ix());
        ways.map_or(&[], |ways| ways.wires.as_slice())
    }

    /// The first wire of a protocol.
    #[inline(always)]
    pub fn outlet(&self, part: PartIx, protocol: Protocol) -> Option<Outlet> {
        let ways = self.0.get(part.ix())?;
        *ways.first.get(protocol as usize)?
    }

    /// Wires of a protocol, in document order.
    #[inline]
    pub fn outlets(&self, part: PartIx, protocol: Protocol) -> impl Iterator<Item = Outlet> {
        outlets(self.of(part), protocol)
    }

    /// The n-th of all wires, for a part to which they are all alike.
    #[inline]
    pub fn nth(&self, part: PartIx, n: usize) -> Option<Outlet> {
        let to = self.of(part).get(n)?.to;
        Some(Outlet { to, wire: n as u16 })
    }

    /// Whether a wire leads from one part to another.
    pub fn joins(&self, from: PartIx, to: PartIx) -> bool {
        self.of(from).iter().any(|wire| wire.to == to)
    }

    #[inline(always)]
    pub fn count(&mut self, part: PartIx, outlet: Outlet) {
        if outlet.wire == u16::MAX {
            return;
        }
        let ways = self.0.get_mut(part.ix());
        if let Some(wire) = ways.and_then(|ways| ways.wires.get_mut(usize::from(outlet.wire))) {
            wire.passed += 1;
        }
    }

    /// Replaces the wires of a part; those that were there before go on counting.
    pub fn set(&mut self, part: PartIx, mut wires: Vec<Wire>) {
        if self.0.len() <= part.ix() {
            self.0.resize_with(part.ix() + 1, Ways::default);
        }
        let Some(place) = self.0.get_mut(part.ix()) else {
            return;
        };
        for wire in &mut wires {
            let is_it = |old: &&Wire| (old.link, old.to) == (wire.link, wire.to);
            wire.passed = place.wires.iter().find(is_it).map_or(0, |old| old.passed);
        }
        *place = Ways::new(wires);
    }

    /// Gives a part wires like those of `model`: an instance has those of its group.
    pub fn copy(&mut self, part: PartIx, model: PartIx) {
        let wires = self.of(model).iter();
        let new = wires.map(|w| Wire::new(w.link, w.to, w.protocol)).collect();
        self.set(part, new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn a_wire_is_found_by_what_it_is_for_and_goes_on_counting() {
        let (sql, http) = (LinkId(1), LinkId(2));
        let wire = |link, to, protocol| Wire::new(link, PartIx(to), protocol);
        let mut wires = Wires::default();
        let both = [wire(sql, 5, Protocol::Sql), wire(http, 6, Protocol::Http)];
        wires.set(PartIx(0), both.to_vec());
        let outlet = wires.outlet(PartIx(0), Protocol::Http).unwrap();
        assert_eq!(outlet.to, PartIx(6));
        assert_eq!(wires.outlet(PartIx(0), Protocol::Dns), None);
        wires.count(PartIx(0), outlet);
        wires.count(PartIx(0), Outlet::straight(PartIx(6)));
        wires.set(PartIx(0), vec![wire(http, 6, Protocol::Http)]);
        assert_eq!(wires.of(PartIx(0))[0].passed, 1);
        // An instance of the group has its own counter, and keeps it too.
        wires.copy(PartIx(3), PartIx(0));
        assert_eq!(wires.of(PartIx(3))[0].passed, 0);
    }
}
