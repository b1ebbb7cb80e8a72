//! Which cookies a browser keeps and sends along (spec 15): what `Set-Cookie` says of one, against where
//! the page is and what it asks.

use super::cors::Origin;
use crate::base::codec::string_enum;
use serde::{Deserialize, Serialize};

/// `SameSite`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SameSite {
    /// Browsers take it as `Lax`.
    #[default]
    Unsaid,
    None,
    Lax,
    Strict,
}

string_enum!(SameSite {
    Unsaid: "",
    None: "None",
    Lax: "Lax",
    Strict: "Strict",
});

/// Whether a page's own code wants cookies to go along. Words: those of `fetch`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    Omit,
    #[default]
    SameOrigin,
    Include,
}

string_enum!(Credentials {
    Omit: "omit",
    SameOrigin: "same-origin",
    Include: "include",
});

impl Credentials {
    pub fn go_along(self, is_cross_origin: bool) -> bool {
        match self {
            Self::Omit => false,
            Self::SameOrigin => !is_cross_origin,
            Self::Include => true,
        }
    }
}

/// What `Set-Cookie` says of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookie {
    pub is_secure: bool,
    pub same_site: SameSite,
}

/// Why a cookie does not travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// The page's code does not ask for it: `credentials`.
    NotIncluded,
    /// `Secure`, over plain HTTP.
    NotSecure,
    /// `SameSite=None` without `Secure`.
    NoneNeedsSecure,
    /// `SameSite` is not `None`, and the page is of another site.
    OtherSite,
}

impl Refused {
    pub const ALL: [Self; 4] = [
        Self::NotIncluded,
        Self::NotSecure,
        Self::NoneNeedsSecure,
        Self::OtherSite,
    ];
}

impl Cookie {
    /// Whether a browser takes the cookie from an answer to a page of `page`, and sends it along with
    /// what that page asks of `api`. Basis: documented - RFC 6265bis, "Storage Model" and "Retrieval
    /// Algorithm"; `HttpOnly` keeps it from scripts alone.
    pub fn travels(
        self,
        page: Origin<'_>,
        api: Origin<'_>,
        credentials: Credentials,
    ) -> Result<(), Refused> {
        let is_third_party = !page.is_same_site(api);
        match self.same_site {
            _ if !credentials.go_along(page != api) => Err(Refused::NotIncluded),
            _ if self.is_secure && !api.is_secure() => Err(Refused::NotSecure),
            SameSite::None if !self.is_secure => Err(Refused::NoneNeedsSecure),
            SameSite::None => Ok(()),
            _ if is_third_party => Err(Refused::OtherSite),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_of_another_site_needs_none_and_secure_and_to_be_asked_for() {
        let page = Origin::of("https://www.example.com/");
        let far = Origin::of("https://api.example.net/");
        let near = Origin::of("https://api.example.com/");
        let plain = Origin::of("http://api.example.com/");
        let cookie = |is_secure, same_site| Cookie {
            is_secure,
            same_site,
        };
        use Credentials::{Include, SameOrigin};
        use Refused::{NoneNeedsSecure, NotIncluded, NotSecure, OtherSite};
        for (cookie, api, credentials, expected) in [
            (cookie(true, SameSite::None), far, Include, Ok(())),
            (
                cookie(true, SameSite::None),
                far,
                SameOrigin,
                Err(NotIncluded),
            ),
            (
                cookie(false, SameSite::None),
                far,
                Include,
                Err(NoneNeedsSecure),
            ),
            (cookie(true, SameSite::Lax), far, Include, Err(OtherSite)),
            (cookie(true, SameSite::Unsaid), far, Include, Err(OtherSite)),
            // One registered name: another origin, the same site.
            (cookie(true, SameSite::Strict), near, Include, Ok(())),
            (cookie(true, SameSite::Lax), plain, Include, Err(NotSecure)),
            (cookie(false, SameSite::Lax), page, SameOrigin, Ok(())),
        ] {
            assert_eq!(
                cookie.travels(page, api, credentials),
                expected,
                "{cookie:?}"
            );
        }
    }
}
