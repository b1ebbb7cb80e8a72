//! The ground floor: time, ids, arithmetic that is the same on every machine.

pub mod math;
pub mod time;
