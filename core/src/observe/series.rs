//! Time series for charts and reports: one sample every step of simulated time, bounded by merging.

use super::tracks::Tracks;
use crate::base::histogram::Histogram;
use crate::base::id::{InstanceId, PartIx};
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::control::bill;
use crate::engine::simulation::Simulation;
use crate::kinds::LivePart;
use crate::rules::alarm::Statistic;
use crate::rules::health::TargetState;
use crate::world::published::Source;
use alloc::vec::Vec;

/// Samples kept; beyond that pairs are merged and the step doubles.
const SAMPLES_MAX: usize = 4_096;

/// One step of a run. Counts are of the step, levels as of its end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    pub end: Instant,
    pub sent: u64,
    pub ok: u64,
    pub failed: u64,
    pub gave_up: u64,
    /// Of answers that are no failure; `None` without any.
    pub p50_ms: Option<f32>,
    pub p95_ms: Option<f32>,
    /// Of all running instances together.
    pub cpu_percent: Option<f32>,
    pub desired: u32,
    pub running: u32,
    pub in_service: u32,
    pub healthy: u32,
    pub usd_per_hour: f32,
    /// The newest published CPU datapoint of the first group: what its alarms see.
    pub metric: Option<f32>,
    /// How long the newest datapoint of an alarm that adds capacity was on the breaching side.
    pub over_target_s: f32,
}

impl Sample {
    fn merge(&mut self, later: &Self) {
        let weigh = |a: Option<f32>, b: Option<f32>| match (a, b) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        *self = Self {
            sent: self.sent + later.sent,
            ok: self.ok + later.ok,
            failed: self.failed + later.failed,
            gave_up: self.gave_up + later.gave_up,
            over_target_s: self.over_target_s + later.over_target_s,
            p50_ms: weigh(self.p50_ms, later.p50_ms),
            p95_ms: weigh(self.p95_ms, later.p95_ms),
            cpu_percent: match (self.cpu_percent, later.cpu_percent) {
                (Some(a), Some(b)) => Some((a + b) / 2.0),
                (a, b) => a.or(b),
            },
            ..*later
        };
    }
}

/// Totals of all users of a run.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Everything sent since the start of the run, pre-roll included.
    pub sent_ever: u64,
    pub sent: u64,
    pub ok: u64,
    pub failed: u64,
    pub gave_up: u64,
    /// Of answers that are no failure.
    pub latency: Histogram,
}

impl Totals {
    pub fn of(simulation: &Simulation) -> Self {
        let mut totals = Self {
            sent_ever: simulation.world().sent(),
            ..Self::default()
        };
        for (n, stats) in simulation.client_stats().enumerate() {
            totals.sent += stats.sent;
            totals.ok += stats.ok;
            totals.failed += stats.failed;
            totals.gave_up += stats.gave_up;
            match n {
                0 => totals.latency = stats.latency.clone(),
                _ => totals.latency.add(&stats.latency),
            }
        }
        totals
    }

    pub const fn in_flight(&self) -> u64 {
        self.sent
            .saturating_sub(self.ok + self.failed + self.gave_up)
    }
}

#[derive(Clone, Debug)]
pub struct Series {
    pub step: Span,
    samples: Vec<Sample>,
    /// What the alarms compared, step by step as the samples.
    pub tracks: Tracks,
    last: Totals,
    busy: SmallMap<InstanceId, u64>,
    last_at: Instant,
}

impl Series {
    pub fn new(step: Span) -> Self {
        Self {
            step,
            // All of it at once: a list that doubles as it grows leaves holes of every size behind.
            samples: Vec::with_capacity(SAMPLES_MAX + 1),
            tracks: Tracks::default(),
            last: Totals::default(),
            busy: SmallMap::new(),
            last_at: Instant::ZERO,
        }
    }

    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// When the next sample is due.
    pub fn next(&self) -> Instant {
        self.last_at + self.step
    }

    /// Takes the sample that is due now.
    pub fn take(&mut self, simulation: &Simulation) {
        let now = simulation.now();
        let totals = Totals::of(simulation);
        let quantile = |q: f64| {
            let us = totals
                .latency
                .quantile_since_us(q, Some(&self.last.latency))?;
            Some((us / 1e3) as f32)
        };
        let mut sample = Sample {
            end: now,
            sent: totals.sent_ever - self.last.sent_ever,
            ok: totals.ok.saturating_sub(self.last.ok),
            failed: totals.failed.saturating_sub(self.last.failed),
            gave_up: totals.gave_up.saturating_sub(self.last.gave_up),
            p50_ms: quantile(0.5),
            p95_ms: quantile(0.95),
            ..Sample::default()
        };
        if is_over_target(simulation) {
            sample.over_target_s = now.since(self.last_at).s_f64() as f32;
        }
        self.count_instances(simulation, now, &mut sample);
        self.last = totals;
        self.last_at = now;
        self.tracks.take(simulation, self.samples.len());
        self.samples.push(sample);
        if self.samples.len() > SAMPLES_MAX {
            self.thin();
        }
    }

