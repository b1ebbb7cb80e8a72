//! The event and decision log (spec 18): typed entries with numbers and a cause, never prose.

use crate::base::id::{InstanceId, PartId, ZoneId};
use crate::base::small_map::SmallMap;
use crate::base::time::Instant;
use crate::rules::alarm::AlarmState;
use crate::rules::health::TargetState;
use crate::rules::reason::Reason;
use crate::rules::validate::Code;
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

/// Numbers behind one evaluation of a scaling policy.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    pub alarm: AlarmKey,
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
    Rebalance,
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
        subnet: ZoneId,
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

/// What happened. The viewer makes the words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum What {
    AlarmChanged {
        alarm: AlarmKey,
        from: AlarmState,
        to: AlarmState,
        value: Option<f64>,
        threshold: f64,
        breaching: u32,
        datapoints_to_alarm: u32,
        evaluation_periods: u32,
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
        is_suspended: bool,
        /// Why the sizes cannot be set; they stay as they are.
        refused: Option<Code>,
    },
    /// By hand, or because a limit moved.
    DesiredChanged {
        from: u32,
        to: u32,
    },
    InstanceLaunched {
        instance: InstanceId,
        zone: ZoneId,
        why: LaunchCause,
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
        zone: ZoneId,
    },
    ZoneUp {
        zone: ZoneId,
    },
    /// EC2 has no capacity for launches in the zone, or has it again.
    ZoneCapacity {
        zone: ZoneId,
        is_there: bool,
    },
    /// A database's primary is in a zone that is down.
    DatabaseLost {
        /// A standby in another zone takes over.
        fails_over: bool,
    },
    /// A database answers again: in its old zone, or from its standby in another.
    DatabaseBack {
        subnet: ZoneId,
        has_failed_over: bool,
    },
    FaultInjected {
        fault: String,
        instance: Option<InstanceId>,
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
            | Self::DesiredChanged { from, to } => Some((*from, *to)),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: EntryId,
    pub at: Instant,
    pub part: PartId,
    pub what: What,
    pub cause: Option<EntryId>,
    /// Repeats of the same cause are one entry with a count and a last time.
    pub count: u32,
    pub last_at: Instant,
}

/// What changed in the log since the viewer last looked.
#[derive(Clone, Debug, PartialEq)]
pub enum LogChange {
    New(Entry),
    Repeated { id: EntryId, at: Instant },
}

/// What a repeat is recognised by: the same verdict of the same part about the same capacity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Last {
    id: EntryId,
    from: u32,
    to: u32,
    alarm: AlarmKey,
    verdict: Verdict,
}

/// The writing end of the log. What it holds is state of the run: numbers and causes go on after a seek.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Log {
    next: u32,
    last: SmallMap<PartId, Last>,
    #[serde(skip)]
    pub changes: Vec<LogChange>,
    /// Off while a seek replays what the viewer has already read.
    #[serde(skip)]
    pub is_muted: bool,
}

impl Log {
    pub fn write(
        &mut self,
        at: Instant,
        part: PartId,
        what: What,
        cause: Option<EntryId>,
    ) -> EntryId {
        if let What::PolicyEvaluated {
            from, to, because, ..
        } = &what
        {
            if let Some(last) = self.last.get(&part)
                && from == to
                && (last.from, last.to) == (*from, *to)
                && last.alarm == because.alarm
                && core::mem::discriminant(&last.verdict)
                    == core::mem::discriminant(&because.verdict)
                && reason_of(&last.verdict) == reason_of(&because.verdict)
            {
                let id = last.id;
                self.change(LogChange::Repeated { id, at });
                return id;
            }
            let last = Last {
                id: EntryId(self.next + 1),
                from: *from,
                to: *to,
                alarm: because.alarm,
                verdict: because.verdict,
            };
            self.last.insert(part, last);
        }
        self.next = self.next.saturating_add(1);
        let id = EntryId(self.next);
        self.change(LogChange::New(Entry {
            id,
            at,
            part,
            what,
            cause,
            count: 1,
            last_at: at,
        }));
        id
    }

    fn change(&mut self, change: LogChange) {
        if !self.is_muted {
            self.changes.push(change);
        }
    }
}

const fn reason_of(verdict: &Verdict) -> Option<Reason> {
    match verdict {
        Verdict::Decided { reason } => Some(*reason),
        _ => None,
    }
}
