//! A request in flight: who waits for its answer, and what became of it.

use super::client::Identity;
use super::requests::Note;
use crate::base::id::PartIx;
use crate::base::time::Instant;
use serde::{Deserialize, Serialize};

/// Calls that may be nested (client, edge, balancer, server, cache, database…).
pub const CALLS_MAX: usize = 7;
/// The half of a byte that counts calls.
const DEPTH: u8 = 0xf;
/// Hops after which a request is taken to run in a circle.
pub const HOPS_MAX: u8 = 64;

/// Requests in flight at a time, and retries that wait for their turn: the ceiling of the
/// simulation, not of AWS. It bounds memory and the work of an event. What users would send beyond
/// it fails at once as [`FailureCause::TooManyInFlight`], and the log says so.
pub const IN_FLIGHT_MAX: usize = 1 << 20;

/// The caller dialled no address in particular.
pub const NO_NODE: u8 = u8::MAX;

/// Why a request failed. Basis: spec 1.4 and 5.9.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCause {
    #[default]
    None,
    /// The name has no address to answer with.
    NoAddress,
    /// No balancer node took the connection: its zone is down.
    NodeUnreachable,
    /// The listener forwards to no target group, or the group has no target that takes requests.
    NoTarget,
    /// Cross-zone balancing is off and the node's zone has no target.
    NoTargetInZone,
    /// The server's queue is full.
    QueueFull,
    /// Nothing listens on the port: the application is booting or has crashed.
    PortClosed,
    /// No TCP connection within 10 s.
    ConnectTimeout,
    /// No answer within the idle timeout.
    IdleTimeout,
    /// The deregistration delay ran out, or the target was terminated with requests in flight.
    ConnectionCut,
    /// The application could not get a database connection.
    DatabaseRefused,
    /// The application could not reach its database.
    DatabaseUnreachable,
    /// The application answers 500.
    ApplicationError,
    /// The part has no wire to pass the request on.
    NotWired,
    /// The request ran in a circle of wires.
    Loop,
    /// No certificate of the listener is one for the server that was asked for.
    CertificateMismatch,
    /// A rule of the listener answers so.
    FixedResponse,
    /// The simulation holds no more requests at a time: [`IN_FLIGHT_MAX`].
    TooManyInFlight,
    /// Who asks may not have it.
    AccessDenied,
    /// There is no such thing.
    NotFound,
    /// More requests a second than are taken.
    Throttled,
    /// The service is down.
    Unavailable,
    /// A balancer takes no such requests.
    Refused,
}

/// What became of a request so far.
/// Packed: a request and its place in the arena fill one cache line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[repr(Rust, packed)]
pub struct Outcome {
    /// HTTP status, 0 for a connection error that no balancer turned into a status.
    pub code: u16,
    pub cause: FailureCause,
}

/// What a store of keys and values is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    #[default]
    Get,
    Set,
}

impl Outcome {
    /// A cache does not have the key.
    pub const MISS: Self = Self {
        code: 404,
        cause: FailureCause::None,
    };

    pub const OK: Self = Self {
        code: 200,
        cause: FailureCause::None,
    };

    /// [`Self::OK`], for what is read of earlier runs.
    pub(super) const fn ok() -> Self {
        Self::OK
    }

    pub const fn failed(code: u16, cause: FailureCause) -> Self {
        Self { code, cause }
    }

    /// The client is told to ask elsewhere.
    pub const fn is_redirect(self) -> bool {
        matches!(self.code, 301 | 302)
    }

    pub const fn is_ok(self) -> bool {
        self.code >= 200 && self.code < 400
    }

    /// Whether it speaks against who answered, or could not be reached: 5xx, or no status at all.
    pub const fn is_failure_of_server(self) -> bool {
        self.code >= 500 || self.code == 0
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// When the client sent it.
    pub sent_at: Instant,
    /// What was noted last beside one of the calls; the notes below it stand in
    /// [`super::requests::Requests`]. Most requests never bear a second one.
    pub(super) note: Note,
    /// Parts that wait for the answer, the client first.
    calls: [PartIx; CALLS_MAX],
    /// Counts from 1 over the whole run, as far as 32 bits go; retries get numbers of their own.
    pub(super) serial: u32,
    /// Its client and what it asks for; retries keep it.
    pub identity: Identity,
    /// The part that has it now.
    pub at: PartIx,
    /// The part that gave the answer; who only passes it back leaves it.
    pub answered_by: PartIx,
    /// Calls that wait, and in the upper half the frame of the call that `note` stands beside.
    frames: u8,
    /// Calls beside which something was noted, one bit each.
    noted: u8,
    hops: u8,
    /// Index into the world's classes.
    pub class: u8,
    /// Tries before this one.
    pub attempt: u8,
    /// Redirects that its client has followed.
    pub redirects: u8,
    /// Of a store that it is on its way to.
    pub ask: Ask,
    /// Zone of the address that the caller dialled, for the part that takes the connection.
    pub dialed: u8,
    /// The viewer follows it: its hops are written down.
    pub is_traced: bool,
    /// The client gave up; the servers do not know.
    pub is_abandoned: bool,
    /// The machine that worked on it is gone or silent: no answer will come.
    pub is_lost: bool,
    pub outcome: Outcome,
}

const _: () = assert!(size_of::<Request>() <= 56);
const _: () = assert!(CALLS_MAX <= u8::BITS as usize);

impl Request {
    pub fn new(serial: u64, sent_at: Instant, class: u8) -> Self {
        Self {
            sent_at,
            note: 0,
            calls: [PartIx::NONE; CALLS_MAX],
            serial: serial as u32,
            identity: 0,
            at: PartIx::NONE,
            answered_by: PartIx::NONE,
            frames: 0,
            noted: 0,
            hops: 0,
            class,
            attempt: 0,
            redirects: 0,
            ask: Ask::Get,
            dialed: NO_NODE,
            is_traced: false,
            is_abandoned: false,
            is_lost: false,
            outcome: Outcome::default(),
        }
    }

