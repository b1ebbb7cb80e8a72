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
            help: "Nobody chooses it beforehand: ECS takes a free one of 32768 and above, and registers it. 0: on the network of the server alone, out of reach from outside.",
        },
        "cpu_ms" => FieldWords {
            label: "Service time of its own",
            help: "Work of this container on a request, on the vCPUs of its server. Empty: the server does what the request asks for, and nothing is relayed to other containers.",
        },
        "return_301_https" => FieldWords {
            label: "HTTP to HTTPS (301)",
            help: "Who comes by port 80 is sent to the same address on port 443.",
        },
        "locations" => FieldWords {
            label: "Locations",
            help: "Paths that one container takes alone, such as /api/ for the application server.",
        },
        "locations/location" => FieldWords {
            label: "Path prefix",
            help: "The longest one that a path begins with is taken.",
        },
        "locations/proxy_pass" => FieldWords {
            label: "Container",
            help: "Who takes these paths: a part that a wire leads to.",
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
        "inner" => "inside its server alone",
        "redirected" => "sent to HTTPS",
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
