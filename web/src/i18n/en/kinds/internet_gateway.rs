//! The words for one kind of part: Internet Gateway.

use crate::i18n::FieldWords;

pub const NAME: &str = "Internet Gateway";
pub const HELP: &str = "Where the VPC meets the internet. Detach it, and every route to it leads nowhere: nobody comes in, nothing gets out, and all inside goes on. A VPC with a route to one works without it being drawn.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "internet gateway igw";

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
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "igw_detached" => "Internet Gateway detached",
        "igw_attached" => "Internet Gateway attached",
        _ => return None,
    })
}
