//! Sizes of a group: limits, warm pool, refresh batches, checkpoints, replacement of sick
//! instances, and the zones that launches and rebalancing choose.

use crate::base::codec::string_enum;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// The three sizes of a group. Units: instances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSizes {
    pub min: u32,
    pub max: u32,
    pub desired: u32,
}

/// `wanted` brought between `min` and `max`; where they contradict, `min` wins.
pub fn clamp(wanted: i64, min: u32, max: u32) -> u32 {
    let clamped = wanted.min(i64::from(max)).max(i64::from(min));
    u32::try_from(clamped).unwrap_or(0)
}

/// How many instances the warm pool should hold.
/// Basis: documented - ASG "Warm pools for Amazon EC2 Auto Scaling".
pub fn warm_pool_size(desired: u32, max: u32, prepared_max: Option<u32>, min_size: u32) -> u32 {
    let gap = prepared_max.unwrap_or(max).saturating_sub(desired);
    gap.max(min_size)
}

/// How an instance refresh proceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshBatch {
    /// Instances replaced at a time, at least one.
    pub batch: u32,
    pub launch_before_terminate: bool,
}

/// The batch of an instance refresh. Units: percent of desired; bounds: 0-100 and 100-200.
/// Basis: documented - ASG "instance refresh"; model - rounds down, at least one.
pub fn refresh_batch(desired: u32, min_healthy: u32, max_healthy: u32) -> RefreshBatch {
    let launch_before_terminate = max_healthy > 100;
    let percent = if launch_before_terminate {
        max_healthy - 100
    } else {
        100_u32.saturating_sub(min_healthy)
    };
    let share = u64::from(desired) * u64::from(percent) / 100;
    RefreshBatch {
        batch: u32::try_from(share).unwrap_or(u32::MAX).max(1),
        launch_before_terminate,
    }
}

/// Where an instance refresh stands among its checkpoints.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// Share of the group replaced so far, not rounded.
    pub percent: f64,
    /// The highest checkpoint passed by the latest batch.
    pub reached: Option<u32>,
    /// Lower checkpoints passed by the same batch.
    pub skipped: Vec<u32>,
}

/// The state after a batch took the replaced instances from `before` to `replaced` of `total`.
/// Basis: documented - ASG "Add checkpoints to an instance refresh".
pub fn checkpoint(total: u32, checkpoints: &[u32], before: u32, replaced: u32) -> Checkpoint {
    let passed = |count: u32, mark: u32| {
        total == 0 || u64::from(count) * 100 >= u64::from(mark) * u64::from(total)
    };
    let mut marks: Vec<u32> = checkpoints
        .iter()
        .copied()
        .filter(|&mark| passed(replaced, mark) && (total == 0 || !passed(before, mark)))
        .collect();
    marks.sort_unstable();
    let reached = marks.pop();
    let percent = if total == 0 {
        100.0
    } else {
        f64::from(replaced) * 100.0 / f64::from(total)
    };
    Checkpoint {
        percent,
        reached,
        skipped: marks,
    }
}

/// How many unhealthy instances are replaced at once: a tenth of desired, at least one; one when
/// all of them are unhealthy.
/// Basis: documented - ASG "Health checks for Auto Scaling instances"; model - rounding, and
/// "fewer" is one.
pub fn unhealthy_batch(desired: u32, unhealthy: u32) -> u32 {
    if unhealthy >= desired {
        unhealthy.min(1)
    } else {
        unhealthy.min((desired / 10).max(1))
    }
}

/// What the pace of replacement looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplacementPace {
    pub desired: u32,
    /// Sick ones included.
    pub in_service: u32,
    /// Any launch or termination is under way.
    pub is_activity_in_progress: bool,
    /// Newcomers are on their way, or have not passed their first health check and the warm-up.
    pub has_newcomers: bool,
    /// A round has begun, or a wait, and its newcomers have not all been ready since.
    pub is_round_open: bool,
}

impl ReplacementPace {
    /// Whether further replacements of sick instances wait.
    ///
    /// While something is under way and the group is a tenth or more below desired; from then on, and
    /// after every round, until the newcomers have passed their first check and the warm-up.
    /// Basis: documented - ASG "Health checks for Auto Scaling instances"; model - below counts sick
    /// instances as there.
    pub const fn must_wait(&self) -> bool {
        let below = self.desired.saturating_sub(self.in_service);
        let is_thin = below > 0 && below.saturating_mul(10) >= self.desired;
        (self.is_activity_in_progress && is_thin) || (self.is_round_open && self.has_newcomers)
    }
}

