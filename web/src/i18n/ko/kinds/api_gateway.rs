//! The words for one kind of part: API.

use crate::i18n::FieldWords;

pub const NAME: &str = "API Gateway";
pub const HELP: &str = "여러 서비스의 정문이에요. 라우트마다 서비스를 잇고, 누가 얼마나 자주 부를 수 있는지 제한과 키로 정해요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "API 게이트웨이 라우트 스로틀링 제한 토큰 버킷 사용량 계획 키";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "ApiType" => words(
            "API 유형",
            "REST API에는 키, 사용량 계획, 캐시가 있어요. HTTP API는 값이 3분의 1도 안 돼요.",
        ),
        "Routes" => words(
            "라우트",
            "어느 경로를 어느 서비스가 받는지예요. 없으면 모두 첫 번째 연결선으로 가요.",
        ),
        "Routes/Method" => words(
            "메서드",
            "ANY는 같은 경로의 다른 라우트가 받지 않는 메서드를 모두 받아요.",
        ),
        "Routes/Path" => words(
            "경로",
            "/users/{id}는 한 칸, /posts/{proxy+}는 나머지 모두, $default는 남은 모두를 받아요. 가장 정확한 라우트가 요청을 받아요.",
        ),
        "Routes/Integration" => words(
            "통합",
            "프록시는 대상에 묻고, 모의는 아무에게도 묻지 않고 바로 답해요.",
        ),
        "Routes/Target" => words(
            "대상",
            "연결선이 닿는 함수, 로드 밸런서, 서버예요. 비우면 첫 번째 연결선으로 가요.",
        ),
        "Routes/StatusCode" => words("모의 응답 코드", "모의 통합이 답하는 코드예요."),
        "Routes/ThrottlingRateLimit" => words(
            "라우트 요청률",
            "이 라우트가 초당 받는 요청 수예요. 0이면 스테이지를 따르고, 버스트도 0이면 자기 제한이 없어요.",
        ),
        "Routes/ThrottlingBurstLimit" => words(
            "라우트 버스트",
            "한꺼번에 받는 요청 수, 곧 토큰 버킷의 크기예요. 0이면 스테이지를 따라요.",
        ),
        "Routes/CachingEnabled" => words(
            "응답 캐시",
            "스테이지에 캐시가 있을 때 GET 응답을 남길지 정해요.",
        ),
        "ThrottlingRateLimit" => words(
            "스테이지 요청률",
            "1초마다 다시 차는 토큰 수예요. 요청 하나가 토큰 하나를 써요.",
        ),
        "ThrottlingBurstLimit" => words(
            "스테이지 버스트",
            "토큰 버킷의 크기예요. 한꺼번에 올 수 있는 요청 수예요.",
        ),
        "ApiKeyRequired" => words(
            "API 키 필요",
            "x-api-key 헤더가 없으면 403을 받아요. 키마다 버킷이 따로 있어요.",
        ),
        "UsagePlanRateLimit" => words(
            "키별 요청률",
            "사용량 계획의 제한이에요. 욕심 많은 클라이언트 하나가 다른 클라이언트 몫까지 쓰지 못해요.",
        ),
        "UsagePlanBurstLimit" => words("키별 버스트", "키마다 있는 토큰 버킷의 크기예요."),
        "account_rate" => words(
            "계정 요청률",
            "한 리전에서 계정의 모든 API가 초당 10,000건을 나눠 써요.",
        ),
        "account_burst" => words(
            "계정 버스트",
            "한 리전에서 계정의 모든 API가 크기 5,000인 버킷 하나를 나눠 써요.",
        ),
        "TimeoutInMillis" => words(
            "통합 제한 시간",
            "더 오래 걸리면 부른 쪽이 504를 받아요. REST API는 29초까지 기다려요.",
        ),
        "CacheClusterEnabled" => words(
            "캐시",
            "GET 응답을 남겨 둬요. 쓰지 않아도 시간당 비용을 내요.",
        ),
        "CacheClusterSize" => words("캐시 크기(GB)", "클수록 더 많이 남기고 비용도 커져요."),
        "CacheTtlInSeconds" => words("TTL", "응답을 남겨 두는 시간이에요. 한 시간까지예요."),
        "hop_ms" => words("자체 지연", "게이트웨이 자체가 더하는 시간이에요."),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Routes/Integration", "proxy") => "프록시: 대상에 묻기",
        ("Routes/Integration", "mock") => "모의: 바로 답하기",
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
        "throttles" => "스로틀링 (429)",
        "denied" => "키가 없어 403",
        "errors_4xx" => "4xx 응답",
        "errors_5xx" => "5xx 응답",
        "hits" => "캐시 적중",
        "misses" => "캐시 미스",
        "integrations" => "뒤에서 처리 중",
        "throttled" => "스로틀링",
        "others_busy" => "다른 API가 계정 한도 사용",
        "outage" => "중단됨",
        "Count" => "API 요청 (Count)",
        "4XXError" => "API의 4xx 응답 (4XXError)",
        "5XXError" => "API의 5xx 응답 (5XXError)",
        "Latency" => "지연 시간 (Latency)",
        "IntegrationLatency" => "API 뒤의 지연 시간 (IntegrationLatency)",
        "CacheHitCount" => "API 캐시 적중 (CacheHitCount)",
        "CacheMissCount" => "API 캐시 미스 (CacheMissCount)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "flush_cache" => "캐시 비우기",
        "others_busy" => "다른 API가 계정 한도 쓰게 하기",
        "others_quiet" => "다른 API 잠재우기",
        "outage" => "API 중단",
        "outage_over" => "API 복구",
        "throttled_key" => {
            "사용량 계획에서 스로틀링: 키마다 초당 {}건, 버스트 {}건, 넘는 요청은 429"
        }
        "throttled_route" => "라우트에서 스로틀링: 라우트 제한을 넘는 요청은 429",
        "throttled_stage" => "스테이지에서 스로틀링: 초당 {}건, 버스트 {}건, 넘는 요청은 429",
        "throttled_account" => {
            "계정에서 스로틀링: 이 API 몫은 초당 {}건, 버스트 {}건, 넘는 요청은 429"
        }
        "throttling_over" => "1분 동안 이 단계의 스로틀링 없음",
        "tls_ends" => "TLS가 게이트웨이에서 끝남: 그 뒤 구간은 평문",
        "cache_hit" => "캐시 적중: API 뒤에는 묻지 않음",
        "cache_miss" => "캐시 미스",
        _ => return None,
    })
}
