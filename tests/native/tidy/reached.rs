//! A rule lives once: every public function of `core/src/rules` is called by what runs, not by
//! tests alone. Calls are found by name, so two methods of one name count as both called.

use super::{code_lines, root, rust_files};
use std::fs;

/// Rules that nothing in the engine lives by yet, and why they are there all the same.
const EXCEPTIONS: &[(&str, &[&str])] = &[
    (
        "rules of parts to come, held to the vectors: predictive scaling",
        &[
            "forecast_load",
            "forecast_capacity",
            "predictive_apply",
            "predictive_launch_second",
        ],
    ),
    (
        "rules of parts to come, held to the vectors: warm pools, instance refresh",
        &["warm_pool_size", "refresh_batch", "checkpoint"],
    ),
    (
        "rules of parts to come, held to the vectors: lifecycle hooks, warm pools",
        &["path", "heartbeat", "hook_timeout"],
    ),
    (
        "the page writes times and formulas with them",
        &["abbreviation_at", "sign"],
    ),
];

struct Function {
    name: String,
    module: String,
    is_public: bool,
    is_method: bool,
    body: String,
}

/// A file of the rules or a caller of them.
struct Source {
    module: String,
    functions: Vec<Function>,
    /// All that is in no function.
    rest: String,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn source(path: &std::path::Path) -> Source {
    let text = fs::read_to_string(path).expect("readable");
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or(&text);
    let stem = path.file_stem().expect("a name").to_string_lossy();
    let module = match &*stem {
        "mod" => path
            .parent()
            .and_then(|folder| folder.file_name())
            .expect("a folder")
            .to_string_lossy(),
        _ => stem,
    };
    let mut source = Source {
        module: module.into_owned(),
        functions: Vec::new(),
        rest: String::new(),
    };
    let mut end = None;
    for (_, line) in code_lines(before_tests) {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        if end.is_none()
            && let Some((head, name)) = head_of_function(code)
        {
            source.functions.push(Function {
                name: name.to_owned(),
                module: source.module.clone(),
                is_public: head.starts_with("pub "),
                is_method: !indent.is_empty(),
                body: String::new(),
            });
            let is_one_line = code.ends_with('}') || code.ends_with(';');
            end = (!is_one_line).then(|| format!("{indent}}}"));
        }
        match source.functions.last_mut() {
            Some(function) if end.is_some() => {
                function.body.push_str(line);
                function.body.push('\n');
            }
            _ => {
                source.rest.push_str(line);
                source.rest.push('\n');
            }
        }
        end = end.filter(|end| line != end);
    }
    source
}

/// What stands before `fn`, and the name of the function.
fn head_of_function(code: &str) -> Option<(&str, &str)> {
    let (head, rest) = code.split_once("fn ")?;
    let is_head = head
        .split_whitespace()
        .all(|word| ["pub", "const", "pub(super)", "pub(crate)"].contains(&word));
    let name = rest.split(|c| !is_word(c)).next()?;
    is_head.then_some((head, name))
}

/// Whether `text` names the function. `is_at_home`: it is in the same file, or takes it by `use`.
fn calls(text: &str, function: &Function, is_at_home: bool) -> bool {
    let name = function.name.as_str();
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let is_whole = !before.ends_with(is_word) && !after.starts_with(is_word);
        let is_its_own = before.ends_with("fn ");
        let is_called = match function.is_method {
            true => before.ends_with('.') || before.ends_with("::"),
            false => {
                before.ends_with(&format!("{}::", function.module))
                    || (is_at_home && !before.ends_with('.'))
            }
        };
        is_whole && !is_its_own && is_called
    })
}

/// Whether the text takes the function out of its module by `use`.
fn takes(text: &str, function: &Function) -> bool {
    text.split("use ").skip(1).any(|piece| {
        let piece = piece.split(';').next().unwrap_or_default();
        let path = format!("{}::", function.module);
        piece.contains(&path)
            && piece
                .split(|c| !is_word(c))
                .any(|word| word == function.name)
    })
}

#[test]
fn every_rule_is_lived_by() {
    let core = root().join("core/src");
    let is_closed_form = |path: &std::path::Path| path.starts_with(core.join("theory"));
    let (rules, others): (Vec<_>, Vec<_>) = rust_files(&core)
        .into_iter()
        .filter(|path| !is_closed_form(path))
        .partition(|path| path.starts_with(core.join("rules")));
    let rules: Vec<Source> = rules.iter().map(|path| source(path)).collect();
    // What is already known to run: text, and the file that it stands in.
    let mut running: Vec<(String, Option<&Source>)> = others
        .iter()
        .map(|path| (fs::read_to_string(path).expect("readable"), None))
        .map(|(text, none)| {
            let code = text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or(&text)
                .to_owned();
            (code, none)
        })
        .collect();
    for rule in &rules {
        running.push((rule.rest.clone(), Some(rule)));
        // Private methods are reached through traits as well.
        let behind = rule
            .functions
            .iter()
            .filter(|f| f.is_method && !f.is_public);
        running.extend(behind.map(|f| (f.body.clone(), Some(rule))));
    }
    let mut waiting: Vec<(&Source, &Function)> = rules
        .iter()
        .flat_map(|rule| rule.functions.iter().map(move |function| (rule, function)))
        .collect();
    loop {
        let is_called = |(home, function): &(&Source, &Function)| {
            running.iter().any(|(text, file)| {
                let is_at_home = match file {
                    Some(file) => core::ptr::eq(*file, *home) || takes(&file.rest, function),
                    None => takes(text, function),
                };
                calls(text, function, is_at_home)
            })
        };
        let (reached, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_called);
        waiting = rest;
        if reached.is_empty() {
            break;
        }
        running = reached
            .into_iter()
            .map(|(home, f)| (f.body.clone(), Some(home)))
            .collect();
    }
    let excepted = || {
        EXCEPTIONS
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
    };
    let unused = |name: &str| waiting.iter().any(|(_, f)| f.is_public && f.name == name);
    let forgotten: Vec<String> = waiting
        .iter()
        .filter(|(_, f)| f.is_public && !excepted().any(|name| name == f.name))
        .map(|(_, f)| format!("rules::{}::{}", f.module, f.name))
        .collect();
    assert!(
        forgotten.is_empty(),
        "rules that no part lives by:\n{}",
        forgotten.join("\n")
    );
    let settled: Vec<&str> = excepted().filter(|name| !unused(name)).collect();
    assert!(settled.is_empty(), "no exceptions any more: {settled:?}");
}
