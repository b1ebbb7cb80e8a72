//! References: parameters that name other parts, found through the table of fields.

use super::{Field, FieldKind};
use crate::base::codec::{self, Record};
use crate::base::id::PartId;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::Value;

/// The value of a parameter, or of a field inside of one.
fn value_at(record: &dyn Record, path: &str) -> Option<Value> {
    let mut keys = path.split('/');
    let ix = keys.next().and_then(|word| {
        let mut names = record.names().iter();
        names.position(|name| *name == word)
    })?;
    let whole = record.slot(ix)?.write();
    keys.try_fold(whole, |at, key| match at {
        Value::Object(mut map) => map.remove(key),
        _ => None,
    })
}

/// Calls `visit` with each place inside a field's value that holds references, and the field whose
/// place it is: the structures of a list have fields of their own.
fn visit(
    field: &'static Field,
    value: &mut Value,
    visit_place: &mut dyn FnMut(&'static Field, &mut Value),
) {
    let FieldKind::Records(fields) = field.kind else {
        if field.takes().is_some() {
            visit_place(field, value);
        }
        return;
    };
    for record in value.as_array_mut().into_iter().flatten() {
        for field in fields {
            let mut keys = field.path.split('/');
            if let Some(place) = keys.try_fold(&mut *record, |at, key| at.get_mut(key)) {
                visit(field, place, visit_place);
            }
        }
    }
}

fn ids(value: &Value) -> impl Iterator<Item = PartId> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => core::slice::from_ref(one),
    };
    let ids = items.iter().filter_map(Value::as_u64);
    ids.filter_map(|id| u32::try_from(id).ok()).map(PartId)
}

/// The parts that parameters refer to, each with the field that does.
pub fn references(record: &dyn Record, fields: &'static [Field]) -> Vec<(&'static Field, PartId)> {
    let mut all = Vec::new();
    for field in fields.iter().filter(|field| field.refers()) {
        if let Some(mut value) = value_at(record, field.path) {
            visit(field, &mut value, &mut |field, place| {
                all.extend(ids(place).map(|id| (field, id)));
            });
        }
    }
    all
}

/// Refers to other parts: `to` says to which, `None` to none any more. Whether anything changed.
pub fn refer(
    record: &mut dyn Record,
    fields: &'static [Field],
    to: &dyn Fn(PartId) -> Option<PartId>,
) -> bool {
    let mut is_changed = false;
    for field in fields.iter().filter(|field| field.refers()) {
        let Some(old) = value_at(record, field.path) else {
            continue;
        };
        let mut new = old.clone();
        visit(field, &mut new, &mut |_, place| {
            let new = |id: PartId| to(id).map(|id| Value::from(id.0));
            *place = match place {
                Value::Array(_) => ids(place).filter_map(new).collect(),
                _ => ids(place).next().and_then(new).unwrap_or(Value::Null),
            };
        });
        if new != old {
            is_changed |= put(record, field.path, new).is_some();
        }
    }
    is_changed
}

fn put(record: &mut dyn Record, path: &str, new: Value) -> Option<()> {
    let Some((word, inside)) = path.split_once('/') else {
        return codec::read_field(record, path, &new)?.ok();
    };
    let mut whole = value_at(record, word)?;
    let mut at = &mut whole;
    for key in inside.split('/') {
        at = at
            .as_object_mut()?
            .entry(String::from(key))
            .or_insert(Value::Null);
    }
    *at = new;
    codec::read_field(record, word, &whole)?.ok()
}
