//! `cargo xtask serve`: build, serve, rebuild when a file changes.

use crate::{Outcome, process, setup, site};

pub fn run(args: &[String]) -> Outcome {
    let options = Options::parse(args)?;
    setup::for_site(options.release)?;
    let port = options.port.to_string();
    // Not dist/: that holds the release site.
    let mut trunk = site::trunk(&["serve", "--dist", "target/serve", "--port", &port]);
    if options.release {
        trunk.arg("--release");
    }
    if options.open {
        trunk.arg("--open");
    }
    std::fs::create_dir_all(process::root().join("target/serve")).map_err(|e| e.to_string())?;
    println!(
        "Building; the first time takes some minutes. Then: http://127.0.0.1:{port}/ (Ctrl-C stops)"
    );
    process::become_program(&mut trunk)
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
