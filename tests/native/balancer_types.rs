//! The types of balancers beside each other (spec 5.1, 5.6, 5.13): what each makes of the same servers.

use serde_json::json;
use swell_core::balancing::Balancing;
use swell_core::base::id::{InstanceId, PartId};
use swell_core::contract::{IssueWhat, Member as _};
use swell_core::engine::injection::Injection;
use swell_core::kinds::target_group::TargetGroup;
use swell_core::rules::alarm::Statistic;
use swell_core::rules::balancer_type::LoadBalancerType;
use swell_core::rules::health::{TargetState, default_matcher};
use swell_core::rules::validate::{Code, Warning};
use swell_core::world::metric::Metric;
use swell_tests::boards::{document, preset};
use swell_tests::harness::Harness;

const ALB: u32 = 12;
const NLB: u32 = 17;
const CLB: u32 = 19;
const CLB_USERS: u32 = 16;
const NLB_TARGETS: u32 = 18;
const CLB_SERVERS: u32 = 20;

fn board() -> Harness {
    Harness::new(preset("balancer-types"))
}

fn balancing(harness: &Harness, balancer: u32) -> &Balancing {
    harness.part(balancer).balancing().expect("it balances")
}

/// The share of each target of a balancer in percent, those of zone a first.
fn shares(harness: &Harness, balancer: u32) -> Vec<f64> {
    let pools = &balancing(harness, balancer).pools;
    let mut targets: Vec<_> = pools.iter().flat_map(|pool| &pool.targets).collect();
    targets.sort_by_key(|target| target.zone);
    let all: u64 = targets.iter().map(|target| target.requests).sum();
    let share = |requests: u64| requests as f64 * 100.0 / all as f64;
    targets.iter().map(|t| share(t.requests)).collect()
}

fn are_near(shares: &[f64], a: f64, c: f64, by: f64) {
    let (of_a, of_c) = shares.split_at(2);
    assert_eq!(of_c.len(), 8);
    let near = |share: &f64, to: f64| (share - to).abs() < by;
    assert!(of_a.iter().all(|share| near(share, a)), "{shares:?}");
    assert!(of_c.iter().all(|share| near(share, c)), "{shares:?}");
}

/// Spec 5.1: with cross-zone off each zone has half, so 25 % and 6.25 %; with it on all have 10 %.
#[test]
fn two_targets_and_eight_share_by_zone_or_all_alike() {
    let mut harness = board();
    harness.until(1_200.0);
    are_near(&shares(&harness, ALB), 10.0, 10.0, 1.5);
    are_near(&shares(&harness, CLB), 25.0, 6.25, 2.0);
    // Whole connections are coarser than requests.
    are_near(&shares(&harness, NLB), 25.0, 6.25, 6.0);
    let mut harness = board();
    harness.set(
        CLB_SERVERS,
        "load_balancing.cross_zone.enabled",
        json!(true),
    );
    harness.until(1_200.0);
    are_near(&shares(&harness, CLB), 10.0, 10.0, 2.0);
}

/// Spec 5.1: data between zones is paid behind an NLB, and free behind an ALB and a CLB. What is paid is
/// what crossed in that time, whatever the run was like before.
#[test]
fn cross_zone_data_is_paid_behind_an_nlb_alone() {
    const CROSS_ZONE: &str = "load_balancing.cross_zone.enabled";
    let used = |harness: &Harness, balancer: u32| {
        let simulation = harness.session.simulation();
        let ix = simulation.control().ix(PartId(balancer)).expect("drawn");
        let used = harness.part(balancer).usage(ix, simulation.world());
        used.expect("a meter")
    };
    let mut harness = board();
    // Each request has a connection of its own.
    harness.set(11, "keep_alive", json!(false));
    harness.set(NLB_TARGETS, CROSS_ZONE, json!(false));
    harness
        .set(CLB_SERVERS, CROSS_ZONE, json!(true))
        .until(600.0);
    let before = [ALB, NLB, CLB].map(|balancer| used(&harness, balancer));
    assert_eq!(before.map(|used| used.nanousd), [0; 3]);
    harness
        .set(NLB_TARGETS, CROSS_ZONE, json!(true))
        .until(1_200.0);
    let after = [ALB, NLB, CLB].map(|balancer| used(&harness, balancer));
    assert_eq!((after[0].nanousd, after[2].nanousd), (0, 0));
    // Half of them leave their zone: 0.01 each way.
    let gained = after[1].since(before[1]);
    let per_gb = gained.usd() / gained.gb();
    assert!((0.009..0.011).contains(&per_gb), "{per_gb}");
}

