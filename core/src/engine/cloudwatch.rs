//! CloudWatch's collection: at the end of every minute all parts publish their metrics (spec 9.2).
//! Alarms read them after the metric delay, from `world/published.rs`.

use super::simulation::Simulation;
use crate::base::id::{InstanceId, PartIx};
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::kinds::Part;
use crate::kinds::instance::{App, Instance};
use crate::rules::alarm::{counts_in_group, group_metric};
use crate::rules::distribution::sharing_targets;
use crate::rules::lifecycle::Ec2State;
use crate::rules::summary::Summary;
use crate::world::log::What;
use crate::world::metric::Metric;
use crate::world::published::{Datapoint, Published, Source, tidy};
use alloc::vec::Vec;

pub const PERIOD: Span = Span::from_s(60);
/// Period of EC2's own metrics without detailed monitoring.
const BASIC_PERIOD: Span = Span::from_s(300);

/// One instance's values over the period that ends now.
struct Sample {
    part: PartIx,
    owner: PartIx,
    cpu_percent: f64,
    /// Minutes that the bytes are of, the last one begun counted in full.
    minutes: f64,
    network_in: f64,
    network_out: f64,
    /// At the end of five minutes, of a burstable type.
    credit_balance: Option<f64>,
}

impl Sample {
    const METRICS: [Metric; 4] = [
        Metric::CPUUtilization,
        Metric::NetworkIn,
        Metric::NetworkOut,
        Metric::CPUCreditBalance,
    ];

    /// In the order of [`Self::METRICS`].
    fn metrics(&self) -> [Option<Summary>; 4] {
        let network = |bytes| Some(per_minute(bytes, self.minutes));
        [
            Some(Summary::of(self.cpu_percent)),
            network(self.network_in),
            network(self.network_out),
            self.credit_balance.map(Summary::of),
        ]
    }
}

/// Publishes everything whose period ends now.
pub(super) fn publish(simulation: &mut Simulation) {
    let now = simulation.world.now;
    simulation
        .control
        .bill
        .settle_minute(&simulation.parts, now);
    // A whole multiple of five minutes is the end of a basic period too.
    let ends_basic = {
        let before = Instant::from_us(now.us().saturating_sub(1));
        simulation
            .control
            .calendar
            .next_boundary(before, BASIC_PERIOD)
            == now
    };
    settle_credits(simulation, now);
    note_offered(&mut simulation.parts, now);
    let samples = sample_instances(&mut simulation.parts, now, ends_basic);
    let published = &mut simulation.control.published;
    for sample in &samples {
        if sample.owner != sample.part {
            continue;
        }
        for (metric, samples) in Sample::METRICS.into_iter().zip(sample.metrics()) {
            if let Some(samples) = samples {
                put(published, sample.part, metric, now, samples);
            }
        }
    }
    publish_status_checks(simulation, now);
    for ix in 0..simulation.parts.len() {
        let part = PartIx(ix as u16);
        publish_part(simulation, part, &samples, now);
    }
}

fn sample_instances(parts: &mut [Part], now: Instant, ends_basic: bool) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (ix, part) in parts.iter_mut().enumerate() {
        let Part::Instance(instance) = part else {
            continue;
        };
        if instance.ec2 != Ec2State::Running {
            instance.sampled.at = now;
            continue;
        }
        if instance.params.monitoring.enabled || ends_basic {
            let mut sample = sample(instance, PartIx(ix as u16), now);
            if let (Some(sample), Some(burst), true) = (&mut sample, &instance.burst, ends_basic) {
                sample.credit_balance = Some(tidy(burst.account.balance()));
            }
            samples.extend(sample);
        }
    }
    samples
}

/// What the instances of each group were asked for in the minute that ends now: CPU time that
/// requests came for over the vCPU time that served, whatever a full machine made of it (spec 1.3).
fn note_offered(parts: &mut [Part], now: Instant) {
    let mut asked: SmallMap<PartIx, (u64, u64)> = SmallMap::new();
    for (ix, part) in parts.iter_mut().enumerate() {
        let Part::Instance(instance) = part else {
            continue;
        };
        let offered_us = instance.take_offered_us();
        if instance.owner.ix() == ix {
            continue;
        }
        let served = match instance.app {
            App::Listening => now.since(instance.changed_at).min(PERIOD),
            _ => Span::ZERO,
        };
        let sum = asked.or_insert_with(instance.owner, || (0, 0));
        sum.0 += offered_us;
        sum.1 += served.us() * u64::from(instance.vcpus());
    }
    for (owner, (offered_us, capacity_us)) in asked.iter() {
        if let Some(Part::AutoScalingGroup(group)) = parts.get_mut(owner.ix())
            && *capacity_us > 0
        {
            group.note_offered(now, *offered_us as f64 / *capacity_us as f64 * 100.0);
        }
    }
}

