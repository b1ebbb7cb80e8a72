//! Golden runs: a preset board and a seed name one fingerprint. `UPDATE_EXPECT=1` writes the file
//! anew; `tests/wasm/golden.test.mjs` holds wasm to the same file.

use serde_json::{Value, json};
use swell_core::base::time::Span;
use swell_core::scenario::catalog;
use swell_core::session::Session;
use swell_tests::boards::{chain, preset, with_surge};

const UNTIL_S: u64 = 1_800;

#[test]
fn preset_boards_have_their_fingerprints() {
    let mut runs = Vec::new();
    let presets = catalog::PRESETS.iter();
    let presets = presets.map(|known| (known.id, with_surge(preset(known.id))));
    for (id, board) in presets.chain([("chain", chain())]) {
        for seed in [1, 2] {
            let mut document = board.clone();
            document.seed = seed;
            let mut session = Session::new(document.clone());
            let origin = session.simulation().origin();
            session.advance(origin + Span::from_s(UNTIL_S), u64::MAX);
            runs.push(json!({
                "board": id,
                "seed": seed,
                "until_s": UNTIL_S,
                "fingerprint": session.simulation().fingerprint().to_string(),
                "document": document.to_value(),
            }));
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/fingerprints.json");
    let text = format!("{:#}\n", json!({ "runs": runs }));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &text).expect("can be written");
    }
    let found = std::fs::read_to_string(path).expect("UPDATE_EXPECT=1 writes it");
    let found: Value = serde_json::from_str(&found).expect("JSON");
    for (expected, run) in found["runs"].as_array().expect("a list").iter().zip(&runs) {
        let name = |run: &Value| format!("{} {} {}", run["board"], run["seed"], run["fingerprint"]);
        assert_eq!(name(run), name(expected));
        assert_eq!(run, expected, "the board itself has changed");
    }
    assert_eq!(found["runs"].as_array().map(Vec::len), Some(runs.len()));
}
