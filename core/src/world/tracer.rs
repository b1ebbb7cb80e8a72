//! Events of followed requests, for the viewer: dots, and the trace of a single one.

use super::client::Identity;
use super::names::Selection;
use super::request::Outcome;
use crate::base::id::PartIx;
use crate::base::time::{Instant, Span};
use crate::rules::network::Reach;
use alloc::vec::Vec;

/// Steps kept between two looks of the viewer; more are dropped (and counted by the gap).
const STEPS_MAX: usize = 20_000;

/// What a followed request did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Left its client, with what its class and its number make of it.
    Sent { class: u8, identity: Identity },
    /// Reached a part by a wire from `from`.
    Reached { from: PartIx },
    /// Its client was told by a name to go to `to`; `selection`: why, if the name had a choice.
    Resolved {
        from: PartIx,
        is_cached: bool,
        to: PartIx,
        /// How long the answer may be kept from now on.
        left: Span,
        selection: Option<Selection>,
    },
    /// The server's work on it began, after waiting since it was reached.
    Started,
    /// The balancer chose `target` among so many that could take it.
    Picked {
        target: PartIx,
        eligible: u16,
        outstanding: u32,
        /// Zone of the balancer's node that did, by its bit.
        zone: u8,
    },
    /// What a part says of it, found among the words of its kind.
    Noted { word: &'static str },
    /// The network did not let it through, for this reason.
    Dropped { to: PartIx, by: Reach },
    /// The answer left for `to`.
    Answered { to: PartIx, outcome: Outcome },
    /// The client has its answer.
    Received { outcome: Outcome },
    /// The client's patience ended; the servers do not know.
    GaveUp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceEvent {
    pub serial: u64,
    pub at: Instant,
    pub part: PartIx,
    pub step: Step,
}

/// Which requests are followed, and their events since the viewer last looked.
/// Viewer state: it never decides anything in the run.
#[derive(Clone, Debug, Default)]
pub struct Tracer {
    /// Follow every n-th request by serial number; 0 follows none.
    pub every: u64,
    pub events: Vec<TraceEvent>,
}

impl Tracer {
    #[inline]
    pub fn follows(&self, serial: u64) -> bool {
        self.every != 0 && serial.is_multiple_of(self.every)
    }

    pub fn push(&mut self, event: TraceEvent) {
        if self.events.len() < STEPS_MAX {
            self.events.push(event);
        }
    }
}
