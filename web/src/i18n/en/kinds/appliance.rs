//! The words for one kind of part: appliance.

use crate::i18n::FieldWords;

pub const NAME: &str = "Firewall appliance";
pub const HELP: &str = "A virtual firewall behind a GWLB: looks at every packet and lets it through or keeps it. Too small, it slows down all that is inspected.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "appliance firewall ids ips inspection";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "vcpus" => FieldWords {
            label: "vCPUs",
            help: "Requests whose packets it looks at at once.",
        },
        "inspect_ms" => FieldWords {
            label: "Inspection time",
            help: "For all packets of one request and its answer, on the average.",
        },
        "queue_max" => FieldWords {
            label: "Queue limit",
            help: "Packets of more requests at a time are lost, and their users run into a time-out.",
        },
        "kept_percent" => FieldWords {
            label: "Kept by its rules",
            help: "Share of requests that match a rule of the firewall: they are not heard of again.",
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
        "inspected" => "inspected",
        "kept" => "kept by rules",
        "overflowed" => "lost for want of room",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "crash" => "Appliance crashed",
        "restart" => "Appliance restarted",
        _ => return None,
    })
}
