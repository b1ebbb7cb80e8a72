//! What Route 53 answers by policy and health, and what a resolver remembers of it (spec 2).
//!
//! A record without a health check has `None` for its health, and counts as healthy.

use crate::base::codec::string_enum;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::rules::regions::Region;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Effective TTL of an alias to a load balancer. Basis: documented - Route 53 Developer Guide.
pub const ALIAS_TTL: Span = Span::from_s(60);

/// How long a balancer's old addresses go on answering after it has taken others. Basis: model - AWS
/// keeps them longer than the TTL of its names.
pub const OLD_ADDRESSES_STAY: Span = Span::from_s(300);

/// Whether addresses that were given up so long ago have stopped answering.
pub fn is_address_gone(since: Span) -> bool {
    since >= OLD_ADDRESSES_STAY
}

/// Values in one multivalue answer at most. Basis: documented - R53 "Multivalue answer routing".
pub const VALUES_MAX: usize = 8;

/// How Route 53 chooses among the records of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoutingPolicy {
    Simple,
    #[default]
    Weighted,
    Failover,
    Multivalue,
    Latency,
    Geolocation,
}

string_enum!(RoutingPolicy {
    Simple: "simple",
    Weighted: "weighted",
    Failover: "failover",
    Multivalue: "multivalue",
    Latency: "latency",
    Geolocation: "geolocation",
});

/// Weights in play, of records by weight and health: 0 is out. Zero weights are the reserve of the
/// others; when all are unhealthy, all are treated as healthy.
/// Basis: documented - R53 "How Amazon Route 53 chooses records when health checking is configured".
pub fn weighted(records: &[(u32, Option<bool>)]) -> Vec<u32> {
    let is_any_healthy = records.iter().any(|(_, health)| *health != Some(false));
    let is_in = |health: &Option<bool>| *health != Some(false) || !is_any_healthy;
    let has_weight = records
        .iter()
        .any(|(weight, health)| *weight > 0 && is_in(health));
    let weight = |(weight, health): &(u32, Option<bool>)| match is_in(health) {
        true if has_weight => *weight,
        true => 1,
        false => 0,
    };
    records.iter().map(weight).collect()
}

/// Whether the primary answers, not the secondary. Basis: documented - as [`weighted`].
pub fn is_primary_chosen(primary: Option<bool>, secondary: Option<bool>) -> bool {
    primary != Some(false) || secondary == Some(false)
}

/// Which values may be in the answer, [`VALUES_MAX`] of them at a time: those that are healthy, or all
/// when none is. Basis: documented - R53 "Multivalue answer routing".
pub fn multivalue(healthy: &[bool]) -> Vec<bool> {
    let is_none_healthy = !healthy.contains(&true);
    healthy.iter().map(|is| *is || is_none_healthy).collect()
}

/// Which record a network is told that so far (there and back) is from their Regions: the nearest of
/// those that are healthy, or of all when none is; the first of equals. Errors: `None` without records.
/// Basis: documented - R53 "Latency-based routing".
pub fn latency(records: &[(Span, Option<bool>)]) -> Option<usize> {
    let is_any_healthy = records.iter().any(|(_, health)| *health != Some(false));
    let places = records.iter().enumerate();
    let open = places.filter(|(_, (_, health))| *health != Some(false) || !is_any_healthy);
    let nearest = open.min_by_key(|(place, (latency, _))| (*latency, *place));
    nearest.map(|(place, _)| place)
}

/// How much of the world a geolocation record is for; the greater, the smaller the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All that no other record is for.
    Default,
    Continent,
    Country,
    /// A state of the USA.
    Subdivision,
}

/// The place that a geolocation record is for. Basis: documented - R53 API, `GeoLocation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'a> {
    pub level: Level,
    pub code: &'a str,
}

impl<'a> Location<'a> {
    /// Reads `continent/AS`, `country/KR`, `subdivision/US-OR`; any other word is the default record.
    pub fn named(word: &'a str) -> Self {
        let (level, code) = word.split_once('/').unwrap_or(("", ""));
        let level = match level {
            "continent" => Level::Continent,
            "country" => Level::Country,
            "subdivision" => Level::Subdivision,
            _ => Level::Default,
        };
        Self { level, code }
    }
}

