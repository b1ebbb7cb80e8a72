//! Names of kinds, states and actions in English.

use crate::vocabulary::{Action, InstanceState, KindId, Speed};

pub fn name(kind: Option<KindId>) -> &'static str {
    let Some(kind) = kind else {
        return "Unknown component";
    };
    match kind {
        KindId::Users => "Users",
        KindId::Route53 => "Route 53",
        KindId::LoadBalancer => "ALB",
        KindId::AutoScalingGroup => "Auto Scaling group",
        KindId::Instance => "EC2 instance",
        KindId::Database => "RDS",
        KindId::TargetGroup => "Target group",
        KindId::LaunchTemplate => "Launch template",
        KindId::ScalingPolicy => "Scaling policy",
        KindId::ScheduledAction => "Scheduled action",
        KindId::Alarm => "Alarm",
        KindId::Station => "Queueing station",
        KindId::Region => "Region",
        KindId::Vpc => "VPC",
        KindId::AvailabilityZone => "Availability Zone",
        KindId::Subnet => "Subnet",
        KindId::RouteTable => "Route table",
        KindId::NetworkAcl => "Network ACL",
    }
}

pub fn help(kind: Option<KindId>) -> &'static str {
    let Some(kind) = kind else {
        return "This version does not know the component, so it does nothing.";
    };
    match kind {
        KindId::Users => "The people who send requests. Their number is the load.",
        KindId::Route53 => "Turns a name into an address; an alias points to the load balancer.",
        KindId::LoadBalancer => {
            "Spreads requests over healthy targets (Application Load Balancer)."
        }
        KindId::AutoScalingGroup => "Adds and removes servers as its policies say.",
        KindId::Instance => "One server that answers requests.",
        KindId::Database => "A relational database, with a standby in another zone.",
        KindId::TargetGroup => "The targets that get traffic, and how their health is checked.",
        KindId::LaunchTemplate => "What a new server looks like.",
        KindId::ScalingPolicy => "When to change the capacity, and by how much.",
        KindId::ScheduledAction => "Changes the capacity at a set time.",
        KindId::Alarm => "Watches a metric against a threshold (CloudWatch).",
        KindId::Station => "One queue before a number of servers, as in queueing theory.",
        KindId::Region => "A place on the map. What stands in one is near to each other.",
        KindId::Vpc => "A network of your own, with a block of addresses.",
        KindId::AvailabilityZone => "One or more data centers that fail together.",
        KindId::Subnet => "A block of the VPC's addresses in one Availability Zone.",
        KindId::RouteTable => {
            "Says where packets go that leave a subnet, and so whether it is public."
        }
        KindId::NetworkAcl => {
            "A stateless filter around a subnet: rules by number, the first that fits decides."
        }
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
