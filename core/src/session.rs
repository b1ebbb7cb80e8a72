//! A session: one document, its undo history and its run. Three verbs change it: `edit` and `inject`
//! (the user), `advance` (time), `drain` (the viewer); `seek` and `fork` go back. What takes long
//! has a form that is done in slices ([`errand`]).

mod crowd;
pub mod errand;
pub mod rival;

use crate::base::id::PartId;
use crate::base::time::{Instant, Span};
use crate::contract::{Role, later};
use crate::document::command::{Command, EditError};
use crate::document::field::FieldFault;
use crate::document::history::History;
use crate::document::{Document, Part};
use crate::engine;
use crate::engine::injection::Injection;
use crate::engine::input_log::{BoardAt, RunInput};
use crate::engine::simulation::Simulation;
use crate::engine::timeline::Timeline;
use crate::observe::journal::Journal;
use crate::observe::series::Series;
use crate::world::tracer::TraceEvent;
use alloc::boxed::Box;
use alloc::vec::Vec;
use errand::{EFFORT_OF_SAMPLE, Errand, Work};
use rival::{Lane, Rival};

/// Step of the charts' series.
const SERIES_STEP: Span = Span::from_s(10);

/// Tells that the code is here that no first board needs to run: kinds that come later, and copies of
/// a run, which going back is quick with.
pub fn bring() {
    later::bring();
    engine::bring();
}

/// One simulation with its past and the viewer's records of it.
#[derive(Clone, Debug)]
pub struct Run {
    simulation: Simulation,
    timeline: Timeline,
    pub journal: Journal,
    pub series: Series,
    /// How far the run has got; a look at the past stands before it.
    head: Instant,
    /// The past that is looked at, read-only.
    past: Option<Box<Simulation>>,
}

impl Run {
    fn new(document: &Document) -> Self {
        let simulation = Simulation::new(document);
        Self {
            timeline: Timeline::new(document),
            journal: Journal::default(),
            series: Series::new(SERIES_STEP),
            head: simulation.now(),
            past: None,
            simulation,
        }
    }

    /// Runs until `until` or for about the effort of `effort_max` requests' events; returns whether
    /// `until` was reached.
    fn advance(&mut self, until: Instant, effort_max: u64) -> bool {
        let until = until.min(Instant::MAX);
        let limit = self.simulation.effort().saturating_add(effort_max);
        loop {
            let stop = self.series.next().min(until);
            let left = limit.saturating_sub(self.simulation.effort());
            let is_there = left > 0 && self.simulation.advance(stop, left);
            if is_there && stop == self.series.next() {
                self.series.take(&self.simulation);
                let parts = self.simulation.parts().len() as u64;
                self.simulation.spend(EFFORT_OF_SAMPLE + parts);
            }
            self.timeline.look(&mut self.simulation);
            if !is_there || stop >= until {
                self.collect();
                return is_there;
            }
        }
    }

    /// A copy of it, at its head. `None`: the code of copying has not come yet.
    fn copy(&self) -> Option<Self> {
        Some(Self {
            simulation: self.simulation.copy()?,
            timeline: self.timeline.clone(),
            journal: self.journal.clone(),
            series: self.series.clone(),
            head: self.head,
            past: None,
        })
    }

    /// How far the run has got.
    pub const fn head(&self) -> Instant {
        self.head
    }

    /// Takes an input at `at`, before anything else of that instant.
    fn feed(&mut self, at: Instant, input: &RunInput) {
        self.simulation.advance_before(at);
        self.timeline.note(&self.simulation, input);
        self.simulation.take(input);
        self.collect();
    }

    fn collect(&mut self) {
        let mut changes = Vec::new();
        self.simulation.take_log(&mut changes);
        self.journal.extend(&mut changes);
        self.head = self.simulation.now();
    }
}

#[derive(Clone, Debug)]
pub struct Session {
    document: Document,
    /// The board of the past that is looked at, where it is another one than today's.
    then: Option<Box<Document>>,
    history: History,
    run: Run,
    /// What is under way.
    errand: Option<Errand>,
    /// The future that was left by the last fork, kept for comparison.
    rival: Option<Box<Rival>>,
    lane: Lane,
}

