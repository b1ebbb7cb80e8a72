//! The form in which a document keeps traffic: a step and its rates, or pairs, whichever is shorter.

use super::{ROWS_MAX, Traffic};
use crate::base::math;
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize, Serializer};

/// Decimals kept of a rate and of a time: enough for one request in three hours, short in a link.
const DECIMALS: f64 = 1e4;
/// A time step may wander by this much and still be regular. Units: seconds.
const STEP_SLACK_S: f64 = 1e-3;

/// A rate over time as a document holds it; each rate holds until the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Trace {
    /// Rates that begin at 0 s and follow each other every `step_s` seconds.
    Steps {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        #[serde(serialize_with = "short")]
        step_s: f64,
        #[serde(serialize_with = "short_list")]
        rps: Vec<f64>,
    },
    /// (seconds, requests per second); a pair that would repeat the rate before it is left out.
    Points {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        #[serde(serialize_with = "short_pairs")]
        points: Vec<(f64, f64)>,
    },
}

/// What makes a trace unusable; a document may come from anywhere. `index` counts from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceProblem {
    Empty,
    TooLong {
        points_max: usize,
    },
    StepNotPositive,
    /// A time that is negative, undefined or not after the one before it.
    TimeOutOfOrder {
        index: usize,
    },
    /// A rate that is negative or undefined.
    RateInvalid {
        index: usize,
    },
}

impl Trace {
    /// Keeps the points of a file, rounded to 0.0001, in the shorter form.
    pub fn new(traffic: &Traffic) -> Self {
        Self::from_points(&traffic.points, traffic.start.clone())
    }

    /// Keeps points that ascend in time, rounded to 0.0001, in the shorter form.
    pub fn from_points(points: &[(f64, f64)], start: Option<String>) -> Self {
        let rounded = points.iter().map(|(t, rps)| (round(*t), round(*rps)));
        let mut pairs: Vec<(f64, f64)> = Vec::new();
        for (t, rps) in rounded.clone() {
            if pairs.last().is_none_or(|last| last.1 != rps) {
                pairs.push((t, rps));
            }
        }
        if let Some(step_s) = regular_step(points) {
            let rps: Vec<f64> = rounded.map(|p| p.1).collect();
            let steps_len: usize = rps.iter().map(|r| digits(*r) + 1).sum();
            let pairs_len: usize = pairs.iter().map(|p| digits(p.0) + digits(p.1) + 4).sum();
            if steps_len <= pairs_len {
                return Self::Steps { start, step_s, rps };
            }
        }
        Self::Points {
            start,
            points: pairs,
        }
    }

    /// The first timestamp of the file that this came from.
    pub fn start(&self) -> Option<&str> {
        match self {
            Self::Steps { start, .. } | Self::Points { start, .. } => start.as_deref(),
        }
    }

    /// All problems, never only the first; none means that the engine can use it.
    pub fn check(&self) -> Vec<TraceProblem> {
        let mut problems = Vec::new();
        let len = match self {
            Self::Steps { rps, .. } => rps.len(),
            Self::Points { points, .. } => points.len(),
        };
        if len == 0 {
            problems.push(TraceProblem::Empty);
        }
        if len > ROWS_MAX {
            problems.push(TraceProblem::TooLong {
                points_max: ROWS_MAX,
            });
        }
        if matches!(self, Self::Steps { step_s, .. } if !(*step_s > 0.0 && step_s.is_finite())) {
            problems.push(TraceProblem::StepNotPositive);
            return problems;
        }
        let mut before = -1.0;
        for (index, (t, rps)) in self.points().enumerate().take(ROWS_MAX) {
            if !(t >= 0.0 && t > before && t.is_finite()) {
                problems.push(TraceProblem::TimeOutOfOrder { index });
            }
            if !(rps >= 0.0 && rps.is_finite()) {
                problems.push(TraceProblem::RateInvalid { index });
            }
            before = t;
        }
        problems
    }

    /// (seconds, requests per second) in order of time.
    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let (step_s, rates, pairs) = match self {
            Self::Steps { step_s, rps, .. } => (*step_s, rps.as_slice(), [].as_slice()),
            Self::Points { points, .. } => (0.0, [].as_slice(), points.as_slice()),
        };
        let steps = rates
            .iter()
            .enumerate()
            .map(move |(i, rps)| (i as f64 * step_s, *rps));
        steps.chain(pairs.iter().copied())
    }
}

/// The step of points that begin at 0 and keep one distance.
fn regular_step(points: &[(f64, f64)]) -> Option<f64> {
    let (first, second) = (points.first()?, points.get(1)?);
    let step_s = round(second.0 - first.0);
    let is_regular = step_s > 0.0
        && points
            .iter()
            .enumerate()
            .all(|(i, p)| (p.0 - i as f64 * step_s).abs() <= STEP_SLACK_S);
    is_regular.then_some(step_s)
}

/// Beyond this size a number keeps all its digits: rounding would overflow what a float counts exactly.
const ROUND_MAX: f64 = 1e11;

fn round(value: f64) -> f64 {
    if value.abs() < ROUND_MAX {
        math::round(value * DECIMALS) / DECIMALS
    } else {
        value
    }
}

/// The length of a number in JSON.
fn digits(value: f64) -> usize {
    struct Count(usize);
    impl core::fmt::Write for Count {
        fn write_str(&mut self, text: &str) -> core::fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }
    let mut count = Count(0);
    match core::fmt::Write::write_fmt(&mut count, format_args!("{value}")) {
        Ok(()) => count.0,
        Err(_) => usize::MAX / ROWS_MAX / 4,
    }
}

/// A number that JSON writes without `.0`.
struct Short(f64);

impl Serialize for Short {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Every whole number below 2^53 survives the way to an integer and back.
        let is_whole = self.0 >= 0.0 && self.0 < 9e15 && self.0 as u64 as f64 == self.0;
        if is_whole {
            serializer.serialize_u64(self.0 as u64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

fn short<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    Short(*value).serialize(serializer)
}

fn short_list<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(|v| Short(*v)))
}

fn short_pairs<S: Serializer>(pairs: &[(f64, f64)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(pairs.iter().map(|p| (Short(p.0), Short(p.1))))
}
