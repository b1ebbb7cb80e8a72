//! A group's policies, alarms and scheduled actions as AWS JSON, and how AWS names the parts of a
//! board there.

use serde_json::{Map, Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::{Dimension, Member};
use swell_core::document::{Document, Part};
use swell_core::kinds::alarm::{Alarm, Params as AlarmParams};
use swell_core::kinds::policy::{Policy, PolicyType};
use swell_core::kinds::scheduled_action::ScheduledAction;
use swell_core::rules::alarm::Statistic;
use swell_core::world::metric::Metric;

/// The name of a part in AWS JSON.
pub fn aws_name(part: &Part) -> String {
    let own = part.name.clone();
    own.unwrap_or_else(|| format!("{}-{}", part.kind_word(), part.id.0))
}

fn owner<'a>(document: &'a Document, part: &Part) -> Option<&'a Part> {
    document.part(part.of?)
}

/// The namespace of CloudWatch that a metric of the part is in. `None`: it has none of the name.
pub fn namespace(document: &Document, part: &Part, metric: Metric) -> Option<&'static str> {
    let of_owner = || owner(document, part)?.kind()?.namespace(metric);
    part.kind()?.namespace(metric).or_else(of_owner)
}

/// By what CloudWatch knows the part.
pub fn dimension(part: &Part) -> Option<Dimension> {
    part.kind()?.dimension()
}

/// What an alarm of `owner` watches: the namespace and the dimensions.
fn watched(document: &Document, of: &Part, metric: Metric) -> Option<(&'static str, Value)> {
    let namespace = namespace(document, of, metric)?;
    let is_of_owner = of.kind()?.namespace(metric).is_none();
    let owner = owner(document, of).filter(|_| is_of_owner);
    let is_whole = owner.and_then(dimension).is_some_and(|d| d.is_whole);
    let own = (!is_whole).then_some(of);
    let named = |part: &Part| {
        let dimension = dimension(part)?;
        let value = dimension.value(&aws_name(part), part.id);
        let fixed = dimension
            .fixed
            .map(|(name, value)| (name, value.to_owned()));
        Some(std::iter::once((dimension.name, value)).chain(fixed))
    };
    let dimensions = own.into_iter().chain(owner).filter_map(named).flatten();
    let dimensions = dimensions.map(|(name, value)| json!({ "Name": name, "Value": value }));
    Some((namespace, dimensions.collect()))
}

/// What the API's `describe-…` calls say of a group.
struct Described<'a> {
    document: &'a Document,
    group: String,
    policies: Vec<Value>,
    alarms: Vec<Value>,
    scheduled: Vec<Value>,
}

/// A group's policies, alarms and scheduled actions in the form of the API's `describe-…` calls.
pub fn aws_json(document: &Document, group: PartId) -> String {
    let mut described = Described {
        document,
        group: document.part(group).map(aws_name).unwrap_or_default(),
        policies: Vec::new(),
        alarms: Vec::new(),
        scheduled: Vec::new(),
    };
    for part in document.scaling_parts(group) {
        described.add(part);
    }
    let mut all = Map::new();
    for (key, list) in [
        ("ScalingPolicies", described.policies),
        ("MetricAlarms", described.alarms),
        ("ScheduledUpdateGroupActions", described.scheduled),
    ] {
        if !list.is_empty() {
            all.insert(key.to_owned(), list.into());
        }
    }
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

/// The parameters that AWS has and that say something.
fn given(part: &Part) -> Option<Map<String, Value>> {
    let Value::Object(mut given) = part.params()?.to_value() else {
        return None;
    };
    given.retain(|key, v| {
        let is_empty = v.is_null() || v.as_array().is_some_and(Vec::is_empty);
        !is_empty && key.starts_with(|c: char| c.is_ascii_uppercase())
    });
    Some(given)
}

impl Described<'_> {
    fn add(&mut self, part: &Part) {
        let (Some(params), Some(mut given)) = (part.params(), given(part)) else {
            return;
        };
        let mut put = |key: &str, value: String| given.insert(key.to_owned(), value.into());
        if let Some(policy) = Policy::params(params) {
            put("PolicyName", aws_name(part));
            put("PolicyARN", self.arn(part));
            put("AutoScalingGroupName", self.group.clone());
            given.remove(match policy.policy_type {
                PolicyType::TargetTrackingScaling => "MetricAggregationType",
                _ => "TargetTrackingConfiguration",
            });
            self.policies.push(given.into());
        } else if let Some(alarm) = Alarm::params(params) {
            put("AlarmName", aws_name(part));
            self.watch(part, alarm, &mut given);
            self.alarms.push(given.into());
        } else if ScheduledAction::params(params).is_some() {
            put("ScheduledActionName", aws_name(part));
            put("AutoScalingGroupName", self.group.clone());
            self.scheduled.push(given.into());
        }
    }

    /// What an alarm watches and whom it invokes, in AWS's words.
    fn watch(&self, part: &Part, alarm: &AlarmParams, given: &mut Map<String, Value>) {
        let of = owner(self.document, part).zip(Metric::named(&alarm.metric_name));
        if let Some((namespace, dimensions)) =
            of.and_then(|(of, metric)| watched(self.document, of, metric))
        {
            given.insert("Namespace".to_owned(), namespace.into());
            given.insert("Dimensions".to_owned(), dimensions);
        }
        given.remove("Statistic");
        let field = match alarm.statistic() {
            Statistic::Percentile(_) => "ExtendedStatistic",
            _ => "Statistic",
        };
        given.insert(field.to_owned(), String::from(alarm.statistic()).into());
        let invoked = alarm.actions.iter();
        let invoked = invoked.filter_map(|id| self.document.part(*id));
        let arns = invoked.map(|policy| self.arn(policy)).collect();
        given.insert("AlarmActions".to_owned(), arns);
    }

    /// AWS makes account, region and id anew; the importer matches by the policy's name.
    fn arn(&self, policy: &Part) -> String {
        format!(
            "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:{:08}-0000-0000-0000-000000000000:autoScalingGroupName/{}:policyName/{}",
            policy.id.0,
            self.group,
            aws_name(policy)
        )
    }
}
