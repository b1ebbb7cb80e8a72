//! What the engine lends to a part whose state is made or edited.

use crate::base::id::{PartId, PartIx};
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng};
use crate::base::time::Span;
use crate::world::class::Class;
use crate::world::ctx::World;
use crate::world::page::Page;
use alloc::vec::Vec;

/// What a new or edited part needs from the engine to make its state.
pub struct Setup<'a> {
    pub world: &'a mut World,
    pub me: PartIx,
    pub id: PartId,
    /// Subnets it lives in or may launch into, with their zone numbers.
    pub subnets: &'a [(PartId, u8)],
    pub seed: u64,
    /// Length of the pre-roll: the first picture is this long after the start of the run.
    pub preroll: Span,
    /// Unix time of the first picture in seconds.
    pub epoch_s: i64,
    /// Offset of the epoch's own time zone in seconds.
    pub epoch_offset_s: i64,
}

impl Setup<'_> {
    /// The part's random stream for `purpose`.
    pub fn rng(&self, purpose: Purpose) -> Rng {
        Rng::stream(self.seed, u64::from(self.id.0), purpose)
    }

    pub fn delay(&mut self, span: Span) -> Delay {
        self.world.queue.delay(span)
    }

    pub fn deadline(&mut self, span: Span) -> Delay {
        self.world.queue.deadline(span)
    }

    /// Registers the request classes of this part, in place of those that it had, and returns the
    /// index of the first.
    pub fn classes(&mut self, classes: Vec<(Class, Page)>) -> u8 {
        self.world.set_classes(self.me, classes)
    }
}
