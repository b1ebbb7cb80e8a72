//! The words for one kind of part: subnet.

use crate::i18n::FieldWords;

pub const NAME: &str = "Subnet";
pub const HELP: &str = "A block of the VPC's addresses in one Availability Zone.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "subnet cidr public private";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "CidrBlock" => FieldWords {
            label: "Address block",
            help: "Such as 10.0.1.0/24. Empty: the address plan chooses.",
        },
        "MapPublicIpOnLaunch" => FieldWords {
            label: "Public addresses",
            help: "In a public subnet, what is launched also gets an address of the internet.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
