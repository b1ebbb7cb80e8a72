//! Runs a document without a browser and prints a JSON report; see `USAGE`.

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use swell_core::base::id::{InstanceId, PartId};
use swell_core::document::command::{Command, EditError};
use swell_core::document::field::{self, FieldFault};
use swell_core::document::{Content, Document};
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::Params;
use swell_core::kinds::users::Pattern;
use swell_core::scenario::report;
use swell_core::scenario::traffic::{self, Choice, Picked, ValueForm};

const USAGE: &str = "\
usage: run FILE.json [--seed N] [--until SECONDS] [--set PART.FIELD=VALUE]… [--fault T:PART:KIND]… [--traffic FILE]
           [--traffic-as rate|count] [--traffic-series NAME]

  --seed N                  another seed than the file's
  --until SECONDS           how long to run after the first picture (3600)
  --set 16.MaxSize=6        another value of a field
  --fault 60:14.2:hang      at 60 s, to the second instance of group 14; 60:14:hang to the first in service.
                            Instances: terminate stop impair crash hang slow answer_500 break_health_check
                            set_unhealthy protect heal. Zones: zone_down zone_up capacity_off capacity_on.
                            Groups: metrics_off metrics_on. Users: surge. Databases: database_down database_up.
  --traffic FILE            the users' load from a recording: seconds,rps; timestamp,count; results of load tests,
                            logs of web servers, metrics as JSON
  --traffic-as rate|count   what its numbers are, where nothing in it says so
  --traffic-series NAME     which of its series, or all of them, where it has several
  -h, --help                this text

Exit status: 0 when it ran, 1 when the report could not be written, 2 for a bad file or option.";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        return print(USAGE);
    }
    match read(&args).and_then(|run| run.report()) {
        Ok(report) => print(&format!("{report:#}")),
        Err(problems) => {
            for problem in problems {
                complain(&problem);
            }
            ExitCode::from(2)
        }
    }
}

/// Writes the answer. A reader that has seen enough (`… | head`) is no failure, a full disk is.
fn print(text: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("cannot write the report: {error}"));
            ExitCode::from(1)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Says it if anybody listens.
fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

type Problems = Vec<String>;

/// What the command line asks for.
struct Run {
    document: Document,
    script: report::Script,
    /// The words of each entry of `script`.
    faults: Vec<String>,
    /// How to read a recording that does not say it by itself.
    choice: Choice,
    until_s: f64,
}

impl Run {
    /// Errors: faults that struck nothing.
    fn report(self) -> Result<serde_json::Value, Problems> {
        let (report, missed) = report::run_script(&self.document, &self.script, self.until_s);
        let missed: Problems = missed
            .into_iter()
            .filter_map(|ix| self.faults.get(ix))
            .map(|fault| format!("--fault {fault}: no such instance by then"))
            .collect();
        if missed.is_empty() {
            Ok(report)
        } else {
            Err(missed)
        }
    }
}

fn read(args: &[OsString]) -> Result<Run, Problems> {
    let (file, options) = split(args)?;
    let shown = file.to_string_lossy();
    let text = read_text(file).map_err(|e| vec![format!("{shown}: {e}")])?;
    let document = Document::from_json(&text).map_err(|problems| {
        let line = |problem| format!("{shown}: {problem}");
        problems.iter().map(line).collect::<Vec<_>>()
    })?;
    let mut run = Run {
        document,
        script: report::Script::new(),
        faults: Vec::new(),
        choice: Choice::default(),
        until_s: 3_600.0,
    };
    let mut problems = Vec::new();
    // Traffic is read as other options say, and faults name parts and times that they may change.
    let mut options = options;
    options.sort_by_key(|(name, _)| ["traffic", "fault"].iter().position(|late| late == name));
    for (name, value) in options {
        if let Err(problem) = run.option(name, value) {
            problems.push(format!("--{name} {}: {problem}", value.to_string_lossy()));
        }
    }
    if problems.is_empty() {
        Ok(run)
    } else {
        Err(problems)
    }
}

type OptionOf<'a> = (&'a str, &'a OsStr);

/// The one file and the options with their values.
fn split(args: &[OsString]) -> Result<(&OsStr, Vec<OptionOf<'_>>), Problems> {
    let mut file = None;
    let mut options = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.to_str().and_then(|arg| arg.strip_prefix("--")) {
            Some(name) => {
                let value = args
                    .next()
                    .ok_or_else(|| vec![format!("--{name}: no value")])?;
                options.push((name, value.as_os_str()));
            }
            None if file.is_none() => file = Some(arg.as_os_str()),
            None => {
                let problem = format!("{}: one file only", arg.to_string_lossy());
                return Err(vec![problem, USAGE.to_owned()]);
            }
        }
    }
    let file = file.ok_or_else(|| vec![USAGE.to_owned()])?;
    Ok((file, options))
}

impl Run {
    fn option(&mut self, name: &str, value: &OsStr) -> Result<(), String> {
        if name == "traffic" {
            return load_traffic(&mut self.document, value, &self.choice);
        }
        let text = value.to_str().ok_or("not UTF-8")?;
        match name {
            "seed" => self.document.seed = text.parse().map_err(|_| "not a whole number from 0")?,
            "until" => self.until_s = seconds(text)?,
            "set" => set(&mut self.document, text)?,
            "traffic-as" => {
                self.choice.form = match text {
                    "rate" => ValueForm::Rate,
                    "count" => ValueForm::Count,
                    _ => return Err("not rate or count".to_owned()),
                }
            }
            "traffic-series" => {
                self.choice.series = match text {
                    "all" => Picked::All,
                    name => Picked::Only(name.to_owned()),
                }
            }
            "fault" => {
                let (at, injection) = parse_fault(&self.document, text)?;
                if at > self.until_s {
                    return Err(format!("after the end, --until {}", self.until_s));
                }
                self.script.push((at, injection));
                self.faults.push(text.to_owned());
            }
            _ => return Err(format!("no such option\n{USAGE}")),
        }
        Ok(())
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let max = report::UNTIL_MAX_S;
    match text.parse::<f64>() {
        Ok(s) if (0.0..=max).contains(&s) => Ok(s),
        _ => Err(format!("{text}: not a number of seconds from 0 to {max}")),
    }
}

/// A file of text, as it is written to say what is wrong with it.
fn read_text(file: &OsStr) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|e| e.to_string())?;
    String::from_utf8(bytes)
        .map_err(|e| format!("not UTF-8 from byte {}", e.utf8_error().valid_up_to()))
}

