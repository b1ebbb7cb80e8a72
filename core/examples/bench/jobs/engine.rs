//! The jobs through the real engine and its real parts, metrics on.
//!
//! `web` is a board like any other: users, a Route 53 record without TTL, a plain station in place of the CDN, a
//! load balancer with random routing, instances, databases. Chances and means are those of the job's definition.

use serde_json::{Value, json};
use swell_core::base::id::PartIx;
use swell_core::base::time::{Instant, Span};
use swell_core::contract::Member as _;
use swell_core::document::Document;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::LivePart;
use swell_core::kinds::station::Station;
use swell_core::scenario::catalog;
use swell_core::session::Session;

use super::{Args, Check, Line, WEB_ANSWERS, mmc_answer};

/// The run is measured in so many stretches of simulated time: batch means.
const BATCHES: u64 = 50;
/// One service time of `mmc`.
const SERVICE_MS: f64 = 100.0;
/// Load of `mmc` and requests per millisecond of `web`.
const LOAD: f64 = 0.8;
const WEB_PER_MS: f64 = 6.4;
const HOSTS: u32 = 8;

/// Runs `args.job` through the engine; `args.slice_us` cuts the run into calls of so much simulated time.
pub fn run(args: &Args) -> Result<Line, String> {
    match args.job.as_str() {
        "mmc" => mmc(args),
        "web" => web(args),
        "chain" => chain(args),
        _ => board(args),
    }
}

/// A sum and a count that only grow: the difference of two readings is a batch.
type Meter = fn(&Simulation) -> (u64, u64);

