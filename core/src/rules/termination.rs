//! Which instance goes first when a group scales in: fullest zone, then the termination policies.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Error, Value};

use crate::base::codec::{Codec, read_text, serde_by_codec};
use crate::base::time::Span;

const HOUR_US: u64 = 3_600_000_000;

/// A termination policy. Basis: documented - ASG "Control which Auto Scaling instances terminate".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TerminationPolicy {
    #[default]
    Default,
    OldestInstance,
    NewestInstance,
    OldestLaunchTemplate,
    OldestLaunchConfiguration,
    ClosestToNextInstanceHour,
    /// For mixed instances only; keeps every candidate.
    AllocationStrategy,
    /// The ARN of a Lambda function, or an unknown word; keeps every candidate.
    Custom(String),
}

impl TerminationPolicy {
    /// All but `Custom`.
    const NAMED: [Self; 7] = [
        Self::Default,
        Self::OldestInstance,
        Self::NewestInstance,
        Self::OldestLaunchTemplate,
        Self::OldestLaunchConfiguration,
        Self::ClosestToNextInstanceHour,
        Self::AllocationStrategy,
    ];

    /// AWS's spelling.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Default => "Default",
            Self::OldestInstance => "OldestInstance",
            Self::NewestInstance => "NewestInstance",
            Self::OldestLaunchTemplate => "OldestLaunchTemplate",
            Self::OldestLaunchConfiguration => "OldestLaunchConfiguration",
            Self::ClosestToNextInstanceHour => "ClosestToNextInstanceHour",
            Self::AllocationStrategy => "AllocationStrategy",
            Self::Custom(word) => word,
        }
    }
}

impl Codec for TerminationPolicy {
    fn parse(value: &Value) -> Result<Self, Error> {
        let word = read_text(value)?;
        let named = Self::NAMED.into_iter().find(|p| p.as_str() == word);
        Ok(named.unwrap_or_else(|| Self::Custom(String::from(word))))
    }

    fn write(&self) -> Value {
        Value::from(self.as_str())
    }
}

serde_by_codec!(TerminationPolicy);

/// An instance that might be terminated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Any number that is the same for instances of one zone.
    pub zone: u32,
    /// Time since launch.
    pub age: Span,
    /// Smaller is older: other than the current template first, then by version.
    pub config_rank: u64,
    pub uses_launch_configuration: bool,
    /// Protected from scale-in.
    pub is_protected: bool,
}

/// The position of the instance to terminate next; `None` when all are protected.
///
/// An empty list of policies means `Default`. Where AWS chooses at random among n instances,
/// `random(n)` gives the position (a result of n or more counts as the last).
/// Basis: documented - ASG "Control which Auto Scaling instances terminate"; model - a fullest zone
/// that is protected throughout gives way to the next fullest.
pub fn choose_next(
    instances: &[Candidate],
    policies: &[TerminationPolicy],
    random: impl FnOnce(usize) -> usize,
) -> Option<usize> {
    let mut left = fullest_zones(instances);
    if policies.is_empty() {
        apply(&TerminationPolicy::Default, instances, &mut left);
    }
    for policy in policies {
        if left.len() <= 1 {
            break;
        }
        apply(policy, instances, &mut left);
    }
    let at = if left.len() > 1 {
        random(left.len())
    } else {
        0
    };
    left.get(at).or(left.last()).copied()
}

/// Unprotected instances of the zones that hold most instances, among zones that have any.
fn fullest_zones(instances: &[Candidate]) -> Vec<usize> {
    let count = |zone| instances.iter().filter(|other| other.zone == zone).count();
    let free = || {
        instances
            .iter()
            .enumerate()
            .filter(|(_, i)| !i.is_protected)
    };
    let most = free().map(|(_, instance)| count(instance.zone)).max();
    free()
        .filter(|(_, instance)| Some(count(instance.zone)) == most)
        .map(|(at, _)| at)
        .collect()
}

