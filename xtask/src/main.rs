//! `cargo xtask`: sets up what is missing, then serves, builds, tests or measures Swell.

#![deny(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod deny;
mod dist;
mod minify;
mod notices;
mod packages;
mod process;
mod robot;
mod say;
mod serve;
mod setup;
mod site;
mod spdx;
mod tally;
mod test;
mod wasm;

use say::{say, tell};
use std::ffi::OsString;
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--open] [--port N] [--release]
        build the site and serve it on http://127.0.0.1:8080/, rebuilding when a file changes
  dist  build the static site in dist/; it works below any path of any static host
  test [STEP…] [NAME…]
        run every check, or some steps (fmt deny clippy native no_std wasm site browser), or the tests whose name
        holds NAME
  robot [SECONDS] [SEED]
        build the site and let a seeded robot click, type and drag on it (60 s, seed 1) until something breaks
  bench [P1…P11] [--rounds N]
        measure the speed and size goals; also written to target/bench.json

Tools are installed once, in $SWELL_TOOLS or ~/.cache/swell/tools.
";

/// What went wrong, in words for the person at the terminal.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    match words(std::env::args_os().skip(1)).and_then(|words| run(&words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            if !message.is_empty() {
                tell!("{}", message.trim_end());
            }
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Outcome {
    let asks = |word: &String| ["-h", "--help"].contains(&word.as_str());
    if words.first().is_some_and(|word| word == "help") || words.iter().any(asks) {
        say!("{}", USAGE.trim_end());
        return Ok(());
    }
    let (command, args) = words.split_first().ok_or(USAGE)?;
    match command.as_str() {
        "serve" => serve::run(args),
        "dist" => dist::run(args),
        "test" => test::run(args),
        "robot" => robot::run(args),
        "bench" => bench::run(args),
        // For trunk alone, see Trunk.toml.
        "minify" => minify::run_hook(),
        "notices" => notices::run(),
        other => Err(format!("unknown command {other:?}\n\n{USAGE}")),
    }
}

fn words(args: impl Iterator<Item = OsString>) -> Outcome<Vec<String>> {
    let word = |arg: OsString| {
        arg.into_string()
            .map_err(|arg| format!("{}: not UTF-8", arg.to_string_lossy()))
    };
    args.map(word).collect()
}
