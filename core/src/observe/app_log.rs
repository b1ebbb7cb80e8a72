//! Lines that applications write of followed requests, as they lie in a log group: JSON, a stream for each
//! server, there within seconds (spec 9.4), and what three queries of Logs Insights find in them.

use super::access_log::{Found, means, stamp, sums, trace_id};
use super::exchanges::{Exchange, Run};
use crate::base::id::PartIx;
use crate::base::time::{Instant, Span};
use crate::contract::Member;
use crate::engine::simulation::Simulation;
use crate::kinds::logs::agent::{Agent, FLUSH_EVERY};
use crate::world::tracer::{Step, TraceEvent};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// One request as the application saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The log group.
    pub group: PartIx,
    pub at: Instant,
    /// When the agent has sent it.
    pub sent_at: Instant,
    /// The server.
    pub stream: String,
    pub is_error: bool,
    pub path: String,
    /// From its arrival at the server until its answer.
    pub took: Span,
    pub text: String,
}

/// A server whose lines go to a log group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Writer {
    server: PartIx,
    group: PartIx,
}

/// All servers with an agent that sends their lines.
pub(super) fn writers(simulation: &Simulation) -> Vec<Writer> {
    let control = simulation.control();
    let facts = control.facts.iter();
    let parts = simulation.parts().iter().zip(facts);
    let mut all = Vec::new();
    for (part, facts) in parts {
        let sends_to = Agent::of(part).and_then(Agent::sends_to);
        let group = sends_to.and_then(|group| control.ix(group));
        let Some((group, owner)) = group.zip(facts.of) else {
            continue;
        };
        let Some(machine) = simulation.parts().get(owner.ix()) else {
            continue;
        };
        let launched = machine.launched(simulation.now());
        let alone = machine.machine(simulation.now()).map(|_| owner);
        let servers = launched.iter().map(|s| s.part.at).chain(alone);
        all.extend(servers.map(|server| Writer { server, group }));
    }
    all
}

/// The line that an event ends, if a server with an agent answers by it.
pub(super) fn line(
    run: Run<'_>,
    exchange: &Exchange,
    event: &TraceEvent,
    writers: &[Writer],
) -> Option<Line> {
    let Step::Answered { outcome, .. } = event.step else {
        return None;
    };
    let writer = writers.iter().find(|w| w.server == event.part)?;
    // No application has seen it: nothing listened.
    if outcome.code == 0 {
        return None;
    }
    let is_there = |e: &&TraceEvent| e.part == event.part && matches!(e.step, Step::Reached { .. });
    let came = exchange.events.iter().rev().find(is_there)?.at;
    let simulation = run.simulation;
    let machine = simulation.parts().get(event.part.ix())?;
    let serial = machine.machine(simulation.now())?.id;
    let calendar = &simulation.control().calendar;
    let question = &exchange.question;
    let took = event.at.since(came);
    let is_error = outcome.code >= 500;
    let level = if is_error { "ERROR" } else { "INFO" };
    let (time, trace) = (stamp(simulation, event.at), trace_id(simulation, exchange));
    let (method, path) = (&question.method, &question.path);
    let (status, ms) = (outcome.code, took.us() / 1_000);
    let text = format!(
        "{{\"time\":\"{time}\",\"level\":\"{level}\",\"method\":\"{method}\",\"path\":\"{path}\",\"status\":{status},\"ms\":{ms},\"trace\":\"{trace}\"}}"
    );
    Some(Line {
        group: writer.group,
        at: event.at,
        sent_at: calendar.next_boundary(event.at, FLUSH_EVERY),
        stream: format!("i-{}-{}", serial.owner.0, serial.serial),
        is_error,
        path: path.clone(),
        took,
        text,
    })
}

/// Errors by path, the slowest paths, lines by server: of lines that have been sent.
pub fn queries(lines: &[&Line]) -> [Found; 3] {
    let lines = || lines.iter().copied();
    let errors = lines().filter(|line| line.is_error);
    let by_path = sums(errors.map(|line| (line.path.clone(), 1.0)));
    let slowest = means(lines().map(|line| (line.path.clone(), line.took.s_f64())));
    let by_stream = sums(lines().map(|line| (line.stream.clone(), 1.0)));
    [
        Found {
            query: "filter level = \"ERROR\" | stats count(*) as n by path | sort n desc",
            rows: by_path,
        },
        Found {
            query: "stats count(*) as n by @logStream | sort n desc",
            rows: by_stream,
        },
        Found {
            query: "stats avg(ms) / 1000 as s by path | sort s desc",
            rows: slowest,
        },
    ]
}
