//! The words for one kind of part: Gateway Load Balancer.

use crate::i18n::FieldWords;

pub const NAME: &str = "GWLB";
pub const HELP: &str = "Spreads all that its endpoints send over firewalls and other appliances, and keeps each flow on its appliance (Gateway Load Balancer). Route tables decide what comes to it.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "gwlb gateway load balancer firewall inspection geneve";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "target_failover" => FieldWords {
            label: "Flows of a failed appliance",
            help: "Stay with it and are lost until it is back, or move to another appliance. New flows go to healthy ones either way.",
        },
        "tcp.idle_timeout.seconds" => FieldWords {
            label: "TCP idle timeout",
            help: "Flows that are quiet for so long are forgotten; the next packet makes a new one.",
        },
        "hop_ms" => FieldWords {
            label: "Tunnel delay",
            help: "There and back by GENEVE (UDP 6081) to the appliance.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("target_failover", "no_rebalance") => "Stay (no_rebalance)",
        ("target_failover", "rebalance") => "Move (rebalance)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "ActiveFlowCount" => "Active inspected flows",
        "NewFlowCount" => "New inspected flows",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "flows_moved" => "{0} flows of an appliance go to others",
        _ => return None,
    })
}