/// Books the CPU credits of the minute; what changes is who is held at the baseline (spec 6.4).
fn settle_credits(simulation: &mut Simulation, now: Instant) {
    let mut changed: Vec<(InstanceId, bool)> = Vec::new();
    for part in &mut simulation.parts {
        let Part::Instance(instance) = part else {
            continue;
        };
        let was_throttled = instance.is_throttled();
        let surplus = instance.settle_credits(now);
        simulation.control.bill.pay(surplus);
        let is_on = instance.is_throttled();
        if is_on != was_throttled {
            changed.push((instance.id, is_on));
        }
    }
    for (instance, is_on) in changed {
        let what = What::CpuThrottled { instance, is_on };
        let mut cx = simulation.nobody();
        cx.log_of(instance.owner, what, None);
    }
}

fn sample(instance: &mut Instance, part: PartIx, now: Instant) -> Option<Sample> {
    let before = instance.sampled;
    let busy_us = instance.busy_us(now);
    let since = instance
        .running_at
        .map_or(before.at, |at| at.max(before.at));
    let span = now.since(since).us();
    instance.sampled = instance.readings(now);
    if span == 0 {
        return None;
    }
    let capacity = span as f64 * f64::from(instance.vcpus());
    Some(Sample {
        part,
        owner: instance.owner,
        minutes: span.div_ceil(PERIOD.us()) as f64,
        cpu_percent: tidy((busy_us.saturating_sub(before.busy_us)) as f64 / capacity * 100.0)
            .min(100.0),
        network_in: instance.bytes_in.saturating_sub(before.bytes_in) as f64,
        network_out: instance.bytes_out.saturating_sub(before.bytes_out) as f64,
        credit_balance: None,
    })
}

/// Bytes are sampled once a minute, whatever the period: their sum is that of the period, their
/// average is bytes per minute with basic monitoring too.
const fn per_minute(bytes: f64, minutes: f64) -> Summary {
    Summary::alike(bytes / minutes, minutes)
}

fn put(published: &mut Published, part: PartIx, metric: Metric, end: Instant, samples: Summary) {
    published.push((part, metric), Datapoint::of(end, samples));
}

/// A level as it stands at the end of the period.
fn put_level(published: &mut Published, part: PartIx, metric: Metric, end: Instant, value: f64) {
    put(published, part, metric, end, Summary::of(value));
}

fn publish_part(simulation: &mut Simulation, ix: PartIx, samples: &[Sample], now: Instant) {
    match simulation.parts.get(ix.ix()) {
        Some(Part::AutoScalingGroup(_)) => publish_group(simulation, ix, samples, now),
        Some(Part::TargetGroup(_)) => publish_target_group(simulation, ix, now),
        Some(Part::LoadBalancer(_)) => publish_balancer(simulation, ix, now),
        Some(Part::Database(database)) => {
            let busy = database.busy_us(now) as f64;
            let (vcpus, connections) = (database.vcpus(), database.connections());
            let meter = simulation.control.meter(ix, 0, busy);
            let cpu = meter / (PERIOD.us() as f64 * f64::from(vcpus)) * 100.0;
            let cpu = tidy(cpu).min(100.0);
            let published = &mut simulation.control.published;
            put_level(published, ix, Metric::CPUUtilization, now, cpu);
            let connections = f64::from(connections);
            put_level(published, ix, Metric::DatabaseConnections, now, connections);
        }
        _ => {}
    }
}

/// The status checks of running instances, every minute and free: of one that stands alone, and of
/// a group's together.
fn publish_status_checks(simulation: &mut Simulation, now: Instant) {
    let mut checks: SmallMap<Source, Datapoint> = SmallMap::new();
    for part in &simulation.parts {
        let Part::Instance(instance) = part else {
            continue;
        };
        if instance.ec2 != Ec2State::Running {
            continue;
        }
        let (own, system) = (instance.impaired_since.is_some(), instance.is_unreachable);
        for (metric, is_failed) in [
            (Metric::StatusCheckFailed, own || system),
            (Metric::StatusCheckFailed_Instance, own),
            (Metric::StatusCheckFailed_System, system),
        ] {
            let source = (instance.owner, metric);
            let one = Summary::of(f64::from(u8::from(is_failed)));
            match checks.get_mut(&source) {
                None => {
                    checks.insert(source, Datapoint::of(now, one));
                }
                Some(all) => {
                    all.samples.merge(&one);
                    all.contributors += 1;
                }
            }
        }
    }
    for (source, datapoint) in checks.iter() {
        if !is_silent(&simulation.parts, source.0) {
            let published = &mut simulation.control.published;
            published.push(*source, datapoint.clone());
        }
    }
}

/// Whether the part is a group whose metrics do not arrive.
fn is_silent(parts: &[Part], part: PartIx) -> bool {
    matches!(parts.get(part.ix()), Some(Part::AutoScalingGroup(group)) if group.is_silent)
}

