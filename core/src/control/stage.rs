//! The order within one instant.

/// The classes of spec 1.1: what happens at one instant happens in this order, and within a stage in the
/// order in which it was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reads what was true before the instant.
    Before = 0,
    /// Edits and faults, which come from outside.
    Edits,
    /// EC2 states and those of databases.
    States,
    HealthChecks,
    /// The data plane.
    Requests,
    Publication,
    Alarms,
    Policies,
    Groups,
}

impl Stage {
    /// Its place in the order of an instant.
    pub const fn rank(self) -> u8 {
        self as u8
    }
}
