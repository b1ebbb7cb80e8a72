//! Finds out what a pasted AWS JSON is and cleans it: scaling policies, alarms, scheduled actions,
//! sizes of groups. Several groups are told apart, and so is what belongs to other services.
//!
//! AWS's own field names stay; what belongs to one account (ARNs, group names, times of creation) goes.
//! Ranges are the engine's to check; here only shapes are.

mod clean;
mod fields;
mod group;
mod matching;
mod schedule;
mod service;
mod watched;

use super::content::{self, Content};
use clean::Cleaner;
use serde_json::{Map, Value};
use swell_core::base::codec::Codec;
use swell_core::rules::validate::PolicyType;
pub use watched::{LeftOut, Watched};

/// Bytes of pasted text that are read.
pub const TEXT_BYTES_MAX: usize = 4 << 20;
/// Problems reported for one text.
pub const ERRORS_MAX: usize = 20;

/// A cleaned JSON object: AWS's field names, our document's `params`.
pub type Params = Map<String, Value>;

/// Everything that a text holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    pub groups: Vec<GroupSettings>,
    pub policies: Vec<Policy>,
    pub alarms: Vec<Alarm>,
    pub scheduled: Vec<Scheduled>,
    pub notices: Vec<ImportNotice>,
}

impl Import {
    /// Whether nothing of it can become part of a board.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
            && self.policies.is_empty()
            && self.alarms.is_empty()
            && self.scheduled.is_empty()
    }

    /// The Auto Scaling groups that it names, in the order of the text.
    pub fn group_names(&self) -> Vec<String> {
        let groups = self.groups.iter().map(|g| &g.group);
        let policies = self.policies.iter().map(|p| &p.group);
        let alarms = self.alarms.iter().map(|a| &a.group);
        let scheduled = self.scheduled.iter().map(|s| &s.group);
        let all = groups.chain(policies).chain(alarms).chain(scheduled);
        let mut names: Vec<String> = Vec::new();
        for name in all.flatten() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }
}

/// Sizes and switches of a group, as `describe-auto-scaling-groups` prints them.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSettings {
    pub group: Option<String>,
    pub params: Params,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub name: Option<String>,
    /// The Auto Scaling group that it belongs to in its account.
    pub group: Option<String>,
    pub kind: PolicyType,
    pub params: Params,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    pub name: Option<String>,
    /// The group that it watches, or that its action scales.
    pub group: Option<String>,
    pub watched: Watched,
    pub params: Params,
    /// Indices into [`Import::policies`] that this alarm invokes.
    pub policies: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Scheduled {
    pub name: Option<String>,
    pub group: Option<String>,
    pub params: Params,
}

/// Why a text cannot be imported. Lines and columns count from 1; paths look like `A[0].B`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    Empty,
    TooLarge {
        bytes_max: usize,
    },
    /// Not JSON at this place.
    Syntax {
        line: usize,
        column: usize,
    },
    /// The JSON ends too early: something was not copied.
    CutOff {
        line: usize,
        column: usize,
    },
    /// JSON, but none of the shapes that are known; `keys` are its first ones.
    NotRecognised {
        path: String,
        keys: Vec<String>,
    },
    WrongType {
        path: String,
        expected: Shape,
        found: Shape,
    },
    PolicyTypeUnknown {
        path: String,
        found: String,
    },
    /// Neither a date with a time nor seconds since 1970.
    TimeUnreadable {
        path: String,
        found: String,
    },
    /// Something else that the page knows, or knows of.
    NotAws {
        content: Content,
    },
    /// Nothing but settings of another service, such as ECS.
    OtherService {
        name: String,
        service: String,
    },
    /// What another command printed, by the key of its list.
    OtherOutput {
        key: String,
    },
}

/// A kind of JSON value, as errors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Null,
    Flag,
    Whole,
    Number,
    Text,
    List,
    Object,
}

