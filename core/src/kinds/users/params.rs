//! What the user sets of a load: how many, how often, for what, and how patient.

use crate::base::codec::{record, string_enum};
use crate::base::dist::Shape;
use crate::contract::field::{choice, number, text, whole};
use crate::contract::{Field, Unit, params};
use crate::rules::regions::Region;
use crate::world::page::Page;
use crate::world::trace::Trace;
use alloc::string::String;
use alloc::vec::Vec;

/// How the number of users changes with time, seen from the first picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pattern {
    #[default]
    Constant,
    /// From `users` to `pattern_users` in a straight line over `pattern_duration_s`.
    Ramp,
    /// `pattern_users` from `pattern_start_s` on.
    Step,
    /// Between `users` at night and `pattern_users` at 14:00, every day.
    SineDay,
    /// Jumps to `pattern_users`, then fades with the time constant `pattern_duration_s`.
    FlashCrowd,
    /// Requests per second from `trace`.
    Trace,
}

string_enum!(Pattern {
    Constant: "constant",
    Ramp: "ramp",
    Step: "step",
    SineDay: "sine_day",
    FlashCrowd: "flash_crowd",
    Trace: "trace",
});

/// Users who are where the rest of the board is.
pub const SAME_REGION: &str = "same_region";
/// That, or a Region by its code.
pub const LOCATIONS: [&str; Region::WORDS.len() + 1] = {
    let mut all = [SAME_REGION; Region::WORDS.len() + 1];
    let (_, regions) = all.split_at_mut(1);
    regions.copy_from_slice(Region::WORDS);
    all
};

/// One class of the request mix; its costs are factors of the board's.
#[derive(Clone, Debug, PartialEq)]
pub struct MixClass {
    pub label: String,
    pub share: f64,
    pub cpu_factor: f64,
    pub db_reads: u8,
    pub db_writes: u8,
    pub bytes_in: u32,
    pub bytes_out: u32,
    /// Empty: GET.
    pub method: String,
    /// Empty: [`HOME`].
    pub url: String,
    pub headers: String,
    /// What the answer says of it to caches, as its header does; empty: nothing.
    pub cache_control: String,
}

impl Default for MixClass {
    fn default() -> Self {
        Self {
            label: String::new(),
            share: 1.0,
            cpu_factor: 1.0,
            db_reads: 1,
            db_writes: 0,
            bytes_in: 500,
            bytes_out: 4_000,
            method: String::new(),
            url: String::new(),
            headers: String::new(),
            cache_control: String::new(),
        }
    }
}

record!(sparse MixClass {
    label: "name",
    share: "share",
    cpu_factor: "cpu_factor",
    db_reads: "db_reads",
    db_writes: "db_writes",
    bytes_in: "bytes_in",
    bytes_out: "bytes_out",
    method: "method",
    url: "url",
    headers: "headers",
    cache_control: "cache_control",
});

/// What is asked for where nothing is said.
const HOME: &str = "http://www.example.com/";

const MIX: &[Field] = &[
    text().at("name"),
    number(0.0..=1_000.0, Unit::None).at("share"),
    choice(METHODS).at("method"),
    text().at("url"),
    text().at("headers"),
    text().at("cache_control"),
    number(0.0..=1_000.0, Unit::Factor).at("cpu_factor"),
    whole(0.0..=255.0, Unit::Count).at("db_reads"),
    whole(0.0..=255.0, Unit::Count).at("db_writes"),
    whole(0.0..=BYTES_MAX, Unit::None).at("bytes_in"),
    whole(0.0..=BYTES_MAX, Unit::None).at("bytes_out"),
];
const METHODS: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
];
const BYTES_MAX: f64 = 1e9;

impl MixClass {
    pub(super) fn page(self) -> Page {
        let or = |text: String, else_: &str| match text.is_empty() {
            true => String::from(else_),
            false => text,
        };
        Page {
            method: or(self.method, "GET"),
            url: or(self.url, HOME),
            headers: self.headers,
            cache_control: self.cache_control,
        }
    }
}

