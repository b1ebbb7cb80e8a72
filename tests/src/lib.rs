//! Shared harness of the native tests.

pub mod vectors;
