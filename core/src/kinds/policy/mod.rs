//! Scaling policies: target tracking, step and simple, each evaluated when an alarm invokes it.
//! A policy only proposes; the group decides among proposals (spec 8).

mod check;
mod decide;
mod params;

pub use params::{Params, PolicyType, Subject};

use crate::base::id::PartIx;
use crate::base::time::{Instant, Span};
use crate::contract::{CheckCtx, Drawing, Kind, Place, Price, Role, Setup, Spec};
use crate::control::{ControlCtx, Due, Message, timers};
use crate::kinds::alarm::Alarm;
use crate::kinds::alarm::machine::{AlarmMachine, Watch};
use crate::kinds::auto_scaling::{Counted, Group, Proposal};
use crate::kinds::target_group::TargetGroup;
use crate::rules::alarm::{AlarmState, ComparisonOperator, Judgement, Statistic, TreatMissingData};
use crate::rules::cost;
use crate::rules::lifecycle::{WarmupSettings, WarmupUse, effective_warmup};
use crate::rules::step_scaling::MetricAggregationType;
use crate::rules::target_tracking::{Readiness, TrackingWish, alarms};
use crate::world::log::{AlarmKey, AlarmRole, EntryId, Verdict, What};
use crate::world::metric::Metric;
use crate::world::published::Source;
use alloc::vec;
use alloc::vec::Vec;
use decide::evaluation;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Policy {
    pub params: Params,
    /// The alarms that a target tracking policy creates and keeps; unused by the other kinds.
    pub high: AlarmMachine,
    pub low: AlarmMachine,
}

impl Kind for Policy {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "scaling_policy",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const DRAWING: Drawing = Drawing {
        role: Role::Chain,
        ..Drawing::of("policy")
    };

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check::check(params, cx);
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            high: AlarmMachine::default(),
            low: AlarmMachine::default(),
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    /// AWS creates, edits and deletes the alarms of a target tracking policy together with it.
    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        cx.stop(Timer::High);
        cx.stop(Timer::Low);
        if self.params.policy_type != PolicyType::TargetTrackingScaling {
            return;
        }
        for role in [AlarmRole::High, AlarmRole::Low] {
            if let Some(watch) = self.watch(role, cx) {
                self.alarm_mut(role).start(&watch, timer_of(role), cx);
            }
        }
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
        let role = match due.timer() {
            Some(Timer::High) => AlarmRole::High,
            Some(Timer::Low) => AlarmRole::Low,
            None => return,
        };
        let Some(watch) = self.watch(role, cx) else {
            return;
        };
        let alarm = cx.me;
        let machine = self.alarm_mut(role);
        if machine.run(&watch, role, timer_of(role), cx) {
            let cause = machine.entry.unwrap_or_default();
            for at in machine.actions(cx.now(), watch.period) {
                cx.send_at(alarm, at, Message::Invoked { alarm, role, cause });
            }
        }
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if let Message::Invoked { alarm, role, cause } = message {
            self.invoke(alarm, role, cause, cx);
        }
    }

    fn alarms(&self) -> Vec<(AlarmRole, &AlarmMachine)> {
        match self.params.is_tracking() {
            true => vec![(AlarmRole::High, &self.high), (AlarmRole::Low, &self.low)],
            false => Vec::new(),
        }
    }

    /// AWS keeps a high and a low alarm for target tracking.
    fn price(&self) -> Price {
        Price::standing(match self.params.policy_type {
            PolicyType::TargetTrackingScaling => cost::hourly(2.0 * cost::ALARM_PER_MONTH),
            _ => 0.0,
        })
    }
}

timers! {
    /// The next evaluations of the policy's own alarms.
    Timer {
        High: Alarms,
        Low: Alarms,
    }
}

const fn timer_of(role: AlarmRole) -> Timer {
    match role {
        AlarmRole::Low => Timer::Low,
        _ => Timer::High,
    }
}

