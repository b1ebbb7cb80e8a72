//! The boards that were open before: opening another one is a step of undo, and takes nothing
//! away. A session is a value, so a board comes back with its run and its own steps.

use swell_core::document::Document;
use swell_core::session::Session;

/// Boards kept in each direction.
const BOARDS_MAX: usize = 20;
/// Boards that keep their runs; those farther back begin again from their documents.
const RUNS_MAX: usize = 2;

/// A board that is not open now.
#[derive(Debug)]
struct Resting {
    session: Session,
    /// Id of the ready-made board; empty for one's own.
    preset: String,
}

/// The boards before and after the open one, the nearest last.
#[derive(Debug, Default)]
pub struct Shelf {
    before: Vec<Resting>,
    after: Vec<Resting>,
}

impl Shelf {
    pub fn has_before(&self) -> bool {
        !self.before.is_empty()
    }

    pub fn has_after(&self) -> bool {
        !self.after.is_empty()
    }

    /// The board that was open before, with the id of its preset.
    pub fn before(&self) -> Option<(&Document, &str)> {
        let resting = self.before.last()?;
        Some((resting.session.document(), resting.preset.as_str()))
    }

    /// The board that comes with [`Self::forward`], with the id of its preset.
    pub fn after(&self) -> Option<(&Document, &str)> {
        let resting = self.after.last()?;
        Some((resting.session.document(), resting.preset.as_str()))
    }

    /// Opens `next` in place of the current session.
    pub fn open(
        &mut self,
        current: &mut Session,
        preset: &mut String,
        next: Session,
        named: String,
    ) {
        self.after.clear();
        put(&mut self.before, current, preset, next, named);
    }

    /// Opens the board again that was opened over. Returns whether there was one.
    pub fn back(&mut self, current: &mut Session, preset: &mut String) -> bool {
        swap(&mut self.before, &mut self.after, current, preset)
    }

    /// As [`Self::back`], forward again.
    pub fn forward(&mut self, current: &mut Session, preset: &mut String) -> bool {
        swap(&mut self.after, &mut self.before, current, preset)
    }

    /// An edit was made: there is no way forward any more, as with every other step.
    pub fn edited(&mut self) {
        self.after.clear();
    }
}

fn swap(
    from: &mut Vec<Resting>,
    to: &mut Vec<Resting>,
    current: &mut Session,
    preset: &mut String,
) -> bool {
    let Some(next) = from.pop() else {
        return false;
    };
    put(to, current, preset, next.session, next.preset);
    true
}

fn put(
    shelf: &mut Vec<Resting>,
    current: &mut Session,
    preset: &mut String,
    next: Session,
    named: String,
) {
    shelf.push(Resting {
        session: core::mem::replace(current, next),
        preset: core::mem::replace(preset, named),
    });
    if shelf.len() > BOARDS_MAX {
        shelf.remove(0);
    }
    // Runs are large; what a far board needs is its document and its steps.
    if let Some(far) = shelf.iter_mut().rev().nth(RUNS_MAX) {
        far.session.restart();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use swell_core::base::time::Instant;
    use swell_core::document::Document;
    use swell_core::document::command::Command;
    use swell_core::scenario::catalog;

    fn board(id: &str) -> Document {
        Document::from_json(catalog::preset(id).unwrap().json).unwrap()
    }

    fn session(id: &str) -> Session {
        Session::new(board(id))
    }

    fn title(session: &mut Session, title: &str) {
        session.edit(Command::SetTitle(title.to_owned())).unwrap();
    }

    #[test]
    fn a_board_that_was_opened_over_comes_back_with_its_run_and_its_steps() {
        let (mut current, mut preset) = (session("default"), "default".to_owned());
        title(&mut current, "mine");
        current.advance(Instant::from_us(900_000_000), u64::MAX);
        let (document, now) = (current.document().clone(), current.now());
        let mut shelf = Shelf::default();
        shelf.open(
            &mut current,
            &mut preset,
            session("two-zones"),
            "two-zones".to_owned(),
        );
        assert_eq!(preset, "two-zones");
        assert_ne!(*current.document(), document);
        assert!(shelf.back(&mut current, &mut preset));
        assert_eq!(preset, "default");
        assert_eq!(*current.document(), document);
        assert_eq!(current.now(), now, "the run stands where it was left");
        assert!(current.undo(), "its own steps are there too");
        assert!(shelf.forward(&mut current, &mut preset));
        assert_eq!(preset, "two-zones");
        assert!(!shelf.forward(&mut current, &mut preset));
    }

    #[test]
    fn an_edit_ends_the_way_forward_and_not_the_way_back() {
        let (mut current, mut preset) = (session("default"), String::new());
        let mut shelf = Shelf::default();
        for id in ["two-zones", "one-fails"] {
            shelf.open(&mut current, &mut preset, session(id), id.to_owned());
        }
        assert!(shelf.back(&mut current, &mut preset) && shelf.has_after());
        shelf.edited();
        assert!(!shelf.has_after() && shelf.has_before());
        assert!(shelf.back(&mut current, &mut preset));
        assert_eq!(*current.document(), board("default"));
    }

    #[test]
    fn many_boards_keep_their_documents_and_few_runs() {
        let (mut current, mut preset) = (session("default"), String::new());
        let mut shelf = Shelf::default();
        for n in 0..BOARDS_MAX + 5 {
            title(&mut current, &n.to_string());
            current.advance(Instant::from_us(700_000_000), 10_000);
            shelf.open(&mut current, &mut preset, session("default"), String::new());
        }
        let started = session("default").now();
        let runs = shelf.before.iter().filter(|r| r.session.now() > started);
        assert_eq!(runs.count(), RUNS_MAX);
        let mut found = Vec::new();
        while shelf.back(&mut current, &mut preset) {
            found.push(current.document().title.clone());
        }
        assert_eq!(found.len(), BOARDS_MAX);
        assert_eq!(found.first().map(String::as_str), Some("24"));
        assert_eq!(found.last().map(String::as_str), Some("5"));
    }
}
