//! The fields of the AWS API that are known here, and what becomes of each.

use super::Shape;

/// What a known field holds.
pub(super) enum Holds {
    One(Shape),
    /// An object with fields of its own.
    Object(&'static [Field]),
    /// A list of such objects.
    List(&'static [Field]),
    /// Kept as it is.
    Anything,
    /// Changes what AWS does and is not on the board: left out, and named unless it says one of these words,
    /// which is how the board is anyway.
    Usual(&'static [&'static str]),
    /// Belongs to one account or is read elsewhere: left out.
    Dropped,
}

pub(super) struct Field {
    pub name: &'static str,
    pub holds: Holds,
}

const fn text(name: &'static str) -> Field {
    Field {
        name,
        holds: Holds::One(Shape::Text),
    }
}

const fn whole(name: &'static str) -> Field {
    Field {
        name,
        holds: Holds::One(Shape::Whole),
    }
}

const fn number(name: &'static str) -> Field {
    Field {
        name,
        holds: Holds::One(Shape::Number),
    }
}

const fn flag(name: &'static str) -> Field {
    Field {
        name,
        holds: Holds::One(Shape::Flag),
    }
}

const fn anything(name: &'static str) -> Field {
    Field {
        name,
        holds: Holds::Anything,
    }
}

const fn usual(name: &'static str, words: &'static [&'static str]) -> Field {
    Field {
        name,
        holds: Holds::Usual(words),
    }
}

const fn dropped(name: &'static str) -> Field {
    Field {
        name,
        holds: Holds::Dropped,
    }
}

const STEP: [Field; 3] = [
    number("MetricIntervalLowerBound"),
    number("MetricIntervalUpperBound"),
    whole("ScalingAdjustment"),
];

const DIMENSION: [Field; 2] = [text("Name"), text("Value")];

const PREDEFINED_METRIC: [Field; 2] = [text("PredefinedMetricType"), text("ResourceLabel")];

const CUSTOMIZED_METRIC: [Field; 7] = [
    text("MetricName"),
    text("Namespace"),
    Field {
        name: "Dimensions",
        holds: Holds::List(&DIMENSION),
    },
    text("Statistic"),
    text("Unit"),
    whole("Period"),
    anything("Metrics"),
];

const TARGET_TRACKING: [Field; 4] = [
    Field {
        name: "PredefinedMetricSpecification",
        holds: Holds::Object(&PREDEFINED_METRIC),
    },
    Field {
        name: "CustomizedMetricSpecification",
        holds: Holds::Object(&CUSTOMIZED_METRIC),
    },
    number("TargetValue"),
    flag("DisableScaleIn"),
];

/// `put-scaling-policy` and `describe-policies`.
pub(super) const POLICY: [Field; 16] = [
    text("PolicyType"),
    text("AdjustmentType"),
    whole("MinAdjustmentMagnitude"),
    usual("MinAdjustmentStep", &[]),
    whole("ScalingAdjustment"),
    whole("Cooldown"),
    Field {
        name: "StepAdjustments",
        holds: Holds::List(&STEP),
    },
    text("MetricAggregationType"),
    whole("EstimatedInstanceWarmup"),
    Field {
        name: "TargetTrackingConfiguration",
        holds: Holds::Object(&TARGET_TRACKING),
    },
    anything("PredictiveScalingConfiguration"),
    flag("Enabled"),
    dropped("PolicyName"),
    dropped("AutoScalingGroupName"),
    dropped("PolicyARN"),
    dropped("Alarms"),
];

/// `put-metric-alarm` and `describe-alarms`.
pub(super) const ALARM: [Field; 30] = [
    text("MetricName"),
    text("Namespace"),
    text("Statistic"),
    text("ExtendedStatistic"),
    Field {
        name: "Dimensions",
        holds: Holds::List(&DIMENSION),
    },
    whole("Period"),
    text("Unit"),
    whole("EvaluationPeriods"),
    whole("DatapointsToAlarm"),
    number("Threshold"),
    text("ThresholdMetricId"),
    text("ComparisonOperator"),
    text("TreatMissingData"),
    usual("EvaluateLowSampleCountPercentile", &["evaluate"]),
    anything("Metrics"),
    flag("ActionsEnabled"),
    dropped("AlarmName"),
    dropped("AlarmArn"),
    dropped("AlarmDescription"),
    dropped("AlarmConfigurationUpdatedTimestamp"),
    dropped("AlarmActions"),
    dropped("OKActions"),
    dropped("InsufficientDataActions"),
    dropped("StateValue"),
    dropped("StateReason"),
    dropped("StateReasonData"),
    dropped("StateUpdatedTimestamp"),
    dropped("StateTransitionedTimestamp"),
    dropped("EvaluationState"),
    dropped("Tags"),
];

const SPREAD: [Field; 1] = [text("CapacityDistributionStrategy")];

const IMPAIRMENT: [Field; 2] = [
    usual("ZonalShiftEnabled", &["false"]),
    // Means something only with the other.
    dropped("ImpairedZoneHealthCheckBehavior"),
];

const RESERVATION: [Field; 1] = [usual("CapacityReservationPreference", &["default", "none"])];

/// `describe-auto-scaling-groups` and `create-auto-scaling-group`. What is neither kept nor dropped
/// changes how a group behaves and is named.
pub(super) const GROUP: [Field; 34] = [
    whole("MinSize"),
    whole("MaxSize"),
    whole("DesiredCapacity"),
    whole("DefaultCooldown"),
    text("HealthCheckType"),
    text("DesiredCapacityType"),
    whole("HealthCheckGracePeriod"),
    whole("DefaultInstanceWarmup"),
    flag("NewInstancesProtectedFromScaleIn"),
    anything("TerminationPolicies"),
    anything("SuspendedProcesses"),
    Field {
        name: "AvailabilityZoneDistribution",
        holds: Holds::Object(&SPREAD),
    },
    dropped("AutoScalingGroupName"),
    dropped("AutoScalingGroupARN"),
    dropped("LaunchConfigurationName"),
    dropped("LaunchTemplate"),
    dropped("InstanceId"),
    dropped("PredictedCapacity"),
    dropped("AvailabilityZones"),
    dropped("AvailabilityZoneIds"),
    dropped("VPCZoneIdentifier"),
    dropped("LoadBalancerNames"),
    dropped("TargetGroupARNs"),
    dropped("TrafficSources"),
    dropped("Instances"),
    dropped("CreatedTime"),
    dropped("Status"),
    dropped("Tags"),
    usual("PlacementGroup", &[]),
    dropped("EnabledMetrics"),
    dropped("ServiceLinkedRoleARN"),
    dropped("Context"),
    Field {
        name: "CapacityReservationSpecification",
        holds: Holds::Object(&RESERVATION),
    },
    Field {
        name: "AvailabilityZoneImpairmentPolicy",
        holds: Holds::Object(&IMPAIRMENT),
    },
];

/// `put-scheduled-update-group-action` and `describe-scheduled-actions`.
pub(super) const SCHEDULED: [Field; 11] = [
    // Read beforehand: text in today's CLI, seconds since 1970 in older ones.
    anything("StartTime"),
    anything("EndTime"),
    text("Recurrence"),
    text("TimeZone"),
    whole("MinSize"),
    whole("MaxSize"),
    whole("DesiredCapacity"),
    dropped("ScheduledActionName"),
    dropped("ScheduledActionARN"),
    dropped("AutoScalingGroupName"),
    // The same as `StartTime`, kept by the API for old clients.
    dropped("Time"),
];
