//! Which of its target groups a balancer forwards a request to.

use super::pool::Pool;
use crate::base::rng::Rng;
use crate::rules::distribution::{drawn, weighted_shares};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A pool's number where there is none.
pub const NO_POOL: u8 = u8::MAX;

/// The listener's default action: forward to one target group, or to several by weight (spec 5.3).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forward {
    only: u8,
    /// Pools with their shares; empty where one takes all.
    shared: Vec<(f64, u8)>,
}

impl Default for Forward {
    fn default() -> Self {
        Self {
            only: NO_POOL,
            shared: Vec::new(),
        }
    }
}

impl Forward {
    /// An empty or unhealthy group keeps its share (ALB guide, "Listeners"): nothing moves over.
    pub fn to(pools: &[Pool]) -> Self {
        let is_named = |(_, pool): &(usize, &Pool)| pool.is_forwarded_to && pool.weight > 0;
        let named = || pools.iter().enumerate().filter(is_named);
        let shares = weighted_shares(named().map(|(_, pool)| f64::from(pool.weight)));
        let numbers = named().map(|(number, _)| number as u8);
        let mut shared: Vec<(f64, u8)> = shares.zip(numbers).collect();
        let only = shared.last().map_or(NO_POOL, |(_, number)| *number);
        if shared.len() == 1 {
            shared.clear();
        }
        Self { only, shared }
    }

    #[inline]
    pub fn choose(&self, rng: &mut Rng) -> u8 {
        if self.shared.is_empty() {
            return self.only;
        }
        let shares = self.shared.iter().map(|(share, _)| *share);
        let chosen = drawn(shares, rng.unit()).and_then(|at| self.shared.get(at));
        chosen.map_or(NO_POOL, |(_, number)| *number)
    }
}
