//! Names and their answers. DNS is no hop: a resolver asks for a name, keeps the answer as long as it
//! may, and the client then talks to the address directly (spec 2).
//!
//! The part that has a name writes here what is answered; parts that have addresses write which of
//! them are given out. Whoever resolves reads both without the parts having to act.

use super::protocol::Protocol;
use super::wires::{Outlet, Wires};
use crate::base::id::PartIx;
use crate::base::rng::Rng;
use crate::base::time::Span;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// One of the values that a name may answer with. Its share is its weight in the sum of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The wire to what has the address, or to another name.
    pub by: Outlet,
    pub weight: u32,
}

/// What a name answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// `None`: whatever its wires lead to, with equal chances.
    pub choices: Option<Vec<Choice>>,
    /// How long resolvers keep an answer.
    pub ttl: Span,
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
}

/// Names on the way to an address with the wire that each chose, the name that was asked for first.
/// In one piece: names without a TTL are asked at each request.
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
    }

    /// A part is gone: its name and its addresses with it.
    pub fn forget(&mut self, part: PartIx) {
        if let Some(place) = self.names.get_mut(part.ix()) {
            *place = None;
        }
        self.advertise(part, 1);
        self.vouch(part, true);
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

    /// Names that choose among their wires, one of which leads to `part`.
    pub fn choosers(&self, part: PartIx, wires: &Wires) -> Vec<PartIx> {
        let names = self.names.iter().zip(0..);
        let choosers = names.filter(|(name, _)| name.as_ref().is_some_and(|n| n.choices.is_some()));
        let choosers = choosers.map(|(_, ix)| PartIx(ix));
        choosers.filter(|name| wires.joins(*name, part)).collect()
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
    }

    /// Writes down what `name` answers now. Returns whether it has anything to answer with.
    pub fn answer(&self, name: PartIx, wires: &Wires, rng: &mut Rng, into: &mut Answer) -> bool {
        into.to = name;
        into.way.len = 0;
        into.ttl = TTL_MAX;
        into.query = Span::ZERO;
        while let Some(name) = self.of(into.to) {
            let by = match &name.choices {
                Some(choices) => choose(choices, rng),
                None => any_wire(into.to, wires, rng),
            };
            let Some(by) = by.filter(|by| into.way.push(into.to, *by)) else {
                return false;
            };
            into.ttl = into.ttl.min(name.ttl);
            into.query = into.query.max(name.query);
            into.to = by.to;
        }
        into.zones = self.advertised(into.to);
        true
    }

    /// As [`Self::answer`], by a query: all names on the way count it.
    pub fn ask(&mut self, name: PartIx, wires: &Wires, rng: &mut Rng, into: &mut Answer) -> bool {
        let has_answer = self.answer(name, wires, rng, into);
        for (name, _) in into.way.names().iter().filter(|_| has_answer) {
            if let Some(Some(name)) = self.names.get_mut(name.ix()) {
                name.queries += 1;
            }
        }
        has_answer
    }
}

fn any_wire(name: PartIx, wires: &Wires, rng: &mut Rng) -> Option<Outlet> {
    let first = wires.outlet(name, Protocol::Http);
    // Most have one, and are asked at each request if they have no TTL.
    if wires.of(name).len() == 1 {
        return first;
    }
    match wires.outlets(name, Protocol::Http).count() as u32 {
        0 | 1 => first,
        values => {
            let nth = rng.below(values) as usize;
            wires.outlets(name, Protocol::Http).nth(nth)
        }
    }
}

fn choose(choices: &[Choice], rng: &mut Rng) -> Option<Outlet> {
    if let [only] = choices {
        return Some(only.by);
    }
    let total = choices.iter().map(|choice| choice.weight).sum();
    let mut left = rng.below(total);
    for choice in choices {
        match left.checked_sub(choice.weight) {
            Some(rest) => left = rest,
            None => return Some(choice.by),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::Purpose;

    fn name(to: &[(u16, u32)]) -> Name {
        let choice = |(to, weight): &(u16, u32)| Choice {
            by: Outlet::straight(PartIx(*to)),
            weight: *weight,
        };
        Name {
            choices: Some(to.iter().map(choice).collect()),
            ttl: Span::from_s(60),
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
            assert!(names.ask(PartIx(1), &wires, &mut rng, &mut answer));
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
            assert!(!names.ask(part, &wires, &mut rng, &mut answer));
        }
    }
}
