//! The words for one kind of part: attacker.

use crate::i18n::FieldWords;

pub const NAME: &str = "Attacker";
pub const HELP: &str = "A machine on the internet that tries every address of the board on eight well-known ports, over and over. What stops it is counted. Its packets are no requests and cost nothing.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "attacker hacker port scan scanner";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "tries_per_s" => FieldWords {
            label: "Tries per second",
            help: "Ports of addresses that it tries each second: 22, 80, 443, 3306, 3389, 5432, 6379, 11211.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "open" => "open",
        "tried" => "Tried",
        "answered" => "Answered",
        "refused" => "Refused: nothing listens",
        "no_route" => "Dropped: no route",
        "by_group" => "Dropped by a security group",
        "by_acl" => "Dropped by a network ACL",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "found_open" => "{0} answers on port {1}",
        "found_closed" => "{0} no longer answers on port {1}",
        _ => return None,
    })
}
