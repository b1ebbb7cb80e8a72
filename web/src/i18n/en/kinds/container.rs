//! The words for one kind of part: container.

use crate::i18n::FieldWords;

pub const NAME: &str = "Container";
pub const HELP: &str = "One of several applications on one EC2 instance, behind a port of its own (dynamic port mapping). Its work is the machine's; the target group registers address and port.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "container docker ecs task dynamic port";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "host" => FieldWords {
            label: "Runs on",
            help: "The EC2 instance that does its work, together with the other containers on it.",
        },
        "hostPort" => FieldWords {
            label: "Port of the machine",
            help: "Nobody chooses it beforehand: ECS takes a free one of 32768 and above, and registers it.",
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
        "port" => "port",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "crash" => "Container crashed",
        "restart" => "Container restarted",
        _ => return None,
    })
}
