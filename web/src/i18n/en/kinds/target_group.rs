//! The words for one kind of part: target group.

use crate::i18n::FieldWords;

pub const NAME: &str = "Target group";
pub const HELP: &str = "The targets that get traffic, and how their health is checked.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "target group tg";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "HealthCheckEnabled" => FieldWords {
            label: "Health checks",
            help: "Off: nobody looks, and a broken target keeps its share. AWS lets only Lambda targets do without; here you may, to see what checks are for.",
        },
        "HealthCheckProtocol" => FieldWords {
            label: "Health check protocol",
            help: "HTTP asks for a page; TCP only whether the port takes a connection. AWS begins with HTTP for an ALB, with TCP for an NLB or GWLB.",
        },
        "HealthCheckPath" => FieldWords {
            label: "Health check path",
            help: "What each check asks for; choose a page that fails when the application does.",
        },
        "HealthCheckIntervalSeconds" => FieldWords {
            label: "Interval",
            help: "How often each target is checked; shorter finds a broken one sooner. AWS begins with 30 s, for a GWLB with 10 s, for a Lambda function with 35 s.",
        },
        "HealthCheckTimeoutSeconds" => FieldWords {
            label: "Time-out",
            help: "No answer within this is a failure; below the interval. AWS begins with 5 s; for an NLB with 10 s (HTTP: 6 s), for a Lambda function with 30 s.",
        },
        "HealthyThresholdCount" => FieldWords {
            label: "Healthy threshold",
            help: "Passes in a row until it is healthy again; a new target needs only one. AWS begins with 5, for a CLB with 10.",
        },
        "UnhealthyThresholdCount" => FieldWords {
            label: "Unhealthy threshold",
            help: "Failures in a row until it is unhealthy; until then it keeps getting traffic. AWS begins with 2, whatever the type.",
        },
        "Matcher" => FieldWords {
            label: "Success codes",
            help: "Status codes that pass, such as 200 or 200-299. Empty, as AWS begins: 200 for an ALB and a CLB, 200-399 for an NLB and a GWLB.",
        },
        "probe_through_queue" => FieldWords {
            label: "Checks wait in line",
            help: "Health checks queue up like requests: a busy server looks dead, and ELB health checks end it.",
        },
        "load_balancing.algorithm.type" => FieldWords {
            label: "Routing algorithm",
            help: "How the next target is picked; matters most when requests differ in cost.",
        },
        "load_balancing.algorithm.anomaly_mitigation" => FieldWords {
            label: "Anomaly mitigation",
            help: "A target that answers 5xx or refuses more often than its peers gets less, down to 5 % of a peer's share. Needs at least three healthy targets.",
        },
        "load_balancing.cross_zone.enabled" => FieldWords {
            label: "Cross-zone load balancing",
            help: "On: all targets share alike. Off: each zone's share stays inside the zone.",
        },
        "stickiness.enabled" => FieldWords {
            label: "Stickiness",
            help: "A cookie leads a client back to its target: sessions survive, load becomes uneven.",
        },
        "stickiness.type" => FieldWords {
            label: "Led back by",
            help: "A cookie, of the balancer (AWSALB) or of the application; behind an NLB or GWLB the address.",
        },
        "stickiness.lb_cookie.duration_seconds" => FieldWords {
            label: "Cookie duration",
            help: "Each request renews it; an older cookie leads nowhere, and the client is moved.",
        },
        "stickiness.app_cookie.cookie_name" => FieldWords {
            label: "Application's cookie",
            help: "Its name; names that begin with AWSALB are the balancer's own.",
        },
        "stickiness.app_cookie.duration_seconds" => FieldWords {
            label: "Cookie duration",
            help: "Counts from the application's cookie on; requests do not renew it.",
        },
        "target_keep_alive_s" => FieldWords {
            label: "Target keep-alive",
            help: "How long the application keeps an idle connection; once set, the balancer counts its connections. Shorter than its idle time-out, a request gets 502 now and then. Empty: longer, not counted.",
        },
        "slow_start.duration_seconds" => FieldWords {
            label: "Slow start",
            help: "A new target's share grows this long (30–900 s); 0 gives it a full share at once.",
        },
        "deregistration_delay.timeout_seconds" => FieldWords {
            label: "Deregistration delay (connection draining)",
            help: "Time to finish requests before leaving; short cuts them, long slows scale-in.",
        },
        "target_group_health.dns_failover.minimum_healthy_targets.count" => FieldWords {
            label: "Healthy targets to stay in DNS",
            help: "With fewer, the zone's address leaves DNS and its clients go elsewhere.",
        },
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count" => FieldWords {
            label: "Healthy targets before fail-open",
            help: "With fewer, all targets get traffic, even unhealthy ones (fail-open).",
        },
        "target_group_health.dns_failover.minimum_healthy_targets.percentage" => FieldWords {
            label: "Healthy share to stay in DNS",
            help: "Percent of the registered targets, beside the count; below either, the address leaves DNS.",
        },
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage" => {
            FieldWords {
                label: "Healthy share before fail-open",
                help: "Percent of the registered targets, beside the count; below either, all get traffic.",
            }
        }
        "Weight" => FieldWords {
            label: "Weight",
            help: "Its share beside the balancer's other target groups; 0 gets no requests.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("load_balancing.algorithm.type", "round_robin") => "Round robin: in turn",
        ("load_balancing.algorithm.type", "least_outstanding_requests") => {
            "Least outstanding requests"
        }
        ("load_balancing.algorithm.type", "weighted_random") => "Weighted random",
        ("stickiness.type", "lb_cookie") => "Of the balancer (lb_cookie)",
        ("stickiness.type", "app_cookie") => "Of the application (app_cookie)",
        ("stickiness.type", "source_ip") => "Address of the client (source_ip, NLB)",
        ("stickiness.type", "source_ip_dest_ip") => "Both addresses (source_ip_dest_ip, GWLB)",
        ("stickiness.type", "source_ip_dest_ip_proto") => "Both and the protocol (…_proto, GWLB)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "anomalous" => "One fails more often",
        "healthy" => "Healthy",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "anomaly_mitigated" => {
            "{0} failed {1} of {2} requests, its peers {3}: its weight falls from {4} to {5} and on, down to 5"
        }
        "anomaly_found" => {
            "{0} failed {1} of {2} requests, its peers {3}. Mitigation is off: it keeps its share"
        }
        "anomaly_over" => {
            "{0} fails no more than its peers: {1} of {2} requests, they {3}. Its weight is {5}"
        }
        _ => return None,
    })
}
