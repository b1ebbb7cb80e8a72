//! The words for one kind of part: access log.

use crate::i18n::FieldWords;

pub const NAME: &str = "Access log (S3)";
pub const HELP: &str = "A line for every request that the ALB took; its nodes put them into S3 every five minutes. Health checks are not in it. Off until you add it, as in AWS.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "access log alb logs s3 athena sql";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "access_logs.s3.enabled" => FieldWords {
            label: "Access logs",
            help: "Off: nothing is written, and what passed meanwhile is never told.",
        },
        "access_logs.s3.bucket" => FieldWords {
            label: "Bucket",
            help: "Where files are put: AWSLogs/account/elasticloadbalancing/Region/date. None: one that is not drawn.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "lines" => "lines in S3",
        "objects" => "files in S3",
        "bytes" => "compressed",
        "next" => "next delivery in",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "delivered" => "{0} lines delivered to S3 in {1} files",
        _ => return None,
    })
}
