//! The words for one kind of part: region.

use crate::i18n::FieldWords;

pub const NAME: &str = "Region";
pub const HELP: &str = "A place on the map. What stands in one is near to each other.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "region";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "RegionName" => FieldWords {
            label: "Region code",
            help: "Where in the world it stands.",
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
