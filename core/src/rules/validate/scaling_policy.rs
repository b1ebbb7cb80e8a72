//! Scaling policies: which fields go together, the ladder of steps, the metric of target tracking.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, PredictiveScaling};
use crate::base::codec::string_enum;
use crate::rules::step_scaling::{AdjustmentType, MetricAggregationType, StepAdjustment};
use crate::rules::target_tracking::{PredefinedMetricType, TargetTrackingConfiguration};

/// Steps in one policy. Basis: documented - ASG quotas.
pub const STEPS_MAX: usize = 20;

/// The kinds of policy that are put by PutScalingPolicy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyType {
    /// What the API takes where `PolicyType` is left out.
    #[default]
    SimpleScaling,
    StepScaling,
    TargetTrackingScaling,
    PredictiveScaling,
}

string_enum!(PolicyType {
    SimpleScaling: "SimpleScaling",
    StepScaling: "StepScaling",
    TargetTrackingScaling: "TargetTrackingScaling",
    PredictiveScaling: "PredictiveScaling",
});

/// A scaling policy. Units: seconds, instances or percent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ScalingPolicy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_name: Option<String>,
    pub policy_type: PolicyType,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adjustment_type: Option<AdjustmentType>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub step_adjustments: Vec<StepAdjustment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaling_adjustment: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_adjustment_magnitude: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_aggregation_type: Option<MetricAggregationType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cooldown: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_instance_warmup: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_tracking_configuration: Option<TargetTrackingConfiguration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predictive_scaling_configuration: Option<PredictiveScaling>,
    /// `None` means true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

impl ScalingPolicy {
    /// All faults; `other_metrics` are the metrics of the group's other target tracking policies
    /// (see [`TargetTrackingConfiguration::metric_name`]). Basis: documented - ASG-API
    /// PutScalingPolicy.
    pub fn check(&self, other_metrics: &[&str]) -> Vec<Fault> {
        let mut faults = Faults::default();
        let is_adjusting = matches!(
            self.policy_type,
            PolicyType::SimpleScaling | PolicyType::StepScaling
        );
        let lacks_type = is_adjusting && self.adjustment_type.is_none();
        faults.when(lacks_type, Code::PolicyAdjTypeRequired, "AdjustmentType");
        self.check_fields(&mut faults);
        if self.policy_type == PolicyType::StepScaling {
            check_steps(&self.step_adjustments, &mut faults);
        }
        let is_exact = is_adjusting && self.adjustment_type == Some(AdjustmentType::ExactCapacity);
        let mut adjustments = self
            .step_adjustments
            .iter()
            .map(|step| step.scaling_adjustment);
        let is_negative = adjustments.any(|adjustment| adjustment < 0)
            || self
                .scaling_adjustment
                .is_some_and(|adjustment| adjustment < 0);
        let code = Code::PolicyExactNegative;
        faults.when(is_exact && is_negative, code, "ScalingAdjustment");
        if self.policy_type == PolicyType::TargetTrackingScaling {
            self.check_tracking(other_metrics, &mut faults);
        }
        if let Some(predictive) = &self.predictive_scaling_configuration {
            faults.0.extend(predictive.check());
        }
        faults.0
    }

    /// Fields that this kind of policy does not take.
    fn check_fields(&self, faults: &mut Faults) {
        let is = |policy_type| self.policy_type == policy_type;
        let is_simple = is(PolicyType::SimpleScaling);
        let is_step = is(PolicyType::StepScaling);
        let is_tracking = is(PolicyType::TargetTrackingScaling);
        let is_adjusting = is_simple || is_step;
        let has_percent = self.adjustment_type == Some(AdjustmentType::PercentChangeInCapacity);
        let has_magnitude = self.min_adjustment_magnitude.is_some();
        let has_tracking = self.target_tracking_configuration.is_some();
        for (is_given, is_allowed, field) in [
            (
                self.adjustment_type.is_some(),
                is_adjusting,
                "AdjustmentType",
            ),
            (
                !self.step_adjustments.is_empty(),
                is_step,
                "StepAdjustments",
            ),
            (
                self.scaling_adjustment.is_some(),
                is_simple,
                "ScalingAdjustment",
            ),
            (
                has_magnitude,
                is_adjusting && has_percent,
                "MinAdjustmentMagnitude",
            ),
            (
                self.metric_aggregation_type.is_some(),
                is_step,
                "MetricAggregationType",
            ),
            (self.cooldown.is_some(), is_simple, "Cooldown"),
            (
                self.estimated_instance_warmup.is_some(),
                is_step || is_tracking,
                "EstimatedInstanceWarmup",
            ),
            (
                self.predictive_scaling_configuration.is_some(),
                is(PolicyType::PredictiveScaling),
                "PredictiveScalingConfiguration",
            ),
            (has_tracking, is_tracking, "TargetTrackingConfiguration"),
        ] {
            faults.when(is_given && !is_allowed, Code::PolicyFieldNotAllowed, field);
        }
    }

