//! What the boards of listeners teach: who gets which requests, and why.

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::{IssueWhat, Member as _};
use swell_core::document::Document;
use swell_core::kinds::target_group::TargetGroup;
use swell_core::rules::health::TargetState;
use swell_core::rules::validate::Code;
use swell_core::world::counted::Counted;
use swell_tests::boards::{document, preset, set};
use swell_tests::harness::{BALANCER, Harness};

/// Share of each target group of the balancer among all that were forwarded.
fn shares<const N: usize>(harness: &Harness, groups: [u32; N]) -> [f64; N] {
    let simulation = harness.session.simulation();
    let pools = &harness.balancer().balancing.pools;
    let all: u64 = pools.iter().map(|pool| pool.meter.requests).sum();
    groups.map(|group| {
        let group = simulation.control().ix(PartId(group)).expect("drawn");
        let pool = pools.iter().find(|pool| pool.group == group);
        pool.map_or(0, |pool| pool.meter.requests) as f64 / all as f64
    })
}

#[track_caller]
fn assert_close<const N: usize>(found: [f64; N], expected: [f64; N]) {
    let is_close = |(a, b): (&f64, &f64)| (a - b).abs() < 0.02;
    let is_all_close = found.iter().zip(&expected).all(is_close);
    assert!(is_all_close, "{found:?}, not {expected:?}");
}

/// Items E7, E8 and B11: one balancer, a group for each path and platform, the rest to the site.
#[test]
fn each_path_goes_to_the_group_of_its_rule() {
    let mut harness = Harness::new(preset("listener-rules"));
    harness.until(300.0);
    // Site and mobile, /user, /search, /api, desktop.
    let found = shares(&harness, [13, 14, 15, 16, 17]);
    assert_close(found, [0.4, 0.2, 0.2, 0.1, 0.1]);
    assert_eq!(harness.totals().failed, 0);
    let world = harness.session.simulation().world();
    let decided = |id| {
        let control = harness.session.simulation().control();
        let rule = control.ix(PartId(id)).expect("drawn");
        world.counts.of(rule, Counted::Decided)
    };
    assert!((21..=25).all(|rule| decided(rule) > 100));
}

/// B11: the order of priorities is broken, and a rule that takes everything comes first.
#[test]
fn the_rule_with_the_lowest_number_decides() {
    let mut harness = Harness::new(preset("listener-rules"));
    harness.set(
        23,
        "Conditions",
        json!([{ "Field": "path-pattern", "Values": "*" }]),
    );
    harness.set(23, "Priority", json!(1));
    harness.until(300.0);
    assert_close(
        shares(&harness, [13, 14, 15, 16, 17]),
        [0.0, 0.0, 1.0, 0.0, 0.0],
    );
}

/// Spec 5.3: an empty group keeps its share, and it fails.
#[test]
fn weights_share_requests_and_an_empty_group_keeps_its_share() {
    let both =
        json!([{ "TargetGroupArn": 13, "Weight": 70 }, { "TargetGroupArn": 14, "Weight": 30 }]);
    let mut harness = Harness::new(preset("listener-rules"));
    for rule in [21, 22, 23, 24, 25] {
        let remove = swell_core::document::command::Command::Remove { ids: vec![rule] };
        harness.edit(remove);
    }
    harness.set(20, "ForwardConfig/TargetGroups", both);
    harness.until(300.0);
    assert_close(shares(&harness, [13, 14]), [0.7, 0.3]);
    let (ok, failed) = (harness.totals().ok, harness.failures(503));
    assert_eq!(failed, 0);
    harness.edit(swell_core::document::command::Command::Remove { ids: vec![44] });
    harness.until(600.0);
    let (ok, failed) = (harness.totals().ok - ok, harness.failures(503));
    let share = failed as f64 / (ok + failed) as f64;
    assert!((share - 0.3).abs() < 0.02, "{share}");
}

fn broken(harness: &mut Harness, part: u32, fault: &str) {
    let fault = json!({ "part": { "part": part, "fault": fault } });
    let injection = serde_json::from_value(fault).expect("an injection");
    harness.session.inject(injection);
}

