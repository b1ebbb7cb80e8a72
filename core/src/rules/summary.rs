//! What CloudWatch keeps of the samples of a period, and the statistics that are made of it.

use super::alarm::Statistic;
use crate::base::histogram::Histogram;
use crate::base::sketch::Sketch;
use serde::{Deserialize, Serialize};

/// Samples of one metric; those of two periods make those of both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub sum: f64,
    pub count: f64,
    pub min: f64,
    pub max: f64,
    /// `None`: all samples are alike.
    samples: Option<Sketch>,
}

impl Summary {
    /// One sample.
    pub const fn of(value: f64) -> Self {
        Self::alike(value, 1.0)
    }

    /// So many samples of one value.
    pub const fn alike(value: f64, count: f64) -> Self {
        Self {
            sum: value * count,
            count,
            min: value,
            max: value,
            samples: None,
        }
    }

    /// A metric that counts: its samples are ones, so that the sum is the count, and so is their
    /// number.
    /// Basis: documented - ALB "CloudWatch metrics for your Application Load Balancer".
    pub fn counted(count: f64) -> Self {
        match count > 0.0 {
            true => Self::alike(1.0, count),
            false => Self::of(0.0),
        }
    }

    /// Times in microseconds as samples in seconds; `None` without any.
    pub fn of_times(times: &Histogram) -> Option<Self> {
        let bins = times.bins().map(|(us, count)| (us / 1e6, count));
        let samples = Sketch::of_bins(bins);
        Some(Self {
            sum: times.mean_us()? * times.total() as f64 / 1e6,
            count: times.total() as f64,
            min: samples.quantile(0.0)?,
            max: times.max_us() as f64 / 1e6,
            samples: Some(samples),
        })
    }

    /// Takes in the samples of another one.
    pub fn merge(&mut self, other: &Self) {
        let are_alike = |s: &Self| s.samples.is_none();
        let one_value = self.min == other.min && are_alike(self) && are_alike(other);
        if !one_value {
            let mut samples = self.sketch();
            match &other.samples {
                Some(others) => samples.merge(others),
                None => samples.add(other.min, whole(other.count)),
            }
            self.samples = Some(samples);
        }
        self.sum += other.sum;
        self.count += other.count;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// One more sample among those of a period, if there are any yet.
    pub fn add(all: &mut Option<Self>, value: f64) {
        match all {
            Some(all) => all.merge(&Self::of(value)),
            none => *none = Some(Self::of(value)),
        }
    }

    fn sketch(&mut self) -> Sketch {
        self.samples.take().unwrap_or_else(|| {
            let mut samples = Sketch::default();
            samples.add(self.min, whole(self.count));
            samples
        })
    }

    /// Basis: documented - CW statistics; percentiles are nearest rank on the samples of the period
    /// asked for (model), within 1 % where they are many.
    pub fn value(&self, statistic: Statistic) -> f64 {
        match statistic {
            Statistic::SampleCount => self.count,
            Statistic::Sum => self.sum,
            Statistic::Average => self.sum / self.count.max(1e-9),
            Statistic::Minimum => self.min,
            Statistic::Maximum => self.max,
            Statistic::Percentile(percent) => {
                let quantile = |samples: &Sketch| samples.quantile(percent / 100.0);
                let value = self.samples.as_ref().and_then(quantile);
                value.unwrap_or(self.min).max(self.min).min(self.max)
            }
        }
    }
}

/// All samples of a period together; `None` without any.
pub fn summarise(samples: impl Iterator<Item = Summary>) -> Option<Summary> {
    samples.reduce(|mut all, one| {
        all.merge(&one);
        all
    })
}

const fn whole(count: f64) -> u64 {
    (count + 0.5) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_has_a_sum_and_nothing_else_to_say() {
        let mut minutes = Summary::counted(300.0);
        minutes.merge(&Summary::counted(200.0));
        let value = |statistic| minutes.value(statistic);
        for (statistic, expected) in [
            (Statistic::Sum, 500.0),
            (Statistic::SampleCount, 500.0),
            (Statistic::Average, 1.0),
            (Statistic::Minimum, 1.0),
            (Statistic::Maximum, 1.0),
            (Statistic::Percentile(99.0), 1.0),
        ] {
            assert_eq!(value(statistic), expected, "{statistic:?}");
        }
        assert_eq!(Summary::counted(0.0).value(Statistic::Sum), 0.0);
    }

    #[test]
    fn a_percentile_is_one_of_the_samples() {
        let of = |samples: &[f64], percent| {
            let all = summarise(samples.iter().copied().map(Summary::of));
            all.map(|all| all.value(Statistic::Percentile(percent)))
        };
        assert_eq!(of(&[1.0], f64::NAN), Some(1.0));
        assert_eq!(of(&[3.0, 1.0, 2.0], 95.0), Some(3.0));
        assert_eq!(of(&[], 95.0), None);
    }

    /// Spec 9.2: the p95 of five minutes is not the maximum of five p95s.
    #[test]
    fn a_percentile_is_taken_over_all_samples_of_the_period() {
        let minute = |slow: u32| {
            let mut times = Histogram::default();
            (0..1_000).for_each(|n| times.record(if n < slow { 2_800_000 } else { 60_000 }));
            Summary::of_times(&times)
        };
        let five = [0, 100, 0, 0, 0].into_iter().filter_map(minute);
        let five = summarise(five).unwrap();
        let p95 = five.value(Statistic::Percentile(95.0));
        assert!((p95 / 0.06 - 1.0).abs() < 0.01, "{p95}");
        let p99 = five.value(Statistic::Percentile(99.0));
        assert!((p99 / 2.8 - 1.0).abs() < 0.01, "{p99}");
        assert_eq!(five.count, 5_000.0);
    }
}