    fn check_tracking(&self, other_metrics: &[&str], faults: &mut Faults) {
        const FIELD: &str = "TargetTrackingConfiguration";
        let missing = TargetTrackingConfiguration::default();
        let tracking = self
            .target_tracking_configuration
            .as_ref()
            .unwrap_or(&missing);
        let predefined = tracking.predefined_metric_specification.as_ref();
        let is_customized = tracking.customized_metric_specification.is_some();
        faults.when(
            predefined.is_none() && !is_customized,
            Code::TtNoMetric,
            FIELD,
        );
        faults.when(
            predefined.is_some() && is_customized,
            Code::TtTwoMetrics,
            FIELD,
        );
        let lacks_label = predefined.is_some_and(|metric| {
            metric.predefined_metric_type == PredefinedMetricType::ALBRequestCountPerTarget
                && metric.resource_label.as_deref().unwrap_or("").is_empty()
        });
        faults.when(lacks_label, Code::TtLabelRequired, "ResourceLabel");
        let is_positive = tracking.target_value.is_some_and(|target| target > 0.0);
        faults.when(!is_positive, Code::TtTargetNonpositive, "TargetValue");
        let metric = tracking.metric_name();
        let is_taken = metric.is_some_and(|metric| other_metrics.contains(&metric));
        faults.when(is_taken, Code::TtDuplicateMetric, FIELD);
    }
}

/// The rules of a ladder. Basis: documented - ASG "Step and simple scaling policies", step
/// adjustments.
fn check_steps(steps: &[StepAdjustment], faults: &mut Faults) {
    const FIELD: &str = "StepAdjustments";
    let lower = |step: &StepAdjustment| step.metric_interval_lower_bound;
    let upper = |step: &StepAdjustment| step.metric_interval_upper_bound;
    let open_lower = steps.iter().filter(|step| lower(step).is_none()).count();
    let open_upper = steps.iter().filter(|step| upper(step).is_none()).count();
    let is_open = |step: &StepAdjustment| lower(step).is_none() && upper(step).is_none();
    let mut ladder: Vec<(f64, f64)> = steps
        .iter()
        .map(|step| {
            let low = lower(step).unwrap_or(f64::NEG_INFINITY);
            (low, upper(step).unwrap_or(f64::INFINITY))
        })
        .collect();
    ladder.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let has_neighbours = |is_wrong: fn(f64, f64) -> bool| {
        let mut pairs = ladder.iter().zip(ladder.iter().skip(1));
        pairs.any(|(below, above)| is_wrong(below.1, above.0))
    };
    let is_disordered = ladder
        .iter()
        .any(|(low, high)| !matches!(low.partial_cmp(high), Some(core::cmp::Ordering::Less)));
    let goes_below = steps
        .iter()
        .any(|step| lower(step).is_some_and(|low| low < 0.0));
    let goes_above = steps
        .iter()
        .any(|step| upper(step).is_some_and(|high| high > 0.0));
    for (is_wrong, code) in [
        (steps.is_empty(), Code::StepEmpty),
        (steps.len() > STEPS_MAX, Code::StepTooMany),
        (steps.iter().any(is_open), Code::StepBothNull),
        (open_lower > 1, Code::StepMultiNullLower),
        (open_upper > 1, Code::StepMultiNullUpper),
        (is_disordered, Code::StepBoundOrder),
        (has_neighbours(|high, low| high > low), Code::StepOverlap),
        (has_neighbours(|high, low| high < low), Code::StepGap),
        (goes_below && open_lower == 0, Code::StepNegNeedsNullLower),
        (goes_above && open_upper == 0, Code::StepPosNeedsNullUpper),
    ] {
        faults.when(is_wrong, code, FIELD);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_policy_is_read_and_passes() {
        let text = r#"{"PolicyName": "t40", "PolicyType": "TargetTrackingScaling",
            "PolicyARN": "arn:aws:autoscaling:x", "StepAdjustments": [], "Enabled": true,
            "TargetTrackingConfiguration": {"PredefinedMetricSpecification":
                {"PredefinedMetricType": "ASGAverageCPUUtilization"},
                "TargetValue": 40.0, "DisableScaleIn": false}}"#;
        let policy: ScalingPolicy = serde_json::from_str(text).unwrap();
        assert_eq!(policy.check(&[]), []);
        let again = serde_json::to_string(&policy).unwrap();
        assert_eq!(
            serde_json::from_str::<ScalingPolicy>(&again).unwrap(),
            policy
        );
        let codes: Vec<Code> = policy
            .check(&["ASGAverageCPUUtilization"])
            .iter()
            .map(|fault| fault.code)
            .collect();
        assert_eq!(codes, [Code::TtDuplicateMetric]);
    }

    #[test]
    fn all_faults_come_in_the_order_of_the_catalogue() {
        let wild = StepAdjustment {
            metric_interval_lower_bound: Some(f64::NAN),
            metric_interval_upper_bound: Some(-3.0),
            scaling_adjustment: i64::MIN,
        };
        let policy = ScalingPolicy {
            policy_type: PolicyType::StepScaling,
            step_adjustments: alloc::vec![wild; 25],
            cooldown: Some(-1),
            ..ScalingPolicy::default()
        };
        let codes: Vec<Code> = policy.check(&[]).iter().map(|fault| fault.code).collect();
        assert!(codes.len() > 3 && codes.is_sorted(), "{codes:?}");
    }
}
