//! The words for one kind of part: scheduled action.

use crate::i18n::FieldWords;

pub const NAME: &str = "예약 작업";
pub const HELP: &str = "정해진 시각에 용량을 바꿔요 (scheduled action).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "예약 작업 스케줄";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Recurrence" => FieldWords {
            label: "반복(cron)",
            help: "분, 시, 일, 월, 요일 순서예요. 0 9 * * 1-5는 평일 9시예요.",
        },
        "TimeZone" => FieldWords {
            label: "시간대",
            help: "cron이 따르는 시계예요(예: Asia/Seoul). 서머 타임도 반영해요.",
        },
        "StartTime" => FieldWords {
            label: "시작 시각",
            help: "처음 실행할 미래의 UTC 시각이에요. 그 뒤로는 cron을 따라요.",
        },
        "EndTime" => FieldWords {
            label: "끝 시각",
            help: "이 뒤로는 실행하지 않아요. 바뀐 용량은 다른 작업이 되돌려야 해요.",
        },
        "MinSize" => FieldWords {
            label: "최소 용량",
            help: "그룹은 이보다 작아지지 않아요. 높이면 비용이 늘고 급증에 더 잘 버텨요.",
        },
        "MaxSize" => FieldWords {
            label: "최대 용량",
            help: "정책이 원해도 그룹은 이보다 커지지 않아요.",
        },
        "DesiredCapacity" => FieldWords {
            label: "원하는 용량",
            help: "그룹이 맞추려고 하는 서버 수예요. 정책이 이 값을 바꿔요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
