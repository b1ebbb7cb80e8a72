//! Closed forms to check the engine against.

pub mod queueing;
