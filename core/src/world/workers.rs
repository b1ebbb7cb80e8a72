//! Workers with one line before them: whoever finds none free waits, first come, first served. What the
//! work is, how long it takes and how many may wait is the kind's own.

use crate::base::id::RequestId;
use crate::base::time::{Instant, Span};
use crate::world::ctx::Ctx;
use alloc::collections::VecDeque;
use serde::{Deserialize, Serialize};

/// How many are at work, and for how long they have been altogether.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct AtWork {
    count: u32,
    /// Up to `since`.
    us: u64,
    since: Instant,
}

impl AtWork {
    pub const fn none(now: Instant) -> Self {
        Self {
            count: 0,
            us: 0,
            since: now,
        }
    }

    #[inline(always)]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// Work done since the start. Units: microseconds of one worker.
    #[inline(always)]
    pub fn us(&self, now: Instant) -> u64 {
        self.us + u64::from(self.count) * now.since(self.since).us()
    }

    #[inline(always)]
    fn note(&mut self, now: Instant) {
        self.us = self.us(now);
        self.since = now;
    }

    #[inline(always)]
    pub fn begin(&mut self, now: Instant) {
        self.note(now);
        self.count += 1;
    }

    #[inline(always)]
    pub fn end(&mut self, now: Instant) {
        self.note(now);
        self.count = self.count.saturating_sub(1);
    }

    /// Counts on from `us` of work.
    pub const fn set_us(&mut self, us: u64, now: Instant) {
        self.us = us;
        self.since = now;
    }

    /// Nobody works any longer: what was begun will not end.
    pub fn drop_all(&mut self, now: Instant) {
        self.note(now);
        self.count = 0;
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Workers {
    at_work: AtWork,
    waiting: VecDeque<RequestId>,
}

impl Workers {
    pub const fn idle(now: Instant) -> Self {
        Self {
            at_work: AtWork::none(now),
            waiting: VecDeque::new(),
        }
    }

    /// Requests that are worked on.
    #[inline(always)]
    pub const fn busy(&self) -> u32 {
        self.at_work.count()
    }

    /// Requests that are worked on or wait.
    #[inline(always)]
    pub fn inside(&self) -> usize {
        self.busy() as usize + self.waiting.len()
    }

    /// Work done since the start. Units: microseconds of one worker.
    pub fn busy_us(&self, now: Instant) -> u64 {
        self.at_work.us(now)
    }

    /// Whether one of `count` workers is free for a request, which waits otherwise.
    #[inline(always)]
    pub fn take_in(&mut self, id: RequestId, count: u32) -> bool {
        let is_free = self.busy() < count;
        if !is_free {
            self.line_up(id);
        }
        is_free
    }

    /// Whoever is not let in now.
    pub fn line_up(&mut self, id: RequestId) {
        self.waiting.push_back(id);
    }

    /// A worker begins with a request, which is done after `work`.
    #[inline(always)]
    pub fn begin(&mut self, id: RequestId, work: Span, cx: &mut Ctx<'_>) {
        self.at_work.begin(cx.now());
        cx.done_after(id, work);
    }

    /// A worker is through.
    #[inline(always)]
    pub fn end(&mut self, now: Instant) {
        self.at_work.end(now);
    }

    /// Who is next in line, if one of `count` workers is free.
    #[inline(always)]
    pub fn next(&mut self, count: u32) -> Option<RequestId> {
        if self.busy() >= count {
            return None;
        }
        self.waiting.pop_front()
    }

    /// Those in line, who wait no longer.
    pub fn empty_line(&mut self) -> VecDeque<RequestId> {
        core::mem::take(&mut self.waiting)
    }

    /// All that is begun or waits is lost.
    pub fn drop_all(&mut self, now: Instant) {
        self.at_work.drop_all(now);
        self.waiting.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(us: u64) -> Instant {
        Instant::from_us(us)
    }

    fn request(number: u32) -> RequestId {
        RequestId::new(number, 0)
    }

    #[test]
    fn whoever_finds_nobody_free_waits_for_his_turn() {
        let mut workers = Workers::idle(at(0));
        assert!(workers.take_in(request(1), 1));
        workers.at_work.begin(at(0));
        assert!(!workers.take_in(request(2), 1));
        assert!(!workers.take_in(request(3), 1));
        assert_eq!((workers.inside(), workers.next(1)), (3, None));
        workers.end(at(10));
        assert_eq!(workers.next(1), Some(request(2)));
    }

    #[test]
    fn work_is_counted_for_each_worker_and_up_to_now() {
        let mut at_work = AtWork::none(at(5));
        at_work.begin(at(10));
        at_work.begin(at(20));
        assert_eq!(at_work.us(at(25)), 10 + 2 * 5);
        at_work.end(at(30));
        assert_eq!(at_work.us(at(40)), 10 + 2 * 10 + 10);
        at_work.drop_all(at(50));
        assert_eq!(at_work.us(at(90)), 10 + 2 * 10 + 20);
    }
}
