//! What takes long and is done in slices: the pre-roll, the way to the next decision, a look at the
//! past. Begin one, call [`Session::work`] until it is done, or drop it; however it is cut, what
//! comes of it is the same.

use super::Session;
use crate::base::time::{Instant, Span};
use crate::engine::timeline::Rewind;
use crate::world::log::EntryId;
use crate::world::tracer::TraceEvent;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// Decisions are looked for at steps of this much simulated time.
const DECISION_STEP: Span = Span::from_s(1);
/// A sample of the series, in events of a request.
pub(super) const EFFORT_OF_SAMPLE: u64 = 200;

#[derive(Clone, Debug)]
pub(super) enum Errand {
    /// To an instant; the pre-roll to that of the first picture.
    Until {
        is_preroll: bool,
        from: Instant,
        to: Instant,
    },
    Decision {
        from: Instant,
        to: Instant,
        /// Where it stops to look.
        next: Instant,
        /// The newest decision when it began.
        newest: Option<EntryId>,
    },
    Seek(Box<Rewind>),
}

/// How far an errand has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    UnderWay,
    Done,
    /// There was no decision within the span.
    NotFound,
}

impl Session {
    /// Begins the pre-roll: charts have a past and alarms a state before the first picture
    /// (spec 1.7).
    pub fn begin_preroll(&mut self) {
        let (from, to) = (self.run.head, self.run.simulation.origin());
        let is_preroll = true;
        let errand = Errand::Until {
            is_preroll,
            from,
            to,
        };
        self.errand = (from < to).then_some(errand);
    }

    /// Begins the way to an instant ahead.
    pub fn begin_until(&mut self, to: Instant) {
        self.leave_past();
        let is_preroll = false;
        self.errand = Some(Errand::Until {
            is_preroll,
            from: self.now(),
            to: to.min(Instant::MAX),
        });
    }

    /// Begins the way to the next decision about capacity, at most `span` further.
    pub fn begin_decision(&mut self, span: Span) {
        self.leave_past();
        let from = self.now();
        self.errand = Some(Errand::Decision {
            from,
            to: from + span,
            next: from + DECISION_STEP,
            newest: self.newest_decision(),
        });
    }

    /// Begins to look at `instant`, exactly; what is shown stays until it is done. At or after the
    /// head: the present, at once.
    pub fn begin_seek(&mut self, instant: Instant) {
        if instant >= self.run.head {
            return self.leave_past();
        }
        let past = self.run.past.as_deref();
        let rewind = self.run.timeline.rewind(instant, past);
        self.errand = Some(Errand::Seek(Box::new(rewind)));
    }

    /// Follows every n-th request on the way to the past that is sought, for the dots of then.
    pub fn follow_past(&mut self, n: u64) {
        if let Some(Errand::Seek(rewind)) = &mut self.errand {
            rewind.simulation.follow_every(n);
        }
    }

    /// Events of the requests that were followed on the way to the past that is looked at.
    pub fn take_past_trace(&mut self, into: &mut Vec<TraceEvent>) {
        if let Some(past) = &mut self.run.past {
            past.take_trace(into);
            past.follow_every(0);
        }
    }

    /// Whether something is under way.
    pub const fn is_busy(&self) -> bool {
        self.errand.is_some()
    }

    /// Whether the run has yet to reach the first picture.
    pub const fn is_in_preroll(&self) -> bool {
        matches!(
            self.errand,
            Some(Errand::Until {
                is_preroll: true,
                ..
            })
        )
    }

    /// How much of the errand is behind it, 0 to 1.
    pub fn progress(&self) -> Option<f64> {
        let share = |from: &Instant, to: &Instant| {
            self.now().since(*from).s_f64() / to.since(*from).s_f64().max(1e-6)
        };
        self.errand.as_ref().map(|errand| match errand {
            Errand::Until { from, to, .. } | Errand::Decision { from, to, .. } => share(from, to),
            Errand::Seek(rewind) => rewind.share(),
        })
    }

    /// Leaves the errand where it is. The run stays as far as it has come.
    pub fn drop_errand(&mut self) {
        self.errand = None;
    }

    /// Goes on with the errand for about the effort of `effort_max` requests' events.
    pub fn work(&mut self, effort_max: u64) -> Work {
        let Some(mut errand) = self.errand.take() else {
            return Work::Done;
        };
        let work = match &mut errand {
            Errand::Until { to, .. } => match self.advance(*to, effort_max) {
                true => Work::Done,
                false => Work::UnderWay,
            },
            Errand::Decision {
                to, next, newest, ..
            } => self.look_for_decision(*to, next, *newest, effort_max),
            Errand::Seek(rewind) => match self.run.timeline.go_on(rewind, effort_max) {
                true => Work::Done,
                false => Work::UnderWay,
            },
        };
        match (work, errand) {
            (Work::UnderWay, errand) => self.errand = Some(errand),
            (_, Errand::Seek(rewind)) => {
                let then = self.document_at(rewind.simulation.now());
                self.then = (then != self.document).then(|| Box::new(then));
                self.run.past = Some(Box::new(rewind.simulation));
            }
            _ => {}
        }
        work
    }

    fn look_for_decision(
        &mut self,
        to: Instant,
        next: &mut Instant,
        newest: Option<EntryId>,
        effort_max: u64,
    ) -> Work {
        let limit = self.effort().saturating_add(effort_max);
        loop {
            let left = limit.saturating_sub(self.effort());
            let stop = to.min(*next);
            if !self.advance(stop, left) {
                return Work::UnderWay;
            }
            if self.newest_decision() > newest {
                return Work::Done;
            }
            if stop >= to {
                return Work::NotFound;
            }
            *next = *next + DECISION_STEP;
            self.run.simulation.spend(1);
        }
    }

    fn newest_decision(&self) -> Option<EntryId> {
        self.run.journal.decisions().next_back().map(|e| e.id)
    }

    const fn effort(&self) -> u64 {
        self.run.simulation.effort()
    }
}
