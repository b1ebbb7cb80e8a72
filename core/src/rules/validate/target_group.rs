//! Target groups: health check ranges, slow start, draining, stickiness.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, Warning, is_outside};
use crate::rules::health::Matcher;

/// Start of the cookie names that the load balancer keeps for itself.
const RESERVED_COOKIE: &str = "AWSALB";

/// The status codes that pass a health check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct HttpMatcher {
    pub http_code: String,
}

/// A target group with its attributes, in the spelling of CreateTargetGroup and of the attribute
/// keys.
/// Units: seconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TargetGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// `instance`, `ip`, `lambda` or `alb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<String>,
    /// `HTTP1`, `HTTP2` or `GRPC`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol_version: Option<String>,
    /// `traffic-port` or a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_port: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_protocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_interval_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health_check_timeout_seconds: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub healthy_threshold_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unhealthy_threshold_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matcher: Option<HttpMatcher>,
    /// `round_robin`, `least_outstanding_requests` or `weighted_random`.
    #[serde(
        rename = "load_balancing.algorithm.type",
        skip_serializing_if = "Option::is_none"
    )]
    pub algorithm: Option<String>,
    /// `on` or `off`.
    #[serde(
        rename = "load_balancing.algorithm.anomaly_mitigation",
        skip_serializing_if = "Option::is_none"
    )]
    pub anomaly_mitigation: Option<String>,
    /// `false` switches cross-zone off; `true` and `use_load_balancer_configuration` do not.
    #[serde(
        rename = "load_balancing.cross_zone.enabled",
        skip_serializing_if = "Option::is_none"
    )]
    pub cross_zone: Option<String>,
    #[serde(
        rename = "slow_start.duration_seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub slow_start: Option<i64>,
    #[serde(
        rename = "deregistration_delay.timeout_seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub deregistration_delay: Option<i64>,
    #[serde(rename = "stickiness.enabled")]
    pub stickiness: bool,
    /// `lb_cookie`, `app_cookie` or `source_ip`.
    #[serde(rename = "stickiness.type", skip_serializing_if = "Option::is_none")]
    pub stickiness_type: Option<String>,
    #[serde(
        rename = "stickiness.lb_cookie.duration_seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub lb_cookie_duration: Option<i64>,
    #[serde(
        rename = "stickiness.app_cookie.duration_seconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub app_cookie_duration: Option<i64>,
    #[serde(
        rename = "stickiness.app_cookie.cookie_name",
        skip_serializing_if = "Option::is_none"
    )]
    pub app_cookie_name: Option<String>,
    /// A forward action names it beside others, by weight.
    #[serde(skip)]
    pub is_weighted: bool,
}

