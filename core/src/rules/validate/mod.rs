//! The validation catalogue: what AWS would refuse, one file per resource.
//!
//! Every resource is a struct in AWS's spelling with optional fields. `check` returns all faults in
//! the order of the catalogue; what a resource cannot know by itself comes as an argument.

mod alarm;
mod api;
mod auto_scaling_group;
mod beanstalk;
mod cache_behavior;
mod code;
mod dns_record;
mod edge_function;
mod function;
mod ip_target;
mod listener_rule;
mod load_balancer;
mod predictive_scaling;
mod scaling_policy;
mod scheduled_action;
mod subnet;
mod target_group;

use alloc::vec::Vec;

pub use alarm::Alarm;
pub use api::Api;
pub use auto_scaling_group::{
    AutoScalingGroup, AvailabilityZoneDistribution, InstanceMaintenancePolicy, LifecycleHook,
};
pub use beanstalk::BeanstalkDeployment;
pub use cache_behavior::CacheBehavior;
pub use code::{Code, Warning};
pub use dns_record::{DnsRecord, has_duplicate};
pub use edge_function::EdgeFunction;
pub use function::Function;
pub use ip_target::IpTarget;
pub use listener_rule::{
    Action, FORWARD_GROUPS_MAX, ForwardConfig, ListenerRule, RULES_MAX, RedirectConfig,
    RuleCondition, RuleContext, TargetGroupTuple,
};
pub use load_balancer::LoadBalancer;
pub use predictive_scaling::PredictiveScaling;
pub use scaling_policy::{PolicyType, ScalingPolicy};
pub use scheduled_action::{ScheduledAction, ScheduledContext};
pub use subnet::Subnet;
pub use target_group::{HttpMatcher, TargetGroup};

/// One thing that is wrong, and the field to show it at (AWS's name).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub code: Code,
    pub field: &'static str,
}

/// Collects faults in order.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn when(&mut self, is_wrong: bool, code: Code, field: &'static str) {
        if is_wrong {
            self.0.push(Fault { code, field });
        }
    }
}

/// Whether a value is given and lies outside its range.
fn is_outside(value: Option<i64>, low: i64, high: i64) -> bool {
    value.is_some_and(|value| value < low || value > high)
}
