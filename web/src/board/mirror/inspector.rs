//! The settings of the selected item, page by page, from the kinds' own field tables.
//! A field's path names the part it belongs to: `17:Threshold`.

use super::records::policy_kind;
use super::{Look, instance_name, part_name};
use crate::board::mirror::structure::{instance_key, kind};
use crate::board::model::{
    FieldEdit, FieldValue, FieldView, InspectorView, InstanceId, Item, Kind, NodeId, Page,
    PolicyKind, PolicyView, StepView, Unit,
};
use serde_json::Value;
use swell_core::base::id::PartId;
use swell_core::document::{Document, Part, field};
use swell_core::kinds::contract::{Field, FieldKind, Unit as CoreUnit};
use swell_core::kinds::{Params, policy};
use swell_core::session::Session;

pub fn inspector(session: &Session, look: Look) -> Option<InspectorView> {
    match look.selected? {
        Item::Node(NodeId(id)) => part_view(session, PartId(id), look),
        Item::Instance(id) => instance_view(session, id, look),
        Item::Zone(id) => {
            let zone = session
                .document()
                .zone(swell_core::base::id::ZoneId(id.0))?;
            Some(InspectorView {
                item: Item::Zone(id),
                kind: Kind::Unknown,
                name: zone
                    .name
                    .clone()
                    .unwrap_or_else(|| zone.kind.name().to_owned()),
                pages: Vec::new(),
                policy: None,
                group: None,
            })
        }
        Item::Link(_) | Item::Alarm(_) => None,
    }
}

/// A server of a group: its settings are those of the group's launch template.
fn instance_view(session: &Session, id: InstanceId, look: Look) -> Option<InspectorView> {
    use swell_core::kinds::Part as State;
    let parts = session.simulation().parts();
    let member = parts.iter().find_map(|p| match p {
        State::AutoScalingGroup(group) => group
            .members
            .iter()
            .find(|m| instance_key(m.id) == id)
            .map(|m| m.id),
        _ => None,
    });
    let Some(member) = member else {
        return part_view(session, PartId(id.0), look);
    };
    Some(InspectorView {
        item: Item::Instance(id),
        kind: Kind::Instance,
        name: instance_name(session, member),
        pages: Vec::new(),
        policy: None,
        group: None,
    })
}

fn part_view(session: &Session, id: PartId, look: Look) -> Option<InspectorView> {
    let document = session.document();
    let part = document.part(id)?;
    let own = |page| (page, fields(document, part, look, |_| true));
    let child = |wanted: &'static str| {
        let is_wanted = move |p: &&Part| p.kind() == wanted;
        document.children(id).filter(is_wanted).collect::<Vec<_>>()
    };
    let all_of = |parts: &[&Part]| -> Vec<FieldView> {
        parts
            .iter()
            .flat_map(|p| fields(document, p, look, |_| true))
            .collect()
    };
    let pages = match kind(part.kind()) {
        Kind::AutoScalingGroup => {
            let is_health =
                |f: &Field| f.path.starts_with("HealthCheck") || f.path == "impaired_tolerance_s";
            let policies = child("scaling_policy");
            let mut policy_fields = Vec::new();
            for policy in &policies {
                policy_fields.extend(fields(document, policy, look, |f| fits(policy, f)));
                for alarm in child("alarm") {
                    let invokes = matches!(alarm.params(), Some(Params::Alarm(a)) if a.actions.contains(&policy.id));
                    if invokes {
                        policy_fields.extend(fields(document, alarm, look, is_main_alarm_field));
                    }
                }
            }
            policy_fields.extend(all_of(&child("scheduled_action")));
            let mut settings = fields(document, part, look, |f| !is_health(f));
            settings.extend(all_of(&child("launch_template")));
            vec![
                (Page::Policy, policy_fields),
                (Page::Settings, settings),
                (Page::Health, fields(document, part, look, is_health)),
                (Page::History, Vec::new()),
            ]
        }
        Kind::LoadBalancer => {
            let is_health = |f: &Field| f.path.contains("Health") || f.path == "Matcher";
            let groups = child("target_group");
            let of_groups = |health: bool| -> Vec<FieldView> {
                groups
                    .iter()
                    .flat_map(|g| fields(document, g, look, |f| is_health(f) == health))
                    .collect()
            };
            let (_, mut settings) = own(Page::Settings);
            settings.extend(of_groups(false));
            vec![(Page::Settings, settings), (Page::Health, of_groups(true))]
        }
        Kind::Unknown => Vec::new(),
        _ => vec![own(Page::Settings)],
    };
    Some(InspectorView {
        item: Item::Node(NodeId(id.0)),
        kind: kind(part.kind()),
        name: part_name(session, id),
        pages,
        policy: policy_view(document, id),
        group: None,
    })
}

