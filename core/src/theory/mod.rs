//! Closed forms: what a run comes to, to check the engine against. No part calls them.

pub mod balancing;
pub mod caching;
pub mod credits;
pub mod queueing;
pub mod surge;
