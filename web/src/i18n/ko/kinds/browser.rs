//! The words for one kind of part: browser.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "브라우저";
pub const HELP: &str = "페이지를 여는 사람들이에요. 문서와 파일을 받고, 스스로 그리는 페이지는 스크립트가 API에 데이터를 물어요. 브라우저는 허락된 시간만큼 파일을 갖고 있고, 페이지가 무엇을 읽어도 되는지 정해요. 비교하는 것은 주소가 아니라 오리진(스킴, 호스트, 포트)이에요. CloudFront를 써도 마찬가지고, 서버끼리 오가는 요청에는 CORS가 없어요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str =
    "브라우저 페이지 프런트엔드 csr ssr cors 쿠키 프리플라이트 spa 클라이언트";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "visitors" => words("사용자 수", "페이지를 여는 사람 수예요."),
        "views_per_visitor_s" => words(
            "사용자당 페이지 보기",
            "1초에 여는 횟수예요. 한 번 열 때마다 요청이 여러 건 나가요.",
        ),
        "new_percent" => words(
            "첫 방문 비율",
            "브라우저에 이 사이트 파일이 하나도 없는 사람의 비율이에요.",
        ),
        "render" => words(
            "그리는 곳",
            "서버가 그리면 문서만 와도 읽을 수 있고, 브라우저가 그리면 API의 첫 데이터까지 기다려요.",
        ),
        "page_url" => words(
            "페이지 주소",
            "이 주소의 스킴, 호스트, 포트가 페이지의 오리진이에요.",
        ),
        "page_bytes" => words("문서 크기", "HTML의 바이트 수예요."),
        "page_cpu_factor" => words(
            "문서를 만드는 일",
            "요청당 CPU 시간에 곱해요. 렌더링은 일이지만 파일은 그냥 보내면 돼요.",
        ),
        "page_db_reads" => words(
            "문서의 DB 읽기",
            "서버가 답하기 전에 데이터베이스에 묻는 횟수예요.",
        ),
        "page_cache_control" => words(
            "문서의 Cache-Control",
            "문서를 보낸 저장소가 따로 알리지 않을 때 쓰는 값이에요.",
        ),
        "files" => words(
            "페이지의 파일",
            "스크립트, 스타일, 그림이에요. 문서가 오면 한꺼번에 받아요.",
        ),
        "files/url" => words("주소", "호스트를 안 적으면 페이지와 같은 오리진이에요."),
        "files/bytes" => words("크기", "파일의 바이트 수예요."),
        "files/cache_control" => words(
            "Cache-Control",
            "브라우저가 갖고 있는 시간이에요. 저장소가 알려 주면 그 값을 따라요.",
        ),
        "files/cpu_factor" => words("일의 양", "요청당 CPU 시간에 곱해요."),
        "api" => words(
            "API로 가는 길",
            "API 요청이 나가는 연결선이에요. 비우면 페이지와 같은 길로 가요.",
        ),
        "calls" => words(
            "스크립트의 API 요청",
            "파일이 다 오면 차례로 하나씩 보내요.",
        ),
        "calls/method" => words("메서드", "PUT, PATCH, DELETE는 허락을 먼저 받아야 해요."),
        "calls/url" => words(
            "주소",
            "스킴, 호스트, 포트 가운데 하나라도 페이지와 다르면 다른 오리진이에요.",
        ),
        "calls/json" => words(
            "JSON 본문",
            "폼으로는 보낼 수 없어서 브라우저가 먼저 허락(OPTIONS)을 구해요.",
        ),
        "calls/signs_in" => words(
            "로그인",
            "답이 세션을 만들어요. 이미 세션이 있으면 보내지 않아요.",
        ),
        "calls/cpu_factor" => words("일의 양", "요청당 CPU 시간에 곱해요."),
        "calls/db_reads" => words("DB 읽기", "요청 하나가 읽는 횟수예요."),
        "calls/db_writes" => words("DB 쓰기", "요청 하나가 쓰는 횟수예요."),
        "calls/bytes" => words("답의 크기", "바이트 수예요."),
        "auth" => words(
            "세션",
            "쿠키는 가도 되는 곳에 저절로 따라가요. 헤더로 보내는 토큰은 페이지의 모든 스크립트가 읽을 수 있어요.",
        ),
        "credentials" => words(
            "credentials",
            "fetch의 옵션이에요. include가 아니면 다른 오리진에 쿠키를 보내지 않아요.",
        ),
        "cpu_seconds_per_request" => words(
            "요청당 CPU 시간",
            "vCPU 하나가 요청 하나에 쓰는 평균 시간이에요.",
        ),
        "round_trip_ms" => words("네트워크 왕복 시간", "요청마다 한 번씩 들어요."),
        "location" => words(
            "위치",
            "다른 리전까지는 왕복 30 ms나 180 ms, 같은 도시의 엣지 로케이션까지는 5 ms 걸려요.",
        ),
        "patience_s" => words("기다리는 시간", "이보다 오래 걸리는 요청은 포기해요."),
        "surge_visitors" => words("러시 때 사용자 수", "러시 동안의 사용자 수예요."),
        "surge_s" => words("러시 시간", "지나면 원래 사용자 수로 돌아가요."),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("location", "same_region") => "같은 리전",
        ("location", code) => return regions::city(Lang::Ko, code),
        ("render", "csr") => "브라우저(CSR)",
        ("render", "ssr") => "서버(SSR)",
        ("auth", "none") => "없음",
        ("auth", "cookie") => "쿠키",
        ("auth", "bearer") => "Authorization 토큰",
        ("credentials", "omit") => "보내지 않음",
        ("credentials", "same-origin") => "같은 오리진에만",
        ("credentials", "include") => "모든 오리진에",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "usable" => "페이지 완성(첫 방문)",
        "usable_again" => "페이지 완성(재방문)",
        "blocked" => "브라우저가 막음",
        "views" => "페이지 보기",
        "document" => "문서 도착",
        "files" => "파일 도착",
        "api" => "첫 API 응답 도착",
        "readable" => "읽을 내용이 보임",
        "own_hits" => "브라우저 캐시에서 꺼낸 파일",
        "preflights" => "프리플라이트 요청(OPTIONS)",
        "failed_views" => "실패한 페이지 보기",
        "unauthorized" => "401: 쿠키가 따라오지 않음",
        "no_origin" => "막힘: Access-Control-Allow-Origin 없음",
        "other_origin" => "막힘: Access-Control-Allow-Origin이 다른 오리진",
        "any_origin" => "막힘: 자격 증명에 *",
        "no_credentials" => "막힘: Access-Control-Allow-Credentials 없음",
        "method" => "막힘: Access-Control-Allow-Methods에 없는 메서드",
        "header" => "막힘: Access-Control-Allow-Headers에 없는 헤더",
        "preflight" => "막힘: 프리플라이트 응답이 2xx가 아님",
        "not_included" => "쿠키 빠짐: credentials가 include가 아님",
        "not_secure" => "쿠키 거부: HTTP에 Secure",
        "none_needs_secure" => "쿠키 거부: SameSite=None에 Secure 없음",
        "other_site" => "쿠키 거부: 다른 사이트, SameSite",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "told_no_origin" => {
            "브라우저가 막음: {0} 응답에 Access-Control-Allow-Origin 없음, CloudFront가 대신 붙여 주지 않음"
        }
        "told_other_origin" => {
            "브라우저가 막음: {0} 응답의 Access-Control-Allow-Origin이 페이지 오리진과 다름(API나 밸런서 이름이 아니라 페이지 오리진을 등록)"
        }
        "told_any_origin" => {
            "브라우저가 막음: {0} 응답이 Access-Control-Allow-Origin: *, 쿠키를 보낼 때는 페이지 오리진을 적어야 함"
        }
        "told_no_credentials" => {
            "브라우저가 막음: 쿠키를 보내는데 {0} 응답에 Access-Control-Allow-Credentials: true 없음"
        }
        "told_method" => {
            "프리플라이트 뒤 브라우저가 막음: {0}의 Access-Control-Allow-Methods에 없는 메서드"
        }
        "told_header" => {
            "프리플라이트 뒤 브라우저가 막음: {0}의 Access-Control-Allow-Headers에 없는 헤더"
        }
        "told_preflight" => "브라우저가 막음: {0}의 OPTIONS 응답이 2xx가 아님",
        "told_not_included" => "{0}의 세션 쿠키 무시: 페이지 코드에 credentials: include 없음",
        "told_not_secure" => "{0}의 세션 쿠키 거부: HTTP인데 Secure",
        "told_none_needs_secure" => "{0}의 세션 쿠키 거부: SameSite=None에는 Secure도 필요",
        "told_other_site" => {
            "{0}의 세션 쿠키 거부: 페이지와 API가 다른 사이트인데 SameSite가 None이 아님"
        }
        "told_unauthorized" => "{0}의 401 응답: 세션 쿠키가 필요한데 따라오지 않음",
        "let_through" => "페이지가 다시 정상으로 완성됨",
        "permitted" => "허락받음",
        // Along the way of a request, as on the card.
        _ => return vital(word),
    })
}
