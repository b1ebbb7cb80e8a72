//! The words for one kind of part: load balancer.

use crate::i18n::FieldWords;

pub const NAME: &str = "ALB";
pub const HELP: &str = "Spreads requests over healthy targets (Application Load Balancer).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "alb elb load balancer application";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Type" => FieldWords {
            label: "Load balancer type",
            help: "An Application Load Balancer reads HTTP and spreads single requests.",
        },
        "idle_timeout.timeout_seconds" => FieldWords {
            label: "Idle timeout",
            help: "A target that stays silent this long costs the user a 504.",
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
        "routing.http.xff_header_processing.mode" => FieldWords {
            label: "X-Forwarded-For",
            help: "Append: adds the address that connected. Preserve: passes on what came. Remove: sends none.",
        },
        "routing.http.xff_client_port.enabled" => FieldWords {
            label: "Client port in X-Forwarded-For",
            help: "Writes the port behind the address that is appended.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Type", "application") => "Application Load Balancer",
        ("routing.http.xff_header_processing.mode", "append") => "Append (append)",
        ("routing.http.xff_header_processing.mode", "preserve") => "Preserve (preserve)",
        ("routing.http.xff_header_processing.mode", "remove") => "Remove (remove)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "moved" => "Clients moved to another target",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "addresses_changed" => "Node addresses changed",
        "connection_stale" => "The target had just closed the connection to it",
        "cookie_new" => "No cookie yet: a target is chosen",
        "cookie_expired" => "The cookie had expired: spread anew, logged out",
        "cookie_kept" => "The cookie leads back to its target",
        "cookie_moved" => "The cookie leads nowhere: another target, a new login",
        _ => return None,
    })
}
