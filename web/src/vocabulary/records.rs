//! What happened: alarms, decisions and the activity history.

use super::live::Tone;
use super::{AlarmId, EntryId, KindId, NodeId, SimTime, Unit};
use swell_core::kinds::alarm::machine::Slot;
use swell_core::kinds::policy::PolicyType;
use swell_core::observe::activity;
pub use swell_core::rules::alarm::{AlarmState, ComparisonOperator, Statistic};
use swell_core::rules::schedule::SizeChange;
use swell_core::rules::step_scaling::AdjustmentType;
use swell_core::rules::validate::Code;
use swell_core::world::log::{Ceiling, ProbeFailure, TerminationCause};
pub use swell_core::world::metric::Metric;

#[derive(Clone, Debug, PartialEq)]
pub struct AlarmView {
    pub id: AlarmId,
    /// The group that it acts on; without an action, the part that it watches.
    pub of: NodeId,
    pub name: String,
    /// `None`: a metric that no part publishes.
    pub metric: Option<Metric>,
    pub statistic: Statistic,
    pub state: AlarmState,
    pub comparison: ComparisonOperator,
    pub threshold: f32,
    pub unit: Unit,
    pub period_s: u32,
    /// M of `datapoints to alarm`.
    pub needed: u32,
    /// The newest N datapoints, oldest first.
    pub window: Vec<Slot>,
    /// When the period of the newest datapoint ended that there is, and when the alarm looks next.
    pub newest: Option<SimTime>,
    pub next: SimTime,
    /// An alarm whose ALARM is the normal state of a quiet group (scale-in) is never an incident.
    pub is_scale_in: bool,
    /// It scales in, is in ALARM, and its group has nothing to give: the state of rest.
    pub is_at_rest: bool,
    /// What it does when it goes off, as a signed change, and which policy does it.
    pub action: Option<ActionView>,
}

impl AlarmView {
    pub fn breaching(&self) -> usize {
        self.window
            .iter()
            .filter(|slot| slot.is_breaching == Some(true))
            .count()
    }
}

/// A policy behind an alarm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActionView {
    pub policy: NodeId,
    pub kind: PolicyType,
    /// The change it would make now, or the target value for target tracking.
    pub amount: f32,
}

/// A decision of a group, with the numbers it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionView {
    pub id: EntryId,
    pub at: SimTime,
    pub group: NodeId,
    pub group_name: String,
    pub from: u32,
    pub to: u32,
    pub because: Vec<Because>,
    /// Why not more, why not less, why nothing.
    pub limits: Vec<Limit>,
    /// AWS field names that had a part in it.
    pub fields: Vec<String>,
    /// How often the same was said in a row.
    pub count: u32,
}

impl DecisionView {
    pub fn change(&self) -> i64 {
        i64::from(self.to) - i64::from(self.from)
    }
}

/// One step of the reasoning.
#[derive(Clone, Debug, PartialEq)]
pub enum Because {
    Observed {
        metric: Option<Metric>,
        statistic: Statistic,
        /// `None`: there was no datapoint.
        value: Option<f64>,
        operator: ComparisonOperator,
        threshold: f64,
    },
    AlarmWentOff {
        name: String,
        breaching: u32,
        needed: u32,
        gaps: Gaps,
    },
    StepMatched {
        /// From the threshold to the metric, where there was one.
        above: Option<f64>,
        adjustment: i64,
        adjustment_type: AdjustmentType,
    },
    SimpleAdjustment {
        adjustment: i64,
        adjustment_type: AdjustmentType,
    },
    RequiredForTarget {
        counted: u32,
        value: f64,
        target: f64,
        required: u32,
    },
    Scheduled {
        name: String,
        asked: SizeChange,
    },
    Manual,
    /// A new minimum or maximum moved it.
    LimitMoved,
    /// The group's sizes after it.
    Sizes {
        min: u32,
        to: u32,
        max: u32,
    },
    WithinLimits {
        min: u32,
        max: u32,
    },
    /// A limit took a part of what was wanted.
    CutTo {
        wanted: u32,
        to: u32,
        min: u32,
        max: u32,
    },
    Launched {
        count: u32,
    },
    Terminated {
        count: u32,
    },
}