    /// Counts a hop. Errors: `false` when the request has made too many.
    #[inline(always)]
    pub fn count_hop(&mut self) -> bool {
        let is_too_far = self.hops >= HOPS_MAX;
        self.hops += u8::from(!is_too_far);
        !is_too_far
    }

    /// Adds `part` to those that wait for the answer. Errors: `false` when calls are nested too deep.
    #[inline(always)]
    pub fn push_call(&mut self, part: PartIx, has_noted: bool) -> bool {
        let depth = self.depth();
        match self.calls.get_mut(depth) {
            Some(call) => {
                *call = part;
                self.set_noted(depth, has_noted);
                self.frames += 1;
                true
            }
            None => false,
        }
    }

    /// The part that gets the answer next.
    #[inline(always)]
    pub fn pop_call(&mut self) -> Option<PartIx> {
        let last = self.depth().checked_sub(1)?;
        self.frames -= 1;
        self.calls.get(last).copied()
    }

    /// The part that waits for the next answer, without taking it off.
    #[inline(always)]
    pub fn caller(&self) -> Option<PartIx> {
        self.calls.get(self.depth().checked_sub(1)?).copied()
    }

    /// Whether `part` is the last one that waits for an answer.
    #[inline(always)]
    pub fn is_called_by(&self, part: PartIx) -> bool {
        self.caller() == Some(part)
    }

    /// The part that waits for the answer of the one that waits for the next.
    pub fn caller_below(&self) -> Option<PartIx> {
        self.calls.get(self.depth().checked_sub(2)?).copied()
    }

    /// Whether `part` waits for this request's answer at any depth.
    #[inline]
    pub fn awaits(&self, part: PartIx) -> bool {
        self.frame_of(part).is_some()
    }

    /// Parts that wait for its answer, the client first; one comes as often as it has called.
    pub fn awaiting(&self) -> impl Iterator<Item = PartIx> {
        self.calls.iter().take(self.depth()).copied()
    }

    /// How many of the request's calls `part` waits for.
    pub fn calls_of(&self, part: PartIx) -> usize {
        self.awaiting().filter(|call| *call == part).count()
    }

    /// The frame of the call for whose answer `part` waits, the last one if there are several.
    #[inline]
    pub fn frame_of(&self, part: PartIx) -> Option<usize> {
        let calls = self.calls.iter().take(self.depth());
        calls.rev().position(|call| *call == part).map(|from_top| {
            // In range: found among so many.
            self.depth().saturating_sub(1 + from_top)
        })
    }

    /// Calls that wait; the frame of the one that has just been answered.
    #[inline(always)]
    pub const fn depth(&self) -> usize {
        (self.frames & DEPTH) as usize
    }

    const fn set_depth(&mut self, depth: usize) {
        self.frames = self.frames & !DEPTH | depth as u8;
    }

    /// Whether something was noted beside the call in a frame.
    #[inline(always)]
    pub(super) const fn has_noted(&self, frame: usize) -> bool {
        self.noted >> frame & 1 != 0
    }

    #[inline(always)]
    pub(super) const fn set_noted(&mut self, frame: usize, is_noted: bool) {
        self.noted = self.noted & !(1 << frame) | (is_noted as u8) << frame;
    }

    /// Whether the note of a frame is the one that the request bears itself.
    #[inline(always)]
    pub(super) const fn bears_note_of(&self, frame: usize) -> bool {
        (self.frames >> 4) as usize == frame
    }

    /// Bears the note of a frame from now on. Returns what it bore beside a call below, if that still
    /// waits, with its frame.
    #[inline(always)]
    pub(super) const fn bear_note(&mut self, frame: usize, note: Note) -> Option<(usize, Note)> {
        let (before, below) = (self.note, (self.frames >> 4) as usize);
        self.note = note;
        self.frames = self.frames & DEPTH | (frame as u8) << 4;
        match below < frame && self.has_noted(below) {
            true => Some((below, before)),
            false => None,
        }
    }

    /// Splits the request at the frame of a part: the part answers its caller early (a time-out)
    /// while the work above it goes on. Returns the copy that carries the answer down; this one
    /// keeps the work and is answered to nobody below.
    pub fn split_at(&mut self, frame: usize) -> Self {
        let mut answer = self.clone();
        answer.set_depth(frame);
        // The part itself and all below it no longer wait for this copy.
        let orphaned = frame + 1;
        let kept = self.depth().saturating_sub(orphaned);
        self.calls.rotate_left(orphaned.min(CALLS_MAX));
        self.set_depth(kept);
        self.is_traced = false;
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_request_answers_below_and_works_on_above() {
        let mut request = Request::new(1, Instant::ZERO, 0);
        for part in [1, 2, 3] {
            request.push_call(PartIx(part), false);
        }
        let frame = request.frame_of(PartIx(2)).unwrap();
        let mut answer = request.split_at(frame);
        assert_eq!(answer.pop_call(), Some(PartIx(1)));
        assert_eq!(answer.pop_call(), None);
        assert_eq!(request.pop_call(), Some(PartIx(3)));
        assert_eq!(request.pop_call(), None);
    }
}
