//! The settings of the selected item, page by page, from the kinds' own field tables.
//! A field's path names the part it belongs to: `17:Threshold`.

use super::records::{policy_kind, tracked_metric};
use super::{Look, instance_name, part_name};
use crate::board::mirror::structure::{instance_key, standing};
use crate::i18n::Lang;
use crate::vocabulary::{
    Bounds, FieldEdit, FieldValue, FieldView, Followed, InspectorView, InstanceId, IssueView, Item,
    KindId, LadderView, LineKind, LineView, Metric, NodeId, NumberSpec, Page, PolicyKind,
    PolicyRow, PolicyView, ScheduleView, SectionView, StepView, Unit,
};
use serde_json::Value;
use swell_core::base::id::PartId;
use swell_core::contract::{Field, FieldKind, Unit as CoreUnit};
use swell_core::document::check::IssueWhat;
use swell_core::document::{Document, Part, field};
use swell_core::kinds::instance;
use swell_core::kinds::{Params, Part as CorePart, alarm, policy, scheduled_action};
use swell_core::rules::civil::{DAY_S, civil_from_days, weekday};
use swell_core::rules::database::DbClass;
use swell_core::rules::instance_type::instance_type;
use swell_core::rules::step_scaling::AdjustmentType;
use swell_core::rules::time_zone::TimeZone;
use swell_core::session::Session;

pub fn inspector(session: &Session, look: Look) -> Option<InspectorView> {
    match look.selected? {
        Item::Node(NodeId(id)) => part_view(session, PartId(id), look),
        Item::Instance(id) => instance_view(session, id, look),
        Item::Zone(id) => {
            let mut view = part_view(session, PartId(id.0), look)?;
            view.item = Item::Zone(id);
            Some(view)
        }
        Item::Link(id) => {
            let mut links = session.board().links.iter();
            let link = links.find(|l| l.id.0 == id.0)?;
            let document = session.board();
            let name = |id| {
                let id = standing(document, id);
                let part = document.part(id);
                let own = part.and_then(|p| p.name.clone());
                own.unwrap_or_else(|| {
                    let kind = part.and_then(|p| p.kind());
                    look.lang.kind(kind).to_owned()
                })
            };
            Some(InspectorView {
                item: Item::Link(id),
                kind: None,
                name: format!("{} → {}", name(link.from), name(link.to)),
                pages: Vec::new(),
                policy: None,
                group: None,
                sections: Vec::new(),
                issues: Vec::new(),
            })
        }
        Item::Alarm(_) => None,
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
        kind: Some(KindId::Instance),
        name: instance_name(session, member),
        pages: Vec::new(),
        policy: None,
        group: None,
        sections: Vec::new(),
        issues: Vec::new(),
    })
}

fn part_view(session: &Session, id: PartId, look: Look) -> Option<InspectorView> {
    let document = session.board();
    let part = document.part(id)?;
    let own = |page| (page, fields(session, part, look, |_| true));
    let child = |wanted: KindId| {
        let is_wanted = move |p: &&Part| p.kind() == Some(wanted);
        document.children(id).filter(is_wanted).collect::<Vec<_>>()
    };
    let mut sections = Vec::new();
    let pages = match part.kind() {
        Some(KindId::AutoScalingGroup) => {
            let is_health =
                |f: &Field| f.path.starts_with("HealthCheck") || f.path == "impaired_tolerance_s";
            let (policy_fields, policy_sections) = policy_page(session, id, look);
            let own_fields = fields(session, part, look, |f| !is_health(f));
            sections.extend(policy_sections);
            sections.push(section(session, part, Page::Settings, &own_fields));
            let mut settings = own_fields;
            for template in child(KindId::LaunchTemplate) {
                let its = fields(session, template, look, |_| true);
                sections.push(section(session, template, Page::Settings, &its));
                settings.extend(its);
            }
            vec![
                (Page::Policy, policy_fields),
                (Page::Settings, settings),
                (Page::Health, fields(session, part, look, is_health)),
                (Page::History, Vec::new()),
            ]
        }
        Some(KindId::LoadBalancer) => {
            let is_health = |f: &Field| f.path.contains("Health") || f.path == "Matcher";
            let groups = child(KindId::TargetGroup);
            let of_groups = |health: bool| -> Vec<FieldView> {
                groups
                    .iter()
                    .flat_map(|g| fields(session, g, look, |f| is_health(f) == health))
                    .collect()
            };
            let (_, mut settings) = own(Page::Settings);
            settings.extend(of_groups(false));
            vec![(Page::Settings, settings), (Page::Health, of_groups(true))]
        }
        None => Vec::new(),
        // With the rules that belong to it: route table and network ACL.
        _ if part.is_ground() => {
            let mut settings = Vec::new();
            for part in [part].into_iter().chain(document.children(id)) {
                let its = fields(session, part, look, |_| true);
                sections.push(section(session, part, Page::Settings, &its));
                settings.extend(its);
            }
            vec![(Page::Settings, settings)]
        }
        _ => vec![own(Page::Settings)],
    };
    Some(InspectorView {
        item: Item::Node(NodeId(id.0)),
        kind: part.kind(),
        name: match &part.name {
            Some(name) => name.clone(),
            None => look.lang.kind(part.kind()).to_owned(),
        },
        pages,
        policy: policy_view(session, id, look),
        group: None,
        sections,
        issues: issues(session, id, look),
    })
}

