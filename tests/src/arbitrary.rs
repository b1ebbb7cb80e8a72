//! Random boards, edits and injections: all kinds, legal and half-wired, values up to their limits.

use crate::test_rng::TestRng;
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
pub fn json_value(rng: &mut TestRng, depth: usize) -> Value {
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
    match rng.below(if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => Value::Bool(rng.chance(0.5)),
        2 => json!(rng.roll() as i64 >> rng.below(64)),
        3 => json!(rng.pick(NUMBERS)),
        4 => json!(rng.pick(WORDS)),
        5 => (0..rng.below(4))
            .map(|_| json_value(rng, depth - 1))
            .collect(),
        _ => {
            let entries = (0..rng.below(4)).map(|_| {
                let key = rng.pick(WORDS).copied().unwrap_or_default();
                (String::from(key), json_value(rng, depth - 1))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// A value that a field takes, with a liking for the ends of its range.
fn field_value(field: &Field, rng: &mut TestRng) -> Value {
    let number = |rng: &mut TestRng, min: f64, max: f64, is_whole: bool| {
        let value = match rng.below(6) {
            0 => min,
            1 => max,
            2 => min + (max - min) * rng.unit(),
            // Mostly small: most ranges are much longer than what people set.
            _ => (min + rng.unit() * 20.0).min(max),
        };
        json!(if is_whole { value.floor() } else { value })
    };
    match field.kind {
        FieldKind::Number { min, max, is_whole } => number(rng, min, max, is_whole),
        FieldKind::OptionalNumber { .. } if rng.chance(0.3) => Value::Null,
        FieldKind::OptionalNumber { min, max, is_whole } => number(rng, min, max, is_whole),
        FieldKind::Bool => json!(rng.chance(0.5)),
        FieldKind::Choice(words) => json!(rng.pick(words)),
        // Mostly what is known; an alarm's statistic is a word or a percentile.
        FieldKind::Suggested(words) | FieldKind::Type(words) if rng.chance(0.8) => {
            json!(rng.pick(words))
        }
        FieldKind::Metric if rng.chance(0.8) => {
            let names: Vec<_> = Metric::all().map(Metric::name).collect();
            json!(rng.pick(&names))
        }
        FieldKind::Suggested(_) | FieldKind::Type(_) | FieldKind::Metric => {
            json!(rng.pick(&["p99.9", "x9z.huge", "Orders", ""]))
        }
        FieldKind::Text => {
            json!(rng.pick(&["/", "/health", "200-299", "0 9 * * 1-5", "", "10.0.0.0/16"]))
        }
        FieldKind::Records(fields) => (0..rng.below(4))
            .map(|_| {
                let mut record = json!({});
                for field in fields {
                    if rng.chance(0.7) {
                        let value = field::whole(&field_value(field, rng));
                        field::put(&mut record, field.path, value);
                    }
                }
                record
            })
            .collect(),
        FieldKind::Structure | FieldKind::Part(_) | FieldKind::Parts(_) => {
            structure(field.path, rng)
        }
    }
}

fn structure(path: &str, rng: &mut TestRng) -> Value {
    let list = |rng: &mut TestRng, words: &[&str]| -> Value {
        (0..rng.below(4)).map(|_| json!(rng.pick(words))).collect()
    };
    match path {
        "StepAdjustments" => json!([
            { "MetricIntervalLowerBound": 0, "ScalingAdjustment": rng.below(9) as i64 - 4 },
            { "MetricIntervalUpperBound": 0, "ScalingAdjustment": rng.below(300) as i64 - 150 },
        ]),
        "SuspendedProcesses" => list(
            rng,
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
            rng,
            &[
                "Default",
                "OldestInstance",
                "NewestInstance",
                "OldestLaunchTemplate",
                "ClosestToNextInstanceHour",
            ],
        ),
        "AlarmActions" => (0..rng.below(3))
            .map(|_| json!(10 + rng.below(30)))
            .collect(),
        "mix" => (0..rng.below(4))
            .map(|_| {
                json!({
                    "share": rng.unit() - 0.1, "cpu_factor": rng.unit() * 3.0,
                    "db_reads": rng.below(3), "db_writes": rng.below(256),
                })
            })
            .collect(),
        "trace" if rng.chance(0.5) => {
            let rps: Value = (0..rng.below(5))
                .map(|_| json!(rng.unit() * 50.0))
                .collect();
            json!({ "step_s": rng.unit() * 60.0, "rps": rps })
        }
        "trace" => {
            let mut times: Vec<f64> = (0..rng.below(5)).map(|_| rng.unit() * 900.0).collect();
            // Now and then as no file may have it.
            if rng.chance(0.9) {
                times.sort_by(f64::total_cmp);
            }
            let points = times.into_iter().map(|at| json!([at, rng.unit() * 50.0]));
            json!({ "points": points.collect::<Value>() })
        }
        _ => json_value(rng, 2),
    }
}

/// Parameters of a kind, some of them set.
fn params(defaults: &Params, rng: &mut TestRng) -> Params {
    let share = rng.unit() * 0.7;
    let mut params = defaults.clone();
    for field in defaults.fields() {
        if rng.chance(share)
            && let Ok(new) = field::set(&params, field.path, &field_value(field, rng))
        {
            params = new;
        }
    }
    params
}

/// A board. About half of its parts are wired as they should be.
pub fn document(seed: u64, rng: &mut TestRng) -> Document {
    let mut zones = vec![json!({ "id": 1, "kind": "vpc", "cidr": "10.0.0.0/16" })];
    for az in 0..rng.below(4) as u32 {
        zones.push(json!({ "id": 2 + az * 2, "kind": "az", "parent": 1 }));
        zones.push(json!({ "id": 3 + az * 2, "kind": "subnet", "parent": 2 + az * 2 }));
    }
    let value = json!({ "format": 1, "seed": seed, "zones": zones,
        "preroll_s": rng.below(3) * 61, "metric_delay_s": rng.below(3) * 30 });
    let mut document = Document::from_value(value).expect("a board without parts");
    for id in 10..10 + 1 + rng.below(PARTS_MAX) as u32 {
        let part = part(PartId(id), &document, rng);
        document.parts.push(part);
    }
    for _ in 0..rng.below(2 * PARTS_MAX) {
        if let Some(command) = link(&document, rng) {
            let _ = document.apply(command);
        }
    }
    document
}

fn part(id: PartId, document: &Document, rng: &mut TestRng) -> Part {
    // The first two are what makes anything move at all.
    let standalone = document.parts.iter().filter(|p| p.level().is_none());
    let kind = match standalone.count() {
        0 => KindId::Users,
        1 => KindId::LoadBalancer,
        _ => rng.pick(KindId::ALL).copied().expect("kinds"),
    };
    let defaults = Params::defaults(kind);
    let mut part = Part::new(id, params(&defaults, rng));
    let owners: Vec<PartId> = document
        .parts
        .iter()
        .filter(|p| p.kind().is_some_and(|k| kind.may_belong_to(k)))
        .map(|p| p.id)
        .collect();
    if rng.chance(0.9) {
        part.of = rng.pick(&owners).copied();
    }
    if defaults.spec().place.is_in_subnets() {
        part.stands_in = some_subnets(document, rng);
    }
    part
}

fn some_subnets(document: &Document, rng: &mut TestRng) -> Vec<PartId> {
    let subnets = document.frames(Level::Subnet);
    subnets.filter(|_| rng.chance(0.8)).map(|z| z.id).collect()
}

fn some_frame(document: &Document, rng: &mut TestRng) -> Option<PartId> {
    let frames = document.parts.iter().filter(|p| p.level().is_some());
    let frames: Vec<PartId> = frames.map(|p| p.id).collect();
    rng.pick(&frames).copied()
}

fn link(document: &Document, rng: &mut TestRng) -> Option<Command> {
    let from = rng.pick(&document.parts)?.id;
    let to = rng.pick(&document.parts)?.id;
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
pub fn command(document: &Document, rng: &mut TestRng) -> Command {
    let any = |rng: &mut TestRng| {
        let id = rng.pick(&document.parts).map_or(PartId(10), |p| p.id);
        if rng.chance(0.02) { PartId(9_999) } else { id }
    };
    match rng.below(18) {
        12..=17 => hostile(document, any(rng), rng),
        0 => {
            let new = part(PartId(document.next_id()), document, rng);
            Command::add_part(document, new, Some(vec![1.5, 2.0]))
        }
        1 | 2 => link(document, rng).unwrap_or(Command::SetTitle(String::from("t"))),
        3 => {
            let mut ids: Vec<u32> = (0..1 + rng.below(2)).map(|_| any(rng).0).collect();
            ids.extend(
                rng.pick(&document.links)
                    .map(|l| l.id.0)
                    .filter(|_| rng.chance(0.3)),
            );
            let frame = rng.chance(0.1).then(|| some_frame(document, rng));
            ids.extend(frame.flatten().map(|frame| frame.0));
            Command::Remove { ids }
        }
        4 => Command::Move {
            places: vec![
                (any(rng).0, Some(vec![rng.unit(), 3.0])),
                (any(rng).0, None),
            ],
        },
        5 => Command::Rename {
            part: any(rng),
            name: rng.chance(0.5).then(|| String::from("n")),
        },
        6 => Command::StandIn {
            part: any(rng),
            frames: some_subnets(document, rng),
        },
        7 => Command::Add(Box::new(Fragment {
            // An id that is taken, or a free one.
            parts: vec![(
                rng.below(9),
                Part::new(
                    PartId(10 + rng.below(60) as u32),
                    params(&Params::Station(Default::default()), rng),
                ),
            )],
            ..Fragment::default()
        })),
        8 => Command::All((0..rng.below(4)).map(|_| command(document, rng)).collect()),
        _ => set_field(document, any(rng), rng),
    }
}

/// An edit that no hand would make: a page's mistake, a foreign text, a message from elsewhere.
fn hostile(document: &Document, part: PartId, rng: &mut TestRng) -> Command {
    match rng.below(8) {
        0 => Command::Rename {
            part,
            name: Some(hostile_text(rng)),
        },
        1 => Command::SetTitle(hostile_text(rng)),
        2 => Command::SetSeed(rng.roll() | 1 << rng.below(64)),
        3 => Command::Move {
            places: (0..1 + rng.below(3))
                .map(|_| (part.0, Some(hostile_place(rng))))
                .collect(),
        },
        4 | 5 => hostile_params(document, part, rng),
        _ => Command::Add(Box::new(hostile_fragment(document, rng))),
    }
}

fn hostile_text(rng: &mut TestRng) -> String {
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
    let text = rng.pick(&texts).copied().unwrap_or_default();
    text.repeat(1 + rng.below(2) * rng.below(3_000))
}

fn hostile_place(rng: &mut TestRng) -> Vec<f64> {
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
    let some = |rng: &mut TestRng| rng.pick(&numbers).copied().unwrap_or_default();
    (0..[2, 4, 2, 4, 0, 3][rng.below(6)])
        .map(|_| some(rng))
        .collect()
}

/// Parameters of another part, out of any range, or with numbers that are none.
fn hostile_params(document: &Document, part: PartId, rng: &mut TestRng) -> Command {
    let own = document.params(part).cloned();
    let other = rng.pick(&document.parts).and_then(|p| p.params().cloned());
    let params = own.or(other).unwrap_or(Params::Station(Default::default()));
    let mut value = params.to_value();
    for field in params.fields() {
        if rng.chance(0.2) {
            let wild = json_value(rng, 2);
            field::put(&mut value, field.path, wild);
        }
    }
    let mut params = params.parse_like(value).unwrap_or(params);
    let bad = [f64::NAN, f64::INFINITY, -1.0, 1e300, 0.5][rng.below(5)];
    match &mut params {
        Params::Users(users) if rng.chance(0.5) => users.users = bad,
        Params::Alarm(alarm) if rng.chance(0.5) => alarm.threshold = bad,
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
fn hostile_fragment(document: &Document, rng: &mut TestRng) -> Fragment {
    let id = |rng: &mut TestRng| match rng.below(8) {
        0 => 0,
        1 => u32::MAX,
        2 => rng.pick(&document.parts).map_or(1, |p| p.id.0),
        _ => document.next_id() + rng.below(3) as u32,
    };
    let extra = |rng: &mut TestRng| {
        let keys = ["id", "kind", "of", "name", "params", "colour"];
        let key = rng.pick(&keys).copied().unwrap_or_default();
        let is_empty = rng.chance(0.6);
        let entry = (!is_empty).then(|| (key.to_owned(), json_value(rng, 1)));
        entry.into_iter().collect::<Map<_, _>>()
    };
    let mut fragment = Fragment::default();
    for _ in 0..rng.below(3) {
        let mut new = part(PartId(id(rng)), document, rng);
        if rng.chance(0.6) {
            new.of = Some(PartId(id(rng)));
        }
        if rng.chance(0.3) {
            new.stands_in.push(PartId(id(rng)));
        }
        if rng.chance(0.2) {
            new.extra_params = ["MaxSize", "users", "colour"]
                .iter()
                .map(|key| ((*key).to_owned(), json_value(rng, 1)))
                .collect();
        }
        new.extra = extra(rng);
        fragment.parts.push((rng.below(99), new));
    }
    if rng.chance(0.3) {
        let ends = [id(rng), id(rng)];
        let link = Link {
            id: LinkId(id(rng)),
            from: PartId(ends[0]),
            to: PartId(ends[1]),
            protocol: Protocol::Http,
            extra: extra(rng),
        };
        fragment.links.push((0, link));
    }
    if rng.chance(0.3) {
        fragment.places.push((id(rng), hostile_place(rng)));
    }
    fragment
}

fn set_field(document: &Document, part: PartId, rng: &mut TestRng) -> Command {
    let fields = document.params(part).map_or(&[][..], Params::fields);
    let field = rng.pick(fields);
    let path = field.map_or("nothing", |f| f.path).to_owned();
    let value = match field {
        Some(field) if rng.chance(0.7) => field_value(field, rng),
        _ => json_value(rng, 2),
    };
    Command::SetField { part, path, value }
}

/// A fault of one of the parts that can break by themselves, or its end.
fn own_fault(document: &Document, rng: &mut TestRng) -> Option<Injection> {
    let faults = |part: &Part| part.kind().map_or(&[][..], KindId::faults);
    let parts: Vec<&Part> = document
        .parts
        .iter()
        .filter(|p| !faults(p).is_empty())
        .collect();
    let part = rng.pick(&parts)?;
    let fault = rng.pick(faults(part))?;
    let word = fault.said(rng.chance(0.6)).unwrap_or(fault.word);
    let (part, fault) = (part.id, word.to_owned());
    Some(Injection::Part { part, fault })
}

pub fn injection(simulation: &Simulation, document: &Document, rng: &mut TestRng) -> Injection {
    let part = rng.pick(&document.parts).map_or(PartId(10), |p| p.id);
    let zone = some_frame(document, rng).unwrap_or(PartId(1));
    match rng.below(12) {
        0 => Injection::Surge { users: part },
        1 => Injection::ZoneDown { zone },
        2 => Injection::ZoneUp { zone },
        3 => Injection::CapacityOff { zone },
        4 => Injection::CapacityOn { zone },
        5..=8 => own_fault(document, rng).unwrap_or(Injection::Surge { users: part }),
        _ => {
            let instances: Vec<InstanceId> = simulation.machines().map(|(_, m)| m.id).collect();
            let instance = rng.pick(&instances).copied();
            let instance = instance.unwrap_or(InstanceId {
                owner: part,
                serial: 1,
            });
            let fault = *rng.pick(InstanceFault::ALL).expect("faults");
            Injection::Instance { instance, fault }
        }
    }
}
