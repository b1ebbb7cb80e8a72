//! The words for one kind of part: station.

use crate::i18n::FieldWords;

pub const NAME: &str = "Queueing station";
pub const HELP: &str = "One queue before a number of servers, as in queueing theory.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "station queue server";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "servers" => FieldWords {
            label: "Servers",
            help: "Requests served at once; 0 is a pure delay that never queues.",
        },
        "service_ms" => FieldWords {
            label: "Service time",
            help: "Mean time of one request; the queue grows as servers get busy.",
        },
        "distribution" => FieldWords {
            label: "Spread of service time",
            help: "A wider spread makes longer queues at the same load.",
        },
        "capacity" => FieldWords {
            label: "Places",
            help: "Served and waiting together; one more is refused. 0: no limit.",
        },
        "leave_share" => FieldWords {
            label: "Share answered here",
            help: "These requests end here; the rest goes on by a wire.",
        },
        "answer_ms" => FieldWords {
            label: "Answer delay",
            help: "Constant delay of the answer on its way back.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("distribution", "exponential") => "Exponential: mostly short",
        ("distribution", "constant") => "Constant: all alike",
        ("distribution", "lognormal") => "Lognormal: some long",
        ("distribution", "pareto") => "Pareto: a few very long",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
