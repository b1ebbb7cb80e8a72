//! The words for one kind of part: function.

use crate::i18n::FieldWords;

pub const NAME: &str = "Lambda function";
pub const HELP: &str =
    "Code without servers: each request gets an environment of its own, and only its time is paid.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "lambda function serverless faas code concurrency cold start";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "MemorySize" => words(
            "Memory (MB)",
            "CPU comes with it: 1,769 MB is one whole vCPU, 128 MB a fourteenth of one.",
        ),
        "Timeout" => words(
            "Timeout",
            "An invocation that takes longer is ended and counts as an error.",
        ),
        "wait_ms" => words(
            "Waiting on others",
            "Time in which the code waits, for a database or another service. It is paid for too.",
        ),
        "ReservedConcurrentExecutions" => words(
            "Concurrency limit",
            "Requests at a time, which is rate × duration. One more gets 429. An account has 1,000.",
        ),
        "ProvisionedConcurrentExecutions" => words(
            "Provisioned concurrency",
            "Environments that are always warm: no cold start, and paid for by the hour.",
        ),
        "cold_start_ms" => words(
            "Cold start",
            "What a new environment takes to download and start the code.",
        ),
        "kept_s" => words(
            "Kept warm for",
            "How long an environment waits for its next request. AWS does not say.",
        ),
        "slow_factor" => words(
            "Factor while slow",
            "How many times as long everything takes while that fault goes on.",
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
        "concurrent" => "At work",
        "idle" => "Warm and waiting",
        "cold" => "Cold starts",
        "throttles" => "Throttled (429)",
        "failed" => "Errors",
        "errors" => "failing",
        "throttled" => "throttled",
        "slow" => "slow",
        "Invocations" => "Invocations of the function (Invocations)",
        "Errors" => "Function errors (Errors)",
        "Throttles" => "Throttled invocations (Throttles)",
        "ConcurrentExecutions" => "Most at a time (ConcurrentExecutions)",
        "Duration" => "Time of an invocation (Duration)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "deploy" => "Deploy new code",
        "errors" => "Let the code throw",
        "errors_over" => "Repair the code",
        "slow" => "Slow the code down",
        "slow_over" => "Bring its speed back",
        "throttled" => "throttled: {} requests at a time are the limit, more get 429",
        "throttling_over" => "nothing was throttled for a minute",
        "cold_start" => "cold start: a new environment was made",
        "warm_start" => "warm start: an environment was free",
        "provisioned_start" => "provisioned: an environment is always there",
        _ => return None,
    })
}
