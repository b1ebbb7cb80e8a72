//! Labels and help of fields in English; the AWS name itself is always shown beside them.

/// Label and help by the field's path in the parameters; the last part of the path decides.
pub fn field(api_name: &str) -> Option<(&'static str, &'static str)> {
    if api_name == "Monitoring/Enabled" {
        return Some((
            "Detailed monitoring",
            "On: metrics every minute. Off: every five minutes, so alarms react later.",
        ));
    }
    let name = api_name.rsplit('/').next().unwrap_or(api_name);
    users(name)
        .or_else(|| balancing(name))
        .or_else(|| group(name))
        .or_else(|| policy(name))
        .or_else(|| alarm(name))
        .or_else(|| machine(name))
}

/// Users and Route 53.
fn users(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "users" => (
            "Users",
            "The people who send requests; ten times as many make ten times the load.",
        ),
        "requests_per_user_s" => (
            "Requests per user",
            "Per second; users times this is the load on the board.",
        ),
        "pattern" => (
            "Traffic pattern",
            "How the number of users changes while time runs.",
        ),
        "pattern_users" => (
            "Users of the pattern",
            "Where the pattern leads: the end of a ramp, the step, or the peak.",
        ),
        "pattern_start_s" => (
            "Pattern start",
            "Until then the plain number of users holds.",
        ),
        "pattern_duration_s" => (
            "Pattern duration",
            "How long a ramp rises, or how slowly a flash crowd fades; short is steep.",
        ),
        "trace" => (
            "Trace",
            "Recorded times and requests per second, for the trace pattern.",
        ),
        "trace_scale" => (
            "Trace factor",
            "Multiplies every rate of the trace; 2 doubles the load.",
        ),
        "cpu_seconds_per_request" => (
            "CPU time per request",
            "Mean work for one vCPU; at 0.05 s a vCPU manages 20 requests per second.",
        ),
        "cpu_distribution" => (
            "Spread of CPU time",
            "How much requests differ; a wider spread makes longer queues at the same CPU.",
        ),
        "mix" => (
            "Request mix",
            "Share and cost of each kind of request; more writes weigh on the database.",
        ),
        "patience_s" => (
            "Patience",
            "Who waits longer gives up (code 460); the server works on for nothing.",
        ),
        "retries" => (
            "Retries",
            "A failed request is sent again this often, which adds load to an overload.",
        ),
        "round_trip_ms" => (
            "Network round trip",
            "Part of the latency that users see; more servers do not shorten it.",
        ),
        "surge_users" => (
            "Users of the surge",
            "How many users there are while the lunch rush lasts.",
        ),
        "surge_s" => (
            "Length of the surge",
            "How long the rush lasts; a short one ends before new servers help.",
        ),
        "alias" => (
            "Alias record",
            "Points straight at the load balancer and takes its TTL of 60 s.",
        ),
        "TTL" => (
            "Time to live",
            "How long an answer is cached; a long one makes clients notice a change late.",
        ),
        "query_ms" => (
            "DNS query time",
            "One question to Route 53; an answer still in the cache costs nothing.",
        ),
        _ => return None,
    })
}