/// Spec 5.8: by `source_ip` whatever a client opens goes to the same target; by the flow hash its connections
/// spread.
#[test]
fn an_nlb_that_keeps_sources_leads_all_of_a_client_to_one_target() {
    let targets = |sticky: bool| {
        let mut harness = Harness::new(preset("allow-list"));
        for users in [10, 11] {
            harness.set(users, "users", json!(1));
            harness.set(users, "requests_per_user_s", json!(5));
            harness.set(users, "keep_alive", json!(false));
        }
        harness.set(18, "load_balancing.cross_zone.enabled", json!(true));
        harness.set(18, "stickiness.type", json!("source_ip"));
        harness
            .set(18, "stickiness.enabled", json!(sticky))
            .until(300.0);
        let pools = &balancing(&harness, NLB).pools;
        let used = pools[0]
            .targets
            .iter()
            .filter(|target| target.requests > 20);
        used.count()
    };
    assert_eq!(targets(false), 2);
    assert_eq!(targets(true), 1);
}

/// Spec 5.5, 5.8: codes of an NLB's check go up to 599, and cross-zone is nothing to stickiness by address.
#[test]
fn a_target_group_is_judged_by_the_type_of_its_balancer() {
    let issues = |group: u32, path: &str, value: serde_json::Value| {
        let mut board = preset("balancer-types");
        swell_tests::boards::set(&mut board, group, path, value);
        let issues = board.issues().into_iter();
        let found = issues.filter(|issue| issue.part == Some(PartId(group)));
        found.map(|issue| issue.what).collect::<Vec<_>>()
    };
    let matcher = json!("200-599");
    assert_eq!(issues(NLB_TARGETS, "Matcher", matcher.clone()), []);
    let refused = [IssueWhat::Error(Code::MatcherRange)];
    assert_eq!(issues(13, "Matcher", matcher), refused);
}

#[test]
fn as_a_listener_of_connections_a_clb_keeps_a_client_on_its_server() {
    let servers = |protocol: &str| {
        let mut harness = board();
        harness.set(CLB_USERS, "users", json!(1));
        harness.set(CLB, "Protocol", json!(protocol)).until(300.0);
        let pools = &balancing(&harness, CLB).pools;
        let targets = pools.iter().flat_map(|pool| &pool.targets);
        targets.filter(|target| target.requests > 5).count()
    };
    assert_eq!(servers("TCP"), 1);
    assert!(servers("HTTP") > 1);
}

#[test]
fn a_clb_is_marked_as_old() {
    let issues = preset("balancer-types").issues();
    let of_clb = issues
        .iter()
        .filter(|issue| issue.part == Some(PartId(CLB)));
    let of_clb: Vec<_> = of_clb.map(|issue| issue.what).collect();
    assert_eq!(of_clb, [IssueWhat::Warning(Warning::PreviousGeneration)]);
}

/// Note E9: whoever lets fixed addresses through alone keeps an NLB, and loses an ALB once its nodes have
/// moved; and the NLB adds 0.1 ms where the ALB adds 1.
#[test]
fn an_allow_list_keeps_an_nlb_and_loses_an_alb_whose_addresses_change() {
    const PARTNERS: [u32; 2] = [10, 11];
    let mut harness = Harness::new(preset("allow-list"));
    let bad = |harness: &Harness| {
        PARTNERS.map(|id| {
            let stats = harness.part(id).client_stats().expect("users");
            stats.failed + stats.gave_up
        })
    };
    harness.until(300.0);
    assert_eq!(bad(&harness), [0, 0]);
    let mean = PARTNERS.map(|id| {
        let stats = harness.part(id).client_stats().expect("users");
        stats.latency.mean_us().expect("answers") / 1e3
    });
    let sooner = mean[0] - mean[1];
    assert!((0.7..1.1).contains(&sooner), "{mean:?}");
    let (part, fault) = (PartId(ALB), "addresses_changed".to_owned());
    harness.session.inject(Injection::Part { part, fault });
    harness.until(590.0);
    assert_eq!(
        bad(&harness),
        [0, 0],
        "the old addresses stay for five minutes"
    );
    harness.until(900.0);
    let [by_alb, by_nlb] = bad(&harness);
    assert!(by_alb > 500, "{by_alb}");
    assert_eq!(by_nlb, 0);
}

