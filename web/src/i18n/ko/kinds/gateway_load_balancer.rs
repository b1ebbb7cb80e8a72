//! The words for one kind of part: Gateway Load Balancer.

use crate::i18n::FieldWords;

pub const NAME: &str = "GWLB";
pub const HELP: &str = "엔드포인트가 보낸 트래픽을 방화벽 같은 어플라이언스에 나누고, 플로마다 같은 어플라이언스를 써요(Gateway Load Balancer). 무엇이 여기로 올지는 라우팅 테이블이 정해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "게이트웨이 로드 밸런서 로드밸런서 방화벽 검사 geneve";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "target_failover" => FieldWords {
            label: "고장 난 어플라이언스의 플로",
            help: "그대로 남아 복구될 때까지 사라지거나, 다른 어플라이언스로 옮겨요. 새 플로는 어느 쪽이든 정상인 곳으로 가요.",
        },
        "tcp.idle_timeout.seconds" => FieldWords {
            label: "TCP 유휴 제한 시간",
            help: "이 시간 동안 조용한 플로는 잊고, 다음 패킷은 새 플로가 돼요.",
        },
        "hop_ms" => FieldWords {
            label: "터널 지연",
            help: "어플라이언스까지 GENEVE(UDP 6081)로 오가는 시간이에요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("target_failover", "no_rebalance") => "남기기 (no_rebalance)",
        ("target_failover", "rebalance") => "옮기기 (rebalance)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "ActiveFlowCount" => "활성 검사 플로",
        "NewFlowCount" => "새 검사 플로",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "flows_moved" => "어플라이언스의 플로 {0}개가 다른 곳으로 옮겨 감",
        _ => return None,
    })
}
