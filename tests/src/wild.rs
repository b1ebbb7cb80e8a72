//! Random boards, edits and injections: all kinds, legal and half-wired, values up to their limits.

use crate::dice::Dice;
use serde_json::{Map, Value, json};
use swell_core::base::id::{InstanceId, LinkId, PartId};
use swell_core::contract::Level;
use swell_core::contract::{Field, FieldKind, Protocol};
use swell_core::document::command::{Command, Fragment};
use swell_core::document::{Document, Link, Part, field};
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::{KindId, Params};
use swell_core::world::metric::Metric;

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
        // Mostly what is known; an alarm's statistic is a word or a percentile.
        FieldKind::Suggested(words) | FieldKind::Type(words) if dice.chance(0.8) => {
            json!(dice.pick(words))
        }
        FieldKind::Metric if dice.chance(0.8) => {
            let names: Vec<_> = Metric::all().map(Metric::name).collect();
            json!(dice.pick(&names))
        }
        FieldKind::Suggested(_) | FieldKind::Type(_) | FieldKind::Metric => {
            json!(dice.pick(&["p99.9", "x9z.huge", "Orders", ""]))
        }
        FieldKind::Text => {
            json!(dice.pick(&["/", "/health", "200-299", "0 9 * * 1-5", "", "10.0.0.0/16"]))
        }
        FieldKind::Records(fields) => (0..dice.below(4))
            .map(|_| {
                let mut record = json!({});
                for field in fields {
                    if dice.chance(0.7) {
                        let value = field::whole(&field_value(field, dice));
                        field::put(&mut record, field.path, value);
                    }
                }
                record
            })
            .collect(),
        FieldKind::Structure | FieldKind::Part(_) | FieldKind::Parts(_) => {
            structure(field.path, dice)
        }
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
            let mut times: Vec<f64> = (0..dice.below(5)).map(|_| dice.unit() * 900.0).collect();
            // Now and then as no file may have it.
            if dice.chance(0.9) {
                times.sort_by(f64::total_cmp);
            }
            let points = times.into_iter().map(|at| json!([at, dice.unit() * 50.0]));
            json!({ "points": points.collect::<Value>() })
        }
        _ => json_value(dice, 2),
    }
}

/// Parameters of a kind, some of them set.
fn params(defaults: &Params, dice: &mut Dice) -> Params {
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
    let standalone = document.parts.iter().filter(|p| p.level().is_none());
    let kind = match standalone.count() {
        0 => KindId::Users,
        1 => KindId::LoadBalancer,
        _ => dice.pick(KindId::ALL).copied().expect("kinds"),
    };
    let defaults = Params::defaults(kind);
    let mut part = Part::new(id, params(&defaults, dice));
    let owners: Vec<PartId> = document
        .parts
        .iter()
        .filter(|p| p.kind().is_some_and(|k| kind.may_belong_to(k)))
        .map(|p| p.id)
        .collect();
    if dice.chance(0.9) {
        part.of = dice.pick(&owners).copied();
    }
    if defaults.spec().place.is_in_subnets() {
        part.stands_in = some_subnets(document, dice);
    }
    part
}

fn some_subnets(document: &Document, dice: &mut Dice) -> Vec<PartId> {
    let subnets = document.frames(Level::Subnet);
    subnets.filter(|_| dice.chance(0.8)).map(|z| z.id).collect()
}

