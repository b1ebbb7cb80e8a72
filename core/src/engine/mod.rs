//! The engine: one loop over the data plane and the control plane, edits and faults while time
//! runs, and a timeline that can go back.

pub mod cloudwatch;
mod copies;
pub mod injection;
pub mod input_log;
pub mod noticed;
pub mod simulation;
pub mod sync;
pub mod timeline;

pub(crate) use copies::bring;
