//! The words for one kind of part: response headers.

use crate::i18n::FieldWords;

pub const NAME: &str = "응답 헤더";
pub const HELP: &str = "응답이 브라우저에 알리는 내용이에요. 누가 읽어도 되는지(CORS)와 세션 쿠키의 속성이 들어가요. 서버에 두면 애플리케이션이, API Gateway에 두면 CORS 설정이, CloudFront에 두면 응답 헤더 정책이 보내요. 등록할 값은 API나 밸런서 이름이 아니라 페이지의 오리진 https://www.example.com이에요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "cors 헤더 쿠키 오리진 access-control samesite httponly secure 정책";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "Access-Control-Allow-Origin" => words(
            "읽어도 되는 오리진",
            "페이지의 스킴, 호스트, 포트를 끝의 / 없이 적어요. *는 누구나지만 쿠키와 함께는 안 되고, 비우면 헤더를 보내지 않아요.",
        ),
        "Access-Control-Allow-Credentials" => words(
            "쿠키 허용",
            "페이지가 다른 오리진에 쿠키를 보내면 반드시 필요해요.",
        ),
        "Access-Control-Allow-Methods" => words(
            "메서드",
            "프리플라이트가 물어요. GET, HEAD, POST는 적지 않아도 돼요.",
        ),
        "Access-Control-Allow-Headers" => words(
            "요청 헤더",
            "JSON이면 content-type, 토큰이면 authorization을 적어요. authorization은 *에 들어가지 않아요.",
        ),
        "Access-Control-Max-Age" => words(
            "허락의 유효 시간",
            "초 단위예요. 적지 않으면 5초, 길어도 2시간이에요.",
        ),
        "HttpOnly" => words(
            "HttpOnly",
            "스크립트가 쿠키를 읽지 못해요. 요청에는 그대로 따라가요.",
        ),
        "Secure" => words("Secure", "HTTPS로만 보내요. SameSite=None에 꼭 필요해요."),
        "SameSite" => words(
            "SameSite",
            "다른 사이트의 페이지가 보내는 요청에 따라갈지 정해요. None만 따라가고, 적지 않으면 브라우저는 Lax로 봐요.",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    match (path, word) {
        ("SameSite", "") => Some("적지 않음(Lax)"),
        _ => None,
    }
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "any_origin" => "모든 오리진",
        "script_reads" => "스크립트가 쿠키를 읽음",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
