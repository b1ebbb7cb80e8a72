//! The words for one kind of part: alarm.

use crate::i18n::FieldWords;

pub const NAME: &str = "Alarm";
pub const HELP: &str = "Watches a metric against a threshold (CloudWatch).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "cloudwatch alarm threshold metric";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "MetricName" => FieldWords {
            label: "Metric",
            help: "What the alarm watches; pick one that follows the load.",
        },
        "Statistic" => FieldWords {
            label: "Statistic",
            help: "How the values of a period become one datapoint; averages hide outliers.",
        },
        "Threshold" => FieldWords {
            label: "Threshold",
            help: "What each datapoint is compared with.",
        },
        "ComparisonOperator" => FieldWords {
            label: "Comparison",
            help: "On which side of the threshold a datapoint is breaching.",
        },
        "Period" => FieldWords {
            label: "Period",
            help: "The time that one datapoint stands for; 60 s needs detailed monitoring.",
        },
        "EvaluationPeriods" => FieldWords {
            label: "Evaluation periods",
            help: "How many recent datapoints are looked at; more is calmer and slower.",
        },
        "DatapointsToAlarm" => FieldWords {
            label: "Datapoints to alarm",
            help: "How many of them must breach; empty: all of them.",
        },
        "TreatMissingData" => FieldWords {
            label: "Missing data",
            help: "What a period without a datapoint counts as, as when nobody visits.",
        },
        "ActionsEnabled" => FieldWords {
            label: "Actions enabled",
            help: "Off: the alarm changes its state and invokes nothing.",
        },
        "AlarmActions" => FieldWords {
            label: "Alarm actions",
            help: "Policies it invokes on entering ALARM, and each minute that it stays there.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Statistic", "Average") => "Average",
        ("Statistic", "Minimum") => "Minimum",
        ("Statistic", "Maximum") => "Maximum",
        ("Statistic", "Sum") => "Sum",
        ("Statistic", "SampleCount") => "Number of samples (SampleCount)",
        ("Statistic", "p50") => "p50: the median",
        ("Statistic", "p90") => "p90: 90 % are below",
        ("Statistic", "p95") => "p95: 95 % are below",
        ("Statistic", "p99") => "p99: 99 % are below",
        ("ComparisonOperator", "GreaterThanThreshold") => "> above (GreaterThanThreshold)",
        ("ComparisonOperator", "GreaterThanOrEqualToThreshold") => {
            "≥ at or above (GreaterThanOrEqualToThreshold)"
        }
        ("ComparisonOperator", "LessThanThreshold") => "< below (LessThanThreshold)",
        ("ComparisonOperator", "LessThanOrEqualToThreshold") => {
            "≤ at or below (LessThanOrEqualToThreshold)"
        }
        ("TreatMissingData", "missing") => "No data, no verdict (missing)",
        ("TreatMissingData", "ignore") => "Keep the state (ignore)",
        ("TreatMissingData", "breaching") => "Bad (breaching)",
        ("TreatMissingData", "notBreaching") => "Good (notBreaching)",
        ("MetricName", metric) => return metric_name(metric),
        _ => return None,
    })
}

/// A metric, with AWS's own name for it.
pub fn metric_name(metric: &str) -> Option<&'static str> {
    Some(match metric {
        "CPUUtilization" => "CPU (CPUUtilization)",
        "NetworkIn" => "Network in (NetworkIn)",
        "NetworkOut" => "Network out (NetworkOut)",
        "RequestCount" => "Requests (RequestCount)",
        "RequestCountPerTarget" => "Requests per target (RequestCountPerTarget)",
        "TargetResponseTime" => "Target response time (TargetResponseTime)",
        "HTTPCode_Target_2XX_Count" => "2xx from targets (HTTPCode_Target_2XX_Count)",
        "HTTPCode_Target_4XX_Count" => "4xx from targets (HTTPCode_Target_4XX_Count)",
        "HTTPCode_Target_5XX_Count" => "5xx from targets (HTTPCode_Target_5XX_Count)",
        "HTTPCode_ELB_5XX_Count" => "5xx from the balancer (HTTPCode_ELB_5XX_Count)",
        "HTTPCode_ELB_502_Count" => "502 from the balancer (HTTPCode_ELB_502_Count)",
        "HTTPCode_ELB_503_Count" => "503 from the balancer (HTTPCode_ELB_503_Count)",
        "HTTPCode_ELB_504_Count" => "504 from the balancer (HTTPCode_ELB_504_Count)",
        "HTTP_Fixed_Response_Count" => "Fixed responses (HTTP_Fixed_Response_Count)",
        "HTTP_Redirect_Count" => "Redirects (HTTP_Redirect_Count)",
        "HTTPCode_Target_3XX_Count" => "3xx from targets (HTTPCode_Target_3XX_Count)",
        "HTTPCode_ELB_3XX_Count" => "3xx from the balancer (HTTPCode_ELB_3XX_Count)",
        "NewConnectionCount" => "New connections (NewConnectionCount)",
        "ConsumedLCUs" => "Capacity units used (ConsumedLCUs)",
        "RuleEvaluations" => "Rules evaluated (RuleEvaluations)",
        "ClientTLSNegotiationErrorCount" => {
            "Failed TLS handshakes of clients (ClientTLSNegotiationErrorCount)"
        }
        "HealthyStateDNS" => "Zones well enough for DNS (HealthyStateDNS)",
        "UnhealthyStateRouting" => "Zones that route to all targets (UnhealthyStateRouting)",
        "UnhealthyRoutingRequestCount" => {
            "Requests routed to all targets (UnhealthyRoutingRequestCount)"
        }
        "NonStickyRequestCount" => "Requests without a cookie that leads (NonStickyRequestCount)",
        "TargetConnectionErrorCount" => "Failed connections (TargetConnectionErrorCount)",
        "HealthyHostCount" => "Healthy targets (HealthyHostCount)",
        "AnomalousHostCount" => "Targets that fail more than their peers (AnomalousHostCount)",
        "MitigatedHostCount" => "Targets that get less for failing (MitigatedHostCount)",
        "UnHealthyHostCount" => "Unhealthy targets (UnHealthyHostCount)",
        "DatabaseConnections" => "Database connections (DatabaseConnections)",
        "GroupDesiredCapacity" => "Desired capacity (GroupDesiredCapacity)",
        "GroupInServiceInstances" => "Servers in service (GroupInServiceInstances)",
        "GroupPendingInstances" => "Pending servers (GroupPendingInstances)",
        "GroupTerminatingInstances" => "Terminating servers (GroupTerminatingInstances)",
        "GroupTotalInstances" => "All servers of the group (GroupTotalInstances)",
        "GroupMinSize" => "Minimum size (GroupMinSize)",
        "GroupMaxSize" => "Maximum size (GroupMaxSize)",
        "StatusCheckFailed" => "Failed status checks (StatusCheckFailed)",
        "StatusCheckFailed_Instance" => "Failed instance checks (StatusCheckFailed_Instance)",
        "StatusCheckFailed_System" => "Failed system checks (StatusCheckFailed_System)",
        "HTTPCode_ELB_4XX_Count" => "4xx from the balancer (HTTPCode_ELB_4XX_Count)",
        "ProcessedBytes" => "Processed bytes (ProcessedBytes)",
        "CPUCreditBalance" => "CPU credits left (CPUCreditBalance)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
