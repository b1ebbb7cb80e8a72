//! What stands in front of services: the boards of API Gateway, functions and reverse proxies.

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::contract::{IssueWhat, Kind as _, Member as _};
use swell_core::document::Document;
use swell_core::document::reach::Reachable;
use swell_core::engine::injection::Injection;
use swell_core::kinds::api_gateway::ApiGateway;
use swell_core::kinds::instance::Instance;
use swell_core::kinds::lambda_function::LambdaFunction;
use swell_core::kinds::on_premises_server::OnPremisesServer;
use swell_core::kinds::reverse_proxy::ReverseProxy;
use swell_core::kinds::users::ClientStats;
use swell_core::rules::alarm::Statistic;
use swell_core::rules::network::Reach;
use swell_core::rules::validate::Code;
use swell_core::world::log::What;
use swell_core::world::metric::Metric;
use swell_tests::boards::{document, preset};
use swell_tests::harness::{Harness, USERS};

const API: u32 = 11;
const FUNCTION: u32 = 16;
/// The levels of `Counts::throttled`.
const KEY: usize = 0;
const ROUTE: usize = 1;
const STAGE: usize = 2;
const ACCOUNT: usize = 3;

fn api(harness: &Harness) -> &ApiGateway {
    ApiGateway::of(harness.part(API)).expect("an API")
}

fn function(harness: &Harness) -> &LambdaFunction {
    LambdaFunction::of(harness.part(FUNCTION)).expect("a function")
}

fn fault(harness: &mut Harness, part: u32, fault: &str) {
    let (part, fault) = (PartId(part), fault.to_owned());
    harness.session.inject(Injection::Part { part, fault });
}

fn users(harness: &Harness, part: u32) -> &ClientStats {
    harness.part(part).client_stats().expect("users")
}

fn route(path: &str, target: u32, rate: f64, burst: f64) -> Value {
    json!({ "Path": path, "Target": target,
        "ThrottlingRateLimit": rate, "ThrottlingBurstLimit": burst })
}

/// How often something was said in the log.
fn said(harness: &Harness, part: u32, word: &str) -> usize {
    let is_it = |what: &What| matches!(what, What::Said { event, .. } if event == word);
    let entries = harness.entries().iter();
    entries
        .filter(|entry| entry.part == PartId(part) && is_it(&entry.what))
        .count()
}

/// `/users` goes to the servers behind a balancer, `/posts` to the function.
#[test]
fn an_api_leads_each_path_to_its_service_and_a_function_grows_by_itself() {
    let mut harness = Harness::new(preset("api-gateway"));
    harness.until(300.0);
    assert_eq!(users(&harness, USERS).failed, 0);
    let invoked = function(&harness).counts.invocations as f64;
    let all = api(&harness).counts.requests as f64;
    assert!((invoked / all - 0.5).abs() < 0.02, "{invoked} of {all}");
    assert_eq!(api(&harness).counts.all_throttled(), 0);
    let cold = function(&harness).counts.cold;
    harness.set(USERS, "users", json!(1_000));
    harness.until(600.0);
    let counts = &function(&harness).counts;
    assert!(
        counts.cold > cold + 10,
        "{} new environments",
        counts.cold - cold
    );
    assert_eq!((counts.throttles, counts.errors), (0, 0));
}