fn mmc(args: &Args) -> Result<Line, String> {
    let per_s = LOAD * f64::from(args.c) * 1e3 / SERVICE_MS;
    let document = json!({
        "format": 1, "seed": args.seed,
        "parts": [
            users(1, per_s, args.n),
            { "id": 2, "kind": "station", "params": { "servers": args.c, "service_ms": SERVICE_MS } },
        ],
        "links": [link(100, 1, 2, "http")],
    });
    let wait: Meter = |simulation| {
        let stations = simulation.parts().iter().filter_map(Station::of);
        let stations = stations.map(|station| (station.wait.sum_us(), station.wait.total()));
        stations.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    let answer = mmc_answer(args.c).unwrap_or_default();
    let checks = [("queue wait", wait, SERVICE_MS * 1e3, answer)];
    measure(args, document, per_s, &checks, |_, customers| 2 * customers)
}

fn web(args: &Args) -> Result<Line, String> {
    let per_s = WEB_PER_MS * 1e3 * f64::from(args.scale);
    let response: Meter = |simulation| {
        let stats = simulation.parts().iter().filter_map(|part| match part {
            LivePart::Users(users) => {
                Some((users.stats.latency.sum_us(), users.stats.latency.total()))
            }
            _ => None,
        });
        stats.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    let checks = [(WEB_ANSWERS[0].0, response, 1e3, WEB_ANSWERS[0].1)];
    measure(
        args,
        web_document(args, per_s),
        per_s,
        &checks,
        |simulation, requests| {
            let handed_on = simulation.parts().iter().map(|part| match part {
                LivePart::LoadBalancer(balancer) => balancer.codes.requests,
                _ => 0,
            });
            4 * requests + 3 * handed_on.sum::<u64>()
        },
    )
}

/// Requests per second of `chain`.
const CHAIN_PER_S: f64 = 1_000.0;
/// Hops of `chain` that no wire counts: arrival, the two balancers' hand-overs, answer.
const UNWIRED_HOPS: u64 = 4;

/// Users, a weighted name, an NLB, an ALB, servers, a cache of which most reads are answered and a
/// database, with security groups. Hops are counted as the events of `web` are.
fn chain(args: &Args) -> Result<Line, String> {
    let mut board: Value = serde_json::from_str(CHAIN).map_err(|e| e.to_string())?;
    board["seed"] = json!(args.seed);
    for part in board["parts"].as_array_mut().into_iter().flatten() {
        if part["kind"] == "users" {
            let points = [(0.0, CHAIN_PER_S), (args.n as f64 / CHAIN_PER_S, 0.0)];
            part["params"]["trace"] = json!({ "points": points });
        }
    }
    measure(args, board, CHAIN_PER_S, &[], |simulation, requests| {
        let world = simulation.world();
        let parts = (0..simulation.parts().len()).map(|ix| PartIx(ix as u16));
        let wires = parts.flat_map(|part| world.wires.of(part));
        UNWIRED_HOPS * requests + wires.map(|wire| wire.passed).sum::<u64>()
    })
}

const CHAIN: &str = include_str!("chain.json");

fn users(id: u32, per_s: f64, n: u64) -> Value {
    // The load ends after about n arrivals.
    let points = [(0.0, per_s), (n as f64 / per_s, 0.0)];
    json!({ "id": id, "kind": "users", "params": {
        "pattern": "trace", "trace": { "points": points }, "round_trip_ms": 0, "patience_s": 600,
        "cpu_seconds_per_request": 0.01, "mix": [{ "share": 1, "db_reads": 1 }] } })
}

fn link(id: u32, from: u32, to: u32, protocol: &str) -> Value {
    json!({ "id": id, "from": from, "to": to, "protocol": protocol })
}

fn web_document(args: &Args, per_s: f64) -> Value {
    const UNBOUNDED: u32 = 100_000;
    let (hosts, databases) = (HOSTS * args.scale, args.scale);
    let (first_host, first_database) = (10, 10 + hosts);
    let mut parts = vec![
        users(1, per_s, args.n),
        json!({ "id": 2, "kind": "route53", "params": { "alias": false, "TTL": 0, "query_ms": 1 } }),
        json!({ "id": 3, "kind": "station", "params": {
            "servers": 0, "service_ms": 2, "leave_share": 0.6, "answer_ms": 20 } }),
        json!({ "id": 4, "kind": "load_balancer", "params": { "hop_ms": 0.2 } }),
        json!({ "id": 5, "kind": "target_group", "of": 4, "params": {
            "load_balancing.algorithm.type": "weighted_random" } }),
    ];
    let mut links = vec![
        link(90_001, 1, 2, "dns"),
        link(90_002, 2, 3, "http"),
        link(90_003, 3, 4, "http"),
    ];
    // With one database the hosts are wired to it, with several a plain station picks one uniformly.
    let sql = if databases > 1 { 6 } else { first_database };
    if databases > 1 {
        parts.push(json!({ "id": 6, "kind": "station", "params": {
            "servers": 0, "service_ms": 0, "distribution": "constant" } }));
    }
    for host in first_host..first_host + hosts {
        parts.push(json!({ "id": host, "kind": "instance", "params": {
            "InstanceType": "m5.xlarge", "max_workers": UNBOUNDED, "queue_max": UNBOUNDED } }));
        links.push(link(100_000 + host, 5, host, "http"));
        links.push(link(200_000 + host, host, sql, "sql"));
    }
    for database in first_database..first_database + databases {
        parts.push(json!({ "id": database, "kind": "database", "params": {
            "vcpus": 16, "read_ms": 5, "max_connections": UNBOUNDED } }));
        if databases > 1 {
            links.push(link(300_000 + database, 6, database, "sql"));
        }
    }
    json!({ "format": 1, "seed": args.seed, "parts": parts, "links": links })
}

fn document(value: Value) -> Result<Document, String> {
    Document::from_value_unbounded(value).map_err(|problems| format!("{problems:?}"))
}

/// Runs the board until the last of its requests has left.
fn measure(
    args: &Args,
    board: Value,
    per_s: f64,
    checks: &[(&str, Meter, f64, f64)],
    events: impl Fn(&Simulation, u64) -> u64,
) -> Result<Line, String> {
    let mut simulation = Simulation::new(&document(board)?);
    let batch = Span::from_s_f64(args.n as f64 / per_s / BATCHES as f64);
    let mut batches: Vec<Vec<(u64, u64)>> = vec![vec![(0, 0)]; checks.len()];
    for n in 1..=BATCHES {
        advance(
            &mut simulation,
            Instant::ZERO + batch.saturating_mul(n),
            args.slice_us,
        );
        for (batches, (_, meter, ..)) in batches.iter_mut().zip(checks) {
            batches.push(meter(&simulation));
        }
    }
    // The last customers leave.
    while !simulation.world().requests.is_empty() {
        let until = simulation.now() + Span::from_s(1);
        advance(&mut simulation, until, args.slice_us);
    }
    let customers = simulation.world().sent();
    let checks = checks
        .iter()
        .zip(&batches)
        .map(|((name, meter, unit, answer), batches)| {
            let (sum, count) = meter(&simulation);
            Check {
                name: (*name).into(),
                mean: sum as f64 / count.max(1) as f64 / unit,
                se: standard_error(batches) / unit,
                answer: *answer,
            }
        });
    let line = Line {
        events: events(&simulation, customers),
        n: customers,
        hash: simulation.fingerprint().to_string(),
        simulated_s: simulation.now().s_f64(),
        ..Line::default()
    };
    Ok(line.checked(args, checks.collect()))
}

fn advance(simulation: &mut Simulation, until: Instant, slice_us: u64) {
    while slice_us > 0 && simulation.now() + Span::from_us(slice_us) < until {
        let slice_end = simulation.now() + Span::from_us(slice_us);
        simulation.advance(slice_end, u64::MAX);
    }
    simulation.advance(until, u64::MAX);
}

/// Of the mean, from the means of batches of equal simulated time.
fn standard_error(readings: &[(u64, u64)]) -> f64 {
    let means: Vec<f64> = readings
        .windows(2)
        .filter(|pair| pair[1].1 > pair[0].1)
        .map(|pair| (pair[1].0 - pair[0].0) as f64 / (pair[1].1 - pair[0].1) as f64)
        .collect();
    let n = means.len() as f64;
    let mean = means.iter().sum::<f64>() / n;
    let squares: f64 = means.iter().map(|m| (m - mean) * (m - mean)).sum();
    (squares / (n - 1.0) / n).sqrt()
}

/// The default board with its fleet sized for 1,000 requests/s, as the page runs it: metrics,
/// alarms, policies, timeline and keyframes on. `n` is simulated seconds.
fn board(args: &Args) -> Result<Line, String> {
    let text = catalog::preset("default").map_or("", |preset| preset.json);
    let mut value: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    value["seed"] = json!(args.seed);
    let set = |value: &mut Value, kind: &str, params: Value| {
        let parts = value["parts"].as_array_mut().into_iter().flatten();
        for part in parts.filter(|part| part["kind"] == kind) {
            for (key, new) in params.as_object().into_iter().flatten() {
                part["params"][key] = new.clone();
            }
        }
    };
    set(&mut value, "users", json!({ "users": 10_000 }));
    set(
        &mut value,
        "auto_scaling_group",
        json!({ "MinSize": 40, "MaxSize": 60, "DesiredCapacity": 40 }),
    );
    set(
        &mut value,
        "database",
        json!({ "vcpus": 16, "max_connections": 10_000 }),
    );
    let mut session = Session::new(document(value)?);
    let end = session.simulation().origin() + Span::from_s(args.n);
    while session.simulation().now() < end {
        let step = match args.slice_us {
            0 => Span::from_s(60),
            us => Span::from_us(us),
        };
        session.advance(end.min(session.simulation().now() + step), u64::MAX);
    }
    let simulation = session.simulation();
    Ok(Line {
        events: simulation.events,
        n: args.n,
        hash: simulation.fingerprint().to_string(),
        simulated_s: args.n as f64,
        ..Line::default()
    })
}
