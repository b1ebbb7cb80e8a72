//! What one edge location holds: things by their cache keys, and the least recently wanted goes first.

use crate::base::time::{Instant, Span};
use crate::rules::cache::Chain;
use crate::rules::cdn::{EdgeResult, Found, Given, Kept};
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What was asked for, as far as its path goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    pub class: u8,
    pub client: u32,
    pub object: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Slot {
    key: u64,
    thing: Thing,
    kept: Kept,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Edge {
    /// Places of the slots by key.
    index: BTreeMap<u64, u32>,
    slots: Vec<Option<Slot>>,
    free: Vec<u32>,
    order: Chain,
}

impl Edge {
    pub fn len(&self) -> usize {
        self.index.len()
    }

    fn kept(&self, key: u64) -> Option<(u32, Kept)> {
        let place = *self.index.get(&key)?;
        let slot = self.slots.get(place as usize)?.as_ref()?;
        Some((place, slot.kept))
    }

    /// What it has, which counts as a use of it.
    pub fn look(&mut self, key: u64, now: Instant) -> Found {
        let Some((place, kept)) = self.kept(key) else {
            return Found::Nothing;
        };
        self.order.remove(place);
        self.order.push(place);
        kept.look(now)
    }

    /// Takes what was given, with room for so many things. Returns what came of it, what is handed
    /// down, and how many things had to go.
    pub fn take(
        &mut self,
        (key, thing): (u64, Thing),
        given: Given,
        min: Span,
        now: Instant,
        room: usize,
    ) -> (EdgeResult, Given, u32) {
        let (mut kept, mut evicted) = (Kept::default(), 0);
        if let Some((place, known)) = self.kept(key) {
            kept = known;
            self.order.remove(place);
            self.remove(place);
        }
        let result = kept.take(given, min, now);
        while self.len() >= room.max(1)
            && let Some(last) = self.order.pop()
        {
            self.remove(last);
            evicted += 1;
        }
        let place = self.free.pop().unwrap_or(self.slots.len() as u32);
        if self.slots.len() <= place as usize {
            self.slots.resize(place as usize + 1, None);
        }
        if let Some(slot) = self.slots.get_mut(place as usize) {
            *slot = Some(Slot { key, thing, kept });
        }
        self.index.insert(key, place);
        self.order.push(place);
        (result, kept.hands_down(result), evicted)
    }

    /// Lets go of what `is_it` says. Returns how many.
    pub fn drop_if(&mut self, is_it: impl Fn(Thing) -> bool) -> u32 {
        let places = self.slots.iter().zip(0..);
        let places = places.filter(|(slot, _)| slot.as_ref().is_some_and(|s| is_it(s.thing)));
        let places: Vec<u32> = places.map(|(_, place)| place).collect();
        for place in &places {
            self.order.remove(*place);
            self.remove(*place);
        }
        places.len() as u32
    }

    /// Empties a place that is out of the order already.
    fn remove(&mut self, place: u32) {
        if let Some(slot) = self.slots.get_mut(place as usize).and_then(Option::take) {
            self.index.remove(&slot.key);
            self.free.push(place);
        }
    }
}
