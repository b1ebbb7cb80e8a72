//! What keeps the requests of a client together: the flow hash of a Network Load Balancer, and how long
//! a flow or a cookie is remembered (spec 5.8, 5.13).

use crate::base::rng::finalise;
use crate::base::time::Span;

/// What tells one TCP connection from another. Basis: documented - NLB guide, "What is a Network
/// Load Balancer": protocol, source and destination address and port, and TCP sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    pub source: u32,
    pub source_port: u16,
    /// The node's address, by its zone.
    pub node: u8,
    pub port: u16,
    /// Where the connection's numbers begin: no two connections of a client are alike.
    pub sequence: u32,
}

/// IP's number of TCP.
const TCP: u64 = 6;

/// Targets take the hash modulo their number. Basis: model - AWS does not publish the function.
pub fn flow_hash(flow: &Flow) -> u64 {
    let ports = u64::from(flow.source_port) << 16 | u64::from(flow.port);
    let ends = u64::from(flow.source) << 32 | ports;
    let rest = TCP << 40 | u64::from(flow.node) << 32 | u64::from(flow.sequence);
    finalise(finalise(ends).wrapping_add(rest))
}

/// Of stickiness by address: whatever a client opens goes to the same target, and so does what comes from
/// behind the same NAT. Basis: documented - NLB "Target groups", sticky sessions; GWLB "Target groups",
/// flow stickiness: a board's clients have one destination.
pub fn source_hash(source: u32) -> u64 {
    finalise(u64::from(source))
}

/// Whether something that is forgotten after `lasts` is remembered at this age.
/// Basis: documented - ALB "Sticky sessions", NLB "Connection idle timeout"; that it is not at exactly
/// that age: model.
pub fn is_alive(age: Span, lasts: Span) -> bool {
    age < lasts
}
