//! What a balancer remembers of clients and connections between requests: where the last one went. In
//! a table of fixed size, so that a request allocates nothing.

use crate::base::rng::finalise;
use crate::base::time::{Instant, Span};
use crate::rules::flow::is_alive;
use crate::world::client::Client;
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Flows that share a set of places: the one that has been quiet for longest makes room.
const WAYS: usize = 8;
/// Basis: model - AWS has no such limit; with more at a time some are spread anew.
const FLOWS_MAX: usize = 8_192;

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
        let places = vec![None; FLOWS_MAX];
        Self { places, idle }
    }

    pub const fn set_idle(&mut self, idle: Span) {
        self.idle = idle;
    }

    fn set(&mut self, key: u64) -> &mut [Option<Place<T>>] {
        let nth = key as usize % (FLOWS_MAX / WAYS);
        let mut sets = self.places.chunks_exact_mut(WAYS);
        sets.nth(nth).unwrap_or_default()
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

    /// Flows that go there are over.
    pub fn forget(&mut self, is_over: impl Fn(T) -> bool) -> u32 {
        let is_over = |place: &&mut Option<Place<T>>| place.is_some_and(|place| is_over(place.to));
        let over = self.places.iter_mut().filter(is_over);
        over.fold(0, |count, place| {
            *place = None;
            count + 1
        })
    }

    /// Flows that are not over.
    pub fn active(&self, now: Instant) -> u32 {
        let live = self.places.iter().flatten();
        live.filter(|place| is_alive(now.since(place.last), self.idle))
            .count() as u32
    }
}
