//! CloudWatch alarms: one datapoint against a threshold, M out of N over a window with gaps, and
//! how samples become a datapoint. When a datapoint becomes visible is the engine's affair.

use crate::base::codec::{Codec, read_text, serde_by_codec, string_enum};
use crate::base::math::{self, plain_number};
use crate::base::time::Span;
use alloc::format;
use alloc::string::String;

use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::{Error, Value};

use super::exact;
use super::lifecycle::LifecycleState;
use super::summary::{Summary, summarise};

/// How a value is compared with a threshold. Basis: documented - CW-API PutMetricAlarm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ComparisonOperator {
    GreaterThanOrEqualToThreshold,
    #[default]
    GreaterThanThreshold,
    LessThanThreshold,
    LessThanOrEqualToThreshold,
}

string_enum!(ComparisonOperator {
    GreaterThanThreshold: "GreaterThanThreshold",
    GreaterThanOrEqualToThreshold: "GreaterThanOrEqualToThreshold",
    LessThanThreshold: "LessThanThreshold",
    LessThanOrEqualToThreshold: "LessThanOrEqualToThreshold",
});

impl ComparisonOperator {
    /// True for the two operators that fire above the threshold.
    pub const fn is_greater(self) -> bool {
        matches!(
            self,
            Self::GreaterThanOrEqualToThreshold | Self::GreaterThanThreshold
        )
    }

    /// As it is written in formulas.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::GreaterThanThreshold => ">",
            Self::GreaterThanOrEqualToThreshold => "≥",
            Self::LessThanThreshold => "<",
            Self::LessThanOrEqualToThreshold => "≤",
        }
    }
}

/// What a missing datapoint counts as. Basis: documented - CW "Using Amazon CloudWatch alarms".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TreatMissingData {
    #[default]
    Missing,
    Ignore,
    Breaching,
    NotBreaching,
}

string_enum!(TreatMissingData {
    Missing: "missing",
    Ignore: "ignore",
    Breaching: "breaching",
    NotBreaching: "notBreaching",
});

/// The three states of an alarm; a new one has insufficient data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AlarmState {
    #[serde(rename = "OK")]
    Ok,
    #[serde(rename = "ALARM")]
    Alarm,
    #[default]
    #[serde(rename = "INSUFFICIENT_DATA")]
    InsufficientData,
}

impl AlarmState {
    /// AWS's spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Alarm => "ALARM",
            Self::InsufficientData => "INSUFFICIENT_DATA",
        }
    }
}

/// How the samples of a period become one value; percentiles are written `p95`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Statistic {
    SampleCount,
    Sum,
    #[default]
    Average,
    Minimum,
    Maximum,
    /// Bounds: 0-100.
    Percentile(f64),
}

/// A percentile has ten decimals at most. Basis: documented - CW "Statistics definitions".
const PERCENT_UNIT: f64 = 1e10;

impl Statistic {
    /// Reads AWS's spelling. Errors: `None` for an unknown word or a percentile outside 0-100.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "SampleCount" => Self::SampleCount,
            "Sum" => Self::Sum,
            "Average" => Self::Average,
            "Minimum" => Self::Minimum,
            "Maximum" => Self::Maximum,
            _ => {
                let percent = plain_number(text.strip_prefix('p')?)?;
                if !(0.0..=100.0).contains(&percent) {
                    return None;
                }
                Self::Percentile(math::round(percent * PERCENT_UNIT) / PERCENT_UNIT)
            }
        })
    }
}

impl Codec for Statistic {
    fn parse(value: &Value) -> Result<Self, Error> {
        let wrong = || Error::custom("not a CloudWatch statistic");
        Self::parse(read_text(value)?).ok_or_else(wrong)
    }

    fn write(&self) -> Value {
        Value::from(String::from(*self))
    }
}

serde_by_codec!(Statistic);

impl From<Statistic> for String {
    fn from(statistic: Statistic) -> Self {
        Self::from(match statistic {
            Statistic::SampleCount => "SampleCount",
            Statistic::Sum => "Sum",
            Statistic::Average => "Average",
            Statistic::Minimum => "Minimum",
            Statistic::Maximum => "Maximum",
            // By whole numbers: the library's floats bring ten kilobytes of tables.
            Statistic::Percentile(percent) => {
                let all = math::round(percent * PERCENT_UNIT) as u64;
                let (whole, rest) = (all / PERCENT_UNIT as u64, all % PERCENT_UNIT as u64);
                let decimals = format!(".{rest:010}");
                let decimals = decimals.trim_end_matches('0').trim_end_matches('.');
                return format!("p{whole}{decimals}");
            }
        })
    }
}

/// Whether one value breaches a threshold; an undefined value breaches nothing.
///
/// Both are rounded to 1e-6 first, so that noise in the last digit never decides.
/// Basis: documented - CW "Using Amazon CloudWatch alarms"; the rounding is model.
pub fn breaches(operator: ComparisonOperator, threshold: f64, value: f64) -> bool {
    let (threshold, value) = (exact::round6(threshold), exact::round6(value));
    match operator {
        ComparisonOperator::GreaterThanOrEqualToThreshold => value >= threshold,
        ComparisonOperator::GreaterThanThreshold => value > threshold,
        ComparisonOperator::LessThanThreshold => value < threshold,
        ComparisonOperator::LessThanOrEqualToThreshold => value <= threshold,
    }
}

/// How many datapoints an alarm looks back at: N + 2. Basis: documented for N = 3, model otherwise.
pub const fn evaluation_range(evaluation_periods: u32) -> u32 {
    evaluation_periods.saturating_add(2)
}

