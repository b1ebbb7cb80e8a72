//! The engine against theory: closed forms within 4 standard errors over seeds, conservation and
//! Little's law exactly.

use serde_json::json;
use std::collections::BTreeSet;
use swell_core::base::id::PartId;
use swell_core::base::time::{Instant, Span};
use swell_core::contract::Member as _;
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::LivePart;
use swell_core::kinds::instance::Instance;
use swell_core::kinds::station::Station;
use swell_core::kinds::users::{ClientStats, Users};
use swell_core::observe::series::Totals;
use swell_core::scenario::catalog;
use swell_core::session::Session;
use swell_core::theory::queueing::{self, jackson_end_to_end_s, mg1, mm1, mmc, mmck};
use swell_tests::boards::{document, preset, set, station, with_surge};
use swell_tests::invariants;
use swell_tests::test_rng::TestRng;

const SEEDS: u64 = 8;
/// Queues fill before anything is measured.
const WARM_UP_S: u64 = 100;
const RUN_S: u64 = 1_500;

fn users(simulation: &Simulation) -> &ClientStats {
    match simulation.part(PartId(1)) {
        Some(LivePart::Users(users)) => &users.stats,
        _ => panic!("part 1 are the users"),
    }
}

fn station_of(simulation: &Simulation, id: u32) -> &Station {
    let part = simulation.part(PartId(id));
    part.and_then(Station::of).expect("a station")
}

fn instance_of(simulation: &Simulation) -> &Instance {
    match simulation.part(PartId(2)) {
        Some(LivePart::Instance(instance)) => instance,
        _ => panic!("part 2 is the instance"),
    }
}

/// What the users felt in the run after its warm-up.
struct Measured {
    /// Mean latency of what went well, in seconds.
    latency_s: f64,
    p95_s: f64,
    /// Share that failed.
    failed: f64,
    end: Simulation,
}

fn measure(document: &Document) -> Measured {
    let mut simulation = Simulation::new(document);
    simulation.advance(Instant::ZERO + Span::from_s(WARM_UP_S), u64::MAX);
    let before = users(&simulation).clone();
    simulation.advance(Instant::ZERO + Span::from_s(WARM_UP_S + RUN_S), u64::MAX);
    invariants::hold(&simulation);
    let after = users(&simulation);
    let (ok, failed) = (after.ok - before.ok, after.failed - before.failed);
    let sum_us = after.latency.sum_us() - before.latency.sum_us();
    let p95_us = after.latency.quantile_since_us(0.95, Some(&before.latency));
    Measured {
        latency_s: sum_us as f64 / ok as f64 / 1e6,
        p95_s: p95_us.expect("samples") / 1e6,
        failed: failed as f64 / (ok + failed) as f64,
        end: simulation,
    }
}

fn over_seeds(board: impl Fn(u64) -> Document) -> Vec<Measured> {
    (1..=SEEDS).map(|seed| measure(&board(seed))).collect()
}

/// The mean of the runs is the exact answer within 4 standard errors, and these are small.
fn agrees(what: &str, runs: &[Measured], value: impl Fn(&Measured) -> f64, exact: f64) {
    let values: Vec<f64> = runs.iter().map(value).collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let se = (variance / n).sqrt();
    println!("{what}: {mean:.6} ± {se:.6}, exactly {exact:.6}");
    assert!(
        se < 0.03 * exact,
        "{what}: the runs are too short: {mean} ± {se}"
    );
    assert!(
        (mean - exact).abs() <= 4.0 * se,
        "{what}: {mean} ± {se}, exactly {exact}"
    );
}

#[test]
fn one_server_is_mm1() {
    let exact = mm1(40.0, 50.0).expect("stable");
    let runs = over_seeds(|seed| station(seed, 40.0, 1, 20.0, 0));
    agrees(
        "sojourn",
        &runs,
        |r| r.latency_s,
        exact.steady.mean_sojourn_s,
    );
    let wait = |r: &Measured| station_of(&r.end, 2).wait.mean_us().unwrap_or(0.0) / 1e6;
    agrees("wait", &runs, wait, exact.steady.mean_wait_s);
    agrees("p95", &runs, |r| r.p95_s, exact.sojourn_quantile_s(0.95));
    let end = WARM_UP_S + RUN_S;
    let level =
        |r: &Measured| station_of(&r.end, 2).level_us(r.end.now()) as f64 / end as f64 / 1e6;
    agrees("level", &runs, level, exact.steady.mean_in_system);
}

#[test]
fn several_servers_are_mmc() {
    for servers in [2, 8] {
        let rate = 0.8 * 25.0 * f64::from(servers);
        let exact = mmc(rate, 25.0, servers).expect("stable");
        let runs = over_seeds(|seed| station(seed, rate, servers, 40.0, 0));
        agrees(
            "sojourn",
            &runs,
            |r| r.latency_s,
            exact.steady.mean_sojourn_s,
        );
        agrees("p95", &runs, |r| r.p95_s, exact.sojourn_quantile_s(0.95));
    }
}

