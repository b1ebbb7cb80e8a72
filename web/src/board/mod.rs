//! The board: what it shows, and (once wired) the run behind it.

pub mod model;
pub mod sample;
