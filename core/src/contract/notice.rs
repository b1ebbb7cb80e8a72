//! Who has noticed what is wrong with a machine: EC2's status checks, a balancer's health checks, a
//! group's verdict. Opinions that differ, and each at its own time (spec 5.5, 7.5).

use crate::base::time::{Instant, Span};
use crate::rules::health::TargetState;
use crate::world::log::TerminationCause;

/// What one of its watchers knows of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    Ec2(Ec2Notice),
    Balancer(BalancerNotice),
    Group(GroupNotice),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ec2Notice {
    /// Running, and its status checks pass: it knows nothing of applications.
    Passes,
    /// The status check fails since then.
    Fails {
        since: Instant,
    },
    NotRunning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BalancerNotice {
    pub state: TargetState,
    /// Failed checks in a row, and how many it takes.
    pub failures: u32,
    pub threshold: u32,
}

impl BalancerNotice {
    /// Whether it sends nothing there any more.
    pub const fn has_noticed(self) -> bool {
        self.state.is_unhealthy() || matches!(self.state, TargetState::Draining)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupNotice {
    Healthy,
    /// Nothing but a machine that does not run counts before this is over.
    Grace {
        left: Span,
    },
    Unhealthy {
        why: TerminationCause,
    },
}
