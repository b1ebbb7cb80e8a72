//! The shape of the tree: layers point one way, core knows no std, kinds have all that makes a kind.

use std::fs;
use std::path::{Path, PathBuf};
use swell_core::kinds::Params;

/// Each layer uses only itself and what stands before it.
const LAYERS: [&str; 10] = [
    "base", "rules", "theory", "world", "kinds", "document", "engine", "observe", "scenario",
    "session",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|l| *l == layer)
}

/// Code only: comments and doc links may point anywhere.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(n, line)| (n + 1, line))
}

#[test]
fn layers_of_core_point_one_way() {
    let source = root().join("core/src");
    let mut wrong = Vec::new();
    for file in rust_files(&source) {
        let inside = file.strip_prefix(&source).expect("inside").to_path_buf();
        let first = inside
            .components()
            .next()
            .expect("a name")
            .as_os_str()
            .to_string_lossy();
        let Some(own) = rank(first.trim_end_matches(".rs")) else {
            continue;
        };
        let text = fs::read_to_string(&file).expect("readable");
        let before_tests = text.split("#[cfg(test)]").next().unwrap_or(&text);
        for (n, line) in code_lines(before_tests) {
            for piece in line.split("crate::").skip(1) {
                let used: String = piece
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                if rank(&used).is_some_and(|used| used > own) {
                    wrong.push(format!("{}:{n}: {line}", inside.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "a layer uses one to its right:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn core_knows_no_std() {
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("core/src")) {
        let text = fs::read_to_string(&file).expect("readable");
        let before_tests = text.split("#[cfg(test)]").next().unwrap_or(&text);
        wrong.extend(
            code_lines(before_tests)
                .filter(|(_, line)| line.contains("std::") && !line.contains("no_std"))
                .map(|(n, line)| format!("{}:{n}: {line}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_has_an_icon() {
    for spec in Params::SPECS {
        let icon = root().join("web/icons").join(format!("{}.svg", spec.name));
        assert!(icon.exists(), "no icon {}", icon.display());
    }
}

#[test]
fn every_part_of_a_kinds_fields_is_in_its_defaults() {
    for spec in Params::SPECS {
        let params = Params::defaults(spec.name).expect("listed");
        let value = params.to_value();
        for field in params.fields() {
            let first = field.path.split('/').next().unwrap_or(field.path);
            assert!(
                value.get(first).is_some(),
                "{}: no {}",
                spec.name,
                field.path
            );
        }
    }
}

#[test]
fn functions_stay_readable() {
    const LINES_MAX: usize = 120;
    let mut long = Vec::new();
    for file in rust_files(&root().join("core/src")) {
        let text = fs::read_to_string(&file).expect("readable");
        let mut start = None;
        for (n, line) in text.lines().enumerate() {
            let trimmed = line.trim_start();
            let indent = line.len() - trimmed.len();
            let is_fn = trimmed.starts_with("fn ")
                || trimmed.starts_with("pub fn ")
                || trimmed.starts_with("pub(super) fn ");
            if is_fn {
                start = Some((n, indent));
            }
            if let Some((from, at)) = start
                && trimmed == "}"
                && indent == at
            {
                if n - from > LINES_MAX {
                    long.push(format!(
                        "{}:{}: {} lines",
                        file.display(),
                        from + 1,
                        n - from
                    ));
                }
                start = None;
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Standby is 예비, pending 준비 중 and what waits in a queue 대기열: a bare 대기 could be any of them.
#[test]
fn one_korean_word_means_one_thing() {
    let texts = rust_files(&root().join("web/src"));
    let mut found = Vec::new();
    for path in texts {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for (n, line) in text.lines().enumerate() {
            let bare = line.replace("대기열", "").replace("꼭대기", "");
            if bare.contains("대기") {
                found.push(format!("{}:{}: {}", path.display(), n + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
