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

    /// Among `faults`, the one that a word is about, with the word itself and whether it begins.
    pub fn named(faults: &'static [Self], word: &str) -> Option<(&'static str, bool)> {
        faults.iter().find_map(|fault| match fault.ends {
            _ if fault.word == word => Some((fault.word, true)),
            Some(ends) if ends == word => Some((ends, false)),
            _ => None,
        })
    }
}
