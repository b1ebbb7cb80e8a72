//! A kind whose code comes later passes on whatever a kind may do.

use super::root;
use std::fs;

/// The lines of the trait `Kind` that declare something.
fn declared() -> Vec<String> {
    let text = fs::read_to_string(root().join("core/src/contract/mod.rs")).expect("the contract");
    let (_, rest) = text
        .split_once("pub trait Kind: Sized {")
        .expect("the trait");
    let (body, _) = rest.split_once("\n}\n").expect("its end");
    let named = |line: &str| {
        let word = |start: &str| {
            let rest = line.strip_prefix(start)?;
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
            Some(format!("{}{}", start.trim_start(), &rest[..end]))
        };
        word("    fn ").or_else(|| word("    const "))
    };
    body.lines().filter_map(named).collect()
}

#[test]
fn what_comes_later_passes_on_all_that_a_kind_does() {
    let declared = declared();
    assert!(declared.len() > 30, "the trait is read: {declared:?}");
    let text = |path: &str| fs::read_to_string(root().join(path)).expect("its file");
    let both = text("core/src/contract/later.rs") + &text("core/src/kinds/by_kind.rs");
    // A method by what stands for the kind; what is constant by the list of all kinds.
    let is_missing = |name: &&String| {
        let (what, word) = name.split_once(' ').expect("two words");
        match what {
            "fn" => {
                !both.contains(&format!("fn {word}(&")) && !both.contains(&format!("::{word}("))
            }
            _ => !both.contains(&format!("::{word}")),
        }
    };
    let missing: Vec<&String> = declared.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "not passed on: {missing:?}");
}