/// What an alarm tells the policy that it invokes.
struct Reading {
    key: AlarmKey,
    value: Option<f64>,
    contributors: u32,
    /// End of the newest datapoint's period and its length.
    end: Instant,
    period: Span,
    metric_name: Option<Metric>,
    statistic: Statistic,
    threshold: f64,
    operator: ComparisonOperator,
    /// Breaching datapoints, and how many it takes.
    judged: Judgement,
    datapoints_to_alarm: u32,
}

impl Policy {
    pub const fn alarm(&self, role: AlarmRole) -> &AlarmMachine {
        match role {
            AlarmRole::Low => &self.low,
            _ => &self.high,
        }
    }

    fn alarm_mut(&mut self, role: AlarmRole) -> &mut AlarmMachine {
        match role {
            AlarmRole::Low => &mut self.low,
            _ => &mut self.high,
        }
    }

    /// The metric that a target tracking policy follows.
    pub fn source(&self, cx: &ControlCtx<'_>) -> Option<Source> {
        let group = cx.owner(cx.me)?;
        let (subject, metric) = self.params.followed()?;
        let target_group = || TargetGroup::wired_to(group, cx).first().copied();
        let part = match subject {
            Subject::Group => group,
            Subject::TargetGroup => target_group()?,
            Subject::LoadBalancer => cx.owner(target_group()?)?,
        };
        Some((part, metric))
    }

    /// What the policy's own high or low alarm looks at. Basis: model, after public observations.
    pub fn watch(&self, role: AlarmRole, cx: &ControlCtx<'_>) -> Option<Watch> {
        let source = self.source(cx);
        let tracking = self.params.tracking.as_ref()?;
        let pair = alarms(tracking.target_value?, self.params.low_ratio);
        let side = pair.side(role == AlarmRole::Low);
        Some(Watch {
            source,
            statistic: self.params.tracked_statistic(),
            period: Span::from_s(u64::from(pair.period_s)),
            evaluation_periods: side.datapoints,
            datapoints_to_alarm: side.datapoints,
            threshold: side.threshold,
            operator: side.comparison,
            treat: TreatMissingData::Missing,
            scales_in: role == AlarmRole::Low,
            scales_out: role == AlarmRole::High,
            group: cx.owner(cx.me).map(|group| cx.control.id(group)),
        })
    }

    fn reading(&self, alarm: PartIx, role: AlarmRole, cx: &ControlCtx<'_>) -> Option<Reading> {
        let (machine, watch) = if alarm == cx.me {
            (self.alarm(role), self.watch(role, cx)?)
        } else {
            let part = cx.get::<Alarm>(alarm)?;
            // It may have been told otherwise since it planned to invoke this policy.
            if !part.params.invokes(cx.my_id()) {
                return None;
            }
            let source = cx.owner(alarm);
            let mut watch = part.watch(cx);
            watch.source = source.zip(Metric::named(&part.params.metric_name));
            (&part.machine, watch)
        };
        if machine.state != AlarmState::Alarm {
            return None;
        }
        let newest = machine.evidence(watch.treat);
        // A step policy aggregates the alarm's metric by its own statistic.
        let own = match self.params.aggregation {
            MetricAggregationType::Average => None,
            MetricAggregationType::Minimum => Some(Statistic::Minimum),
            MetricAggregationType::Maximum => Some(Statistic::Maximum),
        };
        let aggregated = newest.and_then(|slot| {
            let Some(statistic) = own else {
                return slot.value;
            };
            let datapoint = cx
                .control
                .published
                .period(watch.source?, slot.end, watch.period)?;
            Some(datapoint.value(statistic))
        });
        Some(Reading {
            key: AlarmKey {
                part: cx.control.id(alarm),
                role,
            },
            value: aggregated,
            contributors: newest.map_or(0, |s| s.contributors),
            end: newest.map_or(Instant::ZERO, |s| s.end),
            period: watch.period,
            metric_name: watch.source.map(|s| s.1),
            statistic: own.unwrap_or(watch.statistic),
            threshold: watch.threshold,
            operator: watch.operator,
            judged: machine.judged,
            datapoints_to_alarm: watch.datapoints_to_alarm,
        })
    }

