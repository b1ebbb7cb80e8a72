//! The words for one kind of part: NAT gateway.

use crate::i18n::FieldWords;

pub const NAME: &str = "NAT 게이트웨이";
pub const HELP: &str = "퍼블릭 주소가 없는 서버가 인터넷으로 나가는 길이에요. 들어오는 길은 없어요. 퍼블릭 서브넷 하나에 서고 라우팅 테이블이 가리켜요. 영역마다 두지 않으면 그 영역과 함께 다른 영역도 끊겨요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "nat 게이트웨이 아웃바운드 업데이트 탄력적 ip";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "kbps_per_server" => FieldWords {
            label: "서버별 전송량(kbit/s)",
            help: "로그, 지표, 외부 API 호출이에요. 뒤에 있는 서버마다 늘 이만큼 보내고 GB마다 요금이 붙어요.",
        },
        "connections_per_server" => FieldWords {
            label: "서버별 연결 수",
            help: "한 대상에 동시에 여는 연결이에요. 게이트웨이 하나는 55,000개까지 유지하고, 넘으면 거절해요(ErrorPortAllocation).",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "ActiveConnectionCount" => "활성 연결 수",
        "ConnectionAttemptCount" => "연결 시도",
        "ErrorPortAllocation" => "포트를 못 받은 연결",
        "BytesInFromDestination" => "인터넷에서 받은 바이트",
        "BytesOutToDestination" => "인터넷으로 보낸 바이트",
        "servers" => "뒤에 있는 서버",
        "connections" => "한 대상으로의 연결",
        "bytes" => "전달한 데이터",
        "crossing" => "다른 영역의 데이터",
        "port_errors" => "포트 부족",
        "cut_off" => "끊김",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "nat_failed" => "NAT 게이트웨이 장애",
        "nat_restored" => "NAT 게이트웨이 복구",
        _ => return None,
    })
}
