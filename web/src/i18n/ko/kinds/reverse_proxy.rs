//! The words for one kind of part: reverse proxy.

use crate::i18n::FieldWords;

pub const NAME: &str = "리버스 프록시";
pub const HELP: &str =
    "nginx 같은 서버 한 대예요. 뒤의 서버를 숨기고 TLS 종료, 캐시, 중계, 분산을 맡아요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "리버스 프록시 엔진엑스 중계 캐시 단일 장애점";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "InstanceType" => words("인스턴스 유형", "서버 한 대예요. 이 vCPU가 전부예요."),
        "cpu_ms" => words("요청당 CPU", "중계하거나 답하는 요청마다 쓰는 시간이에요."),
        "ssl" => words(
            "TLS 종료",
            "HTTPS를 받아 뒤로는 HTTP로 보내요. 끄면 443 포트를 듣지 않아요.",
        ),
        "tls_cpu_ms" => words("TLS용 CPU", "HTTPS 요청마다 더 드는 시간이에요."),
        "worker_connections" => words(
            "연결 수",
            "응답을 기다리는 요청까지 동시에 붙잡는 수예요. 넘으면 거부해요.",
        ),
        "locations" => words(
            "위치",
            "애플리케이션 서버로 가는 /api/처럼 서버 하나가 따로 받는 경로예요.",
        ),
        "locations/location" => words(
            "경로 앞부분",
            "경로가 이것으로 시작하면 받아요. 여럿이면 가장 긴 것이 받아요.",
        ),
        "locations/proxy_pass" => words(
            "서버",
            "이 경로를 받는 구성 요소예요. 연결선이 있어야 해요.",
        ),
        "upstream" => words("분산 방식", "서버가 여럿일 때 다음에 물을 서버예요."),
        "proxy_next_upstream" => words(
            "다음 서버에 묻기",
            "서버가 답하지 않으면 다른 서버에 대신 물어요.",
        ),
        "fail_timeout" => words(
            "쉬게 하는 시간",
            "실패한 서버에 묻지 않는 시간이에요. 상태 확인이 없어서 요청이 실패해야 알아요.",
        ),
        "proxy_read_timeout" => words(
            "읽기 제한 시간",
            "이보다 오래 걸리면 클라이언트가 504를 받아요.",
        ),
        "proxy_cache" => words("캐시", "GET 응답을 자기 메모리에 남겨 둬요."),
        "proxy_cache_valid" => words(
            "남겨 두는 시간",
            "응답의 Cache-Control에 값이 없을 때 써요.",
        ),
        "cache_items" => words("남기는 응답 수", "가장 덜 찾는 것부터 내보내요."),
        "SecurityGroupIds" => words("보안 그룹", "드나드는 연결을 정해요. 비우면 모두 통과해요."),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("upstream", "round_robin") => "라운드 로빈",
        ("upstream", "least_conn") => "최소 연결",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        "relayed" => "중계",
        "hits" => "캐시 적중",
        "misses" => "캐시 미스",
        "retried" => "다음 서버에 물음",
        "refused" => "거부",
        "errors_502" => "502 응답",
        "errors_504" => "504 응답",
        "held" => "붙잡은 요청",
        "crashed" => "멈춤",
        "cut_off" => "끊김",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "flush_cache" => "캐시 비우기",
        "crash" => "프록시 멈추기",
        "restart" => "프록시 다시 시작",
        "upstream_failed" => "응답 없는 서버 {}, 잠시 묻지 않음",
        "upstream_back" => "다시 응답하는 서버 {}",
        "tls_ends" => "TLS가 프록시에서 끝남: 그 뒤 구간은 평문",
        "cache_hit" => "캐시 적중: 프록시 뒤에는 묻지 않음",
        "cache_miss" => "캐시 미스",
        "next_upstream" => "응답 없음: 다음 서버에 물음",
        _ => return None,
    })
}
