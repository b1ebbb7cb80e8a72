//! Random boards, edits and incidents: all kinds, legal and half-wired, values up to their limits.

use crate::dice::Dice;
use serde_json::{Map, Value, json};
use swell_core::base::id::{InstanceId, LinkId, PartId, ZoneId};
use swell_core::document::command::{Command, Fragment};
use swell_core::document::{Document, Link, Part, ZoneKind};
use swell_core::engine::fault::{Incident, InstanceFault};
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::contract::{Field, FieldKind};
use swell_core::kinds::{self, Params};

const PARTS_MAX: usize = 14;

/// Any JSON, small.
pub fn json_value(dice: &mut Dice, depth: usize) -> Value {
    const WORDS: &[&str] = &[
        "",
        "0",
        "Launch",
        "ELB",
        "id",
        "가\u{0}",
        "p95",
        "1e400",
        "*/5 * * * *",
    ];
    const NUMBERS: &[f64] = &[0.0, -1.0, 0.5, 1e308, -1e308, 4_294_967_296.0, 1e-300, 9e15];
    match dice.below(if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => Value::Bool(dice.chance(0.5)),
        2 => json!(dice.roll() as i64 >> dice.below(64)),
        3 => json!(dice.pick(NUMBERS)),
        4 => json!(dice.pick(WORDS)),
        5 => (0..dice.below(4))
            .map(|_| json_value(dice, depth - 1))
            .collect(),
        _ => {
            let entries = (0..dice.below(4)).map(|_| {
                let key = dice.pick(WORDS).copied().unwrap_or_default();
                (String::from(key), json_value(dice, depth - 1))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// A value that a field takes, with a liking for the ends of its range.
fn field_value(field: &Field, dice: &mut Dice) -> Value {
    let number = |dice: &mut Dice, min: f64, max: f64, is_whole: bool| {
        let value = match dice.below(6) {
            0 => min,
            1 => max,
            2 => min + (max - min) * dice.unit(),
            // Mostly small: most ranges are much longer than what people set.
            _ => (min + dice.unit() * 20.0).min(max),
        };
        json!(if is_whole { value.floor() } else { value })
    };
    match field.kind {
        FieldKind::Number { min, max, is_whole } => number(dice, min, max, is_whole),
        FieldKind::OptionalNumber { .. } if dice.chance(0.3) => Value::Null,
        FieldKind::OptionalNumber { min, max, is_whole } => number(dice, min, max, is_whole),
        FieldKind::Bool => json!(dice.chance(0.5)),
        FieldKind::Choice(words) => json!(dice.pick(words)),
        FieldKind::Text => json!(dice.pick(&["/", "/health", "200-299", "0 9 * * 1-5", "", "ELB"])),
        FieldKind::Structure => structure(field.path, dice),
    }
}

fn structure(path: &str, dice: &mut Dice) -> Value {
    let list = |dice: &mut Dice, words: &[&str]| -> Value {
        (0..dice.below(4))
            .map(|_| json!(dice.pick(words)))
            .collect()
    };
    match path {
        "StepAdjustments" => json!([
            { "MetricIntervalLowerBound": 0, "ScalingAdjustment": dice.below(9) as i64 - 4 },
            { "MetricIntervalUpperBound": 0, "ScalingAdjustment": dice.below(300) as i64 - 150 },
        ]),
        "SuspendedProcesses" => list(
            dice,
            &[
                "Launch",
                "Terminate",
                "HealthCheck",
                "AZRebalance",
                "AlarmNotification",
                "ScheduledActions",
                "AddToLoadBalancer",
                "ReplaceUnhealthy",
            ],
        ),
        "TerminationPolicies" => list(
            dice,
            &[
                "Default",
                "OldestInstance",
                "NewestInstance",
                "OldestLaunchTemplate",
                "ClosestToNextInstanceHour",
            ],
        ),
        "AlarmActions" => (0..dice.below(3))
            .map(|_| json!(10 + dice.below(30)))
            .collect(),
        "mix" => (0..dice.below(4))
            .map(|_| {
                json!({
                    "share": dice.unit() - 0.1, "cpu_factor": dice.unit() * 3.0,
                    "db_reads": dice.below(3), "db_writes": dice.below(256),
                })
            })
            .collect(),
        "trace" if dice.chance(0.5) => {
            let rps: Value = (0..dice.below(5))
                .map(|_| json!(dice.unit() * 50.0))
                .collect();
            json!({ "step_s": dice.unit() * 60.0, "rps": rps })
        }
        "trace" => {
            let points =
                (0..dice.below(5)).map(|_| json!([dice.unit() * 900.0, dice.unit() * 50.0]));
            json!({ "points": points.collect::<Value>() })
        }
        _ => json_value(dice, 2),
    }
}

/// Parameters of a kind, some of them set.
fn params(defaults: &Params, dice: &mut Dice) -> Params {
    use swell_core::document::field;
    let share = dice.unit() * 0.7;
    let mut params = defaults.clone();
    for field in defaults.fields() {
        if dice.chance(share)
            && let Ok(new) = field::set(&params, field.path, &field_value(field, dice))
        {
            params = new;
        }
    }
    params
}

/// A board. About half of its parts are wired as they should be.
pub fn document(seed: u64, dice: &mut Dice) -> Document {
    let mut zones = vec![json!({ "id": 1, "kind": "vpc", "cidr": "10.0.0.0/16" })];
    for az in 0..dice.below(4) as u32 {
        zones.push(json!({ "id": 2 + az * 2, "kind": "az", "parent": 1 }));
        zones.push(json!({ "id": 3 + az * 2, "kind": "subnet", "parent": 2 + az * 2 }));
    }
    let value = json!({ "format": 1, "seed": seed, "zones": zones,
        "preroll_s": dice.below(3) * 61, "metric_delay_s": dice.below(3) * 30 });
    let mut document = Document::from_value(value).expect("a board without parts");
    for id in 10..10 + 1 + dice.below(PARTS_MAX) as u32 {
        let part = part(PartId(id), &document, dice);
        document.parts.push(part);
    }
    for _ in 0..dice.below(2 * PARTS_MAX) {
        if let Some(command) = link(&document, dice) {
            let _ = document.apply(command);
        }
    }
    document
}

fn part(id: PartId, document: &Document, dice: &mut Dice) -> Part {
    // The first two are what makes anything move at all.
    let kind = match document.parts.len() {
        0 => "users",
        1 => "load_balancer",
        _ => dice.pick(Params::SPECS).map_or("station", |s| s.name),
    };
    let defaults = Params::defaults(kind).expect("a kind of the list");
    let mut part = Part::new(id, params(&defaults, dice));
    let owners: Vec<PartId> = document
        .parts
        .iter()
        .filter(|p| defaults.spec().of.contains(&p.kind()))
        .map(|p| p.id)
        .collect();
    if dice.chance(0.9) {
        part.of = dice.pick(&owners).copied();
    }
    if defaults.spec().has_zones {
        part.zones = some_subnets(document, dice);
    }
    part
}

fn some_subnets(document: &Document, dice: &mut Dice) -> Vec<ZoneId> {
    let subnets = document.zones.iter().filter(|z| z.kind == ZoneKind::Subnet);
    subnets.filter(|_| dice.chance(0.8)).map(|z| z.id).collect()
}

fn link(document: &Document, dice: &mut Dice) -> Option<Command> {
    let from = dice.pick(&document.parts)?.id;
    let to = dice.pick(&document.parts)?.id;
    let protocol = document.protocol_between(from, to)?;
    let id = LinkId(document.next_id());
    let extra = Map::new();
    Some(Command::add_link(
        document,
        Link {
            id,
            from,
            to,
            protocol,
            extra,
        },
    ))
}

/// An edit as a hand on the board could make it, or one that must be refused.
pub fn command(document: &Document, dice: &mut Dice) -> Command {
    let any = |dice: &mut Dice| {
        let id = dice.pick(&document.parts).map_or(PartId(10), |p| p.id);
        if dice.chance(0.02) { PartId(9_999) } else { id }
    };
    match dice.below(12) {
        0 => {
            let new = part(PartId(document.next_id()), document, dice);
            Command::add_part(document, new, Some(vec![1.5, 2.0]))
        }
        1 | 2 => link(document, dice).unwrap_or(Command::SetTitle(String::from("t"))),
        3 => {
            let mut ids: Vec<u32> = (0..1 + dice.below(2)).map(|_| any(dice).0).collect();
            ids.extend(
                dice.pick(&document.links)
                    .map(|l| l.id.0)
                    .filter(|_| dice.chance(0.3)),
            );
            ids.extend(
                dice.pick(&document.zones)
                    .map(|z| z.id.0)
                    .filter(|_| dice.chance(0.1)),
            );
            Command::Remove { ids }
        }
        4 => Command::Move {
            places: vec![
                (any(dice).0, Some(vec![dice.unit(), 3.0])),
                (any(dice).0, None),
            ],
        },
        5 => Command::Rename {
            part: any(dice),
            name: dice.chance(0.5).then(|| String::from("n")),
        },
        6 => Command::SetZones {
            part: any(dice),
            zones: some_subnets(document, dice),
        },
        7 => Command::Add(Box::new(Fragment {
            // An id that is taken, or a free one.
            parts: vec![(
                dice.below(9),
                Part::new(
                    PartId(10 + dice.below(60) as u32),
                    params(&Params::Station(Default::default()), dice),
                ),
            )],
            ..Fragment::default()
        })),
        8 => Command::All(
            (0..dice.below(4))
                .map(|_| command(document, dice))
                .collect(),
        ),
        _ => set_field(document, any(dice), dice),
    }
}

fn set_field(document: &Document, part: PartId, dice: &mut Dice) -> Command {
    let fields = document.params(part).map_or(&[][..], Params::fields);
    let field = dice.pick(fields);
    let path = field.map_or("nothing", |f| f.path).to_owned();
    let value = match field {
        Some(field) if dice.chance(0.7) => field_value(field, dice),
        _ => json_value(dice, 2),
    };
    Command::SetField { part, path, value }
}

pub fn incident(simulation: &Simulation, document: &Document, dice: &mut Dice) -> Incident {
    let part = dice.pick(&document.parts).map_or(PartId(10), |p| p.id);
    let zone = dice.pick(&document.zones).map_or(ZoneId(1), |z| z.id);
    match dice.below(12) {
        0 => Incident::Surge { users: part },
        1 => Incident::ZoneDown { zone },
        2 => Incident::ZoneUp { zone },
        3 => Incident::DatabaseDown { database: part },
        4 => Incident::DatabaseUp { database: part },
        5 => Incident::CapacityOff { zone },
        6 => Incident::CapacityOn { zone },
        7 => Incident::MetricsOff { group: part },
        8 => Incident::MetricsOn { group: part },
        _ => {
            let instances: Vec<InstanceId> = simulation
                .parts()
                .iter()
                .filter_map(|p| match p {
                    kinds::Part::Instance(instance) => Some(instance.id),
                    _ => None,
                })
                .collect();
            let instance = dice.pick(&instances).copied();
            let instance = instance.unwrap_or(InstanceId {
                owner: part,
                serial: 1,
            });
            let fault = *dice.pick(InstanceFault::ALL).expect("faults");
            Incident::Instance { instance, fault }
        }
    }
}
