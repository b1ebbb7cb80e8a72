//! The words for one kind of part: Gateway Load Balancer endpoint.

use crate::i18n::FieldWords;

pub const NAME: &str = "GWLB endpoint";
pub const HELP: &str = "Where route tables send what is to be inspected. Name it in the routes of the Internet Gateway (in) and of the application subnets (out): with neither nothing is inspected, with one alone connections are lost.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "gwlbe endpoint vpce gateway load balancer endpoint";

pub const fn field(_path: &str) -> Option<FieldWords> {
    None
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "lost" => "not let through",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
