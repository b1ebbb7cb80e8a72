//! The table of one target group at its balancer: who may be picked, and the pick itself (spec 5.6).

use super::Picked;
use super::sticky::Sticky;
use crate::base::codec::string_enum;
use crate::base::histogram::Histogram;
use crate::base::id::PartIx;
use crate::base::order::sort_short;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::rules::anomaly::FULL_WEIGHT;
use crate::rules::distribution::{
    drawn, fewest_in_turn, next_in_turn, slow_start_shares, slow_start_weight,
};
use crate::world::request::{FailureCause, Outcome};
use alloc::boxed::Box;
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

string_enum!(Algorithm {
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
    /// Its number among all that were registered: later ones have greater numbers.
    pub order: u32,
    pub registered_at: Instant,
    /// Registered, or still shown while it drains; otherwise the place is free.
    pub is_present: bool,
    pub is_draining: bool,
    /// Whoever has an answer from it is looked at: it drains, or its connections are counted.
    pub is_watched: bool,
    pub outstanding: u32,
    pub requests: u64,
    /// Answers of 5xx, and connections that failed.
    pub failures: u64,
    /// Slow start began here; `None`: full share.
    pub slow_from: Option<Instant>,
    /// Its share beside its peers. Units: percent.
    pub weight: u8,
}

impl PoolTarget {
    /// Requests of which the end is known.
    pub fn answered(&self) -> u64 {
        self.requests.saturating_sub(u64::from(self.outstanding))
    }
}

impl Default for PoolTarget {
    fn default() -> Self {
        Self {
            part: PartIx::NONE,
            zone: 0,
            order: 0,
            registered_at: Instant::ZERO,
            is_present: false,
            is_draining: false,
            is_watched: false,
            outstanding: 0,
            requests: 0,
            failures: 0,
            slow_from: None,
            weight: FULL_WEIGHT,
        }
    }
}

/// What the targets answered since the start of the run and in the running metric period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolMeter {
    pub requests: u64,
    /// By the hundreds of their status; without one the connection failed.
    pub answers: [u64; 6],
    /// `TargetResponseTime` since the last publication.
    pub response: Histogram,
}

impl PoolMeter {
    #[inline]
    pub fn note(&mut self, outcome: Outcome, response: Option<Span>) {
        self.requests += 1;
        if let Some(count) = self.answers.get_mut(usize::from(outcome.code / 100)) {
            *count += 1;
        }
        if let Some(response) = response {
            self.response.record(response.us());
        }
    }
}

/// Where a node stands in its round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Turn {
    /// Targets below this order have had their turn.
    passed: u32,
    /// Place of the next one as long as the list stays as it is.
    next: u32,
}

