//! The packages behind a lock file, as cargo tells them.

use crate::Outcome;
use crate::process::{command, output};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub struct Package {
    pub name: String,
    pub version: String,
    /// An SPDX expression.
    pub license: Option<String>,
    pub authors: Vec<String>,
    /// `None` for our own.
    pub source: Option<String>,
    pub folder: PathBuf,
    is_macro: bool,
    id: String,
}

pub struct Packages {
    all: BTreeMap<String, Package>,
    /// Ids of what each links with.
    links: BTreeMap<String, Vec<String>>,
}

impl Packages {
    /// Of the workspace with this manifest, for one target or for all of them.
    pub fn of(manifest: &str, target: Option<&str>) -> Outcome<Self> {
        let mut metadata = command("cargo", &["metadata", "--format-version=1", "--locked"]);
        metadata.args(["--manifest-path", manifest]);
        if let Some(target) = target {
            metadata.args(["--filter-platform", target]);
        }
        let text = output(&mut metadata)?;
        let value: Value =
            serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let packages = list(&value["packages"])
            .iter()
            .map(package)
            .collect::<Vec<_>>();
        let node = |node: &Value| {
            let deps = list(&node["deps"]);
            let linked = deps.iter().filter(|dep| {
                list(&dep["dep_kinds"])
                    .iter()
                    .any(|kind| kind["kind"].is_null())
            });
            let ids = linked.map(|dep| text_of(&dep["pkg"])).collect();
            (text_of(&node["id"]), ids)
        };
        Ok(Self {
            all: packages
                .into_iter()
                .map(|package| (package.id.clone(), package))
                .collect(),
            links: list(&value["resolve"]["nodes"]).iter().map(node).collect(),
        })
    }

    /// Everybody else's, by name.
    pub fn foreign(&self) -> Vec<&Package> {
        sorted(self.all.values().filter(|package| package.source.is_some()))
    }

    /// Everybody else's whose code is linked into `name`: no build scripts, macros or tests.
    pub fn linked_into(&self, name: &str) -> Vec<&Package> {
        let mut wanted: Vec<&String> = Vec::new();
        wanted.extend(
            self.all
                .values()
                .filter(|package| package.name == name)
                .map(|p| &p.id),
        );
        let mut seen = BTreeSet::new();
        while let Some(id) = wanted.pop() {
            let is_linked = self.all.get(id).is_some_and(|package| !package.is_macro);
            if is_linked && seen.insert(id) {
                wanted.extend(self.links.get(id).into_iter().flatten());
            }
        }
        let linked = seen.into_iter().filter_map(|id| self.all.get(id));
        sorted(linked.filter(|package| package.source.is_some()))
    }
}

#[cfg(test)]
impl Package {
    pub fn sample(name: &str, license: Option<&str>, source: &str) -> Self {
        Self {
            name: name.into(),
            version: "1.0.0".into(),
            license: license.map(Into::into),
            authors: Vec::new(),
            source: Some(source.into()),
            folder: PathBuf::new(),
            is_macro: false,
            id: name.into(),
        }
    }
}

fn sorted<'a>(packages: impl Iterator<Item = &'a Package>) -> Vec<&'a Package> {
    let mut all: Vec<&Package> = packages.collect();
    all.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    all
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn package(value: &Value) -> Package {
    let manifest = text_of(&value["manifest_path"]);
    let strings = |value: &Value| -> Vec<String> {
        value
            .as_array()
            .into_iter()
            .flatten()
            .map(text_of)
            .collect()
    };
    let targets = value["targets"].as_array().into_iter().flatten();
    let is_macro = |target: &Value| {
        strings(&target["kind"])
            .iter()
            .any(|kind| kind == "proc-macro")
    };
    Package {
        name: text_of(&value["name"]),
        version: text_of(&value["version"]),
        license: value["license"].as_str().map(Into::into),
        authors: strings(&value["authors"]),
        source: value["source"].as_str().map(Into::into),
        folder: Path::new(&manifest)
            .parent()
            .map(Into::into)
            .unwrap_or_default(),
        is_macro: targets.into_iter().any(is_macro),
        id: text_of(&value["id"]),
    }
}
