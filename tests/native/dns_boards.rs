//! What the boards of Route 53 promise happens in their runs.

use serde_json::json;
use swell_core::base::id::{InstanceId, PartId};
use swell_core::contract::IssueWhat;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::rules::validate::Code;
use swell_tests::boards::preset;
use swell_tests::harness::Harness;

const NAME: u32 = 20;

fn crash(harness: &mut Harness, servers: &[u32]) {
    for owner in servers.iter().copied().map(PartId) {
        let instance = InstanceId { owner, serial: 1 };
        let fault = InstanceFault::Crash;
        harness
            .session
            .inject(Injection::Instance { instance, fault });
    }
}

/// Requests that have passed the wires of a name to these parts.
fn passed<const N: usize>(harness: &Harness, name: u32, to: [u32; N]) -> [u64; N] {
    let simulation = harness.session.simulation();
    let ix = |id| simulation.control().ix(PartId(id)).expect("on the board");
    let wires = simulation.world().wires.of(ix(name));
    let wire = |id| wires.iter().find(|w| w.to == ix(id)).expect("a wire");
    to.map(|id| wire(id).passed)
}

/// The share that went to the second of two parts between now and `s`.
fn second_share(harness: &mut Harness, to: [u32; 2], s: f64) -> f64 {
    let before = passed(harness, NAME, to);
    harness.until(s);
    let after = passed(harness, NAME, to);
    let [first, second] = [0, 1].map(|n| (after[n] - before[n]) as f64);
    second / (first + second)
}

fn failed(harness: &Harness, users: u32) -> u64 {
    let stats = harness.part(users).client_stats().expect("users");
    stats.failed + stats.gave_up
}

/// Failures of users between now and `s`.
fn failed_until<const N: usize>(harness: &mut Harness, users: [u32; N], s: f64) -> [u64; N] {
    let before = users.map(|id| failed(harness, id));
    harness.until(s);
    let mut after = users.map(|id| failed(harness, id));
    for (after, before) in after.iter_mut().zip(before) {
        *after -= before;
    }
    after
}

#[test]
fn two_regions_by_latency_stand_in_for_each_other() {
    const BALANCERS: [u32; 2] = [110, 210];
    const USERS: [u32; 3] = [10, 11, 12];
    let mut harness = Harness::new(preset("two-regions"));
    // Tokyo and Ireland to Seoul (Ireland is as far from both), Oregon to Virginia: 150 and 100 users.
    let share = second_share(&mut harness, BALANCERS, 600.0);
    assert!((share - 0.4).abs() < 0.03, "{share}");
    assert_eq!(USERS.map(|id| failed(&harness, id)), [0; 3]);
    crash(&mut harness, &[112, 113]);
    // Two checks 10 s apart, DNS a second later, and the TTL of 60 s.
    let [tokyo, oregon, ireland] = failed_until(&mut harness, USERS, 690.0);
    assert!(tokyo > 100 && ireland > 50, "{tokyo} {ireland}");
    assert_eq!(oregon, 0);
    assert_eq!(failed_until(&mut harness, USERS, 900.0), [0; 3]);
    assert_eq!(second_share(&mut harness, BALANCERS, 1_000.0), 1.0);
}

#[test]
fn shares_lag_behind_the_weights_and_who_pins_never_moves() {
    let mut harness = Harness::new(preset("move-to-alb"));
    let both = [30, 110];
    assert_eq!(second_share(&mut harness, both, 300.0), 0.0);
    let records = json!([{ "Target": 30, "Weight": 0 }, { "Target": 110, "Weight": 100 }]);
    harness.set(NAME, "Records", records);
    let at_once = second_share(&mut harness, both, 310.0);
    let halfway = second_share(&mut harness, both, 340.0);
    let late = second_share(&mut harness, both, 361.0);
    assert!(at_once < 0.2, "{at_once}");
    assert!(at_once < halfway && halfway < late, "{halfway} {late}");
    let settled = second_share(&mut harness, both, 1_300.0);
    assert!((settled - 0.9).abs() < 0.03, "{settled}");
}

