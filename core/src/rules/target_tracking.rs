//! Target tracking: the alarms a policy creates, the capacity that meets the target, one decision,
//! and several policies of a group together. AWS publishes the intent; the formula is ours.

use crate::base::codec::{record, string_enum};
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::alarm::{ComparisonOperator, Statistic};
use super::capacity;
use super::exact;
use super::reason::Reason;

/// The metrics that need no specification of their own. Units: percent, bytes per instance and
/// minute, requests per target and minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PredefinedMetricType {
    #[default]
    ASGAverageCPUUtilization,
    ASGAverageNetworkIn,
    ASGAverageNetworkOut,
    ALBRequestCountPerTarget,
}

string_enum!(PredefinedMetricType {
    ASGAverageCPUUtilization: "ASGAverageCPUUtilization",
    ASGAverageNetworkIn: "ASGAverageNetworkIn",
    ASGAverageNetworkOut: "ASGAverageNetworkOut",
    ALBRequestCountPerTarget: "ALBRequestCountPerTarget",
});

/// A predefined metric, and for the load balancer's one which target group is meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PredefinedMetricSpecification {
    pub predefined_metric_type: PredefinedMetricType,
    /// `app/<name>/<id>/targetgroup/<name>/<id>`, for `ALBRequestCountPerTarget` only.
    pub resource_label: Option<String>,
}

record!(sparse PredefinedMetricSpecification {
    predefined_metric_type: "PredefinedMetricType",
    resource_label: "ResourceLabel",
});

/// A name and value that narrow a metric down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MetricDimension {
    pub name: String,
    pub value: String,
}

record!(MetricDimension {
    name: "Name",
    value: "Value",
});

/// A metric of the user's own; it must fall when instances are added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomizedMetricSpecification {
    pub metric_name: String,
    pub namespace: String,
    pub dimensions: Vec<MetricDimension>,
    /// `None`: that of the metric.
    pub statistic: Option<Statistic>,
    pub unit: Option<String>,
    /// Units: seconds. Bounds: 10, 30 or 60.
    pub period: Option<u32>,
}

record!(sparse CustomizedMetricSpecification {
    metric_name: "MetricName",
    namespace: "Namespace",
    dimensions: "Dimensions",
    statistic: "Statistic",
    unit: "Unit",
    period: "Period",
});

/// The settings of a target tracking policy. Basis: documented - ASG-API
/// `TargetTrackingConfiguration`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetTrackingConfiguration {
    pub predefined_metric_specification: Option<PredefinedMetricSpecification>,
    pub customized_metric_specification: Option<CustomizedMetricSpecification>,
    pub target_value: Option<f64>,
    pub disable_scale_in: bool,
}

record!(sparse TargetTrackingConfiguration {
    predefined_metric_specification: "PredefinedMetricSpecification",
    customized_metric_specification: "CustomizedMetricSpecification",
    target_value: "TargetValue",
    disable_scale_in: "DisableScaleIn",
});

impl TargetTrackingConfiguration {
    /// The name by which two policies on the same metric are told; `None` without a metric.
    pub fn metric_name(&self) -> Option<&str> {
        let predefined = self.predefined_metric_specification.as_ref();
        let customized = self.customized_metric_specification.as_ref();
        predefined
            .map(|metric| metric.predefined_metric_type.as_str())
            .or_else(|| customized.map(|metric| metric.metric_name.as_str()))
    }
}

/// Which service the policy belongs to; it decides the distance of the low threshold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Service {
    #[default]
    #[serde(rename = "ec2-asg")]
    Ec2AutoScaling,
    #[serde(rename = "application-auto-scaling")]
    ApplicationAutoScaling,
}

impl Service {
    /// Low threshold over target. Basis: model, after public observations.
    pub const fn low_ratio(self) -> f64 {
        match self {
            Self::Ec2AutoScaling => 0.70,
            Self::ApplicationAutoScaling => 0.90,
        }
    }
}

/// The pair of alarms that a policy creates. Units: of the metric; seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackingAlarms {
    pub high_threshold: f64,
    pub low_threshold: f64,
    pub high_datapoints: u32,
    pub low_datapoints: u32,
    pub period_s: u32,
    pub high_comparison: ComparisonOperator,
    pub low_comparison: ComparisonOperator,
}

/// One alarm of the pair: `datapoints` of as many breach when each stands as `comparison` says
/// to `threshold`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlarmSide {
    pub threshold: f64,
    pub datapoints: u32,
    pub comparison: ComparisonOperator,
}

impl TrackingAlarms {
    pub const fn side(&self, is_low: bool) -> AlarmSide {
        match is_low {
            true => AlarmSide {
                threshold: self.low_threshold,
                datapoints: self.low_datapoints,
                comparison: self.low_comparison,
            },
            false => AlarmSide {
                threshold: self.high_threshold,
                datapoints: self.high_datapoints,
                comparison: self.high_comparison,
            },
        }
    }
}