/// What a reader should know about an import that worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportNotice {
    /// `describe-policies` has no thresholds: paste this alarm's `describe-alarms` as well.
    AlarmMissing {
        policy: String,
        alarm: String,
    },
    /// A step or simple policy that names no alarm at all.
    PolicyWithoutAlarm {
        policy: String,
    },
    /// The alarm invokes a policy that is not in the text.
    PolicyMissing {
        alarm: String,
        policy: String,
    },
    /// An action that the playground does not have, such as a notification.
    ActionDropped {
        alarm: String,
        service: String,
    },
    /// It invokes a policy in another state than `ALARM`, which no alarm of the board does.
    OtherStateDropped {
        alarm: String,
        policy: String,
    },
    /// Made by target tracking itself and made again here.
    TrackingAlarmSkipped {
        alarm: String,
    },
    CompositeAlarmsSkipped {
        count: usize,
    },
    /// A name that is not known at this place; the rest is read.
    FieldUnknown {
        path: String,
    },
    /// No `PolicyType`: the API takes `SimpleScaling`, whatever the other fields are for.
    PolicyTypeAssumed {
        path: String,
        kind: PolicyType,
    },
    /// It scales something other than an Auto Scaling group, such as an ECS service.
    OtherService {
        name: String,
        service: String,
    },
    /// `describe-scheduled-actions` prints the next run of a recurring action as its start.
    NextRunDropped {
        action: String,
        start: String,
    },
    /// The alarm watches what the board has not got.
    AlarmLeftOut {
        alarm: String,
        metric: String,
        why: LeftOut,
    },
    /// The alarm names a resource of the account; the only one of its kind on the board stands in.
    AlarmOfOnly {
        alarm: String,
        resource: String,
        part: String,
    },
    /// The alarm that invokes it was left out.
    PolicyLostAlarm {
        policy: String,
        alarm: String,
    },
    /// It follows a metric that nobody on the board publishes.
    PolicyMetricForeign {
        policy: String,
        metric: String,
    },
    /// It follows an expression over several metrics, which is not read.
    PolicyMathLeftOut {
        policy: String,
    },
    PredictiveLeftOut {
        policy: String,
    },
    /// It runs once, before the time at which the board begins, or has ended by then.
    ScheduleIsPast {
        action: String,
        at: String,
        begins: String,
    },
    /// It first runs so many days after the board begins.
    ScheduleIsFar {
        action: String,
        at: String,
        days: i64,
    },
    /// Nothing of this group was taken.
    GroupLeftOut {
        group: String,
    },
}

/// Reads one or several JSON texts, one after the other.
///
/// Errors: all that were found, up to [`ERRORS_MAX`].
pub fn read(text: &str) -> Result<Import, Vec<ImportError>> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(vec![ImportError::TooLarge {
            bytes_max: TEXT_BYTES_MAX,
        }]);
    }
    // Pages and chats put spaces of their own into what is copied from them.
    let pasted = text.trim_start_matches('\u{feff}').replace('\u{a0}', " ");
    if pasted.trim().is_empty() {
        return Err(vec![ImportError::Empty]);
    }
    let text = &content::output_alone(&pasted);
    // A command without its output is still a text.
    let said = if text.trim().is_empty() {
        &pasted
    } else {
        text
    };
    let content = content::classify("", said);
    if !matches!(content, Content::AwsJson | Content::Unknown) {
        return Err(vec![ImportError::NotAws { content }]);
    }
    if text.trim().is_empty() {
        return Err(vec![ImportError::Syntax { line: 1, column: 1 }]);
    }
    let mut gathered = Gathered::default();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) => gathered.value("", value),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                gathered.cleaner.errors.push(if error.is_eof() {
                    ImportError::CutOff { line, column }
                } else {
                    ImportError::Syntax { line, column }
                });
                break;
            }
        }
    }
    gathered.finish()
}

/// What was found so far; ARNs stay until everything is matched.
#[derive(Default)]
struct Gathered {
    cleaner: Cleaner,
    groups: Vec<GroupSettings>,
    policies: Vec<(Policy, Origin)>,
    alarms: Vec<(Alarm, Actions)>,
    scheduled: Vec<Scheduled>,
    /// Settings of other services: names and services.
    others: Vec<(String, String)>,
}

/// What an alarm does, by ARN.
struct Actions {
    /// When it goes to `ALARM`.
    alarm: Vec<String>,
    /// In its other states; those of the board do nothing then.
    other: Vec<String>,
}

