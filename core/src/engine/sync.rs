//! Bringing a running simulation in line with an edited document: what is new is started, what is
//! gone is removed, what has changed is told, and everything in flight goes on.

use super::fault::reset_connections;
use super::simulation::Simulation;
use crate::base::id::{Handle, LinkId, PartId, PartIx};
use crate::base::time::{Instant, Span};
use crate::control::{Message, PERIOD, PartFacts};
use crate::document::Document;
use crate::kinds::target_group::Target;
use crate::kinds::{KindId, Params, Part};
use crate::world::log::What;
use crate::world::protocol::Protocol;
use crate::world::request::FailureCause;
use crate::world::wires::Wire;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What the engine knows of the document: parts with their parameters, and wires.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Topology {
    parts: Vec<KnownPart>,
    wires: Vec<KnownWire>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KnownWire {
    link: LinkId,
    from: PartId,
    to: PartId,
    protocol: Protocol,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KnownPart {
    id: PartId,
    of: Option<PartId>,
    subnets: Vec<(PartId, u8)>,
    params: SavedParams,
}

/// Parameters in a saved simulation: the kind's word and the JSON of documents.
#[derive(Clone, Debug, PartialEq)]
struct SavedParams(Box<Params>);

impl Serialize for SavedParams {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.0.kind().name(), self.0.to_value()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SavedParams {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let (kind, value) = <(String, serde_json::Value)>::deserialize(deserializer)?;
        let kind = KindId::named(&kind).ok_or_else(|| Error::custom("unknown kind"))?;
        let params = Params::defaults(kind).parse_like(value);
        let params = params.map_err(Error::custom)?;
        Ok(Self(Box::new(params)))
    }
}

impl Topology {
    fn of(document: &Document) -> Self {
        let azs = document.azs();
        let number = |subnet: PartId| {
            let az = document.az_of(subnet);
            azs.iter().position(|z| *z == az).unwrap_or(0) as u8
        };
        // The ground has no place among the parts of a run: `world/ground.rs`.
        let runs = document.parts.iter().filter(|p| !p.is_ground());
        let known = |part: &crate::document::Part| {
            Some(KnownPart {
                id: part.id,
                of: part.of,
                subnets: part.stands_in.iter().map(|z| (*z, number(*z))).collect(),
                params: SavedParams(Box::new(part.params()?.clone())),
            })
        };
        // One wire carries everything: a second one between the same parts would count them twice.
        let mut seen = BTreeSet::new();
        let links = document
            .links
            .iter()
            .filter(|l| seen.insert((l.from, l.to)));
        let wires = links.map(|l| KnownWire {
            link: l.id,
            from: l.from,
            to: l.to,
            protocol: l.protocol,
        });
        Self {
            parts: runs.filter_map(known).collect(),
            wires: wires.collect(),
        }
    }

    /// Parameters as the document has them now.
    pub fn params(&self, id: PartId) -> Option<&Params> {
        self.part(id).map(|p| p.params.0.as_ref())
    }

    fn part(&self, id: PartId) -> Option<&KnownPart> {
        self.parts.iter().find(|p| p.id == id)
    }
}

impl Simulation {
    pub(super) fn begin(&mut self, document: &Document) {
        let control = &mut self.control;
        control.seed = document.seed;
        control.calendar.preroll = Span::from_s_f64(document.settings.preroll_s);
        control.calendar.epoch_s = document.epoch.unix_s;
        control.calendar.epoch_offset_s = document.epoch.offset_s;
        let first = control.calendar.next_boundary(Instant::ZERO, PERIOD);
        control.agenda.publish(first);
        self.follow(document);
    }

    /// Takes over an edited document at the current instant.
    pub fn edit(&mut self, document: &Document) {
        self.follow(document);
        self.nobody().log(What::Edited, None);
    }

    fn follow(&mut self, document: &Document) {
        self.control.bill.settle(&self.parts, &self.world);
        let old = core::mem::replace(&mut self.topology, Topology::of(document));
        self.control.metric_delay = Span::from_s_f64(document.settings.metric_delay_s);
        self.control.zones = document.azs();
        self.control.ground = document.ground();
        let new = self.topology.clone();
        for gone in old.parts.iter().filter(|p| new.part(p.id).is_none()) {
            self.remove(gone.id);
        }
        let added: Vec<PartId> = new
            .parts
            .iter()
            .filter(|p| old.part(p.id).is_none())
            .map(|p| p.id)
            .collect();
        for id in &added {
            self.parts.push(Part::Vacant);
            self.control.facts.push(PartFacts {
                id: *id,
                ..PartFacts::default()
            });
        }
        for part in &new.parts {
            let of = part.of.and_then(|of| self.control.ix(of));
            if let Some(ix) = self.control.ix(part.id)
                && let Some(facts) = self.control.facts.get_mut(ix.ix())
            {
                facts.of = of;
                facts.subnets.clone_from(&part.subnets);
            }
        }
        self.rewire(&new);
        self.keep_enough_datapoints(&new);
        let mut started: Vec<PartIx> = Vec::new();
        for part in &new.parts {
            let Some(ix) = self.control.ix(part.id) else {
                continue;
            };
            let before = old.part(part.id);
            if before.is_none() {
                let state = Part::new(&part.params.0, &mut self.setup(ix));
                self.place(ix, state);
                started.push(ix);
            } else if before.is_some_and(|b| b.params != part.params || b.subnets != part.subnets) {
                let mut state = self.parts.get_mut(ix.ix()).map(core::mem::take);
                if let Some(state) = &mut state {
                    state.edit(&part.params.0, &mut self.setup(ix));
                }
                self.place(ix, state.unwrap_or_default());
                self.restart(ix, &mut started);
            }
        }
        self.start(&started);
        if old.wires != new.wires {
            self.follow_wires(&old.wires);
        }
    }

    fn place(&mut self, ix: PartIx, state: Part) {
        if let Some(slot) = self.parts.get_mut(ix.ix()) {
            *slot = state;
        }
    }

    /// Parts that plan ahead plan anew after an edit; the others only look again.
    fn restart(&mut self, ix: PartIx, started: &mut Vec<PartIx>) {
        match self.parts.get(ix.ix()) {
            Some(Part::Alarm(_) | Part::ScalingPolicy(_) | Part::ScheduledAction(_)) => {
                started.push(ix);
            }
            // It may stand in another zone now.
            Some(Part::Database(_)) => started.push(ix),
            Some(Part::LoadBalancer(_)) => {
                started.push(ix);
                // Its zones may be others: who may be picked is listed by zone.
                for group in self.nobody().children(ix) {
                    self.control
                        .agenda
                        .send(group, self.world.now, Message::Reconcile);
                }
            }
            Some(Part::AutoScalingGroup(_) | Part::TargetGroup(_) | Part::Instance(_)) => {
                self.control
                    .agenda
                    .send(ix, self.world.now, Message::Reconcile);
            }
            _ => {}
        }
    }

    /// Starts parts in an order in which each finds what it needs: balancers, then target groups,
    /// then groups (which register their instances), then everything that watches.
    fn start(&mut self, started: &[PartIx]) {
        self.number_standing_instances();
        let rank = |part: &Part| match part {
            Part::LoadBalancer(_) => 0,
            Part::TargetGroup(_) => 1,
            Part::AutoScalingGroup(_) => 2,
            _ => 3,
        };
        for wanted in 0..4 {
            for ix in started {
                if self.parts.get(ix.ix()).is_some_and(|p| rank(p) == wanted) {
                    self.act(*ix, |part, cx| part.start(cx));
                }
            }
        }
    }

    /// Instances that stand alone live in the subnet they were drawn in.
    fn number_standing_instances(&mut self) {
        let facts = &self.control.facts;
        for (part, facts) in self.parts.iter_mut().zip(facts) {
            if let Part::Instance(instance) = part
                && instance.id.owner == facts.id
                && let Some((subnet, zone)) = facts.subnets.first()
            {
                (instance.subnet, instance.zone) = (*subnet, *zone);
            }
        }
    }

    fn rewire(&mut self, topology: &Topology) {
        let mut wires: Vec<Vec<Wire>> = Vec::new();
        wires.resize_with(self.parts.len(), Vec::new);
        for wire in &topology.wires {
            if let (Some(from), Some(to)) = (self.control.ix(wire.from), self.control.ix(wire.to))
                && let Some(outlets) = wires.get_mut(from.ix())
            {
                outlets.push(Wire::new(wire.link, to, wire.protocol));
            }
        }
        for (ix, wires) in wires.into_iter().enumerate() {
            self.world.wires.set(PartIx(ix as u16), wires);
        }
        for ix in 0..self.parts.len() {
            if let Some(Part::Instance(instance)) = self.parts.get(ix)
                && instance.owner.ix() != ix
            {
                let (part, model) = (PartIx(ix as u16), instance.owner);
                self.world.wires.copy(part, model);
            }
        }
    }

    /// Registers what a new wire brings to a target group, deregisters what a removed one took.
    /// What an old wire leads to is left as it is: a group may have kept an instance unregistered.
    fn follow_wires(&mut self, before: &[KnownWire]) {
        for ix in 0..self.parts.len() {
            let tg = PartIx(ix as u16);
            let Some(Part::TargetGroup(group)) = self.parts.get(ix) else {
                continue;
            };
            let targets = group.targets().map(|(_, t)| t);
            let registered: Vec<Handle> = targets
                .filter(|t| t.drain_ends.is_none())
                .map(|t| t.part)
                .collect();
            let wires = self.world.wires.of(tg).iter();
            let wired: Vec<PartIx> = wires.map(|wire| wire.to).collect();
            let mut wanted: Vec<Handle> = Vec::new();
            let mut new: Vec<Handle> = Vec::new();
            for part in wired {
                let from = wanted.len();
                match self.parts.get(part.ix()) {
                    Some(Part::Instance(_)) => wanted.push(self.control.handle(part)),
                    Some(Part::AutoScalingGroup(group)) => wanted.extend(
                        group
                            .members
                            .iter()
                            .filter(|m| m.is_in_service())
                            .map(|m| m.part),
                    ),
                    _ => {}
                }
                let ends = (self.control.id(tg), self.control.id(part));
                if !before.iter().any(|wire| (wire.from, wire.to) == ends) {
                    new.extend(wanted.iter().skip(from));
                }
            }
            self.act(tg, |part, cx| {
                let Part::TargetGroup(group) = part else {
                    return;
                };
                for part in new.iter().filter(|p| !registered.contains(p)) {
                    group.register(*part, None, cx);
                }
                for part in registered.iter().filter(|p| !wanted.contains(p)) {
                    group.deregister(*part, None, cx);
                }
                // A group of no instances has nobody to register, and yet is forwarded to now.
                group.sync(cx);
            });
        }
    }

    /// Alarms look back N + 2 periods from a metric delay ago; metrics keep that much and no more.
    fn keep_enough_datapoints(&mut self, topology: &Topology) {
        let minutes = |part: &KnownPart| match part.params.0.as_ref() {
            Params::Alarm(alarm) => {
                (alarm.evaluation_periods as usize + 3) * (alarm.period_s as usize).div_ceil(60)
            }
            _ => 0,
        };
        let most = topology.parts.iter().map(minutes).max().unwrap_or(0);
        let delay = self.control.metric_delay.us().div_ceil(60_000_000) as usize;
        self.control.published.keep(most.max(20) + delay);
    }

    /// Takes a part out of the run, with the instances it owns. Its place stays empty: events on
    /// their way to it must not reach a newcomer.
    fn remove(&mut self, id: PartId) {
        let Some(ix) = self.control.ix(id) else {
            return;
        };
        let owned: Vec<PartIx> = self
            .parts
            .iter()
            .enumerate()
            .filter(|(at, p)| matches!(p, Part::Instance(i) if i.owner == ix && *at != ix.ix()))
            .map(|(at, _)| PartIx(at as u16))
            .collect();
        let groups: Vec<PartIx> = self
            .parts
            .iter()
            .enumerate()
            .filter(|(_, p)| matches!(p, Part::TargetGroup(_)))
            .map(|(at, _)| PartIx(at as u16))
            .collect();
        for part in owned.iter().chain([&ix]) {
            for tg in &groups {
                self.act(*tg, |state, cx| {
                    if let Part::TargetGroup(group) = state {
                        group.forget(*part, cx);
                    }
                });
            }
        }
        let mut cx = self.nobody();
        for part in owned {
            cx.remove(part);
        }
        if let Some(Part::Users(users)) = cx.parts.get(ix.ix()) {
            let departed = cx.control.departed.get_or_insert_default();
            departed.add_departed(&users.felt);
            cx.world.forget_classes(ix);
        }
        let cause = match cx.parts.get(ix.ix()) {
            Some(Part::Database(_)) => FailureCause::DatabaseUnreachable,
            _ => FailureCause::ConnectionCut,
        };
        reset_connections(ix, cause, &mut cx);
        cx.control.published.forget(ix);
        // A target group's table goes with it; nobody waits for its draining any more.
        if let Some(Part::TargetGroup(group)) = cx.parts.get(ix.ix()) {
            let is_draining = |t: &&Target| t.drain_ends.is_some() && !t.is_released;
            let targets = group.targets().map(|(_, t)| t).filter(is_draining);
            let draining: Vec<Target> = targets.cloned().collect();
            for target in draining {
                target.report_released(&mut cx);
            }
        }
        if let Some(balancer) = cx.owner(ix) {
            cx.with_balancing(balancer, |balancer, cx| balancer.forget_pool(ix, cx));
        }
        self.control.agenda.forget(ix);
        self.place(ix, Part::Vacant);
        if let Some(facts) = self.control.facts.get_mut(ix.ix()) {
            facts.vacate();
        }
    }
}
