//! Metrics as published: all that alarms may read, with the honest delay of CloudWatch.

use super::metric::Metric;
use crate::base::id::PartIx;
use crate::base::math;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::rules::alarm::Statistic;
use alloc::collections::VecDeque;
use serde::{Deserialize, Serialize};

/// Datapoints kept per metric at the most: a week of minutes, as far as any alarm looks back.
const KEPT_MAX: usize = 10_200;

/// One published datapoint: the statistics of a period's samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Datapoint {
    /// End of its period. It stands, for alarms, in the slot in which it ends.
    pub end: Instant,
    pub sum: f64,
    pub count: f64,
    pub min: f64,
    pub max: f64,
    /// 50th, 90th, 95th and 99th percentile of raw samples, where there are any.
    pub percentiles: Option<[f64; 4]>,
    /// Instances behind a group's average.
    pub contributors: u32,
}

impl Datapoint {
    /// A datapoint of one sample.
    pub const fn single(end: Instant, value: f64) -> Self {
        Self {
            end,
            sum: value,
            count: 1.0,
            min: value,
            max: value,
            percentiles: None,
            contributors: 1,
        }
    }

    pub fn value(&self, statistic: Statistic) -> f64 {
        match statistic {
            Statistic::SampleCount => self.count,
            Statistic::Sum => self.sum,
            Statistic::Average => self.sum / self.count.max(1e-9),
            Statistic::Minimum => self.min,
            Statistic::Maximum => self.max,
            Statistic::Percentile(p) => match self.percentiles {
                Some([p50, p90, p95, p99]) => match p {
                    p if p <= 50.0 => p50,
                    p if p <= 90.0 => p90,
                    p if p <= 95.0 => p95,
                    _ => p99,
                },
                None => self.max,
            },
        }
    }

    fn merge(&mut self, other: &Self) {
        self.end = self.end.max(other.end);
        self.sum += other.sum;
        self.count += other.count;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.contributors = self.contributors.max(other.contributors);
        self.percentiles = match (self.percentiles, other.percentiles) {
            (Some(a), Some(b)) => Some([0, 1, 2, 3].map(|n| {
                a.get(n)
                    .copied()
                    .unwrap_or(0.0)
                    .max(b.get(n).copied().unwrap_or(0.0))
            })),
            (a, b) => a.or(b),
        };
    }
}

/// A metric of a part.
pub type Source = (PartIx, Metric);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Published {
    #[serde(with = "crate::base::pairs")]
    series: SmallMap<Source, VecDeque<Datapoint>>,
    kept: usize,
}

impl Published {
    /// Keeps this many datapoints of each metric: what the alarms of the board look back at.
    pub fn keep(&mut self, datapoints: usize) {
        self.kept = datapoints.min(KEPT_MAX);
    }

    pub fn push(&mut self, source: Source, datapoint: Datapoint) {
        let series = self.series.or_insert_with(source, VecDeque::new);
        while series.len() >= self.kept.max(1) {
            series.pop_front();
        }
        series.push_back(datapoint);
    }

    /// The datapoint of the period that ends at `end`: all that was published inside it, merged.
    pub fn period(&self, source: Source, end: Instant, period: Span) -> Option<Datapoint> {
        let series = self.series.get(&source)?;
        let is_inside = |d: &&Datapoint| d.end <= end && end.since(d.end) < period;
        let mut inside = series
            .iter()
            .rev()
            .skip_while(|d| d.end > end)
            .take_while(is_inside);
        let mut merged = *inside.next()?;
        inside.for_each(|d| merged.merge(d));
        Some(merged)
    }

    pub fn newest(&self, source: Source) -> Option<&Datapoint> {
        self.series.get(&source)?.back()
    }

    pub fn series(&self, source: Source) -> impl DoubleEndedIterator<Item = &Datapoint> {
        self.series.get(&source).into_iter().flatten()
    }

    /// Forgets the metrics of a part that has ended.
    pub fn forget(&mut self, part: PartIx) {
        self.series.retain(|(owner, _), _| *owner != part);
    }
}

/// `value` rounded to nine decimals: kills the noise of sums before it is compared or shown.
pub fn tidy(value: f64) -> f64 {
    math::round(value * 1e9) / 1e9
}
