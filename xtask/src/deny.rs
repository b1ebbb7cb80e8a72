//! The step `deny`: licences, bans and sources of every package of both lock files, by the lists of `deny.toml`.
//! cargo-deny itself would have to be built first; what it knows more, advisories, comes from a database that is
//! not in a registry.

use crate::Outcome;
use crate::packages::{Package, Packages};
use crate::process::root;
use crate::spdx::satisfy;

const MANIFESTS: [&str; 2] = ["Cargo.toml", "xtask/wasm-bindgen/Cargo.toml"];

/// How many packages were looked at. Errors: every one that may not be.
pub fn check() -> Outcome<usize> {
    let rules = Rules::read()?;
    let mut problems = Vec::new();
    let mut count = 0;
    for manifest in MANIFESTS {
        let packages = Packages::of(manifest, None)?;
        for package in packages.foreign() {
            count += 1;
            problems.extend(rules.problem(package).map(|problem| {
                format!(
                    "{manifest}: {} {}: {problem}",
                    package.name, package.version
                )
            }));
        }
    }
    if problems.is_empty() {
        Ok(count)
    } else {
        Err(format!("deny.toml forbids:\n  {}", problems.join("\n  ")))
    }
}

struct Rules {
    licences: Vec<String>,
    banned: Vec<String>,
    registries: Vec<String>,
}

impl Rules {
    fn read() -> Outcome<Self> {
        let file = root().join("deny.toml");
        let text = std::fs::read_to_string(file).map_err(|error| format!("deny.toml: {error}"))?;
        let of = |section: &str, key: &str| {
            list(&text, section, key)
                .ok_or_else(|| format!("deny.toml: no list {key} in [{section}]"))
        };
        Ok(Self {
            licences: of("licenses", "allow")?,
            banned: of("bans", "deny")?,
            registries: of("sources", "allow-registry")?,
        })
    }

    fn problem(&self, package: &Package) -> Option<String> {
        let allowed: Vec<&str> = self.licences.iter().map(String::as_str).collect();
        let registry = package.source.as_deref()?.strip_prefix("registry+");
        if self.banned.contains(&package.name) {
            return Some("is banned".into());
        }
        if !registry.is_some_and(|registry| self.registries.iter().any(|known| known == registry)) {
            return Some(format!("comes from {}", package.source.as_deref()?));
        }
        match package.license.as_deref() {
            None => Some("names no licence".into()),
            Some(licence) if satisfy(licence, &allowed).is_none() => Some(format!("is {licence}")),
            Some(_) => None,
        }
    }
}

/// The texts of a list in a section: all that deny.toml has need of.
fn list(text: &str, section: &str, key: &str) -> Option<Vec<String>> {
    let (_, body) = text.split_once(&format!("[{section}]\n"))?;
    let body = body.split("\n[").next()?;
    let (_, value) = body.split_once(&format!("{key} = ["))?;
    let (items, _) = value.split_once(']')?;
    let texts = items.split('"').skip(1).step_by(2);
    Some(texts.map(Into::into).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, license: Option<&str>, source: &str) -> Package {
        Package::sample(name, license, source)
    }

    #[test]
    fn what_may_not_be_is_told() {
        let rules = Rules::read().expect("deny.toml");
        let crates_io = "registry+https://github.com/rust-lang/crates.io-index";
        let of = |name, licence, source| rules.problem(&package(name, licence, source));
        assert_eq!(of("a", Some("MIT OR Apache-2.0"), crates_io), None);
        assert_eq!(
            of("a", Some("AGPL-3.0-only"), crates_io).as_deref(),
            Some("is AGPL-3.0-only")
        );
        assert_eq!(
            of("a", None, crates_io).as_deref(),
            Some("names no licence")
        );
        assert_eq!(
            of("chrono", Some("MIT"), crates_io).as_deref(),
            Some("is banned")
        );
        assert!(of("a", Some("MIT"), "git+https://example.org/a").is_some());
        assert!(of("a", Some("MIT"), "registry+https://example.org/index").is_some());
    }
}
