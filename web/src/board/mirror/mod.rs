//! The only writer of the board's signals: what the session knows, as the views' plain data.
//! Numbers at most ten times a second, lists only when the structure changes.

mod history;
mod inspector;
mod live;
mod records;
mod structure;
mod trouble;

use super::{Board, put};
use crate::i18n::Lang;
use crate::vocabulary::{
    ClockView, Enabled, FrameId, Guess, Item, KindId, NodeId, Role, SimTime, SurgeView, role,
};
use leptos::prelude::*;
use std::sync::Arc;
use swell_core::base::id::{InstanceId as CoreInstanceId, PartId};
use swell_core::base::time::Instant;
use swell_core::contract::Member;
use swell_core::document::{Document, Part};
use swell_core::engine::simulation::Simulation;
use swell_core::kinds::users::Users;
use swell_core::observe::meters::Meters;
use swell_core::session::Session;

pub use history::{Records, record};
pub use inspector::edited;
pub use records::alarm_id;
pub use structure::{edge_links, instance_key, standalone, structure};

/// What the mirror remembers between two looks.
#[derive(Default)]
pub struct Mirror {
    meters: Meters,
    records: Records,
}

/// Writes alarms, decisions and what else the second part of the program shows.
pub type Record = fn(&mut Records, Board, &Session, Look);

/// What of the interface the picture depends on.
#[derive(Clone, Copy)]
pub struct Look {
    pub lang: Lang,
    pub selected: Option<Item>,
    pub is_locked: bool,
    pub is_view_fixed: bool,
    pub is_clock_manual: bool,
    /// Whether there is a board before this one, and one after it.
    pub boards: (bool, bool),
    /// Looks are rare: charts keep step with them.
    pub is_still: bool,
    /// What the learner thought about the last rush, and when.
    pub guess: Option<(Guess, Instant)>,
    /// What keeps the records, once the second part of the program is here.
    pub record: Option<Record>,
}

impl Mirror {
    /// Takes a reading without showing it: the base of the rates of a moment of the past.
    pub fn read_only(&mut self, session: &Session) {
        self.meters.turn(session.simulation());
    }

    /// Draws the charts at the next look too: time has jumped and stands still.
    pub fn hurry(&mut self) {
        self.records.hurry();
    }

    /// Brings the board's signals up to date.
    pub fn show(&mut self, board: Board, session: &Session, look: Look) {
        let simulation = session.simulation();
        let structure = structure(session.board(), simulation);
        if board.structure.with_untracked(|old| **old != structure) {
            board.retain(&structure);
            board.structure.set(Arc::new(structure.clone()));
        }
        live::show(board, session, &structure, &mut self.meters);
        let alarms = records::alarms(session);
        put(&board.alarms, alarms);
        // Counted here: a small embed shows it without the second part.
        let decided = session.run().journal.changes(simulation.now());
        put(&board.decided, decided);
        if let Some(record) = look.record {
            record(&mut self.records, board, session, look);
        }
        put(&board.enabled, enabled(session, look));
    }

    /// The clock and the surge button; they follow every frame that changes them.
    pub fn show_clock(board: Board, session: &Session, clock: ClockView) {
        put(&board.clock, clock);
        // Of the moment that is shown: the rush of the past has as long to go as it had then.
        let now = session.now();
        let mut users = session.simulation().parts().iter().filter_map(Users::of);
        let until = users.find_map(Users::surge_until);
        let is_asking = board.surge.get_untracked() == SurgeView::Asking;
        let surge = match until.filter(|until| *until > now) {
            Some(until) => SurgeView::Running {
                left_s: (until.since(now).s_f64().ceil()) as u32,
            },
            None => SurgeView::Ready,
        };
        if !is_asking {
            put(&board.surge, surge);
        }
    }
}

fn enabled(session: &Session, look: Look) -> Enabled {
    Enabled {
        can_undo: session.history().can_undo() || look.boards.0,
        can_redo: session.history().can_redo() || look.boards.1,
        has_selection: look.selected.is_some(),
        can_edit: !look.is_locked,
        // The rush happens to a board and leaves its document as it is.
        can_surge: session.users().is_some() && !session.is_in_preroll(),
        can_play: !look.is_clock_manual,
        can_look_around: !look.is_view_fixed,
        has_futures: session.rival().is_some(),
    }
}

/// Simulated time as the views count it: microseconds since the first picture.
pub fn shown(simulation: &Simulation, at: Instant) -> SimTime {
    at.us() as i64 - simulation.origin().us() as i64
}

/// The engine's instant of a shown time; before the start of the run: the start.
pub fn instant(simulation: &Simulation, time: SimTime) -> Instant {
    let us = time.saturating_add(simulation.origin().us() as i64);
    Instant::from_us(us.max(0) as u64)
}

/// A part's own name, or a short word for it.
pub fn part_name(session: &Session, id: PartId) -> String {
    match session.board().part(id) {
        Some(part) => part
            .name
            .clone()
            .unwrap_or_else(|| part.kind_word().to_owned()),
        None => format!("#{}", id.0),
    }
}

/// What people call a part: its own name, or its kind's in their language.
pub fn shown_name(document: &Document, id: PartId, lang: Lang) -> String {
    let part = document.part(id);
    let kind = part.and_then(|p| p.kind());
    let own = part.and_then(|p| p.name.clone());
    own.unwrap_or_else(|| lang.kind(kind).to_owned())
}

/// What a record of `at` calls a part: the name of today, or of then if the part is gone.
pub fn part_name_at(session: &Session, id: PartId, at: Instant) -> String {
    let here = session.board().part(id);
    match here.or_else(|| session.board_at(at).part(id)) {
        Some(part) => part
            .name
            .clone()
            .unwrap_or_else(|| part.kind_word().to_owned()),
        None => format!("#{}", id.0),
    }
}

/// The kind of a part that is or was on the board.
pub fn kind_at(session: &Session, id: PartId, at: Instant) -> Option<KindId> {
    let here = session.board().part(id);
    here.or_else(|| session.board_at(at).part(id))?.kind()
}

/// `i-3` of the only group; where there is another, with the name of its own before it: `web/i-3`.
/// What stands alone has the name of its part.
pub fn instance_name(session: &Session, id: CoreInstanceId) -> String {
    named_instance(session, id, |owner| part_name(session, owner))
}

/// What a record of `at` calls a server: its group may be gone.
pub fn instance_name_at(session: &Session, id: CoreInstanceId, at: Instant) -> String {
    named_instance(session, id, |owner| part_name_at(session, owner, at))
}

fn named_instance(
    session: &Session,
    id: CoreInstanceId,
    named: impl Fn(PartId) -> String,
) -> String {
    let board = session.board();
    let is_group = |part: &Part| role(part.kind()) == Role::Fleet;
    let owner = board.part(id.owner);
    if owner.is_some_and(|part| !is_group(part)) {
        return named(id.owner);
    }
    let serial = format!("i-{}", id.serial);
    let mut others = board.parts.iter().filter(|part| part.id != id.owner);
    if !others.any(is_group) {
        return serial;
    }
    // Two without a name are told apart by their numbers.
    let own = match owner.is_some_and(|part| part.name.is_none()) {
        true => format!("#{}", id.owner.0),
        false => named(id.owner),
    };
    format!("{own}/{serial}")
}

/// The part that a selected item belongs to, for commands.
pub fn part_of(item: Item) -> Option<PartId> {
    match item {
        Item::Node(NodeId(id)) | Item::Frame(FrameId(id)) => Some(PartId(id)),
        _ => None,
    }
}
