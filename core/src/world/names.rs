//! Names and their answers. DNS is no hop: a resolver asks for a name, keeps the answer as long as it
//! may, and the client then talks to the address directly (spec 2).
//!
//! The part that has a name writes here what is answered; parts that have addresses write which of
//! them are given out. Whoever resolves reads both without the parts having to act.

pub mod records;

use super::protocol::Protocol;
use super::wires::{Outlet, Wires};
use crate::base::id::PartIx;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::rules::dns::{ALIAS_TTL, RoutingPolicy};
use crate::rules::regions::{Region, Regions};
use alloc::vec::Vec;
use records::{Kept, records};
use serde::{Deserialize, Serialize};

/// One of the values that a name may answer with. Its share is its weight in the sum of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The wire to what has the address, or to another name.
    pub by: Outlet,
    pub weight: u32,
    /// Where the networks are that it is told.
    pub viewers: Regions,
}

/// How a name came to what it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    pub policy: RoutingPolicy,
    /// Records that are healthy, or that nobody checks, of all.
    pub healthy: u16,
    pub records: u16,
}

/// What a name answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// `None`: whatever its wires lead to, with equal chances.
    pub choices: Option<Vec<Choice>>,
    /// How they were chosen among its records, for the viewer.
    pub selection: Option<Selection>,
    /// Whether one answer gives all of them, and each client takes one.
    pub gives_all: bool,
    /// How long resolvers keep an answer. `None`: an alias, which has none of its own.
    pub ttl: Option<Span>,
    /// How long a query takes.
    pub query: Span,
    /// Queries so far: answers out of resolvers' caches are none.
    pub queries: u64,
}

/// What a resolver was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The part that has the address.
    pub to: PartIx,
    /// Zones whose addresses it gives, one bit each.
    pub zones: u32,
    pub way: Way,
    pub ttl: Span,
    pub query: Span,
    /// How long whoever asked may go by it.
    pub until: Instant,
    /// The name keeps it for the resolver, whose clients do not all take the same of it: it is to be
    /// asked each time.
    pub is_kept: bool,
    /// Route 53 was not asked.
    pub is_cached: bool,
    /// Of [`Names`] when they answered, if no lot decided: it is the same as long as they are.
    edition: Option<u32>,
}

impl Answer {
    /// It is to be asked for anew, whether or not the names have changed.
    pub fn forget(&mut self) {
        self.edition = None;
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    pub who: PartIx,
    /// Of the resolvers of that part.
    pub resolver: u32,
    pub client: u32,
    /// Where the network is.
    pub region: Region,
    pub at: Instant,
    /// It never asks again.
    pub pins: bool,
}

/// The addresses of a part have been replaced by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Move {
    part: PartIx,
    at: Instant,
    /// Who stands where they were, once they are given up.
    nobody: PartIx,
}

/// Names on the way to an address with the wire that each chose, the name that was asked for first.
/// In one piece, so that an answer takes no allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    names: [(PartIx, Outlet); CHAIN_MAX],
    len: u8,
}

impl Default for Way {
    fn default() -> Self {
        Self {
            names: [(PartIx::NONE, Outlet::straight(PartIx::NONE)); CHAIN_MAX],
            len: 0,
        }
    }
}

impl Way {
    /// Errors: `false` when the way is too long.
    fn push(&mut self, name: PartIx, by: Outlet) -> bool {
        let place = self.names.get_mut(usize::from(self.len));
        place.is_some_and(|place| {
            *place = (name, by);
            self.len += 1;
            true
        })
    }

    /// The last name chose this wire.
    fn end_by(&mut self, by: Outlet) {
        let last = usize::from(self.len).checked_sub(1);
        if let Some((_, chosen)) = last.and_then(|last| self.names.get_mut(last)) {
            *chosen = by;
        }
    }

    pub fn names(&self) -> &[(PartIx, Outlet)] {
        self.names.get(..usize::from(self.len)).unwrap_or(&[])
    }
}

/// Names that lead to names; longer chains are taken to be circles.
const CHAIN_MAX: usize = 8;
/// The longest TTL. Basis: documented - R53 "Values that are common".
const TTL_MAX: Span = Span::from_s(2_147_483_647);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Names {
    names: Vec<Option<Name>>,
    /// Zones whose addresses are given out, one bit each, by part.
    advertised: Vec<u32>,
    /// Parts that have said of themselves that nothing behind them is healthy.
    unwell: Vec<PartIx>,
    /// Who goes by what which part says of itself.
    listeners: Vec<(PartIx, PartIx)>,
    /// What is kept of answers that are not for all clients of a resolver alike, by its key.
    kept: Vec<Kept>,
    moves: Vec<Move>,
    /// Counts the changes of what answers go by: names, their wires and the addresses given out.
    edition: u32,
}

impl Names {
    pub fn of(&self, part: PartIx) -> Option<&Name> {
        self.names.get(part.ix())?.as_ref()
    }

    pub fn queries(&self, part: PartIx) -> u64 {
        self.of(part).map_or(0, |name| name.queries)
    }

