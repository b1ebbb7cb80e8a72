//! What is kept of the past stays small, however long a slider is dragged.

use serde_json::json;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use swell_core::base::id::{InstanceId, PartId};
use swell_core::base::time::{Instant, Span};
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::engine::simulation::Simulation;
use swell_core::session::Session;
use swell_tests::boards::{document, preset, set, with_surge};

thread_local! {
    static HELD: Cell<i64> = const { Cell::new(0) };
}

/// Counts the bytes that this thread holds.
struct Counting;

// Hands everything on; the counter is no memory of its own.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = HELD.try_with(|held| held.set(held.get() + layout.size() as i64));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        let _ = HELD.try_with(|held| held.set(held.get() - layout.size() as i64));
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

fn held() -> i64 {
    HELD.with(Cell::get)
}

/// What a run of the heaviest boards may keep of its past, all in all.
const BYTES_OF_PAST_MAX: i64 = 256 << 20;

#[test]
fn the_past_of_a_heavy_board_stays_small() {
    // Ten thousand requests a second that a hung server never answers: 600,000 in flight.
    let text = include_str!("../fixtures/hostile/ll.json");
    let mut board = document(serde_json::from_str(text).expect("fixtures are JSON"));
    for (part, field, value) in [(10, "users", 1_000), (14, "queue_max", 100_000)] {
        set(&mut board, part, field, json!(value));
    }
    set(&mut board, 14, "max_workers", json!(100_000));
    let before = held();
    let mut session = Session::new(board);
    let owner = PartId(14);
    session.inject(Injection::Instance {
        instance: InstanceId { owner, serial: 1 },
        fault: InstanceFault::Hang,
    });
    session.advance(Instant::ZERO + Span::from_s(150), u64::MAX);
    let in_flight = session.simulation().world().requests.len();
    assert!(in_flight > 500_000, "{in_flight}");
    let run = held() - before;
    let copy = session.simulation().clone();
    let alone = held() - before - run;
    drop(copy);
    let past = run - alone;
    println!("{run} bytes held, {alone} of them by the run itself");
    assert!(past < BYTES_OF_PAST_MAX, "{past}");
    // And the past is there all the same.
    let then = Instant::ZERO + Span::from_s(100);
    session.seek(then);
    assert_eq!(session.now(), then);
}

const EDITS: u32 = 4_000;
/// Bytes that one edit of a slider may leave behind, all in all.
const BYTES_PER_EDIT_MAX: i64 = 1_024;

fn slide(edit: u32) -> Command {
    Command::SetField {
        part: PartId(10),
        path: "users".to_owned(),
        value: json!(100 + edit % 150),
    }
}

/// The same run from the start, without a session.
fn fresh(board: &Document, edits: &[Instant], end: Instant) -> String {
    let mut document = board.clone();
    let mut simulation = Simulation::new(board);
    for (n, at) in (0..).zip(edits).take_while(|(_, at)| **at <= end) {
        document.apply(slide(n)).expect("legal");
        simulation.advance_before(*at);
        simulation.edit(&document);
    }
    simulation.advance(end, u64::MAX);
    simulation.fingerprint().to_string()
}

#[test]
fn thousands_of_slider_edits_stay_small_and_can_be_sought() {
    let board = with_surge(preset("default"));
    let mut session = Session::new(board.clone());
    session.advance(Instant::from_us(1_000_000), u64::MAX);
    let whole = held();
    let copy = board.clone();
    let bytes_of_board = held() - whole;
    drop(copy);
    let before = held();
    let mut edits = Vec::with_capacity(EDITS as usize);
    for n in 0..EDITS {
        session.edit_in_run(slide(n)).expect("legal");
        edits.push(session.now());
        // Dragged while the run is paused, too.
        if n % 1_000 < 500 {
            session.advance(session.now() + Span::from_us(16_667), u64::MAX);
        }
    }
    let each = (held() - before) / i64::from(EDITS);
    println!("{each} bytes for each edit of a board of {bytes_of_board}");
    assert!(each <= BYTES_PER_EDIT_MAX, "{each}");
    assert!(bytes_of_board > 4 * BYTES_PER_EDIT_MAX);
    let last = session.now();
    for n in [0, 1, 63, 64, 65, 700, 1_499, 2_500, 3_999] {
        for back in [0, 1] {
            let end = Instant::from_us(edits[n].us() - back);
            session.seek(end);
            let seen = session.simulation().fingerprint().to_string();
            assert_eq!(seen, fresh(&board, &edits, end), "edit {n}");
        }
    }
    // Forked out of the middle of the drag: the board of then, and the same future.
    let end = edits[2_500];
    session.seek(end);
    session.fork();
    let mut then = board.clone();
    for n in 0..=2_500 {
        then.apply(slide(n)).expect("legal");
    }
    assert_eq!(*session.document(), then);
    session.advance(last, u64::MAX);
    let seen = session.simulation().fingerprint().to_string();
    assert_eq!(seen, fresh(&board, &edits[..=2_500], last));
}
