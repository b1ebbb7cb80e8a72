//! The words for one kind of part: Internet Gateway.

use crate::i18n::FieldWords;

pub const NAME: &str = "인터넷 게이트웨이";
pub const HELP: &str = "VPC가 인터넷과 만나는 곳이에요. 떼어 내면 이 게이트웨이로 가는 경로가 모두 끊겨 아무도 들어오거나 나가지 못하고, 안쪽 통신은 이어져요. 그리지 않아도 경로가 있으면 있는 것으로 봐요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "인터넷 게이트웨이 igw";

pub const fn field(_path: &str) -> Option<FieldWords> {
    None
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
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "igw_detached" => "인터넷 게이트웨이 분리",
        "igw_attached" => "인터넷 게이트웨이 연결",
        _ => return None,
    })
}
