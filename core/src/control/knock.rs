//! Packets that nobody asked for: whoever tries an address and a port hears an answer, a refusal, or
//! nothing at all (spec 13.3).

use super::ctx::ControlCtx;
use crate::base::id::{PartId, PartIx};
use crate::rules::network::{Reach, SSH_PORT};

/// What becomes of a packet to a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knock {
    /// Something listens there.
    Answered,
    /// The network lets it through, and nothing listens: refused at once.
    Refused,
    /// Silence, by what decides.
    Dropped(Reach),
}

impl ControlCtx<'_> {
    /// Parts that can be tried, with the number of their addresses. What launches servers is none: its
    /// servers are.
    pub fn doors(&self) -> impl Iterator<Item = (PartIx, usize)> {
        let parts = self.parts.iter().zip((0..).map(PartIx));
        parts.filter_map(|(part, ix)| {
            let is_fleet = part.sizes(self.world.now).is_some();
            let count = self.world.reach.address_count(ix);
            (!is_fleet && count > 0).then_some((ix, count))
        })
    }

    /// Tries a port of a part's n-th address from this part.
    pub fn knock(&self, far: PartIx, nth: usize, port: u32) -> Knock {
        match self.world.reach.attempt(self.me, far, nth, port) {
            Reach::Open { .. } if self.listens(far, port) => Knock::Answered,
            Reach::Open { .. } => Knock::Refused,
            by => Knock::Dropped(by),
        }
    }

    /// The part of the document that a door belongs to: of a launched server, whoever launched it.
    pub fn door_id(&self, part: PartIx) -> PartId {
        let owner = self
            .control
            .facts
            .get(part.ix())
            .and_then(|f| f.launched_by);
        self.control.id(owner.unwrap_or(part))
    }

    /// Whether a part is a server, which is logged in to.
    pub fn is_machine(&self, part: PartIx) -> bool {
        let part = self.parts.get(part.ix());
        part.is_some_and(|part| part.machine(self.world.now).is_some())
    }

    /// Servers are logged in to, whatever else they listen on.
    fn listens(&self, far: PartIx, port: u32) -> bool {
        let part = self.parts.get(far.ix());
        let machine = part.and_then(|part| part.machine(self.world.now));
        match machine {
            Some(machine) if machine.is_unreachable => false,
            Some(_) if port == SSH_PORT => true,
            _ => self.world.reach.port_of(far) == Some(port),
        }
    }
}
