//! Ways through time besides playing: a step, the next decision, the past, a fork, the start. What
//! takes long is an errand of the session; the frames go on with it until it is done or cancelled.

use super::{Inner, Player, now_ms};
use crate::board::mirror::Mirror;
use crate::board::{flights, mirror, put, signals};
use crate::vocabulary::{SimTime, Standstill};
use leptos::prelude::*;
use swell_core::base::time::{Instant, Span};
use swell_core::session::Session;
use swell_core::session::errand::Work;

/// What is done before the press that asks for it has returned.
const FIRST_SLICE_MS: f64 = 4.0;
/// Share of a frame that an errand may take, in milliseconds.
const SLICE_MS: f64 = 10.0;
/// A step looks no farther than this for something to show.
const STEPS_MAX: u32 = 2_000;
const STEP_MS_MAX: f64 = 50.0;
/// How far the next decision is looked for.
const DECISION_WITHIN: Span = Span::from_s(3_600);
/// Rates of a moment of the past are taken from so much before it.
const READING: Span = Span::from_s(3);
/// Requests of a moment of the past that are shown.
const REPLAYED_MAX: f64 = 40.0;
/// A look at the past that takes longer gives way to a newer wish; a shorter one is finished, so
/// that the picture follows a cursor that is dragged.
const LOOK_MS_MAX: f64 = 500.0;

/// What the session's errand is for.
#[derive(Clone, Copy)]
pub(super) enum Trip {
    /// To the first picture.
    Preroll,
    /// So much further.
    Ahead,
    Decision,
    /// To an instant of the past, by way of the reading before it.
    Look {
        at: Instant,
        has_read: bool,
    },
}

/// A trip, when it began, and where the cursor has gone meanwhile.
#[derive(Default)]
pub(super) struct Travel {
    trip: Option<Trip>,
    began_ms: f64,
    wanted: Option<Instant>,
}

impl Travel {
    pub fn is_preroll(&self) -> bool {
        matches!(self.trip, Some(Trip::Preroll))
    }

    pub fn is_under_way(&self) -> bool {
        self.trip.is_some()
    }

    /// For how long it has been going on.
    pub fn lasts_ms(&self) -> f64 {
        match self.trip {
            Some(_) => now_ms() - self.began_ms,
            None => 0.0,
        }
    }
}

impl Player {
    /// Runs to the next event that has something to show: a step of a request, or an entry of the
    /// history; past those that prepare it.
    pub fn step(self) {
        if self.with(|inner| inner.travel.is_preroll()) {
            return;
        }
        let until = now_ms() + STEP_MS_MAX;
        let moved = self.with(|inner| {
            inner.stop();
            inner.flights.forget_moved();
            inner.session.follow_every(1);
            let version = inner.session.run().journal.version;
            for _ in 0..STEPS_MAX {
                inner.session.step();
                inner.flights.take(&mut inner.session, 0.0, &mut Vec::new());
                let is_told = inner.session.run().journal.version != version;
                if is_told || inner.flights.moved().is_some() || now_ms() > until {
                    break;
                }
            }
            inner.flights.moved().cloned()
        });
        self.feed_dots();
        self.show();
        put(&self.board.moved, moved);
    }

    /// Moves time on by exactly `span`, and stops.
    pub fn step_by(self, span: Span) {
        if self.with(|inner| inner.travel.is_preroll()) {
            return;
        }
        self.with(|inner| {
            inner.stop();
            inner.session.leave_past();
            let until = inner.session.now() + span;
            inner.session.begin_until(until);
            inner.set_out(Trip::Ahead);
        });
        self.travel(FIRST_SLICE_MS);
    }

    /// Runs to the next decision about capacity, at most an hour of simulated time away.
    pub fn next_decision(self) {
        if self.with(|inner| inner.travel.is_preroll()) {
            return;
        }
        self.with(|inner| {
            inner.stop();
            inner.session.begin_decision(DECISION_WITHIN);
            inner.set_out(Trip::Decision);
        });
        self.travel(FIRST_SLICE_MS);
    }

