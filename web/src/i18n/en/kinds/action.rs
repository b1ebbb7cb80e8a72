//! The words for what listeners and their rules do with a request.

use crate::i18n::FieldWords;

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
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
        ("Type", "forward") => "Forward",
        ("Type", "redirect") => "Redirect",
        ("Type", "fixed-response") => "Fixed response",
        ("RedirectConfig/Protocol", "#{protocol}") => "As the request",
        ("RedirectConfig/StatusCode", "HTTP_301") => "301 permanent",
        ("RedirectConfig/StatusCode", "HTTP_302") => "302 temporary",
        _ => return None,
    })
}
