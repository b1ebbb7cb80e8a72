//! Classic Load Balancer, the previous generation (spec 5.1, 5.6): one listener that looks at the port
//! alone, and servers that are registered with it as one list. HTTP goes to whoever has the least to
//! do, TCP connections go round. No rules, no paths, and nothing but servers behind it.

use super::target_group::TargetGroup;
use super::target_group::metrics::REQUEST_COUNT;
use crate::balancing::{
    Algorithm, Balancing, Flows, HandedOver, Picked, connection, no_target, shake_hands,
    speak_plainly,
};
use crate::base::codec::string_enum;
use crate::base::histogram::Histogram;
use crate::base::id::{PartId, PartIx, RequestId};
use crate::base::rng::Purpose;
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Forwards, Kind, Member, Place, Price, Protocol, Setup,
    Spec, Tier, Tone, Unit, Usage, Vitals, params,
};
use crate::control::{ControlCtx, PublishCtx};
use crate::rules::balancer_type::LoadBalancerType;
use crate::rules::cost;
use crate::rules::listener::{Certificate, XffMode};
use crate::rules::summary::Summary;
use crate::rules::validate::Warning;
use crate::world::client::Client;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::metric::Metric;
use crate::world::request::{FailureCause, Outcome};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

const ELB_5XX: Metric = Metric::events("HTTPCode_ELB_5XX");
const BACKEND_ERRORS: Metric = Metric::sums("BackendConnectionErrors", Unit::Count);
/// From the request to a server to its answer.
const LATENCY: Metric = Metric::of("Latency", Unit::Seconds);
const BACKEND_2XX: Metric = Metric::events("HTTPCode_Backend_2XX");
const BACKEND_3XX: Metric = Metric::events("HTTPCode_Backend_3XX");
const BACKEND_4XX: Metric = Metric::events("HTTPCode_Backend_4XX");
const BACKEND_5XX: Metric = Metric::events("HTTPCode_Backend_5XX");

/// What its listener takes apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listens {
    /// Requests.
    #[default]
    Http,
    /// Requests over TLS, with one certificate: it does not hear which server is asked for.
    Https,
    /// Connections, whatever runs over them.
    Tcp,
}

string_enum!(Listens {
    Http: "HTTP",
    Https: "HTTPS",
    Tcp: "TCP",
});

params! {
    pub struct Params {
        listens: Listens = Listens::Http, "Protocol" => choice(Listens::WORDS);
        /// Domains of its one certificate, with `|` in between.
        certificate: String = String::new(), "SSLCertificateId"
            if |p| p.listens == Listens::Https => text();
        idle_timeout_s: f64 = 60.0, "ConnectionSettings.IdleTimeout"
            => number(1.0..=4_000.0, Seconds);
        /// What the balancer itself adds to a request.
        hop_ms: f64 = 1.0, "hop_ms" => number(0.0..=1_000.0, Milliseconds);
        /// Clients whose node does not answer try the next address at once, as browsers do.
        clients_try_next_address: bool = true, "clients_try_next_address" => toggle();
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroups" => parts(Takes::Filters);
    }
}

/// What has come about since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub requests: u64,
    pub elb_5xx: u64,
    pub backend_errors: u64,
    pub unreachable: u64,
    pub bytes: u64,
    /// What servers answered, by the hundreds of the status; of connections it hears nothing.
    #[serde(default)]
    answers: [u64; 6],
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClassicLoadBalancer {
    params: Params,
    pub balancing: Balancing,
    /// One: it has no choice.
    certificates: [Certificate; 1],
    /// Of TCP, by connection: the node, and the server.
    flows: Flows<(u8, Picked)>,
    pub counts: Counts,
    /// Of the period so far.
    #[serde(default)]
    latency: Histogram,
}

