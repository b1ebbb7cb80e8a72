//! CPU credits of one machine: its account, and the work it really does while it is held at the
//! baseline (spec 6.4).

use crate::base::time::Instant;
use crate::rules::credits::{Account, CpuCredits};
use crate::rules::instance_type::instance_type;
use serde::{Deserialize, Serialize};

const US_PER_MINUTE: f64 = 60e6;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Burst {
    pub account: Account,
    /// Held at the baseline: without credits for a minute at full speed. Basis: documented - EC2
    /// "Standard mode"; deciding minute by minute is model.
    pub is_throttled: bool,
    settled_at: Instant,
    /// vCPU time taken, and work done in it, when the account was last settled.
    taken_us: u64,
    worked_us: u64,
}

impl Burst {
    /// Errors: `None` for a type without credits.
    pub fn new(
        kind: &str,
        mode: CpuCredits,
        is_launch: bool,
        taken_us: u64,
        now: Instant,
    ) -> Option<Self> {
        let kind = instance_type(kind)?;
        let account = match is_launch {
            true => Account::of_launch(kind, mode)?,
            false => Account::new(kind, mode)?,
        };
        Some(Self {
            account,
            is_throttled: !account.affords_a_minute(),
            settled_at: now,
            taken_us,
            worked_us: taken_us,
        })
    }

    pub fn switch(&mut self, kind: &str, mode: CpuCredits) {
        if let Some(kind) = instance_type(kind) {
            self.account.switch(kind, mode);
        }
    }

    /// How much longer work takes than at full speed.
    pub fn stretch(&self) -> f64 {
        match self.is_throttled {
            true => 1.0 / self.account.baseline(),
            false => 1.0,
        }
    }

    /// Work done by the time that `taken_us` of vCPU time was taken in all.
    pub fn worked_us(&self, taken_us: u64) -> u64 {
        let taken = taken_us.saturating_sub(self.taken_us);
        self.worked_us
            + match self.is_throttled {
                true => (taken as f64 * self.account.baseline()) as u64,
                false => taken,
            }
    }

    /// Books earnings and spendings since the last time; a machine that does not run has none.
    /// Returns the surplus credits that were charged.
    pub fn settle(&mut self, taken_us: u64, is_running: bool, now: Instant) -> f64 {
        let (worked_us, charged) = (self.worked_us(taken_us), self.account.charged);
        let us = now.since(self.settled_at).us() as f64;
        if is_running && us > 0.0 {
            let spent = worked_us.saturating_sub(self.worked_us) as f64;
            self.account
                .spend(us / US_PER_MINUTE, spent / US_PER_MINUTE);
        }
        (self.settled_at, self.taken_us, self.worked_us) = (now, taken_us, worked_us);
        self.is_throttled = !self.account.affords_a_minute();
        self.account.charged - charged
    }
}
