//! What people do to the boards that come with Swell: take any part off them, break it, turn what it has to
//! its ends. A consequence follows, never an error: the run goes on, nothing is lost, and the board
//! can be kept and opened.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use swell_core::base::id::PartId;
use swell_core::base::time::Span;
use swell_core::contract::{Field, FieldKind};
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::KindId;
use swell_core::scenario::catalog::{BLANKS, PRESETS};
use swell_core::session::Session;
use swell_tests::{boards, invariants};

/// After a change the run goes on for so long, or for so much work.
const AFTER: Span = Span::from_s(90);
const EFFORT: u64 = 600;

fn all() -> impl Iterator<Item = (&'static str, Document)> {
    let boards = PRESETS.iter().chain(BLANKS);
    boards.map(|preset| (preset.id, boards::preset(preset.id)))
}

/// At the start, and in the middle of the run.
fn moments(document: &Document) -> [Session; 2] {
    let start = Session::new(document.clone());
    let mut middle = start.clone();
    let end = middle.simulation().preroll() + Span::from_s(20);
    middle.advance(middle.now() + end, 60_000);
    [start, middle]
}

fn goes_on(session: &mut Session) {
    for _ in 0..2 {
        let end = session.now() + AFTER;
        session.advance(end, EFFORT);
        invariants::hold(session.simulation());
    }
}

/// The board is kept and opened as it is, and so is the run.
fn is_kept(session: &Session) {
    invariants::document_is_stable(session.document());
    invariants::survives_saving(session.simulation());
}

/// Removes `ids` from a running board, and takes it back.
fn lives_without(mut session: Session, ids: Vec<u32>) {
    let before = session.document().clone();
    session
        .edit(Command::Remove { ids })
        .expect("can be taken off");
    goes_on(&mut session);
    is_kept(&session);
    assert!(session.undo());
    assert_eq!(*session.document(), before, "undone");
    goes_on(&mut session);
}

#[test]
fn any_part_and_any_line_can_be_taken_off() {
    for (id, document) in all() {
        for (when, session) in moments(&document).iter().enumerate() {
            let parts = document.parts.iter().map(|part| part.id.0);
            let lines = document.links.iter().map(|link| link.id.0);
            for part in parts.chain(lines) {
                println!("{id}: {part}, {when}");
                lives_without(session.clone(), vec![part]);
            }
        }
    }
}

fn faults_of(session: &Session, part: PartId, kind: KindId) -> Vec<[Option<Injection>; 2]> {
    let own = kind.faults().iter().map(|fault| {
        let say = |word: &str| Injection::Part {
            part,
            fault: word.to_owned(),
        };
        [Some(say(fault.word)), fault.ends.map(say)]
    });
    let mut found: Vec<_> = own.collect();
    if let Some(instance) = session.simulation().instance_of(part, 0) {
        let of = |fault: &InstanceFault| {
            let fault = *fault;
            [
                Some(Injection::Instance { instance, fault }),
                Some(Injection::Ends { instance, fault }),
            ]
        };
        found.extend(InstanceFault::ALL.iter().map(of));
    }
    let zone = part;
    found.push([
        Some(Injection::ZoneDown { zone }),
        Some(Injection::ZoneUp { zone }),
    ]);
    found.push([
        Some(Injection::CapacityOff { zone }),
        Some(Injection::CapacityOn { zone }),
    ]);
    found.push([Some(Injection::Surge { users: part }), None]);
    found
}

#[test]
fn any_part_can_break_and_recover() {
    for (id, document) in all() {
        for session in moments(&document) {
            for part in &document.parts {
                let Some(kind) = part.kind() else { continue };
                for fault in faults_of(&session, part.id, kind) {
                    println!("{id}: {fault:?}");
                    let mut session = session.clone();
                    for half in fault.into_iter().flatten() {
                        session.inject(half);
                        session.advance(session.now() + AFTER, EFFORT);
                        invariants::hold(session.simulation());
                    }
                    invariants::survives_saving(session.simulation());
                }
            }
        }
    }
}

/// What a field can be set to, at its ends.
fn ends_of(field: &Field, document: &Document) -> Vec<Value> {
    match field.kind {
        FieldKind::Number { min, max, .. } => vec![json!(min), json!(max)],
        FieldKind::OptionalNumber { min, max, .. } => vec![json!(min), json!(max), Value::Null],
        FieldKind::Bool => vec![json!(true), json!(false)],
        FieldKind::Choice(words) | FieldKind::Suggested(words) | FieldKind::Type(words) => {
            words.iter().map(|word| json!(word)).collect()
        }
        FieldKind::Text => vec![json!(""), json!("가"), json!("*"), json!("x".repeat(255))],
        FieldKind::Part(takes) | FieldKind::Parts(takes) => {
            let is_many = matches!(field.kind, FieldKind::Parts(_));
            let fit = document
                .parts
                .iter()
                .filter(|p| p.kind().is_some_and(|k| takes.takes(k)));
            let fit: Vec<u32> = fit.map(|p| p.id.0).collect();
            match is_many {
                true => vec![json!([]), json!(fit)],
                false => std::iter::once(Value::Null)
                    .chain(fit.iter().map(|id| json!(id)))
                    .collect(),
            }
        }
        FieldKind::Records(_) => vec![json!([])],
        FieldKind::Structure | FieldKind::Metric => Vec::new(),
    }
}

#[test]
fn any_field_can_be_turned_to_its_ends() {
    let mut done = BTreeSet::new();
    let mut taken = 0;
    for (id, document) in all() {
        let sessions = moments(&document);
        for part in &document.parts {
            let Some(kind) = part.kind() else { continue };
            let fields = part.params().map_or(&[][..], |params| params.fields());
            for field in fields {
                for value in ends_of(field, &document) {
                    if !done.insert((kind, field.path, value.to_string())) {
                        continue;
                    }
                    println!("{id}: {kind:?} {}: {} = {value}", part.id.0, field.path);
                    for session in &sessions {
                        let mut session = session.clone();
                        let command = Command::SetField {
                            part: part.id,
                            path: field.path.to_owned(),
                            value: value.clone(),
                        };
                        // What does not fit the rest is refused, and changes nothing.
                        taken += u32::from(session.edit(command).is_ok());
                        goes_on(&mut session);
                        is_kept(&session);
                    }
                }
            }
        }
    }
    assert!(taken > 1_000, "{taken}");
}

#[test]
fn all_parts_can_be_taken_off_at_once() {
    for (_, document) in all() {
        for session in moments(&document) {
            let ids = document.parts.iter().map(|p| p.id.0);
            lives_without(session, ids.collect());
        }
    }
}
