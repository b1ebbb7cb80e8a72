//! The clock: simulated time follows the wall's, one slice a frame.

use super::bench::note_slice;
use super::travel::max_end;
use super::{Inner, Player, now_ms};
use crate::board::{mirror, put};
use crate::vocabulary::{ClockView, Speed, Standstill};
use leptos::prelude::*;
use swell_core::base::time::Span;

/// Share of a frame that a simulation may take, in milliseconds.
const SLICE_MS: f64 = 4.0;
/// The same of all that run when nothing but speed is asked for.
const SLICE_MAX_MS: f64 = 10.0;
/// Numbers are refreshed at most this often.
const LOOK_MS: f64 = 100.0;
/// The same for people who asked for less motion.
const LOOK_STILL_MS: f64 = 1_000.0;
/// What is over sooner needs no bar.
const PROGRESS_AFTER_MS: f64 = 300.0;

impl Player {
    pub fn play(self, is_running: bool) {
        let is_running = is_running && !self.ui.is_clock_manual.get_untracked();
        self.with(|inner| {
            inner.is_running = is_running;
            inner.max_until = None;
            inner.max_from = inner.session.now();
            if is_running && !inner.travel.is_preroll() {
                inner.stop_trip();
                inner.session.leave_past();
            }
        });
        self.show();
        self.wake();
    }

    /// Play or pause; what is under way is left where it is, but a run that has yet to reach its
    /// first picture and does not play yet will play from there.
    pub fn toggle(self) {
        let is_running = self.with(|inner| inner.is_running);
        let waits = self.with(|inner| inner.travel.is_preroll() && !inner.is_running);
        match self.is_travelling() && !waits {
            true => self.cancel_trip(),
            false => self.play(!is_running),
        }
    }

    /// In slow motion what moves is told; faster it could not be read.
    fn tell_moved(self) {
        let moved = self.with(|inner| {
            let is_slow = inner.speed == Speed::Slow;
            inner.flights.moved().filter(|_| is_slow).cloned()
        });
        put(&self.board.moved, moved);
    }

    pub fn set_speed(self, speed: Speed) {
        self.with(|inner| {
            inner.speed = speed;
            inner.reached = 0.0;
            inner.max_until = None;
            inner.max_from = inner.session.now();
        });
        self.show();
    }

    pub fn speed(self) -> Speed {
        self.inner
            .try_with_value(|inner| inner.speed)
            .unwrap_or(Speed::X60)
    }

    /// One frame: a slice of simulation, then what has to be shown. Returns whether to go on.
    pub(super) fn tick(self, wall_s: f64) -> bool {
        if self.ui.is_unseen.get_untracked() {
            return false;
        }
        if self.is_travelling() {
            return self.travel_frame();
        }
        if !self.with(|inner| inner.is_running) {
            return false;
        }
        let began = now_ms();
        self.with(|inner| inner.slice(wall_s, began));
        note_slice(now_ms() - began);
        let look_ms = match self.ui.is_still.get_untracked() {
            true => LOOK_STILL_MS,
            false => LOOK_MS,
        };
        let is_due = self.with(|inner| began - inner.looked_at_ms >= look_ms);
        self.feed_dots();
        if is_due {
            self.tell_moved();
        }
        let goes_on = self.with(|inner| inner.is_running);
        if is_due || !goes_on {
            self.show();
        }
        goes_on
    }
}

impl Inner {
    /// Runs the simulated time that `wall_s` seconds are worth, within the frame's share.
    fn slice(&mut self, wall_s: f64, began: f64) {
        let before = self.session.now();
        let (target, budget_ms) = match self.speed.factor() {
            Some(factor) => {
                let due = self.rest_us + wall_s * factor * 1e6;
                self.rest_us = due - due.floor();
                let runs = 1.0 + f64::from(u8::from(self.session.rival().is_some()));
                (before + Span::from_us(due as u64), SLICE_MS * runs)
            }
            None => {
                let end = || max_end(&self.session);
                (self.max_until.get_or_insert_with(end).0, SLICE_MAX_MS)
            }
        };
        let session = &mut self.session;
        self.pace
            .run(began + budget_ms, |effort| session.advance(target, effort));
        session.meet();
        let gone_s = self.session.now().since(before).s_f64();
        if wall_s > 0.0 {
            let reached = gone_s / wall_s;
            self.reached = if self.reached == 0.0 {
                reached
            } else {
                self.reached * 0.9 + reached * 0.1
            };
        }
        let now = self.session.now();
        let is_over = self.session.is_over().then_some(Standstill::RunOver);
        let is_there = self.max_until.filter(|(until, _)| now >= *until);
        if let Some(why) = is_over.or(is_there.map(|(_, why)| why)) {
            self.max_until = None;
            self.is_running = false;
            self.stopped = Some((now, why));
        }
    }

    pub(super) fn clock(&self) -> ClockView {
        let simulation = self.session.simulation();
        let asked = self.speed.factor();
        let is_behind = asked.is_some_and(|a| self.reached > 0.0 && self.reached < a * 0.9);
        let head = self.session.head();
        let stopped = self
            .stopped
            .filter(|(at, _)| *at == head && !self.is_running);
        ClockView {
            now: mirror::shown(simulation, head),
            is_running: self.is_running,
            speed: self.speed,
            reached: (self.is_running && (is_behind || asked.is_none()))
                .then_some(self.reached as f32),
            looking_at: self
                .session
                .is_in_past()
                .then(|| mirror::shown(simulation, simulation.now())),
            progress: self.progress(),
            stopped: stopped.map(|(_, why)| why),
        }
    }
}

impl Inner {
    /// Of what takes long and can be left: a trip, or the fastest speed.
    fn progress(&self) -> Option<f32> {
        if self.travel.is_under_way() {
            let is_long = self.travel.lasts_ms() >= PROGRESS_AFTER_MS;
            return self
                .session
                .progress()
                .filter(|_| is_long)
                .map(|p| p as f32);
        }
        let (until, _) = self.max_until.filter(|_| self.is_running)?;
        let (all, gone) = (
            until.since(self.max_from),
            self.session.head().since(self.max_from),
        );
        Some((gone.s_f64() / all.s_f64().max(1.0)) as f32)
    }
}

pub(super) fn nearest_speed(speed: f64) -> Speed {
    let distance = |s: &Speed| (s.factor().unwrap_or(100_000.0).ln() - speed.max(1e-3).ln()).abs();
    Speed::ALL
        .into_iter()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .unwrap_or(Speed::X60)
}
