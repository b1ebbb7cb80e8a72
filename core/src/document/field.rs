//! Fields by path: reading, checking and setting one value inside a part's parameters.
//! A path is a key, or keys joined by `/`; AWS's own keys may contain dots.

use super::TEXT_CHARS_MAX;
use crate::contract::{Field, FieldKind};
use crate::kinds::Params;
use alloc::string::String;
use core::fmt;
use serde_json::{Map, Value};

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldFault {
    UnknownField,
    NotANumber,
    NotWhole,
    OutOfRange {
        min: f64,
        max: f64,
    },
    NotABool,
    NotText,
    TooLong {
        chars: usize,
    },
    /// A line break, a tab or another character that is none to read.
    ControlCharacter,
    NotOneOf {
        words: &'static [&'static str],
    },
    /// The structure does not have the form that the field needs.
    WrongForm {
        detail: String,
    },
}

/// English for developers; the viewer makes its own words.
impl fmt::Display for FieldFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField => f.write_str("no such field"),
            Self::NotANumber => f.write_str("must be a number"),
            Self::NotWhole => f.write_str("must be a whole number"),
            Self::OutOfRange { min, max } => write!(f, "must be {min} to {max}"),
            Self::NotABool => f.write_str("must be true or false"),
            Self::NotText => f.write_str("must be text"),
            Self::TooLong { chars } => write!(f, "must have {chars} characters at the most"),
            Self::ControlCharacter => f.write_str("must have no control characters"),
            Self::NotOneOf { words } => write!(f, "must be one of {}", words.join(", ")),
            Self::WrongForm { detail } => write!(f, "has the wrong form: {detail}"),
        }
    }
}

/// The value at `path`.
pub fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/').try_fold(value, |at, key| at.get(key))
}

/// Puts `new` at `path`, making the objects on the way.
pub fn put(value: &mut Value, path: &str, new: Value) {
    let mut at = value;
    for key in path.split('/') {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        let Value::Object(map) = at else { return };
        at = map.entry(String::from(key)).or_insert(Value::Null);
    }
    *at = new;
}

/// Puts `new` at a single key, slashes and all.
pub fn put_key(value: &mut Value, key: &str, new: Value) {
    if let Value::Object(map) = value {
        map.insert(String::from(key), new);
    }
}

/// Turns the dots of a path as people type it into `/`, except inside AWS's dotted keys.
pub fn resolve_path(params: &Value, typed: &str) -> String {
    let mut rest = typed;
    let mut at = Some(params);
    let mut path = String::new();
    while !rest.is_empty() {
        let whole = at.and_then(|v| v.get(rest)).is_some();
        let mut cuts = rest.match_indices('.').map(|(cut, _)| cut).rev();
        let cut = if whole {
            rest.len()
        } else {
            cuts.find(|cut| {
                rest.get(..*cut)
                    .is_some_and(|k| at.and_then(|v| v.get(k)).is_some())
            })
            .or_else(|| rest.find('.'))
            .unwrap_or(rest.len())
        };
        let key = rest.get(..cut).unwrap_or(rest);
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(key);
        at = at.and_then(|v| v.get(key));
        rest = rest.get(cut + 1..).unwrap_or("");
    }
    path
}

/// Checks one value against its field. Structures are checked by parsing.
pub fn check(field: &Field, value: &Value) -> Result<(), FieldFault> {
    match field.kind {
        FieldKind::OptionalNumber { .. } if value.is_null() => Ok(()),
        FieldKind::Number { min, max, is_whole }
        | FieldKind::OptionalNumber { min, max, is_whole } => {
            let number = value
                .as_f64()
                .filter(|n| n.is_finite())
                .ok_or(FieldFault::NotANumber)?;
            if number < min || number > max {
                return Err(FieldFault::OutOfRange { min, max });
            }
            if is_whole && number != crate::base::math::floor(number) {
                return Err(FieldFault::NotWhole);
            }
            Ok(())
        }
        FieldKind::Bool => value.is_boolean().then_some(()).ok_or(FieldFault::NotABool),
        FieldKind::Choice(words) => {
            let is_listed = value.as_str().is_some_and(|word| words.contains(&word));
            (is_listed || value.is_null())
                .then_some(())
                .ok_or(FieldFault::NotOneOf { words })
        }
        FieldKind::Text | FieldKind::Suggested(_) | FieldKind::Metric | FieldKind::Type(_) => {
            match value {
                Value::Null => Ok(()),
                Value::String(text) => check_text(text),
                _ => Err(FieldFault::NotText),
            }
        }
        FieldKind::Records(fields) => {
            let records = value.as_array().into_iter().flatten();
            let given = |record| {
                let given = move |f: &'static Field| Some((f, get(record, f.path)?));
                fields.iter().filter_map(given)
            };
            let mut all = records.flat_map(given);
            all.try_for_each(|(field, value)| check(field, value))
        }
        FieldKind::Structure | FieldKind::Part(_) | FieldKind::Parts(_) => Ok(()),
    }
}

/// A text that may stand in a document: one line of at most [`TEXT_CHARS_MAX`] characters.
pub fn check_text(text: &str) -> Result<(), FieldFault> {
    if text.chars().any(char::is_control) {
        return Err(FieldFault::ControlCharacter);
    }
    let chars = TEXT_CHARS_MAX;
    (text.len() <= chars || text.chars().count() <= chars)
        .then_some(())
        .ok_or(FieldFault::TooLong { chars })
}

/// The parameters with one field changed.
pub fn set(params: &Params, path: &str, new: &Value) -> Result<Params, FieldFault> {
    let field = params
        .fields()
        .iter()
        .find(|f| f.path == path)
        .ok_or(FieldFault::UnknownField)?;
    check(field, new)?;
    let mut value = params.to_value();
    put(&mut value, path, whole(new));
    params.parse_like(value).map_err(|e| FieldFault::WrongForm {
        detail: alloc::string::ToString::to_string(&e),
    })
}

/// `4.0` as `4`: a whole number field must parse whichever way it was typed.
pub fn whole(value: &Value) -> Value {
    match value.as_f64() {
        Some(n) if n == crate::base::math::floor(n) && n.abs() < 9e15 => Value::from(n as i64),
        _ => value.clone(),
    }
}
