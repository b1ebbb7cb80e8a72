//! The default board against the figures of an independent simulation (spec 1.8), over 20 seeds:
//! decision times exactly, serving within 4 s, failed requests within 6 %, p95 within 4 %.

use serde_json::json;
use swell_core::base::histogram::Histogram;
use swell_core::base::time::Span;
use swell_core::document::Document;
use swell_core::observe::series::Totals;
use swell_core::rules::health::TargetState;
use swell_core::session::Session;
use swell_core::theory::queueing::mmc;
use swell_core::world::log::What;
use swell_tests::boards::{preset, set, with_surge};

const CLICK_S: f64 = 7.0;
const SEEDS: u64 = 20;

#[derive(Default)]
struct Figures {
    /// After the click: changes of desired capacity.
    decisions: Vec<(f64, u32, u32)>,
    /// After the click: new servers take traffic.
    serving: Vec<f64>,
    failed: u64,
    p95_full_ms: f64,
    p95_after_ms: f64,
}

fn figures(mut document: Document, seed: u64) -> Figures {
    document.seed = seed;
    let mut session = Session::new(document);
    let origin = session.simulation().origin();
    // Latency while two servers are full, and when the queues have drained.
    let mut latency_at = |after_click_s: f64| {
        session.advance(origin + Span::from_s_f64(CLICK_S + after_click_s), u64::MAX);
        Totals::of(session.simulation()).latency
    };
    let [filled, decided] = [60.0, 173.0].map(&mut latency_at);
    let [settled, surge_ends] = [300.0, 600.0].map(&mut latency_at);
    session.advance(origin + Span::from_s(1_800), u64::MAX);
    let p95_ms = |from: &Histogram, to: &Histogram| {
        to.quantile_since_us(0.95, Some(from)).unwrap_or(f64::NAN) / 1e3
    };
    let simulation = session.simulation();
    let after_click = |at| simulation.shown_s(at) - CLICK_S;
    let mut figures = Figures::default();
    for entry in session.run().journal.entries() {
        match &entry.what {
            What::TargetHealthChanged {
                instance,
                to: TargetState::Healthy,
                ..
            } if instance.serial > 2 => {
                figures.serving.push(after_click(entry.at));
            }
            what => {
                if let Some((from, to)) = what.desired().filter(|(from, to)| from != to) {
                    figures.decisions.push((after_click(entry.at), from, to));
                }
            }
        }
    }
    figures.failed = Totals::of(simulation).failed;
    figures.p95_full_ms = p95_ms(&filled, &decided);
    figures.p95_after_ms = p95_ms(&settled, &surge_ends);
    figures
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len() as f64
}

fn within(what: &str, value: f64, expected: f64, tolerance: f64) {
    println!("{what}: {value:.2} (expected {expected} ± {tolerance:.2})");
    assert!(
        (value - expected).abs() <= tolerance,
        "{what}: {value}, expected {expected}"
    );
}

#[test]
fn the_step_policy_acts_when_the_independent_simulation_says() {
    let runs: Vec<Figures> = (1..=SEEDS)
        .map(|seed| figures(with_surge(preset("default")), seed))
        .collect();
    for (seed, run) in runs.iter().enumerate() {
        let expected = [(173.0, 2, 4), (1_553.0, 4, 3), (1_613.0, 3, 2)];
        assert_eq!(run.decisions, expected, "seed {}", seed + 1);
        assert_eq!(run.serving.len(), 2);
    }
    within(
        "first serves",
        mean(runs.iter().map(|r| r.serving[0])),
        220.0,
        4.0,
    );
    within(
        "all serve",
        mean(runs.iter().map(|r| r.serving[1])),
        231.0,
        4.0,
    );
    within(
        "failed",
        mean(runs.iter().map(|r| r.failed as f64)),
        4_114.0,
        4_114.0 * 0.06,
    );
    within(
        "p95 full",
        mean(runs.iter().map(|r| r.p95_full_ms)),
        3_700.0,
        3_700.0 * 0.04,
    );
    // Round robin makes the arrivals at a server more even than chance does: see the next test.
    let after = mean(runs.iter().map(|r| r.p95_after_ms));
    within("p95 after", after, 205.0, 205.0 * 0.04);
}

/// The 0.24 s of spec 1.8 is the closed form of a random pick: M/M/2 at 62.5 %, and the round trip.
/// The engine pays the balancer's 1 ms and the database's mean 5.7 ms on top.
#[test]
fn with_a_random_pick_latency_after_the_surge_is_that_of_the_closed_form() {
    let server = mmc(25.0, 20.0, 2).expect("stable");
    let closed_form_ms = server.sojourn_quantile_s(0.95) * 1e3 + 10.0;
    assert!(
        (closed_form_ms / 240.0 - 1.0).abs() < 0.04,
        "{closed_form_ms}"
    );
    let p95 = |seed| {
        let mut document = with_surge(preset("default"));
        set(
            &mut document,
            13,
            "load_balancing.algorithm.type",
            json!("weighted_random"),
        );
        figures(document, seed).p95_after_ms
    };
    let expected = closed_form_ms + 1.0 + 5.7;
    within(
        "p95 after",
        mean((1..=SEEDS).map(p95)),
        expected,
        expected * 0.04,
    );
}

#[test]
fn target_tracking_acts_when_the_independent_simulation_says() {
    let runs: Vec<Figures> = (1..=SEEDS)
        .map(|seed| figures(tracking(with_surge(preset("default"))), seed))
        .collect();
    for (seed, run) in runs.iter().enumerate() {
        let expected = [(233.0, 2, 4), (1_553.0, 4, 2)];
        assert_eq!(run.decisions, expected, "seed {}", seed + 1);
    }
    within(
        "first serves",
        mean(runs.iter().map(|r| r.serving[0])),
        280.0,
        4.0,
    );
    within(
        "failed",
        mean(runs.iter().map(|r| r.failed as f64)),
        5_353.0,
        5_353.0 * 0.06,
    );
}

/// Target tracking at 50 % in place of the two step policies and their alarms.
fn tracking(mut document: Document) -> Document {
    use swell_core::document::command::Command;
    document
        .apply(Command::Remove {
            ids: vec![17, 18, 19],
        })
        .expect("removable");
    set(
        &mut document,
        16,
        "PolicyType",
        json!("TargetTrackingScaling"),
    );
    set(&mut document, 16, "AdjustmentType", json!(null));
    set(&mut document, 16, "StepAdjustments", json!([]));
    set(
        &mut document,
        16,
        "TargetTrackingConfiguration/TargetValue",
        json!(50),
    );
    let metric = "TargetTrackingConfiguration/PredefinedMetricSpecification/PredefinedMetricType";
    set(&mut document, 16, metric, json!("ASGAverageCPUUtilization"));
    document
}
