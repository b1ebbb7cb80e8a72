//! The words for one kind of part: listener rule.

use crate::i18n::FieldWords;

pub const NAME: &str = "리스너 규칙";
pub const HELP: &str = "경로·호스트·헤더·메서드·쿼리·소스가 맞는 요청을 어떻게 할지 정해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "규칙 경로 호스트 라우팅 가중치 리디렉션 카나리 rule";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Priority" => FieldWords {
            label: "우선순위",
            help: "번호가 낮은 규칙부터 보고, 처음 맞는 규칙이 정해요.",
        },
        "Conditions" => FieldWords {
            label: "조건",
            help: "모든 조건이 맞아야 해요. 한 조건 안에서는 값 하나만 맞으면 돼요.",
        },
        "Conditions/Field" => FieldWords {
            label: "대상",
            help: "경로와 메서드는 대소문자를 가리고, 나머지는 가리지 않아요.",
        },
        "Conditions/Values" => FieldWords {
            label: "값",
            help: "*와 ?를 쓸 수 있고 여러 개는 |로 나눠요. 쿼리는 Platform=Mobile, 소스 IP는 10.0.0.0/8처럼 적어요.",
        },
        "Conditions/HttpHeaderName" => FieldWords {
            label: "헤더",
            help: "HTTP 헤더 조건에서 볼 헤더 이름이에요.",
        },
        _ => return super::action::field(path),
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Conditions/Field", "path-pattern") => "경로",
        ("Conditions/Field", "host-header") => "호스트 헤더",
        ("Conditions/Field", "http-header") => "HTTP 헤더",
        ("Conditions/Field", "http-request-method") => "메서드",
        ("Conditions/Field", "query-string") => "쿼리 문자열",
        ("Conditions/Field", "source-ip") => "소스 IP",
        _ => return super::action::choice(path, word),
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    (word == "priority").then_some("우선순위")
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "matched" => "모든 조건이 맞음",
        "passed_over" => "맞지 않는 조건이 있음",
        "group_kept" => "AWSALBTG 쿠키로 같은 대상 그룹 유지",
        _ => return None,
    })
}
