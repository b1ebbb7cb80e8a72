//! The words for one kind of part: Classic Load Balancer.

use crate::i18n::FieldWords;

pub const NAME: &str = "CLB";
pub const HELP: &str = "Previous generation (Classic Load Balancer): looks at the port alone, and spreads over one list of servers. For HTTP use an ALB, for TCP an NLB.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "clb classic load balancer elb previous generation";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Protocol" => FieldWords {
            label: "Listener protocol",
            help: "HTTP and HTTPS: each request goes to the server with the fewest outstanding. TCP: whole connections go round, and a client stays where its connection is.",
        },
        "SSLCertificateId" => FieldWords {
            label: "Certificate",
            help: "One for all, without SNI: it does not hear which server the client wants. Names, with | between two.",
        },
        "ConnectionSettings.IdleTimeout" => FieldWords {
            label: "Idle timeout",
            help: "A server that stays silent this long costs the user a 504 (HTTP) or a reset (TCP).",
        },
        "hop_ms" => FieldWords {
            label: "Balancer delay",
            help: "What the balancer itself adds to each request.",
        },
        "clients_try_next_address" => FieldWords {
            label: "Clients try the next address",
            help: "As browsers do: a zone that went silent then costs little.",
        },
        "SecurityGroups" => FieldWords {
            label: "Security groups",
            help: "What lets connections in and out. None: everything may pass.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Protocol", "HTTP") => "HTTP (requests)",
        ("Protocol", "HTTPS") => "HTTPS (requests over TLS)",
        ("Protocol", "TCP") => "TCP (connections)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "Latency" => "Time to answer (Latency)",
        "HTTPCode_Backend_2XX" => "HTTP 2xx of the servers",
        "HTTPCode_Backend_3XX" => "HTTP 3xx of the servers",
        "HTTPCode_Backend_4XX" => "HTTP 4xx of the servers",
        "HTTPCode_Backend_5XX" => "HTTP 5xx of the servers",
        "HTTPCode_ELB_5XX" => "HTTP 5xx of the CLB",
        "BackendConnectionErrors" => "Failed connections to servers",
        "previous_generation" => "previous generation",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "tls_ends" => "TLS ends here with a certificate for this server; the hop behind is plain",
        "certificate_default" => {
            "No certificate for this server: its only one is shown, and the browser warns"
        }
        _ => return None,
    })
}
