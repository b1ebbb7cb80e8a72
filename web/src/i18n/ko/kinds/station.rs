//! The words for one kind of part: station.

use crate::i18n::FieldWords;

pub const NAME: &str = "대기열 처리소";
pub const HELP: &str = "대기열 하나와 서버 여러 대예요. 대기열 이론을 그대로 따라요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "대기열 처리소";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "servers" => FieldWords {
            label: "처리기 수",
            help: "동시에 처리하는 요청 수예요. 0이면 줄 없이 시간만 걸려요.",
        },
        "service_ms" => FieldWords {
            label: "처리 시간",
            help: "요청 하나의 평균이에요. 처리기가 바빠질수록 줄이 길어져요.",
        },
        "distribution" => FieldWords {
            label: "처리 시간의 분포",
            help: "많이 다를수록 같은 부하에서도 줄이 길어져요.",
        },
        "capacity" => FieldWords {
            label: "자리 수",
            help: "처리 중과 대기열을 합한 수예요. 넘으면 거부해요. 0이면 한도가 없어요.",
        },
        "leave_share" => FieldWords {
            label: "여기서 답하는 비율",
            help: "이만큼은 여기서 끝나고 나머지는 연결을 따라가요.",
        },
        "answer_ms" => FieldWords {
            label: "응답 지연",
            help: "답이 돌아가는 길에 늘 더해지는 시간이에요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("distribution", "exponential") => "지수 분포(대부분 짧음)",
        ("distribution", "constant") => "일정(모두 같음)",
        ("distribution", "lognormal") => "로그 정규 분포(가끔 김)",
        ("distribution", "pareto") => "파레토 분포(드물게 아주 김)",
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
