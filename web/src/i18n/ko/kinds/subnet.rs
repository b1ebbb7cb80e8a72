//! The words for one kind of part: subnet.

use crate::i18n::FieldWords;

pub const NAME: &str = "서브넷";
pub const HELP: &str = "한 가용 영역 안에 있는 VPC의 주소 대역이에요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "서브넷 퍼블릭 프라이빗";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "CidrBlock" => FieldWords {
            label: "주소 대역",
            help: "10.0.1.0/24처럼 적어요. 비워 두면 주소 계획이 정해요.",
        },
        "MapPublicIpOnLaunch" => FieldWords {
            label: "퍼블릭 주소",
            help: "퍼블릭 서브넷에서 시작하면 인터넷 주소도 함께 받아요.",
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