/// The fields of a group's policies, of their alarms and of the scheduled actions, part by part.
fn policy_page(session: &Session, group: PartId, look: Look) -> (Vec<FieldView>, Vec<SectionView>) {
    let document = session.board();
    let mut all = Vec::new();
    let mut sections = Vec::new();
    for part in document.scaling_parts(group) {
        let its = match part.params() {
            Some(Params::ScalingPolicy(_)) => fields(session, part, look, |f| fits(part, f)),
            Some(Params::Alarm(_)) => fields(session, part, look, is_main_alarm_field),
            Some(Params::ScheduledAction(_)) => fields(session, part, look, |f| {
                !matches!(f.path, "Recurrence" | "TimeZone")
            }),
            _ => continue,
        };
        sections.push(section(session, part, Page::Policy, &its));
        all.extend(its);
    }
    (all, sections)
}

fn section(session: &Session, part: &Part, page: Page, fields: &[FieldView]) -> SectionView {
    let is_simple = matches!(part.params(), Some(Params::ScalingPolicy(p)) if p.policy_type == policy::PolicyType::SimpleScaling);
    let mut view = SectionView {
        page,
        kind: part.kind(),
        name: part_name(session, part.id),
        paths: Vec::new(),
        rare: Vec::new(),
    };
    for field in fields {
        // What is edited beside the chart is not repeated.
        if view.kind == Some(KindId::Alarm) && field.api_name == "Threshold"
            || view.kind == Some(KindId::ScalingPolicy) && field.api_name == "TargetValue"
            || view.kind == Some(KindId::ScheduledAction) && field.api_name == "DesiredCapacity"
            || is_simple && field.api_name == "ScalingAdjustment"
        {
            continue;
        }
        if is_rare(view.kind, &field.api_name) {
            view.rare.push(field.path.clone());
        } else {
            view.paths.push(field.path.clone());
        }
    }
    view
}

/// Fields that most readers never need to touch.
fn is_rare(kind: Option<KindId>, name: &str) -> bool {
    match kind {
        Some(KindId::ScalingPolicy) => matches!(
            name,
            "Enabled"
                | "MinAdjustmentMagnitude"
                | "MetricAggregationType"
                | "EstimatedInstanceWarmup"
                | "low_ratio"
        ),
        Some(KindId::Alarm) => matches!(
            name,
            "Statistic" | "DatapointsToAlarm" | "TreatMissingData" | "MetricName"
        ),
        Some(KindId::ScheduledAction) => matches!(name, "StartTime" | "EndTime"),
        Some(KindId::AutoScalingGroup) => !matches!(
            name,
            "MinSize" | "MaxSize" | "DesiredCapacity" | "DefaultInstanceWarmup" | "DefaultCooldown"
        ),
        _ => false,
    }
}

