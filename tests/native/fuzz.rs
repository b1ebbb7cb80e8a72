//! Random boards under random hands: nothing panics, and what must hold holds. A failure names the
//! seed that repeats it: `SWELL_FUZZ=SEED cargo test -p swell-tests --test fuzz`.

use serde_json::Value;
use swell_core::base::time::{Instant, Span};
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::simulation::Simulation;
use swell_core::session::Session;
use swell_tests::test_rng::{TestRng, for_seeds};
use swell_tests::{arbitrary, invariants};

/// Work of one run: a board at its limits sends a million requests a second.
const EVENTS_PER_RUN: u64 = 60_000;
const ACTS_PER_RUN: usize = 60;

#[test]
fn any_board_survives_any_hands() {
    for_seeds(900, |seed| {
        let mut rng = TestRng::new(seed);
        let mut session = Session::new(arbitrary::document(seed, &mut rng));
        for _ in 0..ACTS_PER_RUN {
            act(&mut session, &mut rng);
            invariants::hold(session.simulation());
        }
        session.leave_past();
        seeks_exactly(&mut session);
        invariants::survives_saving(session.simulation());
        invariants::document_is_stable(session.document());
    });
}

fn act(session: &mut Session, rng: &mut TestRng) {
    match rng.below(12) {
        0 => {
            session.undo();
        }
        1 => {
            session.redo();
        }
        2..=4 => {
            let command = arbitrary::command(session.document(), rng);
            takes_back(session.document(), &command);
            let before = session.document().clone();
            if session.edit(command).is_err() {
                assert_eq!(
                    *session.document(),
                    before,
                    "a refused edit changed the board"
                );
            }
        }
        5 => {
            let injection = arbitrary::injection(session.simulation(), session.document(), rng);
            session.inject(injection);
        }
        6 => {
            let at = (session.head().us() as f64 * rng.unit()) as u64;
            session.seek(Instant::from_us(at));
        }
        7 => session.fork(),
        8 => session.follow_every(rng.below(3) as u64),
        _ => {
            let span = Span::from_us((rng.unit() * 10f64.powi(rng.below(10) as i32)) as u64);
            let left = EVENTS_PER_RUN.saturating_sub(session.simulation().events);
            let chunk = left.min(1 + rng.below(20_000) as u64);
            session.leave_past();
            session.advance(session.now() + span, chunk);
        }
    }
}

/// The inverse of an edit restores the very same document.
fn takes_back(document: &Document, command: &Command) {
    let mut copy = document.clone();
    if let Ok(inverse) = copy.apply(command.clone()) {
        invariants::document_is_stable(&copy);
        copy.apply(inverse)
            .unwrap_or_else(|error| panic!("{command:?}: its inverse: {error}"));
    }
    assert_eq!(copy, *document, "{command:?}");
}

/// Going back, whatever was done on the way, finds the run as it was.
fn seeks_exactly(session: &mut Session) {
    let then = session.now() + Span::from_us(1);
    if !session.advance(then, EVENTS_PER_RUN) {
        return;
    }
    let expected = session.simulation().fingerprint();
    session.advance(then + Span::from_us(1), EVENTS_PER_RUN);
    session.seek(then);
    assert_eq!(session.simulation().fingerprint(), expected);
    session.leave_past();
}

#[test]
fn anything_as_a_document_is_read_or_refused() {
    const PRESET: &str = include_str!("../../core/scenarios/default.json");
    let preset: Value = serde_json::from_str(PRESET).expect("JSON");
    for_seeds(2_500, |seed| {
        let mut rng = TestRng::new(seed);
        let text = match seed % 3 {
            0 => bytes(&mut rng, PRESET),
            1 => arbitrary::json_value(&mut rng, 4).to_string(),
            _ => {
                let mut value = preset.clone();
                for _ in 0..1 + rng.below(3) {
                    spoil(&mut value, &mut rng);
                }
                value.to_string()
            }
        };
        match Document::from_json(&text) {
            Err(problems) => {
                assert!(!problems.is_empty());
                for problem in problems {
                    assert!(!problem.path.is_empty() && problem.to_string().len() > 8);
                }
            }
            Ok(document) => {
                invariants::document_is_stable(&document);
                let mut simulation = Simulation::new(&document);
                simulation.advance(Instant::from_us(30_000_000), 2_000);
                invariants::hold(&simulation);
            }
        }
    });
}

/// A file with a few bytes changed, cut or doubled.
fn bytes(rng: &mut TestRng, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + rng.below(4) {
        let at = rng.below(bytes.len());
        match rng.below(3) {
            0 => bytes[at] = (rng.roll() & 0x7f) as u8,
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, b"0\"{}[],:"[rng.below(8)]),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Replaces, removes or adds one value somewhere.
fn spoil(value: &mut Value, rng: &mut TestRng) {
    let stop = rng.chance(0.25);
    match value {
        Value::Object(map) if !stop && !map.is_empty() => {
            let key = map
                .keys()
                .nth(rng.below(map.len()))
                .cloned()
                .unwrap_or_default();
            match map.get_mut(&key) {
                Some(inner) if rng.chance(0.9) => spoil(inner, rng),
                _ => drop(map.remove(&key)),
            }
        }
        Value::Array(items) if !stop && !items.is_empty() => {
            let at = rng.below(items.len());
            match rng.below(10) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => spoil(&mut items[at], rng),
            }
        }
        _ => *value = arbitrary::json_value(rng, 2),
    }
}