params! {
    pub struct Params {
        users: f64 = 100.0, "users" => whole(0.0..=100_000.0, Users);
        requests_per_user_s: f64 = 0.1, "requests_per_user_s" => number(0.0..=10.0, PerSecond);
        pattern: Pattern = Pattern::Constant, "pattern" => choice(Pattern::WORDS);
        pattern_users: f64 = 1_000.0,
            "pattern_users" if |p| !matches!(p.pattern, Pattern::Constant | Pattern::Trace)
            => whole(0.0..=100_000.0, Users);
        pattern_start_s: f64 = 60.0,
            "pattern_start_s" if |p| !matches!(p.pattern, Pattern::Constant | Pattern::Trace)
            => number(0.0..=1_209_600.0, Seconds);
        pattern_duration_s: f64 = 600.0,
            "pattern_duration_s" if |p| !matches!(p.pattern, Pattern::Constant | Pattern::Trace)
            => number(1.0..=1_209_600.0, Seconds);
        trace_scale: f64 = 1.0, "trace_scale" if |p| p.pattern == Pattern::Trace
            => number(0.0..=1_000_000.0, Factor);
        cpu_seconds_per_request: f64 = 0.05, "cpu_seconds_per_request"
            => number(0.0001..=60.0, Seconds);
        cpu_distribution: Shape = Shape::Exponential, "cpu_distribution" => choice(Shape::WORDS);
        round_trip_ms: f64 = 10.0, "round_trip_ms" => number(0.0..=1_000.0, Milliseconds);
        /// Where they are: what is farther than their own Region takes its time, edge locations are near.
        location: String = String::from(SAME_REGION), "location" => choice(&LOCATIONS);
        /// Clients that never ask for a name again, such as a JVM that caches for ever.
        pinned_percent: f64 = 0.0, "pins_dns_percent" => number(0.0..=100.0, Percent).rare();
        /// One connection carries many requests of a client.
        keep_alive: bool = true, "keep_alive" => toggle();
        /// Different things that users ask for.
        objects: u32 = 10_000, "objects" => whole(1.0..=1_000_000.0, Count);
        /// How unevenly they are asked for: Zipf's exponent.
        popularity: f64 = 1.0, "popularity" => number(0.0..=3.0, None);
        patience_s: f64 = 90.0, "patience_s" => number(1.0..=600.0, Seconds);
        retries: u8 = 0, "retries" => whole(0.0..=5.0, Count);
        surge_users: f64 = 1_000.0, "surge_users" => whole(0.0..=100_000.0, Users);
        surge_s: f64 = 600.0, "surge_s" => number(1.0..=86_400.0, Seconds);
        mix: Vec<MixClass> = Vec::new(), "mix" => records(MIX);
        trace: Option<Trace> = None, "trace" => structure();
    }
}

impl Params {
    /// As often and at the same times as `other`: `times` as many users, and `share` of its rush.
    pub fn come_as(&mut self, other: &Self, times: f64, share: f64) {
        let some = |users: f64, times: f64| crate::base::math::round(users * times);
        self.users = some(other.users, times);
        self.requests_per_user_s = other.requests_per_user_s;
        self.pattern = other.pattern;
        self.pattern_users = some(other.pattern_users, times);
        self.pattern_start_s = other.pattern_start_s;
        self.pattern_duration_s = other.pattern_duration_s;
        self.trace_scale = other.trace_scale * times;
        self.trace.clone_from(&other.trace);
        self.surge_users = some(other.surge_users, share);
        self.surge_s = other.surge_s;
    }

    /// `None`: that of the rest of the board.
    pub(super) fn region(&self) -> Option<Region> {
        Region::named(&self.location)
    }
}

impl From<Params> for crate::kinds::Params {
    fn from(params: Params) -> Self {
        Self::Users(params)
    }
}

/// The mix when a board gives none: page 60 %, read 30 %, write 8 %, upload 2 % (spec 1.2).
pub(super) fn default_mix() -> Vec<MixClass> {
    let class = |label: &str, share, (method, path): (&str, &str), bytes_in, bytes_out| MixClass {
        label: String::from(label),
        share,
        db_reads: u8::from(method == "GET"),
        db_writes: u8::from(method != "GET"),
        bytes_in,
        bytes_out,
        method: String::from(method),
        url: String::from("http://www.example.com") + path,
        ..MixClass::default()
    };
    let mut mix = alloc::vec![
        class("page", 0.60, ("GET", "/products"), 500, 60_000),
        class("read", 0.30, ("GET", "/api/items"), 500, 4_000),
        class("write", 0.08, ("POST", "/api/orders"), 1_000, 1_000),
        class("upload", 0.02, ("POST", "/api/files"), 500_000, 1_000),
    ];
    // Caches may keep the pages alone.
    for class in mix.iter_mut().skip(1) {
        class.cache_control = String::from("no-store");
    }
    mix
}
