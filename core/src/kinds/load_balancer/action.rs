//! What a listener, or a rule of it, does with a request: forward, redirect, or a fixed answer
//! (spec 5.3), as the user sets it and as it is at work.

use super::TARGET_GROUP;
use super::listener::Listener;
use super::rule::ListenerRule;
use crate::balancing::Flows;
use crate::base::codec::{record, string_enum};
use crate::base::id::{PartId, PartIx};
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::contract::field::{choice, number, part, records, text, toggle, whole};
use crate::contract::{Board, CheckCtx, Field, IssueWhat, Takes, Unit};
use crate::control::ControlCtx;
use crate::kinds::target_group::TargetGroup;
use crate::rules::distribution::{drawn, weighted_shares};
use crate::rules::listener::{Address, Condition, location};
use crate::rules::validate::{self, RedirectConfig, RuleContext};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActionType {
    #[default]
    Forward,
    Redirect,
    Fixed,
}

string_enum!(ActionType {
    Forward: "forward",
    Redirect: "redirect",
    Fixed: "fixed-response",
});

/// A target group and its weight beside those of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighted {
    pub group: Option<PartId>,
    pub weight: u32,
}

impl Default for Weighted {
    fn default() -> Self {
        Self {
            group: None,
            weight: 1,
        }
    }
}

record!(Weighted {
    group: "TargetGroupArn",
    weight: "Weight",
});

/// Clients stay with the target group that they were forwarded to first.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupStickiness {
    pub is_on: bool,
    pub duration_s: f64,
}

impl Default for GroupStickiness {
    fn default() -> Self {
        Self {
            is_on: false,
            duration_s: 3_600.0,
        }
    }
}

record!(GroupStickiness {
    is_on: "Enabled",
    duration_s: "DurationSeconds",
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forward {
    /// None at all: of a listener, as the balancer itself forwards.
    pub groups: Vec<Weighted>,
    pub stickiness: GroupStickiness,
}

record!(Forward {
    groups: "TargetGroups",
    stickiness: "TargetGroupStickinessConfig",
});

/// Whether the browser may remember a redirect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RedirectCode {
    #[default]
    Permanent,
    Temporary,
}

string_enum!(RedirectCode {
    Permanent: "HTTP_301",
    Temporary: "HTTP_302",
});

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    pub protocol: String,
    pub host: String,
    pub port: String,
    pub path: String,
    pub query: String,
    pub code: RedirectCode,
}

impl Default for Redirect {
    /// The usual one: to the same address over TLS.
    fn default() -> Self {
        Self {
            protocol: String::from("HTTPS"),
            host: String::from("#{host}"),
            port: String::from("443"),
            path: String::from("/#{path}"),
            query: String::from("#{query}"),
            code: RedirectCode::Permanent,
        }
    }
}

record!(Redirect {
    protocol: "Protocol",
    host: "Host",
    port: "Port",
    path: "Path",
    query: "Query",
    code: "StatusCode",
});

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub status: u32,
}

impl Default for Fixed {
    fn default() -> Self {
        Self { status: 503 }
    }
}

record!(Fixed {
    status: "StatusCode",
});

const GROUPS: &[Field] = &[
    part(Takes::Kinds(&[TARGET_GROUP])).at("TargetGroupArn"),
    whole(0.0..=999.0, Unit::None).at("Weight"),
];

pub const FORWARD: [Field; 3] = [
    records(GROUPS).at("ForwardConfig/TargetGroups"),
    toggle().at("ForwardConfig/TargetGroupStickinessConfig/Enabled"),
    number(1.0..=604_800.0, Unit::Seconds)
        .at("ForwardConfig/TargetGroupStickinessConfig/DurationSeconds"),
];

pub const REDIRECT: [Field; 6] = [
    choice(&["#{protocol}", "HTTP", "HTTPS"]).at("RedirectConfig/Protocol"),
    text().at("RedirectConfig/Host"),
    text().at("RedirectConfig/Port"),
    text().at("RedirectConfig/Path"),
    text().at("RedirectConfig/Query"),
    choice(RedirectCode::WORDS).at("RedirectConfig/StatusCode"),
];

/// The parameters of who does something with requests: the rows of its own, then those of the action.
macro_rules! acting {
    (pub struct $name:ident { $($own:tt)* }) => {
        $crate::contract::params! {
            pub struct $name {
                $($own)*
                action: ActionType = ActionType::Forward, "Type" => choice(ActionType::WORDS);
                forward: Forward = Forward::default(), "ForwardConfig"
                    if |p| p.action == ActionType::Forward
                    => FORWARD[0], FORWARD[1], FORWARD[2];
                redirect: Redirect = Redirect::default(), "RedirectConfig"
                    if |p| p.action == ActionType::Redirect
                    => REDIRECT[0], REDIRECT[1], REDIRECT[2],
                       REDIRECT[3], REDIRECT[4], REDIRECT[5];
                fixed: Fixed = Fixed::default(), "FixedResponseConfig"
                    if |p| p.action == ActionType::Fixed
                    => whole(200.0..=599.0, None).at("FixedResponseConfig/StatusCode");
            }
        }

        impl $name {
            /// What is done.
            pub const fn set(&self) -> Set<'_> {
                Set {
                    kind: self.action,
                    forward: &self.forward,
                    redirect: &self.redirect,
                    fixed: &self.fixed,
                }
            }
        }
    };
}

pub(super) use acting;

/// What one action is set to, wherever it stands.
#[derive(Clone, Copy)]
pub struct Set<'a> {
    pub kind: ActionType,
    pub forward: &'a Forward,
    pub redirect: &'a Redirect,
    pub fixed: &'a Fixed,
}

