//! The life of an instance in a group: states, hooks, warm-up, and the group's verdict on its
//! health.

use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::base::time::{Instant, Span};

/// The overall limit of a lifecycle action. Basis: documented - ASG "Lifecycle hooks".
pub const HOOK_LIMIT_MAX: Span = Span::from_s(172_800);
/// The overall limit counted in heartbeat timeouts.
pub const HOOK_LIMIT_TIMEOUTS: u64 = 100;
/// `DefaultCooldown` where a group gives none.
pub const DEFAULT_COOLDOWN_S: u32 = 300;

/// Lifecycle states in AWS's spelling. Basis: documented - ASG "Instance lifecycle".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LifecycleState {
    #[default]
    Pending,
    #[serde(rename = "Pending:Wait")]
    PendingWait,
    #[serde(rename = "Pending:Proceed")]
    PendingProceed,
    InService,
    Terminating,
    #[serde(rename = "Terminating:Wait")]
    TerminatingWait,
    #[serde(rename = "Terminating:Proceed")]
    TerminatingProceed,
    Terminated,
    EnteringStandby,
    Standby,
    Detaching,
    Detached,
    #[serde(rename = "Warmed:Pending")]
    WarmedPending,
    #[serde(rename = "Warmed:Pending:Wait")]
    WarmedPendingWait,
    #[serde(rename = "Warmed:Pending:Proceed")]
    WarmedPendingProceed,
    #[serde(rename = "Warmed:Stopped")]
    WarmedStopped,
    #[serde(rename = "Warmed:Running")]
    WarmedRunning,
    #[serde(rename = "Warmed:Hibernated")]
    WarmedHibernated,
    #[serde(rename = "Warmed:Terminating")]
    WarmedTerminating,
    #[serde(rename = "Warmed:Terminating:Wait")]
    WarmedTerminatingWait,
    #[serde(rename = "Warmed:Terminating:Proceed")]
    WarmedTerminatingProceed,
    #[serde(rename = "Warmed:Terminated")]
    WarmedTerminated,
}

impl LifecycleState {
    /// Whether the instance belongs to the warm pool.
    pub const fn is_warmed(self) -> bool {
        matches!(
            self,
            Self::WarmedPending
                | Self::WarmedPendingWait
                | Self::WarmedPendingProceed
                | Self::WarmedStopped
                | Self::WarmedRunning
                | Self::WarmedHibernated
                | Self::WarmedTerminating
                | Self::WarmedTerminatingWait
                | Self::WarmedTerminatingProceed
                | Self::WarmedTerminated
        )
    }
}

/// The state that warm pool members rest in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PoolState {
    #[default]
    Stopped,
    Running,
    Hibernated,
}

impl PoolState {
    /// The lifecycle state of a resting member.
    pub const fn lifecycle_state(self) -> LifecycleState {
        match self {
            Self::Stopped => LifecycleState::WarmedStopped,
            Self::Running => LifecycleState::WarmedRunning,
            Self::Hibernated => LifecycleState::WarmedHibernated,
        }
    }
}

/// What happens to an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LifecycleEvent {
    ColdLaunch,
    ScaleIn,
    EnterWarmPool,
    WarmStart,
    ScaleInReuse,
    LeaveWarmPool,
    Standby,
    ExitStandby,
    Detach,
    Attach,
}

/// All states that an instance passes, in order; hooks add a wait and a proceed state.
/// Basis: documented - ASG "Instance lifecycle", "Lifecycle hooks with a warm pool"; leaving
/// standby is model.
pub fn path(
    event: LifecycleEvent,
    launch_hook: bool,
    terminate_hook: bool,
    pool: PoolState,
) -> Vec<LifecycleState> {
    use LifecycleState::*;
    let resting = pool.lifecycle_state();
    let (before, hook, after) = match event {
        LifecycleEvent::ColdLaunch => (vec![Pending], launch_hook, InService),
        LifecycleEvent::ScaleIn => (vec![InService, Terminating], terminate_hook, Terminated),
        LifecycleEvent::EnterWarmPool => (vec![WarmedPending], launch_hook, resting),
        LifecycleEvent::WarmStart => (vec![resting, Pending], launch_hook, InService),
        LifecycleEvent::ScaleInReuse => (vec![InService, WarmedPending], terminate_hook, resting),
        LifecycleEvent::LeaveWarmPool => {
            (vec![WarmedTerminating], terminate_hook, WarmedTerminated)
        }
        LifecycleEvent::Standby => (vec![InService, EnteringStandby], false, Standby),
        LifecycleEvent::ExitStandby => (vec![Standby, Pending], false, InService),
        LifecycleEvent::Detach => (vec![InService, Detaching], false, Detached),
        LifecycleEvent::Attach => (vec![Pending], false, InService),
    };
    let waits = match before.last() {
        Some(Pending) => [PendingWait, PendingProceed],
        Some(Terminating) => [TerminatingWait, TerminatingProceed],
        Some(WarmedTerminating) => [WarmedTerminatingWait, WarmedTerminatingProceed],
        _ => [WarmedPendingWait, WarmedPendingProceed],
    };
    let mut states = before;
    if hook {
        states.extend(waits);
    }
    states.push(after);
    states
}

/// The result of a lifecycle action.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum HookResult {
    Continue,
    #[default]
    Abandon,
}

/// A hook that an instance waits for. Times count from any common origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookWait {
    timeout: Span,
    limit: Instant,
    deadline: Instant,
}

impl HookWait {
    /// The wait that starts at `entered`, with the hook's `HeartbeatTimeout`.
    pub fn new(entered: Instant, timeout: Span) -> Self {
        let limit = HOOK_LIMIT_MAX.min(timeout.saturating_mul(HOOK_LIMIT_TIMEOUTS));
        let limit = entered + limit;
        let deadline = limit.min(entered + timeout);
        Self {
            timeout,
            limit,
            deadline,
        }
    }

