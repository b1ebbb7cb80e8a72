//! The words for one kind of part: Internet Gateway.

use crate::i18n::FieldWords;

pub const NAME: &str = "Internet Gateway";
pub const HELP: &str = "Where the VPC meets the internet. Detach it, and every route to it leads nowhere: nobody comes in, nothing gets out, and all inside goes on. A VPC with a route to one works without it being drawn.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "internet gateway igw";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Routes" => FieldWords {
            label: "Edge routes",
            help: "What comes from the internet for these addresses goes to a GWLB endpoint first. None: straight to where it is going.",
        },
        "Routes/DestinationCidrBlock" => FieldWords {
            label: "Destination",
            help: "Addresses of the VPC, such as 10.0.10.0/24.",
        },
        "Routes/GatewayId" => FieldWords {
            label: "Target",
            help: "Where packets to them go first.",
        },
        "Routes/target" => FieldWords {
            label: "Gateway",
            help: "The endpoint that takes the packets.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Routes/GatewayId", "local") => "Inside the VPC",
        ("Routes/GatewayId", "igw") => "Internet Gateway",
        ("Routes/GatewayId", "nat") => "NAT gateway",
        ("Routes/GatewayId", "vpce") => "GWLB endpoint",
        ("Routes/GatewayId", "none") => "Nowhere (black hole)",
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
        "igw_detached" => "Internet Gateway detached",
        "igw_attached" => "Internet Gateway attached",
        _ => return None,
    })
}
