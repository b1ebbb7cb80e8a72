//! The words for one kind of part: VPC link.

use crate::i18n::FieldWords;

pub const NAME: &str = "VPC link";
pub const HELP: &str = "The way by which an API Gateway asks a balancer without a public address. Its network interfaces stand in subnets of the VPC, so the balancer sees a caller from inside. Without it the gateway calls from the internet, and no route leads to a private subnet.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "vpc link private integration vpclink api gateway";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "SecurityGroupIds" => FieldWords {
            label: "Security groups",
            help: "What its interfaces belong to. The balancer's group lets this one in, and nobody else.",
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
