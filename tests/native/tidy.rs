//! The shape of the tree: layers point one way, core knows no std, kinds have all that makes a kind.

#[path = "tidy/homes.rs"]
mod homes;
#[path = "tidy/later.rs"]
mod later;
#[path = "tidy/reached.rs"]
mod reached;
#[path = "tidy/told.rs"]
mod told;

use std::fs;
use std::path::{Path, PathBuf};
use swell_core::kinds::{KindId, Params};

/// Each layer uses only itself and what stands before it. A kind, its contract and the control plane
/// speak of each other: they are one layer.
const CORE: &[&[&str]] = &[
    &["base"],
    &["rules"],
    &["theory"],
    &["world"],
    &["balancing", "contract", "control", "kinds"],
    &["document"],
    &["engine"],
    &["observe"],
    &["scenario"],
    &["session"],
];

/// The same for the page.
const PAGE: &[&[&str]] = &[
    &["vocabulary"],
    &["geometry"],
    &["platform"],
    &["import"],
    &["i18n", "i18n_platform"],
    &["share", "dom", "draw", "input"],
    &["board"],
    &["view"],
    &["controller", "app"],
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

/// Code only: comments and doc links may point anywhere.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(n, line)| (n + 1, line))
}

/// Lines below `folder` that use a layer to the right of their own, with their places.
fn arrows_back(folder: &str, layers: &[&[&str]]) -> Vec<String> {
    let rank = |layer: &str| layers.iter().position(|l| l.contains(&layer));
    let source = root().join(folder);
    let mut wrong = Vec::new();
    for file in rust_files(&source) {
        let inside = file.strip_prefix(&source).expect("inside").to_path_buf();
        let first = inside
            .components()
            .next()
            .expect("a name")
            .as_os_str()
            .to_string_lossy();
        let own = match first.trim_end_matches(".rs") {
            "lib" | "main" => continue,
            name => rank(name),
        };
        let text = fs::read_to_string(&file).expect("readable");
        let before_tests = text.split("#[cfg(test)]\nmod ").next().unwrap_or(&text);
        for (n, line) in code_lines(before_tests) {
            for piece in line.split("crate::").skip(1) {
                let used: String = piece
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                // A layer that is in no list has none to its left.
                if rank(&used) > own {
                    wrong.push(format!("{}:{n}: {line}", inside.display()));
                }
            }
        }
    }
    wrong
}

#[test]
fn layers_point_one_way() {
    let mut wrong = arrows_back("core/src", CORE);
    wrong.extend(arrows_back("web/src", PAGE));
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
    for kind in KindId::ALL {
        let icon = root()
            .join("web/icons")
            .join(format!("{}.svg", kind.name()));
        assert!(icon.exists(), "no icon {}", icon.display());
    }
}

/// `tests/parts/<kind>.txt`, held by the test `parts`.
#[test]
fn every_kind_has_a_test_of_its_own() {
    for kind in KindId::ALL {
        let name = format!("{}.txt", kind.name());
        let file = root().join("tests/parts").join(name);
        assert!(
            file.exists(),
            "no {}: see tests/src/alone.rs",
            file.display()
        );
    }
}

