//! Why a line cannot be drawn.

use super::KindId;
use swell_core::base::id::PartId;

/// Why no line can be drawn, and what can be done instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// From a part to itself.
    Itself,
    /// There is one already.
    Already,
    /// The other way round it works.
    Backwards,
    /// The part only answers: lines end there.
    EndsHere,
    /// These parts of the board take what the first sends; or, if there are none, these kinds.
    NotTaken {
        parts: Vec<PartId>,
        kinds: Vec<KindId>,
    },
}
