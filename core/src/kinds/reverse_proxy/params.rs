//! What the user sets of a reverse proxy: its machine, whom it relays to, what it keeps.

use crate::base::codec::string_enum;
use crate::base::id::PartId;
use crate::base::time::Span;
use crate::contract::field::{part, text};
use crate::contract::{Field, Protocol, Takes, params};
use crate::rules::cdn::Ttls;
use crate::rules::instance_type::{InstanceType, instance_type};
use alloc::string::String;
use alloc::vec::Vec;

/// Who of several upstream servers is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Upstream {
    #[default]
    RoundRobin,
    LeastConnections,
}

string_enum!(Upstream {
    RoundRobin: "round_robin",
    LeastConnections: "least_conn",
});

params! {
    /// Which paths go to one server alone.
    pub struct Location {
        /// The longest that a path begins with is the one.
        prefix: String = String::from("/api/"), "location";
        target: Option<PartId> = None, "proxy_pass";
    }
}

pub const LOCATION: &[Field] = &[
    text().at("location"),
    part(Takes::Protocol(Protocol::Http)).at("proxy_pass"),
];

/// Machines that a proxy is small enough for.
const TYPES: &[&str] = &[
    "t3.micro",
    "t3.small",
    "t3.medium",
    "t3.large",
    "c5.large",
    "c6i.xlarge",
    "m5.large",
    "m5.xlarge",
];

params! {
    pub struct Params {
        machine: String = String::from("t3.small"), "InstanceType" => choice(TYPES);
        /// Work on a request that it relays or answers.
        cpu_ms: f64 = 1.0, "cpu_ms" => number(0.01..=1_000.0, Milliseconds);
        /// It ends TLS, so that who is behind it need not.
        ends_tls: bool = true, "ssl" => toggle();
        tls_cpu_ms: f64 = 1.0, "tls_cpu_ms" if |p| p.ends_tls
            => number(0.0..=1_000.0, Milliseconds);
        /// Requests that it holds at a time, those that wait for others included.
        connections: u32 = 1_024, "worker_connections" => whole(1.0..=1_000_000.0, Count);
        locations: Vec<Location> = Vec::new(), "locations" => records(LOCATION);
        upstream: Upstream = Upstream::RoundRobin, "upstream" => choice(Upstream::WORDS);
        /// Another server is asked in place of one that does not answer.
        asks_next: bool = true, "proxy_next_upstream" => toggle();
        /// How long a server that failed is left alone.
        fail_timeout_s: f64 = 10.0, "fail_timeout" => number(0.0..=3_600.0, Seconds);
        read_timeout_s: f64 = 60.0, "proxy_read_timeout" => number(1.0..=3_600.0, Seconds);
        has_cache: bool = false, "proxy_cache" => toggle();
        /// Where the answer does not say it itself.
        cache_valid_s: f64 = 60.0, "proxy_cache_valid" if |p| p.has_cache
            => number(0.0..=31_536_000.0, Seconds);
        cache_items: u32 = 10_000, "cache_items" if |p| p.has_cache
            => whole(1.0..=1_000_000.0, Count);
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroupIds" => parts(Takes::Filters);
    }
}

impl Params {
    fn sizes(&self) -> Option<&'static InstanceType> {
        instance_type(&self.machine)
    }

    pub fn vcpus(&self) -> u32 {
        self.sizes().map_or(1, |sizes| sizes.vcpus)
    }

    pub fn usd_per_hour(&self) -> f64 {
        self.sizes().map_or(0.0, |sizes| sizes.usd_per_hour)
    }

    pub fn ttls(&self) -> Ttls {
        Ttls {
            min: Span::ZERO,
            default: Span::from_s_f64(self.cache_valid_s),
            max: Span::from_s(31_536_000),
        }
    }
}