impl TargetGroup {
    /// All faults. Basis: documented - ELB-API CreateTargetGroup and target group attributes; a
    /// time-out below the interval is model for an ALB.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        self.check_health(&mut faults);
        self.check_spreading(&mut faults);
        if self.stickiness {
            self.check_stickiness(&mut faults);
        }
        faults.0
    }

    /// Legal but seldom meant.
    pub fn warnings(&self) -> Vec<Warning> {
        let has_path = self
            .health_check_path
            .as_deref()
            .is_some_and(|path| path != "/");
        let asks_for_a_page = self.health_check_protocol.as_deref() != Some("TCP");
        let mut warnings = Vec::new();
        if self.is_application() && asks_for_a_page && !has_path {
            warnings.push(Warning::NoHealthPath);
        }
        warnings
    }

    fn is_application(&self) -> bool {
        matches!(self.protocol.as_deref(), None | Some("HTTP" | "HTTPS"))
    }

    /// Defaults of the interval and the time-out by load balancer and protocol.
    fn default_pace(&self) -> (i64, i64) {
        match (
            self.protocol.as_deref(),
            self.health_check_protocol.as_deref(),
        ) {
            (Some("GENEVE"), _) => (10, 5),
            (None | Some("HTTP" | "HTTPS"), _) => (30, 5),
            (_, Some("HTTP")) => (30, 6),
            _ => (30, 10),
        }
    }

    fn check_health(&self, faults: &mut Faults) {
        const TIMEOUT: &str = "HealthCheckTimeoutSeconds";
        let (interval, timeout) = self.default_pace();
        let interval = self.health_check_interval_seconds.unwrap_or(interval);
        let timeout = self.health_check_timeout_seconds.unwrap_or(timeout);
        let is_bad_interval = is_outside(Some(interval), 5, 300);
        faults.when(
            is_bad_interval,
            Code::HcIntervalRange,
            "HealthCheckIntervalSeconds",
        );
        faults.when(
            is_outside(Some(timeout), 2, 120),
            Code::HcTimeoutRange,
            TIMEOUT,
        );
        faults.when(timeout >= interval, Code::HcTimeoutGeInterval, TIMEOUT);
        for (threshold, field) in [
            (self.healthy_threshold_count, "HealthyThresholdCount"),
            (self.unhealthy_threshold_count, "UnhealthyThresholdCount"),
        ] {
            faults.when(is_outside(threshold, 2, 10), Code::HcThresholdRange, field);
        }
        let highest = if self.is_application() { 499 } else { 599 };
        let is_bad_matcher = self.matcher.as_ref().is_some_and(|matcher| {
            let codes = Matcher::parse(&matcher.http_code);
            codes.is_none_or(|codes| !codes.is_within(200, highest))
        });
        faults.when(is_bad_matcher, Code::MatcherRange, "Matcher");
    }

    fn check_spreading(&self, faults: &mut Faults) {
        const SLOW_START: &str = "slow_start.duration_seconds";
        let algorithm = self.algorithm.as_deref().unwrap_or("round_robin");
        let slow_start = self.slow_start.unwrap_or(0);
        let is_bad = slow_start != 0 && is_outside(Some(slow_start), 30, 900);
        faults.when(is_bad, Code::SlowStartRange, SLOW_START);
        let is_least = algorithm == "least_outstanding_requests";
        faults.when(
            slow_start != 0 && is_least,
            Code::SlowStartWithLor,
            SLOW_START,
        );
        faults.when(
            slow_start != 0 && algorithm == "weighted_random",
            Code::SlowStartWithWeightedRandom,
            SLOW_START,
        );
        const MITIGATION: &str = "load_balancing.algorithm.anomaly_mitigation";
        let mitigates = self.anomaly_mitigation.as_deref() == Some("on");
        let is_weighted = algorithm == "weighted_random";
        let requires = Code::AnomalyRequiresWeightedRandom;
        faults.when(mitigates && !is_weighted, requires, MITIGATION);
        let is_kept = mitigates && is_weighted && self.stickiness;
        faults.when(is_kept, Code::AnomalyWithStickiness, MITIGATION);
        let is_bad_delay = is_outside(self.deregistration_delay, 0, 3_600);
        faults.when(
            is_bad_delay,
            Code::DeregRange,
            "deregistration_delay.timeout_seconds",
        );
    }

    /// Cookies are for requests, addresses for connections and packets; what a TLS listener takes is led
    /// back by neither. Basis: documented - ELB-API TargetGroupAttribute `stickiness.type`, NLB "Sticky
    /// sessions".
    fn takes_stickiness(&self, kind: &str) -> bool {
        match self.protocol.as_deref() {
            None | Some("HTTP" | "HTTPS") => matches!(kind, "lb_cookie" | "app_cookie"),
            Some("TCP" | "UDP" | "TCP_UDP") => kind == "source_ip",
            Some("GENEVE") => matches!(kind, "source_ip_dest_ip" | "source_ip_dest_ip_proto"),
            Some(_) => false,
        }
    }

    fn check_stickiness(&self, faults: &mut Faults) {
        let kind = self.stickiness_type.as_deref().unwrap_or("lb_cookie");
        let is_foreign = !self.takes_stickiness(kind);
        faults.when(is_foreign, Code::StickyTypeNotSupported, "stickiness.type");
        let (duration, field) = match kind {
            "lb_cookie" => (
                self.lb_cookie_duration,
                "stickiness.lb_cookie.duration_seconds",
            ),
            "app_cookie" => (
                self.app_cookie_duration,
                "stickiness.app_cookie.duration_seconds",
            ),
            _ => return,
        };
        faults.when(
            is_outside(duration, 1, 604_800),
            Code::StickyDurationRange,
            field,
        );
        let name = self.app_cookie_name.as_deref().unwrap_or("");
        let is_reserved = kind == "app_cookie" && name.starts_with(RESERVED_COOKIE);
        let name_field = "stickiness.app_cookie.cookie_name";
        faults.when(is_reserved, Code::StickyCookieReserved, name_field);
        let is_weighted = kind == "app_cookie" && self.is_weighted;
        faults.when(
            is_weighted,
            Code::StickyAppCookieWeighted,
            "stickiness.type",
        );
        let is_zonal = self.cross_zone.as_deref() == Some("false");
        faults.when(
            is_zonal,
            Code::StickyNoCrossZone,
            "load_balancing.cross_zone.enabled",
        );
    }
}