impl Kind for ClassicLoadBalancer {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "classic_load_balancer",
        accepts: &[Protocol::Http, Protocol::Tcp],
        offers: &[Protocol::Http],
        place: Place::Subnets,
    };
    const START: u8 = 0;
    const DRAWING: Drawing = Drawing {
        // Its list of servers and how they are checked. From AWS's console, cross-zone is on.
        brings: &[(
            TargetGroup::ID,
            r#"{"HealthCheckPath": "/health", "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 3}"#,
        )],
        tier: Tier::Public,
        family: Some(Family::Balancing),
        ..Drawing::of("clb")
    };
    const METRICS: &'static [Metric] = &[
        REQUEST_COUNT,
        LATENCY,
        BACKEND_2XX,
        BACKEND_3XX,
        BACKEND_4XX,
        BACKEND_5XX,
        ELB_5XX,
        BACKEND_ERRORS,
    ];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("LoadBalancerName").whole());
    const BALANCER: Option<LoadBalancerType> = Some(LoadBalancerType::Classic);

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/ELB")
    }

    fn forwards(params: &Params) -> Forwards {
        match params.listens {
            Listens::Http | Listens::Https => Forwards::Requests {
                mode: XffMode::Append,
                names_port: false,
            },
            Listens::Tcp => Forwards::Bytes,
        }
    }

    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        cx.warn("", Warning::PreviousGeneration);
        cx.check_zones(LoadBalancerType::Classic);
        cx.expect_own_way();
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut balancer = Self {
            params: params.clone(),
            balancing: Balancing::new(setup.rng(Purpose::Routing)),
            certificates: [Certificate::default()],
            flows: Flows::new(Span::ZERO),
            counts: Counts::default(),
            latency: Histogram::default(),
        };
        balancer.edit(params, setup);
        balancer
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        let idle = Span::from_s_f64(params.idle_timeout_s);
        self.balancing.set_times(params.hop_ms, idle, setup);
        self.flows.set_idle(idle);
        self.certificates = [Certificate {
            domains: params.certificate.clone(),
            ..Certificate::default()
        }];
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
        self.forget(group, slot);
        let cut = self.balancing.at_target(group, slot, cx);
        let answer = self.made(502, FailureCause::ConnectionCut);
        let mut data = cx.data();
        for (id, note) in cut {
            self.balancing.cut(id, note, (answer, answer), &mut data);
        }
    }

    fn target_failed(&mut self, group: PartIx, slot: u16, _cx: &mut ControlCtx<'_>) {
        self.forget(group, slot);
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let counts = &self.counts;
        let [.., ok, elsewhere, refused, broken] = counts.answers;
        for (metric, total) in [
            (REQUEST_COUNT, counts.requests),
            (BACKEND_2XX, ok),
            (BACKEND_3XX, elsewhere),
            (BACKEND_4XX, refused),
            (BACKEND_5XX, broken),
            (ELB_5XX, counts.elb_5xx),
            (BACKEND_ERRORS, counts.backend_errors),
        ] {
            cx.put_gained(metric, total as f64);
        }
        if let Some(times) = Summary::of_times(&self.latency) {
            cx.put(LATENCY, times);
        }
        self.latency.clear();
    }

    fn price(&self) -> Price {
        Price::standing(cost::CLB_PER_HOUR)
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        Some(Usage {
            requests: self.counts.requests,
            bytes: self.counts.bytes,
            ..Usage::default()
        })
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        used.gb() * cost::CLB_PER_GB
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        self.balancing.vitals(self.counts.requests, vitals);
        vitals.badge("previous_generation", Tone::Warn);
    }
}

impl ClassicLoadBalancer {
    /// What the balancer says itself: of connections it can only end them.
    fn made(&mut self, code: u16, cause: FailureCause) -> Outcome {
        match self.params.listens {
            Listens::Http | Listens::Https => {
                self.counts.elb_5xx += 1;
                Outcome::failed(code, cause)
            }
            Listens::Tcp => Outcome::failed(0, cause),
        }
    }