    /// What the policy calculates from, by the warm-up in force for it (spec 7.9).
    fn counted(&self, group: &Group, cx: &ControlCtx<'_>) -> Counted {
        let settings = WarmupSettings {
            estimated_instance_warmup: self.params.warmup_s,
            default_instance_warmup: group.params.default_instance_warmup_s,
            default_cooldown: Some(i64::from(group.params.default_cooldown_s)),
            ..WarmupSettings::default()
        };
        let warmup = effective_warmup(WarmupUse::ScalingPolicy, &settings);
        group.counted(cx.now(), Span::from_s(u64::from(warmup)))
    }

    /// What a target tracking policy's own alarms ask for now, invoked at this instant or not.
    /// Errors: `None` for other policies and disabled ones.
    pub fn wish(&self, group: &Group, cx: &ControlCtx<'_>) -> Option<TrackingWish> {
        let tracking = self.params.tracking.as_ref()?;
        if self.params.policy_type != PolicyType::TargetTrackingScaling || !self.params.is_enabled {
            return None;
        }
        let counted = self.counted(group, cx);
        let asks = |role, ready| {
            let reading = self.reading(cx.me, role, cx)?;
            let mut because = evaluation(&reading, &counted);
            self.track(role, &reading, &counted, &mut because);
            let Verdict::Decided { reason } = because.verdict else {
                return None;
            };
            let is_capacity = reason.is_about_capacity();
            is_capacity.then_some((ready, u32::try_from(because.wanted).unwrap_or(u32::MAX)))
        };
        let (ready, capacity) = asks(AlarmRole::High, Readiness::Out)
            .or_else(|| asks(AlarmRole::Low, Readiness::In))
            .unwrap_or((Readiness::None, counted.desired));
        Some(TrackingWish {
            ready,
            capacity,
            disable_scale_in: tracking.disable_scale_in,
        })
    }

    fn invoke(&mut self, alarm: PartIx, role: AlarmRole, cause: EntryId, cx: &mut ControlCtx<'_>) {
        let Some(reading) = self.reading(alarm, role, cx) else {
            return;
        };
        let Some(owner) = cx.owner(cx.me) else { return };
        let Some(group) = cx.get::<Group>(owner) else {
            return;
        };
        let counted = self.counted(group, cx);
        let is_suspended = group.is_suspended_for_alarms();
        let mut because = evaluation(&reading, &counted);
        because.offered_percent = group.offered_percent(reading.end, reading.period);
        if is_suspended || !self.params.is_enabled {
            because.verdict = if is_suspended {
                Verdict::Suspended
            } else {
                Verdict::Disabled
            };
        } else {
            match self.params.policy_type {
                // Nothing to work out a capacity from; the others act on the alarm alone (8.2).
                PolicyType::TargetTrackingScaling if reading.value.is_none() => {
                    because.verdict = Verdict::MissingData;
                }
                PolicyType::StepScaling => self.step(&reading, &counted, &mut because),
                PolicyType::SimpleScaling => self.simple(&counted, &mut because),
                PolicyType::TargetTrackingScaling => {
                    self.track(role, &reading, &counted, &mut because);
                }
            }
        }
        let proposal = Proposal {
            policy: cx.me,
            because,
            cause,
        };
        if let Some(group) = cx.get_mut::<Group>(owner) {
            group.proposals.push(proposal);
        }
        cx.send(owner, Message::Reconcile);
    }
}

/// Writes an evaluation into the log with what it came to.
pub fn log_evaluation(
    proposal: &Proposal,
    group: PartIx,
    from: u32,
    to: u32,
    cx: &mut ControlCtx<'_>,
) -> EntryId {
    let policy = cx.control.id(proposal.policy);
    let group = cx.control.id(group);
    let what = What::PolicyEvaluated {
        group,
        from,
        to,
        because: proposal.because,
    };
    cx.log_of(policy, what, Some(proposal.cause))
}
