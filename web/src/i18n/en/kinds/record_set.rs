//! The words for one kind of part: record_set.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "Route 53 record set";
pub const HELP: &str =
    "Answers a name with one of several records, by a routing policy and health checks.";
/// What people call it when they look for it.
pub const SYNONYMS: &str =
    "route 53 dns record weighted failover latency geolocation multivalue health check";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Name" => FieldWords {
            label: "Record name",
            help: "The name that users ask for.",
        },
        "HostedZone" => FieldWords {
            label: "Hosted zone",
            help: "The zone of the name; at its apex no CNAME is allowed.",
        },
        "Type" => FieldWords {
            label: "Record type",
            help: "A and AAAA give addresses; a CNAME gives another name.",
        },
        "RoutingPolicy" => FieldWords {
            label: "Routing policy",
            help: "How Route 53 chooses among the records. Geoproximity and IP-based routing are not simulated.",
        },
        "alias" => FieldWords {
            label: "Alias records",
            help: "Point straight at load balancers and take their TTL of 60 s.",
        },
        "TTL" => FieldWords {
            label: "Time to live",
            help: "How long resolvers keep an answer; a failover is only as fast as this.",
        },
        "Records" => FieldWords {
            label: "Records",
            help: "One for each wire; a part that is wired but not listed has weight 1 and no health check.",
        },
        "Records/Target" => FieldWords {
            label: "Value",
            help: "The part that the record points to; a wire leads there.",
        },
        "Records/SetIdentifier" => FieldWords {
            label: "Set identifier",
            help: "A name for the record within the set.",
        },
        "Records/Weight" => FieldWords {
            label: "Weight",
            help: "Its share is its weight in the sum of all; 0 is a reserve.",
        },
        "Records/Failover" => FieldWords {
            label: "Failover role",
            help: "The secondary answers only while the primary is unhealthy.",
        },
        "Records/Region" => FieldWords {
            label: "Region",
            help: "Latency routing: each network is told of the record whose Region is nearest to it.",
        },
        "Records/GeoLocation" => FieldWords {
            label: "Location",
            help: "Geolocation routing: the smallest place around a network wins; without a default record some get no answer.",
        },
        "Records/EvaluateTargetHealth" => FieldWords {
            label: "Evaluate target health",
            help: "An alias is unhealthy when its load balancer has no healthy target; no check is needed.",
        },
        "Records/HealthCheckId" => FieldWords {
            label: "Health check (a part)",
            help: "A health check of the board that the record goes by: calculated, by an alarm, or of something else than its value.",
        },
        "Records/HealthCheck/SearchString" => FieldWords {
            label: "Search string",
            help: "Has to be in the first 5,120 bytes of the body; pages here say OK.",
        },
        "Records/HealthCheck/Type" => FieldWords {
            label: "Health check of the value",
            help: "Checkers in eight regions ask from the internet: they cannot reach a private subnet.",
        },
        "Records/HealthCheck/ResourcePath" => FieldWords {
            label: "Path",
            help: "What is asked for; 2xx and 3xx pass.",
        },
        "Records/HealthCheck/RequestInterval" => FieldWords {
            label: "Request interval",
            help: "30 s, or 10 s, which costs more; less than 30 means 10.",
        },
        "Records/HealthCheck/FailureThreshold" => FieldWords {
            label: "Failure threshold",
            help: "Checks in a row that change a checker's mind, in both directions.",
        },
        "Records/HealthCheck/Disabled" => FieldWords {
            label: "Disabled",
            help: "Nobody asks; it counts as healthy.",
        },
        "Records/HealthCheck/Inverted" => FieldWords {
            label: "Inverted",
            help: "Healthy becomes unhealthy, and the other way round.",
        },
        "query_ms" => FieldWords {
            label: "DNS query time",
            help: "One question to Route 53; an answer still in the cache costs nothing.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Type", "A") => "A: IPv4 addresses",
        ("Type", "AAAA") => "AAAA: IPv6 addresses",
        ("Type", "CNAME") => "CNAME: another name",
        ("RoutingPolicy", "simple") => "Simple: all values, in random order",
        ("RoutingPolicy", "weighted") => "Weighted: by shares",
        ("RoutingPolicy", "failover") => "Failover: one, then the other",
        ("RoutingPolicy", "multivalue") => "Multivalue answer: up to 8 healthy values",
        ("RoutingPolicy", "latency") => "Latency: the nearest Region",
        ("RoutingPolicy", "geolocation") => "Geolocation: by where users are",
        ("Records/Region", "") => "Where the value is",
        ("Records/Region", code) => return regions::city(Lang::En, code),
        ("Records/GeoLocation", word) => return regions::place(Lang::En, word),
        ("Records/Failover", "PRIMARY") => "Primary",
        ("Records/Failover", "SECONDARY") => "Secondary",
        ("Records/HealthCheck/Type", "none") => "No health check",
        ("Records/HealthCheck/Type", "HTTP") => "HTTP: asks for a page",
        ("Records/HealthCheck/Type", "HTTPS") => "HTTPS: costs more",
        ("Records/HealthCheck/Type", "HTTP_STR_MATCH") => "HTTP with a search string",
        ("Records/HealthCheck/Type", "HTTPS_STR_MATCH") => "HTTPS with a search string",
        ("Records/HealthCheck/Type", "TCP") => "TCP: connects only",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "healthy" => "healthy",
        "HealthCheckStatus" => "Health check status",
        "HealthCheckPercentageHealthy" => "Healthy checkers",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(event: &str) -> Option<&'static str> {
    Some(match event {
        "record_left" => "{0} left the answers: healthy to {1} of {2} checkers",
        "record_back" => "{0} is back in the answers: healthy to {1} of {2} checkers",
        "target_unwell" => "{0} left the answers: it has no healthy target",
        "target_well" => "{0} is back in the answers: it has healthy targets",
        "check_unwell" => "{0} left the answers: its health check is unhealthy",
        "check_well" => "{0} is back in the answers: its health check is healthy",
        "no_route" => {
            "{0} has no route from the internet, where the checkers are: check its load balancer or an alarm instead"
        }
        "no_rule" => {
            "the network lets no checker through to {0}: its security groups or ACLs keep the internet out"
        }
        "refused" => "{0} refuses the connection",
        "silent" => "{0} does not answer in time",
        "bad_status" => "{0} answers, but not with 2xx or 3xx",
        "no_string" => "{0} answers, but the string is not in its body",
        "address_gone" => {
            "{0} cannot be met any more at the addresses of its record: its nodes have others now"
        }
        "address_found" => "{0} has its present addresses in its record again",
        "none_healthy" => "no record is healthy, so all are treated as healthy",
        "some_healthy" => "a record is healthy again",
        _ => return None,
    })
}
