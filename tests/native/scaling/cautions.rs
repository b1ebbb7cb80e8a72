//! What the notes warn of where servers make the pages (items A15, A22, C21, C23 and E20): each caution can
//! be got wrong on one board, and each shows.

use super::{edited, launches};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::time::Span;
use swell_core::contract::{IssueWhat, Member};
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::instance::Instance;
use swell_core::kinds::lambda_function::LambdaFunction;
use swell_core::kinds::logs::log_group::LogGroup;
use swell_core::observe::app_log::queries;
use swell_core::observe::exchanges::{Exchanges, Run};
use swell_core::observe::gauges::{Gauge, Gauges};
use swell_core::rules::alarm::AlarmState;
use swell_core::rules::validate::Warning;
use swell_core::world::log::What;
use swell_tests::boards::preset;
use swell_tests::harness::{GROUP, Harness, TARGETS, TEMPLATE, USERS};

const HIGH: u32 = 18;
const WEB_SG: u32 = 31;
const AGENT: u32 = 40;
const LOGS: u32 = 41;
const FUNCTION: u32 = 42;
const APP_ERRORS: u32 = 43;

fn board(fields: &[(u32, &str, Value)]) -> Document {
    edited(preset("ssr-cautions"), fields)
}

fn with(fields: &[(u32, &str, Value)]) -> Harness {
    Harness::new(board(fields))
}

fn failed(harness: &Harness) -> u64 {
    let totals = harness.totals();
    totals.failed + totals.gave_up
}

fn said(harness: &Harness, word: &str) -> Vec<f64> {
    harness.when(|what| matches!(what, What::Said { event, .. } if event == word))
}

fn rush(harness: &mut Harness) {
    let users = PartId(USERS);
    harness.session.inject(Injection::Surge { users });
}

fn ix(harness: &Harness, id: u32) -> PartIx {
    let control = harness.session.simulation().control();
    control.ix(PartId(id)).expect("on the board")
}

fn gauges(harness: &Harness) -> Gauges {
    Gauges::of(harness.session.simulation(), ix(harness, GROUP)).expect("a group has some")
}

fn ago_s(gauge: Gauge) -> Option<f64> {
    match gauge {
        Gauge::Known { ago, .. } => Some(ago.s_f64()),
        Gauge::Unknown | Gauge::Waits => None,
    }
}

fn value(gauge: Gauge) -> Option<f64> {
    match gauge {
        Gauge::Known { value, .. } => Some(value),
        Gauge::Unknown | Gauge::Waits => None,
    }
}

/// As it is drawn, nothing fails: a rush is met, and nobody is told anything.
#[test]
fn with_all_six_in_order_the_board_is_quiet() {
    let mut harness = with(&[]);
    harness.until(600.0);
    assert_eq!(failed(&harness), 0);
    assert!(said(&harness, "notified").is_empty());
    assert_eq!(launches(&harness), 0);
    let logs = LogGroup::of(harness.part(LOGS)).expect("the log group");
    assert!(logs.lines > 5_000 && logs.errors == 0, "{logs:?}");
}

/// Environment variables: who runs does not notice, who is started ends at once, for ever. The log says
/// why, within seconds.
#[test]
fn a_missing_environment_variable_shows_when_a_server_is_replaced() {
    let mut harness = with(&[]);
    harness
        .until(10.0)
        .set(TEMPLATE, "Environment", json!(false));
    harness.until(60.0);
    assert_eq!(failed(&harness), 0, "those that run have read theirs");
    harness.fault(1, InstanceFault::Terminate).until(900.0);
    let ends = said(&harness, "no_environment");
    assert!(ends.len() >= 2, "{ends:?}");
    assert!(launches(&harness) >= 2, "it replaces what it has replaced");
    let told = said(&harness, "notified");
    let delay = told[0] - ends[0];
    assert!(
        (0.0..=5.0).contains(&delay),
        "{delay} s until somebody is told"
    );
    let function = LambdaFunction::of(harness.part(FUNCTION)).expect("the function");
    assert!(function.counts.invocations >= 2);
    // With the variable back, the next one stays.
    harness
        .set(TEMPLATE, "Environment", json!(true))
        .until(1_800.0);
    assert_eq!(harness.in_service().len(), 2);
    let before = launches(&harness);
    harness.until(2_700.0);
    assert_eq!(launches(&harness), before);
}