    /// Sets what a part's name answers from now on; resolvers learn it when they ask again.
    pub fn set(&mut self, part: PartIx, name: Name) {
        if self.names.len() <= part.ix() {
            self.names.resize(part.ix() + 1, None);
        }
        let queries = self.queries(part);
        if let Some(place) = self.names.get_mut(part.ix()) {
            *place = Some(Name { queries, ..name });
        }
        self.outdate();
    }

    /// What was answered so far may be answered otherwise from now on: wires have changed, too.
    pub fn outdate(&mut self) {
        self.edition = self.edition.wrapping_add(1);
    }

    /// A part is gone: its name and its addresses with it.
    pub fn forget(&mut self, part: PartIx) {
        if let Some(place) = self.names.get_mut(part.ix()) {
            *place = None;
        }
        self.advertise(part, 1);
        self.vouch(part, true);
        self.listen(part, &[]);
    }

    /// Whether a part has anything healthy behind it, as far as it has said so (`EvaluateTargetHealth`).
    pub fn is_well(&self, part: PartIx) -> bool {
        self.unwell.binary_search(&part).is_err()
    }

    /// A part says whether anything behind it is healthy. Returns whether that is news.
    pub fn vouch(&mut self, part: PartIx, is_well: bool) -> bool {
        match (self.unwell.binary_search(&part), is_well) {
            (Ok(at), true) => {
                self.unwell.remove(at);
                true
            }
            (Err(at), false) => {
                self.unwell.insert(at, part);
                true
            }
            _ => false,
        }
    }

    /// From now on `who` is told when one of these parts says something else of itself.
    pub fn listen(&mut self, who: PartIx, to: &[PartIx]) {
        self.listeners.retain(|(_, listener)| *listener != who);
        for part in to.iter().map(|part| (*part, who)) {
            if !self.listeners.contains(&part) {
                self.listeners.push(part);
            }
        }
    }

    /// Who goes by what a part says of itself.
    pub fn listeners(&self, part: PartIx) -> Vec<PartIx> {
        let listeners = self.listeners.iter().filter(|(to, _)| *to == part);
        listeners.map(|(_, who)| *who).collect()
    }

    /// The addresses of a part are others from now on; `nobody` stands where they were once they are
    /// given up.
    pub fn relocate(&mut self, part: PartIx, at: Instant, nobody: PartIx) {
        self.moves.push(Move { part, at, nobody });
    }

    /// Zones whose addresses DNS gives for `part`; a part without nodes stands in zone 0.
    #[inline]
    pub fn advertised(&self, part: PartIx) -> u32 {
        self.advertised.get(part.ix()).copied().unwrap_or(1)
    }

    pub fn advertise(&mut self, part: PartIx, zones: u32) {
        if self.advertised.len() <= part.ix() {
            self.advertised.resize(part.ix() + 1, 1);
        }
        if let Some(slot) = self.advertised.get_mut(part.ix()) {
            *slot = zones;
        }
        self.outdate();
    }

    /// Whether one answer of a name gives several values.
    fn gives_several(&self, name: PartIx) -> bool {
        self.of(name).is_some_and(|name| name.gives_all)
    }

    /// Writes down what `name` answers a network there now. Returns whether it has anything to answer
    /// with.
    pub fn answer(
        &self,
        name: PartIx,
        from: Region,
        wires: &Wires,
        rng: &mut Rng,
        into: &mut Answer,
    ) -> bool {
        into.to = name;
        into.way.len = 0;
        into.ttl = TTL_MAX;
        into.query = Span::ZERO;
        into.is_kept = self.gives_several(name);
        into.is_cached = false;
        into.edition = None;
        let before = rng.clone();
        while let Some(name) = self.of(into.to) {
            let by = match &name.choices {
                Some(choices) => records().and_then(|r| (r.choose)(choices, from, rng)),
                None => any_wire(into.to, wires, rng),
            };
            let Some(by) = by.filter(|by| into.way.push(into.to, *by)) else {
                return false;
            };
            // That of the record behind it, or of what has the address.
            let alias_ttl = match self.of(by.to) {
                Some(_) => TTL_MAX,
                None => ALIAS_TTL,
            };
            into.ttl = into.ttl.min(name.ttl.unwrap_or(alias_ttl));
            into.query = into.query.max(name.query);
            into.to = by.to;
        }
        into.zones = self.advertised(into.to);
        into.edition = (*rng == before).then_some(self.edition);
        true
    }

    /// As [`Self::answer`], for a client: what is kept for it, or a query that all names on the way
    /// count.
    #[inline(always)]
    pub fn ask(
        &mut self,
        name: PartIx,
        asker: &Asker,
        wires: &Wires,
        rng: &mut Rng,
        into: &mut Answer,
    ) -> bool {
        // Names without a TTL are asked at each request, most often to say the same.
        let is_known = into.edition == Some(self.edition);
        if is_known
            && into
                .way
                .names
                .first()
                .is_some_and(|(first, _)| *first == name)
        {
            self.count(&into.way);
            return true;
        }
        self.ask_anew(name, asker, wires, rng, into)
    }

