//! The end of a metric period, when all parts publish their metrics (spec 9.2): first each takes its
//! samples, then each publishes, so that an owner finds the samples of what belongs to it. Alarms
//! read what is published after the metric delay.

use super::ControlCtx;
use crate::base::id::PartIx;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::rules::summary::Summary;
use crate::world::metric::Metric;
use crate::world::published::{Datapoint, Source};
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

/// Of CloudWatch's collection.
pub const PERIOD: Span = Span::from_s(60);
/// Period of EC2's own metrics without detailed monitoring.
pub const BASIC_PERIOD: Span = Span::from_s(300);

/// Samples of a period by the part that publishes them, each with the part that it was taken from.
#[derive(Debug, Default)]
pub struct Samples(SmallMap<Source, Vec<(PartIx, Summary)>>);

/// The hands of a part at the end of a metric period.
pub struct PublishCtx<'a, 'b> {
    part: &'a mut ControlCtx<'b>,
    samples: &'a mut Samples,
}

impl<'b> Deref for PublishCtx<'_, 'b> {
    type Target = ControlCtx<'b>;

    fn deref(&self) -> &Self::Target {
        self.part
    }
}

impl DerefMut for PublishCtx<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.part
    }
}

impl<'a, 'b> PublishCtx<'a, 'b> {
    pub const fn new(part: &'a mut ControlCtx<'b>, samples: &'a mut Samples) -> Self {
        Self { part, samples }
    }

    /// Whether a longer period ends now, too.
    pub fn ends(&self, period: Span) -> bool {
        let before = Instant::from_us(self.now().us().saturating_sub(1));
        self.control.calendar.next_boundary(before, period) == self.now()
    }

    /// Takes a sample that `publisher` is to publish: the part itself, or its owner.
    pub fn sample(&mut self, publisher: PartIx, metric: Metric, sample: Summary) {
        let me = self.me;
        let all = self.samples.0.or_insert_with((publisher, metric), Vec::new);
        all.push((me, sample));
    }

    /// The samples that were taken for this part, in the order of the parts that they are of.
    pub fn samples(&self, metric: Metric) -> Vec<(PartIx, Summary)> {
        let all = self.samples.0.get(&(self.me, metric));
        all.cloned().unwrap_or_default()
    }

    pub fn put(&mut self, metric: Metric, samples: Summary) {
        self.put_of(self.me, metric, 1, samples);
    }

    /// A level as it stands at the end of the period.
    pub fn put_level(&mut self, metric: Metric, value: f64) {
        self.put(metric, Summary::of(value));
    }

    /// What a growing total gained in the period, if anything: such metrics exist only with traffic.
    pub fn put_gained(&mut self, metric: Metric, total: f64) {
        let gained = self.gained(metric, total);
        if gained > 0.0 {
            let samples = match metric.is_count() {
                true => Summary::counted(gained),
                false => Summary::of(gained),
            };
            self.put(metric, samples);
        }
    }

    /// Publishes for a part a datapoint that so many instances or targets stand behind.
    pub fn put_of(&mut self, part: PartIx, metric: Metric, contributors: u32, samples: Summary) {
        let datapoint = Datapoint {
            end: self.now(),
            samples,
            contributors,
        };
        self.control.published.push((part, metric), datapoint);
    }

    /// What a growing total gained since this was last asked for the same metric.
    pub fn gained(&mut self, metric: Metric, total: f64) -> f64 {
        let me = self.me;
        self.control.gained((me, metric), total)
    }
}
