//! A CloudWatch alarm that the user made: it watches a metric of the part it belongs to and invokes
//! policies. An alarm is not a policy, a metric is not an alarm (spec 9).

pub mod machine;

use crate::base::form::record;
use crate::base::id::PartId;
use crate::base::time::Span;
use crate::contract::{Field, Kind, Place, Price, Setup, Spec, Unit};
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

#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    pub metric_name: String,
    /// `None`: that of the metric.
    pub statistic: Option<Statistic>,
    pub period_s: u32,
    pub evaluation_periods: u32,
    pub datapoints_to_alarm: Option<u32>,
    pub threshold: f64,
    pub operator: ComparisonOperator,
    pub treat: TreatMissingData,
    pub actions_enabled: bool,
    /// Policies that it invokes, by their ids in the document.
    pub actions: Vec<PartId>,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            metric_name: String::from("CPUUtilization"),
            statistic: None,
            period_s: 60,
            evaluation_periods: 2,
            datapoints_to_alarm: None,
            threshold: 70.0,
            operator: ComparisonOperator::GreaterThanThreshold,
            treat: TreatMissingData::Missing,
            actions_enabled: true,
            actions: Vec::new(),
        }
    }
}

record!(Params {
    metric_name: "MetricName",
    statistic: "Statistic",
    period_s: "Period",
    evaluation_periods: "EvaluationPeriods",
    datapoints_to_alarm: "DatapointsToAlarm",
    threshold: "Threshold",
    operator: "ComparisonOperator",
    treat: "TreatMissingData",
    actions_enabled: "ActionsEnabled",
    actions: "AlarmActions",
});

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
        of: &[
            KindId::AutoScalingGroup,
            KindId::Instance,
            KindId::LoadBalancer,
            KindId::TargetGroup,
            KindId::Database,
        ],
        place: Place::Outside,
    };
    const FIELDS: &'static [Field] = &[
        Field::metric("MetricName"),
        Field::suggested(
            "Statistic",
            &[
                "Average",
                "Sum",
                "Minimum",
                "Maximum",
                "SampleCount",
                "p50",
                "p90",
                "p95",
                "p99",
            ],
        ),
        Field::number("Threshold", 0.0, 1e12, Unit::None),
        Field::choice("ComparisonOperator", ComparisonOperator::WORDS),
        Field::whole("Period", 10.0, 86_400.0, Unit::Seconds),
        Field::whole("EvaluationPeriods", 1.0, 1_440.0, Unit::Count),
        Field::optional("DatapointsToAlarm", 1.0, 1_440.0, Unit::Count),
        Field::choice("TreatMissingData", TreatMissingData::WORDS),
        Field::toggle("ActionsEnabled"),
        Field::structure("AlarmActions"),
    ];

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
            scales_in: self.scales_in(cx),
        }
    }

    /// Whether what it invokes takes capacity away.
    fn scales_in(&self, cx: &ControlCtx<'_>) -> bool {
        let actions = self.params.actions.iter();
        let mut policies = actions.filter_map(|id| cx.get::<Policy>(cx.control.ix(*id)?));
        policies.any(|p| p.params.scales_in(self.params.operator))
    }
}
