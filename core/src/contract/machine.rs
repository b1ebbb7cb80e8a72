//! What a machine is to those that look at it from outside.

use crate::base::id::{InstanceId, PartId};
use crate::base::time::Instant;
use crate::rules::lifecycle::Ec2State;

/// What a server is doing, from its launch to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InstanceState {
    #[default]
    Pending,
    /// Running, its software is still being installed or started.
    Bootstrapping,
    /// Registered, waiting for the health checks to pass.
    Checking,
    Healthy,
    /// A target group says so.
    Unhealthy,
    /// Nothing listens on its port, whoever has noticed.
    Crashed,
    /// It takes connections and never answers, whoever has noticed.
    Hung,
    /// Its zone is cut off.
    Unreachable,
    Draining,
    Terminating,
    Stopped,
}

impl InstanceState {
    /// A running machine past its start, well or not.
    pub const fn is_up(self) -> bool {
        matches!(
            self,
            Self::Healthy | Self::Unhealthy | Self::Crashed | Self::Hung | Self::Unreachable
        )
    }

    pub const fn is_starting(self) -> bool {
        self.start_step().is_some()
    }

    /// Which of the three steps of a start it is in.
    pub const fn start_step(self) -> Option<usize> {
        match self {
            Self::Pending => Some(0),
            Self::Bootstrapping => Some(1),
            Self::Checking => Some(2),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Machine {
    /// As people see it.
    pub id: InstanceId,
    /// The subnet that it stands in and the number of that subnet's zone.
    pub subnet: PartId,
    pub zone: u8,
    /// What it is doing, as far as it knows itself.
    pub state: InstanceState,
    pub ec2: Ec2State,
    /// The status check of the machine itself fails.
    pub is_impaired: bool,
    /// Its zone is cut off: nothing is heard of it.
    pub is_unreachable: bool,
    pub vcpus: u32,
    /// Work done since it was launched. Units: vCPU-microseconds.
    pub busy_us: u64,
    /// Since when it runs; `None`: it does not.
    pub running_since: Option<Instant>,
    pub launched_at: Instant,
    /// Share of the present phase that is over, 0 to 1.
    pub progress: f64,
    /// Requests in line, and those with a worker as well.
    pub waiting: u32,
    pub in_flight: u32,
}
