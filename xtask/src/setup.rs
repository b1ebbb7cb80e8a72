//! What a machine needs besides Rust, installed when missing: said beforehand, done once, kept
//! outside `target/`.

use crate::Outcome;
use crate::process::{ask, command, exists, output, root, run};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

pub const WASM: &str = "wasm32-unknown-unknown";
/// A target without `std`: the engine must build for it.
pub const BARE: &str = "thumbv7m-none-eabi";

const TRUNK: &str = "0.21.14";
/// Equal to the version of the crate in `Cargo.lock`.
const WASM_BINDGEN: &str = "0.2.130";
const NODE_MAJOR_MIN: u32 = 18;

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
    npm_home_of(&browser_tests())
}

/// Where the packages of this very lock file are installed.
fn npm_home_of(project: &Path) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    let lock = std::fs::read(project.join("package-lock.json")).unwrap_or_default();
    lock.hash(&mut hasher);
    tools().join(format!("npm-{:016x}", hasher.finish()))
}

fn browser_tests() -> PathBuf {
    root().join("tests").join("browser")
}

/// What trunk needs; a release build also optimizes with `wasm-opt`.
pub fn for_site(release: bool) -> Outcome {
    rust_target(WASM)?;
    trunk()?;
    wasm_bindgen()?;
    if release {
        npm_packages()?;
    }
    Ok(())
}

/// What `cargo xtask test` and `bench` need.
pub fn for_tests() -> Outcome {
    rust_target(BARE)?;
    for_site(true)?;
    chromium()
}

/// React Flow, the yardstick of P6; nothing else wants it.
pub fn for_flow() -> Outcome {
    let project = browser_tests().join("bench").join("flow");
    npm_project(&project, "React Flow, a yardstick, by npm")
}

fn say(what: &str, how_long: &str) {
    eprintln!("Installing {what} ({how_long}, once) …");
}