/// What ties a policy to its alarms in the account that it came from.
struct Origin {
    arn: String,
    /// Alarm names and ARNs.
    alarms: Vec<(String, String)>,
    /// Only the `describe-…` form lists alarms, so only there can one be missing.
    is_described: bool,
}

/// The lists that are read.
const LISTS: [&str; 4] = [
    "AutoScalingGroups",
    "ScalingPolicies",
    "MetricAlarms",
    "ScheduledUpdateGroupActions",
];

impl Gathered {
    fn value(&mut self, path: &str, value: Value) {
        match value {
            Value::Array(items) if is_step_list(&items) => {
                let mut object = Params::new();
                object.insert("PolicyType".to_owned(), "StepScaling".into());
                object.insert("StepAdjustments".to_owned(), Value::Array(items));
                self.policy(path, object, false);
            }
            Value::Array(items) => {
                for (i, item) in items.into_iter().enumerate() {
                    self.value(&format!("{path}[{i}]"), item);
                }
            }
            Value::Object(object) => self.object(path, object),
            other => self.unrecognised(path, vec![other.to_string().chars().take(40).collect()]),
        }
    }

    fn object(&mut self, path: &str, object: Params) {
        let has = |name: &str| object.contains_key(name);
        let has_any = |names: &[&str]| names.iter().any(|name| has(name));
        if has_any(&LISTS) || has("CompositeAlarms") {
            self.lists(path, object);
        } else if self.is_of_another_service(&object) {
        } else if has("TargetValue") {
            // The file that `--target-tracking-configuration` takes.
            let mut policy = Params::new();
            policy.insert("PolicyType".to_owned(), "TargetTrackingScaling".into());
            policy.insert(
                "TargetTrackingConfiguration".to_owned(),
                Value::Object(object),
            );
            self.policy(path, policy, false);
        } else if has("MetricSpecifications") {
            // The one that `--predictive-scaling-configuration` takes.
            let mut policy = Params::new();
            policy.insert("PolicyType".to_owned(), "PredictiveScaling".into());
            policy.insert(
                "PredictiveScalingConfiguration".to_owned(),
                Value::Object(object),
            );
            self.policy(path, policy, false);
        } else if has_any(&[
            "PolicyName",
            "PolicyType",
            "StepAdjustments",
            "TargetTrackingConfiguration",
        ]) {
            self.policy(path, object, false);
        } else if has_any(&["AlarmName", "ComparisonOperator"]) {
            self.alarm(path, object);
        } else if has_any(&["ScheduledActionName", "Recurrence"]) {
            self.scheduled(path, object);
        } else if has("AutoScalingGroupName") && has_any(&["MinSize", "MaxSize"]) {
            self.group(path, object);
        } else if let Some(key) = service::foreign_output(&object) {
            self.cleaner.fail(ImportError::OtherOutput { key });
        } else {
            self.unrecognised(path, object.keys().take(5).cloned().collect());
        }
    }

    /// What the CLI prints: lists in a frame.
    fn lists(&mut self, path: &str, mut object: Params) {
        // The input of a batch names its group once for all.
        let group = text(&object, "AutoScalingGroupName");
        for name in LISTS {
            match object.remove(name) {
                None => {}
                Some(Value::Array(items)) => self.list(&join(path, name), name, items, &group),
                Some(other) => {
                    self.cleaner
                        .wrong_type(join(path, name), Shape::List, &other);
                }
            }
        }
        if let Some(count) = object
            .get("CompositeAlarms")
            .and_then(Value::as_array)
            .map(Vec::len)
            && count > 0
        {
            self.cleaner
                .notices
                .push(ImportNotice::CompositeAlarmsSkipped { count });
        }
        self.is_of_another_service(&object);
        // What the CLI adds around its lists says nothing about policies.
        let is_frame = |name: &str| {
            matches!(
                name,
                "CompositeAlarms" | "NextToken" | "ResponseMetadata" | "AutoScalingGroupName"
            ) || service::is_list(name)
        };
        let unknown = object.keys().filter(|name| !is_frame(name));
        let notices = unknown.map(|name| ImportNotice::FieldUnknown {
            path: join(path, name),
        });
        self.cleaner.notices.extend(notices);
    }

