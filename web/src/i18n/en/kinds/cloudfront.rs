//! The words for one kind of part: cloudfront.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "CloudFront";
pub const HELP: &str = "Copies near the viewers: what an edge location has it answers at once, what it lacks it fetches from the origin.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "cloudfront cdn edge cache distribution pop content delivery";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(match name {
        "DomainName" => words(
            "Domain name",
            "CloudFront gives the name; an own domain is an alias record that points to it.",
        ),
        "Aliases" => words(
            "Alternate domain names",
            "Own domains, with commas between them; they need a certificate.",
        ),
        "ViewerCertificate" => words(
            "Certificate",
            "For an own domain it must be in ACM in us-east-1, wherever the origin is.",
        ),
        "PriceClass" => words(
            "Price class",
            "Which edge locations answer. With fewer, far viewers go to one that is farther away.",
        ),
        "CacheBehaviors" => words(
            "Cache behaviours",
            "The first pattern that a path meets decides; all others meet the default one.",
        ),
        "PathPattern" => words(
            "Path pattern",
            "* is any run of characters, ? exactly one, such as /api/* or *.jpg.",
        ),
        "TargetOriginId" => words(
            "Origin",
            "Where misses go; a wire leads there. None: where the first wire leads.",
        ),
        "FailoverOriginId" => words(
            "Second origin",
            "Makes an origin group: it is asked when the first one fails.",
        ),
        "ViewerProtocolPolicy" => words(
            "Viewer protocol policy",
            "What viewers who come by HTTP get; a redirect costs them a round trip.",
        ),
        "CachePolicyId" => words(
            "Cache policy",
            "How long copies stay: a managed policy, or times of your own.",
        ),
        "MinTTL" => words(
            "Minimum TTL",
            "Of a policy of your own; above 0 it keeps even what is private.",
        ),
        "DefaultTTL" => words(
            "Default TTL",
            "Of a policy of your own; used where the origin says nothing.",
        ),
        "MaxTTL" => words(
            "Maximum TTL",
            "Of a policy of your own; caps what the origin says.",
        ),
        "QueryStringBehavior" => words(
            "Query strings in the key",
            "With all of them, each query is a copy of its own: fewer hits.",
        ),
        "CookieBehavior" => words(
            "Cookies in the key",
            "With all of them, each visitor has copies of their own: hardly any hits.",
        ),
        "Header" => words(
            "Header in the key",
            "One header such as Accept-Language: a copy for each of its values. Empty: none.",
        ),
        "DefaultRootObject" => words(
            "Default root object",
            "What is asked for in place of /, since a bucket's REST endpoint has no index document.",
        ),
        "OriginAccess" => words(
            "Origin access",
            "How it proves to a private bucket who it is. OAC is today's way, OAI the older one.",
        ),
        "FailoverCriteria" => words(
            "Failover on",
            "Which answers of the first origin send a request to the second.",
        ),
        "CustomErrorResponses" => words(
            "Single-page application",
            "Answers 403 and 404 of the origin by /index.html with 200.",
        ),
        "ErrorCachingMinTTL" => words(
            "Error caching minimum TTL",
            "How long the origin is not asked again after an error, and old copies are served.",
        ),
        "ConnectionAttempts" => words(
            "Connection attempts",
            "Each takes 10 s; with the last one the answer is 504.",
        ),
        "OriginReadTimeout" => words(
            "Response timeout",
            "An origin that says nothing for so long is answered by 504.",
        ),
        "regional_edge_caches" => words(
            "Regional edge caches",
            "A cache per continent between edge locations and origin: the origin is asked once.",
        ),
        "edge_objects" => words(
            "Objects per edge location",
            "When it is full, what was wanted least recently goes.",
        ),
        "InvalidationPaths" => words(
            "Paths to invalidate",
            "With commas between them; /* counts as one. 1,000 a month are free.",
        ),
        "invalidation_delay_s" => words(
            "Invalidation delay",
            "Until an invalidation has reached every edge location. AWS gives no figure.",
        ),
        "FunctionAssociations" => words(
            "Functions at the edge",
            "Code of your own at an event of a cache behaviour: it takes time and money, and may answer itself.",
        ),
        "Runtime" => words(
            "Runtime",
            "CloudFront Functions are small and run for viewers alone. Lambda@Edge runs at all four events, longer and dearer.",
        ),
        "EventType" => words(
            "Event of the function",
            "When it runs: for each request or answer, or only around a fetch from the origin.",
        ),
        "function_ms" => words(
            "Time of the function",
            "Added each time it runs: CloudFront Functions up to 1 ms, Lambda@Edge up to 5 s for viewers and 30 s at the origin.",
        ),
        "function_redirects_to" => words(
            "Function redirects to",
            "A folder such as /ko: whoever asks for anything else is sent there by 302, without cache or origin. Empty: all are let through.",
        ),
        "Logging" => words(
            "Standard logging",
            "The bucket that gets a log file of each edge location every 5 minutes; the delivery is free, the storage is not.",
        ),
        "hop_ms" => words(
            "Edge delay",
            "What the edge location itself adds to a request.",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(match (name, word) {
        ("ViewerCertificate", "cloudfront_default") => "*.cloudfront.net",
        ("ViewerCertificate", "acm_us_east_1") => "ACM in us-east-1",
        ("ViewerCertificate", "acm_elsewhere") => "ACM in another Region",
        ("PriceClass", "PriceClass_All") => "All edge locations",
        ("PriceClass", "PriceClass_200") => "200: without South America and Oceania",
        ("PriceClass", "PriceClass_100") => "100: North America and Europe",
        ("ViewerProtocolPolicy", "allow-all") => "HTTP and HTTPS",
        ("ViewerProtocolPolicy", "redirect-to-https") => "Redirect HTTP to HTTPS",
        ("ViewerProtocolPolicy", "https-only") => "HTTPS only",
        ("CachePolicyId", "CachingOptimized") => "CachingOptimized: 1 s, a day, a year",
        ("CachePolicyId", "CachingDisabled") => "CachingDisabled: nothing is kept",
        ("CachePolicyId", "custom") => "Own times",
        ("QueryStringBehavior" | "CookieBehavior", "none") => "None",
        ("QueryStringBehavior" | "CookieBehavior", "all") => "All",
        ("OriginAccess", "oac") => "OAC (origin access control)",
        ("OriginAccess", "oai") => "OAI (older)",
        ("OriginAccess", "none") => "None: unsigned",
        ("FailoverCriteria", "5xx") => "5xx",
        ("FailoverCriteria", "4xx_5xx") => "403, 404, 416, 429 and 5xx",
        ("Runtime", "cloudfront_functions") => "CloudFront Functions",
        ("Runtime", "lambda_edge") => "Lambda@Edge",
        ("EventType", "viewer-request") => "viewer request: each request",
        ("EventType", "viewer-response") => "viewer response: each good answer",
        ("EventType", "origin-request") => "origin request: each fetch",
        ("EventType", "origin-response") => "origin response: each fetched answer",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "hits" => "Hits",
        "requests" => "Requests",
        "origin_requests" => "Requests to origins",
        "regional_hits" => "Hits of regional caches",
        "collapsed" => "Waited for the same fetch",
        "stale" => "Old copies while the origin fails",
        "old" => "Older than the origin's version",
        "failovers" => "Sent to the second origin",
        "redirects" => "Redirected to HTTPS",
        "evictions" => "Evicted",
        "mistrusted" => "Certificate warnings",
        "function_runs" => "Runs of functions at the edge",
        "function_redirects" => "Redirected by functions",
        "cloudfront_functions" => "CloudFront Functions",
        "lambda_edge" => "Lambda@Edge",
        "no_certificate" => "certificate missing",
        "old_pages" => "Old pages since the deploy",
        "old_for" => "Last old page, after the deploy",
        "domain_steps" => "Steps to your own domain",
        "step_bucket" => "✓ 1. The origin is an S3 bucket",
        "no_step_bucket" => "✕ 1. No S3 bucket is the origin",
        "step_alias" => "✓ 2. Alternate domain name entered",
        "no_step_alias" => "✕ 2. No alternate domain name yet",
        "step_certificate" => "✓ 3. Certificate in us-east-1",
        "no_step_certificate" => "✕ 3. No certificate in us-east-1",
        "step_record" => "✓ 4. A Route 53 record points here",
        "no_step_record" => "✕ 4. No Route 53 record points here",
        "origin_fails" => "origin fails",
        "invalidating" => "invalidating",
        "Requests" => "Viewer requests (Requests)",
        "BytesDownloaded" => "Bytes downloaded (BytesDownloaded)",
        "CacheHitRate" => "Hit ratio (CacheHitRate)",
        "4xxErrorRate" => "4xx error rate (4xxErrorRate)",
        "5xxErrorRate" => "5xx error rate (5xxErrorRate)",
        "TotalErrorRate" => "Error rate (TotalErrorRate)",
        "OriginLatency" => "Latency of origins (OriginLatency)",
        code => return regions::city(Lang::En, code).or_else(|| regions::pop(Lang::En, code)),
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "invalidate" => "Invalidate",
        "edges_cold" => "Empty all edges",
        "invalidated" => "invalidation is through: {} copies gone",
        "origin_fails" => "{0} fails ({1}): old copies are served, what is not there fails",
        "origin_back" => "{0} answers again",
        "certificate_removed" => "Remove the certificate",
        "certificate_back" => "Put the certificate back",
        "old_pages" => "{0} old pages were handed out after the deploy, the last one {1} after it",
        "tls_ends" => {
            "TLS ends at the edge location; what goes on to the origin is a connection of its own"
        }
        "function_generated" => "the function answers itself: 302 to its folder",
        "function_viewer_request" => "CloudFront Functions: viewer request",
        "function_viewer_response" => "CloudFront Functions: viewer response",
        "lambda_viewer_request" => "Lambda@Edge: viewer request",
        "lambda_viewer_response" => "Lambda@Edge: viewer response",
        "lambda_origin_request" => "Lambda@Edge: origin request",
        "lambda_origin_response" => "Lambda@Edge: origin response",
        "hit" => "Hit from cloudfront",
        "miss" => "Miss from cloudfront",
        "refresh_hit" => "RefreshHit from cloudfront: the copy had expired and still holds",
        "stale" => "Hit from cloudfront: an old copy, because the origin fails",
        "error" => "Error from cloudfront",
        "single_page" => "Error from cloudfront, answered by /index.html",
        "regional_hit" => "the regional edge cache has it",
        "collapsed" => "waits for what another request is fetching",
        "redirected" => "301 to HTTPS: the browser comes again",
        "failover" => "the first origin fails: the second is asked",
        code => return regions::pop(Lang::En, code),
    })
}
