//! Minimum, desired and maximum, set by hand (spec 7.1).

use super::{loaded, plain};
use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::document::check::IssueWhat;
use swell_core::document::command::{Command, EditError};
use swell_core::document::field::FieldFault;
use swell_core::rules::validate::Code;
use swell_core::world::log::What;
use swell_tests::harness::{GROUP, Harness};

fn set_desired(harness: &mut Harness, desired: u32) -> Result<(), EditError> {
    harness.session.edit(Command::SetField {
        part: PartId(GROUP),
        path: "DesiredCapacity".to_owned(),
        value: json!(desired),
    })
}

fn by_hand(harness: &Harness) -> Vec<(u32, u32)> {
    let entries = harness.entries().iter();
    let moved = entries.filter(|e| matches!(e.what, What::DesiredChanged { .. }));
    moved.filter_map(|e| e.what.desired()).collect()
}

/// What the board says is where the run began; policies have moved it since.
#[test]
fn the_desired_capacity_is_set_from_what_it_is_and_not_from_what_the_board_says() {
    let mut harness = loaded(100, &[]);
    harness.until(300.0);
    assert_eq!(harness.group().desired, 4);
    // The board says 2 all along.
    set_desired(&mut harness, 2).expect("inside the limits");
    harness.until(301.0);
    assert_eq!(
        (harness.group().desired, by_hand(&harness)),
        (2, vec![(4, 2)])
    );
    // And what it is already is no change.
    set_desired(&mut harness, 2).expect("inside the limits");
    harness.until(302.0);
    assert_eq!(by_hand(&harness), [(4, 2)]);
    // A look at the past, and the way back, come to the same.
    let head = harness.session.head();
    let before = harness.session.simulation().fingerprint();
    let past = harness.session.simulation().instant_of_shown(301.5);
    harness.session.seek(past);
    assert_eq!(harness.group().desired, 2);
    harness.session.seek(head);
    assert_eq!(harness.session.simulation().fingerprint(), before);
}

#[test]
fn a_desired_capacity_outside_the_limits_is_refused() {
    let mut harness = plain(&[]);
    harness.until(10.0);
    for desired in [1, 5, 900] {
        let refused = set_desired(&mut harness, desired);
        let (min, max) = (2.0, 4.0);
        let fault = FieldFault::OutOfRange { min, max };
        assert!(
            matches!(&refused, Err(EditError::Field { fault: f, .. }) if *f == fault),
            "{refused:?}"
        );
    }
    harness.until(60.0);
    assert_eq!((harness.group().desired, by_hand(&harness)), (2, vec![]));
    harness.set(GROUP, "MaxSize", json!(6));
    set_desired(&mut harness, 5).expect("inside the new limits");
    harness.until(61.0);
    assert_eq!(by_hand(&harness), [(2, 5)]);
}

/// A new limit sets the desired capacity: neither the group nor the board contradicts itself.
#[test]
fn a_legal_limit_takes_the_desired_capacity_along() {
    let is_outside = IssueWhat::Error(Code::AsgDesiredOutOfRange);
    let mut harness = plain(&[]);
    harness.until(10.0);
    for (path, limit, expected) in [("MinSize", 3, 3), ("MinSize", 1, 3), ("MaxSize", 2, 2)] {
        let next = harness.now() + 1.0;
        harness.set(GROUP, path, json!(limit)).until(next);
        let issues = harness.session.document().issues();
        assert!(
            issues.iter().all(|i| i.what != is_outside),
            "{path} {limit}"
        );
        assert_eq!(harness.group().desired, expected, "{path} {limit}");
    }
    // A capacity that a policy has moved inside the new limits stays where it is.
    let mut harness = loaded(100, &[]);
    harness
        .until(300.0)
        .set(GROUP, "MinSize", json!(3))
        .until(301.0);
    assert_eq!((harness.group().desired, by_hand(&harness)), (4, vec![]));
}
