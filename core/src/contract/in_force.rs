//! What holds of a parameter, whatever the document says.

use core::ops::RangeInclusive;
use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub struct InForce {
    pub value: Value,
    /// Of a number that the run moves by itself: what it may be set to by hand as things stand.
    pub limits: Option<RangeInclusive<f64>>,
}

impl From<Value> for InForce {
    fn from(value: Value) -> Self {
        let limits = None;
        Self { value, limits }
    }
}
