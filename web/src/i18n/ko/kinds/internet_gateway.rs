//! The words for one kind of part: Internet Gateway.

use crate::i18n::FieldWords;

pub const NAME: &str = "인터넷 게이트웨이";
pub const HELP: &str = "VPC가 인터넷과 만나는 곳이에요. 떼어 내면 이 게이트웨이로 가는 경로가 모두 끊겨 아무도 들어오거나 나가지 못하고, 안쪽 통신은 이어져요. 그리지 않아도 경로가 있으면 있는 것으로 봐요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "인터넷 게이트웨이 igw";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Routes" => FieldWords {
            label: "엣지 경로",
            help: "인터넷에서 이 주소로 오는 패킷을 먼저 GWLB 엔드포인트로 보내요. 비우면 목적지로 바로 가요.",
        },
        "Routes/DestinationCidrBlock" => FieldWords {
            label: "대상 주소",
            help: "VPC의 주소예요. 10.0.10.0/24처럼 적어요.",
        },
        "Routes/GatewayId" => FieldWords {
            label: "대상",
            help: "이 주소로 가는 패킷이 먼저 갈 곳이에요.",
        },
        "Routes/target" => FieldWords {
            label: "게이트웨이",
            help: "패킷을 넘겨받는 엔드포인트예요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Routes/GatewayId", "local") => "VPC 내부",
        ("Routes/GatewayId", "igw") => "인터넷 게이트웨이",
        ("Routes/GatewayId", "nat") => "NAT 게이트웨이",
        ("Routes/GatewayId", "vpce") => "GWLB 엔드포인트",
        ("Routes/GatewayId", "none") => "없음 (블랙홀)",
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
        "igw_detached" => "인터넷 게이트웨이 분리",
        "igw_attached" => "인터넷 게이트웨이 연결",
        _ => return None,
    })
}
