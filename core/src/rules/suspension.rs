//! Suspended processes: what the group still does when something calls for an activity.

use crate::base::codec::string_enum;
use serde::{Deserialize, Serialize};

/// The processes that can be suspended. Basis: documented - ASG "Suspend and resume a process".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Process {
    Launch,
    Terminate,
    AddToLoadBalancer,
    AlarmNotification,
    AZRebalance,
    HealthCheck,
    InstanceRefresh,
    ReplaceUnhealthy,
    ScheduledActions,
}

string_enum!(Process {
    Launch: "Launch",
    Terminate: "Terminate",
    AddToLoadBalancer: "AddToLoadBalancer",
    AlarmNotification: "AlarmNotification",
    AZRebalance: "AZRebalance",
    HealthCheck: "HealthCheck",
    InstanceRefresh: "InstanceRefresh",
    ReplaceUnhealthy: "ReplaceUnhealthy",
    ScheduledActions: "ScheduledActions",
});

/// What calls for an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    AlarmScaleOut,
    AlarmScaleIn,
    ScheduledScaleOut,
    ScheduledScaleIn,
    /// Found by the group's own checks.
    UnhealthyInstance,
    /// Set by SetInstanceHealth.
    CustomUnhealthy,
    ZoneImbalance,
    InstanceRefresh,
}

/// What the group does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupAction {
    Launch,
    Terminate,
    None,
    LaunchWithoutRegistration,
    /// No replacement until resumed.
    TerminateOnly,
    TerminateThenLaunch,
    TerminateThenLaunchWithoutRegistration,
    LaunchThenTerminate,
    LaunchOnly,
    /// Marked unhealthy, kept.
    MarkOnly,
    NotMarked,
}

/// What the group still does while some processes are suspended.
/// Basis: documented - ASG "Suspend and resume a process for an Auto Scaling group".
pub fn suspended_effect(suspended: &[Process], trigger: Trigger) -> GroupAction {
    let is_off = |process| suspended.contains(&process);
    match trigger {
        Trigger::AlarmScaleOut | Trigger::AlarmScaleIn if is_off(Process::AlarmNotification) => {
            GroupAction::None
        }
        Trigger::ScheduledScaleOut | Trigger::ScheduledScaleIn
            if is_off(Process::ScheduledActions) =>
        {
            GroupAction::None
        }
        Trigger::AlarmScaleOut | Trigger::ScheduledScaleOut => {
            if is_off(Process::Launch) {
                GroupAction::None
            } else if is_off(Process::AddToLoadBalancer) {
                GroupAction::LaunchWithoutRegistration
            } else {
                GroupAction::Launch
            }
        }
        Trigger::AlarmScaleIn | Trigger::ScheduledScaleIn => {
            if is_off(Process::Terminate) {
                GroupAction::None
            } else {
                GroupAction::Terminate
            }
        }
        Trigger::UnhealthyInstance if is_off(Process::HealthCheck) => GroupAction::NotMarked,
        Trigger::UnhealthyInstance | Trigger::CustomUnhealthy => {
            if is_off(Process::ReplaceUnhealthy) || is_off(Process::Terminate) {
                GroupAction::MarkOnly
            } else if is_off(Process::Launch) {
                GroupAction::TerminateOnly
            } else {
                replacement(is_off(Process::AddToLoadBalancer))
            }
        }
        Trigger::ZoneImbalance => {
            if is_off(Process::AZRebalance) || is_off(Process::Launch) {
                GroupAction::None
            } else if is_off(Process::Terminate) {
                GroupAction::LaunchOnly
            } else {
                GroupAction::LaunchThenTerminate
            }
        }
        Trigger::InstanceRefresh => {
            let needs = [
                Process::InstanceRefresh,
                Process::Launch,
                Process::Terminate,
            ];
            if needs.into_iter().any(is_off) {
                GroupAction::None
            } else {
                replacement(is_off(Process::AddToLoadBalancer))
            }
        }
    }
}

const fn replacement(is_unregistered: bool) -> GroupAction {
    if is_unregistered {
        GroupAction::TerminateThenLaunchWithoutRegistration
    } else {
        GroupAction::TerminateThenLaunch
    }
}
