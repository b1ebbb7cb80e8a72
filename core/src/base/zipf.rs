//! Zipf's law: the k-th most wanted of n things is wanted in proportion to k^-exponent.
//!
//! Rejection-inversion: exact for any exponent, with no table of n shares to keep and to copy.
//! Basis: Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone discrete
//! distributions" (1996).

use super::math::{exp, exp_m1, floor, ln, ln_1p};
use once_cell::race::OnceRef;
use serde::{Deserialize, Serialize};

/// Rounds of rejection; more than two are as good as never needed.
const ROUNDS_MAX: u32 = 64;

/// What does not change from draw to draw: logarithms are most of what a draw costs.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bounds {
    top: f64,
    bottom: f64,
    /// A rank that is no farther above what was drawn is taken unasked.
    always: f64,
}

/// How they are worked out. No first board draws, so it comes with the kinds that do.
static BOUNDS: OnceRef<'static, fn(u32, Law) -> Bounds> = OnceRef::new();
static OF: fn(u32, Law) -> Bounds = Bounds::of;

/// Tells that the code is here.
pub fn bring() {
    // Whoever came first brought the same.
    let _ = BOUNDS.set(&OF);
}

impl Bounds {
    fn of(n: u32, law: Law) -> Self {
        Self {
            top: law.area(f64::from(n) + 0.5),
            bottom: law.area(1.5) - 1.0,
            always: 2.0 - law.area_inverse(law.area(2.5) - law.density(2.0)),
        }
    }
}

/// The law of `n` things.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "(u32, f64)", into = "(u32, f64)")]
pub struct Zipf {
    n: u32,
    law: Law,
    /// `None`: worked out at each draw, as their code had not come when the law was made.
    bounds: Option<Bounds>,
}

impl Zipf {
    /// Of one thing.
    pub const ONE: Self = Self {
        n: 1,
        law: Law(0.0),
        bounds: None,
    };

    /// Of no things there is one.
    pub fn new(n: u32, exponent: f64) -> Self {
        let (n, law) = (n.max(1), Law(exponent));
        let of = match cfg!(target_arch = "wasm32") {
            true => BOUNDS.get(),
            false => Some(&OF),
        };
        Self {
            n,
            law,
            bounds: of.map(|of| of(n, law)),
        }
    }

    /// A rank from 1 to `n`. `uniform`: draws from [0, 1).
    pub fn rank(&self, mut uniform: impl FnMut() -> f64) -> u32 {
        if self.n == 1 {
            return 1;
        }
        let bounds = self.bounds.unwrap_or_else(|| Bounds::of(self.n, self.law));
        for _ in 0..ROUNDS_MAX {
            let u = bounds.top + uniform() * (bounds.bottom - bounds.top);
            let x = self.law.area_inverse(u);
            let rank = floor(x + 0.5).clamp(1.0, f64::from(self.n));
            let is_below = || u >= self.law.area(rank + 0.5) - self.law.density(rank);
            if rank - x <= bounds.always || is_below() {
                return rank as u32;
            }
        }
        1
    }
}

impl From<(u32, f64)> for Zipf {
    fn from((n, exponent): (u32, f64)) -> Self {
        Self::new(n, exponent)
    }
}

impl From<Zipf> for (u32, f64) {
    fn from(zipf: Zipf) -> Self {
        (zipf.n, zipf.law.0)
    }
}

/// The density x^-exponent, and the area below it from 1 on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Law(f64);

impl Law {
    fn density(&self, x: f64) -> f64 {
        exp(-self.0 * ln(x))
    }

    fn area(&self, x: f64) -> f64 {
        let log = ln(x);
        per(exp_m1, (1.0 - self.0) * log) * log
    }

    fn area_inverse(&self, area: f64) -> f64 {
        let t = (area * (1.0 - self.0)).max(-1.0);
        exp(per(ln_1p, t) * area)
    }
}

/// `f(x) / x` for an `f` that is near 0 what `x` is.
fn per(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    if x.abs() > 1e-8 { f(x) / x } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::pow;
    use crate::base::rng::{Purpose, Rng};
    use alloc::vec;

    #[test]
    fn shares_follow_the_law() {
        const N: u32 = 50;
        const DRAWS: u32 = 200_000;
        for exponent in [0.0, 0.6, 1.0, 1.4] {
            let mut rng = Rng::stream(1, 2, Purpose::Routing);
            let mut counts = vec![0_u32; N as usize];
            let zipf = Zipf::new(N, exponent);
            for _ in 0..DRAWS {
                counts[zipf.rank(|| rng.unit()) as usize - 1] += 1;
            }
            let all: f64 = (1..=N).map(|k| pow(f64::from(k), -exponent)).sum();
            for k in [1, 2, 5, 20, 50] {
                let share = pow(f64::from(k), -exponent) / all;
                let found = f64::from(counts[k as usize - 1]) / f64::from(DRAWS);
                let deviation = 4.0 * (share / f64::from(DRAWS)).sqrt();
                assert!(
                    (found - share).abs() < deviation,
                    "{exponent} {k}: {found} {share}"
                );
            }
        }
        assert_eq!(Zipf::new(0, 1.0).rank(|| 0.5), 1);
    }
}
