//! What a balancer remembers of clients and connections between requests: where the last one went. In
//! a table that doubles where it has no place left, so that a copy of it is as large as what is known and
//! a request nearly never allocates.

use crate::base::rng::finalise;
use crate::base::time::{Instant, Span};
use crate::rules::flow::is_alive;
use crate::world::client::Client;
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Flows that share a set of places: the one that has been quiet for longest makes room.
const WAYS: usize = 8;
/// Places of a table to begin with.
const FLOWS_MIN: usize = 64;
/// Basis: model - AWS has no such limit; with more at a time some are spread anew.
pub const FLOWS_MAX: usize = 8_192;

/// A client's connection, among all that a balancer knows.
pub fn connection(client: Client) -> u64 {
    finalise(u64::from(client.address) << 16 | u64::from(client.port))
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Place<T> {
    key: u64,
    last: Instant,
    to: T,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flows<T> {
    places: Vec<Option<Place<T>>>,
    idle: Span,
}

impl<T: Copy> Flows<T> {
    pub fn new(idle: Span) -> Self {
        let places = vec![None; FLOWS_MIN];
        Self { places, idle }
    }

    pub const fn set_idle(&mut self, idle: Span) {
        self.idle = idle;
    }

    fn set(&mut self, key: u64) -> &mut [Option<Place<T>>] {
        let nth = key as usize % (self.places.len() / WAYS).max(1);
        let mut sets = self.places.chunks_exact_mut(WAYS);
        sets.nth(nth).unwrap_or_default()
    }

    /// Twice as many sets: what was in one is in two of them now.
    #[cold]
    fn grow(&mut self) {
        let places = vec![None; 2 * self.places.len()];
        for place in core::mem::replace(&mut self.places, places)
            .into_iter()
            .flatten()
        {
            let free = self.set(place.key).iter_mut().find(|p| p.is_none());
            if let Some(free) = free {
                *free = Some(place);
            }
        }
    }

    /// Where a flow went, and when it was last kept there, however long ago.
    pub fn seen(&mut self, key: u64) -> Option<(T, Instant)> {
        let mut places = self.set(key).iter().flatten();
        let place = places.find(|place| place.key == key)?;
        Some((place.to, place.last))
    }

    /// Where a flow goes that has not been quiet for too long.
    #[inline]
    pub fn find(&mut self, key: u64, now: Instant) -> Option<T> {
        let idle = self.idle;
        let mut places = self.set(key).iter_mut().flatten();
        let place =
            places.find(|place| place.key == key && is_alive(now.since(place.last), idle))?;
        place.last = now;
        Some(place.to)
    }

    /// Remembers a new flow, or where one goes now.
    #[inline]
    pub fn keep(&mut self, key: u64, to: T, now: Instant) {
        while self.places.len() < FLOWS_MAX && !self.has_place(key) {
            self.grow();
        }
        let set = self.set(key);
        let same = set.iter().position(|p| p.is_some_and(|p| p.key == key));
        let quiet = || {
            let places = set.iter().enumerate();
            let oldest = places.min_by_key(|(_, p)| p.map(|p| p.last));
            oldest.map(|(at, _)| at)
        };
        let last = now;
        if let Some(at) = same.or_else(quiet)
            && let Some(place) = set.get_mut(at)
        {
            *place = Some(Place { key, last, to });
        }
    }

    /// Whether a flow has a place, or there is a free one for it.
    fn has_place(&mut self, key: u64) -> bool {
        let mut places = self.set(key).iter();
        places.any(|place| place.is_none_or(|place| place.key == key))
    }

    /// Flows that go there are over.
    pub fn forget(&mut self, is_over: impl Fn(T) -> bool) -> u32 {
        let is_over = |place: &&mut Option<Place<T>>| place.is_some_and(|place| is_over(place.to));
        let over = self.places.iter_mut().filter(is_over);
        over.fold(0, |count, place| {
            *place = None;
            count + 1
        })
    }

    /// How long ago those flows were kept that go where `is_there` says.
    pub fn ages_of(
        &self,
        now: Instant,
        is_there: impl Fn(T) -> bool,
    ) -> impl Iterator<Item = Span> {
        let all = self.places.iter().flatten();
        let there = all.filter(move |place| is_there(place.to));
        there.map(move |place| now.since(place.last))
    }

    /// Flows that are not over.
    pub fn active(&self, now: Instant) -> u32 {
        let live = self.places.iter().flatten();
        live.filter(|place| is_alive(now.since(place.last), self.idle))
            .count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_grows_with_its_flows_and_forgets_none_before_it_is_full() {
        let mut flows: Flows<usize> = Flows::new(Span::from_s(350));
        let keys: Vec<u64> = (0..1_000).map(finalise).collect();
        let few = flows.places.len();
        for (to, key) in keys.iter().enumerate() {
            flows.keep(*key, to, Instant::from_us(to as u64));
        }
        let now = Instant::from_us(1_000);
        for (to, key) in keys.iter().enumerate() {
            assert_eq!(flows.find(*key, now), Some(to));
        }
        assert_eq!(flows.active(now), 1_000);
        assert!(few < 100 && flows.places.len() <= FLOWS_MAX);
        // Beyond its bound it lets go of those that were quiet longest.
        for key in (10_000..40_000).map(finalise) {
            flows.keep(key, 0, now);
        }
        assert_eq!(flows.places.len(), FLOWS_MAX);
    }
}
