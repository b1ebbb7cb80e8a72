//! Application Load Balancer: nodes per zone, the pick of a target, and the errors it makes itself
//! (spec 5.2, 5.6-5.9). Which targets may be picked is the target groups' business.

pub mod access_log;
pub mod action;
pub mod listener;
pub mod rule;

use super::target_group::metrics::{REQUEST_COUNT, TARGET_RESPONSE_TIME};
use crate::balancing::{Balancing, CONSUMED_LCUS, HandedOver, no_target};
use crate::base::id::{PartId, PartIx, RequestId};
use crate::base::rng::Purpose;
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, Forwards, IssueWhat, Kind, Place, Price, Protocol,
    Quantity, Route, Setup, Spec, Tier, Unit, Usage, Vitals, params,
};
use crate::control::{ControlCtx, PublishCtx};
use crate::kinds::KindId;
use crate::rules::balancer_type::{LoadBalancerType, TargetType};
use crate::rules::cost;
use crate::rules::listener::{AlbError, FUNCTION_BODY_MAX, XffMode};
use crate::rules::validate::{Code, FORWARD_GROUPS_MAX};
use crate::world::client::Identity;
use crate::world::counted::Counted;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::EntryId;
use crate::world::metric::Metric;
use crate::world::request::{FailureCause, Outcome};
use crate::world::requests::Note;
use crate::world::tracer::Step;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// 4xx that the balancer made itself: clients that did not wait (460), and requests that it does not take.
pub const ELB_4XX_COUNT: Metric = Metric::events("HTTPCode_ELB_4XX_Count");
/// Redirects.
pub const ELB_3XX_COUNT: Metric = Metric::events("HTTPCode_ELB_3XX_Count");
pub const ELB_5XX_COUNT: Metric = Metric::events("HTTPCode_ELB_5XX_Count");
pub const ELB_502_COUNT: Metric = Metric::events("HTTPCode_ELB_502_Count");
pub const ELB_503_COUNT: Metric = Metric::events("HTTPCode_ELB_503_Count");
pub const ELB_504_COUNT: Metric = Metric::events("HTTPCode_ELB_504_Count");
/// Answers of listeners without any target.
pub const FIXED_RESPONSE_COUNT: Metric = Metric::events("HTTP_Fixed_Response_Count");
pub const REDIRECT_COUNT: Metric = Metric::events("HTTP_Redirect_Count");
/// Both directions.
pub const PROCESSED_BYTES: Metric = Metric::sums("ProcessedBytes", Unit::Bytes);

/// Of clients; those to targets are left out.
const NEW_CONNECTION_COUNT: Metric = Metric::sums("NewConnectionCount", Unit::Count);
const ACTIVE_CONNECTION_COUNT: Metric = Metric::of("ActiveConnectionCount", Unit::Count);
/// The free ones among them, the default action left out.
const RULE_EVALUATIONS: Metric = Metric::sums("RuleEvaluations", Unit::Count);

const TARGET_GROUP: KindId = KindId::TargetGroup;
const LISTENER: KindId = KindId::Listener;
const LOAD_BALANCER: KindId = KindId::LoadBalancer;

params! {
    pub struct Params {
        kind: String = String::from("application"), "Type" => choice(&["application"]);
        idle_timeout_s: f64 = 60.0, "idle_timeout.timeout_seconds"
            => number(1.0..=4_000.0, Seconds);
        /// What the balancer itself adds to a request.
        hop_ms: f64 = 1.0, "hop_ms" => number(0.0..=1_000.0, Milliseconds);
        /// Clients whose node does not answer try the next address at once, as browsers do.
        clients_try_next_address: bool = true, "clients_try_next_address" => toggle();
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroups" => parts(Takes::Filters);
        /// What it does with the addresses that a request has been handed on by.
        xff_mode: XffMode = XffMode::Append, "routing.http.xff_header_processing.mode"
            => choice(XffMode::WORDS).rare();
        names_port: bool = false, "routing.http.xff_client_port.enabled" => toggle().rare();
    }
}

