//! What the user sets of a name's records: policy, values, weights, places and health checks.

use crate::base::codec::{Codec, read_text, record, string_enum};
use crate::base::id::PartId;
use crate::contract::{Field, Protocol, Takes, Unit, field, params};
use crate::kinds::KindId;
use crate::rules::dns::RoutingPolicy;
use crate::rules::regions::Region;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::{Error, Value};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Failover {
    #[default]
    Primary,
    Secondary,
}

string_enum!(Failover {
    Primary: "PRIMARY",
    Secondary: "SECONDARY",
});

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckType {
    /// No health check: the record counts as healthy.
    #[default]
    None,
    Http,
    Https,
    HttpStrMatch,
    HttpsStrMatch,
    Tcp,
    /// By other health checks.
    Calculated,
    /// By an alarm.
    CloudWatchMetric,
    /// By a switch.
    RecoveryControl,
}

string_enum!(CheckType {
    None: "none",
    Http: "HTTP",
    Https: "HTTPS",
    HttpStrMatch: "HTTP_STR_MATCH",
    HttpsStrMatch: "HTTPS_STR_MATCH",
    Tcp: "TCP",
    Calculated: "CALCULATED",
    CloudWatchMetric: "CLOUDWATCH_METRIC",
    RecoveryControl: "RECOVERY_CONTROL",
});

impl CheckType {
    /// Whether checkers ask an endpoint.
    pub(super) const fn asks(self) -> bool {
        self.asks_http() || matches!(self, Self::Tcp)
    }

    pub(super) const fn asks_http(self) -> bool {
        self.is_https() || matches!(self, Self::Http | Self::HttpStrMatch)
    }

    pub(super) const fn is_https(self) -> bool {
        matches!(self, Self::Https | Self::HttpsStrMatch)
    }

    pub(super) const fn wants_string(self) -> bool {
        matches!(self, Self::HttpStrMatch | Self::HttpsStrMatch)
    }
}

/// Those that a record can have for its own value.
const OF_A_VALUE: &[&str] = &[
    "none",
    "HTTP",
    "HTTPS",
    "HTTP_STR_MATCH",
    "HTTPS_STR_MATCH",
    "TCP",
];

/// What a checker asks for; an empty text is the root, so that it is never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourcePath(String);

impl Default for ResourcePath {
    fn default() -> Self {
        Self(String::from("/"))
    }
}

impl Codec for ResourcePath {
    fn parse(value: &Value) -> Result<Self, Error> {
        let text = read_text(value)?;
        Ok(match text {
            "" => Self::default(),
            path => Self(String::from(path)),
        })
    }

    fn write(&self) -> Value {
        self.0.write()
    }
}

impl ResourcePath {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct HealthCheck {
    pub(super) kind: CheckType,
    pub(super) path: ResourcePath,
    pub(super) search: String,
    pub(super) interval_s: u32,
    pub(super) threshold: u32,
    pub(super) is_disabled: bool,
    pub(super) is_inverted: bool,
}

impl Default for HealthCheck {
    fn default() -> Self {
        Self {
            kind: CheckType::None,
            path: ResourcePath::default(),
            search: String::new(),
            interval_s: 30,
            threshold: 3,
            is_disabled: false,
            is_inverted: false,
        }
    }
}

record!(sparse HealthCheck {
    kind: "Type",
    path: "ResourcePath",
    search: "SearchString",
    interval_s: "RequestInterval",
    threshold: "FailureThreshold",
    is_disabled: "Disabled",
    is_inverted: "Inverted",
});

#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub(super) target: Option<PartId>,
    pub(super) identifier: String,
    pub(super) weight: u32,
    pub(super) failover: Failover,
    /// For networks that are near this Region; empty: near what the record leads to.
    pub(super) region: String,
    /// For networks in this place; empty: for all that no other record is for.
    pub(super) location: String,
    pub(super) evaluates_target: bool,
    /// Of its own value.
    pub(super) check: HealthCheck,
    /// A health check that is a part.
    pub(super) check_id: Option<PartId>,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            target: None,
            identifier: String::new(),
            weight: 1,
            failover: Failover::Primary,
            region: String::new(),
            location: String::new(),
            evaluates_target: false,
            check: HealthCheck::default(),
            check_id: None,
        }
    }
}