#[test]
fn a_multivalue_answer_sends_clients_to_the_dead_until_its_ttl_is_over() {
    const USERS: [u32; 2] = [10, 11];
    let mut harness = Harness::new(preset("multivalue-or-alb"));
    harness.until(300.0);
    assert_eq!(USERS.map(|id| failed(&harness, id)), [0; 2]);
    crash(&mut harness, &[40, 50]);
    // The balancer's checks: two of them, 10 s apart.
    let [by_dns, by_alb] = failed_until(&mut harness, USERS, 322.0);
    assert!(by_dns > 30 && by_alb > 30, "{by_dns} {by_alb}");
    // Three checks of Route 53, and up to 60 s for which resolvers keep what they were told.
    let [by_dns, by_alb] = failed_until(&mut harness, USERS, 395.0);
    assert!(by_dns > 60, "{by_dns}");
    assert_eq!(by_alb, 0);
    assert_eq!(failed_until(&mut harness, USERS, 600.0), [0; 2]);
}

#[test]
fn addresses_may_change_behind_a_name_and_not_in_a_record() {
    const USERS: [u32; 3] = [10, 11, 12];
    let mut harness = Harness::new(preset("names-not-addresses"));
    harness.until(100.0);
    let (part, fault) = (PartId(110), "addresses_changed".to_owned());
    harness.session.inject(Injection::Part { part, fault });
    // The old addresses go on answering for five minutes.
    assert_eq!(failed_until(&mut harness, USERS, 399.0), [0; 3]);
    let [alias, cname, addresses] = failed_until(&mut harness, USERS, 700.0);
    assert_eq!([alias, cname], [0, 0]);
    assert!(addresses > 1_000, "{addresses}");
    // Whoever writes the record as an alias is rid of it, once the TTL is over.
    harness.set(22, "alias", json!(true));
    harness.until(780.0);
    assert_eq!(failed_until(&mut harness, USERS, 1_000.0), [0; 3]);
}

/// Records of one name are told apart by their identifiers: two alike are refused, at their field.
#[test]
fn two_records_of_a_name_may_not_have_the_same_identifier() {
    let of_name = |second: &str| {
        let mut harness = Harness::new(preset("move-to-alb"));
        let records = harness.session.document().part(PartId(NAME));
        let records = records.and_then(|part| Some(part.params()?.to_value()["Records"].clone()));
        let mut records = records.expect("records");
        records[1]["SetIdentifier"] = json!(second);
        harness.set(NAME, "Records", records);
        let issues = harness.session.document().issues();
        let is_it = |issue: &&swell_core::contract::Issue| {
            issue.what == IssueWhat::Error(Code::R53SetIdentifierDup) && issue.field == "Records"
        };
        issues.iter().filter(is_it).count()
    };
    assert_eq!((of_name("another"), of_name("")), (0, 0));
    let first = preset("move-to-alb");
    let first = first.part(PartId(NAME)).and_then(|part| part.params());
    let first = first.expect("a name").to_value()["Records"][0]["SetIdentifier"].clone();
    assert_eq!(of_name(first.as_str().expect("a text")), 1);
}

/// Spec 2.2, CALCULATED: healthy while at least two of the three servers' checks are.
#[test]
fn a_calculated_check_lets_one_server_go_and_not_two() {
    let mut harness = Harness::new(preset("two-of-three"));
    let (alb, sorry) = (12, 16);
    let share = |harness: &mut Harness, s: f64| {
        let before = passed(harness, 11, [alb, sorry]);
        harness.until(s);
        let after = passed(harness, 11, [alb, sorry]);
        (after[1] - before[1]) as f64 / (after[0] + after[1] - before[0] - before[1]) as f64
    };
    assert_eq!(share(&mut harness, 300.0), 0.0);
    crash(&mut harness, &[14]);
    assert_eq!(share(&mut harness, 600.0), 0.0);
    crash(&mut harness, &[15]);
    // Three checks of each checker, and the TTL of 60 s.
    share(&mut harness, 700.0);
    assert_eq!(share(&mut harness, 900.0), 1.0);
}
