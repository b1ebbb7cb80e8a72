//! The numbers that change while time runs.

use super::{FrameId, SimTime};
pub use swell_core::contract::InstanceState;
use swell_core::contract::{BalancerNotice, Ec2Notice, GroupNotice};
use swell_core::kinds::instance::ailment::Ailment;
pub use swell_core::observe::meters::{Client as ClientView, Face};
pub use swell_core::observe::servers::{Fleet, GroupOpinion, Opinions, StatusChecks};

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
    /// That of a server.
    pub fn of(state: InstanceState) -> Self {
        use InstanceState as Is;
        match state {
            Is::Healthy => Self::Ok,
            Is::Pending | Is::Bootstrapping | Is::Checking | Is::Draining => Self::Warn,
            Is::Unhealthy | Is::Crashed | Is::Hung | Is::Unreachable => Self::Bad,
            Is::Terminating | Is::Stopped => Self::Neutral,
        }
    }

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

/// One server, as the picture shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InstanceView {
    /// Unlike that of any other server of the board.
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

impl InstanceView {
    /// What its group calls it, where that is plain to see.
    pub fn short(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }
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
    pub zone: FrameId,
    pub since: SimTime,
    pub for_s: u32,
    /// Its servers, and how many of them each watcher has noticed.
    pub instances: u32,
    pub ec2: u32,
    pub balancer: u32,
    pub group: u32,
}

/// Load on a drawn line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EdgeLive {
    pub per_s: f32,
    /// No traffic is sent there for now (not healthy, draining).
    pub is_idle: bool,
}
