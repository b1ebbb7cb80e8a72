//! The log as it is written: entries, those that repeat what was said, and looks at the past.

use super::{AlarmKey, EntryId, Verdict, What};
use crate::base::id::PartId;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::rules::reason::Reason;
use alloc::boxed::Box;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: EntryId,
    pub at: Instant,
    pub part: PartId,
    pub what: What,
    pub cause: Option<EntryId>,
    /// Repeats of the same cause are one entry with a count and a last time.
    pub count: u32,
    pub last_at: Instant,
    /// When it was said again, for looks at the past.
    beats: Vec<Beat>,
}

/// Repeats at even distances: an alarm repeats its actions every minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Beat {
    first: Instant,
    step: Span,
    count: u32,
}

/// Stretches of repeats kept apart of one entry; beyond that the oldest are taken together.
const BEATS_MAX: usize = 256;

impl Beat {
    fn last(&self) -> Instant {
        self.first
            + self
                .step
                .saturating_mul(u64::from(self.count.saturating_sub(1)))
    }

    /// How many of them had been by `instant`.
    const fn until(&self, instant: Instant) -> u32 {
        if instant.us() < self.first.us() {
            return 0;
        }
        let passed = match instant.since(self.first).us().checked_div(self.step.us()) {
            Some(steps) => steps.saturating_add(1),
            None => u64::MAX,
        };
        if passed < self.count as u64 {
            passed as u32
        } else {
            self.count
        }
    }
}

impl Entry {
    /// It was said again.
    pub fn repeat(&mut self, at: Instant) {
        self.count = self.count.saturating_add(1);
        self.last_at = at;
        if let Some(beat) = self.beats.last_mut() {
            let step = at.since(beat.last());
            if beat.count == 1 || beat.step == step {
                beat.step = step;
                beat.count = beat.count.saturating_add(1);
                return;
            }
        }
        self.beats.push(Beat {
            first: at,
            step: Span::ZERO,
            count: 1,
        });
        if self.beats.len() > BEATS_MAX {
            self.join_oldest();
        }
    }

    /// How often it had been said by `instant`, and when last.
    pub fn said_by(&self, instant: Instant) -> (u32, Instant) {
        let (mut count, mut last_at) = (1u32, self.at);
        for beat in &self.beats {
            let passed = beat.until(instant);
            let Some(steps) = passed.checked_sub(1) else {
                break;
            };
            count = count.saturating_add(passed);
            last_at = beat.first + beat.step.saturating_mul(u64::from(steps));
        }
        (count, last_at)
    }

    /// Forgets the repeats after `instant`.
    pub fn cut(&mut self, instant: Instant) {
        (self.count, self.last_at) = self.said_by(instant);
        for beat in &mut self.beats {
            beat.count = beat.until(instant);
            if beat.count == 1 {
                beat.step = Span::ZERO;
            }
        }
        self.beats.retain(|beat| beat.count > 0);
    }

    fn join_oldest(&mut self) {
        let [a, b, ..] = self.beats.as_slice() else {
            return;
        };
        let count = a.count.saturating_add(b.count);
        let steps = u64::from(count.saturating_sub(1)).max(1);
        let joined = Beat {
            first: a.first,
            step: Span::from_us(b.last().since(a.first).us() / steps),
            count,
        };
        self.beats.splice(..2, [joined]);
    }
}

/// What changed in the log since the viewer last looked.
#[derive(Clone, Debug, PartialEq)]
pub enum LogChange {
    New(Box<Entry>),
    Repeated { id: EntryId, at: Instant },
}

/// What a repeat is recognised by: the same verdict of the same part about the same capacity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Last {
    id: EntryId,
    from: u32,
    to: u32,
    alarm: AlarmKey,
    verdict: Verdict,
}

/// The writing end of the log. What it holds is state of the run: numbers and causes go on after a seek.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Log {
    next: u32,
    last: SmallMap<PartId, Last>,
    #[serde(skip)]
    pub changes: Vec<LogChange>,
    /// Off while a seek replays what the viewer has already read.
    #[serde(skip)]
    pub is_muted: bool,
}

impl Log {
    pub fn write(
        &mut self,
        at: Instant,
        part: PartId,
        what: What,
        cause: Option<EntryId>,
    ) -> EntryId {
        if let What::PolicyEvaluated {
            from, to, because, ..
        } = &what
        {
            if let Some(last) = self.last.get(&part)
                && from == to
                && (last.from, last.to) == (*from, *to)
                && last.alarm == because.alarm
                && core::mem::discriminant(&last.verdict)
                    == core::mem::discriminant(&because.verdict)
                && reason_of(&last.verdict) == reason_of(&because.verdict)
            {
                let id = last.id;
                self.change(LogChange::Repeated { id, at });
                return id;
            }
            let last = Last {
                id: EntryId(self.next + 1),
                from: *from,
                to: *to,
                alarm: because.alarm,
                verdict: because.verdict,
            };
            self.last.insert(part, last);
        }
        self.next = self.next.saturating_add(1);
        let id = EntryId(self.next);
        self.change(LogChange::New(Box::new(Entry {
            id,
            at,
            part,
            what,
            cause,
            count: 1,
            last_at: at,
            beats: Vec::new(),
        })));
        id
    }

    /// The same as in this entry, again.
    pub fn repeat(&mut self, at: Instant, id: EntryId) {
        self.change(LogChange::Repeated { id, at });
    }

    fn change(&mut self, change: LogChange) {
        if !self.is_muted {
            self.changes.push(change);
        }
    }
}

const fn reason_of(verdict: &Verdict) -> Option<Reason> {
    match verdict {
        Verdict::Decided { reason } => Some(*reason),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Instant {
        Instant::from_us(seconds * 1_000_000)
    }

    fn entry(repeats: &[u64]) -> Entry {
        let mut entry = Entry {
            id: EntryId(1),
            at: s(0),
            part: PartId(1),
            what: What::Edited,
            cause: None,
            count: 1,
            last_at: s(0),
            beats: Vec::new(),
        };
        repeats.iter().for_each(|at| entry.repeat(s(*at)));
        entry
    }

    #[test]
    fn a_look_at_the_past_counts_what_had_been_said_by_then() {
        let repeats = [60, 120, 180, 400, 460, 520, 521];
        let whole = entry(&repeats);
        for at in 0..600 {
            let before: Vec<u64> = repeats.iter().copied().filter(|r| *r <= at).collect();
            let last = before.last().copied().unwrap_or(0);
            let expected = (before.len() as u32 + 1, s(last));
            assert_eq!(whole.said_by(s(at)), expected, "{at}");
            // Cut there, it is the entry that it was.
            let mut cut = whole.clone();
            cut.cut(s(at));
            assert_eq!((cut.count, cut.last_at), expected);
            assert_eq!(cut, entry(&before), "{at}");
        }
    }

    #[test]
    fn uneven_repeats_stay_within_bounds_and_keep_their_number() {
        let repeats: Vec<u64> = (1..2_000).map(|n| n * n).collect();
        let entry = entry(&repeats);
        assert!(entry.beats.len() <= BEATS_MAX);
        assert_eq!(entry.said_by(s(u32::MAX.into())), (2_000, s(1_999 * 1_999)));
    }
}
