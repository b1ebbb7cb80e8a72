//! The connections that a balancer's nodes keep to targets for the next request (spec 5.2, 5.11), and what
//! is told of them and of those of clients, which [`super::clients`] counts. They are two: what a client
//! does with its own says nothing of the other.

use super::Balancing;
use super::clients::{lane, node};
use super::pool::{Pool, PoolTarget};
use crate::base::id::PartIx;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::rules::connection::{Kept, kept};
use crate::world::request::FailureCause;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What [`Recent`] counts in.
const SECONDS: usize = 60;

/// A target as its group registered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    group: PartIx,
    slot: u16,
    registered_at: Instant,
}

impl Line {
    pub(super) const fn of(pool: &Pool, slot: u16, target: &PoolTarget) -> Self {
        Self {
            group: pool.group,
            slot,
            registered_at: target.registered_at,
        }
    }
}

/// What a node has to one target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    registered_at: Instant,
    in_use: u32,
    /// Since when each of the others has not been used, the longest first.
    unused: VecDeque<Instant>,
}

/// What happened in the last minute, by seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Recent {
    began: Instant,
    /// Of the last place.
    second: u64,
    seconds: VecDeque<Opening>,
}

/// Requests, and the connections that were opened for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Opening {
    requests: u32,
    by_clients: u32,
    to_targets: u32,
}

impl Recent {
    fn now(&mut self, now: Instant) -> Option<&mut Opening> {
        let second = now.us() / 1_000_000;
        if self.seconds.is_empty() {
            (self.began, self.second) = (now, second);
            self.seconds.push_back(Opening::default());
        }
        let passed = second.saturating_sub(self.second).min(SECONDS as u64);
        self.second = second;
        for _ in 0..passed {
            self.seconds.push_back(Opening::default());
        }
        while self.seconds.len() > SECONDS {
            self.seconds.pop_front();
        }
        self.seconds.back_mut()
    }

    /// Each on average over the last minute, or over the time that was counted.
    fn per_second(&self, now: Instant) -> [f64; 3] {
        let begins = (now.us() / 1_000_000 + 1).saturating_sub(SECONDS as u64);
        let of = |place: usize| self.second + 1 + place as u64 - self.seconds.len() as u64;
        let all = self.seconds.iter().enumerate();
        let all = all.filter(|(place, _)| of(*place) >= begins);
        let sums = all.fold([0; 3], |[a, b, c], (_, o)| {
            [a + o.requests, b + o.by_clients, c + o.to_targets]
        });
        let from = self.began.max(Instant::from_us(begins * 1_000_000));
        let counted = now.since(from).s_f64().max(1.0);
        sums.map(|sum| f64::from(sum) / counted)
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Connections {
    /// What clients had opened when the last request was sent on.
    opened: u64,
    /// By target group, its place there and node.
    #[serde(with = "crate::base::pairs")]
    held: SmallMap<(PartIx, u16, u8), Held>,
    recent: Recent,
    stale: u64,
}

impl Connections {
    /// Of a balancer whose clients have opened so many before it counts.
    pub(super) fn since(opened: u64) -> Self {
        Self {
            opened,
            ..Self::default()
        }
    }

    /// Finds a connection to a target for a request, or opens one; the one that was used last is taken
    /// first. Returns its lane. Basis: model - AWS does not say which. `opened`: what clients have opened
    /// by now. Errors: the target has closed the connection (spec 5.2).
    pub(super) fn take(
        &mut self,
        opened: u64,
        node: u8,
        line: Line,
        (timeout, keep_alive): (Span, Span),
        now: Instant,
    ) -> Result<u8, FailureCause> {
        let by_clients = opened.saturating_sub(self.opened) as u32;
        self.opened = opened;
        let held = self
            .held
            .or_insert_with((line.group, line.slot, node), Held::default);
        if held.registered_at != line.registered_at {
            *held = Held {
                registered_at: line.registered_at,
                ..Held::default()
            };
        }
        let unused = held.unused.pop_back();
        let found = unused.map(|since| kept(now.since(since), timeout, keep_alive));
        if found != Some(Kept::Open) {
            held.unused.clear();
        }
        if let Some(opening) = self.recent.now(now) {
            opening.requests += 1;
            opening.by_clients += by_clients;
            opening.to_targets += u32::from(matches!(found, None | Some(Kept::Closed)));
        }
        if found == Some(Kept::Stale) {
            self.stale += 1;
            return Err(FailureCause::ConnectionCut);
        }
        held.in_use += 1;
        Ok(lane(node, false))
    }

    /// A request is over. `is_kept`: the connection to the target waits for the next one.
    pub(super) fn give_back(&mut self, line: Line, lane: u8, is_kept: bool, now: Instant) {
        let Some(node) = node(lane) else {
            return;
        };
        let held = self.held.get_mut(&(line.group, line.slot, node));
        if let Some(held) = held.filter(|held| held.registered_at == line.registered_at) {
            held.in_use = held.in_use.saturating_sub(1);
            if is_kept {
                held.unused.push_back(now);
            }
        }
    }
}

/// The connections of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtNode {
    /// Its zone, by its bit.
    pub zone: u8,
    /// That clients have to it.
    pub clients: u32,
    /// To targets, with a request and waiting for one.
    pub in_use: u32,
    pub unused: u32,
}

/// The connections of a balancer as they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub nodes: Vec<AtNode>,
    /// Each on average over the last minute.
    pub requests_per_s: f64,
    pub by_clients_per_s: f64,
    pub to_targets_per_s: f64,
    /// How long the balancer keeps a connection that nobody uses.
    pub timeout: Span,
    /// The shortest of its targets.
    pub keep_alive: Span,
    /// Requests that met a connection which the target had just closed: 502.
    pub stale: u64,
}

impl Balancing {
    /// Its connections. `None`: nobody counts them.
    pub fn connections(&self, now: Instant) -> Option<Counted> {
        let keep_alive = self.pools.iter().filter_map(|pool| pool.keep_alive).min()?;
        let all = self.connections.as_ref()?;
        let timeout = self.timeout();
        let zones = (0..u32::BITS as u8).filter(|zone| self.zones & (1 << zone) != 0);
        let node = |zone: u8| {
            let mut node = AtNode {
                zone,
                clients: self.clients.at(zone, now),
                in_use: 0,
                unused: 0,
            };
            for pool in &self.pools {
                for (slot, target) in (0..).zip(&pool.targets).filter(|(_, t)| t.is_present) {
                    let held = all.held.get(&(pool.group, slot, zone));
                    let Some(held) = held.filter(|h| h.registered_at == target.registered_at)
                    else {
                        continue;
                    };
                    node.in_use += held.in_use;
                    // Those to a target that drains are closed at once (spec 5.10).
                    if let Some(keep_alive) = pool.keep_alive.filter(|_| !target.is_draining) {
                        let open = held.unused.iter().filter(|since| {
                            kept(now.since(**since), timeout, keep_alive) != Kept::Closed
                        });
                        node.unused += open.count() as u32;
                    }
                }
            }
            node
        };
        let [requests_per_s, by_clients_per_s, to_targets_per_s] = all.recent.per_second(now);
        Some(Counted {
            nodes: zones.map(node).collect(),
            requests_per_s,
            by_clients_per_s,
            to_targets_per_s,
            timeout,
            keep_alive,
            stale: all.stale,
        })
    }
}
