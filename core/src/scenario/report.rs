//! Running a document without a viewer, and the JSON report of that run.

use crate::base::time::{Instant, Span};
use crate::control::bill;
use crate::document::{Document, MODEL};
use crate::engine::injection::Injection;
use crate::engine::simulation::Simulation;
use crate::observe::journal::Journal;
use crate::observe::series::{Sample, Series, Totals};
use crate::world::log::{Entry, What};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Map, Value, json};

/// Step of the report's series.
const STEP: Span = Span::from_s(60);

/// What happens in a run besides the document: (seconds after the first picture, what).
pub type Script = Vec<(f64, Injection)>;

/// The longest run: four and a half years, less a day for the time before the first picture.
/// Units: seconds.
pub const UNTIL_MAX_S: f64 = (Instant::MAX.us() / 1_000_000 - 86_400) as f64;

/// Runs `document` for `until_s` seconds after the first picture and reports.
pub fn run(document: &Document, script: &Script, until_s: f64) -> Value {
    run_script(document, script, until_s).0
}

/// The report, and the entries of `script` (counted from 0) that were about an instance which had not
/// been launched by their time: they did nothing.
pub fn run_script(document: &Document, script: &Script, until_s: f64) -> (Value, Vec<usize>) {
    let mut simulation = Simulation::new(document);
    let mut journal = Journal::default();
    let mut series = Series::new(STEP);
    let end = simulation.instant_of_shown(until_s.max(0.0));
    let end = end.min(Instant::MAX);
    let mut script: Vec<(usize, &(f64, Injection))> = script.iter().enumerate().collect();
    script.sort_by(|a, b| a.1.0.total_cmp(&b.1.0));
    let mut script = script.into_iter().peekable();
    let mut missed = Vec::new();
    let mut changes = Vec::new();
    while simulation.now() < end {
        let due = script
            .peek()
            .map(|(_, (at, _))| simulation.instant_of_shown(*at));
        let stop = series.next().min(end);
        match due {
            Some(at) if at <= stop => {
                simulation.advance_before(at);
                if let Some((ix, (_, injection))) = script.next() {
                    match simulation.resolve(injection) {
                        Some(injection) => simulation.inject(&injection),
                        None => missed.push(ix),
                    }
                }
            }
            _ => {
                simulation.advance(stop, u64::MAX);
                if stop == series.next() {
                    series.take(&simulation);
                }
            }
        }
        simulation.take_log(&mut changes);
        journal.extend(&mut changes);
    }
    let report = write(document, &simulation, &journal, &series, until_s);
    (report, missed)
}

fn write(
    document: &Document,
    simulation: &Simulation,
    journal: &Journal,
    series: &Series,
    until_s: f64,
) -> Value {
    let totals = Totals::of(simulation);
    let quantile = |q: f64| totals.latency.quantile_us(q).map_or(Value::Null, ms);
    let usd = bill::spent(simulation.parts(), simulation.control(), simulation.world()).usd;
    let per_hour = bill::usd_per_hour(simulation.parts(), simulation.control(), simulation.now());
    let shown = |at: Instant| number(simulation.shown_s(at));
    let alarms: Vec<Value> = journal
        .entries()
        .iter()
        .filter_map(|e| alarm(e, &shown))
        .collect();
    let decisions: Vec<Value> = journal.decisions().map(|e| decision(e, &shown)).collect();
    let notices: Vec<Value> = journal
        .entries()
        .iter()
        .filter_map(|e| notice(e, &shown))
        .collect();
    let issues: Vec<Value> = document.issues().iter().map(issue).collect();
    json!({
        "fingerprint": simulation.fingerprint().to_string(),
        "model": MODEL,
        "seed": document.seed,
        "until_s": number(until_s),
        "requests": {
            "sent": totals.sent,
            "ok": totals.ok,
            "failed": totals.failed,
            "gave_up": totals.gave_up,
            "in_flight": totals.in_flight(),
            "by_code": by_code(simulation),
        },
        "latency_ms": {
            "p50": quantile(0.5),
            "p95": quantile(0.95),
            "p99": quantile(0.99),
            "max": if totals.latency.total() > 0 {
                ms(totals.latency.max_us() as f64)
            } else {
                Value::Null
            },
        },
        "series": columns(series, simulation.origin()),
        "alarms": alarms,
        "decisions": decisions,
        "cost": { "usd": round(usd, 1e6), "usd_per_hour": round(per_hour, 1e6) },
        "issues": issues,
        "notices": notices,
    })
}

