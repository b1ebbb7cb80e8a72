//! The one gate of a document: an edit may leave only what loading takes. Whatever an edit touched
//! is written as a file would hold it and read back by the loader's own rules; there is no second
//! list of rules that could fall behind the first.

use super::command::{Command, EditError};
use super::load::Reader;
use super::problem::{Problem, ProblemKind};
use super::stamp::Stamp;
use super::{Document, field, save};
use crate::base::id::{LinkId, PartId};
use crate::kinds::KindId;
use alloc::string::String;
use alloc::vec::Vec;

/// What an edit may have made unreadable.
#[derive(Default)]
pub(super) struct Touched {
    parts: Vec<PartId>,
    links: Vec<LinkId>,
    places: Vec<u32>,
    has_title: bool,
    has_epoch: bool,
}

impl Touched {
    pub(super) fn by(command: &Command) -> Self {
        let mut touched = Self::default();
        touched.note(command);
        touched
    }

    fn note(&mut self, command: &Command) {
        match command {
            Command::SetField { part, .. }
            | Command::SetParams { part, .. }
            | Command::Rename { part, .. }
            | Command::StandIn { part, .. } => self.parts.push(*part),
            Command::Move { places } => self.places.extend(places.iter().map(|p| p.0)),
            Command::Add(fragment) => {
                self.parts.extend(fragment.parts.iter().map(|p| p.1.id));
                self.links.extend(fragment.links.iter().map(|l| l.1.id));
                self.places.extend(fragment.places.iter().map(|p| p.0));
            }
            Command::SetTitle(_) => self.has_title = true,
            Command::SetEpoch(_) => self.has_epoch = true,
            // What is left was there before; any seed can be written.
            Command::Remove { .. } | Command::SetSeed(_) => {}
            Command::All(commands) => commands.iter().for_each(|c| self.note(c)),
        }
    }
}

impl Document {
    /// Whether a file with what was touched would open as it is. Errors: the first that would not.
    pub(super) fn admit(&self, touched: &Touched) -> Result<(), EditError> {
        if touched.has_title
            && let Err(fault) = field::check_text(&self.title)
        {
            return refused(None, None, "title", ProblemKind::Field(fault));
        }
        if touched.has_epoch && Stamp::parse(&self.epoch.format()) != Some(self.epoch) {
            return refused(None, None, "epoch", ProblemKind::BadTime);
        }
        for part in touched.parts.iter().filter_map(|id| self.part(*id)) {
            let mut reader = Reader::default();
            let read = reader.part(save::part(part), "");
            reader.part_references(self, part, "");
            passes(part.id.0, part.kind(), reader, read.as_ref() == Some(part))?;
        }
        let links = self.links.iter().filter(|l| touched.links.contains(&l.id));
        for link in links {
            let mut reader = Reader::default();
            let read = reader.link(save::link(link), "");
            reader.link_references(self, link, "");
            passes(link.id.0, None, reader, read.as_ref() == Some(link))?;
        }
        for id in &touched.places {
            let Some(place) = self.layout.get(id) else {
                continue;
            };
            let mut reader = Reader::default();
            let read = reader.place(&save::place(place), "layout");
            passes(*id, None, reader, read.as_ref() == Some(place))?;
        }
        Ok(())
    }
}

fn passes(id: u32, of: Option<KindId>, mut reader: Reader, is_same: bool) -> Result<(), EditError> {
    if !reader.problems.is_empty() {
        let Problem { path, kind } = reader.problems.swap_remove(0);
        let path = path.strip_prefix("params.").unwrap_or(&path);
        return refused(Some(id), of, path, kind);
    }
    match is_same {
        true => Ok(()),
        false => refused(Some(id), of, "", ProblemKind::CannotBeKept),
    }
}

fn refused(
    id: Option<u32>,
    of: Option<KindId>,
    path: &str,
    kind: ProblemKind,
) -> Result<(), EditError> {
    let path = String::from(path);
    Err(EditError::Refused { id, of, path, kind })
}
