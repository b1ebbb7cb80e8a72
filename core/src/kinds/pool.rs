//! The table of one target group at its balancer: who may be picked, and the pick itself (spec 5.6).

use crate::base::form::words;
use crate::base::histogram::Histogram;
use crate::base::id::PartIx;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::rules::distribution::{fewest_in_turn, slow_start_weight};
use crate::world::request::{FailureCause, Outcome};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// `load_balancing.algorithm.type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    #[default]
    RoundRobin,
    LeastOutstandingRequests,
    WeightedRandom,
}

words!(Algorithm {
    RoundRobin: "round_robin",
    LeastOutstandingRequests: "least_outstanding_requests",
    WeightedRandom: "weighted_random",
});

impl Algorithm {
    /// Basis: documented - ALB "Edit target group attributes".
    pub const fn has_slow_start(self) -> bool {
        matches!(self, Self::RoundRobin)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolTarget {
    pub part: PartIx,
    pub zone: u8,
    pub registered_at: Instant,
    /// Registered, or still shown while it drains; otherwise the place is free.
    pub is_present: bool,
    pub is_draining: bool,
    pub outstanding: u32,
    pub requests: u64,
    pub failures: u64,
    /// Slow start began here; `None`: full share.
    pub slow_from: Option<Instant>,
}

impl Default for PoolTarget {
    fn default() -> Self {
        Self {
            part: PartIx::NONE,
            zone: 0,
            registered_at: Instant::ZERO,
            is_present: false,
            is_draining: false,
            outstanding: 0,
            requests: 0,
            failures: 0,
            slow_from: None,
        }
    }
}

/// What the targets answered since the start of the run and in the running metric period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolMeter {
    pub requests: u64,
    pub target_2xx: u64,
    pub target_5xx: u64,
    pub connection_errors: u64,
    /// `TargetResponseTime` since the last publication.
    pub response: Histogram,
}

impl PoolMeter {
    #[inline]
    pub fn note(&mut self, outcome: Outcome, response: Option<Span>) {
        self.requests += 1;
        match outcome.code {
            200..400 => self.target_2xx += 1,
            500.. => self.target_5xx += 1,
            0 => self.connection_errors += 1,
            _ => {}
        }
        if let Some(response) = response {
            self.response.record(response.us());
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    pub group: PartIx,
    pub algorithm: Algorithm,
    pub is_cross_zone: bool,
    pub slow_start: Span,
    pub targets: Vec<PoolTarget>,
    /// Targets that may be picked: by zone of the node, or one list for all with cross-zone on.
    eligible: Vec<Vec<u16>>,
    /// Round-robin position of each node.
    next: Vec<u32>,
    /// Some eligible target has less than its full share, until then.
    slow_until: Instant,
    pub is_fail_open: bool,
    /// The listener's action names the group, with this weight.
    pub is_forwarded_to: bool,
    pub weight: u32,
    /// Zones below the group's DNS threshold, one bit each.
    pub zones_out_of_dns: u32,
    pub meter: PoolMeter,
}

impl Pool {
    pub fn new(group: PartIx) -> Self {
        Self {
            group,
            algorithm: Algorithm::RoundRobin,
            is_cross_zone: true,
            slow_start: Span::ZERO,
            targets: Vec::new(),
            eligible: Vec::new(),
            next: Vec::new(),
            slow_until: Instant::ZERO,
            is_fail_open: false,
            is_forwarded_to: false,
            weight: 1,
            zones_out_of_dns: 0,
            meter: PoolMeter::default(),
        }
    }

    /// Takes over who may be picked. `eligible`: one list, or one by zone number.
    pub fn set_eligible(&mut self, eligible: Vec<Vec<u16>>) {
        let end = |t: &PoolTarget| t.slow_from.map(|from| from + self.slow_start);
        self.slow_until = eligible
            .iter()
            .flatten()
            .filter_map(|slot| self.targets.get(*slot as usize).and_then(end))
            .max()
            .unwrap_or(Instant::ZERO);
        self.eligible = eligible;
    }

    #[inline]
    fn list(&self, node: u8) -> &[u16] {
        let ix = if self.is_cross_zone { 0 } else { node as usize };
        self.eligible.get(ix).map_or(&[], Vec::as_slice)
    }

    pub fn eligible_count(&self, node: u8) -> usize {
        self.list(node).len()
    }

    /// Chooses the target of one request that reached `node`.
    #[inline]
    pub fn pick(&mut self, node: u8, now: Instant, rng: &mut Rng) -> Result<u16, FailureCause> {
        let ix = if self.is_cross_zone { 0 } else { node as usize };
        let list = self.eligible.get(ix).map_or(&[][..], Vec::as_slice);
        if list.is_empty() {
            let elsewhere = self.eligible.iter().any(|l| !l.is_empty());
            return Err(if elsewhere {
                FailureCause::NoTargetInZone
            } else {
                FailureCause::NoTarget
            });
        }
        if now < self.slow_until && self.algorithm.has_slow_start() {
            return Ok(self.pick_slow(list, now, rng));
        }
        let n = match self.algorithm {
            Algorithm::WeightedRandom => rng.below(list.len() as u32) as usize,
            Algorithm::RoundRobin | Algorithm::LeastOutstandingRequests => {
                if self.next.len() <= node as usize {
                    self.next.resize(node as usize + 1, 0);
                }
                let Some(next) = self.next.get_mut(node as usize) else {
                    return Err(FailureCause::NoTarget);
                };
                let start = if (*next as usize) < list.len() {
                    *next as usize
                } else {
                    0
                };
                let n = match self.algorithm {
                    Algorithm::RoundRobin => start,
                    _ => fewest_in_turn(list.len(), start, |n| {
                        let slot = list.get(n).copied().unwrap_or(u16::MAX);
                        let target = self.targets.get(slot as usize);
                        target.map_or(u32::MAX, |t| t.outstanding)
                    }),
                };
                *next = n as u32 + 1;
                n
            }
        };
        list.get(n).copied().ok_or(FailureCause::NoTarget)
    }

    /// Draws by weight: newly healthy targets get a linearly growing share (`slow_start`).
    fn pick_slow(&self, list: &[u16], now: Instant, rng: &mut Rng) -> u16 {
        let weight = |slot: &u16| {
            let from = self.targets.get(*slot as usize).and_then(|t| t.slow_from);
            let age = from.map(|from| now.since(from).s_f64());
            slow_start_weight(self.slow_start.s_f64(), age)
        };
        let total: f64 = list.iter().map(weight).sum();
        if total <= 0.0 {
            let n = rng.below(list.len() as u32) as usize;
            return list.get(n).copied().unwrap_or(0);
        }
        let mut left = rng.unit() * total;
        for slot in list {
            left -= weight(slot);
            if left < 0.0 {
                return *slot;
            }
        }
        list.last().copied().unwrap_or(0)
    }
}
