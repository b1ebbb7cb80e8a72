//! Ways through time besides playing: a step, the next decision, the past, a fork, the start.

use super::Player;
use crate::board::mirror::Mirror;
use crate::board::model::SimTime;
use crate::board::{flights, mirror, signals};
use leptos::prelude::*;
use swell_core::base::time::{Instant, Span};
use swell_core::session::Session;

impl Player {
    pub fn step(self) {
        self.with(|inner| {
            inner.is_running = false;
            inner.session.step();
        });
        self.feed_dots();
        self.show();
    }

    /// Moves time on by exactly `span`, and stops.
    pub fn step_by(self, span: Span) {
        self.with(|inner| {
            inner.is_running = false;
            inner.session.leave_past();
            let until = inner.session.now() + span;
            inner.session.advance(until, u64::MAX);
            inner.mirror.hurry();
        });
        self.show();
    }

    /// Runs to the next decision about capacity, at most an hour of simulated time away.
    pub fn next_decision(self) {
        let mut is_found = false;
        self.with(|inner| {
            inner.is_running = false;
            is_found = inner.session.advance_to_decision(Span::from_s(3_600));
            inner.mirror.hurry();
        });
        self.show();
        if !is_found {
            let text = self.look().lang.ui().no_decision_soon;
            self.ui.say(text.to_owned(), false);
        }
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
        self.with(|inner| match time {
            Some(time) => {
                inner.is_running = false;
                let at = mirror::instant(inner.session.simulation(), time);
                // A reading a little earlier gives the rates of that moment.
                let before = Instant::from_us(at.us().saturating_sub(3_000_000));
                inner.session.seek(before);
                inner.mirror = Mirror::default();
                inner.mirror.read_only(&inner.session);
                inner.session.seek(at);
            }
            None => inner.session.leave_past(),
        });
        self.show();
    }

    pub fn fork(self) {
        self.with(|inner| inner.session.fork());
        self.show_all();
    }

    pub fn restart(self) {
        self.with(|inner| {
            inner.session.restart();
            run_preroll(&mut inner.session);
            inner.flights = flights::Builder::default();
            inner.signals = signals::Watcher::default();
            inner.guess = None;
        });
        self.board.feed.update_value(Vec::clear);
        self.board.signals.update_value(Vec::clear);
        self.show_all();
    }
}

/// The pre-roll: charts have a past and alarms a state before the first picture (spec 1.7).
pub(super) fn run_preroll(session: &mut Session) {
    let origin = session.simulation().origin();
    session.advance(origin, u64::MAX);
}