/// What is odd or wrong about a part, and about what belongs to it.
fn issues(session: &Session, id: PartId, look: Look) -> Vec<IssueView> {
    let document = session.board();
    let belongs = |p: PartId| p == id || document.scaling_parts(id).any(|part| part.id == p);
    let found = document.issues().into_iter();
    found
        .filter_map(|issue| {
            let part = issue.part.filter(|p| belongs(*p))?;
            Some(IssueView {
                place: format!("{} · {}", part_name(session, part), issue.field),
                text: look.lang.issue(&issue.what),
                is_error: matches!(issue.what, IssueWhat::Error(_)),
            })
        })
        .collect()
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
    session: &Session,
    part: &Part,
    look: Look,
    wanted: impl Fn(&Field) -> bool,
) -> Vec<FieldView> {
    let Some(params) = part.params() else {
        return Vec::new();
    };
    let value = params.to_value();
    let defaults = Params::defaults(params.kind()).to_value();
    let issues = session.board().issues();
    let shown = params
        .fields()
        .iter()
        .filter(|f| wanted(f) && is_shown(params, f));
    shown
        .filter_map(|f| {
            let now = in_force(session, part, f.path)
                .or_else(|| field::get(&value, f.path).cloned())
                .unwrap_or(Value::Null);
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
                value: field_value(
                    f,
                    &now,
                    &default,
                    &options(session.board(), part, f, &now),
                    look,
                )?,
                warning,
                is_locked: look.is_locked,
            })
        })
        .collect()
}

