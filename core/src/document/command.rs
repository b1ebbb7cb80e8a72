//! Every edit of a document, and its inverse.

use super::field::{self, FieldFault};
use super::gate::Touched;
use super::problem::ProblemKind;
use super::stamp::Stamp;
use super::{
    Content, Document, GROUND_MAX, HighestId, LINKS_MAX, Link, PARTS_MAX, PLACES_MAX, Part, Place,
};
use crate::base::id::PartId;
use crate::kinds::{KindId, Params};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde_json::Value;

/// Pieces of a document with their positions in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    pub parts: Vec<(usize, Part)>,
    pub links: Vec<(usize, Link)>,
    pub places: Vec<(u32, Place)>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// One field of a part; paths as in [`field`].
    SetField {
        part: PartId,
        path: String,
        value: Value,
    },
    SetParams {
        part: PartId,
        params: Box<Params>,
    },
    Rename {
        part: PartId,
        name: Option<String>,
    },
    /// The frames that a part stands in; those that are not there are left out.
    StandIn {
        part: PartId,
        frames: Vec<PartId>,
    },
    Move {
        places: Vec<(u32, Option<Place>)>,
    },
    Add(Box<Fragment>),
    /// Parts and links by id, with everything that belongs to them and the frames inside them; what
    /// else stood in those frames stays, outside.
    Remove {
        ids: Vec<u32>,
    },
    SetTitle(String),
    SetSeed(u64),
    /// Which moment of the calendar the first picture is; a run takes it when it begins.
    SetEpoch(Stamp),
    /// Several as one.
    All(Vec<Command>),
}

/// Why an edit was refused. Nothing has changed then.
#[derive(Clone, Debug, PartialEq)]
pub enum EditError {
    NoSuchPart {
        id: PartId,
    },
    Field {
        part: PartId,
        kind: KindId,
        path: String,
        fault: FieldFault,
    },
    IllegalLink {
        from: PartId,
        to: PartId,
    },
    AlreadyLinked {
        from: PartId,
        to: PartId,
    },
    IdTaken {
        id: u32,
    },
    TooMany {
        limit: usize,
    },
    /// A file with it would not open as it is. The id of the part, link or place; none for
    /// the board itself.
    Refused {
        id: Option<u32>,
        /// The kind of a part.
        of: Option<KindId>,
        path: String,
        kind: ProblemKind,
    },
}

/// English for developers; the viewer makes its own words.
impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchPart { id } => write!(f, "there is no part {} to edit", id.0),
            Self::Field {
                part, path, fault, ..
            } => {
                write!(f, "part {}: {}: {fault}", part.0, path.replace('/', "."))
            }
            Self::IllegalLink { from, to } => {
                write!(f, "nothing can run from part {} to part {}", from.0, to.0)
            }
            Self::AlreadyLinked { from, to } => {
                write!(f, "part {} is joined to part {} already", from.0, to.0)
            }
            Self::IdTaken { id } => write!(f, "id {id} is taken already"),
            Self::TooMany { limit } => write!(f, "no more than {limit} are allowed"),
            Self::Refused { id, path, kind, .. } => {
                if let Some(id) = id {
                    write!(f, "{id}: ")?;
                }
                if !path.is_empty() {
                    write!(f, "{path}: ")?;
                }
                kind.fmt(f)
            }
        }
    }
}

impl Command {
    /// A command that adds one part.
    pub fn add_part(document: &Document, part: Part, place: Option<Place>) -> Self {
        let places = place.map(|p| (part.id.0, p)).into_iter().collect();
        let parts = alloc::vec![(document.parts.len(), part)];
        Self::Add(Box::new(Fragment {
            parts,
            places,
            ..Fragment::default()
        }))
    }

    pub fn add_link(document: &Document, link: Link) -> Self {
        let links = alloc::vec![(document.links.len(), link)];
        Self::Add(Box::new(Fragment {
            links,
            ..Fragment::default()
        }))
    }

