//! Reading the arguments of a case; a missing or odd one panics with its name, which the runner
//! reports.

use serde::de::DeserializeOwned;
use serde_json::Value;
use swell_core::base::time::{Instant, Span};

/// The members of one JSON object.
#[derive(Clone, Copy)]
pub struct Arguments<'a>(&'a Value);

impl<'a> Arguments<'a> {
    pub fn new(object: &'a Value) -> Self {
        Self(object)
    }

    /// The member, `None` when it is left out or null.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// The whole object.
    pub fn object(&self) -> &'a Value {
        self.0
    }

    fn need<T>(&self, name: &str, value: Option<T>) -> T {
        value.unwrap_or_else(|| panic!("argument {name} is missing or odd: {:?}", self.0.get(name)))
    }

    pub fn opt_f64(&self, name: &str) -> Option<f64> {
        self.get(name).map(|value| self.need(name, value.as_f64()))
    }

    pub fn f64(&self, name: &str) -> f64 {
        self.need(name, self.opt_f64(name))
    }

    pub fn opt_i64(&self, name: &str) -> Option<i64> {
        self.opt_f64(name)
            .map(|value| self.need(name, whole(value)))
    }

    pub fn i64(&self, name: &str) -> i64 {
        self.need(name, self.opt_i64(name))
    }

    pub fn opt_u32(&self, name: &str) -> Option<u32> {
        let value = self.opt_i64(name)?;
        Some(self.need(name, u32::try_from(value).ok()))
    }

    pub fn u32(&self, name: &str) -> u32 {
        self.need(name, self.opt_u32(name))
    }

    pub fn flag(&self, name: &str) -> bool {
        self.need(name, self.get(name).map_or(Some(false), Value::as_bool))
    }

    pub fn opt_str(&self, name: &str) -> Option<&'a str> {
        self.get(name).map(|value| self.need(name, value.as_str()))
    }

    pub fn str(&self, name: &str) -> &'a str {
        self.need(name, self.opt_str(name))
    }

    /// A list; left out or null is empty.
    pub fn list(&self, name: &str) -> &'a [Value] {
        match self.get(name) {
            Some(value) => self.need(name, value.as_array().map(Vec::as_slice)),
            None => &[],
        }
    }

    pub fn objects(&self, name: &str) -> impl Iterator<Item = Arguments<'a>> {
        self.list(name).iter().map(Arguments::new)
    }

    pub fn numbers(&self, name: &str) -> Vec<f64> {
        let numbers = self.list(name).iter().map(Value::as_f64).collect();
        self.need(name, numbers)
    }

    pub fn strings(&self, name: &str) -> Vec<&'a str> {
        let strings = self.list(name).iter().map(Value::as_str).collect();
        self.need(name, strings)
    }

    /// Pairs such as `["a", 2]`.
    pub fn pairs(&self, name: &str) -> Vec<(&'a str, f64)> {
        let pair = |value: &'a Value| Some((value.get(0)?.as_str()?, value.get(1)?.as_f64()?));
        let pairs = self.list(name).iter().map(pair).collect();
        self.need(name, pairs)
    }

    /// A word or object that core reads itself.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> T {
        self.need(name, self.opt_read(name))
    }

    pub fn opt_read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value = self.get(name)?;
        Some(self.need(name, serde_json::from_value(value.clone()).ok()))
    }

    pub fn span(&self, name: &str) -> Span {
        Span::from_s_f64(self.f64(name))
    }

    pub fn instants(&self, name: &str) -> Vec<Instant> {
        self.numbers(name).into_iter().map(instant).collect()
    }
}

/// The instant so many seconds after the start.
pub fn instant(seconds: f64) -> Instant {
    Instant::ZERO + Span::from_s_f64(seconds)
}

fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0).then_some(value as i64)
}
