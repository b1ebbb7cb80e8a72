//! The site as trunk builds it, and what it weighs.

use crate::Outcome;
use crate::process::{command, root, run};
use crate::say::say;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// First load, compressed: HTML, CSS, JavaScript and wasm. Units: bytes.
pub const BUDGET: usize = 250_000;

/// What the first load must not grow beyond. Only ever lower it. Units: bytes.
pub const CEILING: usize = 380_600;

pub fn folder() -> PathBuf {
    root().join("dist")
}

/// Builds the release site in `dist/`.
pub fn build() -> Outcome {
    run(&mut release(&[]))
}

/// Where the site of the drawing bench is built: the product has not got its crowd.
pub fn drawing_bench() -> PathBuf {
    root().join("target").join("drawing-bench")
}

/// Builds the site of the drawing bench.
pub fn build_drawing_bench() -> Outcome {
    let folder = drawing_bench();
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut build = release(&["--features", "drawing-bench", "--dist"]);
    run(build.arg(folder))
}

/// A release build that names no folder of this machine, not even in the text of a panic.
fn release(args: &[&str]) -> Command {
    let mut build = trunk(&["build", "--release"]);
    build.args(args);
    let sources = cargo_home().join("registry").join("src");
    let mut flags = FLAGS.map(OsString::from).to_vec();
    for (from, to) in [(sources.as_path(), "crates"), (&root(), "swell")] {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(from);
        flag.push(format!("={to}"));
        flags.push(flag);
    }
    // Encoded, because a folder may have a blank in its name.
    build.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}".as_ref()));
    build
}

/// As in `.cargo/config.toml`, which the flags of a release stand in for.
const FLAGS: [&str; 1] = ["--cfg=erase_components"];

fn cargo_home() -> PathBuf {
    let home = |name| std::env::var_os(name).map(PathBuf::from);
    let default = || home("HOME").or_else(|| home("USERPROFILE"));
    home("CARGO_HOME").unwrap_or_else(|| default().unwrap_or_default().join(".cargo"))
}

/// `trunk` with `args`.
pub fn trunk(args: &[&str]) -> Command {
    let mut trunk = command("trunk", args);
    // trunk reads NO_COLOR as a boolean and stops at the usual value, 1.
    trunk.env_remove("NO_COLOR");
    trunk
}

/// One file of the first load.
pub struct Weight {
    pub name: String,
    pub raw: usize,
    pub compressed: usize,
}

/// Every HTML, CSS, JavaScript and wasm file of `dist/`, heaviest first.
pub fn weigh() -> Outcome<Vec<Weight>> {
    let mut weights = Vec::new();
    for file in files(&folder())? {
        let kind = file.extension().and_then(|kind| kind.to_str());
        if !matches!(kind, Some("html" | "css" | "js" | "wasm")) {
            continue;
        }
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let name = file.strip_prefix(folder()).unwrap_or(&file);
        weights.push(Weight {
            name: name.display().to_string(),
            raw: bytes.len(),
            compressed: compressed(&bytes)?,
        });
    }
    weights.sort_by_key(|weight| std::cmp::Reverse(weight.compressed));
    Ok(weights)
}

/// Compressed bytes of the first load: what a page needs before its board runs.
pub fn first_load(weights: &[Weight]) -> usize {
    let first = weights.iter().filter(|weight| !weight.is_later());
    first.map(|weight| weight.compressed).sum()
}

impl Weight {
    /// Panels, dialogs and edits, fetched once the board runs, in a small embed when first wanted
    /// (`web/src/controller/deferred.rs`). Such parts are the only modules below `snippets/`. The script of the
    /// custom element belongs to the pages around a board.
    fn is_later(&self) -> bool {
        let is_part = self.name.starts_with("snippets") && self.name.ends_with(".wasm");
        is_part || self.name == "embed.js"
    }
}

/// One line per file and their sum against the budget.
pub fn print(weights: &[Weight]) {
    for weight in weights {
        let Weight {
            name,
            raw,
            compressed,
        } = weight;
        say!("{:>9.1} kB  {:>9.1} kB  {name}", kb(*raw), kb(*compressed));
    }
    let sum = first_load(weights);
    let whole: usize = weights.iter().map(|weight| weight.compressed).sum();
    let verdict = if sum <= BUDGET { "within" } else { "OVER" };
    say!(
        "First load: {:.1} kB in brotli, {verdict} the budget of {:.0} kB; {:.1} kB follow when the board runs",
        kb(sum),
        kb(BUDGET),
        kb(whole - sum)
    );
}

fn kb(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

fn compressed(bytes: &[u8]) -> Outcome<usize> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).map_err(|error| error.to_string())?;
    Ok(out.len())
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}; run `cargo xtask dist`", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_has_the_flags_of_every_build() {
        let config = std::fs::read_to_string(root().join(".cargo/config.toml")).expect("config");
        let listed = FLAGS.map(|flag| format!("{flag:?}")).join(", ");
        assert!(config.contains(&format!("rustflags = [{listed}]")));
    }
}