/// Failures by HTTP status; connection errors that reached the client have none and are `0`.
fn by_code(simulation: &Simulation) -> Map<String, Value> {
    let mut codes: BTreeMap<u16, u64> = BTreeMap::new();
    for (code, _, count) in simulation.client_stats().flat_map(|stats| &stats.failures) {
        *codes.entry(*code).or_default() += count;
    }
    codes
        .into_iter()
        .map(|(code, count)| (code.to_string(), count.into()))
        .collect()
}

fn columns(series: &Series, origin: Instant) -> Value {
    let samples: Vec<&Sample> = series.samples().iter().filter(|s| s.end > origin).collect();
    let column =
        |value: &dyn Fn(&Sample) -> Value| -> Value { samples.iter().map(|s| value(s)).collect() };
    let some = |v: Option<f32>| v.map_or(Value::Null, |v| round(f64::from(v), 1e3));
    json!({
        "step_s": number(series.step.s_f64()),
        "sent": column(&|s| s.sent.into()),
        "ok": column(&|s| s.ok.into()),
        "failed": column(&|s| s.failed.into()),
        "gave_up": column(&|s| s.gave_up.into()),
        "p50_ms": column(&|s| some(s.p50_ms)),
        "p95_ms": column(&|s| some(s.p95_ms)),
        "cpu_percent": column(&|s| some(s.cpu_percent)),
        "desired": column(&|s| s.desired.into()),
        "running": column(&|s| s.running.into()),
        "in_service": column(&|s| s.in_service.into()),
        "healthy": column(&|s| s.healthy.into()),
    })
}

fn alarm(entry: &Entry, shown: &impl Fn(Instant) -> Value) -> Option<Value> {
    let What::AlarmChanged {
        alarm,
        from,
        to,
        value,
        threshold,
        ..
    } = &entry.what
    else {
        return None;
    };
    Some(json!({
        "id": entry.id.0,
        "t_s": shown(entry.at),
        "alarm": format!("{}{}", alarm.part.0, match alarm.role {
            crate::world::log::AlarmRole::Own => "",
            crate::world::log::AlarmRole::High => "/AlarmHigh",
            crate::world::log::AlarmRole::Low => "/AlarmLow",
        }),
        "from": from,
        "to": to,
        "value": value,
        "threshold": threshold,
    }))
}

/// Where the simulation did less than was asked of it.
fn notice(entry: &Entry, shown: &impl Fn(Instant) -> Value) -> Option<Value> {
    let What::CeilingMet { ceiling, most } = entry.what else {
        return None;
    };
    Some(json!({
        "kind": ceiling,
        "t_s": shown(entry.at),
        "part": entry.part.0,
        "most": most,
    }))
}

fn decision(entry: &Entry, shown: &impl Fn(Instant) -> Value) -> Value {
    let mut what = serde_json::to_value(&entry.what).unwrap_or_default();
    let take = |what: &mut Value, key: &str| match what {
        Value::Object(map) => map.remove(key).unwrap_or_default(),
        _ => Value::Null,
    };
    let kind = take(&mut what, "kind");
    let from = take(&mut what, "from");
    let to = take(&mut what, "to");
    let mut because = match what.get("because") {
        Some(because) => because.clone(),
        None => what,
    };
    show_times(&mut because, shown);
    json!({
        "id": entry.id.0,
        "t_s": shown(entry.at),
        "part": entry.part.0,
        "kind": kind,
        "from": from,
        "to": to,
        "cause": entry.cause.map_or(0, |c| c.0),
        "count": entry.count,
        "last_t_s": shown(entry.last_at),
        "because": because,
    })
}

/// Instants of the engine as shown seconds, under names that say so: `until` as `until_s`.
fn show_times(because: &mut Value, shown: &impl Fn(Instant) -> Value) {
    let Value::Object(because) = because else {
        return;
    };
    for key in ["warm_until", "until"] {
        if let Some(instant) = because.remove(key) {
            let instant = instant.as_u64().map(Instant::from_us);
            let seconds = instant.map_or(Value::Null, shown);
            because.insert(format!("{key}_s"), seconds);
        }
    }
}

fn issue(issue: &crate::document::check::Issue) -> Value {
    use crate::document::check::IssueWhat;
    let what = match issue.what {
        IssueWhat::Error(code) => code.as_str().to_string(),
        other => format!("{other:?}"),
    };
    json!({ "part": issue.part, "field": issue.field, "what": what })
}

fn ms(us: f64) -> Value {
    round(us / 1e3, 1e3)
}

fn round(value: f64, places: f64) -> Value {
    number(crate::base::math::round(value * places) / places)
}

fn number(value: f64) -> Value {
    crate::document::field::whole(&Value::from(value))
}
