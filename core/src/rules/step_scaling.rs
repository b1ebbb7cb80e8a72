//! Step scaling: which step a metric hits, how large the change is, and what is left of it after
//! warm-up and limits. Also the rounding that every percent policy shares.

use crate::base::codec::{record, string_enum};
use serde::{Deserialize, Serialize};

use super::alarm::ComparisonOperator;
use super::capacity;
use super::exact;
use super::reason::Reason;

/// What `ScalingAdjustment` means. Basis: documented - ASG "Step and simple scaling policies".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AdjustmentType {
    #[default]
    ChangeInCapacity,
    PercentChangeInCapacity,
    ExactCapacity,
}

string_enum!(AdjustmentType {
    ChangeInCapacity: "ChangeInCapacity",
    PercentChangeInCapacity: "PercentChangeInCapacity",
    ExactCapacity: "ExactCapacity",
});

/// How the datapoints of a period become the metric that a step policy sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MetricAggregationType {
    #[default]
    Average,
    Minimum,
    Maximum,
}

string_enum!(MetricAggregationType {
    Average: "Average",
    Minimum: "Minimum",
    Maximum: "Maximum",
});

/// The least that values and thresholds differ by.
const NOISE: f64 = 1e-6;

/// One step. Units: bounds relative to the alarm's threshold, `None` is open; the adjustment is
/// instances or percent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StepAdjustment {
    pub metric_interval_lower_bound: Option<f64>,
    pub metric_interval_upper_bound: Option<f64>,
    pub scaling_adjustment: i64,
}

record!(sparse StepAdjustment {
    metric_interval_lower_bound: "MetricIntervalLowerBound",
    metric_interval_upper_bound: "MetricIntervalUpperBound",
    scaling_adjustment: "ScalingAdjustment",
});

impl StepAdjustment {
    /// Whether the step holds a distance from the threshold: `lower <= d < upper` above it,
    /// `lower < d <= upper` below it.
    pub fn fits(&self, distance: f64, is_above: bool) -> bool {
        let lower = self.metric_interval_lower_bound;
        let upper = self.metric_interval_upper_bound;
        let (lower, upper) = (
            exact::round6(lower.unwrap_or(f64::NEG_INFINITY)),
            exact::round6(upper.unwrap_or(f64::INFINITY)),
        );
        if is_above {
            lower <= distance && distance < upper
        } else {
            lower < distance && distance <= upper
        }
    }
}

/// How a ladder of steps has come to miss what its alarm brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A step begins where the metric never comes to.
    NeverReached,
    /// The alarm is off, and no step is meant for it.
    NoStepAtThreshold,
}

/// Whether the steps still fit an alarm: they count from its threshold, and a new threshold takes them
/// along. `highest`: what the metric is at the most, as far as anybody knows; it is never below 0.
pub fn misfit(
    steps: &[StepAdjustment],
    comparison: ComparisonOperator,
    threshold: f64,
    highest: Option<f64>,
) -> Option<Misfit> {
    let is_above = comparison.is_greater();
    let just_beyond = if is_above { NOISE } else { -NOISE };
    if !steps.iter().any(|step| step.fits(just_beyond, is_above)) {
        return Some(Misfit::NoStepAtThreshold);
    }
    let is_out_of_reach = |step: &StepAdjustment| match is_above {
        true => {
            let begins = step.metric_interval_lower_bound.unwrap_or(0.0);
            highest.is_some_and(|highest| threshold + begins > highest)
        }
        false => threshold + step.metric_interval_upper_bound.unwrap_or(0.0) < 0.0,
    };
    let beyond = steps
        .iter()
        .filter(|step| !step.fits(just_beyond, is_above));
    let mut beyond = beyond.filter(|step| match is_above {
        true => step.metric_interval_lower_bound.is_some_and(|b| b > 0.0),
        false => step.metric_interval_upper_bound.is_some_and(|b| b < 0.0),
    });
    beyond.any(is_out_of_reach).then_some(Misfit::NeverReached)
}

