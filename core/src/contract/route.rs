//! Where a listener sends a request.

use crate::base::id::PartIx;
use crate::world::request::Outcome;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// As the balancer itself forwards: by the weights of its target groups.
    Balancer,
    Group(PartIx),
    /// Nowhere: the listener answers.
    Answer(Outcome),
}
