//! What a run came to over a stretch of time: the numbers by which two futures are compared.

use super::series::{Sample, Totals};
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
        }
    }
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
}

impl Score {
    /// What happened from one tally to another of the same run, whose samples these are.
    pub fn between(earlier: &Tally, later: &Tally, samples: &[Sample]) -> Self {
        let failed = |t: &Totals| t.failed + t.gave_up;
        let (before, after) = (&earlier.totals, &later.totals);
        let p95_us = after.latency.quantile_since_us(0.95, Some(&before.latency));
        let asked = later.asked.saturating_sub(earlier.asked);
        let hits = later.hits.saturating_sub(earlier.hits);
        let pages = later.pages.saturating_sub(earlier.pages);
        let waited_us = later.waited_us.saturating_sub(earlier.waited_us);
        let inside = samples
            .iter()
            .filter(|s| s.end > earlier.at && s.end <= later.at);
        Self {
            sent: after.sent.saturating_sub(before.sent),
            failed: failed(after).saturating_sub(failed(before)),
            p95_ms: p95_us.map(|us| us / 1e3),
            page_ms: (pages > 0).then(|| waited_us as f64 / 1e3 / pages as f64),
            instance_hours: (later.instance - earlier.instance).s_f64() / 3_600.0,
            usd: (later.usd - earlier.usd).max(0.0),
            hit_percent: (asked > 0).then(|| hits as f64 * 100.0 / asked as f64),
            over_target_s: inside.map(|s| f64::from(s.over_target_s)).sum(),
        }
    }
}