/// More than the servers can do is turned away at the door, and those who are let in are served as
/// always; without the limit everybody waits, and the servers refuse.
#[test]
fn throttling_keeps_the_servers_well_in_a_surge() {
    let surge = |limit: bool| {
        let mut harness = Harness::new(preset("api-gateway"));
        if !limit {
            let routes = json!([
                route("/users/{proxy+}", 12, 0.0, 0.0),
                route("/posts", 16, 0.0, 0.0)
            ]);
            harness.set(API, "Routes", routes);
        }
        harness.until(60.0);
        harness.set(USERS, "users", json!(1_000));
        harness.until(360.0);
        let counts = api(&harness).counts.clone();
        let p95 = harness.client_stats().latency.quantile_us(0.95);
        (
            counts,
            p95.expect("answers") / 1e3,
            said(&harness, API, "throttled_route"),
        )
    };
    let (limited, p95, entries) = surge(true);
    // 200 requests a second come for /users, and 60 are taken.
    let rate = limited.throttled[ROUTE] as f64 / 300.0;
    assert!((rate - 140.0).abs() < 10.0, "{rate} a second get 429");
    assert_eq!(limited.all_throttled(), limited.throttled[ROUTE]);
    assert_eq!(limited.errors_5xx, 0);
    assert_eq!(limited.errors_4xx, limited.all_throttled());
    assert_eq!(entries, 1, "one entry for one cause");
    assert!(p95 < 500.0, "{p95} ms");
    let (open, p95, _) = surge(false);
    assert_eq!(open.all_throttled(), 0);
    assert!(
        open.errors_5xx > 10_000,
        "{} answers of 5xx",
        open.errors_5xx
    );
    assert!(p95 > 1_000.0, "{p95} ms");
}

/// Spec 12: a private integration. By way of the link the balancer sees a caller from inside, as its group
/// wants it; the gateway itself calls from the internet, and no route leads to a private subnet.
#[test]
fn a_vpc_link_leads_to_a_balancer_that_has_no_public_address() {
    const ALB: u32 = 12;
    const LINK: u32 = 16;
    let counts = |change: fn(&mut Value)| {
        let mut board = preset("private-api").to_value();
        change(&mut board);
        let mut harness = Harness::new(document(board));
        harness.until(120.0);
        let users = harness.totals();
        (users.sent, users.failed, harness.failures(504), harness)
    };
    let verdict = |harness: &Harness, from| {
        Reachable::on(harness.session.board()).verdict(PartId(from), PartId(ALB))
    };
    let (sent, failed, _, harness) = counts(|_| {});
    assert!(sent > 2_000 && failed == 0, "{failed} of {sent}");
    let by = Some((PartId(51), 0));
    assert_eq!(verdict(&harness, LINK), Reach::Open { by });
    // Without the link: the gateway's wire leads there from outside.
    let (sent, failed, timed_out, harness) = counts(|board| {
        let mut links = board["links"].as_array().expect("links").clone();
        links.retain(|link| link["from"] != LINK);
        for link in links.iter_mut().filter(|link| link["to"] == LINK) {
            link["to"] = json!(ALB);
        }
        board["links"] = json!(links);
    });
    assert!(
        timed_out > 1_500 && timed_out == failed,
        "{timed_out} of {sent}"
    );
    assert_eq!(verdict(&harness, API), Reach::NoRoute);
    // The balancer's group names the link's: without the rule it lets nobody in.
    let (_, failed, timed_out, harness) = counts(|board| {
        let mut parts = board["parts"].as_array_mut().expect("parts").iter_mut();
        let group = parts.find(|part| part["id"] == 51).expect("alb-sg");
        group["params"] = json!({});
    });
    assert!(timed_out > 1_500 && timed_out == failed);
    assert_eq!(verdict(&harness, LINK), Reach::NoGroupRule { is_far: true });
}

/// An API whose only service answers at once, asked `per_s` times a second from the first second on.
fn crowd(per_s: u32, params: Value) -> Harness {
    let board = json!({ "format": 2, "seed": 1, "preroll_s": 0, "parts": [
        { "id": USERS, "kind": "users", "params": { "users": per_s, "requests_per_user_s": 1,
            "mix": [{ "url": "https://a.com/", "headers": "x-api-key: {client}" }] } },
        { "id": API, "kind": "api_gateway", "params": params },
        { "id": 12, "kind": "station", "params": { "servers": 0, "service_ms": 1 } }],
        "links": [{ "id": 20, "from": USERS, "to": API, "protocol": "http" },
            { "id": 21, "from": API, "to": 12, "protocol": "http" }] });
    Harness::new(document(board))
}

