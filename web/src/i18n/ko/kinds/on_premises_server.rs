//! The words for one kind of part: on-premises server.

use crate::i18n::FieldWords;

pub const NAME: &str = "온프레미스 서버";
pub const HELP: &str = "내 데이터 센터의 서버예요. 대상 그룹이 VPN이나 Direct Connect로 프라이빗 주소(대상 유형 ip)에 보내요. 먼 만큼 응답이 늦어요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str =
    "온프레미스 데이터 센터 전산실 vpn 다이렉트 커넥트 하이브리드 프라이빗 IP 대상";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "address" => FieldWords {
            label: "프라이빗 주소",
            help: "대상 그룹에 등록할 주소예요. 10/8, 172.16/12, 192.168/16, 100.64/10만 되고 퍼블릭 주소는 안 돼요.",
        },
        "link" => FieldWords {
            label: "AWS까지 가는 길",
            help: "VPN은 인터넷 위의 암호화된 길이고, Direct Connect는 전용선이라 GB당 더 싸요.",
        },
        "round_trip_ms" => FieldWords {
            label: "리전까지 왕복 시간",
            help: "얼마나 먼지예요. AWS 안의 서버보다 응답이 이만큼 늦어요.",
        },
        "vcpus" => FieldWords {
            label: "vCPU",
            help: "동시에 처리하는 요청 수예요. 바빠도 저절로 늘지 않아요.",
        },
        "queue_max" => FieldWords {
            label: "대기열 한도",
            help: "처리 중인 요청과 기다리는 요청을 합친 수예요. 넘으면 거절하고, ALB 뒤에서는 502가 돼요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("link", "vpn") => "Site-to-Site VPN",
        ("link", "direct_connect") => "Direct Connect",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        "served" => "응답",
        "refused" => "거절",
        "round_trip" => "리전까지 왕복",
        "link_down" => "연결 끊김",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "crash" => "온프레미스 서버 장애",
        "restart" => "온프레미스 서버 재시작",
        "link_down" => "데이터 센터로 가는 길 끊김",
        "link_up" => "데이터 센터로 가는 길 복구",
        _ => return None,
    })
}
