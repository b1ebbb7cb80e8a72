//! The one server that everything began on, and how it is left (spec 15, items D1, D2 and D7).

use serde_json::json;
use swell_core::base::id::{LinkId, PartId};
use swell_core::contract::{IssueWhat, Member, Protocol};
use swell_core::document::Link;
use swell_core::document::command::Command;
use swell_core::engine::injection::Injection;
use swell_core::kinds::attacker::Attacker;
use swell_core::kinds::container::Container;
use swell_core::observe::migration::Migration;
use swell_tests::boards::{preset, set};
use swell_tests::harness::Harness;

const BROWSER: u32 = 10;
const BOX: u32 = 12;
const PROXY: u32 = 13;
const WEB: u32 = 14;
const WAS: u32 = 15;
const DB: u32 = 16;

fn board(id: &str) -> Harness {
    Harness::new(preset(id))
}

fn container(harness: &Harness, id: u32) -> &Container {
    Container::of(harness.part(id)).expect("a container")
}

fn requests(harness: &Harness, id: u32) -> u64 {
    container(harness, id).requests
}

fn crash(harness: &mut Harness, id: u32) {
    let (part, fault) = (PartId(id), "crash".to_owned());
    harness.session.inject(Injection::Part { part, fault });
}

/// Share of what was sent from now to `s` that failed.
fn failing(harness: &mut Harness, s: f64) -> f64 {
    let before = harness.totals();
    harness.until(s);
    let after = harness.totals();
    (after.failed - before.failed) as f64 / (after.sent - before.sent) as f64
}

/// D2: by path to the web server or the WAS, HTTP sent to HTTPS, and only the WAS asks the database.
#[test]
fn pages_and_data_take_different_ways_through_one_box() {
    let mut harness = board("legacy-box");
    harness.until(300.0);
    let [proxy, web, was, db] = [PROXY, WEB, WAS, DB].map(|id| requests(&harness, id));
    assert!(web > 1_000 && was > 500, "{web} {was}");
    assert!(
        was.abs_diff(db) < 10,
        "a query for each request of the WAS: {was} {db}"
    );
    let redirected = container(&harness, PROXY).redirected;
    assert!(redirected > 100, "{redirected}");
    // The last few may be in hand.
    assert!(
        proxy.abs_diff(web + was + redirected) < 20,
        "{proxy} {web} {was} {redirected}"
    );
    assert_eq!(failing(&mut harness, 360.0), 0.0);
}

/// D2: one address with one open port; the database refuses everybody outside, with filters and without.
#[test]
fn nobody_outside_reaches_the_database() {
    let open = |has_group: bool| {
        let mut document = preset("legacy-box");
        if !has_group {
            set(&mut document, BOX, "SecurityGroupIds", json!([]));
        }
        let mut harness = Harness::new(document);
        harness.until(300.0);
        let attacker = Attacker::of(harness.part(40)).expect("the attacker");
        (attacker.open.clone(), attacker.counts)
    };
    let (found, counts) = open(true);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(PartId(BOX), 80)]);
    assert!(counts.by_group > 50 && counts.answered > 10, "{counts:?}");
    let (found, counts) = open(false);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [(PartId(BOX), 80)]);
    assert!(counts.by_group == 0 && counts.refused > 50, "{counts:?}");
}

/// D1: they share the processors, so a flood of files slows the data; with the box all are gone.
#[test]
fn containers_share_their_server_and_its_end() {
    let p95_ms = |flood: u32| {
        let mut document = preset("legacy-box");
        set(&mut document, 20, "users", json!(flood));
        let url = "https://www.example.com/assets/app.js";
        let mix = json!([{ "name": "file", "share": 1, "url": url, "db_reads": 0 }]);
        set(&mut document, 20, "mix", mix);
        let mut harness = Harness::new(document);
        harness.until(200.0);
        let pages = harness.part(BROWSER).client_stats().expect("people");
        let p95_us = pages.latency.quantile_since_us(0.95, None);
        p95_us.expect("answers") / 1e3
    };
    let (quiet, flooded) = (p95_ms(10), p95_ms(6_500));
    assert!(flooded > quiet * 2.0, "{quiet} ms, {flooded} ms");

    let mut harness = board("legacy-box");
    harness.until(60.0);
    crash(&mut harness, WAS);
    let share = failing(&mut harness, 120.0);
    assert!((0.1..0.5).contains(&share), "pages alone: {share}");
    crash(&mut harness, BOX);
    assert!(failing(&mut harness, 180.0) > 0.99);
}

/// A container that knows of no HTTPS understands no handshake, unless somebody before it has ended TLS.
#[test]
fn where_tls_does_not_end_a_client_is_not_understood() {
    let mut document = preset("legacy-box");
    set(&mut document, PROXY, "return_301_https", json!(false));
    let mut harness = Harness::new(document);
    harness.until(60.0);
    assert!(requests(&harness, PROXY) > 0, "HTTP is served");
    assert_eq!(requests(&harness, WAS), 0);
}

fn link(harness: &mut Harness, id: u32, from: u32, to: u32, protocol: Protocol) {
    let ids = vec![id];
    harness.edit(Command::Remove { ids });
    let (from, to) = (PartId(from), PartId(to));
    let link = Link {
        id: LinkId(id + 100),
        from,
        to,
        protocol,
        extra: Default::default(),
    };
    let add = Command::add_link(harness.session.document(), link);
    harness.edit(add);
}

/// D7: domain, API address, database address; then the old box can be switched off.
#[test]
fn three_edits_move_everything() {
    let mut harness = board("legacy-migration");
    let steps = |harness: &Harness| {
        let found = Migration::of(harness.session.document(), PartId(BOX));
        let found = found.expect("a box with somewhere to go");
        [found.domain, found.api, found.database]
    };
    harness.until(60.0);
    assert_eq!(steps(&harness), [false; 3]);
    let issues = harness.session.document().issues();
    assert!(
        !issues.iter().any(|i| matches!(i.what, IssueWhat::Error(_))),
        "{issues:?}"
    );
    link(&mut harness, 43, 11, 17, Protocol::Http);
    assert_eq!(steps(&harness), [true, false, false]);
    harness.set(BROWSER, "api", json!(19));
    assert_eq!(steps(&harness), [true, true, false]);
    // The old database is on the network of the old box alone.
    assert!(
        failing(&mut harness, 120.0) > 0.1,
        "the new WAS finds no database"
    );
    assert!(requests(&harness, 24) > 10);
    link(&mut harness, 53, 24, 25, Protocol::Sql);
    assert_eq!(steps(&harness), [true; 3]);
    // Those that know the old address come there until their answer is too old.
    harness.until(500.0);
    let before = [PROXY, WEB, WAS, DB].map(|id| requests(&harness, id));
    harness.until(800.0);
    let after = [PROXY, WEB, WAS, DB].map(|id| requests(&harness, id));
    assert_eq!(before, after, "nothing comes to the old box");
    assert!(requests(&harness, 24) > 500, "the new WAS works");
    crash(&mut harness, BOX);
    assert_eq!(failing(&mut harness, 900.0), 0.0);
}
