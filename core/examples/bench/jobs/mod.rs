//! The benchmark jobs: two with exact answers, by the engine or by the hand-written reference loop, and
//! boards by the engine alone.
//!
//! Shared by the native runner (`--example bench`) and the wasm runner (`tests/wasm`), so that both time the
//! same code. No clock and no file in here: whoever calls measures.

mod engine;
mod everything;
mod reference;
mod spread;

use serde::{Deserialize, Serialize};
pub use spread::Spread;

/// What to run. Times inside a job are its own; only `slice_us` cuts the run into calls.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Args {
    /// `mmc`, `web` or (engine only) `chain`, `board`, `everything` and `keyframes`.
    pub job: String,
    /// `swell` for the engine, `loop` for the reference loop.
    pub engine: String,
    /// Servers of `mmc`: 1 or 16.
    pub c: u32,
    /// Multiplies arrival rate, hosts and databases of `web`; a power of two.
    pub scale: u32,
    /// Customers or requests; for `board` and `everything` simulated seconds, for `keyframes` copies.
    pub n: u64,
    pub seed: u64,
    /// 0: one call. Otherwise the engine is advanced in calls of so much simulated time.
    pub slice_us: u64,
}

impl Default for Args {
    fn default() -> Self {
        Self {
            job: "web".into(),
            engine: "swell".into(),
            c: 1,
            scale: 1,
            n: 1_000_000,
            seed: 1,
            slice_us: 0,
        }
    }
}

/// One mean beside its exact answer. Units: milliseconds (`web`), service times (`mmc`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Check {
    pub name: String,
    pub mean: f64,
    /// Standard error by batch means.
    pub se: f64,
    pub answer: f64,
}

impl Check {
    pub fn new(name: &str, spread: &Spread, unit: f64, answer: f64) -> Self {
        Self {
            name: name.into(),
            mean: spread.mean() / unit,
            se: spread.standard_error() / unit,
            answer,
        }
    }

    fn holds(&self) -> bool {
        (self.mean - self.answer).abs() <= 4.0 * self.se
    }
}

/// What a run did; the caller adds the processor time and the memory it measured.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Line {
    pub events: u64,
    /// The first check's mean: time in the queue (`mmc`) or response time (`web`).
    pub mean: f64,
    pub n: u64,
    pub hash: String,
    /// Simulated seconds from the first to the last event.
    pub simulated_s: f64,
    pub checks: Vec<Check>,
    /// A mean farther than 4 standard errors from its answer: the figure must not be used.
    pub void: bool,
}

impl Line {
    /// Fills `mean` and `void` from the checks. A scaled `web` is for speed only: it ends before it has settled.
    pub fn checked(mut self, args: &Args, checks: Vec<Check>) -> Self {
        self.mean = checks.first().map_or(0.0, |check| check.mean);
        self.void = args.scale == 1 && !checks.iter().all(Check::holds);
        self.checks = checks;
        self
    }
}

/// Runs one job to its end.
///
/// Errors: an unknown job or engine, or sizes out of bounds, in words for the developer who typed them.
pub fn run(args: &Args) -> Result<Line, String> {
    if !args.scale.is_power_of_two() || args.scale > 1024 {
        return Err(format!("--scale {}: a power of two up to 1024", args.scale));
    }
    if args.n == 0 || args.n > 1_000_000_000 {
        return Err(format!("--n {}: 1 to 1000000000", args.n));
    }
    if args.job == "mmc" && mmc_answer(args.c).is_none() {
        return Err(format!("--c {}: the job mmc knows 1 and 16", args.c));
    }
    match (args.engine.as_str(), args.job.as_str()) {
        ("swell", "mmc" | "web" | "chain" | "board") => engine::run(args),
        ("swell", "everything") => everything::run(args),
        ("swell", "keyframes") => everything::keyframes(args),
        ("loop", "mmc") => Ok(reference::mmc(args)),
        ("loop", "web") => Ok(reference::web(args)),
        ("swell" | "loop", job) => Err(format!("{} does not know the job {job:?}", args.engine)),
        (engine, _) => Err(format!("--engine {engine:?}: swell or loop")),
    }
}

/// Mean wait in the queue in service times at load 0.8, by Erlang C.
pub fn mmc_answer(c: u32) -> Option<f64> {
    match c {
        1 => Some(4.0),
        16 => Some(0.095_28),
        _ => None,
    }
}

/// Names, means and answers of `web`. Units: milliseconds. Basis: Burke's theorem and Erlang C.
pub const WEB_ANSWERS: [(&str, f64); 3] = [
    ("response", 32.252_71),
    ("host wait", 7.455_41),
    ("database wait", 0.476_38),
];
