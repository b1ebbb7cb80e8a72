//! Cuts a module at its `#[wasm_split]` functions: the main part is loaded first, the others when a
//! split function is first called.
//!
//! The parts and the script that links them go below `snippets/`, which trunk copies as it is, into
//! a folder named after the module's content, so that a cache never mixes two builds.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The generated script asks for the main part by name, and trunk renames it afterwards: the page
/// tells its name (`index.html`, `data-js`).
const REPLACED: [(&str, &str); 4] = [
    ("import { initSync } from \"main\";\n", ""),
    ("function getSharedImports()", "async function getSharedImports()"),
    (" = getSharedImports();", " = await getSharedImports();"),
    (
        " = initSync(undefined, undefined);",
        " = (await import(new URL(document.querySelector('script[data-js]').dataset.js, document.baseURI))).initSync();",
    ),
];

/// In the name of every function that loads a part.
const MARK: &[u8] = b"__wasm_split_load_";

/// Returns the file of the main part. `out_dir` is trunk's: `…/debug` or `…/release`.
pub fn split(input: &Path, out_dir: &Path) -> Result<PathBuf, String> {
    let wasm = fs::read(input).map_err(|error| format!("{}: {error}", input.display()))?;
    // Parts of earlier builds would be copied into the site.
    let _ = fs::remove_dir_all(out_dir.join("snippets"));
    if !wasm.windows(MARK.len()).any(|bytes| bytes == MARK) {
        return Ok(input.to_path_buf());
    }
    let mut hasher = DefaultHasher::new();
    hasher.write(&wasm);
    let folder = format!("snippets/{:016x}", hasher.finish());
    let parts = out_dir.join(&folder);
    fs::create_dir_all(&parts).map_err(|error| format!("{}: {error}", parts.display()))?;
    let main = out_dir.join("main.wasm");
    let link_name = format!("./{folder}/link.js");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = out_dir;
    options.main_out_path = &main;
    options.link_name = &link_name;
    options.main_module = "main";
    let done = wasm_split_cli_support::transform(options).map_err(|error| format!("{error:#}"))?;
    let link = out_dir.join(&link_name);
    let mut script = fs::read_to_string(&link).map_err(|error| error.to_string())?;
    for (from, to) in REPLACED {
        if !script.contains(from) {
            return Err(format!("link.js has no `{from}` to replace"));
        }
        script = script.replace(from, to);
    }
    fs::write(&link, script).map_err(|error| error.to_string())?;
    for part in done.split_modules {
        let name = part.file_name().ok_or("a part without a name")?;
        place(&part, &parts.join(name), out_dir.ends_with("release"))?;
    }
    Ok(main)
}

/// What rustc's WebAssembly uses, and every browser knows. Parts do not carry the list themselves.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Also asked for by `index.html`. Nothing lies in the lowest kilobyte, where the stack ends; neighbours by
/// name are alike, and compress better.
const SMALLER: [&str; 2] = ["--low-memory-unused", "--reorder-functions-by-name"];

/// Moves a part to its place; trunk optimizes the main part alone.
fn place(part: &Path, to: &Path, optimize: bool) -> Result<(), String> {
    if optimize {
        let mut command = Command::new("wasm-opt");
        command.arg("-Oz").args(FEATURES).args(SMALLER).arg("-o").arg(to).arg(part);
        let status = command.status().map_err(|error| format!("wasm-opt: {error}"))?;
        if !status.success() {
            return Err(format!("wasm-opt failed on {}", part.display()));
        }
    } else {
        fs::copy(part, to).map_err(|error| error.to_string())?;
    }
    fs::remove_file(part).map_err(|error| error.to_string())
}