/// Requests by who answered them. `HTTPCode_ELB_*` are made by the balancer itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    pub requests: u64,
    pub elb_502: u64,
    pub elb_503: u64,
    pub elb_504: u64,
    pub unreachable: u64,
    /// Of listeners, without any target.
    pub fixed: u64,
    pub redirects: u64,
    /// Requests that it does not take.
    #[serde(default)]
    pub refused: u64,
}

impl Codes {
    /// Requests for which a node could choose a target.
    const fn targeted(&self) -> u64 {
        let made = self.elb_503 + self.fixed + self.redirects + self.refused;
        self.requests.saturating_sub(made)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoadBalancer {
    params: Params,
    pub balancing: Balancing,
    pub codes: Codes,
    pub bytes: u64,
}

impl Kind for LoadBalancer {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "load_balancer",
        accepts: &[Protocol::Http],
        offers: &[Protocol::Http],
        place: Place::Subnets,
    };
    const START: u8 = 0;
    const DRAWING: Drawing = Drawing {
        brings: &[(
            TARGET_GROUP,
            r#"{"HealthCheckPath": "/health", "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 3}"#,
        )],
        tier: Tier::Public,
        family: Some(Family::Balancing),
        ..Drawing::of("alb")
    };
    const NOTES: &'static [&'static str] = &["E3", "E5"];
    const FAULTS: &'static [Fault] = &[Fault::once("addresses_changed")];
    const METRICS: &'static [Metric] = &[
        REQUEST_COUNT,
        TARGET_RESPONSE_TIME,
        ELB_3XX_COUNT,
        ELB_4XX_COUNT,
        ELB_5XX_COUNT,
        ELB_502_COUNT,
        ELB_503_COUNT,
        ELB_504_COUNT,
        PROCESSED_BYTES,
        FIXED_RESPONSE_COUNT,
        REDIRECT_COUNT,
        NEW_CONNECTION_COUNT,
        ACTIVE_CONNECTION_COUNT,
        RULE_EVALUATIONS,
        CONSUMED_LCUS,
    ];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_arn("LoadBalancer", "app"));
    const BALANCER: Option<LoadBalancerType> = Some(LoadBalancerType::Application);
    const TARGET: Option<TargetType> = Some(TargetType::Alb);

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/ApplicationELB")
    }

    fn forwards(params: &Params) -> Forwards {
        Forwards::Requests {
            mode: params.xff_mode,
            names_port: params.names_port,
        }
    }

    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        check(cx);
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut balancer = Self {
            params: params.clone(),
            balancing: Balancing::new(setup.rng(Purpose::Routing)),
            codes: Codes::default(),
            bytes: 0,
        };
        balancer.edit(params, setup);
        balancer
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        let idle = Span::from_s_f64(params.idle_timeout_s);
        self.balancing.set_times(params.hop_ms, idle, setup);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Return(id) => self.answered(id, cx),
            Input::TimedOut(id) => self.time_out(id, cx),
            Input::Done(_) | Input::Wake(_) => {}
        }
    }

    fn balancing(&self) -> Option<&Balancing> {
        Some(&self.balancing)
    }

    fn balancing_mut(&mut self) -> Option<&mut Balancing> {
        Some(&mut self.balancing)
    }

    fn cut_target(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
        let cut = self.balancing.at_target(group, slot, cx);
        let answer = Outcome::failed(502, FailureCause::ConnectionCut);
        let mut data = cx.data();
        for (id, note) in cut {
            self.cut(id, note, answer, &mut data);
        }
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let codes = &self.codes;
        for (metric, total) in [
            // Only requests for which a node could choose a target (5.15).
            (REQUEST_COUNT, codes.targeted()),
            (ELB_5XX_COUNT, codes.elb_502 + codes.elb_503 + codes.elb_504),
            (ELB_502_COUNT, codes.elb_502),
            (ELB_503_COUNT, codes.elb_503),
            (ELB_504_COUNT, codes.elb_504),
            (
                ELB_4XX_COUNT,
                codes.refused + cx.world.counts.of(cx.me, Counted::Abandoned),
            ),
            (PROCESSED_BYTES, self.bytes),
            (FIXED_RESPONSE_COUNT, codes.fixed),
            (REDIRECT_COUNT, codes.redirects),
            (ELB_3XX_COUNT, codes.redirects),
            (NEW_CONNECTION_COUNT, self.balancing.clients.opened()),
            (
                RULE_EVALUATIONS,
                cx.world.counts.of(cx.me, Counted::Evaluations),
            ),
        ] {
            cx.put_gained(metric, total as f64);
        }
        let used = self.used(cx.me, cx.world);
        let open = self.balancing.clients.open(cx.now());
        let active = (ACTIVE_CONNECTION_COUNT, open);
        self.balancing
            .publish_units(active, used, cost::lcu_hours, cx);
    }

    fn price(&self) -> Price {
        Price::standing(cost::ALB_PER_HOUR)
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        Some(self.used(me, world))
    }

    fn usage_usd(&self, used: Usage, span: Span) -> f64 {
        cost::lcu_hours(&self.balancing.lcu_use(used, span)).0 * cost::LCU_PER_HOUR
    }

    fn fault(&mut self, _fault: Fault, _begins: bool, _entry: EntryId, cx: &mut ControlCtx<'_>) {
        cx.move_addresses();
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        self.balancing.vitals(self.codes.requests, vitals);
        if let Some(moved) = self.balancing.moved() {
            vitals.row("moved", Quantity::Level(moved as f64), Unit::Count);
        }
    }
}

