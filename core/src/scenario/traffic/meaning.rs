//! What a column, a series or a unit says of its numbers: only requests are traffic.

use alloc::string::String;
use alloc::vec::Vec;

/// What numbers under a name are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Requests in one unit of time, which has so many seconds.
    Rate {
        unit_s: u32,
    },
    /// Requests in an interval.
    Count,
    /// Those of the requests with one class of status: 2 for 2xx.
    Status {
        class: u8,
    },
    Errors,
    Duration,
    Bytes,
    Percent,
    /// A status code, a port, an id.
    Code,
    /// How many there are at a time: users, threads, hosts, connections.
    Level,
    /// Requests of one target, not of all.
    PerTarget,
    /// A name that every number could have: `value`, `average`, none.
    Neutral,
    Unknown,
}

/// Words that stand for requests wherever they are in a name.
const REQUESTS: [&str; 9] = [
    "requests",
    "reqs",
    "hits",
    "invocations",
    "queries",
    "calls",
    "pageviews",
    "visits",
    "requestcount",
];
/// Words that stand for requests only where they end a name: `Request-write` is no request.
const REQUESTS_AT_END: [&str; 9] = [
    "request", "req", "hit", "views", "sum", "count", "counts", "number", "n",
];
/// What else is counted, in metrics of AWS and of others: only beside a word for requests are they requests.
const OTHERS: [&str; 24] = [
    "token",
    "tokens",
    "message",
    "messages",
    "object",
    "objects",
    "packet",
    "packets",
    "flow",
    "flows",
    "reset",
    "resets",
    "resource",
    "resources",
    "key",
    "keys",
    "pull",
    "pulls",
    "item",
    "items",
    "record",
    "records",
    "ops",
    "spillover",
];
const ERRORS: [&str; 13] = [
    "error",
    "errors",
    "fail",
    "fails",
    "failed",
    "failure",
    "failures",
    "rejected",
    "dropped",
    "timeouts",
    "retries",
    "ko",
    "exceptions",
];
const BYTES: [&str; 12] = [
    "bytes",
    "byte",
    "kb",
    "mb",
    "gb",
    "kib",
    "mib",
    "kilobytes",
    "megabytes",
    "bits",
    "size",
    "bandwidth",
];
const PERCENT: [&str; 6] = [
    "percent",
    "percentage",
    "pct",
    "utilization",
    "utilisation",
    "ratio",
];
const DURATION: [&str; 29] = [
    "elapsed",
    "latency",
    "latencies",
    "duration",
    "durations",
    "ms",
    "msec",
    "millis",
    "milliseconds",
    "microseconds",
    "us",
    "ns",
    "ttfb",
    "rtt",
    "wait",
    "waiting",
    "idle",
    "connect",
    "connecting",
    "blocked",
    "delay",
    "dialup",
    "dns",
    "tls",
    "handshaking",
    "percentile",
    "median",
    "sending",
    "receiving",
];
const LEVEL: [&str; 28] = [
    "user",
    "users",
    "vu",
    "vus",
    "thread",
    "threads",
    "thrds",
    "host",
    "hosts",
    "instance",
    "instances",
    "connections",
    "connection",
    "cpu",
    "memory",
    "mem",
    "queue",
    "depth",
    "capacity",
    "nodes",
    "pods",
    "replicas",
    "active",
    "concurrency",
    "concurrent",
    "inflight",
    "flight",
    "temperature",
];
const NEUTRAL: [&str; 10] = [
    "metric", "value", "values", "val", "y", "average", "avg", "maximum", "minimum", "max",
];

