//! Names with records: which of them is told to whom, and what those keep who were told more than one
//! value, or who never ask again. Boards without such names do without this code, so it comes with the
//! kinds that have them.

use super::{Answer, Asker, Choice, Names, Way};
use crate::base::id::PartIx;
use crate::base::rng::{Rng, finalise};
use crate::base::time::{Instant, Span};
use crate::rules::dns::{VALUES_MAX, is_address_gone};
use crate::rules::regions::Region;
use crate::world::wires::{Outlet, Wires};
use alloc::vec::Vec;
use once_cell::race::OnceRef;
use serde::{Deserialize, Serialize};

/// What the rest of the engine calls of this file.
pub(super) struct Records {
    pub(super) choose: fn(&[Choice], Region, &mut Rng) -> Option<Outlet>,
    pub(super) tell: fn(&mut Names, PartIx, &Asker, &Wires, &mut Rng, &mut Answer) -> bool,
}

static ALL: Records = Records { choose, tell };
/// The same, once it is here.
static HERE: OnceRef<'static, Records> = OnceRef::new();

/// Tells that the code is here.
pub fn bring() {
    // Whoever came first brought the same.
    let _ = HERE.set(&ALL);
}

pub(super) fn records() -> Option<&'static Records> {
    match cfg!(target_arch = "wasm32") {
        true => HERE.get(),
        false => Some(&ALL),
    }
}

/// One value of an answer, with the zones whose addresses it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Value {
    by: Outlet,
    zones: u32,
}

/// What somebody was told and keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    key: Key,
    /// To the first value.
    way: Way,
    values: [Value; VALUES_MAX],
    len: u8,
    asked_at: Instant,
    answered_at: Instant,
    until: Instant,
}

/// Who was told what of which name.
type Key = (PartIx, u32, PartIx);

impl Kept {
    fn values(&self) -> &[Value] {
        self.values.get(..usize::from(self.len)).unwrap_or(&[])
    }

    /// The value that a client takes of the answer, and keeps as long as its resolver keeps the answer.
    fn value_for(&self, client: u32) -> Option<&Value> {
        let values = self.values();
        let drawn = finalise(self.asked_at.us() ^ u64::from(client) << 40);
        let nth = (drawn >> 32).wrapping_mul(values.len() as u64) >> 32;
        values.get(nth as usize)
    }
}

/// Of the records that are for networks there, one by its weight.
fn choose(choices: &[Choice], from: Region, rng: &mut Rng) -> Option<Outlet> {
    let open = || choices.iter().filter(|c| c.viewers.contains(from));
    let mut all = open();
    if let (Some(only), None) = (all.next(), all.next()) {
        return Some(only.by);
    }
    let total = open().map(|choice| choice.weight).sum();
    let mut left = rng.below(total);
    for choice in open() {
        match left.checked_sub(choice.weight) {
            Some(rest) => left = rest,
            None => return Some(choice.by),
        }
    }
    None
}

/// Tells a client what it or its resolver keeps of a name, or asks for it anew. Returns whether there is
/// anything to answer with.
fn tell(
    names: &mut Names,
    name: PartIx,
    asker: &Asker,
    wires: &Wires,
    rng: &mut Rng,
    into: &mut Answer,
) -> bool {
    let key = (asker.who, asker.resolver, name);
    let place = names.kept.binary_search_by_key(&key, |kept| kept.key);
    let now = asker.at;
    let held = place.ok().and_then(|place| names.kept.get(place));
    into.is_cached = held.is_some_and(|kept| now < kept.until);
    if !into.is_cached {
        if !names.query(name, asker.region, wires, rng, into) {
            return false;
        }
        let kept = names.keep(key, asker, rng, into);
        match place {
            Ok(place) => names.kept.get_mut(place).map_or((), |old| *old = kept),
            Err(place) => names.kept.insert(place, kept),
        }
    }
    let place = place.unwrap_or_else(|place| place);
    let Some(kept) = names.kept.get(place) else {
        return false;
    };
    let Some(value) = kept.value_for(asker.client) else {
        return false;
    };
    let by = match names.whereabouts(value.by.to, kept.asked_at, now) {
        Some(nobody) => Outlet::straight(nobody),
        None => value.by,
    };
    into.way = kept.way;
    into.way.end_by(by);
    into.to = by.to;
    into.zones = value.zones;
    into.ttl = kept.until.since(now);
    into.query = kept.answered_at.since(now);
    into.is_kept = true;
    into.forget();
    true
}

impl Names {
    /// What is kept of an answer that has just come: all values that the name gives at once, in random
    /// order.
    fn keep(&self, key: Key, asker: &Asker, rng: &mut Rng, answer: &Answer) -> Kept {
        let first = answer.way.names().last().map(|(_, by)| *by);
        let first = first.unwrap_or(Outlet::straight(answer.to));
        let value = |by: Outlet| Value {
            by,
            zones: self.advertised(by.to),
        };
        let mut values = [value(first); VALUES_MAX];
        let mut len = 1;
        let name = self.of(key.2);
        let choices = name.and_then(|name| name.choices.as_ref());
        if let Some(choices) = choices.filter(|_| self.gives_several(key.2)) {
            let open = choices.iter().filter(|c| c.viewers.contains(asker.region));
            let mut open: Vec<Outlet> = open.map(|choice| choice.by).collect();
            len = open.len().min(VALUES_MAX);
            for place in values.iter_mut().take(len) {
                let drawn = rng.below(open.len() as u32) as usize;
                *place = value(open.swap_remove(drawn));
            }
        }
        let answered_at = asker.at + answer.query;
        let until = match asker.pins {
            true => Instant::MAX,
            // Without a TTL nobody else has it.
            false if answer.ttl == Span::ZERO => Instant::ZERO,
            false => answered_at + answer.ttl,
        };
        Kept {
            key,
            way: answer.way,
            values,
            len: len as u8,
            asked_at: asker.at,
            answered_at,
            until,
        }
    }

    /// Who stands now where a part's addresses were at another instant. `None`: the part itself.
    pub fn whereabouts(&self, part: PartIx, at: Instant, now: Instant) -> Option<PartIx> {
        let moves = self.moves.iter();
        let mut moves = moves.filter(|moved| moved.part == part && at < moved.at);
        let gone = moves.find(|moved| is_address_gone(now.since(moved.at)));
        gone.map(|moved| moved.nobody)
    }
}
