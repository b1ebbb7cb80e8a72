//! The words for one kind of part: availability zone.

use crate::i18n::FieldWords;

pub const NAME: &str = "Availability Zone";
pub const HELP: &str = "One or more data centers that fail together.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "az availability zone";

pub const fn field(_path: &str) -> Option<FieldWords> {
    None
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