/// What one evaluation came to, and what it counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    pub state: AlarmState,
    /// Breaching datapoints among the N newest real ones, wherever in the range they lie.
    pub breaching: u32,
    /// Missing datapoints that were counted as breaching.
    pub missing_as_breaching: u32,
    /// ALARM before M datapoints breach: the rest is missing, and the breach is about to leave the
    /// range.
    pub is_premature: bool,
}

/// One evaluation of "M out of N".
///
/// `window` holds the evaluation range, oldest first: breaching, good or missing (`None`).
/// Bounds: N and M below 1 count as 1. Basis: documented - CW "Using Amazon CloudWatch alarms",
/// both tables of missing data and the premature alarm state; model - a young lone breach keeps the
/// state.
pub fn evaluate(
    window: &[Option<bool>],
    evaluation_periods: u32,
    datapoints_to_alarm: u32,
    treat: TreatMissingData,
    previous: AlarmState,
) -> Judgement {
    let periods = evaluation_periods.max(1) as usize;
    let needed = datapoints_to_alarm.max(1) as usize;
    let real = || window.iter().rev().flatten().copied();
    let present = real().count();
    let breaching = real().take(periods).filter(|&breach| breach).count();
    let judged = |state| Judgement {
        state,
        breaching: breaching as u32,
        missing_as_breaching: 0,
        is_premature: false,
    };
    let verdict = |breaching| {
        judged(match breaching >= needed {
            true => AlarmState::Alarm,
            false => AlarmState::Ok,
        })
    };
    if present >= periods {
        return verdict(breaching);
    }
    let missing = periods - present;
    match treat {
        TreatMissingData::Breaching => {
            return Judgement {
                missing_as_breaching: u32::try_from(missing).unwrap_or(u32::MAX),
                ..verdict(breaching + missing)
            };
        }
        TreatMissingData::NotBreaching => return verdict(breaching),
        TreatMissingData::Missing | TreatMissingData::Ignore => {}
    }
    let is_ignored = treat == TreatMissingData::Ignore;
    let Some(oldest) = window.iter().position(Option::is_some) else {
        return judged(match is_ignored {
            true => previous,
            false => AlarmState::InsufficientData,
        });
    };
    if breaching >= needed || breaching < present {
        return verdict(breaching);
    }
    // Premature alarm: only breaching points, fewer than M.
    let oldest_age = window.len() - oldest;
    if oldest_age < needed || is_ignored {
        return judged(previous);
    }
    Judgement {
        is_premature: true,
        ..judged(AlarmState::Alarm)
    }
}

/// Whether an instance counts in the metrics of its group: in service, and past the default
/// instance warm-up if one is set (else zero).
/// Basis: documented - ASG "Set the default instance warmup".
pub fn counts_in_group(state: LifecycleState, in_service: Span, warmup: Span) -> bool {
    state == LifecycleState::InService && in_service >= warmup
}

/// How many instances stand behind a group's datapoint, and their samples together; `None` when
/// there are none.
///
/// `samples`: those of the instances that count ([`counts_in_group`]).
/// Basis: documented - ASG "Set the default instance warmup".
pub fn group_metric(samples: impl Iterator<Item = Summary>) -> Option<(u32, Summary)> {
    let mut count = 0u32;
    let samples = samples.inspect(|_| count = count.saturating_add(1));
    let summary = summarise(samples)?;
    Some((count, summary))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn a_percentile_is_written_as_it_was_read() {
        for text in ["p0", "p50", "p99.9", "p99.95", "p0.0000000001", "p100"] {
            let read = Statistic::parse(text).expect("a statistic");
            assert_eq!(String::from(read), text);
        }
        let finer = Statistic::parse("p99.123456789012").expect("a statistic");
        assert_eq!(String::from(finer), "p99.123456789");
    }

    #[test]
    fn statistics_are_read_in_their_own_spelling() {
        for text in ["\"Average\"", "\"SampleCount\"", "\"p99.9\""] {
            let statistic: Statistic = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&statistic).unwrap(), text);
        }
        assert!(serde_json::from_str::<Statistic>("\"p101\"").is_err());
    }

    #[test]
    fn undefined_values_breach_nothing() {
        for operator in [
            ComparisonOperator::GreaterThanThreshold,
            ComparisonOperator::LessThanOrEqualToThreshold,
        ] {
            assert!(!breaches(operator, 70.0, f64::NAN));
        }
        assert!(breaches(
            ComparisonOperator::GreaterThanOrEqualToThreshold,
            0.3,
            0.1 + 0.2
        ));
        assert!(!breaches(
            ComparisonOperator::GreaterThanThreshold,
            0.3,
            0.1 + 0.2
        ));
    }

    #[test]
    fn any_window_has_a_state() {
        for bits in 0..3_u32.pow(5) {
            let window: Vec<Option<bool>> = (0..5)
                .map(|at| match bits / 3_u32.pow(at) % 3 {
                    0 => None,
                    1 => Some(false),
                    _ => Some(true),
                })
                .collect();
            for (n, m) in [(0, 0), (3, 2), (3, 3), (9, 1), (u32::MAX, u32::MAX)] {
                let state = |treat| evaluate(&window, n, m, treat, AlarmState::Ok).state;
                let good = state(TreatMissingData::NotBreaching);
                let bad = state(TreatMissingData::Breaching);
                assert!(good == AlarmState::Ok || bad == AlarmState::Alarm);
            }
        }
    }
}