fn apply(policy: &TerminationPolicy, instances: &[Candidate], left: &mut Vec<usize>) {
    match policy {
        TerminationPolicy::Default => {
            keep_if(instances, left, |i| i.uses_launch_configuration);
            keep_least(instances, left, |i| i.config_rank);
            keep_least(instances, left, |i| to_next_hour(i.age));
        }
        TerminationPolicy::OldestInstance => {
            keep_least(instances, left, |i| core::cmp::Reverse(i.age));
        }
        TerminationPolicy::NewestInstance => keep_least(instances, left, |i| i.age),
        TerminationPolicy::OldestLaunchTemplate => {
            if keep_if(instances, left, |i| !i.uses_launch_configuration) {
                keep_least(instances, left, |i| i.config_rank);
            }
        }
        TerminationPolicy::OldestLaunchConfiguration => {
            if keep_if(instances, left, |i| i.uses_launch_configuration) {
                keep_least(instances, left, |i| i.config_rank);
            }
        }
        TerminationPolicy::ClosestToNextInstanceHour => {
            keep_least(instances, left, |i| to_next_hour(i.age));
        }
        TerminationPolicy::AllocationStrategy | TerminationPolicy::Custom(_) => {}
    }
}

/// Microseconds to the next full hour of age; at exactly a full hour a new one has begun (model).
const fn to_next_hour(age: Span) -> u64 {
    HOUR_US - age.us() % HOUR_US
}

/// Keeps those that pass, or all when none does; says whether any did.
fn keep_if(
    instances: &[Candidate],
    left: &mut Vec<usize>,
    passes: impl Fn(&Candidate) -> bool,
) -> bool {
    let passes_at = |&at: &usize| instances.get(at).is_some_and(&passes);
    let any = left.iter().any(passes_at);
    if any {
        left.retain(passes_at);
    }
    any
}

fn keep_least<K: Ord>(
    instances: &[Candidate],
    left: &mut Vec<usize>,
    key: impl Fn(&Candidate) -> K,
) {
    let key_at = |&at: &usize| instances.get(at).map(&key);
    let least = left.iter().filter_map(key_at).min();
    left.retain(|at| key_at(at) == least);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(zone: u32, age_s: u64) -> Candidate {
        Candidate {
            zone,
            age: Span::from_s(age_s),
            config_rank: 1,
            uses_launch_configuration: false,
            is_protected: false,
        }
    }

    #[test]
    fn policies_are_read_in_their_own_spelling() {
        let text = r#"["OldestInstance","arn:aws:lambda:f","Default"]"#;
        let policies: Vec<TerminationPolicy> = serde_json::from_str(text).unwrap();
        assert_eq!(
            policies[1],
            TerminationPolicy::Custom("arn:aws:lambda:f".into())
        );
        assert_eq!(serde_json::to_string(&policies).unwrap(), text);
    }

    #[test]
    fn a_tie_is_given_to_chance() {
        let twins = [candidate(0, 60), candidate(1, 60), candidate(2, 60)];
        for at in 0..3 {
            assert_eq!(choose_next(&twins, &[], |n| at % n), Some(at));
        }
        assert_eq!(choose_next(&twins, &[], |_| usize::MAX), Some(2));
        assert_eq!(choose_next(&[], &[], |_| 0), None);
    }

    #[test]
    fn a_fullest_zone_that_is_protected_gives_way() {
        let mut instances = [
            candidate(0, 9),
            candidate(0, 9),
            candidate(1, 5),
            candidate(1, 6),
        ];
        instances[0].is_protected = true;
        instances[1].is_protected = true;
        let policies = [TerminationPolicy::OldestInstance];
        assert_eq!(choose_next(&instances, &policies, |_| 0), Some(3));
        assert_eq!(choose_next(&instances[..3], &policies, |_| 0), Some(2));
        assert_eq!(choose_next(&instances[..2], &policies, |_| 0), None);
    }
}
