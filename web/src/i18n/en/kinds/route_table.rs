//! The words for one kind of part: route table.

use crate::i18n::FieldWords;

pub const NAME: &str = "Route table";
pub const HELP: &str = "Says where packets go that leave a subnet, and so whether it is public.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "route table internet gateway igw nat";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "default_route" => FieldWords {
            label: "Default route",
            help: "Where 0.0.0.0/0 leads. To the Internet Gateway: public; to a NAT gateway: private; nowhere: isolated.",
        },
        "default_target" => FieldWords {
            label: "Gateway",
            help: "The part that takes the packets. Without one they go into a black hole.",
        },
        "Routes" => FieldWords {
            label: "More routes",
            help: "The longest prefix decides; the route inside the VPC is always there.",
        },
        "Routes/DestinationCidrBlock" => FieldWords {
            label: "Destination",
            help: "The addresses that the route is for, such as 10.1.0.0/16.",
        },
        "Routes/GatewayId" => FieldWords {
            label: "Target",
            help: "Where packets to them go.",
        },
        "Routes/target" => FieldWords {
            label: "Gateway",
            help: "The part that takes the packets, of a NAT gateway.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("default_route", "igw") => "Internet Gateway (public)",
        ("default_route", "nat") => "NAT gateway (private)",
        ("default_route", "vpce") => "GWLB endpoint (inspected)",
        ("default_route", "none") => "None (isolated)",
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
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
