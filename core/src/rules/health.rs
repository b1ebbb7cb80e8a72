//! Target health: counting checks in a row, which status codes pass, and how long detection takes.

use crate::rules::balancer_type::LoadBalancerType;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// The load balancer's opinion of a target, in the API's spelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetState {
    #[default]
    Initial,
    Healthy,
    Unhealthy,
    #[serde(rename = "unhealthy.draining")]
    UnhealthyDraining,
    Draining,
    Unused,
    Unavailable,
}

impl TargetState {
    /// Gets traffic in the normal case (`unavailable`: its checks are switched off).
    pub const fn takes_traffic(self) -> bool {
        matches!(self, Self::Healthy | Self::Unavailable)
    }

    /// Gets traffic when the group fails open. Initial and draining targets never do (model).
    pub const fn takes_traffic_in_fail_open(self) -> bool {
        matches!(self, Self::Healthy | Self::Unavailable | Self::Unhealthy)
    }

    /// Whether a group with ELB health checks replaces the instance behind it.
    pub const fn is_unhealthy(self) -> bool {
        matches!(self, Self::Unhealthy | Self::UnhealthyDraining)
    }
}

/// A target's state and the checks in a row that may change it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCounter {
    pub state: TargetState,
    pub successes: u32,
    pub failures: u32,
}

impl HealthCounter {
    /// A counter that starts in a state with nothing counted.
    pub const fn new(state: TargetState) -> Self {
        Self {
            state,
            successes: 0,
            failures: 0,
        }
    }

    /// Takes one check in and says whether the state changed.
    ///
    /// A new target turns healthy after one pass; afterwards results in a row count, and one
    /// opposite result starts over. Draining, unused and unavailable targets stay what they are.
    /// Basis: documented - ALB "Health checks for your target groups"; model - a new target that
    /// fails stays initial until its failures reach the threshold.
    pub fn observe(&mut self, pass: bool, healthy: u32, unhealthy: u32) -> bool {
        if pass {
            self.successes = self.successes.saturating_add(1);
            self.failures = 0;
        } else {
            self.failures = self.failures.saturating_add(1);
            self.successes = 0;
        }
        let next = match self.state {
            TargetState::Initial if pass => TargetState::Healthy,
            TargetState::Unhealthy | TargetState::UnhealthyDraining
                if pass && self.successes >= healthy =>
            {
                TargetState::Healthy
            }
            TargetState::Initial | TargetState::Healthy if !pass && self.failures >= unhealthy => {
                TargetState::Unhealthy
            }
            state => state,
        };
        let is_changed = next != self.state;
        self.state = next;
        is_changed
    }
}

/// Status codes that pass a check where nobody has said which.
/// Basis: documented - ELB-API CreateTargetGroup, `Matcher`; CLB "Configure health checks".
pub const fn default_matcher(of: LoadBalancerType) -> &'static str {
    match of {
        LoadBalancerType::Application | LoadBalancerType::Classic => "200",
        LoadBalancerType::Network | LoadBalancerType::Gateway => "200-399",
    }
}

/// Status codes that pass a check: single codes and ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matcher {
    ranges: Vec<(u16, u16)>,
}

impl Matcher {
    /// Reads `200`, `200,202` or `200-299`, in any mixture.
    /// Errors: `None` for anything else, a range that runs backwards included.
    pub fn parse(text: &str) -> Option<Self> {
        let code = |text: &str| {
            let text = text.trim();
            let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
            if is_code {
                text.parse::<u16>().ok()
            } else {
                None
            }
        };
        let mut ranges = Vec::new();
        for item in text.split(',') {
            let (low, high) = item.split_once('-').unwrap_or((item, item));
            let (low, high) = (code(low)?, code(high)?);
            if low > high {
                return None;
            }
            ranges.push((low, high));
        }
        Some(Self { ranges })
    }

    /// Whether a status code is one of them.
    pub fn contains(&self, status: u16) -> bool {
        self.ranges
            .iter()
            .any(|&(low, high)| (low..=high).contains(&status))
    }

    /// Whether all codes lie between two bounds, both included.
    pub fn is_within(&self, low: u16, high: u16) -> bool {
        self.ranges
            .iter()
            .all(|&(from, to)| low <= from && to <= high)
    }
}

/// Why a check failed, in the API's spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckFailure {
    #[serde(rename = "Target.Timeout")]
    Timeout,
    #[serde(rename = "Target.ResponseCodeMismatch")]
    ResponseCodeMismatch,
}

/// Whether an answer passes (`None`), or why not; no answer in time is `status` `None`.
/// Basis: documented - ALB "Health checks for your target groups".
pub fn failure(matcher: &Matcher, status: Option<u16>) -> Option<CheckFailure> {
    match status {
        None => Some(CheckFailure::Timeout),
        Some(status) if matcher.contains(status) => None,
        Some(_) => Some(CheckFailure::ResponseCodeMismatch),
    }
}
