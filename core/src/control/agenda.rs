//! What is to happen on the control plane, by (time, class, ticket).

use super::wake::Wake;
use crate::base::id::PartIx;
use crate::base::time::Instant;
use alloc::collections::BinaryHeap;
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pending {
    at: Instant,
    class: u8,
    ticket: u64,
    part: PartIx,
    wake: Wake,
}

impl Ord for Pending {
    /// Reversed: the heap's top must be the earliest.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.class, other.ticket).cmp(&(self.at, self.class, self.ticket))
    }
}

impl PartialOrd for Pending {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Agenda {
    heap: BinaryHeap<Pending>,
    ticket: u64,
}

impl Agenda {
    /// Time and class of what comes next.
    pub fn next(&self) -> Option<(Instant, u8)> {
        self.heap.peek().map(|p| (p.at, p.class))
    }

    pub fn pop(&mut self) -> Option<(Instant, PartIx, Wake)> {
        self.heap.pop().map(|p| (p.at, p.part, p.wake))
    }

    pub fn wake(&mut self, part: PartIx, at: Instant, wake: Wake) {
        self.ticket += 1;
        self.heap.push(Pending {
            at,
            class: wake.class(),
            ticket: self.ticket,
            part,
            wake,
        });
    }
}
