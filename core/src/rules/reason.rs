//! Why a policy did, or did not, change the desired capacity: one word list for all policies and
//! the log.

use serde::{Deserialize, Serialize};

/// The outcome of one evaluation of a scaling policy, or of several together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Desired rises, even if a limit took a part of the change.
    ScaleOut,
    /// Desired falls, even if a limit took a part of the change.
    ScaleIn,
    /// The metric lies on no step of the policy.
    NoStep,
    /// The policy applies and asks for what is already desired.
    NoChange,
    /// Minimum or maximum swallowed the whole change.
    AtLimit,
    /// Scale-in waits until no instance is warming up.
    BlockedByWarmup,
    /// Neither of the policy's alarms is in ALARM.
    NoAlarm,
    /// The low alarm fired and the policy may not scale in.
    ScaleInDisabled,
    /// Several target tracking policies agree on nothing.
    Hold,
}

impl Reason {
    /// The word used in vectors, reports and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ScaleOut => "scale_out",
            Self::ScaleIn => "scale_in",
            Self::NoStep => "no_step",
            Self::NoChange => "no_change",
            Self::AtLimit => "at_limit",
            Self::BlockedByWarmup => "blocked_by_warmup",
            Self::NoAlarm => "no_alarm",
            Self::ScaleInDisabled => "scale_in_disabled",
            Self::Hold => "hold",
        }
    }

    /// Whether a capacity was worked out, inside the limits or not; nothing stood in its way.
    pub const fn is_about_capacity(self) -> bool {
        matches!(
            self,
            Self::ScaleOut | Self::ScaleIn | Self::AtLimit | Self::NoChange
        )
    }

    /// The reason for going from `desired` to `clamped` when the policy wanted `wanted`.
    /// Basis: documented for the clamp (ASG "Step and simple scaling policies"), model for the
    /// words.
    pub const fn of_change(desired: u32, wanted: i64, clamped: u32) -> Self {
        if clamped > desired {
            Self::ScaleOut
        } else if clamped < desired {
            Self::ScaleIn
        } else if wanted == desired as i64 {
            Self::NoChange
        } else {
            Self::AtLimit
        }
    }
}
