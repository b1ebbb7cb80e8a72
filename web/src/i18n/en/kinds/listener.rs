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
        _ => return certificate(path).or_else(|| super::action::field(path)),
    })
}

/// Of the certificates of a balancer, whatever it is.
pub fn certificate(path: &str) -> Option<FieldWords> {
    Some(match path {
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
        _ => return None,
    })
}

pub use super::action::choice;

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "tls_ends" => "TLS ends here with a certificate for this server; the hop behind is plain",
        "certificate_default" => {
            "No certificate for this server: the default one is shown, and the browser warns"
        }
        "matched" => "No rule holds: the default action",
        "group_kept" => "Kept in its target group by AWSALBTG",
        _ => return None,
    })
}
