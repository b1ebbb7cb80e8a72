//! Random choices of tests, from a seed.

use std::panic::{self, AssertUnwindSafe};

/// Runs a test for seeds from 1, or for the one that `SWELL_FUZZ` names. A failure names its seed.
/// Returns whether all of them were run.
pub fn for_seeds(count: u64, mut test: impl FnMut(u64)) -> bool {
    let one = std::env::var("SWELL_FUZZ")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seeds = one.map_or(1..count + 1, |seed: u64| seed..seed + 1);
    for seed in seeds {
        if std::env::var_os("SWELL_FUZZ_LOUD").is_some() {
            eprintln!("seed {seed}");
        }
        if let Err(cause) = panic::catch_unwind(AssertUnwindSafe(|| test(seed))) {
            eprintln!("SWELL_FUZZ={seed} repeats this failure");
            panic::resume_unwind(cause);
        }
    }
    one.is_none()
}

/// SplitMix64: enough for tests, and nobody else's stream.
#[derive(Clone, Debug)]
pub struct TestRng(u64);

impl TestRng {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to below `n`; 0 for 0.
    pub const fn below(&mut self, n: usize) -> usize {
        match n {
            0 => 0,
            n => (self.roll() % n as u64) as usize,
        }
    }

    /// 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}
