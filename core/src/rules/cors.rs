//! What a browser lets a page ask of another origin, and read of its answer (spec 3.5, 15). Origins are
//! compared, never addresses; the server answers in any case, and it is the browser that keeps the answer
//! from the page.

use crate::base::time::Span;
use serde::{Deserialize, Serialize};

/// Methods that need no permission. Basis: documented - Fetch standard, "CORS-safelisted method".
const SAFE_METHODS: [&str; 3] = ["GET", "HEAD", "POST"];
/// How long a permission holds where the answer says nothing, and the longest that a browser keeps one.
/// Basis: documented - Fetch standard, "CORS-preflight fetch"; Chromium's ceiling.
const AGE: Span = Span::from_s(5);
const AGE_MAX: Span = Span::from_s(7_200);
/// Under these each name is a site of its own. Basis: documented - Public Suffix List.
const OPEN_TO_ALL: [&str; 2] = [".cloudfront.net", ".amazonaws.com"];
/// Second levels under which names are given away in countries. Basis: as above, the common ones.
const SECOND_LEVELS: [&str; 7] = ["co", "com", "or", "ac", "go", "ne", "net"];

/// Scheme, host and port of a URL, as `Origin` says them.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a>(&'a str);

impl PartialEq for Origin<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl<'a> Origin<'a> {
    /// Of a page, or of what it asks for. The port that goes without saying is left out.
    pub fn of(url: &'a str) -> Self {
        let host_at = url.find("://").map_or(0, |at| at + 3);
        let host = url.get(host_at..).unwrap_or("");
        let end = host.find(['/', '?', '#']).unwrap_or(host.len());
        let all = url.get(..host_at + end).unwrap_or(url);
        let port = match url.starts_with("https://") {
            true => ":443",
            false => ":80",
        };
        Self(all.strip_suffix(port).unwrap_or(all))
    }

    pub const fn text(self) -> &'a str {
        self.0
    }

    pub fn is_secure(self) -> bool {
        self.0.starts_with("https://")
    }

    fn host(self) -> &'a str {
        let host = self.0.split_once("://").map_or(self.0, |(_, host)| host);
        host.split_once(':').map_or(host, |(name, _)| name)
    }

    /// What cookies call a site: the name that somebody has registered, and the scheme.
    fn site(self) -> (bool, &'a str) {
        let host = self.host();
        let is_whole = OPEN_TO_ALL.iter().any(|suffix| host.ends_with(suffix));
        let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
        let (last, before) = (dots.next(), dots.next());
        let second = host.get(before.map_or(0, |at| at + 1)..last.unwrap_or(0));
        let is_country = last.is_some_and(|at| host.len() - at == 3);
        let is_given_away = second.is_some_and(|word| SECOND_LEVELS.contains(&word));
        let cut = match is_country && is_given_away {
            true => dots.next(),
            false => before,
        };
        let name = cut.and_then(|at| host.get(at + 1..)).unwrap_or(host);
        (self.is_secure(), if is_whole { host } else { name })
    }

    /// Whether cookies may travel between them without being those of a third party.
    pub fn is_same_site(self, other: Self) -> bool {
        let (own, others) = (self.site(), other.site());
        own.0 == others.0 && own.1.eq_ignore_ascii_case(others.1)
    }
}

/// A request that a page makes to another origin.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    pub origin: Origin<'a>,
    pub method: &'a str,
    /// Headers of the page's own, in small letters, that not every form could send.
    pub headers: &'a [&'static str],
    /// Cookies may go along.
    pub has_credentials: bool,
}

/// What the `Access-Control-*` headers of an answer say; empty: it has none of the name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    pub allow_origin: &'a str,
    pub allow_credentials: bool,
    pub allow_methods: &'a str,
    pub allow_headers: &'a str,
    pub max_age_s: Option<f64>,
}

/// Why a browser keeps an answer from the page that asked for it, or does not even ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Blocked {
    /// No `Access-Control-Allow-Origin`.
    NoOrigin,
    /// It names another origin.
    OtherOrigin,
    /// `*`, where cookies may go along.
    AnyOrigin,
    /// No `Access-Control-Allow-Credentials: true`, where cookies may go along.
    NoCredentials,
    /// The method is not in `Access-Control-Allow-Methods`.
    Method,
    /// A header is not in `Access-Control-Allow-Headers`.
    Header,
    /// The preflight request was not answered by 2xx.
    Preflight,
}

impl Blocked {
    pub const ALL: [Self; 7] = [
        Self::NoOrigin,
        Self::OtherOrigin,
        Self::AnyOrigin,
        Self::NoCredentials,
        Self::Method,
        Self::Header,
        Self::Preflight,
    ];
}

