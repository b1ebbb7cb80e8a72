//! What scales something other than an Auto Scaling group: Application Auto Scaling speaks of
//! policies, alarms and scheduled actions as well, of ECS services and DynamoDB tables.

use super::{Gathered, Params, text};
use serde_json::Value;
use swell_core::rules::target_tracking::PredefinedMetricType;

/// Lists of Application Auto Scaling.
const LISTS: [&str; 2] = ["ScalableTargets", "ScheduledActions"];

/// Fields that no setting of an Auto Scaling group has.
const FIELDS: [&str; 7] = [
    "ServiceNamespace",
    "ScalableDimension",
    "ScalableTargetAction",
    "TargetTrackingScalingPolicyConfiguration",
    "StepScalingPolicyConfiguration",
    "ScaleOutCooldown",
    "ScaleInCooldown",
];

pub(super) fn is_list(name: &str) -> bool {
    LISTS.contains(&name)
}

/// The key by which the output of another command is known: its list, in AWS's spelling.
pub(super) fn foreign_output(object: &Params) -> Option<String> {
    let is_name = |key: &str| key == "services" || key.starts_with(char::is_uppercase);
    let mut lists = object.iter().filter(|(_, value)| value.is_array());
    lists.find_map(|(key, _)| is_name(key).then(|| key.clone()))
}

impl Gathered {
    /// Whether the object is of another service; then it is remembered by name.
    pub(super) fn is_of_another_service(&mut self, object: &Params) -> bool {
        for list in LISTS {
            let Some(items) = get(object, list).and_then(Value::as_array) else {
                continue;
            };
            for item in items.iter().filter_map(Value::as_object) {
                self.remember(item);
            }
            if items.is_empty() {
                self.others.push((list.to_owned(), String::new()));
            }
        }
        if LISTS.iter().any(|list| get(object, list).is_some()) {
            return true;
        }
        let has_field = FIELDS.iter().any(|name| get(object, name).is_some());
        if has_field || is_of_its_metric(object) || is_of_its_arn(object) {
            self.remember(object);
            return true;
        }
        false
    }

    fn remember(&mut self, object: &Params) {
        let text = |name: &str| get(object, name)?.as_str().map(str::to_owned);
        let first = |names: &[&str]| names.iter().find_map(|name| text(name));
        let name = first(&["PolicyName", "ScheduledActionName", "ResourceId"]);
        let resource = first(&["ResourceId"]).unwrap_or_default();
        let service = first(&["ServiceNamespace"])
            .or_else(|| Some(predefined(object)?.to_owned()))
            .unwrap_or_default();
        let service = match (service.is_empty(), resource.is_empty()) {
            (true, _) => resource,
            (false, true) => service,
            (false, false) => format!("{service} {resource}"),
        };
        self.others.push((name.unwrap_or_default(), service));
    }
}

/// A field in AWS's spelling, or as SDKs write it, with a small first letter.
fn get<'a>(object: &'a Params, name: &str) -> Option<&'a Value> {
    let mut fields = object.iter();
    let found = fields.find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

/// A predefined metric of a policy, or of the configuration that a policy takes.
fn predefined(object: &Params) -> Option<&str> {
    let own = object.get("TargetTrackingConfiguration");
    let specification = match own {
        Some(own) => own.get("PredefinedMetricSpecification"),
        None => object.get("PredefinedMetricSpecification"),
    };
    specification?.get("PredefinedMetricType")?.as_str()
}

fn is_of_its_metric(object: &Params) -> bool {
    let is_ours = |m: &str| m.is_empty() || PredefinedMetricType::WORDS.contains(&m);
    predefined(object).is_some_and(|metric| !is_ours(metric))
}

/// `arn:aws:autoscaling:…:scalingPolicy:…:resource/ecs/service/…:policyName/…`
fn is_of_its_arn(object: &Params) -> bool {
    text(object, "PolicyARN").is_some_and(|arn| arn.contains(":resource/"))
}
