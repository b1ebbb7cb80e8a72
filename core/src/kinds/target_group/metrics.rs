//! What is published of a target group, and of its balancer through it (spec 5.15).

use super::TargetGroup;
use crate::base::unit::Unit;
use crate::control::PublishCtx;
use crate::rules::distribution::sharing_targets;
use crate::rules::summary::Summary;
use crate::world::metric::Metric;

pub const REQUEST_COUNT: Metric = Metric::events("RequestCount");
/// Sum: requests of the period per healthy target, per registered one while none is healthy.
pub const REQUEST_COUNT_PER_TARGET: Metric = Metric::events("RequestCountPerTarget");
pub const TARGET_RESPONSE_TIME: Metric = Metric::of("TargetResponseTime", Unit::Seconds);
pub const TARGET_2XX_COUNT: Metric = Metric::events("HTTPCode_Target_2XX_Count");
pub const TARGET_3XX_COUNT: Metric = Metric::events("HTTPCode_Target_3XX_Count");
pub const TARGET_4XX_COUNT: Metric = Metric::events("HTTPCode_Target_4XX_Count");
pub const TARGET_5XX_COUNT: Metric = Metric::events("HTTPCode_Target_5XX_Count");
pub const TARGET_CONNECTION_ERROR_COUNT: Metric = Metric::events("TargetConnectionErrorCount");
/// Requests for which no cookie led to a target.
pub const NON_STICKY_REQUEST_COUNT: Metric = Metric::events("NonStickyRequestCount");
pub const HEALTHY_HOST_COUNT: Metric = Metric::of("HealthyHostCount", Unit::Count);
pub const UN_HEALTHY_HOST_COUNT: Metric = Metric::of("UnHealthyHostCount", Unit::Count);
/// Targets that fail more often than their peers, and those that get less for it.
pub const ANOMALOUS_HOST_COUNT: Metric = Metric::of("AnomalousHostCount", Unit::Count);
pub const MITIGATED_HOST_COUNT: Metric = Metric::of("MitigatedHostCount", Unit::Count);

/// Zones that are well enough for DNS, those whose nodes route to all targets, and what was so routed
/// while all did.
const HEALTHY_STATE_DNS: Metric = Metric::of("HealthyStateDNS", Unit::Count);
const UNHEALTHY_STATE_ROUTING: Metric = Metric::of("UnhealthyStateRouting", Unit::Count);
const UNHEALTHY_ROUTING_COUNT: Metric = Metric::events("UnhealthyRoutingRequestCount");

pub const METRICS: &[Metric] = &[
    REQUEST_COUNT,
    REQUEST_COUNT_PER_TARGET,
    TARGET_RESPONSE_TIME,
    TARGET_2XX_COUNT,
    TARGET_3XX_COUNT,
    TARGET_4XX_COUNT,
    TARGET_5XX_COUNT,
    TARGET_CONNECTION_ERROR_COUNT,
    NON_STICKY_REQUEST_COUNT,
    HEALTHY_HOST_COUNT,
    UN_HEALTHY_HOST_COUNT,
    ANOMALOUS_HOST_COUNT,
    MITIGATED_HOST_COUNT,
    HEALTHY_STATE_DNS,
    UNHEALTHY_STATE_ROUTING,
    UNHEALTHY_ROUTING_COUNT,
];

impl TargetGroup {
    /// Only with traffic, except the metric that scaling follows: it emits real zeros (5.15).
    pub(super) fn publish_period(&self, cx: &mut PublishCtx<'_, '_>) {
        let me = cx.me;
        let Some(owner) = cx.owner(me) else { return };
        let read = cx.with_balancing(owner, |balancer, _| {
            let pool = balancer.pool_mut(me)?;
            let opened = pool.fail_open(pool.is_fail_open);
            let states = (pool.zones_well, pool.zones_open.count_ones());
            let chosen = pool.sticky.as_ref().map_or(0, |sticky| sticky.chosen);
            let meter = &mut pool.meter;
            let times = Summary::of_times(&meter.response);
            meter.response.clear();
            let [failed, _, ok, elsewhere, refused, broken] = meter.answers;
            let totals = [
                (REQUEST_COUNT, meter.requests),
                (TARGET_2XX_COUNT, ok),
                (TARGET_3XX_COUNT, elsewhere),
                (TARGET_4XX_COUNT, refused),
                (TARGET_5XX_COUNT, broken),
                (TARGET_CONNECTION_ERROR_COUNT, failed),
                (NON_STICKY_REQUEST_COUNT, chosen),
                (UNHEALTHY_ROUTING_COUNT, opened),
            ];
            Some((times, meter.requests, totals, states))
        });
        let Some((times, requests, totals, (well, open))) = read.flatten() else {
            return;
        };
        let (healthy, unhealthy) = self.host_counts();
        let registered = self.registered() as u32;
        if registered > 0 {
            cx.put_level(HEALTHY_HOST_COUNT, f64::from(healthy));
            cx.put_level(UN_HEALTHY_HOST_COUNT, f64::from(unhealthy));
            cx.put_level(HEALTHY_STATE_DNS, f64::from(well));
            cx.put_level(UNHEALTHY_STATE_ROUTING, f64::from(open));
        }
        if registered > 0 && self.compares() {
            let (anomalous, mitigated) = self.anomalies();
            cx.put_level(ANOMALOUS_HOST_COUNT, f64::from(anomalous));
            cx.put_level(MITIGATED_HOST_COUNT, f64::from(mitigated));
        }
        let targets = sharing_targets(healthy, registered);
        let requests = cx.gained(REQUEST_COUNT_PER_TARGET, requests as f64);
        let per_target = Summary::counted(requests / f64::from(targets.max(1)));
        cx.put_of(me, REQUEST_COUNT_PER_TARGET, targets, per_target);
        for (metric, total) in totals {
            cx.put_gained(metric, total as f64);
        }
        if let Some(times) = times {
            for part in [me, owner] {
                cx.put_of(part, TARGET_RESPONSE_TIME, healthy, times.clone());
            }
        }
    }
}
