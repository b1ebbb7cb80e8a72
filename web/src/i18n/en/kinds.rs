//! Names of kinds, states and actions in English.

use crate::input::action::Action;
use crate::vocabulary::{InstanceState, Kind, Speed};

pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Users => "Users",
        Kind::Route53 => "Route 53",
        Kind::LoadBalancer => "ALB",
        Kind::AutoScalingGroup => "Auto Scaling group",
        Kind::Instance => "EC2 instance",
        Kind::Database => "RDS",
        Kind::TargetGroup => "Target group",
        Kind::LaunchTemplate => "Launch template",
        Kind::ScalingPolicy => "Scaling policy",
        Kind::ScheduledAction => "Scheduled action",
        Kind::Alarm => "Alarm",
        Kind::Unknown => "Unknown component",
    }
}

pub fn help(kind: Kind) -> &'static str {
    match kind {
        Kind::Users => "The people who send requests. Their number is the load.",
        Kind::Route53 => "Turns a name into an address; an alias points to the load balancer.",
        Kind::LoadBalancer => "Spreads requests over healthy targets (Application Load Balancer).",
        Kind::AutoScalingGroup => "Adds and removes servers as its policies say.",
        Kind::Instance => "One server that answers requests.",
        Kind::Database => "A relational database, with a standby in another zone.",
        Kind::TargetGroup => "The targets that get traffic, and how their health is checked.",
        Kind::LaunchTemplate => "What a new server looks like.",
        Kind::ScalingPolicy => "When to change the capacity, and by how much.",
        Kind::ScheduledAction => "Changes the capacity at a set time.",
        Kind::Alarm => "Watches a metric against a threshold (CloudWatch).",
        Kind::Unknown => "This version does not know the component, so it does nothing.",
    }
}

pub fn state(state: InstanceState) -> &'static str {
    match state {
        InstanceState::Pending => "booting",
        InstanceState::Bootstrapping => "installing",
        InstanceState::Checking => "checking",
        InstanceState::Healthy => "healthy",
        InstanceState::Unhealthy => "unhealthy",
        InstanceState::Crashed => "crashed",
        InstanceState::Hung => "hanging",
        InstanceState::Unreachable => "cut off",
        InstanceState::Draining => "draining",
        InstanceState::Terminating => "ending",
        InstanceState::Stopped => "stopped",
    }
}

pub fn action(action: Action) -> &'static str {
    match action {
        Action::PlayPause => "Play / pause",
        Action::NextEvent => "Run to the next event",
        Action::NextDecision => "Run to the next decision",
        Action::PreviousMark => "Previous mark on the timeline",
        Action::NextMark => "Next mark on the timeline",
        Action::Slower => "Slower",
        Action::Faster => "Faster",
        Action::SetSpeed(Speed::Slow) => "Slow motion",
        Action::SetSpeed(_) => "Change speed",
        Action::Restart => "Restart with the same seed",
        Action::NewSeed => "Restart with a new seed",
        Action::Surge => "Send the lunch rush",
        Action::Undo => "Undo",
        Action::Redo => "Redo",
        Action::Delete => "Delete",
        Action::Duplicate => "Duplicate",
        Action::Rename => "Rename",
        Action::SelectAll => "Select all",
        Action::Nudge(..) => "Nudge the selection",
        Action::ZoomIn => "Zoom in",
        Action::ZoomOut => "Zoom out",
        Action::Fit => "Fit to the screen",
        Action::ActualSize => "Size 100 %",
        Action::Cancel => "Cancel, deselect, close",
        Action::OpenProperties => "Open settings",
        Action::StartLink => "Start a link from the selection",
        Action::NextTarget => "Next target of the link",
        Action::PreviousTarget => "Previous target of the link",
        Action::LinkTarget => "Link to the chosen target",
        Action::Commands => "Command palette",
        Action::Keys => "List of keys",
        Action::NextRegion => "Next region",
        Action::PreviousRegion => "Previous region",
        Action::Add(_) => "Add a component",
        Action::Tidy => "Tidy up",
        Action::SaveFile => "Save as a file",
        Action::OpenFile => "Open a board or traffic file",
        Action::ImportPolicies => "Paste AWS JSON",
        Action::CopyPolicies => "Copy as AWS JSON",
        Action::Share => "Share",
        Action::ToggleTheme => "Light / dark theme",
        Action::ToggleLanguage => "한국어로 바꾸기",
        Action::ToggleSingleKeys => "One-character keys on / off",
        Action::ToggleMotion => "Moving dots on / off",
        Action::KillServer => "Kill a server",
        Action::Compare => "Compare the two futures",
        Action::SwapFuture => "Show the other future",
        Action::EndFork => "Keep only this future",
        Action::Fork => "Fork here and compare",
    }
}
