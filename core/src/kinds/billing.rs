//! What the parts of a run cost (spec 16): US dollars, us-east-1, Linux on demand.
//!
//! Paid as it falls due: every minute and before every edit, so that a changed price never reaches
//! back and a part costs from when it is drawn until it is removed. Left out, because the engine
//! has no numbers for it: volumes of instances, public addresses of instances, data between zones,
//! reused connections (every request opens one), rules beyond the ten free ones, free tiers.

use super::Part;
use super::instance::Instance;
use super::policy::PolicyType;
use crate::base::id::PartIx;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::control::Control;
use crate::rules::cost::{self, ALB_PER_HOUR, LCU_PER_HOUR, LcuUse};
use serde::{Deserialize, Serialize};

const HOURS_PER_MONTH: f64 = 730.0;
/// One for each node of a balancer.
const PUBLIC_IPV4_PER_HOUR: f64 = 0.005;
/// From instances to the internet, by a balancer or not.
const DATA_OUT_PER_GB: f64 = 0.09;
const ALARM_PER_MONTH: f64 = 0.10;
const HIGH_RESOLUTION_ALARM_PER_MONTH: f64 = 0.30;
const DETAILED_MONITORING_PER_MONTH: f64 = 2.10;
const HOSTED_ZONE_PER_MONTH: f64 = 0.50;
/// Of records that are no alias; queries for those are free.
const QUERY: f64 = 0.40 / 1e6;
const DB_STORAGE_PER_GB_MONTH: f64 = 0.115;
/// The least that RDS takes. Basis: model - a database of the board has no size of its own.
const DB_STORAGE_GB: f64 = 20.0;

/// What has been paid so far, and the meter readings of then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bill {
    usd: f64,
    /// Running time of instances that has been paid.
    instance: Span,
    until: Instant,
    #[serde(with = "crate::base::pairs")]
    read: SmallMap<PartIx, Usage>,
    /// Usage paid since the last full minute.
    usage_usd: f64,
    minute_began: Instant,
    usage_usd_per_hour: f64,
}

/// Readings of counters that only grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Usage {
    requests: u64,
    bytes: u64,
}

impl Bill {
    /// Pays everything up to `now`.
    pub fn settle(&mut self, parts: &[Part], now: Instant) {
        for (ix, part) in parts.iter().enumerate() {
            self.charge(PartIx(ix as u16), part, now);
        }
        self.until = now;
    }

    /// Pays for a minute that ends, and notes what usage costs at this rate.
    pub fn settle_minute(&mut self, parts: &[Part], now: Instant) {
        self.settle(parts, now);
        let hours = now.since(self.minute_began).s_f64() / 3_600.0;
        if hours > 0.0 {
            self.usage_usd_per_hour = self.usage_usd / hours;
        }
        (self.usage_usd, self.minute_began) = (0.0, now);
    }

    /// Pays for a part that ends.
    pub fn close(&mut self, ix: PartIx, part: &Part, now: Instant) {
        self.charge(ix, part, now);
        self.read.remove(&ix);
    }

    /// Pays at once what has no price per hour, such as surplus CPU credits.
    pub fn pay(&mut self, usd: f64) {
        self.usd += usd;
    }

    /// Pays for an instance's time since it was started, which is over: it may be started again.
    pub fn pay_instance(&mut self, instance: &Instance, now: Instant) {
        self.usd += instance_usd(instance, self.until, now);
        self.instance = self.instance + billed_between(instance, self.until, now);
    }

    fn charge(&mut self, ix: PartIx, part: &Part, now: Instant) {
        let usage_usd = self.usage_since(ix, part, now);
        self.usd += standing_usd(part, self.until, now) + usage_usd;
        self.instance = self.instance + instance_time(part, self.until, now);
        self.usage_usd += usage_usd;
        if let Some(usage) = usage(part) {
            self.read.insert(ix, usage);
        }
    }

    /// Usage of a part since it was last read.
    fn usage_since(&self, ix: PartIx, part: &Part, now: Instant) -> f64 {
        let Some(after) = usage(part) else { return 0.0 };
        let before = self.read.get(&ix).copied().unwrap_or_default();
        let gained = Usage {
            requests: after.requests.saturating_sub(before.requests),
            bytes: after.bytes.saturating_sub(before.bytes),
        };
        usage_usd(part, gained, now.since(self.until))
    }
}

/// What a run has taken since its start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spent {
    pub usd: f64,
    /// Running time of all instances, as it is billed.
    pub instance: Span,
}

/// What the run has cost since its start.
pub fn spent(parts: &[Part], control: &Control, now: Instant) -> Spent {
    let bill = &control.bill;
    let mut spent = Spent {
        usd: bill.usd,
        instance: bill.instance,
    };
    for (ix, part) in parts.iter().enumerate() {
        let usage = bill.usage_since(PartIx(ix as u16), part, now);
        spent.usd += standing_usd(part, bill.until, now) + usage;
        spent.instance = spent.instance + instance_time(part, bill.until, now);
    }
    spent
}

