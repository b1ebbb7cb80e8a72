//! Two runs on the same seed: two futures of one moment, the one that is shown and the one that was
//! left, or two boards side by side. The other one goes along, so that both can be compared at the
//! same instant.

use super::{Run, Session, crowd};
use crate::base::time::{Instant, Span};
use crate::document::Document;
use crate::document::history::History;
use crate::engine::injection::Injection;
use crate::engine::input_log::RunInput;
use crate::engine::simulation::Simulation;
use crate::engine::timeline::Rewind;
use crate::observe::score::{Score, Tally};
use alloc::boxed::Box;
use alloc::string::String;
use core::mem;

/// How far one of two runs may be ahead of the other. Shorter turns would cost time themselves.
const APART: Span = Span::from_ms(100);

/// The two by name: A was there first.
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

/// The run that is not shown, with the board and the edits that belong to it.
#[derive(Clone, Debug)]
pub struct Rival {
    run: Run,
    document: Document,
    history: History,
    /// What both had come to where the comparison begins, by lane. `None`: they are not there yet.
    bases: Option<[Tally; 2]>,
    /// What the two are called, by lane, where it is another board and no future of the same one.
    names: Option<[String; 2]>,
    /// The future as it was at the instant of the other one, while that is behind its own head.
    earlier: Option<Rewind>,
}

impl Rival {
    /// The future of `run`, which `past`, a look at it, is about to leave. `None`: it cannot be kept,
    /// as the code of copying has not come yet.
    pub(super) fn new(
        run: &Run,
        past: &Simulation,
        document: &Document,
        history: &History,
    ) -> Option<Self> {
        Some(Self {
            run: run.copy()?,
            document: document.clone(),
            history: history.clone(),
            bases: Some([(); 2].map(|()| Tally::of(past))),
            names: None,
            earlier: Some(run.timeline.rewind(past.now(), Some(past))),
        })
    }

    /// Another board at the start of its run.
    fn beside(document: Document, names: Option<[String; 2]>) -> Self {
        Self {
            run: Run::new(&document),
            document,
            history: History::default(),
            bases: None,
            names,
            earlier: None,
        }
    }

    /// Another board begins again.
    pub(super) fn restart(&mut self) {
        *self = Self {
            history: mem::take(&mut self.history),
            ..Self::beside(self.document.clone(), self.names.take())
        };
    }

    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// What two boards are called, by lane. `None`: it is a future of the same one.
    pub const fn names(&self) -> Option<&[String; 2]> {
        self.names.as_ref()
    }

    /// Whether it has yet to be seen where the comparison begins.
    pub(super) const fn is_unmeasured(&self) -> bool {
        self.bases.is_none()
    }

    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// Where the comparison begins: where the two futures parted, or the first picture of two boards.
    pub fn from(&self) -> Instant {
        let bases = self.bases.as_ref();
        bases.map_or_else(|| self.run.simulation.origin(), |[base, _]| base.at)
    }

    /// The simulation that stands where the other one does, or is on its way there.
    pub fn simulation(&self) -> &Simulation {
        self.earlier
            .as_ref()
            .map_or(&self.run.simulation, |earlier| &earlier.simulation)
    }

    /// Runs `own` and this one on to `until` in turns, for about the effort of `effort_max` requests' events
    /// together: both slow down alike where the machine is slow. Returns whether both are there.
    pub(super) fn keep_step(&mut self, own: &mut Run, until: Instant, effort_max: u64) -> bool {
        let mut left = effort_max;
        loop {
            let (stop, most) = match self.is_near(own) {
                true => (until.min(self.simulation().now() + APART), left),
                // It catches up, with half of what there is.
                false => (until, left.div_ceil(2)),
            };
            let before = own.simulation.effort();
            let is_there = own.head >= stop || own.advance(stop, most);
            left = left.saturating_sub(own.simulation.effort().saturating_sub(before));
            let before = self.simulation().effort();
            if !(self.follow(own.head, left) && is_there) {
                return false;
            }
            left = left.saturating_sub(self.simulation().effort().saturating_sub(before));
            if own.head >= until {
                return true;
            }
        }
    }

