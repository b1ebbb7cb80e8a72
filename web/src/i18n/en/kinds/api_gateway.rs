//! The words for one kind of part: API.

use crate::i18n::FieldWords;

pub const NAME: &str = "API Gateway";
pub const HELP: &str = "One front door for many services: a route for each, limits and keys for who may call how often.";
/// What people call it when they look for it.
pub const SYNONYMS: &str =
    "api gateway apigw rest http api route throttling token bucket usage plan key";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "ApiType" => words(
            "API type",
            "REST APIs have keys, usage plans and a cache; HTTP APIs cost less than a third.",
        ),
        "Routes" => words(
            "Routes",
            "Which service answers which path. Without any, everything goes by the first wire.",
        ),
        "Routes/Method" => words(
            "Method",
            "ANY takes those that no other route of the path takes.",
        ),
        "Routes/Path" => words(
            "Path",
            "/users/{id} takes one piece, /posts/{proxy+} all the rest, $default whatever is left. The most exact one takes a request.",
        ),
        "Routes/Integration" => words(
            "Integration",
            "Proxy asks the target; mock answers at once without anybody.",
        ),
        "Routes/Target" => words(
            "Target",
            "A function, a balancer or a server that a wire leads to. None: the first wire.",
        ),
        "Routes/StatusCode" => words("Status of the mock", "What a mock integration answers."),
        "Routes/ThrottlingRateLimit" => words(
            "Rate of the route",
            "Requests a second that this route takes; 0: as the stage, and with a burst of 0 no limit of its own.",
        ),
        "Routes/ThrottlingBurstLimit" => words(
            "Burst of the route",
            "How many it takes at once: the size of its token bucket; 0: as the stage.",
        ),
        "Routes/CachingEnabled" => words(
            "Cache its answers",
            "Whether answers to GET are kept, if the stage has a cache.",
        ),
        "ThrottlingRateLimit" => words(
            "Rate of the stage",
            "Tokens that come back each second; each request takes one.",
        ),
        "ThrottlingBurstLimit" => words(
            "Burst of the stage",
            "Size of the token bucket: how many requests may come at once.",
        ),
        "ApiKeyRequired" => words(
            "Require an API key",
            "Requests without the header x-api-key get 403. Each key has a bucket of its own.",
        ),
        "UsagePlanRateLimit" => words(
            "Rate of each key",
            "Of the usage plan: one greedy client cannot use up what the others need.",
        ),
        "UsagePlanBurstLimit" => words("Burst of each key", "Size of each key's token bucket."),
        "account_rate" => words(
            "Rate of the account",
            "All APIs of the account in a Region share 10,000 a second.",
        ),
        "account_burst" => words(
            "Burst of the account",
            "All APIs of the account in a Region share a bucket of 5,000.",
        ),
        "TimeoutInMillis" => words(
            "Integration timeout",
            "Who takes longer has his caller answered by 504; a REST API waits 29 s at the most.",
        ),
        "CacheClusterEnabled" => words(
            "Cache",
            "Keeps answers to GET; it is paid by the hour, used or not.",
        ),
        "CacheClusterSize" => words("Cache size (GB)", "Holds more answers and costs more."),
        "CacheTtlInSeconds" => words("TTL", "How long an answer is kept; at most an hour."),
        "hop_ms" => words("Own delay", "What the gateway itself adds to a request."),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Routes/Integration", "proxy") => "Proxy: ask the target",
        ("Routes/Integration", "mock") => "Mock: answer at once",
        ("CacheClusterSize", "0.5") => "0.5 GB",
        ("CacheClusterSize", "1.6") => "1.6 GB",
        ("CacheClusterSize", "6.1") => "6.1 GB",
        ("CacheClusterSize", "13.5") => "13.5 GB",
        ("CacheClusterSize", "28.4") => "28.4 GB",
        ("CacheClusterSize", "58.2") => "58.2 GB",
        ("CacheClusterSize", "118") => "118 GB",
        ("CacheClusterSize", "237") => "237 GB",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "throttles" => "Throttled (429)",
        "denied" => "403 without a key",
        "errors_4xx" => "4xx answers",
        "errors_5xx" => "5xx answers",
        "hits" => "Cache hits",
        "misses" => "Cache misses",
        "integrations" => "Waiting for integrations",
        "throttled" => "throttling",
        "others_busy" => "others use up the account",
        "outage" => "out of service",
        "Count" => "Requests to the API (Count)",
        "4XXError" => "4xx answers of the API (4XXError)",
        "5XXError" => "5xx answers of the API (5XXError)",
        "Latency" => "Time to answer (Latency)",
        "IntegrationLatency" => "Latency behind the API (IntegrationLatency)",
        "CacheHitCount" => "Cache hits of the API (CacheHitCount)",
        "CacheMissCount" => "Cache misses of the API (CacheMissCount)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "flush_cache" => "Flush the cache",
        "others_busy" => "Let other APIs use up the account's limit",
        "others_quiet" => "Quieten the other APIs",
        "outage" => "Take the API down",
        "outage_over" => "Bring the API back",
        "throttled_key" => {
            "throttled at the usage plan: a key has {} requests/s and a burst of {}, more get 429"
        }
        "throttled_route" => "throttled at the route: more than its own limit gets 429",
        "throttled_stage" => "throttled at the stage: {} requests/s, burst {}, more get 429",
        "throttled_account" => {
            "throttled at the account: {} requests/s, burst {} are left for this API, more get 429"
        }
        "throttling_over" => "nothing was throttled there for a minute",
        "tls_ends" => "TLS ends at the gateway; the hop behind is plain",
        "cache_hit" => "cache hit: nobody behind the API was asked",
        "cache_miss" => "cache miss",
        _ => return None,
    })
}
