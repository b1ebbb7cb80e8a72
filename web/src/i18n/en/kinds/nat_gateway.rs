//! The words for one kind of part: NAT gateway.

use crate::i18n::FieldWords;

pub const NAME: &str = "NAT gateway";
pub const HELP: &str = "The way out for servers without a public address, and none in. It stands in one public subnet, and route tables name it. One for each zone, or the failure of its zone cuts the others off.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "nat gateway egress updates elastic ip";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "kbps_per_server" => FieldWords {
            label: "Sent by each server (kbit/s)",
            help: "Logs, metrics and calls of other APIs: every running server behind it sends as much all the time, and each GB is paid for.",
        },
        "connections_per_server" => FieldWords {
            label: "Connections per server",
            help: "To one destination at the same time. A gateway keeps 55,000 of them; beyond that it refuses (ErrorPortAllocation).",
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
        "ActiveConnectionCount" => "Active connections",
        "ConnectionAttemptCount" => "Connection attempts",
        "ErrorPortAllocation" => "Connections without a port",
        "BytesInFromDestination" => "Bytes from the internet",
        "BytesOutToDestination" => "Bytes to the internet",
        "servers" => "servers behind it",
        "connections" => "connections to a destination",
        "bytes" => "passed on",
        "crossing" => "from other zones",
        "port_errors" => "no port left",
        "cut_off" => "cut off",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "nat_failed" => "NAT gateway failed",
        "nat_restored" => "NAT gateway restored",
        _ => return None,
    })
}
