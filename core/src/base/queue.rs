//! The event queue of the data plane: a heap for random delays, FIFO lanes for constant ones,
//! deadline lanes for time-outs that almost never fire, and a line for zero-delay hops.
//!
//! Order: by (time, ticket), tickets counting pushes. Hops of the current instant run first.
//! A key holds the time since a base that moves on, so that a run has no end and tickets have room:
//! giving them out anew costs a sort of all that waits, and happens once in 2^28 pushes.
//! Basis: model (spec 1.1); what each choice costs was measured before it was taken.

mod event;

pub(super) use event::Entry;
pub use event::{Event, EventKind};

use super::id::RequestId;
use super::lane::{Lane, NEVER, NO_DELAY, claim};
use super::order::sort_long;
use super::time::{Instant, Span};
use alloc::vec::Vec;
use dary_heap::QuaternaryHeap;
use serde::{Deserialize, Serialize};

const TICKET_BITS: u32 = 28;
const TICKET_MAX: u64 = (1 << TICKET_BITS) - 1;
/// Microseconds from the base that a key can hold: 19 hours. What lies farther ahead waits apart.
const SPAN_MAX: u64 = (1 << (64 - TICKET_BITS)) - 2;
/// The base moves on after this long: 9.5 hours of room are always left.
const TURN: u64 = SPAN_MAX / 2;
/// Lanes: one of what parts wake for next, the others of a constant delay each; what finds none goes
/// through the heap.
const LANES_MAX: usize = 8;
/// The lane of wakes: there are as many as parts that bring requests in.
const WAKES: usize = 0;
const DEADLINE_LANES_MAX: usize = 8;

/// A constant delay and the lane it was given. Equal delays share a lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    pub span: Span,
    lane: u8,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Queue {
    heap: QuaternaryHeap<Entry>,
    /// The top of the heap was popped but still stands there: the next push replaces it in one sift.
    top_is_stale: bool,
    lanes: Vec<Lane>,
    /// Key of each lane's first entry, `NEVER` when empty: one cache line to scan.
    heads: [u64; LANES_MAX],
    /// The least of them, and its lane.
    lanes_first: u64,
    lanes_first_ix: u8,
    deadlines: Vec<Lane>,
    /// Not later than the first live deadline; raised when it is reached.
    deadline_bound: u64,
    /// The next message of the current instant, most often the only one; none if there is none.
    hop: Event,
    /// Those after it, and how many of them have been taken.
    hops: Vec<Event>,
    hops_taken: usize,
    ticket: u64,
    /// Time that keys count from, in microseconds.
    base: u64,
    /// Events beyond the reach of keys, in the order of their pushes.
    far: Vec<(Instant, Event)>,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            heap: QuaternaryHeap::new(),
            top_is_stale: false,
            lanes: alloc::vec![Lane::of(NO_DELAY)],
            heads: [NEVER; LANES_MAX],
            lanes_first: NEVER,
            lanes_first_ix: 0,
            deadlines: Vec::new(),
            deadline_bound: NEVER,
            hop: Event::NONE,
            hops: Vec::new(),
            hops_taken: 0,
            ticket: 0,
            base: 0,
            far: Vec::new(),
        }
    }
}

impl Queue {
    /// First key that does not belong to `instant` or before it.
    #[inline(always)]
    pub const fn bound_after(&self, instant: Instant) -> u64 {
        self.bound_before(Instant::from_us(instant.us().saturating_add(1)))
    }

    /// First key of `instant`.
    #[inline(always)]
    pub const fn bound_before(&self, instant: Instant) -> u64 {
        let span = instant.us().saturating_sub(self.base);
        let span = if span > SPAN_MAX { SPAN_MAX } else { span };
        span << TICKET_BITS
    }

    /// The instant beyond which nothing may be taken before [`Self::turn_over`].
    pub const fn turn(&self) -> Instant {
        Instant::from_us(self.base.saturating_add(TURN))
    }

