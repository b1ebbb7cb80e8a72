//! What the user sets of a policy, and what that makes it follow.

use crate::base::codec::string_enum;
use crate::contract::{Kind, params};
use crate::kinds::auto_scaling::metrics as group;
use crate::kinds::instance::metrics as machine;
use crate::kinds::load_balancer::LoadBalancer;
use crate::kinds::target_group::TargetGroup;
use crate::kinds::target_group::metrics::REQUEST_COUNT_PER_TARGET;
use crate::rules::alarm::{ComparisonOperator, Statistic};
use crate::rules::step_scaling::{AdjustmentType, MetricAggregationType, StepAdjustment};
use crate::rules::target_tracking::{
    CustomizedMetricSpecification, PredefinedMetricType, TargetTrackingConfiguration,
};
use crate::world::metric::Metric;
use alloc::vec::Vec;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyType {
    TargetTrackingScaling,
    #[default]
    StepScaling,
    SimpleScaling,
}

string_enum!(PolicyType {
    TargetTrackingScaling: "TargetTrackingScaling",
    StepScaling: "StepScaling",
    SimpleScaling: "SimpleScaling",
});

const TARGET_VALUE: &str = "TargetTrackingConfiguration/TargetValue";
const DISABLE_SCALE_IN: &str = "TargetTrackingConfiguration/DisableScaleIn";
const PREDEFINED_METRIC_TYPE: &str =
    "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType";

params! {
    pub struct Params {
        policy_type: PolicyType = PolicyType::StepScaling, "PolicyType"
            => choice(PolicyType::WORDS).of_policy().pictured();
        is_enabled: bool = true, "Enabled" => toggle().of_policy().rare();
        adjustment_type: Option<AdjustmentType> = None, "AdjustmentType" if |p| !p.is_tracking()
            => choice(AdjustmentType::WORDS).of_policy();
        adjustment: Option<i64> = None, "ScalingAdjustment" if |p| p.is_simple()
            => optional(-1_000.0..=1_000.0, Instances).of_policy().pictured();
        magnitude_min: Option<u32> = None, "MinAdjustmentMagnitude" if |p| !p.is_tracking()
            => optional(1.0..=1_000.0, Instances).of_policy().rare();
        aggregation: MetricAggregationType = MetricAggregationType::Average,
            "MetricAggregationType" if |p| p.is_step()
            => choice(MetricAggregationType::WORDS).of_policy().rare();
        cooldown_s: Option<u32> = None, "Cooldown" if |p| p.is_simple()
            => optional(0.0..=86_400.0, Seconds).of_policy();
        warmup_s: Option<i64> = None, "EstimatedInstanceWarmup" if |p| !p.is_simple()
            => optional(0.0..=3_600.0, Seconds).of_policy().rare();
        tracking: Option<TargetTrackingConfiguration> = None,
            "TargetTrackingConfiguration" if |p| p.is_tracking()
            => number(0.0001..=1e12, None).at(TARGET_VALUE).of_policy().pictured(),
               toggle().at(DISABLE_SCALE_IN).of_policy(),
               choice(PredefinedMetricType::WORDS).at(PREDEFINED_METRIC_TYPE).of_policy();
        /// Low threshold over target of the policy's own alarm.
        low_ratio: f64 = 0.7, "low_ratio" if |p| p.is_tracking()
            => number(0.5..=0.95, Factor).of_policy().rare();
        steps: Vec<StepAdjustment> = Vec::new(), "StepAdjustments" if |p| p.is_step()
            => structure().of_policy();
    }
}

/// Whose metric a target tracking policy follows, seen from its group: the group's own, that of the
/// first target group wired to it, or that of this one's balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Group,
    TargetGroup,
    LoadBalancer,
}

impl Params {
    pub fn is_tracking(&self) -> bool {
        self.policy_type == PolicyType::TargetTrackingScaling
    }

    fn is_step(&self) -> bool {
        self.policy_type == PolicyType::StepScaling
    }

    fn is_simple(&self) -> bool {
        self.policy_type == PolicyType::SimpleScaling
    }

