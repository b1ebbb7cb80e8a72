//! What a run came to over a stretch of time: the numbers by which two futures are compared.

use super::makeup::Makeup;
use super::series::{Sample, Totals};
use super::wires;
use crate::base::id::PartIx;
use crate::base::time::{Instant, Span};
use crate::control::bill;
use crate::engine::simulation::Simulation;

/// The meters of a run at an instant; they only grow.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub at: Instant,
    totals: Totals,
    usd: f64,
    instance: Span,
    /// What all caches were asked for, and what they had.
    asked: u64,
    hits: u64,
    /// Whole pages, and how long people waited for all of them. Units: microseconds.
    pages: u64,
    waited_us: u64,
    /// Handed to balancers.
    balanced: u64,
}

impl Tally {
    pub fn of(simulation: &Simulation) -> Self {
        let now = simulation.now();
        let (mut asked, mut hits, mut pages, mut waited_us) = (0, 0, 0, 0);
        for one in simulation.parts().iter().map(|part| part.tally(now)) {
            asked += one.asked;
            hits += one.hits;
            pages += one.pages;
            waited_us += one.waited_us;
        }
        let spent = bill::spent(simulation.parts(), simulation.control(), simulation.world());
        Self {
            at: now,
            totals: Totals::of(simulation),
            usd: spent.usd,
            instance: spent.instance,
            asked,
            hits,
            pages,
            waited_us,
            balanced: balanced(simulation),
        }
    }
}

/// Requests that came to a balancer by a wire, since the start of the run.
fn balanced(simulation: &Simulation) -> u64 {
    let parts = simulation.parts();
    let is_balancer = |at: PartIx| {
        let part = parts.get(at.ix());
        part.is_some_and(|part| part.balancing().is_some())
    };
    let passed = wires::passed(simulation);
    let to_one = passed.iter().filter(|((_, to), _)| is_balancer(*to));
    to_one.map(|(_, count)| count).sum()
}

/// Units: requests as the client counts them, milliseconds of good answers, hours of running
/// instances as they are billed, US dollars, seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    pub sent: u64,
    /// Failed, and given up by the client.
    pub failed: u64,
    /// `None` without a good answer.
    pub p95_ms: Option<f64>,
    /// Mean of whole pages. `None`: nobody opens any.
    pub page_ms: Option<f64>,
    pub instance_hours: f64,
    pub usd: f64,
    /// Share of what caches were asked for that they had. `None`: there is no cache, or nobody asked.
    pub hit_percent: Option<f64>,
    /// How long the newest datapoint of an alarm that adds capacity was on the breaching side.
    pub over_target_s: f64,
    /// The most servers that ran at once, beyond those that ran first.
    pub added: u32,
    /// Share of the requests that a balancer had to spread.
    pub balanced_percent: Option<f64>,
    /// Of the board as it stands at the end.
    pub makeup: Makeup,
}

impl Score {
    /// What happened from an earlier tally of a run up to now. `samples`: of that run.
    pub fn since(earlier: &Tally, simulation: &Simulation, samples: &[Sample]) -> Self {
        let later = &Tally::of(simulation);
        let failed = |t: &Totals| t.failed + t.gave_up;
        let (before, after) = (&earlier.totals, &later.totals);
        let p95_us = after.latency.quantile_since_us(0.95, Some(&before.latency));
        let asked = later.asked.saturating_sub(earlier.asked);
        let hits = later.hits.saturating_sub(earlier.hits);
        let pages = later.pages.saturating_sub(earlier.pages);
        let waited_us = later.waited_us.saturating_sub(earlier.waited_us);
        let inside = || {
            let all = samples.iter();
            all.filter(|s| s.end > earlier.at && s.end <= later.at)
        };
        let running = || inside().map(|s| s.running);
        let first = running().next().unwrap_or(0);
        let sent = after.sent.saturating_sub(before.sent);
        let balanced = later.balanced.saturating_sub(earlier.balanced);
        Self {
            sent,
            failed: failed(after).saturating_sub(failed(before)),
            p95_ms: p95_us.map(|us| us / 1e3),
            page_ms: (pages > 0).then(|| waited_us as f64 / 1e3 / pages as f64),
            instance_hours: (later.instance - earlier.instance).s_f64() / 3_600.0,
            usd: (later.usd - earlier.usd).max(0.0),
            hit_percent: (asked > 0).then(|| hits as f64 * 100.0 / asked as f64),
            over_target_s: inside().map(|s| f64::from(s.over_target_s)).sum(),
            added: running().max().unwrap_or(0) - first,
            balanced_percent: (sent > 0)
                .then(|| (balanced as f64 * 100.0 / sent as f64).min(100.0)),
            makeup: Makeup::of(simulation),
        }
    }
}
