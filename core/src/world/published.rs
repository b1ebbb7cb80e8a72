//! Metrics as published: all that alarms may read, with the honest delay of CloudWatch.

use super::metric::Metric;
use crate::base::id::PartIx;
use crate::base::math;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::rules::alarm::Statistic;
use crate::rules::summary::Summary;
use alloc::collections::VecDeque;
use serde::{Deserialize, Serialize};

/// Datapoints kept per metric at the most: a week of minutes, as far as any alarm looks back.
const KEPT_MAX: usize = 10_200;

/// One published datapoint: the samples of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Datapoint {
    /// End of its period. It stands, for alarms, in the slot in which it ends.
    pub end: Instant,
    pub samples: Summary,
    /// Instances or targets behind it.
    pub contributors: u32,
}

impl Datapoint {
    /// A datapoint of one part's own samples.
    pub const fn of(end: Instant, samples: Summary) -> Self {
        Self {
            end,
            samples,
            contributors: 1,
        }
    }

    pub fn value(&self, statistic: Statistic) -> f64 {
        self.samples.value(statistic)
    }

    fn merge(&mut self, other: &Self) {
        self.end = self.end.max(other.end);
        self.samples.merge(&other.samples);
        self.contributors = self.contributors.max(other.contributors);
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
        let mut merged = inside.next()?.clone();
        inside.for_each(|d| merged.merge(d));
        Some(merged)
    }

    pub fn newest(&self, source: Source) -> Option<&Datapoint> {
        self.series.get(&source)?.back()
    }

    pub fn series(&self, source: Source) -> impl DoubleEndedIterator<Item = &Datapoint> {
        self.series.get(&source).into_iter().flatten()
    }

    /// How many metrics there are.
    pub fn count(&self) -> usize {
        self.series.iter().count()
    }

    /// About how much memory the datapoints take.
    pub fn bytes(&self) -> usize {
        let kept = self.series.iter().map(|(_, series)| series.len());
        kept.sum::<usize>() * size_of::<Datapoint>()
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
