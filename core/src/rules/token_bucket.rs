//! Token buckets: a rate with a reserve for bursts (spec 4, 12).

use crate::base::time::Instant;
use serde::{Deserialize, Serialize};

/// Starts full and is refilled all the time. Basis: model - AWS says how much, not in what steps.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TokenBucket {
    tokens: f64,
    filled_at: Instant,
}

/// What is taken for nothing: sums of fractions miss whole tokens by less.
const NOISE: f64 = 1e-9;

impl TokenBucket {
    pub const fn full(burst: f64) -> Self {
        Self {
            tokens: burst,
            filled_at: Instant::ZERO,
        }
    }

    /// What is in it. Units: `rate` in tokens per second.
    pub fn tokens(&self, rate: f64, burst: f64, now: Instant) -> f64 {
        (self.tokens + now.since(self.filled_at).s_f64() * rate).min(burst)
    }

    /// Takes a token. Errors: `false` when there is none.
    pub fn take(&mut self, rate: f64, burst: f64, now: Instant) -> bool {
        self.tokens = self.tokens(rate, burst, now);
        self.filled_at = now;
        let has_one = self.tokens >= 1.0 - NOISE;
        if has_one {
            self.tokens = (self.tokens - 1.0).max(0.0);
        }
        has_one
    }
}