    /// Whether it goes along with `own`, and is not far behind.
    pub(super) fn is_near(&self, own: &Run) -> bool {
        own.head.since(self.simulation().now()) <= APART
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

/// Both over the same stretch of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    pub from: Instant,
    pub to: Instant,
    pub a: Score,
    pub b: Score,
}

impl Session {
    /// The run that is not shown.
    pub fn rival(&self) -> Option<&Rival> {
        self.rival.as_deref()
    }

    /// Which of the two is shown.
    pub const fn lane(&self) -> Lane {
        self.lane
    }

    /// The two compared from where the comparison begins to where both stand; nothing while one of
    /// them is behind, or nothing has passed.
    pub fn comparison(&self) -> Option<Comparison> {
        let rival = self.rival.as_deref()?;
        let bases = rival.bases.as_ref()?;
        let (own, other) = (&self.run.simulation, rival.simulation());
        let to = own.now();
        // An edit goes to the beginning of the next microsecond.
        let is_together = to.since(other.now()).max(other.now().since(to)) <= Span::from_us(2);
        let from = rival.from();
        if !is_together || to <= from {
            return None;
        }
        let shown = (own, &self.run);
        let hidden = (other, &rival.run);
        let both = match self.lane {
            Lane::A => [shown, hidden],
            Lane::B => [hidden, shown],
        };
        let score = |base: &Tally, (simulation, run): (&Simulation, &Run)| {
            Score::since(base, simulation, run.series.samples())
        };
        let ([base_a, base_b], [a, b]) = (bases, both);
        Some(Comparison {
            from,
            to,
            a: score(base_a, a),
            b: score(base_b, b),
        })
    }

    /// Starts the run again beside that of another board, which gets the same seed and the same crowd:
    /// B to what is shown as A. `names`: what the two are called.
    pub fn stand_beside(&mut self, other: &Document, names: [String; 2]) {
        let mut other = other.clone();
        other.seed = self.document.seed;
        other.settings.preroll_s = self.document.settings.preroll_s;
        crowd::bring(&self.document, &mut other);
        self.drop_rival();
        self.restart();
        self.rival = Some(Box::new(Rival::beside(other, Some(names))));
    }

    /// Brings both to one instant, if they go along: what is shown of them is of the same moment.
    pub fn meet(&mut self) {
        if let Some(rival) = self.rival.as_deref_mut()
            && rival.is_near(&self.run)
        {
            rival.follow(self.run.head, u64::MAX);
        }
    }

    /// Both stand at the first picture: what is compared begins here.
    pub(super) fn measure(&mut self) {
        if let Some(rival) = self.rival.as_deref_mut() {
            let own = Tally::of(&self.run.simulation);
            let other = Tally::of(&rival.run.simulation);
            rival.bases = Some(match self.lane {
                Lane::A => [own, other],
                Lane::B => [other, own],
            });
        }
    }

    /// What happens to the crowd of a board happens to that of the other one.
    pub(super) fn crowd_beside(&mut self, injection: &Injection) {
        let (Injection::Surge { users }, Some(rival)) = (injection, self.rival.as_deref_mut())
        else {
            return;
        };
        if rival.names.is_none() {
            return;
        }
        let at = self.run.simulation.now();
        for users in crowd::rush(&self.document, *users, &rival.document) {
            rival
                .run
                .feed(at, &RunInput::Injection(Injection::Surge { users }));
        }
    }

    /// Shows the other one, with its board and its edits. Returns whether there is one.
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

    /// Keeps only the run that is shown.
    pub fn drop_rival(&mut self) {
        self.rival = None;
        self.lane = Lane::A;
    }
}