#[test]
fn the_limits_of_an_account_and_of_a_stage_are_where_they_are_said_to_be() {
    // The defaults of AWS: 10,000 a second, 5,000 at once.
    let mut harness = crowd(12_000, json!({}));
    harness.until(10.0);
    let throttled = api(&harness).counts.throttled;
    // The bucket lasts 2.5 s, then 2,000 of 12,000 are too many. Stage and account have the same limit,
    // and the stage is asked first.
    assert!(throttled[STAGE].abs_diff(15_000) < 1_000, "{throttled:?}");
    let mut small = crowd(
        100,
        json!({ "ThrottlingRateLimit": 20, "ThrottlingBurstLimit": 10 }),
    );
    small.until(60.0);
    let passed = api(&small).counts.requests - api(&small).counts.throttled[STAGE];
    assert!(
        passed.abs_diff(1_210) < 30,
        "{passed} of 20 a second and 10 at once"
    );
    assert_eq!(said(&small, API, "throttled_stage"), 1);
    // Other APIs of the account leave a tenth.
    let mut neighbour = crowd(2_000, json!({}));
    neighbour.until(5.0);
    assert_eq!(api(&neighbour).counts.all_throttled(), 0);
    fault(&mut neighbour, API, "others_busy");
    neighbour.until(15.0);
    assert!(api(&neighbour).counts.throttled[ACCOUNT] > 8_000);
}

#[test]
fn each_key_has_a_bucket_of_its_own_and_no_key_no_entry() {
    let plan =
        json!({ "ApiKeyRequired": true, "UsagePlanRateLimit": 0.5, "UsagePlanBurstLimit": 1 });
    let mut harness = crowd(10, plan);
    harness.until(600.0);
    let counts = &api(&harness).counts;
    // Ten clients ask once a second each: a token comes back after 2 s, and the next request, which
    // takes it, another second later.
    let passed = counts.requests - counts.throttled[KEY];
    assert!(passed.abs_diff(2_000) < 100, "{passed} of 10 keys");
    assert_eq!(counts.denied, 0);
    harness.set(USERS, "mix", json!([{ "url": "https://a.com/" }]));
    let before = api(&harness).counts.requests;
    harness.until(660.0);
    let counts = &api(&harness).counts;
    assert_eq!(
        counts.requests - before,
        counts.denied,
        "everybody without a key gets 403"
    );
}

#[test]
fn a_cache_asks_once_in_its_time_to_live_and_is_paid_by_the_hour() {
    let mut harness = crowd(
        10,
        json!({ "CacheClusterEnabled": true, "CacheTtlInSeconds": 60 }),
    );
    harness.until(600.0);
    let counts = &api(&harness).counts;
    // A few miss together while the first answer is on its way.
    assert!(
        (10..=13).contains(&counts.misses),
        "{} misses",
        counts.misses
    );
    assert_eq!(counts.hits + counts.misses, counts.requests);
    let usd_per_hour = harness.part(API).price().usd_per_hour;
    assert!((usd_per_hour - 0.02).abs() < 1e-9, "{usd_per_hour}");
    harness.set(API, "CacheTtlInSeconds", json!(0));
    let hits = api(&harness).counts.hits;
    harness.until(700.0);
    let more = api(&harness).counts.hits - hits;
    assert!(more < 700, "{more} hits of what was kept before");
}

#[test]
fn a_slow_service_is_answered_for_after_the_integration_timeout() {
    let mut harness = crowd(2, json!({}));
    harness.set(12, "service_ms", json!(40_000));
    harness.set(12, "distribution", json!("constant"));
    harness.until(120.0);
    assert!(api(&harness).counts.timed_out > 150);
    assert_eq!(harness.failures(504), api(&harness).counts.timed_out);
}

/// Concurrency is rate × duration.
fn lambda(params: Value) -> Harness {
    let board = json!({ "format": 2, "seed": 1, "preroll_s": 0, "parts": [
        { "id": USERS, "kind": "users", "params": { "users": 100, "requests_per_user_s": 1 } },
        { "id": FUNCTION, "kind": "lambda_function", "params": params }],
        "links": [{ "id": 20, "from": USERS, "to": FUNCTION, "protocol": "http" }] });
    Harness::new(document(board))
}

