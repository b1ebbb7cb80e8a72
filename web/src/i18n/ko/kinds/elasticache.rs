//! The words for one kind of part: cache.

use crate::i18n::FieldWords;

pub const NAME: &str = "ElastiCache";
pub const HELP: &str =
    "키와 값을 메모리에 두는 캐시예요. 적중한 읽기는 데이터베이스로 가지 않아요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "캐시 레디스 멤캐시 인메모리";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "Engine" => words(
            "엔진",
            "Redis와 Valkey에는 복제본을 둘 수 있고, Memcached에는 없어요.",
        ),
        "scope" => words(
            "위치",
            "모든 서버가 함께 쓰거나 서버마다 따로 둬요. 따로 두면 새 서버의 캐시는 비어 있어요.",
        ),
        "CacheNodeType" => words(
            "노드 유형",
            "메모리와 가격을 정해요. 메모리가 크면 더 많이 담아요.",
        ),
        "own_memory_gib" => words("메모리(GiB)", "직접 적은 값이에요. 표에 없는 유형이에요."),
        "own_usd_per_hour" => words(
            "가격(USD/시간)",
            "직접 적은 값이에요. 표에 없는 유형이에요.",
        ),
        "server_memory_gib" => words(
            "서버당 메모리(GiB)",
            "서버마다 자기 캐시에 쓰는 메모리예요.",
        ),
        "reserved-memory-percent" => words(
            "예약 메모리",
            "복제와 장애 조치를 위해 비워 둬요. AWS 권장값은 25 %예요.",
        ),
        "item_bytes" => words(
            "항목 크기(바이트)",
            "메모리를 이 값으로 나누면 담을 수 있는 항목 수예요.",
        ),
        "ttl_s" => words(
            "TTL",
            "항목이 사라지는 나이예요. 0이면 계속 남아요. 짧으면 데이터가 새롭고, 길면 더 많이 적중해요.",
        ),
        "maxmemory-policy" => words("제거 정책", "메모리가 가득 찼을 때 무엇을 내보낼지 정해요."),
        "MultiAZEnabled" => words(
            "다중 AZ 복제본",
            "다른 영역에 복제본을 둬요. 노드를 잃어도 쓰기만 잠깐 멈추고 항목은 남아요.",
        ),
        "recovery_s" => words(
            "복구 시간",
            "복제본이 기본 노드가 될 때까지예요. 복제본이 없으면 빈 노드가 올 때까지예요.",
        ),
        "latency_ms" => words(
            "지연 시간",
            "호출 한 번의 최댓값이에요. 최솟값은 그 절반이에요.",
        ),
        "maxclients" => words("연결 한도", "넘으면 새 연결을 거부해요."),
        "SecurityGroupIds" => words("보안 그룹", "드나드는 연결을 정해요. 비우면 모두 통과해요."),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Engine", "redis") => "Redis OSS",
        ("Engine", "valkey") => "Valkey",
        ("Engine", "memcached") => "Memcached",
        ("scope", "shared") => "모든 서버가 공유",
        ("scope", "per_server") => "서버마다 하나",
        ("CacheNodeType", "cache.t3.micro") => "cache.t3.micro",
        ("CacheNodeType", "cache.t3.small") => "cache.t3.small",
        ("CacheNodeType", "cache.t3.medium") => "cache.t3.medium",
        ("CacheNodeType", "other") => "다른 유형: 직접 적은 값",
        ("maxmemory-policy", "volatile-lru") => "TTL이 있는 것 중 오래 안 쓴 것 (volatile-lru)",
        ("maxmemory-policy", "allkeys-lru") => "가장 오래 안 쓴 것 (allkeys-lru)",
        ("maxmemory-policy", "allkeys-random") => "아무거나 (allkeys-random)",
        ("maxmemory-policy", "noeviction") => "내보내지 않음: 쓰기 실패 (noeviction)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "hits" => "적중",
        "reads" => "읽기",
        "evictions" => "제거",
        "items" => "항목",
        "fails_over" => "장애 조치 중",
        "CacheHits" => "캐시 적중 (CacheHits)",
        "CacheMisses" => "캐시 미스 (CacheMisses)",
        "CacheHitRate" => "적중률 (CacheHitRate)",
        "Evictions" => "제거된 항목 (Evictions)",
        "CurrItems" => "캐시의 항목 (CurrItems)",
        "CurrConnections" => "캐시 연결 (CurrConnections)",
        "BytesUsedForCache" => "항목이 쓰는 메모리 (BytesUsedForCache)",
        "EngineCPUUtilization" => "엔진 CPU (EngineCPUUtilization)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "flush" => "캐시 비우기",
        "node_lost" => "노드 잃기",
        "items_lost" => "노드와 항목 {}개 손실, 모든 읽기가 데이터베이스로",
        "empty_node" => "빈 노드로 교체 완료",
        "replica_takes_over" => "노드 손실, 복제본이 읽기에 응답하고 쓰기는 실패",
        "replica_is_primary" => "복제본이 기본 노드로 승격, 쓰기 재개",
        _ => return None,
    })
}
