//! Random boards that are wired as they should be, made of what the kinds say of themselves: each part
//! in its place and with its owner, wired by protocols, its references to what they take, its numbers
//! small enough for a load that ends. No kind is named: a new one is on such boards from its first day.

use crate::test_rng::TestRng;
use serde_json::{Map, Value, json};
use swell_core::base::id::{LinkId, PartId};
use swell_core::contract::{Field, FieldKind, Level, Place};
use swell_core::document::command::Command;
use swell_core::document::{Document, Link, Part, field};
use swell_core::kinds::{KindId, Params};

const AZS_MAX: usize = 3;
/// Boards with rules of the ground: many, which cut some of them to pieces, or a few here and there, which
/// most requests pass.
const RULES_SHARE: f64 = 0.4;
const FEW_RULES_SHARE: f64 = 0.3;

/// Whether parts of the kind belong to no others.
fn stands_alone(kind: KindId) -> bool {
    kind.owners().next().is_none()
}

/// Whether requests begin at parts of the kind.
pub fn is_source(kind: KindId) -> bool {
    let spec = kind.spec();
    spec.accepts.is_empty() && stands_alone(kind) && !spec.offers.is_empty()
}

pub fn sources(document: &Document) -> Vec<u32> {
    let is_source = |p: &&Part| p.kind().is_some_and(is_source);
    let sources = document.parts.iter().filter(is_source);
    sources.map(|p| p.id.0).collect()
}

pub fn board(seed: u64, rng: &mut TestRng) -> Document {
    let empty = json!({ "format": 2, "seed": seed, "preroll_s": rng.below(2) * 61 });
    let mut document = Document::from_value(empty).expect("a board without parts");
    lay_ground(&mut document, rng);
    let is_standing = |kind: &KindId| stands_alone(*kind) && !kind.spec().place.is_ground();
    let (sources, others): (Vec<KindId>, Vec<KindId>) = KindId::ALL
        .iter()
        .filter(|kind| is_standing(kind))
        .partition(|kind| is_source(**kind));
    let (others, silent): (Vec<KindId>, Vec<KindId>) = others
        .into_iter()
        .partition(|kind| !kind.spec().accepts.is_empty());
    // As many as there are kinds, about: a new kind takes no other one's place.
    let count = others.len() / 2 + rng.below(others.len());
    let drawn: Vec<KindId> = (0..count)
        .filter_map(|_| rng.pick(&others))
        .copied()
        .collect();
    // What no request comes by takes nobody's place.
    let silent = silent.into_iter().filter(|_| rng.below(2) == 0);
    let silent: Vec<KindId> = silent.collect();
    for kind in sources.into_iter().chain(drawn).chain(silent) {
        add(&mut document, kind, None, rng);
    }
    add_owned(&mut document, rng);
    wire(&mut document, rng);
    refer(&mut document, rng);
    document
}

/// Frames from wide to narrow, each in one of the next wider level.
fn lay_ground(document: &mut Document, rng: &mut TestRng) {
    let frames = KindId::ALL
        .iter()
        .filter_map(|kind| Some((kind.spec().place.level()?, *kind)));
    let mut frames: Vec<(Level, KindId)> = frames.collect();
    frames.sort_unstable();
    let mut around: Vec<Option<PartId>> = vec![None];
    for (level, kind) in frames {
        let each = if level == Level::Az {
            1 + rng.below(AZS_MAX)
        } else {
            1
        };
        let mut laid = Vec::new();
        for frame in around
            .iter()
            .flat_map(|frame| std::iter::repeat_n(*frame, each))
        {
            let id = PartId(document.next_id());
            let mut part = Part::new(id, Params::defaults(kind));
            part.stands_in.extend(frame);
            apply(document, Command::add_part(document, part, None));
            laid.push(Some(id));
        }
        around = laid;
    }
}

/// Most owners have what may belong to them.
fn add_owned(document: &mut Document, rng: &mut TestRng) {
    let drawn = rng.unit();
    let rules_share = match () {
        () if drawn < RULES_SHARE => 0.4,
        () if drawn < RULES_SHARE + FEW_RULES_SHARE => 0.05,
        () => 0.0,
    };
    for kind in KindId::ALL {
        let may_own = |p: &&Part| p.kind().is_some_and(|owner| kind.may_belong_to(owner));
        let owners = document.parts.iter().filter(may_own).map(|p| p.id);
        for owner in owners.collect::<Vec<PartId>>() {
            let is_rules = kind.spec().place.is_ground();
            let share = if is_rules { rules_share } else { 0.8 };
            if rng.chance(share) {
                add(document, *kind, Some(owner), rng);
            }
        }
    }
}

fn add(document: &mut Document, kind: KindId, owner: Option<PartId>, rng: &mut TestRng) {
    let mut part = Part::new(PartId(document.next_id()), params(kind, rng));
    part.of = owner;
    let subnets: Vec<PartId> = document
        .frames(Level::Subnet)
        .map(|frame| frame.id)
        .collect();
    match kind.spec().place {
        Place::Subnet { .. } => part.stands_in.extend(rng.pick(&subnets)),
        Place::Subnets => part.stands_in = subnets,
        Place::Outside | Place::Frame(_) | Place::Rules => {}
    }
    apply(document, Command::add_part(document, part, None));
}

