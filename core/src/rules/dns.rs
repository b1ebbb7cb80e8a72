//! What a resolver remembers (spec 2.3).

use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use serde::{Deserialize, Serialize};

/// Effective TTL of an alias to a load balancer. Basis: documented - Route 53 Developer Guide.
pub const ALIAS_TTL: Span = Span::from_s(60);

/// An answer with its age. Basis: documented - R53 "Values that are common", TTL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedAnswer<T> {
    pub answer: T,
    fresh_until: Instant,
}

impl<T> CachedAnswer<T> {
    /// An answer that came at `at`. Without a TTL nobody shares it.
    pub fn new(answer: T, at: Instant, ttl: Span) -> Self {
        let fresh_until = match ttl {
            Span::ZERO => Instant::ZERO,
            ttl => at + ttl,
        };
        Self {
            answer,
            fresh_until,
        }
    }

    /// Whether Route 53 need not be asked.
    #[inline]
    pub fn is_fresh(&self, now: Instant) -> bool {
        now < self.fresh_until
    }
}

/// One of the addresses of an answer, by the zones that they are in (one bit each), with equal chance.
/// Errors: `None` without any. Basis: documented - ALB guide, "How Elastic Load Balancing works".
#[inline]
pub fn pick_address(zones: u32, rng: &mut Rng) -> Option<u8> {
    match zones.count_ones() {
        0 => None,
        1 => Some(nth_address(zones, 0)),
        count => Some(nth_address(zones, rng.below(count))),
    }
}

/// The zone of the n-th address.
#[inline]
pub fn nth_address(mut zones: u32, n: u32) -> u8 {
    for _ in 0..n {
        zones &= zones - 1;
    }
    zones.trailing_zeros() as u8
}