/// What is done with a request, as it is at work.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub enum Action {
    /// As the balancer itself forwards.
    #[default]
    Balancer,
    Forward {
        groups: Vec<(f64, PartIx)>,
        /// By client; `None`: nobody is kept.
        kept: Option<Flows<PartIx>>,
    },
    Redirect {
        to: RedirectConfig,
        code: u16,
    },
    Fixed(u16),
}

impl Redirect {
    fn config(&self) -> RedirectConfig {
        let some = |text: &String| Some(text.clone());
        RedirectConfig {
            protocol: some(&self.protocol),
            host: some(&self.host),
            port: some(&self.port),
            path: some(&self.path),
            query: some(&self.query),
            status_code: Some(String::from(self.code.as_str())),
        }
    }
}

impl Set<'_> {
    /// As it is at work from now on; clients stay where they were kept `before`.
    pub fn at_work(self, before: Option<Action>, cx: &ControlCtx<'_>) -> Action {
        match self.kind {
            ActionType::Forward if self.forward.groups.is_empty() => Action::Balancer,
            ActionType::Forward => {
                let groups = self.forward.groups.iter();
                let found = |one: &Weighted| {
                    let group = cx.control.ix(one.group?)?;
                    Some((f64::from(one.weight), group))
                };
                let stickiness = &self.forward.stickiness;
                let kept = stickiness.is_on.then(|| {
                    let lasts = Span::from_s_f64(stickiness.duration_s);
                    let mut kept = match before {
                        Some(Action::Forward { kept, .. }) => kept,
                        _ => None,
                    }
                    .unwrap_or_else(|| Flows::new(lasts));
                    kept.set_idle(lasts);
                    kept
                });
                Action::Forward {
                    groups: groups.filter_map(found).collect(),
                    kept,
                }
            }
            ActionType::Redirect => Action::Redirect {
                to: self.redirect.config(),
                code: match self.redirect.code {
                    RedirectCode::Permanent => 301,
                    RedirectCode::Temporary => 302,
                },
            },
            ActionType::Fixed => Action::Fixed(self.fixed.status.min(599) as u16),
        }
    }

    /// Where a browser is sent that came to `from`. `None`: nowhere.
    pub fn redirects_to(self, from: Address<'_>) -> Option<String> {
        let is_redirect = self.kind == ActionType::Redirect;
        is_redirect.then(|| location(&self.redirect.config(), from))
    }

    /// What AWS would refuse of it.
    pub fn check(
        self,
        (priority, conditions): (Option<i64>, &[Condition]),
        context: &RuleContext<'_>,
        cx: &mut CheckCtx<'_>,
    ) {
        let is_default = priority.is_none();
        let groups = self
            .forward
            .groups
            .iter()
            .map(|one| validate::TargetGroupTuple {
                target_group_arn: String::new(),
                weight: Some(i64::from(one.weight)),
            });
        let is_forward = self.kind == ActionType::Forward;
        let forward_config = is_forward.then(|| validate::ForwardConfig {
            target_groups: groups.collect(),
        });
        let action = validate::Action {
            kind: String::from(self.kind.as_str()),
            // The groups of the balancer, where the default action names none.
            target_group_arn: is_default.then(String::new),
            forward_config,
            redirect_config: (self.kind == ActionType::Redirect).then(|| self.redirect.config()),
        };
        let condition = |one: &Condition| validate::RuleCondition {
            field: one.field.as_str(),
            values: one.values().map(String::from).collect(),
        };
        let rule = validate::ListenerRule {
            priority,
            actions: alloc::vec![action],
            conditions: conditions.iter().map(condition).collect(),
        };
        for fault in rule.check(context) {
            let field = match fault.field {
                "RedirectConfig" => "RedirectConfig/Protocol",
                "ForwardConfig" | "Actions" => "ForwardConfig/TargetGroups",
                other => other,
            };
            cx.push(field, IssueWhat::Error(fault.code));
        }
    }
}

/// Whether a forward action of a balancer names one of its target groups beside others, by weight.
pub fn is_weighted(board: &Board<'_>, balancer: PartId, group: PartId) -> bool {
    let own = board.children::<TargetGroup>(balancer);
    let at_work = own.filter(|(id, _)| board.outlets(*id).next().is_some());
    let is_beside_others = at_work.count() > 1;
    let names = |set: Set<'_>| match set.forward.groups.as_slice() {
        _ if set.kind != ActionType::Forward => false,
        [] => is_beside_others,
        [_] => false,
        several => several.iter().any(|one| one.group == Some(group)),
    };
    let mut listeners = board.children::<Listener>(balancer).peekable();
    if listeners.peek().is_none() {
        return is_beside_others;
    }
    listeners.any(|(id, listener)| {
        let mut rules = board.children::<ListenerRule>(id);
        names(listener.set()) || rules.any(|(_, rule)| names(rule.set()))
    })
}

impl Action {
    /// The target group of one request, and whether its client was kept there. Errors: `None` where
    /// every weight is 0.
    pub fn choose(
        groups: &[(f64, PartIx)],
        kept: Option<&mut Flows<PartIx>>,
        client: u64,
        now: Instant,
        routing: &mut Rng,
    ) -> Option<(PartIx, bool)> {
        let is_there = |group: &PartIx| groups.iter().any(|(_, known)| known == group);
        let shares = weighted_shares(groups.iter().map(|(weight, _)| *weight));
        let draw = |routing: &mut Rng| {
            let at = drawn(shares, routing.unit())?;
            groups.get(at).map(|(_, group)| *group)
        };
        let Some(kept) = kept else {
            return Some((draw(routing)?, false));
        };
        let found = kept.find(client, now).filter(is_there);
        let group = match found {
            Some(group) => group,
            None => draw(routing)?,
        };
        kept.keep(client, group, now);
        Some((group, found.is_some()))
    }
}
