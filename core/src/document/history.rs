//! Undo and redo: inverses of edits, with marks that squash a drag into one step.

use super::Document;
use super::command::{Command, EditError};
use crate::base::id::PartId;
use alloc::string::String;
use alloc::vec::Vec;

/// Steps kept.
const STEPS_MAX: usize = 200;

#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Command>,
    redo: Vec<Command>,
    /// Edits since the mark belong to one step.
    mark: Option<usize>,
    /// The field that is being typed or slid in: its next edit joins the newest step.
    run: Option<(PartId, String)>,
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
        self.run = None;
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
        self.run = None;
        self.apply_one(document, command, false).map(drop)
    }

    /// As [`Self::apply`], but edits of one field that follow each other are one step, until
    /// [`Self::end_run`] or anything else happens.
    pub fn apply_in_run(
        &mut self,
        document: &mut Document,
        command: Command,
    ) -> Result<(), EditError> {
        let field = match &command {
            Command::SetField { part, path, .. } => Some((*part, path.clone())),
            _ => None,
        };
        let continues = field.is_some() && self.run == field;
        let is_step = self.apply_one(document, command, continues)?;
        if is_step {
            self.run = field;
        } else if !continues {
            self.run = None;
        }
        Ok(())
    }

    /// The field was left, or nothing happened for a while: the next edit is a step of its own.
    pub fn end_run(&mut self) {
        self.run = None;
    }

    /// Returns whether there is something to take back.
    fn apply_one(
        &mut self,
        document: &mut Document,
        command: Command,
        continues: bool,
    ) -> Result<bool, EditError> {
        let inverse = document.apply(command)?;
        // A field that was set to what it is already: nothing to take back.
        if let Command::SetParams { part, params } = &inverse
            && document.params(*part) == Some(params.as_ref())
        {
            return Ok(false);
        }
        self.redo.clear();
        // The inverse of a run's or a drag's first edit goes back further than this one.
        if continues || self.is_dragged_on(&inverse) {
            return Ok(true);
        }
        self.undo.push(inverse);
        if self.undo.len() > STEPS_MAX && self.mark.is_none() {
            self.undo.remove(0);
        }
        Ok(true)
    }

    /// Whether the newest edit since the mark set the same part.
    fn is_dragged_on(&self, inverse: &Command) -> bool {
        let since_mark = self.mark.and_then(|mark| self.undo.get(mark..));
        match (since_mark.and_then(<[_]>::last), inverse) {
            (Some(Command::SetParams { part, .. }), Command::SetParams { part: next, .. }) => {
                part == next
            }
            _ => false,
        }
    }

    /// Takes the last step back. Returns whether the engine has to know, or that there was none.
    pub fn undo(&mut self, document: &mut Document) -> Option<bool> {
        self.run = None;
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
        self.run = None;
        self.squash();
        let command = self.redo.pop()?;
        let concerns_engine = command.concerns_engine();
        if let Ok(inverse) = document.apply(command) {
            self.undo.push(inverse);
        }
        Some(concerns_engine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn set(path: &str, value: f64) -> Command {
        Command::SetField {
            part: PartId(10),
            path: String::from(path),
            value: json!(value),
        }
    }

    fn board() -> Document {
        let text = crate::scenario::catalog::PRESETS
            .iter()
            .find(|p| p.json.contains("\"users\""))
            .map_or("", |p| p.json);
        Document::from_json(text).unwrap_or_default()
    }

    #[test]
    fn a_run_of_typing_is_one_step() {
        let (mut history, mut document) = (History::default(), board());
        let before = document.clone();
        for users in [110.0, 120.0, 130.0] {
            assert!(
                history
                    .apply_in_run(&mut document, set("users", users))
                    .is_ok()
            );
        }
        assert_eq!(history.undo.len(), 1);
        history.undo(&mut document);
        assert_eq!(document, before);
        history.redo(&mut document);
        assert!(
            history
                .apply_in_run(&mut document, set("users", 140.0))
                .is_ok()
        );
        assert_eq!(history.undo.len(), 2);
    }

    #[test]
    fn another_field_or_a_pause_ends_a_run() {
        let (mut history, mut document) = (History::default(), board());
        let _ = history.apply_in_run(&mut document, set("users", 110.0));
        let _ = history.apply_in_run(&mut document, set("patience_s", 5.0));
        let _ = history.apply_in_run(&mut document, set("users", 120.0));
        history.end_run();
        let _ = history.apply_in_run(&mut document, set("users", 130.0));
        let _ = history.apply_in_run(&mut document, set("users", 131.0));
        assert_eq!(history.undo.len(), 4);
    }

    #[test]
    fn a_drag_keeps_the_way_back_to_its_start_and_no_more() {
        let (mut history, mut document) = (History::default(), board());
        let before = document.clone();
        history.mark();
        for step in 0..1_000 {
            let users = set("users", 110.0 + f64::from(step));
            assert!(history.apply(&mut document, users).is_ok());
        }
        assert_eq!(history.undo.len(), 1);
        history.squash();
        let after = document.clone();
        history.undo(&mut document);
        assert_eq!(document, before);
        history.redo(&mut document);
        assert_eq!(document, after);
    }
}