/// Note E10, case 2: private addresses as targets, one of them in a data center of one's own, each a third of
/// the connections; cut off, it is taken out and the rest carries on.
#[test]
fn an_nlb_spreads_over_addresses_in_the_vpc_and_in_a_data_center() {
    const DATA_CENTER: u32 = 32;
    let mut harness = Harness::new(preset("nlb-to-addresses"));
    harness.until(600.0);
    let requests = |harness: &Harness| -> Vec<u64> {
        let pools = &balancing(harness, NLB).pools;
        pools[0]
            .targets
            .iter()
            .map(|target| target.requests)
            .collect()
    };
    let before = requests(&harness);
    let all: u64 = before.iter().sum();
    for one in &before {
        let share = *one as f64 / all as f64;
        assert!((0.30..0.37).contains(&share), "{before:?}");
    }
    let (part, fault) = (PartId(DATA_CENTER), "link_down".to_owned());
    harness.session.inject(Injection::Part { part, fault });
    // Three failed checks, ten seconds apart.
    harness.until(650.0);
    let out = requests(&harness);
    harness.until(900.0);
    let after = requests(&harness);
    let gained = |at: usize| after[at] - out[at];
    assert_eq!(gained(2), 0);
    assert!(gained(0) > 1_500 && gained(1) > 1_500, "{after:?} {out:?}");
}

/// Spec 5.13: an NLB asks for a connection or for a page, encrypted or not; a health
/// endpoint that fails is found by pages alone.
#[test]
fn an_nlb_checks_by_tcp_http_or_https() {
    use swell_core::engine::injection::InstanceFault;
    for (protocol, is_found) in [("TCP", false), ("HTTP", true), ("HTTPS", true)] {
        let mut harness = Harness::new(preset("allow-list"));
        harness
            .set(18, "HealthCheckProtocol", json!(protocol))
            .until(60.0);
        let instance = InstanceId {
            owner: PartId(30),
            serial: 1,
        };
        let fault = InstanceFault::BreakHealthCheck;
        harness
            .session
            .inject(Injection::Instance { instance, fault });
        harness.until(240.0);
        let healthy = balancing(&harness, NLB).pools[0].healthy;
        assert_eq!(healthy, if is_found { 1 } else { 2 }, "{protocol}");
    }
}

/// Spec 5.5: where nothing is said a check by page takes 200 at an ALB, and 200-399 at an NLB: an ALB whose
/// listener sends everybody on to HTTPS is well for the NLB before it.
#[test]
fn which_codes_pass_is_up_to_the_type_of_balancer_where_nothing_is_said() {
    for (matcher, expected) in [
        (json!({}), TargetState::Healthy),
        (json!({ "Matcher": "200" }), TargetState::Unhealthy),
        (json!({ "Matcher": "301" }), TargetState::Healthy),
    ] {
        let mut check = json!({ "HealthCheckPath": "/", "HealthCheckIntervalSeconds": 10 });
        let check_params = check.as_object_mut().expect("parameters");
        check_params.extend(matcher.as_object().expect("parameters").clone());
        let mut harness = Harness::new(document(json!({ "format": 2, "seed": 1, "parts": [
            { "id": 2, "kind": "network_load_balancer" },
            { "id": 3, "kind": "target_group", "of": 2, "params": check },
            { "id": 4, "kind": "load_balancer" },
            { "id": 5, "kind": "listener", "of": 4, "params": { "Type": "redirect" } },
        ], "links": [{ "id": 6, "from": 3, "to": 4, "protocol": "http" }] })));
        harness.until(120.0);
        let group = TargetGroup::of(harness.part(3)).expect("a target group");
        let states: Vec<TargetState> = group.targets().map(|(_, t)| t.health.state).collect();
        assert_eq!(states, [expected], "{matcher}");
    }
    // The table of the four types.
    for (kind, codes) in [
        (LoadBalancerType::Application, "200"),
        (LoadBalancerType::Network, "200-399"),
        (LoadBalancerType::Gateway, "200-399"),
        (LoadBalancerType::Classic, "200"),
    ] {
        assert_eq!(default_matcher(kind), codes);
    }
}

