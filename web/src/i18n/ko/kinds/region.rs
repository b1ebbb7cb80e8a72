//! The words for one kind of part: region.

use crate::i18n::FieldWords;

pub const NAME: &str = "리전";
pub const HELP: &str = "지도 위의 한 곳이에요. 같은 리전에 있으면 서로 가까워요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "리전 지역";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "RegionName" => FieldWords {
            label: "리전 코드",
            help: "세계 어디에 있는지 나타내요.",
        },
        _ => return None,
    })
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
