//! What a group knows of each of its instances.

use crate::base::id::{Handle, InstanceId, PartId};
use crate::base::time::{Instant, Span};
use crate::rules::lifecycle::LifecycleState;
use crate::world::log::{EntryId, TerminationCause};
use serde::{Deserialize, Serialize};

/// One instance of the group as the group sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub part: Handle,
    pub id: InstanceId,
    pub subnet: PartId,
    pub zone: u8,
    pub state: LifecycleState,
    pub launched_at: Instant,
    pub in_service_at: Option<Instant>,
    /// In service since before the run: warm and past its grace period (spec 1.7).
    pub is_preexisting: bool,
    pub is_protected: bool,
    pub template_version: u32,
    pub(super) template_made_at: Instant,
    /// EC2's state as read at the last full minute.
    pub is_running_as_read: bool,
    /// Status check impaired since, as read at full minutes.
    pub impaired_since: Option<Instant>,
    /// The group's verdict; `None`: healthy, or not judged.
    pub unhealthy: Option<TerminationCause>,
    /// The log knows that it is unhealthy and kept.
    pub(super) said_kept: bool,
    /// Set unhealthy by hand.
    pub is_set_unhealthy: bool,
    /// Target groups that still drain it.
    pub(super) drains_left: u32,
    /// It has passed a health check since it came (or nobody checks).
    pub has_passed_check: bool,
    /// The last word of the log about it.
    pub(super) entry: Option<EntryId>,
}

impl Member {
    /// Time since `InService`.
    pub fn in_service_for(&self, now: Instant) -> Span {
        if self.is_preexisting {
            return Span::from_s(1 << 30);
        }
        self.in_service_at.map_or(Span::ZERO, |at| now.since(at))
    }

    /// Age of its blueprint: an older template comes before any version of a newer one (spec 7.8).
    pub(super) fn config_rank(&self) -> u64 {
        const VERSION_BITS: u32 = 20;
        let version = u64::from(self.template_version).min((1 << VERSION_BITS) - 1);
        self.template_made_at.us() << VERSION_BITS | version
    }

    pub fn is_in_service(&self) -> bool {
        self.state == LifecycleState::InService
    }

    pub fn is_pending(&self) -> bool {
        self.state == LifecycleState::Pending
    }

    pub fn is_terminating(&self) -> bool {
        self.state == LifecycleState::Terminating
    }

    /// Counts towards desired capacity.
    pub fn is_counted(&self) -> bool {
        !self.is_terminating()
    }
}