/// What `name` says; letters of either case, words divided by anything or by a capital letter.
pub fn of(name: &str) -> Meaning {
    let raw = name.trim().to_lowercase();
    let words = words(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if raw.contains('%') || has(&PERCENT) {
        Meaning::Percent
    } else if has(&BYTES) {
        Meaning::Bytes
    } else if has(&ERRORS) {
        Meaning::Errors
    } else if let Some(class) = words.iter().find_map(|word| status_class(word)) {
        Meaning::Status { class }
    } else if is_per_target(&words) {
        Meaning::PerTarget
    } else if has(&DURATION) || words.iter().any(|word| is_percentile(word)) {
        Meaning::Duration
    } else if has(&LEVEL) {
        Meaning::Level
    } else if has(&OTHERS) && !has(&REQUESTS) && !has(&["request", "req"]) {
        Meaning::Unknown
    } else if let Some(unit_s) = rate_unit(&raw, &words) {
        Meaning::Rate { unit_s }
    } else if is_length_of_time(&words) {
        Meaning::Duration
    } else if is_code(&words) {
        Meaning::Code
    } else if has(&REQUESTS) || is_count(&words) {
        Meaning::Count
    } else if words.is_empty() || words.iter().all(|word| NEUTRAL.contains(&word.as_str())) {
        Meaning::Neutral
    } else {
        Meaning::Unknown
    }
}

/// What a unit says, as CloudWatch writes it (`Count/Second`, `Milliseconds`) or beside a number (`req/s`).
pub fn of_unit(unit: &str) -> Meaning {
    match unit.trim().to_lowercase().as_str() {
        "" | "none" => Meaning::Neutral,
        "seconds" | "second" | "s" | "sec" | "min" | "h" => Meaning::Duration,
        "count" => Meaning::Count,
        "b" => Meaning::Bytes,
        _ => of(unit),
    }
}

impl Meaning {
    /// Whether numbers of this meaning, alone, are the traffic.
    pub fn is_requests(self) -> bool {
        matches!(self, Self::Rate { .. } | Self::Count)
    }

    /// What a name says together with its unit: a name that says something has the word. That something
    /// of a name of its own is counted does not make requests of it.
    pub(super) fn with_unit(self, unit: Self) -> Self {
        match (self, unit) {
            (Self::Count, Self::Rate { .. }) => unit,
            (Self::Unknown, Self::Count) => self,
            (named, unit) if named.is_open() && !unit.is_open() => unit,
            (named, _) => named,
        }
    }

    /// Whether the name leaves open what the numbers are.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Neutral | Self::Unknown)
    }
}

