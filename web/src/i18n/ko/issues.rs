//! What is odd or wrong in a drawing, an edit or a file, in Korean. No particle follows a variable.

mod codes;
mod problems;

use super::kinds::field;
use crate::i18n::format::number;
use crate::i18n::listed;
pub use codes::code;
pub use problems::problem;
use swell_core::base::id::PartId;
use swell_core::document::check::IssueWhat;
use swell_core::document::command::EditError;
use swell_core::document::field::FieldFault;
use swell_core::rules::network::{Leg, Reach};

pub fn issue(what: &IssueWhat) -> String {
    match what {
        IssueWhat::Error(code) => codes::code(*code),
        IssueWhat::Warning(warning) => codes::warning(*warning),
        IssueWhat::LeadsNowhere => "요청이 여기서 끝나요. 요청을 받을 구성 요소로 연결을 그리세요.",
        IssueWhat::NoAlarmInvokes => {
            "이 정책을 부르는 경보가 없어요. 단계, 단순 정책은 경보가 있어야 움직여요."
        }
        IssueWhat::ReferenceMissing => {
            "가리키는 구성 요소가 보드에 없어요. 이 보드에 있는 것을 고르세요."
        }
        IssueWhat::OtherModel => {
            "다른 규칙으로 만든 보드예요. 지금 규칙으로 실행해서 시각과 숫자가 다를 수 있어요."
        }
        IssueWhat::UnknownKind => {
            "이 버전이 모르는 구성 요소예요. 그대로 보관하지만 아무 일도 하지 않아요."
        }
        IssueWhat::LinkedTwice => {
            "같은 구성 요소로 가는 연결이 겹쳐요. 하나로 모두 지나가니 나머지는 지우세요."
        }
        IssueWhat::NotSimulated => {
            "AWS에서는 쓸 수 있지만 여기서는 만들지 않는 지표예요. 그룹이나 그 대상 그룹, 로드 밸런서의 지표를 60초 주기로 고르세요."
        }
        IssueWhat::NeverPublished => {
            "이 구성 요소가 만들지 않는 지표라서 경보에 데이터가 오지 않아요. 이 구성 요소의 지표를 고르세요."
        }
        IssueWhat::Unreachable { by, .. } => return unreachable(*by),
        IssueWhat::OwnType => {
            "표에 없는 유형이라 vCPU, 메모리, 가격은 직접 적은 값을 써요. 아래 필드에서 정하세요."
        }
    }
    .to_owned()
}

/// Why nobody comes by a wire. What is dropped is never answered.
fn unreachable(by: Reach) -> String {
    let why = match by {
        Reach::Open { .. } => return String::new(),
        Reach::NoRoute => "보내는 쪽에서 여기로 오는 경로가 없어서".to_owned(),
        Reach::NoGroupRule { is_far: true } => {
            "이 구성 요소의 보안 그룹에 보내는 쪽을 허용하는 인바운드 규칙이 없어서".to_owned()
        }
        Reach::NoGroupRule { is_far: false } => {
            "보내는 쪽의 보안 그룹에 허용하는 아웃바운드 규칙이 없어서".to_owned()
        }
        Reach::Acl { leg, by, .. } => {
            let rule = by.map_or_else(|| "*".to_owned(), |number| number.to_string());
            let what = match leg {
                Leg::Request => "요청을",
                Leg::Answer => "응답을",
            };
            format!("네트워크 ACL의 규칙 {rule} 항목이 {what} 거부해서")
        }
    };
    format!("여기로 오는 연결이 그려져 있지만 {why} 시간 초과가 나요.")
}

pub fn edit_error(error: &EditError, name: &dyn Fn(PartId) -> String) -> String {
    match error {
        EditError::NoSuchPart { id } => {
            format!(
                "{}: 보드에 더는 없거나 편집할 수 없는 구성 요소예요.",
                name(*id)
            )
        }
        EditError::Field {
            part,
            kind,
            path,
            fault,
        } => {
            let api_name = path.rsplit('/').next().unwrap_or(path);
            let label = field(*kind, path).map_or_else(
                || api_name.to_owned(),
                |words| format!("{} ({api_name})", words.label),
            );
            format!("{} · {label}: {}", name(*part), field_fault(fault))
        }
        EditError::IllegalLink { from, to } => format!(
            "{} → {}: 이을 수 없어요. 앞쪽이 보내는 것을 뒤쪽이 받지 못해요.",
            name(*from),
            name(*to)
        ),
        EditError::AlreadyLinked { from, to } => format!(
            "{} → {}: 이미 이어져 있어요. 연결 하나로 모두 지나가요.",
            name(*from),
            name(*to)
        ),
        EditError::IdTaken { id } => format!(
            "이미 쓰고 있는 번호예요: {id}. 연결이 번호로 가리키므로 영역, 구성 요소, 연결마다 달라야 해요."
        ),
        EditError::TooMany { limit } => format!(
            "보드가 가득 찼어요(한도: {}개). 빠르게 움직이도록 정한 한도예요.",
            number(*limit as f64, 0)
        ),
        EditError::Refused { id, of, path, kind } => {
            let place = id.map(|id| name(PartId(id)));
            let field = of.and_then(|of| field(of, path));
            let field = field.map(|words| format!("{} ({path})", words.label));
            let field = field.or_else(|| (!path.is_empty()).then(|| path.clone()));
            let places: Vec<String> = place.into_iter().chain(field).collect();
            format!("{}: {}", places.join(" · "), problems::text(kind))
        }
    }
}

pub fn field_fault(fault: &FieldFault) -> String {
    match fault {
        FieldFault::UnknownField => {
            "이 구성 요소에 없는 필드라서 아무것도 바꾸지 않았어요.".to_owned()
        }
        FieldFault::NotANumber => "숫자가 아니에요. 30이나 0.5처럼 적어 주세요.".to_owned(),
        FieldFault::NotWhole => {
            "정수가 아니에요. 나눌 수 없는 값이므로 2처럼 적어 주세요.".to_owned()
        }
        // A limit that only says "finite" is none to tell.
        FieldFault::OutOfRange { min, max } if *max >= 1e12 => format!(
            "범위를 벗어났어요. {} 이상만 AWS나 이 모델이 받아요.",
            number(*min, 4)
        ),
        FieldFault::OutOfRange { min, max } => format!(
            "범위를 벗어났어요. {}~{} 사이의 값만 AWS나 이 모델이 받아요.",
            number(*min, 4),
            number(*max, 4)
        ),
        FieldFault::NotABool => "켜기도 끄기도 아니에요. true 또는 false로 적어 주세요.".to_owned(),
        FieldFault::NotText => "글자가 아니에요. 파일에서는 따옴표 안에 적어 주세요.".to_owned(),
        FieldFault::TooLong { chars } => {
            format!("너무 길어요(한도: {}자).", number(*chars as f64, 0))
        }
        FieldFault::ControlCharacter => {
            "줄바꿈이나 탭처럼 읽을 수 없는 글자가 있어요. 한 줄로 적어 주세요.".to_owned()
        }
        FieldFault::NotOneOf { words } => {
            format!("고를 수 없는 값이에요. 쓸 수 있는 값: {}", listed(words))
        }
        FieldFault::WrongForm { detail } => {
            format!("이 필드에 맞는 형식이 아니에요: {detail}")
        }
    }
}
