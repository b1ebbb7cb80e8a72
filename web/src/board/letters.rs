//! What the second part of the program alone shows, and alone knows the types of: what followed requests
//! said (headers, connections, the lines of access logs), who writes logs, and where viewers are.

use super::flights::Heard;
use super::mirror::Look;
use super::{Board, put};
use crate::vocabulary::{self, Item, NodeId};
use leptos::prelude::*;
use swell_core::base::id::PartId;
use swell_core::document::Document;
use swell_core::kinds::load_balancer::access_log::AccessLog;
use swell_core::kinds::logs::agent::Agent;
use swell_core::kinds::logs::log_group::LogGroup;
use swell_core::observe::access_log::{Found, Line, queries};
use swell_core::observe::app_log::{self, Line as AppLine};
use swell_core::observe::exchanges::{Exchanges, Run};
use swell_core::observe::headers::Envelope;
use swell_core::observe::viewers::Crowd;
use swell_core::session::Session;

/// Takes in what followed requests did since the last time.
pub type Hear = fn(Board, &Session, Look, &Heard);

/// Lines of a log that are shown.
const LINES_SHOWN: usize = 20;

/// Who writes a log, and where it lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A balancer, in S3.
    #[default]
    Balancer,
    /// Applications, in a log group.
    Application,
}

/// The log of what is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogView {
    pub origin: Origin,
    /// Newest first, each with whether it has been put where it goes.
    pub lines: Vec<(String, bool)>,
    /// Lines of followed requests, there and on their way there.
    pub delivered: usize,
    pub waiting: usize,
    /// What the queries find in those that are there.
    pub found: Vec<Found>,
}

/// All of it.
#[derive(Default)]
struct Letters {
    exchanges: Exchanges,
    envelope: ArcRwSignal<Option<Envelope>>,
    log: ArcRwSignal<Option<LogView>>,
    globe: ArcRwSignal<Vec<Crowd>>,
    writers: ArcRwSignal<Vec<vocabulary::LogView>>,
}

/// Viewers on the globe; empty while all are in one Region.
pub fn globe(board: Board) -> ArcRwSignal<Vec<Crowd>> {
    with(board, |letters| letters.globe.clone())
}

/// Parts that write logs.
pub fn writers(board: Board) -> ArcRwSignal<Vec<vocabulary::LogView>> {
    with(board, |letters| letters.writers.clone())
}

/// The envelope of the request whose trace is open.
pub fn envelope(board: Board) -> ArcRwSignal<Option<Envelope>> {
    with(board, |letters| letters.envelope.clone())
}

/// The log of what is selected; `None`: it writes none.
pub fn log(board: Board) -> ArcRwSignal<Option<LogView>> {
    with(board, |letters| letters.log.clone())
}

pub fn hear(board: Board, session: &Session, look: Look, heard: &Heard) {
    let run = Run {
        document: session.board(),
        simulation: session.simulation(),
    };
    let open = board
        .request_trace
        .with_untracked(|trace| trace.as_ref().map(|t| t.serial));
    let (signals, envelope, log) = with(board, |letters| {
        if !heard.goes_on {
            letters.exchanges = Exchanges::default();
        }
        letters.exchanges.hear(run, &heard.events);
        let exchange = open.and_then(|serial| letters.exchanges.find(serial));
        let envelope = exchange.map(|exchange| Envelope::of(run, exchange));
        let log = log_view(&letters.exchanges, session, look);
        (
            (letters.envelope.clone(), letters.log.clone()),
            envelope,
            log,
        )
    });
    put(&signals.0, envelope);
    put(&signals.1, log);
}

fn with<T: Default>(board: Board, act: impl FnOnce(&mut Letters) -> T) -> T {
    let found = board.letters.try_update_value(|kept| {
        let letters = kept.get_or_insert_with(|| Box::new(Letters::default()));
        letters.downcast_mut::<Letters>().map(act)
    });
    found.flatten().unwrap_or_default()
}

fn log_view(exchanges: &Exchanges, session: &Session, look: Look) -> Option<LogView> {
    let Some(Item::Node(NodeId(id))) = look.selected else {
        return None;
    };
    let (document, simulation) = (session.board(), session.simulation());
    if let Some(group) = log_group(document, PartId(id)) {
        let (group, now) = (simulation.control().ix(group)?, simulation.now());
        let lines = || exchanges.app_lines(group, now);
        let sent: Vec<&AppLine> = lines().filter(|line| line.sent_at <= now).collect();
        let shown = |line: &AppLine| (line.text.clone(), line.sent_at <= now);
        return Some(LogView {
            origin: Origin::Application,
            lines: lines().rev().take(LINES_SHOWN).map(shown).collect(),
            delivered: sent.len(),
            waiting: lines().count() - sent.len(),
            found: app_log::queries(&sent).into(),
        });
    }
    let logs = document
        .parts
        .iter()
        .filter(|part| part.get::<AccessLog>().is_some());
    let of_it =
        |log: &&swell_core::document::Part| log.id == PartId(id) || log.of == Some(PartId(id));
    let balancer = logs.filter(of_it).find_map(|log| log.of)?;
    let now = simulation.now();
    let lines = || exchanges.lines(balancer, now);
    let delivered: Vec<&Line> = lines().filter(|line| line.delivered_at <= now).collect();
    let shown = |line: &Line| (line.text.clone(), line.delivered_at <= now);
    Some(LogView {
        origin: Origin::Balancer,
        lines: lines().rev().take(LINES_SHOWN).map(shown).collect(),
        delivered: delivered.len(),
        waiting: lines().count() - delivered.len(),
        found: queries(&delivered).into(),
    })
}

/// The log group that is looked at, or that the agent which is looked at writes to.
fn log_group(document: &Document, id: PartId) -> Option<PartId> {
    let part = document.part(id)?;
    let named = || part.get::<Agent>().and_then(|agent| agent.log_group);
    part.get::<LogGroup>().map(|_| id).or_else(named)
}
