//! What AWS would refuse of an alarm, and what is legal but seldom meant (spec 17).

use super::{Alarm, Params};
use crate::contract::{CheckCtx, IssueWhat, Unit};
use crate::control::BASIC_PERIOD;
use crate::kinds::KindId;
use crate::kinds::auto_scaling::check::has_gaps;
use crate::kinds::policy::{self, Policy, PolicyType};
use crate::rules::step_scaling::{Misfit, misfit};
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
    warn_of_stale(alarm, metric, cx);
}

/// Nobody edits steps and the other alarm when a threshold is edited: AWS does so for target tracking
/// alone (spec 8.1).
fn warn_of_stale(alarm: &Params, metric: Metric, cx: &mut CheckCtx<'_>) {
    let (board, me) = (cx.board, cx.me);
    let policies = |alarm: &'_ Params| {
        let actions = alarm.actions.clone().into_iter();
        actions.filter_map(|id| board.get::<Policy>(id))
    };
    let highest = (metric.unit() == Unit::Percent).then_some(100.0);
    let steps = policies(alarm).filter(|p| p.policy_type == PolicyType::StepScaling);
    let found = |p: &policy::Params| misfit(&p.steps, alarm.operator, alarm.threshold, highest);
    match steps.filter_map(found).next() {
        Some(Misfit::NeverReached) => cx.warn("Threshold", Warning::StepNeverReached),
        Some(Misfit::NoStepAtThreshold) => cx.warn("Threshold", Warning::NoStepAtThreshold),
        None => {}
    }
    let moves = |alarm: &Params, is_in: bool| {
        policies(alarm).any(|p| p.is_enabled && p.scales_in(alarm.operator) == is_in)
    };
    let siblings = board
        .parts
        .iter()
        .filter(|p| p.of == me.of && p.id != me.id);
    let mut others = siblings.filter_map(|p| p.get::<Alarm>());
    let overlaps = |low: &Params| {
        low.metric_name == alarm.metric_name
            && !low.operator.is_greater()
            && low.threshold >= alarm.threshold
            && moves(low, true)
    };
    if alarm.operator.is_greater() && moves(alarm, false) && others.any(overlaps) {
        cx.warn("Threshold", Warning::AlarmsOverlap);
    }
}
