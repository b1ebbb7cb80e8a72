//! The words for one kind of part: EC2 server with Docker.

use crate::i18n::FieldWords;

pub const NAME: &str = "EC2 with Docker";
pub const HELP: &str = "One server with several containers: they share its vCPUs, so a flood of one slows the others, and a crash takes all of them. From outside it is one address, whose port leads to the container that its line goes to; what is not published answers inside the server alone.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "docker compose host legacy box single server containers";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "InstanceType" => FieldWords {
            label: "Instance type",
            help: "Its vCPUs are all that the containers have, together.",
        },
        "queue_max" => FieldWords {
            label: "Work at a time",
            help: "Pieces of work of all containers, in hand and in line. What is beyond is refused.",
        },
        "SecurityGroupIds" => FieldWords {
            label: "Security groups",
            help: "What lets connections in and out. None: everything may pass.",
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
        "cpu" => "CPU",
        "requests" => "From outside",
        "refused" => "Refused",
        "held" => "In hand and in line (limit)",
        "containers" => "Containers",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "crash" => "Crash the server",
        "restart" => "Restart the server",
        _ => return None,
    })
}
