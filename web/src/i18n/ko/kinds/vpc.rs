//! The words for one kind of part: vpc.

use crate::i18n::FieldWords;

pub const NAME: &str = "VPC";
pub const HELP: &str = "주소 대역을 가진 나만의 네트워크예요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "네트워크";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "CidrBlock" => FieldWords {
            label: "주소 대역",
            help: "10.0.1.0/24처럼 적어요. 비워 두면 주소 계획이 정해요.",
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
