//! Which board is open: opening another one, and the way back.

use super::clock::nearest_speed;
use super::{Inner, Player};
use crate::board::put;
use crate::vocabulary::TraceFile;
use leptos::prelude::*;
use swell_core::document::Document;
use swell_core::session::Session;

impl Player {
    /// Opens another board, the ready-made one of this id or one's own. Undo brings the board that
    /// was there back, with its run.
    pub fn open(self, document: Document, preset: &str) {
        self.change_board(|inner, named| {
            let next = Session::new(document);
            let Inner { session, shelf, .. } = inner;
            shelf.open(session, named, next, preset.to_owned());
            true
        });
    }

    /// Takes the last step back; the first one of a board that was opened is the opening.
    pub fn undo(self) {
        if !self.with(|inner| inner.session.undo()) {
            self.change_board(|inner, preset| inner.shelf.back(&mut inner.session, preset));
        }
        self.show();
    }

    pub fn redo(self) {
        if !self.with(|inner| inner.session.redo()) {
            self.change_board(|inner, preset| inner.shelf.forward(&mut inner.session, preset));
        }
        self.show();
    }

    /// Goes on with the board before or after this one, with its run, if it is the one that is wanted.
    /// Returns whether it is.
    pub fn take_up(self, is_it: impl Fn(&Document, &str) -> bool) -> bool {
        let mut is_found = false;
        self.change_board(|inner, preset| {
            let Inner { session, shelf, .. } = inner;
            let is = |board: Option<(&Document, &str)>| board.is_some_and(|(d, p)| is_it(d, p));
            is_found = match (is(shelf.before()), is(shelf.after())) {
                (true, _) => shelf.back(session, preset),
                (false, true) => shelf.forward(session, preset),
                _ => false,
            };
            is_found
        });
        is_found
    }

    /// Runs the open board from its start beside another one. `names`: what the two are called.
    pub fn stand_beside(self, other: &Document, names: [String; 2]) {
        self.with(|inner| {
            inner.session.stand_beside(other, names);
            inner.begin();
        });
        self.forget_feeds();
        self.show_all();
        self.wake();
    }

    /// The board that was open before, and the id of its preset.
    pub fn board_before(self) -> Option<(Document, String)> {
        self.with(|inner| {
            let (document, preset) = inner.shelf.before()?;
            Some((document.clone(), preset.to_owned()))
        })
    }

    /// Which board is open: another number after every change of boards.
    pub fn board_number(self) -> u32 {
        self.with(|inner| inner.board_number)
    }

    /// Opens another board by `change`, which says whether it did.
    fn change_board(self, change: impl FnOnce(&mut Inner, &mut String) -> bool) {
        let mut preset = self.board.preset.get_untracked();
        let is_changed = self.with(|inner| {
            let is_changed = change(inner, &mut preset);
            if is_changed {
                inner.board_number += 1;
                inner.speed = nearest_speed(inner.session.document().settings.speed);
                inner.begin();
            }
            is_changed
        });
        if !is_changed {
            return;
        }
        put(&self.board.preset, preset);
        self.ui.select(None);
        self.ui.forget_unsaved();
        put(&self.board.trace_file, TraceFile::default());
        self.forget_feeds();
        self.show_all();
        self.wake();
    }
}