    /// Lets keys count from `now`, before which nothing waits. Cost: a look at all that waits.
    #[cold]
    pub fn turn_over(&mut self, now: Instant) {
        let passed = now.us().saturating_sub(self.base) << TICKET_BITS;
        self.change_keys(|key| key.saturating_sub(passed));
        self.base = now.us();
        for (at, event) in core::mem::take(&mut self.far) {
            self.push(at, event);
        }
    }

    /// The lane of a constant delay: the one that has it, an unused or empty one, or none (heap).
    pub fn delay(&mut self, span: Span) -> Delay {
        Delay {
            span,
            lane: claim(&mut self.lanes, span, LANES_MAX),
        }
    }

    /// The deadline lane of a constant time-out.
    pub fn deadline(&mut self, span: Span) -> Delay {
        Delay {
            span,
            lane: claim(&mut self.deadlines, span, DEADLINE_LANES_MAX),
        }
    }

    /// The key of a new event at `at`; none if that is too far ahead.
    #[inline(always)]
    fn key(&mut self, at: Instant) -> Option<u64> {
        if self.ticket >= TICKET_MAX {
            self.renumber();
        }
        let span = at.us().saturating_sub(self.base);
        if span >= SPAN_MAX {
            return None;
        }
        self.ticket += 1;
        Some(span << TICKET_BITS | self.ticket)
    }

    #[cold]
    fn push_far(&mut self, at: Instant, event: Event) {
        self.far.push((at, event));
    }

    /// An event at any time.
    #[inline]
    pub fn push(&mut self, at: Instant, event: Event) {
        let Some(key) = self.key(at) else {
            return self.push_far(at, event);
        };
        let entry = Entry { key, event };
        if self.top_is_stale {
            self.top_is_stale = false;
            if let Some(mut top) = self.heap.peek_mut() {
                *top = entry;
            }
        } else {
            self.heap.push(entry);
        }
    }

    /// An event one constant delay from `now`.
    #[inline]
    pub fn push_delayed(&mut self, now: Instant, delay: Delay, event: Event) {
        let at = now + delay.span;
        let Some(key) = self.key(at) else {
            return self.push_far(at, event);
        };
        let lane_ix = delay.lane as usize;
        match (self.lanes.get_mut(lane_ix), self.heads.get_mut(lane_ix)) {
            (Some(lane), Some(head)) if lane.span == delay.span => {
                lane.entries.push(Entry { key, event });
                // Later than all in its lane: changes the head of an empty one alone.
                *head = key.min(*head);
                self.mind(key, delay.lane);
            }
            _ => self.heap_push(Entry { key, event }),
        }
    }

    /// What a part wakes for next, in place of what it woke for.
    #[inline(always)]
    pub fn push_wake(&mut self, at: Instant, event: Event) {
        let Some(key) = self.key(at) else {
            return self.push_far(at, event);
        };
        if let (Some(lane), Some(head)) = (self.lanes.get_mut(WAKES), self.heads.get_mut(WAKES)) {
            lane.entries.insert(Entry { key, event });
            *head = key.min(*head);
            self.mind(key, WAKES as u8);
        }
    }

    /// A lane has begun with a key, or goes on with it.
    #[inline(always)]
    fn mind(&mut self, key: u64, lane: u8) {
        if key < self.lanes_first {
            self.lanes_first = key;
            self.lanes_first_ix = lane;
        }
    }

    #[inline(never)]
    fn heap_push(&mut self, entry: Entry) {
        self.drop_stale_top();
        self.heap.push(entry);
    }

