//! What was done to a run, in order: injections, and edits as what they changed of the board.
//!
//! A slider that is dragged edits one part dozens of times a second; kept is that part, not the
//! board around it.

use super::injection::Injection;
use super::simulation::Simulation;
use crate::base::id::PartId;
use crate::base::time::Instant;
use crate::document::{Document, Part};
use crate::kinds::Params;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// Changed parts after which the whole board is kept again, unless it has more parts itself: no
/// look at an old board goes back further, and boards weigh no more than the changes between them.
const CHANGES_MIN: usize = 64;

/// What is done to a run at an instant, before anything else of that instant.
#[derive(Clone, Debug, PartialEq)]
pub enum RunInput {
    Edit(Box<Document>),
    Injection(Injection),
}

impl Simulation {
    /// Does to the simulation what is done to the run.
    pub fn take(&mut self, input: &RunInput) {
        match input {
            RunInput::Edit(document) => self.edit(document),
            RunInput::Injection(injection) => self.inject(injection),
        }
    }
}

/// An input as it is kept.
#[derive(Clone, Debug)]
enum Logged {
    /// The whole board, for anything beyond changes of parts.
    Board(Box<Document>),
    /// The parts that changed, with their positions.
    Parts(Vec<(usize, Part)>),
    Injection(Injection),
}

impl Logged {
    /// What makes `document` of the board before it.
    fn bring(&self, document: &mut Document) {
        match self {
            Self::Board(board) => document.clone_from(board),
            Self::Parts(changed) => {
                for (ix, part) in changed {
                    if let Some(slot) = document.parts.get_mut(*ix) {
                        slot.clone_from(part);
                    }
                }
            }
            Self::Injection(_) => {}
        }
    }
}

#[derive(Clone, Debug)]
pub struct InputLog {
    /// Begins with the board that the run began with.
    entries: Vec<(Instant, Logged)>,
    newest: Box<Document>,
}

impl InputLog {
    /// The log of a run that begins with `document`.
    pub fn new(document: &Document) -> Self {
        let newest = Box::new(document.clone());
        Self {
            entries: alloc::vec![(Instant::ZERO, Logged::Board(newest.clone()))],
            newest,
        }
    }

    /// The start of the run, and how far the log goes by then.
    pub fn start(&self) -> (Simulation, usize) {
        (Simulation::new(&self.board_after(1).document()), 1)
    }

