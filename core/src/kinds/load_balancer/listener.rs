//! Listener: a port of a balancer, its certificates, and what is done with a request that comes there:
//! that of the first rule whose conditions all hold, else its own (spec 5.3, 5.12).

use super::LOAD_BALANCER;
use super::action::{Action, ActionType, FORWARD, Fixed, Forward, REDIRECT, Redirect, Set, acting};
use super::rule::ListenerRule;
use crate::balancing::{CERTIFICATE, shake_hands, speak_plainly};
use crate::base::codec::string_enum;
use crate::base::filled::Numbers;
use crate::base::id::{Handle, PartIx, RequestId};
use crate::base::rng::Rng;
use crate::base::time::Instant;
use crate::contract::later::Later;
use crate::contract::{
    CheckCtx, Drawing, Family, IssueWhat, Kind, Member, Owners, Place, Probe, Quantity, Route,
    Setup, Spec, Unit, Vitals,
};
use crate::control::{ControlCtx, Message};
use crate::kinds::LivePart;
use crate::rules::listener::{Address, Certificate, Condition, Incoming, location, matched};
use crate::rules::validate::{Code, RULES_MAX, RuleContext};
use crate::world::counted::Counted;
use crate::world::ctx::Ctx;
use crate::world::page::Page;
use crate::world::redirects::Redirects;
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;
use alloc::vec::Vec;
use core::net::Ipv4Addr;
use serde::{Deserialize, Serialize};

/// Of each request. Basis: documented - Elastic Load Balancing pricing, rule evaluations.
const FREE_RULES: u64 = 10;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListenerProtocol {
    #[default]
    Http,
    Https,
}

string_enum!(ListenerProtocol {
    Http: "HTTP",
    Https: "HTTPS",
});

acting! {
    pub struct Params {
        protocol: ListenerProtocol = ListenerProtocol::Http, "Protocol"
            => choice(ListenerProtocol::WORDS);
        port: u32 = 80, "Port" => whole(1.0..=65_535.0, None);
        /// The first one is the default.
        certificates: Vec<Certificate> = Vec::new(), "Certificates"
            if |p| p.protocol == ListenerProtocol::Https => records(CERTIFICATE);
    }
}

/// A rule at work, or the default action: that has no conditions and is the listener's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row {
    part: PartIx,
    conditions: Vec<Condition>,
    action: Action,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Listener {
    params: Params,
    /// By ascending priority, the default action last. Only in the balancer's own copy.
    rows: Vec<Row>,
    /// By row.
    redirects: Redirects,
}

impl Kind for Listener {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "listener",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const OF: Owners = Owners::Kinds(&[LOAD_BALANCER]);
    const START: u8 = 2;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Balancing),
        ..Drawing::of(Self::SPEC.name)
    };
    const NOTES: &'static [&'static str] = &["E16"];

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        let context = RuleContext {
            other_priorities: &[],
            listener_protocol: params.protocol.as_str(),
        };
        params.set().check((None, &[]), &context, cx);
        if cx.board.children::<ListenerRule>(cx.me.id).count() > RULES_MAX {
            cx.push("", IssueWhat::Error(Code::ListenerTooManyRules));
        }
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            rows: Vec::new(),
            redirects: Redirects::default(),
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn route(&mut self, id: RequestId, routing: &mut Rng, cx: &mut Ctx<'_>) -> Option<Route> {
        let asked = cx.asked(id)?;
        if asked.page.port() != self.params.port {
            return None;
        }
        let part = self.rows.last()?.part;
        let hello = match self.params.protocol {
            ListenerProtocol::Https => shake_hands(id, part, &self.params.certificates, cx),
            ListenerProtocol::Http => speak_plainly(id, cx),
        };
        if let Err(outcome) = hello {
            return Some(Route::Answer(outcome));
        }
        let asked = cx.asked(id)?;
        let conditions = self.rows.iter().map(|row| row.conditions.as_slice());
        let at = matched(conditions, &asked.incoming())?;
        let client = asked.client.identity();
        self.follow(id, at, cx);
        // The default action, which stands last, is no rule.
        let looked_at = (at + 1).min(self.rows.len() - 1) as u64;
        let paid = looked_at.saturating_sub(FREE_RULES);
        for (what, more) in [
            (Counted::Evaluations, looked_at),
            (Counted::PaidEvaluations, paid),
        ] {
            cx.world.counts.add(cx.me, what, more);
        }
        let row = self.rows.get_mut(at)?;
        let part = row.part;
        cx.world.counts.add(part, Counted::Decided, 1);
        Some(match &mut row.action {
            Action::Balancer => Route::Balancer,
            Action::Forward { groups, kept } => {
                let chosen = Action::choose(groups, kept.as_mut(), client, cx.now(), routing);
                // Where every weight is 0 there is nobody to forward to.
                let (group, is_kept) = chosen.unwrap_or((PartIx::NONE, false));
                if is_kept {
                    note(id, part, "group_kept", cx);
                }
                Route::Group(group)
            }
            Action::Redirect { code, .. } => {
                let code = *code;
                self.redirect(id, at, cx);
                let cause = FailureCause::None;
                Route::Answer(Outcome { code, cause })
            }
            Action::Fixed(code) => {
                let cause = match *code {
                    400.. => FailureCause::FixedResponse,
                    _ => FailureCause::None,
                };
                Route::Answer(Outcome { code: *code, cause })
            }
        })
    }

    fn route_probe(&mut self, probe: &Probe<'_>, routing: &mut Rng) -> Option<Route> {
        if probe.port.is_some_and(|port| port != self.params.port) {
            return None;
        }
        let (path, query) = probe.path.split_once('?').unwrap_or((probe.path, ""));
        let incoming = Incoming {
            method: "GET",
            host: "",
            path,
            query,
            headers: "",
            source: Ipv4Addr::UNSPECIFIED,
            numbers: Numbers::default(),
        };
        let at = matched(
            self.rows.iter().map(|row| row.conditions.as_slice()),
            &incoming,
        )?;
        Some(match &self.rows.get(at)?.action {
            Action::Balancer => Route::Balancer,
            Action::Forward { groups, .. } => {
                let chosen = Action::choose(groups, None, 0, Instant::ZERO, routing);
                Route::Group(chosen.map_or(PartIx::NONE, |(group, _)| group))
            }
            Action::Redirect { code, .. } | Action::Fixed(code) => Route::Answer(Outcome {
                code: *code,
                cause: FailureCause::None,
            }),
        })
    }

    fn names(&self, group: PartIx) -> bool {
        self.rows.iter().any(|row| match &row.action {
            Action::Balancer => true,
            Action::Forward { groups, .. } => groups.iter().any(|(_, named)| *named == group),
            Action::Redirect { .. } | Action::Fixed(_) => false,
        })
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.set_to_work(None, cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.set_to_work(None, cx);
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if message == Message::Reconcile {
            self.set_to_work(None, cx);
        }
    }

    fn neighbour_left(&mut self, who: Handle, cx: &mut ControlCtx<'_>) {
        if cx.owner(who.at) == Some(cx.me) {
            self.set_to_work(Some(who.at), cx);
        }
    }

    fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        let me = cx.me;
        if let Some(balancer) = cx.owner(me) {
            cx.with_balancing(balancer, |balancer, cx| balancer.listen_with(me, None, cx));
        }
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.headline("", Quantity::Total(vitals.decided), Unit::PerSecond);
    }
}

