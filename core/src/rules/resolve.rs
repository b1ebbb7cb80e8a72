//! Several policies want something at the same time: the largest resulting capacity wins.

use serde::{Deserialize, Serialize};

use super::capacity;
use super::step_scaling::percent_round;

/// What one policy asks for. Units: instances, or percent of desired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposal {
    Change(i64),
    Percent(i64),
    Capacity(i64),
}

impl Proposal {
    /// The capacity that would result, before limits.
    pub fn capacity(self, desired: u32) -> i64 {
        let from = i64::from(desired);
        match self {
            Self::Change(change) => from.saturating_add(change),
            Self::Percent(percent) => from.saturating_add(percent_round(desired, percent, None)),
            Self::Capacity(capacity) => capacity,
        }
    }
}

/// The position of the winner and the new desired capacity.
///
/// The comparison is made before the limits; the first of several equals wins. Without proposals
/// there is no winner and desired stays inside the limits. Basis: documented - ASG "Dynamic
/// scaling", multiple policies; the tie is model.
pub fn resolve(desired: u32, min: u32, max: u32, proposals: &[Proposal]) -> (Option<usize>, u32) {
    let mut best: Option<(usize, i64)> = None;
    for (at, proposal) in proposals.iter().enumerate() {
        let capacity = proposal.capacity(desired);
        if best.is_none_or(|(_, largest)| capacity > largest) {
            best = Some((at, capacity));
        }
    }
    let wanted = best.map_or(i64::from(desired), |(_, capacity)| capacity);
    (best.map(|(at, _)| at), capacity::clamp(wanted, min, max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_stays_inside_the_limits() {
        let values = [i64::MIN, -1_000, -25, -1, 0, 1, 30, 1_000, i64::MAX];
        for desired in [0, 1, 8, u32::MAX] {
            for (min, max) in [(0, 0), (1, 10), (5, u32::MAX)] {
                for a in values {
                    for b in values {
                        let proposals = [
                            Proposal::Change(a),
                            Proposal::Percent(b),
                            Proposal::Capacity(b),
                        ];
                        let (winner, new) = resolve(desired, min, max, &proposals);
                        assert!(winner.is_some() && (min..=max).contains(&new));
                    }
                }
            }
        }
    }
}