impl Session {
    /// A session at the start of the run, before the pre-roll.
    pub fn new(document: Document) -> Self {
        let run = Run::new(&document);
        Self {
            document,
            then: None,
            history: History::default(),
            run,
            errand: None,
            rival: None,
            lane: Lane::A,
        }
    }

    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The board that is shown: the document, or what it was in the past that is looked at, with the
    /// places, names and title of today.
    pub fn board(&self) -> &Document {
        self.then.as_deref().unwrap_or(&self.document)
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The simulation that is shown: the present, or the past that is looked at.
    pub fn simulation(&self) -> &Simulation {
        self.run.past.as_deref().unwrap_or(&self.run.simulation)
    }

    pub fn now(&self) -> Instant {
        self.simulation().now()
    }

    /// How far the run has got.
    pub fn head(&self) -> Instant {
        self.run.head
    }

    pub fn is_in_past(&self) -> bool {
        self.run.past.is_some()
    }

    // --- the user -----------------------------------------------------------------------------

    /// Applies an edit at the instant that is shown; in the past it forks.
    /// Errors: the reason, with nothing changed.
    pub fn edit(&mut self, command: Command) -> Result<(), EditError> {
        self.history.end_run();
        self.edit_in_run(command)
    }

    /// As [`Self::edit`]; edits of one field that follow each other are one step of undo, until
    /// [`Self::end_run`].
    pub fn edit_in_run(&mut self, command: Command) -> Result<(), EditError> {
        if !command.concerns_engine() {
            self.history.apply(&mut self.document, command)?;
            self.run.timeline.take_names(&self.document);
            return Ok(());
        }
        let wish = self.desired_by_hand(&command)?;
        if self.is_in_past() {
            // Refused before anything forks.
            self.document_at(self.now()).apply(command.clone())?;
            self.fork();
        }
        let said = wish.map(|(group, _)| self.document.params(group).cloned());
        self.history.apply_in_run(&mut self.document, command)?;
        match wish {
            // The board says so already, and yet it is a wish: policies may have moved it since.
            Some((group, desired)) if said == Some(self.document.params(group).cloned()) => {
                self.inject(Injection::DesiredSet { group, desired });
            }
            _ => self.follow_document(),
        }
        Ok(())
    }

    /// The group and the desired capacity that a command asks for by hand.
    /// Errors: the limits of the group as it stands now do not allow it.
    fn desired_by_hand(&self, command: &Command) -> Result<Option<(PartId, u32)>, EditError> {
        let Command::SetField { part, path, value } = command else {
            return Ok(None);
        };
        let params = self.document.params(*part);
        let running = self.simulation().part(*part);
        let held = params.and_then(|params| params.in_force(running, path));
        let (Some(params), Some(limits)) = (params, held.and_then(|held| held.limits)) else {
            return Ok(None);
        };
        // What is no whole number at all is refused by the field itself.
        let Some(desired) = value.as_f64().filter(|n| n.is_finite()) else {
            return Ok(None);
        };
        if !limits.contains(&desired) {
            let (min, max) = limits.into_inner();
            return Err(EditError::Field {
                part: *part,
                kind: params.kind(),
                path: path.clone(),
                fault: FieldFault::OutOfRange { min, max },
            });
        }
        Ok(Some((*part, desired as u32)))
    }

    /// The field was left, or nothing happened for a while.
    pub fn end_run(&mut self) {
        self.history.end_run();
    }

    /// Takes the last edit back, at the present instant. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        self.leave_past();
        let done = self.history.undo(&mut self.document);
        self.follow_step(done)
    }

    /// As [`Self::undo`], forward again.
    pub fn redo(&mut self) -> bool {
        self.leave_past();
        let done = self.history.redo(&mut self.document);
        self.follow_step(done)
    }

    fn follow_step(&mut self, done: Option<bool>) -> bool {
        match done {
            Some(true) => self.follow_document(),
            Some(false) => self.run.timeline.take_names(&self.document),
            None => {}
        }
        done.is_some()
    }

    /// From here to [`Self::squash`] all edits are one undo step.
    pub fn mark(&mut self) {
        self.history.mark();
    }

    pub fn squash(&mut self) {
        self.history.squash();
    }

    /// Injects something at the present instant; it cannot be undone.
    pub fn inject(&mut self, injection: Injection) {
        let input = RunInput::Injection(injection);
        self.feed(&input);
        if let RunInput::Injection(injection) = &input {
            self.crowd_beside(injection);
        }
    }

    /// The first users of the board, who send the surge.
    pub fn users(&self) -> Option<PartId> {
        let role = |part: &Part| part.kind().map(|kind| kind.drawing().role);
        let mut parts = self.document.parts.iter();
        let users = parts.find(|part| role(part) == Some(Role::Source));
        users.map(|part| part.id)
    }

    fn follow_document(&mut self) {
        self.feed(&RunInput::Edit(Box::new(self.document.clone())));
    }

    /// Edits and injections go to the beginning of the next microsecond: nothing of that instant
    /// has run yet, so a replay puts them at exactly the same place. In the past they fork.
    fn feed(&mut self, input: &RunInput) {
        self.fork();
        if !self.is_in_preroll() {
            self.drop_errand();
        }
        let at = self.run.simulation.now() + Span::from_us(1);
        self.run.feed(at, input);
    }

