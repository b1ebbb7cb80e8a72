//! CloudFront: how long an edge keeps what it fetched, what it does when the origin fails, which
//! behaviour a path meets, and which edge locations there are (spec 3).

use super::regions::{Continent, Region};
use super::wildcard::wildcard;
use crate::base::codec::string_enum;
use crate::base::time::{Instant, Span};
use serde::{Deserialize, Serialize};

/// The times to live of a cache policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ttls {
    pub min: Span,
    /// Where the origin says nothing.
    pub default: Span,
    pub max: Span,
}

/// What an origin says of who may keep an answer, and for how long. Units: seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CacheControl {
    pub max_age: Option<u32>,
    /// As `max_age`, for caches that many share.
    pub s_maxage: Option<u32>,
    pub no_cache: bool,
    pub no_store: bool,
    pub private: bool,
}

impl CacheControl {
    /// The header as a developer writes it; what it says in words that nobody knows is left out.
    pub fn parse(header: &str) -> Self {
        let mut all = Self::default();
        for word in header.split(',').map(str::trim) {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            let seconds = value.trim().trim_matches('"').parse().ok();
            match name.trim() {
                "max-age" => all.max_age = seconds,
                "s-maxage" => all.s_maxage = seconds,
                "no-cache" => all.no_cache = true,
                "no-store" => all.no_store = true,
                "private" => all.private = true,
                _ => {}
            }
        }
        all
    }

    /// How old an answer may grow in a cache that many share.
    pub fn shared_age(&self) -> Option<u32> {
        self.s_maxage.or(self.max_age)
    }

    /// How long a browser takes it from its own cache, without asking. Where nothing is said it asks
    /// each time. Basis: model of the last.
    pub fn own_age(&self) -> Span {
        let says = self.max_age.filter(|_| !self.no_cache && !self.no_store);
        Span::from_s(u64::from(says.unwrap_or(0)))
    }

    /// Whether an edge keeps nothing of it where the policy wants no least time: it has nothing to ask about
    /// later, nor to hand out while the origin fails. Basis: documented - CF guide, "Managing how long
    /// content stays in the cache (expiration)".
    pub const fn stays_out(&self, ttls: &Ttls) -> bool {
        (self.no_store || self.private) && ttls.min.us() == 0
    }

    const fn forbids(&self) -> bool {
        self.no_cache || self.no_store || self.private
    }
}

/// How long an edge keeps what it fetched; `expires_in_s`: what `Expires` says, from now.
/// Basis: documented - CF guide, "Managing how long content stays in the cache (expiration)".
pub fn ttl(ttls: &Ttls, says: &CacheControl, expires_in_s: Option<f64>) -> Span {
    if says.forbids() {
        return ttls.min;
    }
    let age = says.shared_age().map(f64::from).or(expires_in_s);
    match age {
        Some(seconds) => Span::from_s_f64(seconds.max(0.0))
            .min(ttls.max)
            .max(ttls.min),
        None => ttls.default.max(ttls.min),
    }
}

/// What an edge serves of an origin that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    Error,
    /// What it has, though its time is over.
    StaleCopy,
}

/// What an edge serves when the origin fails with a status (504: it does not answer), and how long it
/// asks no more. `min`: the error caching minimum TTL. `says_s`: the age that the origin gave.
/// Basis: documented - CF guide, "How CloudFront processes and caches HTTP 4xx and 5xx status codes".
pub fn error(
    status: u16,
    min: Span,
    says_s: Option<u32>,
    has_expired_copy: bool,
) -> (Served, Span) {
    if has_expired_copy && status >= 500 {
        return (Served::StaleCopy, min);
    }
    let said = says_s.map(|seconds| Span::from_s(u64::from(seconds)));
    let hold = match (status, said) {
        (404 | 414 | 500..=504, said) => min.max(said.unwrap_or_default()),
        (400 | 403 | 405 | 412 | 415, Some(said)) => min.max(said),
        _ => Span::ZERO,
    };
    (Served::Error, hold)
}

/// Of something that an edge has fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeCopy {
    /// Of the original.
    pub version: u32,
    /// From the origin, by whatever layer.
    pub fetched_at: Instant,
    pub ttl: Span,
}

/// What an edge finds when it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Fresh(EdgeCopy),
    /// The origin has just failed, and is not asked again yet.
    Stale(EdgeCopy),
    Error(u16),
    /// It has to ask.
    Nothing,
}

/// What whoever was asked gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    Copy(EdgeCopy),
    /// An old copy in place of an origin that fails, for so long.
    Old {
        copy: EdgeCopy,
        until: Instant,
    },
    Failed {
        status: u16,
        says_s: Option<u32>,
    },
}

/// What comes of a request at an edge: `X-Cache`, but that collapsed into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeResult {
    Hit,
    Miss,
    /// Its copy had expired, and the origin said that it still holds.
    RefreshHit,
    Stale,
    Error(u16),
}

/// What an edge has of one thing, and of the last failure to fetch it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    copy: Option<EdgeCopy>,
    /// 0: its old copy is served meanwhile.
    status: u16,
    hold_until: Instant,
}

impl Kept {
    pub fn look(&self, now: Instant) -> Found {
        match self.copy {
            Some(copy) if now.since(copy.fetched_at) < copy.ttl => Found::Fresh(copy),
            Some(copy) if now < self.hold_until => Found::Stale(copy),
            None if now < self.hold_until => Found::Error(self.status),
            _ => Found::Nothing,
        }
    }

