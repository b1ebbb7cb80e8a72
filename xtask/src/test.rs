//! `cargo xtask test`: every check in order, the quick ones first, up to the first failure.

use crate::process::{command, describe, root, run as finish, tee};
use crate::say::say;
use crate::setup::{BARE, WASM};
use crate::tally::Tally;
use crate::{Outcome, deny, setup, site, wasm};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

struct Step {
    name: &'static str,
    title: &'static str,
    /// Takes the wanted test names.
    run: fn(&[String]) -> Outcome<Tally>,
}

const STEPS: [Step; 8] = [
    Step {
        name: "fmt",
        title: "Formatting",
        run: fmt,
    },
    Step {
        name: "deny",
        title: "Licences, bans and sources of all packages",
        run: deny,
    },
    Step {
        name: "clippy",
        title: "Lints, native and wasm",
        run: clippy,
    },
    Step {
        name: "native",
        title: "Native tests",
        run: native,
    },
    Step {
        name: "no_std",
        title: "The engine builds without std",
        run: no_std,
    },
    Step {
        name: "wasm",
        title: "The engine in wasm equals the native one",
        run: in_wasm,
    },
    Step {
        name: "site",
        title: "Release build of the site",
        run: build_site,
    },
    Step {
        name: "browser",
        title: "End-to-end tests in Chromium; the core of them in Firefox and WebKit",
        run: browser,
    },
];

pub fn run(args: &[String]) -> Outcome {
    let is_step = |word: &String| STEPS.iter().any(|step| step.name == word);
    let (chosen, names): (Vec<String>, Vec<String>) = args.iter().cloned().partition(is_step);
    if let Some(flag) = names.iter().find(|name| name.starts_with('-')) {
        return Err(format!("test does not know {flag:?}"));
    }
    setup::for_tests()?;
    let start = Instant::now();
    let mut sum = Tally::default();
    let wanted = |step: &Step| match (chosen.is_empty(), names.is_empty()) {
        (true, true) => true,
        (true, false) => matches!(step.name, "native" | "wasm" | "site" | "browser"),
        (false, _) => chosen.iter().any(|name| name == step.name),
    };
    let mut failure = None;
    for step in STEPS.iter().filter(|step| wanted(step)) {
        say!("\n=== {}: {}", step.name, step.title);
        let begun = Instant::now();
        let result = (step.run)(&names);
        let seconds = begun.elapsed().as_secs_f64();
        let (tally, problem) = judge(result);
        sum.add(tally);
        let verdict = if problem.is_some() { "FAILED" } else { "done" };
        say!("--- {}: {verdict} in {seconds:.1} s", step.name);
        if let Some(problem) = problem {
            failure = Some(format!("{}: {problem}", step.name));
            break;
        }
    }
    if let Some(failure) = &failure {
        say!("\n{failure}\nStopped at the first failure.");
    }
    say!("\nTook {:.0} s.", start.elapsed().as_secs_f64());
    say!("{} passed, {} failed", sum.passed, sum.failed);
    // Everything is said: the sum stays the last line.
    failure.map_or(Ok(()), |_| Err(String::new()))
}

/// A step that failed counts as a failure even if no test did.
fn judge(result: Outcome<Tally>) -> (Tally, Option<String>) {
    let one = Tally {
        passed: 0,
        failed: 1,
    };
    match result {
        Ok(tally) if tally.failed > 0 => {
            let problem = format!("{} of the tests above failed", tally.failed);
            (tally, Some(problem))
        }
        Ok(tally) => (tally, None),
        Err(problem) => (one, Some(problem)),
    }
}

fn fmt(_: &[String]) -> Outcome<Tally> {
    finish(&mut command("cargo", &["fmt", "--all", "--check"]))?;
    Ok(Tally::default())
}

fn deny(_: &[String]) -> Outcome<Tally> {
    let count = deny::check()?;
    say!(
        "{count} packages may be used; advisories are not looked up, their database is not in a registry"
    );
    Ok(Tally::default())
}

fn clippy(_: &[String]) -> Outcome<Tally> {
    let all = ["clippy", "--locked", "--workspace", "--all-targets"];
    finish(command("cargo", &all).args(["--", "-D", "warnings"]))?;
    let web = ["clippy", "--locked", "-p", "swell-web", "-p", "swell-wasm"];
    let strict = ["--target", WASM, "--", "-D", "warnings"];
    finish(command("cargo", &web).args(strict))?;
    Ok(Tally::default())
}

fn native(names: &[String]) -> Outcome<Tally> {
    // All binaries run, so that one failure does not hide another.
    let mut test = command("cargo", &["test", "--locked", "--no-fail-fast"]);
    for package in ["swell-core", "swell-tests", "swell-web", "xtask"] {
        test.args(["-p", package]);
    }
    if !names.is_empty() {
        test.arg("--").args(names);
    }
    counted(&mut test, Tally::of_cargo, names)
}

fn no_std(_: &[String]) -> Outcome<Tally> {
    let build = ["build", "--locked", "-p", "swell-core", "--target", BARE];
    finish(&mut command("cargo", &build))?;
    Ok(Tally::default())
}

fn in_wasm(names: &[String]) -> Outcome<Tally> {
    let example = [
        "build",
        "--locked",
        "-p",
        "swell-core",
        "--example",
        "bench",
    ];
    finish(&mut command("cargo", &example))?;
    let module = wasm::build()?;
    let mut node = node_tests("tests/wasm", names)?;
    node.env("SWELL_WASM", module);
    let native = wasm::target_folder().join("debug/examples/bench");
    node.env("SWELL_BENCH", native);
    counted(&mut node, Tally::of_node, names)
}

fn build_site(_: &[String]) -> Outcome<Tally> {
    site::build()?;
    let weights = site::weigh()?;
    site::print(&weights);
    // The budget is a goal of the bench (P7), which fails on it; here nothing may grow.
    match site::first_load(&weights) {
        0..=site::CEILING => Ok(Tally::default()),
        _ => Err(format!(
            "the first load has grown beyond {} bytes: what no first board needs comes with the second part",
            site::CEILING
        )),
    }
}

fn browser(names: &[String]) -> Outcome<Tally> {
    counted(
        &mut node_tests("tests/browser", names)?,
        Tally::of_node,
        names,
    )
}

/// `node --test` over the `*.test.mjs` files of a folder.
fn node_tests(folder: &str, names: &[String]) -> Outcome<Command> {
    let mut node = command("node", &["--test", "--test-reporter=spec"]);
    for name in names {
        node.arg(format!("--test-name-pattern={name}"));
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .map_err(|error| format!("{folder}: {error}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    node.args(files);
    Ok(node)
}

/// Runs tests and counts them. Errors: it failed without a failing test, or nothing ran that should have.
fn counted(command: &mut Command, count: fn(&str) -> Tally, names: &[String]) -> Outcome<Tally> {
    let (output, success) = tee(command)?;
    let tally = count(&output);
    if !success && tally.failed == 0 {
        return Err(format!("{} failed", describe(command)));
    }
    if tally == Tally::default() && names.is_empty() {
        return Err(format!("{} ran no test", describe(command)));
    }
    Ok(tally)
}