    /// When the default result is taken.
    pub const fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Restarts the timeout, never beyond the overall limit; too late it has no effect (model).
    pub fn heartbeat(&mut self, at: Instant) {
        if self.accepts(at) {
            self.deadline = self.limit.min(at + self.timeout);
        }
    }

    /// Whether a heartbeat or a completion still counts: not after the deadline.
    pub fn accepts(&self, at: Instant) -> bool {
        at <= self.deadline
    }
}

/// When a hook ends and with which result.
/// Basis: documented - ASG "Lifecycle hooks"; late calls without effect are model.
pub fn hook_timeout(
    timeout: Span,
    heartbeats: &[Instant],
    completion: Option<(Instant, HookResult)>,
    default_result: HookResult,
) -> (Instant, HookResult) {
    let mut wait = HookWait::new(Instant::ZERO, timeout);
    let mut heartbeats = heartbeats.to_vec();
    heartbeats.sort_unstable();
    for at in heartbeats {
        if completion.is_none_or(|(completed, _)| at <= completed) {
            wait.heartbeat(at);
        }
    }
    match completion {
        Some((at, result)) if wait.accepts(at) => (at, result),
        _ => (wait.deadline(), default_result),
    }
}

/// The clocks that a warm-up may come from. Units: seconds; `None` and negative values (AWS clears
/// with -1) are not set, 0 is a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WarmupSettings {
    /// `EstimatedInstanceWarmup` of the policy.
    pub estimated_instance_warmup: Option<i64>,
    /// `DefaultInstanceWarmup` of the group.
    pub default_instance_warmup: Option<i64>,
    pub default_cooldown: Option<i64>,
    /// `InstanceWarmup` of the instance refresh.
    pub refresh_instance_warmup: Option<i64>,
    pub health_check_grace_period: Option<i64>,
}

/// Who asks for the warm-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarmupUse {
    ScalingPolicy,
    InstanceRefresh,
    GroupMetrics,
}

/// The warm-up in force. Units: seconds.
/// Basis: documented - ASG "Available warm-up and cooldown settings".
pub fn effective_warmup(purpose: WarmupUse, settings: &WarmupSettings) -> u32 {
    let set = |value: Option<i64>| value.and_then(|seconds| u32::try_from(seconds).ok());
    let default = set(settings.default_instance_warmup);
    match purpose {
        WarmupUse::ScalingPolicy => set(settings.estimated_instance_warmup)
            .or(default)
            .or(set(settings.default_cooldown))
            .unwrap_or(DEFAULT_COOLDOWN_S),
        WarmupUse::InstanceRefresh => set(settings.refresh_instance_warmup)
            .or(default)
            .or(set(settings.health_check_grace_period))
            .unwrap_or(0),
        WarmupUse::GroupMetrics => default.unwrap_or(0),
    }
}

/// EC2's opinion of an instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ec2State {
    Pending,
    #[default]
    Running,
    Stopping,
    Stopped,
    ShuttingDown,
    Terminated,
}

/// The group's opinion of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupHealth {
    Healthy,
    Unhealthy,
    /// In the grace period: not judged yet.
    Grace,
    /// In standby.
    NotChecked,
}

/// All that the group's verdict looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthFacts {
    pub lifecycle_state: LifecycleState,
    pub ec2_state: Ec2State,
    /// How long a status check has been `impaired`; `None` when it is not.
    pub impaired_for: Option<Span>,
    pub impaired_tolerance: Span,
    /// Time since `InService`.
    pub in_service: Span,
    pub grace_period: Span,
    /// Whether `HealthCheckType` contains ELB.
    pub checks_load_balancer: bool,
    /// Whether any attached target group calls the target unhealthy.
    pub is_unhealthy_target: bool,
}

/// The group's verdict on one instance.
///
/// Members of the warm pool are judged by EC2 only, and may be stopped. Basis: documented - ASG
/// "Health checks for Auto Scaling instances"; model - the length of the tolerance, boundaries
/// count as over.
pub fn asg_health(facts: &HealthFacts) -> GroupHealth {
    if facts.lifecycle_state == LifecycleState::Standby {
        return GroupHealth::NotChecked;
    }
    let may_be_stopped = matches!(
        facts.lifecycle_state,
        LifecycleState::WarmedPending
            | LifecycleState::WarmedPendingProceed
            | LifecycleState::WarmedStopped
            | LifecycleState::WarmedHibernated
    );
    let is_alive = match facts.ec2_state {
        Ec2State::Pending | Ec2State::Running => true,
        Ec2State::Stopping | Ec2State::Stopped => may_be_stopped,
        Ec2State::ShuttingDown | Ec2State::Terminated => false,
    };
    if !is_alive {
        return GroupHealth::Unhealthy;
    }
    if facts.in_service < facts.grace_period {
        return GroupHealth::Grace;
    }
    let is_impaired = facts
        .impaired_for
        .is_some_and(|time| time >= facts.impaired_tolerance);
    let is_failing = facts.checks_load_balancer
        && facts.is_unhealthy_target
        && !facts.lifecycle_state.is_warmed();
    if is_impaired || is_failing {
        GroupHealth::Unhealthy
    } else {
        GroupHealth::Healthy
    }
}

/// Whether `SetInstanceHealth` Unhealthy takes effect. Basis: documented - ASG-API
/// SetInstanceHealth.
pub fn set_health_takes_effect(
    in_service: Span,
    grace_period: Span,
    should_respect_grace_period: bool,
) -> bool {
    !should_respect_grace_period || in_service >= grace_period
}
