//! Edits: those that are refused say why, those that are taken leave what opens again, and undo brings
//! all back.

use serde_json::{Value, json};
use swell_core::base::id::{LinkId, PartId};
use swell_core::base::time::Instant;
use swell_core::contract::Protocol;
use swell_core::document::command::{Command, EditError, Fragment};
use swell_core::document::{Document, Link, Part};
use swell_core::kinds::{KindId, Params};
use swell_core::session::Session;
use swell_tests::boards::preset;

#[test]
fn illegal_links_are_refused_with_a_reason() {
    let mut document = preset("default");
    let before = document.clone();
    let mut link = |from: u32, to: u32, protocol| {
        let id = LinkId(document.next_id());
        let (from, to) = (PartId(from), PartId(to));
        let link = Link {
            id,
            from,
            to,
            protocol,
            extra: serde_json::Map::new(),
        };
        let error = document
            .apply(Command::add_link(&document, link))
            .expect_err("illegal");
        assert_eq!(document, before);
        error.to_string()
    };
    assert_eq!(
        link(10, 20, Protocol::Sql),
        "nothing can run from part 10 to part 20"
    );
    assert_eq!(
        link(12, 12, Protocol::Http),
        "nothing can run from part 12 to part 12"
    );
    assert_eq!(
        link(10, 11, Protocol::Dns),
        "part 10 is joined to part 11 already"
    );
    assert_eq!(
        link(10, 999, Protocol::Http),
        "there is no part 999 to edit"
    );
}

/// Each was taken, and made a file that did not open, or not as it was.
#[test]
fn an_edit_leaves_only_what_loading_takes() {
    let mut document = preset("default");
    let before = document.clone();
    let mut refused = |command: Command| {
        let error = document.apply(command).expect_err("refused");
        assert_eq!(document, before);
        error.to_string()
    };
    let place = |place: Vec<f64>| Command::Move {
        places: vec![(10, Some(place))],
    };
    let form = "10: layout: must be [x, y] or [x, y, width, height]";
    assert_eq!(refused(place(vec![1.0])), form);
    assert_eq!(refused(place(vec![f64::NAN, 0.0])), form);
    assert_eq!(
        refused(place(vec![1e12, 1e12])),
        "10: layout: must be -20000 to 20000"
    );
    assert_eq!(
        refused(place(vec![0.0, 0.0, -5.0, 4.0])),
        "10: layout: must be 0 to 20000"
    );
    let rename = |name: String| Command::Rename {
        part: PartId(14),
        name: Some(name),
    };
    assert_eq!(
        refused(rename("a\nb".to_owned())),
        "14: name: must have no control characters"
    );
    let long = "must have 1024 characters at the most";
    assert_eq!(
        refused(rename("가".repeat(1_025))),
        format!("14: name: {long}")
    );
    assert_eq!(
        refused(Command::SetTitle("x".repeat(1_025))),
        format!("title: {long}")
    );
    let owned = |id: u32, of: u32, kind: KindId| {
        let mut part = Part::new(PartId(id), Params::defaults(kind));
        part.of = Some(PartId(of));
        Command::add_part(&before, part, None)
    };
    assert_eq!(
        refused(owned(900, 10, KindId::ScalingPolicy)),
        "900: of: belongs to auto_scaling_group only"
    );
    assert_eq!(refused(owned(0, 14, KindId::Alarm)), "0: id: must be an id");
    let Some(Params::ScalingPolicy(mut policy)) = before.params(PartId(16)).cloned() else {
        panic!("16 is a policy");
    };
    policy.cooldown_s = Some(900_000);
    let set = |params: Params| Command::SetParams {
        part: PartId(16),
        params: Box::new(params),
    };
    assert_eq!(
        refused(set(Params::ScalingPolicy(policy.clone()))),
        "16: Cooldown: must be 0 to 86400"
    );
    policy.cooldown_s = None;
    policy.steps[0].metric_interval_upper_bound = Some(f64::INFINITY);
    assert_eq!(
        refused(set(Params::ScalingPolicy(policy))),
        "16: cannot be kept in a file"
    );
    let mut twins = before.parts[0].clone();
    twins.id = PartId(900);
    let twice = Fragment {
        parts: vec![(0, twins.clone()), (1, twins)],
        ..Fragment::default()
    };
    assert_eq!(
        refused(Command::Add(Box::new(twice))),
        "id 900 is taken already"
    );
}

#[test]
fn a_board_whose_ids_go_to_the_end_can_still_be_built_on() {
    let value = json!({ "format": 1, "parts": [
        { "id": 7, "kind": "station" }, { "id": u32::MAX, "kind": "station" },
    ] });
    let mut document = Document::from_value(value).expect("opens");
    for _ in 0..3 {
        let id = PartId(document.next_id());
        let part = Part::new(id, Params::defaults(KindId::Station));
        let add = Command::add_part(&document, part, None);
        document.apply(add).expect("there is room");
        assert!(document.next_id() > id.0 && id.0 < 100);
    }
}

