//! Listener rules: priorities, exactly one final action, weights, redirects that lead somewhere.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, is_outside};

/// Target groups of one forward action. Basis: documented - ALB quotas.
pub const FORWARD_GROUPS_MAX: usize = 5;

/// One target group of a forward action, and its weight.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct TargetGroupTuple {
    pub target_group_arn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<i64>,
}

/// Where a forward action sends requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ForwardConfig {
    pub target_groups: Vec<TargetGroupTuple>,
}

/// Where a redirect sends the browser; a field left out keeps its own placeholder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct RedirectConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// `HTTP_301` or `HTTP_302`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_code: Option<String>,
}

/// One action of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Action {
    /// `forward`, `redirect`, `fixed-response`, `authenticate-oidc` or `authenticate-cognito`.
    #[serde(rename = "Type")]
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forward_config: Option<ForwardConfig>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_config: Option<RedirectConfig>,
}

impl Action {
    fn is_terminal(&self) -> bool {
        match self.kind.as_str() {
            "forward" => {
                let groups = self.forward_config.as_ref();
                self.target_group_arn.is_some()
                    || groups.is_some_and(|config| !config.target_groups.is_empty())
            }
            "redirect" | "fixed-response" => true,
            _ => false,
        }
    }
}

/// A rule of a listener; conditions have no rules of their own here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListenerRule {
    /// `None` for the default rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i64>,
    pub actions: Vec<Action>,
}

/// What a rule cannot know by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleContext<'a> {
    /// Priorities of the listener's other rules.
    pub other_priorities: &'a [i64],
    /// `HTTP` or `HTTPS`.
    pub listener_protocol: &'a str,
}

impl ListenerRule {
    /// All faults. Basis: documented - ELB-API CreateRule; ALB "Listeners", redirect actions.
    pub fn check(&self, context: &RuleContext<'_>) -> Vec<Fault> {
        const ACTIONS: &str = "Actions";
        let mut faults = Faults::default();
        let is_bad = is_outside(self.priority, 1, 50_000);
        faults.when(is_bad, Code::RulePriorityRange, "Priority");
        let others = context.other_priorities;
        let is_taken = self
            .priority
            .is_some_and(|priority| others.contains(&priority));
        faults.when(is_taken, Code::RulePriorityDup, "Priority");
        let finals = self
            .actions
            .iter()
            .filter(|action| action.is_terminal())
            .count();
        let ends_well = finals == 1 && self.actions.last().is_some_and(Action::is_terminal);
        faults.when(!ends_well, Code::RuleNoTerminalAction, ACTIONS);
        let forwards = || {
            let forwarding = self
                .actions
                .iter()
                .filter(|action| action.kind == "forward");
            forwarding.filter_map(|action| action.forward_config.as_ref())
        };
        let is_bad_weight = forwards()
            .flat_map(|config| &config.target_groups)
            .any(|group| is_outside(group.weight, 0, 999));
        faults.when(is_bad_weight, Code::ForwardWeightRange, "ForwardConfig");
        let is_full = forwards().any(|config| config.target_groups.len() > FORWARD_GROUPS_MAX);
        faults.when(is_full, Code::ForwardTooManyTg, "ForwardConfig");
        for action in self
            .actions
            .iter()
            .filter(|action| action.kind == "redirect")
        {
            let config = action.redirect_config.clone().unwrap_or_default();
            let to_http = config.protocol.as_deref() == Some("HTTP");
            let is_weaker = to_http && context.listener_protocol == "HTTPS";
            faults.when(is_weaker, Code::RedirectHttpsToHttp, "RedirectConfig");
            faults.when(config.is_loop(), Code::RedirectLoop, "RedirectConfig");
        }
        faults.0
    }
}

impl RedirectConfig {
    /// Whether protocol, host, port and path all keep what the request had.
    pub fn is_loop(&self) -> bool {
        let keeps = |field: &Option<String>, own: &[&str]| {
            field.as_deref().is_none_or(|text| own.contains(&text))
        };
        keeps(&self.protocol, &["#{protocol}"])
            && keeps(&self.host, &["#{host}"])
            && keeps(&self.port, &["#{port}"])
            && keeps(&self.path, &["/#{path}", "#{path}"])
    }
}