impl Asking<'_> {
    /// Whether the browser asks for permission first.
    /// Basis: documented - Fetch standard, "CORS-preflight request".
    pub fn needs_preflight(&self) -> bool {
        !SAFE_METHODS.contains(&self.method) || !self.headers.is_empty()
    }

    /// Whether the page may read the answer. Basis: documented - Fetch standard, "CORS check".
    pub fn may_read(&self, said: &Said<'_>) -> Result<(), Blocked> {
        match said.allow_origin {
            "" => Err(Blocked::NoOrigin),
            "*" if self.has_credentials => Err(Blocked::AnyOrigin),
            "*" => Ok(()),
            // Letter by letter: a slash at the end is another text.
            text if text != self.origin.text() => Err(Blocked::OtherOrigin),
            _ if self.has_credentials && !said.allow_credentials => Err(Blocked::NoCredentials),
            _ => Ok(()),
        }
    }

    /// How long the permission holds that an answer to the preflight request gives.
    /// Basis: documented - Fetch standard, "CORS-preflight fetch".
    pub fn may_send(&self, status: u16, said: &Said<'_>) -> Result<Span, Blocked> {
        self.may_read(said)?;
        if !(200..300).contains(&status) {
            return Err(Blocked::Preflight);
        }
        let has_any = |list: &str| listed(list, "*") && !self.has_credentials;
        let methods = said.allow_methods;
        let is_safe = SAFE_METHODS.contains(&self.method);
        let is_named = methods.split(',').any(|word| word.trim() == self.method);
        if !is_safe && !is_named && !has_any(methods) {
            return Err(Blocked::Method);
        }
        let may_have = |header: &str| {
            // What proves who asks has to be named.
            let is_any = has_any(said.allow_headers) && header != "authorization";
            is_any || listed(said.allow_headers, header)
        };
        if !self.headers.iter().all(|header| may_have(header)) {
            return Err(Blocked::Header);
        }
        let said = said.max_age_s.map(Span::from_s_f64);
        Ok(said.map_or(AGE, |age| age.min(AGE_MAX)))
    }
}

fn listed(list: &str, word: &str) -> bool {
    let mut words = list.split(',').map(str::trim);
    words.any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://www.example.com";

    const fn asking<'a>(method: &'a str, headers: &'a [&'static str], cookies: bool) -> Asking<'a> {
        Asking {
            origin: Origin(SITE),
            method,
            headers,
            has_credentials: cookies,
        }
    }

    fn said(origin: &str) -> Said<'_> {
        Said {
            allow_origin: origin,
            ..Said::default()
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port_and_no_address() {
        let origin = |url| Origin::of(url).text();
        assert_eq!(origin("https://www.example.com/a?b=https://x"), SITE);
        assert_eq!(origin("https://www.example.com:443"), SITE);
        assert_eq!(origin("http://a.com:8080/x"), "http://a.com:8080");
        assert!(Origin::of("HTTPS://WWW.example.com/".to_lowercase().as_str()) == Origin(SITE));
        assert!(Origin::of("http://www.example.com/") != Origin(SITE));
        assert!(Origin::of("https://api.example.com/") != Origin(SITE));
    }

    #[test]
    fn one_registered_name_is_one_site_and_names_of_a_cloud_are_not() {
        for (a, b, is_same) in [
            ("https://www.example.com", "https://api.example.com/x", true),
            ("https://www.example.com", "http://api.example.com", false),
            ("https://www.example.com", "https://api.example.net", false),
            ("https://www.shop.co.kr", "https://api.shop.co.kr", true),
            ("https://shop.co.kr", "https://other.co.kr", false),
            (
                "https://a.cloudfront.net",
                "https://b.cloudfront.net",
                false,
            ),
            ("https://example.com", "https://api.example.com", true),
        ] {
            let (a, b) = (Origin::of(a), Origin::of(b));
            assert_eq!(a.is_same_site(b), is_same, "{a:?} {b:?}");
        }
    }

    #[test]
    fn what_a_form_could_send_needs_no_permission() {
        assert!(!asking("GET", &[], true).needs_preflight());
        assert!(!asking("POST", &[], true).needs_preflight());
        assert!(asking("POST", &["content-type"], false).needs_preflight());
        assert!(asking("GET", &["authorization"], false).needs_preflight());
        assert!(asking("DELETE", &[], false).needs_preflight());
    }

    #[test]
    fn the_page_s_own_origin_must_be_named_and_no_other() {
        let plain = asking("GET", &[], false);
        assert_eq!(plain.may_read(&said("")), Err(Blocked::NoOrigin));
        assert_eq!(plain.may_read(&said(SITE)), Ok(()));
        assert_eq!(plain.may_read(&said("*")), Ok(()));
        // The balancer's own name, as people register it, and a slash too many.
        for wrong in ["https://api.example.com", "https://www.example.com/"] {
            assert_eq!(plain.may_read(&said(wrong)), Err(Blocked::OtherOrigin));
        }
    }

    #[test]
    fn with_cookies_a_star_is_not_enough_and_credentials_must_be_allowed() {
        let with = asking("GET", &[], true);
        assert_eq!(with.may_read(&said("*")), Err(Blocked::AnyOrigin));
        assert_eq!(with.may_read(&said(SITE)), Err(Blocked::NoCredentials));
        let allowed = Said {
            allow_credentials: true,
            ..said(SITE)
        };
        assert_eq!(with.may_read(&allowed), Ok(()));
    }

    #[test]
    fn a_preflight_allows_methods_and_headers_for_a_while() {
        let put = asking("PUT", &["content-type", "authorization"], false);
        let mut answer = Said {
            allow_methods: "GET, PUT",
            allow_headers: "Content-Type, Authorization",
            ..said(SITE)
        };
        assert_eq!(put.may_send(204, &answer), Ok(AGE));
        assert_eq!(put.may_send(404, &answer), Err(Blocked::Preflight));
        answer.max_age_s = Some(600.0);
        assert_eq!(put.may_send(200, &answer), Ok(Span::from_s(600)));
        answer.max_age_s = Some(86_400.0);
        assert_eq!(put.may_send(200, &answer), Ok(AGE_MAX));
        answer.allow_headers = "*";
        assert_eq!(put.may_send(200, &answer), Err(Blocked::Header));
        answer.allow_methods = "GET";
        assert_eq!(put.may_send(200, &answer), Err(Blocked::Method));
    }
}
