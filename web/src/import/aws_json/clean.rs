//! Walks through an object along its known fields: checks shapes, drops what belongs to one account.

use super::fields::{Field, Holds};
use super::{ERRORS_MAX, ImportError, ImportNotice, Params, Shape, join};
use serde_json::Value;

#[derive(Default)]
pub(super) struct Cleaner {
    pub errors: Vec<ImportError>,
    pub notices: Vec<ImportNotice>,
}

impl Cleaner {
    pub fn fail(&mut self, error: ImportError) {
        if self.errors.len() < ERRORS_MAX {
            self.errors.push(error);
        }
    }

    pub fn wrong_type(&mut self, path: String, expected: Shape, found: &Value) {
        self.fail(ImportError::WrongType {
            path,
            expected,
            found: shape(found),
        });
    }

    /// The object without nulls, without empty texts and containers (the CLI's skeletons are full of
    /// them) and without what `fields` drops.
    pub fn object(&mut self, path: &str, object: Params, fields: &[Field]) -> Params {
        let mut kept = Params::new();
        for (name, value) in object {
            if is_empty(&value) {
                continue;
            }
            let path = join(path, &name);
            let value = match fields.iter().find(|f| f.name == name).map(|f| &f.holds) {
                Some(Holds::Dropped) => continue,
                Some(Holds::Usual(words)) => {
                    if !words.contains(&word(&value).as_str()) {
                        self.notices.push(ImportNotice::FieldUnknown { path });
                    }
                    continue;
                }
                Some(holds) => self.value(&path, value, holds),
                None => {
                    self.notices.push(ImportNotice::FieldUnknown { path });
                    Some(value)
                }
            };
            if let Some(value) = value.filter(|v| !is_empty(v)) {
                kept.insert(name, value);
            }
        }
        kept
    }

    fn value(&mut self, path: &str, value: Value, holds: &Holds) -> Option<Value> {
        match (holds, value) {
            (Holds::One(expected), value) => {
                let found = shape(&value);
                let fits = found == *expected
                    || (*expected == Shape::Number && found == Shape::Whole)
                    || (*expected == Shape::Whole && is_round(&value));
                if !fits {
                    self.wrong_type(path.to_owned(), *expected, &value);
                    return None;
                }
                Some(value)
            }
            (Holds::Object(fields), Value::Object(object)) => {
                Some(Value::Object(self.object(path, object, fields)))
            }
            (Holds::List(fields), Value::Array(items)) => {
                let items = items.into_iter().enumerate();
                let cleaned = items.filter_map(|(i, item)| {
                    let path = format!("{path}[{i}]");
                    match item {
                        Value::Object(item) => {
                            Some(Value::Object(self.object(&path, item, fields)))
                        }
                        other => {
                            self.wrong_type(path, Shape::Object, &other);
                            None
                        }
                    }
                });
                Some(Value::Array(cleaned.collect()))
            }
            (Holds::Object(_), other) => {
                self.wrong_type(path.to_owned(), Shape::Object, &other);
                None
            }
            (Holds::List(_), other) => {
                self.wrong_type(path.to_owned(), Shape::List, &other);
                None
            }
            (Holds::Anything | Holds::Usual(_) | Holds::Dropped, value) => Some(value),
        }
    }
}

/// A value as it is written, texts without their quotes.
fn word(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// `60.0` is a whole number to people and to most JSON writers.
fn is_round(value: &Value) -> bool {
    value.as_f64().is_some_and(|n| n.fract() == 0.0)
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::Null => Shape::Null,
        Value::Bool(_) => Shape::Flag,
        Value::Number(n) if n.is_i64() || n.is_u64() => Shape::Whole,
        Value::Number(_) => Shape::Number,
        Value::String(_) => Shape::Text,
        Value::Array(_) => Shape::List,
        Value::Object(_) => Shape::Object,
    }
}