    /// Clients of a server that is gone connect anew, to another one.
    fn forget(&mut self, group: PartIx, slot: u16) {
        let balancing = &self.balancing;
        self.flows
            .forget(|(_, to)| balancing.is_at(to, group, slot));
    }

    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(client) = cx.client(id) else {
            return;
        };
        let Some(request) = cx.request(id) else {
            return;
        };
        let (dialed, is_traced, class) = (request.dialed, request.is_traced, request.class);
        let identity = request.identity;
        let tries_others = self.params.clients_try_next_address;
        let Some(node) = self.balancing.reach_node(dialed, tries_others, cx) else {
            self.counts.unreachable += 1;
            return cx.never_connect(id);
        };
        let hello = match self.params.listens {
            Listens::Https => shake_hands(id, cx.me, &self.certificates, cx),
            Listens::Http => speak_plainly(id, cx),
            Listens::Tcp => Ok(()),
        };
        if let Err(outcome) = hello {
            return cx.reply(id, outcome);
        }
        let class = cx.class(class);
        self.counts.requests += 1;
        self.counts.bytes += u64::from(class.bytes_in) + u64::from(class.bytes_out);
        let (crowd, clients) = (&class.crowd, &mut self.balancing.clients);
        clients.note(crowd, identity, node, cx.now());
        match self.choose(client, node, cx.now()) {
            Ok(to) => {
                let how = (is_traced, !client.keeps_alive);
                self.balancing.send_on(id, to, how, cx);
            }
            Err(cause) => {
                let answer = self.made(no_target(cause).code, cause);
                cx.reply(id, answer);
            }
        }
    }

    /// Its listener says how, and the list of servers has no say.
    /// Basis: documented - CLB guide, "How Elastic Load Balancing works", routing algorithm.
    fn choose(
        &mut self,
        client: Client,
        node: u8,
        now: Instant,
    ) -> Result<(u8, Picked), FailureCause> {
        let algorithm = match self.params.listens {
            Listens::Http | Listens::Https => Algorithm::LeastOutstandingRequests,
            Listens::Tcp => Algorithm::RoundRobin,
        };
        for pool in &mut self.balancing.pools {
            pool.algorithm = algorithm;
        }
        // It reads no cookies in what it passes on, and the connections are its clients' own.
        let who = (self.params.listens != Listens::Tcp).then_some(client);
        let pick = |balancing: &mut Balancing| {
            let picked = balancing.pick(node, now, || who);
            picked.map(|to| (node, to))
        };
        if self.params.listens != Listens::Tcp {
            return pick(&mut self.balancing);
        }
        if let Some(known) = self.balancing.known(&mut self.flows, client, now) {
            return Ok(known);
        }
        let to = pick(&mut self.balancing)?;
        if client.keeps_alive {
            self.flows.keep(connection(client), to, now);
        }
        Ok(to)
    }

    /// The server answered, refused or cut the connection.
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
            false => self.made(502, outcome.cause),
        };
        self.counts.backend_errors += u64::from(!is_answer && !is_abandoned);
        let heard = (!is_abandoned).then_some(outcome);
        let response = is_answer.then(|| now.since(handed_over.at));
        if let Some(response) = response.filter(|_| !is_abandoned) {
            self.hear(outcome, response);
        }
        self.balancing.release(handed_over, heard, response, cx);
        cx.pass_back(id, answer);
    }

    /// A server has answered; what is said over connections it does not hear.
    fn hear(&mut self, outcome: Outcome, response: Span) {
        if self.params.listens == Listens::Tcp {
            return;
        }
        self.latency.record(response.us());
        let hundreds = usize::from(outcome.code / 100);
        if let Some(count) = self.counts.answers.get_mut(hundreds) {
            *count += 1;
        }
    }

    /// No connection within 10 s, or no answer within the idle timeout.
    fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((note, cause)) = self.balancing.expired(id, cx) else {
            return;
        };
        let answer = self.made(504, cause);
        self.counts.backend_errors += u64::from(cause == FailureCause::ConnectTimeout);
        let heard = Outcome::failed(0, cause);
        self.balancing.cut(id, note, (heard, answer), cx);
    }
}