    /// Whether the engine has to know: it cannot see places, names and titles.
    pub fn concerns_engine(&self) -> bool {
        match self {
            Self::Move { .. } | Self::Rename { .. } | Self::SetTitle(_) => false,
            Self::All(commands) => commands.iter().any(Self::concerns_engine),
            _ => true,
        }
    }
}

impl Document {
    /// Applies an edit and returns its inverse. What it leaves behind is what loading takes
    /// (`gate.rs`). Errors: the reason, with the document unchanged.
    pub fn apply(&mut self, command: Command) -> Result<Command, EditError> {
        let touched = Touched::by(&command);
        let inverse = self.change(command)?;
        match self.admit(&touched) {
            Ok(()) => Ok(inverse),
            Err(error) => {
                let _ = self.change(inverse);
                Err(error)
            }
        }
    }

    fn change(&mut self, command: Command) -> Result<Command, EditError> {
        match command {
            Command::SetField { part, path, value } => self.set_field(part, path, &value),
            Command::SetParams { part, params } => {
                let slot = self
                    .part_mut(part)
                    .ok_or(EditError::NoSuchPart { id: part })?;
                match &mut slot.content {
                    Content::Known(old) => {
                        let old = core::mem::replace(old, *params);
                        Ok(Command::SetParams {
                            part,
                            params: Box::new(old),
                        })
                    }
                    Content::Unknown { .. } => Err(EditError::NoSuchPart { id: part }),
                }
            }
            Command::Rename { part, name } => {
                let slot = self
                    .part_mut(part)
                    .ok_or(EditError::NoSuchPart { id: part })?;
                let old = core::mem::replace(&mut slot.name, name);
                Ok(Command::Rename { part, name: old })
            }
            Command::StandIn { part, mut frames } => {
                frames.retain(|f| self.part(*f).is_some());
                let slot = self
                    .part_mut(part)
                    .ok_or(EditError::NoSuchPart { id: part })?;
                let frames = core::mem::replace(&mut slot.stands_in, frames);
                Ok(Command::StandIn { part, frames })
            }
            Command::Move { places } => {
                let new = places
                    .iter()
                    .filter(|(id, place)| place.is_some() && !self.layout.contains_key(id));
                if self.layout.len() + new.count() > self.layout.len().max(PLACES_MAX) {
                    return Err(EditError::TooMany { limit: PLACES_MAX });
                }
                let inverse = places
                    .iter()
                    .map(|(id, _)| (*id, self.layout.get(id).cloned()));
                let inverse = Command::Move {
                    places: inverse.collect(),
                };
                for (id, place) in places {
                    match place {
                        Some(place) => self.layout.insert(id, place),
                        None => self.layout.remove(&id),
                    };
                }
                Ok(inverse)
            }
            Command::Add(fragment) => self.add(*fragment),
            Command::Remove { ids } => Ok(self.remove(&ids)),
            Command::SetTitle(title) => Ok(Command::SetTitle(core::mem::replace(
                &mut self.title,
                title,
            ))),
            Command::SetEpoch(epoch) => {
                let old = core::mem::replace(&mut self.epoch, epoch);
                Ok(Command::SetEpoch(old))
            }
            Command::SetSeed(seed) => {
                Ok(Command::SetSeed(core::mem::replace(&mut self.seed, seed)))
            }
            Command::All(commands) => self.apply_all(commands),
        }
    }

