//! What a part says of the servers that it has launched or that are its targets.

use crate::base::id::{Handle, InstanceId, PartId};
use crate::base::time::Span;
use crate::rules::health::TargetState;
use crate::world::log::{ProbeFailure, TerminationCause};

/// How many servers a part may have, wants and has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    pub min: u32,
    pub desired: u32,
    pub max: u32,
    pub in_service: u32,
    /// In service and warm: its metrics are about these.
    pub counted: u32,
    /// Its metrics do not reach CloudWatch.
    pub is_silent: bool,
}

/// A server that a part has launched, and what the part thinks of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Launched {
    pub part: Handle,
    pub id: InstanceId,
    pub subnet: PartId,
    /// Of the blueprint that it was made from.
    pub template_version: u32,
    pub is_in_service: bool,
    pub is_terminating: bool,
    /// Until the metrics of the part count it.
    pub warmup_left: Span,
    /// Why it is to be replaced.
    pub unhealthy: Option<TerminationCause>,
    /// From being chosen when the part scales in.
    pub is_protected: bool,
    pub is_set_unhealthy: bool,
}

/// What a target group says of one of its targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetOpinion {
    /// The target group.
    pub by: PartId,
    pub state: TargetState,
    /// Of the last failed probe.
    pub reason: Option<ProbeFailure>,
    /// It fails more often than its peers.
    pub is_anomalous: bool,
    /// Its share beside its peers. Units: percent.
    pub weight: u8,
}
