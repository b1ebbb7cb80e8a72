//! What happened: alarms, decisions and the activity history.

use super::live::Tone;
use super::{AlarmId, EntryId, NodeId, SimTime, Unit};
use swell_core::rules::validate::Code;
use swell_core::world::log::TerminationCause;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlarmState {
    Ok,
    Alarm,
    #[default]
    InsufficientData,
}

/// One datapoint of an alarm's window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Datapoint {
    Good(f32),
    Breaching(f32),
    Missing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Above,
    AtLeast,
    Below,
    AtMost,
}

impl Comparison {
    pub fn sign(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::AtLeast => "≥",
            Self::Below => "<",
            Self::AtMost => "≤",
        }
    }
}

/// Metrics that alarms and policies watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    Cpu,
    RequestsPerTarget,
    NetworkIn,
    NetworkOut,
    TargetResponseTime,
    Errors5xx,
    Custom,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AlarmView {
    pub id: AlarmId,
    /// The group that it acts on; without an action, the part that it watches.
    pub of: NodeId,
    pub name: String,
    pub metric: Metric,
    pub state: AlarmState,
    pub comparison: Comparison,
    pub threshold: f32,
    pub unit: Unit,
    pub period_s: u32,
    /// M of `datapoints to alarm`.
    pub needed: u32,
    /// The newest N datapoints, oldest first.
    pub window: Vec<Datapoint>,
    /// An alarm whose ALARM is the normal state of a quiet group (scale-in) is never an incident.
    pub is_scale_in: bool,
    /// What it does when it goes off, as a signed change, and which policy does it.
    pub action: Option<ActionView>,
}

impl AlarmView {
    pub fn breaching(&self) -> usize {
        self.window
            .iter()
            .filter(|d| matches!(d, Datapoint::Breaching(_)))
            .count()
    }
}

/// A policy behind an alarm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActionView {
    pub policy: NodeId,
    pub kind: PolicyKind,
    /// The change it would make now, or the target value for target tracking.
    pub amount: f32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    TargetTracking,
    Step,
    Simple,
    Scheduled,
}

/// A decision of a group, with the numbers it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionView {
    pub id: EntryId,
    pub at: SimTime,
    pub group: String,
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
        metric: Metric,
        values: Vec<f32>,
        comparison: Comparison,
        threshold: f32,
    },
    AlarmWentOff {
        name: String,
        breaching: u32,
        needed: u32,
    },
    StepMatched {
        above: f32,
        adjustment: i32,
        is_percent: bool,
    },
    SimpleAdjustment {
        adjustment: i32,
        is_percent: bool,
    },
    RequiredForTarget {
        counted: u32,
        value: f32,
        target: f32,
        required: u32,
    },
    Scheduled {
        name: String,
    },
    Manual,
    WithinLimits {
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
        offered_percent: f32,
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
    },
    BecameUnhealthy {
        instance: String,
    },
    Draining {
        instance: String,
    },
    Terminated {
        instance: String,
    },
    Edited,
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
    Suspended,
    TooMany,
}

/// Something that was done to the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultName {
    Instance(swell_core::engine::fault::InstanceFault),
    DatabaseDown,
    DatabaseUp,
    MetricsOff,
    MetricsOn,
}
