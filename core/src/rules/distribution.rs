//! How a load balancer spreads requests: weights, zones, slow start, fail-open, stickiness,
//! draining.

use alloc::vec::Vec;

use super::health::TargetState;

/// Shares of weights; all zero where the weights sum to nothing. Bounds: negative or undefined
/// weights are 0.
/// Basis: documented - ALB "Listeners", weighted target groups.
pub fn weighted_shares(weights: &[f64]) -> Vec<f64> {
    let weight = |&weight: &f64| if weight > 0.0 { weight } else { 0.0 };
    let total: f64 = weights.iter().map(weight).sum();
    let share = |entry: &f64| {
        if total > 0.0 {
            weight(entry) / total
        } else {
            0.0
        }
    };
    weights.iter().map(share).collect()
}

/// What each target of a zone gets, and what is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneShares {
    /// Share of all traffic per target, one entry per enabled zone; `None` without a target.
    pub per_target: Vec<Option<f64>>,
    /// Share with nowhere to go.
    pub lost: f64,
}

/// The share of all traffic that a target gets, by the number of targets in each enabled zone.
///
/// DNS gives each enabled zone an equal share. Basis: documented - ELB "How Elastic Load Balancing
/// works".
pub fn zone_shares(targets: &[u32], is_cross_zone: bool) -> ZoneShares {
    let total: f64 = targets.iter().map(|&count| f64::from(count)).sum();
    let zones = targets.len() as f64;
    let per_target = targets.iter().map(|&count| {
        (count > 0).then(|| {
            if is_cross_zone {
                1.0 / total
            } else {
                1.0 / zones / f64::from(count)
            }
        })
    });
    let empty = targets.iter().filter(|&&count| count == 0).count() as f64;
    let lost = if total <= 0.0 {
        1.0
    } else if is_cross_zone {
        0.0
    } else {
        empty / zones
    };
    ZoneShares {
        per_target: per_target.collect(),
        lost,
    }
}

/// The weight of a target in its slow start, from 0 to 1; 1 for a target that is not in one
/// (`None`).
/// Units: both in seconds. Basis: documented - ALB "Target groups", slow start; the formula is
/// model.
pub fn slow_start_weight(duration: f64, age: Option<f64>) -> f64 {
    match age {
        Some(age) if duration > 0.0 => (age / duration).clamp(0.0, 1.0),
        _ => 1.0,
    }
}

/// Shares of targets in slow start; equal when every weight is 0 (model).
pub fn slow_start_shares(weights: &[f64]) -> Vec<f64> {
    let shares = weighted_shares(weights);
    if shares.iter().any(|&share| share > 0.0) {
        return shares;
    }
    let equal = 1.0 / weights.len() as f64;
    weights.iter().map(|_| equal).collect()
}

/// Registered targets of one zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneHealth {
    pub healthy: u32,
    pub total: u32,
}

/// The minimum healthy targets of one action of a target group; `None` is off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HealthThreshold {
    pub count: Option<u32>,
    pub percent: Option<f64>,
}

impl HealthThreshold {
    /// The default: one healthy target is enough.
    pub const DEFAULT: Self = Self {
        count: Some(1),
        percent: None,
    };

    /// Whether too few targets are healthy; exactly at the threshold is fine, either rule is
    /// enough.
    pub fn is_below(&self, health: ZoneHealth) -> bool {
        let by_count = self.count.is_some_and(|count| health.healthy < count);
        let by_percent = self.percent.is_some_and(|percent| {
            f64::from(health.healthy) * 100.0 + 1e-9 < percent * f64::from(health.total)
        });
        by_count || by_percent
    }

    /// For each zone whether it is below, judged on all zones together with cross-zone on.
    pub fn zones_below(&self, zones: &[ZoneHealth], is_cross_zone: bool) -> Vec<bool> {
        let all = zones.iter().fold(
            ZoneHealth {
                healthy: 0,
                total: 0,
            },
            |sum, zone| ZoneHealth {
                healthy: sum.healthy.saturating_add(zone.healthy),
                total: sum.total.saturating_add(zone.total),
            },
        );
        let judged = |zone: &ZoneHealth| self.is_below(if is_cross_zone { all } else { *zone });
        zones.iter().map(judged).collect()
    }
}

