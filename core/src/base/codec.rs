//! JSON forms of what the user sets: one table of names per structure or word list, read and
//! written by the same small functions. Derived code would be made anew for every type.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::de::Error as _;
use serde_json::{Error, Map, Value};

/// A value with a JSON form.
pub trait Codec: Sized {
    /// Errors: `value` has another form, or says what cannot be.
    fn parse(value: &Value) -> Result<Self, Error>;
    fn write(&self) -> Value;
}

/// A place that holds a value with a JSON form, whatever its type.
pub trait Slot {
    /// Takes over what `value` says. Errors: as [`Codec::parse`]; the slot is left as it was.
    fn read(&mut self, value: &Value) -> Result<(), Error>;
    fn write(&self) -> Value;
}

impl<T: Codec> Slot for T {
    fn read(&mut self, value: &Value) -> Result<(), Error> {
        *self = T::parse(value)?;
        Ok(())
    }

    fn write(&self) -> Value {
        Codec::write(self)
    }
}

/// A structure whose fields are slots with names; see [`record!`].
pub trait Record {
    fn names(&self) -> &'static [&'static str];
    /// The field that has the name of the same place in [`Self::names`].
    fn slot(&self, ix: usize) -> Option<&dyn Slot>;
    fn slot_mut(&mut self, ix: usize) -> Option<&mut dyn Slot>;
    /// Whether nulls, empty lists and empty texts are left out when it is written.
    fn is_sparse(&self) -> bool;
}

/// Reads one field. `None`: there is no field of this name.
pub fn read_field(record: &mut dyn Record, name: &str, value: &Value) -> Option<Result<(), Error>> {
    let ix = record.names().iter().position(|known| *known == name)?;
    record.slot_mut(ix).map(|slot| slot.read(value))
}

/// Reads the fields that `value` names; the others stay as they are, unknown names mean nothing.
pub fn read_record(record: &mut dyn Record, value: &Value) -> Result<(), Error> {
    let Value::Object(map) = value else {
        return Err(unexpected(value, "an object"));
    };
    for (name, value) in map {
        read_field(record, name, value).unwrap_or(Ok(()))?;
    }
    Ok(())
}

pub fn write_record(record: &dyn Record) -> Value {
    let is_left_out = |value: &Value| {
        let is_empty = match value {
            Value::Array(items) => items.is_empty(),
            Value::String(text) => text.is_empty(),
            value => value.is_null(),
        };
        record.is_sparse() && is_empty
    };
    let mut map = Map::new();
    for (ix, name) in record.names().iter().enumerate() {
        if let Some(slot) = record.slot(ix) {
            let value = slot.write();
            if !is_left_out(&value) {
                map.insert(String::from(*name), value);
            }
        }
    }
    Value::Object(map)
}

/// The value of a word out of a list.
pub fn read_word<T: Copy>(
    value: &Value,
    words: &'static [&'static str],
    values: &[T],
) -> Result<T, Error> {
    let word = read_text(value)?;
    let mut pairs = words.iter().zip(values);
    let found = pairs.find(|(known, _)| **known == word);
    found.map_or_else(
        || Err(Error::unknown_variant(word, words)),
        |(_, value)| Ok(*value),
    )
}

pub fn read_text(value: &Value) -> Result<&str, Error> {
    let wrong = || unexpected(value, "a string");
    value.as_str().ok_or_else(wrong)
}

/// What to say of a value that is not what was expected. Serde's own words also print floats, with
/// ten kilobytes of tables.
fn unexpected(value: &Value, expected: &str) -> Error {
    let found = match (value, value.as_i64()) {
        (Value::Null, _) => String::from("null"),
        (Value::Bool(is), _) => format!("boolean `{is}`"),
        (_, Some(whole)) => format!("integer `{whole}`"),
        (Value::Number(_), None) => String::from("a number"),
        (Value::String(text), _) => format!("string {text:?}"),
        (Value::Array(_), _) => String::from("a list"),
        (Value::Object(_), _) => String::from("an object"),
    };
    Error::custom(format_args!("invalid type: {found}, expected {expected}"))
}

fn read_whole(value: &Value, name: &'static str, max: i64, min: i64) -> Result<i64, Error> {
    match value.as_i64() {
        Some(n) if (min..=max).contains(&n) => Ok(n),
        Some(n) => Err(Error::custom(format_args!(
            "invalid value: integer `{n}`, expected {name}"
        ))),
        None => Err(unexpected(value, name)),
    }
}

macro_rules! whole_numbers {
    ($($name:ident)*) => { $(
        impl Codec for $name {
            fn parse(value: &Value) -> Result<Self, Error> {
                let (max, min) = ($name::MAX as i64, $name::MIN as i64);
                read_whole(value, stringify!($name), max, min).map(|n| n as Self)
            }

            fn write(&self) -> Value {
                Value::from(*self)
            }
        }
    )* };
}

// Not u64: its upper half is no i64.
whole_numbers!(u8 u32 i64);

impl Codec for f64 {
    fn parse(value: &Value) -> Result<Self, Error> {
        let wrong = || unexpected(value, "f64");
        value.as_f64().ok_or_else(wrong)
    }

    fn write(&self) -> Value {
        Value::from(*self)
    }
}

impl Codec for bool {
    fn parse(value: &Value) -> Result<Self, Error> {
        let wrong = || unexpected(value, "a boolean");
        value.as_bool().ok_or_else(wrong)
    }

    fn write(&self) -> Value {
        Value::from(*self)
    }
}

impl Codec for String {
    fn parse(value: &Value) -> Result<Self, Error> {
        read_text(value).map(Self::from)
    }

    fn write(&self) -> Value {
        Value::from(self.as_str())
    }
}

