//! P1 to P5 and P9 to P11: the engine's speed and memory, each beside a yardstick of the same run.

use super::goal::{Figure, median};
use super::runner::{Job, Line, Place, Runner};
use crate::Outcome;

const REQUESTS: u64 = 1_000_000;
/// 1/60 s of simulated time. Units: µs.
const FRAME_US: u64 = 16_667;
const HOUR_S: u64 = 3_600;
/// Simulated time for P9's speed: long enough for alarms and policies to have worked. Units: s.
const BOARD_S: u64 = 1_800;
/// Copies of a board: so many are held at a time, and so many more are timed.
const HELD: u64 = 16;
const KEYFRAMES: u64 = 400;

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

/// The worse of native and wasm; the loop says what a machine's memory makes of so many pending.
pub fn p3(runner: &Runner) -> Outcome<Vec<Figure>> {
    let native = slowness(runner, Place::Native)?;
    let wasm = slowness(runner, Place::Node)?;
    let worse = if median(&native) > median(&wasm) {
        native
    } else {
        wasm
    };
    Ok(vec![Figure::median("P3", worse)])
}

/// How much slower the engine gets with its work, over how much slower the loop does.
fn slowness(runner: &Runner, place: Place) -> Outcome<Vec<f64>> {
    let mut rounds = Vec::new();
    for round in 0..runner.rounds {
        let jobs = [("swell", 256), ("swell", 1), ("loop", 256), ("loop", 1)];
        let mut jobs = jobs.map(|(engine, scale)| Job {
            scale,
            ..Job::new("web", engine, REQUESTS).seed(round as u64 + 1)
        });
        let is_swapped = round % 2 == 1;
        if is_swapped {
            jobs.reverse();
        }
        let mut lines = runner.run(place, &jobs)?;
        if is_swapped {
            lines.reverse();
        }
        let ns: Vec<f64> = lines.iter().map(Line::ns_per_event).collect();
        rounds.push(ns[0] / ns[1] / (ns[2] / ns[3]));
    }
    Ok(rounds)
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

pub fn p10(runner: &Runner) -> Outcome<Vec<Figure>> {
    runner.same_hash(&Job::new("chain", "swell", 100_000))?;
    let (chain, web) = (
        Job::new("chain", "swell", REQUESTS),
        Job::new("web", "swell", REQUESTS),
    );
    let slowness = |a: &Line, b: &Line| a.ns_per_event() / b.ns_per_event();
    let rounds = runner.compare(Place::Node, &chain, &web, slowness)?;
    Ok(vec![Figure::median("P10", rounds)])
}

/// `n` of `everything` counts simulated seconds, that of `keyframes` copies.
pub fn p11(runner: &Runner) -> Outcome<Vec<Figure>> {
    let (mut speeds, mut times) = (Vec::new(), Vec::new());
    let mut bytes = f64::NAN;
    for round in 0..runner.rounds {
        let job = |job, n| Job::new(job, "swell", n).seed(round as u64 + 1);
        let copies = [1, HELD, HELD + KEYFRAMES].map(|n| job("keyframes", n));
        let [one, held, many] = copies;
        let lines = runner.run(Place::Node, &[job("everything", BOARD_S), one, held, many])?;
        speeds.push(lines[0].simulated_s / lines[0].cpu);
        times.push((lines[3].cpu - lines[2].cpu) * 1e3 / KEYFRAMES as f64);
        bytes = (lines[2].rss_kb - lines[1].rss_kb) * 1024.0 / (HELD - 1) as f64;
    }
    Ok(vec![
        Figure::median("P11", speeds),
        Figure::median("P11.ms", times),
        Figure::single("P11.mb", bytes / 1e6),
    ])
}
