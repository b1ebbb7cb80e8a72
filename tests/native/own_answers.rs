//! What front doors answer themselves, without asking anybody behind them (spec 5.9, 12): who gets it, and in
//! which metrics it is.

use serde_json::{Value, json};
use swell_core::base::id::PartId;
use swell_core::rules::alarm::Statistic;
use swell_tests::boards::document;
use swell_tests::harness::{Harness, USERS};

const FRONT: u32 = 12;
const BEHIND: u32 = 14;

/// Users who all ask for the same, a front door, and who stands behind it.
fn board(class: &Value, parts: &[Value], wires: &[(u32, u32)]) -> Harness {
    let users = json!({ "users": 20, "requests_per_user_s": 1, "mix": [class] });
    let mut all = vec![json!({ "id": USERS, "kind": "users", "params": users })];
    all.extend_from_slice(parts);
    let wires = wires.iter().zip(50..);
    let links: Vec<Value> = wires
        .map(|((from, to), id)| json!({ "id": id, "from": from, "to": to, "protocol": "http" }))
        .collect();
    let mut harness = Harness::new(document(
        json!({ "format": 2, "seed": 1, "preroll_s": 0, "parts": all, "links": links }),
    ));
    harness.until(120.5);
    harness
}

fn behind_an_alb(class: &Value, target: &Value) -> Harness {
    let parts = [
        json!({ "id": FRONT, "kind": "load_balancer" }),
        json!({ "id": 3, "kind": "target_group", "of": FRONT,
            "params": { "HealthCheckEnabled": false } }),
        target.clone(),
    ];
    board(class, &parts, &[(USERS, FRONT), (3, BEHIND)])
}

fn newest(harness: &Harness, name: &str, statistic: Statistic) -> f64 {
    let control = harness.session.simulation().control();
    let front = control.ix(PartId(FRONT)).expect("drawn");
    let metrics = harness.part(FRONT).kind().expect("a kind").metrics();
    let metric = metrics.iter().copied().find(|metric| metric.name() == name);
    let newest = control
        .published
        .newest((front, metric.expect("published")));
    newest.map_or(0.0, |datapoint| datapoint.value(statistic))
}

fn sum(harness: &Harness, name: &str) -> f64 {
    newest(harness, name, Statistic::Sum)
}

/// `X-Forwarded-For` with so many addresses.
fn forwarded(addresses: usize) -> Value {
    let all: Vec<String> = (1..=addresses).map(|n| format!("10.0.0.{n}")).collect();
    json!({ "headers": format!("User-Agent: curl | X-Forwarded-For: {}", all.join(", ")) })
}

#[test]
fn an_alb_answers_what_it_does_not_take() {
    let station =
        json!({ "id": BEHIND, "kind": "station", "params": { "servers": 64, "service_ms": 5 } });
    let function = json!({ "id": BEHIND, "kind": "lambda_function" });
    const MB: u32 = 1 << 20;
    for (class, target, code) in [
        (json!({ "method": "TRACE" }), &station, 405),
        (json!({ "method": "OPTIONS" }), &station, 200),
        (forwarded(31), &station, 463),
        (forwarded(30), &station, 200),
        (json!({ "bytes_in": MB + 1 }), &function, 413),
        (json!({ "bytes_in": MB }), &function, 200),
        (json!({ "bytes_in": MB + 1 }), &station, 200),
    ] {
        let harness = behind_an_alb(&class, target);
        let totals = harness.totals();
        let all = totals.ok + totals.failed;
        assert!(all > 2_000, "{all}");
        if code == 200 {
            // What the function throttles as it starts is its own.
            let made = [405, 413, 463].map(|own| harness.failures(own));
            assert_eq!(made, [0; 3], "{class}");
            assert_eq!(sum(&harness, "HTTPCode_ELB_4XX_Count"), 0.0, "{class}");
            continue;
        }
        assert_eq!(harness.failures(code), all, "{class}");
        // Of the last minute: nobody was chosen for them, and the balancer's own they are.
        let made = sum(&harness, "HTTPCode_ELB_4XX_Count");
        assert!((1_000.0..1_400.0).contains(&made), "{made}");
        assert_eq!(sum(&harness, "RequestCount"), 0.0);
        assert_eq!(harness.balancer().balancing.outstanding(), 0);
    }
}

