//! `cargo xtask serve`: build, serve, rebuild when a file changes.

use crate::process::root;
use crate::say::say;
use crate::{Outcome, process, setup, site};

/// What the site is made of, at the root of the repository.
const SOURCES: [&str; 7] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "core",
    "index.html",
    "web",
];
/// Made by builds. A fresh clone has none, and trunk can ignore only what exists.
const PRODUCTS: [&str; 2] = ["target", "dist"];
/// Not dist/: that holds the release site.
const SERVED: &str = "target/serve";
/// The first build of the debug site, measured on two cores. Units: seconds.
const FIRST_BUILD_SECONDS: u32 = 240;

pub fn run(args: &[String]) -> Outcome {
    let options = Options::parse(args)?;
    let is_first = !root().join(SERVED).join("index.html").is_file();
    setup::for_site(options.release)?;
    for folder in PRODUCTS.into_iter().chain([SERVED]) {
        let folder = root().join(folder);
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    let port = options.port.to_string();
    let mut trunk = site::trunk(&["serve", "--dist", SERVED, "--port", &port]);
    for entry in ignored(&entries()?) {
        trunk.args(["--ignore", entry]);
    }
    if options.release {
        trunk.arg("--release");
    }
    if options.open {
        trunk.arg("--open");
    }
    let time = match is_first {
        true => format!(" ({})", setup::about(FIRST_BUILD_SECONDS)),
        false => String::new(),
    };
    say!("Building{time}. Then: http://127.0.0.1:{port}/ (Ctrl-C stops)");
    process::become_program(&mut trunk)
}

/// What stands at the root of the repository.
fn entries() -> Outcome<Vec<String>> {
    let failed = |error: std::io::Error| format!("{}: {error}", root().display());
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        let name = entry.map_err(failed)?.file_name();
        Ok(name.to_string_lossy().into_owned())
    };
    let found = std::fs::read_dir(root()).map_err(failed)?;
    found.map(name).collect()
}

/// The entries whose changes do not change the site.
fn ignored(entries: &[String]) -> impl Iterator<Item = &str> {
    let names = entries.iter().map(String::as_str);
    names.filter(|name| !SOURCES.contains(name))
}

#[derive(Debug, PartialEq, Eq)]
struct Options {
    open: bool,
    port: u16,
    release: bool,
}

impl Options {
    fn parse(args: &[String]) -> Outcome<Self> {
        let mut options = Self {
            open: false,
            port: 8080,
            release: false,
        };
        let mut words = args.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--open" => options.open = true,
                "--release" => options.release = true,
                "--port" => {
                    let port = words.next().and_then(|port| port.parse().ok());
                    options.port = port.ok_or("--port needs a number from 1 to 65535")?;
                }
                _ => return Err(format!("serve does not know {word:?}")),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_there_is_ignored_and_no_source() {
        let fresh = [
            ".git",
            "Cargo.toml",
            "core",
            "docs",
            "index.html",
            "tests",
            "web",
        ];
        let fresh = fresh.map(String::from);
        assert_eq!(
            ignored(&fresh).collect::<Vec<_>>(),
            [".git", "docs", "tests"]
        );
        for source in SOURCES {
            assert!(root().join(source).exists(), "{source}");
        }
    }

    #[test]
    fn options_in_any_order() {
        let parse = |text: &str| {
            let words: Vec<String> = text.split_whitespace().map(Into::into).collect();
            Options::parse(&words)
        };
        let all = parse("--port 9000 --release --open").expect("options");
        assert!(all.open && all.release && all.port == 9000);
        assert_eq!(parse("").expect("defaults").port, 8080);
        assert!(parse("--port").is_err() && parse("--port x").is_err() && parse("now").is_err());
    }
}
