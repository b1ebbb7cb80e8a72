//! Single requests and the traffic of files.

use super::{Item, KindId, SimTime};
use swell_core::balancing::TLS_ENDS;

/// A part as a request's trace names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PartName {
    pub kind: Option<KindId>,
    /// Empty for a part without a name of its own.
    pub name: String,
}

/// A followed request: what it did, step by step, in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestTrace {
    pub serial: u64,
    /// The address that it came from.
    pub client: String,
    pub steps: Vec<RequestStep>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RequestStep {
    pub at: SimTime,
    pub part: PartName,
    /// The element where it happened.
    pub item: Option<Item>,
    pub what: RequestEvent,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RequestEvent {
    Sent,
    Reached,
    /// Work on it began.
    Started,
    Picked {
        target: PartName,
        eligible: u16,
        outstanding: u32,
        /// The address of the balancer's node that chose, where it has one.
        node: Option<String>,
    },
    /// The name said where to go, or a resolver still knew.
    Resolved {
        is_cached: bool,
        target: PartName,
        /// How long the answer may be kept yet. Units: microseconds.
        left: SimTime,
        selection: Option<swell_core::world::names::Selection>,
    },
    /// A word of its kind about it.
    Noted(&'static str),
    /// The network dropped it on its way to a part.
    Dropped {
        target: PartName,
        /// What decided, and the part that it stands in.
        by: swell_core::rules::network::Reach,
        place: String,
    },
    Answered(swell_core::world::request::Outcome),
    Received(swell_core::world::request::Outcome),
    GaveUp,
}

/// What moved last: a step of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    pub serial: u64,
    pub step: RequestStep,
}

/// A stay of a request at one part: its steps there, first and last, in the list of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    pub first: usize,
    pub last: usize,
    /// It has been there before: it is on its way back.
    pub is_back: bool,
}

impl RequestTrace {
    /// The way of the request from part to part, there and back.
    pub fn stops(&self) -> Vec<Stop> {
        let mut stops: Vec<Stop> = Vec::new();
        for (n, step) in self.steps.iter().enumerate() {
            let is_at = |stop: &Stop| {
                self.steps
                    .get(stop.first)
                    .is_some_and(|s| s.part == step.part)
            };
            match stops.last_mut().filter(|stop| is_at(stop)) {
                Some(stop) => stop.last = n,
                None => stops.push(Stop {
                    first: n,
                    last: n,
                    is_back: stops.iter().any(is_at),
                }),
            }
        }
        stops
    }

    /// Whether the hop is encrypted that ends at step `n`, of a request that left over TLS: nobody on the
    /// way has ended that, or who is reached does so itself.
    pub fn is_locked_to(&self, n: usize) -> bool {
        let ends = |step: &RequestStep| step.what == RequestEvent::Noted(TLS_ENDS);
        let before = self.steps.iter().take(n);
        let there = self.steps.iter().skip(n + 1);
        let mut there = there.take_while(|step| step.what != RequestEvent::Reached);
        !before.clone().any(ends) || there.any(ends)
    }

    pub fn sent_at(&self) -> SimTime {
        self.steps.first().map_or(0, |s| s.at)
    }

    /// How it ended, if it has: the status (0 for none) and whether all was well.
    pub fn end(&self) -> Option<(u16, bool)> {
        self.steps.iter().rev().find_map(|s| match s.what {
            RequestEvent::Received(outcome) => Some((outcome.code, outcome.is_ok())),
            RequestEvent::GaveUp => Some((0, false)),
            _ => None,
        })
    }
}

/// One line of the list of newest requests.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestView {
    pub serial: u64,
    pub at: SimTime,
    pub code: u16,
    pub is_ok: bool,
}

/// The traffic that a file gave to users.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceView {
    pub rows: usize,
    pub span_s: f64,
    pub peak_per_s: f64,
    pub mean_per_s: f64,
    /// What its rates are multiplied by.
    pub factor: f64,
    /// Whether it is the load now.
    pub is_used: bool,
    /// Shape from 0 to 1, evenly spaced.
    pub shape: Vec<f32>,
}

/// What the last traffic file said beside its numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TraceFile {
    pub name: String,
    pub start: Option<String>,
    pub notices: Vec<String>,
    /// A factor that would make it a load for the board it was opened on.
    pub suggested: Option<f64>,
}