/// Spec 9.2: `Latency` is of every answer, `IntegrationLatency` of those for which somebody was asked.
#[test]
fn an_api_has_the_latency_of_every_answer() {
    let api = |params: Value| json!({ "id": FRONT, "kind": "api_gateway", "params": params });
    let function = json!({ "id": BEHIND, "kind": "lambda_function" });
    let route = |fields: Value| json!({ "Routes": [fields] });
    let mock =
        json!({ "Method": "ANY", "Path": "$default", "Integration": "mock", "StatusCode": 204 });
    for (params, code) in [
        (
            json!({ "ThrottlingRateLimit": 0, "ThrottlingBurstLimit": 0 }),
            429,
        ),
        (json!({ "ApiKeyRequired": true }), 403),
        (route(json!({ "Method": "POST", "Path": "/users" })), 403),
        (route(mock), 204),
        (json!({ "CacheClusterEnabled": true }), 200),
    ] {
        let class = json!({ "url": "https://api.example.com/users" });
        let wires = [(USERS, FRONT), (FRONT, BEHIND)];
        let harness = board(&class, &[api(params), function.clone()], &wires);
        let count = sum(&harness, "Count");
        assert!(count > 1_000.0, "{code}: {count}");
        let answers = newest(&harness, "Latency", Statistic::SampleCount);
        // What is on its way when a minute ends is of the next one.
        assert!(
            (answers - count).abs() <= 3.0,
            "{code}: {answers} of {count}"
        );
        let least = newest(&harness, "Latency", Statistic::Minimum);
        assert!((least - 5.0).abs() < 0.1, "{code}: {least} ms");
        let behind = newest(&harness, "IntegrationLatency", Statistic::SampleCount);
        assert!(behind < 10.0, "{code}: {behind} were asked for");
        if code >= 400 {
            assert_eq!(harness.failures(code), harness.totals().failed);
        }
    }
}

/// Spec 5.1, 9.2: what `AWS/ELB` says of what the servers answered, and how soon.
#[test]
fn a_clb_tells_what_its_servers_answered() {
    let behind_a_clb = |params: Value, class: Value, station: Value| {
        let parts = [
            json!({ "id": FRONT, "kind": "classic_load_balancer", "params": params }),
            json!({ "id": 3, "kind": "target_group", "of": FRONT,
                "params": { "HealthCheckEnabled": false } }),
            station,
        ];
        board(&class, &parts, &[(USERS, FRONT), (3, BEHIND)])
    };
    let station = json!({ "id": BEHIND, "kind": "station",
        "params": { "servers": 64, "service_ms": 250, "distribution": "constant" } });
    let harness = behind_a_clb(json!({}), json!({}), station.clone());
    let answered = sum(&harness, "HTTPCode_Backend_2XX");
    let asked = sum(&harness, "RequestCount");
    assert!((answered - asked).abs() < 30.0, "{answered} of {asked}");
    for other in ["3XX", "4XX", "5XX"] {
        assert_eq!(sum(&harness, &format!("HTTPCode_Backend_{other}")), 0.0);
    }
    let latency = newest(&harness, "Latency", Statistic::Average);
    assert!((latency - 0.25).abs() < 0.01, "{latency} s");
    // Of connections it does not know what is said over them.
    let harness = behind_a_clb(json!({ "Protocol": "TCP" }), json!({}), station);
    assert_eq!(sum(&harness, "HTTPCode_Backend_2XX"), 0.0);
    assert_eq!(sum(&harness, "Latency"), 0.0);
    // Nothing listens: the balancer's own 5xx, and nothing of the servers'.
    let machine =
        json!({ "id": BEHIND, "kind": "on_premises_server", "params": { "queue_max": 1 } });
    let harness = behind_a_clb(json!({}), json!({ "cpu_factor": 1_000 }), machine);
    let refused = sum(&harness, "BackendConnectionErrors");
    assert!(refused > 500.0, "{refused}");
    assert_eq!(sum(&harness, "HTTPCode_Backend_5XX"), 0.0);
}
