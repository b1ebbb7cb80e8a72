//! What a resolver remembers (spec 2.3).

use crate::base::time::{Instant, Span};
use serde::{Deserialize, Serialize};

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
