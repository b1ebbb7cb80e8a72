//! At the documented limits: work stays bounded, time goes on, and what is left out is said.

use serde_json::{Value, json};
use std::time::Instant as Wall;
use swell_core::base::id::{InstanceId, PartId, PartIx};
use swell_core::base::queue::{Event, EventKind, Queue};
use swell_core::base::time::{Instant, Span};
use swell_core::document::Document;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::LivePart;
use swell_core::scenario::report::{self, Script};
use swell_core::session::Session;
use swell_core::world::request::IN_FLIGHT_MAX;
use swell_tests::boards;

const USERS: u32 = 10;

fn board(json: &str) -> Document {
    boards::document(serde_json::from_str(json).expect("fixtures are JSON"))
}

/// A million requests a second on one server.
fn flooded() -> Document {
    board(include_str!("../fixtures/hostile/ll.json"))
}

/// As [`flooded`], on a server that takes all of them and will hang; clients are patient.
fn hung() -> (Document, Script) {
    let mut board = flooded();
    boards::set(&mut board, USERS, "patience_s", json!(600));
    boards::set(&mut board, USERS, "retries", json!(5));
    for field in ["queue_max", "max_workers"] {
        boards::set(&mut board, 14, field, json!(100_000));
    }
    let owner = PartId(14);
    let hang = Injection::Instance {
        instance: InstanceId { owner, serial: 1 },
        fault: InstanceFault::Hang,
    };
    (board, vec![(0.2, hang)])
}

fn sent(session: &Session) -> u64 {
    session.simulation().world().sent()
}

#[test]
fn a_push_costs_the_same_however_much_waits() {
    let mut queue = Queue::default();
    let event = Event::new(EventKind::Wake, PartIx(1), 0);
    let mut n = 0u64;
    // Each pushes one and takes one, with everything that was pushed before still waiting.
    let mut ops = |queue: &mut Queue, count: u64| {
        let began = Wall::now();
        for _ in 0..count {
            n += 1;
            queue.push(Instant::from_us(n), event);
            assert!(queue.pop_before(u64::MAX).is_some());
        }
        began.elapsed().as_secs_f64()
    };
    let fill = |queue: &mut Queue, count: u64| {
        for k in 0..count {
            queue.push(Instant::from_us(3_600_000_000 + k), event);
        }
    };
    fill(&mut queue, 1 << 12);
    let few = ops(&mut queue, 100_000);
    // More than four million: where each push once sorted all of them anew.
    fill(&mut queue, 5 << 20);
    let many = ops(&mut queue, 100_000);
    assert!(many < 50.0 * few.max(0.002), "{many} s beside {few} s");
}

#[test]
fn a_million_a_second_gets_on_and_little_waits() {
    let mut session = Session::new(flooded());
    session.advance(Instant::ZERO + Span::from_s(3), u64::MAX);
    assert!(sent(&session) > 2_900_000, "{}", sent(&session));
    let per_request = session.simulation().effort() / sent(&session);
    assert!(per_request < 16, "{per_request} events a request");
    // Ten milliseconds of requests under way, each with its deadlines; not ninety seconds of them.
    let waiting = session.simulation().world().queue.len();
    assert!(waiting < 200_000, "{waiting} events wait");
}

#[test]
fn more_than_it_holds_in_flight_fails_at_the_client_and_the_run_says_so() {
    let (board, script) = hung();
    let report = report::run(&board, &script, 4.0);
    let notice = &report["notices"][0];
    assert_eq!(notice["kind"], "in_flight");
    assert_eq!(notice["most"], IN_FLIGHT_MAX);
    assert_eq!(report["notices"].as_array().map(Vec::len), Some(1), "once");
    let count = |key: &str| report["requests"][key].as_u64().unwrap_or_default();
    assert!(count("in_flight") <= IN_FLIGHT_MAX as u64);
    assert!(count("failed") > 1_000_000);
    let answered = count("ok") + count("failed") + count("gave_up");
    assert_eq!(count("sent"), answered + count("in_flight"));
}

#[test]
fn a_trace_beyond_the_rate_of_the_limits_is_cut_and_the_run_says_so() {
    let mut board = flooded();
    boards::set(&mut board, USERS, "pattern", json!("trace"));
    let points = json!({ "points": [[0, 10], [1, 1e308]] });
    boards::set(&mut board, USERS, "trace", points);
    let report = report::run(&board, &Script::new(), 1.5);
    assert_eq!(report["notices"][0]["kind"], "rate");
    let sent = report["requests"]["sent"].as_u64().unwrap_or_default();
    assert!((450_000..550_000).contains(&sent), "{sent}");
    let quiet = report::run(&boards::preset("default"), &Script::new(), 60.0);
    assert_eq!(quiet["notices"], Value::Array(Vec::new()));
}

#[test]
fn requests_go_on_beyond_any_turn_of_the_clock() {
    const DAY_S: u64 = 86_400;
    let mut board = flooded();
    boards::set(&mut board, USERS, "users", json!(1));
    boards::set(&mut board, USERS, "requests_per_user_s", json!(0.01));
    let mut session = Session::new(board.clone());
    for day in 1..=120 {
        let before = sent(&session);
        session.advance(Instant::ZERO + Span::from_s(day * DAY_S), u64::MAX);
        let today = sent(&session) - before;
        assert!((700..1_030).contains(&today), "day {day}: {today}");
    }
    // Exactly as in one piece, and as after a look back across the border.
    let end = session.now();
    let whole = session.simulation().fingerprint();
    let mut once = Session::new(board);
    once.advance(end, u64::MAX);
    assert_eq!(once.simulation().fingerprint(), whole);
    let then = Instant::ZERO + Span::from_s(51 * DAY_S);
    session.seek(then);
    assert_eq!(session.now(), then);
    assert!(session.is_in_past());
}

#[test]
fn an_arrival_that_is_weeks_away_comes() {
    let mut board = flooded();
    boards::set(&mut board, USERS, "users", json!(1));
    // One in three weeks.
    boards::set(&mut board, USERS, "requests_per_user_s", json!(5.5e-7));
    let mut session = Session::new(board);
    session.advance(Instant::ZERO + Span::from_s(86_400 * 700), u64::MAX);
    assert!((15..60).contains(&sent(&session)), "{}", sent(&session));
}

/// As many as their subnet has addresses for: a /16 for all, and a /24 for 251, one of which the
/// balancer has.
#[test]
fn ten_groups_of_a_thousand_run() {
    let mut board = board(include_str!("../fixtures/hostile/big_10x1000.json"));
    for (block, servers) in [("10.0.0.0/16", 10_000), ("10.0.0.0/24", 250)] {
        boards::set(&mut board, 2, "CidrBlock", json!(block));
        let mut session = Session::new(board.clone());
        session.advance(Instant::ZERO + Span::from_s(70), u64::MAX);
        let is_server = |p: &&LivePart| matches!(p, LivePart::Instance(_));
        let launched = session.simulation().parts().iter().filter(is_server);
        assert_eq!(launched.count(), servers, "{block}");
    }
}
