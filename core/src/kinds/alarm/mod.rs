//! A CloudWatch alarm that the user made: it watches a metric of the part it belongs to and invokes
//! policies. An alarm is not a policy, a metric is not an alarm (spec 9).

mod check;
pub mod machine;

use crate::base::id::PartId;
use crate::base::time::Span;
use crate::contract::{
    CheckCtx, Drawing, InForce, Kind, Owners, Place, Price, Role, Setup, Spec, params,
};
use crate::control::{ControlCtx, Due, Message, timers};
use crate::kinds::KindId;
use crate::kinds::policy::Policy;
use crate::rules::alarm::{ComparisonOperator, Statistic, TreatMissingData};
use crate::rules::cost;
use crate::world::log::AlarmRole;
use crate::world::metric::Metric;
use alloc::string::String;
use alloc::vec::Vec;
use machine::{AlarmMachine, Watch};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Those that people choose; AWS has every percentile.
const STATISTICS: &[&str] = &[
    "Average",
    "Sum",
    "Minimum",
    "Maximum",
    "SampleCount",
    "p50",
    "p90",
    "p95",
    "p99",
];

params! {
    pub struct Params {
        metric_name: String = String::from("CPUUtilization"), "MetricName"
            => metric().of_policy().rare();
        /// `None`: that of the metric.
        statistic: Option<Statistic> = None, "Statistic"
            => suggested(STATISTICS).of_policy().rare();
        threshold: f64 = 70.0, "Threshold" => number(0.0..=1e12, None).of_policy().pictured();
        operator: ComparisonOperator = ComparisonOperator::GreaterThanThreshold,
            "ComparisonOperator"
            => choice(ComparisonOperator::WORDS).of_policy();
        period_s: u32 = 60, "Period" => whole(10.0..=86_400.0, Seconds).of_policy();
        evaluation_periods: u32 = 2, "EvaluationPeriods" => whole(1.0..=1_440.0, Count).of_policy();
        datapoints_to_alarm: Option<u32> = None, "DatapointsToAlarm"
            => optional(1.0..=1_440.0, Count).of_policy().rare();
        treat: TreatMissingData = TreatMissingData::Missing, "TreatMissingData"
            => choice(TreatMissingData::WORDS).of_policy().rare();
        actions_enabled: bool = true, "ActionsEnabled" => toggle().of_policy().rare();
        /// Policies that it invokes, by their ids in the document.
        actions: Vec<PartId> = Vec::new(), "AlarmActions" => parts(Takes::Kinds(&[KindId::ScalingPolicy])).of_policy().rare();
    }
}

impl Params {
    /// How the samples of a period become one value: as chosen, or as suits the metric.
    pub fn statistic(&self) -> Statistic {
        let metric = Metric::named(&self.metric_name);
        let default = metric.map_or(Statistic::Average, Metric::default_statistic);
        self.statistic.unwrap_or(default)
    }

    /// Whether the policy is one of those that the alarm invokes now.
    pub fn invokes(&self, policy: PartId) -> bool {
        self.actions_enabled && self.actions.contains(&policy)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Alarm {
    pub params: Params,
    pub machine: AlarmMachine,
}

impl Kind for Alarm {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "alarm",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const OF: Owners = Owners::Publishers;
    const DRAWING: Drawing = Drawing {
        role: Role::Chain,
        ..Drawing::of(Self::SPEC.name)
    };
    const NOTES: &'static [&'static str] = &["E21"];

    fn in_force(params: &Params, _state: Option<&Self>, path: &str) -> Option<InForce> {
        (path == "Statistic").then(|| Value::from(String::from(params.statistic())).into())
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check::check(params, cx);
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            machine: AlarmMachine::default(),
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        let watch = self.watch(cx);
        self.machine.start(&watch, Timer::Evaluate, cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    /// N + 2 periods, and the one that runs.
    fn looks_back(&self) -> usize {
        let period_min = (self.params.period_s as usize).div_ceil(60);
        (self.params.evaluation_periods as usize + 3) * period_min
    }

    fn timer(&mut self, _due: Due, cx: &mut ControlCtx<'_>) {
        let (watch, role) = (self.watch(cx), AlarmRole::Own);
        if !self.machine.run(&watch, role, Timer::Evaluate, cx) || !self.params.actions_enabled {
            return;
        }
        let cause = self.machine.entry.unwrap_or_default();
        let alarm = cx.me;
        for at in self.machine.actions(cx.now(), watch.period) {
            for policy in &self.params.actions {
                if let Some(policy) = cx.control.ix(*policy) {
                    cx.send_at(policy, at, Message::Invoked { alarm, role, cause });
                }
            }
        }
    }

    fn alarms(&self) -> Vec<(AlarmRole, &AlarmMachine)> {
        alloc::vec![(AlarmRole::Own, &self.machine)]
    }

    fn price(&self) -> Price {
        Price::standing(cost::hourly(match self.params.period_s < 60 {
            true => cost::HIGH_RESOLUTION_ALARM_PER_MONTH,
            false => cost::ALARM_PER_MONTH,
        }))
    }
}

timers! {
    Timer {
        /// The newest datapoint is available.
        Evaluate: Alarms,
    }
}

impl Alarm {
    pub fn watch(&self, cx: &ControlCtx<'_>) -> Watch {
        let p = &self.params;
        let metric = Metric::named(&p.metric_name);
        Watch {
            source: cx.owner(cx.me).zip(metric),
            statistic: p.statistic(),
            period: Span::from_s(u64::from(p.period_s.max(10))),
            evaluation_periods: p.evaluation_periods,
            datapoints_to_alarm: p.datapoints_to_alarm.unwrap_or(p.evaluation_periods),
            threshold: p.threshold,
            operator: p.operator,
            treat: p.treat,
            scales_in: self.invokes_one(true, cx),
            scales_out: self.invokes_one(false, cx),
            group: self.group(cx),
        }
    }

    /// Whether one of the policies that it invokes takes capacity away, or adds some.
    fn invokes_one(&self, scales_in: bool, cx: &ControlCtx<'_>) -> bool {
        let actions = self.params.actions.iter();
        let mut policies = actions.filter_map(|id| cx.get::<Policy>(cx.control.ix(*id)?));
        policies.any(|p| p.params.scales_in(self.params.operator) == scales_in)
    }

    fn group(&self, cx: &ControlCtx<'_>) -> Option<PartId> {
        let mut actions = self.params.actions.iter();
        let group = actions.find_map(|policy| cx.owner(cx.control.ix(*policy)?))?;
        Some(cx.control.id(group))
    }
}