/// Load balancers and target groups.
fn balancing(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "Type" => (
            "Load balancer type",
            "An Application Load Balancer reads HTTP and spreads single requests.",
        ),
        "idle_timeout.timeout_seconds" => (
            "Idle timeout",
            "A target that stays silent this long costs the user a 504.",
        ),
        "hop_ms" => (
            "Balancer delay",
            "What the balancer itself adds to each request.",
        ),
        "clients_try_next_address" => (
            "Clients try the next address",
            "As browsers do: a zone that went silent then costs little.",
        ),
        "Subnets" | "in" => (
            "Subnets",
            "Where it stands; two zones survive the loss of one.",
        ),
        "HealthCheckPath" => (
            "Health check path",
            "What each check asks for; choose a page that fails when the application does.",
        ),
        "HealthCheckIntervalSeconds" => (
            "Interval",
            "How often each target is checked; shorter finds a broken one sooner.",
        ),
        "HealthCheckTimeoutSeconds" => (
            "Time-out",
            "No answer within this is a failure; must be below the interval.",
        ),
        "HealthyThresholdCount" => (
            "Healthy threshold",
            "Passes in a row until it is healthy again; a new target needs only one.",
        ),
        "UnhealthyThresholdCount" => (
            "Unhealthy threshold",
            "Failures in a row until it is unhealthy; until then it keeps getting traffic.",
        ),
        "Matcher" => (
            "Success codes",
            "Status codes that pass, such as 200 or 200-299; any other is a failure.",
        ),
        "load_balancing.algorithm.type" => (
            "Routing algorithm",
            "How the next target is picked; matters most when requests differ in cost.",
        ),
        "load_balancing.algorithm.anomaly_mitigation" => (
            "Anomaly mitigation",
            "Targets with more errors than their peers get less; weighted random only.",
        ),
        "load_balancing.cross_zone.enabled" => (
            "Cross-zone load balancing",
            "On: all targets share alike. Off: each zone's share stays inside the zone.",
        ),
        "probe_through_queue" => (
            "Checks wait in line",
            "Health checks queue up like requests: a busy server looks dead, and ELB health checks end it.",
        ),
        "slow_start.duration_seconds" => (
            "Slow start",
            "A new target's share grows this long (30–900 s); 0 gives it a full share at once.",
        ),
        "deregistration_delay.timeout_seconds" => (
            "Deregistration delay (connection draining)",
            "Time to finish requests before leaving; short cuts them, long slows scale-in.",
        ),
        "target_group_health.dns_failover.minimum_healthy_targets.count" => (
            "Healthy targets to stay in DNS",
            "With fewer, the zone's address leaves DNS and its clients go elsewhere.",
        ),
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count" => (
            "Healthy targets before fail-open",
            "With fewer, all targets get traffic, even unhealthy ones (fail-open).",
        ),
        "target_group_health.dns_failover.minimum_healthy_targets.percentage" => (
            "Healthy share to stay in DNS",
            "Percent of the registered targets, beside the count; below either, the address leaves DNS.",
        ),
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage" => (
            "Healthy share before fail-open",
            "Percent of the registered targets, beside the count; below either, all get traffic.",
        ),
        "Weight" => (
            "Weight",
            "Its share beside the balancer's other target groups; 0 gets no requests.",
        ),
        _ => return None,
    })
}

/// Auto Scaling groups and scheduled actions.
fn group(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "MinSize" => (
            "Minimum",
            "The group never gets smaller; a higher one costs more and absorbs more.",
        ),
        "MaxSize" => (
            "Maximum",
            "The group never gets larger, whatever a policy wants.",
        ),
        "DesiredCapacity" => (
            "Desired",
            "How many servers the group tries to have; policies move it.",
        ),
        "LaunchTemplate" => (
            "Launch template",
            "What a new server looks like; without one nothing can be launched.",
        ),
        "VPCZoneIdentifier" => (
            "Subnets",
            "Where servers are launched; the group spreads them over the zones.",
        ),
        "HealthCheckType" => (
            "Health checks",
            "With ELB the load balancer's verdict counts too, so a hung server is replaced.",
        ),
        "HealthCheckGracePeriod" => (
            "Grace period",
            "A server in service is not replaced this soon; too short kills booting ones.",
        ),
        "DefaultInstanceWarmup" => (
            "Default warm-up",
            "A new server counts in the metric after this; unset or −1, it pulls the average down.",
        ),
        "DefaultCooldown" => (
            "Default cooldown",
            "How long a simple policy waits before it may act again.",
        ),
        "TerminationPolicies" => (
            "Termination policies",
            "Which server goes first at scale-in, in the zone that has the most.",
        ),
        "NewInstancesProtectedFromScaleIn" => (
            "Protect new instances from scale-in",
            "Scale-in then spares them: desired falls and the servers stay.",
        ),
        "SuspendedProcesses" => (
            "Suspended processes",
            "Parts of the group's work that rest; without Launch nothing is replaced.",
        ),
        "CapacityDistributionStrategy" => (
            "Zone distribution",
            "When a zone cannot launch: use another one, or keep trying there.",
        ),
        "MaxInstanceLifetime" => (
            "Maximum lifetime",
            "Older servers are replaced; 0 lets them live as long as they like.",
        ),
        "InstanceMaintenancePolicy" => (
            "Maintenance policy",
            "How far planned replacements may leave the desired capacity.",
        ),
        "HeartbeatTimeout" => (
            "Hook timeout",
            "How long a lifecycle hook may hold a server before the default result.",
        ),
        "impaired_tolerance_s" => (
            "Status check tolerance",
            "How long a failed status check is endured before the server is replaced.",
        ),
        "drain_wait" => (
            "End of draining",
            "Whether a leaving server waits for its last request or for the whole delay.",
        ),
        "Recurrence" => (
            "Recurrence (cron)",
            "Minute, hour, day, month, weekday: 0 9 * * 1-5 is 9:00 on weekdays.",
        ),
        "TimeZone" => (
            "Time zone",
            "The clock of the cron, such as Asia/Seoul; daylight saving is followed.",
        ),
        "StartTime" => (
            "Start",
            "First run, in UTC and in the future; the cron goes on from there.",
        ),
        "EndTime" => (
            "End",
            "No run after this; the sizes stay until another action sets them.",
        ),
        "ScheduledActionName" => ("Name", "Tells the scheduled actions of a group apart."),
        _ => return None,
    })
}

