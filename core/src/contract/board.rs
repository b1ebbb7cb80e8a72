//! The board as it is drawn, for a kind that looks at its neighbourhood: parts with their
//! parameters, and wires. The document makes it.

use super::Member;
use crate::base::id::PartId;
use crate::kinds::Params;
use alloc::vec::Vec;

/// A part of the board.
#[derive(Clone, Debug)]
pub struct BoardPart<'a> {
    pub id: PartId,
    pub name: Option<&'a str>,
    /// The part that it belongs to.
    pub of: Option<PartId>,
    /// `None`: a kind that this build does not know.
    pub params: Option<&'a Params>,
    /// The Availability Zone of each of its subnets.
    pub azs: Vec<PartId>,
}

impl<'a> BoardPart<'a> {
    /// Its parameters, if it is of kind `K`.
    pub fn get<K: Member>(&self) -> Option<&'a K::Params> {
        K::params(self.params?)
    }
}

#[derive(Clone, Debug)]
pub struct Board<'a> {
    pub parts: Vec<BoardPart<'a>>,
    /// Wires by their ends.
    pub wires: Vec<(PartId, PartId)>,
    /// When the run begins. Units: Unix seconds.
    pub unix_s: i64,
}

impl<'a> Board<'a> {
    pub fn part(&self, id: PartId) -> Option<&BoardPart<'a>> {
        self.parts.iter().find(|p| p.id == id)
    }

    /// The parameters of a part, if it is of kind `K`.
    pub fn get<K: Member>(&self, id: PartId) -> Option<&'a K::Params> {
        self.part(id)?.get::<K>()
    }

    /// The parts of kind `K` that belong to `owner`.
    pub fn children<K: Member>(
        &self,
        owner: PartId,
    ) -> impl Iterator<Item = (PartId, &'a K::Params)> {
        let children = self.parts.iter().filter(move |p| p.of == Some(owner));
        children.filter_map(|p| Some((p.id, p.get::<K>()?)))
    }

    /// What the part's wires lead to.
    pub fn outlets(&self, part: PartId) -> impl Iterator<Item = PartId> {
        let wires = self.wires.iter().filter(move |(from, _)| *from == part);
        wires.map(|(_, to)| *to)
    }

    /// What has a wire to the part.
    pub fn inlets(&self, part: PartId) -> impl Iterator<Item = PartId> {
        let wires = self.wires.iter().filter(move |(_, to)| *to == part);
        wires.map(|(from, _)| *from)
    }
}
