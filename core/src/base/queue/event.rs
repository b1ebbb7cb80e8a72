//! Events in one word each, and how those that wait are put in order.

use crate::base::id::{PartIx, RequestId};
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// What an event tells a part. 4 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum EventKind {
    /// The request enters the part.
    Arrive = 0,
    /// The part's own work on the request is over.
    Done = 1,
    /// The answer to a call of the part came back.
    Return = 2,
    /// The deadline that the part set for the request has passed.
    TimedOut = 3,
    /// A time the part chose for itself; the bits are its own.
    Wake = 4,
}

/// An event in one word: kind 4 | part 14 | request (or the part's own bits) 46.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Event(u64);

impl Event {
    #[inline(always)]
    pub const fn new(kind: EventKind, part: PartIx, bits: u64) -> Self {
        Self(
            (kind as u64) << 60
                | ((part.0 & 0x3fff) as u64) << RequestId::BITS
                | (bits & ((1 << RequestId::BITS) - 1)),
        )
    }

    #[inline(always)]
    pub const fn of(kind: EventKind, part: PartIx, request: RequestId) -> Self {
        Self::new(kind, part, request.bits())
    }

    #[inline(always)]
    pub const fn kind(self) -> EventKind {
        match self.0 >> 60 {
            0 => EventKind::Arrive,
            1 => EventKind::Done,
            2 => EventKind::Return,
            3 => EventKind::TimedOut,
            _ => EventKind::Wake,
        }
    }

    #[inline(always)]
    pub const fn is_deadline(self) -> bool {
        self.0 >> 60 == EventKind::TimedOut as u64
    }

    #[inline(always)]
    pub const fn part(self) -> PartIx {
        PartIx(((self.0 >> RequestId::BITS) & 0x3fff) as u16)
    }

    #[inline(always)]
    pub const fn request(self) -> RequestId {
        RequestId::from_bits(self.0)
    }

    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0 & ((1 << RequestId::BITS) - 1)
    }

    #[inline(always)]
    pub const fn word(self) -> u64 {
        self.0
    }

    /// No event: its kind is none.
    pub(super) const NONE: Self = Self(u64::MAX);
}

/// A pending event: `key` is time since the base << 28 | ticket, and alone decides the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::base) struct Entry {
    pub(in crate::base) key: u64,
    pub(in crate::base) event: Event,
}

const _: () = assert!(size_of::<Entry>() == 16);

impl Ord for Entry {
    /// Reversed: the heap is a max-heap, the earliest key must be its top.
    #[inline(always)]
    fn cmp(&self, other: &Self) -> Ordering {
        other.key.cmp(&self.key)
    }
}

impl PartialOrd for Entry {
    #[inline(always)]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