record!(sparse Record {
    target: "Target",
    identifier: "SetIdentifier",
    weight: "Weight",
    failover: "Failover",
    region: "Region",
    location: "GeoLocation",
    evaluates_target: "EvaluateTargetHealth",
    check: "HealthCheck",
    check_id: "HealthCheckId",
});

/// Where the record leads to, or a Region by its code.
const REGIONS: [&str; Region::WORDS.len() + 1] = {
    let mut all = [""; Region::WORDS.len() + 1];
    let (_, regions) = all.split_at_mut(1);
    regions.copy_from_slice(Region::WORDS);
    all
};

/// Places around the networks of a board; the first is the default record.
const LOCATIONS: &[&str] = &[
    "",
    "continent/AS",
    "continent/OC",
    "continent/EU",
    "continent/NA",
    "continent/SA",
    "continent/AF",
    "country/KR",
    "country/JP",
    "country/SG",
    "country/IN",
    "country/AU",
    "country/DE",
    "country/IE",
    "country/US",
    "country/BR",
    "country/ZA",
    "subdivision/US-VA",
    "subdivision/US-OR",
];

const RECORD: &[Field] = &[
    field::part(Takes::Protocol(Protocol::Http)).at("Target"),
    field::text().at("SetIdentifier"),
    field::whole(0.0..=255.0, Unit::None).at("Weight"),
    field::choice(Failover::WORDS).at("Failover"),
    field::choice(&REGIONS).at("Region"),
    field::choice(LOCATIONS).at("GeoLocation"),
    field::toggle().at("EvaluateTargetHealth"),
    field::part(Takes::Kinds(&[KindId::HealthCheck])).at("HealthCheckId"),
    field::choice(OF_A_VALUE).at("HealthCheck/Type"),
    field::text().at("HealthCheck/ResourcePath"),
    field::text().at("HealthCheck/SearchString"),
    field::whole(10.0..=30.0, Unit::Seconds).at("HealthCheck/RequestInterval"),
    field::whole(1.0..=10.0, Unit::Count).at("HealthCheck/FailureThreshold"),
    field::toggle().at("HealthCheck/Disabled"),
    field::toggle().at("HealthCheck/Inverted"),
];

params! {
    pub struct Params {
        name: String = String::from("www.example.com"), "Name" => text();
        zone: String = String::from("example.com"), "HostedZone" => text().rare();
        kind: String = String::from("A"), "Type" => choice(&["A", "AAAA", "CNAME"]).rare();
        policy: RoutingPolicy = RoutingPolicy::Weighted, "RoutingPolicy"
            => choice(RoutingPolicy::WORDS);
        /// Alias records have no TTL of their own; a balancer's is 60 s.
        alias: bool = true, "alias" => toggle();
        ttl_s: f64 = 300.0, "TTL" if |p| !p.alias => number(0.0..=2_147_483_647.0, Seconds);
        /// A wire whose part is not listed has a record by default: weight 1, no check.
        records: Vec<Record> = Vec::new(), "Records" => records(RECORD);
        /// One query to Route 53, when the resolver has no fresh answer.
        query_ms: f64 = 20.0, "query_ms" => number(0.0..=10_000.0, Milliseconds);
    }
}

impl Params {
    /// Whether its values are addresses and not names, which would be asked for.
    pub(super) fn has_addresses(&self) -> bool {
        !self.alias && self.kind != "CNAME"
    }

    /// Whether one answer gives all values, of which each client takes one.
    pub(super) fn gives_all(&self) -> bool {
        match self.policy {
            RoutingPolicy::Simple => !self.alias,
            policy => policy == RoutingPolicy::Multivalue,
        }
    }
}
