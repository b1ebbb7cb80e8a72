//! The words for one kind of part: security group.

use crate::i18n::FieldWords;

pub const NAME: &str = "Security group";
pub const HELP: &str = "Filters the connections of the parts that list it. What no rule allows is dropped without an answer, so whoever dials times out; answers always pass.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "security group sg firewall";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "IpPermissions" => FieldWords {
            label: "Inbound rules",
            help: "Who may connect to the parts of this group. Connections that are open stay when a rule goes.",
        },
        "IpPermissionsEgress" => FieldWords {
            label: "Outbound rules",
            help: "To whom the parts of this group may connect. Their answers need no rule.",
        },
        "lost_rule" => FieldWords {
            label: "Rule that gets lost",
            help: "The inbound rule that is removed by mistake when the fault begins, counted from 1.",
        },
        _ => {
            let (_, inner) = path.split_once('/')?;
            return rule(inner);
        }
    })
}

fn rule(path: &str) -> Option<FieldWords> {
    Some(match path {
        "IpProtocol" => FieldWords {
            label: "Protocol",
            help: "What runs over IP; All takes every port.",
        },
        "FromPort" => FieldWords {
            label: "From port",
            help: "The first port of the range.",
        },
        "ToPort" => FieldWords {
            label: "To port",
            help: "The last port of the range.",
        },
        "CidrIp" => FieldWords {
            label: "Block",
            help: "The other side's addresses, such as 10.0.0.0/16; 0.0.0.0/0 is everybody.",
        },
        "GroupId" => FieldWords {
            label: "Group",
            help: "Instead of a block: whoever lists that group, whatever the address.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(_path: &str, word: &str) -> Option<&'static str> {
    Some(match word {
        "tcp" => "TCP",
        "udp" => "UDP",
        "icmp" => "ICMP",
        "-1" => "All",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "rule_removed" => "Inbound rule removed",
        "rule_restored" => "Inbound rule restored",
        _ => return None,
    })
}