impl<T: Codec> Codec for Option<T> {
    fn parse(value: &Value) -> Result<Self, Error> {
        match value {
            Value::Null => Ok(None),
            value => T::parse(value).map(Some),
        }
    }

    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, Codec::write)
    }
}

impl<T: Codec> Codec for Vec<T> {
    fn parse(value: &Value) -> Result<Self, Error> {
        let Value::Array(items) = value else {
            return Err(unexpected(value, "a list"));
        };
        items.iter().map(T::parse).collect()
    }

    fn write(&self) -> Value {
        Value::Array(self.iter().map(Codec::write).collect())
    }
}

/// Gives a structure its JSON form by one table of name and field; no field can be forgotten.
/// What is missing has its default; `sparse`: nulls, empty lists and empty texts are
/// not written.
macro_rules! record {
    (sparse $name:ident { $($field:ident: $word:literal),* $(,)? }) => {
        $crate::base::codec::record!(@ $name true { $($field: $word,)* });
    };
    ($name:ident { $($field:ident: $word:literal),* $(,)? }) => {
        $crate::base::codec::record!(@ $name false { $($field: $word,)* });
    };
    (@ $name:ident $is_sparse:literal { $($field:ident: $word:literal),* $(,)? }) => {
        impl $crate::base::codec::Record for $name {
            fn names(&self) -> &'static [&'static str] {
                &[$($word),*]
            }

            #[allow(unused_mut, unused_variables, reason = "some have no fields")]
            fn slot(&self, ix: usize) -> Option<&dyn $crate::base::codec::Slot> {
                let Self { $($field),* } = self;
                let mut at = 0..;
                $(if at.next() == Some(ix) {
                    return Some($field);
                })*
                None
            }

            #[allow(unused_mut, unused_variables, reason = "some have no fields")]
            fn slot_mut(&mut self, ix: usize) -> Option<&mut dyn $crate::base::codec::Slot> {
                let Self { $($field),* } = self;
                let mut at = 0..;
                $(if at.next() == Some(ix) {
                    return Some($field);
                })*
                None
            }

            fn is_sparse(&self) -> bool {
                $is_sparse
            }
        }

        impl $crate::base::codec::Codec for $name {
            fn parse(value: &serde_json::Value) -> Result<Self, serde_json::Error> {
                let mut new = Self::default();
                $crate::base::codec::read_record(&mut new, value)?;
                Ok(new)
            }

            fn write(&self) -> serde_json::Value {
                $crate::base::codec::write_record(self)
            }
        }

        $crate::base::codec::serde_by_codec!($name);
    };
}

/// Gives an enum of plain words its JSON form by one table of value and word.
macro_rules! string_enum {
    ($name:ident { $($value:ident: $word:literal),* $(,)? }) => {
        impl $name {
            /// All words, in the order of the table.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $word,)* }
            }
        }

        impl $crate::base::codec::Codec for $name {
            fn parse(value: &serde_json::Value) -> Result<Self, serde_json::Error> {
                $crate::base::codec::read_word(value, Self::WORDS, &[$(Self::$value),*])
            }

            fn write(&self) -> serde_json::Value {
                serde_json::Value::from(self.as_str())
            }
        }

        $crate::base::codec::serde_by_codec!($name);
    };
}

/// Lets saved simulations contain a type that has a codec.
macro_rules! serde_by_codec {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::base::codec::Codec::write(self).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(from)?;
                $crate::base::codec::Codec::parse(&value).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use {record, serde_by_codec, string_enum};

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Inner {
        at: Option<u32>,
        names: Vec<String>,
    }
    record!(sparse Inner { at: "At", names: "Names", });

    #[derive(Clone, Debug, PartialEq)]
    struct Outer {
        share: f64,
        inner: Inner,
    }
    record!(Outer {
        share: "share",
        inner: "a.b",
    });

    impl Default for Outer {
        fn default() -> Self {
            Self {
                share: 0.5,
                inner: Inner::default(),
            }
        }
    }

    #[test]
    fn what_is_missing_has_its_default_and_what_is_unknown_means_nothing() {
        let outer = Outer::parse(&json!({ "a.b": { "At": 7 }, "other": [] })).unwrap();
        assert_eq!((outer.share, outer.inner.at), (0.5, Some(7)));
        assert_eq!(
            Codec::write(&outer),
            json!({ "share": 0.5, "a.b": { "At": 7 } })
        );
        assert_eq!(Outer::parse(&Codec::write(&outer)).unwrap(), outer);
    }

    #[test]
    fn a_slot_that_cannot_read_keeps_its_value() {
        let mut outer = Outer::default();
        outer.inner.names.push(String::from("kept"));
        let before = outer.clone();
        let wrong = json!({ "At": 1, "Names": ["new", 2] });
        assert!(read_field(&mut outer, "a.b", &wrong).unwrap().is_err());
        assert_eq!(outer, before);
        assert!(read_field(&mut outer, "c", &wrong).is_none());
    }

    #[test]
    fn no_number_loses_anything() {
        for (value, fits) in [
            (json!(255), true),
            (json!(256), false),
            (json!(-1), false),
            (json!(1.0), false),
            (json!("1"), false),
            (json!(null), false),
        ] {
            assert_eq!(u8::parse(&value).is_ok(), fits, "{value}");
        }
        assert!(u32::parse(&json!(u64::MAX)).is_err());
        assert_eq!(i64::parse(&json!(i64::MIN)).unwrap(), i64::MIN);
        let error = u8::parse(&json!(256)).unwrap_err();
        assert_eq!(
            alloc::string::ToString::to_string(&error),
            "invalid value: integer `256`, expected u8"
        );
    }
}
