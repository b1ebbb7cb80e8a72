//! Two boards side by side: the same seed and the same crowd, in step, with one table of scores.

use swell_core::base::time::{Instant, Span};
use swell_core::document::Document;
use swell_core::engine::injection::Injection;
use swell_core::scenario::pairs::PAIRS;
use swell_core::session::Session;
use swell_core::session::rival::{Comparison, Lane};
use swell_tests::boards::{preset, set};

const FAR: u64 = u64::MAX;

/// Runs on by so many seconds.
fn run(session: &mut Session, s: u64) {
    let until = session.now() + Span::from_s(s);
    while !session.advance(until, FAR) {}
}

fn names() -> [String; 2] {
    ["one", "other"].map(str::to_owned)
}

/// Both at their first picture.
fn beside(a: &Document, b: &Document) -> Session {
    let mut session = Session::new(a.clone());
    session.stand_beside(b, names());
    let origin = session.simulation().origin();
    while !session.advance(origin, FAR) {}
    session
}

/// Ten minutes of a rush and ten after it.
fn rushed(a: &str, b: &str) -> Comparison {
    let mut session = beside(&preset(a), &preset(b));
    run(&mut session, 30);
    let users = session.users().expect("somebody asks");
    session.inject(Injection::Surge { users });
    run(&mut session, 1_200);
    session.comparison().expect("both are there")
}

fn pair(item: &str) -> Comparison {
    let pair = PAIRS.iter().find(|p| p.item == item).expect(item);
    rushed(pair.a, pair.b)
}

#[test]
fn the_same_board_twice_is_the_same_run() {
    let both = rushed("default", "default");
    assert!(both.a.sent > 10_000);
    assert_eq!(both.a, both.b);
}

#[test]
fn a_comparison_begins_at_the_first_picture_whatever_the_slices() {
    let whole = {
        let mut session = beside(&preset("default"), &preset("target-tracking"));
        assert_eq!(session.comparison(), None, "nothing has passed yet");
        run(&mut session, 300);
        session.comparison().expect("both are there")
    };
    assert_eq!(whole.from, Instant::ZERO + Span::from_s(1_020));
    // The bill too: five minutes of two servers.
    assert!(
        (whole.a.instance_hours - 1.0 / 6.0).abs() < 0.01,
        "{whole:?}"
    );
    let mut session = Session::new(preset("default"));
    session.stand_beside(&preset("target-tracking"), names());
    let until = whole.to;
    while !session.advance(until, 900) {}
    assert_eq!(session.comparison(), Some(whole));
}

#[test]
fn the_other_board_gets_the_seed_the_crowd_and_its_rush() {
    let mut own = preset("default");
    own.seed = 77;
    set(&mut own, 10, "users", 250.into());
    let session = beside(&own, &preset("csr-cdn"));
    let other = session.rival().expect("it is there").document();
    assert_eq!(other.seed, 77);
    let users: f64 = other.parts.iter().filter_map(users_of).sum();
    assert!((users - 250.0).abs() <= 1.0, "{users}");
    let both = pair("A5");
    let share = both.b.sent as f64 / both.a.sent as f64;
    assert!((share - 1.0).abs() < 0.1, "{both:?}");
}

fn users_of(part: &swell_core::document::Part) -> Option<f64> {
    Some(part.get::<swell_core::kinds::users::Users>()?.users)
}

#[test]
fn either_can_be_shown_edited_and_started_again() {
    let mut session = beside(&preset("default"), &preset("default"));
    run(&mut session, 60);
    assert!(session.swap());
    assert_eq!(session.lane(), Lane::B);
    let edit = swell_core::document::command::Command::SetField {
        part: swell_core::base::id::PartId(14),
        path: "MaxSize".to_owned(),
        value: serde_json::json!(2),
    };
    session.edit(edit).expect("legal");
    let users = session.users().expect("somebody asks");
    session.inject(Injection::Surge { users });
    run(&mut session, 900);
    let both = session.comparison().expect("both are there");
    assert!(both.b.failed > both.a.failed, "B may not grow: {both:?}");
    session.restart();
    assert_eq!(session.lane(), Lane::B);
    assert!(
        session
            .rival()
            .is_some_and(|rival| rival.names() == Some(&names()))
    );
    run(&mut session, 1_200);
    let again = session.comparison().expect("both are there");
    assert!(again.a.sent > 0 && again.a.sent == again.b.sent);
}

#[test]
fn a_static_site_on_edges_is_faster_and_answers_from_its_caches() {
    let both = pair("A5");
    assert!(
        both.a.hit_percent.is_none() && both.b.hit_percent > Some(80.0),
        "{both:?}"
    );
    assert!(
        both.b.p95_ms < both.a.p95_ms && both.b.failed < both.a.failed,
        "{both:?}"
    );
}

#[test]
fn a_network_load_balancer_spreads_connections_and_not_requests() {
    let both = pair("B10");
    assert!(both.b.p95_ms > both.a.p95_ms, "{both:?}");
}

#[test]
fn target_tracking_is_under_its_target_sooner_and_steps_are_cheaper() {
    let both = pair("C26");
    assert_ne!(both.a, both.b);
    assert!(both.b.usd > both.a.usd, "{both:?}");
}

#[test]
fn one_server_for_everything_is_overrun_where_the_edge_takes_the_files() {
    let both = pair("C29");
    assert!(both.b.failed * 10 < both.a.failed, "{both:?}");
    assert!(both.b.hit_percent > Some(70.0), "{both:?}");
}

#[test]
fn one_large_server_waits_for_nobody_and_costs_all_night() {
    let both = pair("E1");
    assert!(both.a.failed < both.b.failed, "{both:?}");
    let mut quiet = beside(&preset("one-large"), &preset("default"));
    run(&mut quiet, 600);
    let both = quiet.comparison().expect("both are there");
    assert!(both.a.usd > both.b.usd, "{both:?}");
}
