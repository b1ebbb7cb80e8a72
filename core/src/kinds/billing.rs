//! What the parts of a run cost (spec 16): US dollars, us-east-1, Linux on demand.

use super::Part;
use super::control::Control;
use super::instance::Instance;
use crate::base::time::{Instant, Span};
use crate::rules::database::DbClass;

const ALB_PER_HOUR: f64 = 0.0225;
const LCU_PER_HOUR: f64 = 0.008;
const ALARM_PER_MONTH: f64 = 0.10;
const DETAILED_MONITORING_PER_MONTH: f64 = 2.10;
const HOURS_PER_MONTH: f64 = 730.0;
const BILLED_MIN: Span = Span::from_s(60);

/// What an instance has cost so far: per second, one minute at least. Basis: documented - EC2 pricing.
pub fn instance_usd(instance: &Instance, now: Instant) -> f64 {
    let Some(from) = instance.running_at else {
        return 0.0;
    };
    let until = instance.billed_until.unwrap_or(now);
    let billed = until.since(from).max(BILLED_MIN);
    billed.s_f64() / 3_600.0 * hourly(instance)
}

fn hourly(instance: &Instance) -> f64 {
    let monitoring = if instance.params.monitoring.enabled {
        DETAILED_MONITORING_PER_MONTH
    } else {
        0.0
    };
    instance.usd_per_hour + monitoring / HOURS_PER_MONTH
}

/// Price per hour of a part as it stands now; usage-priced parts by their use so far.
pub fn usd_per_hour(part: &Part, now: Instant) -> f64 {
    match part {
        Part::Instance(instance) => {
            let is_billed = instance.running_at.is_some() && instance.billed_until.is_none();
            if is_billed { hourly(instance) } else { 0.0 }
        }
        Part::LoadBalancer(balancer) => {
            let hours = (now.s_f64() / 3_600.0).max(1e-9);
            let gb_per_hour = balancer.bytes as f64 / 1e9 / hours;
            ALB_PER_HOUR + LCU_PER_HOUR * gb_per_hour
        }
        Part::Database(database) => {
            let class = DbClass::named(&database.params().class).unwrap_or_default();
            class.usd_per_hour * if database.params().multi_az { 2.0 } else { 1.0 }
        }
        Part::Alarm(_) => ALARM_PER_MONTH / HOURS_PER_MONTH,
        _ => 0.0,
    }
}

/// What the run has cost since its start.
pub fn spent_usd(parts: &[Part], control: &Control, now: Instant) -> f64 {
    let hours = now.s_f64() / 3_600.0;
    let running: f64 = parts
        .iter()
        .map(|part| match part {
            Part::Instance(instance) => instance_usd(instance, now),
            other => usd_per_hour(other, now) * hours,
        })
        .sum();
    control.spent_usd + running
}