impl Listener {
    /// What is done where no rule holds.
    pub const fn set(&self) -> Set<'_> {
        self.params.set()
    }

    /// Has the balancer decide as it is set now, without a rule that leaves.
    fn set_to_work(&self, without: Option<PartIx>, cx: &mut ControlCtx<'_>) {
        let me = cx.me;
        let Some(balancer) = cx.owner(me) else {
            return;
        };
        let before = cx.balancing(balancer).and_then(|all| all.listener(me));
        let mut before = before
            .and_then(Self::of)
            .map_or(Vec::new(), |l| l.rows.clone());
        let mut kept = |part: PartIx| {
            let at = before.iter().position(|row| row.part == part)?;
            Some(before.swap_remove(at).action)
        };
        let mut rows: Vec<(u32, Row)> = Vec::new();
        for part in cx
            .children(me)
            .into_iter()
            .filter(|part| Some(*part) != without)
        {
            let Some(rule) = cx.get::<ListenerRule>(part) else {
                continue;
            };
            let row = Row {
                part,
                conditions: rule.params.conditions.clone(),
                action: rule.params.set().at_work(kept(part), cx),
            };
            rows.push((rule.params.priority, row));
        }
        rows.sort_by_key(|(priority, _)| *priority);
        let own = Row {
            part: me,
            conditions: Vec::new(),
            action: self.params.set().at_work(kept(me), cx),
        };
        let at_work = Self {
            rows: rows.into_iter().map(|(_, row)| row).chain([own]).collect(),
            ..self.clone()
        };
        let state = LivePart::Later(Later::of(at_work));
        cx.with_balancing(balancer, |balancer, cx| {
            balancer.listen_with(me, Some(state), cx);
        });
    }

    /// Writes down for the viewer which rules a followed request went through.
    fn follow(&self, id: RequestId, at: usize, cx: &mut Ctx<'_>) {
        if !cx.request(id).is_some_and(|request| request.is_traced) {
            return;
        }
        for row in self.rows.iter().take(at) {
            cx.world.trace(
                id,
                row.part,
                Step::Noted {
                    word: "passed_over",
                },
            );
        }
        if let Some(row) = self.rows.get(at) {
            cx.world
                .trace(id, row.part, Step::Noted { word: "matched" });
        }
    }

    /// The client will ask for what the rule in a row says.
    fn redirect(&mut self, id: RequestId, at: usize, cx: &mut Ctx<'_>) {
        let Self {
            params,
            rows,
            redirects,
        } = self;
        let Some(Action::Redirect { to, .. }) = rows.get(at).map(|row| &row.action) else {
            return;
        };
        let url = |page: &Page| {
            let from = Address {
                protocol: params.protocol.as_str(),
                host: page.server_name(),
                port: params.port,
                path: page.path(),
                query: page.query(),
            };
            location(to, from)
        };
        redirects.send_on(id, at, url, cx);
    }
}

fn note(id: RequestId, part: PartIx, word: &'static str, cx: &mut Ctx<'_>) {
    if cx.request(id).is_some_and(|request| request.is_traced) {
        cx.world.trace(id, part, Step::Noted { word });
    }
}
