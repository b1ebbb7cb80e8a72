//! Functions that run on demand: environments that are made when there is none free and kept warm for
//! a while, how fast memory makes them, and what of their time is billed (spec 12).

use crate::base::time::{Instant, Span};
use alloc::collections::VecDeque;
use serde::{Deserialize, Serialize};

/// Memory that comes with one whole vCPU. Units: MB. Basis: documented - Lambda guide, "Configure Lambda
/// function memory".
const VCPU_MB: f64 = 1_769.0;

/// What is billed is whole milliseconds. Basis: documented - Lambda pricing.
const BILLED_US: u64 = 1_000;

/// How fast code runs, where 1 is one whole vCPU.
/// Basis: documented - CPU comes in proportion to memory; model - code has one thread, so that more than
/// one vCPU makes it no faster.
pub fn speed(memory_mb: u32) -> f64 {
    (f64::from(memory_mb) / VCPU_MB).min(1.0)
}

/// Time of an invocation that is paid, rounded up. Units: ms.
pub const fn billed_ms(span: Span) -> u64 {
    span.us().div_ceil(BILLED_US)
}

/// How much of a function there may be at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concurrency {
    pub limit: u32,
    /// Environments that are always warm, and paid for.
    pub provisioned: u32,
    /// How long another environment is kept after its last invocation.
    pub kept: Span,
}

/// How an invocation begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// In an environment that is made for it.
    Cold,
    /// In one that has worked before.
    Warm,
    /// In one that is always there.
    Provisioned,
}

/// The environments of a function: each works on one invocation at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environments {
    busy: u32,
    /// Of those, how many are of no use afterwards.
    stale: u32,
    /// Since when the others wait, the one that has waited longest first.
    idle: VecDeque<Instant>,
}

impl Environments {
    pub const fn busy(&self) -> u32 {
        self.busy
    }

    /// Warm ones that wait.
    pub fn idle(&self) -> usize {
        self.idle.len()
    }

    /// Begins an invocation, in the environment that worked last. Errors: `None` when as many as may
    /// work do already (429).
    /// Basis: documented - Lambda guide, "Understanding Lambda function scaling"; which of the free
    /// ones is taken, and how long they are kept: model.
    pub fn begin(&mut self, concurrency: &Concurrency, now: Instant) -> Option<Begins> {
        self.expire(concurrency.kept, now);
        if self.busy >= concurrency.limit {
            return None;
        }
        let begins = match self.busy < concurrency.provisioned {
            true => Begins::Provisioned,
            false => match self.idle.pop_back() {
                Some(_) => Begins::Warm,
                None => Begins::Cold,
            },
        };
        self.busy += 1;
        Some(begins)
    }

    /// An invocation is over.
    pub fn end(&mut self, concurrency: &Concurrency, now: Instant) {
        self.busy = self.busy.saturating_sub(1);
        let is_stale = self.stale > 0;
        self.stale -= u32::from(is_stale);
        if !is_stale && self.busy >= concurrency.provisioned {
            self.idle.push_back(now);
        }
    }

    /// Gives up those that have waited for long enough.
    pub fn expire(&mut self, kept: Span, now: Instant) {
        while self.idle.front().is_some_and(|since| *since + kept <= now) {
            self.idle.pop_front();
        }
    }

    /// The code is another one: environments of the old one end with what they do.
    pub fn renew(&mut self) {
        self.idle.clear();
        self.stale = self.busy;
    }
}

/// Why an invocation gives no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// TooManyRequestsException.
    Throttled,
    /// The code threw, or ran into its time-out.
    Function,
}

impl Failure {
    /// What a client gets that calls a function's URL; a service that invokes a function makes an error
    /// of its own of it.
    /// Basis: documented - Lambda guide, "Creating and managing Lambda function URLs".
    pub const fn url_status(self) -> u16 {
        match self {
            Self::Throttled => 429,
            Self::Function => 502,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONCURRENCY: Concurrency = Concurrency {
        limit: 2,
        provisioned: 0,
        kept: Span::from_s(60),
    };

    fn at(s: u64) -> Instant {
        Instant::ZERO + Span::from_s(s)
    }

    #[test]
    fn an_environment_is_made_where_none_is_free_and_kept_for_a_while() {
        let mut all = Environments::default();
        assert_eq!(all.begin(&CONCURRENCY, at(0)), Some(Begins::Cold));
        assert_eq!(all.begin(&CONCURRENCY, at(0)), Some(Begins::Cold));
        assert_eq!(all.begin(&CONCURRENCY, at(0)), None);
        all.end(&CONCURRENCY, at(1));
        assert_eq!(all.begin(&CONCURRENCY, at(60)), Some(Begins::Warm));
        all.end(&CONCURRENCY, at(61));
        all.end(&CONCURRENCY, at(61));
        assert_eq!((all.busy(), all.idle()), (0, 2));
        assert_eq!(all.begin(&CONCURRENCY, at(121)), Some(Begins::Cold));
    }

    #[test]
    fn environments_of_old_code_take_no_more() {
        let mut all = Environments::default();
        all.begin(&CONCURRENCY, at(0));
        all.renew();
        all.end(&CONCURRENCY, at(1));
        assert_eq!(all.begin(&CONCURRENCY, at(2)), Some(Begins::Cold));
        all.end(&CONCURRENCY, at(3));
        assert_eq!(all.begin(&CONCURRENCY, at(4)), Some(Begins::Warm));
    }

    #[test]
    fn what_is_provisioned_is_never_cold() {
        let concurrency = Concurrency {
            provisioned: 1,
            ..CONCURRENCY
        };
        let mut all = Environments::default();
        for _ in 0..2 {
            assert_eq!(all.begin(&concurrency, at(0)), Some(Begins::Provisioned));
            assert_eq!(all.begin(&concurrency, at(0)), Some(Begins::Cold));
            all.end(&concurrency, at(1));
            all.end(&concurrency, at(1));
            all.renew();
        }
    }

    #[test]
    fn memory_is_speed_up_to_one_vcpu_and_time_is_paid_in_whole_milliseconds() {
        assert!((speed(128) - 128.0 / 1_769.0).abs() < 1e-12);
        assert_eq!((speed(1_769), speed(10_240)), (1.0, 1.0));
        let billed = [0, 1, 1_000, 1_001].map(|us| billed_ms(Span::from_us(us)));
        assert_eq!(billed, [0, 1, 1, 2]);
    }
}
