//! What the user does to the board: commands, injections, another document.

use super::Player;
use crate::board::mirror;
use crate::vocabulary::*;
use leptos::prelude::*;
use swell_core::base::id::InstanceId as CoreInstanceId;
use swell_core::contract::Member;
use swell_core::document::Document;
use swell_core::document::command::{Command, EditError};
use swell_core::engine::injection::{Injection, InstanceFault};
use swell_core::kinds::auto_scaling::Group;
use swell_core::kinds::instance::Instance;
use swell_core::session::Session;

impl Player {
    /// Applies an edit. Errors: the reason, with nothing changed.
    pub fn edit(self, command: Command) -> Result<(), EditError> {
        let result = self.inner.try_update_value(|inner| {
            let done = inner.session.edit(command);
            if done.is_ok() {
                inner.shelf.edited();
            }
            done
        });
        self.show();
        result.unwrap_or(Ok(()))
    }

    /// An edit of a field by hand: what follows in the same field is the same step of undo.
    pub fn edit_field(self, make: impl FnOnce(&Document) -> Option<Command>) {
        let Some(command) = self.read(|session| make(session.document())) else {
            return;
        };
        let result = self.inner.try_update_value(|inner| {
            let done = inner.session.edit_in_run(command);
            if done.is_ok() {
                inner.shelf.edited();
            }
            done
        });
        self.show();
        if let Some(Err(error)) = result {
            self.refuse(&error);
        }
    }

    /// The field was left: the next edit is a step of its own.
    pub fn end_run(self) {
        self.with(|inner| inner.session.end_run());
    }

    fn refuse(self, error: &EditError) {
        let lang = self.lang.get_untracked();
        let text = self.read(|session| {
            let name = |id| mirror::shown_name(session.document(), id, lang);
            lang.edit_error(error, &name)
        });
        self.ui.say(text, false);
    }

    /// As [`Self::edit`], with a toast that says why not.
    pub fn edit_or_say(self, command: Command) -> bool {
        match self.edit(command) {
            Ok(()) => true,
            Err(error) => {
                self.refuse(&error);
                false
            }
        }
    }

    pub fn mark(self) {
        self.with(|inner| inner.session.mark());
    }

    pub fn squash(self) {
        self.with(|inner| inner.session.squash());
    }

    pub fn inject(self, injection: Injection) {
        self.with(|inner| inner.session.inject(injection));
        self.show();
    }

    /// Sends the rush from the first users of the board, and lets time run. Returns whether it was sent.
    pub fn surge(self) -> bool {
        // Before the first picture the rush would be over before anybody saw it.
        if self.read(Session::is_in_preroll) {
            return false;
        }
        let Some(users) = self.read(Session::users) else {
            return false;
        };
        self.inject(Injection::Surge { users });
        self.play(!self.ui.is_still.get_untracked());
        true
    }

    pub fn inject_fault(self, id: InstanceId, fault: InstanceFault) {
        if let Some(instance) = self.machine(id) {
            self.inject(Injection::Instance { instance, fault });
        }
    }

    pub fn end_fault(self, id: InstanceId, fault: InstanceFault) {
        if let Some(instance) = self.machine(id) {
            self.inject(Injection::Ends { instance, fault });
        }
    }

    /// The engine's number of a server of the picture.
    fn machine(self, id: InstanceId) -> Option<CoreInstanceId> {
        self.read(|session| {
            let mut servers = session.simulation().parts().iter().filter_map(Instance::of);
            let found = servers.find(|i| mirror::instance_key(i.id) == id || i.id.owner.0 == id.0);
            found.map(|i| i.id)
        })
    }

    /// Ends the first server in service.
    pub fn kill_one(self) {
        let found = self.read(|session| {
            let groups = session.simulation().parts().iter().filter_map(Group::of);
            let mut members = groups.flat_map(|g| &g.members);
            members.find(|m| m.is_in_service()).map(|m| m.id)
        });
        if let Some(instance) = found {
            let fault = InstanceFault::Terminate;
            self.inject(Injection::Instance { instance, fault });
        }
    }

    /// Runs `make` on the document and applies the command it gives.
    pub fn command(self, make: impl FnOnce(&Document) -> Option<Command>) -> bool {
        match self.read(|session| make(session.document())) {
            Some(command) => self.edit_or_say(command),
            None => false,
        }
    }

    pub fn guess(self, guess: Guess) {
        self.with(|inner| inner.guess = Some((guess, inner.session.now())));
        self.board.surge.set(SurgeView::Ready);
        self.show();
    }
}