/// What the board costs per hour as it stands now, usage at the rate of the last full minute.
pub fn usd_per_hour(parts: &[Part], control: &Control) -> f64 {
    let standing = parts.iter().map(hourly);
    standing.sum::<f64>() + control.bill.usage_usd_per_hour
}

/// Price per hour of what a part is, used or not.
fn hourly(part: &Part) -> f64 {
    match part {
        Part::Instance(instance) => {
            let is_billed = instance.running_at.is_some() && instance.billed_until.is_none();
            if is_billed {
                hourly_of_instance(instance)
            } else {
                0.0
            }
        }
        Part::LoadBalancer(balancer) => {
            ALB_PER_HOUR + PUBLIC_IPV4_PER_HOUR * f64::from(balancer.zones.count_ones())
        }
        Part::Database(database) => {
            let class = database.params().sizes();
            let storage = DB_STORAGE_GB * DB_STORAGE_PER_GB_MONTH / HOURS_PER_MONTH;
            let copies = if database.params().multi_az { 2.0 } else { 1.0 };
            (class.usd_per_hour + storage) * copies
        }
        Part::Alarm(alarm) if alarm.params.period_s < 60 => {
            HIGH_RESOLUTION_ALARM_PER_MONTH / HOURS_PER_MONTH
        }
        Part::Alarm(_) => ALARM_PER_MONTH / HOURS_PER_MONTH,
        // AWS keeps a high and a low alarm for it.
        Part::ScalingPolicy(policy)
            if policy.params.policy_type == PolicyType::TargetTrackingScaling =>
        {
            2.0 * ALARM_PER_MONTH / HOURS_PER_MONTH
        }
        Part::Route53(_) => HOSTED_ZONE_PER_MONTH / HOURS_PER_MONTH,
        _ => 0.0,
    }
}

fn hourly_of_instance(instance: &Instance) -> f64 {
    let monitoring = if instance.params.monitoring.enabled {
        DETAILED_MONITORING_PER_MONTH
    } else {
        0.0
    };
    instance.usd_per_hour + monitoring / HOURS_PER_MONTH
}

/// What a part costs from one moment to another, used or not.
fn standing_usd(part: &Part, from: Instant, to: Instant) -> f64 {
    match part {
        Part::Instance(instance) => instance_usd(instance, from, to),
        _ => to.since(from).s_f64() / 3_600.0 * hourly(part),
    }
}

fn instance_usd(instance: &Instance, from: Instant, to: Instant) -> f64 {
    billed_between(instance, from, to).s_f64() / 3_600.0 * hourly_of_instance(instance)
}

/// Running time of an instance that falls due between two moments; none of other parts.
fn instance_time(part: &Part, from: Instant, to: Instant) -> Span {
    match part {
        Part::Instance(instance) => billed_between(instance, from, to),
        _ => Span::ZERO,
    }
}

fn billed_between(instance: &Instance, from: Instant, to: Instant) -> Span {
    billed(instance, to) - billed(instance, from)
}

/// Running time of an instance that is to be paid by `at`.
fn billed(instance: &Instance, at: Instant) -> Span {
    let Some(from) = instance.running_at.filter(|from| *from < at) else {
        return Span::ZERO;
    };
    let until = instance.billed_until.map_or(at, |until| until.min(at));
    cost::billed(until.since(from))
}

fn usage(part: &Part) -> Option<Usage> {
    match part {
        Part::Instance(instance) => Some(Usage {
            requests: 0,
            bytes: instance.bytes_out,
        }),
        Part::LoadBalancer(balancer) => Some(Usage {
            requests: balancer.codes.requests,
            bytes: balancer.bytes,
        }),
        Part::Route53(route53) => Some(Usage {
            requests: route53.queries,
            bytes: 0,
        }),
        _ => None,
    }
}

fn usage_usd(part: &Part, gained: Usage, span: Span) -> f64 {
    let gb = gained.bytes as f64 / 1e9;
    match part {
        Part::Instance(_) => gb * DATA_OUT_PER_GB,
        Part::LoadBalancer(balancer) => {
            let targets = balancer.pools.iter().flat_map(|pool| &pool.targets);
            let active: u32 = targets.map(|target| target.outstanding).sum();
            let hours = span.s_f64() / 3_600.0;
            let used = LcuUse {
                new_connections: gained.requests as f64,
                active_hours: f64::from(active) * hours,
                gb,
                ..LcuUse::default()
            };
            cost::lcu_hours(&used).0 * LCU_PER_HOUR
        }
        Part::Route53(route53) if !route53.params().alias => gained.requests as f64 * QUERY,
        _ => 0.0,
    }
}
