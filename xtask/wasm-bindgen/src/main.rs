//! `wasm-bindgen` for trunk: `--version` and the flags trunk 0.21 passes, plus one step before it,
//! which cuts the module at the functions marked `#[wasm_split]` (see `split`).

mod split;

use std::path::Path;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--version" || arg == "-V") {
        // The last word tells `cargo xtask` from the plain tool, which leaves a split module broken.
        println!("wasm-bindgen {} splitting", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    }
    match generate(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("wasm-bindgen: {message}");
            ExitCode::FAILURE
        }
    }
}

fn generate(args: &[String]) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    let (mut out_dir, mut input) = (None, None);
    for arg in args {
        let (flag, value) = arg.split_once('=').unwrap_or((arg, ""));
        match flag {
            "--target" if value == "web" => {
                bindgen.web(true).map_err(|e| format!("{e:#}"))?;
            }
            "--out-dir" => out_dir = Some(Path::new(value)),
            "--out-name" => {
                bindgen.out_name(value);
            }
            "--keep-debug" => {
                bindgen.keep_debug(true);
            }
            "--no-demangle" => {
                bindgen.demangle(false);
            }
            "--no-typescript" => {
                bindgen.typescript(false);
            }
            // Chosen by the module's own target features since wasm-bindgen 0.2.93.
            "--reference-types" | "--weak-refs" => {}
            _ if !flag.starts_with('-') => input = Some(Path::new(arg)),
            _ => return Err(format!("this small stand-in does not know `{arg}`")),
        }
    }
    let out_dir = out_dir.ok_or("--out-dir=DIR is missing")?;
    let input = input.ok_or("the name of the wasm file is missing")?;
    let main = split::split(input, out_dir)?;
    bindgen.input_path(main);
    // What the other parts of a split module link to.
    bindgen.keep_lld_exports(true);
    bindgen.generate(out_dir).map_err(|e| format!("{e:#}"))
}
