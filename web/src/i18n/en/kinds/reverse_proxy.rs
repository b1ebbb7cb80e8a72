//! The words for one kind of part: reverse proxy.

use crate::i18n::FieldWords;

pub const NAME: &str = "Reverse proxy";
pub const HELP: &str =
    "One machine, such as nginx, that hides those behind it: ends TLS, caches, relays and spreads.";
/// What people call it when they look for it.
pub const SYNONYMS: &str =
    "reverse proxy nginx haproxy apache relay cache tls single point of failure";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "InstanceType" => words("Instance type", "One machine: its vCPUs are all there is."),
        "cpu_ms" => words(
            "CPU per request",
            "Work on a request that it relays or answers.",
        ),
        "ssl" => words(
            "End TLS",
            "Takes HTTPS and speaks HTTP behind it. Off: nothing listens on port 443.",
        ),
        "tls_cpu_ms" => words("CPU for TLS", "More work on a request that comes by HTTPS."),
        "worker_connections" => words(
            "Connections",
            "Requests that it holds at a time, those that wait for others included; more are refused.",
        ),
        "locations" => words(
            "Locations",
            "Paths that one server takes alone, such as /api/ for the application server.",
        ),
        "locations/location" => words(
            "Path prefix",
            "The longest one that a path begins with is taken.",
        ),
        "locations/proxy_pass" => words(
            "Server",
            "Who takes these paths: a part that a wire leads to.",
        ),
        "upstream" => words("Balancing", "Who of several servers is asked next."),
        "proxy_next_upstream" => words(
            "Ask the next one",
            "When a server does not answer, another one is asked in its place.",
        ),
        "fail_timeout" => words(
            "Leave alone for",
            "How long a server that failed is not asked. There are no health checks: requests find it out.",
        ),
        "proxy_read_timeout" => words("Read timeout", "Longer than this, and the client gets 504."),
        "proxy_cache" => words("Cache", "Keeps answers to GET in its own memory."),
        "proxy_cache_valid" => words(
            "Keep for",
            "Where Cache-Control of the answer does not say it.",
        ),
        "cache_items" => words("Answers kept", "The least wanted goes first."),
        "SecurityGroupIds" => words(
            "Security groups",
            "What lets connections in and out. None: everything may pass.",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("upstream", "round_robin") => "Round robin",
        ("upstream", "least_conn") => "Least connections",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        "relayed" => "Relayed",
        "hits" => "Cache hits",
        "misses" => "Cache misses",
        "retried" => "Asked the next one",
        "refused" => "Refused",
        "errors_502" => "502 answers",
        "errors_504" => "504 answers",
        "held" => "Requests held",
        "crashed" => "crashed",
        "cut_off" => "cut off",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "flush_cache" => "Flush the cache",
        "crash" => "Crash the proxy",
        "restart" => "Start the proxy again",
        "upstream_failed" => "{} does not answer: it is left alone for a while",
        "upstream_back" => "{} answers again",
        "tls_ends" => "TLS ends at the proxy; the hop behind is plain",
        "cache_hit" => "cache hit: nobody behind the proxy was asked",
        "cache_miss" => "cache miss",
        "next_upstream" => "no answer: the next server is asked",
        _ => return None,
    })
}
