//! AWS decisions as pure functions: no clock, no random numbers, no graph; one file per topic.

pub mod alarm;
pub mod capacity;
pub mod civil;
pub mod cost;
pub mod credits;
pub mod database;
pub mod distribution;
pub mod dns;
pub mod exact;
pub mod flow;
pub mod forecast;
pub mod health;
pub mod instance_type;
pub mod lifecycle;
pub mod network;
pub mod reason;
pub mod resolve;
pub mod schedule;
pub mod simple_scaling;
pub mod step_scaling;
pub mod summary;
pub mod suspension;
pub mod target_tracking;
pub mod termination;
pub mod time_zone;
mod time_zone_table;
pub mod validate;