    /// A deadline one constant time-out from `now`, unless its request is gone by then.
    /// Entries whose request is gone are dropped at the front of the lane now and then, so a lane
    /// holds about what is in flight, not what was sent in the last minute.
    #[inline]
    pub fn push_deadline(
        &mut self,
        now: Instant,
        delay: Delay,
        event: Event,
        is_live: impl Fn(RequestId) -> bool,
    ) {
        let at = now + delay.span;
        let Some(key) = self.key(at) else {
            return self.push_far(at, event);
        };
        match self.deadlines.get_mut(delay.lane as usize) {
            Some(lane) if lane.span == delay.span => {
                if lane.entries.len() >= lane.purged_at {
                    lane.purge(is_live);
                }
                lane.entries.push(Entry { key, event });
                self.deadline_bound = self.deadline_bound.min(key);
            }
            _ => self.heap_push(Entry { key, event }),
        }
    }

    /// A message of the current instant.
    #[inline(always)]
    pub fn hop(&mut self, event: Event) {
        if self.hop == Event::NONE {
            self.hop = event;
        } else {
            self.hops.push(event);
        }
    }

    /// The next hop of the current instant.
    #[inline(always)]
    pub fn pop_hop(&mut self) -> Option<Event> {
        let hop = self.hop;
        if hop == Event::NONE {
            return None;
        }
        self.hop = Event::NONE;
        if !self.hops.is_empty() {
            self.next_hop();
        }
        Some(hop)
    }

    #[inline(never)]
    fn next_hop(&mut self) {
        match self.hops.get(self.hops_taken) {
            Some(next) => {
                self.hop = *next;
                self.hops_taken += 1;
            }
            None => {
                self.hops.clear();
                self.hops_taken = 0;
            }
        }
    }

    pub fn has_hops(&self) -> bool {
        self.hop != Event::NONE
    }

    /// The earliest event with a key below `bound`, and its time. Hops must have been taken first.
    #[inline]
    pub fn pop_before(&mut self, bound: u64) -> Option<(Instant, Event)> {
        self.drop_stale_top();
        let top = self.heap.peek().map_or(NEVER, |top| top.key);
        let first = top.min(self.lanes_first);
        if self.deadline_bound < first.min(bound)
            && let Some(entry) = self.pop_deadline(first.min(bound))
        {
            return Some((self.instant_of(entry.key), entry.event));
        }
        if first >= bound {
            return None;
        }
        let event = if self.lanes_first < top {
            self.pop_lane()?
        } else {
            self.top_is_stale = true;
            self.heap.peek()?.event
        };
        Some((self.instant_of(first), event))
    }

    #[inline]
    fn pop_lane(&mut self) -> Option<Event> {
        let ix = self.lanes_first_ix as usize;
        let lane = self.lanes.get_mut(ix)?;
        let entry = lane.entries.pop()?;
        *self.heads.get_mut(ix)? = lane.head();
        self.find_first_lane();
        Some(entry.event)
    }

    #[inline]
    fn find_first_lane(&mut self) {
        let (mut first, mut first_ix) = (NEVER, 0);
        let heads = self.heads.get(..self.lanes.len()).unwrap_or(&self.heads);
        for (ix, head) in heads.iter().enumerate() {
            let is_first = *head < first;
            first = if is_first { *head } else { first };
            first_ix = if is_first { ix } else { first_ix };
        }
        (self.lanes_first, self.lanes_first_ix) = (first, first_ix as u8);
    }

    /// The first deadline if its key is below `limit`; either way the bound is exact afterwards.
    /// Rare: most deadlines are dropped unreached.
    #[cold]
    fn pop_deadline(&mut self, limit: u64) -> Option<Entry> {
        let (ix, key) = self
            .deadlines
            .iter()
            .map(Lane::head)
            .enumerate()
            .min_by_key(|(_, key)| *key)
            .unwrap_or((0, NEVER));
        self.deadline_bound = key;
        if key >= limit {
            return None;
        }
        let entry = self.deadlines.get_mut(ix)?.entries.pop();
        self.deadline_bound = self.deadlines.iter().map(Lane::head).min().unwrap_or(NEVER);
        entry
    }