/// Logs: the same errors, and nobody knows; an alarm on them takes minutes, a subscription seconds.
#[test]
fn without_logs_nobody_is_told_of_errors() {
    let broken = |fields: &[(u32, &str, Value)]| {
        let mut harness = with(fields);
        harness
            .until(20.0)
            .fault(1, InstanceFault::Answer500)
            .until(200.0);
        harness
    };
    let harness = broken(&[]);
    let told = said(&harness, "notified");
    assert!((20.0..=30.0).contains(&told[0]), "{told:?}");
    let alarms = harness.part(APP_ERRORS).alarms();
    assert_eq!(alarms[0].1.state, AlarmState::Alarm);
    assert!(alarms[0].1.since > harness.session.simulation().instant_of_shown(100.0));
    for silent in [
        (AGENT, "log_group_name", Value::Null),
        (AGENT, "enabled", json!(false)),
        (TEMPLATE, "IamInstanceProfile", json!(false)),
    ] {
        let harness = broken(std::slice::from_ref(&silent));
        assert!(failed(&harness) > 50, "{silent:?}");
        assert!(said(&harness, "notified").is_empty(), "{silent:?}");
        assert_eq!(LogGroup::of(harness.part(LOGS)).expect("logs").lines, 0);
    }
}

/// Security group, threshold, draining and health endpoint, each wrong alone.
#[test]
fn each_of_the_other_cautions_has_its_symptom() {
    let mut closed = with(&[]);
    closed
        .until(10.0)
        .set(WEB_SG, "IpPermissions", json!([]))
        .until(200.0);
    assert!(failed(&closed) > 500, "{} failed", failed(&closed));
    assert!(closed.failures(504) > 0);

    let grown = |threshold: u32| {
        let mut harness = with(&[(HIGH, "Threshold", json!(threshold))]);
        harness.until(7.0);
        rush(&mut harness);
        harness.until(900.0);
        (failed(&harness), launches(&harness))
    };
    let ((well, grew), (badly, stayed)) = (grown(80), grown(100));
    assert_eq!((grew, stayed), (2, 0), "the CPU is never above 100 %");
    assert!(badly > well * 2, "{well} and {badly} failed");

    let fewer = |delay_s: u32| {
        let delay = (
            TARGETS,
            "deregistration_delay.timeout_seconds",
            json!(delay_s),
        );
        let mut harness = with(&[
            delay,
            (USERS, "users", json!(350)),
            (GROUP, "MinSize", json!(1)),
        ]);
        harness
            .until(10.0)
            .set(GROUP, "DesiredCapacity", json!(1))
            .until(40.0);
        failed(&harness)
    };
    assert_eq!(fewer(300), 0);
    assert!(fewer(0) > 0, "requests in hand are cut");

    let mut wrong = with(&[]);
    wrong
        .until(10.0)
        .set(TARGETS, "Matcher", json!("204"))
        .until(1_800.0);
    assert!(
        launches(&wrong) >= 2,
        "good servers are replaced: {}",
        launches(&wrong)
    );
}

/// A22: grey, until an agent with a role tells.
#[test]
fn the_memory_gauge_is_grey_until_the_agent_is_on() {
    let mut harness = with(&[(AGENT, "enabled", json!(false))]);
    harness.until(300.0);
    assert_eq!(gauges(&harness).memory, Gauge::Unknown);
    assert!(value(gauges(&harness).cpu).is_some_and(|cpu| cpu > 5.0));
    assert!(value(gauges(&harness).network_in).is_some());
    harness.set(AGENT, "enabled", json!(true)).until(301.0);
    assert_eq!(gauges(&harness).memory, Gauge::Waits);
    harness.until(420.0);
    let idle = value(gauges(&harness).memory).expect("it tells");
    assert!((10.0..12.0).contains(&idle), "{idle} % of 4 GiB");
    // Requests in hand and in line take memory, and a smaller type has less of it.
    rush(&mut harness);
    harness.until(600.0);
    let busy = value(gauges(&harness).memory).expect("it tells");
    assert!(busy > idle + 10.0, "{busy} %");
    let mut small = with(&[(TEMPLATE, "InstanceType", json!("t3.micro"))]);
    small.until(120.0);
    let small = value(gauges(&small).memory).expect("it tells");
    assert!(small > 3.5 * idle, "{small} % of 1 GiB");
    let document = board(&[(TEMPLATE, "IamInstanceProfile", json!(false))]);
    let issues = document.issues();
    let what = IssueWhat::Warning(Warning::AgentWithoutRole);
    let is_it = |i: &swell_core::contract::Issue| i.part == Some(PartId(AGENT)) && i.what == what;
    assert!(issues.iter().any(is_it), "{issues:?}");
    let mut denied = Harness::new(document);
    denied.until(300.0);
    assert_eq!(gauges(&denied).memory, Gauge::Unknown);
}