#[test]
fn every_part_of_a_kinds_fields_is_in_its_defaults() {
    for kind in KindId::ALL {
        let params = Params::defaults(*kind);
        let value = params.to_value();
        for field in params.fields() {
            let first = field.path.split('/').next().unwrap_or(field.path);
            assert!(
                value.get(first).is_some(),
                "{}: no {}",
                kind.name(),
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

/// Standby is 예비, pending 준비 중 and what waits in a queue 대기열 (대기행렬 in theory): a bare 대기 could be any of them.
#[test]
fn one_korean_word_means_one_thing() {
    let texts = rust_files(&root().join("web/src"));
    let mut found = Vec::new();
    for path in texts {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for (n, line) in text.lines().enumerate() {
            let bare = ["대기열", "대기행렬", "꼭대기"]
                .iter()
                .fold(line.to_owned(), |line, known| line.replace(known, ""));
            if bare.contains("대기") {
                found.push(format!("{}:{}: {}", path.display(), n + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Lines of the page's own code that are wrong, with their places; tests left out. `wrong` gets the
/// function up to the line, and the line.
fn page_lines(folder: &str, wrong: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let source = root().join("web/src");
    let mut found = Vec::new();
    for file in rust_files(&source.join(folder)) {
        let text = fs::read_to_string(&file).expect("readable");
        let before_tests = text.split("#[cfg(test)]").next().unwrap_or(&text);
        let name = file.strip_prefix(&source).expect("inside").display();
        let mut function = String::new();
        for (n, line) in code_lines(before_tests) {
            if !line.starts_with(' ') && line.contains("fn ") {
                function.clear();
            }
            function.push_str(line.trim());
            function.push(' ');
            if wrong(&function, line) {
                found.push(format!("{name}:{n}: {}", line.trim()));
            }
        }
    }
    found
}

/// Whether a line of a view shows a bare closure as a child: `{move || …}`, or `{name}` of one.
fn shows_a_bare_closure(function: &str, line: &str) -> bool {
    let line = line.trim();
    line.starts_with("{move |")
        || line.contains(">{move |")
        || line.split('{').skip(1).any(|piece| {
            let name = piece.split('}').next().unwrap_or_default();
            // Between tags or alone on its line it is a child; in a text it is not.
            let is_child = line.contains(&format!(">{{{name}}}")) || line == format!("{{{name}}}");
            is_child && function.contains(&format!("let {name} = move |"))
        })
}

/// A listener of an element that leaves the page must find its values alive (`dom::Showing`): what is
/// made anew goes through `piece` in views, and texts and attributes through `dynamic`.
#[test]
fn what_a_view_shows_outlives_its_elements() {
    let wrong = page_lines("view", |function, line| {
        line.contains("<Show") || shows_a_bare_closure(function, line)
    });
    assert!(
        wrong.is_empty(),
        "wrap it in piece(…), or dynamic(…) if it owns nothing:\n{}",
        wrong.join("\n")
    );
    // The check itself sees every way of writing one.
    let function = "let rows = move || 1; let name = 2; ";
    assert!(shows_a_bare_closure(function, "<ul>{rows}</ul>"));
    assert!(shows_a_bare_closure(function, "    {rows}"));
    assert!(shows_a_bare_closure(function, "    {move || 1}"));
    assert!(!shows_a_bare_closure(
        function,
        "<ul>{name}{piece(rows)}</ul>"
    ));
}

/// What is done later may outlive what it was for: `platform::timer` leaves it undone then.
#[test]
fn timers_end_with_what_they_are_for() {
    const BARE: [&str; 4] = [
        " set_timeout(",
        " request_animation_frame(",
        " set_interval(",
        " queue_microtask(",
    ];
    let mut wrong = Vec::new();
    for folder in ["view", "controller", "board", "draw", "input"] {
        wrong.extend(page_lines(folder, |_, line| {
            BARE.iter().any(|call| line.contains(call))
        }));
    }
    assert!(
        wrong.is_empty(),
        "use platform::timer:\n{}",
        wrong.join("\n")
    );
}

/// A browser test waits for what it waits for (`until`), for pictures of the page, or moves its clock by hand:
/// a sleep is too short on one machine and wasted on the others.
#[test]
fn browser_tests_never_sleep() {
    let mut found = Vec::new();
    let mut folders = vec![root().join("tests/browser")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("readable").flatten() {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "mjs") {
                let text = fs::read_to_string(&path).expect("readable");
                let sleeps = text.lines().enumerate();
                let sleeps = sleeps.filter(|(_, line)| line.contains("waitForTimeout"));
                found.extend(sleeps.map(|(n, _)| format!("{}:{}", path.display(), n + 1)));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
