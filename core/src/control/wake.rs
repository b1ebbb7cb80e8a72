//! Reasons to wake, and their order within one instant.

use crate::base::id::{Handle, PartIx};
use crate::world::log::{AlarmRole, EntryId};
use serde::{Deserialize, Serialize};

/// Every reason to wake on the control plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wake {
    /// A group reads the EC2 states of its instances (each full minute).
    ReadStates,
    /// An instance's boot or shutdown phase ends.
    Phase {
        phase: u32,
    },
    /// A target group probes a target.
    Probe {
        slot: u16,
        generation: u32,
    },
    /// A silent target's probe has run into its time-out.
    ProbeTimedOut {
        slot: u16,
        generation: u32,
    },
    /// A probe that waits in line with the requests has had its turn.
    ProbeAnswered {
        slot: u16,
        number: u32,
    },
    /// It has waited as long as the time-out.
    ProbeWaited {
        slot: u16,
        number: u32,
    },
    /// The metric period ends: all parts publish.
    Publish,
    /// An alarm's newest datapoint is available.
    Evaluate {
        role: AlarmRole,
        generation: u32,
    },
    /// An alarm in ALARM invokes a policy.
    Invoke {
        alarm: PartIx,
        role: AlarmRole,
        cause: EntryId,
    },
    /// A scheduled action is due.
    Fire {
        generation: u32,
    },
    /// The data plane asked for attention.
    Signalled,
    InstanceRunning {
        instance: Handle,
    },
    InstanceTerminated {
        instance: Handle,
    },
    /// The zone of an instance that is still pending went down.
    LaunchLost {
        instance: Handle,
    },
    /// A draining target has nothing in flight any more.
    Drained {
        slot: u16,
    },
    /// A target's deregistration delay is over.
    DrainEnds {
        slot: u16,
        generation: u32,
    },
    /// A target of the group's instance no longer drains.
    Released {
        instance: Handle,
    },
    /// A database's standby is the primary now.
    FailedOver,
    /// An instance's warm-up ends.
    WarmUpEnds {
        instance: Handle,
        serial: u32,
    },
    /// A group compares what it has with what it wants.
    Reconcile,
    /// The group's own 10 s beat.
    Tick,
}

/// Classes of spec 1.1 in the order of one instant; requests run as class 3.
pub const REQUEST_CLASS: u8 = 4;
/// Edits and incidents, which come from outside.
pub const EDIT_CLASS: u8 = 1;

impl Wake {
    pub const fn class(self) -> u8 {
        match self {
            // Reads what was true before this instant.
            Self::ReadStates => 0,
            // 1: faults and edits, applied from outside before the instant runs.
            Self::Phase { .. } | Self::FailedOver => 2,
            Self::Probe { .. }
            | Self::ProbeTimedOut { .. }
            | Self::ProbeAnswered { .. }
            | Self::ProbeWaited { .. } => 3,
            Self::Publish => 5,
            Self::Evaluate { .. } => 6,
            Self::Invoke { .. } | Self::Fire { .. } => 7,
            Self::Signalled
            | Self::InstanceRunning { .. }
            | Self::InstanceTerminated { .. }
            | Self::LaunchLost { .. }
            | Self::Drained { .. }
            | Self::DrainEnds { .. }
            | Self::Released { .. }
            | Self::WarmUpEnds { .. }
            | Self::Reconcile
            | Self::Tick => 8,
        }
    }
}
