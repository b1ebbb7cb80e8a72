//! The resolvers of users' networks: each keeps what a name answered until its TTL is over, so that a
//! change reaches the users little by little (spec 2.3). How many there are is model.

use crate::base::id::PartIx;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::rules::dns::{CachedAnswer, pick_address};
use crate::world::ctx::World;
use crate::world::names::Answer;
use crate::world::request::NO_NODE;
use crate::world::wires::Outlet;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

const RESOLVERS: u32 = 32;

/// What one resolver holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Resolver {
    known: CachedAnswer<Option<Answer>>,
    /// When the answer of the query under way is there.
    answered_at: Instant,
}

/// Where a client is told to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub to: PartIx,
    /// The zone of the address that it takes.
    pub zone: u8,
    /// The answer is there at once, or after so long.
    pub after: Span,
    /// It was in the resolver's cache.
    pub is_cached: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Resolvers {
    resolvers: Vec<Resolver>,
    rng: Rng,
}

impl Resolvers {
    pub fn new(rng: Rng) -> Self {
        let mut resolvers = Vec::new();
        resolvers.resize(RESOLVERS as usize, Resolver::default());
        Self { resolvers, rng }
    }

    /// The run starts with answers of every age.
    pub fn warm_up(&mut self, name: PartIx, world: &World) {
        for (resolver, nth) in self.resolvers.iter_mut().zip(1..) {
            let Some(answer) = world.names.answer(name, &world.wires, &mut self.rng) else {
                return;
            };
            let left = Span::from_us(answer.ttl.us() / u64::from(RESOLVERS) * nth);
            resolver.known = CachedAnswer::new(Some(answer), Instant::ZERO, left);
        }
    }

    /// Resolves `name` for a client, whose network always has the same resolver. Errors: `None` if
    /// the name has nothing to answer with.
    #[inline]
    pub fn resolve(&mut self, name: PartIx, client: u32, world: &mut World) -> Option<Found> {
        let now = world.now;
        let resolver = self.resolvers.get_mut((client % RESOLVERS) as usize)?;
        let is_cached = resolver.known.is_fresh(now);
        if !is_cached {
            let answer = world.names.ask(name, &world.wires, &mut self.rng)?;
            resolver.answered_at = now + answer.query;
            let ttl = answer.ttl;
            resolver.known = CachedAnswer::new(Some(answer), resolver.answered_at, ttl);
        }
        let answer = resolver.known.answer.as_ref()?;
        Some(Found {
            to: answer.to,
            zone: pick_address(answer.zones, &mut self.rng).unwrap_or(NO_NODE),
            // Who comes while the query is under way waits for the same answer.
            after: resolver.answered_at.since(now),
            is_cached,
        })
    }

    /// The names that led a client on, with the wire that each chose.
    pub fn way(&self, client: u32) -> &[(PartIx, Outlet)] {
        let resolver = self.resolvers.get((client % RESOLVERS) as usize);
        let answer = resolver.and_then(|r| r.known.answer.as_ref());
        answer.map_or(&[], |answer| answer.by.as_slice())
    }
}