#[test]
fn a_full_station_refuses_as_mmck_says() {
    for (rate, servers, capacity) in [(60.0, 1, 5), (45.0, 2, 2), (60.0, 2, 12)] {
        let exact = mmck(rate, 25.0, servers, capacity).expect("defined");
        let runs = over_seeds(|seed| station(seed, rate, servers, 40.0, capacity));
        agrees("refused", &runs, |r| r.failed, exact.p_block);
        agrees(
            "sojourn",
            &runs,
            |r| r.latency_s,
            exact.steady.mean_sojourn_s,
        );
    }
}

#[test]
fn constant_service_is_md1() {
    let board = |seed| {
        let mut document = station(seed, 40.0, 1, 20.0, 0);
        set(&mut document, 2, "distribution", json!("constant"));
        document
    };
    let exact = mg1(40.0, 0.02, 0.0).expect("stable");
    agrees(
        "sojourn",
        &over_seeds(board),
        |r| r.latency_s,
        exact.mean_sojourn_s,
    );
}

/// Users, then three stations; at the second half of the requests leave.
fn chain(seed: u64) -> Document {
    document(json!({
        "format": 1, "seed": seed,
        "parts": [
            { "id": 1, "kind": "users", "params": {
                "users": 400, "patience_s": 600, "round_trip_ms": 0 } },
            { "id": 2, "kind": "station", "params": { "servers": 1, "service_ms": 15 } },
            { "id": 3, "kind": "station", "params": {
                "servers": 2, "service_ms": 30, "leave_share": 0.5 } },
            { "id": 4, "kind": "station", "params": { "servers": 1, "service_ms": 35 } },
        ],
        "links": [
            { "id": 5, "from": 1, "to": 2 }, { "id": 6, "from": 2, "to": 3 },
            { "id": 7, "from": 3, "to": 4 },
        ],
    }))
}

#[test]
fn a_chain_of_stations_is_a_jackson_network() {
    let runs = over_seeds(chain);
    let one = |servers, mean_service_s, visits| queueing::Station {
        servers,
        mean_service_s,
        visits,
    };
    let stations = [one(1, 0.015, 1.0), one(2, 0.03, 1.0), one(1, 0.035, 0.5)];
    let exact = jackson_end_to_end_s(40.0, &stations).expect("stable");
    agrees("end to end", &runs, |r| r.latency_s, exact);
    for (id, station) in [(2, stations[0]), (3, stations[1]), (4, stations[2])] {
        let alone = station.alone(40.0).expect("stable").steady;
        let wait = |r: &Measured| station_of(&r.end, id).wait.mean_us().unwrap_or(0.0) / 1e6;
        agrees("wait", &runs, wait, alone.mean_wait_s);
    }
}

/// Users straight to an EC2 instance without a database.
fn server(seed: u64, users: u32, kind: &str, queue_max: u32) -> Document {
    document(json!({
        "format": 1, "seed": seed,
        "parts": [
            { "id": 1, "kind": "users", "params": {
                "users": users, "patience_s": 600, "round_trip_ms": 0 } },
            { "id": 2, "kind": "instance", "params": {
                "InstanceType": kind, "CreditSpecification": { "CpuCredits": "unlimited" }, "queue_max": queue_max, "max_workers": 100_000 } },
        ],
        "links": [{ "id": 3, "from": 1, "to": 2 }],
    }))
}

#[test]
fn an_instance_is_a_station_with_its_vcpus_and_places() {
    let exact = mmc(30.0, 20.0, 2).expect("stable");
    let runs = over_seeds(|seed| server(seed, 300, "c5.large", 100_000));
    agrees(
        "sojourn",
        &runs,
        |r| r.latency_s,
        exact.steady.mean_sojourn_s,
    );
    let s = (WARM_UP_S + RUN_S) as f64;
    let busy = |r: &Measured| instance_of(&r.end).busy_us(r.end.now()) as f64 / 2e6 / s;
    agrees("CPU", &runs, busy, 0.75);
    for (users, kind, vcpus, places) in [(300, "c5.large", 2, 6), (180, "t2.micro", 1, 4)] {
        let exact = mmck(f64::from(users) / 10.0, 20.0, vcpus, places).expect("defined");
        let runs = over_seeds(|seed| server(seed, users, kind, places));
        agrees("refused", &runs, |r| r.failed, exact.p_block);
        agrees(
            "sojourn",
            &runs,
            |r| r.latency_s,
            exact.steady.mean_sojourn_s,
        );
    }
}

