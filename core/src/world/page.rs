//! What requests of a class ask for: host, path, method, query and headers, as a user writes them
//! once for all. Nothing of it is in a request: it is read when somebody asks.

use super::client::Client;
use crate::base::filled::{Filled, Numbers};
use crate::rules::listener::{self, AlbError, Incoming};
use alloc::string::String;
use core::net::Ipv4Addr;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    pub method: String,
    /// `scheme://host/path?query`. `{object}` and `{client}` stand for numbers: without them all
    /// ask for the same.
    pub url: String,
    /// `Name: value`, with `|` between one and the next.
    pub headers: String,
    /// `Cache-Control` of its answers; empty: they have none.
    pub cache_control: String,
}

impl Page {
    /// Nobody's.
    pub const NONE: Self = Self {
        method: String::new(),
        url: String::new(),
        headers: String::new(),
        cache_control: String::new(),
    };

    /// Whether it only asks for something.
    pub fn is_read(&self) -> bool {
        matches!(self.method.as_str(), "" | "GET" | "HEAD")
    }

    /// Asked for over TLS.
    pub fn is_secure(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// What an Application Load Balancer answers itself to those who ask for it; `None`: it takes them.
    pub fn refused(&self) -> Option<AlbError> {
        AlbError::of_request(&self.method, &self.headers)
    }

    fn without_scheme(&self) -> &str {
        let url = self.url.as_str();
        url.split_once("://").map_or(url, |(_, rest)| rest)
    }

    fn split(&self) -> (&str, &str) {
        let rest = self.without_scheme();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        rest.split_at_checked(end).unwrap_or((rest, ""))
    }

    /// With its port, if it names one.
    pub fn host(&self) -> &str {
        self.split().0
    }

    /// The host without its port.
    pub fn server_name(&self) -> &str {
        let host = self.host();
        host.split_once(':').map_or(host, |(name, _)| name)
    }

    /// Where it connects to.
    pub fn port(&self) -> u32 {
        let named = self
            .host()
            .split_once(':')
            .and_then(|(_, port)| port.parse().ok());
        named.unwrap_or(if self.is_secure() { 443 } else { 80 })
    }

    /// From the `/` on, without the query.
    pub fn path(&self) -> &str {
        let rest = self.split().1;
        match rest.split_once('?').map_or(rest, |(path, _)| path) {
            "" => "/",
            path => path,
        }
    }

    /// What follows the `?`.
    pub fn query(&self) -> &str {
        let rest = self.split().1;
        rest.split_once('?').map_or("", |(_, query)| query)
    }

    /// Names and values.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        listener::headers(&self.headers)
    }
}

/// What one request asks for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub page: &'a Page,
    pub client: Client,
    /// 0 is the most wanted one.
    pub object: u32,
}

impl<'a> Asked<'a> {
    /// A text of its page, as this request has it.
    pub const fn read(&self, text: &'a str) -> Filled<'a> {
        Filled::new(text, self.numbers())
    }

    pub const fn numbers(&self) -> Numbers {
        Numbers {
            client: self.client.number,
            object: self.object,
        }
    }

    pub fn host(&self) -> Filled<'a> {
        self.read(self.page.host())
    }

    /// The name that a client says when it opens a connection over TLS.
    pub fn server_name(&self) -> Filled<'a> {
        self.read(self.page.server_name())
    }

    /// As rules of listeners look at it.
    pub fn incoming(&self) -> Incoming<'a> {
        Incoming {
            method: &self.page.method,
            host: self.page.host(),
            path: self.page.path(),
            query: self.page.query(),
            headers: &self.page.headers,
            source: Ipv4Addr::from(self.client.address),
            numbers: self.numbers(),
        }
    }

    pub fn path(&self) -> Filled<'a> {
        self.read(self.page.path())
    }

    pub fn query(&self) -> Filled<'a> {
        self.read(self.page.query())
    }

    /// The value of a header; names are in any case.
    pub fn header(&self, name: &str) -> Option<Filled<'a>> {
        let mut headers = self.page.headers();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| self.read(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(url: &str) -> Page {
        Page {
            url: String::from(url),
            ..Page::NONE
        }
    }

    #[test]
    fn addresses_are_read_as_browsers_read_them() {
        for (url, is_secure, host, path, query) in [
            (
                "http://www.example.com/user",
                false,
                "www.example.com",
                "/user",
                "",
            ),
            ("https://a.example.com", true, "a.example.com", "/", ""),
            (
                "http://a.com?Platform=Mobile",
                false,
                "a.com",
                "/",
                "Platform=Mobile",
            ),
            (
                "https://a.com:8443/x/y?q=1?2",
                true,
                "a.com:8443",
                "/x/y",
                "q=1?2",
            ),
            ("/user", false, "", "/user", ""),
            ("", false, "", "/", ""),
        ] {
            let page = page(url);
            assert_eq!(page.is_secure(), is_secure, "{url}");
            assert_eq!(
                (page.host(), page.path(), page.query()),
                (host, path, query)
            );
        }
    }

    #[test]
    fn a_request_has_the_headers_of_its_page_in_any_case() {
        let page = Page {
            headers: String::from("User-Agent: Mobile Safari | Cookie: session={client}"),
            ..page("http://a.com/p/{object}")
        };
        let client = super::super::client::Crowd::DEFAULT.client(7);
        let object = 42;
        let asked = Asked {
            page: &page,
            client,
            object,
        };
        let text = |filled: Option<Filled<'_>>| filled.map(|text| text.collect::<String>());
        assert_eq!(text(Some(asked.path())).as_deref(), Some("/p/42"));
        assert_eq!(
            text(asked.header("user-agent")).as_deref(),
            Some("Mobile Safari")
        );
        assert_eq!(text(asked.header("COOKIE")).as_deref(), Some("session=0"));
        assert_eq!(text(asked.header("Accept")), None);
    }
}
