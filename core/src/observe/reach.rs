//! Who may connect to whom as the run has it now, and the rule that decides: what a fault has taken
//! away is missing here as well.

use crate::base::id::PartId;
use crate::contract::Level;
use crate::document::{Document, Part};
use crate::engine::simulation::Simulation;
use crate::rules::network::Reach;
use crate::world::protocol::Protocol;
use alloc::vec::Vec;

/// What decides about connections from one part to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub by: Reach,
    /// Whether a wire of the drawing leads there: others are open, or closed, for whoever tries.
    pub is_wired: bool,
}

/// All who connect against those that are met in a frame, or by a filter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    pub to: Vec<PartId>,
    /// Who connects, with a cell for each of `to`; `None`: it is the part itself.
    pub rows: Vec<(PartId, Vec<Option<Cell>>)>,
}

impl Matrix {
    /// `scope`: a frame, or a part that others list to be filtered by it.
    pub fn of(simulation: &Simulation, document: &Document, scope: PartId) -> Self {
        let standing = || {
            let parts = document.parts.iter();
            parts.filter(|part| part.of.is_none() && !part.is_ground())
        };
        let is_met = |part: &&Part| listens(part) && is_in(document, part, scope);
        let to: Vec<PartId> = standing().filter(is_met).map(|part| part.id).collect();
        let row = |from: &Part| {
            let cell = |to: &PartId| cell(simulation, document, from.id, *to);
            (from.id, to.iter().map(cell).collect())
        };
        let rows = standing().filter(|part| connects(part)).map(row).collect();
        Self { to, rows }
    }

    pub fn cell(&self, from: PartId, to: PartId) -> Option<Cell> {
        let column = self.to.iter().position(|id| *id == to)?;
        let (_, cells) = self.rows.iter().find(|(id, _)| *id == from)?;
        *cells.get(column)?
    }
}

fn cell(simulation: &Simulation, document: &Document, from: PartId, to: PartId) -> Option<Cell> {
    let control = simulation.control();
    let (near, far) = control.ix(from).zip(control.ix(to))?;
    let sender = |link: PartId| document.part(link).and_then(|part| part.of).unwrap_or(link);
    let mut links = document.links.iter();
    (from != to).then(|| Cell {
        by: simulation.world().reach.worst(near, far),
        is_wired: links.any(|link| (sender(link.from), link.to) == (from, to)),
    })
}

/// Names are asked for where they are kept: no connection to them.
const fn is_dialled(protocol: Protocol) -> bool {
    !matches!(protocol, Protocol::Dns)
}

fn listens(part: &Part) -> bool {
    let accepts = part
        .params()
        .map_or(&[][..], |params| params.spec().accepts);
    accepts.iter().any(|protocol| is_dialled(*protocol))
}

/// Itself, or by what it brings along: a balancer by its target groups.
fn connects(part: &Part) -> bool {
    let Some(kind) = part.kind() else {
        return false;
    };
    let brings = kind.drawing().brings.iter().map(|(kind, _)| kind.spec());
    let offers = brings.chain([kind.spec()]).flat_map(|spec| spec.offers);
    let mut offers = offers.filter(|protocol| is_dialled(**protocol));
    offers.next().is_some()
}

/// Whether a part stands in a frame, or lists a filter.
fn is_in(document: &Document, part: &Part, scope: PartId) -> bool {
    const LEVELS: [Level; 4] = [Level::Region, Level::Vpc, Level::Az, Level::Subnet];
    let around = |frame: PartId| {
        let mut levels = LEVELS.iter();
        levels.any(|level| document.frame_around(frame, *level) == Some(scope))
    };
    part.stands_in.iter().any(|frame| around(*frame))
        || document.filters_of(part).any(|filter| filter == scope)
}
