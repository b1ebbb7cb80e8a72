//! What the user sets of a distribution: behaviours by path, where misses go, and what is kept.

use crate::base::codec::string_enum;
use crate::base::id::PartId;
use crate::base::time::Span;
use crate::base::unit::Unit;
use crate::contract::field::{choice, number, part, text};
use crate::contract::{Field, Member as _, Protocol, Takes, params};
use crate::kinds::s3::S3;
use crate::rules::cdn::{PriceClass, Ttls};
use crate::rules::edge_function::{Event, Runtime};
use alloc::string::String;
use alloc::vec::Vec;

/// What viewers who ask by HTTP get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ViewerProtocol {
    #[default]
    AllowAll,
    RedirectToHttps,
    HttpsOnly,
}

string_enum!(ViewerProtocol {
    AllowAll: "allow-all",
    RedirectToHttps: "redirect-to-https",
    HttpsOnly: "https-only",
});

/// The managed policies, or times of one's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CachePolicy {
    #[default]
    Optimized,
    Disabled,
    Custom,
}

string_enum!(CachePolicy {
    Optimized: "CachingOptimized",
    Disabled: "CachingDisabled",
    Custom: "custom",
});

/// How much of the query strings or cookies is in the cache key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Included {
    #[default]
    None,
    All,
}

string_enum!(Included {
    None: "none",
    All: "all",
});

params! {
    /// What happens to the paths that a pattern meets.
    pub struct Behavior {
        pattern: String = String::from("*"), "PathPattern";
        /// `None`: where the first wire leads.
        origin: Option<PartId> = None, "TargetOriginId";
        /// The second of an origin group, for when the first fails.
        second: Option<PartId> = None, "FailoverOriginId";
        viewer: ViewerProtocol = ViewerProtocol::AllowAll, "ViewerProtocolPolicy";
        policy: CachePolicy = CachePolicy::Optimized, "CachePolicyId";
        min_ttl_s: f64 = 0.0, "MinTTL";
        default_ttl_s: f64 = 86_400.0, "DefaultTTL";
        max_ttl_s: f64 = 31_536_000.0, "MaxTTL";
        query_strings: Included = Included::None, "QueryStringBehavior";
        cookies: Included = Included::None, "CookieBehavior";
        /// One header that is in the key; empty: none is.
        header: String = String::new(), "Header";
    }
}

const YEAR_S: f64 = 31_536_000.0;
const ORIGIN: Field = part(Takes::Protocol(Protocol::Http));
const TTL: Field = number(0.0..=10.0 * YEAR_S, Unit::Seconds);

const BEHAVIOR: &[Field] = &[
    text().at("PathPattern"),
    ORIGIN.at("TargetOriginId"),
    ORIGIN.at("FailoverOriginId"),
    choice(ViewerProtocol::WORDS).at("ViewerProtocolPolicy"),
    choice(CachePolicy::WORDS).at("CachePolicyId"),
    TTL.at("MinTTL"),
    TTL.at("DefaultTTL"),
    TTL.at("MaxTTL"),
    choice(Included::WORDS).at("QueryStringBehavior"),
    choice(Included::WORDS).at("CookieBehavior"),
    text().at("Header"),
];

params! {
    /// Code of one's own, at an event of the behaviour that has a pattern.
    pub struct FunctionAssociation {
        pattern: String = String::from("*"), "PathPattern";
        runtime: Runtime = Runtime::Functions, "Runtime";
        event: Event = Event::ViewerRequest, "EventType";
        ms: f64 = 1.0, "function_ms";
        /// The folder that viewers are sent to at an event of requests; empty: they are let through.
        redirects_to: String = String::new(), "function_redirects_to";
    }
}

const FUNCTION: &[Field] = &[
    text().at("PathPattern"),
    choice(Runtime::WORDS).at("Runtime"),
    choice(Event::WORDS).at("EventType"),
    number(0.0..=60_000.0, Unit::Milliseconds).at("function_ms"),
    text().at("function_redirects_to"),
];

/// Which failures of the first origin the second one is asked after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailsOver {
    #[default]
    On5xx,
    /// Those of missing and forbidden things as well.
    On4xxAnd5xx,
}

string_enum!(FailsOver {
    On5xx: "5xx",
    On4xxAnd5xx: "4xx_5xx",
});

/// How the distribution proves who it is to a bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OriginAccess {
    #[default]
    Control,
    /// The older way.
    Identity,
    Nothing,
}

string_enum!(OriginAccess {
    Control: "oac",
    Identity: "oai",
    Nothing: "none",
});

/// Where the certificate of an own domain is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certificate {
    /// That of `*.cloudfront.net`, for no other name.
    #[default]
    Default,
    Virginia,
    Elsewhere,
}

