//! What applications write down, and who gathers it (spec 9.4).

pub mod agent;
pub mod log_group;
