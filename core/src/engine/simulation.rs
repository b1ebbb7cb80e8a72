//! A simulation: all that a step reads, as a plain value that can be cloned and saved; and the loop.
//!
//! Requests run from the hot queue up to the next event of the control plane: those of the same
//! instant before or after it, as its rank says (spec 1.1). One compare per request event.

use super::cloudwatch;
use super::sync::Topology;
use crate::base::hash::Fingerprint;
use crate::base::id::{PartId, PartIx};
use crate::base::time::{Instant, Span};
use crate::contract::{Machine, Setup};
use crate::control::{Control, ControlCtx, Event, Message, PERIOD, Stage, Wake};
use crate::document::Document;
use crate::kinds::LivePart;
use crate::kinds::users::ClientStats;
use crate::world::client::Identity;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::LogChange;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Control events of one instant after which the run is taken to turn in a circle.
const CONTROL_EVENTS_PER_INSTANT_MAX: u32 = 1_000_000;
/// What an event of the control plane costs beside one of a request, whose cost is one.
const CONTROL_EFFORT: u64 = 16;
/// What a part holds outside its place in the table, on the average.
const BYTES_OF_PART: usize = 1_500;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Simulation {
    pub(super) world: World,
    pub(super) parts: Vec<LivePart>,
    pub(super) control: Control,
    pub(super) topology: Topology,
    fingerprint: Fingerprint,
    /// Events handled since the start of the run.
    pub events: u64,
    /// What was done beside handling one event after another, in events of a request.
    #[serde(skip)]
    dear: u64,
}

impl Simulation {
    /// The start of a run of `document`, before its pre-roll (spec 1.7).
    pub fn new(document: &Document) -> Self {
        let mut simulation = Self::default();
        simulation.begin(document);
        simulation
    }

    pub fn now(&self) -> Instant {
        self.world.now
    }

    /// The first picture: times shown to people count from here.
    pub fn origin(&self) -> Instant {
        Instant::ZERO + self.control.calendar.preroll
    }

    pub fn fingerprint(&self) -> Fingerprint {
        let mut all = self.fingerprint;
        all.mix(self.control.fingerprint.value());
        all
    }

    pub fn parts(&self) -> &[LivePart] {
        &self.parts
    }

    pub fn world(&self) -> &World {
        &self.world
    }

    pub fn control(&self) -> &Control {
        &self.control
    }

    pub fn part(&self, id: PartId) -> Option<&LivePart> {
        self.parts.get(self.control.ix(id)?.ix())
    }

    /// Whether the document has a part; others were launched by one that it has.
    pub fn is_drawn(&self, part: PartIx) -> bool {
        let facts = self.control.facts.get(part.ix());
        facts.is_some_and(|facts| facts.launched_by.is_none())
    }

    /// All machines as they stand.
    pub fn machines(&self) -> impl Iterator<Item = (PartIx, Machine)> {
        let parts = self.parts.iter().zip((0..).map(PartIx));
        parts.filter_map(|(part, ix)| Some((ix, part.machine(self.world.now)?)))
    }

    /// What all users felt since the first picture, also those who have been taken off the board.
    pub fn client_stats(&self) -> impl Iterator<Item = &ClientStats> {
        let here = self.parts.iter().filter_map(LivePart::client_stats);
        here.chain(self.control.departed.as_deref())
    }

    /// Sends one request by hand: `from` hands it on by its first wire and hears the answer, which
    /// tells what one part does without a crowd before it. `identity`: whose it is, and what it asks
    /// for. Errors: `None` without such a part or wire, or with no room for another request.
    pub fn send(&mut self, from: PartId, identity: Identity) -> Option<u64> {
        let me = self.control.ix(from)?;
        let by = self.world.wires.nth(me, 0)?;
        let world = &mut self.world;
        let mut cx = Ctx { world, me };
        let id = cx.send(0, 0, identity)?;
        cx.forward(id, by);
        Some(self.world.sent())
    }

    /// Follows every n-th request for the viewer; 0 follows none. Decides nothing in the run.
    pub fn follow_every(&mut self, n: u64) {
        self.world.tracer.every = n;
    }

