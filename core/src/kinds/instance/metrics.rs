//! What EC2 publishes of a machine (spec 9.2): by the machine itself if it stands alone, by its
//! group for all of them otherwise.

use super::Instance;
use crate::base::unit::Unit;
use crate::control::{BASIC_PERIOD, PERIOD, PublishCtx};
use crate::rules::lifecycle::Ec2State;
use crate::rules::summary::Summary;
use crate::world::log::What;
use crate::world::metric::Metric;
use crate::world::published::tidy;

pub const CPU_UTILIZATION: Metric = Metric::of("CPUUtilization", Unit::Percent);
/// Bytes in a period.
pub const NETWORK_IN: Metric = Metric::of("NetworkIn", Unit::Bytes);
pub const NETWORK_OUT: Metric = Metric::of("NetworkOut", Unit::Bytes);
/// 1 when either of the two status checks below fails.
pub const STATUS_CHECK_FAILED: Metric = check("StatusCheckFailed");
/// The machine itself does not answer.
pub const STATUS_CHECK_FAILED_INSTANCE: Metric = check("StatusCheckFailed_Instance");
/// What it runs on is cut off.
pub const STATUS_CHECK_FAILED_SYSTEM: Metric = check("StatusCheckFailed_System");
/// Every five minutes, of a burstable type.
pub const CPU_CREDIT_BALANCE: Metric = Metric::of("CPUCreditBalance", Unit::Count);

const fn check(name: &'static str) -> Metric {
    Metric::of(name, Unit::Count)
}

/// Every five minutes, or every minute with detailed monitoring.
pub const MEASURED: [Metric; 3] = [CPU_UTILIZATION, NETWORK_IN, NETWORK_OUT];

/// Status checks of a running machine, every minute and free.
pub const CHECKED: [Metric; 3] = [
    STATUS_CHECK_FAILED,
    STATUS_CHECK_FAILED_INSTANCE,
    STATUS_CHECK_FAILED_SYSTEM,
];

pub const METRICS: &[Metric] = &[
    CPU_UTILIZATION,
    NETWORK_IN,
    NETWORK_OUT,
    STATUS_CHECK_FAILED,
    STATUS_CHECK_FAILED_INSTANCE,
    STATUS_CHECK_FAILED_SYSTEM,
    CPU_CREDIT_BALANCE,
];

impl Instance {
    /// Books the CPU credits of the minute; what changes is whether it is held at the baseline
    /// (spec 6.4).
    pub(super) fn book_credits(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let was_on = self.is_throttled();
        let surplus = self.settle_credits(cx.now());
        cx.control.bill.pay(surplus);
        let is_on = self.is_throttled();
        if is_on != was_on {
            let instance = self.id;
            cx.log_of(instance.owner, What::CpuThrottled { instance, is_on }, None);
        }
    }

    pub(super) fn take_samples(&mut self, cx: &mut PublishCtx<'_, '_>) {
        if self.ec2 != Ec2State::Running {
            self.sampled.at = cx.now();
            return;
        }
        let ends_basic = cx.ends(BASIC_PERIOD);
        if self.params.monitoring.enabled || ends_basic {
            self.measure(ends_basic, cx);
        }
        let (own, system) = (self.impaired_since.is_some(), self.is_unreachable);
        for (metric, is_failed) in CHECKED.into_iter().zip([own || system, own, system]) {
            let failed = Summary::of(f64::from(u8::from(is_failed)));
            cx.sample(self.owner, metric, failed);
        }
    }

    /// Bytes are sampled once a minute, whatever the period: their sum is that of the period, their
    /// average is bytes per minute with basic monitoring too.
    fn measure(&mut self, ends_basic: bool, cx: &mut PublishCtx<'_, '_>) {
        let now = cx.now();
        let before = self.sampled;
        self.sampled = self.readings(now);
        let since = self.running_at.map_or(before.at, |at| at.max(before.at));
        let span_us = now.since(since).us();
        if span_us == 0 {
            return;
        }
        let after = self.sampled;
        let capacity = span_us as f64 * f64::from(self.vcpus());
        let busy_us = after.busy_us.saturating_sub(before.busy_us) as f64;
        let cpu = tidy(busy_us / capacity * 100.0).min(100.0);
        // The last one begun is counted in full.
        let minutes = span_us.div_ceil(PERIOD.us()) as f64;
        let per_minute = |after: u64, before: u64| {
            Summary::alike(after.saturating_sub(before) as f64 / minutes, minutes)
        };
        let measured = [
            Summary::of(cpu),
            per_minute(after.bytes_in, before.bytes_in),
            per_minute(after.bytes_out, before.bytes_out),
        ];
        for (metric, sample) in MEASURED.into_iter().zip(measured) {
            cx.sample(self.owner, metric, sample);
        }
        if let Some(burst) = self.burst.as_ref().filter(|_| ends_basic) {
            let credits = Summary::of(tidy(burst.account.balance()));
            cx.sample(self.owner, CPU_CREDIT_BALANCE, credits);
        }
    }
}
