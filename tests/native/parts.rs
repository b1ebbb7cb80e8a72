//! Every kind alone: `tests/parts/<kind>.txt` tells what goes into one part of the kind and what it
//! does. `UPDATE_EXPECT=1` writes the tables anew; the form of the files is in `tests/src/alone.rs`.

use std::fs;
use std::path::PathBuf;
use swell_core::kinds::KindId;
use swell_tests::alone;

fn file(kind: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/parts");
    PathBuf::from(folder).join(format!("{kind}.txt"))
}

#[test]
fn every_kind_does_what_its_table_says() {
    let mut wrong = Vec::new();
    for kind in KindId::ALL {
        let name = kind.name();
        let path = file(name);
        // That there is one is asked by the tidy test.
        let Ok(found) = fs::read_to_string(&path) else {
            continue;
        };
        assert!(
            found.contains(&format!("\"{}\"", name)),
            "{} is not on its board",
            name
        );
        let played = alone::play(&found);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &played).expect("can be written");
        } else if played != found {
            wrong.push(difference(name, &found, &played));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nUPDATE_EXPECT=1 writes them anew",
        wrong.join("\n")
    );
}

/// The first line that differs.
fn difference(kind: &str, expected: &str, got: &str) -> String {
    let mut pairs = expected.lines().zip(got.lines()).enumerate();
    match pairs.find(|(_, (a, b))| a != b) {
        Some((n, (a, b))) => format!("{kind}.txt:{}:\n  expected {a}\n  got      {b}", n + 1),
        None => format!(
            "{kind}.txt: {} lines, {} expected",
            got.lines().count(),
            expected.lines().count()
        ),
    }
}
