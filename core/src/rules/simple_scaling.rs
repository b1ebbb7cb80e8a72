//! Simple scaling: one adjustment, then nothing until the activity and its cooldown are over.

use super::capacity;
use super::step_scaling::{AdjustmentType, delta};

/// What a simple policy looks at when its alarm invokes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimpleInput {
    pub adjustment_type: AdjustmentType,
    pub scaling_adjustment: i64,
    pub min_adjustment_magnitude: Option<u32>,
    pub desired: u32,
    pub min: u32,
    pub max: u32,
    /// Whether any scaling activity of the group is in progress.
    pub is_activity_in_progress: bool,
    /// Whether the cooldown runs; at the very instant of its end it does not (model).
    pub is_cooling_down: bool,
}

/// What a simple policy did with one invocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimpleOutcome {
    /// Dropped, not queued: an activity is in progress.
    IgnoredByActivity,
    /// Dropped, not queued: the cooldown runs.
    IgnoredByCooldown,
    /// Desired stays as it is: no activity, no cooldown (model).
    AtLimit,
    /// An activity starts towards this desired capacity.
    Executed(u32),
}

/// One invocation. Basis: documented - ASG "Scaling cooldowns".
pub fn decide(input: &SimpleInput) -> SimpleOutcome {
    if input.is_activity_in_progress {
        return SimpleOutcome::IgnoredByActivity;
    }
    if input.is_cooling_down {
        return SimpleOutcome::IgnoredByCooldown;
    }
    let change = delta(
        input.adjustment_type,
        input.scaling_adjustment,
        input.desired,
        input.min_adjustment_magnitude,
    );
    let wanted = i64::from(input.desired).saturating_add(change);
    let new_desired = capacity::clamp(wanted, input.min, input.max);
    if new_desired == input.desired {
        SimpleOutcome::AtLimit
    } else {
        SimpleOutcome::Executed(new_desired)
    }
}
