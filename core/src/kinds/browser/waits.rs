//! What people wait for when a page loads, of the last views: medians, so that one odd view is none.

use crate::base::time::Span;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Views that the medians are of.
const VIEWS: usize = 64;
/// Stretches of a view; see [`Wait`].
const WAITS: usize = 5;

/// From the click on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Until the document was there.
    Document,
    /// Until its files were, too.
    Files,
    /// Until the API had answered for the first time.
    Api,
    /// Until there was something to read: the document of a server that renders, the first data of a
    /// page that does so itself.
    Readable,
    /// Until everything was there.
    Usable,
}

impl Wait {
    pub const ALL: [(Self, &str); WAITS] = [
        (Self::Document, "document"),
        (Self::Files, "files"),
        (Self::Api, "api"),
        (Self::Readable, "readable"),
        (Self::Usable, "usable"),
    ];
}

/// The waits of one view; `None`: there was nothing to wait for.
pub type Waits = [Option<Span>; WAITS];

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Recent {
    views: Vec<Waits>,
    next: usize,
}

impl Recent {
    pub fn add(&mut self, waits: Waits) {
        match self.views.get_mut(self.next) {
            Some(place) => *place = waits,
            None => self.views.push(waits),
        }
        self.next = (self.next + 1) % VIEWS;
    }

    /// Units: milliseconds. `None`: no view has waited for it.
    pub fn median_ms(&self, wait: Wait) -> Option<f64> {
        let waits = self.views.iter();
        let waited = waits.filter_map(|view| view.get(wait as usize).copied().flatten());
        let mut us: Vec<u64> = waited.map(Span::us).collect();
        us.sort_unstable();
        Some(*us.get(us.len() / 2)? as f64 / 1e3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_of_the_last_views_alone() {
        let mut recent = Recent::default();
        let view = |ms| [Some(Span::from_ms(ms)), None, None, None, None];
        for ms in 0..200 {
            recent.add(view(ms));
        }
        assert_eq!(recent.median_ms(Wait::Document), Some(168.0));
        assert_eq!(recent.median_ms(Wait::Api), None);
    }
}
