//! What the user sets of a group: its limits, how it judges health, how it spreads and ends instances.

use crate::base::codec::string_enum;
use crate::contract::params;
use crate::rules::capacity::{CapacityDistributionStrategy, clamp};
use crate::rules::suspension::Process;
use crate::rules::termination::TerminationPolicy;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

/// How long a deregistering instance is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrainWait {
    /// Until nothing is in flight, at most the deregistration delay.
    #[default]
    UntilIdle,
    /// The whole delay, as long-lived connections make it in practice.
    FullDelay,
}

string_enum!(DrainWait {
    UntilIdle: "until_idle",
    FullDelay: "full_delay",
});

params! {
    pub struct Params {
        min: u32 = 1, "MinSize" => whole(0.0..=1_000.0, Instances);
        /// `None`: the minimum.
        desired: Option<u32> = None, "DesiredCapacity" => optional(0.0..=1_000.0, Instances);
        max: u32 = 1, "MaxSize" => whole(0.0..=1_000.0, Instances);
        health_check_type: String = String::from("EC2"), "HealthCheckType"
            => choice(&["EC2", "ELB"]).of_health();
        grace_period_s: f64 = 300.0, "HealthCheckGracePeriod"
            => number(0.0..=7_200.0, Seconds).of_health();
        default_instance_warmup_s: Option<i64> = None, "DefaultInstanceWarmup"
            => optional(-1.0..=3_600.0, Seconds);
        default_cooldown_s: u32 = 300, "DefaultCooldown" => whole(0.0..=86_400.0, Seconds);
        termination_policies: Vec<TerminationPolicy> = vec![TerminationPolicy::Default],
            "TerminationPolicies"
            => structure().rare();
        protects_new_instances: bool = false, "NewInstancesProtectedFromScaleIn" => toggle().rare();
        suspended: Vec<Process> = Vec::new(), "SuspendedProcesses" => structure().rare();
        strategy: CapacityDistributionStrategy = CapacityDistributionStrategy::BalancedBestEffort,
            "CapacityDistributionStrategy"
            => choice(&["balanced-best-effort", "balanced-only"]).rare();
        impaired_tolerance_s: f64 = 120.0, "impaired_tolerance_s"
            => number(0.0..=3_600.0, Seconds).of_health();
        drain_wait: DrainWait = DrainWait::UntilIdle, "drain_wait"
            => choice(DrainWait::WORDS).rare();
    }
}

impl Params {
    /// A desired capacity as these limits leave it.
    pub(super) fn pull(&self, desired: u32) -> u32 {
        clamp(i64::from(desired), self.min, self.max)
    }
}
