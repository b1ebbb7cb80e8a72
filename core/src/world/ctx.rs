//! What a part may touch while it handles a request event. Acts at once: no list of effects.
//! Control verbs (launch, register, set desired…) are not here: a request handler cannot launch a
//! server by accident.

use super::class::{Class, Classes};
use super::client::{Client, Identity, Object};
use super::contents::Contents;
use super::counted::{Counted, Counts};
use super::names::Names;
use super::page::{Asked, Page};
use super::places::Places;
use super::protocol::Protocol;
use super::reach::ReachTable;
use super::request::{FailureCause, IN_FLIGHT_MAX, Outcome, Request};
use super::requests::{Note, Requests};
use super::tracer::{Step, TraceEvent, Tracer};
use super::wires::{Outlet, Wires};
use crate::base::id::{PartIx, RequestId};
use crate::base::queue::{Delay, Event, EventKind, Queue};
use crate::base::time::{Instant, Span};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// TCP connection attempts end after this long. Basis: documented (ALB guide, troubleshooting 504).
pub const CONNECT_TIMEOUT: Span = Span::from_s(10);

/// What just happened to a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A request enters.
    Arrive(RequestId),
    /// The part's own work on a request is over; the request itself may be gone.
    Done(RequestId),
    /// The answer to the part's call came back; [`Request::answered_by`] gave it.
    Return(RequestId),
    /// A deadline of the part has passed while the request was still alive.
    TimedOut(RequestId),
    /// A time the part chose; the number is its own.
    Wake(u64),
}

const _: () = assert!(size_of::<Input>() <= 16);

impl Input {
    /// In the order of [`EventKind`], which makes this a compare and no table.
    #[inline(always)]
    pub const fn of(event: Event) -> Self {
        let id = event.request();
        match event.kind() {
            EventKind::Arrive => Self::Arrive(id),
            EventKind::Done => Self::Done(id),
            EventKind::Return => Self::Return(id),
            EventKind::TimedOut => Self::TimedOut(id),
            EventKind::Wake => Self::Wake(event.bits()),
        }
    }
}

/// The data plane's state outside the parts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct World {
    pub now: Instant,
    pub queue: Queue,
    pub requests: Requests,
    pub wires: Wires,
    classes: Classes,
    /// What parts count for each other.
    #[serde(default)]
    pub counts: Counts,
    serial: u64,
    pub names: Names,
    pub reach: ReachTable,
    #[serde(default)]
    pub places: Places,
    #[serde(default)]
    pub contents: Contents,
    /// Events at or after this key wait for the control plane.
    pub bound: u64,
    /// Parts that asked the control plane to look at them now.
    pub signals: Vec<PartIx>,
    #[serde(skip)]
    pub tracer: Tracer,
}

impl World {
    /// Gives a part its request classes; returns the index of the first.
    pub fn set_classes(&mut self, part: PartIx, classes: Vec<(Class, Page)>) -> u8 {
        let requests = &self.requests;
        let in_use = |ix: u8| requests.iter().any(|(_, r)| r.class == ix);
        self.classes.set(part, classes, in_use)
    }

    pub fn class(&self, ix: u8) -> &Class {
        self.classes.get(ix)
    }

    /// Who sends a request of a class with this number.
    pub fn client(&self, class: u8, identity: Identity) -> Client {
        self.classes.get(class).crowd.client(identity)
    }

    /// What requests of a class ask for.
    pub fn page(&self, class: u8) -> &Page {
        self.classes.page(class)
    }

    /// A request of class `ix` is sent on to `url` by its client: the class that it has then.
    pub fn redirected(&mut self, ix: u8, url: &str) -> Option<u8> {
        let requests = &self.requests;
        let in_use = |ix: u8| requests.iter().any(|(_, r)| r.class == ix);
        self.classes.redirected(ix, url, in_use)
    }

