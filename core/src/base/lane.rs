//! Lanes of the event queue: entries that come in the order in which they leave, so that neither costs
//! a search.

use super::id::RequestId;
use super::queue::Entry;
use super::time::Span;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// No delay is so long.
pub(super) const NO_DELAY: Span = Span::from_us(u64::MAX);
/// Stale deadlines are dropped each time a lane has grown by so many.
const PURGED_EVERY: usize = 64;
/// Entries of a lane from which on stale ones are looked for behind one that lives long.
pub(super) const SWEPT_MIN: usize = 1_024;
/// The key of no entry.
pub(super) const NEVER: u64 = u64::MAX;
/// Entries that have left are thrown out when there are so many, and three times as many as are still
/// here: those are moved.
const GONE_MIN: usize = 64;

/// Entries that leave in the order they came in, and how many of them have left.
/// Not a `VecDeque`: what a push costs is most of what a deadline costs, and it is twice as much there.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Fifo {
    entries: Vec<Entry>,
    gone: usize,
}

impl Fifo {
    #[inline(always)]
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Takes its place by its key: at the end, most often.
    #[inline(always)]
    pub(super) fn insert(&mut self, entry: Entry) {
        match self.entries.last() {
            Some(last) if last.key > entry.key => self.squeeze_in(entry),
            _ => self.entries.push(entry),
        }
    }

    #[cold]
    fn squeeze_in(&mut self, entry: Entry) {
        let here = self.entries.get(self.gone..).unwrap_or(&[]);
        let place = self.gone + here.partition_point(|e| e.key < entry.key);
        self.entries.insert(place, entry);
    }

    #[inline(always)]
    pub(super) fn first(&self) -> Option<&Entry> {
        self.entries.get(self.gone)
    }

    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<Entry> {
        let first = *self.first()?;
        self.let_go(1);
        Some(first)
    }

    fn drop_while(&mut self, goes: impl Fn(&Entry) -> bool) {
        let count = self.iter().take_while(|e| goes(e)).count();
        self.let_go(count);
    }

    #[inline(always)]
    fn let_go(&mut self, count: usize) {
        self.gone += count;
        if self.gone == self.entries.len() {
            self.entries.clear();
            self.gone = 0;
        } else if self.gone >= GONE_MIN && self.gone >= 3 * self.len() {
            self.shorten();
        }
    }

    #[cold]
    fn shorten(&mut self) {
        self.entries.drain(..self.gone);
        self.gone = 0;
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.entries.len() - self.gone
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().skip(self.gone)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut().skip(self.gone)
    }

    pub(super) fn retain(&mut self, stays: impl Fn(&Entry) -> bool) {
        let mut gone = core::mem::take(&mut self.gone);
        self.entries.retain(|entry| match gone {
            0 => stays(entry),
            _ => {
                gone -= 1;
                false
            }
        });
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Lane {
    pub(super) span: Span,
    pub(super) entries: Fifo,
    /// Of a deadline lane: its length at which stale entries are dropped at its front.
    pub(super) purged_at: usize,
    /// Its length at which they are dropped everywhere.
    pub(super) swept_at: usize,
}

impl Lane {
    pub(super) fn of(span: Span) -> Self {
        Self {
            span,
            ..Self::default()
        }
    }

    /// Key of the first entry, `NEVER` without one.
    #[inline(always)]
    pub(super) fn head(&self) -> u64 {
        self.entries.first().map_or(NEVER, |entry| entry.key)
    }

    /// Out of line, all at once: a look at each push costs more than the push.
    #[inline(never)]
    pub(super) fn purge(&mut self, is_live: impl Fn(RequestId) -> bool) {
        self.entries.drop_while(|e| !is_live(e.event.request()));
        // One that lives long must not keep all that came after it: half a lane of them at most.
        if self.entries.len() >= self.swept_at.max(SWEPT_MIN) {
            self.entries.retain(|e| is_live(e.event.request()));
            self.swept_at = 2 * self.entries.len();
        } else if self.entries.len() < self.swept_at / 4 {
            self.swept_at = 2 * self.entries.len();
        }
        self.purged_at = self.entries.len() + PURGED_EVERY;
    }
}

pub(super) fn claim(lanes: &mut Vec<Lane>, span: Span, lanes_max: usize) -> u8 {
    if let Some(ix) = lanes.iter().position(|lane| lane.span == span) {
        return ix as u8;
    }
    let is_free = |lane: &Lane| lane.entries.len() == 0 && lane.span != NO_DELAY;
    if let Some(ix) = lanes.iter().position(is_free)
        && lanes.len() >= lanes_max
    {
        if let Some(lane) = lanes.get_mut(ix) {
            lane.span = span;
        }
        return ix as u8;
    }
    if lanes.len() < lanes_max {
        lanes.push(Lane::of(span));
        return (lanes.len() - 1) as u8;
    }
    u8::MAX
}