/// E8: phones to EC2, desktops to the data center, by its private addresses and its distance.
#[test]
fn desktops_go_to_private_addresses_in_the_data_center() {
    let mut harness = Harness::new(preset("mobile-or-desktop"));
    harness.until(290.0);
    assert_close(shares(&harness, [13, 14]), [0.6, 0.4]);
    assert_eq!(harness.totals().failed, 0);
    // The same work, 15 ms farther away, on twice as many vCPUs.
    let p50 = |harness: &Harness, group: u32| {
        let ix = harness.session.simulation().control().ix(PartId(group));
        let pools = &harness.balancer().balancing.pools;
        let pool = pools
            .iter()
            .find(|pool| Some(pool.group) == ix)
            .expect("drawn");
        pool.meter.response.quantile_us(0.5)
    };
    let (ec2, far) = (p50(&harness, 13), p50(&harness, 14));
    let farther = far.expect("used") - ec2.expect("used");
    assert!((12_000.0..18_000.0).contains(&farther), "{ec2:?} {far:?}");
    // Without the way there, those who ask for it alone get errors.
    for server in [32, 33] {
        broken(&mut harness, server, "link_down");
    }
    let before = harness.totals();
    harness.until(600.0);
    let (ok, failed) = (
        harness.totals().ok - before.ok,
        harness.totals().failed - before.failed,
    );
    let share = failed as f64 / (ok + failed) as f64;
    assert!((share - 0.4).abs() < 0.05, "{share}");
    for server in [32, 33] {
        broken(&mut harness, server, "link_up");
    }
    harness.until(700.0);
    let failed = harness.totals().failed;
    harness.until(900.0);
    assert_eq!(harness.totals().failed, failed);
}

/// Spec 5.4: targets by address have private ones.
#[test]
fn a_target_by_address_is_never_a_public_one() {
    let mut harness = Harness::new(preset("mobile-or-desktop"));
    for (address, is_private) in [
        ("10.1.2.3", true),
        ("172.31.0.1", true),
        ("172.32.0.1", false),
        ("192.168.255.1", true),
        ("100.64.0.1", true),
        ("203.0.113.10", false),
        ("server-1", false),
    ] {
        harness.set(32, "address", json!(address));
        let issues = harness.session.board().issues();
        let refused = IssueWhat::Error(Code::TargetIpRange);
        let mut of_address = issues.iter().filter(|issue| issue.field == "address");
        assert_eq!(
            of_address.any(|issue| issue.what == refused),
            !is_private,
            "{address}"
        );
    }
}

/// E16: each name its own certificate and group behind an ALB, its own certificate at an NLB, and one
/// for all at a CLB: whoever wants the other name stops at the browser's warning.
#[test]
fn two_domains_share_a_listener_by_sni_and_a_clb_cannot() {
    let mut harness = Harness::new(preset("two-domains"));
    harness.until(300.0);
    assert_close(shares(&harness, [13, 14]), [0.5, 0.5]);
    let failed = |harness: &Harness, users: u32| {
        let stats = harness.part(users).client_stats().expect("they send");
        stats.failed as f64 / (stats.ok + stats.failed) as f64
    };
    assert_eq!((failed(&harness, 10), failed(&harness, 11)), (0.0, 0.0));
    let of_clb = failed(&harness, 16);
    assert!((of_clb - 0.5).abs() < 0.04, "{of_clb}");
    // A name for which there is no certificate gets the default one, and goes no farther. Connections
    // that live are not asked again.
    harness.set(11, "keep_alive", json!(false));
    harness.set(
        20,
        "Certificates",
        json!([{ "DomainName": "*.mycorp.com" }]),
    );
    harness.set(
        17,
        "Certificates",
        json!([{ "DomainName": "*.example.com" }]),
    );
    harness.until(330.0);
    let (alb, nlb) = (harness.balancer().codes.clone(), failed(&harness, 11));
    assert!(alb.unreachable > 50 && nlb > 0.02, "{alb:?} {nlb}");
}