/// What shaped or stopped a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    AtMax {
        max: u32,
        /// Load that the group was asked for in the period that the policy looked at.
        offered_percent: Option<f64>,
    },
    AtMin {
        min: u32,
    },
    Warmup {
        left_s: u32,
    },
    Cooldown {
        left_s: u32,
    },
    ScaleInDisabled,
    Suspended {
        process: String,
    },
    MissingData,
    NoStep,
    AlreadyOrdered {
        count: u32,
    },
    OtherPolicyWon {
        name: String,
    },
    OtherPolicyHolds {
        name: String,
    },
    AwaitsFreshData,
    /// AWS refuses what a scheduled action would set.
    Refused {
        code: Code,
    },
    PolicyDisabled,
    ActivityInProgress,
    /// The policy applies and asks for what is already desired.
    NothingToChange,
    /// Nothing held it back: it went as far as the policy asked.
    AsAsked {
        min: u32,
        max: u32,
    },
}

/// One line of the activity history.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalView {
    pub id: EntryId,
    pub at: SimTime,
    pub tone: Tone,
    pub event: JournalEvent,
    /// How often it repeated, 1 for once.
    pub count: u32,
    pub cause: Option<EntryId>,
    /// Of a launch or a termination: its cause as the console tells it.
    pub told: Vec<Told>,
}

/// One sentence of an activity's cause, with the names of what it speaks of.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// `2026-03-02T00:03:00Z`
    pub at: String,
    pub cause: activity::Cause,
    /// The alarm, the instance or the zone.
    pub what: String,
    /// The policy, the scheduled action or the other zone.
    pub by: String,
}

/// What datapoints that are not there have to do with an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// Nothing.
    None,
    /// So many of them were counted as breaching.
    Breach(u32),
    /// There are only those that breach, fewer than needed, and they are about to leave the range.
    Premature,
}

impl Gaps {
    pub const fn of(missing_as_breaching: u32, is_premature: bool) -> Self {
        match missing_as_breaching {
            _ if is_premature => Self::Premature,
            0 => Self::None,
            missing => Self::Breach(missing),
        }
    }
}

/// What a journal line says.
#[derive(Clone, Debug, PartialEq)]
pub enum JournalEvent {
    SurgeStarted {
        users: u32,
    },
    AlarmChanged {
        name: String,
        to: AlarmState,
        scales_in: bool,
        gaps: Gaps,
    },
    CapacityChanged {
        from: u32,
        to: u32,
    },
    Blocked {
        limit: Limit,
    },
    Launched {
        instance: String,
        zone: String,
    },
    InService {
        instance: String,
    },
    TookTraffic {
        instance: String,
        /// It had not been healthy before.
        is_first: bool,
    },
    /// By the checks of a target group.
    BecameUnhealthy {
        instance: String,
        reason: Option<ProbeFailure>,
    },
    Draining {
        instance: String,
    },
    Terminated {
        instance: String,
    },
    Edited,
    /// What only one kind says.
    Said {
        kind: Option<KindId>,
        name: String,
        event: String,
        values: Vec<String>,
    },
    Fault {
        what: FaultName,
        instance: String,
    },
    LaunchFailed {
        why: LaunchProblem,
    },
    WarmedUp {
        instance: String,
    },
    Registered {
        instance: String,
    },
    Terminating {
        instance: String,
        why: TerminationCause,
    },
    ConnectionsCut {
        instance: String,
    },
    Throttled {
        instance: String,
        is_on: bool,
    },
    FailOpen {
        is_on: bool,
    },
    ZoneDown {
        zone: String,
    },
    ZoneUp {
        zone: String,
    },
    ZoneCapacity {
        zone: String,
        is_there: bool,
    },
    /// A launch that EC2 refused.
    NoCapacity {
        zone: String,
    },
    /// As above: all addresses of the subnet are taken.
    NoAddresses {
        zone: String,
        block: String,
    },
    DatabaseLost {
        name: String,
        fails_over: bool,
    },
    DatabaseBack {
        name: String,
        zone: String,
        has_failed_over: bool,
    },
    ReplacementWaits {
        count: u32,
    },
    AllProtected {
        count: u32,
    },
    MarkedOnly {
        instance: String,
    },
    ReplacementLoop {
        rounds: u32,
    },
    /// The simulation does less than is asked of it.
    CeilingMet {
        ceiling: Ceiling,
        most: u32,
    },
    ScheduleFired {
        name: String,
        min: u32,
        to: u32,
        max: u32,
    },
}

/// Why a launch failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaunchProblem {
    NoTemplate,
    NoSubnet,
    NoZone,
    ZoneLost,
    Suspended,
    TooMany,
}

/// Something that was done to a part, by its kind and the kind's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultName {
    pub kind: KindId,
    pub word: &'static str,
}