    /// The next or previous mark of the timeline.
    pub fn to_mark(self, is_next: bool) {
        let clock = self.board.clock.get_untracked();
        let here = clock.looking_at.unwrap_or(clock.now);
        let marks: Vec<SimTime> = self
            .board
            .timeline
            .with_untracked(|t| t.marks.iter().map(|m| m.at).collect());
        let found = match is_next {
            true => marks.iter().copied().filter(|at| *at > here).min(),
            false => marks.iter().copied().filter(|at| *at < here).max(),
        };
        match found {
            Some(at) => self.look_at(Some(at)),
            None if is_next => self.look_at(None),
            None => {}
        }
    }

    /// Shows the past exactly as it was; `None` comes back to now.
    pub fn look_at(self, time: Option<SimTime>) {
        if self.with(|inner| inner.travel.is_preroll()) {
            return;
        }
        let per_s = f64::from(self.board.client.with_untracked(|c| c.sent_per_s)).max(1.0);
        let Some(time) = time else {
            self.with(|inner| {
                inner.stop_trip();
                inner.session.leave_past();
            });
            return self.show();
        };
        self.with(|inner| {
            inner.is_running = false;
            inner.replays_every = (per_s * READING.s_f64() / REPLAYED_MAX).ceil() as u64;
            inner.travel.wanted = Some(mirror::instant(inner.session.simulation(), time));
            let is_looking = matches!(inner.travel.trip, Some(Trip::Look { .. }));
            if !is_looking || inner.travel.lasts_ms() > LOOK_MS_MAX {
                inner.look_at_wanted();
            }
        });
        self.travel(FIRST_SLICE_MS);
    }

    pub fn fork(self) {
        self.with(|inner| {
            inner.stop_trip();
            inner.session.fork();
        });
        self.show_all();
    }

    /// Shows the other future of a fork, as far as it has come.
    pub fn swap_future(self) {
        let is_swapped = self.with(|inner| {
            inner.stop();
            let is_swapped = inner.session.swap();
            if is_swapped {
                inner.flights = flights::Builder::default();
            }
            is_swapped
        });
        if is_swapped {
            self.forget_feeds();
            self.show_all();
        }
    }

    pub fn end_fork(self) {
        self.with(|inner| inner.session.drop_rival());
        self.show_all();
    }

    pub fn restart(self) {
        self.with(|inner| {
            inner.session.restart();
            inner.begin();
        });
        self.forget_feeds();
        self.show_all();
        self.travel(FIRST_SLICE_MS);
    }

    /// Whether something is under way that can be left.
    pub fn is_travelling(self) -> bool {
        self.with(|inner| inner.travel.is_under_way())
    }

    /// Leaves what is under way; the run stands where it has come to.
    pub fn cancel_trip(self) {
        self.with(Inner::stop);
        self.show_all();
    }

    /// Requests and signals of another run are no longer on their way.
    pub(super) fn forget_feeds(self) {
        self.board.feed.update_value(Vec::clear);
        self.board.signals.update_value(Vec::clear);
        put(&self.board.request_trace, None);
    }

    /// Goes on with the trip for a share of the frame. Returns whether a frame is wanted after it.
    pub(super) fn travel(self, share_ms: f64) -> bool {
        let until = now_ms() + share_ms;
        let (trip, work) = self.with(|inner| inner.travel_until(until));
        let Some(trip) = trip else {
            return self.with(|inner| inner.is_running);
        };
        if work == Some(Work::UnderWay) {
            let board = self.board;
            self.with(|inner| Mirror::show_clock(board, &inner.session, inner.clock()));
            self.wake();
            return true;
        }
        match trip {
            Trip::Preroll => self.show_all(),
            Trip::Ahead | Trip::Decision => {
                self.with(|inner| inner.mirror.hurry());
                self.show();
                if work == Some(Work::NotFound) {
                    let text = self.look().lang.ui().no_decision_soon;
                    self.ui.say(text.to_owned(), false);
                }
            }
            Trip::Look { .. } => {
                let flights = self.with(|inner| {
                    let mut prints = Vec::new();
                    inner.session.take_past_trace(&mut prints);
                    let (replayed, flights) = flights::Builder::replay(&inner.session, &prints);
                    inner.replayed = replayed;
                    flights
                });
                self.board.replay.set_value(flights);
                self.show();
            }
        }
        let goes_on = self.with(|inner| {
            if inner.travel.wanted.is_some() {
                inner.look_at_wanted();
            }
            inner.is_running || inner.travel.is_under_way()
        });
        if goes_on {
            self.wake();
        }
        goes_on
    }

