//! Labels and help of fields in English; the AWS name itself is always shown beside them.

pub fn field(api_name: &str) -> Option<(&'static str, &'static str)> {
    Some(match api_name {
        "MinSize" => ("Minimum", "The group never gets smaller."),
        "MaxSize" => (
            "Maximum",
            "The group never gets larger, whatever a policy wants.",
        ),
        "DesiredCapacity" => ("Desired", "How many servers the group tries to have."),
        "DefaultInstanceWarmup" => (
            "Default warm-up",
            "A new server counts in the metric after this.",
        ),
        "DefaultCooldown" => (
            "Cooldown",
            "How long a simple policy waits before it may act again.",
        ),
        "HealthCheckType" => (
            "Health checks",
            "With ELB the load balancer's verdict counts too.",
        ),
        "HealthCheckGracePeriod" => (
            "Grace period",
            "An unhealthy server is not replaced this soon.",
        ),
        "Threshold" => ("Threshold", "A datapoint beyond this value is breaching."),
        "EvaluationPeriods" => (
            "Evaluation periods",
            "How many recent datapoints are looked at.",
        ),
        "DatapointsToAlarm" => ("Datapoints to alarm", "How many of them must breach."),
        "Period" => ("Period", "The time that one datapoint stands for."),
        "TargetValue" => ("Target value", "Keeps the metric close to this."),
        "DisableScaleIn" => (
            "Disable scale-in",
            "This policy then never removes servers.",
        ),
        "EstimatedInstanceWarmup" => ("Warm-up", "Until a new server counts in the metric."),
        "HealthCheckIntervalSeconds" => ("Interval", "How often each target is checked."),
        "HealthCheckTimeoutSeconds" => ("Time-out", "No answer within this is a failure."),
        "HealthyThresholdCount" => (
            "Healthy threshold",
            "So many passes in a row make it healthy.",
        ),
        "UnhealthyThresholdCount" => (
            "Unhealthy threshold",
            "So many failures in a row make it unhealthy.",
        ),
        "users" => ("Users", "The people who send requests."),
        _ => return None,
    })
}
