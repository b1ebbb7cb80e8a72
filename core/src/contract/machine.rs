//! What a machine is to those that look at it from outside.

use crate::base::id::{InstanceId, PartId};
use crate::base::time::Instant;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// As people see it.
    pub id: InstanceId,
    /// The subnet that it stands in and the number of that subnet's zone.
    pub subnet: PartId,
    pub zone: u8,
    /// Its zone is cut off: nothing is heard of it.
    pub is_unreachable: bool,
    pub vcpus: u32,
    /// Work done since it was launched. Units: vCPU-microseconds.
    pub busy_us: u64,
    /// Since when it runs; `None`: it does not.
    pub running_since: Option<Instant>,
}
