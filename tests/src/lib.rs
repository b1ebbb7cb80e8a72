//! Shared harness of the native tests.

pub mod alone;
pub mod arbitrary;
pub mod boards;
pub mod harness;
pub mod invariants;
pub mod ledger;
pub mod legal;
pub mod test_rng;
pub mod vectors;
