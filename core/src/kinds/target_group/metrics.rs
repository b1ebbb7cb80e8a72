//! What is published of a target group, and of its balancer through it (spec 5.15).

use super::TargetGroup;
use crate::control::PublishCtx;
use crate::kinds::load_balancer::LoadBalancer;
use crate::rules::distribution::sharing_targets;
use crate::rules::summary::Summary;
use crate::world::metric::Metric;

pub const METRICS: &[Metric] = &[
    Metric::RequestCount,
    Metric::RequestCountPerTarget,
    Metric::TargetResponseTime,
    Metric::HTTPCode_Target_2XX_Count,
    Metric::HTTPCode_Target_5XX_Count,
    Metric::TargetConnectionErrorCount,
    Metric::HealthyHostCount,
    Metric::UnHealthyHostCount,
];

impl TargetGroup {
    /// Only with traffic, except the metric that scaling follows: it emits real zeros (5.15).
    pub(super) fn publish_period(&self, cx: &mut PublishCtx<'_, '_>) {
        let me = cx.me;
        let Some(owner) = cx.owner(me) else { return };
        let read = cx.with::<LoadBalancer, _>(owner, |balancer, _| {
            let meter = &mut balancer.pool_mut(me)?.meter;
            let times = Summary::of_times(&meter.response);
            meter.response.clear();
            let totals = [
                (Metric::RequestCount, meter.requests),
                (Metric::HTTPCode_Target_2XX_Count, meter.target_2xx),
                (Metric::HTTPCode_Target_5XX_Count, meter.target_5xx),
                (Metric::TargetConnectionErrorCount, meter.connection_errors),
            ];
            Some((times, meter.requests, totals))
        });
        let Some((times, requests, totals)) = read.flatten() else {
            return;
        };
        let (healthy, unhealthy) = self.host_counts();
        let registered = self.registered() as u32;
        if registered > 0 {
            cx.put_level(Metric::HealthyHostCount, f64::from(healthy));
            cx.put_level(Metric::UnHealthyHostCount, f64::from(unhealthy));
        }
        let targets = sharing_targets(healthy, registered);
        let requests = cx.gained(Metric::RequestCountPerTarget, requests as f64);
        let per_target = Summary::counted(requests / f64::from(targets.max(1)));
        cx.put_of(me, Metric::RequestCountPerTarget, targets, per_target);
        for (metric, total) in totals {
            cx.put_gained(metric, total as f64);
        }
        if let Some(times) = times {
            for part in [me, owner] {
                cx.put_of(part, Metric::TargetResponseTime, healthy, times.clone());
            }
        }
    }
}
