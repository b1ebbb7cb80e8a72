//! Random numbers: one portable stream per (seed, owner, purpose), so that editing one part never
//! reshuffles the draws of another.

use super::{math, time::Span, ziggurat};
use core::convert::Infallible;
use rand::{RngExt as _, TryRng};
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
    Names = 6,
}

/// One stream: xoshiro256++ with its state in the open, so that a run can be saved.
///
/// `rand`'s own generator of that name cannot be saved without std (its `serde` feature switches
/// serde's std on); a test holds the two together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rng([u64; 4]);

impl TryRng for Rng {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.step() >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.step())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.step().to_le_bytes();
            chunk.iter_mut().zip(word).for_each(|(to, from)| *to = from);
        }
        Ok(())
    }
}

impl Rng {
    /// The stream of `purpose` of `owner` in a run with this seed.
    pub fn stream(seed: u64, owner: u64, purpose: Purpose) -> Self {
        // SplitMix64 finaliser over the three words: close inputs give unrelated streams.
        let mut word = seed;
        for part in [owner, purpose as u64] {
            word = finalise(word.wrapping_add(0x9e37_79b9_7f4a_7c15) ^ finalise(part));
        }
        // SplitMix64 fills the state: never all zeros.
        let mut seed = word;
        Self([(); 4].map(|()| {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            finalise(seed)
        }))
    }

    #[inline(always)]
    pub(super) fn step(&mut self) -> u64 {
        let [s0, s1, s2, s3] = self.0;
        let result = s0.wrapping_add(s3).rotate_left(23).wrapping_add(s0);
        let (x2, x3) = (s2 ^ s0, s3 ^ s1);
        self.0 = [s0 ^ x3, s1 ^ x2, x2 ^ (s1 << 17), x3.rotate_left(45)];
        result
    }

    /// Exponential with mean 1, by the ziggurat.
    #[inline]
    pub fn exp1(&mut self) -> f64 {
        ziggurat::exp1(self)
    }

    /// Standard normal, by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (u, v) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                return u * math::sqrt(-2.0 * math::ln(s) / s);
            }
        }
    }

    /// Uniform in [0, 1), 53 bits.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        self.random()
    }

    /// Uniform in 0..n, 0 when n is 0.
    #[inline]
    pub fn below(&mut self, n: u32) -> u32 {
        if n < 2 { 0 } else { self.random_range(0..n) }
    }

    /// Uniform in [0, span).
    pub fn span_below(&mut self, span: Span) -> Span {
        Span::from_us((self.unit() * span.us() as f64) as u64)
    }
}

/// SplitMix64's finaliser: a word from which nobody can tell the one it was made of.
pub const fn finalise(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{Rng as _, SeedableRng};

    #[test]
    fn the_generator_is_the_one_that_rand_calls_xoshiro256plusplus() {
        let mut ours = Rng([1, 2, 3, 4]);
        let mut seed = [0u8; 32];
        for (n, word) in [1u64, 2, 3, 4].into_iter().enumerate() {
            seed[n * 8..n * 8 + 8].copy_from_slice(&word.to_le_bytes());
        }
        let mut theirs = Xoshiro256PlusPlus::from_seed(seed);
        for _ in 0..1_000 {
            assert_eq!(ours.next_u64(), theirs.next_u64());
        }
    }

    #[test]
    fn streams_are_pinned() {
        let mut rng = Rng::stream(1, 10, Purpose::Arrivals);
        assert_eq!(rng.next_u64(), 5_440_088_499_823_374_067);
    }

    #[test]
    fn purposes_and_owners_have_streams_of_their_own() {
        let mut a = Rng::stream(1, 10, Purpose::Arrivals);
        let mut b = Rng::stream(1, 10, Purpose::Service);
        let mut c = Rng::stream(1, 11, Purpose::Arrivals);
        let (a, b, c) = (a.next_u64(), b.next_u64(), c.next_u64());
        assert!(a != b && a != c && b != c);
    }
}
