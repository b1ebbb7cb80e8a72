//! Runs a document without a browser and prints a JSON report.
//!
//! `run FILE.json [--seed N] [--until SECONDS] [--set PART.FIELD=VALUE]… [--fault T:PART:KIND]…
//! [--traffic FILE.csv]`. Exit status: 0 when it ran, 2 for a bad file or option.

use std::process::ExitCode;
use swell_core::base::id::{PartId, ZoneId};
use swell_core::document::command::Command;
use swell_core::document::{Content, Document, field};
use swell_core::engine::fault::{Incident, InstanceFault};
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::Params;
use swell_core::scenario::report;
use swell_core::scenario::traffic::{self, ValueForm};

const USAGE: &str = "usage: run FILE.json [--seed N] [--until SECONDS] [--set PART.FIELD=VALUE] \
[--fault T:PART:KIND] [--traffic FILE.csv]";

fn main() -> ExitCode {
    match prepare(std::env::args().skip(1)) {
        Ok((document, script, until_s)) => {
            let report = report::run(&document, &script, until_s);
            println!("{report:#}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            ExitCode::from(2)
        }
    }
}

type Prepared = (Document, report::Script, f64);

fn prepare(args: impl Iterator<Item = String>) -> Result<Prepared, Vec<String>> {
    let mut file = None;
    let mut options: Vec<(String, String)> = Vec::new();
    let mut args = args;
    while let Some(arg) = args.next() {
        match arg.strip_prefix("--") {
            Some(name) => {
                let value = args
                    .next()
                    .ok_or_else(|| vec![format!("--{name}: no value")])?;
                options.push((name.to_owned(), value));
            }
            None if file.is_none() => file = Some(arg),
            None => return Err(vec![format!("{arg}: one file only"), USAGE.to_owned()]),
        }
    }
    let file = file.ok_or_else(|| vec![USAGE.to_owned()])?;
    let text = std::fs::read_to_string(&file).map_err(|e| vec![format!("{file}: {e}")])?;
    let mut document = Document::from_json(&text).map_err(|problems| {
        let line = |problem| format!("{file}: {problem}");
        problems.iter().map(line).collect::<Vec<_>>()
    })?;
    let mut faults = Vec::new();
    let mut until_s = 3_600.0;
    let mut problems = Vec::new();
    for (name, value) in options {
        let result = match name.as_str() {
            "seed" => value
                .parse()
                .map(|n| document.seed = n)
                .map_err(|e| format!("{e}")),
            "until" => match value.parse::<f64>() {
                Ok(s) if s.is_finite() && s >= 0.0 => {
                    until_s = s;
                    Ok(())
                }
                _ => Err("not a number of seconds".to_owned()),
            },
            "set" => set(&mut document, &value),
            "fault" => {
                faults.push(value.clone());
                Ok(())
            }
            "traffic" => load_traffic(&mut document, &value),
            _ => Err(USAGE.to_owned()),
        };
        if let Err(problem) = result {
            problems.push(format!("--{name} {value}: {problem}"));
        }
    }
    let mut script = report::Script::new();
    for fault in faults {
        match parse_fault(&document, &fault) {
            Ok(entry) => script.push(entry),
            Err(problem) => problems.push(format!("--fault {fault}: {problem}")),
        }
    }
    if problems.is_empty() {
        Ok((document, script, until_s))
    } else {
        Err(problems)
    }
}

/// `16.MaxSize=6`
fn set(document: &mut Document, text: &str) -> Result<(), String> {
    let (path, value) = text.split_once('=').ok_or("not PART.FIELD=VALUE")?;
    let (id, field_path) = path.split_once('.').ok_or("not PART.FIELD=VALUE")?;
    let part = PartId(id.parse().map_err(|_| format!("{id}: not a part's id"))?);
    let params = document
        .params(part)
        .ok_or_else(|| format!("no part {id}"))?;
    let path = field::resolve_path(&params.to_value(), field_path);
    let value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    document
        .apply(Command::SetField { part, path, value })
        .map(|_| ())
        .map_err(|e| e.to_string())
}

/// `60:14:terminate`, `60:14.2:hang`, `60:2:zone_down`, `60:2:capacity_off`, `60:14:metrics_off`,
/// `60:10:surge`
fn parse_fault(document: &Document, text: &str) -> Result<(f64, Incident), String> {
    let mut pieces = text.splitn(3, ':');
    let (Some(at), Some(part), Some(kind)) = (pieces.next(), pieces.next(), pieces.next()) else {
        return Err("not T:PART:KIND".to_owned());
    };
    let at: f64 = at.parse().map_err(|_| format!("{at}: not a time"))?;
    let (id, serial) = part.split_once(['.', '-', '/']).unwrap_or((part, "0"));
    let id: u32 = id.parse().map_err(|_| format!("{id}: not an id"))?;
    let serial: u32 = serial
        .parse()
        .map_err(|_| format!("{serial}: not an instance's number"))?;
    let zone = ZoneId(id);
    let part = PartId(id);
    let incident = match kind {
        "zone_down" | "down" if document.zone(zone).is_some() => Incident::ZoneDown { zone },
        "zone_up" | "up" if document.zone(zone).is_some() => Incident::ZoneUp { zone },
        "capacity_off" if document.zone(zone).is_some() => Incident::CapacityOff { zone },
        "capacity_on" if document.zone(zone).is_some() => Incident::CapacityOn { zone },
        _ if document.part(part).is_none() => return Err(format!("no part or zone {id}")),
        "metrics_off" => Incident::MetricsOff { group: part },
        "metrics_on" => Incident::MetricsOn { group: part },
        "surge" => Incident::Surge { users: part },
        "database_down" | "down" => Incident::DatabaseDown { database: part },
        "database_up" | "up" => Incident::DatabaseUp { database: part },
        _ => {
            let word = if kind == "kill" { "terminate" } else { kind };
            let fault = InstanceFault::named(word).ok_or_else(|| {
                let words: Vec<_> = InstanceFault::ALL.iter().map(|f| f.word()).collect();
                format!("{kind}: not one of {}", words.join(", "))
            })?;
            let instance = Simulation::new(document)
                .instance_of(part, serial)
                .unwrap_or(swell_core::base::id::InstanceId {
                    owner: part,
                    serial,
                });
            Incident::Instance { instance, fault }
        }
    };
    Ok((at, incident))
}

/// Replaces the load of the users by a file of `seconds,rps`.
fn load_traffic(document: &mut Document, file: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
    let found = traffic::parse(&text, ValueForm::Auto).map_err(|errors| {
        let line = |e: &traffic::TrafficError| {
            format!("line {}, column {}: {:?}", e.line, e.column, e.problem)
        };
        errors.iter().map(line).collect::<Vec<_>>().join("; ")
    })?;
    for part in &mut document.parts {
        if let Content::Known(Params::Users(users)) = &mut part.content {
            users.pattern = swell_core::kinds::users::Pattern::Trace;
            users.trace = Some(traffic::to_trace(&found));
            return Ok(());
        }
    }
    Err("the document has no users".to_owned())
}
