//! The draft and the preferences in `localStorage`; where that is not allowed, nothing happens.

use web_sys::Storage;

/// Several sites share an origin where a host serves sub-paths, hence the prefix.
const DRAFT_KEY: &str = "swell.draft.1";
const PREFS_KEY: &str = "swell.prefs.1";
const CRASH_KEY: &str = "swell.crash.1";

/// What became of a text that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Stored,
    /// A sandboxed frame or a private window: by design nobody is told.
    NotAllowed,
    /// The quota is used up: worth a word, the draft is not safe.
    Full,
}

/// `localStorage`, if the page may use it.
#[derive(Clone, Debug)]
pub struct Store(Option<Storage>);

impl Store {
    /// Never fails: a sandboxed frame throws on the mere access and gets an empty store.
    pub fn open() -> Self {
        Self(web_sys::window().and_then(|w| w.local_storage().ok().flatten()))
    }

    pub fn is_allowed(&self) -> bool {
        self.0.is_some()
    }

    pub fn keep_draft(&self, json: &str) -> Kept {
        self.put(DRAFT_KEY, json)
    }

    pub fn draft(&self) -> Option<String> {
        self.read(DRAFT_KEY)
    }

    pub fn forget_draft(&self) {
        self.remove(DRAFT_KEY);
    }

    pub fn keep_prefs(&self, json: &str) -> Kept {
        self.put(PREFS_KEY, json)
    }

    pub fn prefs(&self) -> Option<String> {
        self.read(PREFS_KEY)
    }

    /// Remembers that the program stopped, so that the next start can offer a fresh board.
    pub fn mark_crash(&self) {
        self.put(CRASH_KEY, "1");
    }

    /// True once after a crash.
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
