//! Scaling policies: target tracking, step and simple, each evaluated when an alarm invokes it.
//! A policy only proposes; the group decides among proposals (spec 8).

mod check;

use crate::base::form::words;
use crate::base::id::PartIx;
use crate::base::time::{Instant, Span};
use crate::contract::{CheckCtx, Drawing, Kind, Place, Price, Role, Setup, Spec, params};
use crate::control::{ControlCtx, Due, Message, timers};
use crate::kinds::alarm::Alarm;
use crate::kinds::alarm::machine::{AlarmMachine, Watch};
use crate::kinds::auto_scaling::metrics as group;
use crate::kinds::auto_scaling::{Counted, Group, Proposal};
use crate::kinds::instance::metrics as machine;
use crate::kinds::load_balancer::LoadBalancer;
use crate::kinds::target_group::TargetGroup;
use crate::kinds::target_group::metrics::REQUEST_COUNT_PER_TARGET;
use crate::rules::alarm::{AlarmState, ComparisonOperator, Judgement, Statistic, TreatMissingData};
use crate::rules::cost;
use crate::rules::lifecycle::{WarmupSettings, WarmupUse, effective_warmup};
use crate::rules::reason::Reason;
use crate::rules::simple_scaling::{self, SimpleInput, SimpleOutcome};
use crate::rules::step_scaling::{
    self, AdjustmentType, MetricAggregationType, StepAdjustment, StepInput,
};
use crate::rules::target_tracking::{
    self, CustomizedMetricSpecification, PredefinedMetricType, Readiness,
    TargetTrackingConfiguration, TrackingAlarm, TrackingInput, TrackingWish, alarms,
};
use crate::world::log::{AlarmKey, AlarmRole, Applied, EntryId, Evaluation, Verdict, What};
use crate::world::metric::Metric;
use crate::world::published::Source;
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyType {
    TargetTrackingScaling,
    #[default]
    StepScaling,
    SimpleScaling,
}

words!(PolicyType {
    TargetTrackingScaling: "TargetTrackingScaling",
    StepScaling: "StepScaling",
    SimpleScaling: "SimpleScaling",
});

const TARGET_VALUE: &str = "TargetTrackingConfiguration/TargetValue";
const DISABLE_SCALE_IN: &str = "TargetTrackingConfiguration/DisableScaleIn";
const PREDEFINED_METRIC_TYPE: &str =
    "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType";

params! {
    pub struct Params {
        policy_type: PolicyType = PolicyType::StepScaling, "PolicyType"
            => choice(PolicyType::WORDS).of_policy().pictured();
        is_enabled: bool = true, "Enabled" => toggle().of_policy().rare();
        adjustment_type: Option<AdjustmentType> = None, "AdjustmentType" if |p| !p.is_tracking()
            => choice(AdjustmentType::WORDS).of_policy();
        adjustment: Option<i64> = None, "ScalingAdjustment" if |p| p.is_simple()
            => optional(-1_000.0..=1_000.0, Instances).of_policy().pictured();
        magnitude_min: Option<u32> = None, "MinAdjustmentMagnitude" if |p| !p.is_tracking()
            => optional(1.0..=1_000.0, Instances).of_policy().rare();
        aggregation: MetricAggregationType = MetricAggregationType::Average,
            "MetricAggregationType" if |p| p.is_step()
            => choice(MetricAggregationType::WORDS).of_policy().rare();
        cooldown_s: Option<u32> = None, "Cooldown" if |p| p.is_simple()
            => optional(0.0..=86_400.0, Seconds).of_policy();
        warmup_s: Option<i64> = None, "EstimatedInstanceWarmup" if |p| !p.is_simple()
            => optional(0.0..=3_600.0, Seconds).of_policy().rare();
        tracking: Option<TargetTrackingConfiguration> = None,
            "TargetTrackingConfiguration" if |p| p.is_tracking()
            => number(0.0001..=1e12, None).at(TARGET_VALUE).of_policy().pictured(),
               toggle().at(DISABLE_SCALE_IN).of_policy(),
               choice(PredefinedMetricType::WORDS).at(PREDEFINED_METRIC_TYPE).of_policy();
        /// Low threshold over target of the policy's own alarm.
        low_ratio: f64 = 0.7, "low_ratio" if |p| p.is_tracking()
            => number(0.5..=0.95, Factor).of_policy().rare();
        steps: Vec<StepAdjustment> = Vec::new(), "StepAdjustments" if |p| p.is_step()
            => structure().of_policy();
    }
}

/// Whose metric a target tracking policy follows, seen from its group: the group's own, that of the
/// first target group wired to it, or that of this one's balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Group,
    TargetGroup,
    LoadBalancer,
}

impl Params {
    fn is_tracking(&self) -> bool {
        self.policy_type == PolicyType::TargetTrackingScaling
    }

    fn is_step(&self) -> bool {
        self.policy_type == PolicyType::StepScaling
    }

