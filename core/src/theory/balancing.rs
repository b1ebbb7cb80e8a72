//! What balancing comes to: shares by zone, and the end of a draining. A run gets there by single
//! picks and single requests.

use alloc::vec::Vec;

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
