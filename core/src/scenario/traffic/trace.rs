//! Traffic as a document keeps it: a step and its rates, or pairs, whichever is shorter.

use super::{ROWS_MAX, Traffic};
use crate::base::math;
use crate::world::trace::Trace;
use alloc::vec::Vec;

/// Decimals kept of a rate and of a time: enough for one request in three hours, short in a link.
const DECIMALS: f64 = 1e4;
/// A time step may wander by this much and still be regular. Units: seconds.
const STEP_SLACK_S: f64 = 1e-3;

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

/// The points of a file, rounded to 0.0001, in the shorter form.
///
/// A pair that would repeat the rate before it is left out: a rate holds until the next anyway.
pub fn to_trace(traffic: &Traffic) -> Trace {
    let points = &traffic.points;
    let rounded = points.iter().map(|(t, rps)| (round(*t), round(*rps)));
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for (t, rps) in rounded.clone() {
        // Two times that rounding made one: the later rate holds.
        pairs.pop_if(|last| last.0 == t);
        if pairs.last().is_none_or(|last| last.1 != rps) {
            pairs.push((t, rps));
        }
    }
    if let Some(step_s) = regular_step(points) {
        let rps: Vec<f64> = rounded.map(|p| p.1).collect();
        let steps_len: usize = rps.iter().map(|r| digits(*r) + 1).sum();
        let pairs_len: usize = pairs.iter().map(|p| digits(p.0) + digits(p.1) + 4).sum();
        if steps_len <= pairs_len {
            return Trace::Regular { step_s, rps };
        }
    }
    Trace::Points { points: pairs }
}

/// All problems of a trace, never only the first; none means that the engine can use it.
pub fn check(trace: &Trace) -> Vec<TraceProblem> {
    let mut problems = Vec::new();
    if trace.is_empty() {
        problems.push(TraceProblem::Empty);
    }
    if trace.len() > ROWS_MAX {
        problems.push(TraceProblem::TooLong {
            points_max: ROWS_MAX,
        });
    }
    match trace {
        Trace::Regular { step_s, rps } => {
            if !(step_s.is_finite() && *step_s > 0.0) {
                problems.push(TraceProblem::StepNotPositive);
            }
            for (index, rate) in rps.iter().enumerate().take(ROWS_MAX) {
                check_rate(*rate, index, &mut problems);
            }
        }
        Trace::Points { points } => {
            let mut before = -1.0;
            for (index, (t, rate)) in points.iter().enumerate().take(ROWS_MAX) {
                if !(t.is_finite() && *t >= 0.0 && *t > before) {
                    problems.push(TraceProblem::TimeOutOfOrder { index });
                }
                check_rate(*rate, index, &mut problems);
                before = *t;
            }
        }
    }
    problems
}

fn check_rate(rate: f64, index: usize, problems: &mut Vec<TraceProblem>) {
    if !(rate.is_finite() && rate >= 0.0) {
        problems.push(TraceProblem::RateInvalid { index });
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

/// The length of a number in text.
fn digits(value: f64) -> usize {
    struct Count(usize);
    impl core::fmt::Write for Count {
        fn write_str(&mut self, text: &str) -> core::fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }
    let mut count = Count(0);
    // Counting cannot fail.
    let _ = core::fmt::Write::write_fmt(&mut count, format_args!("{value}"));
    count.0
}
