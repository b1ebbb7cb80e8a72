//! Whatever the page makes of a board, and whatever is pasted on it: what is accepted opens again,
//! from a file and from a link, as it was.

use super::*;
use crate::i18n::Lang;
use crate::import::aws_json as import_json;
use crate::platform::link;
use crate::vocabulary::KindId;
use swell_core::document::history::History;
use swell_core::kinds::policy::PolicyType;
use swell_tests::arbitrary;
use swell_tests::test_rng::TestRng;

const BOARDS: u64 = 1_000;
const EDITS_PER_BOARD: usize = 24;

const PASTES: &[&str] = &[
    include_str!("../../../../tests/fixtures/aws/13-p95.json"),
    include_str!("../../../../tests/fixtures/aws/14-sqs.json"),
    include_str!("../../../../tests/fixtures/aws/14-rds-cpu.json"),
    include_str!("../../../../tests/fixtures/aws/18-policies-and-alarms-two-groups.json"),
    include_str!("../../../../tests/fixtures/aws/18-scheduled-past.json"),
    include_str!("../../../../tests/fixtures/aws/18-group.json"),
];

#[test]
fn what_a_board_accepts_opens_again_from_files_and_links() {
    for seed in 1..=BOARDS {
        let mut rng = TestRng::new(seed);
        let mut document = arbitrary::document(seed, &mut rng);
        let mut history = History::default();
        for _ in 0..EDITS_PER_BOARD {
            match rng.below(10) {
                0 => drop(history.undo(&mut document)),
                1 => drop(history.redo(&mut document)),
                _ => {
                    if let Some(command) = edit(&document, &mut rng) {
                        let _ = history.apply(&mut document, command);
                    }
                }
            }
            let text = document.to_json();
            let file = Document::from_json(&text);
            assert_eq!(file.as_ref(), Ok(&document), "seed {seed}\n{text}");
        }
        let payload = link::encode(&document.to_json());
        let text = link::decode(&payload).expect("a link of its own");
        assert_eq!(Document::from_json(&text), Ok(document), "seed {seed}");
    }
}

/// A random edit: bare, of a verb of the page, or a paste.
fn edit(document: &Document, rng: &mut TestRng) -> Option<Command> {
    let any = |rng: &mut TestRng| rng.pick(&document.parts).map(|p| p.id);
    match rng.below(10) {
        0 => {
            let at = Some(Point::new(1e5 * (rng.unit() - 0.5), 1e9 * rng.unit()));
            let at = at.filter(|_| rng.chance(0.5));
            place(document, *rng.pick(KindId::ALL)?, at, None).map(|(command, _)| command)
        }
        1 => link(document, any(rng)?, any(rng)?),
        2 => duplicate(document, &[any(rng)?, any(rng)?], &[]),
        3 => {
            let kinds = [
                PolicyType::TargetTrackingScaling,
                PolicyType::StepScaling,
                PolicyType::SimpleScaling,
            ];
            add_policy(document, any(rng)?, *rng.pick(&kinds)?)
        }
        4 => add_schedule_pair(document, any(rng)?),
        5 => add_schedule(document, any(rng)?),
        6 => paste(document, rng),
        _ => Some(arbitrary::command(document, rng)),
    }
}

/// A paste of what was found elsewhere, with a value or two spoilt.
fn paste(document: &Document, rng: &mut TestRng) -> Option<Command> {
    let mut value: Value = serde_json::from_str(rng.pick(PASTES)?).expect("JSON");
    for _ in 0..rng.below(3) {
        spoil(&mut value, rng);
    }
    let found = import_json::read(&value.to_string()).ok()?;
    let group = rng.pick(&document.parts)?.id;
    let names = found.group_names().into_iter();
    let goes: Vec<_> = names
        .map(|name| (name, rng.chance(0.8).then_some(group)))
        .collect();
    let is_replacing = rng.chance(0.5);
    let made = import_to(document, group, &goes, &found, is_replacing, Lang::En);
    made.ok()?.command
}

/// Puts another value somewhere inside.
fn spoil(value: &mut Value, rng: &mut TestRng) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let ix = rng.below(items.len());
            if let Some(item) = items.get_mut(ix) {
                spoil(item, rng);
            }
        }
        Value::Object(map) if !map.is_empty() => {
            let ix = rng.below(map.len());
            if let Some(item) = map.values_mut().nth(ix) {
                spoil(item, rng);
            }
        }
        Value::Number(_) => *value = json!([0.0, -1.0, 60.0, 1e6, 0.25][rng.below(5)]),
        Value::String(_) => *value = json!(["", "p99.9", "x\ny", "AWS/EC2", "shop"][rng.below(5)]),
        other => *other = arbitrary::json_value(rng, 1),
    }
}