#[test]
fn concurrency_is_rate_times_duration_and_beyond_its_limit_there_is_429() {
    // 100 requests a second of 50 ms work and 450 ms of waiting: 50 at a time.
    let params = json!({ "MemorySize": 1769, "wait_ms": 450, "cold_start_ms": 0 });
    let mut harness = lambda(params.clone());
    harness.until(300.0);
    let (inside, throttles) = (
        harness.part(FUNCTION).inside(),
        function(&harness).counts.throttles,
    );
    assert!((30..75).contains(&inside), "{inside} at a time");
    assert_eq!(throttles, 0);
    let mut limited = lambda(params);
    limited.set(FUNCTION, "ReservedConcurrentExecutions", json!(25));
    limited.until(300.0);
    let served = function(&limited).counts.invocations as f64 / 300.0;
    assert!(
        (served - 50.0).abs() < 3.0,
        "{served} a second by 25 at a time"
    );
    assert_eq!(limited.failures(429), function(&limited).counts.throttles);
    assert_eq!(said(&limited, FUNCTION, "throttled"), 1);
}

#[test]
fn what_is_provisioned_has_no_cold_starts_and_costs_while_nobody_comes() {
    let provisioned = |count: u32| {
        let mut harness =
            lambda(json!({ "MemorySize": 1769, "ProvisionedConcurrentExecutions": count }));
        harness.until(60.0);
        let cold = function(&harness).counts.cold;
        (cold, harness.part(FUNCTION).price().usd_per_hour)
    };
    let (cold, usd_per_hour) = provisioned(0);
    assert!(cold > 5 && usd_per_hour == 0.0);
    let (cold, usd_per_hour) = provisioned(100);
    assert_eq!(cold, 0);
    // 100 × 1,769 MB at 0.0000041667 USD per GB and second.
    assert!((usd_per_hour - 2.591).abs() < 0.001, "{usd_per_hour}");
}

/// 10 million requests of 50 ms with 1,769 MB: 2 USD for the requests, and 14.40 USD for the time.
#[test]
fn a_function_costs_by_request_and_by_gigabyte_second() {
    let mut harness = lambda(json!({ "MemorySize": 1769, "cold_start_ms": 0 }));
    harness.until(600.0);
    let simulation = harness.session.simulation();
    let me = simulation.control().ix(PartId(FUNCTION)).expect("a part");
    let used = harness.part(FUNCTION).usage(me, simulation.world());
    let used = used.expect("it is paid by use");
    let sent = used.bytes as f64 / 1e9 * 0.09;
    let usd = (used.usd() - sent) / used.requests as f64 * 1e7;
    assert!((usd - 16.4).abs() < 0.4, "{usd} USD for 10 million");
}

/// Behind an ALB a function is a target like others: what it cannot answer is 502.
#[test]
fn a_function_is_a_target_of_a_balancer() {
    let board = json!({ "format": 2, "seed": 1, "preroll_s": 0, "parts": [
        { "id": USERS, "kind": "users" },
        { "id": 11, "kind": "load_balancer" },
        { "id": 12, "kind": "target_group", "of": 11 },
        { "id": FUNCTION, "kind": "lambda_function", "params": { "MemorySize": 1769 } }],
        "links": [{ "id": 20, "from": USERS, "to": 11, "protocol": "http" },
            { "id": 21, "from": 12, "to": FUNCTION, "protocol": "http" }] });
    let mut harness = Harness::new(document(board));
    harness.until(60.0);
    assert!(users(&harness, USERS).ok > 400);
    assert_eq!(users(&harness, USERS).failed, 0);
    fault(&mut harness, FUNCTION, "errors");
    harness.until(120.0);
    assert!(harness.failures(502) > 400);
    assert_eq!(harness.failures(502), users(&harness, USERS).failed);
}

const PROXY: u32 = 11;
/// The proxy's zone, and its server in the other one.
const ZONE: u32 = 2;
const FAR_SERVER: u32 = 13;
/// Users by the proxy, the balancer and the gateway of one board.
const LANES: [u32; 3] = [10, 20, 30];