fn some_frame(document: &Document, dice: &mut Dice) -> Option<PartId> {
    let frames = document.parts.iter().filter(|p| p.level().is_some());
    let frames: Vec<PartId> = frames.map(|p| p.id).collect();
    dice.pick(&frames).copied()
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
    match dice.below(18) {
        12..=17 => hostile(document, any(dice), dice),
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
            let frame = dice.chance(0.1).then(|| some_frame(document, dice));
            ids.extend(frame.flatten().map(|frame| frame.0));
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
        6 => Command::StandIn {
            part: any(dice),
            frames: some_subnets(document, dice),
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

/// An edit that no hand would make: a page's mistake, a foreign text, a message from elsewhere.
fn hostile(document: &Document, part: PartId, dice: &mut Dice) -> Command {
    match dice.below(8) {
        0 => Command::Rename {
            part,
            name: Some(hostile_text(dice)),
        },
        1 => Command::SetTitle(hostile_text(dice)),
        2 => Command::SetSeed(dice.roll() | 1 << dice.below(64)),
        3 => Command::Move {
            places: (0..1 + dice.below(3))
                .map(|_| (part.0, Some(hostile_place(dice))))
                .collect(),
        },
        4 | 5 => hostile_params(document, part, dice),
        _ => Command::Add(Box::new(hostile_fragment(document, dice))),
    }
}

fn hostile_text(dice: &mut Dice) -> String {
    let texts = [
        "",
        " ",
        "a\nb",
        "\u{0}",
        "점심\u{7f}",
        "x",
        "\u{feff}",
        "\"\\{}",
    ];
    let text = dice.pick(&texts).copied().unwrap_or_default();
    text.repeat(1 + dice.below(2) * dice.below(3_000))
}

fn hostile_place(dice: &mut Dice) -> Vec<f64> {
    let numbers = [
        0.0,
        -0.0,
        1.5,
        -30.0,
        2e4,
        1e12,
        -1e300,
        f64::NAN,
        f64::INFINITY,
    ];
    let some = |dice: &mut Dice| dice.pick(&numbers).copied().unwrap_or_default();
    (0..[2, 4, 2, 4, 0, 3][dice.below(6)])
        .map(|_| some(dice))
        .collect()
}

/// Parameters of another part, out of any range, or with numbers that are none.
fn hostile_params(document: &Document, part: PartId, dice: &mut Dice) -> Command {
    let own = document.params(part).cloned();
    let other = dice.pick(&document.parts).and_then(|p| p.params().cloned());
    let params = own.or(other).unwrap_or(Params::Station(Default::default()));
    let mut value = params.to_value();
    for field in params.fields() {
        if dice.chance(0.2) {
            let wild = json_value(dice, 2);
            field::put(&mut value, field.path, wild);
        }
    }
    let mut params = params.parse_like(value).unwrap_or(params);
    let bad = [f64::NAN, f64::INFINITY, -1.0, 1e300, 0.5][dice.below(5)];
    match &mut params {
        Params::Users(users) if dice.chance(0.5) => users.users = bad,
        Params::Alarm(alarm) if dice.chance(0.5) => alarm.threshold = bad,
        Params::ScalingPolicy(policy) => {
            if let Some(step) = policy.steps.first_mut() {
                step.metric_interval_lower_bound = Some(bad);
            }
        }
        _ => {}
    }
    Command::SetParams {
        part,
        params: Box::new(params),
    }
}

/// Zones, parts and wires with ids and owners at random.
fn hostile_fragment(document: &Document, dice: &mut Dice) -> Fragment {
    let id = |dice: &mut Dice| match dice.below(8) {
        0 => 0,
        1 => u32::MAX,
        2 => dice.pick(&document.parts).map_or(1, |p| p.id.0),
        _ => document.next_id() + dice.below(3) as u32,
    };
    let extra = |dice: &mut Dice| {
        let keys = ["id", "kind", "of", "name", "params", "colour"];
        let key = dice.pick(&keys).copied().unwrap_or_default();
        let is_empty = dice.chance(0.6);
        let entry = (!is_empty).then(|| (key.to_owned(), json_value(dice, 1)));
        entry.into_iter().collect::<Map<_, _>>()
    };
    let mut fragment = Fragment::default();
    for _ in 0..dice.below(3) {
        let mut new = part(PartId(id(dice)), document, dice);
        if dice.chance(0.6) {
            new.of = Some(PartId(id(dice)));
        }
        if dice.chance(0.3) {
            new.stands_in.push(PartId(id(dice)));
        }
        if dice.chance(0.2) {
            new.extra_params = ["MaxSize", "users", "colour"]
                .iter()
                .map(|key| ((*key).to_owned(), json_value(dice, 1)))
                .collect();
        }
        new.extra = extra(dice);
        fragment.parts.push((dice.below(99), new));
    }
    if dice.chance(0.3) {
        let ends = [id(dice), id(dice)];
        let link = Link {
            id: LinkId(id(dice)),
            from: PartId(ends[0]),
            to: PartId(ends[1]),
            protocol: Protocol::Http,
            extra: extra(dice),
        };
        fragment.links.push((0, link));
    }
    if dice.chance(0.3) {
        fragment.places.push((id(dice), hostile_place(dice)));
    }
    fragment
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

/// A fault of one of the parts that can break by themselves, or its end.
fn own_fault(document: &Document, dice: &mut Dice) -> Option<Injection> {
    let faults = |part: &Part| part.kind().map_or(&[][..], KindId::faults);
    let parts: Vec<&Part> = document
        .parts
        .iter()
        .filter(|p| !faults(p).is_empty())
        .collect();
    let part = dice.pick(&parts)?;
    let fault = dice.pick(faults(part))?;
    let word = fault.said(dice.chance(0.6)).unwrap_or(fault.word);
    let (part, fault) = (part.id, word.to_owned());
    Some(Injection::Part { part, fault })
}

pub fn injection(simulation: &Simulation, document: &Document, dice: &mut Dice) -> Injection {
    let part = dice.pick(&document.parts).map_or(PartId(10), |p| p.id);
    let zone = some_frame(document, dice).unwrap_or(PartId(1));
    match dice.below(12) {
        0 => Injection::Surge { users: part },
        1 => Injection::ZoneDown { zone },
        2 => Injection::ZoneUp { zone },
        3 => Injection::CapacityOff { zone },
        4 => Injection::CapacityOn { zone },
        5..=8 => own_fault(document, dice).unwrap_or(Injection::Surge { users: part }),
        _ => {
            let instances: Vec<InstanceId> = simulation.machines().map(|(_, m)| m.id).collect();
            let instance = dice.pick(&instances).copied();
            let instance = instance.unwrap_or(InstanceId {
                owner: part,
                serial: 1,
            });
            let fault = *dice.pick(InstanceFault::ALL).expect("faults");
            Injection::Instance { instance, fault }
        }
    }
}
