//! What a verb means for the document: parts with what belongs to them, wires with their protocol,
//! copies, policies of another kind. Pure: a document in, a command out.

use super::model::{Kind, PolicyKind};
use crate::geometry::Point;
use crate::i18n::Lang;
use serde_json::{Value, json};
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

fn is_subnet(document: &Document, zone: ZoneId) -> bool {
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
        extra: serde_json::Map::new(),
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
        extra: serde_json::Map::new(),
    };
    commands.push(Command::add_link(document, link));
    Some(Command::All(commands))
}

/// Takes the wire between two standing parts away.
pub fn unlink(document: &Document, from: PartId, to: PartId) -> Option<Command> {
    let stands_for = |id: PartId| document.part(id).and_then(|p| p.of).unwrap_or(id);
    let is_it = |l: &&Link| stands_for(l.from) == from && stands_for(l.to) == to;
    let link = document.links.iter().find(is_it)?;
    Some(Command::Remove {
        ids: vec![link.id.0],
    })
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
        PolicyKind::Predictive => return None,
    }
    Some(Command::All(vec![
        Command::Remove { ids: old },
        Command::Add(Box::new(fragment)),
    ]))
}
