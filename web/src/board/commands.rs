//! What a verb means for the document: parts with what belongs to them, wires with their protocol,
//! copies, policies of another kind. Pure: a document in, a command out.

use super::model::{Kind, PolicyKind, StepView};
use crate::geometry::Point;
use crate::i18n::Lang;
use crate::i18n::policy::PolicyWords;
use crate::import::aws_json::{self, Import};
use serde_json::{Map, Value, json};
use swell_core::base::id::{LinkId, PartId, ZoneId};
use swell_core::document::command::{Command, Fragment};
use swell_core::document::{Document, Link, Part, Zone, ZoneKind};
use swell_core::kinds::Params;

/// The title of a board: its own, or the ready-made board's.
pub fn title(own: String, preset: &str, lang: Lang) -> String {
    match lang.preset_title(preset) {
        Some((title, _)) if own.is_empty() => title.to_owned(),
        _ => own,
    }
}

fn word(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Users => "users",
        Kind::Route53 => "route53",
        Kind::LoadBalancer => "load_balancer",
        Kind::AutoScalingGroup => "auto_scaling_group",
        Kind::Instance => "instance",
        Kind::Database => "database",
        Kind::TargetGroup => "target_group",
        Kind::LaunchTemplate => "launch_template",
        Kind::ScalingPolicy => "scaling_policy",
        Kind::ScheduledAction => "scheduled_action",
        Kind::Alarm => "alarm",
        Kind::Unknown => return None,
    })
}

fn params(kind: &str, given: Value) -> Option<Params> {
    let defaults = Params::defaults(kind)?;
    let mut value = defaults.to_value();
    for (key, new) in given.as_object()? {
        value.as_object_mut()?.insert(key.clone(), new.clone());
    }
    defaults.parse_like(value).ok()
}

/// Hands out ids that the document has never used.
struct Ids(u32);

impl Ids {
    fn take(&mut self) -> u32 {
        self.0 += 1;
        self.0 - 1
    }
}

/// A new part where it makes sense, with what it needs to work: a balancer with a target group, a
/// group with a launch template and a policy. Zones are drawn when the board has none.
pub fn place(
    document: &Document,
    kind: Kind,
    at: Option<Point>,
    zone: Option<ZoneId>,
) -> Option<(Command, PartId)> {
    let kind_word = word(kind)?;
    let mut ids = Ids(document.next_id());
    let mut fragment = Fragment::default();
    let id = PartId(ids.take());
    let mut part = Part::new(id, params(kind_word, first_params(kind))?);
    if Params::defaults(kind_word)?.spec().has_zones {
        let subnets = subnets(document, &mut fragment, &mut ids, kind);
        part.zones = match (kind, zone) {
            (Kind::Instance, Some(zone)) if is_subnet(document, zone) => vec![zone],
            (Kind::Instance, _) => subnets.into_iter().take(1).collect(),
            _ => subnets,
        };
    }
    let mut parts = vec![part];
    for (child, given) in children(kind) {
        let mut one = Part::new(PartId(ids.take()), params(child, given)?);
        one.of = Some(id);
        parts.push(one);
    }
    let first = document.parts.len();
    fragment.parts = parts
        .into_iter()
        .enumerate()
        .map(|(n, p)| (first + n, p))
        .collect();
    if let Some(at) = at {
        fragment
            .places
            .push((id.0, vec![at.x.round(), at.y.round()]));
    }
    Some((Command::Add(Box::new(fragment)), id))
}

fn first_params(kind: Kind) -> Value {
    match kind {
        Kind::AutoScalingGroup => json!({
            "MinSize": 2, "MaxSize": 4, "DesiredCapacity": 2,
            "HealthCheckType": "ELB", "DefaultInstanceWarmup": 120,
        }),
        Kind::Instance => json!({ "Monitoring": { "Enabled": true }, "bootstrap_s": 10 }),
        _ => json!({}),
    }
}

fn children(kind: Kind) -> Vec<(&'static str, Value)> {
    match kind {
        Kind::LoadBalancer => vec![(
            "target_group",
            json!({
                "HealthCheckPath": "/health", "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 3,
            }),
        )],
        Kind::AutoScalingGroup => vec![
            (
                "launch_template",
                json!({ "Monitoring": { "Enabled": true }, "bootstrap_s": 10 }),
            ),
            ("scaling_policy", tracking(50.0)),
        ],
        _ => Vec::new(),
    }
}

