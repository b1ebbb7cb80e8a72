//! `cargo xtask`: sets up what is missing, then serves, builds, tests or measures Swell.

mod bench;
mod dist;
mod process;
mod serve;
mod setup;
mod site;
mod tally;
mod test;
mod wasm;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--open] [--port N] [--release]
        build the site and serve it on http://127.0.0.1:8080/, rebuilding when a file changes
  dist  build the static site in dist/; it works below any path of any static host
  test [STEP…] [NAME…]
        run every check, or some steps (fmt clippy native no_std wasm site browser), or the tests whose name
        holds NAME
  bench [P1…P9] [--rounds N]
        measure the speed and size goals; also written to target/bench.json

Tools are installed once, in $SWELL_TOOLS or ~/.cache/swell/tools.
";

/// What went wrong, in words for the person at the terminal.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let command = if args.is_empty() {
        String::new()
    } else {
        args.remove(0)
    };
    let outcome = match command.as_str() {
        "serve" => serve::run(&args),
        "dist" => dist::run(&args),
        "test" => test::run(&args),
        "bench" => bench::run(&args),
        "help" | "-h" | "--help" => {
            print!("{USAGE}");
            Ok(())
        }
        "" => Err(USAGE.into()),
        other => Err(format!("unknown command {other:?}\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            if !message.is_empty() {
                eprintln!("{}", message.trim_end());
            }
            ExitCode::FAILURE
        }
    }
}
