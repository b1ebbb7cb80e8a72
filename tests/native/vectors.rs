//! Runs every vector file against the rules: `cargo test -p swell-tests --test vectors`.
//!
//! `SWELL_VECTORS=DIR` runs the `*.json` files of that folder instead. Exits with 1 when a case
//! fails or no rule is known for it.

use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;
use swell_tests::vectors;

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    unknown: usize,
}

fn main() -> ExitCode {
    let folder = match std::env::var_os("SWELL_VECTORS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors"),
    };
    let files = match vector_files(&folder) {
        Ok(files) if !files.is_empty() => files,
        Ok(_) => return refuse(&folder, "no *.json file"),
        Err(error) => return refuse(&folder, &error.to_string()),
    };
    panic::set_hook(Box::new(|_| {}));
    let mut total = Tally::default();
    for file in files {
        let tally = run_file(&file);
        total.passed += tally.passed;
        total.failed += tally.failed;
        total.unknown += tally.unknown;
    }
    println!(
        "{} passed, {} failed",
        total.passed,
        total.failed + total.unknown
    );
    if total.failed + total.unknown > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn refuse(folder: &Path, why: &str) -> ExitCode {
    eprintln!("{}: {why}", folder.display());
    println!("0 passed, 1 failed");
    ExitCode::FAILURE
}

fn vector_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
            && path.is_file()
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Prints the failures of one family, then its line.
fn run_file(file: &Path) -> Tally {
    let family = file.file_stem().unwrap_or_default().to_string_lossy();
    let mut tally = Tally::default();
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let parsed: Value = serde_json::from_str(&text).unwrap_or_default();
    let Some(cases) = parsed.get("cases").and_then(Value::as_array) else {
        println!("  FAILED {family}: not a vector file");
        tally.failed = 1;
        println!("{family}: 0 passed, 1 failed, 0 unknown");
        return tally;
    };
    for case in cases {
        let name = case
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or("(no name)");
        match run_case(case) {
            Some(None) => tally.passed += 1,
            Some(Some(difference)) => {
                tally.failed += 1;
                println!("  FAILED {family}: {name}\n    {difference}");
                println!("    given {}", case.get("given").unwrap_or(&Value::Null));
            }
            None => {
                tally.unknown += 1;
                let op = case.pointer("/given/op").unwrap_or(&Value::Null);
                println!("  UNKNOWN {family}: {name} (op {op})");
            }
        }
    }
    println!(
        "{family}: {} passed, {} failed, {} unknown",
        tally.passed, tally.failed, tally.unknown
    );
    tally
}

/// `None` without a rule, else the difference if there is one. A panic is a failure.
fn run_case(case: &Value) -> Option<Option<String>> {
    let (given, expect) = (case.get("given")?, case.get("expect")?);
    match panic::catch_unwind(|| vectors::answer(given)) {
        Ok(answer) => answer.map(|actual| vectors::mismatch(expect, &actual)),
        Err(cause) => {
            let text = cause.downcast_ref::<String>().map(String::as_str);
            let text = text.or(cause.downcast_ref::<&str>().copied());
            Some(Some(format!(
                "panicked: {}",
                text.unwrap_or("without a message")
            )))
        }
    }
}