impl LoadBalancer {
    pub const fn params(&self) -> &Params {
        &self.params
    }

    fn used(&self, me: PartIx, world: &World) -> Usage {
        Usage {
            requests: self.balancing.clients.opened(),
            bytes: self.bytes,
            nanousd: 0,
            evaluations: world.counts.of(me, Counted::PaidEvaluations),
            with_functions: world.counts.of(me, Counted::WithFunctions),
        }
    }

    #[inline]
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(request) = cx.request(id) else {
            return;
        };
        let (node, is_traced) = (request.dialed, request.is_traced);
        let (class_ix, identity) = (request.class, request.identity);
        let tries_others = self.params.clients_try_next_address;
        let Some(node) = self.balancing.reach_node(node, tries_others, cx) else {
            self.codes.unreachable += 1;
            return cx.never_connect(id);
        };
        let now = cx.now();
        let class = cx.class(class_ix);
        let (refused, is_large) = (class.refused, class.bytes_in > FUNCTION_BODY_MAX);
        if refused != 0 {
            self.take(class_ix, (identity, node), cx);
            return self.turn_down(id, refused, cx);
        }
        let group = match self.balancing.has_listeners() {
            false => Route::Balancer,
            true => match self.listen(id, node, cx) {
                Some(route) => route,
                None => return,
            },
        };
        let is_alone = self.take(class_ix, (identity, node), cx);
        let who = || cx.client(id);
        let picked = match group {
            Route::Group(group) => self.balancing.pick_of(group, node, now, who),
            _ => self.balancing.pick(node, now, who),
        };
        let picked = match picked {
            Ok(picked) => picked,
            Err(cause) => return self.refuse(id, cause, cx),
        };
        if is_large && self.balancing.is_function(picked) {
            let code = AlbError::LambdaBodyOver1mb.status();
            return self.turn_down(id, code, cx);
        }
        let how = (is_traced, is_alone);
        self.balancing.send_on(id, (node, picked), how, cx);
    }

    /// It takes no such requests.
    #[cold]
    fn turn_down(&mut self, id: RequestId, code: u16, cx: &mut Ctx<'_>) {
        self.codes.refused += 1;
        cx.reply(id, Outcome::failed(code, FailureCause::Refused));
    }

    /// There is no target for it, or none that is still at the other end of the connection to it.
    #[cold]
    fn refuse(&mut self, id: RequestId, cause: FailureCause, cx: &mut Ctx<'_>) {
        let answer = no_target(cause);
        match answer.code {
            502 => {
                self.codes.elb_502 += 1;
                if cx.request(id).is_some_and(|request| request.is_traced) {
                    let word = "connection_stale";
                    cx.trace(id, Step::Noted { word });
                }
            }
            _ => self.codes.elb_503 += 1,
        }
        cx.reply(id, answer);
    }

    /// What the listener of the request's port does. `None`: it has answered, or there is none.
    #[inline(never)]
    fn listen(&mut self, id: RequestId, node: u8, cx: &mut Ctx<'_>) -> Option<Route> {
        let outcome = match self.balancing.route(id, cx) {
            Some(Route::Answer(outcome)) => outcome,
            None => Outcome::failed(0, FailureCause::PortClosed),
            route => return route,
        };
        match outcome.code {
            301 | 302 => self.codes.redirects += 1,
            // No connection came about: it is no request.
            0 => {
                self.codes.unreachable += 1;
                cx.reply(id, outcome);
                return None;
            }
            _ => self.codes.fixed += 1,
        }
        let request = cx.request(id)?;
        let (class, identity) = (request.class, request.identity);
        self.take(class, (identity, node), cx);
        cx.reply(id, outcome);
        None
    }

    /// Counts a request that has come to a node. Returns whether its client's connection ends with it.
    #[inline(always)]
    fn take(&mut self, class: u8, (client, node): (Identity, u8), cx: &Ctx<'_>) -> bool {
        self.codes.requests += 1;
        let class = cx.class(class);
        let clients = &mut self.balancing.clients;
        clients.note(&class.crowd, client, node, cx.now());
        self.bytes += u64::from(class.bytes_in) + u64::from(class.bytes_out);
        !class.crowd.keeps_alive
    }

    /// The target answered, refused or cut the connection.
    #[inline]
    fn answered(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some((request, note)) = cx.answered(id) else {
            return;
        };
        let (outcome, is_abandoned) = (request.outcome, request.is_abandoned);
        let handed_over = HandedOver::read(note, now);
        let is_answer = outcome.code != 0;
        let answer = match is_answer {
            true => outcome,
            false => Outcome::failed(502, outcome.cause),
        };
        if !is_abandoned && !is_answer {
            self.count_made(answer.code);
        }
        let heard = (!is_abandoned).then_some(outcome);
        let response = is_answer.then(|| now.since(handed_over.at));
        self.balancing.release(handed_over, heard, response, cx);
        cx.pass_back(id, answer);
    }

    /// Counts a code of the balancer's own. A client that had gone was a 460 when it went (5.9).
    const fn count_made(&mut self, code: u16) {
        match code {
            504 => self.codes.elb_504 += 1,
            _ => self.codes.elb_502 += 1,
        }
    }

    /// No connection within 10 s, or no answer within the idle timeout: 504 (spec 5.9).
    fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((note, cause)) = self.balancing.expired(id, cx) else {
            return;
        };
        self.cut(id, note, Outcome::failed(504, cause), cx);
    }

    /// Ends the balancer's connection to the target and answers the client.
    fn cut(&mut self, id: RequestId, note: Note, answer: Outcome, cx: &mut Ctx<'_>) {
        let heard = Outcome::failed(0, answer.cause);
        if self.balancing.cut(id, note, (heard, answer), cx) == Some(false) {
            self.count_made(answer.code);
        }
    }
}

fn check(cx: &mut CheckCtx<'_>) {
    let (board, me) = (cx.board, cx.me);
    cx.check_zones(LoadBalancerType::Application);
    match cx.own_ways() {
        0 => cx.push("", IssueWhat::LeadsNowhere),
        1..=FORWARD_GROUPS_MAX => {}
        // Its listeners say what they forward to.
        _ if board.children::<listener::Listener>(me.id).next().is_some() => {}
        _ => cx.push("", IssueWhat::Error(Code::ForwardTooManyTg)),
    }
}
