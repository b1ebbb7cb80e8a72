//! The hands of one part on the control plane: everything that is not a request. Only here can
//! servers be launched, targets registered, metrics read and capacities set.

use super::message::Message;
use super::state::{Control, PartFacts, Place};
use super::timer::Timer;
use crate::balancing::Balancing;
use crate::base::id::{Handle, PartId, PartIx};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{Member, Probe, ProbeAnswer};
use crate::kinds::LivePart;
use crate::rules::dns::OLD_ADDRESSES_STAY;
use crate::world::ctx::{Ctx, World};
use crate::world::log::{EntryId, Term, What};
use crate::world::request::{FailureCause, NO_NODE, Outcome};
use alloc::string::String;
use alloc::vec::Vec;

/// From a change of health until DNS goes by it. Basis: model.
const HEARD_AFTER: Span = Span::from_s(1);

/// The hands of one part on the control plane. While it acts its own state is out of `parts`.
pub struct ControlCtx<'a> {
    pub world: &'a mut World,
    pub parts: &'a mut Vec<LivePart>,
    pub control: &'a mut Control,
    pub me: PartIx,
}

impl ControlCtx<'_> {
    pub fn now(&self) -> Instant {
        self.world.now
    }

    /// The data plane's context of the same part.
    pub fn data(&mut self) -> Ctx<'_> {
        Ctx {
            world: self.world,
            me: self.me,
        }
    }

    /// This part, for somebody to keep.
    pub fn my_handle(&self) -> Handle {
        self.control.handle(self.me)
    }

    pub fn my_id(&self) -> PartId {
        self.control.id(self.me)
    }

    /// Tells a part something at this instant.
    pub fn send(&mut self, part: PartIx, message: Message) {
        self.send_at(part, self.now(), message);
    }

    pub fn send_at(&mut self, part: PartIx, at: Instant, message: Message) {
        self.control.agenda.send(part, at, message);
    }

    /// Sets a timer of this part, in place of when it was due before.
    pub fn set(&mut self, timer: impl Timer, at: Instant) {
        self.set_nth(timer, 0, at);
    }

    /// As [`Self::set`], of a timer that the part has many of.
    pub fn set_nth(&mut self, timer: impl Timer, index: u32, at: Instant) {
        self.control.agenda.set(self.me, timer, index, at);
    }

    pub fn stop(&mut self, timer: impl Timer) {
        self.stop_nth(timer, 0);
    }

    pub fn stop_nth(&mut self, timer: impl Timer, index: u32) {
        self.control.agenda.stop(self.me, timer, index);
    }

    pub fn log(&mut self, what: What, cause: Option<EntryId>) -> EntryId {
        let id = self.my_id();
        self.log_of(id, what, cause)
    }

    /// Writes down what only this part's kind says: `event` and the places of `values` are found
    /// among the words of the kind.
    pub fn say(
        &mut self,
        event: &str,
        is_bad: bool,
        values: &[Term],
        cause: Option<EntryId>,
    ) -> EntryId {
        self.say_of(self.my_id(), event, is_bad, values, cause)
    }

    /// As [`Self::say`], in the name of another part.
    pub fn say_of(
        &mut self,
        part: PartId,
        event: &str,
        is_bad: bool,
        values: &[Term],
        cause: Option<EntryId>,
    ) -> EntryId {
        let what = What::Said {
            event: String::from(event),
            is_bad,
            values: values.to_vec(),
        };
        self.log_of(part, what, cause)
    }

    pub fn log_of(&mut self, part: PartId, what: What, cause: Option<EntryId>) -> EntryId {
        let now = self.now();
        let id = self.control.log.write(now, part, what, cause);
        let fingerprint = &mut self.control.fingerprint;
        fingerprint.mix(now.us());
        fingerprint.mix(u64::from(part.0) << 32 | u64::from(id.0));
        id
    }

    pub fn rng(&self, purpose: Purpose) -> Rng {
        Rng::stream(self.control.seed, u64::from(self.my_id().0), purpose)
    }

    /// Parts that belong to `owner`, in document order.
    pub fn children(&self, owner: PartIx) -> Vec<PartIx> {
        let is_child = |f: &PartFacts| f.of == Some(owner);
        let facts = self.control.facts.iter().enumerate();
        facts
            .filter(|(_, f)| is_child(f))
            .map(|(ix, _)| PartIx(ix as u16))
            .collect()
    }

    pub fn owner(&self, part: PartIx) -> Option<PartIx> {
        self.control.facts.get(part.ix())?.of
    }

    pub fn subnets(&self, part: PartIx) -> &[(PartId, u8)] {
        self.control
            .facts
            .get(part.ix())
            .map_or(&[], |f| f.subnets.as_slice())
    }

    /// Zones of a part's subnets, one bit each.
    pub fn zones_of(&self, part: PartIx) -> u32 {
        self.subnets(part)
            .iter()
            .fold(0, |zones, (_, zone)| zones | 1u32 << (zone & 31))
    }

    pub fn zones_down(&self) -> u32 {
        self.control.zones_down
    }

    /// Whether nothing can be reached in a zone.
    pub fn is_down(&self, zone: u8) -> bool {
        self.control.zones_down & (1u32 << (zone & 31)) != 0
    }

    /// Whether EC2 has no capacity in a zone: what runs there goes on, launches fail.
    pub fn is_full(&self, zone: u8) -> bool {
        self.control.zones_full & (1u32 << (zone & 31)) != 0
    }

    /// Whether a subnet has an address left.
    pub fn has_room(&self, subnet: PartId) -> bool {
        let subnet = self.control.ground.subnet(subnet);
        subnet.is_none_or(|subnet| self.control.addresses.has_room(subnet))
    }

    /// Says whether this part has anything healthy behind it. Those that go by it look again a second
    /// later, so that a circle of names does not turn within an instant.
    pub fn vouch(&mut self, is_well: bool) {
        let me = self.me;
        if !self.world.names.vouch(me, is_well) {
            return;
        }
        let at = self.now() + HEARD_AFTER;
        for listener in self.world.names.listeners(me) {
            self.send_at(listener, at, Message::Reconcile);
        }
    }

    /// The addresses of this part are others from now on: whoever kept the old ones comes by them for a
    /// while yet, then nobody stands there.
    pub fn move_addresses(&mut self) {
        let (me, now) = (self.me, self.now());
        let Some(nobody) = self.add(LivePart::Vacant, me) else {
            return;
        };
        self.world.names.relocate(me, now, nobody.at);
        for listener in self.world.names.listeners(me) {
            self.send_at(listener, now + OLD_ADDRESSES_STAY, Message::Reconcile);
        }
    }

    /// The state of a part, if it is of this kind.
    pub fn get<K: Member>(&self, part: impl Place) -> Option<&K> {
        K::of(self.parts.get(part.place(self.control)?.ix())?)
    }

    pub fn get_mut<K: Member>(&mut self, part: impl Place) -> Option<&mut K> {
        let part = part.place(self.control)?;
        K::of_mut(self.parts.get_mut(part.ix())?)
    }

    /// All parts of a kind, in the order of the table.
    pub fn all<K: Member + 'static>(&self) -> impl Iterator<Item = (PartIx, &K)> {
        let parts = self.parts.iter().enumerate();
        parts.filter_map(|(ix, part)| Some((PartIx(ix as u16), K::of(part)?)))
    }

    /// Lets a part of this kind act in its own name: its state is out of the table meanwhile.
    pub fn with<K: Member, R>(
        &mut self,
        part: impl Place,
        act: impl FnOnce(&mut K, &mut ControlCtx<'_>) -> R,
    ) -> Option<R> {
        let part = part.place(self.control)?;
        self.with_part(part, |state, cx| Some(act(K::of_mut(state)?, cx)))?
    }

    /// Lets a part that balances act with its tables.
    pub fn with_balancing<R>(
        &mut self,
        part: PartIx,
        act: impl FnOnce(&mut Balancing, &mut ControlCtx<'_>) -> R,
    ) -> Option<R> {
        self.with_part(part, |state, cx| Some(act(state.balancing_mut()?, cx)))?
    }

    /// The tables of a part that balances.
    pub fn balancing(&self, part: PartIx) -> Option<&Balancing> {
        self.parts.get(part.ix())?.balancing()
    }

    /// Has another part answer a health check that has come here. What the network drops is silent.
    pub fn pass_on(&mut self, to: PartIx, probe: &Probe<'_>) -> ProbeAnswer {
        let me = self.me;
        let reach = &mut self.world.reach;
        if !reach.is_open() && !reach.passes(me, to, NO_NODE) {
            return ProbeAnswer::Silent;
        }
        let asked = Probe {
            from: me,
            port: None,
            in_line: None,
            ..*probe
        };
        let answer = self.with_part(to, |part, cx| part.probe(&asked, cx));
        answer.unwrap_or(ProbeAnswer::Silent)
    }

    /// Lets another part act in its own name: its state is out of the table meanwhile.
    pub fn with_part<R>(
        &mut self,
        part: impl Place,
        act: impl FnOnce(&mut LivePart, &mut ControlCtx<'_>) -> R,
    ) -> Option<R> {
        let part = part.place(self.control)?;
        let mut state = core::mem::take(self.parts.get_mut(part.ix())?);
        let mut cx = ControlCtx {
            world: self.world,
            parts: self.parts,
            control: self.control,
            me: part,
        };
        let result = act(&mut state, &mut cx);
        *self.parts.get_mut(part.ix())? = state;
        Some(result)
    }

    /// Adds a part that the document does not have, with the wires of its owner, which has.
    /// Errors: `None` when the engine's table is full.
    pub fn add(&mut self, part: LivePart, owner: PartIx) -> Option<Handle> {
        let ix = match self.control.free.pop() {
            Some(ix) => ix,
            None if self.parts.len() < PartIx::COUNT_MAX - 1 => {
                self.parts.push(LivePart::Vacant);
                self.control.facts.push(PartFacts::default());
                PartIx((self.parts.len() - 1) as u16)
            }
            None => return None,
        };
        self.world.wires.copy(ix, owner);
        let machine = part.machine(self.world.now);
        let subnet = machine.map(|m| m.subnet);
        self.world.reach.share(ix, owner, subnet);
        if let Some(subnet) = subnet.and_then(|id| self.control.ground.subnet(id)) {
            self.control.addresses.lease(subnet, ix);
        }
        if let Some(slot) = self.parts.get_mut(ix.ix()) {
            *slot = part;
        }
        if let Some(facts) = self.control.facts.get_mut(ix.ix()) {
            facts.launched_by = Some(owner);
        }
        Some(self.control.handle(ix))
    }

    /// Takes a part that [`Self::add`] added out of the run; its place is used again. Those that it
    /// had a wire to hear of it.
    pub fn remove(&mut self, part: impl Place) {
        let Some(part) = part.place(self.control) else {
            return;
        };
        let who = self.control.handle(part);
        let wires = self.world.wires.of(part).iter();
        let wired: Vec<PartIx> = wires.map(|wire| wire.to).collect();
        for to in wired {
            self.with_part(to, |state, cx| state.neighbour_left(who, cx));
        }
        if let Some(state) = self.parts.get(part.ix()) {
            self.control.close_bill(part, state, self.world);
        }
        self.world.lose_requests_of(part);
        self.world.counts.forget(part);
        self.control.published.forget(part);
        self.control.agenda.forget(part);
        self.control.addresses.release(part);
        if let Some(slot) = self.parts.get_mut(part.ix()) {
            *slot = LivePart::Vacant;
            self.control.free.push(part);
        }
        self.control.vacate(part);
    }

    /// Connections to this part, which has crashed or is gone, are reset: who waits for it is told at
    /// once, and work that was done for it elsewhere goes on unheard.
    pub fn reset_connections(&mut self, cause: FailureCause) {
        let me = self.me;
        let held = self.world.requests.held_by(me);
        let mut data = self.data();
        for (id, is_awaited) in held {
            match is_awaited {
                true => data.answer_early(id, Outcome::failed(0, cause)),
                false => data.reply(id, Outcome::failed(0, cause)),
            }
        }
    }
}
