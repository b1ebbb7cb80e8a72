//! The ground floor: time, ids, arithmetic and containers that are the same on every machine.

pub mod arena;
pub mod codec;
pub mod dist;
pub mod filled;
pub mod hash;
pub mod histogram;
pub mod id;
mod lane;
pub mod math;
pub mod order;
pub mod pairs;
pub mod queue;
pub mod rng;
pub mod sketch;
pub mod small_map;
pub mod time;
pub mod unit;
pub mod ziggurat;
pub mod zipf;
