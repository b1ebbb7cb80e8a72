//! How a load balancer spreads requests: turns, weights, slow start, fail-open. What
//! comes of it over time is in `theory/balancing.rs`.

use alloc::vec::Vec;

use super::health::TargetState;

/// Shares of weights, in their order; all zero where the weights sum to nothing. Bounds: negative
/// or undefined weights are 0.
/// Basis: documented - ALB "Listeners", weighted target groups.
pub fn weighted_shares(weights: impl Iterator<Item = f64> + Clone) -> impl Iterator<Item = f64> {
    let weights = weights.map(|weight| if weight > 0.0 { weight } else { 0.0 });
    let total: f64 = weights.clone().sum();
    weights.map(move |weight| match total > 0.0 {
        true => weight / total,
        false => 0.0,
    })
}

/// The place that a draw from 0 to below 1 falls on; `None` where every share is 0.
#[inline]
pub fn drawn(shares: impl Iterator<Item = f64>, draw: f64) -> Option<usize> {
    let mut left = draw;
    let mut last = None;
    for (at, share) in shares.enumerate().filter(|(_, share)| *share > 0.0) {
        left -= share;
        last = Some(at);
        if left < 0.0 {
            break;
        }
    }
    last
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
pub fn slow_start_shares(weights: impl Iterator<Item = f64> + Clone) -> impl Iterator<Item = f64> {
    let is_any = weights.clone().any(|weight| weight > 0.0);
    weighted_shares(weights.map(move |weight| if is_any { weight } else { 1.0 }))
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

/// Whose turn it is among the eligible targets, in order of registration: the first that has not
/// been passed, going round; `None` where there is none. Bounds: those that were passed come first.
///
/// A target that leaves or joins the list shifts nobody's turn. `guess`: where it is if none did,
/// which saves the search.
/// Basis: documented - ALB "Target groups", round robin; the order is model.
#[inline]
pub fn next_in_turn<T>(
    eligible: &[T],
    guess: usize,
    is_passed: impl Fn(&T) -> bool,
) -> Option<usize> {
    let is_ahead = eligible.get(guess).is_some_and(|next| !is_passed(next));
    let before = guess.checked_sub(1).and_then(|last| eligible.get(last));
    let ahead = match is_ahead && before.is_none_or(&is_passed) {
        true => guess,
        false => eligible.partition_point(is_passed),
    };
    match ahead < eligible.len() {
        true => Some(ahead),
        false => eligible.first().map(|_| 0),
    }
}

/// Of `count` eligible targets the one with the fewest requests in flight; ties go round from
/// `start`. 0 where there is none.
/// Basis: documented - ALB "Target groups", least outstanding requests; the order of ties is model.
#[inline]
pub fn fewest_in_turn(count: usize, start: usize, outstanding: impl Fn(usize) -> u32) -> usize {
    let start = start.min(count);
    (start..count)
        .chain(0..start)
        .min_by_key(|&at| outstanding(at))
        .unwrap_or(0)
}
