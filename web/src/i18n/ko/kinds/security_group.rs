//! The words for one kind of part: security group.

use crate::i18n::FieldWords;

pub const NAME: &str = "보안 그룹";
pub const HELP: &str = "이 그룹을 쓰는 구성 요소의 연결을 걸러요. 허용하는 규칙이 없으면 답 없이 버려서 연결한 쪽은 시간 초과를 겪어요. 응답은 늘 통과해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "보안 그룹 방화벽 시큐리티";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "IpPermissions" => FieldWords {
            label: "인바운드 규칙",
            help: "이 그룹의 구성 요소에 누가 연결할 수 있는지 정해요. 규칙을 지워도 이미 열린 연결은 이어져요.",
        },
        "IpPermissionsEgress" => FieldWords {
            label: "아웃바운드 규칙",
            help: "이 그룹의 구성 요소가 어디로 연결할 수 있는지 정해요. 응답에는 규칙이 필요 없어요.",
        },
        "lost_rule" => FieldWords {
            label: "사라질 규칙",
            help: "장애를 넣으면 실수로 지워지는 인바운드 규칙이에요. 1부터 세요.",
        },
        _ => {
            let (_, inner) = path.split_once('/')?;
            return rule(inner);
        }
    })
}

fn rule(path: &str) -> Option<FieldWords> {
    Some(match path {
        "IpProtocol" => FieldWords {
            label: "프로토콜",
            help: "전체로 두면 프로토콜과 포트를 가리지 않아요.",
        },
        "FromPort" => FieldWords {
            label: "시작 포트",
            help: "범위의 첫 포트예요.",
        },
        "ToPort" => FieldWords {
            label: "끝 포트",
            help: "범위의 마지막 포트예요.",
        },
        "CidrIp" => FieldWords {
            label: "블록",
            help: "상대의 주소예요. 10.0.0.0/16처럼 적고, 0.0.0.0/0은 모두를 뜻해요.",
        },
        "GroupId" => FieldWords {
            label: "그룹",
            help: "블록 대신 그룹을 고르면, 주소와 상관없이 그 그룹을 쓰는 구성 요소를 뜻해요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(_path: &str, word: &str) -> Option<&'static str> {
    Some(match word {
        "tcp" => "TCP",
        "udp" => "UDP",
        "icmp" => "ICMP",
        "-1" => "전체",
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
        "rule_removed" => "인바운드 규칙 삭제",
        "rule_restored" => "인바운드 규칙 복구",
        _ => return None,
    })
}
