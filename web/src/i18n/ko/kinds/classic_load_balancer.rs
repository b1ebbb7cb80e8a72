//! The words for one kind of part: Classic Load Balancer.

use crate::i18n::FieldWords;

pub const NAME: &str = "CLB";
pub const HELP: &str = "이전 세대예요(Classic Load Balancer). 포트만 보고 서버 목록 하나에 나눠요. HTTP에는 ALB, TCP에는 NLB를 쓰세요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "클래식 로드 밸런서 로드밸런서 이전 세대";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Protocol" => FieldWords {
            label: "리스너 프로토콜",
            help: "HTTP와 HTTPS는 요청마다 처리 중인 요청이 가장 적은 서버로 보내요. TCP는 연결을 차례로 나누고, 클라이언트는 그 연결의 서버에 머물러요.",
        },
        "SSLCertificateId" => FieldWords {
            label: "인증서",
            help: "하나로 모두 답해요. SNI가 없어 클라이언트가 원하는 서버를 몰라요. 이름이 여럿이면 |로 나눠요.",
        },
        "ConnectionSettings.IdleTimeout" => FieldWords {
            label: "유휴 제한 시간",
            help: "서버가 이만큼 조용하면 HTTP는 504, TCP는 재설정이에요.",
        },
        "hop_ms" => FieldWords {
            label: "로드 밸런서 지연",
            help: "로드 밸런서를 지날 때 더해지는 시간이에요.",
        },
        "clients_try_next_address" => FieldWords {
            label: "다음 주소로 다시 시도",
            help: "브라우저처럼 다른 주소로도 접속해요. 영역 하나가 멈춰도 피해가 작아요.",
        },
        "SecurityGroups" => FieldWords {
            label: "보안 그룹",
            help: "드나드는 연결을 정해요. 비우면 모두 통과해요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Protocol", "HTTP") => "HTTP (요청)",
        ("Protocol", "HTTPS") => "HTTPS (TLS 위의 요청)",
        ("Protocol", "TCP") => "TCP (연결)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "Latency" => "지연 시간 (Latency)",
        "HTTPCode_Backend_2XX" => "서버의 HTTP 2xx",
        "HTTPCode_Backend_3XX" => "서버의 HTTP 3xx",
        "HTTPCode_Backend_4XX" => "서버의 HTTP 4xx",
        "HTTPCode_Backend_5XX" => "서버의 HTTP 5xx",
        "HTTPCode_ELB_5XX" => "CLB의 HTTP 5xx",
        "BackendConnectionErrors" => "서버 연결 실패",
        "previous_generation" => "이전 세대",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "tls_ends" => "TLS가 여기서 끝남: 이 서버 이름의 인증서 사용, 그 뒤 구간은 평문",
        "certificate_default" => {
            "이 서버 이름의 인증서 없음: 하나뿐인 인증서를 보여 브라우저가 경고"
        }
        _ => return None,
    })
}
