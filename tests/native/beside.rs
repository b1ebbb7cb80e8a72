//! Two boards side by side: the same seed and the same crowd, in step, with one table of scores.

use swell_core::base::id::{InstanceId, PartId};
use swell_core::base::time::{Instant, Span};
use swell_core::document::Document;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::observe::makeup::Makeup;
use swell_core::observe::series::Totals;
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
fn on_a_slow_machine_both_boards_slow_down_together() {
    // The slices of the fastest speed: the end is far away, and each has little effort.
    let mut session = beside(&preset("default"), &preset("three-front-doors"));
    let (from, far) = (session.now(), session.now() + Span::from_s(86_400));
    for _ in 0..400 {
        session.advance(far, 700);
        let (own, rival) = (session.now(), session.rival().expect("it goes along"));
        let other = rival.simulation().now();
        let apart = own.since(other).max(other.since(own));
        assert!(apart <= Span::from_ms(101), "{apart:?}");
        session.meet();
        assert!(session.now() == from || session.comparison().is_some());
    }
    assert!(session.now().since(from) > Span::from_s(10));
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
    let both = rushed("default", "csr-cdn");
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
        part: PartId(14),
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
fn a_page_out_of_edges_is_there_sooner_in_a_rush_and_comes_from_caches() {
    let both = pair("A5");
    assert!(
        both.a.hit_percent.is_none() && both.b.hit_percent > Some(80.0),
        "{both:?}"
    );
    assert!(
        both.b.p95_ms < both.a.p95_ms && both.b.failed <= both.a.failed,
        "{both:?}"
    );
    // Servers that render the pages have to grow; the API behind the other page has not.
    assert!(both.b.page_ms < both.a.page_ms, "{both:?}");
    assert!(both.a.instance_hours > both.b.instance_hours, "{both:?}");
}

/// A5: each of the ten rows has a number of its own, and the two boards differ in all of them.
#[test]
fn pages_of_servers_and_pages_of_a_store_differ_in_ten_numbers() {
    let both = pair("A5");
    let (ssr, csr) = (&both.a.makeup, &both.b.makeup);
    // Twice a boot of 40 s and two checks in 30 s; upload and invalidation take 10 s each.
    let times = |m: &Makeup| (m.deploy_s, m.pipeline_s, m.repair_s);
    assert_eq!(times(ssr), (Some(200.0), Some(330.0), Some(190.0)));
    assert_eq!(times(csr), (Some(20.0), Some(150.0), Some(10.0)));
    assert!(both.a.instance_hours > both.b.instance_hours, "{both:?}");
    assert_eq!((both.a.added, both.b.added), (2, 0));
    assert_eq!(both.a.balanced_percent, Some(100.0));
    assert!(both.b.balanced_percent < Some(60.0), "{both:?}");
    assert!((both.a.usd - both.b.usd).abs() > 0.001, "{both:?}");
    assert!(both.a.hit_percent.is_none() && both.b.hit_percent.is_some());
    assert!(ssr.servers > csr.servers, "{both:?}");
    assert!(ssr.metrics != csr.metrics, "{both:?}");
}

/// A script that forgets the invalidation leaves old pages out there for as long as they may be kept.
#[test]
fn without_an_invalidation_a_deployment_takes_as_long_as_copies_may_be_kept() {
    let mut forgets = preset("csr-pages");
    set(&mut forgets, 14, "invalidate_after_deploy", false.into());
    let mut session = beside(&preset("csr-pages"), &forgets);
    run(&mut session, 60);
    let both = session.comparison().expect("both are there");
    let deploys = [both.a, both.b].map(|score| score.makeup.deploy_s);
    assert_eq!(deploys, [Some(20.0), Some(610.0)]);
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

/// C6: of three servers a third of the requests, of one all of them, until somebody repairs it.
#[test]
fn one_server_down_is_everything_down_without_a_balancer() {
    let failing = |board: &str| {
        let mut session = Session::new(preset(board));
        let origin = session.simulation().origin();
        while !session.advance(origin + Span::from_s(10), FAR) {}
        session.inject(crash(14));
        let before = totals(&session);
        run(&mut session, 60);
        let early = totals(&session);
        run(&mut session, 540);
        let all = totals(&session);
        let share =
            |a: &Totals, b: &Totals| (b.failed - a.failed) as f64 / (b.sent - a.sent) as f64;
        (share(&before, &early), share(&early, &all))
    };
    let (early, later) = failing("single-server");
    assert!(early > 0.95 && later > 0.99, "{early}, {later}");
    let (early, later) = failing("one-fails");
    assert!((0.2..0.4).contains(&early), "{early}");
    assert!(later < 0.05, "{later}");
}

fn totals(session: &Session) -> Totals {
    Totals::of(session.simulation())
}

/// The first server of a part.
fn crash(owner: u32) -> Injection {
    let owner = PartId(owner);
    let instance = InstanceId { owner, serial: 1 };
    let fault = InstanceFault::Crash;
    Injection::Instance { instance, fault }
}

/// C7: the same surge and the same crash.
#[test]
fn without_a_group_nobody_adds_and_nobody_replaces() {
    let both = pair("C7");
    assert!(both.a.failed > both.b.failed * 2, "{both:?}");
    let healthy_after_a_crash = |board: &str| {
        let mut session = Session::new(preset(board));
        let origin = session.simulation().origin();
        while !session.advance(origin + Span::from_s(10), FAR) {}
        session.inject(crash(14));
        run(&mut session, 900);
        session.run().series.samples().last().map(|s| s.healthy)
    };
    assert_eq!(healthy_after_a_crash("no-group"), Some(1));
    assert_eq!(healthy_after_a_crash("default"), Some(2));
}

/// C8: users grow for 20 minutes. Too late costs errors, too early and never back costs money.
#[test]
fn a_threshold_too_high_costs_errors_and_one_too_low_money() {
    let grown = |id: &str| {
        let mut session = beside(&preset(id), &preset("default"));
        run(&mut session, 5_400);
        session.comparison().expect("both are there")
    };
    let (none, high, low) = (
        grown("no-policy"),
        grown("threshold-high"),
        grown("threshold-low"),
    );
    let well = high.b;
    assert_eq!(well, none.b);
    assert!(well.failed < 100, "{well:?}");
    assert!(high.a.failed > 1_000, "{high:?}");
    assert!(none.a.failed > high.a.failed * 5, "{none:?}");
    assert!(none.a.usd < well.usd * 0.9, "{none:?}");
    assert!(low.a.failed < 100, "{low:?}");
    assert!(low.a.usd > well.usd * 1.05, "{low:?}");
}

/// B9: cheap, and one box that must not break.
#[test]
fn one_box_for_proxy_and_balancer_is_cheap_and_a_single_point_of_failure() {
    let mut session = beside(&preset("one-box"), &preset("no-group"));
    run(&mut session, 3_600);
    let both = session.comparison().expect("both are there");
    assert!(both.a.failed == 0 && both.b.failed == 0, "{both:?}");
    let saved = both.b.usd - both.a.usd;
    // ALB 0.0225 USD an hour and its capacity units, t3.micro 0.0104.
    assert!((0.02..0.05).contains(&saved), "{saved} USD an hour");
    let (part, fault) = (PartId(12), "crash".to_owned());
    session.inject(Injection::Part { part, fault });
    let before = totals(&session);
    run(&mut session, 60);
    let after = totals(&session);
    assert_eq!(after.sent - before.sent, after.failed - before.failed);
}

/// E22: one move, where a simple policy takes boot and cooldown for each server.
#[test]
fn target_tracking_is_done_while_a_simple_policy_cools_down() {
    let both = pair("E22");
    assert!(
        both.a.failed < both.b.failed || both.a.p95_ms < both.b.p95_ms,
        "{both:?}"
    );
}

/// C21: five minutes for a datapoint, or one.
#[test]
fn basic_monitoring_notices_a_surge_minutes_later() {
    let both = pair("C21");
    assert!(both.a.failed > both.b.failed * 2, "{both:?}");
    assert!(both.a.usd < both.b.usd, "{both:?}");
}

#[test]
fn a_ready_made_ami_serves_sooner() {
    let both = pair("E27");
    assert!(both.a.failed > both.b.failed, "{both:?}");
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
