//! Network Load Balancer: one fixed address per zone, and whole connections to targets by their flow
//! hash (spec 5.13). It reads nothing of what passes: no paths, no cookies, no errors of its own.

mod check;

use crate::balancing::{
    Balancing, CERTIFICATE, CONSUMED_LCUS, Flows, HandedOver, Picked, connection, shake_hands,
};
use crate::base::codec::string_enum;
use crate::base::id::{PartId, PartIx, RequestId};
use crate::base::rng::Purpose;
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Kind, Place, Price, Protocol, Quantity, Setup, Spec,
    Tier, Unit, Usage, Vitals, params,
};
use crate::control::{ControlCtx, PublishCtx};
use crate::kinds::KindId;
use crate::rules::balancer_type::LoadBalancerType;
use crate::rules::cost;
use crate::rules::flow::Flow;
use crate::rules::listener::Certificate;
use crate::world::client::Client;
use crate::world::counted::Counted;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::Term;
use crate::world::metric::Metric;
use crate::world::request::{FailureCause, NO_NODE, Outcome};
use crate::world::requests::Note;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

pub const ACTIVE_FLOW_COUNT: Metric = Metric::of("ActiveFlowCount", Unit::Count);
pub const NEW_FLOW_COUNT: Metric = Metric::sums("NewFlowCount", Unit::Count);
pub const PROCESSED_BYTES: Metric = Metric::sums("ProcessedBytes", Unit::Bytes);
/// Resets by clients that did not wait, by the balancer itself, and by targets.
pub const CLIENT_RESET_COUNT: Metric = Metric::sums("TCP_Client_Reset_Count", Unit::Count);
pub const ELB_RESET_COUNT: Metric = Metric::sums("TCP_ELB_Reset_Count", Unit::Count);
pub const TARGET_RESET_COUNT: Metric = Metric::sums("TCP_Target_Reset_Count", Unit::Count);

/// Handshakes of a TLS listener that came to nothing.
const CLIENT_TLS_ERROR_COUNT: Metric = Metric::sums("ClientTLSNegotiationErrorCount", Unit::Count);

/// What its listener takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listens {
    /// Connections as they are, encrypted or not.
    #[default]
    Tcp,
    /// Encrypted ones, which end at the balancer.
    Tls,
}

string_enum!(Listens {
    Tcp: "TCP",
    Tls: "TLS",
});

params! {
    pub struct Params {
        listens: Listens = Listens::Tcp, "Protocol" => choice(Listens::WORDS);
        /// The first one is the default.
        certificates: Vec<Certificate> = Vec::new(), "Certificates"
            if |p| p.listens == Listens::Tls => records(CERTIFICATE);
        /// AWS takes up to 6,000 s.
        idle_timeout_s: f64 = 350.0, "tcp.idle_timeout.seconds" => number(60.0..=4_000.0, Seconds);
        /// Of its target groups, in AWS's words.
        ends_connections: bool = true,
            "target_health_state.unhealthy.connection_termination.enabled" => toggle();
        /// Until they are reset all the same; 0: never.
        drains_s: f64 = 0.0, "target_health_state.unhealthy.draining_interval_seconds"
            if |p| !p.ends_connections => number(0.0..=360_000.0, Seconds);
        /// The address of each zone is the user's own, and stays when the balancer goes.
        has_elastic_ips: bool = false, "elastic_ips" => toggle();
        /// What the balancer itself adds to a request.
        hop_ms: f64 = 0.1, "hop_ms" => number(0.0..=1_000.0, Milliseconds);
        /// Clients whose node does not answer try the next address at once, as browsers do.
        clients_try_next_address: bool = true, "clients_try_next_address" => toggle();
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroups" => parts(Takes::Filters);
    }
}

/// What has come about since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub requests: u64,
    pub new_flows: u64,
    pub elb_resets: u64,
    pub target_resets: u64,
    pub unreachable: u64,
    /// Handshakes that came to nothing.
    #[serde(default)]
    pub tls_errors: u64,
    pub bytes: u64,
    /// Of these, to a target in another zone than the node's.
    pub crossing_bytes: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NetworkLoadBalancer {
    params: Params,
    pub balancing: Balancing,
    /// By connection: the node, and the target.
    flows: Flows<(u8, Picked)>,
    pub counts: Counts,
}

