//! What the user sets of a target group.

use crate::balancing::{Algorithm, Stickiness};
use crate::base::codec::string_enum;
use crate::base::time::Span;
use crate::contract::params;
use alloc::string::String;

/// What a health check asks for: a page, or only a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckProtocol {
    #[default]
    Http,
    /// Over TLS; the target's certificate is not looked at.
    Https,
    Tcp,
}

/// What leads a client back to its target: a cookie, or below them the address that it comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StickyBy {
    /// Of the balancer: AWSALB.
    #[default]
    Balancer,
    /// Of the application.
    Application,
    /// Of a Network Load Balancer.
    Source,
    /// Of a Gateway Load Balancer, by two and by three of a flow's five numbers.
    TwoTuple,
    ThreeTuple,
}

string_enum!(StickyBy {
    Balancer: "lb_cookie",
    Application: "app_cookie",
    Source: "source_ip",
    TwoTuple: "source_ip_dest_ip",
    ThreeTuple: "source_ip_dest_ip_proto",
});

string_enum!(CheckProtocol {
    Http: "HTTP",
    Https: "HTTPS",
    Tcp: "TCP",
});

params! {
    pub struct Params {
        /// AWS takes "off" for functions alone; here all can do without, to see what checks are for.
        is_checked: bool = true, "HealthCheckEnabled" => toggle().of_health();
        check_protocol: CheckProtocol = CheckProtocol::Http, "HealthCheckProtocol"
            => choice(CheckProtocol::WORDS).of_health();
        path: String = String::from("/"), "HealthCheckPath" if |p| p.asks_for_a_page()
            => text().of_health();
        interval_s: f64 = 30.0, "HealthCheckIntervalSeconds"
            => number(5.0..=300.0, Seconds).of_health();
        timeout_s: f64 = 5.0, "HealthCheckTimeoutSeconds"
            => number(2.0..=120.0, Seconds).of_health();
        healthy_threshold: u32 = 5, "HealthyThresholdCount" => whole(2.0..=10.0, Count).of_health();
        unhealthy_threshold: u32 = 2, "UnhealthyThresholdCount"
            => whole(2.0..=10.0, Count).of_health();
        /// Empty: what the type of its balancer takes by default.
        matcher: String = String::new(), "Matcher" if |p| p.asks_for_a_page() => text().of_health();
        /// Health checks wait in the servers' queues like requests (spec 5.5).
        probe_through_queue: bool = false, "probe_through_queue" => toggle();
        algorithm: Algorithm = Algorithm::RoundRobin, "load_balancing.algorithm.type"
            => choice(Algorithm::WORDS);
        mitigates_anomalies: bool = false, "load_balancing.algorithm.anomaly_mitigation"
            if |p| p.mitigates_anomalies || p.algorithm == Algorithm::WeightedRandom => toggle();
        is_cross_zone: bool = true, "load_balancing.cross_zone.enabled" => toggle();
        slow_start_s: f64 = 0.0, "slow_start.duration_seconds" => number(0.0..=900.0, Seconds);
        deregistration_delay_s: f64 = 300.0, "deregistration_delay.timeout_seconds"
            => number(0.0..=3_600.0, Seconds);
        dns_minimum: u32 = 1, "target_group_health.dns_failover.minimum_healthy_targets.count"
            => whole(1.0..=1_000.0, Count);
        routing_minimum: u32 = 1,
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count"
            => whole(1.0..=1_000.0, Count);
        /// The same as a share of the registered targets; `None`: off.
        dns_minimum_percent: Option<u32> = None,
            "target_group_health.dns_failover.minimum_healthy_targets.percentage"
            => optional(1.0..=100.0, Percent);
        routing_minimum_percent: Option<u32> = None,
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage"
            => optional(1.0..=100.0, Percent);
        is_sticky: bool = false, "stickiness.enabled" => toggle();
        sticky_by: StickyBy = StickyBy::Balancer, "stickiness.type" if |p| p.is_sticky
            => choice(StickyBy::WORDS);
        lb_cookie_s: f64 = 86_400.0, "stickiness.lb_cookie.duration_seconds"
            if |p| p.is_sticky && p.sticky_by == StickyBy::Balancer
            => number(1.0..=604_800.0, Seconds);
        app_cookie: String = String::from("JSESSIONID"), "stickiness.app_cookie.cookie_name"
            if |p| p.is_sticky && p.sticky_by == StickyBy::Application => text();
        app_cookie_s: f64 = 86_400.0, "stickiness.app_cookie.duration_seconds"
            if |p| p.is_sticky && p.sticky_by == StickyBy::Application
            => number(1.0..=604_800.0, Seconds);
        /// How long its targets keep a connection that nobody uses; `None`: longer than the balancer does,
        /// and connections are not counted.
        keep_alive_s: Option<u32> = None, "target_keep_alive_s" => optional(1.0..=4_000.0, Seconds);
        /// In the forward action of its balancer's listener, beside other target groups (spec 5.3).
        weight: u32 = 1, "Weight" => whole(0.0..=999.0, None);
    }
}

impl Params {
    /// `None`: no cookie leads a client back.
    pub(super) fn stickiness(&self) -> Option<Stickiness> {
        let (duration, is_renewed) = match self.sticky_by {
            StickyBy::Balancer => (self.lb_cookie_s, true),
            StickyBy::Application => (self.app_cookie_s, false),
            StickyBy::Source | StickyBy::TwoTuple | StickyBy::ThreeTuple => return None,
        };
        self.is_sticky.then(|| Stickiness {
            duration: Span::from_s_f64(duration),
            is_renewed,
        })
    }

    pub(super) fn keep_alive(&self) -> Option<Span> {
        self.keep_alive_s.map(|s| Span::from_s(u64::from(s)))
    }

    /// Whether flows go by the address that they come from.
    pub(super) fn keeps_sources(&self) -> bool {
        self.is_sticky && !matches!(self.sticky_by, StickyBy::Balancer | StickyBy::Application)
    }

    fn asks_for_a_page(&self) -> bool {
        self.check_protocol != CheckProtocol::Tcp
    }
}