const fn is_main_alarm_field_path(path: &str) -> bool {
    !matches!(path.as_bytes(), b"AlarmActions" | b"ActionsEnabled")
}

fn is_main_alarm_field(field: &Field) -> bool {
    is_main_alarm_field_path(field.path)
}

/// Whether a field means anything for this kind of policy.
fn fits(part: &Part, field: &Field) -> bool {
    let Some(Params::ScalingPolicy(policy)) = part.params() else {
        return true;
    };
    let is_tracking = field.path.starts_with("TargetTracking") || field.path == "low_ratio";
    match policy.policy_type {
        policy::PolicyType::TargetTrackingScaling => {
            is_tracking || matches!(field.path, "Enabled" | "EstimatedInstanceWarmup")
        }
        policy::PolicyType::StepScaling => {
            !is_tracking && !matches!(field.path, "PolicyType" | "ScalingAdjustment" | "Cooldown")
        }
        policy::PolicyType::SimpleScaling => matches!(
            field.path,
            "Enabled"
                | "AdjustmentType"
                | "ScalingAdjustment"
                | "MinAdjustmentMagnitude"
                | "Cooldown"
        ),
    }
}

fn fields(
    document: &Document,
    part: &Part,
    look: Look,
    wanted: impl Fn(&Field) -> bool,
) -> Vec<FieldView> {
    let Some(params) = part.params() else {
        return Vec::new();
    };
    let value = params.to_value();
    let defaults = Params::defaults(params.kind())
        .map(|p| p.to_value())
        .unwrap_or_default();
    let issues = document.issues();
    let shown = params
        .fields()
        .iter()
        .filter(|f| wanted(f) && is_shown(params, f));
    shown
        .filter_map(|f| {
            let now = field::get(&value, f.path).cloned().unwrap_or(Value::Null);
            let default = field::get(&defaults, f.path)
                .cloned()
                .unwrap_or(Value::Null);
            let api_name = f.path.rsplit('/').next().unwrap_or(f.path);
            let words = look
                .lang
                .field(api_name)
                .or_else(|| look.lang.field(f.path));
            let warning = issues
                .iter()
                .find(|i| i.part == Some(part.id) && i.field == api_name)
                .map(|i| look.lang.issue(&i.what));
            Some(FieldView {
                path: format!("{}:{}", part.id.0, f.path),
                api_name: api_name.to_owned(),
                label: words.map_or_else(|| api_name.to_owned(), |w| w.0.to_owned()),
                help: words.map_or_else(String::new, |w| w.1.to_owned()),
                value: field_value(f, &now, &default, look)?,
                warning,
                is_locked: look.is_locked,
            })
        })
        .collect()
}

/// Fields of a pattern that is not chosen would only be noise.
fn is_shown(params: &Params, field: &Field) -> bool {
    use swell_core::kinds::users::Pattern;
    let Params::Users(users) = params else {
        return true;
    };
    match field.path {
        "pattern_users" | "pattern_duration_s" | "pattern_start_s" => {
            !matches!(users.pattern, Pattern::Constant | Pattern::Trace)
        }
        "trace_scale" => users.pattern == Pattern::Trace,
        _ => true,
    }
}

fn field_value(field: &Field, now: &Value, default: &Value, look: Look) -> Option<FieldValue> {
    Some(match field.kind {
        FieldKind::Number { min, max, is_whole } => FieldValue::Number {
            value: now.as_f64().unwrap_or(min),
            min,
            max,
            step: step(min, max, is_whole),
            unit: unit(field.unit),
            default: default.as_f64().unwrap_or(min),
        },
        // Absent is a value of its own, so it is typed: an empty field clears it.
        FieldKind::OptionalNumber { .. } => FieldValue::Text {
            value: now.as_f64().map_or_else(String::new, |n| n.to_string()),
        },
        FieldKind::Bool => FieldValue::Bool {
            value: now.as_bool().unwrap_or(false),
            default: default.as_bool().unwrap_or(false),
        },
        FieldKind::Choice(words) => {
            let place = |v: &Value| words.iter().position(|w| Some(*w) == v.as_str());
            FieldValue::Choice {
                index: place(now).unwrap_or(0),
                options: words
                    .iter()
                    .map(|w| look.lang.choice(field.path, w).to_owned())
                    .collect(),
                default: place(default).unwrap_or(0),
            }
        }
        FieldKind::Text => FieldValue::Text {
            value: now.as_str().unwrap_or_default().to_owned(),
        },
        FieldKind::Structure => return None,
    })
}

