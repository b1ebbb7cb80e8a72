//! Whatever the page makes of a board, and whatever is pasted on it: what is accepted opens again,
//! from a file and from a link, as it was.

use super::*;
use crate::i18n::Lang;
use crate::import::aws_json as import_json;
use crate::platform::link;
use crate::vocabulary::KindId;
use swell_core::document::history::History;
use swell_core::kinds::policy::PolicyType;
use swell_tests::dice::Dice;
use swell_tests::wild;

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
        let mut dice = Dice::new(seed);
        let mut document = wild::document(seed, &mut dice);
        let mut history = History::default();
        for _ in 0..EDITS_PER_BOARD {
            match dice.below(10) {
                0 => drop(history.undo(&mut document)),
                1 => drop(history.redo(&mut document)),
                _ => {
                    if let Some(command) = edit(&document, &mut dice) {
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
fn edit(document: &Document, dice: &mut Dice) -> Option<Command> {
    let any = |dice: &mut Dice| dice.pick(&document.parts).map(|p| p.id);
    match dice.below(10) {
        0 => {
            let at = Some(Point::new(1e5 * (dice.unit() - 0.5), 1e9 * dice.unit()));
            let at = at.filter(|_| dice.chance(0.5));
            place(document, *dice.pick(KindId::ALL)?, at, None).map(|(command, _)| command)
        }
        1 => link(document, any(dice)?, any(dice)?),
        2 => duplicate(document, &[any(dice)?, any(dice)?], &[]),
        3 => {
            let kinds = [
                PolicyType::TargetTrackingScaling,
                PolicyType::StepScaling,
                PolicyType::SimpleScaling,
            ];
            add_policy(document, any(dice)?, *dice.pick(&kinds)?)
        }
        4 => add_schedule_pair(document, any(dice)?),
        5 => add_schedule(document, any(dice)?),
        6 => paste(document, dice),
        _ => Some(wild::command(document, dice)),
    }
}

/// A paste of what was found elsewhere, with a value or two spoilt.
fn paste(document: &Document, dice: &mut Dice) -> Option<Command> {
    let mut value: Value = serde_json::from_str(dice.pick(PASTES)?).expect("JSON");
    for _ in 0..dice.below(3) {
        spoil(&mut value, dice);
    }
    let found = import_json::read(&value.to_string()).ok()?;
    let group = dice.pick(&document.parts)?.id;
    let names = found.group_names().into_iter();
    let goes: Vec<_> = names
        .map(|name| (name, dice.chance(0.8).then_some(group)))
        .collect();
    let is_replacing = dice.chance(0.5);
    let made = import_to(document, group, &goes, &found, is_replacing, Lang::En);
    made.ok()?.command
}

/// Puts another value somewhere inside.
fn spoil(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let ix = dice.below(items.len());
            if let Some(item) = items.get_mut(ix) {
                spoil(item, dice);
            }
        }
        Value::Object(map) if !map.is_empty() => {
            let ix = dice.below(map.len());
            if let Some(item) = map.values_mut().nth(ix) {
                spoil(item, dice);
            }
        }
        Value::Number(_) => *value = json!([0.0, -1.0, 60.0, 1e6, 0.25][dice.below(5)]),
        Value::String(_) => *value = json!(["", "p99.9", "x\ny", "AWS/EC2", "shop"][dice.below(5)]),
        other => *other = wild::json_value(dice, 1),
    }
}
