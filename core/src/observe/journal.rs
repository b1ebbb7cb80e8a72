//! The log as the viewer keeps it: entries in order, repeats counted, bounded, cut back on rewind.

use crate::base::time::Instant;
use crate::world::log::{Entry, EntryId, LogChange};
use alloc::vec::Vec;

/// Entries kept; the oldest go first.
const ENTRIES_MAX: usize = 8_192;
/// So many go at once: one by one, each new entry would move all that stay.
const ENTRIES_DROPPED: usize = ENTRIES_MAX / 8;

#[derive(Clone, Debug, Default)]
pub struct Journal {
    entries: Vec<Entry>,
    /// Changes of a desired capacity among the entries that have gone.
    gone: u32,
    /// Grows with every change: a viewer compares it to know whether to look.
    pub version: u64,
}

fn is_change(entry: &Entry) -> bool {
    entry.what.desired().is_some_and(|(from, to)| from != to)
}

impl Journal {
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&id, |e| e.id).ok()?;
        self.entries.get(at)
    }

    /// Takes in what the simulation has written.
    pub fn extend(&mut self, changes: &mut Vec<LogChange>) {
        if changes.is_empty() {
            return;
        }
        self.version += 1;
        for change in changes.drain(..) {
            match change {
                LogChange::New(entry) => self.entries.push(*entry),
                LogChange::Repeated { id, at } => {
                    if let Ok(ix) = self.entries.binary_search_by_key(&id, |e| e.id)
                        && let Some(entry) = self.entries.get_mut(ix)
                    {
                        entry.repeat(at);
                    }
                }
            }
        }
        if self.entries.len() > ENTRIES_MAX {
            let excess = self.entries.len() - ENTRIES_MAX;
            let going = self.entries.drain(..excess + ENTRIES_DROPPED);
            let changes = going.filter(is_change).count();
            self.gone = self.gone.saturating_add(changes as u32);
        }
    }

    /// Forgets what lies after `instant`: a fork writes its own.
    pub fn cut(&mut self, instant: Instant) {
        self.entries.retain(|e| e.at <= instant);
        for entry in self.entries.iter_mut().rev() {
            entry.cut(instant);
        }
        self.version += 1;
    }

    pub fn decisions(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.what.is_decision())
    }

    /// How often a desired capacity had been changed by `instant`.
    pub fn changes(&self, instant: Instant) -> u32 {
        let kept = self.entries.iter().take_while(|e| e.at <= instant);
        self.gone + kept.filter(|e| is_change(e)).count() as u32
    }
}