/// Cookie AWSALBTG: a client stays with the group that it was forwarded to first.
#[test]
fn with_group_stickiness_a_client_meets_one_group_alone() {
    let mut harness = Harness::new(preset("listener-rules"));
    harness.session.follow_every(1);
    for rule in [21, 22, 23, 24, 25] {
        let remove = swell_core::document::command::Command::Remove { ids: vec![rule] };
        harness.edit(remove);
    }
    let both = json!([{ "TargetGroupArn": 13 }, { "TargetGroupArn": 14 }]);
    harness.set(10, "users", json!(1));
    harness.set(10, "requests_per_user_s", json!(5));
    harness.set(20, "ForwardConfig/TargetGroups", both);
    harness.set(
        20,
        "ForwardConfig/TargetGroupStickinessConfig/Enabled",
        json!(true),
    );
    harness.until(100.0);
    let mut found = shares(&harness, [13, 14]);
    found.sort_by(f64::total_cmp);
    assert_eq!(found, [0.0, 1.0]);
}

fn secure() -> Value {
    let mut board = preset("listener-rules").to_value();
    let parts = board["parts"].as_array_mut().expect("parts");
    for part in parts.iter_mut().filter(|part| part["id"] == 20) {
        part["params"] = json!({ "Type": "redirect" });
    }
    let secure = json!({ "id": 50, "kind": "listener", "of": BALANCER, "params": {
        "Protocol": "HTTPS", "Port": 443, "Certificates": [{ "DomainName": "domain.com" }],
        "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": 13 }] } } });
    parts.retain(|part| part["of"] != 20);
    parts.push(secure);
    board
}

/// HTTP 80 to HTTPS 443: browsers go there, and the certificate has to be one for the name.
#[test]
fn browsers_follow_a_redirect_to_a_listener_with_a_certificate() {
    let mut harness = Harness::new(document(secure()));
    harness.until(100.0);
    let codes = harness.balancer().codes.clone();
    assert_eq!(harness.totals().failed, 0);
    assert!(codes.redirects > 1_000);
    let answered = codes.requests - codes.redirects;
    assert!(codes.redirects.abs_diff(answered) < 10, "{codes:?}");
    harness.set(50, "Certificates", json!([{ "DomainName": "other.com" }]));
    harness.until(200.0);
    assert!(harness.failures(0) > 1_000);
}

/// Spec 5.3: what AWS refuses is refused at the field.
#[test]
fn rules_that_aws_refuses_are_named() {
    let found = |edit: &dyn Fn(&mut Harness)| -> Vec<Code> {
        let mut harness = Harness::new(preset("listener-rules"));
        edit(&mut harness);
        let all = harness.session.board().issues();
        let codes = all.iter().filter_map(|issue| match issue.what {
            IssueWhat::Error(code) => Some(code),
            _ => None,
        });
        codes.collect()
    };
    assert_eq!(found(&|_| {}), []);
    let is = |edit: &dyn Fn(&mut Harness), code: Code| {
        assert!(found(edit).contains(&code), "{code:?}: {:?}", found(edit));
    };
    is(
        &|h| {
            h.set(21, "Priority", json!(10));
        },
        Code::RulePriorityDup,
    );
    is(
        &|h| {
            h.set(21, "ForwardConfig/TargetGroups", json!([]));
        },
        Code::RuleNoTerminalAction,
    );
    is(
        &|h| {
            h.set(21, "Type", json!("redirect"));
            h.set(21, "RedirectConfig/Protocol", json!("#{protocol}"));
            h.set(21, "RedirectConfig/Port", json!("#{port}"));
        },
        Code::RedirectLoop,
    );
    is(
        &|h| {
            h.set(20, "Protocol", json!("HTTPS"));
            h.set(21, "Type", json!("redirect"));
            h.set(21, "RedirectConfig/Protocol", json!("HTTP"));
        },
        Code::RedirectHttpsToHttp,
    );
}

/// Requests by target of the only group, in the order of its places.
fn by_target(harness: &Harness) -> Vec<u64> {
    let pool = &harness.balancer().balancing.pools[0];
    pool.targets.iter().map(|target| target.requests).collect()
}