    fn is_simple(&self) -> bool {
        self.policy_type == PolicyType::SimpleScaling
    }

    /// The metric that target tracking follows. Errors: `None` without one, or where nobody here
    /// publishes it.
    pub fn followed(&self) -> Option<(Subject, Metric)> {
        let tracking = self.tracking.as_ref()?;
        let Some(predefined) = &tracking.predefined_metric_specification else {
            return customized(tracking.customized_metric_specification.as_ref()?);
        };
        Some(match predefined.predefined_metric_type {
            PredefinedMetricType::ASGAverageCPUUtilization => {
                (Subject::Group, machine::CPU_UTILIZATION)
            }
            PredefinedMetricType::ASGAverageNetworkIn => (Subject::Group, machine::NETWORK_IN),
            PredefinedMetricType::ASGAverageNetworkOut => (Subject::Group, machine::NETWORK_OUT),
            PredefinedMetricType::ALBRequestCountPerTarget => {
                (Subject::TargetGroup, REQUEST_COUNT_PER_TARGET)
            }
        })
    }

    /// How a tracking policy's own alarms take the samples of a period together: as chosen, or as
    /// suits the metric.
    pub fn tracked_statistic(&self) -> Statistic {
        let tracking = self.tracking.as_ref();
        let own = tracking.filter(|t| t.predefined_metric_specification.is_none());
        let spec = own.and_then(|t| t.customized_metric_specification.as_ref());
        let default = || {
            let metric = self.followed().map(|(_, metric)| metric);
            metric.map_or(Statistic::Average, Metric::default_statistic)
        };
        spec.and_then(|spec| spec.statistic).unwrap_or_else(default)
    }

    /// Whether an alarm with this operator makes the policy take capacity away. An exact capacity may
    /// lie on either side: then the low alarm is the one that does.
    pub fn scales_in(&self, operator: ComparisonOperator) -> bool {
        let is_low = !operator.is_greater();
        if self.adjustment_type == Some(AdjustmentType::ExactCapacity) {
            return is_low;
        }
        let is_beyond = |step: &&StepAdjustment| match is_low {
            true => step.metric_interval_lower_bound.is_none_or(|b| b < 0.0),
            false => step.metric_interval_upper_bound.is_none_or(|b| b > 0.0),
        };
        match self.policy_type {
            PolicyType::TargetTrackingScaling => is_low,
            PolicyType::SimpleScaling => self.adjustment.is_some_and(|a| a < 0),
            PolicyType::StepScaling => {
                let mut steps = self.steps.iter().filter(is_beyond);
                steps.any(|s| s.scaling_adjustment < 0)
            }
        }
    }

    /// Fields that AWS takes and the engine does without: metrics of others, and periods shorter
    /// than the minute in which parts publish.
    pub fn not_simulated(&self) -> impl Iterator<Item = &'static str> {
        let tracking = self.tracking.as_ref();
        let spec = tracking.and_then(|t| t.customized_metric_specification.as_ref());
        let is_foreign = spec.is_some() && self.followed().is_none();
        let is_short = spec.is_some_and(|s| s.period.is_some_and(|period| period < 60));
        let metric = "TargetTrackingConfiguration/CustomizedMetricSpecification";
        let period = "TargetTrackingConfiguration/CustomizedMetricSpecification/Period";
        let fields = [(is_foreign, metric), (is_short, period)];
        fields.into_iter().filter(|f| f.0).map(|f| f.1)
    }
}

/// Whose metric a customized one is, by its namespace and dimensions. Without a namespace it is
/// the group's.
fn customized(spec: &CustomizedMetricSpecification) -> Option<(Subject, Metric)> {
    let metric = Metric::named(&spec.metric_name)?;
    let has = |name: &str| spec.dimensions.iter().any(|d| d.name == name);
    let is_of_group = spec.dimensions.is_empty() || has("AutoScalingGroupName");
    let namespace = spec.namespace.as_str();
    let subject = match namespace {
        "" | "AWS/EC2" | "AWS/AutoScaling" if is_of_group => Subject::Group,
        "AWS/ApplicationELB" if has("TargetGroup") => Subject::TargetGroup,
        "AWS/ApplicationELB" if has("LoadBalancer") => Subject::LoadBalancer,
        _ => return None,
    };
    let is_published = match subject {
        Subject::Group => namespace.is_empty() || group::namespace(metric) == Some(namespace),
        Subject::TargetGroup => TargetGroup::METRICS.contains(&metric),
        Subject::LoadBalancer => LoadBalancer::METRICS.contains(&metric),
    };
    is_published.then_some((subject, metric))
}

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
        group.counted(cx.now(), Span::from_s(u64::from(warmup)), cx)
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

    fn step(&self, reading: &Reading, counted: &Counted, because: &mut Evaluation) {
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

    fn simple(&self, counted: &Counted, because: &mut Evaluation) {
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

    fn track(
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
fn evaluation(reading: &Reading, counted: &Counted) -> Evaluation {
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
