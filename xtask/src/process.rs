//! Starting other programs: from the repository's root, with our tools first on PATH, and clear errors.

use crate::{Outcome, setup};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository's root.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A command in the repository's root that finds our tools before others.
pub fn command(program: &str, args: &[&str]) -> Command {
    let path = search_path();
    // A bare name must be looked up in *our* PATH, npm's `.cmd` files on Windows included.
    let mut command = Command::new(find(program, &path).unwrap_or_else(|| program.into()));
    command.args(args).current_dir(root()).env("PATH", path);
    command.env(WASM_FLAGS, wasm_flags());
    command
}

/// How cargo calls further flags for code of the site; those of `.cargo/config.toml` come first.
const WASM_FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Panics name the files of their lines: those of this machine under names that say nothing of it.
fn wasm_flags() -> OsString {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let home = home.map(PathBuf::from).unwrap_or_default();
    let or = |variable: &str, default: &str| {
        std::env::var_os(variable).map_or_else(|| home.join(default), PathBuf::from)
    };
    // Of several that fit, the last one counts.
    let all = [
        (home.clone(), "home"),
        (or("RUSTUP_HOME", ".rustup"), "rust"),
        (or("CARGO_HOME", ".cargo"), "cargo"),
        (root(), "swell"),
    ];
    let mut flags = OsString::new();
    for (path, name) in all {
        // Cargo divides the flags at blanks.
        let is_blank = path.as_os_str().is_empty() || path.to_string_lossy().contains(' ');
        if !is_blank {
            flags.push(" --remap-path-prefix=");
            flags.push(path);
            flags.push(format!("={name}"));
        }
    }
    flags
}

/// Whether `program` can be found.
pub fn exists(program: &str) -> bool {
    find(program, &search_path()).is_some()
}

/// Runs to the end, with the terminal's input and output.
pub fn run(command: &mut Command) -> Outcome {
    let name = describe(command);
    let status = command
        .status()
        .map_err(|error| format!("cannot start {name}: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{name} failed ({status})"))
}

/// Hands this process over, so that whoever stops it stops the program.
#[cfg(unix)]
pub fn become_program(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    // Comes back only when it could not start.
    let error = command.exec();
    Err(format!("cannot start {}: {error}", describe(command)))
}

#[cfg(not(unix))]
pub fn become_program(command: &mut Command) -> Outcome {
    run(command)
}

/// Runs to the end and returns what it printed; its errors go to the terminal.
pub fn output(command: &mut Command) -> Outcome<String> {
    let name = describe(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot start {name}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{name} failed ({})", output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What `program args` prints, or nothing if it cannot run: for questions such as `--version`.
pub fn ask(program: &str, args: &[&str]) -> Option<String> {
    let output = command(program, args).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs to the end, shows each line as it comes and returns them all, with whether it succeeded.
pub fn tee(command: &mut Command) -> Outcome<(String, bool)> {
    let name = describe(command);
    let broken = |error: std::io::Error| format!("{name}: {error}");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(broken)?;
    let mut text = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut terminal = std::io::stdout().lock();
        for line in BufReader::new(stdout).lines() {
            let line = line.map_err(broken)?;
            // A closed terminal must not stop the run.
            let _ = writeln!(terminal, "{line}");
            text.push_str(&line);
            text.push('\n');
        }
    }
    let status = child.wait().map_err(broken)?;
    Ok((text, status.success()))
}

/// The command as it would be typed.
pub fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name();
    let words = program.into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

fn search_path() -> OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let ours = [
        setup::tools().join("bin"),
        setup::npm_home().join("node_modules").join(".bin"),
    ];
    let all = ours.into_iter().chain(std::env::split_paths(&rest));
    std::env::join_paths(all).unwrap_or(rest)
}

fn find(program: &str, path: &OsString) -> Option<PathBuf> {
    let suffixes: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd"]
    } else {
        &[""]
    };
    std::env::split_paths(path)
        .flat_map(|folder| {
            suffixes
                .iter()
                .map(move |suffix| folder.join(format!("{program}{suffix}")))
        })
        .find(|file| file.is_file())
}
