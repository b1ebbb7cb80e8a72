//! Answers that are kept for whoever asks for the same again: the key that they are found by, and a
//! place of so many of them, each with the end of its time.

use super::cache::Chain;
use crate::base::time::Instant;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What an answer is kept under, made of texts one after the other. FNV-1a.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerKey(u64);

impl Default for AnswerKey {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl AnswerKey {
    /// One more text. The letters come one by one, so that nobody has to put them together.
    #[must_use]
    pub fn with(self, text: impl Iterator<Item = char>) -> Self {
        // A mark between texts, which none of them has.
        let letters = text.map(u64::from).chain([u64::MAX]);
        Self(letters.fold(self.0, |hash, letter| {
            (hash ^ letter).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    pub const fn number(self) -> u64 {
        self.0
    }
}

/// Answers by their keys; where there is no room, the one goes that was not wanted for the longest.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Answers {
    /// Places by key.
    index: BTreeMap<u64, u32>,
    /// By place: its key, and until when the answer is good.
    slots: Vec<(u64, Instant)>,
    free: Vec<u32>,
    order: Chain,
}

impl Answers {
    pub fn len(&self) -> usize {
        self.index.len()
    }

    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Whether an answer is there that is good still, which counts as a use of it.
    pub fn has(&mut self, key: AnswerKey, now: Instant) -> bool {
        let Some(place) = self.index.get(&key.number()).copied() else {
            return false;
        };
        let until = self.slots.get(place as usize).map(|(_, until)| *until);
        self.order.remove(place);
        if until.is_none_or(|until| until <= now) {
            self.empty(place);
            return false;
        }
        self.order.push(place);
        true
    }

    /// Keeps an answer, with room for so many.
    pub fn keep(&mut self, key: AnswerKey, until: Instant, room: usize) {
        if let Some(place) = self.index.get(&key.number()).copied() {
            self.order.remove(place);
            self.empty(place);
        }
        while self.len() >= room.max(1)
            && let Some(last) = self.order.pop()
        {
            self.empty(last);
        }
        let kept = (key.number(), until);
        let place = self.free.pop().unwrap_or(self.slots.len() as u32);
        match self.slots.get_mut(place as usize) {
            Some(slot) => *slot = kept,
            None => self.slots.push(kept),
        }
        self.index.insert(key.number(), place);
        self.order.push(place);
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Empties a place that is out of the order already.
    fn empty(&mut self, place: u32) {
        if let Some((key, _)) = self.slots.get(place as usize) {
            self.index.remove(key);
            self.free.push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Span;

    fn key(text: &str) -> AnswerKey {
        AnswerKey::default().with(text.chars())
    }

    fn at(s: u64) -> Instant {
        Instant::ZERO + Span::from_s(s)
    }

    #[test]
    fn an_answer_is_good_until_its_time_is_over() {
        let mut answers = Answers::default();
        assert!(!answers.has(key("/a"), at(0)));
        answers.keep(key("/a"), at(10), 8);
        assert!(answers.has(key("/a"), at(9)));
        assert!(!answers.has(key("/a"), at(10)));
        assert!(answers.is_empty());
        assert_ne!(key("/a").with("b".chars()), key("/ab"));
    }

    #[test]
    fn the_one_that_nobody_wanted_goes_first() {
        let mut answers = Answers::default();
        answers.keep(key("/a"), at(10), 2);
        answers.keep(key("/b"), at(10), 2);
        assert!(answers.has(key("/a"), at(1)));
        answers.keep(key("/c"), at(10), 2);
        assert!(!answers.has(key("/b"), at(1)));
        assert!(answers.has(key("/a"), at(1)) && answers.has(key("/c"), at(1)));
        answers.keep(key("/c"), at(20), 2);
        assert_eq!(answers.len(), 2);
        assert!(answers.has(key("/c"), at(15)));
    }
}
