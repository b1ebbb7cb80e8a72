//! One part alone: a small board around it, inputs by hand, and what it did as a text table.
//!
//! A file of `tests/parts` says what happens: a sentence or two, the board as JSON, then lines of a
//! second and a verb; after a line `---` stands the table.
//!
//! | verb | what it does |
//! |---|---|
//! | `send 1` | part 1 sends a request by its first wire; `send 1 as 7` for the seventh client |
//! | `set 2 MaxSize 3` | edits a parameter, as a hand on the board does |
//! | `remove 2` | takes a part away |
//! | `fault {…}` | something happens, as reports write it |
//! | `end` | the table ends here |

use crate::boards;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use swell_core::base::id::{PartId, PartIx};
use swell_core::base::time::{Instant, Span};
use swell_core::document::Document;
use swell_core::document::command::Command;
use swell_core::engine::simulation::Simulation;
use swell_core::world::log::LogChange;
use swell_core::world::metric::Metric;
use swell_core::world::tracer::{Step, TraceEvent};

/// What separates the script from its table.
const RULE: &str = "---\n";
/// Metrics are looked at after each of these.
const MINUTE: Span = Span::from_s(60);

/// The script with the table that it comes to now. Panics at a line that it cannot read.
pub fn play(text: &str) -> String {
    let script = text.split(RULE).next().unwrap_or(text).trim_end();
    let (told, script_lines) = script
        .split_once("\n\n{")
        .expect("a sentence, then the board");
    let (board, lines) = script_lines
        .split_once("\n\n")
        .expect("a board, then its inputs");
    let board = serde_json::from_str(&format!("{{{board}")).expect("a board in JSON");
    let mut alone = Alone::new(boards::document(board));
    for line in lines.lines() {
        alone.run(line);
    }
    assert!(!told.is_empty(), "say what the part does");
    format!("{script}\n\n{RULE}{}", alone.table)
}

struct Alone {
    document: Document,
    simulation: Simulation,
    table: String,
    /// Values of metrics as they stand in the table: only what changes is told.
    last: BTreeMap<(PartId, Metric), f64>,
}

impl Alone {
    fn new(document: Document) -> Self {
        let mut simulation = Simulation::new(&document);
        simulation.follow_every(1);
        let mut alone = Self {
            document,
            simulation,
            table: String::new(),
            last: BTreeMap::new(),
        };
        alone.note();
        alone
    }

    fn run(&mut self, line: &str) {
        let (second, input) = line.split_once(' ').unwrap_or_else(|| panic!("{line}"));
        let at: f64 = second
            .parse()
            .unwrap_or_else(|_| panic!("a second: {line}"));
        let at = Instant::ZERO + Span::from_s_f64(at);
        self.pass(at);
        let words: Vec<&str> = input.splitn(4, ' ').collect();
        let id = |word: &str| PartId(word.parse().unwrap_or_else(|_| panic!("a part: {line}")));
        match words.as_slice() {
            ["send", from] => self.send(id(from), 0),
            ["send", from, "as", client] => self.send(id(from), id(client).0),
            ["set", part, path, value] => self.edit(Command::SetField {
                part: id(part),
                path: (*path).to_owned(),
                value: serde_json::from_str(value).unwrap_or_else(|_| panic!("JSON: {line}")),
            }),
            ["remove", part] => self.edit(Command::Remove {
                ids: vec![id(part).0],
            }),
            ["fault", ..] => {
                let json = input.trim_start_matches("fault ");
                let fault = serde_json::from_str(json).unwrap_or_else(|e| panic!("{line}: {e}"));
                self.simulation.inject(&fault);
            }
            ["end"] => self.pass(at + Span::from_us(1)),
            _ => panic!("no verb: {line}"),
        }
        self.note();
    }

    fn send(&mut self, from: PartId, client: u32) {
        let sent = self.simulation.send(from, client);
        assert!(sent.is_some(), "part {from:?} has no wire");
    }

    fn edit(&mut self, command: Command) {
        let edited = self.document.apply(command);
        edited.unwrap_or_else(|error| panic!("{error}"));
        self.simulation.edit(&self.document);
    }

