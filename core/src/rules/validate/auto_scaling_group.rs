//! Auto Scaling groups and lifecycle hooks: sizes, template, subnets, lifetimes, maintenance
//! policy.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, Warning, is_outside};
use crate::rules::capacity::CapacityDistributionStrategy;
use crate::rules::lifecycle::HookResult;
use crate::rules::termination::TerminationPolicy;

/// Limits for planned replacements. Units: percent of desired; -1 clears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct InstanceMaintenancePolicy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_healthy_percentage: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_healthy_percentage: Option<i64>,
}

/// How launches spread over zones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct AvailabilityZoneDistribution {
    pub capacity_distribution_strategy: CapacityDistributionStrategy,
}

/// The fields of a group that have rules. Units: seconds, instances.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct AutoScalingGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_capacity: Option<i64>,
    /// `EC2`, `ELB`, `EBS`, `VPC_LATTICE`, several with commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_grace_period: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_cooldown: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_instance_warmup: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_instance_lifetime: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub termination_policies: Vec<TerminationPolicy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_maintenance_policy: Option<InstanceMaintenancePolicy>,
    pub new_instances_protected_from_scale_in: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone_distribution: Option<AvailabilityZoneDistribution>,
}

impl AutoScalingGroup {
    /// All faults; template and subnets are parts of their own, so the caller says how they stand.
    /// Basis: documented - ASG-API CreateAutoScalingGroup.
    pub fn check(&self, has_template: bool, subnets: usize) -> Vec<Fault> {
        let mut faults = Faults::default();
        for (value, field) in [
            (self.min_size, "MinSize"),
            (self.max_size, "MaxSize"),
            (self.desired_capacity, "DesiredCapacity"),
            (self.health_check_grace_period, "HealthCheckGracePeriod"),
            (self.default_cooldown, "DefaultCooldown"),
        ] {
            faults.when(
                value.is_some_and(|value| value < 0),
                Code::AsgNegative,
                field,
            );
        }
        let (min, max) = (
            self.min_size.unwrap_or(0),
            self.max_size.unwrap_or(i64::MAX),
        );
        faults.when(min > max, Code::AsgMinGtMax, "MinSize");
        let is_outside_limits = is_outside(self.desired_capacity, min, max);
        faults.when(
            is_outside_limits,
            Code::AsgDesiredOutOfRange,
            "DesiredCapacity",
        );
        faults.when(!has_template, Code::AsgNoTemplate, "LaunchTemplate");
        faults.when(subnets == 0, Code::AsgNoSubnet, "VPCZoneIdentifier");
        let is_short_life = self
            .max_instance_lifetime
            .is_some_and(|life| life != 0 && life < 86_400);
        faults.when(is_short_life, Code::AsgLifetimeRange, "MaxInstanceLifetime");
        let is_bad_warmup = is_outside(self.default_instance_warmup, -1, 3_600);
        faults.when(is_bad_warmup, Code::AsgWarmupRange, "DefaultInstanceWarmup");
        let mut early = self.termination_policies.iter().rev().skip(1);
        let is_early = early.any(|policy| *policy == TerminationPolicy::Default);
        faults.when(is_early, Code::TermDefaultNotLast, "TerminationPolicies");
        if let Some(policy) = &self.instance_maintenance_policy {
            policy.check(&mut faults);
        }
        faults.0
    }

    /// Legal but seldom meant, for a group with or without dynamic scaling policies.
    pub fn warnings(&self, has_dynamic_policy: bool) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !has_dynamic_policy {
            return warnings;
        }
        if self.min_size.is_some() && self.min_size == self.max_size {
            warnings.push(Warning::DesiredPinned);
        }
        if self.default_instance_warmup.is_none_or(|warmup| warmup < 0) {
            warnings.push(Warning::NoDefaultInstanceWarmup);
        }
        warnings
    }
}

impl InstanceMaintenancePolicy {
    fn check(&self, faults: &mut Faults) {
        const FIELD: &str = "InstanceMaintenancePolicy";
        let given = |value: Option<i64>| value.filter(|&value| value != -1);
        match (
            given(self.min_healthy_percentage),
            given(self.max_healthy_percentage),
        ) {
            (None, None) => {}
            (Some(min), Some(max)) => {
                let is_bad = is_outside(Some(min), 0, 100) || is_outside(Some(max), 100, 200);
                faults.when(is_bad, Code::ImpRange, FIELD);
                faults.when(max.saturating_sub(min) > 100, Code::ImpSpread, FIELD);
            }
            (min, max) => {
                faults.when(true, Code::ImpPair, FIELD);
                let is_bad = is_outside(min, 0, 100) || is_outside(max, 100, 200);
                faults.when(is_bad, Code::ImpRange, FIELD);
            }
        }
    }
}

/// A lifecycle hook. Units: seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct LifecycleHook {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_hook_name: Option<String>,
    /// `autoscaling:EC2_INSTANCE_LAUNCHING` or `autoscaling:EC2_INSTANCE_TERMINATING`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle_transition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heartbeat_timeout: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_result: Option<HookResult>,
}

impl LifecycleHook {
    /// All faults. Basis: documented - ASG-API PutLifecycleHook.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let is_bad = is_outside(self.heartbeat_timeout, 30, 7_200);
        faults.when(is_bad, Code::HookTimeoutRange, "HeartbeatTimeout");
        faults.0
    }
}
