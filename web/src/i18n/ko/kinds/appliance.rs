//! The words for one kind of part: appliance.

use crate::i18n::FieldWords;

pub const NAME: &str = "방화벽 어플라이언스";
pub const HELP: &str = "GWLB 뒤의 가상 방화벽이에요. 패킷을 모두 살펴 통과시키거나 막아요. 작으면 검사받는 트래픽이 모두 느려져요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "어플라이언스 방화벽 침입 탐지 검사";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "vcpus" => FieldWords {
            label: "vCPU",
            help: "동시에 살펴보는 요청 수예요.",
        },
        "inspect_ms" => FieldWords {
            label: "검사 시간",
            help: "요청과 응답 하나의 패킷을 모두 보는 데 걸리는 평균 시간이에요.",
        },
        "queue_max" => FieldWords {
            label: "대기열 한도",
            help: "이보다 많으면 패킷이 사라지고, 사용자는 시간 초과를 겪어요.",
        },
        "kept_percent" => FieldWords {
            label: "규칙으로 막는 비율",
            help: "방화벽 규칙에 걸리는 요청 비율이에요. 막힌 요청은 응답이 없어요.",
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
        "cpu" => "CPU",
        "inspected" => "검사",
        "kept" => "규칙으로 막음",
        "overflowed" => "자리 부족으로 손실",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "crash" => "어플라이언스 장애",
        "restart" => "어플라이언스 재시작",
        _ => return None,
    })
}