/// `percent` of `capacity` as a whole number of instances.
///
/// Rounds toward zero, but a share between 0 and 1 becomes 1; then raised to the minimum magnitude
/// unless it is 0. Basis: documented - ASG "Step and simple scaling policies", adjustment types.
pub fn percent_round(capacity: u32, percent: i64, min_magnitude: Option<u32>) -> i64 {
    let hundredths = i128::from(capacity) * i128::from(percent);
    if hundredths == 0 {
        return 0;
    }
    let whole = (hundredths / 100).unsigned_abs().max(1);
    let magnitude = whole.max(u128::from(min_magnitude.unwrap_or(0)));
    let magnitude = i64::try_from(magnitude).unwrap_or(i64::MAX);
    if hundredths > 0 {
        magnitude
    } else {
        -magnitude
    }
}

/// The change that an adjustment means for a capacity. Units: instances.
/// Basis: documented - ASG "Step and simple scaling policies".
pub fn delta(
    adjustment_type: AdjustmentType,
    adjustment: i64,
    capacity: u32,
    min_magnitude: Option<u32>,
) -> i64 {
    match adjustment_type {
        AdjustmentType::ChangeInCapacity => adjustment,
        AdjustmentType::PercentChangeInCapacity => {
            percent_round(capacity, adjustment, min_magnitude)
        }
        AdjustmentType::ExactCapacity => adjustment.saturating_sub(i64::from(capacity)),
    }
}

/// All that a step policy looks at when its alarm invokes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepInput<'a> {
    pub adjustment_type: AdjustmentType,
    pub min_adjustment_magnitude: Option<u32>,
    pub steps: &'a [StepAdjustment],
    pub comparison: ComparisonOperator,
    pub threshold: f64,
    pub metric: f64,
    pub desired: u32,
    /// The capacity the policy calculates from: without warming instances for scale-out, with
    /// terminating ones for scale-in.
    pub counted: u32,
    /// Whether any instance is still warming up.
    pub is_warming: bool,
    pub min: u32,
    pub max: u32,
}

/// What a step policy decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepOutcome {
    /// Position of the step in the list as given.
    pub step_index: Option<usize>,
    /// The change before limits, reported even when it is blocked.
    pub delta: i64,
    pub new_desired: u32,
    pub reason: Reason,
}

/// One evaluation of a step policy. Instances on their way are credited and never ordered twice.
///
/// Basis: documented - ASG "Step and simple scaling policies"; model - at the threshold itself
/// every Greater operator counts as above.
pub fn decide(input: &StepInput<'_>) -> StepOutcome {
    let distance = exact::round6(input.metric - input.threshold);
    let is_above = distance > 0.0 || (distance == 0.0 && input.comparison.is_greater());
    let hit = input
        .steps
        .iter()
        .enumerate()
        .find(|(_, step)| step.fits(distance, is_above));
    let Some((index, step)) = hit else {
        return StepOutcome {
            step_index: None,
            delta: 0,
            new_desired: input.desired,
            reason: Reason::NoStep,
        };
    };
    let delta = delta(
        input.adjustment_type,
        step.scaling_adjustment,
        input.counted,
        input.min_adjustment_magnitude,
    );
    let (new_desired, reason) = settle(input, delta);
    StepOutcome {
        step_index: Some(index),
        delta,
        new_desired,
        reason,
    }
}

/// The new desired capacity after credit for instances on their way, warm-up and limits.
fn settle(input: &StepInput<'_>, delta: i64) -> (u32, Reason) {
    if delta == 0 {
        return (input.desired, Reason::NoChange);
    }
    if delta < 0 && input.is_warming {
        return (input.desired, Reason::BlockedByWarmup);
    }
    let desired = i64::from(input.desired);
    let wanted = i64::from(input.counted).saturating_add(delta);
    let wanted = if delta > 0 {
        desired.max(wanted)
    } else {
        desired.min(wanted)
    };
    let clamped = capacity::clamp(wanted, input.min, input.max);
    (clamped, Reason::of_change(input.desired, wanted, clamped))
}
