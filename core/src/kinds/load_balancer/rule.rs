//! Listener rule: what its listener does with requests for which all its conditions hold, unless a
//! rule of lower priority number took them (spec 5.3).

use super::LISTENER;
use super::action::{ActionType, FORWARD, Fixed, Forward, REDIRECT, Redirect, Set, acting};
use super::listener::Listener;
use crate::contract::field::{choice, text};
use crate::contract::{
    CheckCtx, Drawing, Family, Field, Kind, Owners, Place, Quantity, Setup, Spec, Unit, Vitals,
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

acting! {
    pub struct Params {
        /// The lowest comes first.
        priority: u32 = 10, "Priority" => whole(1.0..=50_000.0, None);
        conditions: Vec<Condition> = Vec::new(), "Conditions" => records(CONDITION);
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
        let own = (Some(i64::from(params.priority)), &*params.conditions);
        params.set().check(own, &context, cx);
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
        let priority = Quantity::Level(f64::from(self.params.priority));
        vitals.row("priority", priority, Unit::None);
    }
}
