//! What the user sets of a load: how many, how often, for what, and how patient.

use crate::base::dist::Shape;
use crate::base::form::words;
use crate::contract::params;
use crate::rules::regions::Region;
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

words!(Pattern {
    Constant: "constant",
    Ramp: "ramp",
    Step: "step",
    SineDay: "sine_day",
    FlashCrowd: "flash_crowd",
    Trace: "trace",
});

/// Users who are where the rest of the board is.
const SAME_REGION: &str = "same_region";
/// That, or a Region by its code.
const LOCATIONS: [&str; Region::WORDS.len() + 1] = {
    let mut all = [SAME_REGION; Region::WORDS.len() + 1];
    let (_, regions) = all.split_at_mut(1);
    regions.copy_from_slice(Region::WORDS);
    all
};

params! {
    /// One class of the request mix; its costs are factors of the board's.
    pub struct MixClass {
        name: String = String::new(), "name";
        share: f64 = 1.0, "share";
        cpu_factor: f64 = 1.0, "cpu_factor";
        db_reads: u8 = 1, "db_reads";
        db_writes: u8 = 0, "db_writes";
        bytes_in: u32 = 500, "bytes_in";
        bytes_out: u32 = 4_000, "bytes_out";
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
        mix: Vec<MixClass> = Vec::new(), "mix" => structure();
        trace: Option<Trace> = None, "trace" => structure();
    }
}

impl Params {
    /// `None`: that of the rest of the board.
    pub(super) fn region(&self) -> Option<Region> {
        Region::named(&self.location)
    }
}

/// The mix when a board gives none: page 60 %, read 30 %, write 8 %, upload 2 % (spec 1.2).
pub(super) fn default_mix() -> Vec<MixClass> {
    let class = |name: &str, share, writes: u8, bytes_in, bytes_out| MixClass {
        name: String::from(name),
        share,
        cpu_factor: 1.0,
        db_reads: 1 - writes,
        db_writes: writes,
        bytes_in,
        bytes_out,
    };
    alloc::vec![
        class("page", 0.60, 0, 500, 60_000),
        class("read", 0.30, 0, 500, 4_000),
        class("write", 0.08, 1, 1_000, 1_000),
        class("upload", 0.02, 1, 500_000, 1_000),
    ]
}