/// Averages over the instances that count: in service and warm (`group_metric`).
fn publish_group(simulation: &mut Simulation, ix: PartIx, samples: &[Sample], now: Instant) {
    let Some(Part::AutoScalingGroup(group)) = simulation.parts.get(ix.ix()) else {
        return;
    };
    if group.is_silent {
        return;
    }
    let warmup = group.metric_warmup();
    let counts = |sample: &&Sample| {
        let member = group.member(sample.part);
        member.is_some_and(|m| counts_in_group(m.state, m.in_service_for(now), warmup))
    };
    let counting: Vec<_> = samples.iter().filter(counts).map(Sample::metrics).collect();
    let published = &mut simulation.control.published;
    for (row, metric) in Sample::METRICS.into_iter().enumerate() {
        let samples = counting
            .iter()
            .filter_map(|of_one| of_one.get(row)?.clone());
        if let Some((contributors, samples)) = group_metric(samples) {
            let datapoint = Datapoint {
                end: now,
                samples,
                contributors,
            };
            published.push((ix, metric), datapoint);
        }
    }
    let pending = group.members.iter().filter(|m| m.is_pending()).count();
    let terminating = group.members.iter().filter(|m| m.is_terminating()).count();
    for (metric, count) in [
        (Metric::GroupDesiredCapacity, group.desired as usize),
        (Metric::GroupInServiceInstances, group.in_service()),
        (Metric::GroupPendingInstances, pending),
        (Metric::GroupTerminatingInstances, terminating),
        (Metric::GroupTotalInstances, group.members.len()),
        (Metric::GroupMinSize, group.min as usize),
        (Metric::GroupMaxSize, group.max as usize),
    ] {
        put_level(published, ix, metric, now, count as f64);
    }
}

/// Only with traffic, except the metric that scaling follows: it emits real zeros (5.15).
fn publish_target_group(simulation: &mut Simulation, ix: PartIx, now: Instant) {
    let Some(Part::TargetGroup(group)) = simulation.parts.get(ix.ix()) else {
        return;
    };
    let (healthy, unhealthy) = group.host_counts();
    let registered = group.registered() as u32;
    let Some(owner) = simulation.control.facts.get(ix.ix()).and_then(|f| f.of) else {
        return;
    };
    let Some(Part::LoadBalancer(balancer)) = simulation.parts.get_mut(owner.ix()) else {
        return;
    };
    let Some(pool) = balancer.pool_mut(ix) else {
        return;
    };
    let response = Summary::of_times(&pool.meter.response);
    pool.meter.response.clear();
    let meter = &pool.meter;
    let control = &mut simulation.control;
    let requests = control.meter(ix, 0, meter.requests as f64);
    let ok = control.meter(ix, 1, meter.target_2xx as f64);
    let failed = control.meter(ix, 2, meter.target_5xx as f64);
    let refused = control.meter(ix, 3, meter.connection_errors as f64);
    let published = &mut control.published;
    if registered > 0 {
        for (metric, hosts) in [
            (Metric::HealthyHostCount, healthy),
            (Metric::UnHealthyHostCount, unhealthy),
        ] {
            put_level(published, ix, metric, now, f64::from(hosts));
        }
    }
    let targets = sharing_targets(healthy, registered);
    let per_target = Datapoint {
        end: now,
        samples: Summary::counted(requests / f64::from(targets.max(1))),
        contributors: targets,
    };
    published.push((ix, Metric::RequestCountPerTarget), per_target);
    for (metric, count) in [
        (Metric::RequestCount, requests),
        (Metric::HTTPCode_Target_2XX_Count, ok),
        (Metric::HTTPCode_Target_5XX_Count, failed),
        (Metric::TargetConnectionErrorCount, refused),
    ] {
        if count > 0.0 {
            put(published, ix, metric, now, Summary::counted(count));
        }
    }
    if let Some(samples) = response {
        let datapoint = Datapoint {
            end: now,
            samples,
            contributors: healthy,
        };
        published.push((ix, Metric::TargetResponseTime), datapoint.clone());
        published.push((owner, Metric::TargetResponseTime), datapoint);
    }
}

fn publish_balancer(simulation: &mut Simulation, ix: PartIx, now: Instant) {
    let Some(Part::LoadBalancer(balancer)) = simulation.parts.get(ix.ix()) else {
        return;
    };
    let (codes, bytes) = (balancer.codes.clone(), balancer.bytes);
    let control = &mut simulation.control;
    // Only requests for which a node could choose a target (5.15).
    let handed_over = codes.requests.saturating_sub(codes.elb_503);
    let counts = [
        (Metric::RequestCount, handed_over),
        (
            Metric::HTTPCode_ELB_5XX_Count,
            codes.elb_502 + codes.elb_503 + codes.elb_504,
        ),
        (Metric::HTTPCode_ELB_502_Count, codes.elb_502),
        (Metric::HTTPCode_ELB_503_Count, codes.elb_503),
        (Metric::HTTPCode_ELB_504_Count, codes.elb_504),
        (Metric::HTTPCode_ELB_4XX_Count, codes.elb_460),
        (Metric::ProcessedBytes, bytes),
    ];
    for (row, (metric, total)) in counts.into_iter().enumerate() {
        let gained = control.meter(ix, row as u8, total as f64);
        if gained > 0.0 {
            let samples = match metric.is_count() {
                true => Summary::counted(gained),
                false => Summary::of(gained),
            };
            put(&mut control.published, ix, metric, now, samples);
        }
    }
}
