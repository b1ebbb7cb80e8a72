//! What a cache comes to in the long run, and what the database behind it is spared.

use crate::base::math::{exp, pow};
use alloc::vec;
use alloc::vec::Vec;

/// Shares of `items` things, the k-th most wanted in proportion to k^-exponent.
pub fn zipf_shares(items: u32, exponent: f64) -> Vec<f64> {
    let weights = (1..=items).map(|k| pow(f64::from(k), -exponent));
    shares(&weights.collect::<Vec<f64>>())
}

/// Weights as shares of 1.
fn shares(weights: &[f64]) -> Vec<f64> {
    let all: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / all).collect()
}

/// Hit ratio of a store that keeps the most wanted items for ever: no other does better.
pub fn lfu_hit_ratio(shares: &[f64], capacity: usize) -> f64 {
    let mut sorted = shares.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    sorted.iter().take(capacity).sum()
}

/// Hit ratios of a few items with independent requests, exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exact {
    pub lru: f64,
    pub fifo_or_random: f64,
    pub lfu: f64,
}

/// Basis: derived - King, "Analysis of demand paging algorithms" (1971): LRU holds a set with the
/// chance that its items are the last ones drawn without repetition; FIFO and random replacement hold
/// it in proportion to the product of its shares (Gelenbe, 1973). Bounds: up to 20 items.
pub fn exact(weights: &[f64], capacity: usize) -> Exact {
    let shares = shares(weights);
    let count = shares.len().min(20);
    let sum_of = |set: usize| -> f64 {
        let held = (0..count).filter(|item| set & (1 << item) != 0);
        held.filter_map(|item| shares.get(item)).sum()
    };
    // Chance that the newest distinct items make up a set, by its bits.
    let mut chance = vec![0.0; 1 << count];
    if let Some(none) = chance.first_mut() {
        *none = 1.0;
    }
    let (mut lru, mut products, mut product_hits) = (0.0, 0.0, 0.0);
    for set in 0..1_usize << count {
        let here = chance.get(set).copied().unwrap_or(0.0);
        let (size, held) = (set.count_ones() as usize, sum_of(set));
        if size == capacity {
            lru += here * held;
            let items = (0..count).filter(|item| set & (1 << item) != 0);
            let product: f64 = items.filter_map(|item| shares.get(item)).product();
            products += product;
            product_hits += product * held;
        }
        if size >= capacity {
            continue;
        }
        for item in (0..count).filter(|item| set & (1 << item) == 0) {
            let share = shares.get(item).copied().unwrap_or(0.0);
            if let Some(next) = chance.get_mut(set | 1 << item) {
                *next += here * share / (1.0 - held);
            }
        }
    }
    Exact {
        lru,
        fifo_or_random: product_hits / products,
        lfu: lfu_hit_ratio(&shares, capacity),
    }
}

/// An LRU store by Che's approximation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Che {
    /// Requests after which an item that nobody asks for is gone.
    pub characteristic: f64,
    pub hit_ratio: f64,
}

/// Basis: derived - Che, Tung and Wang, "Hierarchical Web caching systems" (2002): the characteristic
/// time is that in which as many different items are asked for as there is room for.
pub fn che(shares: &[f64], capacity: f64) -> Che {
    let seen = |time: f64| -> f64 { shares.iter().map(|p| 1.0 - exp(-p * time)).sum() };
    let (mut low, mut high) = (0.0, 1.0);
    while seen(high) < capacity && high < 1e15 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        match seen(middle) < capacity {
            true => low = middle,
            false => high = middle,
        }
    }
    Che {
        characteristic: high,
        hit_ratio: shares.iter().map(|p| p * (1.0 - exp(-p * high))).sum(),
    }
}

/// One item under Poisson requests with a time to live.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ttl {
    pub hit_ratio: f64,
    /// Requests a second that go on to the origin.
    pub origin_rate: f64,
}

/// The time counts from the fetch. Basis: derived - a fetch, then on average `rate` x `ttl` hits.
pub fn ttl_fixed(rate: f64, ttl_s: f64) -> Ttl {
    let misses = 1.0 / (1.0 + rate * ttl_s);
    Ttl {
        hit_ratio: 1.0 - misses,
        origin_rate: rate * misses,
    }
}

/// The time begins anew with every request. Basis: derived - a miss is a pause longer than it.
pub fn ttl_renewed(rate: f64, ttl_s: f64) -> Ttl {
    let misses = exp(-rate * ttl_s);
    Ttl {
        hit_ratio: 1.0 - misses,
        origin_rate: rate * misses,
    }
}

/// Many items with room for all, the time counting from the fetch. `rate`: of all together.
pub fn ttl_catalogue(shares: &[f64], rate: f64, ttl_s: f64) -> Ttl {
    let each = shares.iter().map(|share| ttl_fixed(rate * share, ttl_s));
    let origin_rate: f64 = each.map(|item| item.origin_rate).sum();
    Ttl {
        hit_ratio: 1.0 - origin_rate / rate,
        origin_rate,
    }
}

/// Load and times of an application with a cache beside its database.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    pub db_rps: f64,
    pub cache_rps: f64,
    pub mean_read_ms: f64,
    pub mean_write_ms: f64,
}

/// What an application asks for, and of what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traffic {
    pub rps: f64,
    pub read_fraction: f64,
    pub hit_ratio: f64,
    pub cache_ms: f64,
    pub db_ms: f64,
}

/// A read that misses makes three trips: cache, database, cache. `writes_through`: every write goes to
/// both. Basis: documented - ElastiCache guide, "Caching strategies".
pub fn load(traffic: &Traffic, has_cache: bool, writes_through: bool) -> Load {
    let (reads, trip) = match has_cache {
        true => (traffic.rps * traffic.read_fraction, traffic.cache_ms),
        false => (0.0, 0.0),
    };
    let hit = if has_cache { traffic.hit_ratio } else { 0.0 };
    let writes = traffic.rps * (1.0 - traffic.read_fraction);
    let through = if writes_through { 1.0 } else { 0.0 };
    Load {
        db_rps: traffic.rps * traffic.read_fraction * (1.0 - hit) + writes,
        cache_rps: reads * (2.0 - hit) + writes * through,
        mean_read_ms: trip + (1.0 - hit) * (traffic.db_ms + trip),
        mean_write_ms: traffic.db_ms + trip * through,
    }
}
