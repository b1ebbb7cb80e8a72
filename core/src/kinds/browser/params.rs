//! What the user sets of browsers: who opens which page how often, what the page is made of, and what it
//! asks of its API.

use crate::base::codec::string_enum;
use crate::base::id::PartId;
use crate::contract::field::{choice, number, text, toggle, whole};
use crate::contract::{Field, Protocol, Unit, params};
use crate::kinds::users::{LOCATIONS, SAME_REGION};
use crate::rules::cookie::Credentials;
use crate::rules::cors::Origin;
use crate::rules::regions::Region;
use crate::world::page::Page;
use alloc::string::String;
use alloc::vec::Vec;

/// Where the page is put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Render {
    /// In the browser: an empty page, a script, and what it asks of the API (CSR).
    #[default]
    Client,
    /// At the server: all of it is in the document (SSR).
    Server,
}

string_enum!(Render {
    Client: "csr",
    Server: "ssr",
});

/// How the API knows who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Auth {
    #[default]
    Nothing,
    /// By a cookie that it has set.
    Cookie,
    /// By a token that the page keeps and sends as `Authorization`.
    Bearer,
}

string_enum!(Auth {
    Nothing: "none",
    Cookie: "cookie",
    Bearer: "bearer",
});

params! {
    /// A script, a style sheet, a picture.
    pub struct File {
        /// Without a host: of the page's own origin.
        url: String = String::from("/assets/app.js"), "url";
        bytes: u32 = 60_000, "bytes";
        /// What its answer says where the store behind it says nothing.
        cache_control: String = String::new(), "cache_control";
        cpu_factor: f64 = 0.02, "cpu_factor";
    }
}

params! {
    /// What the page's script asks for, one after the other.
    pub struct Call {
        method: String = String::from("GET"), "method";
        /// Without a host: of the page's own origin.
        url: String = String::from("/api/items"), "url";
        /// Its body is JSON, which no form could send.
        is_json: bool = false, "json";
        /// Its answer brings the session; who has one does not ask.
        signs_in: bool = false, "signs_in";
        cpu_factor: f64 = 1.0, "cpu_factor";
        db_reads: u8 = 1, "db_reads";
        db_writes: u8 = 0, "db_writes";
        bytes: u32 = 4_000, "bytes";
    }
}

const FILE: &[Field] = &[
    text().at("url"),
    whole(0.0..=1e9, Unit::None).at("bytes"),
    text().at("cache_control"),
    FACTOR.at("cpu_factor"),
];
const CALL: &[Field] = &[
    choice(METHODS).at("method"),
    text().at("url"),
    toggle().at("json"),
    toggle().at("signs_in"),
    FACTOR.at("cpu_factor"),
    whole(0.0..=255.0, Unit::Count).at("db_reads"),
    whole(0.0..=255.0, Unit::Count).at("db_writes"),
    whole(0.0..=1e9, Unit::None).at("bytes"),
];
const FACTOR: Field = number(0.0..=1_000.0, Unit::Factor);
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];
/// Names or addresses.
const SITES: &[Protocol] = &[Protocol::Dns, Protocol::Http];

params! {
    pub struct Params {
        visitors: f64 = 100.0, "visitors" => whole(0.0..=10_000.0, Users);
        views_per_visitor_s: f64 = 0.02, "views_per_visitor_s" => number(0.0..=1.0, PerSecond);
        /// Views by people whose browser has nothing of the site yet.
        new_percent: f64 = 30.0, "new_percent" => number(0.0..=100.0, Percent);
        render: Render = Render::Client, "render" => choice(Render::WORDS);
        page_url: String = String::from("https://www.example.com/"), "page_url" => text();
        page_bytes: u32 = 20_000, "page_bytes" => whole(0.0..=1e9, None);
        page_cpu_factor: f64 = 1.0, "page_cpu_factor" => FACTOR;
        page_db_reads: u8 = 0, "page_db_reads" => whole(0.0..=255.0, Count);
        page_cache_control: String = String::new(), "page_cache_control" => text();
        files: Vec<File> = Vec::new(), "files" => records(FILE);
        /// By which wire the API is asked. `None`: by that of the page.
        api: Option<PartId> = None, "api" if |p| p.render == Render::Client
            => part(Takes::AnyOf(SITES));
        calls: Vec<Call> = Vec::new(), "calls" if |p| p.render == Render::Client => records(CALL);
        auth: Auth = Auth::Nothing, "auth" if |p| p.render == Render::Client => choice(Auth::WORDS);
        credentials: Credentials = Credentials::SameOrigin, "credentials"
            if |p| p.render == Render::Client => choice(Credentials::WORDS);
        cpu_seconds_per_request: f64 = 0.05, "cpu_seconds_per_request"
            => number(0.0001..=60.0, Seconds);
        round_trip_ms: f64 = 10.0, "round_trip_ms" => number(0.0..=1_000.0, Milliseconds);
        location: String = String::from(SAME_REGION), "location" => choice(&LOCATIONS);
        patience_s: f64 = 90.0, "patience_s" => number(1.0..=600.0, Seconds);
        surge_visitors: f64 = 1_000.0, "surge_visitors" => whole(0.0..=10_000.0, Users);
        surge_s: f64 = 600.0, "surge_s" => number(1.0..=86_400.0, Seconds);
    }
}

impl Params {
    /// `None`: that of the rest of the board.
    pub fn region(&self) -> Option<Region> {
        Region::named(&self.location)
    }

    /// Scheme, host and port of the page.
    pub fn origin(&self) -> Origin<'_> {
        Origin::of(&self.page_url)
    }

    /// An address as the page means it.
    pub fn whole_url(&self, url: &str) -> String {
        match url.contains("://") {
            true => String::from(url),
            false => String::from(self.origin().text()) + url,
        }
    }

    /// What the page's script asks for.
    pub fn asked(&self) -> &[Call] {
        match self.render {
            Render::Client => &self.calls,
            Render::Server => &[],
        }
    }

    pub fn document(&self) -> Page {
        Page {
            method: String::from("GET"),
            url: self.page_url.clone(),
            headers: String::new(),
            cache_control: self.page_cache_control.clone(),
        }
    }
}
