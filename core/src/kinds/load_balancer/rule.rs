//! Listener rule: what its listener does with requests for which all its conditions hold, unless a
//! rule of lower priority number took them (spec 5.3).

use super::LISTENER;
use super::action::{ActionType, FORWARD, Fixed, Forward, REDIRECT, Redirect, Set};
use super::listener::Listener;
use crate::contract::field::{choice, text};
use crate::contract::{
    CheckCtx, Drawing, Family, Field, Kind, Owners, Place, Quantity, Setup, Spec, Unit, Vitals,
    params,
};
use crate::control::{ControlCtx, Message};
use crate::rules::listener::{Condition, ConditionField};
use crate::rules::validate::RuleContext;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

const CONDITION: &[Field] = &[
    choice(ConditionField::WORDS).at("Field"),
    text().at("Values"),
    text().at("HttpHeaderName"),
];

params! {
    pub struct Params {
        /// The lowest comes first.
        priority: u32 = 10, "Priority" => whole(1.0..=50_000.0, None);
        conditions: Vec<Condition> = Vec::new(), "Conditions" => records(CONDITION);
        action: ActionType = ActionType::Forward, "Type" => choice(ActionType::WORDS);
        forward: Forward = Forward::default(), "ForwardConfig"
            if |p| p.action == ActionType::Forward
            => FORWARD[0], FORWARD[1], FORWARD[2];
        redirect: Redirect = Redirect::default(), "RedirectConfig"
            if |p| p.action == ActionType::Redirect
            => REDIRECT[0], REDIRECT[1], REDIRECT[2], REDIRECT[3], REDIRECT[4], REDIRECT[5];
        fixed: Fixed = Fixed::default(), "FixedResponseConfig"
            if |p| p.action == ActionType::Fixed
            => whole(200.0..=599.0, None).at("FixedResponseConfig/StatusCode");
    }
}

impl Params {
    pub const fn set(&self) -> Set<'_> {
        Set {
            kind: self.action,
            forward: &self.forward,
            redirect: &self.redirect,
            fixed: &self.fixed,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListenerRule {
    pub params: Params,
}

impl Kind for ListenerRule {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "listener_rule",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const OF: Owners = Owners::Kinds(&[LISTENER]);
    const START: u8 = 3;
    const DRAWING: Drawing = Drawing {
        params: r#"{"Conditions": [{"Field": "path-pattern", "Values": "/api | /api/*"}]}"#,
        family: Some(Family::Balancing),
        ..Drawing::of("rule")
    };

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        let (board, me) = (cx.board, cx.me);
        let siblings = me.of.into_iter().flat_map(|of| board.children::<Self>(of));
        let others = siblings.filter(|(id, _)| *id != me.id);
        let priorities: Vec<i64> = others.map(|(_, rule)| i64::from(rule.priority)).collect();
        let listener = me.of.and_then(|of| board.get::<Listener>(of));
        let context = RuleContext {
            other_priorities: &priorities,
            listener_protocol: listener.map_or("", |listener| listener.protocol.as_str()),
        };
        params
            .set()
            .check(Some(i64::from(params.priority)), &context, cx);
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        if let Some(listener) = cx.owner(cx.me) {
            cx.send(listener, Message::Reconcile);
        }
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    fn vitals(&self, _now: crate::base::time::Instant, vitals: &mut Vitals) {
        vitals.headline("", Quantity::Total(vitals.decided), Unit::PerSecond);
    }
}
