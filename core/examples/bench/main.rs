//! Runs one benchmark job natively and prints one JSON line.
//!
//! `cargo run --release -p swell-core --example bench -- --job web --n 1000000 --seed 1 [--engine loop] [--c 16]
//! [--scale 256] [--slice-us 16667]`. `cargo xtask bench` compares such lines.

mod jobs;

use jobs::{Args, Line};
use serde::Serialize;
use std::process::ExitCode;

#[derive(Serialize)]
struct Report {
    /// Processor seconds of the run alone.
    cpu: f64,
    /// Largest resident memory of the process; 0 where the system does not tell.
    rss_kb: u64,
    #[serde(flatten)]
    line: Line,
}

fn main() -> ExitCode {
    match parse(std::env::args().skip(1)).and_then(|args| measure(&args)) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("bench: {message}");
            ExitCode::from(2)
        }
    }
}

fn measure(args: &Args) -> Result<String, String> {
    // Touch code and memory once, as the wasm runner does.
    jobs::run(&Args {
        n: args.n.min(20_000),
        ..args.clone()
    })?;
    let start = cpu_seconds();
    let line = jobs::run(args)?;
    let report = Report {
        cpu: cpu_seconds() - start,
        rss_kb: rss_kb(),
        line,
    };
    serde_json::to_string(&report).map_err(|error| error.to_string())
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Args, String> {
    let mut args = Args::default();
    while let Some(flag) = words.next() {
        let value = words.next().ok_or(format!("{flag} needs a value"))?;
        let bad = |error: std::num::ParseIntError| format!("{flag} {value:?}: {error}");
        match flag.as_str() {
            "--job" => args.job = value,
            "--engine" => args.engine = value,
            "--c" => args.c = value.parse().map_err(bad)?,
            "--scale" => args.scale = value.parse().map_err(bad)?,
            "--n" => args.n = value.parse().map_err(bad)?,
            "--seed" => args.seed = value.parse().map_err(bad)?,
            "--slice-us" => args.slice_us = value.parse().map_err(bad)?,
            _ => return Err(format!("unknown option {flag}")),
        }
    }
    Ok(args)
}

/// Processor time of this (single) thread where Linux tells it in nanoseconds, otherwise the wall clock.
fn cpu_seconds() -> f64 {
    let on_cpu_ns = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    on_cpu_ns.map_or_else(wall_seconds, |ns| ns / 1e9)
}

fn wall_seconds() -> f64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0.0, |since| since.as_secs_f64())
}

fn rss_kb() -> u64 {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        })
        .unwrap_or(0)
}
