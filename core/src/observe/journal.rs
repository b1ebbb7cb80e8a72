//! The log as the viewer keeps it: entries in order, repeats counted, bounded, cut back on rewind.

use crate::base::time::Instant;
use crate::world::log::{AlarmKey, Entry, EntryId, LogChange, What};
use alloc::vec::Vec;

/// Entries kept; the oldest go first.
const ENTRIES_MAX: usize = 8_192;
/// So many go at once: one by one, each new entry would move all that stay.
const ENTRIES_DROPPED: usize = ENTRIES_MAX / 8;

#[derive(Clone, Debug, Default)]
pub struct Journal {
    entries: Vec<Entry>,
    /// Grows with every change: a viewer compares it to know whether to look.
    pub version: u64,
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
                LogChange::New(entry) => self.entries.push(entry),
                LogChange::Repeated { id, at } => {
                    if let Ok(ix) = self.entries.binary_search_by_key(&id, |e| e.id)
                        && let Some(entry) = self.entries.get_mut(ix)
                    {
                        entry.count = entry.count.saturating_add(1);
                        entry.last_at = at;
                    }
                }
            }
        }
        if self.entries.len() > ENTRIES_MAX {
            let excess = self.entries.len() - ENTRIES_MAX;
            self.entries.drain(..excess + ENTRIES_DROPPED);
        }
    }

    /// Forgets what lies after `instant`: a fork writes its own.
    pub fn cut(&mut self, instant: Instant) {
        self.entries.retain(|e| e.at <= instant);
        self.version += 1;
    }

    pub fn decisions(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|e| e.what.is_decision())
    }

    /// The newest entry about why capacity changed, or did not, as of `instant`.
    pub fn last_decision(&self, instant: Instant) -> Option<&Entry> {
        self.decisions().rev().find(|e| e.at <= instant)
    }

    /// The change that brought an alarm into the state it had at `instant`.
    pub fn last_change(&self, key: AlarmKey, instant: Instant) -> Option<&Entry> {
        self.entries.iter().rev().find(|e| {
            e.at <= instant && matches!(e.what, What::AlarmChanged { alarm, .. } if alarm == key)
        })
    }
}