fn proxy(harness: &Harness) -> &ReverseProxy {
    ReverseProxy::of(harness.part(PROXY)).expect("a proxy")
}

/// What of the requests of each lane failed from now until `until`. Units: shares.
fn failing(harness: &mut Harness, until: f64) -> [f64; 3] {
    let look = |harness: &Harness| {
        LANES.map(|lane| {
            let stats = users(harness, lane);
            (stats.failed as f64, (stats.failed + stats.ok) as f64)
        })
    };
    let before = look(harness);
    harness.until(until);
    let after = look(harness);
    let mut pairs = before.into_iter().zip(after);
    [(); 3].map(|()| {
        let ((failed, all), (failed_now, all_now)) = pairs.next().expect("three lanes");
        (failed_now - failed) / (all_now - all).max(1.0)
    })
}

/// Table 5.16: a proxy relays and keeps, a balancer spreads one service, a gateway fronts several.
#[test]
fn each_front_door_does_its_own_work_with_the_same_traffic() {
    let mut harness = Harness::new(preset("three-front-doors"));
    assert!(
        failing(&mut harness, 600.0)
            .iter()
            .all(|share| *share == 0.0)
    );
    let served = |part: u32| {
        let instance = Instance::of(harness.part(part)).expect("a server");
        instance.answered as f64
    };
    // The balancer hands all on, one half to each.
    let (one, other) = (served(23), served(24));
    assert!(
        (one / (one + other) - 0.5).abs() < 0.01,
        "{one} and {other}"
    );
    // The proxy keeps what is asked for again.
    let behind = served(12) + served(13);
    assert!(behind < 0.75 * (one + other), "{behind} of {}", one + other);
    let counts = &proxy(&harness).counts;
    assert!(counts.hits > counts.misses, "{counts:?}");
    // The server of one service hears nothing of the other.
    let users_server = served(32);
    assert!(
        (users_server / (one + other) - 0.5).abs() < 0.03,
        "{users_server}"
    );
}

#[test]
fn one_proxy_is_a_single_point_of_failure_and_a_balancer_is_none() {
    let mut harness = Harness::new(preset("three-front-doors"));
    harness.until(60.0);
    fault(&mut harness, PROXY, "crash");
    assert_eq!(failing(&mut harness, 120.0), [1.0, 0.0, 0.0]);
    fault(&mut harness, PROXY, "restart");
    harness.until(180.0);
    assert_eq!(failing(&mut harness, 240.0), [0.0; 3]);
    // Its zone is lost: who waits for it waits in vain. The balancer has a node in the other zone, and
    // its target here is found out by health checks.
    harness.zone(2, false);
    harness.until(400.0);
    let [by_proxy, by_balancer, by_gateway] = failing(&mut harness, 460.0);
    assert_eq!((by_proxy, by_gateway), (1.0, 0.0));
    assert!(by_balancer < 0.01, "{by_balancer} after the health checks");
    harness.zone(2, true);
    harness.until(600.0);
    assert_eq!(failing(&mut harness, 660.0)[0], 0.0);
}

/// A proxy has no health checks: the request that finds a dead server goes to the next one, and the
/// dead one is left alone for a while.
#[test]
fn a_proxy_learns_of_a_dead_server_from_requests() {
    let mut harness = Harness::new(preset("three-front-doors"));
    harness.until(60.0);
    let part = PartId(12);
    let instance = swell_core::base::id::InstanceId {
        owner: part,
        serial: 1,
    };
    let fault = swell_core::engine::injection::InstanceFault::Crash;
    harness
        .session
        .inject(Injection::Instance { instance, fault });
    let retried = proxy(&harness).counts.retried;
    assert!(failing(&mut harness, 120.0)[0] < 0.005);
    let retried = proxy(&harness).counts.retried - retried;
    assert!(
        (3..12).contains(&retried),
        "{retried} times, once in ten seconds"
    );
    harness.set(PROXY, "proxy_next_upstream", json!(false));
    assert!(
        failing(&mut harness, 180.0)[0] > 0.0,
        "somebody has to find out"
    );
}

