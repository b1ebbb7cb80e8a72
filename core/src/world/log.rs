//! The event and decision log (spec 18): typed entries with numbers and a cause, never prose.

mod book;

pub use book::{Entry, Log, LogChange};

use crate::base::id::{InstanceId, PartId};
use crate::base::time::Instant;
use crate::rules::alarm::{AlarmState, ComparisonOperator, Statistic};
use crate::rules::health::TargetState;
use crate::rules::reason::Reason;
use crate::rules::schedule::SizeChange;
use crate::rules::step_scaling::AdjustmentType;
use crate::rules::validate::Code;
use crate::world::metric::Metric;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Number of an entry; counts from 1 over the whole run.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct EntryId(pub u32);

/// An alarm: a part of the document, or one of the two that a target tracking policy owns.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct AlarmKey {
    /// The alarm part, or the policy that owns the alarm.
    pub part: PartId,
    pub role: AlarmRole,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AlarmRole {
    /// Made and kept by the user.
    #[default]
    Own,
    /// `TargetTracking-…-AlarmHigh-…`
    High,
    /// `TargetTracking-…-AlarmLow-…`
    Low,
}

/// What a policy evaluation came to, beyond the words of the policies themselves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Verdict {
    /// The rule's own word: scale_out, at_limit, blocked_by_warmup…
    Decided { reason: Reason },
    /// A simple policy waits for the activity in progress.
    ActivityInProgress,
    /// A simple policy waits for the cooldown.
    CoolingDown { until: Instant },
    /// Another policy asked for more capacity at the same time.
    OtherPolicyWon { winner: PartId },
    /// Another target tracking policy does not agree to scale in.
    OtherPolicyHolds { holder: PartId },
    /// After a scale-in the next one needs a datapoint wholly after it.
    AwaitsFreshData,
    /// `Enabled` is false.
    Disabled,
    /// The process AlarmNotification is suspended.
    Suspended,
    /// The metric has no datapoint.
    MissingData,
}

/// What the policy did with the metric, by its settings of that instant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Applied {
    /// The step that the metric hit, with the ends of its interval beyond the threshold.
    Step {
        adjustment_type: AdjustmentType,
        adjustment: i64,
        lower: Option<f64>,
        upper: Option<f64>,
    },
    Simple {
        adjustment_type: AdjustmentType,
        adjustment: i64,
    },
    Tracking {
        target: f64,
        /// Capacity that brings the metric to the target.
        required: u32,
    },
}

/// Numbers behind one evaluation of a scaling policy. All of them are of its instant: what is shown
/// of it later must not depend on what the board has become.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    pub alarm: AlarmKey,
    /// The metric that the alarm watches; `None`: one that no part publishes.
    pub metric_name: Option<Metric>,
    pub statistic: Statistic,
    pub operator: ComparisonOperator,
    /// Breaching datapoints among the alarm's newest, and how many it needs.
    pub breaching: u32,
    pub datapoints_to_alarm: u32,
    /// As in [`What::AlarmChanged`].
    pub missing_as_breaching: u32,
    pub is_premature: bool,
    /// Load that the group was asked for over the period of the datapoint, in percent of its vCPUs;
    /// may exceed 100. `None`: not measured over so long.
    pub offered_percent: Option<f64>,
    pub applied: Option<Applied>,
    /// The datapoint the policy used.
    pub metric: Option<f64>,
    pub threshold: f64,
    /// Step policies: position of the step.
    pub step: Option<u32>,
    /// The capacity that the policy calculated from.
    pub counted: u32,
    /// Instances that still warm up, and until when the last of them does.
    pub warming: u32,
    pub warm_until: Option<Instant>,
    /// Change before any limit.
    pub delta: i64,
    /// Capacity wanted before the limits.
    pub wanted: i64,
    pub min: u32,
    pub max: u32,
    #[serde(flatten)]
    pub verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TerminationCause {
    ScaleIn,
    /// EC2 says that it is not running.
    NotRunning,
    Impaired,
    UnhealthyTarget,
    /// Marked unhealthy by hand.
    SetUnhealthy,
    Rebalance,
    RemovedByUser,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LaunchCause {
    BelowDesired,
    /// Zones were out of balance: the newcomer's had `here` instances, the fullest `there`.
    Rebalance {
        from: PartId,
        here: u32,
        there: u32,
    },
}

/// What moved the desired capacity besides policies and schedules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SizesEdit {
    /// `DesiredCapacity` was set.
    Desired,
    /// A new minimum or maximum pulled it along.
    Limits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LaunchFailure {
    NoTemplate,
    NoSubnet,
    NoZoneAvailable,
    /// EC2 has no capacity in the zone of this subnet. The code is AWS's.
    #[serde(rename = "InsufficientInstanceCapacity")]
    InsufficientCapacity {
        subnet: PartId,
    },
    /// All addresses of this subnet are taken. The code is AWS's.
    #[serde(rename = "InsufficientFreeAddressesInSubnet")]
    InsufficientAddresses {
        subnet: PartId,
    },
    /// The zone of this subnet went down before the instance ran.
    ZoneLost {
        subnet: PartId,
    },
    Suspended,
    TooManyParts,
}

/// Why a probe failed. Reason codes are AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProbeFailure {
    #[serde(rename = "Target.Timeout")]
    Timeout,
    #[serde(rename = "Target.ResponseCodeMismatch")]
    ResponseCodeMismatch,
    #[serde(rename = "Target.FailedHealthChecks")]
    FailedHealthChecks,
}