    #[inline(never)]
    fn ask_anew(
        &mut self,
        name: PartIx,
        asker: &Asker,
        wires: &Wires,
        rng: &mut Rng,
        into: &mut Answer,
    ) -> bool {
        match asker.pins || self.gives_several(name) {
            true => records().is_some_and(|r| (r.tell)(self, name, asker, wires, rng, into)),
            false => self.query(name, asker.region, wires, rng, into),
        }
    }

    fn query(
        &mut self,
        name: PartIx,
        from: Region,
        wires: &Wires,
        rng: &mut Rng,
        into: &mut Answer,
    ) -> bool {
        let has_answer = self.answer(name, from, wires, rng, into);
        if has_answer {
            self.count(&into.way);
        }
        has_answer
    }

    #[inline(always)]
    fn count(&mut self, way: &Way) {
        for (name, _) in way.names() {
            if let Some(Some(name)) = self.names.get_mut(name.ix()) {
                name.queries += 1;
            }
        }
    }
}

fn any_wire(name: PartIx, wires: &Wires, rng: &mut Rng) -> Option<Outlet> {
    let first = wires.outlet(name, Protocol::Http);
    match wires.outlets(name, Protocol::Http).count() as u32 {
        0 | 1 => first,
        values => {
            let nth = rng.below(values) as usize;
            wires.outlets(name, Protocol::Http).nth(nth)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::Purpose;

    const ASKER: Asker = Asker {
        who: PartIx(0),
        resolver: 0,
        client: 0,
        region: Region::Seoul,
        at: Instant::ZERO,
        pins: false,
    };

    fn name(to: &[(u16, u32)]) -> Name {
        let choice = |(to, weight): &(u16, u32)| Choice {
            by: Outlet::straight(PartIx(*to)),
            weight: *weight,
            viewers: Regions::ALL,
        };
        Name {
            choices: Some(to.iter().map(choice).collect()),
            ttl: Some(Span::from_s(60)),
            ..Name::default()
        }
    }

    #[test]
    fn names_answer_by_weight_and_lead_to_other_names() {
        let (mut names, wires) = (Names::default(), Wires::default());
        names.set(PartIx(1), name(&[(2, 3), (9, 1)]));
        names.set(PartIx(2), name(&[(8, 1)]));
        names.advertise(PartIx(8), 0b101);
        let mut rng = Rng::stream(1, 1, Purpose::Names);
        let mut first = 0;
        for _ in 0..1_000 {
            let mut answer = Answer::default();
            assert!(names.ask(PartIx(1), &ASKER, &wires, &mut rng, &mut answer));
            match answer.to {
                PartIx(8) => {
                    first += 1;
                    assert_eq!((answer.zones, answer.way.names().len()), (0b101, 2));
                }
                other => assert_eq!((other, answer.zones), (PartIx(9), 1)),
            }
        }
        assert!((690..810).contains(&first), "{first}");
        assert_eq!(
            (names.queries(PartIx(1)), names.queries(PartIx(2))),
            (1_000, first)
        );
    }

    /// R53 "Values that are common": an alias to a record has that record's TTL, one to a load balancer 60 s.
    #[test]
    fn an_alias_is_kept_as_long_as_what_it_leads_to() {
        let (mut names, wires) = (Names::default(), Wires::default());
        let mut rng = Rng::stream(1, 1, Purpose::Names);
        let mut with_ttl = |part: u16, to: u16, ttl: Option<u64>| {
            let ttl = ttl.map(Span::from_s);
            names.set(
                PartIx(part),
                Name {
                    ttl,
                    ..name(&[(to, 1)])
                },
            );
        };
        with_ttl(1, 8, None);
        with_ttl(2, 9, Some(300));
        with_ttl(3, 2, None);
        with_ttl(4, 3, None);
        with_ttl(5, 1, Some(20));
        with_ttl(6, 1, Some(900));
        for (part, expected) in [(1, 60), (2, 300), (3, 300), (4, 300), (5, 20), (6, 60)] {
            let mut answer = Answer::default();
            assert!(names.ask(PartIx(part), &ASKER, &wires, &mut rng, &mut answer));
            assert_eq!(answer.ttl, Span::from_s(expected), "name {part}");
        }
    }

    #[test]
    fn a_circle_of_names_and_a_name_without_values_answer_nothing() {
        let (mut names, wires) = (Names::default(), Wires::default());
        let mut rng = Rng::stream(1, 1, Purpose::Names);
        names.set(PartIx(1), name(&[(2, 1)]));
        names.set(PartIx(2), name(&[(1, 1)]));
        names.set(PartIx(3), name(&[]));
        names.set(PartIx(4), name(&[(8, 0), (9, 0)]));
        for part in [1, 3, 4].map(PartIx) {
            let mut answer = Answer::default();
            assert!(!names.ask(part, &ASKER, &wires, &mut rng, &mut answer));
        }
    }
}
