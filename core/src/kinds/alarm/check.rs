//! What AWS would refuse of an alarm, and what is legal but seldom meant (spec 17).

use super::Params;
use crate::contract::{CheckCtx, IssueWhat};
use crate::control::BASIC_PERIOD;
use crate::kinds::KindId;
use crate::kinds::auto_scaling::check::has_gaps;
use crate::rules::validate::{self, Warning};
use crate::world::metric::Metric;
use alloc::vec::Vec;

impl From<&Params> for validate::Alarm {
    fn from(alarm: &Params) -> Self {
        Self {
            metric_name: Some(alarm.metric_name.clone()),
            statistic: alarm.statistic(),
            period: Some(alarm.period_s.into()),
            evaluation_periods: Some(alarm.evaluation_periods.into()),
            datapoints_to_alarm: alarm.datapoints_to_alarm.map(i64::from),
            threshold: Some(alarm.threshold),
            comparison_operator: alarm.operator,
            treat_missing_data: alarm.treat,
            actions_enabled: Some(alarm.actions_enabled),
            // Names of policies at AWS, ids of parts here; no rule looks at them.
            alarm_actions: Vec::new(),
            ..Self::default()
        }
    }
}

pub(super) fn check(alarm: &Params, cx: &mut CheckCtx<'_>) {
    let (board, of) = (cx.board, cx.me.of);
    cx.refuse(validate::Alarm::from(alarm).check());
    let owner = of.and_then(|of| board.part(of)?.params);
    let published = owner.map_or(&[][..], |params| KindId::metrics(params.kind()));
    let metric = Metric::named(&alarm.metric_name);
    if !metric.is_some_and(|metric| published.contains(&metric)) {
        cx.push("MetricName", IssueWhat::NeverPublished);
    }
    let Some((owner, metric)) = of.zip(metric) else {
        return;
    };
    let is_short = u64::from(alarm.period_s) * 1_000_000 < BASIC_PERIOD.us();
    if is_short && has_gaps(board, owner, metric) {
        cx.warn("Period", Warning::GapsOfBasicMonitoring);
    }
    if metric.says_nothing_by(alarm.statistic()) {
        cx.warn("Statistic", Warning::CountNeedsSum);
    }
}
