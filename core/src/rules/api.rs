//! APIs at a gateway: which route takes a request, how many are let through at which level, which
//! errors it makes itself, and what it costs (spec 12).

use super::balancer_type::LoadBalancerType;
use super::token_bucket::TokenBucket;
use crate::base::codec::string_enum;
use crate::base::time::{Instant, Span};
use core::cmp::Reverse;

/// The two kinds of API that a gateway fronts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApiType {
    #[default]
    Rest,
    /// Cheaper, without keys and cache.
    Http,
}

string_enum!(ApiType {
    Rest: "REST",
    Http: "HTTP",
});

impl ApiType {
    /// The longest that it waits for who is behind it. Basis: documented - APIGW "Amazon API Gateway
    /// quotas and important notes".
    pub const fn timeout_max(self) -> Span {
        match self {
            Self::Rest => Span::from_s(29),
            Self::Http => Span::from_s(30),
        }
    }

    /// Of a request that it let through. Units: US dollars / 10^9. Basis: documented - API Gateway
    /// pricing.
    pub const fn request_nanousd(self) -> u64 {
        match self {
            Self::Rest => 3_500,
            Self::Http => 1_000,
        }
    }
}

/// Whether a VPC link may lead to a balancer of this type. Basis: documented - APIGW "Set up VPC links".
pub const fn is_linked_to(balancer: LoadBalancerType) -> bool {
    matches!(
        balancer,
        LoadBalancerType::Application | LoadBalancerType::Network
    )
}

/// The largest body that it takes. Units: bytes. Basis: documented - as above, payload size.
pub const PAYLOAD_MAX: u32 = 10 * 1_024 * 1_024;

/// Keys of an account. Basis: documented - as above, API keys per account per Region.
pub const KEYS_MAX: usize = 10_000;

/// The route that takes what no other one does.
pub const DEFAULT_ROUTE: &str = "$default";

/// What one piece of a route's path stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    /// `{name}`: any one piece.
    Variable,
    /// `{name+}`: all that is left.
    Greedy,
}

fn pieces(route: &str) -> impl Iterator<Item = Piece<'_>> {
    let pieces = route.strip_prefix('/').unwrap_or(route).split('/');
    pieces.map(|piece| {
        let name = piece
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        match name {
            Some(name) if name.ends_with('+') => Piece::Greedy,
            Some(_) => Piece::Variable,
            None => Piece::Text(piece),
        }
    })
}

/// Whether a route's path may be written so: from the `/` on, with a greedy variable at its end alone.
pub fn is_route(path: &str) -> bool {
    let mut behind = pieces(path)
        .skip_while(|piece| *piece != Piece::Greedy)
        .skip(1);
    path == DEFAULT_ROUTE || path.starts_with('/') && behind.next().is_none()
}

/// Whether a route's path is the one of a request, which comes letter by letter.
/// Basis: documented - APIGW "Develop HTTP API routes".
pub fn takes<T>(route: &str, path: T) -> bool
where
    T: Iterator<Item = char> + Clone,
{
    if route == DEFAULT_ROUTE {
        return true;
    }
    let mut rest = path;
    for piece in pieces(route) {
        if rest.next() != Some('/') {
            return false;
        }
        match piece {
            Piece::Greedy => return rest.next().is_some(),
            Piece::Text(text) => {
                if !text.chars().all(|letter| rest.next() == Some(letter)) {
                    return false;
                }
            }
            Piece::Variable => {
                let mut ahead = rest.clone();
                let is_inside = |letter: &char| *letter != '/';
                let length = ahead.by_ref().take_while(is_inside).count();
                if length == 0 {
                    return false;
                }
                rest = skipped(rest, length);
            }
        }
    }
    rest.next().is_none()
}

fn skipped<T: Iterator<Item = char>>(mut letters: T, count: usize) -> T {
    for _ in 0..count {
        letters.next();
    }
    letters
}

/// The place of a route among those that take a request: the smallest is the one. A full path comes
/// before one with variables, that before a greedy one, and the default route is last; a method of its
/// own comes before any method.
/// Basis: documented - APIGW "Routing API requests"; between two with variables the longer: model.
pub fn precedence(path: &str, is_any_method: bool) -> (u8, Reverse<usize>, bool) {
    let has = |wanted| pieces(path).any(|piece| piece == wanted);
    let exactness = match () {
        () if path == DEFAULT_ROUTE => 3,
        () if has(Piece::Greedy) => 2,
        () if has(Piece::Variable) => 1,
        () => 0,
    };
    (exactness, Reverse(pieces(path).count()), is_any_method)
}

/// Where requests are counted against a limit, from the narrowest to the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A usage plan's, of one client's key.
    Key,
    Route,
    Stage,
    /// Of all APIs of an account in a Region.
    Account,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::Key, Self::Route, Self::Stage, Self::Account];
}

/// A limit of a level. Units: requests per second, and requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    pub rate: f64,
    pub burst: f64,
}