/// `16.MaxSize=6`; what is no JSON is text, and so is a number where the field wants text.
fn set(document: &mut Document, text: &str) -> Result<(), String> {
    let (path, value) = text.split_once('=').ok_or("not PART.FIELD=VALUE")?;
    let (id, field_path) = path.split_once('.').ok_or("not PART.FIELD=VALUE")?;
    let part = PartId(id.parse().map_err(|_| format!("{id}: not a part's id"))?);
    let params = document
        .params(part)
        .ok_or_else(|| format!("no part {id}"))?;
    let path = field::resolve_path(&params.to_value(), field_path);
    let mut apply = |value: serde_json::Value| {
        let path = path.clone();
        document.apply(Command::SetField { part, path, value })
    };
    let parsed = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    let wants_text = |error: &EditError| {
        let fault = match error {
            EditError::Field { fault, .. } => fault,
            _ => return false,
        };
        matches!(fault, FieldFault::NotText | FieldFault::NotOneOf { .. })
    };
    match apply(parsed) {
        Err(error) if wants_text(&error) => apply(value.into()),
        done => done,
    }
    .map(|_| ())
    .map_err(|e| e.to_string())
}

/// `60:14:terminate`, `60:14.2:hang`, `60:2:zone_down`, `60:2:capacity_off`, `60:14:metrics_off`,
/// `60:10:surge`
fn parse_fault(document: &Document, text: &str) -> Result<(f64, Injection), String> {
    let mut pieces = text.splitn(3, ':');
    let (Some(at), Some(part), Some(kind)) = (pieces.next(), pieces.next(), pieces.next()) else {
        return Err("not T:PART:KIND".to_owned());
    };
    let at = seconds(at)?;
    let (id, serial) = part.split_once(['.', '-', '/']).unwrap_or((part, "0"));
    let id: u32 = id.parse().map_err(|_| format!("{id}: not an id"))?;
    let serial: u32 = serial
        .parse()
        .map_err(|_| format!("{serial}: not an instance's number"))?;
    let zone = PartId(id);
    let part = PartId(id);
    let is_frame = document.part(zone).is_some_and(|p| p.level().is_some());
    let injection = match kind {
        "zone_down" | "down" if is_frame => Injection::ZoneDown { zone },
        "zone_up" | "up" if is_frame => Injection::ZoneUp { zone },
        "capacity_off" if is_frame => Injection::CapacityOff { zone },
        "capacity_on" if is_frame => Injection::CapacityOn { zone },
        _ => of_part(document, part, serial, kind)?,
    };
    Ok((at, injection))
}

/// Errors: no such part, or one to which this cannot happen.
fn of_part(
    document: &Document,
    part: PartId,
    serial: u32,
    kind: &str,
) -> Result<Injection, String> {
    let id = part.0;
    let params = document
        .params(part)
        .ok_or_else(|| format!("no part or zone {id}"))?;
    let (injection, fits) = match kind {
        "metrics_off" => (Injection::MetricsOff { group: part }, is_group(params)),
        "metrics_on" => (Injection::MetricsOn { group: part }, is_group(params)),
        "surge" => (
            Injection::Surge { users: part },
            matches!(params, Params::Users(_)),
        ),
        "database_down" | "down" => (
            Injection::DatabaseDown { database: part },
            is_database(params),
        ),
        "database_up" | "up" => (
            Injection::DatabaseUp { database: part },
            is_database(params),
        ),
        _ => {
            let word = if kind == "kill" { "terminate" } else { kind };
            let fault = InstanceFault::named(word).ok_or_else(|| {
                let words: Vec<_> = InstanceFault::ALL.iter().map(|f| f.word()).collect();
                format!("{kind}: not one of {}", words.join(", "))
            })?;
            let instance = InstanceId {
                owner: part,
                serial,
            };
            let fits = is_group(params) || matches!(params, Params::Instance(_));
            (Injection::Instance { instance, fault }, fits)
        }
    };
    if fits {
        Ok(injection)
    } else {
        Err(format!("{kind} does not happen to part {id}"))
    }
}

fn is_group(params: &Params) -> bool {
    matches!(params, Params::AutoScalingGroup(_))
}

fn is_database(params: &Params) -> bool {
    matches!(params, Params::Database(_))
}

/// Replaces the load of the users by that of a file.
fn load_traffic(document: &mut Document, file: &OsStr, choice: &Choice) -> Result<(), String> {
    let text = read_text(file)?;
    let found = traffic::parse(&text, choice).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        lines.join("\n  ")
    })?;
    if let Some(epoch) = found.epoch() {
        document.epoch = epoch;
    }
    for part in &mut document.parts {
        if let Content::Known(Params::Users(users)) = &mut part.content {
            users.pattern = Pattern::Trace;
            users.trace = Some(traffic::to_trace(&found));
            return Ok(());
        }
    }
    Err("the document has no users".to_owned())
}
