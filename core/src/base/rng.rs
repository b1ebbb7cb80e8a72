//! Random numbers: one portable stream per (seed, owner, purpose), so that editing one part never
//! reshuffles the draws of another.

use super::time::Span;
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng as _, SeedableRng};
use rand_distr::{Distribution, Exp1, StandardNormal};
use serde::{Deserialize, Serialize};

/// What a stream is drawn for (spec 1.1: arrivals, service, routing, faults).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    Arrivals = 1,
    Service = 2,
    Routing = 3,
    Probes = 4,
    Scaling = 5,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rng(Xoshiro256PlusPlus);

impl Rng {
    /// The stream of `purpose` of `owner` in a run with this seed.
    pub fn stream(seed: u64, owner: u64, purpose: Purpose) -> Self {
        // SplitMix64 finaliser over the three words: close inputs give unrelated streams.
        let mut word = seed;
        for part in [owner, purpose as u64] {
            word = finalise(word.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ finalise(part));
        }
        Self(Xoshiro256PlusPlus::seed_from_u64(word))
    }

    /// Exponential with mean 1, by the ziggurat.
    #[inline]
    pub fn exp1(&mut self) -> f64 {
        Exp1.sample(&mut self.0)
    }

    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// Uniform in [0, 1), 53 bits.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform in 0..n (0 when n is 0), by multiply-shift: its bias is below n / 2^32.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        (((self.0.next_u64() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// Uniform in [0, span).
    pub fn span_below(&mut self, span: Span) -> Span {
        Span::from_us((self.unit() * span.us() as f64) as u64)
    }
}

fn finalise(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_pinned() {
        let mut rng = Rng::stream(1, 10, Purpose::Arrivals);
        assert_eq!(rng.0.next_u64(), 5_440_088_499_823_374_067);
    }

    #[test]
    fn purposes_and_owners_have_streams_of_their_own() {
        let mut a = Rng::stream(1, 10, Purpose::Arrivals);
        let mut b = Rng::stream(1, 10, Purpose::Service);
        let mut c = Rng::stream(1, 11, Purpose::Arrivals);
        let (a, b, c) = (a.0.next_u64(), b.0.next_u64(), c.0.next_u64());
        assert!(a != b && a != c && b != c);
    }
}
