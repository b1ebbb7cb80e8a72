//! The words for one kind of part: log group.

use crate::i18n::FieldWords;

pub const NAME: &str = "로그 그룹 (CloudWatch Logs)";
pub const HELP: &str = "에이전트가 애플리케이션 로그를 보내는 곳이에요. 스트림은 서버마다 하나예요. 지표 필터는 오류를 세어 경보에 쓰이고, 구독은 오류를 곧바로 함수에 넘기고, Logs Insights로 물어볼 수 있어요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "로그 그룹 클라우드워치 로그 인사이트 지표 필터 구독 log group";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "retentionInDays" => FieldWords {
            label: "보존 기간(일)",
            help: "AWS가 로그를 보관하는 날수예요. 실행은 하루보다 짧아서 여기서는 아무것도 지워지지 않아요.",
        },
        "metricFilter" => FieldWords {
            label: "지표 필터 ERROR",
            help: "이 수준의 줄을 1분마다 세어 ErrorCount 지표로 내고, 구독에 넘길 줄을 골라요.",
        },
        "destinationArn" => FieldWords {
            label: "구독: 함수",
            help: "오류 줄을 오는 대로 받아 사람에게 알려요. 없으면 누군가 들여다봐야 알아요.",
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
        "lines" => "줄",
        "errors" => "오류 줄",
        "handed_on" => "함수에 넘긴 묶음",
        "bytes" => "수집량",
        "IncomingLogEvents" => "들어온 줄 (IncomingLogEvents)",
        "ErrorCount" => "오류 줄 (ErrorCount)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "notified" => "오류 줄 {0}개를 바로 넘김 → {1}: 담당자에게 알림",
        _ => return None,
    })
}
