//! Who looks at a board from where.

use crate::base::id::PartIx;
use crate::base::time::Span;
use crate::rules::regions::Region;
use alloc::vec::Vec;

/// The clients of a part as the globe sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewers {
    /// Where they are; `None`: in the board's own Region.
    pub at: Option<Region>,
    /// The parts whose addresses they go to now, each with how many of the networks are told so.
    pub told: Vec<(PartIx, u32)>,
    /// There and back within their own Region.
    pub near: Span,
}
