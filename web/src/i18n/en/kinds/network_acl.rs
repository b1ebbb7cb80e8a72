//! The words for one kind of part: network acl.

use crate::i18n::FieldWords;

pub const NAME: &str = "Network ACL";
pub const HELP: &str =
    "A stateless filter around a subnet: rules by number, the first that fits decides.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "network acl nacl firewall";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Entries" => FieldWords {
            label: "Entries",
            help: "By number; the first that fits decides, and what fits none is refused. Answers need an entry too (ports 1024-65535).",
        },
        "Entries/RuleNumber" => FieldWords {
            label: "Number",
            help: "Lower numbers are asked first.",
        },
        "Entries/Egress" => FieldWords {
            label: "Outbound",
            help: "Judges what leaves the subnet; else what enters it.",
        },
        "Entries/RuleAction" => FieldWords {
            label: "Action",
            help: "What happens to what fits.",
        },
        "Entries/Protocol" => FieldWords {
            label: "Protocol",
            help: "What runs over IP; All is every one.",
        },
        "Entries/PortRange/From" => FieldWords {
            label: "From port",
            help: "The first port of the range.",
        },
        "Entries/PortRange/To" => FieldWords {
            label: "To port",
            help: "The last port of the range.",
        },
        "Entries/CidrBlock" => FieldWords {
            label: "Block",
            help: "The other side: a block such as 10.0.0.0/16; 0.0.0.0/0 is everybody.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Entries/RuleAction", "allow") => "Allow",
        ("Entries/RuleAction", "deny") => "Deny",
        ("Entries/Protocol", "tcp") => "TCP",
        ("Entries/Protocol", "udp") => "UDP",
        ("Entries/Protocol", "icmp") => "ICMP",
        ("Entries/Protocol", "-1") => "All",
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