/// Where a network is, as far as its address says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whereabouts<'a> {
    pub subdivision: Option<&'a str>,
    pub country: Option<&'a str>,
    pub continent: Option<&'a str>,
}

impl Whereabouts<'static> {
    pub const fn of(region: Region) -> Self {
        let (country, subdivision) = region.country();
        Self {
            subdivision,
            country: Some(country),
            continent: Some(region.continent().code()),
        }
    }
}

/// Which record a network is told: the smallest place around it whose record is healthy, or the
/// smallest at all when none is. Errors: `None` when no record is for it and there is no default.
/// Basis: documented - R53 "Geolocation routing", "How Amazon Route 53 chooses records ...".
pub fn geolocation(
    records: &[(Location<'_>, Option<bool>)],
    network: &Whereabouts<'_>,
) -> Option<usize> {
    let is_for = |location: &Location<'_>| match location.level {
        Level::Default => true,
        Level::Continent => network.continent == Some(location.code),
        Level::Country => network.country == Some(location.code),
        Level::Subdivision => network.subdivision == Some(location.code),
    };
    let places = records.iter().enumerate();
    let around = places.filter(|(_, (location, _))| is_for(location));
    let best = around.max_by_key(|(place, (location, health))| {
        let is_first = usize::MAX - place;
        (*health != Some(false), location.level, is_first)
    });
    best.map(|(place, _)| place)
}

/// Whether an endpoint is healthy to so many of the checkers: more than 18 % of them.
/// Basis: documented - R53 "How Amazon Route 53 determines whether a health check is healthy".
pub const fn is_endpoint_healthy(healthy: usize, checkers: usize) -> bool {
    healthy * 100 > checkers * 18
}

/// Why an answer does not pass a check by HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFailure {
    /// Neither 2xx nor 3xx.
    Status,
    /// The string that is searched for is not in the first 5,120 bytes of the body.
    String,
}

/// What the pages of a board's servers say. Basis: model.
const BODY: &str = "OK";

/// Whether an answer passes (`None`), or why not; `search`: what its body has to contain.
/// Basis: documented - R53 "How Amazon Route 53 determines whether a health check is healthy".
pub fn check_failure(status: u16, search: Option<&str>) -> Option<CheckFailure> {
    let is_found = search.is_none_or(|text| BODY.contains(text));
    match (200..400).contains(&status) {
        false => Some(CheckFailure::Status),
        true => (!is_found).then_some(CheckFailure::String),
    }
}

/// Whether enough of those that it stands for are healthy; a threshold of 0 always is.
/// Basis: documented - as [`is_endpoint_healthy`].
pub fn calculated(
    children: impl Iterator<Item = bool>,
    threshold: usize,
    is_inverted: bool,
) -> bool {
    (children.filter(|is| *is).count() >= threshold) != is_inverted
}

/// An answer with its age. Basis: documented - R53 "Values that are common", TTL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CachedAnswer<T> {
    pub answer: T,
    fresh_until: Instant,
}

impl<T> CachedAnswer<T> {
    /// The answer is one that came at `at`. Without a TTL nobody shares it.
    #[inline]
    pub fn came(&mut self, at: Instant, ttl: Span) {
        self.fresh_until = match ttl {
            Span::ZERO => Instant::ZERO,
            ttl => at + ttl,
        };
    }

    /// Whether Route 53 need not be asked.
    #[inline]
    pub fn is_fresh(&self, now: Instant) -> bool {
        now < self.fresh_until
    }
}

/// One of the addresses of an answer, by the zones that they are in (one bit each), with equal chance.
/// Errors: `None` without any. Basis: documented - ALB guide, "How Elastic Load Balancing works".
#[inline]
pub fn pick_address(zones: u32, rng: &mut Rng) -> Option<u8> {
    let nth = match zones & zones.wrapping_sub(1) {
        0 => 0,
        _ => rng.below(zones.count_ones()),
    };
    (zones != 0).then(|| nth_address(zones, nth))
}

/// The zone of the n-th address.
#[inline]
pub fn nth_address(mut zones: u32, n: u32) -> u8 {
    for _ in 0..n {
        zones &= zones - 1;
    }
    zones.trailing_zeros() as u8
}
