//! Shared harness of the native tests.

pub mod alone;
pub mod boards;
pub mod dice;
pub mod laws;
pub mod ledger;
pub mod legal;
pub mod story;
pub mod vectors;
pub mod wild;
