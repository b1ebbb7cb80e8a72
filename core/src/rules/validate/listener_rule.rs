//! Listener rules: priorities, exactly one final action, weights, redirects that lead somewhere.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, is_outside};

/// Target groups of one forward action. Basis: documented - ALB quotas.
pub const FORWARD_GROUPS_MAX: usize = 5;

/// Rules of a listener, its default action left out. Basis: documented - ALB quotas.
pub const RULES_MAX: usize = 100;

/// Values of a condition, and of all conditions of a rule together. Basis: documented - ALB "Listener
/// rules".
const VALUES_OF_CONDITION_MAX: usize = 3;
const VALUES_MAX: usize = 5;
/// Of all values of a rule together. Basis: documented - as above.
const WILDCARDS_MAX: usize = 5;

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

/// What a rule looks at, and the values of which one must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCondition {
    pub field: &'static str,
    pub values: Vec<String>,
}

impl RuleCondition {
    /// A rule has one of each of these, and any number of the others.
    fn stands_alone(&self) -> bool {
        matches!(
            self.field,
            "host-header" | "http-request-method" | "path-pattern" | "source-ip"
        )
    }

    fn wildcards(&self) -> usize {
        let takes_any = !matches!(self.field, "http-request-method" | "source-ip");
        let letters = self.values.iter().flat_map(|value| value.chars());
        letters
            .filter(|letter| takes_any && matches!(letter, '*' | '?'))
            .count()
    }
}

/// A rule of a listener.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListenerRule {
    /// `None` for the default rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<i64>,
    pub actions: Vec<Action>,
    #[serde(skip)]
    pub conditions: Vec<RuleCondition>,
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
        self.check_conditions(&mut faults);
        faults.0
    }

    /// Basis: documented - ELB-API RuleCondition; ALB "Listener rules", condition limits.
    fn check_conditions(&self, faults: &mut Faults) {
        const CONDITIONS: &str = "Conditions";
        let all = &self.conditions;
        let is_repeated = |(nth, one): (usize, &RuleCondition)| {
            let before = all.iter().take(nth);
            one.stands_alone() && before.filter(|other| other.field == one.field).count() > 0
        };
        let repeats = all.iter().enumerate().any(is_repeated);
        faults.when(repeats, Code::RuleConditionRepeated, CONDITIONS);
        let counts = || all.iter().map(|condition| condition.values.len());
        let is_outside = counts().any(|count| count == 0 || count > VALUES_OF_CONDITION_MAX)
            || counts().sum::<usize>() > VALUES_MAX;
        faults.when(is_outside, Code::RuleConditionValues, CONDITIONS);
        let wildcards: usize = all.iter().map(RuleCondition::wildcards).sum();
        let has_many = wildcards > WILDCARDS_MAX;
        faults.when(has_many, Code::RuleConditionWildcards, CONDITIONS);
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
