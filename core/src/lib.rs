//! Swell's simulation: a deterministic discrete-event model of load balancing and auto scaling.
//!
//! Layers, each using only what stands to its left:
//! `base < rules, theory < world < contract, control, kinds < document < engine < observe < scenario <
//! session`.
#![no_std]
#![forbid(unsafe_code)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod balancing;
pub mod base;
pub mod contract;
pub mod control;
pub mod document;
pub mod engine;
pub mod kinds;
pub mod observe;
pub mod rules;
pub mod scenario;
pub mod session;
pub mod theory;
pub mod world;