    fn count_instances(&mut self, simulation: &Simulation, now: Instant, sample: &mut Sample) {
        let span = now.since(self.last_at).us();
        let usd = bill::usd_per_hour(simulation.parts(), simulation.control(), simulation.now());
        sample.usd_per_hour = usd as f32;
        sample.healthy = healthy_servers(simulation, now);
        let mut seen = SmallMap::new();
        let (mut worked, mut capacity) = (0u64, 0u64);
        for (part, ix) in simulation.parts().iter().zip((0..).map(PartIx)) {
            // What a part has launched is in its own tally.
            if simulation.is_drawn(ix) {
                let tally = part.tally(now);
                sample.desired += tally.desired;
                sample.in_service += tally.in_service;
                let load = || published(simulation, (ix, tally.load?), now);
                sample.metric = sample.metric.or_else(load);
            }
            if let Some(machine) = part.machine(now)
                && let Some(since) = machine.running_since
            {
                sample.running += 1;
                let before = self.busy.get(&machine.id).copied().unwrap_or(0);
                worked += machine.busy_us.saturating_sub(before);
                capacity += span.min(now.since(since).us()) * u64::from(machine.vcpus);
                seen.insert(machine.id, machine.busy_us);
            }
        }
        self.busy = seen;
        sample.cpu_percent =
            (capacity > 0).then(|| (worked as f64 / capacity as f64 * 100.0) as f32);
    }

    fn thin(&mut self) {
        let mut kept = 0;
        for ix in (0..self.samples.len()).step_by(2) {
            let Some(mut first) = self.samples.get(ix).copied() else {
                break;
            };
            if let Some(second) = self.samples.get(ix + 1) {
                first.merge(second);
            }
            if let Some(place) = self.samples.get_mut(kept) {
                *place = first;
                kept += 1;
            }
        }
        self.samples.truncate(kept);
        self.tracks.thin();
        self.step = self.step.saturating_mul(2);
    }

    /// Forgets what lies after the instant that `simulation` stands at, and goes on from there.
    pub fn cut(&mut self, simulation: &Simulation) {
        self.samples.retain(|s| s.end <= simulation.now());
        self.tracks.cut(self.samples.len());
        self.last = Totals::of(simulation);
        self.last_at = self.samples.last().map_or(Instant::ZERO, |s| s.end);
        let machines = simulation.machines().map(|(_, m)| (m.id, m.busy_us));
        self.busy = machines.collect();
    }
}

/// A datapoint stands until the next one is due.
fn published(simulation: &Simulation, source: Source, now: Instant) -> Option<f32> {
    const STANDS: Span = Span::from_s(300);
    let newest = simulation.control().published.newest(source)?;
    (now.since(newest.end) <= STANDS).then(|| newest.value(Statistic::Average) as f32)
}

/// Whether an alarm that adds capacity has its newest datapoint on the breaching side.
fn is_over_target(simulation: &Simulation) -> bool {
    let mut alarms = simulation.parts().iter().flat_map(LivePart::alarms);
    alarms.any(|(_, alarm)| {
        let adds = alarm.watch.is_some_and(|watch| watch.scales_out);
        adds && alarm.is_breaching_now()
    })
}

/// Servers that some target group has healthy and none has unhealthy, each once however many have it;
/// and those of fleets that no target group has.
fn healthy_servers(simulation: &Simulation, now: Instant) -> u32 {
    let parts = || simulation.parts().iter().zip((0..).map(PartIx));
    let mut judged: SmallMap<InstanceId, (bool, bool)> = SmallMap::new();
    for (part, ix) in parts() {
        let said = part.opinions(simulation.control().id(ix)).into_iter();
        // Other targets, a balancer or an address, are no servers.
        for (server, opinion) in said.filter(|(server, _)| server.serial > 0) {
            let (is_well, is_ill) = judged.or_insert_with(server, Default::default);
            *is_well |= opinion.state == TargetState::Healthy;
            *is_ill |= opinion.state == TargetState::Unhealthy;
        }
    }
    let launched = parts().flat_map(|(part, _)| part.launched(now));
    let serving = launched.filter(|server| server.is_in_service && server.unhealthy.is_none());
    let unjudged = serving.filter(|server| !judged.contains_key(&server.id));
    let well = judged.values().filter(|judged| **judged == (true, false));
    (well.count() + unjudged.count()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_series_stays_in_the_memory_it_began_with() {
        let mut series = Series::new(Span::from_s(10));
        let (place, room) = (series.samples.as_ptr(), series.samples.capacity());
        let simulation = Simulation::default();
        for _ in 0..3 * SAMPLES_MAX {
            series.take(&simulation);
        }
        assert_eq!(series.samples.capacity(), room);
        assert_eq!(series.samples.as_ptr(), place);
        assert!(series.step > Span::from_s(10));
    }

    #[test]
    fn merged_samples_keep_the_sums() {
        let mut series = Series::new(Span::from_s(10));
        for n in 1..=SAMPLES_MAX as u64 {
            let sample = Sample {
                end: Instant::from_us(n),
                sent: n,
                ..Sample::default()
            };
            series.samples.push(sample);
        }
        let sum = |series: &Series| series.samples.iter().map(|s| s.sent).sum::<u64>();
        let before = sum(&series);
        series.thin();
        assert_eq!(sum(&series), before);
        assert_eq!(series.samples.len(), SAMPLES_MAX / 2);
        let ends = series.samples.last().map(|s| s.end);
        assert_eq!(ends, Some(Instant::from_us(SAMPLES_MAX as u64)));
    }
}
