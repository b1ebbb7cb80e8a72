//! The words for what listeners and their rules do with a request.

use crate::i18n::FieldWords;

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
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
        ("Type", "forward") => "전달",
        ("Type", "redirect") => "리디렉션",
        ("Type", "fixed-response") => "고정 응답",
        ("RedirectConfig/Protocol", "#{protocol}") => "요청과 같게",
        ("RedirectConfig/StatusCode", "HTTP_301") => "301 영구",
        ("RedirectConfig/StatusCode", "HTTP_302") => "302 임시",
        _ => return None,
    })
}
