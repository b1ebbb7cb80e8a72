//! What README and ARCHITECTURE name is there.

use super::root;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Endings of files; what else has a dot or a slash in it may be a call, a fraction or a package.
const ENDINGS: [&str; 7] = [".rs", ".md", ".css", ".js", ".mjs", ".json", ".toml"];

/// Files that only a build or a run makes.
const MADE: [&str; 1] = ["target/bench.json"];

/// `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn expanded(path: &str) -> Vec<String> {
    let braces = path.find('{').zip(path.find('}'));
    let Some((open, close)) = braces.filter(|(open, close)| open < close) else {
        return vec![path.to_owned()];
    };
    let choices = path[open + 1..close].split(',');
    let one = |choice: &str| format!("{}{}{}", &path[..open], choice.trim(), &path[close + 1..]);
    choices.flat_map(|choice| expanded(&one(choice))).collect()
}

/// The files of the checkout, from its root.
fn files(root: &Path) -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files"])
        .current_dir(root)
        .output()
        .expect("a checkout");
    let listed = String::from_utf8(listed.stdout).expect("names of files");
    listed.lines().map(str::to_owned).collect()
}

#[test]
fn what_the_documents_name_is_there() {
    let root = root();
    let files = files(&root);
    // Short names are enough where there is one such file.
    let is_there = |name: &str| {
        let below = format!("/{name}");
        MADE.contains(&name) || files.iter().any(|f| f == name || f.ends_with(&below))
    };
    let mut missing = Vec::new();
    for document in ["README.md", "ARCHITECTURE.md", "docs/embedding.md"] {
        let text = fs::read_to_string(root.join(document)).expect("readable");
        let quoted = text.split('`').skip(1).step_by(2);
        let words = quoted.flat_map(|code| code.split([' ', '\n']));
        let paths = words.filter(|word| {
            let is_pattern = word.contains(['<', '*', ':']);
            !is_pattern && ENDINGS.iter().any(|ending| word.ends_with(ending))
        });
        let named = paths.flat_map(expanded).filter(|path| !is_there(path));
        missing.extend(named.map(|path| format!("{document}: {path}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert_eq!(expanded("a/{b,c}.rs"), ["a/b.rs", "a/c.rs"]);
}
