//! Finds out what a pasted AWS JSON is and cleans it: scaling policies, alarms, scheduled actions.
//!
//! AWS's own field names stay; what belongs to one account (ARNs, group names, times of creation) goes.
//! Ranges are the engine's to check; here only shapes are.

mod clean;
mod fields;
mod matching;

use clean::Cleaner;
use serde_json::{Map, Value};

/// Bytes of pasted text that are read.
pub const TEXT_BYTES_MAX: usize = 4 << 20;
/// Problems reported for one text.
pub const ERRORS_MAX: usize = 20;

/// A cleaned JSON object: AWS's field names, our document's `params`.
pub type Params = Map<String, Value>;

/// Everything that a text holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    pub policies: Vec<Policy>,
    pub alarms: Vec<Alarm>,
    pub scheduled: Vec<Scheduled>,
    pub notices: Vec<ImportNotice>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub name: Option<String>,
    pub kind: PolicyKind,
    pub params: Params,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    pub name: Option<String>,
    pub params: Params,
    /// Indices into [`Import::policies`] that this alarm invokes.
    pub policies: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Scheduled {
    pub name: Option<String>,
    pub params: Params,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    /// What the API takes where `PolicyType` is left out.
    SimpleScaling,
    StepScaling,
    TargetTrackingScaling,
    PredictiveScaling,
}

impl PolicyKind {
    pub const ALL: [Self; 4] = [
        Self::SimpleScaling,
        Self::StepScaling,
        Self::TargetTrackingScaling,
        Self::PredictiveScaling,
    ];

    /// The value of `PolicyType`.
    pub fn name(self) -> &'static str {
        match self {
            Self::SimpleScaling => "SimpleScaling",
            Self::StepScaling => "StepScaling",
            Self::TargetTrackingScaling => "TargetTrackingScaling",
            Self::PredictiveScaling => "PredictiveScaling",
        }
    }
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
    /// No `PolicyType`: the API takes `SimpleScaling`, though the fields say otherwise.
    PolicyTypeAssumed {
        path: String,
        kind: PolicyKind,
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
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(vec![ImportError::Empty]);
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
    policies: Vec<(Policy, Origin)>,
    alarms: Vec<(Alarm, Vec<String>)>,
    scheduled: Vec<Scheduled>,
}

/// What ties a policy to its alarms in the account that it came from.
struct Origin {
    arn: String,
    /// Alarm names and ARNs.
    alarms: Vec<(String, String)>,
    /// Only the `describe-…` form lists alarms, so only there can one be missing.
    is_described: bool,
}

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

    fn object(&mut self, path: &str, mut object: Params) {
        let has = |name: &str| object.contains_key(name);
        let lists = [
            "ScalingPolicies",
            "MetricAlarms",
            "ScheduledUpdateGroupActions",
        ];
        if lists.iter().any(|name| has(name)) || has("CompositeAlarms") {
            for name in lists {
                match object.remove(name) {
                    None => {}
                    Some(Value::Array(items)) => self.list(&join(path, name), name, items),
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
            // What the CLI adds around its lists says nothing about policies.
            let is_frame =
                |name: &str| matches!(name, "CompositeAlarms" | "NextToken" | "ResponseMetadata");
            let unknown = object.keys().filter(|name| !is_frame(name));
            let notices = unknown.map(|name| ImportNotice::FieldUnknown {
                path: join(path, name),
            });
            self.cleaner.notices.extend(notices);
        } else if has("TargetValue") {
            // The file that `--target-tracking-configuration` takes.
            let mut policy = Params::new();
            policy.insert("PolicyType".to_owned(), "TargetTrackingScaling".into());
            policy.insert(
                "TargetTrackingConfiguration".to_owned(),
                Value::Object(object),
            );
            self.policy(path, policy, false);
        } else if [
            "PolicyName",
            "PolicyType",
            "StepAdjustments",
            "TargetTrackingConfiguration",
        ]
        .iter()
        .any(|name| has(name))
        {
            self.policy(path, object, false);
        } else if has("AlarmName") || has("ComparisonOperator") {
            self.alarm(path, object);
        } else if has("ScheduledActionName") || has("Recurrence") {
            self.scheduled(path, object);
        } else {
            self.unrecognised(path, object.keys().take(5).cloned().collect());
        }
    }

    fn list(&mut self, path: &str, name: &str, items: Vec<Value>) {
        for (i, item) in items.into_iter().enumerate() {
            let path = format!("{path}[{i}]");
            match (item, name) {
                (Value::Object(item), "ScalingPolicies") => self.policy(&path, item, true),
                (Value::Object(item), "MetricAlarms") => self.alarm(&path, item),
                (Value::Object(item), _) => self.scheduled(&path, item),
                (other, _) => self.cleaner.wrong_type(path, Shape::Object, &other),
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
        let origin = Origin {
            arn,
            alarms: alarms.unwrap_or_default(),
            is_described,
        };
        let mut params = self.cleaner.object(path, object, &fields::POLICY);
        params.insert("PolicyType".to_owned(), kind.name().into());
        self.policies.push((Policy { name, kind, params }, origin));
    }

    fn policy_kind(&mut self, path: &str, object: &Params) -> PolicyKind {
        let has = |name: &str| match object.get(name) {
            Some(Value::Array(list)) => !list.is_empty(),
            Some(Value::Object(fields)) => !fields.is_empty(),
            _ => false,
        };
        if let Some(found) = text(object, "PolicyType") {
            let known = PolicyKind::ALL.into_iter().find(|k| k.name() == found);
            if known.is_none() {
                let path = join(path, "PolicyType");
                self.cleaner
                    .fail(ImportError::PolicyTypeUnknown { path, found });
            }
            return known.unwrap_or(PolicyKind::SimpleScaling);
        }
        let kind = PolicyKind::SimpleScaling;
        if has("StepAdjustments") || has("TargetTrackingConfiguration") {
            let path = join(path, "PolicyType");
            self.cleaner
                .notices
                .push(ImportNotice::PolicyTypeAssumed { path, kind });
        }
        kind
    }

    fn alarm(&mut self, path: &str, object: Params) {
        let name = text(&object, "AlarmName");
        if let Some(alarm) = name.clone().filter(|n| n.starts_with("TargetTracking-")) {
            self.cleaner
                .notices
                .push(ImportNotice::TrackingAlarmSkipped { alarm });
            return;
        }
        let actions = ["AlarmActions", "OKActions", "InsufficientDataActions"].into_iter();
        let actions = actions.filter_map(|name| object.get(name)?.as_array());
        let actions: Vec<String> = actions
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        let params = self.cleaner.object(path, object, &fields::ALARM);
        self.alarms.push((
            Alarm {
                name,
                params,
                policies: Vec::new(),
            },
            actions,
        ));
    }

    fn scheduled(&mut self, path: &str, object: Params) {
        let name = text(&object, "ScheduledActionName");
        let params = self.cleaner.object(path, object, &fields::SCHEDULED);
        self.scheduled.push(Scheduled { name, params });
    }

    fn unrecognised(&mut self, path: &str, keys: Vec<String>) {
        self.cleaner.fail(ImportError::NotRecognised {
            path: path.to_owned(),
            keys,
        });
    }

    fn finish(mut self) -> Result<Import, Vec<ImportError>> {
        if !self.cleaner.errors.is_empty() {
            return Err(self.cleaner.errors);
        }
        self.match_alarms();
        self.name_missing_alarms();
        Ok(Import {
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