/// Scaling policies.
fn policy(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "PolicyType" => (
            "Policy type",
            "Hold a target, climb steps, or make one fixed change and wait.",
        ),
        "Enabled" => (
            "Enabled",
            "Off: its alarms still watch, but nothing scales.",
        ),
        "AdjustmentType" => (
            "Adjustment type",
            "Whether the numbers add servers, add percent or set the size.",
        ),
        "StepAdjustments" => (
            "Steps",
            "Distance from the threshold and its change; farther away may order more at once.",
        ),
        "ScalingAdjustment" => (
            "Adjustment",
            "The one change of a simple policy; below zero it removes servers.",
        ),
        "MinAdjustmentMagnitude" => (
            "Smallest change",
            "A percentage moves at least this many servers, so small groups do not crawl.",
        ),
        "MetricAggregationType" => (
            "Aggregation",
            "Which value of the alarm's period is held against the steps.",
        ),
        "Cooldown" => (
            "Cooldown",
            "Wait of a simple policy after each activity; empty: the group's default.",
        ),
        "EstimatedInstanceWarmup" => (
            "Warm-up",
            "Until then a new server is on its way and not ordered twice; empty: the group's.",
        ),
        "TargetTrackingConfiguration" => (
            "Target tracking",
            "The metric and the value that the policy holds it at.",
        ),
        "TargetValue" => (
            "Target value",
            "Keeps the metric close to this; lower means more servers and more room.",
        ),
        "DisableScaleIn" => (
            "Disable scale-in",
            "This policy then never removes servers.",
        ),
        "PredefinedMetricType" => (
            "Metric",
            "What is held at the target; it has to fall when servers are added.",
        ),
        "ResourceLabel" => (
            "Resource label",
            "Which balancer and target group the requests per target belong to.",
        ),
        "low_ratio" => (
            "Low threshold ratio",
            "Scale-in starts below target × this; nearer to 1 removes servers sooner.",
        ),
        "PredictiveScalingConfiguration" => (
            "Predictive scaling",
            "The forecast that launches servers ahead of the load.",
        ),
        "MaxCapacityBuffer" => (
            "Maximum capacity buffer",
            "Percent above the forecast by which the maximum may grow.",
        ),
        "SchedulingBufferTime" => (
            "Scheduling buffer",
            "How long before the forecast hour servers are launched.",
        ),
        _ => return None,
    })
}

/// CloudWatch alarms.
fn alarm(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "MetricName" => (
            "Metric",
            "What the alarm watches; pick one that follows the load.",
        ),
        "Statistic" => (
            "Statistic",
            "How the values of a period become one datapoint; averages hide outliers.",
        ),
        "Threshold" => ("Threshold", "What each datapoint is compared with."),
        "ComparisonOperator" => (
            "Comparison",
            "On which side of the threshold a datapoint is breaching.",
        ),
        "Period" => (
            "Period",
            "The time that one datapoint stands for; 60 s needs detailed monitoring.",
        ),
        "EvaluationPeriods" => (
            "Evaluation periods",
            "How many recent datapoints are looked at; more is calmer and slower.",
        ),
        "DatapointsToAlarm" => (
            "Datapoints to alarm",
            "How many of them must breach; empty: all of them.",
        ),
        "TreatMissingData" => (
            "Missing data",
            "What a period without a datapoint counts as, as when nobody visits.",
        ),
        "ActionsEnabled" => (
            "Actions enabled",
            "Off: the alarm changes its state and invokes nothing.",
        ),
        "AlarmActions" => (
            "Alarm actions",
            "Policies it invokes on entering ALARM, and each minute that it stays there.",
        ),
        _ => return None,
    })
}

