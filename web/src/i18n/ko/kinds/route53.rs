//! The words for one kind of part: route53.

use crate::i18n::FieldWords;

pub const NAME: &str = "Route 53";
pub const HELP: &str = "이름을 주소로 바꿔 줘요. 별칭(alias)은 로드 밸런서를 가리켜요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "라우트 도메인 별칭";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "alias" => FieldWords {
            label: "별칭 레코드",
            help: "로드 밸런서를 바로 가리키고, 그쪽 TTL 60초를 따라요.",
        },
        "TTL" => FieldWords {
            label: "TTL(유지 시간)",
            help: "답을 캐시에 두는 시간이에요. 길면 주소가 바뀐 것을 늦게 알아요.",
        },
        "query_ms" => FieldWords {
            label: "DNS 조회 시간",
            help: "Route 53에 한 번 물어보는 시간이에요. 캐시에 답이 있으면 들지 않아요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "alias" => "별칭",
        "ttl" => "TTL",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
