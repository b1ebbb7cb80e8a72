//! The words for one kind of part: route53.

use crate::i18n::FieldWords;

pub const NAME: &str = "Route 53";
pub const HELP: &str = "Turns a name into an address; an alias points to the load balancer.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "route 53 route53 dns domain alias";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "alias" => FieldWords {
            label: "Alias record",
            help: "Points straight at the load balancer and takes its TTL of 60 s.",
        },
        "TTL" => FieldWords {
            label: "Time to live",
            help: "How long an answer is cached; a long one makes clients notice a change late.",
        },
        "query_ms" => FieldWords {
            label: "DNS query time",
            help: "One question to Route 53; an answer still in the cache costs nothing.",
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
        "alias" => "alias",
        "ttl" => "TTL",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