/// What a crash has ended goes to the next server, which alone says when that is done.
#[test]
fn work_that_a_crash_has_ended_ends_no_other() {
    const SERVERS: [u32; 2] = [12, FAR_SERVER];
    let mut board = preset("three-front-doors").to_value();
    for part in board["parts"].as_array_mut().expect("parts") {
        match part["id"].as_u64() {
            Some(10) => {
                part["params"]["users"] = json!(40);
                part["params"]["cpu_seconds_per_request"] = json!(1);
            }
            Some(11) => part["params"] = json!({ "fail_timeout": 0 }),
            Some(id @ (12 | 13)) => {
                *part = json!({ "id": id, "kind": "on_premises_server", "params": {
                    "address": format!("192.168.0.{id}"), "vcpus": 8 } });
            }
            _ => {}
        }
    }
    let mut harness = Harness::new(document(board));
    for round in 1..=5 {
        harness.until(60.0 + f64::from(round));
        fault(&mut harness, SERVERS[0], "crash");
        fault(&mut harness, SERVERS[0], "restart");
    }
    harness.set(LANES[0], "users", json!(0)).until(200.0);
    let served = SERVERS.map(|id| {
        let server = OnPremisesServer::of(harness.part(id)).expect("a server");
        assert_eq!(server.inside(), 0, "{id} is free again");
        server.served
    });
    assert!(served.iter().all(|served| *served > 50), "{served:?}");
}

/// Its servers in another zone know nothing of it: they end what they have, and are free again.
#[test]
fn servers_end_the_work_of_a_proxy_that_is_cut_off() {
    let mut harness = Harness::new(preset("three-front-doors"));
    harness
        .set(LANES[0], "cpu_seconds_per_request", json!(1))
        .set(LANES[0], "users", json!(20))
        .until(120.0);
    let held = |harness: &Harness| {
        let server = Instance::of(harness.part(FAR_SERVER)).expect("a server");
        (server.busy(), server.workers(), server.waiting())
    };
    // It is cut off while that server works on something of it.
    while held(&harness).0 == 0 {
        harness.until(harness.now() + 0.1);
    }
    let end = harness.now() + 60.0;
    harness.zone(ZONE, false).until(end);
    assert_eq!(held(&harness), (0, 0, 0));
    assert_eq!(proxy(&harness).inside(), 0);
    harness.zone(ZONE, true).until(600.0);
    assert_eq!(failing(&mut harness, 660.0)[0], 0.0);
}

/// One machine has so many vCPUs: 2 ms for each request by HTTPS on two of them are 1,000 a second.
#[test]
fn a_proxy_is_as_fast_as_its_one_machine() {
    let mut harness = Harness::new(preset("three-front-doors"));
    harness.set(PROXY, "cpu_ms", json!(50));
    harness.set(PROXY, "tls_cpu_ms", json!(50));
    harness.until(300.0);
    let taken = proxy(&harness).busy_us(harness.session.now()) as f64 / 900.0 / 2e6;
    assert!(taken > 0.3, "{taken} of its CPU");
    harness.set(LANES[0], "users", json!(1_000));
    let [by_proxy, by_balancer, _] = failing(&mut harness, 600.0);
    assert!(
        by_proxy > 0.5,
        "{by_proxy} of 100 a second, where 20 can be"
    );
    assert_eq!(by_balancer, 0.0);
}

#[test]
fn what_aws_refuses_is_shown_at_its_field() {
    let codes = |kind: &str, params: Value| {
        let board = json!({ "format": 2, "parts": [{ "id": 1, "kind": kind, "params": params }] });
        let issues = Document::from_value(board).expect("a board").issues();
        let found = issues.into_iter().filter_map(|issue| match issue.what {
            IssueWhat::Error(code) => Some((issue.field, code)),
            _ => None,
        });
        found.collect::<Vec<(String, Code)>>()
    };
    let one = |field: &str, code| vec![(field.to_owned(), code)];
    let path = |path: &str| json!({ "Path": path });
    assert_eq!(
        codes("api_gateway", json!({ "Routes": [path("users")] })),
        one("Routes/Path", Code::ApiRoutePath)
    );
    assert_eq!(
        codes("api_gateway", json!({ "Routes": [path("/a"), path("/a")] })),
        one("Routes/Path", Code::ApiRouteDup)
    );
    assert_eq!(
        codes("api_gateway", json!({ "TimeoutInMillis": 30_000 })),
        one("TimeoutInMillis", Code::ApiTimeoutRange)
    );
    let function =
        json!({ "ReservedConcurrentExecutions": 1, "ProvisionedConcurrentExecutions": 2 });
    assert_eq!(
        codes("lambda_function", function),
        one(
            "ProvisionedConcurrentExecutions",
            Code::FnProvisionedGtReserved
        )
    );
}