/// Spec 1.3: one that waits for the database holds a worker, not a place.
#[test]
fn a_slow_database_shows_as_low_cpu_and_high_latency() {
    let mut board = preset("default");
    set(&mut board, 20, "read_ms", json!(2_000));
    set(&mut board, 20, "write_ms", json!(2_000));
    set(&mut board, 15, "max_workers", json!(4));
    let mut simulation = Simulation::new(&board);
    simulation.advance(simulation.origin() + Span::from_s(900), u64::MAX);
    invariants::hold(&simulation);
    let mut is_seen = false;
    for part in simulation.parts() {
        if let LivePart::Instance(instance) = part {
            is_seen = true;
            assert_eq!(
                (instance.workers(), instance.busy()),
                (4, 0),
                "all workers wait"
            );
            assert!(
                instance.waiting() > 100,
                "{} wait for one",
                instance.waiting()
            );
        }
    }
    assert!(is_seen);
}

#[test]
fn littles_law_holds_exactly() {
    for seed in 1..=3 {
        let mut simulation = Simulation::new(&station(seed, 40.0, 1, 20.0, 0));
        simulation.advance(Instant::ZERO + Span::from_s(2_000), u64::MAX);
        let now = simulation.now();
        // The time all requests have spent: those that were answered, and those that are there.
        let answered = users(&simulation).latency.sum_us();
        let flying = simulation
            .world()
            .requests
            .iter()
            .map(|(_, r)| now.since(r.sent_at).us());
        let spent = answered + flying.sum::<u64>();
        assert_eq!(station_of(&simulation, 2).level_us(now), spent);
    }
}

#[test]
fn requests_are_conserved_at_every_instant() {
    for known in catalog::PRESETS {
        for seed in 1..=3 {
            let mut rng = TestRng::new(seed);
            let mut board = with_surge(preset(known.id));
            board.seed = seed;
            if board.get::<Users>(PartId(10)).is_some() {
                set(&mut board, 10, "retries", json!(seed - 1));
            }
            set(&mut board, 10, "patience_s", json!(5 * seed));
            let mut session = Session::new(board);
            while session.simulation().shown_s(session.now()) < 700.0 {
                session.advance(
                    session.now() + Span::from_us((rng.unit() * 2e7) as u64),
                    u64::MAX,
                );
                invariants::hold(session.simulation());
            }
        }
    }
}

#[test]
fn all_requests_end_when_the_users_stop() {
    for known in catalog::PRESETS {
        let mut board = with_surge(preset(known.id));
        let parts = board.parts.iter();
        let sources = parts.filter(|p| p.kind_word() == "users").map(|p| p.id.0);
        let sources: Vec<u32> = sources.collect();
        for source in sources {
            let points = json!({ "points": [[0, 300], [60, 0]] });
            set(&mut board, source, "trace", points);
            set(&mut board, source, "pattern", json!("trace"));
        }
        let mut simulation = Simulation::new(&board);
        simulation.advance(simulation.origin() + Span::from_s(400), u64::MAX);
        invariants::hold(&simulation);
        assert_eq!(simulation.world().requests.len(), 0);
    }
}

/// Users who leave take nothing with them: what was sent stays sent, what was under way was in vain.
#[test]
fn sums_go_on_when_users_come_and_go() {
    let mut session = Session::new(with_surge(preset("default")));
    let go_on = |session: &mut Session, s: u64| {
        session.advance(session.now() + Span::from_s(s), u64::MAX);
        invariants::hold(session.simulation());
        Totals::of(session.simulation())
    };
    let mut before = go_on(&mut session, 1_100);
    assert!(before.failed > 0);
    for round in 1..=80 {
        let remove = Command::Remove { ids: vec![10] };
        session.edit(remove).expect("there");
        let after = go_on(&mut session, 1);
        assert!(after.sent >= before.sent && after.ok >= before.ok);
        assert_eq!(after.in_flight(), 0);
        assert!(session.undo());
        before = go_on(&mut session, 5);
        assert!(before.sent > after.sent, "round {round}");
        // Every request has the costs of its own class, however many users have come and gone.
        let world = session.simulation().world();
        let classes: BTreeSet<u8> = world.requests.iter().map(|(_, r)| r.class).collect();
        assert!(classes.iter().all(|class| *class < 40), "{classes:?}");
    }
    let series = session.run().series.samples().iter();
    let sums = series.fold((0, 0, 0), |s, sample| {
        (s.0 + sample.ok, s.1 + sample.failed, s.2 + sample.gave_up)
    });
    session.advance(session.run().series.next(), u64::MAX);
    let rest = session.run().series.samples().last().copied();
    let rest = rest.unwrap_or_default();
    let totals = Totals::of(session.simulation());
    let all = (
        sums.0 + rest.ok,
        sums.1 + rest.failed,
        sums.2 + rest.gave_up,
    );
    assert_eq!(all, (totals.ok, totals.failed, totals.gave_up));
}