/// A target that may be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Eligible {
    order: u32,
    slot: u16,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pool {
    pub group: PartIx,
    pub algorithm: Algorithm,
    pub is_cross_zone: bool,
    /// None: the algorithm has no slow start.
    pub slow_start: Span,
    pub targets: Vec<PoolTarget>,
    /// Targets that may be picked, in order of registration: by zone of the node, or one list for
    /// all with cross-zone on.
    eligible: Vec<Vec<Eligible>>,
    /// Of each node.
    turns: Vec<Turn>,
    /// Some eligible target has less than its full share, until then.
    uneven_until: Instant,
    /// Targets that are probed, and those of them that are healthy.
    pub in_use: u32,
    pub healthy: u32,
    /// All its nodes route to all targets.
    pub is_fail_open: bool,
    /// Requests that were answered while they did, and all until that was last looked at.
    #[serde(default)]
    open: (u64, u64),
    /// The listener's action names the group, with this weight.
    pub is_forwarded_to: bool,
    pub weight: u32,
    /// Zones below the group's DNS threshold, one bit each.
    pub zones_out_of_dns: u32,
    /// How many are not, and those whose nodes route to all targets, well or not, one bit each.
    #[serde(default)]
    pub zones_well: u32,
    #[serde(default)]
    pub zones_open: u32,
    pub meter: PoolMeter,
    /// Something is remembered of clients or their connections: [`super::remembering`].
    pub(super) remembers: bool,
    /// `None`: no client is led back to its target.
    pub sticky: Option<Box<Sticky>>,
    /// How long targets keep a connection that nobody uses. `None`: connections are not counted.
    pub keep_alive: Option<Span>,
    /// Flows go by the address that they come from, and by nothing else of them.
    #[serde(default)]
    pub keeps_sources: bool,
    /// Its targets are functions.
    #[serde(default)]
    pub invokes: bool,
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
            turns: Vec::new(),
            uneven_until: Instant::ZERO,
            in_use: 0,
            healthy: 0,
            is_fail_open: false,
            open: (0, 0),
            is_forwarded_to: false,
            weight: 1,
            zones_out_of_dns: 0,
            zones_well: 0,
            zones_open: 0,
            meter: PoolMeter::default(),
            remembers: false,
            sticky: None,
            keep_alive: None,
            keeps_sources: false,
            invokes: false,
        }
    }

    /// Requests that were answered while routing had failed open; from now on it has, or not.
    pub fn fail_open(&mut self, is_open: bool) -> u64 {
        let all = self.meter.requests;
        let since = all - self.open.1;
        self.open = (self.open.0 + since * u64::from(self.is_fail_open), all);
        self.is_fail_open = is_open;
        self.open.0
    }

    /// Takes over who may be picked. `lists`: places of targets, one list, or one by zone number.
    pub fn set_eligible(&mut self, lists: &[Vec<u16>]) {
        self.uneven_until = Instant::ZERO;
        self.eligible.clear();
        for places in lists {
            let mut list = Vec::with_capacity(places.len());
            for slot in places {
                let Some(target) = self.targets.get(*slot as usize) else {
                    continue;
                };
                let (order, slot) = (target.order, *slot);
                list.push(Eligible { order, slot });
                let ends = target.slow_from.map(|from| from + self.slow_start);
                let ends = match target.weight < FULL_WEIGHT {
                    true => Instant::MAX,
                    false => ends.unwrap_or(Instant::ZERO),
                };
                self.uneven_until = self.uneven_until.max(ends);
            }
            // In order already unless a place was used again.
            sort_short(&mut list, |a, b| a.order.cmp(&b.order));
            self.eligible.push(list);
        }
    }

    /// Which list a node picks from.
    #[inline]
    const fn list_of(&self, node: u8) -> usize {
        if self.is_cross_zone { 0 } else { node as usize }
    }

    pub fn eligible_count(&self, node: u8) -> usize {
        self.eligible.get(self.list_of(node)).map_or(0, Vec::len)
    }

    /// Whether a target may still be picked by a node, as it was registered.
    pub(super) fn may_take(&self, node: u8, slot: u16, order: u32) -> bool {
        let list = self.eligible.get(self.list_of(node));
        list.is_some_and(|list| list.contains(&Eligible { order, slot }))
    }

    /// Zones from which no target may be picked, one bit each.
    pub fn empty_zones(&self) -> u32 {
        let zones = 0..u32::BITS as u8;
        let empty = zones.filter(|zone| self.eligible_count(*zone) == 0);
        empty.fold(0, |zones, zone| zones | 1 << zone)
    }

    /// Chooses the target of one request that reached `node`.
    #[inline]
    pub fn pick(&mut self, node: u8, now: Instant, rng: &mut Rng) -> Result<u16, FailureCause> {
        let list = self.eligible.get(self.list_of(node));
        let list = list.map_or(&[][..], Vec::as_slice);
        if list.is_empty() {
            let elsewhere = self.eligible.iter().any(|l| !l.is_empty());
            return Err(if elsewhere {
                FailureCause::NoTargetInZone
            } else {
                FailureCause::NoTarget
            });
        }
        let chosen = match self.algorithm {
            _ if now < self.uneven_until => self.draw_by_share(list, now, rng.unit()),
            Algorithm::WeightedRandom => list.get(rng.below(list.len() as u32) as usize),
            algorithm => {
                if self.turns.len() <= node as usize {
                    self.turns.resize(node as usize + 1, Turn::default());
                }
                let turn = self.turns.get_mut(node as usize);
                let turn = turn.ok_or(FailureCause::NoTarget)?;
                let is_passed = |target: &Eligible| target.order < turn.passed;
                let next = next_in_turn(list, turn.next as usize, is_passed).unwrap_or(0);
                let at = match algorithm {
                    Algorithm::RoundRobin => next,
                    _ => fewest_in_turn(list.len(), next, |at| {
                        let target = list.get(at).map(|t| t.slot as usize);
                        let target = target.and_then(|slot| self.targets.get(slot));
                        target.map_or(u32::MAX, |t| t.outstanding)
                    }),
                };
                let target = list.get(at);
                turn.passed = target.map_or(0, |t| t.order + 1);
                turn.next = at as u32 + 1;
                target
            }
        };
        chosen.map(|t| t.slot).ok_or(FailureCause::NoTarget)
    }

    /// Chooses the target to which a hash leads: the same one as long as the list stays.
    #[inline]
    pub fn pick_by_hash(&self, node: u8, hash: u64) -> Result<u16, FailureCause> {
        let list = self.eligible.get(self.list_of(node));
        let count = list.map_or(0, Vec::len) as u64;
        let at = hash.checked_rem(count).ok_or(FailureCause::NoTarget)?;
        let chosen = list.and_then(|list| list.get(at as usize));
        chosen.map(|t| t.slot).ok_or(FailureCause::NoTarget)
    }

    /// The target in a place that was chosen, of the pool with this number.
    #[inline]
    pub(super) fn picked(&self, number: u8, slot: u16) -> Result<Picked, FailureCause> {
        let target = self.targets.get(usize::from(slot));
        let target = target.ok_or(FailureCause::NoTarget)?;
        Ok(Picked {
            part: target.part,
            pool: number,
            slot,
            lane: 0,
            order: target.order,
        })
    }

    /// Newly healthy targets get a linearly growing share (`slow_start`), those that fail more than their
    /// peers the one of their weight.
    fn draw_by_share<'a>(
        &self,
        list: &'a [Eligible],
        now: Instant,
        draw: f64,
    ) -> Option<&'a Eligible> {
        let duration = self.slow_start.s_f64();
        let weight = |target: &Eligible| {
            let target = self.targets.get(target.slot as usize);
            let age = target.and_then(|t| Some(now.since(t.slow_from?).s_f64()));
            let weight = target.map_or(FULL_WEIGHT, |t| t.weight);
            slow_start_weight(duration, age) * f64::from(weight) / f64::from(FULL_WEIGHT)
        };
        let shares = slow_start_shares(list.iter().map(weight));
        list.get(drawn(shares, draw)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::Purpose;

    fn pool(algorithm: Algorithm, count: u16) -> Pool {
        let mut pool = Pool::new(PartIx(1));
        pool.algorithm = algorithm;
        pool.targets = (0..count)
            .map(|slot| PoolTarget {
                part: PartIx(slot + 10),
                order: u32::from(slot) + 1,
                ..PoolTarget::default()
            })
            .collect();
        pool
    }

    fn picks(pool: &mut Pool, count: usize) -> Vec<u16> {
        let mut rng = Rng::stream(1, 1, Purpose::Routing);
        let mut pick = || pool.pick(0, Instant::ZERO, &mut rng).unwrap();
        (0..count).map(|_| pick()).collect()
    }

    /// Spec 5.15: 2xx, 3xx, 4xx and 5xx are metrics of their own, and what failed to connect is none of them.
    #[test]
    fn answers_are_counted_by_their_hundreds() {
        let mut meter = PoolMeter::default();
        for (code, count) in [
            (200, 4),
            (204, 1),
            (301, 3),
            (404, 2),
            (429, 1),
            (503, 1),
            (0, 2),
        ] {
            for _ in 0..count {
                meter.note(Outcome::failed(code, FailureCause::None), None);
            }
        }
        assert_eq!((meter.requests, meter.answers), (14, [2, 0, 5, 3, 3, 1]));
    }

    /// Spec 5.6: the next eligible target in order of registration, whoever leaves or joins.
    #[test]
    fn a_target_that_leaves_shifts_nobodys_turn() {
        let mut pool = pool(Algorithm::RoundRobin, 4);
        pool.set_eligible(&[[0, 1, 2, 3].into()]);
        assert_eq!(picks(&mut pool, 2), [0, 1]);
        pool.set_eligible(&[[0, 2, 3].into()]);
        assert_eq!(picks(&mut pool, 4), [2, 3, 0, 2]);
        pool.set_eligible(&[[0, 1, 2, 3].into()]);
        assert_eq!(picks(&mut pool, 2), [3, 0]);
        // The place of the first is used again: by a target that was registered last.
        pool.targets[0].order = 9;
        pool.set_eligible(&[[0, 1, 2, 3].into()]);
        assert_eq!(picks(&mut pool, 5), [1, 2, 3, 0, 1]);
    }

    #[test]
    fn the_fewest_outstanding_come_first_and_ties_in_turn() {
        let mut pool = pool(Algorithm::LeastOutstandingRequests, 3);
        pool.set_eligible(&[[0, 1, 2].into()]);
        assert_eq!(picks(&mut pool, 4), [0, 1, 2, 0]);
        pool.targets[1].outstanding = 5;
        assert_eq!(picks(&mut pool, 3), [2, 0, 2]);
    }
}
