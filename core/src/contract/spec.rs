//! What is constant about a kind.

use super::Place;
use crate::world::protocol::Protocol;

/// What is constant about a kind.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The word in documents.
    pub name: &'static str,
    pub accepts: &'static [Protocol],
    pub offers: &'static [Protocol],
    pub place: Place,
}