    fn list(&mut self, path: &str, name: &str, items: Vec<Value>, group: &Option<String>) {
        for (i, item) in items.into_iter().enumerate() {
            let path = format!("{path}[{i}]");
            let mut item = match item {
                Value::Object(item) => item,
                other => {
                    self.cleaner.wrong_type(path, Shape::Object, &other);
                    continue;
                }
            };
            if let Some(group) = group {
                item.entry("AutoScalingGroupName".to_owned())
                    .or_insert_with(|| group.as_str().into());
            }
            match name {
                "ScalingPolicies" if self.is_of_another_service(&item) => {}
                "ScalingPolicies" => self.policy(&path, item, true),
                "MetricAlarms" => self.alarm(&path, item),
                "AutoScalingGroups" => self.group(&path, item),
                _ => self.scheduled(&path, item),
            }
        }
    }

    fn policy(&mut self, path: &str, object: Params, is_described: bool) {
        let name = text(&object, "PolicyName");
        let kind = self.policy_kind(path, &object);
        let alarms = object
            .get("Alarms")
            .and_then(Value::as_array)
            .map(|alarms| {
                let pair = |a: &Value| {
                    let field = |name| a.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
                    (field("AlarmName"), field("AlarmARN"))
                };
                alarms.iter().map(pair).collect()
            });
        let arn = text(&object, "PolicyARN").unwrap_or_default();
        let group = text(&object, "AutoScalingGroupName")
            .or_else(|| matching::group_name(&arn).map(str::to_owned));
        let origin = Origin {
            arn,
            alarms: alarms.unwrap_or_default(),
            is_described,
        };
        let mut params = self.cleaner.object(path, object, &fields::POLICY);
        params.insert("PolicyType".to_owned(), kind.as_str().into());
        let policy = Policy {
            name,
            group,
            kind,
            params,
        };
        self.policies.push((policy, origin));
    }

    fn policy_kind(&mut self, path: &str, object: &Params) -> PolicyType {
        if let Some(found) = text(object, "PolicyType") {
            let known = PolicyType::parse(&Value::from(found.as_str())).ok();
            if known.is_none() {
                let path = join(path, "PolicyType");
                self.cleaner
                    .fail(ImportError::PolicyTypeUnknown { path, found });
            }
            return known.unwrap_or(PolicyType::SimpleScaling);
        }
        let (path, kind) = (join(path, "PolicyType"), PolicyType::SimpleScaling);
        let notice = ImportNotice::PolicyTypeAssumed { path, kind };
        self.cleaner.notices.push(notice);
        kind
    }

    fn unrecognised(&mut self, path: &str, keys: Vec<String>) {
        self.cleaner.fail(ImportError::NotRecognised {
            path: path.to_owned(),
            keys,
        });
    }

    fn is_empty(&self) -> bool {
        self.groups.is_empty()
            && self.policies.is_empty()
            && self.alarms.is_empty()
            && self.scheduled.is_empty()
    }

    fn finish(mut self) -> Result<Import, Vec<ImportError>> {
        let is_empty = self.is_empty();
        for (name, service) in core::mem::take(&mut self.others) {
            match is_empty {
                true => self
                    .cleaner
                    .fail(ImportError::OtherService { name, service }),
                false => {
                    let notice = ImportNotice::OtherService { name, service };
                    self.cleaner.notices.push(notice);
                }
            }
        }
        if !self.cleaner.errors.is_empty() {
            return Err(self.cleaner.errors);
        }
        self.match_alarms();
        self.name_missing_alarms();
        Ok(Import {
            groups: self.groups,
            policies: self
                .policies
                .into_iter()
                .map(|(policy, _)| policy)
                .collect(),
            alarms: self.alarms.into_iter().map(|(alarm, _)| alarm).collect(),
            scheduled: self.scheduled,
            notices: self.cleaner.notices,
        })
    }
}

/// The bare list that `--step-adjustments` takes.
fn is_step_list(items: &[Value]) -> bool {
    let is_step = |item: &Value| {
        item.get("ScalingAdjustment").is_some()
            && item.get("PolicyType").is_none()
            && item.get("PolicyName").is_none()
    };
    !items.is_empty() && items.iter().all(is_step)
}

fn text(object: &Params, name: &str) -> Option<String> {
    object
        .get(name)
        .and_then(Value::as_str)
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

#[cfg(test)]
mod tests;