fn moved(harness: &Harness) -> u64 {
    harness.balancer().balancing.moved().expect("it is sticky")
}

/// E12: each client stays where it is, whatever that does to the load.
#[test]
fn a_cookie_leads_clients_back_and_the_load_is_uneven() {
    let mut harness = Harness::new(preset("sticky-sessions"));
    // Requests of a client come 1 s apart on average: in a minute its cookie is renewed.
    harness.until(600.0);
    assert_eq!(moved(&harness), 0);
    // Ten clients on four servers: three on two of them, two on the others.
    let counts = by_target(&harness);
    let all: u64 = counts.iter().sum();
    let mut clients: Vec<f64> = counts
        .iter()
        .map(|n| *n as f64 / all as f64 * 10.0)
        .collect();
    clients.sort_by(f64::total_cmp);
    for (found, expected) in clients.iter().zip([2.0, 2.0, 3.0, 3.0]) {
        assert!((found - expected).abs() < 0.25, "{clients:?}");
    }
}

/// E12: who had a server that fails has to log in elsewhere, and stays there after it has recovered.
#[test]
fn clients_of_a_server_that_fails_move_once_and_do_not_come_back() {
    let mut harness = Harness::new(preset("sticky-sessions"));
    harness.until(60.0);
    let before = by_target(&harness);
    harness.set(13, "Matcher", json!("404"));
    harness.until(60.5).set(13, "Matcher", json!("200"));
    let instance = swell_core::base::id::InstanceId {
        owner: PartId(30),
        serial: 1,
    };
    let fault = |harness: &mut Harness, fault| {
        let injection = swell_core::engine::injection::Injection::Instance { instance, fault };
        harness.session.inject(injection);
    };
    fault(
        &mut harness,
        swell_core::engine::injection::InstanceFault::Hang,
    );
    harness.until(300.0);
    let while_down = by_target(&harness);
    let clients_moved = moved(&harness);
    assert!((2..=3).contains(&clients_moved), "{clients_moved}");
    fault(
        &mut harness,
        swell_core::engine::injection::InstanceFault::Heal,
    );
    harness.until(900.0);
    assert_eq!(moved(&harness), clients_moved);
    let after = by_target(&harness);
    assert!(before[0] > 0);
    assert_eq!(while_down[0], after[0], "nobody comes back");
}

/// E12: an expired cookie leads nowhere; that of an application is not renewed.
#[test]
fn an_expired_cookie_moves_its_client() {
    let mut harness = Harness::new(preset("sticky-sessions"));
    harness.set(13, "stickiness.type", json!("app_cookie"));
    harness.set(13, "stickiness.app_cookie.duration_seconds", json!(100));
    harness.until(0.0);
    let before = moved(&harness);
    harness.until(1_000.0);
    let expired = moved(&harness) - before;
    // Ten clients, each a little later than every 100 s.
    assert!((90..=100).contains(&expired), "{expired}");
}

/// E13: an application has a cookie of its own for each target group, whose name is not one of the
/// balancer's.
#[test]
fn cookie_names_of_the_balancer_are_refused_to_applications() {
    let mut harness = Harness::new(preset("sticky-sessions"));
    harness.set(13, "stickiness.type", json!("app_cookie"));
    let field = "stickiness.app_cookie.cookie_name";
    for (name, is_refused) in [
        ("JSESSIONID", false),
        ("AWSALB", true),
        ("AWSALBAPP", true),
        ("AWSALBTG", true),
        ("awsalb", false),
    ] {
        harness.set(13, field, json!(name));
        let issues = harness.session.board().issues();
        let code = IssueWhat::Error(Code::StickyCookieReserved);
        let is_told = issues.iter().any(|i| i.field == field && i.what == code);
        assert_eq!(is_told, is_refused, "{name}");
    }
}

