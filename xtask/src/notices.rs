//! `THIRD-PARTY-NOTICES.txt` of the site: whose code is in it, and under which licence. Made from the lock file by a
//! hook of trunk, so that every build has it and it is never older than the packages.

use crate::Outcome;
use crate::packages::{Package, Packages};
use crate::process::{command, output, root};
use crate::setup::WASM;
use crate::spdx::satisfy;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const FILE: &str = "THIRD-PARTY-NOTICES.txt";
/// Under which licence we take what gives a choice, the shortest notices first.
const PREFERRED: [&str; 8] = [
    "MIT",
    "Zlib",
    "0BSD",
    "BSD-3-Clause",
    "BSL-1.0",
    "Unicode-3.0",
    "Unlicense",
    "Apache-2.0",
];

/// Writes the file into the folder that trunk is filling.
pub fn run() -> Outcome {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").ok_or("notices is a hook of trunk")?;
    let file = Path::new(&folder).join(FILE);
    std::fs::write(&file, text()?).map_err(|error| format!("{}: {error}", file.display()))
}

fn text() -> Outcome<String> {
    let packages = Packages::of("Cargo.toml", Some(WASM))?;
    // The same text once, with all that are under it.
    let mut notices: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages.linked_into("swell-web") {
        let name = format!("{} {}", package.name, package.version);
        for notice in notices_of(package)? {
            notices.entry(notice).or_default().push(name.clone());
        }
    }
    let rustc = output(&mut command("rustc", &["--version"]))?;
    let std = format!("the Rust standard library ({})", rustc.trim());
    let mit = standard("MIT", &["The Rust Project Contributors".into()])?;
    notices.entry(mit).or_default().push(std);
    let mut text = String::from(
        "Swell contains code of others, each under the licence that follows its name.\n\
         Swell itself is licensed under MIT or Apache-2.0, as you like.\n",
    );
    let mut all: Vec<(String, Vec<String>)> = notices.into_iter().collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    for (notice, names) in all {
        let line = "-".repeat(72);
        // A String takes every line.
        let _ = write!(
            text,
            "\n{line}\n{}\n{line}\n\n{}\n",
            names.join("\n"),
            notice.trim_end()
        );
    }
    Ok(text)
}

/// The texts of the licences that we take, and the notices that come with them. Errors: there is none.
fn notices_of(package: &Package) -> Outcome<Vec<String>> {
    let name = &package.name;
    let expression = package.license.as_deref().unwrap_or_default();
    let taken = satisfy(expression, &PREFERRED)
        .ok_or_else(|| format!("{name}: no way to satisfy the licence {expression:?}"))?;
    let files = files(&package.folder)?;
    let mut texts = Vec::new();
    for licence in taken {
        let word = licence.split('-').next().unwrap_or(licence).to_uppercase();
        let named = files.iter().find(|(file, _)| file.contains(&word));
        let only = match files.as_slice() {
            [only] => Some(only),
            several => several
                .iter()
                .find(|(file, _)| file.starts_with("LICENSE") && !file.contains('-')),
        };
        let found = named.or(only).map(|(_, text)| text.clone());
        texts.push(match found {
            Some(text) => text,
            None => {
                standard(licence, &package.authors).map_err(|error| format!("{name}: {error}"))?
            }
        });
    }
    texts.extend(
        files
            .iter()
            .filter(|f| f.0.starts_with("NOTICE"))
            .map(|f| f.1.clone()),
    );
    Ok(texts)
}

/// The licences and notices of a package: names in capitals, and texts.
fn files(folder: &Path) -> Outcome<Vec<(String, String)>> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_uppercase();
        let words = [
            "LICENSE",
            "LICENCE",
            "COPYING",
            "NOTICE",
            "UNLICENSE",
            "COPYRIGHT",
        ];
        if path.is_file() && words.iter().any(|word| name.starts_with(word)) {
            let text = std::fs::read(&path).map_err(failed)?;
            found.push((name, String::from_utf8_lossy(&text).replace("\r\n", "\n")));
        }
    }
    found.sort();
    Ok(found)
}

/// The text of a licence for a package that comes without one.
fn standard(licence: &str, authors: &[String]) -> Outcome<String> {
    let file = match licence {
        "MIT" => "LICENSE-MIT",
        "Apache-2.0" => "LICENSE-APACHE",
        _ => return Err(format!("comes without the text of {licence}")),
    };
    let text = std::fs::read_to_string(root().join(file)).map_err(|e| format!("{file}: {e}"))?;
    let names: Vec<&str> = authors
        .iter()
        .map(|a| a.split(" <").next().unwrap_or(a))
        .collect();
    let whose = match names.as_slice() {
        [] => "its authors".to_owned(),
        names => names.join(", "),
    };
    let own = |line: &str| match line.starts_with("Copyright (c)") {
        true => format!("Copyright (c) {whose}"),
        false => line.to_owned(),
    };
    Ok(text.lines().map(own).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_whose_code_is_in_the_site_is_named_with_a_licence() {
        let text = text().expect("notices");
        for name in [
            "leptos ",
            "serde_json ",
            "wasm-bindgen ",
            "libm ",
            "the Rust standard library",
        ] {
            assert!(text.contains(&format!("\n{name}")), "{name}");
        }
        assert!(
            text.contains("Copyright (c) Greg Johnston"),
            "an author without a file"
        );
        assert!(
            !text.contains("\nxtask ") && !text.contains("\nplaywright"),
            "tools are not in the site"
        );
        assert!(!text.contains(&root().display().to_string()));
    }
}