/// What a route does not say of its limit is as the stage says: a rate alone has the stage's burst, a
/// burst alone its rate.
#[test]
fn a_route_with_half_a_limit_has_the_other_half_of_the_stage() {
    let throttled = |rate: f64, burst: f64| {
        let mut harness = Harness::new(preset("api-gateway"));
        let routes = json!([
            route("/users/me", 12, rate, burst),
            route("/posts", FUNCTION, 0.0, 0.0)
        ]);
        harness.set(API, "Routes", routes).until(120.0);
        api(&harness).counts.throttled[ROUTE]
    };
    assert_eq!(throttled(1_000.0, 0.0), 0);
    assert_eq!(throttled(0.0, 1_000.0), 0);
    assert!(throttled(1.0, 1.0) > 100);
    // One that gets a limit while it runs begins with a full bucket, and little flows into it.
    let mut harness = Harness::new(preset("api-gateway"));
    harness.until(60.0);
    let routes = json!([
        route("/users/me", 12, 0.0, 0.0),
        route("/posts", FUNCTION, 0.0, 0.0)
    ]);
    harness.set(API, "Routes", routes).until(61.0);
    let taken = api(&harness).counts.requests;
    let routes = json!([
        route("/users/me", 12, 0.1, 1_000.0),
        route("/posts", FUNCTION, 0.0, 0.0)
    ]);
    harness.set(API, "Routes", routes).until(75.0);
    assert!(api(&harness).counts.requests > taken + 300);
    assert_eq!(api(&harness).counts.throttled[ROUTE], 0);
}

/// Spec 12: a REST API waits 29 s for who is behind it, an HTTP API 30 s, unless less is set.
#[test]
fn an_api_waits_as_long_as_its_type_does() {
    for (params, expected_s) in [
        (json!({}), 29.0),
        (json!({ "ApiType": "HTTP" }), 30.0),
        (json!({ "ApiType": "HTTP", "TimeoutInMillis": 5_000 }), 5.0),
    ] {
        let class = json!({ "url": "https://api.example.com/slow" });
        let mut harness = Harness::new(document(json!({ "format": 2, "seed": 1, "parts": [
            { "id": 1, "kind": "users", "params": { "users": 2, "mix": [class],
                "cpu_seconds_per_request": 50, "cpu_distribution": "constant" } },
            { "id": 2, "kind": "api_gateway", "params": params },
            { "id": 3, "kind": "station", "params": { "servers": 64, "service_ms": 59_000 } },
        ], "links": [
            { "id": 4, "from": 1, "to": 2, "protocol": "http" },
            { "id": 5, "from": 2, "to": 3, "protocol": "http" },
        ] })));
        harness.set(1, "patience_s", json!(600)).until(300.0);
        let timed_out = ApiGateway::of(harness.part(2))
            .expect("an API")
            .counts
            .timed_out;
        assert!(timed_out > 20, "{timed_out}");
        let control = harness.session.simulation().control();
        let api = control.ix(PartId(2)).expect("drawn");
        let metric = Metric::named("IntegrationLatency").expect("published");
        let newest = control
            .published
            .newest((api, metric))
            .expect("a datapoint");
        let longest = newest.value(Statistic::Maximum) / 1e3;
        assert!(
            (longest - expected_s).abs() < 0.1,
            "{longest} s, not {expected_s} s"
        );
    }
}