/// E17: with a delay what is in flight goes on; with none it is cut.
#[test]
fn draining_lets_uploads_end_and_a_delay_of_0_cuts_them() {
    let cut = |delay: f64| {
        let mut harness = Harness::new(preset("draining"));
        harness.set(13, "deregistration_delay.timeout_seconds", json!(delay));
        harness.until(300.0);
        assert_eq!(harness.totals().failed, 0);
        let before = by_target(&harness);
        harness.edit(swell_core::document::command::Command::Remove { ids: vec![42] });
        harness.until(301.0);
        let after = by_target(&harness);
        harness.until(500.0);
        (harness.failures(502), after[0].abs_diff(before[0]))
    };
    assert_eq!(
        cut(60.0).0,
        0,
        "uploads of some seconds end within a minute"
    );
    assert!(cut(0.0).0 > 0, "those in flight are cut");
}

/// Spec 5.6: one of four answers half of its requests with 500 and passes its health checks all the while.
/// Mitigation takes its traffic away; without it nothing changes.
#[test]
fn mitigation_spares_clients_the_target_that_fails_quietly() {
    let failed = |is_on: bool, algorithm: &str| {
        let mut harness = Harness::new(preset("anomalous-target"));
        let field = "load_balancing.algorithm";
        harness.set(13, &format!("{field}.anomaly_mitigation"), json!(is_on));
        harness.set(13, &format!("{field}.type"), json!(algorithm));
        harness.until(300.0);
        let before = (harness.totals(), by_target(&harness));
        harness.until(900.0);
        let after = (harness.totals(), by_target(&harness));
        let sent = after.0.sent - before.0.sent;
        let failed = (after.0.failed - before.0.failed) as f64 / sent as f64;
        let last = (after.1[3] - before.1[3]) as f64 / sent as f64;
        (failed, last)
    };
    let weighted = "weighted_random";
    let ((on, on_share), (off, off_share)) = (failed(true, weighted), failed(false, weighted));
    assert!((0.11..0.14).contains(&off) && (0.24..0.26).contains(&off_share));
    assert!(
        (0.002..0.02).contains(&on) && on_share < 0.04,
        "{on} {on_share}"
    );
    // Another algorithm has no weights to lower.
    let (in_turn, share) = failed(false, "round_robin");
    assert!((0.11..0.14).contains(&in_turn) && (0.24..0.26).contains(&share));
}

/// B8: requests of unequal cost wait less where the emptiest server gets the next one.
#[test]
fn least_outstanding_requests_spares_light_requests_the_heavy_ones() {
    let p95 = |algorithm: &str| {
        let mut harness = Harness::new(preset("light-and-heavy"));
        harness.set(13, "load_balancing.algorithm.type", json!(algorithm));
        harness.until(1_800.0);
        assert_eq!(harness.totals().failed, 0);
        harness.client_stats().latency.quantile_us(0.9)
    };
    let (in_turn, emptiest) = (p95("round_robin"), p95("least_outstanding_requests"));
    assert!(emptiest < in_turn, "{emptiest:?} against {in_turn:?}");
}

/// Spec 5.15: a connection that came to nothing is no request, and a listener that forwards to nobody
/// answers 503 as an empty group does.
#[test]
fn only_requests_that_came_about_are_counted() {
    let plain = |listener: Value| {
        let mut harness = Harness::new(preset("default"));
        let mut value = harness.session.board().to_value();
        let parts = value["parts"].as_array_mut().expect("parts");
        parts.push(json!({ "id": 70, "kind": "listener", "of": BALANCER, "params": listener }));
        harness = Harness::new(document(value));
        harness.until(60.0);
        harness.balancer().codes.clone()
    };
    let closed = plain(json!({ "Port": 8080 }));
    assert_eq!((closed.requests, closed.fixed), (0, 0));
    assert!(closed.unreachable > 1_000);
    let nobody =
        json!({ "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": 13, "Weight": 0 }] } });
    let nobody = plain(nobody);
    assert_eq!((nobody.fixed, nobody.elb_503), (0, nobody.requests));
    assert!(nobody.requests > 1_000);
    let mut other = secure();
    let parts = other["parts"].as_array_mut().expect("parts");
    let of_listener = parts
        .iter_mut()
        .find(|part| part["id"] == 50)
        .expect("a listener");
    of_listener["params"]["Certificates"][0]["DomainName"] = json!("other.com");
    let mut harness = Harness::new(document(other));
    harness.until(100.0);
    let codes = &harness.balancer().codes;
    assert_eq!(codes.requests, codes.redirects, "{codes:?}");
}

