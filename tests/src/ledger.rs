//! Books kept from outside: where every request of a run is, by its trace alone. What entered a
//! part has left it or is there, at any instant, and engine, wires and parts say the same.

use std::collections::BTreeMap;
use swell_core::base::id::{PartId, PartIx};
use swell_core::contract::Member;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::LivePart;
use swell_core::kinds::container::Container;
use swell_core::world::request::HOPS_MAX;
use swell_core::world::tracer::{Step, TraceEvent};

/// One request on its way.
#[derive(Debug)]
struct Journey {
    /// The parts that it came to, the one where it is last.
    way: Vec<PartIx>,
    /// The target that a balancer has chosen, until the request goes there.
    picked: Option<PartIx>,
    /// Nobody writes down the end of what its client has forgotten.
    is_forgotten: bool,
}

/// All requests since the start of a run that are followed: its simulation follows every one.
#[derive(Debug, Default)]
pub struct Ledger {
    journeys: BTreeMap<u64, Journey>,
    entered: BTreeMap<PartIx, u64>,
    left: BTreeMap<PartIx, u64>,
    /// Handed on from a part to another.
    passed: BTreeMap<(PartIx, PartIx), u64>,
    /// Answers given while another part still works on the request, whose steps nobody follows.
    early: u64,
    pub received: u64,
    /// The longest way of a request whose client has its answer.
    pub longest: Vec<PartIx>,
}

impl Ledger {
    /// Requests that have come to a part, by a wire, a choice, a name or an answer.
    pub fn entered(&self, part: PartIx) -> u64 {
        self.entered.get(&part).copied().unwrap_or(0)
    }

    /// From which part to which requests were handed on.
    pub fn hops(&self) -> impl Iterator<Item = &(PartIx, PartIx)> {
        self.passed.keys()
    }

    fn left(&self, part: PartIx) -> u64 {
        self.left.get(&part).copied().unwrap_or(0)
    }

    /// Books events in their order. Panics at one that does not go on from the one before.
    pub fn book(&mut self, events: &[TraceEvent]) {
        for event in events {
            self.book_one(event);
        }
    }

    fn book_one(&mut self, event: &TraceEvent) {
        let TraceEvent {
            serial, part, step, ..
        } = *event;
        if matches!(step, Step::Sent { .. }) {
            let way = vec![part];
            let is_new = self.journeys.insert(
                serial,
                Journey {
                    way,
                    picked: None,
                    is_forgotten: false,
                },
            );
            assert!(is_new.is_none(), "sent twice: {event:?}");
            *self.entered.entry(part).or_default() += 1;
            return;
        }
        let Some(journey) = self.journeys.get_mut(&serial) else {
            panic!("never sent, or over: {event:?}");
        };
        let at = *journey.way.last().expect("it was sent");
        let is_here = |part: PartIx| assert_eq!(at, part, "{event:?} of {:?}", journey.way);
        let to = match step {
            Step::Picked { target, .. } => {
                journey.picked = Some(target);
                return is_here(part);
            }
            Step::Sent { .. } | Step::Started => return is_here(part),
            // Who answers early says so of an answer that the work above does not know of, and those that
            // decide about a request are not all on its way.
            Step::Noted { .. } => return,
            Step::GaveUp => {
                journey.is_forgotten = true;
                return;
            }
            Step::Received { .. } => {
                is_here(part);
                self.received += 1;
                if journey.way.len() > self.longest.len() {
                    self.longest.clone_from(&journey.way);
                }
                return self.end(serial);
            }
            Step::Reached { from } | Step::Resolved { from, .. } => {
                is_here(from);
                *self.passed.entry((from, part)).or_default() += 1;
                part
            }
            Step::Dropped { to, .. } => {
                is_here(part);
                *self.passed.entry((part, to)).or_default() += 1;
                to
            }
            Step::Answered { to, .. } => {
                let knows_it = |part| journey.way.contains(&part);
                assert!(
                    knows_it(part) && knows_it(to),
                    "{event:?} of {:?}",
                    journey.way
                );
                self.early += u64::from(at != part);
                to
            }
        };
        let goes_on = !matches!(step, Step::Answered { .. });
        if let Some(picked) = journey.picked.take().filter(|_| goes_on) {
            assert_eq!(picked, to, "{event:?}: another was chosen");
        }
        journey.way.push(to);
        *self.left.entry(at).or_default() += 1;
        *self.entered.entry(to).or_default() += 1;
    }

    fn end(&mut self, serial: u64) {
        let journey = self.journeys.remove(&serial);
        let last = journey.and_then(|journey| journey.way.last().copied());
        *self.left.entry(last.expect("it was sent")).or_default() += 1;
    }

    /// Panics where the engine, a wire or a part says otherwise. `parts`: those of the document.
    pub fn agrees(&mut self, simulation: &Simulation, parts: impl Iterator<Item = PartId>) {
        let world = simulation.world();
        let mut there: BTreeMap<PartIx, u64> = BTreeMap::new();
        let mut serials = Vec::new();
        for (_, request) in world.requests.iter().filter(|(_, r)| r.is_traced) {
            let serial = world.serial_of(request);
            let journey = self.journeys.get(&serial);
            let at = journey.and_then(|journey| journey.way.last());
            assert_eq!(at, Some(&request.at), "request {serial}: {journey:?}",);
            *there.entry(request.at).or_default() += 1;
            serials.push(serial);
        }
        serials.sort_unstable();
        let is_over = |serial: &u64| serials.binary_search(serial).is_err();
        let over: Vec<u64> = self.journeys.keys().copied().filter(is_over).collect();
        for serial in over {
            let journey = self.journeys.get(&serial);
            assert!(
                journey.is_some_and(|j| j.is_forgotten),
                "{serial} is lost: {journey:?}"
            );
            self.end(serial);
        }
        for (ix, part) in simulation.parts().iter().enumerate() {
            let me = PartIx(ix as u16);
            let here = there.get(&me).copied().unwrap_or(0);
            assert_eq!(
                self.entered(me),
                self.left(me) + here,
                "part {ix}: entered, left and there"
            );
            // A request that runs in a circle is held once for each call, and once on its way back.
            let known = world
                .requests
                .iter()
                .map(|(_, r)| r.calls_of(me) + usize::from(r.at == me))
                .sum();
            let inside = part.inside();
            assert!(
                inside <= known,
                "part {ix} holds {inside} of {known}: {part:?}"
            );
        }
        for from in parts.filter_map(|id| simulation.control().ix(id)) {
            self.wires_agree(from, simulation);
        }
    }

    /// A balancer picks its targets itself, and a container its machine: not by wires, if any lead there
    /// as well.
    fn wires_agree(&self, from: PartIx, simulation: &Simulation) {
        let part = simulation.parts().get(from.ix());
        let picks = |part: &LivePart| part.balancing().is_some() || Container::of(part).is_some();
        if part.is_some_and(picks) {
            return;
        }
        let mut by_wire: BTreeMap<PartIx, u64> = BTreeMap::new();
        for wire in simulation.world().wires.of(from) {
            *by_wire.entry(wire.to).or_default() += wire.passed;
        }
        for (to, passed) in by_wire {
            let booked = self.passed.get(&(from, to)).copied().unwrap_or(0);
            let unheard = self.early * u64::from(HOPS_MAX);
            assert!(
                (booked..=booked + unheard).contains(&passed),
                "wires from {from:?} to {to:?} count {passed}, not {booked}, {} early answers",
                self.early
            );
        }
    }
}
