//! The words for one kind of part: s3.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "S3 bucket";
pub const HELP: &str =
    "Keeps objects, such as the files of a site, and serves them without any server.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "s3 bucket storage static site website files object";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "Region" => words(
            "Region",
            "Where the bucket is; viewers on other continents are 180 ms away.",
        ),
        "endpoint" => words(
            "Endpoint",
            "The REST endpoint takes signed requests. The website endpoint has an index document, speaks HTTP only, and needs a public bucket.",
        ),
        "BlockPublicAccess" => words(
            "Block Public Access",
            "While it is on, no bucket policy makes anything public.",
        ),
        "BucketPolicy" => words("Bucket policy", "Who may read; everybody else gets 403."),
        "AWS:SourceArn" => words(
            "Distribution of the policy",
            "Only this distribution may read, if it signs its requests (OAC).",
        ),
        "presigned_uploads" => words(
            "Uploads by presigned URL",
            "Lets users write with an address that somebody signed for them.",
        ),
        "IndexDocument" => words(
            "Index document",
            "What the website endpoint serves for /; the REST endpoint has none and answers 404.",
        ),
        "Versioning" => words(
            "Versioning",
            "Keeps what was there before: a bad upload can be rolled back, and the old copies cost storage.",
        ),
        "invalidate_after_deploy" => words(
            "Deploy script invalidates",
            "After each upload the script invalidates the copies of the distributions in front. Without it, edges keep the old pages until their TTL.",
        ),
        "Cache-Control" => words(
            "Cache-Control",
            "What the objects say to browsers and edges, such as max-age=60 or s-maxage=900.",
        ),
        "objects" => words(
            "Objects",
            "How many of the things that users ask for are there; others are answered by 404.",
        ),
        "stored_gb" => words(
            "Stored (GB)",
            "What storage is paid for, once for each version.",
        ),
        "prefixes" => words(
            "Prefixes",
            "Each takes 5,500 reads and 3,500 writes a second; beyond them comes 503 Slow Down.",
        ),
        "latency_ms" => words(
            "First byte",
            "The longest until the first byte; the shortest is half of it.",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Region", code) => return regions::city(Lang::En, code),
        ("endpoint", "rest") => "REST: private or signed",
        ("endpoint", "website") => "Website: HTTP, public",
        ("BucketPolicy", "none") => "Nobody",
        ("BucketPolicy", "public_read") => "Everybody",
        ("BucketPolicy", "distribution") => "One distribution (OAC)",
        ("Versioning", "Off") => "Off",
        ("Versioning", "Enabled") => "Enabled",
        ("Versioning", "Suspended") => "Suspended",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "outage" => "out of service",
        "public" => "public",
        "slowed_down" => "503 Slow Down",
        "denied" => "403 denied",
        "missing" => "404 missing",
        "version" => "Current version",
        "versions_kept" => "Older versions kept",
        "log_files" => "Log files delivered",
        "log_lines" => "Log lines",
        "log_bytes" => "Stored logs",
        "AllRequests" => "All requests to the bucket (AllRequests)",
        "GetRequests" => "Reads of the bucket (GetRequests)",
        "PutRequests" => "Writes to the bucket (PutRequests)",
        "4xxErrors" => "Client errors of the bucket (4xxErrors)",
        "5xxErrors" => "Server errors of the bucket (5xxErrors)",
        "BytesDownloaded" => "Bytes downloaded (BytesDownloaded)",
        "BytesUploaded" => "Bytes uploaded (BytesUploaded)",
        "FirstByteLatency" => "Time to first byte (FirstByteLatency)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "publish" => "Deploy a new version",
        "roll_back" => "Restore the previous version",
        "outage" => "Take the bucket down",
        "outage_over" => "Bring the bucket back",
        "version_published" => "version {} is there: whoever asks the bucket gets it at once",
        "version_restored" => "version {} is there again",
        "nothing_kept" => "nothing to restore: no older version was kept",
        _ => return None,
    })
}