    /// Events of followed requests since the last call.
    pub fn take_trace(&mut self, into: &mut Vec<crate::world::tracer::TraceEvent>) {
        into.append(&mut self.world.tracer.events);
    }

    pub fn take_log(&mut self, into: &mut Vec<LogChange>) {
        into.append(&mut self.control.log.changes);
    }

    /// Log entries are not reported while `is_muted`: a seek replays what was read already.
    pub fn mute_log(&mut self, is_muted: bool) {
        self.control.log.is_muted = is_muted;
        self.control.log.changes.clear();
    }

    /// Work done so far, in events of a request: a measure of time without a clock. No state: what
    /// it costs to go on is the same wherever the count stands.
    pub const fn effort(&self) -> u64 {
        self.events.saturating_add(self.dear)
    }

    /// Counts work that is done on the simulation's behalf.
    pub const fn spend(&mut self, effort: u64) {
        self.dear = self.dear.saturating_add(effort);
    }

    /// Runs until `until` (that instant included) or for about the effort of `effort_max` requests'
    /// events, which may cut the run anywhere without changing it.
    /// Returns whether all up to `until` has been run; the clock then stands there.
    pub fn advance(&mut self, until: Instant, effort_max: u64) -> bool {
        let until = until.min(Instant::MAX);
        let mut limit = self.events.saturating_add(effort_max);
        let mut at_instant = (self.world.now, 0u32);
        while self.events < limit {
            let queue = &mut self.world.queue;
            let stop = until.min(queue.turn());
            let next = self.control.agenda.next().filter(|(at, _)| *at <= stop);
            self.world.bound = match next {
                Some((at, rank)) if rank < Stage::Requests.rank() => queue.bound_before(at),
                Some((at, _)) => queue.bound_after(at),
                None => queue.bound_after(stop),
            };
            // The run was cut behind a signal: it is answered at the instant of which it is.
            if !self.world.signals.is_empty() {
                let bound = queue.bound_after(self.world.now);
                self.world.bound = self.world.bound.min(bound);
            }
            self.run_requests(limit);
            if self.events >= limit {
                break;
            }
            if !self.world.signals.is_empty() {
                self.answer_signals();
                continue;
            }
            if next.is_none() {
                self.world.now = self.world.now.max(stop);
                if stop >= until {
                    return true;
                }
                self.world.queue.turn_over(self.world.now);
                continue;
            }
            let Some(event) = self.control.agenda.pop() else {
                break;
            };
            let at = event.at;
            at_instant = if at == at_instant.0 {
                (at, at_instant.1 + 1)
            } else {
                (at, 0)
            };
            if at_instant.1 > CONTROL_EVENTS_PER_INSTANT_MAX {
                break;
            }
            self.world.now = at;
            self.events += 1;
            let effort = CONTROL_EFFORT + self.looked_at(event) as u64;
            self.spend(effort);
            limit = limit.saturating_sub(effort);
            self.run_control(event);
        }
        false
    }

    /// Runs everything before `instant` and stands at its beginning: edits and faults go there,
    /// behind what reads the state from before it (spec 1.1, 7.5).
    pub fn advance_before(&mut self, instant: Instant) {
        self.advance_to_before(instant, u64::MAX);
    }

    /// As [`Self::advance_before`], for about so much effort; returns whether it stands there.
    pub fn advance_to_before(&mut self, instant: Instant, effort_max: u64) -> bool {
        if instant > self.world.now {
            let last = Instant::from_us(instant.us().saturating_sub(1));
            if !self.advance(last, effort_max) {
                return false;
            }
            self.world.now = instant;
        }
        let is_first = |next: (Instant, u8)| next.0 <= instant && next.1 < Stage::Edits.rank();
        while self.control.agenda.next().is_some_and(is_first) {
            let Some(event) = self.control.agenda.pop() else {
                break;
            };
            self.events += 1;
            self.run_control(event);
        }
        true
    }

