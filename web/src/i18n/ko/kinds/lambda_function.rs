//! The words for one kind of part: function.

use crate::i18n::FieldWords;

pub const NAME: &str = "Lambda 함수";
pub const HELP: &str =
    "서버 없이 실행하는 코드예요. 요청마다 실행 환경을 하나씩 쓰고, 실행한 시간만 비용을 내요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "람다 함수 서버리스 동시성 콜드 스타트";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "MemorySize" => words(
            "메모리(MB)",
            "CPU도 메모리를 따라가요. 1,769 MB가 vCPU 하나, 128 MB는 그 14분의 1이에요.",
        ),
        "Timeout" => words("제한 시간", "이보다 오래 걸리면 실행을 끝내고 오류로 세요."),
        "wait_ms" => words(
            "기다리는 시간",
            "데이터베이스나 다른 서비스를 기다리는 시간이에요. 기다려도 비용은 내요.",
        ),
        "ReservedConcurrentExecutions" => words(
            "동시성 한도",
            "동시에 실행하는 요청 수, 곧 요청률 × 실행 시간이에요. 넘으면 429가 와요. 계정 기본값은 1,000이에요.",
        ),
        "ProvisionedConcurrentExecutions" => words(
            "프로비저닝된 동시성",
            "늘 준비된 실행 환경이에요. 콜드 스타트가 없지만 쓰지 않아도 비용을 내요.",
        ),
        "cold_start_ms" => words(
            "콜드 스타트",
            "새 실행 환경이 코드를 내려받아 시작하는 데 걸리는 시간이에요.",
        ),
        "kept_s" => words(
            "유지 시간",
            "실행 환경이 다음 요청을 기다리는 시간이에요. AWS가 밝히지 않은 값이에요.",
        ),
        "slow_factor" => words(
            "느려질 때 배수",
            "느려진 동안 모든 실행이 몇 배 걸리는지예요.",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "concurrent" => "실행 중",
        "idle" => "준비된 환경",
        "cold" => "콜드 스타트",
        "throttles" => "스로틀링 (429)",
        "failed" => "오류",
        "errors" => "오류 발생",
        "throttled" => "스로틀링",
        "slow" => "느림",
        "Invocations" => "함수 호출 (Invocations)",
        "Errors" => "함수 오류 (Errors)",
        "Throttles" => "스로틀링된 호출 (Throttles)",
        "ConcurrentExecutions" => "최대 동시 실행 (ConcurrentExecutions)",
        "Duration" => "실행 시간 (Duration)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "deploy" => "새 코드 배포",
        "errors" => "코드 오류 내기",
        "errors_over" => "코드 고치기",
        "slow" => "코드 느리게 하기",
        "slow_over" => "코드 속도 되돌리기",
        "throttled" => "스로틀링 시작: 동시 실행 한도 {}개, 넘는 요청은 429",
        "throttling_over" => "1분 동안 스로틀링 없음",
        "cold_start" => "콜드 스타트: 새 실행 환경",
        "warm_start" => "웜 스타트: 준비된 실행 환경",
        "provisioned_start" => "프로비저닝: 늘 준비된 실행 환경",
        _ => return None,
    })
}
