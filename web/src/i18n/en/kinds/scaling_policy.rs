//! The words for one kind of part: scaling policy.

use crate::i18n::FieldWords;

pub const NAME: &str = "Scaling policy";
pub const HELP: &str = "When to change the capacity, and by how much.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "scaling policy step target tracking simple";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "PolicyType" => FieldWords {
            label: "Policy type",
            help: "Hold a target, climb steps, or make one fixed change and wait.",
        },
        "Enabled" => FieldWords {
            label: "Enabled",
            help: "Off: its alarms still watch, but nothing scales.",
        },
        "AdjustmentType" => FieldWords {
            label: "Adjustment type",
            help: "Whether the numbers add servers, add percent or set the size.",
        },
        "ScalingAdjustment" => FieldWords {
            label: "Adjustment",
            help: "The one change of a simple policy; below zero it removes servers.",
        },
        "MinAdjustmentMagnitude" => FieldWords {
            label: "Smallest change",
            help: "A percentage moves at least this many servers, so small groups do not crawl.",
        },
        "MetricAggregationType" => FieldWords {
            label: "Aggregation",
            help: "Which value of the alarm's period is held against the steps.",
        },
        "Cooldown" => FieldWords {
            label: "Cooldown",
            help: "Wait of a simple policy after each activity; empty: the group's default.",
        },
        "EstimatedInstanceWarmup" => FieldWords {
            label: "Warm-up",
            help: "Until then a new server is on its way and not ordered twice; empty: the group's.",
        },
        "TargetTrackingConfiguration/TargetValue" => FieldWords {
            label: "Target value",
            help: "Keeps the metric close to this; lower means more servers and more room.",
        },
        "TargetTrackingConfiguration/DisableScaleIn" => FieldWords {
            label: "Disable scale-in",
            help: "This policy then never removes servers.",
        },
        "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType" => {
            FieldWords {
                label: "Metric",
                help: "What is held at the target; it has to fall when servers are added.",
            }
        }
        "low_ratio" => FieldWords {
            label: "Low threshold ratio",
            help: "Scale-in starts below target × this; nearer to 1 removes servers sooner.",
        },
        "StepAdjustments" => FieldWords {
            label: "Steps",
            help: "Distance from the threshold and its change; farther away may order more at once.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("PolicyType", "TargetTrackingScaling") => "Target tracking (TargetTrackingScaling)",
        ("PolicyType", "StepScaling") => "Step (StepScaling)",
        ("PolicyType", "SimpleScaling") => "Simple (SimpleScaling)",
        ("PolicyType", "PredictiveScaling") => "Predictive (PredictiveScaling)",
        ("AdjustmentType", "ChangeInCapacity") => "Add servers (ChangeInCapacity)",
        ("AdjustmentType", "PercentChangeInCapacity") => "Add percent (PercentChangeInCapacity)",
        ("AdjustmentType", "ExactCapacity") => "Set the size (ExactCapacity)",
        ("MetricAggregationType", "Average") => "Average",
        ("MetricAggregationType", "Minimum") => "Minimum",
        ("MetricAggregationType", "Maximum") => "Maximum",
        (
            "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType",
            "ASGAverageCPUUtilization",
        ) => "CPU average (ASGAverageCPUUtilization)",
        (
            "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType",
            "ASGAverageNetworkIn",
        ) => "Network in (ASGAverageNetworkIn)",
        (
            "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType",
            "ASGAverageNetworkOut",
        ) => "Network out (ASGAverageNetworkOut)",
        (
            "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType",
            "ALBRequestCountPerTarget",
        ) => "Requests per target (ALBRequestCountPerTarget)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
