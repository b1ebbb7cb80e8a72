//! What the player shows: the mirror's signals, the dots, the lists of requests and traffic.

use super::{Inner, Player, now_ms};
use crate::board::mirror::{Look, Mirror};
use crate::board::{commands, flights, put};
use crate::controller::traffic;
use crate::draw::flight::{Budget, sample_steadily, shown_per_s_max};
use crate::view::state::Screen;
use crate::vocabulary::*;
use leptos::prelude::*;
use swell_core::base::id::PartId;
use swell_core::contract::Member;
use swell_core::kinds::users::Users;

/// Lines of the list of requests.
const NEWEST_SHOWN: usize = 10;

impl Player {
    pub(super) fn look(self) -> Look {
        Look {
            lang: self.lang.get_untracked(),
            selected: self.ui.selection.with_untracked(|s| s.last().copied()),
            is_locked: self.ui.is_locked.get_untracked(),
            is_view_fixed: self.ui.is_view_fixed.get_untracked(),
            is_clock_manual: self.ui.is_clock_manual.get_untracked(),
            is_still: self.ui.is_still.get_untracked(),
            guess: self.with(|inner| inner.guess),
            boards: self.with(|inner| (inner.shelf.has_before(), inner.shelf.has_after())),
            record: self.ui.deferred.with_untracked(|d| d.map(|d| d.record)),
        }
    }

    /// Hands the requests that were followed to the canvas.
    pub(super) fn feed_dots(self) {
        let is_still = self.ui.is_still.get_untracked();
        let budget = match self.ui.screen.get_untracked() {
            Screen::Desktop | Screen::Tablet => Budget::Desktop,
            Screen::Phone => Budget::Phone,
            _ => Budget::Embed,
        };
        let per_s = f64::from(self.board.client.with_untracked(|c| c.sent_per_s));
        let scale = self.ui.view.with_untracked(|v| v.scale);
        let shown = self
            .ui
            .layout
            .with_untracked(|l| shown_per_s_max(&l.curves, scale));
        let before = self.board.requests_per_dot.get_untracked();
        let made = self.with(|inner| {
            let speed = inner.speed.factor().unwrap_or(1_000.0);
            // Without motion too: what is followed can be read, request by request.
            let every = sample_steadily(per_s.max(1.0), speed, budget.dots_max(), shown, before);
            inner.session.follow_every(every);
            let (mut made, mut signals) = (Vec::new(), Vec::new());
            inner.flights.take(&mut inner.session, speed, &mut made);
            inner.signals.take(&inner.session, &mut signals);
            (every, made, signals)
        });
        put(&self.board.requests_per_dot, made.0.max(1));
        // Without motion nobody takes them from the feed.
        if is_still {
            return;
        }
        if !made.1.is_empty() {
            self.board.feed.update_value(|feed| feed.extend(made.1));
        }
        if !made.2.is_empty() {
            self.board.signals.update_value(|feed| feed.extend(made.2));
        }
    }

    /// Stops time and opens the trace of a request, if it was followed not long ago.
    pub fn request_trace(self, serial: u64) -> bool {
        let found = self
            .inner
            .try_with_value(|inner| inner.requests().request_trace(serial))
            .flatten();
        let is_found = found.is_some();
        if is_found {
            self.play(false);
            self.board.request_trace.set(found);
            self.show();
        }
        is_found
    }

    /// The newest requests, and the traffic of the selected users.
    fn show_lists(self, selected: Option<Item>) {
        let newest = self.with(|inner| {
            inner.flights.keep_up(&inner.session);
            inner.requests().newest(NEWEST_SHOWN)
        });
        put(&self.board.requests, newest);
        let board = self.board;
        self.with(|inner| {
            let id = match selected {
                Some(Item::Node(id)) => PartId(id.0),
                _ => return,
            };
            let document = inner.session.document();
            let Some(users) = document.params(id).and_then(Users::params) else {
                return;
            };
            let key = users.trace.as_ref().map(|t| {
                let is_used = users.pattern == swell_core::kinds::users::Pattern::Trace;
                let end = t.last_s().unwrap_or_default().to_bits();
                (id, t.len(), end, users.trace_scale.to_bits(), is_used)
            });
            if key.is_none() || inner.trace_seen != key {
                inner.trace_seen = key;
                put(&board.trace, traffic::view(users));
            }
        });
    }

    /// Brings the signals up to date.
    pub fn show(self) {
        let look = self.look();
        let board = self.board;
        let hear = self.ui.deferred.with_untracked(|d| d.map(|d| d.hear));
        self.with(|inner| {
            // Whoever just pressed something has seen the newest numbers: the frame that answers
            // the press need not refresh them again.
            inner.looked_at_ms = now_ms();
            inner.mirror.show(board, &inner.session, look);
            if let Some(hear) = hear {
                hear(board, &inner.session, look, &inner.flights.take_heard());
            }
            Mirror::show_clock(board, &inner.session, inner.clock());
        });
        self.show_lists(look.selected);
        let title = self.read(|session| session.document().title.clone());
        put(
            &board.title,
            commands::title(title, &board.preset.get_untracked(), look.lang),
        );
    }

    /// As [`Self::show`], after something that changed everything.
    pub fn show_all(self) {
        self.with(|inner| inner.mirror = Mirror::default());
        self.show();
    }
}

impl Inner {
    /// The requests that were followed last, of the moment that is shown.
    fn requests(&self) -> &flights::Builder {
        match self.session.is_in_past() {
            true => &self.replayed,
            false => &self.flights,
        }
    }
}