    /// Events that wait, hops and stale deadlines included.
    pub fn len(&self) -> usize {
        let lanes = self
            .lanes
            .iter()
            .chain(&self.deadlines)
            .map(|l| l.entries.len());
        self.heap.len() - usize::from(self.top_is_stale)
            + lanes.sum::<usize>()
            + self.far.len()
            + usize::from(self.has_hops())
            + self.hops.len()
            - self.hops_taken
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn bytes(&self) -> usize {
        self.len() * size_of::<Entry>()
    }

    const fn instant_of(&self, key: u64) -> Instant {
        Instant::from_us(self.base + (key >> TICKET_BITS))
    }

    /// Gives all pending entries the tickets 1, 2, 3… in their order.
    #[cold]
    fn renumber(&mut self) {
        self.drop_stale_top();
        let lanes = self.lanes.iter().chain(&self.deadlines);
        let entries = self.heap.iter().chain(lanes.flat_map(|l| l.entries.iter()));
        let keys = sort_long(entries.map(|e| e.key).collect());
        self.change_keys(|key| {
            let rank = keys.partition_point(|k| *k < key) as u64 + 1;
            (key >> TICKET_BITS << TICKET_BITS) | rank.min(TICKET_MAX - 1)
        });
        self.ticket = (keys.len() as u64).min(TICKET_MAX - 1);
    }

    #[inline(always)]
    fn drop_stale_top(&mut self) {
        if self.top_is_stale {
            self.top_is_stale = false;
            self.heap.pop();
        }
    }

    /// Gives all pending entries other keys in the same order.
    fn change_keys(&mut self, change: impl Fn(u64) -> u64) {
        self.drop_stale_top();
        let mut heap = core::mem::take(&mut self.heap).into_vec();
        let lanes = self.lanes.iter_mut().chain(&mut self.deadlines);
        for entry in heap
            .iter_mut()
            .chain(lanes.flat_map(|l| l.entries.iter_mut()))
        {
            entry.key = change(entry.key);
        }
        self.heap = heap.into();
        for (head, lane) in self.heads.iter_mut().zip(&self.lanes) {
            *head = lane.head();
        }
        self.find_first_lane();
        self.deadline_bound = self.deadlines.iter().map(Lane::head).min().unwrap_or(NEVER);
    }
}

#[cfg(test)]
mod tests {
    use super::super::id::PartIx;
    use super::super::lane::SWEPT_MIN;
    use super::*;
    use crate::base::rng::{Purpose, Rng};

    fn wake(n: u64) -> Event {
        Event::new(EventKind::Wake, PartIx(3), n)
    }

    /// Pushes at random times through every entrance and compares with a sorted list.
    #[test]
    fn events_leave_in_order_of_time_and_push() {
        let mut queue = Queue::default();
        let mut rng = Rng::stream(7, 0, Purpose::Arrivals);
        let short = queue.delay(Span::from_us(5));
        let long = queue.deadline(Span::from_us(90));
        let mut expected: Vec<(u64, u64)> = Vec::new();
        let mut now = Instant::ZERO;
        let mut seen = Vec::new();
        for n in 0..20_000u64 {
            match rng.below(4) {
                way @ 0..2 => {
                    let at = now + Span::from_us(u64::from(rng.below(50)));
                    match way {
                        0 => queue.push(at, wake(n)),
                        _ => queue.push_wake(at, wake(n)),
                    }
                    expected.push((at.us(), n));
                }
                2 => {
                    queue.push_delayed(now, short, wake(n));
                    expected.push((now.us() + 5, n));
                }
                _ => {
                    queue.push_deadline(now, long, wake(n), |_| true);
                    expected.push((now.us() + 90, n));
                }
            }
            if rng.below(4) > 0
                && let Some((at, event)) = queue.pop_before(NEVER)
            {
                assert!(at >= now);
                now = at;
                seen.push((at.us(), event.bits()));
            }
        }
        while let Some((at, event)) = queue.pop_before(NEVER) {
            seen.push((at.us(), event.bits()));
        }
        expected.sort_unstable();
        // Equal times leave in the order of their pushes, whichever way they came in.
        assert_eq!(seen.len(), expected.len());
        assert!(seen.is_sorted());
        seen.sort_unstable();
        assert_eq!(seen, expected);
    }