/// The alarms for a target, `low_ratio` being low threshold over target (see
/// [`Service::low_ratio`]).
/// Basis: model - 3 of 3 above the target, 15 of 15 below a share of it, as publicly observed.
pub fn alarms(target: f64, low_ratio: f64) -> TrackingAlarms {
    TrackingAlarms {
        high_threshold: target,
        low_threshold: exact::round6(target * low_ratio),
        high_datapoints: 3,
        low_datapoints: 15,
        period_s: 60,
        high_comparison: ComparisonOperator::GreaterThanThreshold,
        low_comparison: ComparisonOperator::LessThanThreshold,
    }
}

/// Instances that would bring `metric` back to `target`, before any limit.
///
/// Rounds up, so a group never undershoots; only a metric of exactly zero needs none.
/// Errors: `None` if the target is not positive or the metric undefined. Basis: model (rounding
/// documented - ASG "Target tracking scaling policies").
pub fn required_capacity(contributing: u32, metric: f64, target: f64) -> Option<u32> {
    if target.is_nan() || target <= 0.0 || metric.is_nan() {
        return None;
    }
    let load = f64::from(contributing) * metric;
    if load <= 0.0 {
        return Some(0);
    }
    Some(exact::count(exact::ceil(load / target)).max(1))
}

/// Which of a policy's two alarms is in ALARM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrackingAlarm {
    High,
    Low,
    #[default]
    None,
}

/// All that a target tracking policy looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackingInput {
    pub desired: u32,
    /// Instances behind the metric.
    pub contributing: u32,
    /// Instances still warming up.
    pub warming: u32,
    /// High: the newest datapoint. Low: the one of the 15 with the most load. `None`: no datapoint.
    pub metric: Option<f64>,
    pub target: f64,
    pub min: u32,
    pub max: u32,
    pub disable_scale_in: bool,
    pub alarm: TrackingAlarm,
}

/// What a target tracking policy decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingOutcome {
    /// Capacity for the target before credit and limits; `None` when it was not worked out.
    pub required: Option<u32>,
    pub new_desired: u32,
    pub reason: Reason,
}

/// One evaluation of one policy. Basis: model, with the documented blocks (`DisableScaleIn`,
/// warm-up).
pub fn decide(input: &TrackingInput) -> TrackingOutcome {
    let hold = |required, reason| TrackingOutcome {
        required,
        new_desired: input.desired,
        reason,
    };
    match input.alarm {
        TrackingAlarm::None => return hold(None, Reason::NoAlarm),
        TrackingAlarm::Low if input.disable_scale_in => return hold(None, Reason::ScaleInDisabled),
        _ => {}
    }
    let required = input
        .metric
        .and_then(|metric| required_capacity(input.contributing, metric, input.target));
    if input.alarm == TrackingAlarm::Low && input.warming > 0 {
        return hold(required, Reason::BlockedByWarmup);
    }
    let Some(needed) = required else {
        return hold(None, Reason::NoChange);
    };
    let wanted = i64::from(match input.alarm {
        TrackingAlarm::High => needed.max(input.desired),
        _ => needed.min(input.desired),
    });
    let new_desired = capacity::clamp(wanted, input.min, input.max);
    TrackingOutcome {
        required,
        new_desired,
        reason: Reason::of_change(input.desired, wanted, new_desired),
    }
}

/// What one of several policies wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Readiness {
    Out,
    In,
    #[default]
    None,
}

/// One policy's wish. Units: instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackingWish {
    pub ready: Readiness,
    pub capacity: u32,
    pub disable_scale_in: bool,
}

/// Several target tracking policies of one group: out if any wants, in if all that may scale in
/// agree; the largest capacity counts. Returns the new desired capacity and scale_out, scale_in or
/// hold.
/// Basis: documented - ASG "Target tracking scaling policies", multiple policies.
pub fn tt_group(desired: u32, min: u32, max: u32, wishes: &[TrackingWish]) -> (u32, Reason) {
    let wants_out = |wish: &&TrackingWish| wish.ready == Readiness::Out;
    let largest_out = wishes
        .iter()
        .filter(wants_out)
        .map(|wish| wish.capacity)
        .max();
    let may_scale_in = || wishes.iter().filter(|wish| !wish.disable_scale_in);
    let wanted = if let Some(capacity) = largest_out {
        capacity.max(desired)
    } else if may_scale_in().all(|wish| wish.ready == Readiness::In) {
        let largest_in = may_scale_in().map(|wish| wish.capacity).max();
        largest_in.unwrap_or(desired).min(desired)
    } else {
        desired
    };
    if wanted == desired {
        return (desired, Reason::Hold);
    }
    let new_desired = capacity::clamp(i64::from(wanted), min, max);
    match Reason::of_change(desired, i64::from(wanted), new_desired) {
        Reason::AtLimit | Reason::NoChange => (desired, Reason::Hold),
        reason => (new_desired, reason),
    }
}
