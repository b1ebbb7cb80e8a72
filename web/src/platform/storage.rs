//! Drafts in `localStorage`; where that is not allowed, nothing happens.
//!
//! Every page keeps the board that is made on it in a draft of its own, so that two tabs do not
//! write over each other. `sessionStorage` remembers which one that was, for when the tab comes
//! back; a new tab gets the newest. `boot/crash.js` knows three of these keys.

use swell_core::base::order::sort_short;
use web_sys::Storage;

/// Several sites share an origin where a host serves sub-paths, hence the prefix.
const DRAFTS: &str = "swell.draft.2.";
/// The one draft of earlier versions: its text without a time.
const OLD_DRAFT: &str = "swell.draft.1";
const CRASH_KEY: &str = "swell.crash.1";
const OPENING_KEY: &str = "swell.opening.1";
/// In `sessionStorage`.
const TAB_KEY: &str = "swell.tab.1";
/// Drafts kept; the oldest go first.
const DRAFTS_MAX: usize = 8;

/// What became of a text that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Stored,
    /// A sandboxed frame or a private window: by design nobody is told.
    NotAllowed,
    /// The quota is used up: worth a word, the draft is not safe.
    Full,
}

/// The name of a draft: its key.
pub type DraftId = String;

/// A draft and when it was kept, in milliseconds since 1970; 0 where that is not known.
#[derive(Clone, Debug)]
pub struct KeptDraft {
    pub id: DraftId,
    pub at_ms: f64,
    pub json: String,
}

impl KeptDraft {
    /// Day and minute as people of the language write them.
    pub fn when(&self, lang: &str) -> String {
        let at = js_sys::Date::new(&self.at_ms.into());
        match self.at_ms > 0.0 {
            true => at
                .to_locale_string(lang, &wasm_bindgen::JsValue::UNDEFINED)
                .into(),
            false => String::new(),
        }
    }
}

/// `localStorage`, if the page may use it.
#[derive(Clone, Debug)]
pub struct Store(Option<Storage>);

impl Store {
    /// Never fails: a sandboxed frame throws on the mere access and gets an empty store.
    pub fn open() -> Self {
        Self(web_sys::window().and_then(|w| w.local_storage().ok().flatten()))
    }

    fn of_tab() -> Self {
        Self(web_sys::window().and_then(|w| w.session_storage().ok().flatten()))
    }

    /// A name that no other page has: the time and chance.
    pub fn new_draft() -> DraftId {
        let chance = (js_sys::Math::random() * 1e9) as u32;
        format!("{DRAFTS}{:x}-{chance:x}", js_sys::Date::now() as u64)
    }

    /// Keeps the text of a board. When the newest drafts fill their places the oldest one goes.
    pub fn keep_draft(&self, id: &DraftId, json: &str) -> Kept {
        let kept = self.put(id, &written(js_sys::Date::now(), json));
        if kept == Kept::Stored {
            Self::of_tab().put(TAB_KEY, id);
            for (_, old) in self.drafts().into_iter().skip(DRAFTS_MAX) {
                self.remove(&old);
            }
        }
        kept
    }

    /// The draft to open: that of this tab, or the newest of all.
    pub fn last_draft(&self) -> Option<DraftId> {
        let own = Self::of_tab().read(TAB_KEY);
        let own = own.filter(|id| self.read(id).is_some());
        own.or_else(|| self.drafts().into_iter().next().map(|(_, id)| id))
    }

    /// The text of a draft.
    pub fn draft(&self, id: &DraftId) -> Option<String> {
        self.read(id).map(|text| time_and_board(&text).1.to_owned())
    }

    pub fn forget_draft(&self, id: &DraftId) {
        self.remove(id);
    }

    /// The boards of other pages and of earlier visits, newest first: all but that of this tab.
    pub fn other_drafts(&self) -> Vec<KeptDraft> {
        let own = Self::of_tab().read(TAB_KEY);
        let others = self.drafts().into_iter();
        let others = others.filter(|(_, id)| own.as_ref() != Some(id));
        let kept = others.filter_map(|(at_ms, id)| {
            let json = self.draft(&id)?;
            Some(KeptDraft { id, at_ms, json })
        });
        kept.collect()
    }

    /// Whether one more draft pushes none out.
    pub fn has_room(&self) -> bool {
        self.drafts().len() < DRAFTS_MAX
    }

    /// All drafts with their times, newest first.
    fn drafts(&self) -> Vec<(f64, DraftId)> {
        let Some(storage) = &self.0 else {
            return Vec::new();
        };
        let keys = (0..storage.length().unwrap_or(0)).filter_map(|n| storage.key(n).ok().flatten());
        let drafts = keys.filter(|key| key.starts_with(DRAFTS) || key == OLD_DRAFT);
        let mut all: Vec<(f64, DraftId)> = drafts
            .filter_map(|key| Some((time_and_board(&self.read(&key)?).0, key)))
            .collect();
        sort_short(&mut all, |a, b| b.0.total_cmp(&a.0));
        all
    }

    /// Notes that a draft is being opened: should that freeze the page, the next start must not try
    /// it again unasked. `None` once it is open.
    pub fn mark_opening(&self, id: Option<&DraftId>) {
        match id {
            Some(id) => {
                self.put(OPENING_KEY, id);
            }
            None => self.remove(OPENING_KEY),
        }
    }

    /// The draft that was being opened when the last page ended.
    pub fn opening(&self) -> Option<DraftId> {
        self.read(OPENING_KEY)
    }

    /// True once after the program has stopped.
    pub fn take_crash(&self) -> bool {
        let has_crashed = self.read(CRASH_KEY).is_some();
        self.remove(CRASH_KEY);
        has_crashed
    }

    fn put(&self, key: &str, text: &str) -> Kept {
        match self.0.as_ref().map(|s| s.set_item(key, text)) {
            None => Kept::NotAllowed,
            Some(Ok(())) => Kept::Stored,
            Some(Err(_)) => Kept::Full,
        }
    }

    fn read(&self, key: &str) -> Option<String> {
        self.0.as_ref().and_then(|s| s.get_item(key).ok().flatten())
    }

    fn remove(&self, key: &str) {
        if let Some(storage) = &self.0 {
            // Nothing to remove is what we want anyway.
            let _ = storage.remove_item(key);
        }
    }
}

/// A draft as it is stored: when, in milliseconds, on a line of its own, then the board.
fn written(at_ms: f64, json: &str) -> String {
    format!("{at_ms:.0}\n{json}")
}

/// When a draft was kept, and its board; one of an earlier version has no time.
fn time_and_board(text: &str) -> (f64, &str) {
    let of_now = text.split_once('\n').and_then(|(at, board)| {
        let at = at.parse::<u64>().ok()?;
        Some((at as f64, board))
    });
    of_now.unwrap_or((0.0, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_says_when_and_an_old_one_is_read_too() {
        let text = written(1_700_000_000_123.0, "{\n}");
        assert_eq!(time_and_board(&text), (1_700_000_000_123.0, "{\n}"));
        for old in ["{\"format\":1}", "{\n \"format\": 1\n}", ""] {
            assert_eq!(time_and_board(old), (0.0, old));
        }
    }

    #[test]
    fn the_last_screen_knows_the_same_keys() {
        let crash = include_str!("../../boot/crash.js");
        for key in [DRAFTS, CRASH_KEY, TAB_KEY] {
            assert!(crash.contains(&format!("'{key}'")), "{key}");
        }
    }
}
