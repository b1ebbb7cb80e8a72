//! What the user sets of an API: its routes, how much each level lets through, keys and cache.

use crate::base::codec::string_enum;
use crate::base::id::PartId;
use crate::base::time::Span;
use crate::base::unit::Unit;
use crate::contract::field::{choice, number, part, text, toggle, whole};
use crate::contract::{Field, Protocol, Takes, params};
use crate::rules::api::{ApiType, CacheSize, DEFAULT_ROUTE, Limit, takes};
use crate::world::page::Asked;
use alloc::string::String;
use alloc::vec::Vec;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    #[default]
    Any,
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}

string_enum!(Method {
    Any: "ANY",
    Get: "GET",
    Post: "POST",
    Put: "PUT",
    Patch: "PATCH",
    Delete: "DELETE",
    Options: "OPTIONS",
});

/// What stands behind a route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Integration {
    /// A part that is asked: a function, a balancer, a server.
    #[default]
    Proxy,
    /// Nobody: the gateway answers.
    Mock,
}

string_enum!(Integration {
    Proxy: "proxy",
    Mock: "mock",
});

params! {
    /// Which requests go where.
    pub struct Route {
        method: Method = Method::Any, "Method";
        path: String = String::from(DEFAULT_ROUTE), "Path";
        integration: Integration = Integration::Proxy, "Integration";
        /// `None`: where the first wire leads.
        target: Option<PartId> = None, "Target";
        /// Of an answer that nobody is asked for.
        status: u32 = 200, "StatusCode";
        /// 0: that of the stage.
        rate: f64 = 0.0, "ThrottlingRateLimit";
        burst: f64 = 0.0, "ThrottlingBurstLimit";
        caches: bool = true, "CachingEnabled";
    }
}

const RATE: Field = number(0.0..=1_000_000.0, Unit::PerSecond);
const BURST: Field = whole(0.0..=1_000_000.0, Unit::Count);

const ROUTE: &[Field] = &[
    choice(Method::WORDS).at("Method"),
    text().at("Path"),
    choice(Integration::WORDS).at("Integration"),
    part(Takes::Protocol(Protocol::Http)).at("Target"),
    whole(200.0..=599.0, Unit::None).at("StatusCode"),
    RATE.at("ThrottlingRateLimit"),
    BURST.at("ThrottlingBurstLimit"),
    toggle().at("CachingEnabled"),
];

params! {
    pub struct Params {
        kind: ApiType = ApiType::Rest, "ApiType" => choice(ApiType::WORDS);
        /// None: all requests go where the first wire leads.
        routes: Vec<Route> = Vec::new(), "Routes" => records(ROUTE);
        rate: f64 = 10_000.0, "ThrottlingRateLimit" => RATE;
        burst: f64 = 5_000.0, "ThrottlingBurstLimit" => BURST;
        needs_key: bool = false, "ApiKeyRequired" if |p| p.kind == ApiType::Rest => toggle();
        /// Of each key.
        plan_rate: f64 = 100.0, "UsagePlanRateLimit" if |p| p.has_plan() => RATE;
        plan_burst: f64 = 200.0, "UsagePlanBurstLimit" if |p| p.has_plan() => BURST;
        /// All APIs of the account in the Region share it.
        account_rate: f64 = 10_000.0, "account_rate" => RATE.rare();
        account_burst: f64 = 5_000.0, "account_burst" => BURST.rare();
        /// `None`: the longest that the type of API waits.
        timeout_ms: Option<f64> = None, "TimeoutInMillis" => optional(50.0..=30_000.0, Milliseconds);
        has_cache: bool = false, "CacheClusterEnabled" if |p| p.kind == ApiType::Rest => toggle();
        cache_size: String = String::from("0.5"), "CacheClusterSize" if |p| p.caches()
            => choice(CacheSize::NAMES);
        cache_ttl_s: f64 = 300.0, "CacheTtlInSeconds" if |p| p.caches()
            => number(0.0..=3_600.0, Seconds);
        /// What the gateway itself adds to a request.
        hop_ms: f64 = 5.0, "hop_ms" => number(0.0..=1_000.0, Milliseconds).rare();
    }
}

impl Route {
    /// Whether a request is one of those that it takes.
    pub fn takes(&self, asked: &Asked<'_>) -> bool {
        let method = match asked.page.method.as_str() {
            "" => "GET",
            method => method,
        };
        self.takes_page(method, asked.path())
    }

    pub fn takes_page(&self, method: &str, path: impl Iterator<Item = char> + Clone) -> bool {
        let is_its_method = self.method == Method::Any || self.method.as_str() == method;
        is_its_method && takes(&self.path, path)
    }

    /// Its own, if it has one; what it does not say of it is as the stage says.
    pub fn limit(&self, stage: Limit) -> Option<Limit> {
        let or = |own: f64, stage: f64| if own > 0.0 { own } else { stage };
        let limit = Limit {
            rate: or(self.rate, stage.rate),
            burst: or(self.burst, stage.burst),
        };
        (self.rate > 0.0 || self.burst > 0.0).then_some(limit)
    }
}

impl Params {
    pub fn has_plan(&self) -> bool {
        self.needs_key && self.kind == ApiType::Rest
    }

    pub fn caches(&self) -> bool {
        self.has_cache && self.kind == ApiType::Rest
    }

    pub fn timeout(&self) -> Span {
        let max = self.kind.timeout_max();
        self.set_timeout().map_or(max, |set| set.min(max))
    }

    /// As it is written down, too long or not.
    pub(super) fn set_timeout(&self) -> Option<Span> {
        self.timeout_ms.map(|ms| Span::from_us_f64(ms * 1e3))
    }

    pub const fn plan(&self) -> Limit {
        Limit {
            rate: self.plan_rate,
            burst: self.plan_burst,
        }
    }

    pub const fn stage(&self) -> Limit {
        Limit {
            rate: self.rate,
            burst: self.burst,
        }
    }

    pub const fn account(&self) -> Limit {
        Limit {
            rate: self.account_rate,
            burst: self.account_burst,
        }
    }
}