/// Everything that can be reached is, from one part before it at least: no circles.
fn wire(document: &mut Document, rng: &mut TestRng) {
    let parts: Vec<PartId> = document.parts.iter().map(|p| p.id).collect();
    for (n, to) in parts.iter().enumerate() {
        let fits = |from: &&PartId| document.protocol_between(**from, *to).is_some();
        let before: Vec<PartId> = parts.iter().take(n).filter(fits).copied().collect();
        let sure = rng.pick(&before).copied();
        // What belongs to a part was added behind all that stand by themselves.
        let behind: Vec<PartId> = parts.iter().skip(n + 1).filter(fits).copied().collect();
        let owned = behind
            .iter()
            .filter(|from| document.part(**from).is_some_and(|p| p.of.is_some()));
        let owned: Vec<PartId> = owned.copied().collect();
        let sure = [sure, rng.pick(&owned).copied()];
        for from in before.into_iter().chain(owned) {
            if (sure.contains(&Some(from)) || rng.chance(0.15))
                && let Some(protocol) = document.protocol_between(from, *to)
            {
                let id = LinkId(document.next_id());
                let (to, extra) = (*to, Map::new());
                let link = Link {
                    id,
                    from,
                    to,
                    protocol,
                    extra,
                };
                // One wire of a kind may be all that a part takes.
                let _ = document.apply(Command::add_link(document, link));
            }
        }
    }
}

/// Half of the fields that name other parts do, alone or within the structures that they list.
fn refer(document: &mut Document, rng: &mut TestRng) {
    for id in document.parts.iter().map(|p| p.id).collect::<Vec<PartId>>() {
        let fields = document.params(id).map_or(&[][..], Params::fields);
        for field in fields {
            let is_list = matches!(field.kind, FieldKind::Records(_));
            if !(is_list || field.takes().is_some()) || !rng.chance(0.5) {
                continue;
            }
            let Some(value) = reference(document, id, field, rng) else {
                continue;
            };
            let path = field.path.to_owned();
            // A kind may take fewer than its table says.
            let _ = document.apply(Command::SetField {
                part: id,
                path,
                value,
            });
        }
    }
}

/// A value for a field that refers to other parts. `None`: the board has none that it takes.
fn reference(document: &Document, me: PartId, field: &Field, rng: &mut TestRng) -> Option<Value> {
    if let FieldKind::Records(fields) = field.kind {
        let count = 1 + rng.below(2);
        let records = (0..count).map(|_| record(document, me, fields, rng));
        return Some(records.collect());
    }
    let takes = field.takes()?;
    let fits = |p: &&Part| p.id != me && p.kind().is_some_and(|kind| takes.takes(kind));
    let fitting: Vec<u32> = document.parts.iter().filter(fits).map(|p| p.id.0).collect();
    let one = rng.pick(&fitting)?;
    Some(match field.kind {
        FieldKind::Parts(_) => json!([one]),
        _ => json!(one),
    })
}

/// A structure of a list: what has no default that means anything is mostly set, the rest seldom.
fn record(document: &Document, me: PartId, fields: &[Field], rng: &mut TestRng) -> Value {
    /// Texts that some field takes: a block of addresses, a path.
    const TEXTS: [&str; 2] = ["0.0.0.0/0", "/"];
    let mut record = json!({});
    for inner in fields {
        let is_open = inner.takes().is_some() || inner.kind == FieldKind::Text;
        if !rng.chance(if is_open { 0.7 } else { 0.2 }) {
            continue;
        }
        let value = match inner.kind {
            FieldKind::Text => rng.pick(&TEXTS).map(|text| json!(text)),
            _ if is_open => reference(document, me, inner, rng),
            _ => value(inner, rng),
        };
        if let Some(value) = value {
            field::put(&mut record, inner.path, value);
        }
    }
    record
}

/// A hand that turns one knob of one part, by as little.
pub fn edit(document: &Document, rng: &mut TestRng) -> Option<Command> {
    let part = rng.pick(&document.parts)?;
    let field = rng.pick(part.params()?.fields())?;
    Some(Command::SetField {
        part: part.id,
        path: field.path.to_owned(),
        value: value(field, rng)?,
    })
}

/// Parameters with small numbers, some of them set; half of the parts begin as they come to a board.
fn params(kind: KindId, rng: &mut TestRng) -> Params {
    let mut params = Params::defaults(kind);
    if rng.chance(0.5)
        && let Ok(drawn) = serde_json::from_str(kind.drawing().params)
        && let Ok(drawn) = params.parse_like(drawn)
    {
        params = drawn;
    }
    for field in params.clone().fields() {
        if rng.chance(0.3)
            && let Some(value) = value(field, rng)
            && let Ok(new) = field::set(&params, field.path, &value)
        {
            params = new;
        }
    }
    params
}

fn value(field: &Field, rng: &mut TestRng) -> Option<Value> {
    match field.kind {
        FieldKind::OptionalNumber { .. } if rng.chance(0.5) => Some(Value::Null),
        FieldKind::Number { min, max, is_whole }
        | FieldKind::OptionalNumber { min, max, is_whole } => {
            let value = min + rng.unit() * (max - min).min(20.0);
            Some(json!(if is_whole { value.floor() } else { value }))
        }
        FieldKind::Bool => Some(json!(rng.chance(0.5))),
        FieldKind::Choice(words) => rng.pick(words).map(|word| json!(word)),
        _ => None,
    }
}

fn apply(document: &mut Document, command: Command) {
    let applied = document.apply(command);
    applied.unwrap_or_else(|error| panic!("a legal board: {error}"));
}
