//! Undo and redo: inverses of edits, with marks that squash a drag into one step.

use super::Document;
use super::command::{Command, EditError};
use alloc::vec::Vec;

/// Steps kept.
const STEPS_MAX: usize = 200;

#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Command>,
    redo: Vec<Command>,
    /// Edits since the mark belong to one step.
    mark: Option<usize>,
}

impl History {
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// From here to [`Self::squash`] all edits are one step: a drag, a slider's way.
    pub fn mark(&mut self) {
        self.mark = Some(self.undo.len());
    }

    /// Ends the step that began at the mark.
    pub fn squash(&mut self) {
        let Some(mark) = self.mark.take().filter(|m| *m < self.undo.len()) else {
            return;
        };
        let mut inverses = self.undo.split_off(mark);
        if inverses.len() == 1 {
            self.undo.append(&mut inverses);
            return;
        }
        inverses.reverse();
        self.undo.push(Command::All(inverses));
    }

    /// Applies an edit and remembers how to take it back.
    pub fn apply(&mut self, document: &mut Document, command: Command) -> Result<(), EditError> {
        let inverse = document.apply(command)?;
        // A field that was set to what it is already: nothing to take back.
        if let Command::SetParams { part, params } = &inverse
            && document.params(*part) == Some(params.as_ref())
        {
            return Ok(());
        }
        self.undo.push(inverse);
        self.redo.clear();
        if self.undo.len() > STEPS_MAX && self.mark.is_none() {
            self.undo.remove(0);
        }
        Ok(())
    }

    /// Takes the last step back. Returns whether the engine has to know, or that there was none.
    pub fn undo(&mut self, document: &mut Document) -> Option<bool> {
        self.squash();
        let inverse = self.undo.pop()?;
        let concerns_engine = inverse.concerns_engine();
        if let Ok(again) = document.apply(inverse) {
            self.redo.push(again);
        }
        Some(concerns_engine)
    }

    /// As [`Self::undo`], forward again.
    pub fn redo(&mut self, document: &mut Document) -> Option<bool> {
        self.squash();
        let command = self.redo.pop()?;
        let concerns_engine = command.concerns_engine();
        if let Ok(inverse) = document.apply(command) {
            self.undo.push(inverse);
        }
        Some(concerns_engine)
    }
}
