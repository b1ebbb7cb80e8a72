//! P1 to P5 and P9: the engine's speed and memory, each beside a yardstick of the same run.

use super::goal::{Figure, median};
use super::runner::{Job, Line, Place, Runner};
use crate::Outcome;

const REQUESTS: u64 = 1_000_000;
/// 1/60 s of simulated time. Units: µs.
const FRAME_US: u64 = 16_667;
const HOUR_S: u64 = 3_600;
/// Simulated time for P9's speed: long enough for alarms and policies to have worked. Units: s.
const BOARD_S: u64 = 1_800;

/// How many times as fast `a` is as `b`, per event.
fn speed(a: &Line, b: &Line) -> f64 {
    b.ns_per_event() / a.ns_per_event()
}

fn engine_over_loop(runner: &Runner, id: &'static str, place: Place) -> Outcome<Vec<Figure>> {
    let (engine, by_hand) = (
        Job::new("web", "swell", REQUESTS),
        Job::new("web", "loop", REQUESTS),
    );
    let rounds = runner.compare(place, &engine, &by_hand, speed)?;
    Ok(vec![Figure::median(id, rounds)])
}

/// Also where the engine's fingerprint is compared over all places: a figure of a wrong engine is
/// worth nothing.
pub fn p1(runner: &Runner) -> Outcome<Vec<Figure>> {
    for job in ["web", "mmc"] {
        runner.same_hash(&Job::new(job, "swell", 100_000))?;
    }
    engine_over_loop(runner, "P1", Place::Node)
}

pub fn p2(runner: &Runner) -> Outcome<Vec<Figure>> {
    engine_over_loop(runner, "P2", Place::Native)
}

/// The worse of native and wasm.
pub fn p3(runner: &Runner) -> Outcome<Vec<Figure>> {
    let small = Job::new("web", "swell", REQUESTS);
    let large = Job {
        scale: 256,
        ..small.clone()
    };
    let slowness = |a: &Line, b: &Line| a.ns_per_event() / b.ns_per_event();
    let native = runner.compare(Place::Native, &large, &small, slowness)?;
    let wasm = runner.compare(Place::Node, &large, &small, slowness)?;
    let worse = if median(&native) > median(&wasm) {
        native
    } else {
        wasm
    };
    Ok(vec![Figure::median("P3", worse)])
}

pub fn p4(runner: &Runner) -> Outcome<Vec<Figure>> {
    let jobs = [100_000, 2_000_000].map(|n| Job::new("web", "swell", n));
    let lines = runner.run(Place::Node, &jobs)?;
    let [few, many] = [lines[0].rss_kb, lines[1].rss_kb];
    Ok(vec![
        Figure::single("P4", many / few),
        Figure::single("P4.mb", many * 1024.0 / 1e6),
    ])
}

pub fn p5(runner: &Runner) -> Outcome<Vec<Figure>> {
    let whole = Job::new("web", "swell", REQUESTS);
    let sliced = Job {
        slice_us: FRAME_US,
        ..whole.clone()
    };
    let rounds = runner.compare(Place::Node, &sliced, &whole, speed)?;
    Ok(vec![Figure::median("P5", rounds)])
}

/// The default board; its `n` counts simulated seconds.
pub fn p9(runner: &Runner) -> Outcome<Vec<Figure>> {
    let mut rounds = Vec::new();
    for round in 0..runner.rounds {
        let job = Job::new("board", "swell", BOARD_S).seed(round as u64 + 1);
        let line = &runner.run(Place::Node, &[job])?[0];
        rounds.push(line.simulated_s / line.cpu);
    }
    let jobs = [HOUR_S, 24 * HOUR_S].map(|n| Job::new("board", "swell", n));
    let lines = runner.run(Place::Node, &jobs)?;
    Ok(vec![
        Figure::median("P9", rounds),
        Figure::single("P9.day", lines[1].rss_kb / lines[0].rss_kb),
    ])
}
