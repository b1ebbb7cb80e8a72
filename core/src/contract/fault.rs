//! The ways of a part to break, by hand (spec 1.5).

/// One of them; its words are found by the kind and the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happens, as logs and links name it.
    pub word: &'static str,
    /// The word of its end; `None`: it is over at once.
    pub ends: Option<&'static str>,
}

impl Fault {
    /// It is over at once.
    pub const fn once(word: &'static str) -> Self {
        Self { word, ends: None }
    }

    /// It goes on until it is ended.
    pub const fn lasting(word: &'static str, ends: &'static str) -> Self {
        Self {
            word,
            ends: Some(ends),
        }
    }

    /// Among `faults`, the one that a word is about, and whether it begins.
    pub fn named(faults: &[Self], word: &str) -> Option<(Self, bool)> {
        let of = |begins| {
            let mut all = faults.iter();
            let is_it = move |fault: &&Self| fault.said(begins) == Some(word);
            Some((*all.find(is_it)?, begins))
        };
        of(true).or_else(|| of(false))
    }

    /// The word of its beginning, or of its end if it has one.
    pub const fn said(&self, begins: bool) -> Option<&'static str> {
        match begins {
            true => Some(self.word),
            false => self.ends,
        }
    }
}
