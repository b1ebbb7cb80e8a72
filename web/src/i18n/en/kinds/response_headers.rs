//! The words for one kind of part: response headers.

use crate::i18n::FieldWords;

pub const NAME: &str = "Response headers";
pub const HELP: &str = "What the answers of a part say to browsers: who may read them (CORS), and what the session cookie is like. Of a server it is what its application says; of an API Gateway its CORS setting, of CloudFront a response headers policy. What must be named is the page's origin, https://www.example.com: neither the API's own name nor the balancer's.";
/// What people call it when they look for it.
pub const SYNONYMS: &str =
    "cors headers cookie access-control origin samesite httponly secure policy";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "Access-Control-Allow-Origin" => words(
            "Origin that may read",
            "The page's scheme, host and port, without a slash at the end; * for everybody, but not with cookies; empty: no such header.",
        ),
        "Access-Control-Allow-Credentials" => words(
            "With cookies",
            "Needed as soon as the page sends cookies to another origin.",
        ),
        "Access-Control-Allow-Methods" => words(
            "Methods",
            "Asked about by a preflight request; GET, HEAD and POST need not be named.",
        ),
        "Access-Control-Allow-Headers" => words(
            "Headers of the request",
            "content-type for JSON, authorization for a token, which * does not include.",
        ),
        "Access-Control-Max-Age" => words(
            "Permission holds",
            "Seconds; 5 where nothing is said, two hours at most.",
        ),
        "HttpOnly" => words(
            "HttpOnly",
            "No script can read the cookie; it travels all the same.",
        ),
        "Secure" => words("Secure", "Over HTTPS alone; needed for SameSite=None."),
        "SameSite" => words(
            "SameSite",
            "Whether it goes along with what pages of another site ask: only None does, and browsers take nothing said as Lax.",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    match (path, word) {
        ("SameSite", "") => Some("Not said (Lax)"),
        _ => None,
    }
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "any_origin" => "any origin",
        "script_reads" => "scripts read the cookie",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