/// Launch templates, instances, databases and stations.
fn machine(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "InstanceType" => (
            "Instance type",
            "vCPUs and price; more vCPUs serve more requests at once and cost more.",
        ),
        "own_vcpus" => (
            "vCPUs of this type",
            "Your own number: the type is not in the table.",
        ),
        "own_memory_gib" => (
            "Memory (GiB)",
            "Your own number: the type is not in the table. A database's memory limits its connections.",
        ),
        "own_usd_per_hour" => (
            "Price (USD per hour)",
            "Your own number: the type is not in the table.",
        ),
        "CpuCredits" => (
            "CPU credits",
            "Burstable types only. Standard slows down to the baseline without credits, unlimited borrows and pays.",
        ),
        "pending_s" => (
            "Launch time",
            "From launch to running; AWS publishes no figure, this one is yours to set.",
        ),
        "bootstrap_s" => (
            "Bootstrap time",
            "From running until the application listens; a ready-made AMI makes it short.",
        ),
        "shutdown_s" => (
            "Shutdown time",
            "From shutting-down to terminated; it costs nothing any more.",
        ),
        "max_workers" => (
            "Workers",
            "Requests in hand, database waits included; too few leave the CPU idle.",
        ),
        "queue_max" => (
            "Queue limit",
            "Served and waiting; beyond it users get 502. Empty: vCPUs + 128.",
        ),
        "db_pool_size" => (
            "Connection pool",
            "Database connections that each server opens and keeps. Empty: one for each query.",
        ),
        "Engine" => (
            "Engine",
            "Decides how memory turns into the default connection limit.",
        ),
        "DBInstanceClass" => (
            "Instance class",
            "vCPUs, memory and price; more memory allows more connections.",
        ),
        "MultiAZ" => (
            "Multi-AZ",
            "A synchronous standby in another zone; it serves no reads and slows writes a little.",
        ),
        "max_connections" => (
            "Connection limit",
            "Above it new connections are refused; empty: worked out from the memory.",
        ),
        "vcpus" => ("vCPUs", "Queries run at once; empty: those of the class."),
        "read_ms" => (
            "Read time",
            "Mean time of a read; slow reads hold workers while the servers' CPU stays low.",
        ),
        "write_ms" => (
            "Write time",
            "Mean time of a write; every write goes to the primary.",
        ),
        "standby_write_ms" => (
            "Standby delay",
            "What the standby's confirmation adds to each write.",
        ),
        "servers" => (
            "Servers",
            "Requests served at once; 0 is a pure delay that never queues.",
        ),
        "service_ms" => (
            "Service time",
            "Mean time of one request; the queue grows as servers get busy.",
        ),
        "distribution" => (
            "Spread of service time",
            "A wider spread makes longer queues at the same load.",
        ),
        "capacity" => (
            "Places",
            "Served and waiting together; one more is refused. 0: no limit.",
        ),
        "leave_share" => (
            "Share answered here",
            "These requests end here; the rest goes on by a wire.",
        ),
        "answer_ms" => (
            "Answer delay",
            "Constant delay of the answer on its way back.",
        ),
        "CidrBlock" => (
            "Address block",
            "Such as 10.0.1.0/24. Empty: the address plan chooses.",
        ),
        "MapPublicIpOnLaunch" => (
            "Public addresses",
            "In a public subnet, what is launched also gets an address of the internet.",
        ),
        "RegionName" => ("Region code", "Where in the world it stands."),
        "default_route" => (
            "Default route",
            "Where 0.0.0.0/0 leads. To the Internet Gateway: public; to a NAT gateway: private; nowhere: isolated.",
        ),
        "Routes" => (
            "More routes",
            "The longest prefix decides; the route inside the VPC is always there.",
        ),
        "Entries" => (
            "Entries",
            "By number; the first that fits decides, and what fits none is refused. Answers need an entry too (ports 1024-65535).",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(match (name, word) {
        ("default_route", "igw") => "Internet Gateway (public)",
        ("default_route", "nat") => "NAT gateway (private)",
        ("default_route", "none") => "None (isolated)",
        ("pattern", "constant") => "Constant",
        ("pattern", "ramp") => "Ramp: a straight rise",
        ("pattern", "step") => "Step: a jump that stays",
        ("pattern", "sine_day") => "Day and night, peak at 14:00",
        ("pattern", "flash_crowd") => "Flash crowd: a jump that fades",
        ("pattern", "trace") => "Trace: recorded traffic",
        ("cpu_distribution" | "distribution", "exponential") => "Exponential: mostly short",
        ("cpu_distribution" | "distribution", "constant") => "Constant: all alike",
        ("cpu_distribution" | "distribution", "lognormal") => "Lognormal: some long",
        ("cpu_distribution" | "distribution", "pareto") => "Pareto: a few very long",
        ("Type", "application") => "Application Load Balancer",
        ("load_balancing.algorithm.type", "round_robin") => "Round robin: in turn",
        ("load_balancing.algorithm.type", "least_outstanding_requests") => {
            "Least outstanding requests"
        }
        ("load_balancing.algorithm.type", "weighted_random") => "Weighted random",
        ("HealthCheckType", "EC2") => "EC2 status only (EC2)",
        ("HealthCheckType", "ELB") => "EC2 and load balancer (ELB)",
        ("CapacityDistributionStrategy", "balanced-best-effort") => {
            "Use another zone (balanced-best-effort)"
        }
        ("CapacityDistributionStrategy", "balanced-only") => "Keep trying there (balanced-only)",
        ("CpuCredits", "default") => "As the type has it: T2 standard, T3 unlimited",
        ("CpuCredits", "standard") => "Standard (standard)",
        ("CpuCredits", "unlimited") => "Unlimited (unlimited)",
        ("drain_wait", "until_idle") => "When the last request ends",
        ("drain_wait", "full_delay") => "After the whole delay",
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
        ("PolicyType", "TargetTrackingScaling") => "Target tracking (TargetTrackingScaling)",
        ("PolicyType", "StepScaling") => "Step (StepScaling)",
        ("PolicyType", "SimpleScaling") => "Simple (SimpleScaling)",
        ("PolicyType", "PredictiveScaling") => "Predictive (PredictiveScaling)",
        ("AdjustmentType", "ChangeInCapacity") => "Add servers (ChangeInCapacity)",
        ("AdjustmentType", "PercentChangeInCapacity") => "Add percent (PercentChangeInCapacity)",
        ("AdjustmentType", "ExactCapacity") => "Set the size (ExactCapacity)",
        ("PredefinedMetricType", "ASGAverageCPUUtilization") => {
            "CPU average (ASGAverageCPUUtilization)"
        }
        ("PredefinedMetricType", "ASGAverageNetworkIn") => "Network in (ASGAverageNetworkIn)",
        ("PredefinedMetricType", "ASGAverageNetworkOut") => "Network out (ASGAverageNetworkOut)",
        ("PredefinedMetricType", "ALBRequestCountPerTarget") => {
            "Requests per target (ALBRequestCountPerTarget)"
        }
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
        ("Statistic" | "MetricAggregationType", "Average") => "Average",
        ("Statistic" | "MetricAggregationType", "Minimum") => "Minimum",
        ("Statistic" | "MetricAggregationType", "Maximum") => "Maximum",
        ("Statistic", "Sum") => "Sum",
        ("Statistic", "SampleCount") => "Number of samples (SampleCount)",
        ("Statistic", "p50") => "p50: the median",
        ("Statistic", "p90") => "p90: 90 % are below",
        ("Statistic", "p95") => "p95: 95 % are below",
        ("Statistic", "p99") => "p99: 99 % are below",
        ("Engine", "mysql") => "MySQL",
        ("Engine", "mariadb") => "MariaDB",
        ("Engine", "postgres") => "PostgreSQL",
        ("InstanceType" | "DBInstanceClass", "other") => "Another type: your own numbers",
        ("MetricName", metric) => return metric_name(metric),
        _ => return None,
    })
}

fn metric_name(metric: &str) -> Option<&'static str> {
    Some(match metric {
        "CPUUtilization" => "CPU (CPUUtilization)",
        "NetworkIn" => "Network in (NetworkIn)",
        "NetworkOut" => "Network out (NetworkOut)",
        "RequestCount" => "Requests (RequestCount)",
        "RequestCountPerTarget" => "Requests per target (RequestCountPerTarget)",
        "TargetResponseTime" => "Target response time (TargetResponseTime)",
        "HTTPCode_Target_2XX_Count" => "2xx from targets (HTTPCode_Target_2XX_Count)",
        "HTTPCode_Target_5XX_Count" => "5xx from targets (HTTPCode_Target_5XX_Count)",
        "HTTPCode_ELB_5XX_Count" => "5xx from the balancer (HTTPCode_ELB_5XX_Count)",
        "HTTPCode_ELB_502_Count" => "502 from the balancer (HTTPCode_ELB_502_Count)",
        "HTTPCode_ELB_503_Count" => "503 from the balancer (HTTPCode_ELB_503_Count)",
        "HTTPCode_ELB_504_Count" => "504 from the balancer (HTTPCode_ELB_504_Count)",
        "TargetConnectionErrorCount" => "Failed connections (TargetConnectionErrorCount)",
        "HealthyHostCount" => "Healthy targets (HealthyHostCount)",
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
