//! What the users of a board felt.

use crate::base::histogram::Histogram;
use crate::base::time::Span;
use crate::world::request::{FailureCause, Outcome};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What the users felt since the first picture. Conservation: sent = ok + failed + gave_up + in flight.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientStats {
    pub sent: u64,
    pub ok: u64,
    pub failed: u64,
    pub gave_up: u64,
    /// Failures by (status, cause).
    pub failures: Vec<(u16, FailureCause, u64)>,
    /// Of answers that are no failure, round trip included (spec 1.4): a refusal after 11 ms is no
    /// fast site.
    pub latency: Histogram,
}

impl ClientStats {
    pub const fn in_flight(&self) -> u64 {
        self.sent
            .saturating_sub(self.ok + self.failed + self.gave_up)
    }

    /// Takes in what users felt who leave the board: nobody waits for their last answers.
    pub fn add_departed(&mut self, other: &Self) {
        self.sent += other.sent;
        self.ok += other.ok;
        self.failed += other.failed;
        self.gave_up += other.gave_up + other.in_flight();
        for (code, cause, count) in &other.failures {
            self.count_failures(*code, *cause, *count);
        }
        self.latency.add(&other.latency);
    }

    /// Takes in an answer, and how long it took.
    #[inline]
    pub fn record(&mut self, outcome: Outcome, latency: Span) {
        if outcome.is_ok() {
            self.ok += 1;
            self.latency.record(latency.us());
            return;
        }
        self.failed += 1;
        self.count_failures(outcome.code, outcome.cause, 1);
    }

    fn count_failures(&mut self, code: u16, cause: FailureCause, count: u64) {
        let is_same = |f: &&mut (u16, FailureCause, u64)| f.0 == code && f.1 == cause;
        match self.failures.iter_mut().find(is_same) {
            Some(entry) => entry.2 += count,
            None => self.failures.push((code, cause, count)),
        }
    }
}
