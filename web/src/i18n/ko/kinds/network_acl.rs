//! The words for one kind of part: network acl.

use crate::i18n::FieldWords;

pub const NAME: &str = "네트워크 ACL";
pub const HELP: &str =
    "서브넷을 둘러싼 상태 없는 필터예요. 번호 순서로 보아 처음 맞는 규칙이 정해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "네트워크 방화벽";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Entries" => FieldWords {
            label: "규칙",
            help: "번호 순서로 보아 처음 맞는 규칙이 정하고, 맞는 규칙이 없으면 막아요. 응답에도 규칙이 필요해요(포트 1024-65535).",
        },
        "Entries/RuleNumber" => FieldWords {
            label: "번호",
            help: "번호가 낮은 규칙부터 봐요.",
        },
        "Entries/Egress" => FieldWords {
            label: "아웃바운드",
            help: "켜면 서브넷에서 나가는 트래픽을, 끄면 들어오는 트래픽을 판단해요.",
        },
        "Entries/RuleAction" => FieldWords {
            label: "동작",
            help: "맞는 트래픽을 어떻게 할지 정해요.",
        },
        "Entries/Protocol" => FieldWords {
            label: "프로토콜",
            help: "전체로 두면 프로토콜을 가리지 않아요.",
        },
        "Entries/PortRange/From" => FieldWords {
            label: "시작 포트",
            help: "범위의 첫 포트예요.",
        },
        "Entries/PortRange/To" => FieldWords {
            label: "끝 포트",
            help: "범위의 마지막 포트예요.",
        },
        "Entries/CidrBlock" => FieldWords {
            label: "블록",
            help: "상대의 주소예요. 10.0.0.0/16처럼 적고, 0.0.0.0/0은 모두를 뜻해요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Entries/RuleAction", "allow") => "허용",
        ("Entries/RuleAction", "deny") => "거부",
        ("Entries/Protocol", "tcp") => "TCP",
        ("Entries/Protocol", "udp") => "UDP",
        ("Entries/Protocol", "icmp") => "ICMP",
        ("Entries/Protocol", "-1") => "전체",
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
