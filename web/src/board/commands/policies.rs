//! A group's policies: one more beside the others, or one less with the alarms that serve it alone.

use super::names::Names;
use super::{Ids, params, tracking};
use crate::vocabulary::StepView;
use serde_json::{Map, Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::Member;
use swell_core::document::command::{Command, Fragment};
use swell_core::document::{Document, Part};
use swell_core::kinds::Params;
use swell_core::kinds::alarm::Alarm;
use swell_core::kinds::policy::{Policy, PolicyType};
use swell_core::kinds::scheduled_action::ScheduledAction;
use swell_core::rules::target_tracking::PredefinedMetricType;

/// The pieces of a policy on their way to the board.
struct Pieces {
    ids: Ids,
    names: Names,
    group: PartId,
    fragment: Fragment,
}

impl Pieces {
    fn of(document: &Document, group: PartId) -> Self {
        Self {
            ids: Ids(document.next_id()),
            names: Names::of(document),
            group,
            fragment: Fragment::default(),
        }
    }

    fn add<K: Member>(&mut self, name: &str, given: Value) -> Option<u32> {
        let id = self.ids.take();
        let mut part = Part::new(PartId(id), params(K::ID, given)?);
        part.of = Some(self.group);
        part.name = Some(self.names.take(name));
        self.fragment.parts.push((usize::MAX, part));
        Some(id)
    }

    /// A pair of policies, and the pair of alarms that invoke them.
    fn pair(&mut self, out: Value, inward: Value) -> Option<()> {
        let out = self.add::<Policy>("cpu-out", out)?;
        let inward = self.add::<Policy>("cpu-in", inward)?;
        self.add::<Alarm>("cpu-high", json!({ "AlarmActions": [out] }))?;
        let low = json!({
            "Threshold": 30, "ComparisonOperator": "LessThanOrEqualToThreshold",
            "EvaluationPeriods": 15, "AlarmActions": [inward],
        });
        self.add::<Alarm>("cpu-low", low)?;
        Some(())
    }

    fn command(self) -> Command {
        Command::All(vec![Command::Add(Box::new(self.fragment))])
    }
}

/// One more policy of a kind for a group, with the usual numbers (spec 1.8, E-items).
pub fn add_policy(document: &Document, group: PartId, kind: PolicyType) -> Option<Command> {
    let mut pieces = Pieces::of(document, group);
    match kind {
        PolicyType::TargetTrackingScaling => {
            let (name, metric, target) = untracked(document, group);
            let mut given = tracking(target);
            let specification = json!({ "PredefinedMetricType": metric });
            if let Some(of) =
                given.pointer_mut("/TargetTrackingConfiguration/PredefinedMetricSpecification")
            {
                *of = specification;
            }
            pieces.add::<Policy>(name, given)?;
        }
        PolicyType::StepScaling => {
            let step = |steps: Value| {
                json!({
                    "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
                    "StepAdjustments": steps,
                })
            };
            pieces.pair(
                step(json!([
                    { "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 15, "ScalingAdjustment": 1 },
                    { "MetricIntervalLowerBound": 15, "ScalingAdjustment": 2 },
                ])),
                step(json!([{ "MetricIntervalUpperBound": 0, "ScalingAdjustment": -1 }])),
            )?;
        }
        PolicyType::SimpleScaling => {
            let simple = |adjustment: i32| {
                json!({
                    "PolicyType": "SimpleScaling", "AdjustmentType": "ChangeInCapacity",
                    "ScalingAdjustment": adjustment,
                })
            };
            pieces.pair(simple(1), simple(-1))?;
        }
    }
    Some(pieces.command())
}

/// A metric that the group does not track yet, with a name and a target for it: AWS wants every
/// target tracking policy to have a metric of its own. The CPU when all are taken.
fn untracked(document: &Document, group: PartId) -> (&'static str, &'static str, f64) {
    use PredefinedMetricType as Metric;
    let all = [
        (
            Metric::ASGAverageCPUUtilization,
            "cpu-target",
            "ASGAverageCPUUtilization",
            50.0,
        ),
        (
            Metric::ALBRequestCountPerTarget,
            "requests-target",
            "ALBRequestCountPerTarget",
            1_000.0,
        ),
        (
            Metric::ASGAverageNetworkIn,
            "network-in-target",
            "ASGAverageNetworkIn",
            10_000_000.0,
        ),
        (
            Metric::ASGAverageNetworkOut,
            "network-out-target",
            "ASGAverageNetworkOut",
            10_000_000.0,
        ),
    ];
    let is_tracked = |metric: Metric| {
        let mut policies = document.children(group).filter_map(Part::get::<Policy>);
        policies.any(|p| {
            let tracking = p.tracking.as_ref();
            let of = tracking.and_then(|t| t.predefined_metric_specification.as_ref());
            of.is_some_and(|s| s.predefined_metric_type == metric)
        })
    };
    let free = all.iter().find(|(metric, ..)| !is_tracked(*metric));
    let (_, name, metric, target) = free.unwrap_or(&all[0]);
    (name, metric, *target)
}

/// Takes a policy or scheduled action away, and what refers to nothing else: its alarms.
pub fn remove_policy(document: &Document, policy: PartId) -> Option<Command> {
    document.part(policy)?.of?;
    let mut ids = vec![policy.0];
    for part in &document.parts {
        let refers_to = part.params().map(Params::references).unwrap_or_default();
        if !refers_to.is_empty() && refers_to.iter().all(|(_, id)| *id == policy) {
            ids.push(part.id.0);
        }
    }
    Some(Command::Remove { ids })
}

/// The steps of a step policy.
pub fn set_steps(document: &Document, policy: PartId, steps: &[StepView]) -> Option<Command> {
    document.part(policy)?;
    let step = |s: &StepView| {
        let mut one = Map::new();
        let mut bound = |name: &str, value: Option<f64>| {
            if let Some(value) = value {
                one.insert(name.to_owned(), value.into());
            }
        };
        bound("MetricIntervalLowerBound", s.low);
        bound("MetricIntervalUpperBound", s.high);
        one.insert("ScalingAdjustment".to_owned(), s.adjustment.into());
        Value::Object(one)
    };
    Some(Command::SetField {
        part: policy,
        path: "StepAdjustments".to_owned(),
        value: steps.iter().map(step).collect(),
    })
}

/// One more scheduled action for a group.
pub fn add_schedule(document: &Document, group: PartId) -> Option<Command> {
    let mut pieces = Pieces::of(document, group);
    pieces.add::<ScheduledAction>("scheduled", size_at("0 9 * * 1-5", 2))?;
    Some(pieces.command())
}

/// The two scheduled actions of a lunch break: more before it, as many as before after it.
pub fn add_schedule_pair(document: &Document, group: PartId) -> Option<Command> {
    let mut pieces = Pieces::of(document, group);
    pieces.add::<ScheduledAction>("lunch-start", size_at("50 11 * * 1-5", 4))?;
    pieces.add::<ScheduledAction>("lunch-end", size_at("30 13 * * 1-5", 2))?;
    Some(pieces.command())
}

fn size_at(recurrence: &str, size: u32) -> Value {
    json!({ "Recurrence": recurrence, "TimeZone": "Asia/Seoul", "DesiredCapacity": size })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::commands::default_board;
    use crate::vocabulary::{Role, role};

    type Make = fn(&Document, PartId) -> Option<Command>;

    const ALL: [Make; 5] = [
        |document, group| add_policy(document, group, PolicyType::TargetTrackingScaling),
        |document, group| add_policy(document, group, PolicyType::StepScaling),
        |document, group| add_policy(document, group, PolicyType::SimpleScaling),
        add_schedule,
        add_schedule_pair,
    ];

    fn group(document: &Document) -> PartId {
        let mut parts = document.parts.iter();
        let found = parts.find(|p| role(p.kind()) == Role::Fleet);
        found.map_or(PartId::default(), |p| p.id)
    }

    fn names(document: &Document) -> Vec<String> {
        document
            .parts
            .iter()
            .filter_map(|p| p.name.clone())
            .collect()
    }

    #[test]
    fn a_policy_is_added_beside_the_others_under_a_name_of_its_own() {
        let mut document = default_board();
        let group = group(&document);
        for (n, add) in ALL.into_iter().chain(ALL).enumerate() {
            let before = names(&document);
            let command = add(&document, group);
            assert!(command.is_some_and(|c| document.apply(c).is_ok()), "{n}");
            let after = names(&document);
            assert!(
                before.iter().all(|n| after.contains(n)),
                "{n} replaced something"
            );
            let mut once = after.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), after.len(), "{n}: {after:?}");
        }
        assert!(Document::from_json(&document.to_json()).is_ok());
    }

    #[test]
    fn a_second_target_gets_another_metric() {
        let mut document = default_board();
        let group = group(&document);
        let mut metrics = Vec::new();
        for _ in 0..4 {
            metrics.push(untracked(&document, group).1);
            let command = add_policy(&document, group, PolicyType::TargetTrackingScaling);
            assert!(command.is_some_and(|c| document.apply(c).is_ok()));
        }
        metrics.sort_unstable();
        metrics.dedup();
        assert_eq!(metrics.len(), 4);
    }

    #[test]
    fn a_removed_policy_takes_its_alarms_and_nothing_else() {
        let mut document = default_board();
        let before = document.to_json();
        let group = group(&document);
        let old: Vec<PartId> = document.parts.iter().map(|p| p.id).collect();
        let command = add_policy(&document, group, PolicyType::StepScaling);
        assert!(command.is_some_and(|c| document.apply(c).is_ok()));
        let new: Vec<PartId> = document
            .parts
            .iter()
            .filter(|p| !old.contains(&p.id) && p.kind() == Some(Policy::ID))
            .map(|p| p.id)
            .collect();
        assert_eq!(new.len(), 2);
        for policy in new {
            let command = remove_policy(&document, policy);
            assert!(command.is_some_and(|c| document.apply(c).is_ok()));
        }
        assert_eq!(document.to_json(), before);
    }
}