/// Spec 5.8: cookies are for requests, addresses for connections and packets, TLS listeners have neither.
#[test]
fn stickiness_is_of_the_kind_that_the_balancer_has() {
    const WORDS: [&str; 5] = [
        "lb_cookie",
        "app_cookie",
        "source_ip",
        "source_ip_dest_ip",
        "source_ip_dest_ip_proto",
    ];
    let of = |kind: &str, params: serde_json::Value, word: &str| {
        let board = document(json!({ "format": 2, "seed": 1, "parts": [
            { "id": 2, "kind": kind, "params": params },
            { "id": 3, "kind": "target_group", "of": 2, "params": {
                "stickiness.enabled": true, "stickiness.type": word } },
        ], "links": [] }));
        let refused = IssueWhat::Error(Code::StickyTypeNotSupported);
        let is_it = |issue: &swell_core::document::check::Issue| {
            issue.what == refused && issue.field == "stickiness.type"
        };
        board.issues().iter().any(is_it)
    };
    let cases = [
        (
            "load_balancer",
            json!({}),
            [true, true, false, false, false],
        ),
        (
            "classic_load_balancer",
            json!({}),
            [true, true, false, false, false],
        ),
        (
            "network_load_balancer",
            json!({}),
            [false, false, true, false, false],
        ),
        (
            "network_load_balancer",
            json!({ "Protocol": "TLS" }),
            [false; 5],
        ),
        (
            "gateway_load_balancer",
            json!({}),
            [false, false, false, true, true],
        ),
    ];
    for (kind, params, takes) in cases {
        for (word, takes) in WORDS.into_iter().zip(takes) {
            assert_eq!(
                !of(kind, params.clone(), word),
                takes,
                "{kind} {params} {word}"
            );
        }
    }
}

/// Three balancers have the same ten servers, two certificates the same two: none is counted twice.
#[test]
fn a_server_of_several_target_groups_is_one_server_in_the_chart() {
    for (board, servers) in [("balancer-types", 10), ("two-domains", 2), ("default", 2)] {
        let mut harness = Harness::new(preset(board));
        harness.until(200.0);
        let samples = harness.session.run().series.samples();
        assert_eq!(samples.last().map(|s| s.healthy), Some(servers), "{board}");
    }
}

/// Spec 5.7: a zone without a healthy target leaves DNS and its node routes to all it has, with cross-zone
/// off; with none in any zone all do, and what was so routed is counted until it ends.
#[test]
fn zones_that_fail_open_are_in_the_metrics_of_their_target_group() {
    use swell_core::engine::injection::InstanceFault;
    const GROUP: u32 = 13;
    let newest = |harness: &Harness, name: &str| {
        let control = harness.session.simulation().control();
        let group = control.ix(PartId(GROUP)).expect("drawn");
        let metric = Metric::named(name).expect("published");
        let now = harness.session.simulation().now();
        let newest = control.published.newest((group, metric));
        // Only with something to report.
        let newest = newest.filter(|d| now.since(d.end).s_f64() < 1.0);
        newest.map_or(0.0, |datapoint| datapoint.value(Statistic::Sum))
    };
    let states = |harness: &Harness| {
        ["HealthyStateDNS", "UnhealthyStateRouting"].map(|name| newest(harness, name))
    };
    let fault = |harness: &mut Harness, server: u32, fault: InstanceFault| {
        let owner = PartId(server);
        let instance = InstanceId { owner, serial: 1 };
        harness
            .session
            .inject(Injection::Instance { instance, fault });
    };
    for (is_cross_zone, one_fails) in [(false, [1.0, 1.0]), (true, [2.0, 0.0])] {
        let mut board = preset("allow-list");
        let cross_zone = "load_balancing.cross_zone.enabled";
        swell_tests::boards::set(&mut board, GROUP, cross_zone, json!(is_cross_zone));
        let mut harness = Harness::new(board);
        harness.until(120.5);
        assert_eq!(states(&harness), [2.0, 0.0]);
        let routed = |harness: &Harness| newest(harness, "UnhealthyRoutingRequestCount");
        fault(&mut harness, 30, InstanceFault::BreakHealthCheck);
        harness.until(300.5);
        assert_eq!(states(&harness), one_fails, "cross-zone {is_cross_zone}");
        assert_eq!(
            routed(&harness),
            0.0,
            "the other zone's clients have a target"
        );
        fault(&mut harness, 31, InstanceFault::BreakHealthCheck);
        harness.until(480.5);
        assert_eq!(states(&harness), [0.0, 2.0], "cross-zone {is_cross_zone}");
        let all = newest(&harness, "RequestCount");
        assert!(all > 30.0);
        assert_eq!(routed(&harness), all);
        fault(&mut harness, 30, InstanceFault::Heal);
        fault(&mut harness, 31, InstanceFault::Heal);
        harness.until(780.5);
        assert_eq!(states(&harness), [2.0, 0.0]);
        assert_eq!(routed(&harness), 0.0);
    }
}