fn step(min: f64, max: f64, is_whole: bool) -> f64 {
    match is_whole {
        true => 1.0,
        false if max - min <= 1.0 => 0.01,
        false if max <= 60.0 => 0.1,
        false => 1.0,
    }
}

const fn unit(unit: CoreUnit) -> Unit {
    match unit {
        CoreUnit::Seconds => Unit::Seconds,
        CoreUnit::Milliseconds => Unit::Milliseconds,
        CoreUnit::Percent => Unit::Percent,
        CoreUnit::PerSecond => Unit::PerSecond,
        CoreUnit::Instances => Unit::Instances,
        CoreUnit::Users => Unit::Users,
        CoreUnit::None | CoreUnit::Factor | CoreUnit::Count => Unit::None,
    }
}

/// What an edit of a field means: the part, the path and the new value.
pub fn edited(
    document: &Document,
    path: &str,
    edit: &FieldEdit,
) -> Option<(PartId, String, Value)> {
    let (id, path) = path.split_once(':')?;
    let part = PartId(id.parse().ok()?);
    let field = document
        .params(part)?
        .fields()
        .iter()
        .find(|f| f.path == path)?;
    let value = match (edit, field.kind) {
        (FieldEdit::Number(n), _) => Value::from(*n),
        (FieldEdit::Bool(b), _) => Value::from(*b),
        (FieldEdit::Choice(n), FieldKind::Choice(words)) => Value::from(*words.get(*n)?),
        (FieldEdit::Text(text), FieldKind::OptionalNumber { .. }) => {
            let text = text.trim();
            match text.parse::<f64>() {
                _ if text.is_empty() => Value::Null,
                Ok(n) => Value::from(n),
                // Refused by the field's own check, with its reason.
                Err(_) => Value::from(text),
            }
        }
        (FieldEdit::Text(text), _)
            if text.trim().is_empty() && is_optional(document, part, path) =>
        {
            Value::Null
        }
        (FieldEdit::Text(text), _) => Value::from(text.as_str()),
        (FieldEdit::Choice(_), _) => return None,
    };
    Some((part, path.to_owned(), value))
}

fn is_optional(document: &Document, part: PartId, path: &str) -> bool {
    let value = document
        .params(part)
        .map(|p| p.parse_like(with(p, path, Value::Null)));
    matches!(value, Some(Ok(_)))
}

fn with(params: &Params, path: &str, new: Value) -> Value {
    let mut value = params.to_value();
    field::put(&mut value, path, new);
    value
}

/// The kind of a group's first policy and its ladder of steps, as absolute values of the metric.
fn policy_view(document: &Document, group: PartId) -> Option<PolicyView> {
    let mut steps = Vec::new();
    let mut first: Option<PolicyKind> = None;
    for part in document.children(group) {
        let Some(Params::ScalingPolicy(policy)) = part.params() else {
            continue;
        };
        first = first.or(Some(policy_kind(policy.policy_type)));
        let threshold = document.children(group).find_map(|a| match a.params() {
            Some(Params::Alarm(alarm)) if alarm.actions.contains(&part.id) => Some(alarm.threshold),
            _ => None,
        });
        let at = |bound: Option<f64>| bound.map(|b| (b + threshold.unwrap_or(0.0)) as f32);
        steps.extend(policy.steps.iter().map(|s| StepView {
            low: at(s.metric_interval_lower_bound),
            high: at(s.metric_interval_upper_bound),
            adjustment: s.scaling_adjustment as i32,
        }));
    }
    let has_schedule = document
        .children(group)
        .any(|p| matches!(p.params(), Some(Params::ScheduledAction(_))));
    let kind = first.or(has_schedule.then_some(PolicyKind::Scheduled));
    match document.params(group)? {
        Params::AutoScalingGroup(_) => Some(PolicyView {
            kind: kind.unwrap_or(PolicyKind::Scheduled),
            steps,
        }),
        _ => None,
    }
}
