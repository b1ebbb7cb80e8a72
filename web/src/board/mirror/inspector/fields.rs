//! Fields as the kinds' tables have them, with the words for them, and what an edit of one means.
//! A field's path names the part it belongs to: `17:Threshold`.

use super::super::{Look, part_name};
use crate::vocabulary::{Bounds, FieldEdit, FieldValue, FieldView, KindId, NumberSpec};
use serde_json::Value;
use swell_core::base::id::PartId;
use swell_core::contract::{Field, FieldKind, Takes};
use swell_core::document::check::Issue;
use swell_core::document::{Document, Part, field};
use swell_core::kinds::Params;
use swell_core::session::Session;

/// The fields of a part that mean anything as it is set.
pub fn fields(
    session: &Session,
    part: &Part,
    look: Look,
    issues: &[Issue],
) -> Vec<(&'static Field, FieldView)> {
    let Some(params) = part.params() else {
        return Vec::new();
    };
    let kind = params.kind();
    let value = params.to_value();
    let defaults = Params::defaults(kind).to_value();
    let state = session.simulation().part(part.id);
    let shown = params.fields().iter().filter(|f| params.is_shown(f));
    let view = |f: &'static Field| {
        let drawn = || field::get(&value, f.path).cloned();
        let now = params
            .in_force(state, f.path)
            .map(|held| held.value)
            .or_else(drawn);
        let now = now.unwrap_or(Value::Null);
        let default = field::get(&defaults, f.path).unwrap_or(&Value::Null);
        let is_here = |i: &&Issue| i.part == Some(part.id) && is_of(f, &i.field);
        let warning = issues.iter().find(is_here);
        let value = match f.kind {
            FieldKind::Records(inner) => records(session, part, f, inner, &now, look),
            _ => field_value(session, part, f, f.path, &now, default, look)?,
        };
        let warning = warning.map(|i| look.lang.issue(&i.what));
        let path = format!("{}:{}", part.id.0, f.path);
        Some((f, named(kind, f.path, path, value, warning, look)))
    };
    shown.filter_map(view).collect()
}

/// A field with its words, which are keyed by `at`.
fn named(
    kind: KindId,
    at: &str,
    path: String,
    value: FieldValue,
    warning: Option<String>,
    look: Look,
) -> FieldView {
    let api_name = api_name(at);
    let words = look.lang.field(kind, at);
    FieldView {
        path,
        api_name: api_name.to_owned(),
        label: words.map_or_else(|| api_name.to_owned(), |w| w.label.to_owned()),
        help: words.map_or_else(String::new, |w| w.help.to_owned()),
        value,
        warning,
        is_locked: look.is_locked,
    }
}

/// The structures of a list, each with its fields; a number is typed like a text.
fn records(
    session: &Session,
    part: &Part,
    list: &Field,
    inner: &'static [Field],
    now: &Value,
    look: Look,
) -> FieldValue {
    let cell = |n: usize, record: &Value, field: &Field| {
        let at = format!("{}/{}", list.path, field.path);
        let now = field::get(record, field.path).unwrap_or(&Value::Null);
        let value = match field.kind {
            FieldKind::Number { min, max, is_whole } => FieldValue::Text {
                value: now.as_f64().map_or_else(String::new, |n| n.to_string()),
                bounds: Some(Bounds { min, max, is_whole }),
            },
            _ => field_value(session, part, field, &at, now, &Value::Null, look)?,
        };
        let path = format!("{}:{}/{n}/{}", part.id.0, list.path, field.path);
        Some(named(part.kind()?, &at, path, value, None, look))
    };
    let records = now.as_array().into_iter().flatten().enumerate();
    let row = |(n, record)| inner.iter().filter_map(|f| cell(n, record, f)).collect();
    FieldValue::Records(records.map(row).collect())
}

/// The name AWS gives a field.
pub fn api_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Rules of AWS name a field without the structures around it.
fn is_of(field: &Field, named: &str) -> bool {
    field.path == named || api_name(field.path) == named
}

/// The word for a type or class that is not in the table and has not been named yet.
const OTHER: &str = "other";

/// What a field can be set to by choosing: the words of its table or the metrics of the part that
/// it belongs to, what it is set to now, and for types one that is not in the table.
fn options(document: &Document, part: &Part, field: &Field, now: &Value) -> Vec<String> {
    let mut options: Vec<String> = match (field.kind, field.words()) {
        (FieldKind::Metric, _) => {
            let owner = part.of.and_then(|of| document.part(of)?.kind());
            let metrics = owner.map_or(&[][..], KindId::metrics).iter();
            metrics.map(|m| m.name().to_owned()).collect()
        }
        (_, Some(words)) => words.iter().map(|word| (*word).to_owned()).collect(),
        (_, None) => return Vec::new(),
    };
    let now = now.as_str().unwrap_or_default();
    let is_listed = now.is_empty() || options.iter().any(|word| word == now);
    match field.kind {
        FieldKind::Choice(_) => {}
        _ if !is_listed => options.push(now.to_owned()),
        FieldKind::Type(_) => options.push(OTHER.to_owned()),
        _ => {}
    }
    options
}

/// The parts that a field may refer to, and those that it refers to already.
fn candidates(document: &Document, part: &Part, takes: Takes, now: &Value) -> Vec<PartId> {
    let is_taken = |other: &&Part| {
        let is_kept = refers(now, other.id);
        let takes = other.kind().is_some_and(|kind| takes.takes(kind));
        is_kept || takes && other.id != part.id
    };
    document
        .parts
        .iter()
        .filter(is_taken)
        .map(|p| p.id)
        .collect()
}