/// Which zones DNS answers with, given those below the DNS threshold: all below means all stay.
/// Basis: documented - ALB "Target group health".
pub fn dns_zones(below: &[bool]) -> Vec<bool> {
    let is_open = below.iter().all(|&below| below);
    below.iter().map(|&below| is_open || !below).collect()
}

/// The targets that `RequestCountPerTarget` divides by: the healthy ones, the registered ones only
/// while none is healthy. Basis: documented - ALB "CloudWatch metrics", target metrics.
pub const fn sharing_targets(healthy: u32, registered: u32) -> u32 {
    if healthy > 0 { healthy } else { registered }
}

/// Who may take the next request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligible {
    /// Positions of the targets, in their order. Empty: nobody to ask, 503.
    pub targets: Vec<usize>,
    pub is_fail_open: bool,
}

/// The targets that take requests: the healthy ones, or every one that fail-open allows when none
/// is.
///
/// Basis: documented - ALB "Target group health"; model - initial targets take no part in
/// fail-open.
pub fn eligible(states: &[TargetState]) -> Eligible {
    let positions = |takes: fn(TargetState) -> bool| -> Vec<usize> {
        let taking = states
            .iter()
            .enumerate()
            .filter(|&(_, &state)| takes(state));
        taking.map(|(at, _)| at).collect()
    };
    let healthy = positions(TargetState::takes_traffic);
    if !healthy.is_empty() {
        return Eligible {
            targets: healthy,
            is_fail_open: false,
        };
    }
    let targets = positions(TargetState::takes_traffic_in_fail_open);
    Eligible {
        is_fail_open: !targets.is_empty(),
        targets,
    }
}

/// The first eligible position at or after `cursor`, going round; `None` when `eligible` is empty.
/// Basis: documented - ALB "Target groups", round robin; the order is model.
pub fn next_in_turn(eligible: &[usize], cursor: usize) -> Option<usize> {
    let ahead = eligible.iter().find(|&&at| at >= cursor);
    ahead.or(eligible.first()).copied()
}

/// Of `count` eligible targets the one with the fewest requests in flight; ties go round from
/// `start`. 0 where there is none.
/// Basis: documented - ALB "Target groups", least outstanding requests; the order of ties is model.
pub fn fewest_in_turn(count: usize, start: usize, outstanding: impl Fn(usize) -> u32) -> usize {
    (0..count)
        .map(|step| (start + step) % count)
        .min_by_key(|&at| outstanding(at))
        .unwrap_or(0)
}

/// A client's cookie: the target it names and when it was last renewed. Units: seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StickyCookie {
    pub target: usize,
    pub renewed_at: f64,
}

/// The target that a cookie still leads to at `now`, if that target is eligible.
/// Basis: documented - ALB "Sticky sessions"; model - an age equal to the duration is stale.
pub fn sticky_target(
    cookie: Option<StickyCookie>,
    now: f64,
    duration: f64,
    eligible: &[usize],
) -> Option<usize> {
    cookie
        .filter(|cookie| now - cookie.renewed_at < duration)
        .map(|cookie| cookie.target)
        .filter(|target| eligible.contains(target))
}

/// What becomes of a target that is deregistered. Units: seconds from the deregistration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drain {
    /// When the last request has ended or was cut.
    pub connections_done: f64,
    /// When the target is no longer shown as draining.
    pub shown_draining_until: f64,
}

/// Whether a request in flight ends before the deregistration delay cuts it (exactly at it: yes,
/// model).
pub fn drains(remaining: f64, deregistration_delay: f64) -> bool {
    remaining <= deregistration_delay
}

/// The end of a draining, by the time that each request in flight still needs.
/// Basis: documented - ALB "Target groups", deregistration delay.
pub fn drain(deregistration_delay: f64, remaining: &[f64]) -> Drain {
    let longest = remaining.iter().copied().fold(0.0, f64::max);
    Drain {
        connections_done: longest.min(deregistration_delay),
        shown_draining_until: deregistration_delay,
    }
}
