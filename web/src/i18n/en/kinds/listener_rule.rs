//! The words for one kind of part: listener rule.

use crate::i18n::FieldWords;

pub const NAME: &str = "Listener rule";
pub const HELP: &str =
    "What a listener does with requests whose path, host, header, method, query or source fits.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "rule path host routing weight redirect canary";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Priority" => FieldWords {
            label: "Priority",
            help: "Rules are tried from the lowest number; the first that holds decides.",
        },
        "Conditions" => FieldWords {
            label: "Conditions",
            help: "All of them must hold; of one condition, one of its values.",
        },
        "Conditions/Field" => FieldWords {
            label: "Looks at",
            help: "Paths and methods mind upper and lower case, the others do not.",
        },
        "Conditions/Values" => FieldWords {
            label: "Values",
            help: "* and ? are wildcards; | stands between two. Query: Platform=Mobile. Source: 10.0.0.0/8.",
        },
        "Conditions/HttpHeaderName" => FieldWords {
            label: "Header",
            help: "For an HTTP header: its name.",
        },
        _ => return super::action::field(path),
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Conditions/Field", "path-pattern") => "Path",
        ("Conditions/Field", "host-header") => "Host header",
        ("Conditions/Field", "http-header") => "HTTP header",
        ("Conditions/Field", "http-request-method") => "Method",
        ("Conditions/Field", "query-string") => "Query string",
        ("Conditions/Field", "source-ip") => "Source IP",
        _ => return super::action::choice(path, word),
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    (word == "priority").then_some("Priority")
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "matched" => "All conditions hold",
        "passed_over" => "A condition does not hold",
        "group_kept" => "Kept in its target group by AWSALBTG",
        _ => return None,
    })
}
