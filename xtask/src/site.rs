//! The site as trunk builds it, and what it weighs.

use crate::Outcome;
use crate::process::{command, root, run};
use crate::say::say;
use std::path::{Path, PathBuf};
use std::process::Command;

/// First load, compressed: HTML, CSS, JavaScript and wasm. Units: bytes.
pub const BUDGET: usize = 250_000;

pub fn folder() -> PathBuf {
    root().join("dist")
}

/// Builds the release site in `dist/`.
pub fn build() -> Outcome {
    run(&mut trunk(&["build", "--release"]))
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
    /// (`web/src/later.rs`). Such parts are the only modules below `snippets/`. The script of the
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