/// What holds where the board says nothing, or something of old: a field shows what is, and typing
/// over it changes that.
fn in_force(session: &Session, part: &Part, path: &str) -> Option<Value> {
    match (part.params()?, path) {
        (Params::Alarm(alarm), "Statistic") => Some(Value::from(String::from(alarm.statistic()))),
        (Params::AutoScalingGroup(_), "DesiredCapacity") => {
            match session.simulation().part(part.id)? {
                CorePart::AutoScalingGroup(group) => Some(Value::from(group.desired)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Fields of a pattern that is not chosen would only be noise.
fn is_shown(params: &Params, field: &Field) -> bool {
    use swell_core::kinds::users::Pattern;
    if field.path.starts_with("own_") {
        return is_own(params);
    }
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

/// Whether the reader gives its sizes and price: the table has no such type.
fn is_own(params: &Params) -> bool {
    match params {
        Params::LaunchTemplate(machine) | Params::Instance(machine) => {
            instance_type(&machine.instance_type).is_none()
        }
        Params::Database(database) => DbClass::named(&database.class).is_none(),
        _ => false,
    }
}

/// The word for a type or class that is not in the table and has not been named yet.
const OTHER: &str = "other";

/// What a field can be set to by choosing: the words of its table, of an alarm's metrics those
/// that its part publishes, what it is set to now, and for types one that is not in the table.
fn options(document: &Document, part: &Part, field: &Field, now: &Value) -> Vec<String> {
    let mut options: Vec<String> = match field.kind {
        FieldKind::Choice(words) | FieldKind::Suggested(words) => {
            words.iter().copied().map(str::to_owned).collect()
        }
        FieldKind::Metric => {
            let owner = part.of.and_then(|of| document.part(of)?.kind());
            let metrics = owner.map_or(&[][..], KindId::metrics).iter();
            metrics.map(|m| m.name().to_owned()).collect()
        }
        _ => return Vec::new(),
    };
    if !matches!(field.kind, FieldKind::Choice(_)) {
        let now = now.as_str().unwrap_or_default();
        let has_types = matches!(field.path, "InstanceType" | "DBInstanceClass");
        let is_listed = now.is_empty() || options.iter().any(|word| word == now);
        if !is_listed {
            options.push(now.to_owned());
        } else if has_types {
            options.push(OTHER.to_owned());
        }
    }
    options
}

fn field_value(
    field: &Field,
    now: &Value,
    default: &Value,
    words: &[String],
    look: Look,
) -> Option<FieldValue> {
    Some(match field.kind {
        FieldKind::Number { min, max, is_whole } => FieldValue::Number(NumberSpec {
            value: now.as_f64().unwrap_or(min),
            min,
            max,
            step: step(max, default.as_f64().unwrap_or(min), is_whole),
            unit: unit(field.unit),
            default: default.as_f64().unwrap_or(min),
            is_whole,
        }),
        // Absent is a value of its own, so it is typed: an empty field clears it.
        FieldKind::OptionalNumber { min, max, is_whole } => FieldValue::Text {
            value: now.as_f64().map_or_else(String::new, |n| n.to_string()),
            bounds: Some(Bounds { min, max, is_whole }),
        },
        FieldKind::Bool => FieldValue::Bool {
            value: now.as_bool().unwrap_or(false),
            default: default.as_bool().unwrap_or(false),
        },
        FieldKind::Choice(_) | FieldKind::Suggested(_) | FieldKind::Metric => {
            let place = |v: &Value| words.iter().position(|w| Some(w.as_str()) == v.as_str());
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
            bounds: None,
        },
        FieldKind::Structure => return None,
    })
}

fn step(max: f64, default: f64, is_whole: bool) -> f64 {
    match is_whole {
        true => 1.0,
        false if default > 0.0 && default < 1.0 => 0.01,
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
    let drawn = document.part(part)?;
    let params = drawn.params()?;
    let field = params.fields().iter().find(|f| f.path == path)?;
    let value = match (edit, field.kind) {
        (FieldEdit::Number(n), _) => Value::from(*n),
        (FieldEdit::Bool(b), _) => Value::from(*b),
        (
            FieldEdit::Choice(n),
            FieldKind::Choice(_) | FieldKind::Suggested(_) | FieldKind::Metric,
        ) => {
            let value = params.to_value();
            let now = field::get(&value, path).unwrap_or(&Value::Null);
            Value::from(options(document, drawn, field, now).get(*n)?.as_str())
        }
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

/// What the policy editor of a group shows; `None` for everything else.
fn policy_view(session: &Session, group: PartId, look: Look) -> Option<PolicyView> {
    let document = session.board();
    if !matches!(document.params(group)?, Params::AutoScalingGroup(_)) {
        return None;
    }
    let mut view = PolicyView {
        kind: None,
        policies: Vec::new(),
        metrics: Vec::new(),
        lines: Vec::new(),
        ladders: Vec::new(),
        adjustments: Vec::new(),
        schedules: Vec::new(),
        metric: Some(instance::metrics::CPU_UTILIZATION),
        has_series: false,
    };
    for part in document.scaling_parts(group) {
        let name = part_name(session, part.id);
        match part.params() {
            Some(Params::ScalingPolicy(policy)) => {
                view.policies.push(PolicyRow {
                    id: NodeId(part.id.0),
                    name: name.clone(),
                    kind: policy_kind(policy.policy_type),
                    metric: followed(document, group, part.id, policy),
                });
                match policy.policy_type {
                    policy::PolicyType::TargetTrackingScaling => {
                        tracking_lines(part.id, name, policy, &mut view.lines);
                    }
                    policy::PolicyType::StepScaling => {
                        view.ladders
                            .push(ladder(document, group, part.id, name, policy));
                    }
                    policy::PolicyType::SimpleScaling => view
                        .adjustments
                        .push((name, format!("{}:ScalingAdjustment", part.id.0))),
                }
            }
            Some(Params::Alarm(alarm)) => {
                view.lines.push(LineView {
                    metric: Metric::named(&alarm.metric_name),
                    path: format!("{}:Threshold", part.id.0),
                    name,
                    value: alarm.threshold,
                    kind: match alarm.operator.is_greater() {
                        true => LineKind::High,
                        false => LineKind::Low,
                    },
                });
            }
            Some(Params::ScheduledAction(action)) => {
                let size = format!("{}:DesiredCapacity", part.id.0);
                view.adjustments.push((name.clone(), size));
                view.schedules
                    .push(schedule_view(session, part.id, name, action, look));
            }
            _ => {}
        }
    }
    let scheduled = (!view.schedules.is_empty()).then_some(PolicyKind::Scheduled);
    view.kind = view.policies.first().map(|p| p.kind).or(scheduled);
    let followed = view.policies.iter().filter_map(|p| p.metric);
    let watched = view.lines.iter().map(|l| l.metric);
    for metric in followed.chain(watched) {
        if !view.metrics.contains(&metric) {
            view.metrics.push(metric);
        }
    }
    let cpu = Some(instance::metrics::CPU_UTILIZATION);
    if view.metrics.is_empty() {
        view.metrics.push(cpu);
    }
    // The CPU comes first: it is what most policies follow, and what the timeline shows.
    if let Some(place) = view.metrics.iter().position(|m| *m == cpu) {
        view.metrics.swap(0, place);
    }
    view.metric = view.metrics.first().copied().unwrap_or(cpu);
    // The series holds the CPU of the first group.
    let first_group = document
        .parts
        .iter()
        .find(|p| p.kind() == Some(KindId::AutoScalingGroup));
    let is_cpu = view.metric == Some(instance::metrics::CPU_UTILIZATION);
    view.has_series = is_cpu && first_group.is_some_and(|p| p.id == group);
    Some(view)
}

/// The first alarm of the group that invokes a policy.
fn invoking(document: &Document, group: PartId, policy: PartId) -> Option<&alarm::Params> {
    document
        .scaling_parts(group)
        .find_map(|a| match a.params() {
            Some(Params::Alarm(alarm)) if alarm.actions.contains(&policy) => Some(alarm),
            _ => None,
        })
}

/// The metric that a policy follows, by itself or through its alarm.
fn followed(
    document: &Document,
    group: PartId,
    id: PartId,
    policy: &policy::Params,
) -> Option<Followed> {
    match policy.policy_type {
        policy::PolicyType::TargetTrackingScaling => Some(tracked_metric(policy)),
        _ => invoking(document, group, id).map(|a| Metric::named(&a.metric_name)),
    }
}

fn tracking_lines(id: PartId, name: String, policy: &policy::Params, lines: &mut Vec<LineView>) {
    let Some(target) = policy.tracking.as_ref().and_then(|t| t.target_value) else {
        return;
    };
    let metric = tracked_metric(policy);
    lines.push(LineView {
        metric,
        path: format!("{}:TargetTrackingConfiguration/TargetValue", id.0),
        name: name.clone(),
        value: target,
        kind: LineKind::Target,
    });
    lines.push(LineView {
        metric,
        path: format!("{}:low_ratio", id.0),
        name,
        value: target * policy.low_ratio,
        kind: LineKind::Derived,
    });
}

/// The steps of a policy, with the threshold of the first alarm that invokes it.
fn ladder(
    document: &Document,
    group: PartId,
    id: PartId,
    name: String,
    policy: &policy::Params,
) -> LadderView {
    let invoked_by = invoking(document, group, id);
    let steps = policy.steps.iter().map(|s| StepView {
        low: s.metric_interval_lower_bound,
        high: s.metric_interval_upper_bound,
        adjustment: s.scaling_adjustment,
    });
    LadderView {
        policy: NodeId(id.0),
        metric: invoked_by.map_or(Some(instance::metrics::CPU_UTILIZATION), |a| {
            Metric::named(&a.metric_name)
        }),
        name,
        threshold: invoked_by.map(|a| a.threshold),
        is_percent: policy.adjustment_type == Some(AdjustmentType::PercentChangeInCapacity),
        steps: steps.collect(),
    }
}

/// Firing times shown of an action.
const FIRINGS: usize = 5;

fn schedule_view(
    session: &Session,
    id: PartId,
    name: String,
    action: &scheduled_action::Params,
    look: Look,
) -> ScheduleView {
    let simulation = session.simulation();
    let now_s = simulation.control().calendar.unix_s(simulation.now());
    let mut next = Vec::new();
    if let Some(schedule) = action.schedule() {
        let mut at = schedule.first(now_s);
        while let Some(unix_s) = at.filter(|_| next.len() < FIRINGS) {
            let left_s = u64::try_from(unix_s - now_s).unwrap_or(0);
            // Whole minutes: a second more or less says nothing about a calendar.
            let left_s = left_s.div_ceil(60) * 60;
            next.push((local_time(unix_s, &schedule.zone, look.lang), left_s));
            at = schedule.next_after(unix_s);
        }
    }
    ScheduleView {
        action: NodeId(id.0),
        name,
        recurrence: action.recurrence.clone().unwrap_or_default(),
        zone: action.time_zone.clone(),
        next,
        is_locked: look.is_locked,
    }
}

/// `3월 2일(월) 11:50 KST` or `Mon 2 Mar 11:50 KST`.
fn local_time(unix_s: i64, zone: &TimeZone, lang: Lang) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let local_s = unix_s + zone.offset_at(unix_s);
    let day = local_s.div_euclid(DAY_S);
    let date = civil_from_days(day);
    let (minute, weekday) = (local_s.rem_euclid(DAY_S) / 60, weekday(day) as usize);
    let clock = format!(
        "{:02}:{:02} {}",
        minute / 60,
        minute % 60,
        zone.abbreviation_at(unix_s)
    );
    match lang {
        Lang::Ko => {
            let name = ["일", "월", "화", "수", "목", "금", "토"].get(weekday);
            let name = name.copied().unwrap_or_default();
            format!("{}월 {}일({name}) {clock}", date.month, date.day)
        }
        Lang::En => {
            let name = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].get(weekday);
            let month = MONTHS.get(usize::from(date.month).wrapping_sub(1));
            let (name, month) = (
                name.copied().unwrap_or_default(),
                month.copied().unwrap_or_default(),
            );
            format!("{name} {} {month} {clock}", date.day)
        }
    }
}
