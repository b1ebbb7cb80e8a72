//! What a part may belong to.

use super::{Level, Protocol};
use crate::kinds::KindId;

/// Kinds that parts of a kind may belong to, besides those that bring one along
/// ([`super::Drawing::brings`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Owners {
    /// No others: what nothing brings along stands on the board by itself.
    None,
    Kinds(&'static [KindId]),
    /// Frames of these levels.
    Frames(&'static [Level]),
    /// Whatever publishes metrics.
    Publishers,
    /// Whatever accepts it.
    Accepts(Protocol),
}

impl Owners {
    pub fn include(self, kind: KindId) -> bool {
        match self {
            Self::None => false,
            Self::Kinds(kinds) => kinds.contains(&kind),
            Self::Frames(levels) => {
                let level = kind.spec().place.level();
                level.is_some_and(|level| levels.contains(&level))
            }
            Self::Publishers => !kind.metrics().is_empty(),
            Self::Accepts(protocol) => kind.spec().accepts.contains(&protocol),
        }
    }
}