    /// One frame of a trip.
    pub(super) fn travel_frame(self) -> bool {
        self.travel(SLICE_MS)
    }
}

impl Inner {
    /// Another run is there: nothing of the earlier one is kept, and its pre-roll is under way if
    /// it has yet to be done.
    pub(super) fn begin(&mut self) {
        self.flights = flights::Builder::default();
        self.replayed = flights::Builder::default();
        self.signals = signals::Watcher::default();
        self.mirror = Mirror::default();
        self.guess = None;
        (self.max_until, self.stopped) = (None, None);
        self.reached = 0.0;
        self.stop_trip();
        self.session.begin_preroll();
        if self.session.is_busy() {
            self.set_out(Trip::Preroll);
        }
    }

    /// Time stands, and nothing is under way.
    pub(super) fn stop(&mut self) {
        self.is_running = false;
        self.max_until = None;
        self.stop_trip();
    }

    pub(super) fn stop_trip(&mut self) {
        self.session.drop_errand();
        self.travel = Travel::default();
    }

    fn set_out(&mut self, trip: Trip) {
        self.travel = Travel {
            trip: Some(trip),
            began_ms: now_ms(),
            wanted: None,
        };
    }

    fn look_at_wanted(&mut self) {
        let Some(at) = self.travel.wanted.take() else {
            return;
        };
        let before = Instant::from_us(at.us().saturating_sub(READING.us()));
        self.session.begin_seek(before);
        self.replayed = flights::Builder::default();
        self.set_out(Trip::Look {
            at,
            has_read: false,
        });
    }

    /// Runs the trip until it is done or the time has come; what trip it was and how it stands.
    fn travel_until(&mut self, until_ms: f64) -> (Option<Trip>, Option<Work>) {
        let Some(mut trip) = self.travel.trip else {
            return (None, None);
        };
        // An edit ends what is under way.
        if !self.session.is_busy() {
            self.travel = Travel::default();
            return (None, None);
        }
        loop {
            let (session, mut work) = (&mut self.session, Work::UnderWay);
            self.pace.run(until_ms, |effort| {
                work = session.work(effort);
                work != Work::UnderWay
            });
            if work == Work::UnderWay {
                return (Some(trip), Some(work));
            }
            match &mut trip {
                Trip::Look { at, has_read } if !*has_read => {
                    self.mirror = Mirror::default();
                    self.mirror.read_only(&self.session);
                    self.session.begin_seek(*at);
                    self.session.follow_past(self.replays_every);
                    *has_read = true;
                    if !self.session.is_busy() {
                        self.travel.trip = None;
                        return (Some(trip), Some(Work::Done));
                    }
                    self.travel.trip = Some(trip);
                }
                _ => {
                    self.travel.trip = None;
                    return (Some(trip), Some(work));
                }
            }
        }
    }
}

/// Where the fastest speed stops, and why: at the end of a recording that is played, else a day ahead.
pub(super) fn max_end(session: &Session) -> (Instant, Standstill) {
    use swell_core::contract::Member;
    use swell_core::kinds::users::{Pattern, Users};
    /// As fast as the machine can, where nothing says how far.
    const AHEAD: Span = Span::from_s(86_400);
    let simulation = session.simulation();
    let parts = session.document().parts.iter();
    let ends = parts.filter_map(|part| {
        let users = Users::params(part.params()?)?;
        let trace = users.trace.as_ref();
        let played = trace.filter(|_| users.pattern == Pattern::Trace)?;
        Some(simulation.instant_of_shown(played.last_s()?))
    });
    let now = simulation.now();
    match ends.max().filter(|end| *end > now) {
        Some(end) => (end, Standstill::TraceEnd),
        None => (now + AHEAD, Standstill::DayAhead),
    }
}
