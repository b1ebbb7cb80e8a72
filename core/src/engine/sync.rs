//! Bringing a running simulation in line with an edited document: what is new is started, what is
//! gone is removed, what has changed is told, and everything in flight goes on.

use super::simulation::Simulation;
use crate::base::id::{LinkId, PartId, PartIx};
use crate::base::order::sort_long;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::contract::Place;
use crate::control::{Control, PERIOD, PartFacts};
use crate::document::Document;
use crate::kinds::{KindId, LivePart, Params};
use crate::world::ground::Subnet;
use crate::world::log::What;
use crate::world::places::Spot;
use crate::world::protocol::Protocol;
use crate::world::reach::Filter;
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
    /// Ground that can be broken: it has no place among the parts, `world/ground.rs`.
    ground: Vec<KnownPart>,
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

impl KnownPart {
    fn kind(&self) -> KindId {
        self.params.0.kind()
    }

    fn place(&self) -> Place {
        self.kind().spec().place
    }
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
        let all = document.parts.iter().filter_map(known);
        let (ground, parts): (Vec<_>, Vec<_>) = all.partition(|part| part.place().is_ground());
        let is_breakable = |part: &KnownPart| !part.kind().faults().is_empty();
        Self {
            parts,
            ground: ground.into_iter().filter(is_breakable).collect(),
            wires: wires.collect(),
        }
    }

    /// The kind of ground that can be broken.
    pub fn ground_kind(&self, id: PartId) -> Option<KindId> {
        self.ground(id).map(KnownPart::kind)
    }

    fn ground(&self, id: PartId) -> Option<&KnownPart> {
        self.ground.iter().find(|p| p.id == id)
    }

    /// For whoever looks for many.
    #[inline(never)]
    fn by_id(&self) -> SmallMap<PartId, &KnownPart> {
        self.parts.iter().map(|part| (part.id, part)).collect()
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
        self.system().log(What::Edited, None);
    }

    fn follow(&mut self, document: &Document) {
        self.control.settle(&self.parts, &self.world);
        let old = core::mem::take(&mut self.topology);
        let mut new = Topology::of(document);
        self.topology.ground = core::mem::take(&mut new.ground);
        let (was, is) = (old.by_id(), new.by_id());
        self.control.metric_delay = Span::from_s_f64(document.settings.metric_delay_s);
        self.control.zones = document.azs();
        self.control.ground = document.ground();
        // A part that is of another kind now is another part: what it had in hand goes with it.
        let stays = |part: &KnownPart, among: &SmallMap<PartId, &KnownPart>| {
            let other = among.get(&part.id);
            other.is_some_and(|other| other.kind() == part.kind())
        };
        for gone in old.parts.iter().filter(|p| !stays(p, &is)) {
            self.remove(gone.id);
        }
        let added: Vec<PartId> = new
            .parts
            .iter()
            .filter(|p| !stays(p, &was))
            .map(|p| p.id)
            .collect();
        for id in &added {
            self.parts.push(LivePart::Vacant);
            self.control.add(*id);
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
        self.locate(document);
        self.rewire(&new);
        self.compile_reach(document);
        let (mut started, mut edited) = (Vec::new(), Vec::new());
        for part in &new.parts {
            let Some(ix) = self.control.ix(part.id) else {
                continue;
            };
            let before = was.get(&part.id).filter(|_| !added.contains(&part.id));
            let has_new_owner = part.of.is_some_and(|of| added.contains(&of));
            if before.is_none() {
                let state = LivePart::new(&part.params.0, &mut self.setup(ix));
                self.place(ix, state);
                started.push(ix);
            } else if before.is_some_and(|b| b.params != part.params || b.subnets != part.subnets)
                || has_new_owner
            {
                let mut state = self.parts.get_mut(ix.ix()).map(core::mem::take);
                if let Some(state) = &mut state {
                    state.edit(&part.params.0, &mut self.setup(ix));
                }
                self.place(ix, state.unwrap_or_default());
                edited.push(ix);
            }
        }
        self.keep_enough_datapoints();
        for ix in edited {
            self.act(ix, |part, cx| part.edited(cx));
        }
        self.start(started);
        // Lines that lead to what is new are new themselves.
        let is_old = |wire: &KnownWire| !added.contains(&wire.to) && !added.contains(&wire.from);
        let mut before = old.wires;
        before.retain(is_old);
        if before != new.wires {
            self.follow_wires(&before);
        }
        (self.topology.parts, self.topology.wires) = (new.parts, new.wires);
    }

    /// Says where on the globe the parts are that stand in subnets.
    fn locate(&mut self, document: &Document) {
        let places = &mut self.world.places;
        places.set_home(document.home());
        for (facts, ix) in self.control.facts.iter().zip(0..) {
            let subnet = facts.subnets.first();
            if let Some(region) = subnet.and_then(|(subnet, _)| document.region_of(*subnet)) {
                places.set(PartIx(ix), Spot::In(region));
            }
        }
    }

    fn place(&mut self, ix: PartIx, state: LivePart) {
        if let Some(slot) = self.parts.get_mut(ix.ix()) {
            *slot = state;
        }
    }

    /// Starts parts in an order in which each finds what it needs.
    fn start(&mut self, started: Vec<PartIx>) {
        let rank = |ix: PartIx| self.parts.get(ix.ix()).map(LivePart::rank);
        let places = started.into_iter().enumerate();
        let ranked = places.map(|(place, ix)| (rank(ix), place, ix));
        for (_, _, ix) in sort_long(ranked.collect()) {
            self.act(ix, |part, cx| part.start(cx));
        }
    }

    /// Whoever stands in a subnet has an address there, and keeps it.
    fn settle_addresses(&mut self, document: &Document) {
        let parts = document.parts.iter().filter(|part| part.has_addresses());
        let standing: Vec<(PartIx, PartId)> = parts
            .filter_map(|part| Some((self.control.ix(part.id)?, &part.stands_in)))
            .flat_map(|(who, subnets)| subnets.iter().map(move |subnet| (who, *subnet)))
            .collect();
        let Control {
            addresses,
            ground,
            facts,
            ..
        } = &mut self.control;
        let is_launched = |who: PartIx| {
            let facts = facts.get(who.ix());
            facts.is_some_and(|facts| facts.launched_by.is_some())
        };
        addresses.keep(|who, subnet| is_launched(who) || standing.contains(&(who, subnet)));
        for (who, subnet) in standing {
            if let Some(subnet) = ground.subnet(subnet) {
                addresses.lease(subnet, who);
            }
        }
    }

    /// Compiles who may connect to whom anew; what owners have launched goes by their interfaces.
    fn compile_reach(&mut self, document: &Document) {
        self.settle_addresses(document);
        let control = &self.control;
        let address = |id, subnet: &Subnet| control.addresses.address_of(subnet, control.ix(id)?);
        let (mut table, interfaces) = document.reach(&control.ground, &address);
        for (id, own) in interfaces {
            if let Some(ix) = self.control.ix(id) {
                table.set(ix, own);
            }
        }
        for ((facts, part), ix) in self.control.facts.iter().zip(&self.parts).zip(0..) {
            if let Some(owner) = facts.launched_by {
                table.share(
                    PartIx(ix),
                    owner,
                    part.machine(self.world.now).map(|m| m.subnet),
                );
            }
        }
        self.world.reach = table;
        let mut faults = core::mem::take(&mut self.control.ground_faults);
        faults.retain(|(id, _)| self.topology.ground(*id).is_some());
        self.control.ground_faults = faults;
        let broken = self.control.ground_faults.iter().map(|(id, _)| *id);
        for id in broken.collect::<Vec<_>>() {
            self.suffer(id);
        }
    }

    /// What ground lets through while its faults go on.
    pub(super) fn suffer(&mut self, id: PartId) {
        let Some(part) = self.topology.ground(id) else {
            return;
        };
        let params = &part.params.0;
        let is_broken = |word: &str| self.control.is_ground_broken(id, word);
        let reach = &mut self.world.reach;
        if let Some(is_joined) = params.is_way_out(&is_broken) {
            reach.join(part.of, &self.control.ground, is_joined);
        } else {
            let filter = params.filter(&is_broken);
            reach.refilter(Filter { id, ..filter });
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
        self.detour(topology, &mut wires);
        let launched_by = |facts: &PartFacts| facts.launched_by;
        let owners = self.control.facts.iter().map(launched_by);
        let owners = owners.chain(core::iter::repeat(None));
        // Owners first, then what they launched: all go on counting.
        let mut launched = Vec::new();
        for ((wires, owner), ix) in wires.into_iter().zip(owners).zip(0..) {
            match owner {
                None => self.world.wires.set(PartIx(ix), wires),
                Some(owner) => launched.push((PartIx(ix), owner)),
            }
        }
        for (part, owner) in launched {
            self.world.wires.copy(part, owner);
        }
        self.world.names.outdate();
    }

    /// What comes from outside into an inspected subnet goes to the endpoint, whose own wire of the
    /// same link leads on. Names are no way for packets.
    fn detour(&self, topology: &Topology, wires: &mut [Vec<Wire>]) {
        let mut subnets = self.control.ground.subnets.iter();
        if !subnets.any(|subnet| subnet.inspector().is_some()) {
            return;
        }
        let is_name = |part: &KnownPart| part.kind().spec().accepts.contains(&Protocol::Dns);
        let mut on: Vec<(PartIx, Wire)> = Vec::new();
        let outside = topology.parts.iter().filter(|part| part.subnets.is_empty());
        for part in outside.filter(|part| !is_name(part)) {
            let ix = self.control.ix(part.id);
            for wire in ix
                .and_then(|ix| wires.get_mut(ix.ix()))
                .into_iter()
                .flatten()
            {
                if let Some(endpoint) = self.inspector_of(wire.to) {
                    on.push((endpoint, *wire));
                    wire.to = endpoint;
                }
            }
        }
        for (endpoint, wire) in on {
            if let Some(own) = wires.get_mut(endpoint.ix()) {
                own.push(wire);
            }
        }
    }

    fn inspector_of(&self, to: PartIx) -> Option<PartIx> {
        let facts = self.control.facts.get(to.ix())?;
        let (subnet, _) = facts.subnets.first()?;
        let endpoint = self.control.ground.subnet(*subnet)?.inspector()?;
        self.control.ix(endpoint).filter(|endpoint| *endpoint != to)
    }

    fn follow_wires(&mut self, before: &[KnownWire]) {
        for ix in (0..self.parts.len() as u16).map(PartIx) {
            let id = self.control.id(ix);
            let own = before.iter().filter(|wire| wire.from == id);
            let own: Vec<PartIx> = own.filter_map(|wire| self.control.ix(wire.to)).collect();
            self.act(ix, |part, cx| part.wires_changed(&own, cx));
        }
    }

    /// Metrics keep what somebody looks back at, from a metric delay ago, and no more.
    fn keep_enough_datapoints(&mut self) {
        let most = self
            .parts
            .iter()
            .map(LivePart::looks_back)
            .max()
            .unwrap_or(0);
        let delay = self.control.metric_delay.us().div_ceil(60_000_000) as usize;
        self.control.published.keep(most.max(20) + delay);
    }

    /// Takes a part out of the run, with those that it launched. Its place stays empty: events on
    /// their way to it must not reach a newcomer.
    fn remove(&mut self, id: PartId) {
        let Some(ix) = self.control.ix(id) else {
            return;
        };
        let facts = self.control.facts.iter().zip(0..);
        let launched = facts.filter(|(f, _)| f.launched_by == Some(ix));
        let launched: Vec<PartIx> = launched.map(|(_, at)| PartIx(at)).collect();
        for leaver in launched.iter().chain([&ix]) {
            let leaver = self.control.handle(*leaver);
            for other in (0..self.parts.len() as u16).map(PartIx) {
                self.act(other, |part, cx| part.neighbour_left(leaver, cx));
            }
        }
        for part in launched {
            self.system().remove(part);
        }
        self.act(ix, |part, cx| part.leave(cx));
        self.control.published.forget(ix);
        self.control.agenda.forget(ix);
        self.place(ix, LivePart::Vacant);
        self.control.vacate(ix);
    }
}
