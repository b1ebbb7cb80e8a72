//! The connections that clients have to a balancer's nodes (spec 5.2, 5.11, 5.15, 16): the one account of
//! them, for metrics and capacity units as for who looks at a node. A client that comes again before the
//! idle timeout is over comes by the connection that it has there.

use crate::base::time::{Instant, Span};
use crate::rules::connection::CLIENT_KEEP_ALIVE;
use crate::world::client::{Crowd, Identity};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Clients that are told apart. Basis: model - of more several share a place.
const CLIENTS_MAX: u32 = 1 << 17;
/// Time is told by 1,024 microseconds: no hot path divides.
const TICK_BITS: u32 = 10;
/// The tick with which a run begins: a place that nobody has used is older than any timeout.
const FIRST: u32 = 1 << 23;
const KEEP_ALIVE: u32 = ticks(CLIENT_KEEP_ALIVE);

/// Of a lane: the client's connection ends with this request.
const ALONE: u8 = 0x80;

/// The lane of a request by its node; 0 is nobody's.
pub(super) const fn lane(node: u8, is_alone: bool) -> u8 {
    let alone = if is_alone { ALONE } else { 0 };
    alone | (node + 1)
}

/// The node of a lane.
pub(super) const fn node(lane: u8) -> Option<u8> {
    (lane & !ALONE).checked_sub(1)
}

const fn ticks(span: Span) -> u32 {
    (span.us() >> TICK_BITS) as u32
}

/// Comes round after fifty days.
const fn tick(now: Instant) -> u32 {
    FIRST.wrapping_add((now.us() >> TICK_BITS) as u32)
}

/// A client's connection to a node, in ticks.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Kept {
    opened: u32,
    last: u32,
}

/// Those of one node.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Node {
    /// By the client's number.
    kept: Vec<Kept>,
    /// Requests at work that came by a connection of their own.
    alone: u32,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Clients {
    /// By the number of its zone.
    nodes: Vec<Node>,
    /// Ticks after which a quiet connection is closed.
    idle: u32,
    opened: u64,
}

impl Clients {
    pub const fn set_idle(&mut self, idle: Span) {
        self.idle = ticks(idle);
    }

    /// A request comes to a node.
    #[inline(always)]
    pub fn note(&mut self, crowd: &Crowd, client: Identity, node: u8, now: Instant) {
        if !crowd.keeps_alive {
            self.opened += 1;
            return;
        }
        let at = (crowd.number(client) % CLIENTS_MAX) as usize;
        let place = self.nodes.get_mut(usize::from(node));
        let Some(kept) = place.and_then(|node| node.kept.get_mut(at)) else {
            return self.grow(node, at, now);
        };
        let now = tick(now);
        let is_new =
            now.wrapping_sub(kept.last) >= self.idle || now.wrapping_sub(kept.opened) >= KEEP_ALIVE;
        kept.last = now;
        if is_new {
            kept.opened = now;
            self.opened += 1;
        }
    }

    #[cold]
    fn grow(&mut self, node: u8, at: usize, now: Instant) {
        let Some(place) = self.node(node) else {
            return;
        };
        let now = tick(now);
        place.kept.resize(at, Kept::default());
        place.kept.push(Kept {
            opened: now,
            last: now,
        });
        self.opened += 1;
    }

    /// Bounds: a zone's number is below 32.
    fn node(&mut self, node: u8) -> Option<&mut Node> {
        let at = usize::from(node & 31);
        if self.nodes.len() <= at {
            self.nodes.resize(at + 1, Node::default());
        }
        self.nodes.get_mut(at)
    }

    /// A request is at work that came by a connection of its own.
    #[cold]
    pub(super) fn begin_alone(&mut self, node: u8) {
        if let Some(node) = self.node(node) {
            node.alone += 1;
        }
    }

    /// One is over, of whatever kind.
    #[inline(always)]
    pub(super) fn end(&mut self, lane: u8) {
        if lane & ALONE != 0 {
            self.end_alone(lane);
        }
    }

    #[cold]
    fn end_alone(&mut self, lane: u8) {
        if let Some(node) = node(lane).and_then(|node| self.node(node)) {
            node.alone = node.alone.saturating_sub(1);
        }
    }