    /// Changes whenever a class means something else.
    pub const fn class_generation(&self) -> u32 {
        self.classes.generation()
    }

    /// A part sends no more.
    pub fn forget_classes(&mut self, part: PartIx) {
        self.classes.forget(part);
    }

    /// About how much memory requests and their events take.
    pub fn bytes(&self) -> usize {
        self.requests.bytes() + self.queue.bytes()
    }

    /// The client closes its connection: all who wait for the answer learn it now, those who work on it
    /// do not.
    pub fn abandon(&mut self, id: RequestId) {
        if let Some(request) = self.requests.get_mut(id) {
            request.is_abandoned = true;
            for part in request.awaiting() {
                self.counts.add(part, Counted::Abandoned, 1);
            }
        }
    }

    /// What is billed as data out to the internet of so many bytes that a part has answered with: what
    /// CloudFront fetches of AWS is free. Basis: documented - EC2 and CloudFront pricing, data transfer;
    /// model - an error is no page: neither who gives it nor CloudFront counts bytes of it.
    pub fn to_internet(&self, part: PartIx, bytes: u64) -> u64 {
        bytes.saturating_sub(self.counts.of(part, Counted::ToEdges))
    }

    /// Requests sent since the start of the run.
    pub const fn sent(&self) -> u64 {
        self.serial
    }

    /// The number of a request in flight: it bears only the last 32 bits of it.
    pub const fn serial_of(&self, request: &Request) -> u64 {
        let since = (self.serial as u32).wrapping_sub(request.serial);
        self.serial.saturating_sub(since as u64)
    }

    pub fn trace(&mut self, id: RequestId, part: PartIx, step: Step) {
        if let Some(request) = self.requests.get(id) {
            self.tracer.push(TraceEvent {
                serial: self.serial_of(request),
                at: self.now,
                part,
                step,
            });
        }
    }

    /// All requests that `part` works on or waits for will never be answered: its machine is gone.
    pub fn lose_requests_of(&mut self, part: PartIx) {
        for (id, _) in self.requests.held_by(part) {
            self.lose(id);
        }
    }

    /// As [`Self::lose_requests_of`], of a machine that nobody reaches any more: those that it asked know
    /// nothing of it, and their work goes on unheard.
    pub fn cut_off(&mut self, part: PartIx) {
        for (id, is_awaited) in self.requests.held_by(part) {
            match is_awaited {
                true => {
                    if let Some(answer) = self.requests.split(id, part) {
                        self.lose(answer);
                    }
                }
                false => self.lose(id),
            }
        }
    }

    /// No answer will ever come to this request: who waits for it finds out by its own deadline.
    fn lose(&mut self, id: RequestId) {
        let Some(request) = self.requests.get_mut(id) else {
            return;
        };
        request.is_lost = true;
        // Nobody is left to read the answer of an orphan.
        if request.caller().is_none() {
            self.requests.remove(id);
        }
    }
}

/// What becomes of a request that is handed on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// Nothing: it is gone, or was answered already, its calls nested too deep.
    TooDeep,
    /// The network does not let it through.
    Closed,
    Open,
}

/// One part's hands on the world while it handles an input.
pub struct Ctx<'a> {
    pub world: &'a mut World,
    pub me: PartIx,
}