    fn apply_all(&mut self, commands: Vec<Command>) -> Result<Command, EditError> {
        let mut inverses = Vec::new();
        for command in commands {
            match self.change(command) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    while let Some(inverse) = inverses.pop() {
                        let _ = self.change(inverse);
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Command::All(inverses))
    }

    fn set_field(&mut self, id: PartId, path: String, value: &Value) -> Result<Command, EditError> {
        let slot = self.part_mut(id).ok_or(EditError::NoSuchPart { id })?;
        let Content::Known(params) = &mut slot.content else {
            return Err(EditError::NoSuchPart { id });
        };
        let old = params.clone();
        match field::set(params, &path, value) {
            Ok(mut new) => {
                new.follow(&path);
                *params = new;
            }
            Err(fault) => {
                return Err(EditError::Field {
                    part: id,
                    kind: params.kind(),
                    path,
                    fault,
                });
            }
        }
        // The whole set of parameters: a nested path may have made objects on its way.
        Ok(Command::SetParams {
            part: id,
            params: Box::new(old),
        })
    }

    fn add(&mut self, fragment: Fragment) -> Result<Command, EditError> {
        let parts = fragment.parts.iter().map(|(_, p)| p.id.0);
        let links = fragment.links.iter().map(|(_, l)| l.id.0);
        let ids: Vec<u32> = parts.chain(links).collect();
        self.are_free(&ids)?;
        self.has_room_for(&fragment)?;
        let back = self.before_adding(&fragment, &ids);
        for (at, part) in fragment.parts {
            self.parts.insert(at.min(self.parts.len()), part);
        }
        self.leave_missing_frames(&ids);
        let added = self.parts.iter().filter(|p| ids.contains(&p.id.0));
        let mut refused = added
            .filter_map(|p| p.of)
            .find(|of| self.part(*of).is_none())
            .map(|id| EditError::NoSuchPart { id });
        for (at, link) in fragment.links {
            match self.may_stand(&link) {
                Ok(()) => self.links.insert(at.min(self.links.len()), link),
                Err(error) => refused = Some(error),
            }
        }
        if let Some(error) = refused {
            for command in back {
                let _ = self.change(command);
            }
            return Err(error);
        }
        self.layout.extend(fragment.places);
        Ok(match back.len() {
            1 => Command::Remove { ids },
            _ => Command::All(back),
        })
    }

    /// Errors: an id that is taken already, or is there twice.
    fn are_free(&self, ids: &[u32]) -> Result<(), EditError> {
        let taken = |id: &u32| {
            let is_part = self.parts.iter().any(|p| p.id.0 == *id);
            is_part || self.links.iter().any(|l| l.id.0 == *id)
        };
        let mut sorted = ids.to_vec();
        sorted.sort_unstable();
        let twice = sorted.windows(2).find(|pair| pair.first() == pair.last());
        let twice = twice.and_then(|pair| pair.first().copied());
        match twice.or_else(|| ids.iter().copied().find(taken)) {
            Some(id) => Err(EditError::IdTaken { id }),
            None => Ok(()),
        }
    }

    /// Errors: a limit that a document would exceed.
    fn has_room_for(&self, fragment: &Fragment) -> Result<(), EditError> {
        let ground = self.parts.iter().filter(|p| p.is_ground()).count();
        let new_parts = fragment.parts.len();
        let new_ground = fragment.parts.iter().filter(|(_, p)| p.is_ground()).count();
        for (there, new, limit) in [
            (ground, new_ground, GROUND_MAX),
            (self.parts.len() - ground, new_parts - new_ground, PARTS_MAX),
            (self.links.len(), fragment.links.len(), LINKS_MAX),
            (self.layout.len(), fragment.places.len(), PLACES_MAX),
        ] {
            if new > 0 && there + new > limit {
                return Err(EditError::TooMany { limit });
            }
        }
        Ok(())
    }

    /// What takes an addition back: the ids first, then what of the rest it touches.
    fn before_adding(&self, fragment: &Fragment, ids: &[u32]) -> Vec<Command> {
        let mut back = alloc::vec![Command::Remove { ids: ids.to_vec() }];
        // Hand-written files may name a part before it is there.
        for part in self.parts.iter().filter(|p| !ids.contains(&p.id.0)) {
            if let Some(params) = part.params()
                && params
                    .references()
                    .iter()
                    .any(|(_, id)| ids.contains(&id.0))
            {
                let params = Box::new(params.clone());
                let part = part.id;
                back.push(Command::SetParams { part, params });
            }
        }
        // Places may be older than what stands there, or be of what stood there before.
        let before = |id: u32| (id, self.layout.get(&id).cloned());
        let places: Vec<(u32, Option<Place>)> = fragment
            .places
            .iter()
            .map(|(id, _)| before(*id))
            .filter(|(id, _)| !ids.contains(id))
            .chain(ids.iter().map(|id| before(*id)).filter(|p| p.1.is_some()))
            .collect();
        if !places.is_empty() {
            back.push(Command::Move { places });
        }
        back
    }

    /// Errors: why a line may not be where it is to be.
    fn may_stand(&self, link: &Link) -> Result<(), EditError> {
        let (from, to) = (link.from, link.to);
        let mut ends = [from, to].into_iter();
        if let Some(id) = ends.find(|id| self.part(*id).is_none()) {
            return Err(EditError::NoSuchPart { id });
        }
        if self.links.iter().any(|l| (l.from, l.to) == (from, to)) {
            return Err(EditError::AlreadyLinked { from, to });
        }
        match self.may_link(from, to, link.protocol) {
            true => Ok(()),
            false => Err(EditError::IllegalLink { from, to }),
        }
    }

    /// New parts stand in no frame that is not there, or no longer.
    fn leave_missing_frames(&mut self, new: &[u32]) {
        let mut there: Vec<PartId> = self.parts.iter().map(|p| p.id).collect();
        there.sort_unstable();
        for part in self.parts.iter_mut().filter(|p| new.contains(&p.id.0)) {
            part.stands_in.retain(|f| there.binary_search(f).is_ok());
        }
    }

    /// Removes by id with children, links, frames inside and references; returns what brings all back.
    fn remove(&mut self, ids: &[u32]) -> Command {
        self.highest_id = HighestId(self.next_id().saturating_sub(1));
        let mut gone: Vec<u32> = ids.to_vec();
        loop {
            let before = gone.len();
            let has = |gone: &[u32], id: u32| gone.contains(&id);
            for part in &self.parts {
                let is_inside = part.is_ground() && part.stands_in.iter().any(|f| has(&gone, f.0));
                let goes = is_inside || part.of.is_some_and(|p| has(&gone, p.0));
                if goes && !has(&gone, part.id.0) {
                    gone.push(part.id.0);
                }
            }
            for link in &self.links {
                let is_loose = has(&gone, link.from.0) || has(&gone, link.to.0);
                if is_loose && !has(&gone, link.id.0) {
                    gone.push(link.id.0);
                }
            }
            if gone.len() == before {
                break;
            }
        }
        let is_gone = |id: u32| gone.contains(&id);
        let fragment = Fragment {
            parts: take(&mut self.parts, |p| is_gone(p.id.0)),
            links: take(&mut self.links, |l| is_gone(l.id.0)),
            places: gone
                .iter()
                .filter_map(|id| Some((*id, self.layout.remove(id)?)))
                .collect(),
        };
        let mut back = alloc::vec![Command::Add(Box::new(fragment))];
        for part in &mut self.parts {
            if part.stands_in.iter().any(|f| is_gone(f.0)) {
                back.push(Command::StandIn {
                    part: part.id,
                    frames: part.stands_in.clone(),
                });
                part.stands_in.retain(|f| !is_gone(f.0));
            }
            if let Content::Known(params) = &mut part.content {
                let old = params.clone();
                if params.refer(&|id| (!is_gone(id.0)).then_some(id)) {
                    back.push(Command::SetParams {
                        part: part.id,
                        params: Box::new(old),
                    });
                }
            }
        }
        Command::All(back)
    }
}

fn take<T>(list: &mut Vec<T>, is_gone: impl Fn(&T) -> bool) -> Vec<(usize, T)> {
    let mut taken = Vec::new();
    let mut kept = Vec::new();
    for (ix, item) in core::mem::take(list).into_iter().enumerate() {
        if is_gone(&item) {
            taken.push((ix, item));
        } else {
            kept.push(item);
        }
    }
    *list = kept;
    taken
}
