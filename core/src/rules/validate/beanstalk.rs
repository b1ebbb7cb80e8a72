//! Elastic Beanstalk deployments: batches, time-outs and traffic splitting.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, is_outside};
use crate::rules::balancer_type::LoadBalancerType;

/// The options of a deployment. Units: percent or instances, seconds, minutes for `EvaluationTime`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct BeanstalkDeployment {
    /// `AllAtOnce`, `Rolling`, `RollingWithAdditionalBatch`, `Immutable` or `TrafficSplitting`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_policy: Option<String>,
    /// `Percentage` or `Fixed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_version_percent: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation_time: Option<i64>,
    pub load_balancer_type: LoadBalancerType,
}

impl BeanstalkDeployment {
    /// All faults, `max_size` being the group's. Basis: documented - EB "General options for all
    /// environments".
    pub fn check(&self, max_size: Option<i64>) -> Vec<Fault> {
        let mut faults = Faults::default();
        let batch_max = match self.batch_size_type.as_deref() {
            Some("Fixed") => max_size.unwrap_or(10_000),
            _ => 100,
        };
        let is_bad_batch = is_outside(self.batch_size, 1, batch_max);
        faults.when(is_bad_batch, Code::EbBatchRange, "BatchSize");
        faults.when(
            is_outside(self.timeout, 1, 3_600),
            Code::EbTimeoutRange,
            "Timeout",
        );
        let is_split = self.deployment_policy.as_deref() == Some("TrafficSplitting");
        let is_application = self.load_balancer_type == LoadBalancerType::Application;
        let code = Code::EbSplitNeedsAlb;
        faults.when(is_split && !is_application, code, "LoadBalancerType");
        let is_bad_split = is_outside(self.new_version_percent, 1, 100);
        faults.when(is_bad_split, Code::EbSplitRange, "NewVersionPercent");
        let is_bad_evaluation = is_outside(self.evaluation_time, 3, 600);
        faults.when(is_bad_evaluation, Code::EbEvaluationRange, "EvaluationTime");
        faults.0
    }
}
