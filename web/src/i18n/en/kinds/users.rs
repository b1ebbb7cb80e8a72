//! The words for one kind of part: users.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "Users";
pub const HELP: &str = "The people who send requests. Their number is the load.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "users clients traffic load visitors";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "users" => FieldWords {
            label: "Users",
            help: "The people who send requests; ten times as many make ten times the load.",
        },
        "requests_per_user_s" => FieldWords {
            label: "Requests per user",
            help: "Per second; users times this is the load on the board.",
        },
        "pattern" => FieldWords {
            label: "Traffic pattern",
            help: "How the number of users changes while time runs.",
        },
        "pattern_users" => FieldWords {
            label: "Users of the pattern",
            help: "Where the pattern leads: the end of a ramp, the step, or the peak.",
        },
        "pattern_start_s" => FieldWords {
            label: "Pattern start",
            help: "Until then the plain number of users holds.",
        },
        "pattern_duration_s" => FieldWords {
            label: "Pattern duration",
            help: "How long a ramp rises, or how slowly a flash crowd fades; short is steep.",
        },
        "trace_scale" => FieldWords {
            label: "Trace factor",
            help: "Multiplies every rate of the trace; 2 doubles the load.",
        },
        "cpu_seconds_per_request" => FieldWords {
            label: "CPU time per request",
            help: "Mean work for one vCPU; at 0.05 s a vCPU manages 20 requests per second.",
        },
        "cpu_distribution" => FieldWords {
            label: "Spread of CPU time",
            help: "How much requests differ; a wider spread makes longer queues at the same CPU.",
        },
        "round_trip_ms" => FieldWords {
            label: "Network round trip",
            help: "Part of the latency that users see; more servers do not shorten it.",
        },
        "location" => FieldWords {
            label: "Location",
            help: "Another Region is 30 or 180 ms away, there and back; an edge location of their own city 5 ms.",
        },
        "pins_dns_percent" => FieldWords {
            label: "Clients that pin DNS",
            help: "They keep the first address for ever, as a JVM without a cache limit does: a change of the record never reaches them.",
        },
        "keep_alive" => FieldWords {
            label: "Keep-alive",
            help: "Clients send their next requests over the connection that is open, so they come from one flow.",
        },
        "objects" => FieldWords {
            label: "Objects",
            help: "How many different things are asked for; the fewer, the more often a cache has them.",
        },
        "popularity" => FieldWords {
            label: "Popularity",
            help: "Exponent of Zipf's law: at 0 all objects are asked for alike, at 1 a few above all.",
        },
        "patience_s" => FieldWords {
            label: "Patience",
            help: "Who waits longer gives up (code 460); the server works on for nothing.",
        },
        "retries" => FieldWords {
            label: "Retries",
            help: "A failed request is sent again this often, which adds load to an overload.",
        },
        "surge_users" => FieldWords {
            label: "Users of the surge",
            help: "How many users there are while the lunch rush lasts.",
        },
        "surge_s" => FieldWords {
            label: "Length of the surge",
            help: "How long the rush lasts; a short one ends before new servers help.",
        },
        "mix" => FieldWords {
            label: "Request mix",
            help: "What is asked for, how often and at what cost. Empty: pages, reads, writes and uploads.",
        },
        "mix/name" => FieldWords {
            label: "Name",
            help: "For you alone; nothing depends on it.",
        },
        "mix/share" => FieldWords {
            label: "Share",
            help: "How often, beside the shares of the others.",
        },
        "mix/method" => FieldWords {
            label: "Method",
            help: "Only GET and HEAD can be answered from a cache.",
        },
        "mix/url" => FieldWords {
            label: "URL",
            help: "Such as https://www.example.com/products/{object}?Platform=Mobile; empty: http://www.example.com/. {object} and {client} stand for numbers.",
        },
        "mix/headers" => FieldWords {
            label: "Headers",
            help: "Name: value, with | between two. {client} stands for the number of the user.",
        },
        "mix/cache_control" => FieldWords {
            label: "Cache-Control",
            help: "What the server's answer says to caches on the way: no-store, max-age=60. Empty: nothing.",
        },
        "mix/cpu_factor" => FieldWords {
            label: "CPU factor",
            help: "CPU work as a multiple of what a request needs.",
        },
        "mix/db_reads" => FieldWords {
            label: "Database reads",
            help: "Queries that read.",
        },
        "mix/db_writes" => FieldWords {
            label: "Database writes",
            help: "Queries that write.",
        },
        "mix/bytes_in" => FieldWords {
            label: "Bytes sent",
            help: "Size of the request.",
        },
        "mix/bytes_out" => FieldWords {
            label: "Bytes answered",
            help: "Size of the answer.",
        },
        "trace" => FieldWords {
            label: "Trace",
            help: "Recorded times and requests per second, for the trace pattern.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("location", "same_region") => "Same Region as the servers",
        ("location", code) => return regions::city(Lang::En, code),
        ("pattern", "constant") => "Constant",
        ("pattern", "ramp") => "Ramp: a straight rise",
        ("pattern", "step") => "Step: a jump that stays",
        ("pattern", "sine_day") => "Day and night, peak at 14:00",
        ("pattern", "flash_crowd") => "Flash crowd: a jump that fades",
        ("pattern", "trace") => "Trace: recorded traffic",
        ("cpu_distribution", "exponential") => "Exponential: mostly short",
        ("cpu_distribution", "constant") => "Constant: all alike",
        ("cpu_distribution", "lognormal") => "Lognormal: some long",
        ("cpu_distribution", "pareto") => "Pareto: a few very long",
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
