//! What a policy comes to, by the rules of its type (spec 8).

use super::params::Subject;
use super::{Policy, Reading};
use crate::base::time::Instant;
use crate::kinds::auto_scaling::Counted;
use crate::kinds::instance::metrics as machine;
use crate::kinds::target_group::metrics::REQUEST_COUNT_PER_TARGET;
use crate::rules::reason::Reason;
use crate::rules::simple_scaling::{self, SimpleInput, SimpleOutcome};
use crate::rules::step_scaling::{self, StepInput};
use crate::rules::target_tracking::{self, TrackingAlarm, TrackingInput};
use crate::world::log::{AlarmRole, Applied, Evaluation, Verdict};
use crate::world::metric::Metric;

impl Policy {
    pub(super) fn step(&self, reading: &Reading, counted: &Counted, because: &mut Evaluation) {
        let mut input = StepInput {
            adjustment_type: self.params.adjustment_type.unwrap_or_default(),
            min_adjustment_magnitude: self.params.magnitude_min,
            steps: &self.params.steps,
            comparison: reading.operator,
            threshold: reading.threshold,
            // Missing data that made the alarm go off: the step next to the threshold. Basis: model.
            metric: reading.value.unwrap_or(reading.threshold),
            desired: counted.desired,
            counted: counted.for_scale_out,
            is_warming: counted.warming > 0,
            min: counted.min,
            max: counted.max,
        };
        let mut outcome = step_scaling::decide(&input);
        if outcome.delta < 0 {
            // Scale-in calculates from what is there, terminating instances included.
            input.counted = counted.for_scale_in;
            outcome = step_scaling::decide(&input);
        }
        because.step = outcome.step_index.map(|ix| ix as u32);
        let step = outcome.step_index.and_then(|ix| self.params.steps.get(ix));
        because.applied = step.map(|step| Applied::Step {
            adjustment_type: input.adjustment_type,
            adjustment: step.scaling_adjustment,
            lower: step.metric_interval_lower_bound,
            upper: step.metric_interval_upper_bound,
        });
        because.counted = input.counted;
        because.delta = outcome.delta;
        let wanted = i64::from(input.counted).saturating_add(outcome.delta);
        let desired = i64::from(counted.desired);
        because.wanted = match outcome.delta {
            0 => desired,
            d if d > 0 => desired.max(wanted),
            _ => desired.min(wanted),
        };
        because.verdict = Verdict::Decided {
            reason: outcome.reason,
        };
    }

    pub(super) fn simple(&self, counted: &Counted, because: &mut Evaluation) {
        let adjustment_type = self.params.adjustment_type.unwrap_or_default();
        let adjustment = self.params.adjustment.unwrap_or(0);
        let input = SimpleInput {
            adjustment_type,
            scaling_adjustment: adjustment,
            min_adjustment_magnitude: self.params.magnitude_min,
            desired: counted.desired,
            min: counted.min,
            max: counted.max,
            is_activity_in_progress: counted.is_activity_in_progress,
            is_cooling_down: counted.cooldown_until.is_some(),
        };
        because.applied = Some(Applied::Simple {
            adjustment_type,
            adjustment,
        });
        because.delta = step_scaling::delta(
            adjustment_type,
            adjustment,
            counted.desired,
            self.params.magnitude_min,
        );
        because.wanted = i64::from(counted.desired).saturating_add(because.delta);
        because.verdict = match simple_scaling::decide(&input) {
            SimpleOutcome::IgnoredByActivity => Verdict::ActivityInProgress,
            SimpleOutcome::IgnoredByCooldown => Verdict::CoolingDown {
                until: counted.cooldown_until.unwrap_or(Instant::ZERO),
            },
            SimpleOutcome::AtLimit => {
                let reason = if because.delta == 0 {
                    Reason::NoChange
                } else {
                    Reason::AtLimit
                };
                Verdict::Decided { reason }
            }
            SimpleOutcome::Executed(to) => {
                let reason = if to > counted.desired {
                    Reason::ScaleOut
                } else {
                    Reason::ScaleIn
                };
                Verdict::Decided { reason }
            }
        };
    }