    /// How far the log goes.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    pub fn note(&mut self, at: Instant, input: &RunInput) {
        let logged = match input {
            RunInput::Injection(injection) => Logged::Injection(injection.clone()),
            RunInput::Edit(document) => {
                let logged = self.difference(document);
                self.newest.clone_from(document);
                logged
            }
        };
        self.entries.push((at, logged));
    }

    fn difference(&self, document: &Document) -> Logged {
        let most = document.parts.len().max(CHANGES_MIN);
        match changed_parts(&self.newest, document) {
            Some(changed) if self.changes() + changed.len() <= most => Logged::Parts(changed),
            _ => Logged::Board(Box::new(document.clone())),
        }
    }

    /// Changed parts since the last whole board.
    fn changes(&self) -> usize {
        let newest_first = self.entries.iter().rev().map(|(_, logged)| logged);
        newest_first
            .take_while(|logged| !matches!(logged, Logged::Board(_)))
            .map(|logged| match logged {
                Logged::Parts(changed) => changed.len(),
                _ => 0,
            })
            .sum()
    }

    /// How many of them had been done at the end of `instant`.
    pub fn count_at(&self, instant: Instant) -> usize {
        self.entries.partition_point(|(at, _)| *at <= instant)
    }

    /// When the input after the first `seen` was done.
    pub fn next_at(&self, seen: usize) -> Option<Instant> {
        self.entries.get(seen).map(|(at, _)| *at)
    }

    /// Does to `simulation`, which has seen the first `seen` inputs and stands where the next was
    /// logged, that next one. `document`: the board by then, made when it is first needed.
    pub fn redo(&self, simulation: &mut Simulation, seen: usize, document: &mut Option<Document>) {
        let Some((_, logged)) = self.entries.get(seen) else {
            return;
        };
        if let Logged::Injection(injection) = logged {
            return simulation.inject(injection);
        }
        let document = document.get_or_insert_with(|| self.board_after(seen).document());
        logged.bring(document);
        simulation.edit(document);
    }

    /// Forgets what lies after `instant`.
    pub fn cut(&mut self, instant: Instant) {
        self.entries.retain(|(at, _)| *at <= instant);
        *self.newest = self.board_after(self.entries.len()).document();
    }

    /// Takes over the names of `document`, as if the newest edit had given them.
    pub fn take_names(&mut self, document: &Document) {
        let edits = self.entries.iter_mut().rev().map(|(_, logged)| logged);
        let mut edits = edits.skip_while(|logged| matches!(logged, Logged::Injection(_)));
        let mut last = edits.next();
        for (ix, part) in self.newest.parts.iter_mut().enumerate() {
            let Some(today) = document.part(part.id).filter(|t| t.name != part.name) else {
                continue;
            };
            part.name.clone_from(&today.name);
            match &mut last {
                Some(Logged::Board(board)) => {
                    if let Some(slot) = board.parts.get_mut(ix) {
                        slot.name.clone_from(&part.name);
                    }
                }
                Some(Logged::Parts(changed)) => {
                    changed.retain(|(at, _)| *at != ix);
                    changed.push((ix, part.clone()));
                }
                _ => {}
            }
        }
    }

    /// The board that the run follows at `instant`.
    pub fn board_at(&self, instant: Instant) -> BoardAt<'_> {
        self.board_after(self.count_at(instant))
    }

    fn board_after(&self, count: usize) -> BoardAt<'_> {
        BoardAt(self.entries.get(..count).unwrap_or(&self.entries))
    }
}

/// The board as it was drawn once.
#[derive(Clone, Copy, Debug)]
pub struct BoardAt<'a>(&'a [(Instant, Logged)]);

impl<'a> BoardAt<'a> {
    pub fn part(self, id: PartId) -> Option<&'a Part> {
        for (_, logged) in self.0.iter().rev() {
            match logged {
                Logged::Board(board) => return board.part(id),
                Logged::Parts(changed) => {
                    if let Some((_, part)) = changed.iter().find(|(_, p)| p.id == id) {
                        return Some(part);
                    }
                }
                Logged::Injection(_) => {}
            }
        }
        None
    }

    pub fn params(self, id: PartId) -> Option<&'a Params> {
        self.part(id)?.params()
    }

    /// The last whole board before: its zones and links are those of then.
    pub fn board(self) -> Option<&'a Document> {
        self.0.iter().rev().find_map(|(_, logged)| match logged {
            Logged::Board(board) => Some(board.as_ref()),
            _ => None,
        })
    }

    /// All of it; places and the title are not those of then.
    pub fn document(self) -> Document {
        let is_board = |(_, logged): &(Instant, Logged)| matches!(logged, Logged::Board(_));
        let from = self.0.iter().rposition(is_board).unwrap_or(0);
        let mut document = Document::default();
        for (_, logged) in self.0.iter().skip(from) {
            logged.bring(&mut document);
        }
        document
    }
}

/// The parts that differ, if nothing else does that the engine may see.
fn changed_parts(before: &Document, after: &Document) -> Option<Vec<(usize, Part)>> {
    let Document {
        title: _,
        seed,
        lang,
        epoch,
        settings,
        parts,
        links,
        layout: _,
        model,
        extra,
        highest_id: _,
    } = before;
    let is_same = *seed == after.seed
        && *lang == after.lang
        && *epoch == after.epoch
        && *settings == after.settings
        && *links == after.links
        && *model == after.model
        && *extra == after.extra
        && parts.len() == after.parts.len();
    let mut changed = Vec::new();
    for (ix, (old, new)) in parts.iter().zip(&after.parts).enumerate() {
        if !is_same || old.id != new.id {
            return None;
        }
        if old != new {
            changed.push((ix, new.clone()));
        }
    }
    // Mostly one, and kept for long.
    changed.shrink_to_fit();
    is_same.then_some(changed)
}