fn tracking(target: f64) -> Value {
    json!({
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingConfiguration": {
            "PredefinedMetricSpecification": { "PredefinedMetricType": "ASGAverageCPUUtilization" },
            "TargetValue": target,
            "DisableScaleIn": false,
        },
    })
}

pub fn is_subnet(document: &Document, zone: ZoneId) -> bool {
    document
        .zone(zone)
        .is_some_and(|z| z.kind == ZoneKind::Subnet)
}

/// Subnets for a part of this kind: public ones for balancers, the last private ones for
/// databases, the first private ones for servers. Draws a VPC with two zones where there is none.
fn subnets(document: &Document, fragment: &mut Fragment, ids: &mut Ids, kind: Kind) -> Vec<ZoneId> {
    let mut zones: Vec<Zone> = document.zones.clone();
    if !zones.iter().any(|z| z.kind == ZoneKind::Subnet) {
        let drawn = network(ids);
        fragment.zones = drawn.iter().cloned().enumerate().collect();
        zones = drawn;
    }
    let azs: Vec<Option<ZoneId>> = {
        let mut azs: Vec<Option<ZoneId>> = Vec::new();
        for zone in zones.iter().filter(|z| z.kind == ZoneKind::Subnet) {
            if !azs.contains(&zone.parent) {
                azs.push(zone.parent);
            }
        }
        azs
    };
    let pick = |az: &Option<ZoneId>| {
        let here = zones
            .iter()
            .filter(|z| z.kind == ZoneKind::Subnet && z.parent == *az);
        let public: Vec<&Zone> = here.clone().filter(|z| z.is_public).collect();
        let private: Vec<&Zone> = here.clone().filter(|z| !z.is_public).collect();
        let found = match kind {
            Kind::LoadBalancer => public.first().or(private.first()),
            Kind::Database => private.last().or(public.last()),
            _ => private.first().or(public.first()),
        };
        found.map(|z| z.id)
    };
    azs.iter().filter_map(pick).collect()
}

/// A VPC with two zones, each with a public, an application and a data subnet.
fn network(ids: &mut Ids) -> Vec<Zone> {
    let zone = |id, kind, parent, name: Option<&str>, cidr: Option<String>, is_public| Zone {
        id,
        kind,
        parent,
        name: name.map(str::to_owned),
        cidr,
        is_public,
        extra: Map::new(),
    };
    let vpc = ZoneId(ids.take());
    let block = Some("10.0.0.0/16".to_owned());
    let mut zones = vec![zone(vpc, ZoneKind::Vpc, None, None, block, false)];
    for (n, name) in ["a", "c"].into_iter().enumerate() {
        let az = ZoneId(ids.take());
        zones.push(zone(az, ZoneKind::Az, Some(vpc), Some(name), None, false));
        for (tier, is_public) in [(0, true), (10, false), (20, false)] {
            let cidr = Some(format!("10.0.{}.0/24", tier + n));
            let id = ZoneId(ids.take());
            zones.push(zone(id, ZoneKind::Subnet, Some(az), None, cidr, is_public));
        }
    }
    zones
}

/// A wire between two standing parts. A balancer's wires start at its target group.
/// `None`: no protocol joins the two.
pub fn link(document: &Document, from: PartId, to: PartId) -> Option<Command> {
    let mut ids = Ids(document.next_id());
    let mut commands = Vec::new();
    let mut start = from;
    if matches!(document.params(from), Some(Params::LoadBalancer(_))) {
        let group = document
            .children(from)
            .find(|c| c.kind() == "target_group")
            .map(|c| c.id);
        start = match group {
            Some(group) => group,
            None => {
                let id = PartId(ids.take());
                let mut part = Part::new(id, params("target_group", json!({}))?);
                part.of = Some(from);
                commands.push(Command::add_part(document, part, None));
                id
            }
        };
    }
    let offers = match document.params(start) {
        Some(params) => params.spec().offers,
        None => Params::defaults("target_group")?.spec().offers,
    };
    let accepts = document.params(to)?.spec().accepts;
    let protocol = offers.iter().copied().find(|p| accepts.contains(p))?;
    let id = LinkId(ids.take());
    let link = Link {
        id,
        from: start,
        to,
        protocol,
        extra: Map::new(),
    };
    commands.push(Command::add_link(document, link));
    Some(Command::All(commands))
}