    pub(super) fn track(
        &self,
        role: AlarmRole,
        reading: &Reading,
        counted: &Counted,
        because: &mut Evaluation,
    ) {
        let Some(tracking) = &self.params.tracking else {
            return;
        };
        let is_low = role == AlarmRole::Low;
        let busiest = self.busiest_low_slot();
        let (metric, contributing) = match busiest {
            Some(slot) if is_low => slot,
            _ => (reading.value, reading.contributors),
        };
        // A metric of all instances together is no average over some of them.
        let is_per_instance = |(_, metric): (Subject, Metric)| {
            machine::MEASURED.contains(&metric) || metric == REQUEST_COUNT_PER_TARGET
        };
        let contributing = match self.params.followed().is_none_or(is_per_instance) {
            true => contributing,
            false => counted.for_scale_out,
        };
        let outcome = target_tracking::decide(&TrackingInput {
            desired: counted.desired,
            contributing,
            warming: counted.warming,
            metric,
            target: tracking.target_value.unwrap_or(0.0),
            min: counted.min,
            max: counted.max,
            disable_scale_in: tracking.disable_scale_in,
            alarm: if is_low {
                TrackingAlarm::Low
            } else {
                TrackingAlarm::High
            },
        });
        because.metric = metric;
        because.counted = contributing;
        because.applied = outcome.required.map(|required| Applied::Tracking {
            target: tracking.target_value.unwrap_or(0.0),
            required,
        });
        let required = i64::from(outcome.required.unwrap_or(counted.desired));
        let desired = i64::from(counted.desired);
        because.wanted = if is_low {
            required.min(desired)
        } else {
            required.max(desired)
        };
        because.delta = because.wanted - desired;
        because.verdict = Verdict::Decided {
            reason: outcome.reason,
        };
        let began = reading.end.us().saturating_sub(reading.period.us());
        let is_stale = counted.tracked_in_at.is_some_and(|at| {
            let ended = counted.terminations_ended;
            ended.is_none_or(|ended| began < ended.max(at).us())
        });
        if is_low && outcome.reason == Reason::ScaleIn && is_stale {
            because.verdict = Verdict::AwaitsFreshData;
        }
    }

    /// Of the low alarm's datapoints the one with the most load behind it (spec 8.5).
    fn busiest_low_slot(&self) -> Option<(Option<f64>, u32)> {
        let count = 15;
        let load = |value: f64, contributors: u32| value * f64::from(contributors.max(1));
        self.low
            .slots
            .iter()
            .rev()
            .take(count)
            .filter_map(|s| s.value.map(|v| (v, s.contributors)))
            .max_by(|a, b| load(a.0, a.1).total_cmp(&load(b.0, b.1)))
            .map(|(value, contributors)| (Some(value), contributors))
    }
}

/// An evaluation before the policy has said anything.
pub(super) fn evaluation(reading: &Reading, counted: &Counted) -> Evaluation {
    Evaluation {
        alarm: reading.key,
        metric_name: reading.metric_name,
        statistic: reading.statistic,
        operator: reading.operator,
        breaching: reading.judged.breaching,
        missing_as_breaching: reading.judged.missing_as_breaching,
        is_premature: reading.judged.is_premature,
        datapoints_to_alarm: reading.datapoints_to_alarm,
        offered_percent: None,
        applied: None,
        metric: reading.value,
        threshold: reading.threshold,
        step: None,
        counted: counted.desired,
        warming: counted.warming,
        warm_until: counted.warm_until,
        delta: 0,
        wanted: i64::from(counted.desired),
        min: counted.min,
        max: counted.max,
        verdict: Verdict::Decided {
            reason: Reason::NoChange,
        },
    }
}
