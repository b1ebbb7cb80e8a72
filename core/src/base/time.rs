//! Integer time: [`Instant`] and [`Span`] in whole microseconds; every operation saturates.

use core::ops::{Add, Sub};
use serde::{Deserialize, Serialize};

/// A length of simulated time. Units: whole microseconds. Bounds: 0 to `u64::MAX`, saturating.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Span(u64);

/// A point of simulated time, counted from the start of the run (pre-roll included).
/// Units: whole microseconds. Bounds: [`Self::MAX`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Instant(u64);

impl Span {
    pub const ZERO: Self = Self(0);

    pub const fn from_us(us: u64) -> Self {
        Self(us)
    }

    pub const fn from_ms(ms: u64) -> Self {
        Self(ms.saturating_mul(1_000))
    }

    pub const fn from_s(s: u64) -> Self {
        Self(s.saturating_mul(1_000_000))
    }

    /// Rounds to the nearest microsecond; a negative or undefined number of seconds is zero.
    pub fn from_s_f64(s: f64) -> Self {
        Self::from_us_f64(s * 1e6)
    }

    /// Rounds to the nearest; negative or undefined is zero, from 2^63 on is 2^63 - 1.
    #[inline(always)]
    pub const fn from_us_f64(us: f64) -> Self {
        // By way of a signed number: one machine instruction, unsigned takes a dozen.
        let us = (us + 0.5) as i64;
        Self(if us > 0 { us as u64 } else { 0 })
    }

    pub const fn us(self) -> u64 {
        self.0
    }

    pub fn s_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }

    pub const fn saturating_mul(self, factor: u64) -> Self {
        Self(self.0.saturating_mul(factor))
    }
}

impl Instant {
    pub const ZERO: Self = Self(0);
    /// The last instant of a run, four and a half years after its start: what the arrival clocks
    /// can hold beside their fractions of a microsecond.
    pub const MAX: Self = Self((1 << 47) - 1);

    pub const fn from_us(us: u64) -> Self {
        Self(us)
    }

    pub const fn us(self) -> u64 {
        self.0
    }

    /// Time since `earlier`, zero if that is in the future.
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    pub fn s_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl Add<Span> for Instant {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
