//! The words for one kind of part: attacker.

use crate::i18n::FieldWords;

pub const NAME: &str = "공격자";
pub const HELP: &str = "인터넷에서 모든 주소의 잘 알려진 포트 8개를 차례로, 쉬지 않고 두드려요. 무엇이 막았는지 셉니다. 요청이 아니라서 서버에 부하를 주지 않아요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "공격자 해커 포트 스캔 침입";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "tries_per_s" => FieldWords {
            label: "초당 시도 수",
            help: "1초에 두드리는 포트 수예요: 22, 80, 443, 3306, 3389, 5432, 6379, 11211.",
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
        "open" => "열린 포트",
        "tried" => "시도",
        "answered" => "응답받음",
        "refused" => "거절됨(듣는 프로세스 없음)",
        "no_route" => "경로 없음",
        "by_group" => "보안 그룹이 막음",
        "by_acl" => "네트워크 ACL이 막음",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "found_open" => "{0}: {1}번 포트가 응답함",
        "found_closed" => "{0}: {1}번 포트가 더는 응답하지 않음",
        _ => return None,
    })
}
