//! The words for one kind of part: listener.

use crate::i18n::FieldWords;

pub const NAME: &str = "리스너";
pub const HELP: &str = "로드 밸런서가 여는 포트예요. 규칙과 기본 동작이 요청을 보낼 곳을 정해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "리스너 포트 https tls 인증서 sni 리디렉션 listener";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Protocol" => FieldWords {
            label: "프로토콜",
            help: "HTTPS는 로드 밸런서에서 끝나요. 인증서가 필요하고, 그 뒤 구간은 일반 HTTP예요.",
        },
        "Port" => FieldWords {
            label: "포트",
            help: "클라이언트가 접속하는 포트예요. http://는 80, https://는 443이에요.",
        },
        "Certificates" => FieldWords {
            label: "인증서",
            help: "첫 번째가 기본 인증서예요. 나머지는 클라이언트가 알린 서버 이름(SNI)으로 골라요.",
        },
        "Certificates/DomainName" => FieldWords {
            label: "도메인",
            help: "정확한 이름이나 *.example.com을 적고, 여러 개는 |로 나눠요.",
        },
        "Certificates/KeyAlgorithm" => FieldWords {
            label: "키",
            help: "여러 개가 맞으면 ECDSA가 RSA보다 먼저예요.",
        },
        "Certificates/key_bits" => FieldWords {
            label: "키 길이",
            help: "여러 개가 맞으면 긴 키가 먼저예요.",
        },
        "Certificates/SignatureAlgorithm" => FieldWords {
            label: "서명",
            help: "여러 개가 맞으면 SHA가 MD5보다 먼저예요.",
        },
        "Certificates/valid_days" => FieldWords {
            label: "유효 일수",
            help: "나머지가 같으면 유효 기간이 긴 인증서가 먼저예요.",
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
        "matched" => "맞는 규칙 없음: 기본 동작",
        "group_kept" => "AWSALBTG 쿠키로 같은 대상 그룹 유지",
        _ => return None,
    })
}
