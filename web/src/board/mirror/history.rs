//! The slower half of the mirror: records, charts and the inspector. It belongs to the second part
//! of the program (`later`).

use super::{Look, inspector, records};
use crate::board::{Board, letters, put};
use crate::vocabulary::{Guess, LogView, NodeId, Role, role};
use std::sync::Arc;
use swell_core::base::time::Instant;
use swell_core::document::{Document, Part};
use swell_core::kinds::Params;
use swell_core::observe::viewers;
use swell_core::session::Session;

/// Charts are drawn every so many looks.
const LOOKS_PER_CHART: u32 = 3;

/// What was recorded at the last look.
#[derive(Default)]
pub struct Records {
    /// `None` before the first look: another board's lists may still be shown.
    journal_version: Option<u64>,
    /// Charts are drawn less often than numbers.
    charts_in: u32,
    charts_at: Option<Instant>,
    guess: Option<(Guess, Instant)>,
    sides: records::Sides,
}

impl Records {
    /// Draws the charts at the next look, whenever that is.
    pub fn hurry(&mut self) {
        self.charts_in = 0;
    }
}

/// What writes logs on the board.
fn logs(document: &Document) -> Vec<LogView> {
    let writes = |part: &&Part| role(part.kind()) == Role::Log;
    let log = |part: &Part| {
        let named = document.params(part.id).map(Params::references);
        let to = named.and_then(|all| all.first().map(|(_, id)| NodeId(id.0)));
        Some(LogView {
            id: NodeId(part.id.0),
            of: NodeId(part.of?.0),
            to,
        })
    };
    document
        .parts
        .iter()
        .filter(writes)
        .filter_map(log)
        .collect()
}

/// Brings decisions, journal, timeline and inspector up to date.
pub fn record(records: &mut Records, board: Board, session: &Session, look: Look) {
    let now = session.simulation().now();
    let version = Some(session.run().journal.version);
    let is_moved = records.charts_at != Some(now) || records.guess != look.guess;
    records.guess = look.guess;
    if version != records.journal_version || session.is_in_past() {
        records.journal_version = version;
        put(&board.decisions, records::decisions(session));
        put(&board.journal, records::journal(session));
    }
    if records.charts_in == 0 || look.is_still || session.is_in_past() {
        if is_moved {
            put(
                &board.timeline,
                Arc::new(records::timeline(session, look.guess)),
            );
            let futures = records::futures(session, board, &mut records.sides);
            put(&board.futures, futures);
            records.charts_at = Some(now);
        }
        put(
            &letters::globe(board),
            viewers::crowds(session.simulation()),
        );
        put(&letters::writers(board), logs(session.board()));
        records.charts_in = LOOKS_PER_CHART;
    }
    records.charts_in -= 1;
    put(&board.inspector, inspector::inspector(session, look));
}