    /// How many have been opened since the start of the run.
    pub const fn opened(&self) -> u64 {
        self.opened
    }

    /// What a copy of it takes.
    pub fn bytes(&self) -> usize {
        let places = self.nodes.iter().map(|node| node.kept.len());
        places.sum::<usize>() * size_of::<Kept>()
    }

    /// Connections to a node that are open.
    pub fn at(&self, node: u8, now: Instant) -> u32 {
        let now = tick(now);
        let is_open = |kept: &&Kept| now.wrapping_sub(kept.last) < self.idle;
        let at = self.nodes.get(usize::from(node));
        at.map_or(0, |node| {
            node.kept.iter().filter(is_open).count() as u32 + node.alone
        })
    }

    /// Connections to all nodes.
    pub fn open(&self, now: Instant) -> u32 {
        let nodes = 0..self.nodes.len() as u8;
        nodes.map(|node| self.at(node, now)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crowd(keeps_alive: bool) -> Crowd {
        Crowd {
            clients: 100,
            keeps_alive,
            ..Crowd::default()
        }
    }

    /// A client of the hundred by its number.
    fn client(number: u64) -> Identity {
        ((number << 32) / 100 + 1) as Identity
    }

    fn clients(idle_s: u64) -> Clients {
        let mut clients = Clients::default();
        clients.set_idle(Span::from_s(idle_s));
        clients
    }

    fn come(clients: &mut Clients, numbers: core::ops::Range<u64>, node: u8, at: Instant) {
        for number in numbers {
            clients.note(&crowd(true), client(number), node, at);
        }
    }

    #[test]
    fn a_client_that_comes_again_comes_by_the_connection_that_it_has() {
        let mut clients = clients(60);
        let at = |s: u64| Instant::ZERO + Span::from_s(s);
        come(&mut clients, 0..100, 0, at(0));
        come(&mut clients, 0..100, 0, at(1));
        assert_eq!((clients.opened(), clients.open(at(1))), (100, 100));
        // Half of them keep theirs in use; sixty seconds after its last request one is closed.
        come(&mut clients, 0..50, 0, at(59));
        assert_eq!((clients.opened(), clients.open(at(60))), (100, 100));
        assert_eq!((clients.opened(), clients.open(at(61))), (100, 50));
        come(&mut clients, 0..100, 0, at(61));
        assert_eq!((clients.opened(), clients.open(at(61))), (150, 100));
        assert_eq!(clients.open(at(121)), 0);
    }

    #[test]
    fn a_client_has_one_to_each_node_that_it_comes_to() {
        let mut clients = clients(60);
        come(&mut clients, 0..100, 0, Instant::ZERO);
        come(&mut clients, 0..30, 2, Instant::ZERO);
        let at = |node: u8| clients.at(node, Instant::ZERO);
        assert_eq!([at(0), at(1), at(2), at(3)], [100, 0, 30, 0]);
        assert_eq!((clients.opened(), clients.open(Instant::ZERO)), (130, 130));
    }

    /// Spec 5.2: `client_keep_alive.seconds`, an hour.
    #[test]
    fn a_busy_connection_is_closed_after_an_hour() {
        let mut clients = clients(60);
        for s in 0..=3_600 {
            come(&mut clients, 7..8, 0, Instant::ZERO + Span::from_s(s));
            assert_eq!(clients.opened(), 1 + s / 3_600, "{s}");
        }
    }

    #[test]
    fn without_keep_alive_every_request_is_a_connection() {
        let mut clients = clients(60);
        for nth in 0..1_000 {
            clients.note(&crowd(false), client(nth % 100), 1, Instant::ZERO);
        }
        assert_eq!((clients.opened(), clients.open(Instant::ZERO)), (1_000, 0));
        clients.begin_alone(1);
        assert_eq!([0, 1].map(|node| clients.at(node, Instant::ZERO)), [0, 1]);
        clients.end(lane(1, false));
        assert_eq!(clients.open(Instant::ZERO), 1);
        clients.end(lane(1, true));
        assert_eq!(clients.open(Instant::ZERO), 0);
    }
}
