//! Followed requests with what they asked for in words, as long as anybody may want to see it: their
//! headers before and after each balancer, and lines of access logs.

use super::access_log::{self, Line};
use super::app_log::{self, Line as AppLine};
use crate::base::id::{PartId, PartIx};
use crate::base::time::Instant;
use crate::contract::Member;
use crate::document::Document;
use crate::engine::simulation::Simulation;
use crate::kinds::load_balancer::access_log::AccessLog;
use crate::world::client::Identity;
use crate::world::page::Asked;
use crate::world::tracer::{Step, TraceEvent};
use alloc::collections::VecDeque;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::Ipv4Addr;

/// Requests that are kept: those that were sent last.
const KEPT_MAX: usize = 256;
/// Events of one request; retries and circles make no longer story.
const EVENTS_MAX: usize = 64;
/// Lines of all logs together.
const LINES_MAX: usize = 2_000;

/// A run and the board that it is of.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    pub document: &'a Document,
    pub simulation: &'a Simulation,
}

/// What a client asked for, and who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub method: String,
    /// `scheme://host/path?query`.
    pub url: String,
    /// From the `/` on.
    pub path: String,
    pub query: String,
    /// With its port, if the address names one.
    pub host: String,
    pub server_name: String,
    pub port: u32,
    pub is_secure: bool,
    pub headers: Vec<(String, String)>,
    pub client: Ipv4Addr,
    pub client_port: u16,
    /// Its next requests come by the same connection.
    pub keeps_alive: bool,
    pub bytes_in: u32,
    pub bytes_out: u32,
}

impl Question {
    fn of(simulation: &Simulation, class: u8, identity: Identity) -> Self {
        let world = simulation.world();
        let costs = world.class(class);
        let client = world.client(class, identity);
        let asked = Asked {
            page: world.page(class),
            client,
            object: costs.crowd.object(identity),
        };
        let page = asked.page;
        let method = match page.method.as_str() {
            "" => "GET",
            method => method,
        };
        let text = |text: &str| -> String { asked.read(text).collect() };
        let headers = page.headers();
        Self {
            method: String::from(method),
            url: text(&page.url),
            path: text(page.path()),
            query: text(page.query()),
            host: text(page.host()),
            server_name: text(page.server_name()),
            port: page.port(),
            is_secure: page.is_secure(),
            headers: headers
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            client: Ipv4Addr::from(client.address),
            client_port: client.port,
            keeps_alive: client.keeps_alive,
            bytes_in: costs.bytes_in,
            bytes_out: costs.bytes_out,
        }
    }

    /// The value of a header; names are in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        let found = all.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// A followed request.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub serial: u64,
    pub question: Question,
    pub events: Vec<TraceEvent>,
}

/// Viewer state: it never decides anything in the run.
#[derive(Clone, Debug, Default)]
pub struct Exchanges {
    kept: VecDeque<Exchange>,
    lines: VecDeque<Line>,
    app_lines: VecDeque<AppLine>,
    heard: Instant,
}

impl Exchanges {
    /// Takes in what followed requests did since the last call, as the run stands at its end.
    pub fn hear(&mut self, run: Run<'_>, events: &[TraceEvent]) {
        let simulation = run.simulation;
        let logged = logged(simulation);
        let writers = app_log::writers(simulation);
        for event in events {
            if event.at < self.heard {
                self.turn_back(event.at);
            }
            self.heard = event.at;
            if let Step::Sent { class, identity } = event.step {
                self.kept.push_back(Exchange {
                    serial: event.serial,
                    question: Question::of(simulation, class, identity),
                    events: Vec::new(),
                });
                if self.kept.len() > KEPT_MAX {
                    self.kept.pop_front();
                }
            }
            let mut newest = self.kept.iter_mut().rev();
            let Some(exchange) = newest.find(|kept| kept.serial == event.serial) else {
                continue;
            };
            if exchange.events.len() < EVENTS_MAX {
                exchange.events.push(*event);
            }
            for line in access_log::lines(run, exchange, event, &logged) {
                keep(&mut self.lines, line);
            }
            if let Some(line) = app_log::line(run, exchange, event, &writers) {
                keep(&mut self.app_lines, line);
            }
        }
    }

    /// The run goes on from an earlier moment: what was heard of later ones has not happened.
    fn turn_back(&mut self, at: Instant) {
        self.lines.retain(|line| line.at < at);
        self.app_lines.retain(|line| line.at < at);
        let is_before = |kept: &Exchange| kept.events.first().is_some_and(|sent| sent.at < at);
        self.kept.retain(is_before);
    }

    pub fn find(&self, serial: u64) -> Option<&Exchange> {
        let mut newest = self.kept.iter().rev();
        newest.find(|kept| kept.serial == serial)
    }

    /// Lines of a balancer's log up to now, oldest first.
    pub fn lines(&self, balancer: PartId, now: Instant) -> impl DoubleEndedIterator<Item = &Line> {
        let lines = self.lines.iter();
        lines.filter(move |line| line.balancer == balancer && line.at <= now)
    }

    /// Lines of a log group up to now, oldest first.
    pub fn app_lines(
        &self,
        group: PartIx,
        now: Instant,
    ) -> impl DoubleEndedIterator<Item = &AppLine> {
        let lines = self.app_lines.iter();
        lines.filter(move |line| line.group == group && line.at <= now)
    }
}

fn keep<T>(lines: &mut VecDeque<T>, line: T) {
    lines.push_back(line);
    if lines.len() > LINES_MAX {
        lines.pop_front();
    }
}

/// Balancers that write a log.
fn logged(simulation: &Simulation) -> Vec<PartIx> {
    let facts = simulation.control().facts.iter();
    let parts = simulation.parts().iter().zip(facts);
    let on = |log: &AccessLog| log.is_on();
    parts
        .filter(|(part, _)| AccessLog::of(part).is_some_and(on))
        .filter_map(|(_, facts)| facts.of)
        .collect()
}
