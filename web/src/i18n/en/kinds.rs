//! Names of kinds, states and actions in English.

pub mod access_log;
pub mod action;
pub mod alarm;
pub mod api_gateway;
pub mod appliance;
pub mod attacker;
pub mod auto_scaling_group;
pub mod availability_zone;
pub mod bastion;
pub mod browser;
pub mod classic_load_balancer;
pub mod cloudfront;
pub mod cloudwatch_agent;
pub mod container;
pub mod database;
pub mod docker_host;
pub mod elasticache;
pub mod gateway_endpoint;
pub mod gateway_load_balancer;
pub mod health_check;
pub mod instance;
pub mod internet_gateway;
pub mod lambda_function;
pub mod launch_template;
pub mod listener;
pub mod listener_rule;
pub mod load_balancer;
pub mod log_group;
pub mod nat_gateway;
pub mod network_acl;
pub mod network_load_balancer;
pub mod on_premises_server;
pub mod record_set;
pub mod region;
pub mod response_headers;
pub mod reverse_proxy;
pub mod route53;
pub mod route_table;
pub mod s3;
pub mod scaling_policy;
pub mod scheduled_action;
pub mod security_group;
pub mod station;
pub mod subnet;
pub mod target_group;
pub mod users;
pub mod vpc;
pub mod vpc_link;

use crate::i18n::{FieldWords, later};
use crate::vocabulary::{Action, InstanceState, KindId, Lang, Speed};

pub fn name(kind: Option<KindId>) -> &'static str {
    let Some(kind) = kind else {
        return "Unknown component";
    };
    ask_first!(kind => NAME, later::name(Lang::En, kind))
}

/// Of a kind that comes with the second part of the page.
pub fn later_name(kind: KindId) -> &'static str {
    ask_later!(kind => NAME)
}

pub fn help(kind: Option<KindId>) -> &'static str {
    let Some(kind) = kind else {
        return "This version does not know the component, so it does nothing.";
    };
    ask_kind!(kind => HELP)
}

pub fn synonyms(kind: KindId) -> &'static str {
    ask_kind!(kind => SYNONYMS)
}

pub fn field(kind: KindId, path: &str) -> Option<FieldWords> {
    ask_kind!(kind => field(path))
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(kind: KindId, path: &str, word: &str) -> Option<&'static str> {
    ask_kind!(kind => choice(path, word))
}

/// A word of what a part of the kind shows.
pub fn vital(kind: Option<KindId>, word: &str) -> Option<&'static str> {
    let kind = kind?;
    ask_first!(kind => vital(word), later::vital(Lang::En, kind, word))
}

/// Of a kind that comes with the second part of the page.
pub fn later_vital(kind: KindId, word: &str) -> Option<&'static str> {
    ask_later!(kind => vital(word))
}

/// A word of a fault of the kind, or of what it says in the log.
pub fn said(kind: Option<KindId>, word: &str) -> Option<&'static str> {
    let kind = kind?;
    ask_kind!(kind => said(word))
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
        Action::Gallery => "Board gallery",
        Action::Coverage => "Coverage of the study notes",
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
        Action::Compare => "Compare two boards or futures",
        Action::SwapFuture => "Show the other future",
        Action::EndFork => "Keep only this future",
        Action::Fork => "Fork here and compare",
    }
}
