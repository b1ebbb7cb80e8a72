//! Inspection by a Gateway Load Balancer (spec 5.14): what route tables send to it, and what becomes of it
//! when appliances fail.

use serde_json::json;
use swell_core::base::id::PartId;
use swell_core::contract::Member;
use swell_core::document::Document;
use swell_core::engine::injection::Injection;
use swell_core::kinds::gateway_load_balancer::GatewayLoadBalancer;
use swell_core::kinds::gateway_load_balancer::appliance::Appliance;
use swell_tests::boards::{preset, set};
use swell_tests::harness::Harness;

const GWLB: u32 = 17;
const FIREWALLS: [u32; 2] = [19, 20];
const IGW: u32 = 23;
const WEB_ROUTES: [u32; 2] = [25, 26];

fn board() -> Document {
    preset("gwlb-inspection")
}

fn inspected(harness: &Harness) -> [u64; 2] {
    FIREWALLS.map(|id| {
        let appliance = Appliance::of(harness.part(id)).expect("an appliance");
        appliance.inspected
    })
}

fn gwlb(harness: &Harness) -> &GatewayLoadBalancer {
    GatewayLoadBalancer::of(harness.part(GWLB)).expect("a GWLB")
}

fn fault(harness: &mut Harness, part: u32, word: &str) {
    harness.session.inject(Injection::Part {
        part: PartId(part),
        fault: word.to_owned(),
    });
}

/// Failures while the clock goes on by so many seconds.
fn failures_in(harness: &mut Harness, s: f64) -> u64 {
    let before = harness.totals();
    let end = harness.now() + s;
    harness.until(end);
    let after = harness.totals();
    after.failed + after.gave_up - before.failed - before.gave_up
}

#[test]
fn all_that_comes_in_is_inspected_by_one_appliance_or_the_other() {
    let mut harness = Harness::new(board());
    harness.until(300.0);
    let (totals, [a, c]) = (harness.totals(), inspected(&harness));
    assert_eq!(totals.failed, 0);
    assert!(a.abs_diff(c) < (a + c) / 4, "{a} {c}");
    let all = gwlb(&harness).counts.requests;
    assert!(
        all >= totals.sent_ever - 20 && all <= totals.sent_ever,
        "{all}"
    );
    // Half of it leaves the endpoint's zone, which is paid.
    let counts = &gwlb(&harness).counts;
    assert!(counts.crossing_bytes.abs_diff(counts.bytes / 2) < counts.bytes / 8);
}

#[test]
fn without_the_routes_nothing_is_inspected_and_with_half_of_them_nothing_arrives() {
    let mut half = board();
    set(&mut half, IGW, "Routes", json!([]));
    let mut harness = Harness::new(half.clone());
    harness.until(120.0);
    assert_eq!(harness.client_stats().ok, 0);
    assert_eq!(inspected(&harness), [0, 0]);
    let mut none = half;
    for table in WEB_ROUTES {
        set(&mut none, table, "default_route", json!("igw"));
    }
    let mut harness = Harness::new(none);
    harness.until(120.0);
    assert_eq!(harness.totals().failed, 0);
    assert!(harness.client_stats().ok > 1_000);
    assert_eq!(inspected(&harness), [0, 0], "past the firewalls");
}

#[test]
fn flows_of_a_failed_appliance_stay_lost_unless_they_are_set_to_move() {
    let after_a_crash = |failover: &str| {
        let mut board = board();
        set(&mut board, GWLB, "target_failover", json!(failover));
        let mut harness = Harness::new(board);
        harness.until(60.0);
        fault(&mut harness, FIREWALLS[0], "crash");
        harness.until(120.0);
        let failed = failures_in(&mut harness, 120.0);
        fault(&mut harness, FIREWALLS[0], "restart");
        let end = harness.now() + 60.0;
        harness.until(end);
        assert_eq!(failures_in(&mut harness, 60.0), 0, "all is well again");
        failed
    };
    let (stay, moved) = (after_a_crash("no_rebalance"), after_a_crash("rebalance"));
    assert!(stay > 500, "{stay}");
    assert_eq!(moved, 0);
}

#[test]
fn with_all_appliances_down_everything_is_lost() {
    let mut harness = Harness::new(board());
    harness.until(60.0);
    for id in FIREWALLS {
        fault(&mut harness, id, "crash");
    }
    harness.until(120.0);
    let ok = harness.totals().ok;
    harness.until(240.0);
    assert_eq!(harness.totals().ok, ok, "it fails closed");
}

/// As soon as they are there, and not one for each that was at work before.
#[test]
fn all_vcpus_of_an_edit_work() {
    let mut board = board();
    for id in FIREWALLS {
        set(&mut board, id, "inspect_ms", json!(125));
        set(&mut board, id, "vcpus", json!(1));
    }
    let mut harness = Harness::new(board);
    harness.until(120.0);
    let count = |harness: &Harness| inspected(harness).iter().sum::<u64>();
    let before = count(&harness);
    for id in FIREWALLS {
        harness.set(id, "vcpus", json!(4));
    }
    harness.until(240.0);
    let rate = (count(&harness) - before) as f64 / 120.0;
    assert!(
        rate > 25.0,
        "{rate} of 30 a second, where 16 could be before"
    );
}

#[test]
fn a_small_appliance_is_the_bottleneck_of_all_that_is_inspected() {
    let p95 = |inspect_ms: f64| {
        let mut board = board();
        for id in FIREWALLS {
            set(&mut board, id, "inspect_ms", json!(inspect_ms));
        }
        let mut harness = Harness::new(board);
        harness.until(200.0);
        harness
            .totals()
            .latency
            .quantile_us(0.95)
            .unwrap_or_default()
    };
    // 30 requests/s on two times two vCPUs: 4 ms are nothing, 125 ms nearly all there is.
    let (small, large) = (p95(4.0), p95(125.0));
    assert!(large > 2.0 * small, "{small} {large}");
}

/// Spec 5.8: by two or three of a flow's numbers all that a client opens passes one appliance; by all five
/// its connections spread.
#[test]
fn a_group_that_keeps_sources_has_one_appliance_see_all_of_a_client() {
    let seen = |kept: Option<&str>| {
        let mut board = board();
        for (path, value) in [
            ("users", json!(1)),
            ("requests_per_user_s", json!(5)),
            ("keep_alive", json!(false)),
        ] {
            set(&mut board, 10, path, value);
        }
        set(
            &mut board,
            18,
            "load_balancing.cross_zone.enabled",
            json!(true),
        );
        if let Some(word) = kept {
            set(&mut board, 18, "stickiness.type", json!(word));
            set(&mut board, 18, "stickiness.enabled", json!(true));
        }
        let mut harness = Harness::new(board);
        harness.until(300.0);
        let seen = inspected(&harness).into_iter();
        seen.filter(|requests| *requests > 20).count()
    };
    assert_eq!(seen(None), 2);
    for word in ["source_ip_dest_ip", "source_ip_dest_ip_proto"] {
        assert_eq!(seen(Some(word)), 1, "{word}");
    }
}