string_enum!(Certificate {
    Default: "cloudfront_default",
    Virginia: "acm_us_east_1",
    Elsewhere: "acm_elsewhere",
});

params! {
    pub struct Params {
        domain: String = String::from("d111111abcdef8.cloudfront.net"), "DomainName" => text();
        aliases: String = String::new(), "Aliases" => text();
        certificate: Certificate = Certificate::Default, "ViewerCertificate"
            => choice(Certificate::WORDS);
        price_class: PriceClass = PriceClass::All, "PriceClass" => choice(PriceClass::WORDS);
        default: Behavior = Behavior::default(), "DefaultCacheBehavior"
            => ORIGIN.at("DefaultCacheBehavior/TargetOriginId"),
               ORIGIN.at("DefaultCacheBehavior/FailoverOriginId"),
               choice(ViewerProtocol::WORDS).at("DefaultCacheBehavior/ViewerProtocolPolicy"),
               choice(CachePolicy::WORDS).at("DefaultCacheBehavior/CachePolicyId"),
               TTL.at("DefaultCacheBehavior/MinTTL"),
               TTL.at("DefaultCacheBehavior/DefaultTTL"),
               TTL.at("DefaultCacheBehavior/MaxTTL"),
               choice(Included::WORDS).at("DefaultCacheBehavior/QueryStringBehavior"),
               choice(Included::WORDS).at("DefaultCacheBehavior/CookieBehavior"),
               text().at("DefaultCacheBehavior/Header");
        behaviors: Vec<Behavior> = Vec::new(), "CacheBehaviors" => records(BEHAVIOR);
        functions: Vec<FunctionAssociation> = Vec::new(), "FunctionAssociations"
            => records(FUNCTION);
        default_root: String = String::from("index.html"), "DefaultRootObject" => text();
        origin_access: OriginAccess = OriginAccess::Control, "OriginAccess"
            => choice(OriginAccess::WORDS);
        fails_over: FailsOver = FailsOver::On5xx, "FailoverCriteria" => choice(FailsOver::WORDS);
        /// Missing and forbidden things are answered with the page of a single-page application.
        is_single_page: bool = false, "CustomErrorResponses" => toggle();
        error_ttl_s: f64 = 10.0, "ErrorCachingMinTTL" => number(0.0..=YEAR_S, Seconds);
        attempts: u8 = 3, "ConnectionAttempts" => whole(1.0..=3.0, Count).rare();
        response_timeout_s: f64 = 30.0, "OriginReadTimeout" => number(1.0..=60.0, Seconds).rare();
        has_regional_caches: bool = true, "regional_edge_caches" => toggle();
        /// Things that one edge location holds; the least wanted goes first.
        edge_objects: u32 = 100_000, "edge_objects" => whole(1.0..=1_000_000.0, Count).rare();
        invalidation_paths: String = String::from("/*"), "InvalidationPaths" => text();
        invalidation_delay_s: f64 = 10.0, "invalidation_delay_s" => number(0.0..=900.0, Seconds);
        /// The bucket that its access logs are delivered to.
        logging: Option<PartId> = None, "Logging" => part(Takes::Kinds(&[S3::ID]));
        /// What the edge location itself adds to a request.
        hop_ms: f64 = 1.0, "hop_ms" => number(0.0..=1_000.0, Milliseconds).rare();
    }
}

impl Behavior {
    /// Basis: documented - CF guide, "Using the managed cache policies".
    pub fn ttls(&self) -> Ttls {
        let (min, default, max) = match self.policy {
            CachePolicy::Optimized => (1.0, 86_400.0, YEAR_S),
            CachePolicy::Disabled => (0.0, 0.0, 0.0),
            CachePolicy::Custom => (self.min_ttl_s, self.default_ttl_s, self.max_ttl_s),
        };
        Ttls {
            min: Span::from_s_f64(min),
            default: Span::from_s_f64(default),
            max: Span::from_s_f64(max),
        }
    }

    pub fn keeps(&self) -> bool {
        self.policy != CachePolicy::Disabled
    }
}

impl Params {
    /// The behaviours in the order in which paths meet them, the default one last.
    pub fn all(&self) -> impl Iterator<Item = &Behavior> {
        self.behaviors.iter().chain([&self.default])
    }

    /// The place of the first behaviour with a pattern, as functions name it.
    pub fn with_pattern(&self, pattern: &str) -> Option<usize> {
        self.all().position(|behavior| behavior.pattern == pattern)
    }

    /// A behaviour by its place among all of them.
    pub fn nth(&self, place: usize) -> &Behavior {
        self.behaviors.get(place).unwrap_or(&self.default)
    }
}
