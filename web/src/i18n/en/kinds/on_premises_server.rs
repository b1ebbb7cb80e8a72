//! The words for one kind of part: on-premises server.

use crate::i18n::FieldWords;

pub const NAME: &str = "On-premises server";
pub const HELP: &str = "A server in your own data center. A target group reaches it by its private address (target type ip) over a VPN or Direct Connect; its distance is in every answer.";
/// What people call it when they look for it.
pub const SYNONYMS: &str =
    "on-premises onprem data center idc vpn direct connect hybrid private ip target";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "address" => FieldWords {
            label: "Private address",
            help: "What the target group registers: an address of 10/8, 172.16/12, 192.168/16 or 100.64/10, never a public one.",
        },
        "link" => FieldWords {
            label: "Way to AWS",
            help: "A VPN runs over the internet, encrypted; Direct Connect is a line of its own and cheaper for each GB.",
        },
        "round_trip_ms" => FieldWords {
            label: "Round trip to the Region",
            help: "How far away it is: every answer takes this longer than one from a server in AWS.",
        },
        "vcpus" => FieldWords {
            label: "vCPUs",
            help: "Requests that it works on at once. Nobody adds more when it is busy.",
        },
        "queue_max" => FieldWords {
            label: "Queue limit",
            help: "Requests that it works on and that wait, together; it refuses more, which is a 502 behind an ALB.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("link", "vpn") => "Site-to-Site VPN",
        ("link", "direct_connect") => "Direct Connect",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        "served" => "answered",
        "refused" => "refused",
        "round_trip" => "round trip to the Region",
        "link_down" => "cut off",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "crash" => "On-premises server crashed",
        "restart" => "On-premises server restarted",
        "link_down" => "Way to the data center down",
        "link_up" => "Way to the data center back",
        _ => return None,
    })
}