/// Spec 5.4: a target group that no listener names is not checked, its targets are `unused`, and nobody
/// goes by its health; named, it begins anew.
#[test]
fn a_group_that_no_listener_names_is_not_in_use() {
    let other = |group: u32| json!([{ "TargetGroupArn": group }]);
    let mut value = preset("default").to_value();
    let parts = value["parts"].as_array_mut().expect("parts");
    parts.push(json!({ "id": 70, "kind": "target_group", "of": BALANCER }));
    parts.push(json!({ "id": 71, "kind": "listener", "of": BALANCER,
        "params": { "ForwardConfig": { "TargetGroups": other(13) } } }));
    let links = value["links"].as_array_mut().expect("links");
    links.push(json!({ "id": 72, "from": 70, "to": 14, "protocol": "http" }));
    let mut harness = Harness::new(document(value));
    let states = |harness: &Harness, group: u32| -> Vec<TargetState> {
        let group = TargetGroup::of(harness.part(group)).expect("a target group");
        group
            .targets()
            .map(|(_, target)| target.health.state)
            .collect()
    };
    harness.until(100.0);
    let (used, unused) = ([TargetState::Healthy; 2], [TargetState::Unused; 2]);
    assert_eq!(
        (states(&harness, 13), states(&harness, 70)),
        (used.into(), unused.into())
    );
    let probes = |harness: &Harness| {
        let group = TargetGroup::of(harness.part(70)).expect("a target group");
        group.probes_passed + group.probes_failed
    };
    assert_eq!(probes(&harness), 0);
    harness
        .set(71, "ForwardConfig/TargetGroups", other(70))
        .until(160.0);
    assert_eq!(
        (states(&harness, 13), states(&harness, 70)),
        (unused.into(), used.into())
    );
    assert!(probes(&harness) > 0);
    // A rule that names it is enough, and so is a listener that forwards as its balancer does.
    harness
        .set(71, "ForwardConfig/TargetGroups", json!([]))
        .until(260.0);
    assert_eq!(
        (states(&harness, 13), states(&harness, 70)),
        (used.into(), used.into())
    );
}

/// A listener without TLS does not understand who begins with a handshake, on whatever port.
#[test]
fn https_is_nothing_to_a_listener_of_http() {
    let failed = |kind: &str, protocol: &str| {
        let mut value = preset("default").to_value();
        let parts = value["parts"].as_array_mut().expect("parts");
        let by_id = |parts: &mut Vec<Value>, id: u32| {
            parts
                .iter()
                .position(|part| part["id"] == id)
                .expect("drawn")
        };
        let at = by_id(parts, 10);
        parts[at]["params"]["mix"] = json!([{ "url": "https://domain.com/" }]);
        let at = by_id(parts, BALANCER);
        parts[at]["kind"] = json!(kind);
        match kind {
            "load_balancer" => parts.push(json!({ "id": 70, "kind": "listener", "of": BALANCER,
                "params": { "Protocol": protocol, "Port": 443,
                    "Certificates": [{ "DomainName": "domain.com" }] } })),
            _ => {
                parts[at]["params"] = json!({
                    "Protocol": protocol, "SSLCertificateId": "domain.com" });
            }
        }
        let mut harness = Harness::new(document(value));
        harness.until(60.0);
        (harness.totals().failed, harness.totals().ok)
    };
    for kind in ["load_balancer", "classic_load_balancer"] {
        let (bad, good) = failed(kind, "HTTPS");
        assert!(bad == 0 && good > 400, "{kind} {bad} {good}");
        let (bad, good) = failed(kind, "HTTP");
        assert!(bad > 400 && good == 0, "{kind} {bad} {good}");
    }
}

/// What AWS would refuse of a part's field.
fn refused(document: &Document, part: u32, field: &str) -> Vec<&'static str> {
    let issues = document.issues().into_iter();
    let own = issues.filter(|i| i.part == Some(PartId(part)) && i.field == field);
    let codes = own.filter_map(|issue| match issue.what {
        IssueWhat::Error(code) => Some(code.as_str()),
        _ => None,
    });
    codes.collect()
}

