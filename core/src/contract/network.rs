//! What ground says of the network that parts stand in: a frame itself, or what belongs to it.

use crate::rules::network::{AclEntry, Route};
use alloc::vec::Vec;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkSettings<'a> {
    /// The Region that it is, by its code.
    pub region: Option<&'a str>,
    /// Its block of addresses as the user wrote it; `None`: the address plan chooses.
    pub block: Option<&'a str>,
    /// Whether what stands in it has a public address beside its private one, if it is public.
    pub gives_public_addresses: bool,
    /// Ways out beside the route inside the VPC, which is always there. `None`: it has no routes.
    pub routes: Option<Vec<Route>>,
    /// Routes for what comes from the internet.
    pub ingress: &'a [Route],
    /// `None`: it is no list.
    pub acl: Option<&'a [AclEntry]>,
}