/// A subnet of a part on or off. What stands in one subnet moves; the last of several stays.
pub fn switch_subnet(
    document: &Document,
    part: PartId,
    zone: ZoneId,
    is_on: bool,
) -> Option<Command> {
    let found = document.part(part)?;
    let mut zones = found.zones.clone();
    if lives_in_one(found) {
        return carry_into(document, part, zone);
    }
    zones.retain(|z| *z != zone);
    if is_on {
        zones.push(zone);
        zones.sort_unstable();
    }
    (!zones.is_empty()).then_some(Command::SetZones { part, zones })
}

/// A server stands in one subnet; of a database's, the first is where it works.
fn lives_in_one(part: &Part) -> bool {
    matches!(part.kind(), "instance" | "database")
}

/// Moves what stands in one subnet into another; a database's standby stays in a zone of its own.
pub fn carry_into(document: &Document, part: PartId, zone: ZoneId) -> Option<Command> {
    let found = document.part(part).filter(|p| lives_in_one(p))?;
    if found.zones.first() == Some(&zone) {
        return None;
    }
    let az = |zone: ZoneId| document.zone(zone).and_then(|z| z.parent);
    let mut zones = vec![zone];
    // The subnet that was left takes the standby when the standby's own zone was entered.
    let mut rest = found.zones.iter().rev().filter(|z| az(**z) != az(zone));
    if found.zones.len() > 1 {
        zones.extend(rest.next());
    }
    Some(Command::SetZones { part, zones })
}

/// Copies of parts with what belongs to them, a little lower and to the right.
pub fn duplicate(
    document: &Document,
    chosen: &[PartId],
    places: &[(PartId, Point)],
) -> Option<Command> {
    const OFFSET: f64 = 40.0;
    let mut ids = Ids(document.next_id());
    let mut fragment = Fragment::default();
    let mut renamed: Vec<(PartId, PartId)> = Vec::new();
    let belongs = |p: &&Part| chosen.contains(&p.id) || p.of.is_some_and(|of| chosen.contains(&of));
    for part in document.parts.iter().filter(belongs) {
        let id = PartId(ids.take());
        renamed.push((part.id, id));
        let mut copy = part.clone();
        copy.id = id;
        fragment
            .parts
            .push((document.parts.len() + fragment.parts.len(), copy));
        if let Some((_, at)) = places.iter().find(|(p, _)| *p == part.id) {
            fragment
                .places
                .push((id.0, vec![at.x + OFFSET, at.y + OFFSET]));
        }
    }
    let new = |old: PartId| renamed.iter().find(|(o, _)| *o == old).map(|(_, n)| *n);
    for (_, part) in &mut fragment.parts {
        part.of = part.of.map(|of| new(of).unwrap_or(of));
        if let swell_core::document::Content::Known(Params::Alarm(alarm)) = &mut part.content {
            for action in &mut alarm.actions {
                *action = new(*action).unwrap_or(*action);
            }
        }
    }
    (!fragment.parts.is_empty()).then(|| Command::All(vec![Command::Add(Box::new(fragment))]))
}

