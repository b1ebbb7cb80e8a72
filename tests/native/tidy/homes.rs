//! How often code outside a kind's own file names a concrete kind: a new part must not have to
//! touch it.

use super::{code_lines, root, rust_files};
use std::fs;

/// What is left to be taken home. Only ever lower it; the goal is 60.
const MENTIONS_MAX: usize = 14;

/// What names a kind: the enums that the list of kinds makes.
const ENUMS: [&str; 4] = ["Part::", "Params::", "KindId::", "Kind::"];

struct Kind {
    /// Variant of the enums.
    name: String,
    /// File or folder in `core/src/kinds` that it lives in.
    home: String,
}

/// A source file: its path from the root, and its code without tests and comments.
struct File {
    path: String,
    code: String,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The lines `Name(home::State);` of the list of kinds.
fn kinds() -> Vec<Kind> {
    let list = fs::read_to_string(root().join("core/src/kinds/mod.rs")).expect("the list");
    let kind = |line: &str| {
        let (name, state) = line.trim().strip_suffix(");")?.split_once('(')?;
        let is_name =
            name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(is_word);
        let is_path = state.chars().all(|c| is_word(c) || c == ':');
        let home = state.split("::").next()?.to_owned();
        let name = name.to_owned();
        (is_name && is_path).then_some(Kind { name, home })
    };
    list.lines().filter_map(kind).collect()
}

fn files() -> Vec<File> {
    let root = root();
    let folders = ["core/src", "web/src"];
    let paths = folders
        .iter()
        .flat_map(|folder| rust_files(&root.join(folder)));
    paths
        .map(|path| {
            let text = fs::read_to_string(&path).expect("readable");
            let before_tests = text.split("#[cfg(test)]").next().unwrap_or(&text);
            let lines: Vec<&str> = code_lines(before_tests).map(|(_, line)| line).collect();
            let path = path.strip_prefix(&root).expect("inside");
            File {
                path: path.to_string_lossy().replace('\\', "/"),
                code: lines.join("\n"),
            }
        })
        .collect()
}

impl File {
    fn is_home(&self, home: &str) -> bool {
        self.path.starts_with(&format!("core/src/kinds/{home}"))
    }

    /// The list itself, texts and icons, which every part brings, and tests; old files are in words of then.
    fn may_name_kinds(&self) -> bool {
        self.path == "core/src/kinds/mod.rs"
            || self.path.ends_with("/tests.rs")
            || self.path == "core/src/document/migrate.rs"
            || self.path.contains("/i18n")
            || self.path.ends_with("/faces.rs")
            || self.path.ends_with("/icon.rs")
    }

    /// The word of a kind in documents, where the file says it.
    fn word<'a>(&'a self) -> Option<&'a str> {
        let mut named = self.code.split("name: \"").skip(1);
        let word = |rest: &'a str| rest.split('"').next();
        named.find_map(|rest| {
            word(rest).filter(|word| !word.is_empty() && word.chars().all(is_word))
        })
    }

    fn names_variant(&self, name: &str) -> usize {
        let named = |prefix: &&str| {
            let of_prefix = self.code.match_indices(*prefix);
            let is_whole = |at: usize| !self.code[..at].ends_with(is_word);
            let after = of_prefix.filter(|(at, _)| is_whole(*at));
            let rest =
                after.filter_map(|(at, _)| self.code[at + prefix.len()..].strip_prefix(name));
            rest.filter(|rest| !rest.starts_with(is_word)).count()
        };
        ENUMS.iter().map(named).sum()
    }
}

#[test]
fn kinds_are_named_at_home() {
    let (kinds, files) = (kinds(), files());
    assert!(kinds.len() > 10, "the list of kinds is read");
    let words: Vec<(String, &str)> = kinds
        .iter()
        .flat_map(|kind| {
            let at_home = files.iter().filter(|file| file.is_home(&kind.home));
            at_home.filter_map(|file| Some((format!("\"{}\"", file.word()?), kind.home.as_str())))
        })
        .collect::<std::collections::BTreeMap<_, _>>()
        .into_iter()
        .collect();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.may_name_kinds()) {
        let strange = kinds.iter().filter(|kind| !file.is_home(&kind.home));
        let variants: usize = strange.map(|kind| file.names_variant(&kind.name)).sum();
        let strange = words.iter().filter(|(_, home)| !file.is_home(home));
        let quoted: usize = strange
            .map(|(word, _)| file.code.matches(word.as_str()).count())
            .sum();
        if variants + quoted > 0 {
            found.push((variants + quoted, file.path.as_str()));
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    let total: usize = found.iter().map(|(count, _)| count).sum();
    let list: Vec<String> = found
        .iter()
        .map(|(n, path)| format!("{n:4} {path}"))
        .collect();
    assert!(
        total <= MENTIONS_MAX,
        "{total} mentions of kinds outside their homes, {MENTIONS_MAX} at most:\n{}",
        list.join("\n")
    );
    println!("{total} mentions of kinds outside their homes");
}
