//! What is published of a group: EC2's metrics of its machines together, and its own sizes.

use super::{Group, Member};
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::control::{PERIOD, PublishCtx};
use crate::kinds::instance::{Instance, metrics as machine};
use crate::rules::alarm::{counts_in_group, group_metric};
use crate::world::metric::Metric;

pub const GROUP_MIN_SIZE: Metric = size("GroupMinSize");
pub const GROUP_MAX_SIZE: Metric = size("GroupMaxSize");
pub const GROUP_TOTAL_INSTANCES: Metric = size("GroupTotalInstances");
pub const GROUP_DESIRED_CAPACITY: Metric = size("GroupDesiredCapacity");
pub const GROUP_IN_SERVICE_INSTANCES: Metric = size("GroupInServiceInstances");
pub const GROUP_PENDING_INSTANCES: Metric = size("GroupPendingInstances");
pub const GROUP_TERMINATING_INSTANCES: Metric = size("GroupTerminatingInstances");

const fn size(name: &'static str) -> Metric {
    Metric::of(name, Unit::Count)
}

pub const METRICS: &[Metric] = &[
    machine::CPU_UTILIZATION,
    machine::NETWORK_IN,
    machine::NETWORK_OUT,
    machine::STATUS_CHECK_FAILED,
    machine::STATUS_CHECK_FAILED_INSTANCE,
    machine::STATUS_CHECK_FAILED_SYSTEM,
    GROUP_MIN_SIZE,
    GROUP_MAX_SIZE,
    GROUP_TOTAL_INSTANCES,
    GROUP_DESIRED_CAPACITY,
    GROUP_IN_SERVICE_INSTANCES,
    GROUP_PENDING_INSTANCES,
    GROUP_TERMINATING_INSTANCES,
    machine::CPU_CREDIT_BALANCE,
];

/// The namespace of a metric as a group's; `None`: a group has none of this name.
pub fn namespace(metric: Metric) -> Option<&'static str> {
    let namespace = match machine::METRICS.contains(&metric) {
        true => "AWS/EC2",
        false => "AWS/AutoScaling",
    };
    METRICS.contains(&metric).then_some(namespace)
}

/// Minutes of offered load kept: longer periods are told without it.
const OFFERED_MINUTES: usize = 60;
const MINUTE: Span = Span::from_s(60);

impl Group {
    /// Notes what the instances were asked for in the minute that ends at `end`.
    pub fn note_offered(&mut self, end: Instant, percent: f64) {
        if self.offered.len() >= OFFERED_MINUTES {
            self.offered.pop_front();
        }
        self.offered.push_back((end, percent));
    }

    /// Load that the instances were asked for in the period that ends at `end`, in percent of their
    /// vCPUs (spec 1.3). Errors: `None` for a period that is longer than what is kept.
    pub fn offered_percent(&self, end: Instant, period: Span) -> Option<f64> {
        if period > MINUTE.saturating_mul(OFFERED_MINUTES as u64) {
            return None;
        }
        let is_inside = |o: &&(Instant, f64)| o.0 <= end && end.since(o.0) < period;
        let inside = self.offered.iter().filter(is_inside);
        let (sum, count) = inside.fold((0.0, 0u32), |(sum, n), o| (sum + o.1, n + 1));
        (count > 0).then(|| sum / f64::from(count))
    }

    /// What the instances were asked for in the minute that ends now: CPU time that requests came
    /// for over the vCPU time that served, whatever a full machine made of it (spec 1.3).
    pub(super) fn note_minute(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let now = cx.now();
        let (mut asked_us, mut served_us) = (0.0, 0);
        for member in &self.members {
            if let Some(instance) = cx.get_mut::<Instance>(member.part) {
                asked_us += instance.take_offered_us();
                let served = instance.listened_for(now).min(PERIOD);
                served_us += served.us() * u64::from(instance.vcpus());
            }
        }
        if served_us > 0 {
            self.note_offered(now, asked_us / served_us as f64 * 100.0);
        }
    }

    /// Averages over the instances that count: in service and warm. A status check is of all that run.
    pub(super) fn publish_machines(&self, cx: &mut PublishCtx<'_, '_>) {
        let (now, warmup) = (cx.now(), self.metric_warmup());
        let counts = |m: &Member| counts_in_group(m.state, m.in_service_for(now), warmup);
        for metric in machine::METRICS {
            let is_of_all = machine::CHECKED.contains(metric);
            let samples = cx.samples(*metric).into_iter();
            let counting = samples.filter(|(part, _)| {
                let member = self.member(cx.control.handle(*part));
                is_of_all || member.is_some_and(counts)
            });
            if let Some((contributors, all)) = group_metric(counting.map(|(_, sample)| sample)) {
                cx.put_of(cx.me, *metric, contributors, all);
            }
        }
    }

    pub(super) fn publish_sizes(&self, cx: &mut PublishCtx<'_, '_>) {
        let count = |is_it: fn(&Member) -> bool| self.members.iter().filter(|m| is_it(m)).count();
        for (metric, count) in [
            (GROUP_DESIRED_CAPACITY, self.desired as usize),
            (GROUP_IN_SERVICE_INSTANCES, self.in_service()),
            (GROUP_PENDING_INSTANCES, count(Member::is_pending)),
            (GROUP_TERMINATING_INSTANCES, count(Member::is_terminating)),
            (GROUP_TOTAL_INSTANCES, self.members.len()),
            (GROUP_MIN_SIZE, self.min as usize),
            (GROUP_MAX_SIZE, self.max as usize),
        ] {
            cx.put_level(metric, count as f64);
        }
    }
}
