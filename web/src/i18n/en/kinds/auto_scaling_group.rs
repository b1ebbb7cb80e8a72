//! The words for one kind of part: auto scaling group.

use crate::i18n::FieldWords;

pub const NAME: &str = "Auto Scaling group";
pub const HELP: &str = "Adds and removes servers as its policies say.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "asg auto scaling group autoscaling";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "MinSize" => FieldWords {
            label: "Minimum",
            help: "The group never gets smaller; a higher one costs more and absorbs more.",
        },
        "DesiredCapacity" => FieldWords {
            label: "Desired",
            help: "How many servers the group tries to have; policies move it.",
        },
        "MaxSize" => FieldWords {
            label: "Maximum",
            help: "The group never gets larger, whatever a policy wants.",
        },
        "HealthCheckType" => FieldWords {
            label: "Health checks",
            help: "With ELB the load balancer's verdict counts too, so a hung server is replaced.",
        },
        "HealthCheckGracePeriod" => FieldWords {
            label: "Grace period",
            help: "A server in service is not replaced this soon; too short kills booting ones.",
        },
        "DefaultInstanceWarmup" => FieldWords {
            label: "Default warm-up",
            help: "A new server counts in the metric after this; unset or −1, it pulls the average down.",
        },
        "DefaultCooldown" => FieldWords {
            label: "Default cooldown",
            help: "How long a simple policy waits before it may act again.",
        },
        "TerminationPolicies" => FieldWords {
            label: "Termination policies",
            help: "Which server goes first at scale-in, in the zone that has the most.",
        },
        "NewInstancesProtectedFromScaleIn" => FieldWords {
            label: "Protect new instances from scale-in",
            help: "Scale-in then spares them: desired falls and the servers stay.",
        },
        "SuspendedProcesses" => FieldWords {
            label: "Suspended processes",
            help: "Parts of the group's work that rest; without Launch nothing is replaced.",
        },
        "CapacityDistributionStrategy" => FieldWords {
            label: "Zone distribution",
            help: "When a zone cannot launch: use another one, or keep trying there.",
        },
        "impaired_tolerance_s" => FieldWords {
            label: "Status check tolerance",
            help: "How long a failed status check is endured before the server is replaced.",
        },
        "drain_wait" => FieldWords {
            label: "End of draining",
            help: "Whether a leaving server waits for its last request or for the whole delay.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("HealthCheckType", "EC2") => "EC2 status only (EC2)",
        ("HealthCheckType", "ELB") => "EC2 and load balancer (ELB)",
        ("TerminationPolicies", "Default") => "Default: oldest template (Default)",
        ("TerminationPolicies", "OldestInstance") => "Oldest server (OldestInstance)",
        ("TerminationPolicies", "NewestInstance") => "Newest server (NewestInstance)",
        ("TerminationPolicies", "OldestLaunchTemplate") => "Oldest template (OldestLaunchTemplate)",
        ("TerminationPolicies", "OldestLaunchConfiguration") => {
            "Oldest configuration (OldestLaunchConfiguration)"
        }
        ("TerminationPolicies", "ClosestToNextInstanceHour") => {
            "Closest to the next full hour (ClosestToNextInstanceHour)"
        }
        ("TerminationPolicies", "AllocationStrategy") => "Allocation strategy (AllocationStrategy)",
        ("SuspendedProcesses", "Launch") => "Launch servers (Launch)",
        ("SuspendedProcesses", "Terminate") => "Terminate servers (Terminate)",
        ("SuspendedProcesses", "AddToLoadBalancer") => "Register targets (AddToLoadBalancer)",
        ("SuspendedProcesses", "AlarmNotification") => "Obey alarms (AlarmNotification)",
        ("SuspendedProcesses", "AZRebalance") => "Rebalance zones (AZRebalance)",
        ("SuspendedProcesses", "HealthCheck") => "Check health (HealthCheck)",
        ("SuspendedProcesses", "InstanceRefresh") => "Instance refresh (InstanceRefresh)",
        ("SuspendedProcesses", "ReplaceUnhealthy") => "Replace unhealthy (ReplaceUnhealthy)",
        ("SuspendedProcesses", "ScheduledActions") => "Scheduled actions (ScheduledActions)",
        ("CapacityDistributionStrategy", "balanced-best-effort") => {
            "Use another zone (balanced-best-effort)"
        }
        ("CapacityDistributionStrategy", "balanced-only") => "Keep trying there (balanced-only)",
        ("drain_wait", "until_idle") => "When the last request ends",
        ("drain_wait", "full_delay") => "After the whole delay",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    (word == "cooldown").then_some("Cooldown left")
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "no_environment" => "The application has ended at its start: DB_HOST is not set",
        "no_way_out" => {
            "No way to the internet from {0}: a new server waits for its packages and takes no requests"
        }
        "metrics_off" => "Metrics stopped",
        "metrics_on" => "Metrics published again",
        _ => return None,
    })
}
