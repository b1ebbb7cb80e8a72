//! The codes of the catalogue, in its order, and warnings that never block.

use serde::{Deserialize, Serialize};

/// Declares [`Code`] from one list, so that its order, names and serde spelling cannot differ.
macro_rules! codes {
    ($($variant:ident $name:literal,)*) => {
        /// What is wrong with a resource.
        ///
        /// Basis: documented - the ranges of the AWS API references and guides; the names and their
        /// order are ours.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Code {
            $(#[serde(rename = $name)] $variant,)*
        }

        impl Code {
            /// Every code, in the order in which faults of one resource are reported.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the catalogue.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

codes! {
    AsgNegative "ASG_NEGATIVE",
    AsgMinGtMax "ASG_MIN_GT_MAX",
    AsgDesiredOutOfRange "ASG_DESIRED_OUT_OF_RANGE",
    AsgNoTemplate "ASG_NO_TEMPLATE",
    AsgNoSubnet "ASG_NO_SUBNET",
    AsgLifetimeRange "ASG_LIFETIME_RANGE",
    AsgWarmupRange "ASG_WARMUP_RANGE",
    TermDefaultNotLast "TERM_DEFAULT_NOT_LAST",
    ImpPair "IMP_PAIR",
    ImpRange "IMP_RANGE",
    ImpSpread "IMP_SPREAD",
    HookTimeoutRange "HOOK_TIMEOUT_RANGE",
    PolicyAdjTypeRequired "POLICY_ADJ_TYPE_REQUIRED",
    PolicyFieldNotAllowed "POLICY_FIELD_NOT_ALLOWED",
    StepEmpty "STEP_EMPTY",
    StepTooMany "STEP_TOO_MANY",
    StepBothNull "STEP_BOTH_NULL",
    StepMultiNullLower "STEP_MULTI_NULL_LOWER",
    StepMultiNullUpper "STEP_MULTI_NULL_UPPER",
    StepBoundOrder "STEP_BOUND_ORDER",
    StepOverlap "STEP_OVERLAP",
    StepGap "STEP_GAP",
    StepNegNeedsNullLower "STEP_NEG_NEEDS_NULL_LOWER",
    StepPosNeedsNullUpper "STEP_POS_NEEDS_NULL_UPPER",
    PolicyExactNegative "POLICY_EXACT_NEGATIVE",
    TtNoMetric "TT_NO_METRIC",
    TtTwoMetrics "TT_TWO_METRICS",
    TtLabelRequired "TT_LABEL_REQUIRED",
    TtTargetNonpositive "TT_TARGET_NONPOSITIVE",
    TtDuplicateMetric "TT_DUPLICATE_METRIC",
    PredBufferRequired "PRED_BUFFER_REQUIRED",
    PredBufferNotAllowed "PRED_BUFFER_NOT_ALLOWED",
    PredBufferRange "PRED_BUFFER_RANGE",
    PredSchedBufferRange "PRED_SCHED_BUFFER_RANGE",
    SchedEmpty "SCHED_EMPTY",
    SchedCronBad "SCHED_CRON_BAD",
    SchedTz "SCHED_TZ",
    SchedPast "SCHED_PAST",
    SchedMinGtMax "SCHED_MIN_GT_MAX",
    SchedDesiredOutOfRange "SCHED_DESIRED_OUT_OF_RANGE",
    SchedDupTime "SCHED_DUP_TIME",
    SchedTooMany "SCHED_TOO_MANY",
    AlarmPeriodBad "ALARM_PERIOD_BAD",
    AlarmMGtN "ALARM_M_GT_N",
    AlarmWindowTooLong "ALARM_WINDOW_TOO_LONG",
    HcIntervalRange "HC_INTERVAL_RANGE",
    HcTimeoutRange "HC_TIMEOUT_RANGE",
    HcTimeoutGeInterval "HC_TIMEOUT_GE_INTERVAL",
    HcThresholdRange "HC_THRESHOLD_RANGE",
    MatcherRange "MATCHER_RANGE",
    SlowStartRange "SLOW_START_RANGE",
    SlowStartWithLor "SLOW_START_WITH_LOR",
    SlowStartWithWeightedRandom "SLOW_START_WITH_WEIGHTED_RANDOM",
    AnomalyRequiresWeightedRandom "ANOMALY_REQUIRES_WEIGHTED_RANDOM",
    AnomalyWithStickiness "ANOMALY_WITH_STICKINESS",
    DeregRange "DEREG_RANGE",
    StickyDurationRange "STICKY_DURATION_RANGE",
    StickyCookieReserved "STICKY_COOKIE_RESERVED",
    StickyNoCrossZone "STICKY_NO_CROSS_ZONE",
    StickyTypeNotSupported "STICKY_TYPE_NOT_SUPPORTED",
    StickyAppCookieWeighted "STICKY_APP_COOKIE_WEIGHTED",
    TargetIpRange "TARGET_IP_RANGE",
    HostPortTaken "HOST_PORT_TAKEN",
    AlbTwoAz "ALB_TWO_AZ",
    RulePriorityRange "RULE_PRIORITY_RANGE",
    RulePriorityDup "RULE_PRIORITY_DUP",
    RuleNoTerminalAction "RULE_NO_TERMINAL_ACTION",
    ForwardWeightRange "FORWARD_WEIGHT_RANGE",
    ForwardTooManyTg "FORWARD_TOO_MANY_TG",
    RedirectHttpsToHttp "REDIRECT_HTTPS_TO_HTTP",
    RedirectLoop "REDIRECT_LOOP",
    RuleConditionRepeated "RULE_CONDITION_REPEATED",
    RuleConditionValues "RULE_CONDITION_VALUES",
    RuleConditionWildcards "RULE_CONDITION_WILDCARDS",
    ListenerTooManyRules "LISTENER_TOO_MANY_RULES",
    R53CnameApex "R53_CNAME_APEX",
    R53WeightRange "R53_WEIGHT_RANGE",
    R53AliasTtl "R53_ALIAS_TTL",
    R53SetIdentifierDup "R53_SET_IDENTIFIER_DUP",
    CfTtlOrder "CF_TTL_ORDER",
    SubnetSize "SUBNET_SIZE",
    SubnetOutsideVpc "SUBNET_OUTSIDE_VPC",
    SubnetOverlap "SUBNET_OVERLAP",
    EbBatchRange "EB_BATCH_RANGE",
    EbTimeoutRange "EB_TIMEOUT_RANGE",
    EbSplitNeedsAlb "EB_SPLIT_NEEDS_ALB",
    EbSplitRange "EB_SPLIT_RANGE",
    EbEvaluationRange "EB_EVALUATION_RANGE",
    FnProvisionedGtReserved "FN_PROVISIONED_GT_RESERVED",
    ApiRoutePath "API_ROUTE_PATH",
    ApiRouteDup "API_ROUTE_DUP",
    ApiTimeoutRange "API_TIMEOUT_RANGE",
    ApiLinkCaller "API_LINK_CALLER",
    ApiLinkTarget "API_LINK_TARGET",
    CfFunctionBehavior "CF_FUNCTION_BEHAVIOR",
    CfFunctionDup "CF_FUNCTION_DUP",
    CfFunctionEvent "CF_FUNCTION_EVENT",
    CfFunctionTime "CF_FUNCTION_TIME",
}

/// What is legal but seldom meant. Warnings that need several parts belong to the drawing, not
/// here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// An HTTP target group that checks the root page instead of a health path.
    NoHealthPath,
    /// A load balancer that one zone failure takes away.
    SingleZone,
    /// AWS offers something newer in its place.
    PreviousGeneration,
    /// Targets of an NLB let in no clients, whose addresses it keeps.
    ClientsNotAdmitted,
    /// A network ACL lets requests in and no answers out.
    NoReturnPorts,
    /// Several zones go out by a NAT gateway in one of them.
    NatInOneZone,
    /// Min equals max: no policy can move desired.
    DesiredPinned,
    /// Pages marked private are kept all the same.
    MinTtlKeepsPrivatePages,
    /// Booting instances pull the group's average down.
    NoDefaultInstanceWarmup,
    /// Health checks count before the application listens and has passed one.
    GraceShorterThanBoot,
    /// Target tracking and simple scaling pull at one group.
    TrackingWithSimple,
    /// Policies add instances and none takes them away again.
    NoWayIn,
    /// Instances count as warm while they still boot.
    WarmupShorterThanBoot,
    /// EC2's own metrics come every five minutes, and an alarm looks more often.
    GapsOfBasicMonitoring,
    /// The steps of a policy that an alarm invokes begin where its metric never comes to.
    StepNeverReached,
    /// An alarm invokes a policy, none of whose steps is meant for that.
    NoStepAtThreshold,
    /// Where one alarm adds capacity another already takes it away.
    AlarmsOverlap,
    /// An agent on servers that may not call CloudWatch.
    AgentWithoutRole,
    /// A container with work of its own, or without a port, on a machine that knows neither.
    StationNeedsDocker,
    /// Averages, minima and maxima of a count are always 1.
    CountNeedsSum,
    /// Health checks wait in line with requests, and failing them ends the server.
    OverloadLooksLikeDeath,
    /// All servers' connection pools together pass the database's limit.
    PoolsOverMaxConnections,
    /// A bucket's policy lets everybody read, and Block Public Access lets nobody.
    PublicPolicyIsBlocked,
    /// A website endpoint of a bucket that is not public: nobody can sign there.
    WebsiteNeedsPublicBucket,
    /// An own domain of a distribution needs a certificate in us-east-1.
    CertificateNotInVirginia,
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn names_and_serde_agree() {
        for code in Code::ALL {
            let text = serde_json::to_string(&code).unwrap();
            assert_eq!(text, format!("\"{}\"", code.as_str()));
        }
        assert!(Code::ALL.is_sorted());
    }
}
