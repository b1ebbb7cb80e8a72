//! CPU credits of one machine: its account, and the work it really does while it is held at the
//! baseline (spec 6.4).

use super::Instance;
use crate::base::time::Instant;
use crate::control::ControlCtx;
use crate::rules::credits::{Account, CpuCredits, surplus_usd};
use crate::rules::instance_type::instance_type;
use crate::rules::lifecycle::Ec2State;
use alloc::boxed::Box;
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

impl Instance {
    /// Begins with an account of CPU credits of its own, if the type has them.
    pub(super) fn open_account(&mut self, is_launch: bool, now: Instant) {
        let (kind, mode) = (&self.params.instance_type, self.params.credits.cpu_credits);
        // From here on its meter shows work, not vCPU time.
        let worked_us = self.busy_us(now);
        self.at_work.set_us(worked_us, now);
        let burst = Burst::new(kind, mode, is_launch, worked_us, now);
        self.burst = burst.map(Box::new);
        self.set_pace();
    }

    /// What is owed for borrowed credits is charged when the machine stops or ends.
    pub(super) fn close_account(&mut self, cx: &mut ControlCtx<'_>) {
        let surplus = self.settle_credits(cx.now());
        cx.control.bill.pay(surplus);
        if let Some(burst) = &mut self.burst {
            cx.control.bill.pay(surplus_usd(burst.account.close()));
        }
    }

    /// Books the CPU credits up to now and says what surplus credits cost meanwhile.
    pub fn settle_credits(&mut self, now: Instant) -> f64 {
        let (taken_us, is_running) = (self.taken_us(now), self.ec2 == Ec2State::Running);
        let Some(burst) = &mut self.burst else {
            return 0.0;
        };
        let charged = burst.settle(taken_us, is_running, now);
        self.set_pace();
        surplus_usd(charged)
    }

    pub fn is_throttled(&self) -> bool {
        self.burst.as_ref().is_some_and(|b| b.is_throttled)
    }

    /// A process that takes `factor` times the CPU for its work.
    pub fn slow_down(&mut self, factor: f64) {
        self.process_factor = factor;
        self.set_pace();
    }

    fn set_pace(&mut self) {
        let stretch = self.burst.as_ref().map_or(1.0, |b| b.stretch());
        self.slow_factor = self.process_factor * stretch;
    }
}
