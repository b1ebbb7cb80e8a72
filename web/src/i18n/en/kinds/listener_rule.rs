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
        "Type" => FieldWords {
            label: "Action",
            help: "Forward to target groups, send the browser elsewhere, or answer at once.",
        },
        "ForwardConfig/TargetGroups" => FieldWords {
            label: "Target groups",
            help: "Requests are shared by weight. An empty or sick group keeps its share: nothing moves over.",
        },
        "ForwardConfig/TargetGroups/TargetGroupArn" => FieldWords {
            label: "Target group",
            help: "One of the balancer's own.",
        },
        "ForwardConfig/TargetGroups/Weight" => FieldWords {
            label: "Weight",
            help: "Its share beside the others: 70 and 30.",
        },
        "ForwardConfig/TargetGroupStickinessConfig/Enabled" => FieldWords {
            label: "Group stickiness",
            help: "A client stays with the group it was forwarded to first (cookie AWSALBTG).",
        },
        "ForwardConfig/TargetGroupStickinessConfig/DurationSeconds" => FieldWords {
            label: "Group stickiness duration",
            help: "How long after its last request a client still counts as known.",
        },
        "RedirectConfig/Protocol" => FieldWords {
            label: "Protocol",
            help: "From HTTP to HTTPS, never back.",
        },
        "RedirectConfig/Host" => FieldWords {
            label: "Host",
            help: "#{host} keeps that of the request.",
        },
        "RedirectConfig/Port" => FieldWords {
            label: "Port",
            help: "#{port} keeps that of the request.",
        },
        "RedirectConfig/Path" => FieldWords {
            label: "Path",
            help: "#{path} is that of the request without its first slash.",
        },
        "RedirectConfig/Query" => FieldWords {
            label: "Query",
            help: "#{query} keeps that of the request.",
        },
        "RedirectConfig/StatusCode" => FieldWords {
            label: "Status",
            help: "Whether browsers may remember it.",
        },
        "FixedResponseConfig/StatusCode" => FieldWords {
            label: "Status",
            help: "2xx, 4xx or 5xx; no target is asked.",
        },
        _ => return None,
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
        ("Type", "forward") => "Forward",
        ("Type", "redirect") => "Redirect",
        ("Type", "fixed-response") => "Fixed response",
        ("RedirectConfig/Protocol", "#{protocol}") => "As the request",
        ("RedirectConfig/StatusCode", "HTTP_301") => "301 permanent",
        ("RedirectConfig/StatusCode", "HTTP_302") => "302 temporary",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
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
