//! The words for one kind of part: listener.

use crate::i18n::FieldWords;

pub const NAME: &str = "Listener";
pub const HELP: &str =
    "A port of a load balancer; its rules and its default action say where requests go.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "listener port https tls certificate sni redirect";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Protocol" => FieldWords {
            label: "Protocol",
            help: "HTTPS ends at the balancer: it needs a certificate, and the hop behind it is plain HTTP.",
        },
        "Port" => FieldWords {
            label: "Port",
            help: "Where clients connect: 80 for http://, 443 for https://.",
        },
        "Certificates" => FieldWords {
            label: "Certificates",
            help: "The first is the default; others are found by the server name that the client says (SNI).",
        },
        "Certificates/DomainName" => FieldWords {
            label: "Domains",
            help: "Exact names or *.example.com, with | between two.",
        },
        "Certificates/KeyAlgorithm" => FieldWords {
            label: "Key",
            help: "If several fit, ECDSA comes before RSA.",
        },
        "Certificates/key_bits" => FieldWords {
            label: "Key length",
            help: "If several fit, the longer key comes first.",
        },
        "Certificates/SignatureAlgorithm" => FieldWords {
            label: "Signature",
            help: "If several fit, SHA comes before MD5.",
        },
        "Certificates/valid_days" => FieldWords {
            label: "Days valid",
            help: "If all else is equal, the longer validity comes first.",
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
        "matched" => "No rule holds: the default action",
        "group_kept" => "Kept in its target group by AWSALBTG",
        _ => return None,
    })
}