    /// Runs up to an instant, stopping after every minute for the metrics of that minute.
    fn pass(&mut self, until: Instant) {
        loop {
            let minutes = self.simulation.now().us() / MINUTE.us();
            let next = Instant::from_us((minutes + 1) * MINUTE.us());
            if next >= until {
                break;
            }
            self.simulation.advance(next, u64::MAX);
            self.note();
            self.note_metrics(next);
        }
        self.simulation.advance_before(until);
        self.note();
    }

    /// What the parts did since the last look, and what the log says, in order of time.
    fn note(&mut self) {
        let (mut steps, mut changes) = (Vec::new(), Vec::new());
        self.simulation.take_trace(&mut steps);
        self.simulation.take_log(&mut changes);
        let mut rows: Vec<(Instant, String, String)> = Vec::new();
        for step in &steps {
            rows.push((step.at, self.name(step.part), self.told(step)));
        }
        for change in changes {
            if let LogChange::New(entry) = change {
                let what = serde_json::to_value(&entry.what).expect("can be written");
                rows.push((entry.at, named(entry.part), words(&what)));
            }
        }
        rows.sort_by_key(|row| row.0);
        for (at, part, what) in rows {
            self.row(at, &part, &what);
        }
    }

    fn note_metrics(&mut self, end: Instant) {
        let kinds = self.document.parts.iter();
        let parts: Vec<_> = kinds
            .filter_map(|part| Some((part.id, part.kind()?)))
            .collect();
        for (id, kind) in parts {
            let Some(part) = self.simulation.control().ix(id) else {
                continue;
            };
            let mut told = String::new();
            for metric in kind.metrics() {
                let newest = self.simulation.control().published.newest((part, *metric));
                let Some(point) = newest.filter(|point| point.end == end) else {
                    continue;
                };
                let value = point.value(metric.default_statistic());
                if self.last.insert((id, *metric), value) != Some(value) {
                    let _ = write!(told, " {} {value}", metric.name());
                }
            }
            if !told.is_empty() {
                self.row(end, &named(id), &format!("publishes{told}"));
            }
        }
    }

    fn row(&mut self, at: Instant, part: &str, what: &str) {
        let _ = writeln!(
            self.table,
            "{:9.3}  {part:>4}  {what}",
            at.us() as f64 / 1e6
        );
    }

    /// The number of a part on the board; of an instance in a group its place in the table.
    fn name(&self, part: PartIx) -> String {
        match self.simulation.control().id(part) {
            id if self.document.parts.iter().any(|part| part.id == id) => named(id),
            _ => format!("@{}", part.0),
        }
    }

    fn told(&self, step: &TraceEvent) -> String {
        let what = match step.step {
            Step::Sent { .. } => String::from("is sent"),
            Step::Reached { from } => format!("arrives from {}", self.name(from)),
            Step::Resolved {
                from, is_cached, ..
            } => {
                let memory = if is_cached { "from memory" } else { "anew" };
                format!("is told where to go by {}, {memory}", self.name(from))
            }
            Step::Started => String::from("is begun"),
            Step::Picked {
                target,
                eligible,
                outstanding,
                ..
            } => {
                let target = self.name(target);
                format!("goes to {target}, one of {eligible}, with {outstanding} in flight")
            }
            Step::Noted { word } => format!("is noted: {word}"),
            Step::Dropped { to, .. } => format!("dropped on the way to {}", self.name(to)),
            Step::Answered { to, outcome } => {
                format!("is answered to {}: {}", self.name(to), outcome_of(outcome))
            }
            Step::Received { outcome } => format!("is heard: {}", outcome_of(outcome)),
            Step::GaveUp => String::from("is given up"),
        };
        format!("request {} {what}", step.serial)
    }
}

fn outcome_of(outcome: swell_core::world::request::Outcome) -> String {
    let (code, cause) = (outcome.code, outcome.cause);
    match outcome.is_ok() {
        true => code.to_string(),
        false => format!("{code} {cause:?}"),
    }
}

fn named(id: PartId) -> String {
    id.0.to_string()
}

/// An entry of the log in one line: its kind, then what it says.
fn words(what: &Value) -> String {
    let mut told = what["kind"].as_str().unwrap_or_default().to_owned();
    for (key, value) in what.as_object().into_iter().flatten() {
        if key != "kind" && !value.is_null() {
            let _ = write!(told, " {key} {}", value.to_string().replace('"', ""));
        }
    }
    told
}
