//! Targets that fail more often than their peers, and the share that they keep (spec 5.6,
//! `weighted_random`). Failures are 5xx and connections that did not come about.
//! Basis: documented - ALB "Edit target group attributes", automatic target weights; what counts as
//! more, and how fast a share falls, is model.

use crate::base::time::Span;

/// How often a balancer compares its targets.
pub const LOOK_EVERY: Span = Span::from_s(10);
/// Healthy targets without which nobody is compared.
pub const TARGETS_MIN: usize = 3;
/// Answers by which a target is judged: fewer say too little.
pub const ANSWERS_MIN: u64 = 50;
/// What a target is picked by in proportion to its peers. Units: percent.
pub const FULL_WEIGHT: u8 = 100;
/// Some requests go on: without them nobody would see that a target is well again.
const WEIGHT_MIN: u8 = 5;
/// By how much, and how many times, a target fails more often than its peers.
const EXCESS_MIN: f64 = 0.05;
const TIMES_MIN: f64 = 2.0;

/// Whether a share of failed answers stands out from that of the peers. Where all fail alike, nobody
/// does.
pub fn is_anomalous(own: f64, peers: f64) -> bool {
    own - peers >= EXCESS_MIN && own >= TIMES_MIN * peers
}

/// The mean share of all but the `nth`. Errors: `None` without others.
pub fn of_peers(shares: &[f64], nth: usize) -> Option<f64> {
    let others = shares.iter().enumerate().filter(|(at, _)| *at != nth);
    let count = shares.len().checked_sub(1).filter(|count| *count > 0)?;
    Some(others.map(|(_, share)| share).sum::<f64>() / count as f64)
}

/// The weight after a judgement: it halves, and doubles again once the target does as its peers.
pub fn next_weight(weight: u8, is_anomalous: bool) -> u8 {
    match is_anomalous {
        true => (weight / 2).max(WEIGHT_MIN),
        false => weight.saturating_mul(2).min(FULL_WEIGHT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_stands_out_is_anomalous() {
        let shares = [0.6, 0.0, 0.0, 0.0];
        let is_one =
            |shares: &[f64], nth: usize| is_anomalous(shares[nth], of_peers(shares, nth).unwrap());
        assert!(is_one(&shares, 0) && !is_one(&shares, 1));
        // Two of four are found; three of four, or all, are what the application is like.
        let two = [0.6, 0.6, 0.0, 0.0];
        assert!(is_one(&two, 0) && !is_one(&two, 3));
        let three = [0.6, 0.6, 0.6, 0.0];
        assert!(!is_one(&three, 0));
        assert!(!is_one(&[0.5, 0.5, 0.5], 0));
        // One failure among many is none.
        assert!(!is_one(&[0.02, 0.0, 0.0], 0));
        assert_eq!(of_peers(&[0.5], 0), None);
    }

    #[test]
    fn a_weight_falls_fast_never_to_nothing_and_comes_back() {
        let mut weight = FULL_WEIGHT;
        let mut seen = alloc::vec::Vec::new();
        for is_anomalous in [
            true, true, true, true, true, true, false, false, false, false, false,
        ] {
            weight = next_weight(weight, is_anomalous);
            seen.push(weight);
        }
        assert_eq!(seen, [50, 25, 12, 6, 5, 5, 10, 20, 40, 80, 100]);
    }
}
