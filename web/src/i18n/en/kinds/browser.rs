//! The words for one kind of part: browser.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "Browsers";
pub const HELP: &str = "People who open a page: a document, its files, and for a page that renders itself what its script asks of an API. The browser keeps files as long as it may, and decides what the page may read: it compares origins (scheme, host and port), never addresses. CloudFront changes nothing about that, and what passes between servers knows no CORS.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "browser page view csr ssr cors cookie preflight spa client front end";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "visitors" => words("Users", "The people who open the page."),
        "views_per_visitor_s" => words(
            "Page views per user",
            "Per second; each view is several requests.",
        ),
        "new_percent" => words(
            "First visits",
            "Share of views by people whose browser has nothing of the site yet.",
        ),
        "render" => words(
            "Rendered",
            "By the server the document is all there is to read; by the browser the first data of the API is waited for.",
        ),
        "page_url" => words(
            "Address of the page",
            "Scheme, host and port of it are the page's origin.",
        ),
        "page_bytes" => words("Size of the document", "Bytes of the HTML."),
        "page_cpu_factor" => words(
            "Work for the document",
            "Times the CPU time per request: rendering is work, a file is not.",
        ),
        "page_db_reads" => words(
            "Database reads for it",
            "What the server asks the database before it answers.",
        ),
        "page_cache_control" => words(
            "Cache-Control of it",
            "Unless the store that it comes from says something else.",
        ),
        "files" => words(
            "Files of the page",
            "Scripts, style sheets, pictures: asked for together once the document is there.",
        ),
        "files/url" => words("Address", "Without a host: of the page's own origin."),
        "files/bytes" => words("Size", "Bytes of the file."),
        "files/cache_control" => words(
            "Cache-Control",
            "How long browsers keep it, unless the store says so itself.",
        ),
        "files/cpu_factor" => words("Work", "Times the CPU time per request."),
        "api" => words(
            "The API's way",
            "The wire by which calls leave; none: that of the page.",
        ),
        "calls" => words(
            "Calls of the script",
            "One after the other, once the files are there.",
        ),
        "calls/method" => words("Method", "PUT, PATCH and DELETE need permission."),
        "calls/url" => words(
            "Address",
            "Another scheme, host or port than the page's is another origin.",
        ),
        "calls/json" => words(
            "JSON body",
            "No form could send it, so the browser asks for permission (OPTIONS).",
        ),
        "calls/signs_in" => words(
            "Signs in",
            "Its answer sets the session; who has one does not ask.",
        ),
        "calls/cpu_factor" => words("Work", "Times the CPU time per request."),
        "calls/db_reads" => words("Database reads", "Of each call."),
        "calls/db_writes" => words("Database writes", "Of each call."),
        "calls/bytes" => words("Size of the answer", "Bytes."),
        "auth" => words(
            "Session",
            "A cookie goes along by itself where it may; a token in a header any script of the page can read.",
        ),
        "credentials" => words(
            "credentials",
            "Of fetch: without include, no cookie goes to another origin.",
        ),
        "cpu_seconds_per_request" => words("CPU time per request", "Mean work for one vCPU."),
        "round_trip_ms" => words(
            "Network round trip",
            "Paid once for each request of the view.",
        ),
        "location" => words(
            "Location",
            "Another Region is 30 or 180 ms away; an edge location of their own city 5 ms.",
        ),
        "patience_s" => words("Patience", "After so long a request is given up."),
        "surge_visitors" => words("Users in the rush", "While it lasts."),
        "surge_s" => words("Length of the rush", "Then they are as many as before."),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("location", "same_region") => "Same Region",
        ("location", code) => return regions::city(Lang::En, code),
        ("render", "csr") => "In the browser (CSR)",
        ("render", "ssr") => "By the server (SSR)",
        ("auth", "none") => "None",
        ("auth", "cookie") => "Cookie",
        ("auth", "bearer") => "Token in Authorization",
        ("credentials", "omit") => "Never",
        ("credentials", "same-origin") => "To the own origin",
        ("credentials", "include") => "To every origin",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "usable" => "Page usable (first visit)",
        "usable_again" => "Page usable (back again)",
        "blocked" => "blocked by the browser",
        "views" => "Page views",
        "document" => "Document there",
        "files" => "Files there",
        "api" => "First API answer there",
        "readable" => "Something to read",
        "own_hits" => "Files out of their own cache",
        "preflights" => "Preflight requests (OPTIONS)",
        "failed_views" => "Views that failed",
        "unauthorized" => "401: the cookie did not come along",
        "no_origin" => "Blocked: no Access-Control-Allow-Origin",
        "other_origin" => "Blocked: Access-Control-Allow-Origin is another origin",
        "any_origin" => "Blocked: * with credentials",
        "no_credentials" => "Blocked: no Access-Control-Allow-Credentials",
        "method" => "Blocked: method not in Access-Control-Allow-Methods",
        "header" => "Blocked: header not in Access-Control-Allow-Headers",
        "preflight" => "Blocked: preflight not answered by 2xx",
        "not_included" => "Cookie left out: credentials is not include",
        "not_secure" => "Cookie refused: Secure over HTTP",
        "none_needs_secure" => "Cookie refused: SameSite=None without Secure",
        "other_site" => "Cookie refused: SameSite, from another site",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "told_no_origin" => {
            "blocked by the browser: the answer of {0} has no Access-Control-Allow-Origin; CloudFront does not add it by itself"
        }
        "told_other_origin" => {
            "blocked by the browser: Access-Control-Allow-Origin of {0} is not the page's origin, letter by letter; not the API's or the balancer's own name"
        }
        "told_any_origin" => {
            "blocked by the browser: {0} says Access-Control-Allow-Origin: *, and with cookies it must name the page's origin"
        }
        "told_no_credentials" => {
            "blocked by the browser: {0} does not say Access-Control-Allow-Credentials: true, and the page sends cookies"
        }
        "told_method" => {
            "blocked by the browser after its preflight: the method is not in Access-Control-Allow-Methods of {0}"
        }
        "told_header" => {
            "blocked by the browser after its preflight: a header is not in Access-Control-Allow-Headers of {0}"
        }
        "told_preflight" => "blocked by the browser: {0} did not answer OPTIONS by 2xx",
        "told_not_included" => {
            "the session cookie of {0} is ignored: the page does not say credentials: include"
        }
        "told_not_secure" => "the session cookie of {0} is refused: Secure, over plain HTTP",
        "told_none_needs_secure" => {
            "the session cookie of {0} is refused: SameSite=None needs Secure as well"
        }
        "told_other_site" => {
            "the session cookie of {0} is refused: page and API are different sites, and SameSite is not None"
        }
        "told_unauthorized" => "401 from {0}: it wants the session cookie, and none came along",
        "let_through" => "pages have all they need again",
        "permitted" => "Permission given",
        // Along the way of a request, as on the card.
        _ => return vital(word),
    })
}
