//! The numbers that change while time runs.

use super::{NodeId, SimTime, ZoneId};
use swell_core::contract::{BalancerNotice, Ec2Notice, GroupNotice};
use swell_core::kinds::instance::ailment::Ailment;
pub use swell_core::observe::meters::{Client as ClientView, Face};
use swell_core::rules::health::TargetState;
use swell_core::rules::lifecycle::Ec2State;
use swell_core::world::log::{ProbeFailure, TerminationCause};

/// The five states of the visual language; everything that has a state maps to one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Flow,
    Ok,
    Warn,
    Bad,
    Decision,
    #[default]
    Neutral,
}

impl Tone {
    /// The value of the `data-tone` attribute that the style sheets match.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Decision => "decision",
            Self::Neutral => "neutral",
        }
    }
}

/// What a server is doing, from its launch to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InstanceState {
    #[default]
    Pending,
    /// Running, its software is still being installed or started.
    Bootstrapping,
    /// Registered, waiting for the health checks to pass.
    Checking,
    Healthy,
    /// A target group says so.
    Unhealthy,
    /// Nothing listens on its port, whoever has noticed.
    Crashed,
    /// It takes connections and never answers, whoever has noticed.
    Hung,
    /// Its zone is cut off.
    Unreachable,
    Draining,
    Terminating,
    Stopped,
}

impl InstanceState {
    pub fn tone(self) -> Tone {
        match self {
            Self::Healthy => Tone::Ok,
            Self::Pending | Self::Bootstrapping | Self::Checking | Self::Draining => Tone::Warn,
            Self::Unhealthy | Self::Crashed | Self::Hung | Self::Unreachable => Tone::Bad,
            Self::Terminating | Self::Stopped => Tone::Neutral,
        }
    }

    /// A running machine past its start, well or not.
    pub fn is_up(self) -> bool {
        matches!(
            self,
            Self::Healthy | Self::Unhealthy | Self::Crashed | Self::Hung | Self::Unreachable
        )
    }

    pub fn is_starting(self) -> bool {
        matches!(self, Self::Pending | Self::Bootstrapping | Self::Checking)
    }

    /// Which of the three steps of a start it is in.
    pub fn start_step(self) -> Option<usize> {
        match self {
            Self::Pending => Some(0),
            Self::Bootstrapping => Some(1),
            Self::Checking => Some(2),
            _ => None,
        }
    }
}

/// One server, as the picture shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InstanceView {
    pub name: String,
    pub state: InstanceState,
    pub cpu_percent: f32,
    pub waiting: u32,
    /// Share of the present phase that is over, 0 to 1.
    pub progress: f32,
    /// Seconds until the group's metric counts it; 0 when it does.
    pub warmup_left_s: u32,
    /// Requests still to finish while draining.
    pub in_flight: u32,
    pub refused_per_s: f32,
    pub opinions: Opinions,
    pub age_s: u32,
    /// What is wrong with it, and who has noticed; `None`: nothing.
    pub trouble: Option<Trouble>,
    pub is_protected: bool,
    pub is_set_unhealthy: bool,
}

/// What is wrong with a server, and what each of its three watchers has noticed.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub faults: Vec<FaultView>,
    pub ec2: Ec2Notice,
    pub balancer: Option<BalancerNotice>,
    pub group: Option<GroupNotice>,
}

impl Trouble {
    pub fn has(&self, what: Ailment) -> bool {
        self.faults.iter().any(|f| f.what == what)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultView {
    pub what: Ailment,
    pub since: SimTime,
    pub for_s: u32,
}

/// A zone that is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutageView {
    pub zone: ZoneId,
    pub since: SimTime,
    pub for_s: u32,
    /// Its servers, and how many of them each watcher has noticed.
    pub instances: u32,
    pub ec2: u32,
    pub balancer: u32,
    pub group: u32,
}

/// What others think of a server. None of them knows what the others think, and they may differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opinions {
    /// The machine's state, by EC2.
    pub ec2: Option<Ec2State>,
    /// EC2's two status checks while it runs: of the system below it, and of the machine.
    pub checks: Option<StatusChecks>,
    /// What each target group says that it is registered with.
    pub targets: Vec<TargetOpinion>,
    /// The verdict of its group; `None` for a server that stands alone or is not in service.
    pub group: Option<Verdict>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusChecks {
    pub is_system_ok: bool,
    pub is_instance_ok: bool,
}

impl StatusChecks {
    pub const PASSED: Self = Self {
        is_system_ok: true,
        is_instance_ok: true,
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetOpinion {
    /// The target group.
    pub by: NodeId,
    pub state: TargetState,
    /// Of the last failed probe.
    pub reason: Option<ProbeFailure>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Healthy,
    Unhealthy(TerminationCause),
}

/// A group's five numbers and its limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupView {
    pub min: u32,
    pub desired: u32,
    pub max: u32,
    pub running: u32,
    pub in_service: u32,
    pub healthy: u32,
    pub counted: u32,
    /// Its metrics do not reach CloudWatch.
    pub is_silent: bool,
}

/// Load on a drawn line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EdgeLive {
    pub per_s: f32,
    /// No traffic is sent there for now (not healthy, draining).
    pub is_idle: bool,
}
