//! What a machine needs besides Rust, installed when missing: said beforehand with its time, done once, kept
//! outside `target/`.

mod missing;
mod npm;
mod system;

use crate::Outcome;
use crate::process::{ask, command, output, root, run};
use missing::Missing;
use std::path::{Path, PathBuf};

pub use missing::about;

pub const WASM: &str = "wasm32-unknown-unknown";
/// A target without `std`: the engine must build for it.
pub const BARE: &str = "thumbv7m-none-eabi";

const TRUNK: &str = "0.21.14";
/// Equal to the version of the crate in `Cargo.lock`.
const WASM_BINDGEN: &str = "0.2.130";

/// Where tools are installed.
pub fn tools() -> PathBuf {
    if let Some(folder) = std::env::var_os("SWELL_TOOLS").filter(|folder| !folder.is_empty()) {
        return root().join(folder);
    }
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let home = home.map_or_else(|| root().join("target"), PathBuf::from);
    home.join(".cache").join("swell").join("tools")
}

/// Where the npm packages of the browser tests are installed.
pub fn npm_home() -> PathBuf {
    npm::browser_tests().home()
}

/// What trunk needs; a release build also optimizes with `wasm-opt`.
pub fn for_site(release: bool) -> Outcome {
    set_up(site(release)?, release)
}

/// What `cargo xtask bench` and the robot need.
pub fn for_chromium() -> Outcome {
    set_up(tests()?, true)
}

/// What `cargo xtask test` needs.
pub fn for_tests() -> Outcome {
    let mut all = tests()?;
    all.extend(system::other_engines());
    set_up(all, true)
}

fn tests() -> Outcome<Vec<Missing>> {
    let mut all: Vec<Missing> = rust_target(BARE)?.into_iter().collect();
    all.extend(site(true)?);
    all.extend(system::chromium()?);
    Ok(all)
}

/// What the robot needs besides a built site.
pub fn for_robot() -> Outcome {
    let mut all = node_packages()?;
    all.extend(system::chromium()?);
    set_up(all, true)
}

/// React Flow, the yardstick of P6; nothing else wants it.
pub fn for_flow() -> Outcome {
    let mut all: Vec<Missing> = system::node()?.into_iter().collect();
    all.extend(npm::flow().missing());
    missing::install(all)?;
    npm::flow().link()
}

fn set_up(all: Vec<Missing>, with_node: bool) -> Outcome {
    missing::install(all)?;
    if with_node {
        npm::browser_tests().link()?;
    }
    Ok(())
}

fn site(release: bool) -> Outcome<Vec<Missing>> {
    let mut all: Vec<Missing> = rust_target(WASM)?.into_iter().collect();
    all.extend(trunk());
    all.extend(wasm_bindgen());
    if release {
        all.extend(node_packages()?);
    }
    Ok(all)
}

fn node_packages() -> Outcome<Vec<Missing>> {
    let node = system::node()?;
    Ok(node
        .into_iter()
        .chain(npm::browser_tests().missing())
        .collect())
}

fn rust_target(target: &'static str) -> Outcome<Option<Missing>> {
    let sysroot = output(&mut command("rustc", &["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(target);
    if library.join("lib").is_dir() {
        return Ok(None);
    }
    let install = move || {
        run(&mut command("rustup", &["target", "add", target])).map_err(|error| {
            format!(
                "{error}\nThe Rust target {target} is missing. By hand: rustup target add {target}"
            )
        })
    };
    let what = format!("the Rust target {target}");
    Ok(Some(Missing::new(what, 15, install)))
}

fn trunk() -> Option<Missing> {
    if ask("trunk", &["--version"]).is_some_and(|text| text == format!("trunk {TRUNK}")) {
        return None;
    }
    Some(Missing::new(format!("trunk {TRUNK}"), 240, || {
        let mut install = command("cargo", &["install", "trunk", "--locked", "--force"]);
        install
            .args(["--version", TRUNK])
            .arg("--root")
            .arg(tools());
        // We serve plain HTTP and look for no newer version: less to build.
        install.arg("--no-default-features");
        // A tool that waits for the compiler most of its life: build it quickly.
        install.env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        run(&mut install).map_err(|error| {
            format!(
                "{error}\ntrunk is missing. By hand: cargo install trunk --locked --version {TRUNK}"
            )
        })
    }))
}

fn wasm_bindgen() -> Option<Missing> {
    // Ours alone: it also cuts the module in two, see its `split.rs`.
    let wanted = format!("wasm-bindgen {WASM_BINDGEN} splitting");
    if ask("wasm-bindgen", &["--version"]).is_some_and(|text| text == wanted) {
        return None;
    }
    Some(Missing::new(wanted, 90, || {
        let build = tools().join("build");
        let mut install = command("cargo", &["install", "--locked", "--force"]);
        install.args(["--path", "xtask/wasm-bindgen", "--root"]);
        install.arg(tools()).env("CARGO_TARGET_DIR", &build);
        run(&mut install).map_err(|error| {
            format!(
                "{error}\nwasm-bindgen is missing. By hand: cargo install --locked --path xtask/wasm-bindgen"
            )
        })?;
        // Only saves space.
        let _ = std::fs::remove_dir_all(build);
        Ok(())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> String {
        std::fs::read_to_string(root().join(path)).expect(path)
    }

    #[test]
    fn every_file_names_the_same_wasm_bindgen() {
        let lock = format!("name = \"wasm-bindgen\"\nversion = \"{WASM_BINDGEN}\"");
        assert!(file("Cargo.lock").contains(&lock));
        assert!(file("Trunk.toml").contains(&format!("wasm_bindgen = \"{WASM_BINDGEN}\"")));
        let shim = file("xtask/wasm-bindgen/Cargo.toml");
        assert!(shim.contains(&format!("version = \"{WASM_BINDGEN}\"")));
        assert!(shim.contains(&format!("wasm-bindgen-cli-support = \"={WASM_BINDGEN}\"")));
    }

    #[test]
    fn npm_and_trunk_name_the_same_wasm_opt() {
        let trunk = file("Trunk.toml");
        let version = trunk
            .split("version_")
            .nth(1)
            .expect("wasm_opt in Trunk.toml");
        let version = version.split('"').next().expect("a closing quote");
        assert!(
            file("tests/browser/package.json").contains(&format!("\"binaryen\": \"{version}."))
        );
    }

    #[test]
    fn the_npm_locks_name_no_host() {
        for folder in ["tests/browser", "tests/browser/bench/flow"] {
            assert!(!file(&format!("{folder}/package-lock.json")).contains("://"));
        }
    }
}