#[test]
fn refused_edits_say_why_and_change_nothing() {
    let mut document = preset("default");
    let before = document.clone();
    let mut refused = |command: Command| {
        let error = document.apply(command).expect_err("refused");
        assert_eq!(document, before);
        error.to_string()
    };
    let field = |part: u32, path: &str, value: Value| {
        let (part, path) = (PartId(part), path.to_owned());
        Command::SetField { part, path, value }
    };
    assert_eq!(
        refused(field(14, "MaxSize", json!(1_001))),
        "part 14: MaxSize: must be 0 to 1000"
    );
    assert_eq!(
        refused(field(14, "MaxSize", json!(2.5))),
        "part 14: MaxSize: must be a whole number"
    );
    assert_eq!(
        refused(field(14, "MaxSize", json!("4"))),
        "part 14: MaxSize: must be a number"
    );
    assert_eq!(
        refused(field(14, "Size", json!(4))),
        "part 14: Size: no such field"
    );
    assert_eq!(
        refused(field(14, "HealthCheckType", json!("XYZ"))),
        "part 14: HealthCheckType: must be one of EC2, ELB"
    );
    assert_eq!(
        refused(field(99, "users", json!(4))),
        "there is no part 99 to edit"
    );
    let twin = Part::new(PartId(10), Params::defaults(KindId::Station));
    assert_eq!(
        refused(Command::add_part(&before, twin, None)),
        "id 10 is taken already"
    );
    // Several as one: the first is taken back when the second is refused.
    let both = vec![
        field(14, "MaxSize", json!(6)),
        field(14, "MinSize", json!(-1)),
    ];
    assert_eq!(
        refused(Command::All(both)),
        "part 14: MinSize: must be 0 to 1000"
    );
}

#[test]
fn ids_are_not_used_again_while_anything_bears_them() {
    let mut document = preset("default");
    let next = document.next_id();
    let all = document.parts.iter().map(|p| p.id.0);
    let all = all.chain(document.links.iter().map(|l| l.id.0));
    assert!(all.max() < Some(next));
    let part = Part::new(PartId(next), Params::defaults(KindId::Station));
    let add = Command::add_part(&document, part.clone(), None);
    document.apply(add.clone()).expect("free");
    assert_eq!(document.next_id(), next + 1);
    assert_eq!(document.apply(add), Err(EditError::IdTaken { id: next }));
}

#[test]
fn ids_of_what_was_removed_are_not_used_again() {
    let mut document = preset("default");
    let before = document.clone();
    let next = document.next_id();
    let back = document
        .apply(Command::Remove {
            ids: vec![next - 1],
        })
        .expect("removable");
    assert_eq!(document.next_id(), next, "the highest one is gone");
    document.apply(back).expect("undone");
    assert_eq!((document.next_id(), &document), (next, &before));

    // In a session as well, on both sides of a fork.
    let mut session = Session::new(before);
    let at = |s: f64| Instant::from_us((s * 1e6) as u64);
    session.advance(at(20.0), u64::MAX);
    let station = |id: u32| Part::new(PartId(id), Params::defaults(KindId::Station));
    let add = Command::add_part(session.document(), station(next), None);
    session.edit(add).expect("free");
    assert!(session.undo());
    assert_eq!(session.document().next_id(), next + 1);
    session.seek(at(10.0));
    session.fork();
    assert_eq!(session.document().next_id(), next + 1);
    let add = Command::add_part(session.document(), station(next + 1), None);
    session.edit(add).expect("free");
    session.advance(at(30.0), u64::MAX);
    session.seek(at(5.0));
    session.fork();
    assert_eq!(session.document().part(PartId(next + 1)), None);
    assert_eq!(session.document().next_id(), next + 2);
}

#[test]
fn removing_takes_what_belongs_to_it_and_undo_brings_all_back() {
    let original = preset("default");
    for part in &original.parts {
        let mut document = original.clone();
        let remove = Command::Remove {
            ids: vec![part.id.0],
        };
        let inverse = document.apply(remove.clone()).expect("removable");
        assert!(document.part(part.id).is_none());
        assert!(document.parts.iter().all(|p| p.of != Some(part.id)));
        assert!(
            document
                .links
                .iter()
                .all(|l| l.from != part.id && l.to != part.id)
        );
        let again = document.apply(inverse).expect("comes back");
        assert_eq!(document, original);
        document.apply(again).expect("goes again");
        assert!(document.part(part.id).is_none());
    }
}
