//! The words for one kind of part: network acl.

use crate::i18n::FieldWords;

pub const NAME: &str = "네트워크 ACL";
pub const HELP: &str =
    "서브넷을 둘러싼 상태 없는 필터예요. 번호 순서로 보아 처음 맞는 규칙이 정해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "네트워크 방화벽";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Entries" => FieldWords {
            label: "규칙",
            help: "번호 순서로 보아 처음 맞는 규칙이 정하고, 맞는 규칙이 없으면 막아요. 응답에도 규칙이 필요해요(포트 1024-65535).",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}
