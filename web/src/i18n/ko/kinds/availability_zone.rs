//! The words for one kind of part: availability zone.

use crate::i18n::FieldWords;

pub const NAME: &str = "가용 영역";
pub const HELP: &str = "함께 멈추는 데이터 센터 묶음이에요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "가용 영역 가용영역";

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
