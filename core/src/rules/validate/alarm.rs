//! CloudWatch alarms: periods that exist, M of N, and how far a window may reach back.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults};
use crate::rules::alarm::{ComparisonOperator, Statistic, TreatMissingData};
use crate::rules::target_tracking::MetricDimension;

/// A metric alarm. Units: seconds; the threshold has the metric's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Alarm {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alarm_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<MetricDimension>,
    /// Also read from `ExtendedStatistic`, where AWS puts percentiles.
    #[serde(alias = "ExtendedStatistic")]
    pub statistic: Statistic,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation_periods: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datapoints_to_alarm: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    pub comparison_operator: ComparisonOperator,
    pub treat_missing_data: TreatMissingData,
    /// `None` means true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alarm_actions: Vec<String>,
}

impl Alarm {
    /// All faults. Basis: documented - CW-API PutMetricAlarm.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        let is_bad = |period| !matches!(period, 10 | 20 | 30) && (period < 60 || period % 60 != 0);
        faults.when(
            self.period.is_some_and(is_bad),
            Code::AlarmPeriodBad,
            "Period",
        );
        let periods = self.evaluation_periods.unwrap_or(1);
        let is_above = self
            .datapoints_to_alarm
            .is_some_and(|points| points > periods);
        faults.when(is_above, Code::AlarmMGtN, "DatapointsToAlarm");
        let is_too_long = self.period.is_some_and(|period| {
            let window_max = if period < 3_600 { 86_400 } else { 604_800 };
            period.saturating_mul(periods) > window_max
        });
        faults.when(is_too_long, Code::AlarmWindowTooLong, "EvaluationPeriods");
        faults.0
    }
}
