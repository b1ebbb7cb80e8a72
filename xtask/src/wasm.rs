//! The engine as a plain wasm module (`tests/wasm`), built and optimized as the site's module is.

use crate::Outcome;
use crate::process::{command, root, run};
use crate::setup::WASM;
use std::path::PathBuf;

/// Builds the module and returns where it is.
pub fn build() -> Outcome<PathBuf> {
    let build = ["build", "--release", "--locked", "-p", "swell-wasm"];
    run(command("cargo", &build).args(["--target", WASM]))?;
    let built = target_folder().join(WASM).join("release/swell_wasm.wasm");
    let optimized = target_folder().join("swell_wasm.wasm");
    let level = format!("-O{}", asked_of_trunk("data-wasm-opt")?);
    let params = asked_of_trunk("data-wasm-opt-params")?;
    let mut optimize = command("wasm-opt", &[&level]);
    optimize.args(params.split(' ')).arg("-o");
    run(optimize.arg(&optimized).arg(&built))?;
    Ok(optimized)
}

pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// An attribute by which `index.html` tells trunk how to optimize.
fn asked_of_trunk(attribute: &str) -> Outcome<String> {
    let file = root().join("index.html");
    let html = std::fs::read_to_string(&file).map_err(|error| format!("index.html: {error}"))?;
    let value = html.split(&format!("{attribute}=\"")).nth(1);
    let value = value.and_then(|rest| rest.split('"').next());
    value
        .map(Into::into)
        .ok_or(format!("index.html names no {attribute}"))
}
