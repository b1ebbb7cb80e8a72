//! The words for one kind of part: cloudfront.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "CloudFront";
pub const HELP: &str =
    "사용자 가까이에 사본을 두는 CDN이에요. 엣지에 있으면 바로 답하고, 없으면 오리진에서 가져와요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "클라우드프런트 cdn 엣지 캐시 배포 콘텐츠 전송";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(match name {
        "DomainName" => words(
            "도메인 이름",
            "CloudFront가 준 이름이에요. 내 도메인은 이 이름을 가리키는 별칭 레코드예요.",
        ),
        "Aliases" => words(
            "대체 도메인 이름",
            "내 도메인이에요. 여럿이면 쉼표로 나눠요. 인증서가 있어야 해요.",
        ),
        "ViewerCertificate" => words(
            "인증서",
            "내 도메인의 인증서는 오리진이 어디에 있든 us-east-1의 ACM에 있어야 해요.",
        ),
        "PriceClass" => words(
            "가격 분류",
            "답하는 엣지 로케이션의 범위예요. 줄이면 먼 사용자는 더 먼 엣지로 가요.",
        ),
        "CacheBehaviors" => words(
            "캐시 동작",
            "경로에 맞는 첫 패턴이 정해요. 맞는 것이 없으면 기본 동작을 따라요.",
        ),
        "PathPattern" => words(
            "경로 패턴",
            "*는 몇 글자든, ?는 한 글자예요. /api/*나 *.jpg처럼 적어요.",
        ),
        "TargetOriginId" => words(
            "오리진",
            "미스가 가는 곳이에요. 연결이 있어야 하고, 비우면 첫 연결을 따라요.",
        ),
        "FailoverOriginId" => words(
            "보조 오리진",
            "오리진 그룹이 돼요. 첫 오리진이 실패하면 여기에 물어요.",
        ),
        "ViewerProtocolPolicy" => words(
            "뷰어 프로토콜 정책",
            "HTTP로 온 사용자를 어떻게 할지 정해요. 리디렉션은 왕복 한 번이 더 들어요.",
        ),
        "CachePolicyId" => words(
            "캐시 정책",
            "사본을 얼마나 둘지 정해요. 관리형 정책이나 직접 정한 시간을 써요.",
        ),
        "MinTTL" => words(
            "최소 TTL",
            "직접 정한 정책의 값이에요. 0보다 크면 private 페이지까지 남아요.",
        ),
        "DefaultTTL" => words(
            "기본 TTL",
            "직접 정한 정책의 값이에요. 오리진이 아무 말도 없을 때 써요.",
        ),
        "MaxTTL" => words(
            "최대 TTL",
            "직접 정한 정책의 값이에요. 오리진이 말한 시간을 여기까지로 줄여요.",
        ),
        "QueryStringBehavior" => words(
            "키에 넣을 쿼리 문자열",
            "모두 넣으면 쿼리마다 사본이 따로 생겨서 적중이 줄어요.",
        ),
        "CookieBehavior" => words(
            "키에 넣을 쿠키",
            "모두 넣으면 방문자마다 사본이 따로 생겨서 거의 적중하지 않아요.",
        ),
        "Header" => words(
            "키에 넣을 헤더",
            "Accept-Language처럼 헤더 하나를 적으면 값마다 사본이 생겨요. 비우면 넣지 않아요.",
        ),
        "DefaultRootObject" => words(
            "기본 루트 객체",
            "버킷의 REST 엔드포인트에는 인덱스 문서가 없어서 / 대신 이것을 찾아요.",
        ),
        "OriginAccess" => words(
            "오리진 액세스",
            "비공개 버킷에 자신을 증명하는 방법이에요. 지금은 OAC를 쓰고, OAI는 예전 방식이에요.",
        ),
        "FailoverCriteria" => words(
            "장애 조치 기준",
            "첫 오리진이 어떤 답을 할 때 보조 오리진에 물을지 정해요.",
        ),
        "CustomErrorResponses" => words(
            "단일 페이지 앱",
            "오리진의 403과 404를 /index.html과 200으로 바꿔 답해요.",
        ),
        "ErrorCachingMinTTL" => words(
            "오류 캐싱 최소 TTL",
            "오류 뒤에 이만큼은 오리진에 다시 묻지 않고 옛 사본을 내려줘요.",
        ),
        "ConnectionAttempts" => words(
            "연결 시도 횟수",
            "한 번에 10초씩 기다려요. 마지막까지 안 되면 504로 답해요.",
        ),
        "OriginReadTimeout" => words(
            "응답 제한 시간",
            "오리진이 이만큼 아무 말이 없으면 504로 답해요.",
        ),
        "regional_edge_caches" => words(
            "리전 엣지 캐시",
            "엣지와 오리진 사이에 대륙마다 하나씩 있는 캐시예요. 오리진에는 한 번만 물어요.",
        ),
        "edge_objects" => words(
            "엣지당 객체 수",
            "가득 차면 가장 오래 찾지 않은 것부터 내보내요.",
        ),
        "InvalidationPaths" => words(
            "무효화할 경로",
            "여럿이면 쉼표로 나눠요. /*는 하나로 세고, 한 달에 1,000개까지 무료예요.",
        ),
        "invalidation_delay_s" => words(
            "무효화 지연",
            "무효화가 모든 엣지에 닿을 때까지예요. AWS가 알려 주는 값은 없어요.",
        ),
        "FunctionAssociations" => words(
            "엣지 함수",
            "캐시 동작의 이벤트에서 실행되는 내 코드예요. 시간과 비용이 들고, 직접 응답하기도 해요.",
        ),
        "Runtime" => words(
            "실행 환경",
            "CloudFront Functions는 작고 뷰어 쪽에서만 실행돼요. Lambda@Edge는 네 이벤트 모두에서 더 오래, 더 비싸게 실행돼요.",
        ),
        "EventType" => words(
            "함수 이벤트",
            "언제 실행할지예요. 요청이나 응답마다, 또는 오리진에서 가져올 때만이에요.",
        ),
        "function_ms" => words(
            "함수 시간",
            "실행될 때마다 더해져요. CloudFront Functions는 1 ms, Lambda@Edge는 뷰어 쪽 5초, 오리진 쪽 30초까지예요.",
        ),
        "function_redirects_to" => words(
            "함수가 보내는 곳",
            "/ko 같은 폴더예요. 다른 것을 찾으면 캐시나 오리진에 묻지 않고 302로 여기에 보내요. 비우면 모두 통과해요.",
        ),
        "Logging" => words(
            "표준 로깅",
            "5분마다 엣지 로케이션별 로그 파일을 받는 버킷이에요. 전달은 무료지만 저장 비용은 들어요.",
        ),
        "hop_ms" => words("엣지 지연", "엣지 로케이션이 요청마다 더하는 시간이에요."),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(match (name, word) {
        ("ViewerCertificate", "cloudfront_default") => "*.cloudfront.net",
        ("ViewerCertificate", "acm_us_east_1") => "us-east-1의 ACM",
        ("ViewerCertificate", "acm_elsewhere") => "다른 리전의 ACM",
        ("PriceClass", "PriceClass_All") => "모든 엣지 로케이션",
        ("PriceClass", "PriceClass_200") => "200: 남아메리카와 오세아니아 제외",
        ("PriceClass", "PriceClass_100") => "100: 북아메리카와 유럽",
        ("ViewerProtocolPolicy", "allow-all") => "HTTP와 HTTPS",
        ("ViewerProtocolPolicy", "redirect-to-https") => "HTTP를 HTTPS로 리디렉션",
        ("ViewerProtocolPolicy", "https-only") => "HTTPS만",
        ("CachePolicyId", "CachingOptimized") => "CachingOptimized: 1초, 하루, 1년",
        ("CachePolicyId", "CachingDisabled") => "CachingDisabled: 남기지 않음",
        ("CachePolicyId", "custom") => "직접 정한 시간",
        ("QueryStringBehavior" | "CookieBehavior", "none") => "넣지 않음",
        ("QueryStringBehavior" | "CookieBehavior", "all") => "모두",
        ("OriginAccess", "oac") => "OAC(오리진 액세스 제어)",
        ("OriginAccess", "oai") => "OAI(예전 방식)",
        ("OriginAccess", "none") => "없음: 서명하지 않음",
        ("FailoverCriteria", "5xx") => "5xx",
        ("FailoverCriteria", "4xx_5xx") => "403, 404, 416, 429와 5xx",
        ("Runtime", "cloudfront_functions") => "CloudFront Functions",
        ("Runtime", "lambda_edge") => "Lambda@Edge",
        ("EventType", "viewer-request") => "뷰어 요청: 요청마다",
        ("EventType", "viewer-response") => "뷰어 응답: 정상 응답마다",
        ("EventType", "origin-request") => "오리진 요청: 가져올 때마다",
        ("EventType", "origin-response") => "오리진 응답: 가져온 응답마다",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "hits" => "적중",
        "requests" => "요청",
        "origin_requests" => "오리진 요청",
        "regional_hits" => "리전 캐시 적중",
        "collapsed" => "같은 가져오기를 기다림",
        "stale" => "오리진 장애 중 옛 사본",
        "old" => "오리진보다 옛 버전",
        "failovers" => "보조 오리진으로 보냄",
        "redirects" => "HTTPS로 리디렉션",
        "evictions" => "제거",
        "mistrusted" => "인증서 경고",
        "function_runs" => "엣지 함수 실행",
        "function_redirects" => "함수가 리디렉션",
        "cloudfront_functions" => "CloudFront Functions",
        "lambda_edge" => "Lambda@Edge",
        "no_certificate" => "인증서 없음",
        "old_pages" => "배포 뒤 내려준 옛 페이지",
        "old_for" => "배포부터 마지막 옛 페이지까지",
        "domain_steps" => "내 도메인 연결 단계",
        "step_bucket" => "✓ 1. 오리진이 S3 버킷",
        "no_step_bucket" => "✕ 1. 오리진이 S3 버킷이 아님",
        "step_alias" => "✓ 2. 대체 도메인 이름 입력",
        "no_step_alias" => "✕ 2. 대체 도메인 이름 없음",
        "step_certificate" => "✓ 3. us-east-1의 인증서",
        "no_step_certificate" => "✕ 3. us-east-1에 인증서 없음",
        "step_record" => "✓ 4. Route 53 레코드가 가리킴",
        "no_step_record" => "✕ 4. 가리키는 Route 53 레코드 없음",
        "origin_fails" => "오리진 장애",
        "invalidating" => "무효화 중",
        "Requests" => "뷰어 요청 (Requests)",
        "BytesDownloaded" => "내려받은 바이트 (BytesDownloaded)",
        "CacheHitRate" => "적중률 (CacheHitRate)",
        "4xxErrorRate" => "4xx 오류율 (4xxErrorRate)",
        "5xxErrorRate" => "5xx 오류율 (5xxErrorRate)",
        "TotalErrorRate" => "전체 오류율 (TotalErrorRate)",
        "OriginLatency" => "오리진 지연 시간 (OriginLatency)",
        code => return regions::city(Lang::Ko, code).or_else(|| regions::pop(Lang::Ko, code)),
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "invalidate" => "무효화",
        "edges_cold" => "모든 엣지 비우기",
        "invalidated" => "무효화 완료, 사본 {}개 제거",
        "origin_fails" => "{0} 장애({1}): 옛 사본으로 응답, 없는 것은 실패",
        "origin_back" => "{0} 응답 재개",
        "certificate_removed" => "인증서 제거",
        "certificate_back" => "인증서 복구",
        "old_pages" => "배포 뒤 옛 페이지 {0}번 응답, 마지막은 배포 {1} 뒤",
        "tls_ends" => "TLS가 엣지 로케이션에서 끝남. 오리진까지는 별도의 연결",
        "function_generated" => "함수가 직접 응답: 지정한 폴더로 302",
        "function_viewer_request" => "CloudFront Functions: 뷰어 요청",
        "function_viewer_response" => "CloudFront Functions: 뷰어 응답",
        "lambda_viewer_request" => "Lambda@Edge: 뷰어 요청",
        "lambda_viewer_response" => "Lambda@Edge: 뷰어 응답",
        "lambda_origin_request" => "Lambda@Edge: 오리진 요청",
        "lambda_origin_response" => "Lambda@Edge: 오리진 응답",
        "hit" => "Hit from cloudfront",
        "miss" => "Miss from cloudfront",
        "refresh_hit" => "RefreshHit from cloudfront: 만료된 사본이 아직 유효함",
        "stale" => "Hit from cloudfront: 오리진 장애로 옛 사본 사용",
        "error" => "Error from cloudfront",
        "single_page" => "Error from cloudfront, /index.html로 응답",
        "regional_hit" => "리전 엣지 캐시에 있음",
        "collapsed" => "다른 요청이 가져오는 것을 기다림",
        "redirected" => "HTTPS로 301: 브라우저가 다시 요청",
        "failover" => "첫 오리진 실패, 보조 오리진에 요청",
        code => return regions::pop(Lang::Ko, code),
    })
}
