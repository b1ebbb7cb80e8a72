//! A traffic trace: requests per second over time, in the two forms that documents store.

use crate::base::codec::{Codec, serde_by_codec};
use alloc::vec::Vec;
use serde::de::Error as _;
use serde_json::{Error, Value, json};

/// Requests per second, counted from the first picture. Before the first value the board's own
/// load holds; a value holds until the next one, the last for ever (spec 1.2).
#[derive(Clone, Debug, PartialEq)]
pub enum Trace {
    /// One value every `step_s` seconds, the first at 0.
    Regular { step_s: f64, rps: Vec<f64> },
    /// (seconds, requests per second), times ascending.
    Points { points: Vec<(f64, f64)> },
}

impl Codec for Trace {
    fn parse(value: &Value) -> Result<Self, Error> {
        let regular = || {
            Some(Self::Regular {
                step_s: Codec::parse(value.get("step_s")?).ok()?,
                rps: Codec::parse(value.get("rps")?).ok()?,
            })
        };
        let points = || {
            let points = value.get("points")?.as_array()?;
            let point = |point: &Value| match Vec::parse(point).ok()?.as_slice() {
                [at, rate] => Some((*at, *rate)),
                _ => None,
            };
            let points = points.iter().map(point).collect::<Option<_>>()?;
            Some(Self::Points { points })
        };
        let wrong = || Error::custom("needs step_s and rps, or points");
        let found = regular().or_else(points).ok_or_else(wrong)?;
        match found.is_ordered() {
            true => Ok(found),
            false => Err(Error::custom(
                "needs steps longer than 0 and times that rise",
            )),
        }
    }

    fn write(&self) -> Value {
        match self {
            Self::Regular { step_s, rps } => json!({ "step_s": step_s, "rps": rps.write() }),
            Self::Points { points } => {
                let point = |(at, rate): &(f64, f64)| json!([at, rate]);
                json!({ "points": points.iter().map(point).collect::<Value>() })
            }
        }
    }
}

serde_by_codec!(Trace);

impl Trace {
    /// Whether time moves on from value to value; a search in it would find anything otherwise.
    fn is_ordered(&self) -> bool {
        match self {
            Self::Regular { step_s, .. } => *step_s > 0.0,
            Self::Points { points } => points.is_sorted_by(|a, b| a.0 <= b.0),
        }
    }

    pub fn first_s(&self) -> Option<f64> {
        match self {
            Self::Regular { rps, .. } => (!rps.is_empty()).then_some(0.0),
            Self::Points { points } => points.first().map(|p| p.0),
        }
    }

    pub fn last_s(&self) -> Option<f64> {
        match self {
            Self::Regular { step_s, rps } => {
                rps.len().checked_sub(1).map(|steps| steps as f64 * step_s)
            }
            Self::Points { points } => points.last().map(|p| p.0),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::Regular { rps, .. } => rps.len(),
            Self::Points { points } => points.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rate at `t_s`, and when the next value begins (`None`: never). `None` before the first.
    pub fn at(&self, t_s: f64) -> Option<(f64, Option<f64>)> {
        match self {
            Self::Regular { step_s, rps } => {
                if t_s < 0.0 || step_s.is_nan() || *step_s <= 0.0 {
                    return None;
                }
                // The epsilon keeps a time that stands on a boundary in the later step.
                let step = ((t_s + 1e-7) / step_s) as usize;
                let ix = step.min(rps.len().checked_sub(1)?);
                let next = (ix + 1 < rps.len()).then(|| (ix + 1) as f64 * step_s);
                rps.get(ix).map(|r| (valid(*r), next))
            }
            Self::Points { points } => {
                let after = points.partition_point(|p| p.0 <= t_s + 1e-7);
                let (_, rate) = points.get(after.checked_sub(1)?)?;
                Some((valid(*rate), points.get(after).map(|p| p.0)))
            }
        }
    }
}

fn valid(rate: f64) -> f64 {
    if rate.is_finite() { rate.max(0.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_moves_on_from_value_to_value() {
        for (trace, is_read) in [
            (json!({ "points": [[0, 1], [5, 2], [5, 3]] }), true),
            (json!({ "points": [[5, 1], [0, 2]] }), false),
            (json!({ "step_s": 60, "rps": [1, 2] }), true),
            (json!({ "step_s": 0, "rps": [1, 2] }), false),
            (json!({ "step_s": -60, "rps": [1, 2] }), false),
        ] {
            assert_eq!(Trace::parse(&trace).is_ok(), is_read, "{trace}");
        }
    }

    #[test]
    fn both_forms_agree() {
        let regular = Trace::Regular {
            step_s: 300.0,
            rps: alloc::vec![1.0, 2.0, 3.0],
        };
        let points = Trace::Points {
            points: alloc::vec![(0.0, 1.0), (300.0, 2.0), (600.0, 3.0)],
        };
        for t in [0.0, 1.0, 299.9, 300.0, 599.0, 600.0, 1e9] {
            assert_eq!(regular.at(t), points.at(t), "{t}");
        }
        assert_eq!(regular.at(-1.0), None);
        assert_eq!(points.at(600.0), Some((3.0, None)));
    }
}