    /// The metric that target tracking follows. Errors: `None` without one, or where nobody here
    /// publishes it.
    pub fn followed(&self) -> Option<(Subject, Metric)> {
        let tracking = self.tracking.as_ref()?;
        let Some(predefined) = &tracking.predefined_metric_specification else {
            return customized(tracking.customized_metric_specification.as_ref()?);
        };
        Some(match predefined.predefined_metric_type {
            PredefinedMetricType::ASGAverageCPUUtilization => {
                (Subject::Group, machine::CPU_UTILIZATION)
            }
            PredefinedMetricType::ASGAverageNetworkIn => (Subject::Group, machine::NETWORK_IN),
            PredefinedMetricType::ASGAverageNetworkOut => (Subject::Group, machine::NETWORK_OUT),
            PredefinedMetricType::ALBRequestCountPerTarget => {
                (Subject::TargetGroup, REQUEST_COUNT_PER_TARGET)
            }
        })
    }

    /// How a tracking policy's own alarms take the samples of a period together: as chosen, or as
    /// suits the metric.
    pub fn tracked_statistic(&self) -> Statistic {
        let tracking = self.tracking.as_ref();
        let own = tracking.filter(|t| t.predefined_metric_specification.is_none());
        let spec = own.and_then(|t| t.customized_metric_specification.as_ref());
        let default = || {
            let metric = self.followed().map(|(_, metric)| metric);
            metric.map_or(Statistic::Average, Metric::default_statistic)
        };
        spec.and_then(|spec| spec.statistic).unwrap_or_else(default)
    }

    /// Whether an alarm with this operator makes the policy take capacity away. An exact capacity may
    /// lie on either side: then the low alarm is the one that does.
    pub fn scales_in(&self, operator: ComparisonOperator) -> bool {
        let is_low = !operator.is_greater();
        if self.adjustment_type == Some(AdjustmentType::ExactCapacity) {
            return is_low;
        }
        let is_beyond = |step: &&StepAdjustment| match is_low {
            true => step.metric_interval_lower_bound.is_none_or(|b| b < 0.0),
            false => step.metric_interval_upper_bound.is_none_or(|b| b > 0.0),
        };
        match self.policy_type {
            PolicyType::TargetTrackingScaling => is_low,
            PolicyType::SimpleScaling => self.adjustment.is_some_and(|a| a < 0),
            PolicyType::StepScaling => {
                let mut steps = self.steps.iter().filter(is_beyond);
                steps.any(|s| s.scaling_adjustment < 0)
            }
        }
    }

    /// Fields that AWS takes and the engine does without: metrics of others, and periods shorter
    /// than the minute in which parts publish.
    pub fn not_simulated(&self) -> impl Iterator<Item = &'static str> {
        let tracking = self.tracking.as_ref();
        let spec = tracking.and_then(|t| t.customized_metric_specification.as_ref());
        let is_foreign = spec.is_some() && self.followed().is_none();
        let is_short = spec.is_some_and(|s| s.period.is_some_and(|period| period < 60));
        let metric = "TargetTrackingConfiguration/CustomizedMetricSpecification";
        let period = "TargetTrackingConfiguration/CustomizedMetricSpecification/Period";
        let fields = [(is_foreign, metric), (is_short, period)];
        fields.into_iter().filter(|f| f.0).map(|f| f.1)
    }
}

/// Whose metric a customized one is, by its namespace and dimensions. Without a namespace it is
/// the group's.
fn customized(spec: &CustomizedMetricSpecification) -> Option<(Subject, Metric)> {
    let metric = Metric::named(&spec.metric_name)?;
    let has = |name: &str| spec.dimensions.iter().any(|d| d.name == name);
    let is_of_group = spec.dimensions.is_empty() || has("AutoScalingGroupName");
    let namespace = spec.namespace.as_str();
    let subject = match namespace {
        "" | "AWS/EC2" | "AWS/AutoScaling" if is_of_group => Subject::Group,
        "AWS/ApplicationELB" if has("TargetGroup") => Subject::TargetGroup,
        "AWS/ApplicationELB" if has("LoadBalancer") => Subject::LoadBalancer,
        _ => return None,
    };
    let is_published = match subject {
        Subject::Group => namespace.is_empty() || group::namespace(metric) == Some(namespace),
        Subject::TargetGroup => TargetGroup::METRICS.contains(&metric),
        Subject::LoadBalancer => LoadBalancer::METRICS.contains(&metric),
    };
    is_published.then_some((subject, metric))
}
