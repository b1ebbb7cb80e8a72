//! The resolvers of users' networks: each keeps what a name answered until its TTL is over, so that a
//! change reaches the users little by little (spec 2.3). How many there are is model.

use crate::base::id::PartIx;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::rules::dns::{CachedAnswer, pick_address};
use crate::rules::regions::Region;
use crate::world::ctx::World;
use crate::world::names::{Answer, Asker};
use crate::world::request::NO_NODE;
use crate::world::wires::Outlet;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

const RESOLVERS: u32 = 32;

/// What one resolver holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Resolver {
    known: CachedAnswer<Answer>,
    /// When the answer of the query under way is there.
    answered_at: Instant,
}

/// Where a client is told to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The names that led there, with the wire that each chose.
    pub way: &'a [(PartIx, Outlet)],
    /// The zone of the address that it takes.
    pub zone: u8,
    /// The answer is there at once, or after so long.
    pub after: Span,
    /// It was in the resolver's cache.
    pub is_cached: bool,
    /// How long it holds.
    pub until: Instant,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Resolvers {
    resolvers: Vec<Resolver>,
    users: PartIx,
    /// Where they are; `None`: in the board's own Region.
    region: Option<Region>,
    /// The first of them have clients that never ask again, such as a JVM that caches for ever.
    pinned: u32,
    rng: Rng,
}

impl Resolvers {
    pub fn new(rng: Rng) -> Self {
        let mut resolvers = Vec::new();
        resolvers.resize(RESOLVERS as usize, Resolver::default());
        Self {
            resolvers,
            users: PartIx::NONE,
            region: None,
            pinned: 0,
            rng,
        }
    }

    /// Whose they are, and where; so many of a hundred clients never ask again.
    pub fn serve(&mut self, users: PartIx, region: Option<Region>, pinned_percent: f64) {
        self.users = users;
        self.region = region;
        self.pinned = (pinned_percent / 100.0 * f64::from(RESOLVERS) + 0.5) as u32;
        for resolver in &mut self.resolvers {
            resolver.known.answer.forget();
        }
    }

    /// The run starts with answers of every age, unless clients take different things of them.
    pub fn warm_up(&mut self, name: PartIx, world: &World) {
        let region = self.region.unwrap_or(world.places.home());
        for (resolver, nth) in self.resolvers.iter_mut().zip(1..) {
            let known = &mut resolver.known;
            let (names, wires) = (&world.names, &world.wires);
            if !names.answer(name, region, wires, &mut self.rng, &mut known.answer) {
                return;
            }
            if known.answer.is_kept {
                return;
            }
            let left = Span::from_us(known.answer.ttl.us() / u64::from(RESOLVERS) * nth);
            known.answer.until = Instant::ZERO + left;
            known.came(Instant::ZERO, left);
        }
    }

    /// The parts whose addresses resolvers hold, each with how many of them do.
    pub fn told(&self) -> Vec<(PartIx, u32)> {
        let mut all: Vec<(PartIx, u32)> = Vec::new();
        let held = self.resolvers.iter().map(|r| r.known.answer.to);
        for to in held.filter(|to| *to != PartIx::NONE) {
            match all.iter_mut().find(|(known, _)| *known == to) {
                Some((_, count)) => *count += 1,
                None => all.push((to, 1)),
            }
        }
        all
    }

    /// Resolves `name` for a client, whose network always has the same resolver. Errors: `None` if
    /// the name has nothing to answer with.
    #[inline]
    pub fn resolve(&mut self, name: PartIx, client: u32, world: &mut World) -> Option<Found<'_>> {
        let now = world.now;
        let nth = client % RESOLVERS;
        let resolver = self.resolvers.get_mut(nth as usize)?;
        let known = &mut resolver.known;
        let is_cached = known.is_fresh(now);
        if !is_cached {
            let asker = Asker {
                who: self.users,
                resolver: nth,
                client,
                region: self.region.unwrap_or(world.places.home()),
                at: now,
                pins: nth < self.pinned,
            };
            let (names, wires) = (&mut world.names, &world.wires);
            if !names.ask(name, &asker, wires, &mut self.rng, &mut known.answer) {
                return None;
            }
            resolver.answered_at = now + known.answer.query;
            known.answer.until = resolver.answered_at + known.answer.ttl;
            let ttl = match known.answer.is_kept {
                true => Span::ZERO,
                false => known.answer.ttl,
            };
            known.came(resolver.answered_at, ttl);
        }
        let answer = &known.answer;
        Some(Found {
            way: answer.way.names(),
            zone: pick_address(answer.zones, &mut self.rng).unwrap_or(NO_NODE),
            // Who comes while the query is under way waits for the same answer.
            after: resolver.answered_at.since(now),
            is_cached: is_cached || answer.is_cached,
            until: answer.until,
        })
    }
}
