//! The words for one kind of part: Network Load Balancer.

use crate::i18n::FieldWords;

pub const NAME: &str = "NLB";
pub const HELP: &str = "Hands whole TCP connections to targets, at one fixed address per zone (Network Load Balancer).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "nlb elb network load balancer tcp layer 4";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Protocol" => FieldWords {
            label: "Listener protocol",
            help: "TCP: connections pass as they are. TLS: they end here, and the hop behind is plain.",
        },
        "tcp.idle_timeout.seconds" => FieldWords {
            label: "TCP idle timeout",
            help: "A connection that stays quiet this long is forgotten; the next request opens a new one.",
        },
        "target_health_state.unhealthy.connection_termination.enabled" => FieldWords {
            label: "Reset connections of unhealthy targets",
            help: "On: clients connect anew, to another target. Off: they stay with the sick one.",
        },
        "target_health_state.unhealthy.draining_interval_seconds" => FieldWords {
            label: "Keep an unhealthy target’s connections for",
            help: "Targets are unhealthy.draining as long: no new connections, those there are stay; then these are reset. 0: they stay for good.",
        },
        "elastic_ips" => FieldWords {
            label: "Elastic IP per zone",
            help: "Addresses of your own, one per zone, for firewall allow lists; without, AWS gives fixed ones.",
        },
        "hop_ms" => FieldWords {
            label: "Balancer delay",
            help: "What the balancer itself adds; it opens no request, so little.",
        },
        "clients_try_next_address" => FieldWords {
            label: "Clients try the next address",
            help: "As browsers do: a zone that went silent then costs little.",
        },
        "SecurityGroups" => FieldWords {
            label: "Security groups",
            help: "What lets connections in and out. Servers see the client’s own address; behind an ALB it stands in X-Forwarded-For.",
        },
        _ => return super::listener::certificate(path),
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "tls_errors" => "Failed TLS handshakes",
        "ActiveFlowCount" => "Active flows",
        "NewFlowCount" => "New flows",
        "TCP_Client_Reset_Count" => "Resets by clients",
        "TCP_ELB_Reset_Count" => "Resets by the balancer",
        "TCP_Target_Reset_Count" => "Resets by targets",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "tls_ends" => "TLS ends here with a certificate for this server; the hop behind is plain",
        "certificate_default" => {
            "No certificate for this server: the default one is shown, and the browser warns"
        }
        "flows_reset" => "{0} connections of an unhealthy target reset",
        _ => return None,
    })
}
