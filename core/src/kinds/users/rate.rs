//! How much these users ask for at a time: patterns, surges and recorded traffic.

use super::Users;
use super::params::Pattern;
use crate::base::math;
use crate::base::time::Instant;

/// Requests per microsecond that users send at the most: 100,000 of them ten times a second.
/// A trace may ask for more.
pub(super) const RATE_MAX: f64 = 1.0;
/// Steps of a changing rate are this long.
const RATE_STEP_US: u64 = 1_000_000;

impl Users {
    /// Users now, and until when that stays so.
    fn level(&self, now_us: u64) -> (f64, u64) {
        if let Some((users, until)) = self.surge
            && now_us < until.us()
        {
            return (users, until.us());
        }
        let p = &self.params;
        // First, because it is asked for each request of the usual load.
        if matches!(p.pattern, Pattern::Constant | Pattern::Trace) {
            return (p.users, u64::MAX);
        }
        let start_us = self.preroll.us();
        let t = (now_us as f64 - start_us as f64) / 1e6;
        let at = |s: f64| start_us.saturating_add((s.max(0.0) * 1e6) as u64);
        let step_end = (now_us / RATE_STEP_US + 1) * RATE_STEP_US;
        match p.pattern {
            Pattern::Constant | Pattern::Trace => (p.users, u64::MAX),
            Pattern::Step if t < p.pattern_start_s => (p.users, at(p.pattern_start_s)),
            Pattern::Step => (p.pattern_users, u64::MAX),
            Pattern::Ramp if t < p.pattern_start_s => (p.users, at(p.pattern_start_s)),
            Pattern::Ramp if t >= p.pattern_start_s + p.pattern_duration_s => {
                (p.pattern_users, u64::MAX)
            }
            Pattern::Ramp => {
                let done = (t + 0.5 - p.pattern_start_s) / p.pattern_duration_s;
                (
                    p.users + (p.pattern_users - p.users) * done.clamp(0.0, 1.0),
                    step_end,
                )
            }
            Pattern::FlashCrowd if t < p.pattern_start_s => (p.users, at(p.pattern_start_s)),
            Pattern::FlashCrowd => {
                let faded = math::exp((p.pattern_start_s - t) / p.pattern_duration_s);
                (p.users + (p.pattern_users - p.users) * faded, step_end)
            }
            Pattern::SineDay => {
                const PEAK_S: f64 = 14.0 * 3_600.0;
                let angle =
                    (t + self.midnight_offset_s - PEAK_S) / 86_400.0 * core::f64::consts::TAU;
                // cos(x) = sin(x + quarter turn): libm's one sine serves both.
                let cosine = math::sin(angle + core::f64::consts::FRAC_PI_2);
                (
                    p.users + (p.pattern_users - p.users) * (1.0 + cosine) / 2.0,
                    step_end,
                )
            }
        }
    }

    /// Requests per microsecond now, and until when that stays so.
    fn rate(&self, now_us: u64) -> (f64, u64) {
        let (rate, until) = self.rate_asked(now_us);
        // A start between two microseconds must not hold the clock.
        (rate.min(RATE_MAX), until.max(now_us.saturating_add(1)))
    }

    /// As [`Self::rate`], for times that only grow: found anew only when it may have changed.
    #[inline]
    pub(super) fn next_rate(&mut self, now_us: u64) -> (f64, u64) {
        if now_us < self.steady.1 {
            return self.steady;
        }
        let found = self.rate(now_us);
        self.is_capped = found.0 >= RATE_MAX && self.rate_asked(now_us).0 > RATE_MAX;
        // The others change smoothly: within a step, the rate depends on when it is asked for.
        if matches!(
            self.params.pattern,
            Pattern::Constant | Pattern::Step | Pattern::Trace
        ) {
            self.steady = found;
        }
        found
    }

    fn rate_asked(&self, now_us: u64) -> (f64, u64) {
        if self.params.pattern == Pattern::Trace
            && self.surge.is_none_or(|(_, until)| now_us >= until.us())
            && let Some(trace) = &self.params.trace
        {
            let start_us = self.preroll.us();
            let at = |s: f64| start_us.saturating_add((s.max(0.0) * 1e6) as u64);
            let t = (now_us as f64 - start_us as f64) / 1e6;
            if let Some((rps, until_s)) = trace.at(t) {
                let until = until_s.map_or(u64::MAX, at);
                return (rps * self.params.trace_scale / 1e6, until.max(now_us + 1));
            }
            let first_us = trace.first_s().map_or(u64::MAX, at);
            let board = self.params.users * self.params.requests_per_user_s / 1e6;
            return (board, first_us.max(now_us + 1));
        }
        let (users, until) = self.level(now_us);
        (users * self.params.requests_per_user_s / 1e6, until)
    }

    /// Offered rate in requests per second, for display.
    pub fn rate_per_s(&self, now: Instant) -> f64 {
        self.rate(now.us()).0 * 1e6
    }

    pub fn users_now(&self, now: Instant) -> f64 {
        if self.params.requests_per_user_s > 0.0 {
            self.rate_per_s(now) / self.params.requests_per_user_s
        } else {
            self.level(now.us()).0
        }
    }

    pub const fn surge_until(&self) -> Option<Instant> {
        match self.surge {
            Some((_, until)) => Some(until),
            None => None,
        }
    }
}