/// C21: EC2 tells every five minutes, or every minute for money; the agent every minute whatever it is.
#[test]
fn the_agent_tells_every_minute_where_ec2_takes_five() {
    let oldest = |detailed: bool| {
        let mut harness = with(&[(TEMPLATE, "Monitoring/Enabled", json!(detailed))]);
        let (mut cpu, mut memory): (f64, f64) = (0.0, 0.0);
        for step in 1..60 {
            harness.until(f64::from(step) * 10.0 + 5.0);
            let now = gauges(&harness);
            cpu = cpu.max(ago_s(now.cpu).unwrap_or(0.0));
            memory = memory.max(ago_s(now.memory).unwrap_or(0.0));
        }
        (cpu, memory)
    };
    let (cpu, memory) = oldest(false);
    assert!(
        (285.0..=300.0).contains(&cpu) && memory < 60.0,
        "{cpu} {memory}"
    );
    let (cpu, memory) = oldest(true);
    assert!(cpu < 60.0 && memory < 60.0, "{cpu} {memory}");
}

/// C23: real lines, a stream for each server, sent within five seconds, and three queries of them.
#[test]
fn lines_of_the_application_are_in_the_log_group_within_seconds() {
    let mut harness = with(&[]);
    harness.session.follow_every(1);
    let mut exchanges = Exchanges::default();
    let mut go = |harness: &mut Harness, s: f64| {
        let end = harness.session.simulation().instant_of_shown(s);
        while harness.session.now() < end {
            let next = (harness.session.now() + Span::from_s(1)).min(end);
            harness.session.advance(next, u64::MAX);
            let mut events = Vec::new();
            harness.session.take_trace(&mut events);
            let run = Run {
                document: harness.session.board(),
                simulation: harness.session.simulation(),
            };
            exchanges.hear(run, &events);
        }
    };
    go(&mut harness, 5.0);
    harness.fault(1, InstanceFault::Answer500);
    go(&mut harness, 30.0);
    let (group, now) = (ix(&harness, LOGS), harness.session.now());
    let lines: Vec<_> = exchanges.app_lines(group, now).collect();
    assert!(lines.len() > 200, "{} lines", lines.len());
    let streams: BTreeSet<&str> = lines.iter().map(|line| line.stream.as_str()).collect();
    assert_eq!(streams.len(), 2);
    for line in &lines {
        let told: Value = serde_json::from_str(&line.text).expect("JSON");
        let level = if line.is_error { "ERROR" } else { "INFO" };
        assert_eq!(told["level"], level);
        assert_eq!(told["status"].as_u64() == Some(500), line.is_error);
        assert!(line.sent_at.since(line.at) <= Span::from_s(5));
    }
    let sent: Vec<_> = lines
        .into_iter()
        .filter(|line| line.sent_at <= now)
        .collect();
    let [errors, by_stream, slowest] = queries(&sent);
    assert_eq!(errors.rows[0].0, "/products");
    let count: f64 = by_stream.rows.iter().map(|(_, n)| n).sum();
    assert_eq!(count as usize, sent.len());
    assert!((0.02..0.2).contains(&slowest.rows[0].1), "{slowest:?}");
}

/// E20: what the fields of a template come to.
#[test]
fn the_fields_of_a_template_have_consequences() {
    let boots_s = |fields: &[(u32, &str, Value)]| {
        let document = board(fields);
        let part = document.part(PartId(TEMPLATE)).expect("the template");
        let params = part.params().expect("known").to_value();
        (params["bootstrap_s"].clone(), params["ImageId"].clone())
    };
    let image = |word: &str| (TEMPLATE, "ImageId", json!(word));
    assert_eq!(boots_s(&[image("plain")]), (json!(120.0), json!("plain")));
    assert_eq!(
        boots_s(&[image("plain"), image("ready_made")]).0,
        json!(10.0)
    );
    let own = boots_s(&[image("plain"), (TEMPLATE, "bootstrap_s", json!(45))]);
    assert_eq!(own, (json!(45.0), json!("own")));
    // Two servers with 8 GB each.
    let usd = |gb: u32| {
        let mut harness = with(&[(TEMPLATE, "VolumeSize", json!(gb))]);
        harness.until(1.0);
        let parts = harness.session.simulation().parts().iter();
        let machines = parts.filter(|part| Instance::of(part).is_some());
        machines.map(|part| part.price().usd_per_hour).sum::<f64>()
    };
    assert!((usd(8) - usd(0) - 2.0 * 8.0 * 0.08 / 730.0).abs() < 1e-9);
}

/// An agent that is taken away takes its metric along, and nothing else.
#[test]
fn the_agent_can_be_removed_while_time_runs() {
    let mut harness = with(&[]);
    harness.until(120.0);
    let ids = vec![AGENT];
    harness.edit(Command::Remove { ids }).until(600.0);
    assert_eq!(gauges(&harness).memory, Gauge::Unknown);
    assert_eq!(failed(&harness), 0);
}
