//! The words for one kind of part: CloudWatch agent.

use crate::i18n::FieldWords;

pub const NAME: &str = "CloudWatch agent";
pub const HELP: &str = "A program on the servers that sends what EC2 does not know: memory in use, once a minute, and the lines that the application writes, every five seconds. It needs an IAM role; without the agent the memory meter stays grey.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "cloudwatch agent memory mem_used_percent logs app log";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "enabled" => FieldWords {
            label: "Agent runs",
            help: "Off: nobody outside knows the memory, and what the application writes stays on the server.",
        },
        "mem" => FieldWords {
            label: "Measures memory",
            help: "mem_used_percent in namespace CWAgent, every minute whatever EC2's own monitoring does.",
        },
        "log_group_name" => FieldWords {
            label: "Log group",
            help: "Where the lines go. None: they stay on the server and end with it.",
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
        "memory" => "memory",
        "lines" => "lines sent",
        "denied" => "AccessDenied: no IAM role",
        "mem_used_percent" => "Memory in use (mem_used_percent)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