    #[test]
    fn nothing_at_or_after_the_bound_leaves() {
        let mut queue = Queue::default();
        queue.push(Instant::from_us(10), wake(1));
        let at = Instant::from_us(10);
        assert!(queue.pop_before(queue.bound_before(at)).is_none());
        assert!(queue.pop_before(queue.bound_after(at)).is_some());
        assert!(queue.is_empty());
    }

    #[test]
    fn renumbering_keeps_the_order() {
        let mut queue = Queue::default();
        let delay = queue.delay(Span::from_us(3));
        for n in 0..100 {
            queue.push_delayed(Instant::ZERO, delay, wake(2 * n));
            queue.push(Instant::from_us(3), wake(2 * n + 1));
        }
        queue.renumber();
        assert!(queue.ticket < 300);
        let order: Vec<u64> = core::iter::from_fn(|| queue.pop_before(NEVER))
            .map(|(_, e)| e.bits())
            .collect();
        assert_eq!(order, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn stale_deadlines_do_not_pile_up() {
        let mut queue = Queue::default();
        let patience = queue.deadline(Span::from_s(90));
        for n in 0..10_000 {
            queue.push_deadline(Instant::from_us(n), patience, wake(n), |id| {
                id.bits() + 100 > n
            });
        }
        assert!(queue.len() < 300, "{}", queue.len());
    }

    #[test]
    fn one_long_life_does_not_keep_all_stale_deadlines_after_it() {
        let mut queue = Queue::default();
        let patience = queue.deadline(Span::from_s(600));
        for n in 0..1_000_000 {
            queue.push_deadline(Instant::from_us(n), patience, wake(n), |id| {
                id.bits() == 0 || id.bits() + 100 > n
            });
        }
        assert!(queue.len() < 2 * SWEPT_MIN, "{}", queue.len());
    }

    #[test]
    fn the_order_holds_where_the_base_turns_and_far_beyond_it() {
        let mut queue = Queue::default();
        let mut rng = Rng::stream(11, 0, Purpose::Arrivals);
        let lane = queue.delay(Span::from_s(5));
        let deadline = queue.deadline(Span::from_s(90));
        let mut expected: Vec<(u64, u64)> = Vec::new();
        let mut seen = Vec::new();
        let mut now = Instant::ZERO;
        // Ten turns; every tenth event lies up to three turns ahead.
        for n in 0..2_000u64 {
            let at = match n % 10 {
                0 => {
                    let far = Span::from_us_f64(rng.unit() * 3.0 * TURN as f64);
                    // Half of them at the same instants.
                    let at = (now + far).us() / 1_000_000_000 * 1_000_000_000;
                    queue.push(Instant::from_us(at.max(now.us())), wake(n));
                    at.max(now.us())
                }
                1..5 => {
                    queue.push_delayed(now, lane, wake(n));
                    now.us() + 5_000_000
                }
                _ => {
                    queue.push_deadline(now, deadline, wake(n), |_| true);
                    now.us() + 90_000_000
                }
            };
            expected.push((at, n));
            let next = now + Span::from_us(TURN / 200);
            while now < next {
                let stop = next.min(queue.turn());
                while let Some((at, event)) = queue.pop_before(queue.bound_after(stop)) {
                    assert!(at >= now);
                    now = at;
                    seen.push((at.us(), event.bits()));
                }
                now = stop;
                if stop < next {
                    queue.turn_over(now);
                }
            }
        }
        expected.sort_unstable();
        expected.retain(|(at, _)| *at <= now.us());
        assert!(now.us() > 9 * TURN && seen.len() > 1_900);
        assert_eq!(seen, expected);
    }
}
