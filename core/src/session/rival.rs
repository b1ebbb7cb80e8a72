//! Two futures of one moment: the one that is shown and the one that was left, on the same seed.
//! The left one goes along, so that both can be compared at the same instant.

use super::{Run, Session};
use crate::base::time::{Instant, Span};
use crate::document::Document;
use crate::document::history::History;
use crate::engine::simulation::Simulation;
use crate::engine::timeline::Rewind;
use crate::observe::score::{Score, Tally};
use core::mem;

/// The two futures by name: A was there first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    #[default]
    A,
    B,
}

impl Lane {
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// The future that is not shown, with the board and the edits that belong to it.
#[derive(Clone, Debug)]
pub struct Rival {
    run: Run,
    document: Document,
    history: History,
    /// What both have in common.
    base: Tally,
    /// The future as it was at the instant of the other one, while that is behind its own head.
    earlier: Option<Rewind>,
}

impl Rival {
    /// The future of `run`, which `past`, a look at it, is about to leave.
    pub(super) fn new(
        run: &Run,
        past: &Simulation,
        document: &Document,
        history: &History,
    ) -> Self {
        Self {
            run: run.clone(),
            document: document.clone(),
            history: history.clone(),
            base: Tally::of(past),
            earlier: run.timeline.rewind(past.now(), Some(past)),
        }
    }

    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// When the two futures parted.
    pub const fn from(&self) -> Instant {
        self.base.at
    }

    /// The simulation that stands where the other future does, or is on its way there.
    fn simulation(&self) -> &Simulation {
        self.earlier
            .as_ref()
            .map_or(&self.run.simulation, |earlier| &earlier.simulation)
    }

    /// Goes along to `instant` with about so much effort. Returns whether it is there.
    pub(super) fn follow(&mut self, instant: Instant, effort_max: u64) -> bool {
        let Some(earlier) = &mut self.earlier else {
            return self.run.head >= instant || self.run.advance(instant, effort_max);
        };
        earlier.to = earlier.to.max(instant.min(self.run.head));
        earlier.simulation.mute_log(true);
        let is_there = self.run.timeline.go_on(earlier, effort_max);
        if is_there && earlier.to >= self.run.head {
            self.earlier = None;
        }
        is_there && instant <= self.run.head
    }
}

/// Both futures over the same stretch of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    pub from: Instant,
    pub to: Instant,
    pub a: Score,
    pub b: Score,
}

impl Session {
    /// The future that is not shown.
    pub fn rival(&self) -> Option<&Rival> {
        self.rival.as_deref()
    }

    /// Which of the futures is shown.
    pub const fn lane(&self) -> Lane {
        self.lane
    }

    /// The two futures compared from where they parted to where both stand; nothing while one of
    /// them is behind, or nothing has passed.
    pub fn comparison(&self) -> Option<Comparison> {
        let rival = self.rival.as_deref()?;
        let (own, other) = (&self.run.simulation, rival.simulation());
        let to = own.now();
        // An edit goes to the beginning of the next microsecond.
        let is_together = to.since(other.now()).max(other.now().since(to)) <= Span::from_us(2);
        if !is_together || to <= rival.base.at {
            return None;
        }
        let score = |simulation, run: &Run| {
            Score::between(&rival.base, &Tally::of(simulation), run.series.samples())
        };
        let (own, other) = (score(own, &self.run), score(other, &rival.run));
        let (a, b) = match self.lane {
            Lane::A => (own, other),
            Lane::B => (other, own),
        };
        Some(Comparison {
            from: rival.base.at,
            to,
            a,
            b,
        })
    }

    /// Shows the other future, with its board and its edits. Returns whether there is one.
    pub fn swap(&mut self) -> bool {
        self.leave_past();
        let Some(rival) = self.rival.as_deref_mut() else {
            return false;
        };
        mem::swap(&mut self.run, &mut rival.run);
        mem::swap(&mut self.document, &mut rival.document);
        mem::swap(&mut self.history, &mut rival.history);
        rival.earlier = None;
        self.lane = self.lane.other();
        self.errand = None;
        true
    }

    /// Keeps only the future that is shown.
    pub fn drop_rival(&mut self) {
        self.rival = None;
        self.lane = Lane::A;
    }
}