/// How far the group may exceed `max` while it rebalances its zones: a tenth, at least one.
/// Basis: documented - ASG "Availability Zone rebalancing"; rounding down is model.
pub const fn rebalance_margin(max: u32) -> u32 {
    let tenth = max / 10;
    if tenth == 0 { 1 } else { tenth }
}

/// What a group does when the zone it wants has no capacity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CapacityDistributionStrategy {
    #[default]
    BalancedBestEffort,
    BalancedOnly,
    ReservationsThenBalanced,
}

string_enum!(CapacityDistributionStrategy {
    BalancedBestEffort: "balanced-best-effort",
    BalancedOnly: "balanced-only",
    ReservationsThenBalanced: "reservations-then-balanced",
});

/// One zone of a group as a launch sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneCount {
    pub instances: u32,
    /// Launches that fell on it and failed, of those that are made now.
    pub failed: u32,
    pub is_available: bool,
}

/// What becomes of a launch, with the position of the zone that it falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    In(usize),
    FailsIn(usize),
}

/// Where the next launch goes; `None` without a zone.
///
/// The zone with the fewest instances, the first listed of several. Without capacity there:
/// another zone. With `balanced-only` what falls on a zone without capacity keeps failing there,
/// before anything else as full falls on another, and what falls on the others is launched.
/// Basis: documented - ASG "Distribute instances across Availability Zones"; the ties are model.
pub fn place(zones: &[ZoneCount], strategy: CapacityDistributionStrategy) -> Option<Placement> {
    let is_strict = strategy == CapacityDistributionStrategy::BalancedOnly;
    let is_usable = zones.iter().any(|zone| zone.is_available);
    let (at, zone) = zones
        .iter()
        .enumerate()
        .filter(|(_, zone)| is_strict || !is_usable || zone.is_available)
        .min_by_key(|(_, zone)| {
            (
                zone.instances.saturating_add(zone.failed),
                zone.is_available,
            )
        })?;
    Some(match zone.is_available {
        true => Placement::In(at),
        false => Placement::FailsIn(at),
    })
}

/// One step of rebalancing: (zone to launch in, zone to terminate in), `None` when balanced.
///
/// Balanced means that no two zones differ by more than one. Ties: the first listed.
/// Basis: documented - ASG "Availability Zone rebalancing"; the tie is model.
pub fn rebalance_move(zones: &[u32]) -> Option<(usize, usize)> {
    let (thin, &fewest) = zones.iter().enumerate().min_by_key(|&(_, count)| count)?;
    let (fat, &most) = zones
        .iter()
        .enumerate()
        .max_by_key(|&(at, count)| (count, core::cmp::Reverse(at)))?;
    (most - fewest > 1).then_some((thin, fat))
}

/// What a forecast above the group's maximum does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MaxCapacityBreachBehavior {
    #[default]
    HonorMaxCapacity,
    IncreaseMaxCapacity,
}

/// (new desired, new max) after a predictive scaling forecast. It never scales in.
///
/// Units: `buffer_percent` of the forecast. Basis: documented - ASG "Predictive scaling"; model -
/// "close to max" means that the forecast with its buffer, rounded down, is above max.
pub fn predictive_apply(
    sizes: GroupSizes,
    forecast: u32,
    behavior: MaxCapacityBreachBehavior,
    buffer_percent: u32,
) -> (u32, u32) {
    let max = match behavior {
        MaxCapacityBreachBehavior::HonorMaxCapacity => sizes.max,
        MaxCapacityBreachBehavior::IncreaseMaxCapacity => {
            let with_buffer = u64::from(forecast) * (100 + u64::from(buffer_percent)) / 100;
            sizes
                .max
                .max(u32::try_from(with_buffer).unwrap_or(u32::MAX))
        }
    };
    let wanted = i64::from(sizes.desired.max(forecast));
    (clamp(wanted, sizes.min, max), max)
}

/// The second of the day at which instances for a forecast start launching.
/// Units: seconds of the day and seconds. Basis: documented - ASG-API `SchedulingBufferTime`.
pub const fn predictive_launch_second(forecast_second: u32, scheduling_buffer_s: u32) -> u32 {
    (forecast_second as i64 - scheduling_buffer_s as i64).rem_euclid(86_400) as u32
}
