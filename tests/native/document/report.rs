//! The report of `--example run`.

use crate::loading::{BAD, problems};
use serde_json::{Value, json};
use std::process::{Command as Process, Output};
use swell_core::base::id::PartId;
use swell_tests::boards::{preset, set};

fn example(args: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Process::new(cargo)
        .args(["run", "-q", "-p", "swell-core", "--example", "run", "--"])
        .args(args)
        .output()
        .expect("can be started")
}

#[test]
fn the_example_runs_a_file_with_its_options() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let csv = std::env::temp_dir().join(format!("swell-traffic-{}.csv", std::process::id()));
    std::fs::write(&csv, "seconds,rps\n0,10\n7,100\n607,10\n").expect("can be written");
    let board = format!("{root}/core/scenarios/default.json");
    let output = example(&[
        &board,
        "--seed",
        "3",
        "--until",
        "900",
        "--set",
        "14.MaxSize=6",
        "--set",
        "13.load_balancing.algorithm.type=weighted_random",
        "--fault",
        "700:14.1:terminate",
        "--fault",
        "710:2:capacity_off",
        "--fault",
        "720:14:metrics_off",
        "--fault",
        "780:14:metrics_on",
        "--fault",
        "800:2:capacity_on",
        "--traffic",
        &csv.to_string_lossy(),
    ]);
    let _ = std::fs::remove_file(&csv);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    has_the_form_of_a_report(&report);
    assert_eq!(report["seed"], 3);
    let raised = report["decisions"].as_array().expect("decisions").iter();
    let raised = raised
        .filter(|d| d["to"].as_u64() > d["from"].as_u64())
        .count();
    assert!(raised > 0, "the traffic is the surge");
    // The same by hand: options do what the document could say.
    let mut document = swell_tests::boards::with_surge(preset("default"));
    document.seed = 3;
    set(&mut document, 14, "MaxSize", json!(6));
    set(
        &mut document,
        13,
        "load_balancing.algorithm.type",
        json!("weighted_random"),
    );
    let first = swell_core::base::id::InstanceId {
        owner: PartId(14),
        serial: 1,
    };
    use swell_core::engine::injection::{Injection, InstanceFault};
    let fault = InstanceFault::Terminate;
    let injection = Injection::Instance {
        instance: first,
        fault,
    };
    let (zone, group) = (PartId(2), PartId(14));
    let script = vec![
        (700.0, injection),
        (710.0, Injection::CapacityOff { zone }),
        (720.0, Injection::MetricsOff { group }),
        (780.0, Injection::MetricsOn { group }),
        (800.0, Injection::CapacityOn { zone }),
    ];
    let expected = swell_core::scenario::report::run(&document, &script, 900.0);
    assert_eq!(report["fingerprint"], expected["fingerprint"]);
}

#[test]
fn the_example_refuses_a_bad_file_with_all_its_problems() {
    let output = example(&[concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/bad.json")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let lines = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(lines.lines().count(), problems(BAD).len());
    let line = "bad.json: parts[3].params.MaxSize: must be 0 to 1000";
    assert!(lines.lines().any(|l| l.ends_with(line)), "{lines}");
}

fn has_the_form_of_a_report(report: &Value) {
    let whole = |path: &str| {
        report
            .pointer(path)
            .and_then(Value::as_u64)
            .unwrap_or_else(|| panic!("{path}: {report:#}"))
    };
    let requests = |key: &str| whole(&format!("/requests/{key}"));
    let known = requests("ok") + requests("failed") + requests("gave_up") + requests("in_flight");
    assert_eq!(requests("sent"), known);
    let codes = report["requests"]["by_code"].as_object().expect("codes");
    let failed: u64 = codes.values().filter_map(Value::as_u64).sum();
    assert_eq!(requests("failed"), failed);
    assert_eq!(report["fingerprint"].as_str().map(str::len), Some(16));
    assert_eq!(report["model"], "1");
    let steps = whole("/until_s") / whole("/series/step_s");
    for key in [
        "sent",
        "ok",
        "failed",
        "gave_up",
        "p50_ms",
        "p95_ms",
        "cpu_percent",
        "desired",
        "running",
        "in_service",
        "healthy",
    ] {
        let column = report["series"][key].as_array().expect(key);
        assert_eq!(column.len() as u64, steps, "{key}");
    }
    let sent: u64 = report["series"]["sent"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_u64)
        .sum();
    assert_eq!(sent, requests("sent"));
    for key in ["p50", "p95", "p99", "max"] {
        assert!(report["latency_ms"][key].is_number(), "{key}");
    }
    assert!(report["cost"]["usd"].as_f64() > Some(0.0));
    for alarm in report["alarms"].as_array().expect("alarms") {
        assert!(alarm["t_s"].is_number() && alarm["alarm"].is_string());
        assert!(
            ["OK", "ALARM", "INSUFFICIENT_DATA"]
                .iter()
                .any(|s| alarm["to"] == *s),
            "{alarm}"
        );
    }
    for decision in report["decisions"].as_array().expect("decisions") {
        for key in ["t_s", "part", "from", "to", "cause", "count", "last_t_s"] {
            assert!(decision[key].is_number(), "{key}: {decision}");
        }
        times_are_shown_seconds(decision);
    }
}

/// No engine instants: what is near the decision is within an hour of it.
fn times_are_shown_seconds(decision: &Value) {
    let because = &decision["because"];
    assert!(
        because.get("warm_until").is_none() && because.get("until").is_none(),
        "{because}"
    );
    for key in ["warm_until_s", "until_s"] {
        if let Some(at) = because[key].as_f64() {
            let from_now = at - decision["t_s"].as_f64().unwrap_or_default();
            assert!((0.0..=3_600.0).contains(&from_now), "{key} of {decision}");
        }
    }
}
