//! What the visitors' browsers have kept: copies of files, permissions of preflight requests, a session.
//! One row for each visitor, one second for each thing: until when it is good.

use crate::base::time::{Instant, Span};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Things of one visitor; the first says that it has been here.
    things: usize,
    until_s: Vec<u32>,
}

/// The mark of who has been here.
const BEEN_HERE: usize = 0;

impl Kept {
    /// From now on there are so many things; what was kept of others is gone.
    pub fn hold(&mut self, things: usize) {
        if self.things != things + 1 {
            self.things = things + 1;
            self.until_s.clear();
        }
    }

    fn place(&self, visitor: u32, thing: usize) -> Option<usize> {
        (thing < self.things).then_some(visitor as usize * self.things + thing)
    }

    fn until(&self, visitor: u32, thing: usize) -> u32 {
        let place = self.place(visitor, thing);
        let until = place.and_then(|place| self.until_s.get(place));
        until.copied().unwrap_or(0)
    }

    fn set(&mut self, visitor: u32, thing: usize, until_s: u32) {
        let Some(place) = self.place(visitor, thing) else {
            return;
        };
        if self.until_s.len() <= place {
            let rows = visitor as usize + 1;
            self.until_s.resize(rows * self.things, 0);
        }
        if let Some(kept) = self.until_s.get_mut(place) {
            *kept = until_s;
        }
    }

    /// A visitor comes. Returns whether for the first time: `is_new` says so of one who shares the number
    /// of another, and has nothing of what that one kept.
    pub fn come(&mut self, visitor: u32, is_new: bool) -> bool {
        let is_first = is_new || self.until(visitor, BEEN_HERE) == 0;
        if is_first {
            for thing in 0..self.things {
                self.set(visitor, thing, 0);
            }
            self.set(visitor, BEEN_HERE, u32::MAX);
        }
        is_first
    }

    pub fn is_fresh(&self, visitor: u32, thing: usize, now: Instant) -> bool {
        let until = u64::from(self.until(visitor, thing + 1));
        until > now.us() / Span::from_s(1).us()
    }

    /// Keeps a thing for so long, in whole seconds.
    pub fn keep(&mut self, visitor: u32, thing: usize, now: Instant, age: Span) {
        let until = (now + age).us() / Span::from_s(1).us();
        self.set(visitor, thing + 1, until.min(u64::from(u32::MAX)) as u32);
    }

    /// Keeps a thing for as long as there is the visitor.
    pub fn keep_for_ever(&mut self, visitor: u32, thing: usize) {
        self.set(visitor, thing + 1, u32::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_visitor_keeps_its_own_until_somebody_new_has_its_number() {
        let mut kept = Kept::default();
        kept.hold(3);
        let at = |s: u64| Instant::from_us(s * 1_000_000);
        assert!(kept.come(7, false));
        assert!(!kept.come(7, false));
        kept.keep(7, 2, at(10), Span::from_s(60));
        assert!(kept.is_fresh(7, 2, at(69)) && !kept.is_fresh(7, 2, at(70)));
        assert!(!kept.is_fresh(6, 2, at(20)) && !kept.is_fresh(7, 1, at(20)));
        assert!(kept.come(7, true));
        assert!(!kept.is_fresh(7, 2, at(20)));
        kept.keep_for_ever(7, 0);
        kept.hold(3);
        assert!(kept.is_fresh(7, 0, at(1 << 30)));
        kept.hold(4);
        assert!(!kept.is_fresh(7, 0, at(0)), "another page");
    }
}
