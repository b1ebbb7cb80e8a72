//! Shared harness of the native tests.

pub mod boards;
pub mod vectors;
