//! The words for one kind of part: route table.

use crate::i18n::FieldWords;

pub const NAME: &str = "라우팅 테이블";
pub const HELP: &str = "서브넷에서 나가는 패킷이 갈 곳을 정해요. 퍼블릭인지도 이것으로 정해져요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "라우팅 테이블 경로";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "default_route" => FieldWords {
            label: "기본 경로",
            help: "0.0.0.0/0이 향하는 곳이에요. 인터넷 게이트웨이면 퍼블릭, NAT 게이트웨이면 프라이빗, 없으면 격리된 서브넷이에요.",
        },
        "default_target" => FieldWords {
            label: "게이트웨이",
            help: "패킷을 넘겨받는 구성 요소예요. 없으면 패킷이 사라져요(블랙홀).",
        },
        "Routes" => FieldWords {
            label: "그 밖의 경로",
            help: "접두사가 가장 긴 경로가 정해요. VPC 안으로 가는 경로는 늘 있어요.",
        },
        "Routes/DestinationCidrBlock" => FieldWords {
            label: "대상 주소",
            help: "경로가 맡는 주소예요. 10.1.0.0/16처럼 적어요.",
        },
        "Routes/GatewayId" => FieldWords {
            label: "대상",
            help: "이 주소로 가는 패킷을 보낼 곳이에요.",
        },
        "Routes/target" => FieldWords {
            label: "게이트웨이",
            help: "NAT 게이트웨이로 보낼 때 패킷을 넘겨받는 구성 요소예요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("default_route", "igw") => "인터넷 게이트웨이 (퍼블릭)",
        ("default_route", "nat") => "NAT 게이트웨이 (프라이빗)",
        ("default_route", "vpce") => "GWLB 엔드포인트 (검사)",
        ("default_route", "none") => "없음 (격리)",
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
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
