//! The words for one kind of part: VPC link.

use crate::i18n::FieldWords;

pub const NAME: &str = "VPC 링크";
pub const HELP: &str = "API Gateway가 퍼블릭 주소 없는 로드 밸런서에 묻는 길이에요. 네트워크 인터페이스가 VPC의 서브넷에 있어서 밸런서에는 안에서 온 요청으로 보여요. 링크가 없으면 게이트웨이는 인터넷에서 부르고, 프라이빗 서브넷으로 가는 경로는 없어요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "VPC 링크 프라이빗 통합 vpc link";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "SecurityGroupIds" => FieldWords {
            label: "보안 그룹",
            help: "링크의 인터페이스가 속한 그룹이에요. 밸런서의 보안 그룹은 이 그룹만 들이면 돼요.",
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
