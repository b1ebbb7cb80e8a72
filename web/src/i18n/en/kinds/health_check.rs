//! The words for one kind of part: health_check.

use crate::i18n::FieldWords;

pub const NAME: &str = "Route 53 health check";
pub const HELP: &str = "Says whether something is healthy, for records and for other checks: checkers in eight Regions ask an endpoint from the internet, or it counts other checks, follows an alarm or is a switch.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "route 53 health check calculated alarm failover monitor";

pub fn field(path: &str) -> Option<FieldWords> {
    let (label, help) = match path {
        "Type" => (
            "Type",
            "What it goes by. An endpoint is healthy while more than 18 % of the checkers say so.",
        ),
        "Target" => (
            "Endpoint",
            "The part that the checkers ask, by its name. They come from the internet: nothing in a private subnet can be checked.",
        ),
        "ResourcePath" => ("Path", "What is asked for; 2xx and 3xx pass."),
        "SearchString" => (
            "Search string",
            "Has to be in the first 5,120 bytes of the body; pages here say OK.",
        ),
        "RequestInterval" => (
            "Request interval",
            "30 s, or 10 s, which costs more; less than 30 means 10.",
        ),
        "FailureThreshold" => (
            "Failure threshold",
            "Checks in a row that change a checker's mind, in both directions.",
        ),
        "regions" => (
            "Checker Regions",
            "How many of the eight Regions ask, three at least.",
        ),
        "ChildHealthChecks" => ("Child health checks", "The checks that it counts."),
        "HealthThreshold" => (
            "Health threshold",
            "So many children have to be healthy; 0 is always healthy, more than there are never.",
        ),
        "AlarmIdentifier" => (
            "CloudWatch alarm",
            "The alarm that it follows: OK is healthy, ALARM is not. It sees what no checker reaches.",
        ),
        "InsufficientDataHealthStatus" => (
            "Without enough data",
            "What it says while the alarm has no data.",
        ),
        "RoutingControl" => (
            "Routing control",
            "On is healthy; switch it off to move traffic away by hand.",
        ),
        "Inverted" => (
            "Inverted",
            "Healthy becomes unhealthy, and the other way round.",
        ),
        "Disabled" => ("Disabled", "Nobody asks; it counts as healthy."),
        "cut_regions" => (
            "Regions that are cut off",
            "So many Regions reach nothing while the internet is parted (a fault).",
        ),
        _ => return None,
    };
    Some(FieldWords { label, help })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Type", "HTTP") => "HTTP: asks for a page",
        ("Type", "HTTPS") => "HTTPS: costs more",
        ("Type", "HTTP_STR_MATCH") => "HTTP with a search string",
        ("Type", "HTTPS_STR_MATCH") => "HTTPS with a search string",
        ("Type", "TCP") => "TCP: connects only",
        ("Type", "CALCULATED") => "Calculated: by other checks",
        ("Type", "CLOUDWATCH_METRIC") => "CloudWatch: by an alarm",
        ("Type", "RECOVERY_CONTROL") => "Recovery control: by a switch",
        ("InsufficientDataHealthStatus", "Healthy") => "Healthy",
        ("InsufficientDataHealthStatus", "Unhealthy") => "Unhealthy",
        ("InsufficientDataHealthStatus", "LastKnownStatus") => "As last known",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "healthy" => "healthy",
        "unhealthy" => "unhealthy",
        "disabled" => "disabled",
        "checkers" => "Checkers that say healthy",
        "children" => "Healthy children",
        "probes" => "Checks of the endpoint",
        "parted" => "Regions cut off",
        "HealthCheckStatus" => "Health check status",
        "HealthCheckPercentageHealthy" => "Healthy checkers",
        "ChildHealthCheckHealthyCount" => "Healthy children",
        "no_route" => "no route from the internet",
        "no_rule" => "the network drops checkers",
        "refused" => "refused",
        "silent" => "no answer in time",
        "bad_status" => "not 2xx or 3xx",
        "no_string" => "string not found",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "parted" => "Regions of checkers cut off",
        "joined" => "Regions of checkers reach the endpoint again",
        "endpoint_healthy" => "endpoint healthy: to {0} of {1} checkers",
        "endpoint_unhealthy" => {
            "endpoint unhealthy: healthy to {0} of {1} checkers, not more than 18 %"
        }
        "enough_healthy" => "healthy: {0} of {1} children are",
        "too_few_healthy" => "unhealthy: only {0} of {1} children are healthy",
        "alarm_healthy" => "healthy by its alarm",
        "alarm_unhealthy" => "unhealthy by its alarm",
        "switched_on" => "healthy: the routing control is on",
        "switched_off" => "unhealthy: the routing control is off",
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
        _ => return None,
    })
}