impl ProbeFailure {
    /// AWS's reason code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Timeout => "Target.Timeout",
            Self::ResponseCodeMismatch => "Target.ResponseCodeMismatch",
            Self::FailedHealthChecks => "Target.FailedHealthChecks",
        }
    }
}

/// A ceiling of the simulation itself, which a run says when it meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ceiling {
    /// Requests in flight; further ones fail at the client.
    InFlight,
    /// Requests a second of one part of users; what a trace asks beyond it is not sent.
    Rate,
}

/// A value in what a kind says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    Part(PartId),
    Instance(InstanceId),
    Count(f64),
    Percent(f64),
    Seconds(f64),
}

/// What happened. The viewer makes the words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum What {
    AlarmChanged {
        alarm: AlarmKey,
        from: AlarmState,
        to: AlarmState,
        metric_name: Option<Metric>,
        operator: ComparisonOperator,
        /// Its policies take capacity away: ALARM is the normal state of a quiet group.
        scales_in: bool,
        value: Option<f64>,
        threshold: f64,
        /// Of the newest datapoints that are there.
        breaching: u32,
        /// Missing ones that were counted as breaching.
        missing_as_breaching: u32,
        /// ALARM with fewer than asked for: a lone breach is about to leave the range.
        is_premature: bool,
        datapoints_to_alarm: u32,
        evaluation_periods: u32,
        /// Ends of the periods of the oldest and the newest datapoint that breach.
        breaching_from: Option<Instant>,
        breaching_to: Option<Instant>,
    },
    PolicyEvaluated {
        group: PartId,
        from: u32,
        to: u32,
        because: Evaluation,
    },
    ScheduleFired {
        group: PartId,
        from: u32,
        to: u32,
        min: u32,
        max: u32,
        /// The sizes that the action asks for.
        asked: SizeChange,
        is_suspended: bool,
        /// Why the sizes cannot be set; they stay as they are.
        refused: Option<Code>,
    },
    /// By hand, or because a limit moved.
    DesiredChanged {
        from: u32,
        to: u32,
        min: u32,
        max: u32,
        why: SizesEdit,
    },
    InstanceLaunched {
        instance: InstanceId,
        subnet: PartId,
        why: LaunchCause,
        /// Instances that the group had, and how many it will have when all launches are done.
        from: u32,
        to: u32,
    },
    LaunchFailed {
        why: LaunchFailure,
    },
    InstanceInService {
        instance: InstanceId,
        after_s: f64,
    },
    WarmUpEnded {
        instance: InstanceId,
    },
    InstanceTerminating {
        instance: InstanceId,
        why: TerminationCause,
        /// Instances that the group had, and how many it will have when all have ended.
        from: u32,
        to: u32,
    },
    InstanceTerminated {
        instance: InstanceId,
    },
    /// All candidates are protected from scale-in.
    AllProtected {
        excess: u32,
    },
    /// Unhealthy instances wait for their turn.
    ReplacementWaits {
        unhealthy: u32,
    },
    /// Unhealthy, and kept: a process is suspended.
    MarkedOnly {
        instance: InstanceId,
    },
    /// Round after round of replacement without an instance that passed a health check.
    ReplacementLoop {
        rounds: u32,
    },
    TargetRegistered {
        instance: InstanceId,
    },
    TargetHealthChanged {
        instance: InstanceId,
        from: TargetState,
        to: TargetState,
        reason: Option<ProbeFailure>,
        checks: u32,
    },
    ConnectionsCut {
        instance: InstanceId,
    },
    /// No CPU credits left: held at the baseline, or no longer.
    CpuThrottled {
        instance: InstanceId,
        is_on: bool,
    },
    FailOpen {
        is_on: bool,
    },
    ZoneDown {
        zone: PartId,
    },
    ZoneUp {
        zone: PartId,
    },
    /// EC2 has no capacity for launches in the zone, or has it again.
    ZoneCapacity {
        zone: PartId,
        is_there: bool,
    },
    /// A database's primary is in a zone that is down.
    DatabaseLost {
        /// A standby in another zone takes over.
        fails_over: bool,
    },
    /// A database answers again: in its old zone, or from its standby in another.
    DatabaseBack {
        subnet: PartId,
        has_failed_over: bool,
    },
    FaultInjected {
        fault: String,
        instance: Option<InstanceId>,
    },
    /// For the first time in the run, for these users.
    CeilingMet {
        ceiling: Ceiling,
        most: u32,
    },
    /// What only one kind says; its words are found by the kind and the event.
    Said {
        event: String,
        /// Something broke, or went on without what it needs.
        is_bad: bool,
        values: Vec<Term>,
    },
    SurgeSent {
        users: f64,
        seconds: f64,
    },
    Edited,
}

impl What {
    /// Whether the entry is a decision about capacity.
    pub const fn is_decision(&self) -> bool {
        matches!(
            self,
            Self::PolicyEvaluated { .. } | Self::ScheduleFired { .. } | Self::DesiredChanged { .. }
        )
    }

    /// (before, after) of a decision about desired capacity.
    pub const fn desired(&self) -> Option<(u32, u32)> {
        match self {
            Self::PolicyEvaluated { from, to, .. }
            | Self::ScheduleFired { from, to, .. }
            | Self::DesiredChanged { from, to, .. } => Some((*from, *to)),
            _ => None,
        }
    }
}
