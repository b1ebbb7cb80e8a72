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
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}