    /// Runs the data plane up to `world.bound`, which a signal may pull in.
    fn run_requests(&mut self, limit: u64) {
        loop {
            let event = match self.world.queue.pop_hop() {
                Some(event) => event,
                None if self.events >= limit => return,
                None => {
                    let Some((at, event)) = self.world.queue.pop_before(self.world.bound) else {
                        return;
                    };
                    self.world.now = at;
                    // Deadlines of requests that are gone are no events: dropped as they surface.
                    if event.is_deadline() && !self.world.requests.contains(event.request()) {
                        continue;
                    }
                    event
                }
            };
            let input = Input::of(event);
            let time = self.world.now.us().wrapping_mul(0x9e37_79b9_7f4a_7c15);
            self.fingerprint.mix(event.word() ^ time);
            self.events += 1;
            let me = event.part();
            if let Some(part) = self.parts.get_mut(me.ix()) {
                part.handle(
                    input,
                    &mut Ctx {
                        world: &mut self.world,
                        me,
                    },
                );
            }
        }
    }

    /// How many parts an event of the control plane goes through.
    fn looked_at(&self, event: Event) -> usize {
        match event.wake {
            Some(Wake::Publish) => self.parts.len(),
            _ => self.parts.get(event.part.ix()).map_or(0, LivePart::breadth),
        }
    }

    fn answer_signals(&mut self) {
        let now = self.world.now;
        for part in core::mem::take(&mut self.world.signals) {
            self.control.agenda.send(part, now, Message::Signalled);
        }
    }

    fn run_control(&mut self, event: Event) {
        let Event {
            rank, part, wake, ..
        } = event;
        let now = self.world.now;
        let word = now.us() ^ u64::from(rank) << 56 ^ u64::from(part.0) << 42;
        self.fingerprint.mix(word);
        match wake {
            None => {}
            Some(Wake::Publish) => {
                self.control.agenda.publish(now + PERIOD);
                cloudwatch::publish(self);
            }
            Some(Wake::Timer(due)) => {
                self.act(part, |part, cx| part.timer(due, cx));
            }
            Some(Wake::Message(message)) => {
                self.act(part, |part, cx| part.message(message, cx));
            }
        }
    }

    /// Lets a part act on the control plane with its state out of the table.
    pub(super) fn act<R>(
        &mut self,
        ix: PartIx,
        act: impl FnOnce(&mut LivePart, &mut ControlCtx<'_>) -> R,
    ) -> Option<R> {
        let mut part = core::mem::take(self.parts.get_mut(ix.ix())?);
        let mut cx = ControlCtx {
            world: &mut self.world,
            parts: &mut self.parts,
            control: &mut self.control,
            me: ix,
        };
        let result = act(&mut part, &mut cx);
        *self.parts.get_mut(ix.ix())? = part;
        Some(result)
    }

    /// A context for what the system does and no part: faults and edits.
    pub(super) fn system(&mut self) -> ControlCtx<'_> {
        ControlCtx {
            world: &mut self.world,
            parts: &mut self.parts,
            control: &mut self.control,
            me: PartIx::NONE,
        }
    }

    pub(super) fn setup(&mut self, me: PartIx) -> Setup<'_> {
        let facts = self.control.facts.get(me.ix());
        Setup {
            me,
            id: self.control.id(me),
            subnets: facts.map_or(&[], |f| f.subnets.as_slice()),
            seed: self.control.seed,
            preroll: self.control.calendar.preroll,
            epoch_s: self.control.calendar.epoch_s,
            epoch_offset_s: self.control.calendar.epoch_offset_s,
            world: &mut self.world,
        }
    }

    /// Time since the first picture in seconds; the pre-roll is negative.
    pub fn shown_s(&self, at: Instant) -> f64 {
        (at.us() as f64 - self.origin().us() as f64) / 1e6
    }

    /// The instant that is shown as `s`; before the start of the run: the start.
    pub fn instant_of_shown(&self, s: f64) -> Instant {
        let us = crate::base::math::round(s * 1e6) + self.origin().us() as f64;
        Instant::from_us(us.max(0.0) as u64)
    }

    pub fn preroll(&self) -> Span {
        self.control.calendar.preroll
    }

    /// About how much memory a copy of the simulation takes.
    pub(super) fn bytes(&self) -> usize {
        let parts = self.parts.len() * (size_of::<LivePart>() + BYTES_OF_PART);
        let balancers = self.parts.iter().filter_map(LivePart::balancing);
        let clients: usize = balancers.map(|b| b.clients.bytes()).sum();
        parts + clients + self.world.bytes() + self.control.published.bytes()
    }
}
