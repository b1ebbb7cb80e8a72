//! Latency histogram: log-linear buckets, 64 to an octave, so a quantile is within 0.8 % of the
//! sample it stands for; mergeable and subtractable.

use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

const SUB_BITS: u32 = 6;
const SUBS: u64 = 1 << SUB_BITS;
/// Values from 2^36 us (19 hours) on share the last bucket.
const OCTAVES: u64 = 31;
const BUCKETS: usize = (SUBS * OCTAVES) as usize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    counts: Vec<u32>,
    total: u64,
    sum_us: u64,
    max_us: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self {
            counts: vec![0; BUCKETS],
            total: 0,
            sum_us: 0,
            max_us: 0,
        }
    }
}

#[inline]
fn bucket(us: u64) -> usize {
    if us < SUBS {
        return us as usize;
    }
    let octave = 63 - us.leading_zeros() - SUB_BITS;
    let sub = (us >> octave) - SUBS;
    ((u64::from(octave) * SUBS + SUBS + sub) as usize).min(BUCKETS - 1)
}

/// Middle of a bucket in microseconds.
fn middle(bucket: usize) -> f64 {
    let bucket = bucket as u64;
    if bucket < SUBS {
        return bucket as f64;
    }
    let octave = bucket / SUBS - 1;
    let width = (1u64 << octave) as f64;
    ((bucket % SUBS + SUBS) << octave) as f64 + (width - 1.0) / 2.0
}

impl Histogram {
    #[inline]
    pub fn record(&mut self, us: u64) {
        if let Some(count) = self.counts.get_mut(bucket(us)) {
            *count = count.wrapping_add(1);
        }
        self.total += 1;
        self.sum_us = self.sum_us.saturating_add(us);
        self.max_us = self.max_us.max(us);
    }

    pub const fn total(&self) -> u64 {
        self.total
    }

    pub const fn sum_us(&self) -> u64 {
        self.sum_us
    }

    pub const fn max_us(&self) -> u64 {
        self.max_us
    }

    pub fn mean_us(&self) -> Option<f64> {
        (self.total > 0).then(|| self.sum_us as f64 / self.total as f64)
    }

    /// Middles of the buckets that hold samples, in microseconds, with how many they hold.
    pub fn bins(&self) -> impl Iterator<Item = (f64, u64)> {
        let counts = self.counts.iter().enumerate();
        counts
            .filter(|(_, count)| **count > 0)
            .map(|(ix, count)| (middle(ix), u64::from(*count)))
    }

    /// Nearest-rank quantile in microseconds, `q` in 0..=1; `None` without samples.
    pub fn quantile_us(&self, q: f64) -> Option<f64> {
        self.quantile_since_us(q, None)
    }

    /// Nearest-rank quantile of what came after `earlier`, an older copy of this histogram.
    pub fn quantile_since_us(&self, q: f64, earlier: Option<&Self>) -> Option<f64> {
        let before = |ix: usize| earlier.and_then(|e| e.counts.get(ix)).copied().unwrap_or(0);
        let total = self.total - earlier.map_or(0, |e| e.total.min(self.total));
        if total == 0 {
            return None;
        }
        let rank = (super::math::ceil(q * total as f64 - 1e-9) as u64).clamp(1, total);
        let mut seen = 0;
        for (ix, count) in self.counts.iter().enumerate() {
            seen += u64::from(count.wrapping_sub(before(ix)));
            if seen >= rank {
                return Some(middle(ix).min(self.max_us as f64));
            }
        }
        Some(self.max_us as f64)
    }

    pub fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count = count.wrapping_add(*more);
        }
        self.total += other.total;
        self.sum_us = self.sum_us.saturating_add(other.sum_us);
        self.max_us = self.max_us.max(other.max_us);
    }

    pub fn clear(&mut self) {
        self.counts.fill(0);
        self.total = 0;
        self.sum_us = 0;
        self.max_us = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_stay_within_the_promised_error() {
        let mut histogram = Histogram::default();
        for us in 1..=100_000u64 {
            histogram.record(us);
        }
        for q in [0.5, 0.95, 0.99] {
            let exact = q * 100_000.0;
            let got = histogram.quantile_us(q).unwrap();
            assert!((got / exact - 1.0).abs() < 0.008, "{q}: {got}");
        }
        assert_eq!(histogram.max_us(), 100_000);
    }

    #[test]
    fn a_difference_sees_only_what_came_later() {
        let mut histogram = Histogram::default();
        (0..1000).for_each(|_| histogram.record(10));
        let earlier = histogram.clone();
        (0..10).for_each(|_| histogram.record(5_000_000));
        let p50 = histogram.quantile_since_us(0.5, Some(&earlier)).unwrap();
        assert!((p50 / 5e6 - 1.0).abs() < 0.008);
    }
}
