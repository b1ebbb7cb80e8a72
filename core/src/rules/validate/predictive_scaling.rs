//! Predictive scaling: when a buffer above the maximum is required, forbidden or out of range.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, is_outside};
use crate::rules::capacity::MaxCapacityBreachBehavior;

/// A predictive scaling configuration. Units: percent of the forecast, seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PredictiveScaling {
    /// `ForecastOnly` or `ForecastAndScale`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    pub max_capacity_breach_behavior: MaxCapacityBreachBehavior,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_capacity_buffer: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduling_buffer_time: Option<i64>,
}

impl PredictiveScaling {
    /// All faults. Basis: documented - ASG-API PredictiveScalingConfiguration.
    pub fn check(&self) -> Vec<Fault> {
        const BUFFER: &str = "MaxCapacityBuffer";
        let mut faults = Faults::default();
        let may_increase =
            self.max_capacity_breach_behavior == MaxCapacityBreachBehavior::IncreaseMaxCapacity;
        let has_buffer = self.max_capacity_buffer.is_some();
        faults.when(
            may_increase && !has_buffer,
            Code::PredBufferRequired,
            BUFFER,
        );
        faults.when(
            !may_increase && has_buffer,
            Code::PredBufferNotAllowed,
            BUFFER,
        );
        let is_bad_buffer = is_outside(self.max_capacity_buffer, 0, 100);
        faults.when(is_bad_buffer, Code::PredBufferRange, BUFFER);
        let is_bad_time = is_outside(self.scheduling_buffer_time, 0, 3_599);
        faults.when(
            is_bad_time,
            Code::PredSchedBufferRange,
            "SchedulingBufferTime",
        );
        faults.0
    }
}