fn refers(now: &Value, id: PartId) -> bool {
    let id = Value::from(id.0);
    *now == id || now.as_array().is_some_and(|ids| ids.contains(&id))
}

fn field_value(
    session: &Session,
    part: &Part,
    field: &Field,
    at: &str,
    now: &Value,
    default: &Value,
    look: Look,
) -> Option<FieldValue> {
    let document = session.board();
    let named = |takes| {
        let ids = candidates(document, part, takes, now).into_iter();
        ids.map(|id| (part_name(session, id), refers(now, id)))
    };
    Some(match field.kind {
        FieldKind::Number { min, max, is_whole } => FieldValue::Number(NumberSpec {
            value: now.as_f64().unwrap_or(min),
            min,
            max,
            step: step(max, default.as_f64().unwrap_or(min), is_whole),
            unit: field.unit,
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
        FieldKind::Choice(_) | FieldKind::Suggested(_) | FieldKind::Metric | FieldKind::Type(_) => {
            let words = options(document, part, field, now);
            let place = |v: &Value| words.iter().position(|w| Some(w.as_str()) == v.as_str());
            let kind = part.kind()?;
            let name = |word: &String| look.lang.choice(kind, at, word).to_owned();
            FieldValue::Choice {
                index: place(now).unwrap_or(0),
                options: words.iter().map(name).collect(),
                default: place(default).unwrap_or(0),
            }
        }
        FieldKind::Text => FieldValue::Text {
            value: now.as_str().unwrap_or_default().to_owned(),
            bounds: None,
        },
        FieldKind::Structure | FieldKind::Records(_) => return None,
        FieldKind::Part(takes) => {
            let (mut options, mut index) = (vec![NOBODY.to_owned()], 0);
            for (name, is_chosen) in named(takes) {
                if is_chosen {
                    index = options.len();
                }
                options.push(name);
            }
            FieldValue::Choice {
                index,
                options,
                default: 0,
            }
        }
        FieldKind::Parts(takes) => FieldValue::Parts(named(takes).collect()),
    })
}

/// A reference to no part.
const NOBODY: &str = "—";

fn step(max: f64, default: f64, is_whole: bool) -> f64 {
    match is_whole {
        true => 1.0,
        false if default > 0.0 && default < 1.0 => 0.01,
        false if max <= 60.0 => 0.1,
        false => 1.0,
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
    let value = params.to_value();
    let now = field::get(&value, path).unwrap_or(&Value::Null);
    let value = match field.kind {
        FieldKind::Records(inner) => {
            let mut records = now.as_array().cloned().unwrap_or_default();
            edit_records(document, drawn, inner, edit, &mut records)?;
            Value::from(records)
        }
        _ => {
            let is_optional = || is_optional(document, part, path);
            edited_value(document, drawn, field, &is_optional, now, edit)?
        }
    };
    Some((part, path.to_owned(), value))
}

/// A new structure is like the last one; without any it is a default one.
fn edit_records(
    document: &Document,
    part: &Part,
    fields: &'static [Field],
    edit: &FieldEdit,
    records: &mut Vec<Value>,
) -> Option<()> {
    match edit {
        FieldEdit::AddRecord => {
            let like = records.last().cloned();
            records.push(like.unwrap_or_else(|| Value::Object(Default::default())));
        }
        FieldEdit::RemoveRecord(n) => {
            records.get(*n)?;
            records.remove(*n);
        }
        FieldEdit::Record(n, at, edit) => {
            let (record, field) = (records.get_mut(*n)?, fields.get(*at)?);
            let now = field::get(record, field.path).unwrap_or(&Value::Null);
            let value = edited_value(document, part, field, &|| true, now, edit)?;
            field::put(record, field.path, value);
        }
        _ => return None,
    }
    Some(())
}

/// What an edit makes of a value. `is_optional`: whether a text may be absent.
fn edited_value(
    document: &Document,
    part: &Part,
    field: &Field,
    is_optional: &dyn Fn() -> bool,
    now: &Value,
    edit: &FieldEdit,
) -> Option<Value> {
    Some(match (edit, field.kind) {
        (FieldEdit::Number(n), _) => Value::from(*n),
        (FieldEdit::Bool(b), _) => Value::from(*b),
        (FieldEdit::Choice(n), FieldKind::Part(takes)) => match n.checked_sub(1) {
            Some(n) => Value::from(candidates(document, part, takes, now).get(n)?.0),
            None => Value::Null,
        },
        (FieldEdit::Part(n, is_chosen), FieldKind::Parts(takes)) => {
            let id = *candidates(document, part, takes, now).get(*n)?;
            let mut ids = now.as_array().cloned().unwrap_or_default();
            ids.retain(|old| old.as_u64() != Some(u64::from(id.0)));
            if *is_chosen {
                ids.push(Value::from(id.0));
            }
            Value::from(ids)
        }
        (FieldEdit::Choice(n), _) => {
            Value::from(options(document, part, field, now).get(*n)?.as_str())
        }
        (FieldEdit::Text(text), FieldKind::OptionalNumber { .. } | FieldKind::Number { .. }) => {
            let text = text.trim();
            match text.parse::<f64>() {
                _ if text.is_empty() => Value::Null,
                // As the table of a structure reads it: whole where it is.
                Ok(n) => field::whole(&Value::from(n)),
                // Refused by the field's own check, with its reason.
                Err(_) => Value::from(text),
            }
        }
        (FieldEdit::Text(text), _) if text.trim().is_empty() && is_optional() => Value::Null,
        (FieldEdit::Text(text), _) => Value::from(text.as_str()),
        _ => return None,
    })
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
