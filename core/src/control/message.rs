//! What parts tell each other, beside requests.

use super::stage::Stage;
use crate::base::id::{Handle, PartIx};
use crate::world::log::{AlarmRole, EntryId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// The part's own data plane asked for attention.
    Signalled,
    /// Something that the part goes by has changed: it looks again.
    Reconcile,
    /// A machine of the part runs.
    Running { instance: Handle },
    /// A machine of the part has ended.
    Terminated { instance: Handle },
    /// A machine of the part has ended before it ran.
    LaunchLost { instance: Handle },
    /// A target group has nothing in flight to the machine any more.
    Released { instance: Handle },
    /// A balancer has nothing in flight to a draining target any more.
    Drained { slot: u16 },
    /// A probe that waited in line with the requests has had its turn.
    ProbeAnswered { slot: u16, number: u32 },
    /// A server asks for something from the internet. Units: kB.
    Fetch { server: Handle, kb: u32 },
    /// They are there.
    Fetched,
    /// A surge of load is to come from it.
    Surge,
    /// `SetDesiredCapacity` by hand.
    DesiredSet { desired: u32 },
    /// A deploy has replaced what copies were made of: they are to be invalidated.
    Invalidate { cause: EntryId },
    /// A file of a log is put into a bucket.
    LogFile { lines: u32 },
    /// An alarm in ALARM takes its action.
    Invoked {
        alarm: PartIx,
        role: AlarmRole,
        cause: EntryId,
    },
}

impl Message {
    pub const fn stage(self) -> Stage {
        match self {
            Self::ProbeAnswered { .. } => Stage::HealthChecks,
            Self::Invoked { .. } => Stage::Policies,
            _ => Stage::Groups,
        }
    }
}
