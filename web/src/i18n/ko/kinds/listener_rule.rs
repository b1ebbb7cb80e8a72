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
        "Type" => FieldWords {
            label: "동작",
            help: "대상 그룹으로 전달하거나, 브라우저를 다른 주소로 보내거나, 바로 응답해요.",
        },
        "ForwardConfig/TargetGroups" => FieldWords {
            label: "대상 그룹",
            help: "가중치대로 나눠요. 비었거나 비정상인 그룹의 몫은 다른 그룹으로 옮겨 가지 않아요.",
        },
        "ForwardConfig/TargetGroups/TargetGroupArn" => FieldWords {
            label: "대상 그룹",
            help: "이 로드 밸런서의 그룹이에요.",
        },
        "ForwardConfig/TargetGroups/Weight" => FieldWords {
            label: "가중치",
            help: "다른 그룹과 견준 몫이에요. 예: 70과 30.",
        },
        "ForwardConfig/TargetGroupStickinessConfig/Enabled" => FieldWords {
            label: "그룹 고정",
            help: "처음 전달된 그룹에 클라이언트를 계속 보내요(쿠키 AWSALBTG).",
        },
        "ForwardConfig/TargetGroupStickinessConfig/DurationSeconds" => FieldWords {
            label: "그룹 고정 시간",
            help: "마지막 요청 뒤 이 시간까지 같은 그룹으로 보내요.",
        },
        "RedirectConfig/Protocol" => FieldWords {
            label: "프로토콜",
            help: "HTTP에서 HTTPS로만 바꿀 수 있고, 반대는 안 돼요.",
        },
        "RedirectConfig/Host" => FieldWords {
            label: "호스트",
            help: "#{host}는 요청의 값을 그대로 써요.",
        },
        "RedirectConfig/Port" => FieldWords {
            label: "포트",
            help: "#{port}는 요청의 값을 그대로 써요.",
        },
        "RedirectConfig/Path" => FieldWords {
            label: "경로",
            help: "#{path}는 맨 앞 /를 뺀 요청의 경로예요.",
        },
        "RedirectConfig/Query" => FieldWords {
            label: "쿼리",
            help: "#{query}는 요청의 값을 그대로 써요.",
        },
        "RedirectConfig/StatusCode" => FieldWords {
            label: "상태 코드",
            help: "브라우저가 이 이동을 기억해도 되는지 정해요.",
        },
        "FixedResponseConfig/StatusCode" => FieldWords {
            label: "상태 코드",
            help: "2xx, 4xx, 5xx로 답하고 대상에는 보내지 않아요.",
        },
        _ => return None,
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
        ("Type", "forward") => "전달",
        ("Type", "redirect") => "리디렉션",
        ("Type", "fixed-response") => "고정 응답",
        ("RedirectConfig/Protocol", "#{protocol}") => "요청과 같게",
        ("RedirectConfig/StatusCode", "HTTP_301") => "301 영구",
        ("RedirectConfig/StatusCode", "HTTP_302") => "302 임시",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
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