impl Kind for NetworkLoadBalancer {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "network_load_balancer",
        accepts: &[Protocol::Http, Protocol::Tcp],
        offers: &[Protocol::Http],
        place: Place::Subnets,
    };
    const START: u8 = 0;
    const DRAWING: Drawing = Drawing {
        // AWS: of load balancers only the ALB has cross-zone on.
        brings: &[(
            KindId::TargetGroup,
            r#"{"HealthCheckPath": "/health", "HealthyThresholdCount": 2, "UnhealthyThresholdCount": 3,
                "HealthCheckTimeoutSeconds": 6, "load_balancing.cross_zone.enabled": false}"#,
        )],
        tier: Tier::Public,
        family: Some(Family::Balancing),
        ..Drawing::of("nlb")
    };
    const NOTES: &'static [&'static str] = &["E5"];
    const METRICS: &'static [Metric] = &[
        ACTIVE_FLOW_COUNT,
        NEW_FLOW_COUNT,
        PROCESSED_BYTES,
        CLIENT_RESET_COUNT,
        ELB_RESET_COUNT,
        TARGET_RESET_COUNT,
        CLIENT_TLS_ERROR_COUNT,
        CONSUMED_LCUS,
    ];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_arn("LoadBalancer", "net"));
    const BALANCER: Option<LoadBalancerType> = Some(LoadBalancerType::Network);

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/NetworkELB")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check::check(params, cx);
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut balancing = Balancing::new(setup.rng(Purpose::Routing));
        // A zone without targets leaves DNS (spec 5.1).
        balancing.keeps_empty_zones = false;
        let mut balancer = Self {
            params: params.clone(),
            balancing,
            flows: Flows::new(Span::ZERO),
            counts: Counts::default(),
        };
        balancer.edit(params, setup);
        balancer
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        let idle = Span::from_s_f64(params.idle_timeout_s);
        self.balancing.set_times(params.hop_ms, idle, setup);
        self.flows.set_idle(idle);
        let drains = Some(params.drains_s).filter(|_| !params.ends_connections);
        self.balancing.unhealthy_drains = Span::from_s_f64(drains.unwrap_or(0.0));
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
        self.reset_flows(group, slot, cx);
    }

    fn target_failed(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
        // One that has drained may come here, too.
        if self.params.ends_connections || self.balancing.unhealthy_drains > Span::ZERO {
            let flows = self.reset_flows(group, slot, cx);
            let flows = Term::Count(f64::from(flows));
            cx.say("flows_reset", true, &[flows], None);
        }
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let counts = &self.counts;
        for (metric, total) in [
            (NEW_FLOW_COUNT, counts.new_flows),
            (PROCESSED_BYTES, counts.bytes),
            (
                CLIENT_RESET_COUNT,
                cx.world.counts.of(cx.me, Counted::Abandoned),
            ),
            (CLIENT_TLS_ERROR_COUNT, counts.tls_errors),
            (ELB_RESET_COUNT, counts.elb_resets),
            (TARGET_RESET_COUNT, counts.target_resets),
        ] {
            cx.put_gained(metric, total as f64);
        }
        let used = self.used();
        let active = (ACTIVE_FLOW_COUNT, self.active_flows(cx.now()));
        self.balancing
            .publish_units(active, used, cost::nlcu_hours, cx);
    }

    fn price(&self) -> Price {
        Price::standing(cost::NLB_PER_HOUR)
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        Some(self.used())
    }

    fn usage_usd(&self, used: Usage, span: Span) -> f64 {
        let units = cost::nlcu_hours(&self.balancing.lcu_use(used, span));
        units.0 * cost::NLCU_PER_HOUR + used.usd()
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        self.balancing.vitals(self.counts.requests, vitals);
        if self.params.listens == Listens::Tls {
            let errors = Quantity::Total(self.counts.tls_errors);
            vitals.row("tls_errors", errors, Unit::PerSecond);
        }
    }
}

impl NetworkLoadBalancer {
    fn used(&self) -> Usage {
        let counts = &self.counts;
        let crossing = cost::cross_zone_usd(counts.crossing_bytes as f64 / 1e9);
        Usage {
            requests: counts.new_flows,
            bytes: counts.bytes,
            nanousd: (crossing * 1e9) as u64,
            ..Usage::default()
        }
    }

