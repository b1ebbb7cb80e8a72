//! The words for one kind of part: cache.

use crate::i18n::FieldWords;

pub const NAME: &str = "ElastiCache";
pub const HELP: &str = "Keys and values in memory: reads that hit spare the database.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "elasticache cache redis valkey memcached memory";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "Engine" => words(
            "Engine",
            "Redis and Valkey may have a replica; Memcached has none.",
        ),
        "scope" => words(
            "Where it is",
            "One that all servers share, or one inside each: a new server begins with an empty one.",
        ),
        "CacheNodeType" => words(
            "Node type",
            "Memory and price; more memory holds more items.",
        ),
        "own_memory_gib" => words(
            "Memory (GiB)",
            "Your own number: the type is not in the table.",
        ),
        "own_usd_per_hour" => words(
            "Price (USD per hour)",
            "Your own number: the type is not in the table.",
        ),
        "server_memory_gib" => words(
            "Memory per server (GiB)",
            "What each server gives its own cache.",
        ),
        "reserved-memory-percent" => words(
            "Reserved memory",
            "Kept free for copies and fail-over; AWS recommends 25 %.",
        ),
        "item_bytes" => words(
            "Item size (bytes)",
            "Memory divided by it: the items that fit.",
        ),
        "ttl_s" => words(
            "TTL",
            "Age at which an item is gone; 0: it stays. A short one keeps data fresh, a long one hits more.",
        ),
        "maxmemory-policy" => words("Eviction", "What goes when the memory is full."),
        "MultiAZEnabled" => words(
            "Multi-AZ replica",
            "A copy in another zone: a lost node costs a short pause of writes, and no items.",
        ),
        "recovery_s" => words(
            "Recovery time",
            "Until the replica is the primary; without one, until an empty node is there.",
        ),
        "latency_ms" => words(
            "Latency",
            "The longest of a call; the shortest is half of it.",
        ),
        "maxclients" => words("Connection limit", "Above it new connections are refused."),
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
        ("Engine", "redis") => "Redis OSS",
        ("Engine", "valkey") => "Valkey",
        ("Engine", "memcached") => "Memcached",
        ("scope", "shared") => "One for all servers",
        ("scope", "per_server") => "One inside each server",
        ("CacheNodeType", "cache.t3.micro") => "cache.t3.micro",
        ("CacheNodeType", "cache.t3.small") => "cache.t3.small",
        ("CacheNodeType", "cache.t3.medium") => "cache.t3.medium",
        ("CacheNodeType", "other") => "Another type: your own numbers",
        ("maxmemory-policy", "volatile-lru") => "Least recently used, with a TTL (volatile-lru)",
        ("maxmemory-policy", "allkeys-lru") => "Least recently used (allkeys-lru)",
        ("maxmemory-policy", "allkeys-random") => "Any (allkeys-random)",
        ("maxmemory-policy", "noeviction") => "Nothing: writes fail (noeviction)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "hits" => "Hits",
        "reads" => "Reads",
        "evictions" => "Evictions",
        "items" => "Items",
        "fails_over" => "failing over",
        "CacheHits" => "Cache hits (CacheHits)",
        "CacheMisses" => "Cache misses (CacheMisses)",
        "CacheHitRate" => "Hit ratio (CacheHitRate)",
        "Evictions" => "Evicted items (Evictions)",
        "CurrItems" => "Items in the cache (CurrItems)",
        "CurrConnections" => "Cache connections (CurrConnections)",
        "BytesUsedForCache" => "Memory for items (BytesUsedForCache)",
        "EngineCPUUtilization" => "Engine CPU (EngineCPUUtilization)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "flush" => "Flush the cache",
        "node_lost" => "Lose the node",
        "items_lost" => "node lost with its {} items: every read goes to the database",
        "empty_node" => "an empty node has taken its place",
        "replica_takes_over" => "node lost: the replica answers reads, writes wait for it",
        "replica_is_primary" => "the replica is the primary and takes writes",
        _ => return None,
    })
}
