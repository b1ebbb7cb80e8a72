//! What a running part does and says, whichever kind it is of: the contract, passed on to its kind.

use super::alarm::machine::AlarmMachine;
use super::users::ClientStats;
use super::{KindId, LivePart};
use crate::balancing::Balancing;
use crate::base::id::{Handle, InstanceId, PartId, PartIx, RequestId};
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::contract::{
    Fault, Kind, Launched, Machine, Notice, Price, Probe, ProbeAnswer, Route, Sizes, Tally,
    TargetOpinion, Upkeep, Usage, Viewers, Vitals,
};
use crate::control::{Calendar, ControlCtx, Due, Message, PublishCtx};
use crate::rules::regions::Region;
use crate::world::ctx::{Ctx, World};
use crate::world::log::{AlarmRole, EntryId};
use alloc::vec::Vec;

impl LivePart {
    pub fn route(&mut self, id: RequestId, routing: &mut Rng, cx: &mut Ctx<'_>) -> Option<Route> {
        pass_on!(self, part => part.route(id, routing, cx), or None)
    }

    pub fn route_probe(&mut self, probe: &Probe<'_>, routing: &mut Rng) -> Option<Route> {
        pass_on!(self, part => part.route_probe(probe, routing), or None)
    }

    pub fn names(&self, group: PartIx) -> bool {
        pass_on!(self, part => part.names(group), or false)
    }

    pub fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.timer(due, cx), or ());
    }

    pub fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.message(message, cx), or ());
    }

    pub fn breadth(&self) -> usize {
        pass_on!(self, part => part.breadth(), or 0)
    }

    pub fn start(&mut self, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.start(cx), or ());
    }

    pub fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.edited(cx), or ());
    }

    pub fn wires_changed(&mut self, before: &[PartIx], cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.wires_changed(before, cx), or ());
    }

    pub fn ground_changed(&mut self, cause: EntryId, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.ground_changed(cause, cx), or ());
    }

    pub fn neighbour_left(&mut self, who: Handle, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.neighbour_left(who, cx), or ());
    }

    pub fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.leave(cx), or ());
    }

    pub fn as_targets(&self, me: Handle) -> Vec<Handle> {
        pass_on!(self, part => part.as_targets(me), or Vec::new())
    }

    pub fn sizes(&self, now: Instant) -> Option<Sizes> {
        pass_on!(self, part => part.sizes(now), or None)
    }

    pub fn launched(&self, now: Instant) -> Vec<Launched> {
        pass_on!(self, part => part.launched(now), or Vec::new())
    }

    pub fn opinions(&self, me: PartId) -> Vec<(InstanceId, TargetOpinion)> {
        pass_on!(self, part => part.opinions(me), or Vec::new())
    }

    pub fn roles(&self, subnets: &[(PartId, u8)]) -> Option<(PartId, Option<PartId>)> {
        pass_on!(self, part => part.roles(subnets), or None)
    }

    pub fn looks_back(&self) -> usize {
        pass_on!(self, part => part.looks_back(), or 0)
    }

    pub fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        pass_on!(self, part => part.probe(probe, cx), or ProbeAnswer::Silent)
    }

    pub fn sample(&mut self, cx: &mut PublishCtx<'_, '_>) {
        pass_on!(self, part => part.sample(cx), or ());
    }

    pub fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        pass_on!(self, part => part.publish(cx), or ());
    }

    /// What is shown of it now.
    /// `decided`: see [`Vitals::decided`].
    pub fn vitals(&self, now: Instant, decided: u64) -> Vitals {
        let mut vitals = Vitals {
            decided,
            ..Vitals::default()
        };
        pass_on!(self, part => part.vitals(now, &mut vitals), or ());
        vitals
    }

    /// What is said of it when it is looked at.
    pub fn particulars(&self, now: Instant) -> Vitals {
        let mut vitals = Vitals::default();
        pass_on!(self, part => part.particulars(now, &mut vitals), or ());
        vitals
    }

    pub fn tally(&self, now: Instant) -> Tally {
        pass_on!(self, part => part.tally(now), or Tally::default())
    }

    pub fn upkeep(&self) -> Upkeep {
        pass_on!(self, part => part.upkeep(), or Upkeep::default())
    }

    pub fn notice(&self, of: InstanceId, now: Instant, calendar: &Calendar) -> Option<Notice> {
        pass_on!(self, part => part.notice(of, now, calendar), or None)
    }

    pub fn alarms(&self) -> Vec<(AlarmRole, &AlarmMachine)> {
        pass_on!(self, part => part.alarms(), or Vec::new())
    }

    pub fn client_stats(&self) -> Option<&ClientStats> {
        pass_on!(self, part => part.client_stats(), or None)
    }

    pub fn viewers(&self, me: PartIx, world: &World) -> Option<Viewers> {
        pass_on!(self, part => part.viewers(me, world), or None)
    }

    pub fn edge_for(&self, viewer: Region) -> Option<Region> {
        pass_on!(self, part => part.edge_for(viewer), or None)
    }

    pub fn price(&self) -> Price {
        pass_on!(self, part => part.price(), or Price::default())
    }

    pub fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        pass_on!(self, part => part.usage(me, world), or None)
    }

    pub fn fault(&mut self, fault: Fault, begins: bool, entry: EntryId, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.fault(fault, begins, entry, cx), or ());
    }

    /// Its lasting faults that go on.
    pub fn broken(&self) -> impl Iterator<Item = &'static str> {
        let faults = self.kind().map_or(&[][..], KindId::faults);
        let lasting = faults.iter().filter(|fault| fault.ends.is_some());
        lasting
            .map(|fault| fault.word)
            .filter(|word| pass_on!(self, part => part.is_broken(word), or false))
    }

    pub fn machine(&self, now: Instant) -> Option<Machine> {
        pass_on!(self, part => part.machine(now), or None)
    }

    pub fn balancing(&self) -> Option<&Balancing> {
        pass_on!(self, part => part.balancing(), or None)
    }

    pub fn balancing_mut(&mut self) -> Option<&mut Balancing> {
        pass_on!(self, part => part.balancing_mut(), or None)
    }

    pub fn inside(&self) -> usize {
        pass_on!(self, part => part.inside(), or 0)
    }

    pub fn cut_target(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.cut_target(group, slot, cx), or ());
    }

    pub fn target_failed(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
        pass_on!(self, part => part.target_failed(group, slot, cx), or ());
    }

    pub fn usage_usd(&self, used: Usage, span: Span) -> f64 {
        pass_on!(self, part => part.usage_usd(used, span), or 0.0)
    }
}
