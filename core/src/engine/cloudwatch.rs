//! CloudWatch's collection: at the end of every minute all parts publish their metrics (spec 9.2).
//! Alarms read them after the metric delay, from `world/published.rs`.

use super::simulation::Simulation;
use crate::base::id::{InstanceId, PartIx};
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::kinds::Part;
use crate::kinds::instance::{App, Instance};
use crate::rules::lifecycle::Ec2State;
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
        simulation.control.next_boundary(before, BASIC_PERIOD) == now
    };
    settle_credits(simulation, now);
    note_offered(&mut simulation.parts, now);
    let samples = sample_instances(&mut simulation.parts, now, ends_basic);
    let published = &mut simulation.control.published;
    for sample in &samples {
        if sample.owner == sample.part {
            put(
                published,
                sample.part,
                Metric::CPUUtilization,
                now,
                sample.cpu_percent,
            );
            for (metric, bytes) in [
                (Metric::NetworkIn, sample.network_in),
                (Metric::NetworkOut, sample.network_out),
            ] {
                let datapoint = per_minute(now, bytes, sample.minutes);
                published.push((sample.part, metric), datapoint);
            }
            if let Some(balance) = sample.credit_balance {
                put(
                    published,
                    sample.part,
                    Metric::CPUCreditBalance,
                    now,
                    balance,
                );
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
fn per_minute(end: Instant, bytes: f64, minutes: f64) -> Datapoint {
    let datapoint = Datapoint::single(end, bytes / minutes);
    Datapoint {
        sum: bytes,
        count: minutes,
        ..datapoint
    }
}

fn put(published: &mut Published, part: PartIx, metric: Metric, end: Instant, value: f64) {
    published.push((part, metric), Datapoint::single(end, value));
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
            let published = &mut simulation.control.published;
            put(
                published,
                ix,
                Metric::CPUUtilization,
                now,
                tidy(cpu).min(100.0),
            );
            put(
                published,
                ix,
                Metric::DatabaseConnections,
                now,
                f64::from(connections),
            );
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
            let one = Datapoint::single(now, f64::from(u8::from(is_failed)));
            let all = checks.get(&source).map_or(one, |all| together(*all, one));
            checks.insert(source, all);
        }
    }
    for (source, datapoint) in checks.iter() {
        if is_silent(&simulation.parts, source.0) {
            continue;
        }
        simulation.control.published.push(*source, *datapoint);
    }
}

/// Whether the part is a group whose metrics do not arrive.
fn is_silent(parts: &[Part], part: PartIx) -> bool {
    matches!(parts.get(part.ix()), Some(Part::AutoScalingGroup(group)) if group.is_silent)
}

/// One datapoint of several instances.
fn together(all: Datapoint, one: Datapoint) -> Datapoint {
    Datapoint {
        sum: all.sum + one.sum,
        count: all.count + one.count,
        min: all.min.min(one.min),
        max: all.max.max(one.max),
        contributors: all.contributors + 1,
        ..one
    }
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
        group
            .member(sample.part)
            .is_some_and(|m| m.is_in_service() && m.in_service_for(now) >= warmup)
    };
    let counting: Vec<&Sample> = samples.iter().filter(counts).collect();
    let published = &mut simulation.control.published;
    let average = |one: &dyn Fn(&Sample) -> Datapoint| {
        let ones = counting.iter().map(|sample| one(sample));
        ones.reduce(together)
    };
    let cpu = average(&|s| Datapoint::single(now, s.cpu_percent));
    let network_in = average(&|s| per_minute(now, s.network_in, s.minutes));
    let network_out = average(&|s| per_minute(now, s.network_out, s.minutes));
    let credits = counting
        .iter()
        .filter_map(|s| s.credit_balance)
        .map(|v| Datapoint::single(now, v))
        .reduce(together);
    for (metric, datapoint) in [
        (Metric::CPUUtilization, cpu),
        (Metric::NetworkIn, network_in),
        (Metric::NetworkOut, network_out),
        (Metric::CPUCreditBalance, credits),
    ] {
        if let Some(datapoint) = datapoint {
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
        put(published, ix, metric, now, count as f64);
    }
}

/// Only with traffic, except the metric that scaling follows: it emits real zeros (5.15).
fn publish_target_group(simulation: &mut Simulation, ix: PartIx, now: Instant) {
    let Some(Part::TargetGroup(group)) = simulation.parts.get(ix.ix()) else {
        return;
    };
    let (healthy, unhealthy) = group.host_counts();
    let registered = group.registered();
    let Some(owner) = simulation.control.facts.get(ix.ix()).and_then(|f| f.of) else {
        return;
    };
    let Some(Part::LoadBalancer(balancer)) = simulation.parts.get_mut(owner.ix()) else {
        return;
    };
    let Some(pool) = balancer.pool_mut(ix) else {
        return;
    };
    let meter = pool.meter.clone();
    pool.meter.response.clear();
    let control = &mut simulation.control;
    let requests = control.meter(ix, 0, meter.requests as f64);
    let ok = control.meter(ix, 1, meter.target_2xx as f64);
    let failed = control.meter(ix, 2, meter.target_5xx as f64);
    let refused = control.meter(ix, 3, meter.connection_errors as f64);
    let published = &mut control.published;
    if registered > 0 {
        put(
            published,
            ix,
            Metric::HealthyHostCount,
            now,
            f64::from(healthy),
        );
        put(
            published,
            ix,
            Metric::UnHealthyHostCount,
            now,
            f64::from(unhealthy),
        );
        let per_target = Datapoint {
            contributors: registered as u32,
            ..Datapoint::single(now, requests / registered as f64)
        };
        published.push((ix, Metric::RequestCountPerTarget), per_target);
    }
    for (metric, count) in [
        (Metric::RequestCount, requests),
        (Metric::HTTPCode_Target_2XX_Count, ok),
        (Metric::HTTPCode_Target_5XX_Count, failed),
        (Metric::TargetConnectionErrorCount, refused),
    ] {
        if count > 0.0 {
            put(published, ix, metric, now, count);
        }
    }
    let response = &meter.response;
    if let Some(mean_us) = response.mean_us() {
        let quantile = |q: f64| response.quantile_us(q).unwrap_or(0.0) / 1e6;
        let datapoint = Datapoint {
            end: now,
            sum: mean_us * response.total() as f64 / 1e6,
            count: response.total() as f64,
            min: quantile(0.0),
            max: response.max_us() as f64 / 1e6,
            percentiles: Some([quantile(0.5), quantile(0.9), quantile(0.95), quantile(0.99)]),
            contributors: healthy,
        };
        published.push((ix, Metric::TargetResponseTime), datapoint);
        published.push((owner, Metric::TargetResponseTime), datapoint);
    }
}

fn publish_balancer(simulation: &mut Simulation, ix: PartIx, now: Instant) {
    let Some(Part::LoadBalancer(balancer)) = simulation.parts.get(ix.ix()) else {
        return;
    };
    let (codes, bytes) = (balancer.codes.clone(), balancer.bytes);
    let control = &mut simulation.control;
    let counts = [
        (Metric::RequestCount, codes.requests),
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
        let count = control.meter(ix, row as u8, total as f64);
        if count > 0.0 {
            put(&mut control.published, ix, metric, now, count);
        }
    }
}
