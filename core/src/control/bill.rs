//! What a run has cost (spec 16): US dollars, us-east-1, Linux on demand.
//!
//! Paid as it falls due: every minute and before every edit, so that a changed price never reaches
//! back and a part costs from when it is drawn until it is removed. Left out, because the engine
//! has no numbers for it: data between zones behind no balancer, free tiers.

use super::Control;
use crate::base::id::PartIx;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::contract::{Price, Usage};
use crate::kinds::LivePart;
use crate::world::ctx::World;
use serde::{Deserialize, Serialize};

/// What has been paid so far, and the meter readings of then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bill {
    usd: f64,
    /// Running time of machines that has been paid.
    machine: Span,
    until: Instant,
    #[serde(with = "crate::base::pairs")]
    read: SmallMap<PartIx, Usage>,
    /// Usage paid since the last full minute.
    usage_usd: f64,
    minute_began: Instant,
    usage_usd_per_hour: f64,
}

impl Bill {
    /// Pays everything up to now.
    pub(super) fn settle(&mut self, parts: &[LivePart], control: &Control, world: &World) {
        for (ix, part) in parts.iter().enumerate() {
            self.charge(PartIx(ix as u16), part, control, world);
        }
        self.until = world.now;
    }

    /// Pays for a minute that ends, and notes what usage costs at this rate.
    pub(super) fn settle_minute(&mut self, parts: &[LivePart], control: &Control, world: &World) {
        self.settle(parts, control, world);
        let now = world.now;
        let hours = now.since(self.minute_began).s_f64() / 3_600.0;
        if hours > 0.0 {
            self.usage_usd_per_hour = self.usage_usd / hours;
        }
        (self.usage_usd, self.minute_began) = (0.0, now);
    }

    /// Pays for a part that ends.
    pub(super) fn close(&mut self, ix: PartIx, part: &LivePart, control: &Control, world: &World) {
        self.charge(ix, part, control, world);
        self.read.remove(&ix);
    }

    /// Pays at once what has no price per hour, such as surplus CPU credits.
    pub fn pay(&mut self, usd: f64) {
        self.usd += usd;
    }

    /// Pays for a machine's time since it was started, which is over: it may be started again.
    pub fn pay_machine(&mut self, price: &Price, now: Instant) {
        self.usd += price.usd_between(self.until, now);
        self.machine = self.machine + price.machine_time(self.until, now);
    }

    fn charge(&mut self, ix: PartIx, part: &LivePart, control: &Control, world: &World) {
        let now = world.now;
        let price = control.price(ix, part, now);
        let usage_usd = self.usage_since(ix, part, world);
        self.usd += price.usd_between(self.until, now) + usage_usd;
        self.machine = self.machine + price.machine_time(self.until, now);
        self.usage_usd += usage_usd;
        if let Some(usage) = part.usage(ix, world) {
            self.read.insert(ix, usage);
        }
    }

    /// What the use of a part has cost since it was last read.
    fn usage_since(&self, ix: PartIx, part: &LivePart, world: &World) -> f64 {
        let Some(after) = part.usage(ix, world) else {
            return 0.0;
        };
        let before = self.read.get(&ix).copied().unwrap_or_default();
        part.usage_usd(after.since(before), world.now.since(self.until))
    }
}

/// What a run has taken since its start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spent {
    pub usd: f64,
    /// Running time of all machines, as it is billed.
    pub instance: Span,
}

/// What the run has cost since its start.
pub fn spent(parts: &[LivePart], control: &Control, world: &World) -> Spent {
    let (bill, now) = (&control.bill, world.now);
    let mut spent = Spent {
        usd: bill.usd,
        instance: bill.machine,
    };
    for (ix, part) in parts.iter().enumerate() {
        let ix = PartIx(ix as u16);
        let price = control.price(ix, part, now);
        let usage = bill.usage_since(ix, part, world);
        spent.usd += price.usd_between(bill.until, now) + usage;
        spent.instance = spent.instance + price.machine_time(bill.until, now);
    }
    spent
}

/// What the board costs per hour as it stands now, usage at the rate of the last full minute.
pub fn usd_per_hour(parts: &[LivePart], control: &Control, now: Instant) -> f64 {
    let price = |(part, ix)| control.price(PartIx(ix), part, now).usd_per_hour_now();
    let standing = parts.iter().zip(0..).map(price);
    standing.sum::<f64>() + control.bill.usage_usd_per_hour
}
