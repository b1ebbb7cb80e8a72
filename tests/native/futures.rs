//! Two futures of one moment: kept both, run on the same seed, compared at the same instant.

use swell_core::base::id::PartId;
use swell_core::base::time::Instant;
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::injection::Injection;
use swell_core::observe::score::{Score, Tally};
use swell_core::session::Session;
use swell_core::session::rival::Lane;
use swell_tests::boards;

const FAR: u64 = u64::MAX;

fn board() -> Document {
    boards::preset("default")
}

fn at_s(s: u64) -> Instant {
    Instant::from_us(s * 1_000_000)
}

/// A rush at 1,100 s, looked back at from 1,700 s.
fn rushed() -> Session {
    let mut session = Session::new(board());
    session.advance(at_s(1_100), FAR);
    session.inject(Injection::Surge { users: PartId(10) });
    session.advance(at_s(1_700), FAR);
    session
}

fn fork(session: &mut Session, at: Instant) {
    session.seek(at);
    session.fork();
}

fn fewer_servers(session: &mut Session) {
    let edit = Command::SetField {
        part: PartId(14),
        path: "MaxSize".to_owned(),
        value: serde_json::json!(3),
    };
    session.edit(edit).expect("legal");
}

#[test]
fn two_futures_with_nothing_changed_are_one() {
    let mut session = rushed();
    fork(&mut session, at_s(1_110));
    assert_eq!(session.comparison(), None, "nothing has passed yet");
    // Before, at and after the moment that the first future had come to.
    for s in [1_111, 1_234, 1_699, 1_700, 1_701, 2_500] {
        assert!(session.advance(at_s(s), FAR));
        let both = session.comparison().expect("both are there");
        assert_eq!((both.from, both.to), (at_s(1_110), at_s(s)));
        assert!(both.a.sent > 0);
        assert_eq!(both.a, both.b, "at {s} s");
    }
}

#[test]
fn a_comparison_is_the_same_however_time_is_cut() {
    let whole = {
        let mut session = rushed();
        fork(&mut session, at_s(1_110));
        fewer_servers(&mut session);
        session.advance(at_s(1_650), FAR);
        session.comparison()
    };
    for effort in [700, 13_000] {
        let mut session = rushed();
        fork(&mut session, at_s(1_110));
        fewer_servers(&mut session);
        for step in (1_110..=1_650).step_by(9) {
            while !session.advance(at_s(step), effort) {}
        }
        while !session.advance(at_s(1_650), effort) {}
        assert_eq!(session.comparison(), whole);
    }
}

#[test]
fn the_future_that_was_left_scores_what_it_did_when_it_was_shown() {
    let mut plain = rushed();
    let at = |session: &mut Session, s: u64| {
        session.seek(at_s(s));
        Tally::of(session.simulation())
    };
    let from = at(&mut plain, 1_110);
    plain.seek(at_s(1_500));
    let wanted = Score::since(&from, plain.simulation(), plain.run().series.samples());
    let mut session = rushed();
    fork(&mut session, at_s(1_110));
    fewer_servers(&mut session);
    session.advance(at_s(1_500), FAR);
    let both = session.comparison().expect("both are there");
    assert_eq!(both.a, wanted);
    assert!(both.a.over_target_s > 0.0 && both.a.p95_ms > Some(100.0));
}

#[test]
fn a_lower_limit_is_seen_in_the_scores() {
    let mut session = rushed();
    fork(&mut session, at_s(1_110));
    fewer_servers(&mut session);
    session.advance(at_s(1_700), FAR);
    let both = session.comparison().expect("both are there");
    assert_ne!(both.a, both.b);
    assert!(both.b.over_target_s > both.a.over_target_s, "{both:?}");
    assert!(both.b.instance_hours < both.a.instance_hours, "{both:?}");
    assert!(both.b.usd < both.a.usd, "{both:?}");
}

#[test]
fn the_other_future_can_be_shown_again_with_its_board_and_its_edits() {
    let mut session = rushed();
    let first = session.simulation().fingerprint();
    let board_of_a = session.document().clone();
    fork(&mut session, at_s(1_110));
    fewer_servers(&mut session);
    let board_of_b = session.document().clone();
    session.advance(at_s(1_300), FAR);
    assert_eq!(session.lane(), Lane::B);
    assert!(session.swap());
    assert_eq!(session.lane(), Lane::A);
    assert_eq!(*session.document(), board_of_a);
    assert_eq!(session.simulation().fingerprint(), first);
    assert_eq!(session.now(), at_s(1_700));
    // B catches up with A, and is what it would have been alone.
    session.advance(at_s(1_800), FAR);
    let both = session.comparison().expect("both are there");
    assert!(session.swap());
    assert_eq!((session.lane(), session.now()), (Lane::B, at_s(1_800)));
    assert_eq!(*session.document(), board_of_b);
    assert!(both.to == at_s(1_800) && both.a != both.b);
    let mut alone = rushed();
    fork(&mut alone, at_s(1_110));
    fewer_servers(&mut alone);
    alone.drop_rival();
    assert!(!alone.swap());
    alone.advance(at_s(1_800), FAR);
    let fingerprint = |session: &Session| session.simulation().fingerprint();
    assert_eq!(fingerprint(&session), fingerprint(&alone));
    assert!(session.undo(), "the edits of B are its own");
}

#[test]
fn a_fork_alone_takes_back_to_one_future() {
    let mut session = rushed();
    fork(&mut session, at_s(1_200));
    assert!(session.rival().is_some_and(|r| r.from() == at_s(1_200)));
    session.drop_rival();
    assert!(session.rival().is_none() && session.comparison().is_none());
    assert_eq!(session.lane(), Lane::A);
}
