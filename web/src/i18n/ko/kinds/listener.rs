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
        _ => return certificate(path).or_else(|| super::action::field(path)),
    })
}

/// Of the certificates of a balancer, whatever it is.
pub fn certificate(path: &str) -> Option<FieldWords> {
    Some(match path {
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
        _ => return None,
    })
}

pub use super::action::choice;

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "tls_ends" => "TLS가 여기서 끝남: 이 서버 이름의 인증서 사용, 그 뒤 구간은 평문",
        "certificate_default" => "이 서버 이름의 인증서 없음: 기본 인증서를 보여 브라우저가 경고",
        "matched" => "맞는 규칙 없음: 기본 동작",
        "group_kept" => "AWSALBTG 쿠키로 같은 대상 그룹 유지",
        _ => return None,
    })
}
