//! The words for one kind of part: load balancer.

use crate::i18n::FieldWords;

pub const NAME: &str = "ALB";
pub const HELP: &str = "요청을 정상 대상에 나눠 줘요 (Application Load Balancer).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "로드 밸런서 로드밸런서 부하 분산";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Type" => FieldWords {
            label: "로드 밸런서 유형",
            help: "Application Load Balancer는 HTTP를 읽고 요청 하나하나를 나눠 줘요.",
        },
        "idle_timeout.timeout_seconds" => FieldWords {
            label: "유휴 제한 시간",
            help: "대상이 이 시간 동안 아무 답이 없으면 사용자는 504를 받아요.",
        },
        "hop_ms" => FieldWords {
            label: "로드 밸런서 지연",
            help: "로드 밸런서를 지날 때 요청마다 더해지는 시간이에요.",
        },
        "clients_try_next_address" => FieldWords {
            label: "다음 주소로 다시 시도",
            help: "브라우저처럼 다른 주소로도 접속해요. 영역 하나가 멈춰도 피해가 작아요.",
        },
        "SecurityGroups" => FieldWords {
            label: "보안 그룹",
            help: "드나드는 연결을 정해요. 비우면 모두 통과해요.",
        },
        "routing.http.xff_header_processing.mode" => FieldWords {
            label: "X-Forwarded-For",
            help: "append는 접속한 주소를 끝에 덧붙이고, preserve는 받은 그대로 넘기고, remove는 보내지 않아요.",
        },
        "routing.http.xff_client_port.enabled" => FieldWords {
            label: "X-Forwarded-For에 클라이언트 포트",
            help: "덧붙이는 주소 뒤에 포트도 적어요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Type", "application") => "Application Load Balancer",
        ("routing.http.xff_header_processing.mode", "append") => "덧붙이기 (append)",
        ("routing.http.xff_header_processing.mode", "preserve") => "그대로 두기 (preserve)",
        ("routing.http.xff_header_processing.mode", "remove") => "지우기 (remove)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "moved" => "다른 대상으로 옮겨 간 클라이언트",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "addresses_changed" => "노드 주소 변경",
        "connection_stale" => "대상이 그 연결을 막 닫은 참이었어요",
        "cookie_new" => "쿠키 없음: 대상을 새로 고름",
        "cookie_expired" => "쿠키 만료: 새로 배정되고 로그인이 풀림",
        "cookie_kept" => "쿠키가 가리키는 대상 유지",
        "cookie_moved" => "쿠키의 대상을 쓸 수 없음: 다른 대상, 다시 로그인",
        _ => return None,
    })
}
