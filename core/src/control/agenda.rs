//! What is to happen on the control plane, by (time, stage, ticket).

use super::message::Message;
use super::stage::Stage;
use super::timer::{Due, Timer};
use crate::base::id::PartIx;
use crate::base::small_map::SmallMap;
use crate::base::time::Instant;
use alloc::collections::BinaryHeap;
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// Why a part is woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wake {
    /// The metric period ends: all parts publish.
    Publish,
    Timer(Due),
    Message(Message),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pending {
    at: Instant,
    rank: u8,
    ticket: u64,
    part: PartIx,
    wake: Wake,
}

impl Ord for Pending {
    /// Reversed: the heap's top must be the earliest.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.rank, other.ticket).cmp(&(self.at, self.rank, self.ticket))
    }
}

impl PartialOrd for Pending {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What comes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    pub at: Instant,
    pub rank: u8,
    pub part: PartIx,
    /// `None`: a timer that was stopped, or set anew, since.
    pub wake: Option<Wake>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Agenda {
    heap: BinaryHeap<Pending>,
    ticket: u64,
    /// The ticket by which each timer comes up.
    #[serde(with = "crate::base::pairs")]
    timers: SmallMap<(PartIx, Due), u64>,
}

impl Agenda {
    /// Time and rank of what comes next.
    pub fn next(&self) -> Option<(Instant, u8)> {
        self.heap.peek().map(|p| (p.at, p.rank))
    }

    pub fn pop(&mut self) -> Option<Event> {
        let Pending {
            at,
            rank,
            ticket,
            part,
            wake,
        } = self.heap.pop()?;
        let is_live = match wake {
            Wake::Timer(due) => self.timers.get(&(part, due)) == Some(&ticket),
            Wake::Publish | Wake::Message(_) => true,
        };
        Some(Event {
            at,
            rank,
            part,
            wake: is_live.then_some(wake),
        })
    }

    fn push(&mut self, part: PartIx, at: Instant, stage: Stage, wake: Wake) {
        self.ticket += 1;
        self.heap.push(Pending {
            at,
            rank: stage.rank(),
            ticket: self.ticket,
            part,
            wake,
        });
    }

    /// The end of a metric period.
    pub fn publish(&mut self, at: Instant) {
        self.push(PartIx::NONE, at, Stage::Publication, Wake::Publish);
    }

    pub fn send(&mut self, part: PartIx, at: Instant, message: Message) {
        self.push(part, at, message.stage(), Wake::Message(message));
    }

    /// Sets a timer of a part, in place of when it was due before.
    pub fn set(&mut self, part: PartIx, timer: impl Timer, index: u32, at: Instant) {
        let due = Due::new(timer, index);
        self.push(part, at, timer.stage(), Wake::Timer(due));
        self.timers.insert((part, due), self.ticket);
    }

    pub fn stop(&mut self, part: PartIx, timer: impl Timer, index: u32) {
        self.timers.remove(&(part, Due::new(timer, index)));
    }

    /// Stops all timers of a part.
    pub fn forget(&mut self, part: PartIx) {
        self.timers.retain(|(of, _), _| *of != part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::timers;

    timers! {
        TestTimer {
            Early: States,
            Late: Groups,
        }
    }

    #[test]
    fn a_timer_comes_up_once_and_only_as_it_was_last_set() {
        let mut agenda = Agenda::default();
        let (part, at) = (PartIx(7), |us| Instant::from_us(us));
        agenda.set(part, TestTimer::Late, 0, at(5));
        agenda.set(part, TestTimer::Late, 1, at(5));
        agenda.set(part, TestTimer::Early, 0, at(5));
        agenda.set(part, TestTimer::Late, 0, at(9));
        agenda.set(part, TestTimer::Early, 1, at(9));
        agenda.stop(part, TestTimer::Early, 1);
        agenda.send(part, at(9), Message::Reconcile);
        let mut seen = std::vec::Vec::new();
        while let Some(event) = agenda.pop() {
            let timer = match event.wake {
                Some(Wake::Timer(due)) => due.timer::<TestTimer>().map(|t| (t, due.index)),
                _ => None,
            };
            seen.push((event.at.us(), event.rank, timer, event.wake.is_some()));
        }
        // What was stopped or moved still comes up, and is nothing.
        let expected = [
            (5, 2, Some((TestTimer::Early, 0)), true),
            (5, 8, None, false),
            (5, 8, Some((TestTimer::Late, 1)), true),
            (9, 2, None, false),
            (9, 8, Some((TestTimer::Late, 0)), true),
            (9, 8, None, true),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_part_that_leaves_takes_its_timers_along() {
        let mut agenda = Agenda::default();
        agenda.set(PartIx(1), TestTimer::Late, 0, Instant::ZERO);
        agenda.set(PartIx(2), TestTimer::Late, 0, Instant::ZERO);
        agenda.forget(PartIx(1));
        let live: std::vec::Vec<bool> = core::iter::from_fn(|| agenda.pop())
            .map(|event| event.wake.is_some())
            .collect();
        assert_eq!(live, [false, true]);
    }
}
