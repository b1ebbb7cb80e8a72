//! What is wrong at one place of a file, in Korean. No particle follows a variable.

use super::field_fault;
use crate::i18n::format::number;
use crate::i18n::{json_detail, listed};
use swell_core::document::problem::{Problem, ProblemKind};

/// The problem behind its JSON path.
pub fn problem(problem: &Problem) -> String {
    let place = match problem.path.as_str() {
        "$" => "파일",
        path => path,
    };
    format!("{place}: {}", text(&problem.kind))
}

pub fn text(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::NotJson {
            line,
            column,
            detail,
        } => format!(
            "올바른 JSON이 아니에요({line}번째 줄, {column}번째 글자): {}",
            json_detail(detail)
        ),
        ProblemKind::NotAnObject => {
            "객체가 아니에요. 이름과 값을 중괄호 { … } 안에 적어 주세요.".to_owned()
        }
        ProblemKind::Missing => "값이 없어요. 없으면 보드를 읽을 수 없어요.".to_owned(),
        ProblemKind::WrongType { expected } => {
            format!(
                "값의 종류가 맞지 않아요. 필요한 값: {}",
                expected_text(expected)
            )
        }
        ProblemKind::NewerFormat { found: 0, known } => {
            format!("없는 형식이에요(format: 0). 읽을 수 있는 형식: 1~{known}")
        }
        ProblemKind::NewerFormat { found, known } => format!(
            "더 새로운 Swell에서 만든 파일이에요(format: {found}, 읽을 수 있는 형식: {known}까지). 페이지를 새로 고쳐 최신 버전으로 열어 주세요."
        ),
        ProblemKind::DuplicateId { id } => format!(
            "같은 번호가 두 번 나와요: {id}. 연결이 번호로 가리키므로 영역, 구성 요소, 연결마다 달라야 해요."
        ),
        ProblemKind::UnknownPart { id } => {
            format!("없는 구성 요소예요: {id}. 이 파일에 있는 구성 요소의 id를 적어 주세요.")
        }
        ProblemKind::UnknownWord { allowed } => {
            format!("모르는 단어예요. 쓸 수 있는 값: {}", listed(allowed))
        }
        ProblemKind::CannotBelong { allowed } if allowed.is_empty() => {
            "다른 구성 요소에 속하지 않는 종류예요. 혼자 서 있으므로 이 값을 빼 주세요.".to_owned()
        }
        ProblemKind::CannotBelong { allowed } => {
            let words: Vec<&str> = allowed.iter().map(|kind| kind.name()).collect();
            format!(
                "이 구성 요소에는 속할 수 없어요. 속할 수 있는 종류: {}",
                listed(&words)
            )
        }
        ProblemKind::IllegalLink { protocol } => format!(
            "이 프로토콜로 이을 수 없어요: {protocol}. 앞쪽이 보내고 뒤쪽이 받는 프로토콜이어야 해요."
        ),
        ProblemKind::CannotStandIn { id } => {
            format!(
                "{id}번 구성 요소 안에는 놓을 수 없어요. 틀은 리전, VPC, 가용 영역, 서브넷 순서로 안에 놓여요."
            )
        }
        ProblemKind::BadTime => {
            "시각이 아니에요. 2026-03-02T09:00:00+09:00처럼 시간대까지 적어 주세요.".to_owned()
        }
        ProblemKind::TooMany { limit } => format!(
            "너무 많아요(한도: {}개). 보드가 빠르게 움직이도록 정한 한도예요.",
            number(*limit as f64, 0)
        ),
        ProblemKind::Field(fault) => field_fault(fault),
        ProblemKind::CannotBeKept => {
            "파일에 담을 수 없는 값이에요. 숫자가 아니거나 한 이름에 값이 둘이에요.".to_owned()
        }
    }
}

fn expected_text(expected: &str) -> &str {
    match expected {
        "number" => "0 이상의 숫자",
        "text" => "따옴표 안의 글자",
        "list" => "목록 [ … ]",
        "id" => "1 이상의 정수",
        "true or false" => "true 또는 false",
        "list of ids" => "정수 목록(예: [3, 7])",
        "[x, y] or [x, y, width, height]" => "[x, y] 또는 [x, y, 너비, 높이]",
        other => other,
    }
}