    /// Takes what was given after [`Found::Nothing`]. `min`: the error caching minimum TTL.
    pub fn take(&mut self, given: Given, min: Span, now: Instant) -> EdgeResult {
        match given {
            Given::Copy(copy) => {
                let had = self.copy.replace(copy);
                self.hold_until = Instant::ZERO;
                match had.is_some_and(|had| had.version == copy.version) {
                    true => EdgeResult::RefreshHit,
                    false => EdgeResult::Miss,
                }
            }
            Given::Old { copy, until } => {
                (self.copy, self.hold_until) = (Some(copy), until);
                EdgeResult::Stale
            }
            Given::Failed { status, says_s } => {
                let (served, hold) = error(status, min, says_s, self.copy.is_some());
                self.hold_until = now + hold;
                if served == Served::StaleCopy {
                    return EdgeResult::Stale;
                }
                (self.copy, self.status) = (None, status);
                EdgeResult::Error(status)
            }
        }
    }

    /// What it hands down after it has taken something: a regional cache to its edge locations.
    pub fn hands_down(&self, result: EdgeResult) -> Given {
        match (result, self.copy) {
            (EdgeResult::Error(status), _) => Given::Failed {
                status,
                says_s: None,
            },
            (EdgeResult::Stale, Some(copy)) => Given::Old {
                copy,
                until: self.hold_until,
            },
            (_, Some(copy)) => Given::Copy(copy),
            (_, None) => Given::Failed {
                status: 504,
                says_s: None,
            },
        }
    }

    pub const fn copy(&self) -> Option<EdgeCopy> {
        self.copy
    }
}

/// The place of the first pattern that a path meets; `None`: the default behaviour.
/// Basis: documented - CF guide, "Cache behavior settings", path pattern.
pub fn behavior<'a, T>(patterns: impl Iterator<Item = &'a str>, path: T) -> Option<usize>
where
    T: Iterator<Item = char> + Clone,
{
    let mut inside = path.clone();
    let path = match inside.next() {
        Some('/') => inside,
        _ => path,
    };
    let mut patterns = patterns.map(|pattern| pattern.strip_prefix('/').unwrap_or(pattern));
    patterns.position(|pattern| wildcard(pattern, path.clone(), true))
}

/// What further invalidation paths cost in a month that has had some. Units: US dollars.
/// Basis: documented - CF guide, "Paying for file invalidation".
pub fn invalidation_usd(paths: u32, already_used: u32) -> f64 {
    const FREE: u32 = 1_000;
    const EACH: f64 = 0.005;
    let paid = |used: u32| f64::from(used.saturating_sub(FREE));
    (paid(already_used.saturating_add(paths)) - paid(already_used)) * EACH
}

/// Which edge locations a distribution uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceClass {
    #[default]
    All,
    Two,
    One,
}

string_enum!(PriceClass {
    All: "PriceClass_All",
    Two: "PriceClass_200",
    One: "PriceClass_100",
});

impl PriceClass {
    /// Basis: documented - CF guide, "Choosing the price class".
    const fn includes(self, edge: Region) -> bool {
        match edge.continent() {
            Continent::NorthAmerica | Continent::Europe => true,
            Continent::Asia | Continent::Africa => !matches!(self, Self::One),
            Continent::SouthAmerica | Continent::Oceania => matches!(self, Self::All),
        }
    }

    /// The edge location that answers a viewer: that of its own city, or the nearest of the class.
    pub fn edge_for(self, viewer: Region) -> Region {
        let others = match viewer {
            Region::SaoPaulo => [Region::Virginia, Region::Virginia],
            Region::Sydney => [Region::Singapore, Region::Oregon],
            Region::Mumbai => [Region::Frankfurt, Region::Frankfurt],
            Region::CapeTown => [Region::Ireland, Region::Ireland],
            _ => [Region::Oregon, Region::Oregon],
        };
        let mut near = [viewer].into_iter().chain(others);
        near.find(|edge| self.includes(*edge)).unwrap_or(viewer)
    }
}

/// The code of the edge location in a Region's city, as `X-Amz-Cf-Pop` names it. Basis: documented - the
/// airport of the city; model - each city has one.
pub const fn pop(edge: Region) -> &'static str {
    match edge {
        Region::Seoul => "ICN57",
        Region::Tokyo => "NRT57",
        Region::Singapore => "SIN52",
        Region::Mumbai => "BOM78",
        Region::Sydney => "SYD62",
        Region::Frankfurt => "FRA56",
        Region::Ireland => "DUB56",
        Region::Virginia => "IAD55",
        Region::Oregon => "HIO52",
        Region::SaoPaulo => "GRU50",
        Region::CapeTown => "CPT52",
    }
}

/// The regional edge cache behind an edge location. Basis: model - one of a continent.
pub const fn regional_cache(edge: Region) -> Region {
    match edge.continent() {
        Continent::Asia => Region::Seoul,
        Continent::Oceania => Region::Sydney,
        Continent::Europe | Continent::Africa => Region::Frankfurt,
        Continent::NorthAmerica => Region::Virginia,
        Continent::SouthAmerica => Region::SaoPaulo,
    }
}

/// What a gigabyte to viewers costs at an edge location. Units: US dollars. Basis: documented -
/// CloudFront pricing, first 10 TB; approximate outside the United States, Europe and Japan.
pub const fn usd_per_gb(edge: Region) -> f64 {
    match edge {
        Region::Virginia | Region::Oregon | Region::Frankfurt | Region::Ireland => 0.085,
        Region::Tokyo | Region::Sydney => 0.114,
        Region::Mumbai => 0.109,
        Region::SaoPaulo | Region::CapeTown => 0.110,
        Region::Seoul | Region::Singapore => 0.120,
    }
}

/// Of a request. Units: US dollars. Basis: documented - CloudFront pricing, United States.
pub const fn usd_per_request(is_secure: bool) -> f64 {
    if is_secure { 0.01 / 1e4 } else { 0.0075 / 1e4 }
}