    /// Resets all connections to a target, in use or quiet. Returns how many.
    fn reset_flows(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) -> u32 {
        let balancing = &self.balancing;
        let kept = self
            .flows
            .forget(|(_, to)| balancing.is_at(to, group, slot));
        let cut = self.balancing.at_target(group, slot, cx);
        let in_use = cut.len() as u32;
        let mut data = cx.data();
        for (id, note) in cut {
            self.reset(id, note, FailureCause::ConnectionCut, &mut data);
        }
        kept.max(in_use)
    }

    /// Connections that live: those that clients keep, or those of requests alone.
    pub fn active_flows(&self, now: Instant) -> u32 {
        self.flows.active(now).max(self.balancing.outstanding())
    }

    #[inline]
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(client) = cx.client(id) else {
            return;
        };
        let Some(request) = cx.request(id) else {
            return;
        };
        let (dialed, is_traced, class_ix) = (request.dialed, request.is_traced, request.class);
        // Who comes after it dials an address of its own.
        request.dialed = NO_NODE;
        let now = cx.now();
        let (node, to) = match self.balancing.known(&mut self.flows, client, now) {
            Some(known) => known,
            None => {
                let tries_others = self.params.clients_try_next_address;
                let Some(node) = self.balancing.reach_node(dialed, tries_others, cx) else {
                    self.counts.unreachable += 1;
                    return cx.never_connect(id);
                };
                if self.params.listens == Listens::Tls
                    && let Err(outcome) = shake_hands(id, cx.me, &self.params.certificates, cx)
                {
                    self.counts.tls_errors += 1;
                    return cx.reply(id, outcome);
                }
                match self.open(client, node, now) {
                    Ok(to) => (node, to),
                    Err(cause) => {
                        self.counts.elb_resets += 1;
                        return cx.reply(id, Outcome::failed(0, cause));
                    }
                }
            }
        };
        let class = cx.class(class_ix);
        let bytes = u64::from(class.bytes_in) + u64::from(class.bytes_out);
        self.counts.requests += 1;
        self.counts.bytes += bytes;
        if self.balancing.zone_of(to).is_some_and(|zone| zone != node) {
            self.counts.crossing_bytes += bytes;
        }
        self.balancing
            .send_on(id, (node, to), (is_traced, false), cx);
    }

    /// A new connection goes where its hash leads.
    fn open(&mut self, client: Client, node: u8, now: Instant) -> Result<Picked, FailureCause> {
        let flow = Flow {
            source: client.address,
            source_port: client.port,
            node,
            port: Protocol::Http.port() as u16,
            sequence: self.counts.new_flows as u32,
        };
        let to = self.balancing.pick_by_hash(node, &flow)?;
        self.counts.new_flows += 1;
        if client.keeps_alive {
            self.flows.keep(connection(client), (node, to), now);
        }
        Ok(to)
    }

    /// The target answered, refused or cut the connection: whatever it says is passed on.
    #[inline]
    fn answered(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some((request, note)) = cx.answered(id) else {
            return;
        };
        let (outcome, is_abandoned) = (request.outcome, request.is_abandoned);
        let is_reset = outcome.code == 0;
        // It does not read answers: only that a connection failed is known of a target.
        let heard = (is_reset && !is_abandoned).then_some(outcome);
        self.counts.target_resets += u64::from(heard.is_some());
        let handed_over = HandedOver::read(note, now);
        self.balancing.release(handed_over, heard, None, cx);
        cx.pass_back(id, outcome);
    }

    /// No connection within 10 s, or nothing heard for the idle timeout: the connection is over.
    fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((note, cause)) = self.balancing.expired(id, cx) else {
            return;
        };
        self.reset(id, note, cause, cx);
    }

    /// Resets both ends of a connection.
    fn reset(&mut self, id: RequestId, note: Note, cause: FailureCause, cx: &mut Ctx<'_>) {
        let answer = Outcome::failed(0, cause);
        let is_abandoned = self.balancing.cut(id, note, (answer, answer), cx);
        self.counts.elb_resets += u64::from(is_abandoned == Some(false));
    }
}