/// Takes a token at each level, from the narrowest on. Errors: the level that has none (429).
/// Basis: documented - APIGW "Throttle API requests for better throughput", order of the limits;
/// that tokens of the levels before are gone then: model.
pub fn admit<'a>(
    levels: impl IntoIterator<Item = (Level, Limit, &'a mut TokenBucket)>,
    now: Instant,
) -> Result<(), Level> {
    for (level, limit, bucket) in levels {
        if !bucket.take(limit.rate, limit.burst, now) {
            return Err(level);
        }
    }
    Ok(())
}

/// Why a gateway answers instead of who is behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiError {
    NoRoute,
    /// No key, or one of nobody's.
    NoKey,
    Throttled,
    TooLarge,
    /// A function threw, or answered in a form of its own.
    BadAnswer,
    NotConnected,
    TimedOut,
    Unavailable,
}

impl ApiError {
    /// Basis: documented - APIGW "Gateway response types for API Gateway".
    pub const fn status(self, api: ApiType) -> u16 {
        match (self, api) {
            // "Missing Authentication Token".
            (Self::NoRoute, ApiType::Rest) => 403,
            (Self::NoRoute, ApiType::Http) => 404,
            (Self::NoKey, _) => 403,
            (Self::Throttled, _) => 429,
            (Self::TooLarge, _) => 413,
            (Self::BadAnswer, _) => 502,
            (Self::NotConnected, ApiType::Http) | (Self::Unavailable, _) => 503,
            (Self::NotConnected, ApiType::Rest) | (Self::TimedOut, _) => 504,
        }
    }
}

/// A size of the cache. Units: US dollars. Basis: documented - API Gateway pricing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CacheSize {
    pub name: &'static str,
    pub gb: f64,
    pub usd_per_hour: f64,
}

const fn size(name: &'static str, gb: f64, usd_per_hour: f64) -> CacheSize {
    CacheSize {
        name,
        gb,
        usd_per_hour,
    }
}

const SIZES: [CacheSize; 8] = [
    size("0.5", 0.5, 0.02),
    size("1.6", 1.6, 0.038),
    size("6.1", 6.1, 0.2),
    size("13.5", 13.5, 0.25),
    size("28.4", 28.4, 0.5),
    size("58.2", 58.2, 1.0),
    size("118", 118.0, 1.9),
    size("237", 237.0, 3.8),
];

impl CacheSize {
    pub const NAMES: &'static [&'static str] = &[
        SIZES[0].name,
        SIZES[1].name,
        SIZES[2].name,
        SIZES[3].name,
        SIZES[4].name,
        SIZES[5].name,
        SIZES[6].name,
        SIZES[7].name,
    ];

    /// The smallest for a name that is not in the table.
    pub fn named(name: &str) -> Self {
        let found = SIZES.into_iter().find(|size| size.name == name);
        found.unwrap_or(SIZES[0])
    }

    /// Answers of so many bytes that it holds.
    pub fn room(self, bytes: u32) -> usize {
        (self.gb * 1e9 / f64::from(bytes.max(1))) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_takes_the_paths_that_it_names() {
        for (route, path, expected) in [
            ("/users/me", "/users/me", true),
            ("/users/me", "/users/meg", false),
            ("/users/me", "/users", false),
            ("/users/{id}", "/users/17", true),
            ("/users/{id}", "/users/", false),
            ("/users/{id}", "/users/17/posts", false),
            ("/users/{id}/posts", "/users/17/posts", true),
            ("/posts/{proxy+}", "/posts/2026/11", true),
            ("/posts/{proxy+}", "/posts", false),
            ("/{proxy+}", "/", false),
            ("/", "/", true),
            ("/Users", "/users", false),
            ("$default", "/anything", true),
        ] {
            assert_eq!(takes(route, path.chars()), expected, "{route} {path}");
        }
    }

    #[test]
    fn the_more_exact_route_comes_first() {
        let mut routes = [
            ("$default", true),
            ("/{proxy+}", true),
            ("/pets/{proxy+}", false),
            ("/pets/dog/{id}", false),
            ("/pets/dog/1", true),
            ("/pets/dog/1", false),
        ];
        let expected: alloc::vec::Vec<_> = routes.iter().rev().copied().collect();
        routes.sort_by_key(|(path, any)| precedence(path, *any));
        assert_eq!(routes.as_slice(), expected);
    }

    #[test]
    fn a_path_is_written_from_the_slash_and_is_greedy_at_its_end_alone() {
        for (path, expected) in [
            ("/", true),
            ("/users/{id}", true),
            ("/users/{rest+}", true),
            ("$default", true),
            ("users", false),
            ("", false),
            ("/{rest+}/users", false),
        ] {
            assert_eq!(is_route(path), expected, "{path}");
        }
    }

    #[test]
    fn the_narrowest_level_without_a_token_says_no() {
        let limit = |burst| Limit { rate: 0.0, burst };
        let (mut stage, mut account) = (TokenBucket::full(3.0), TokenBucket::full(2.0));
        let mut ask = || {
            let levels = [
                (Level::Stage, limit(3.0), &mut stage),
                (Level::Account, limit(2.0), &mut account),
            ];
            admit(levels, Instant::ZERO)
        };
        let answers = [ask(), ask(), ask(), ask()];
        let expected = [Ok(()), Ok(()), Err(Level::Account), Err(Level::Stage)];
        assert_eq!(answers, expected);
    }
}