/// Replaces a group's policies and alarms by the usual set of another kind (spec 1.8, E-items).
pub fn set_policy(document: &Document, group: PartId, kind: PolicyKind) -> Option<Command> {
    let mut ids = Ids(document.next_id());
    let is_old = |p: &&Part| matches!(p.kind(), "scaling_policy" | "alarm" | "scheduled_action");
    let old: Vec<u32> = document
        .children(group)
        .filter(is_old)
        .map(|p| p.id.0)
        .collect();
    let mut fragment = Fragment::default();
    let mut add = |word: &str, name: &str, given: Value| -> Option<u32> {
        let id = ids.take();
        let mut part = Part::new(PartId(id), params(word, given)?);
        part.of = Some(group);
        part.name = Some(name.to_owned());
        fragment.parts.push((usize::MAX, part));
        Some(id)
    };
    let low = |policy: u32| {
        json!({
            "Threshold": 30, "ComparisonOperator": "LessThanOrEqualToThreshold",
            "EvaluationPeriods": 15, "AlarmActions": [policy],
        })
    };
    match kind {
        PolicyKind::TargetTracking => {
            add("scaling_policy", "cpu-target", tracking(50.0))?;
        }
        PolicyKind::Step => {
            let out = add(
                "scaling_policy",
                "cpu-out",
                json!({
                    "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
                    "StepAdjustments": [
                        { "MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 15, "ScalingAdjustment": 1 },
                        { "MetricIntervalLowerBound": 15, "ScalingAdjustment": 2 },
                    ],
                }),
            )?;
            let inward = add(
                "scaling_policy",
                "cpu-in",
                json!({
                    "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
                    "StepAdjustments": [{ "MetricIntervalUpperBound": 0, "ScalingAdjustment": -1 }],
                }),
            )?;
            add("alarm", "cpu-high", json!({ "AlarmActions": [out] }))?;
            add("alarm", "cpu-low", low(inward))?;
        }
        PolicyKind::Simple => {
            let simple = |adjustment: i32| {
                json!({
                    "PolicyType": "SimpleScaling", "AdjustmentType": "ChangeInCapacity",
                    "ScalingAdjustment": adjustment,
                })
            };
            let out = add("scaling_policy", "cpu-out", simple(1))?;
            let inward = add("scaling_policy", "cpu-in", simple(-1))?;
            add("alarm", "cpu-high", json!({ "AlarmActions": [out] }))?;
            add("alarm", "cpu-low", low(inward))?;
        }
        PolicyKind::Scheduled => {
            add(
                "scheduled_action",
                "lunch-start",
                json!({
                    "Recurrence": "50 11 * * 1-5", "TimeZone": "Asia/Seoul", "DesiredCapacity": 4,
                }),
            )?;
            add(
                "scheduled_action",
                "lunch-end",
                json!({
                    "Recurrence": "30 13 * * 1-5", "TimeZone": "Asia/Seoul", "DesiredCapacity": 2,
                }),
            )?;
        }
    }
    Some(Command::All(vec![
        Command::Remove { ids: old },
        Command::Add(Box::new(fragment)),
    ]))
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
    let given =
        json!({ "Recurrence": "0 9 * * 1-5", "TimeZone": "Asia/Seoul", "DesiredCapacity": 2 });
    let mut part = Part::new(
        PartId(document.next_id()),
        params("scheduled_action", given)?,
    );
    part.of = Some(group);
    part.name = Some(format!("scheduled-{}", part.id.0));
    Some(Command::add_part(document, part, None))
}

/// What an import becomes.
pub struct Imported {
    pub command: Option<Command>,
    /// Pieces that the playground does not run.
    pub skipped: Vec<String>,
}

/// Policies, alarms and scheduled actions of a pasted text as parts of a group, as one command.
/// Errors: what could not become a part, by its name, with nothing changed.
pub fn import(
    document: &Document,
    group: PartId,
    found: &Import,
    is_replacing: bool,
    lang: Lang,
) -> Result<Imported, Vec<String>> {
    let mut ids = Ids(document.next_id());
    let mut fragment = Fragment::default();
    let mut errors = Vec::new();
    let mut skipped = Vec::new();
    let mut policies: Vec<Option<u32>> = Vec::new();
    let mut add = |word: &str, name: Option<&String>, given: &Map<String, Value>| {
        let mut value = Params::defaults(word)
            .map(|p| p.to_value())
            .unwrap_or_default();
        if let Some(map) = value.as_object_mut() {
            map.extend(given.iter().map(|(k, v)| (k.clone(), v.clone())));
        }
        let read = Params::defaults(word)?.parse_like(value);
        match read {
            Ok(params) => {
                let id = ids.take();
                let mut part = Part::new(PartId(id), params);
                part.of = Some(group);
                part.name = name.cloned();
                fragment.parts.push((usize::MAX, part));
                Some(id)
            }
            Err(error) => {
                let fault = swell_core::document::field::FieldFault::WrongForm {
                    detail: error.to_string(),
                };
                let name = name.map_or(word, String::as_str);
                errors.push(format!("{name}: {}", lang.field_fault(&fault)));
                None
            }
        }
    };
    for policy in &found.policies {
        if policy.kind == aws_json::PolicyKind::PredictiveScaling {
            let name = policy.name.clone().unwrap_or_default();
            skipped.push(format!(
                "{}: {name}",
                PolicyWords::of(lang).import_predictive
            ));
            policies.push(None);
            continue;
        }
        policies.push(add("scaling_policy", policy.name.as_ref(), &policy.params));
    }
    for alarm in &found.alarms {
        let mut given = alarm.params.clone();
        let invoked = alarm.policies.iter();
        let actions: Value = invoked
            .filter_map(|n| policies.get(*n).copied().flatten())
            .collect();
        given.insert("AlarmActions".to_owned(), actions);
        add("alarm", alarm.name.as_ref(), &given);
    }
    for action in &found.scheduled {
        let mut given = action.params.clone();
        // Without a recurrence it runs once, at its start.
        given.entry("Recurrence".to_owned()).or_insert(Value::Null);
        add("scheduled_action", action.name.as_ref(), &given);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    if fragment.parts.is_empty() {
        return Ok(Imported {
            command: None,
            skipped,
        });
    }
    let mut commands = Vec::new();
    if is_replacing {
        // Policies and their alarms go together; scheduled actions only for scheduled actions.
        let has = |kind: &str| fragment.parts.iter().any(|(_, p)| p.kind() == kind);
        let has_policies = has("scaling_policy") || has("alarm");
        let has_scheduled = has("scheduled_action");
        let is_old = |p: &&Part| match p.kind() {
            "scaling_policy" => has("scaling_policy"),
            "alarm" => has_policies,
            "scheduled_action" => has_scheduled,
            _ => false,
        };
        let ids = document.children(group).filter(is_old).map(|p| p.id.0);
        commands.push(Command::Remove { ids: ids.collect() });
    }
    commands.push(Command::Add(Box::new(fragment)));
    Ok(Imported {
        command: Some(Command::All(commands)),
        skipped,
    })
}

/// A group's policies, alarms and scheduled actions in the form of the API's `describe-…` calls.
pub fn aws_json(document: &Document, group: PartId) -> String {
    let name = |part: &Part| {
        let own = part.name.clone();
        own.unwrap_or_else(|| format!("{}-{}", part.kind(), part.id.0))
    };
    let group_name = document.part(group).map(name).unwrap_or_default();
    // AWS makes account, region and id anew; the importer matches by the policy's name.
    let arn = |policy: &Part| {
        format!(
            "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:{:08}-0000-0000-0000-000000000000:autoScalingGroupName/{group_name}:policyName/{}",
            policy.id.0,
            name(policy)
        )
    };
    let (mut policies, mut alarms, mut scheduled) = (Vec::new(), Vec::new(), Vec::new());
    for part in document.children(group) {
        let Some(params) = part.params() else {
            continue;
        };
        let mut given = match params.to_value() {
            Value::Object(map) => map,
            _ => continue,
        };
        given.retain(|key, v| {
            let is_empty = v.is_null() || v.as_array().is_some_and(Vec::is_empty);
            !is_empty && key.starts_with(|c: char| c.is_ascii_uppercase())
        });
        let mut one = Map::new();
        match params {
            Params::ScalingPolicy(policy) => {
                use swell_core::kinds::policy::PolicyType;
                if policy.policy_type == PolicyType::TargetTrackingScaling {
                    given.remove("MetricAggregationType");
                } else {
                    given.remove("TargetTrackingConfiguration");
                }
                one.insert("PolicyName".to_owned(), name(part).into());
                one.insert("PolicyARN".to_owned(), arn(part).into());
                one.insert("AutoScalingGroupName".to_owned(), group_name.clone().into());
                one.append(&mut given);
                policies.push(Value::Object(one));
            }
            Params::Alarm(alarm) => {
                one.insert("AlarmName".to_owned(), name(part).into());
                one.insert("Namespace".to_owned(), "AWS/EC2".into());
                let dimension = json!({ "Name": "AutoScalingGroupName", "Value": group_name });
                one.insert("Dimensions".to_owned(), vec![dimension].into());
                one.append(&mut given);
                let invoked = alarm.actions.iter().filter_map(|id| document.part(*id));
                one.insert("AlarmActions".to_owned(), invoked.map(arn).collect());
                alarms.push(Value::Object(one));
            }
            Params::ScheduledAction(_) => {
                one.insert("ScheduledActionName".to_owned(), name(part).into());
                one.insert("AutoScalingGroupName".to_owned(), group_name.clone().into());
                one.append(&mut given);
                scheduled.push(Value::Object(one));
            }
            _ => {}
        }
    }
    let mut all = Map::new();
    for (key, list) in [
        ("ScalingPolicies", policies),
        ("MetricAlarms", alarms),
        ("ScheduledUpdateGroupActions", scheduled),
    ] {
        if !list.is_empty() {
            all.insert(key.to_owned(), list.into());
        }
    }
    serde_json::to_string_pretty(&all).unwrap_or_default()
}
