//! The words for one kind of part: CloudWatch agent.

use crate::i18n::FieldWords;

pub const NAME: &str = "CloudWatch 에이전트";
pub const HELP: &str = "EC2가 모르는 것을 보내는 서버 안의 프로그램이에요. 메모리 사용률은 1분마다, 애플리케이션이 쓴 로그는 5초마다 보내요. IAM 역할이 있어야 하고, 에이전트가 없으면 메모리 눈금은 회색으로 남아요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "클라우드워치 에이전트 메모리 로그 mem_used_percent cloudwatch agent";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "enabled" => FieldWords {
            label: "에이전트 실행",
            help: "끄면 메모리를 밖에서 알 수 없고, 애플리케이션이 쓴 로그는 서버에만 남아요.",
        },
        "mem" => FieldWords {
            label: "메모리 측정",
            help: "CWAgent 네임스페이스의 mem_used_percent예요. EC2 모니터링 설정과 상관없이 1분마다 보내요.",
        },
        "log_group_name" => FieldWords {
            label: "로그 그룹",
            help: "로그를 보낼 곳이에요. 없으면 서버에만 남았다가 서버와 함께 사라져요.",
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
        "memory" => "메모리",
        "lines" => "보낸 줄",
        "denied" => "AccessDenied: IAM 역할 없음",
        "mem_used_percent" => "메모리 사용률 (mem_used_percent)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