fn rust_target(target: &str) -> Outcome {
    let sysroot = output(&mut command("rustc", &["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(target);
    if library.join("lib").is_dir() {
        return Ok(());
    }
    say(&format!("the Rust target {target}"), "some seconds");
    let add = ["target", "add", target];
    run(&mut command("rustup", &add)).map_err(|error| {
        format!("{error}\nThe Rust target {target} is missing. By hand: rustup target add {target}")
    })
}

fn trunk() -> Outcome {
    if ask("trunk", &["--version"]).is_some_and(|text| text == format!("trunk {TRUNK}")) {
        return Ok(());
    }
    say(&format!("trunk {TRUNK}"), "3 to 6 minutes on two cores");
    let root = tools();
    let mut install = command("cargo", &["install", "trunk", "--locked", "--force"]);
    install.args(["--version", TRUNK]).arg("--root").arg(&root);
    // A tool that waits for the compiler most of its life: build it quickly.
    install.env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run(&mut install).map_err(|error| {
        format!(
            "{error}\ntrunk is missing. By hand: cargo install trunk --locked --version {TRUNK}"
        )
    })
}

fn wasm_bindgen() -> Outcome {
    // Ours alone: it also cuts the module in two, see its `split.rs`.
    let wanted = format!("wasm-bindgen {WASM_BINDGEN} splitting");
    if ask("wasm-bindgen", &["--version"]).is_some_and(|text| text == wanted) {
        return Ok(());
    }
    say(&wanted, "1 to 2 minutes");
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
}

/// `wasm-opt`, the browser driver and the accessibility checker.
fn npm_packages() -> Outcome {
    npm_project(
        &browser_tests(),
        "wasm-opt and the browser test driver by npm",
    )
}

/// The packages of a folder with a lock file.
fn npm_project(project: &Path, what: &str) -> Outcome {
    node()?;
    let home = npm_home_of(project);
    if !home.join("node_modules").is_dir() {
        say(what, "10 seconds");
        install_npm_packages(project, &home).map_err(|error| {
            format!("{error}\nBy hand: see that npm works, then run this command again")
        })?;
    }
    link_npm_packages(project, &home)
}

/// Into a folder of its own first, so that a broken or a second installation at once does no harm.
fn install_npm_packages(project: &Path, home: &Path) -> Outcome {
    let draft = home.with_extension(std::process::id().to_string());
    std::fs::create_dir_all(&draft).map_err(|error| format!("{}: {error}", draft.display()))?;
    for name in ["package.json", "package-lock.json"] {
        let from = project.join(name);
        std::fs::copy(&from, draft.join(name))
            .map_err(|error| format!("{}: {error}", from.display()))?;
    }
    let mut install = command(
        "npm",
        &["ci", "--no-audit", "--no-fund", "--loglevel=error"],
    );
    run(install.current_dir(&draft))?;
    let moved = std::fs::rename(&draft, home);
    if moved.is_err() {
        let _ = std::fs::remove_dir_all(&draft);
    }
    if home.join("node_modules").is_dir() {
        return Ok(());
    }
    moved.map_err(|error| format!("{}: {error}", home.display()))
}

/// Node looks for packages beside the script that imports them.
#[cfg(unix)]
fn link_npm_packages(project: &Path, home: &Path) -> Outcome {
    let link = project.join("node_modules");
    let target = home.join("node_modules");
    match std::fs::symlink_metadata(&link) {
        // A folder of the developer's own.
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) if std::fs::read_link(&link).is_ok_and(|to| to == target) => return Ok(()),
        Ok(_) => {
            std::fs::remove_file(&link).map_err(|error| format!("{}: {error}", link.display()))?;
        }
        Err(_) => {}
    }
    std::os::unix::fs::symlink(&target, &link)
        .map_err(|error| format!("{}: {error}", link.display()))
}

#[cfg(not(unix))]
fn link_npm_packages(project: &Path, _home: &Path) -> Outcome {
    if project.join("node_modules").is_dir() {
        return Ok(());
    }
    let mut install = command("npm", &["ci", "--no-audit", "--no-fund"]);
    run(install.current_dir(project))
}

fn node() -> Outcome {
    let ready = || node_major().is_some_and(|major| major >= NODE_MAJOR_MIN) && exists("npm");
    if ready() {
        return Ok(());
    }
    let tried = apt_get("Node.js and npm", &["nodejs", "npm"]);
    if ready() {
        return Ok(());
    }
    let found = node_major().map_or("none".into(), |major| format!("version {major}"));
    let npm = if exists("npm") { "found" } else { "none" };
    Err(format!(
        "Release builds and browser tests need Node.js {NODE_MAJOR_MIN} or newer with npm (node: {found}, npm: {npm}).{}\n\
         By hand: https://nodejs.org, or your system's packages nodejs and npm.\n\
         `cargo xtask serve` without --release works without it.",
        tried.err().unwrap_or_default()
    ))
}

fn node_major() -> Option<u32> {
    let version = ask("node", &["--version"])?;
    version
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// The places `tests/browser/chromium.mjs` knows.
fn chromium() -> Outcome {
    let known = [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    let named = std::env::var_os("CHROMIUM").is_some_and(|file| Path::new(&file).is_file());
    let ready = || named || known.iter().any(|file| Path::new(file).is_file());
    if ready() {
        return Ok(());
    }
    let tried = apt_get("Chromium", &["chromium", "fonts-noto-cjk"]);
    if ready() {
        return Ok(());
    }
    Err(format!(
        "The browser tests need Chromium or Chrome.{}\n\
         By hand: install it (Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM to its path.",
        tried.err().unwrap_or_default()
    ))
}

/// Installs Debian packages where we may. Errors: why not, as the continuation of a message.
fn apt_get(what: &str, packages: &[&str]) -> Outcome {
    if !exists("apt-get") {
        return Err(String::new());
    }
    if ask("id", &["-u"]).as_deref() != Some("0") {
        return Err(" Not installed by itself: that takes root.".into());
    }
    say(&format!("{what} by apt-get"), "about a minute");
    let quiet = |args: &[&str]| {
        let mut apt = command("apt-get", args);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    let failed = |error| format!(" {error}.");
    run(&mut quiet(&["update", "-qq"])).map_err(failed)?;
    let mut install = quiet(&["install", "-y", "-qq", "--no-install-recommends"]);
    run(install.args(packages)).map_err(failed)
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