impl Ctx<'_> {
    #[inline(always)]
    pub fn now(&self) -> Instant {
        self.world.now
    }

    #[inline(always)]
    pub fn request(&mut self, id: RequestId) -> Option<&mut Request> {
        self.world.requests.get_mut(id)
    }

    #[inline(always)]
    pub fn class(&self, ix: u8) -> &Class {
        self.world.classes.get(ix)
    }

    /// Who sends the request.
    pub fn client(&self, id: RequestId) -> Option<Client> {
        let request = self.world.requests.get(id)?;
        Some(self.world.client(request.class, request.identity))
    }

    /// What it asks for, read out of its class: host, path, method, query and headers.
    pub fn asked(&self, id: RequestId) -> Option<Asked<'_>> {
        let request = self.world.requests.get(id)?;
        let crowd = &self.world.classes.get(request.class).crowd;
        Some(Asked {
            page: self.world.classes.page(request.class),
            client: crowd.client(request.identity),
            object: crowd.object(request.identity),
        })
    }

    /// The thing that it asks for, and how large it is.
    pub fn object(&self, id: RequestId) -> Option<Object> {
        let request = self.world.requests.get(id)?;
        let class = self.world.classes.get(request.class);
        Some(Object {
            key: class.crowd.object(request.identity),
            bytes: class.bytes_out,
        })
    }

    /// The part's first wire of a protocol.
    #[inline(always)]
    pub fn outlet(&self, protocol: Protocol) -> Option<Outlet> {
        self.world.wires.outlet(self.me, protocol)
    }

    /// The request whose answer has just come back ([`Input::Return`]), and what the part noted beside
    /// its call.
    #[inline(always)]
    pub fn answered(&self, id: RequestId) -> Option<(&Request, Note)> {
        self.world.requests.answered(id)
    }

    /// What the part noted beside the call that it still waits for. Errors: `None` if it waits for
    /// none.
    pub fn awaited_note(&self, id: RequestId) -> Option<Note> {
        let frame = self.world.requests.get(id)?.frame_of(self.me)?;
        Some(self.world.requests.note(id, frame))
    }

    /// Writes that note anew.
    pub fn set_awaited_note(&mut self, id: RequestId, note: Note) {
        let request = self.world.requests.get(id);
        if let Some(frame) = request.and_then(|r| r.frame_of(self.me)) {
            self.world.requests.set_note(id, frame, note);
        }
    }

    /// Whether no more requests may be sent; `besides`: what the part holds back itself.
    #[inline]
    pub fn is_full(&self, besides: usize) -> bool {
        self.world.requests.len() + besides >= IN_FLIGHT_MAX
    }

    /// A new request of this part, which waits for its answer.
    pub fn send(&mut self, class: u8, attempt: u8, identity: Identity) -> Option<RequestId> {
        self.world.serial += 1;
        let serial = self.world.serial;
        let now = self.world.now;
        let mut request = Request::new(serial, now, class);
        request.identity = identity;
        request.attempt = attempt;
        request.at = self.me;
        request.push_call(self.me, false);
        request.is_traced = self.world.tracer.follows(serial);
        let is_traced = request.is_traced;
        let id = self.world.requests.insert(request)?;
        if is_traced {
            self.world
                .trace(id, self.me, Step::Sent { class, identity });
        }
        Some(id)
    }

    /// Passes the request on; its answer will not come back here.
    #[inline(always)]
    pub fn forward(&mut self, id: RequestId, by: Outlet) {
        if self.enter(id, by, None) == Entry::Open {
            self.world
                .queue
                .hop(Event::of(EventKind::Arrive, by.to, id));
        }
    }

    /// As [`Self::forward`], after a constant delay.
    #[inline(always)]
    pub fn forward_delayed(&mut self, id: RequestId, by: Outlet, delay: Delay) {
        if self.enter(id, by, None) == Entry::Open {
            self.arrive_delayed(id, by, delay);
        }
    }

    /// Passes the request on and waits for its answer ([`Input::Return`]), which brings `note` back
    /// ([`Self::note`]). Returns whether the call is on its way: one that is nested too deep comes
    /// back to whoever waits below.
    #[inline(always)]
    pub fn call(&mut self, id: RequestId, by: Outlet, note: Note) -> bool {
        let entry = self.enter(id, by, Some(note));
        if entry == Entry::Open {
            self.world
                .queue
                .hop(Event::of(EventKind::Arrive, by.to, id));
        }
        entry != Entry::TooDeep
    }

    /// As [`Self::call`], after a constant delay.
    #[inline(always)]
    pub fn call_delayed(&mut self, id: RequestId, by: Outlet, note: Note, delay: Delay) -> bool {
        let entry = self.enter(id, by, Some(note));
        if entry == Entry::Open {
            self.arrive_delayed(id, by, delay);
        }
        entry != Entry::TooDeep
    }

    #[inline(always)]
    fn arrive_delayed(&mut self, id: RequestId, by: Outlet, delay: Delay) {
        let event = Event::of(EventKind::Arrive, by.to, id);
        match delay.span {
            Span::ZERO => self.world.queue.hop(event),
            _ => self.world.queue.push_delayed(self.world.now, delay, event),
        }
    }

    #[inline(always)]
    fn enter(&mut self, id: RequestId, by: Outlet, note: Option<Note>) -> Entry {
        let (me, to) = (self.me, by.to);
        let Some(request) = self.world.requests.get_mut(id) else {
            return Entry::TooDeep;
        };
        let frame = request.depth();
        let has_noted = note.is_some_and(|note| note != 0);
        if !request.count_hop() || (note.is_some() && !request.push_call(me, has_noted)) {
            self.reply(id, Outcome::failed(508, FailureCause::Loop));
            return Entry::TooDeep;
        }
        request.at = to;
        let aside = match note {
            Some(note) if note != 0 => request.bear_note(frame, note),
            _ => None,
        };
        let (is_traced, zone) = (request.is_traced, request.dialed);
        // Who connects is the one who waits: what is only passed on comes from farther away.
        let near = match note {
            Some(_) => me,
            None => request.caller().unwrap_or(me),
        };
        if let Some((below, note)) = aside {
            self.world.requests.write_below(id, below, note);
        }
        self.world.wires.count(me, by);
        if !self.world.reach.is_open() && !self.world.reach.passes(near, to, zone) {
            self.drop_packet(id, near, to);
            return Entry::Closed;
        }
        if is_traced {
            self.world.trace(id, to, Step::Reached { from: me });
        }
        Entry::Open
    }

    /// What the network does not let through is never answered (spec 13.3).
    #[cold]
    fn drop_packet(&mut self, id: RequestId, near: PartIx, to: PartIx) {
        if let Some(request) = self.world.requests.get(id).filter(|r| r.is_traced) {
            let by = self.world.reach.verdict(near, to, request.dialed);
            self.trace(id, Step::Dropped { to, by });
        }
        self.never_connect(id);
    }

    /// [`Input::Done`] for this part after a random span.
    #[inline(always)]
    pub fn done_after(&mut self, id: RequestId, span: Span) {
        let at = self.world.now + span;
        self.world
            .queue
            .push(at, Event::of(EventKind::Done, self.me, id));
    }

    /// [`Input::Done`] for this part after a constant delay.
    #[inline(always)]
    pub fn done_delayed(&mut self, id: RequestId, delay: Delay) {
        let event = Event::of(EventKind::Done, self.me, id);
        self.world.queue.push_delayed(self.world.now, delay, event);
    }

    /// [`Input::TimedOut`] for this part after a constant time-out, if the request lives that long.
    /// There is no cancelling: the part asks whether it still waits.
    #[inline(always)]
    pub fn deadline(&mut self, id: RequestId, delay: Delay) {
        let event = Event::of(EventKind::TimedOut, self.me, id);
        let requests = &self.world.requests;
        self.world
            .queue
            .push_deadline(self.world.now, delay, event, |id| requests.contains(id));
    }

    /// No answer will ever come to this request, and its caller notices after the connect time-out.
    pub fn never_connect(&mut self, id: RequestId) {
        let Some(request) = self.world.requests.get_mut(id) else {
            return;
        };
        request.is_lost = true;
        request.outcome = Outcome::failed(0, FailureCause::ConnectTimeout);
        let Some(caller) = request.caller() else {
            return self.finish(id);
        };
        let at = self.world.now + CONNECT_TIMEOUT;
        self.world
            .queue
            .push(at, Event::of(EventKind::TimedOut, caller, id));
    }

    /// Ends a call whose connection has just not come about, as if it had been answered so. Returns
    /// whether that is what a deadline of the part was about.
    pub fn give_up_connecting(&mut self, id: RequestId) -> bool {
        let me = self.me;
        let Some(request) = self.world.requests.get_mut(id) else {
            return false;
        };
        let has_failed = request.is_lost && request.outcome.cause == FailureCause::ConnectTimeout;
        if !has_failed || !request.is_called_by(me) {
            return false;
        }
        request.is_lost = false;
        let outcome = request.outcome;
        self.reply(id, outcome);
        true
    }

    /// [`Input::Wake`] for this part; `bits` (46 of them) come back with it.
    #[inline(always)]
    pub fn wake_at(&mut self, at: Instant, bits: u64) {
        self.world
            .queue
            .push(at, Event::new(EventKind::Wake, self.me, bits));
    }

    /// Answers the request with `outcome`: the last part that waits gets [`Input::Return`].
    #[inline]
    pub fn reply(&mut self, id: RequestId, outcome: Outcome) {
        self.hand_down(id, outcome, Some(self.me));
    }

    /// As [`Self::reply`], of an answer that came from behind this part: it stays that of who gave it.
    #[inline]
    pub fn pass_back(&mut self, id: RequestId, outcome: Outcome) {
        self.hand_down(id, outcome, None);
    }

    #[inline(always)]
    fn hand_down(&mut self, id: RequestId, outcome: Outcome, by: Option<PartIx>) {
        let Some(request) = self.world.requests.get_mut(id) else {
            return;
        };
        request.outcome = outcome;
        if let Some(by) = by {
            request.answered_by = by;
        }
        let is_traced = request.is_traced;
        match request.pop_call() {
            Some(to) => {
                request.at = to;
                if is_traced {
                    self.world
                        .trace(id, self.me, Step::Answered { to, outcome });
                }
                self.world.queue.hop(Event::of(EventKind::Return, to, id));
            }
            // Everybody who waited has been answered already: the work was for nothing.
            None => self.finish(id),
        }
    }

    /// As [`Self::reply`], after a constant delay.
    #[inline(always)]
    pub fn reply_delayed(&mut self, id: RequestId, outcome: Outcome, delay: Delay) {
        if delay.span == Span::ZERO {
            return self.reply(id, outcome);
        }
        let Some(request) = self.world.requests.get_mut(id) else {
            return;
        };
        request.outcome = outcome;
        request.answered_by = self.me;
        let is_traced = request.is_traced;
        match request.pop_call() {
            Some(to) => {
                request.at = to;
                if is_traced {
                    self.world
                        .trace(id, self.me, Step::Answered { to, outcome });
                }
                let event = Event::of(EventKind::Return, to, id);
                self.world.queue.push_delayed(self.world.now, delay, event);
            }
            None => self.finish(id),
        }
    }

    /// Answers early on behalf of this part (a time-out) while the work above it goes on unheard.
    pub fn answer_early(&mut self, id: RequestId, outcome: Outcome) {
        if let Some(answer) = self.world.requests.split(id, self.me) {
            self.reply(answer, outcome);
        }
    }

    /// The request's life is over.
    #[inline]
    pub fn finish(&mut self, id: RequestId) {
        self.world.requests.remove(id);
    }

    /// Asks the control plane to look at this part at the current instant.
    pub fn signal(&mut self) {
        if !self.world.signals.contains(&self.me) {
            self.world.signals.push(self.me);
        }
        let after = self.world.queue.bound_after(self.world.now);
        self.world.bound = self.world.bound.min(after);
    }

    #[inline]
    pub fn trace(&mut self, id: RequestId, step: Step) {
        self.world.trace(id, self.me, step);
    }
}