    /// Starts the run again, with the same seed, from the document as it is; beside that of another
    /// board if there is one.
    pub fn restart(&mut self) {
        self.run = Run::new(&self.document);
        self.then = None;
        self.errand = None;
        match &mut self.rival {
            Some(rival) if rival.names().is_some() => rival.restart(),
            _ => self.drop_rival(),
        }
    }

    /// Replaces the document by another one and starts its run.
    pub fn open(&mut self, document: Document) {
        *self = Self::new(document);
    }

    // --- time ---------------------------------------------------------------------------------

    /// Runs until `until` or for about the effort of `effort_max` requests' events; returns whether
    /// `until` was reached. Does nothing while the past is looked at.
    pub fn advance(&mut self, until: Instant, effort_max: u64) -> bool {
        if self.is_in_past() {
            return true;
        }
        // Two boards are compared from the first picture on: there they are measured.
        let first = self.run.simulation.origin().max(self.run.head);
        let is_unmeasured = self.rival.as_ref().is_some_and(|r| r.is_unmeasured());
        let stop = if is_unmeasured {
            until.min(first)
        } else {
            until
        };
        let is_there = match &mut self.rival {
            Some(rival) => rival.keep_step(&mut self.run, stop, effort_max),
            None => self.run.advance(stop, effort_max),
        };
        if is_there && is_unmeasured && stop == first {
            self.measure();
        }
        is_there && stop == until
    }

    /// Whether the run has come to its end, four years and more after its start.
    pub fn is_over(&self) -> bool {
        self.run.head >= Instant::MAX
    }

    /// Runs to the next decision about capacity, at most `span` further.
    /// Returns whether there was one.
    pub fn advance_to_decision(&mut self, span: Span) -> bool {
        self.begin_decision(span);
        self.work(u64::MAX) == Work::Done
    }

    /// Runs one event, at most an hour further.
    pub fn step(&mut self) {
        self.leave_past();
        let far = self.now() + Span::from_s(3_600);
        let before = self.run.simulation.events;
        while self.run.simulation.events == before && !self.advance(far, 1) {}
    }

    // --- the past -----------------------------------------------------------------------------

    /// Shows the run as it stood at `instant`, exactly. At or after the head: the present.
    pub fn seek(&mut self, instant: Instant) {
        self.begin_seek(instant);
        if matches!(self.errand, Some(Errand::Seek(_))) {
            self.work(u64::MAX);
        }
    }

    /// Back to the present.
    pub fn leave_past(&mut self) {
        self.run.past = None;
        self.then = None;
        if !self.is_in_preroll() {
            self.drop_errand();
        }
    }

    /// Goes on from the past that is looked at, as B; the future up to now is kept as A.
    pub fn fork(&mut self) {
        let Some(past) = self.run.past.take() else {
            return;
        };
        self.then = None;
        let instant = past.now();
        let rival = Rival::new(&self.run, &past, &self.document, &self.history);
        self.lane = match rival {
            Some(_) => Lane::B,
            None => Lane::A,
        };
        self.rival = rival.map(Box::new);
        let mut document = self.document_at(instant);
        document.remember_ids(&self.document);
        if document != self.document {
            // Inverses of later edits do not fit the board of then.
            self.history = History::default();
            self.document = document;
        }
        self.run.simulation = *past;
        self.run.timeline.cut(instant);
        self.run.journal.cut(instant);
        self.run.series.cut(&self.run.simulation);
        self.run.head = instant;
    }

    /// What the board looked like then, with the places, names and title of today.
    fn document_at(&self, instant: Instant) -> Document {
        let mut document = self.run.timeline.board_at(instant).document();
        document.layout.clone_from(&self.document.layout);
        document.title.clone_from(&self.document.title);
        for part in &mut document.parts {
            if let Some(today) = self.document.part(part.id) {
                part.name.clone_from(&today.name);
            }
        }
        document
    }

    /// The board as it was drawn then: what records of that instant speak of may be gone today, or
    /// mean something else.
    pub fn board_at(&self, instant: Instant) -> BoardAt<'_> {
        self.run.timeline.board_at(instant)
    }

    // --- the viewer ---------------------------------------------------------------------------

    /// Follows every n-th request for the dots; 0 follows none.
    pub fn follow_every(&mut self, n: u64) {
        self.run.simulation.follow_every(n);
    }

    /// Events of followed requests since the last call.
    pub fn take_trace(&mut self, into: &mut Vec<TraceEvent>) {
        self.run.simulation.take_trace(into);
    }
}
