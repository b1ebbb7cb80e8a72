//! What belongs to the system: Node.js and browsers. Installed by us only as root of a Debian; elsewhere we say
//! how.

use super::missing::Missing;
use crate::Outcome;
use crate::process::{ask, command, exists, run};
use crate::say::tell;
use std::path::Path;

const NODE_MAJOR_MIN: u32 = 18;
/// `apt-get update` and a package. Units: seconds.
const APT_SECONDS: u32 = 60;

/// The places that `tests/browser/chromium.mjs` knows.
const CHROMIUM: [&str; 6] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

pub fn node() -> Outcome<Option<Missing>> {
    apt(
        "Node.js and npm",
        &["nodejs", "npm"],
        || node_major().is_some_and(|major| major >= NODE_MAJOR_MIN) && exists("npm"),
        || {
            let found = node_major().map_or("none".into(), |major| format!("version {major}"));
            let npm = if exists("npm") { "found" } else { "none" };
            format!(
                "Release builds and browser tests need Node.js {NODE_MAJOR_MIN} or newer with npm (node: {found}, npm: {npm}).\n\
                 By hand: https://nodejs.org, or your system's packages nodejs and npm.\n\
                 `cargo xtask serve` without --release works without it."
            )
        },
    )
}

fn node_major() -> Option<u32> {
    let version = ask("node", &["--version"])?;
    let major = version.trim_start_matches('v').split('.').next()?;
    major.parse().ok()
}

pub fn chromium() -> Outcome<Option<Missing>> {
    let named = std::env::var_os("CHROMIUM").is_some_and(|file| Path::new(&file).is_file());
    apt(
        "Chromium",
        &["chromium", "fonts-noto-cjk"],
        move || named || CHROMIUM.iter().any(|file| Path::new(file).is_file()),
        || {
            "The browser tests need Chromium or Chrome.\n\
             By hand: install it (Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM to its path."
                .into()
        },
    )
}

/// Firefox and WebKit, for the tests that run in every engine, where we may install them. A machine
/// without one tests the others and says which it has not tested (`tests/browser/engines`).
pub fn other_engines() -> Vec<Missing> {
    let known: [(&str, &'static [&'static str], &[&str]); 2] = [
        (
            "Firefox",
            &["firefox-esr"],
            &[
                "/usr/bin/firefox-esr",
                "/usr/bin/firefox",
                "/Applications/Firefox.app/Contents/MacOS/firefox",
            ],
        ),
        (
            "WebKit with its driver and a screen for it",
            &["webkit2gtk-driver", "xvfb"],
            &["/usr/bin/WebKitWebDriver"],
        ),
    ];
    let may_install = exists("apt-get") && ask("id", &["-u"]).as_deref() == Some("0");
    let is_missing = |places: &[&str]| !places.iter().any(|place| Path::new(place).is_file());
    known
        .into_iter()
        .filter(|(.., places)| may_install && is_missing(places))
        .map(|(what, packages, _)| {
            Missing::new(format!("{what}, by apt-get"), APT_SECONDS, move || {
                if let Err(why) = apt_get(packages) {
                    tell!("{why}; its tests are left out");
                }
                Ok(())
            })
        })
        .collect()
}

/// Debian packages, where they are missing and we may install them. Errors: `help`, where we may not.
fn apt(
    what: &str,
    packages: &'static [&'static str],
    is_ready: impl Fn() -> bool + 'static,
    help: impl Fn() -> String + 'static,
) -> Outcome<Option<Missing>> {
    if is_ready() {
        return Ok(None);
    }
    if !exists("apt-get") {
        return Err(help());
    }
    if ask("id", &["-u"]).as_deref() != Some("0") {
        let why = "Not installed by itself: that takes root.";
        return Err(format!("{}\n{why}", help()));
    }
    let install = move || {
        let tried = apt_get(packages);
        if is_ready() {
            return Ok(());
        }
        let why = tried
            .err()
            .unwrap_or("apt-get brought another version.".into());
        Err(format!("{}\n{why}", help()))
    };
    let what = format!("{what}, by apt-get");
    Ok(Some(Missing::new(what, APT_SECONDS, install)))
}

fn apt_get(packages: &[&str]) -> Outcome {
    let quiet = |args: &[&str]| {
        let mut apt = command("apt-get", args);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(&mut quiet(&["update", "-qq"]))?;
    let mut install = quiet(&["install", "-y", "-qq", "--no-install-recommends"]);
    run(install.args(packages))
}