/// ELB-API RuleCondition, ALB "Listener rules": one of each of four kinds, three values in one, five values
/// and five wildcards in all.
#[test]
fn a_rule_has_the_conditions_that_aws_takes() {
    let codes = |conditions: Value| {
        let mut document = preset("listener-rules");
        set(&mut document, 21, "Conditions", conditions);
        refused(&document, 21, "Conditions")
    };
    let one = |field: &str, values: &str| json!({ "Field": field, "Values": values });
    let header = json!({ "Field": "http-header", "HttpHeaderName": "A", "Values": "1 | 2" });
    for (conditions, code) in [
        (vec![one("path-pattern", "/a | /b | /c")], None),
        (
            vec![one("path-pattern", "/a | /b | /c | /d")],
            Some("VALUES"),
        ),
        (vec![one("path-pattern", "")], Some("VALUES")),
        (
            vec![header.clone(), header.clone(), one("path-pattern", "/a")],
            None,
        ),
        (
            vec![header.clone(), header, one("path-pattern", "/a | /b")],
            Some("VALUES"),
        ),
        (
            vec![one("path-pattern", "/a"), one("path-pattern", "/b")],
            Some("REPEATED"),
        ),
        (
            vec![
                one("source-ip", "10.0.0.0/8"),
                one("source-ip", "192.168.0.0/16"),
            ],
            Some("REPEATED"),
        ),
        (
            vec![one("query-string", "a=1"), one("query-string", "b=2")],
            None,
        ),
        (
            vec![one("path-pattern", "/*/*/?"), one("host-header", "*.a.?om")],
            None,
        ),
        (
            vec![one("path-pattern", "/*/*/?"), one("host-header", "*.?.?om")],
            Some("WILDCARDS"),
        ),
    ] {
        let text = json!(conditions).to_string();
        let code = code.map(|end| format!("RULE_CONDITION_{end}"));
        let found = codes(json!(conditions));
        assert_eq!(found, Vec::from_iter(code), "{text}");
    }
}

/// ALB quotas: 100 rules beside the default action.
#[test]
fn a_listener_has_a_hundred_rules() {
    let with = |rules: u32| {
        let mut parts = vec![
            json!({ "id": 1, "kind": "load_balancer" }),
            json!({ "id": 2, "kind": "target_group", "of": 1 }),
            json!({ "id": 3, "kind": "listener", "of": 1 }),
        ];
        parts.extend((1..=rules).map(|nth| {
            json!({ "id": 10 + nth, "kind": "listener_rule", "of": 3, "params": {
                "Priority": nth,
                "Conditions": [{ "Field": "path-pattern", "Values": format!("/{nth}") }],
                "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": 2 }] } } })
        }));
        let board = document(json!({ "format": 2, "seed": 1, "parts": parts, "links": [] }));
        refused(&board, 3, "")
    };
    assert_eq!(with(100), [""; 0]);
    assert_eq!(with(101), ["LISTENER_TOO_MANY_RULES"]);
}

/// Spec 5.8: application cookies do not go with weights.
#[test]
fn application_cookies_keep_nobody_in_a_weighted_group() {
    let board = |groups: Value, by: &str| {
        let mut document = preset("listener-rules");
        set(&mut document, 20, "ForwardConfig/TargetGroups", groups);
        set(&mut document, 13, "stickiness.enabled", json!(true));
        set(&mut document, 13, "stickiness.type", json!(by));
        refused(&document, 13, "stickiness.type")
    };
    let both =
        json!([{ "TargetGroupArn": 13, "Weight": 70 }, { "TargetGroupArn": 14, "Weight": 30 }]);
    let alone = json!([{ "TargetGroupArn": 13 }]);
    assert_eq!(board(alone, "app_cookie"), [""; 0]);
    assert_eq!(board(both.clone(), "lb_cookie"), [""; 0]);
    assert_eq!(board(both, "app_cookie"), ["STICKY_APP_COOKIE_WEIGHTED"]);
}
