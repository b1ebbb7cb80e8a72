//! The script that wasm-bindgen writes, without its comments and long names: a fifth of it less to load. A hook of
//! trunk, whose own minifier cannot read that script.

use crate::Outcome;
use crate::process::{command, run};
use std::path::{Path, PathBuf};

/// Rewrites the script in the folder that trunk is filling, where it builds for release.
pub fn run_hook() -> Outcome {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").ok_or("minify is a hook of trunk")?;
    if std::env::var_os("TRUNK_PROFILE").is_none_or(|profile| profile != "release") {
        return Ok(());
    }
    let script = script_in(Path::new(&folder))?;
    // What other files import of it keeps its name.
    let how = [
        "--minify",
        "--format=esm",
        "--log-level=warning",
        "--allow-overwrite",
    ];
    let mut esbuild = command("esbuild", &how);
    let mut out = std::ffi::OsString::from("--outfile=");
    out.push(&script);
    run(esbuild.arg(&script).arg(out))
}

/// The module's script, which trunk names by its content.
fn script_in(folder: &Path) -> Outcome<PathBuf> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let is_it = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with("swell-web-") && name.ends_with(".js"))
    };
    let mut found = entries.flatten().map(|entry| entry.path()).filter(is_it);
    found
        .next()
        .ok_or_else(|| format!("{}: wasm-bindgen's script is not there", folder.display()))
}