/// `HTTPCode_Target_2XX_Count` as `http`, `code`, `target`, `2xx`, `count`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let next_is_lower = letters.peek().is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase()
            && (before.is_lowercase() || (before.is_uppercase() && next_is_lower));
        if (begins || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(core::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// `2xx` as 2.
fn status_class(word: &str) -> Option<u8> {
    let class = word.strip_suffix("xx")?.parse().ok()?;
    (1..=5).contains(&class).then_some(class)
}

/// `p95`, `p999`.
fn is_percentile(word: &str) -> bool {
    word.strip_prefix('p')
        .is_some_and(|digits| digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_per_target(words: &[String]) -> bool {
    let targets = ["target", "host", "instance", "server", "node", "pod"];
    words.windows(2).any(|pair| match pair {
        [per, what] => per == "per" && targets.contains(&what.as_str()),
        _ => false,
    })
}

/// How many seconds the unit of time of a rate has.
fn rate_unit(raw: &str, words: &[String]) -> Option<u32> {
    let joined: String = words.join(" ");
    let is_word = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let has = |list: &[&str]| {
        list.iter()
            .any(|part| raw.contains(part) || joined.contains(part))
    };
    if has(&["/min", "per minute"]) || is_word(&["rpm", "cpm"]) {
        return Some(60);
    }
    if raw.ends_with("/h") || has(&["/hour", "per hour"]) {
        return Some(3_600);
    }
    let ends_per_second = raw.ends_with("/s") || raw.contains("/s ") || raw.contains("/s)");
    if ends_per_second
        || has(&["/sec", "per second", "per sec", "persecond"])
        || is_word(&["rps", "qps", "tps", "throughput"])
    {
        return Some(1);
    }
    // A rate of what? Of requests, or nothing else is said.
    let others = [
        "rate", "request", "requests", "req", "http", "hit", "hits", "arrival", "avg",
    ];
    let is_rate = is_word(&["rate"]) && words.iter().all(|word| others.contains(&word.as_str()));
    is_rate.then_some(1)
}

/// `Response Time`, `request_time`, `ttime`; not `time`.
fn is_length_of_time(words: &[String]) -> bool {
    let stamps = [
        "time",
        "timestamp",
        "date",
        "start",
        "end",
        "event",
        "utc",
        "local",
    ];
    let is_glued = |word: &String| word.ends_with("time") && word != "time" && word != "datetime";
    let has_time = words.iter().any(|word| word == "time");
    words.iter().any(is_glued)
        || (has_time && words.iter().any(|word| !stamps.contains(&word.as_str())))
}

fn is_code(words: &[String]) -> bool {
    let codes = ["code", "status", "port", "id", "pid", "line"];
    words
        .last()
        .is_some_and(|word| codes.contains(&word.as_str()))
        || words
            .last()
            .is_some_and(|word| word == "responsecode" || word == "statuscode")
}

fn is_count(words: &[String]) -> bool {
    let is_end = |word: &String| {
        REQUESTS_AT_END.contains(&word.as_str()) || (word.len() > 5 && word.ends_with("count"))
    };
    words.last().is_some_and(is_end)
        || words
            .iter()
            .any(|word| word == "count" || word.ends_with("count"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_real_files_say_what_they_are() {
        use Meaning::*;
        let per_second = Rate { unit_s: 1 };
        let cases: &[(Meaning, &[&str])] = &[
            (
                Count,
                &[
                    "count",
                    "RequestCount",
                    "requestcount",
                    "RequestCount_Sum",
                    "SampleCount",
                    "Sum",
                    "http_reqs",
                    "http.requests",
                    "Total Request Count",
                    "count(*)",
                    "RequestCount app/shop",
                    "http_requests_total",
                    "hits",
                    "elb_request_count_8c0756",
                ],
            ),
            (
                per_second,
                &[
                    "rps",
                    "Requests/s",
                    "requests per second",
                    "requests_per_second",
                    "Count/Second",
                    "req/s",
                    "Rate",
                    "http.request_rate",
                    "Throughput",
                    "hits/sec",
                ],
            ),
            (
                Rate { unit_s: 60 },
                &["rpm", "requests per minute", "req/min"],
            ),
            (
                Duration,
                &[
                    "elapsed",
                    "Latency",
                    "IdleTime",
                    "Connect",
                    "TargetResponseTime",
                    "Response Time",
                    "response-time",
                    "request_time",
                    "target_processing_time",
                    "http_req_duration",
                    "DNS+dialup",
                    "Response-delay",
                    "ctime",
                    "ttime",
                    "wait",
                    "p95",
                    "Total Median Response Time",
                ],
            ),
            (
                Bytes,
                &[
                    "bytes",
                    "sentBytes",
                    "received_bytes",
                    "ProcessedBytes",
                    "Total Average Content Size",
                    "sc-bytes",
                ],
            ),
            (Percent, &["50%", "CPUUtilization", "hit ratio"]),
            (
                Errors,
                &[
                    "Failures/s",
                    "Total Failure Count",
                    "error rate",
                    "http_req_failed",
                ],
            ),
            (Status { class: 5 }, &["HTTPCode_Target_5XX_Count", "5xx"]),
            (
                Code,
                &["responseCode", "status-code", "status", "elb_status_code"],
            ),
            (
                Level,
                &[
                    "User Count",
                    "allThreads",
                    "grpThreads",
                    "HealthyHostCount",
                    "ActiveConnectionCount",
                    "vus",
                    "requests in flight",
                ],
            ),
            (PerTarget, &["RequestCountPerTarget"]),
            (Neutral, &["value", "Value", "Average", ""]),
            (
                Unknown,
                &["shop", "Request-write", "Response-read", "price"],
            ),
        ];
        for (meaning, names) in cases {
            for name in *names {
                assert_eq!(of(name), *meaning, "{name}");
            }
        }
    }

    #[test]
    fn what_else_is_counted_is_no_request() {
        // Of the models, queues, volumes, registries and balancers of AWS.
        for name in [
            "InputTokenCount",
            "NumberOfMessagesSent",
            "VolumeConsumedReadWriteOps",
            "RepositoryPullCount",
            "ResourceCount",
            "NewFlowCount",
            "PeakPacketsPerSecond",
            "TCP_ELB_Reset_Count",
            "SpilloverCount",
        ] {
            let meaning = of(name);
            assert_eq!(
                meaning.with_unit(of_unit("Count")),
                Meaning::Unknown,
                "{name}"
            );
        }
        assert_eq!(of("object requests"), Meaning::Count);
    }

    #[test]
    fn units_say_what_they_are() {
        assert_eq!(of_unit("Count"), Meaning::Count);
        assert_eq!(of_unit("Count/Second"), Meaning::Rate { unit_s: 1 });
        assert_eq!(of_unit("req/s"), Meaning::Rate { unit_s: 1 });
        for unit in ["Seconds", "Milliseconds", "ms", "s"] {
            assert_eq!(of_unit(unit), Meaning::Duration, "{unit}");
        }
        assert_eq!(of_unit("Percent"), Meaning::Percent);
        assert_eq!(of_unit("%"), Meaning::Percent);
        assert_eq!(of_unit("Bytes"), Meaning::Bytes);
        assert_eq!(of_unit("None"), Meaning::Neutral);
    }
}
