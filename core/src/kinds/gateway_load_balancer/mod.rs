//! Gateway Load Balancer: spreads the flows that its endpoints send over appliances, whatever they
//! carry, and keeps each flow on its appliance (spec 5.14). An appliance that fails keeps its flows, and
//! loses them, unless they are set to move.

pub mod appliance;

use crate::balancing::{Balancing, CONSUMED_LCUS, Flows, HandedOver, Picked, connection};
use crate::base::codec::string_enum;
use crate::base::id::{PartIx, RequestId};
use crate::base::rng::Purpose;
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Kind, Member, Place, Price, Protocol, Setup, Spec, Tier,
    Unit, Usage, Vitals, params,
};
use crate::control::{ControlCtx, PublishCtx};
use crate::kinds::target_group::TargetGroup;
use crate::rules::balancer_type::LoadBalancerType;
use crate::rules::cost;
use crate::rules::flow::Flow;
use crate::world::client::Client;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::Term;
use crate::world::metric::Metric;
use crate::world::request::{FailureCause, NO_NODE, Outcome};
use serde::{Deserialize, Serialize};

const ACTIVE_FLOWS: Metric = Metric::of("ActiveFlowCount", Unit::Count);
const NEW_FLOWS: Metric = Metric::sums("NewFlowCount", Unit::Count);
const PROCESSED_BYTES: Metric = Metric::sums("ProcessedBytes", Unit::Bytes);

/// What becomes of the flows of an appliance that fails or is taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Failover {
    /// They stay with it.
    #[default]
    NoRebalance,
    Rebalance,
}

string_enum!(Failover {
    NoRebalance: "no_rebalance",
    Rebalance: "rebalance",
});

params! {
    pub struct Params {
        /// On unhealthy targets and on deregistered ones, which AWS wants alike.
        failover: Failover = Failover::NoRebalance, "target_failover" => choice(Failover::WORDS);
        /// AWS takes up to 6,000 s.
        idle_timeout_s: f64 = 350.0, "tcp.idle_timeout.seconds" => number(60.0..=4_000.0, Seconds);
        /// There and back through the tunnel to the appliance.
        hop_ms: f64 = 0.2, "hop_ms" => number(0.0..=1_000.0, Milliseconds);
    }
}

/// What has come about since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub requests: u64,
    pub new_flows: u64,
    pub bytes: u64,
    /// Of these, to an appliance in another zone than the endpoint's.
    pub crossing_bytes: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GatewayLoadBalancer {
    params: Params,
    pub balancing: Balancing,
    /// By connection: the node, and the appliance.
    flows: Flows<(u8, Picked)>,
    pub counts: Counts,
}

impl Kind for GatewayLoadBalancer {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "gateway_load_balancer",
        accepts: &[Protocol::Tcp],
        offers: &[Protocol::Http],
        place: Place::Subnets,
    };
    const START: u8 = 0;
    const DRAWING: Drawing = Drawing {
        brings: &[(
            TargetGroup::ID,
            r#"{"HealthCheckProtocol": "TCP", "HealthyThresholdCount": 2, "HealthCheckIntervalSeconds": 10,
                "load_balancing.cross_zone.enabled": false}"#,
        )],
        tier: Tier::Public,
        family: Some(Family::Balancing),
        ..Drawing::of("gwlb")
    };
    const METRICS: &'static [Metric] = &[ACTIVE_FLOWS, NEW_FLOWS, PROCESSED_BYTES, CONSUMED_LCUS];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_arn("LoadBalancer", "gwy"));
    const BALANCER: Option<LoadBalancerType> = Some(LoadBalancerType::Gateway);

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/GatewayELB")
    }

    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        cx.check_zones(LoadBalancerType::Gateway);
        cx.expect_own_way();
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut balancer = Self {
            params: params.clone(),
            balancing: Balancing::new(setup.rng(Purpose::Routing)),
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
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Return(id) => self.answered(id, cx),
            // Nobody answers for a lost packet: who sent it finds out.
            Input::TimedOut(id) => {
                cx.give_up_connecting(id);
            }
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
        self.move_flows(group, slot, cx);
    }

    fn target_failed(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
        self.move_flows(group, slot, cx);
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        cx.put_gained(NEW_FLOWS, self.counts.new_flows as f64);
        cx.put_gained(PROCESSED_BYTES, self.counts.bytes as f64);
        let used = self.used();
        let active = (ACTIVE_FLOWS, self.flows.active(cx.now()));
        self.balancing
            .publish_units(active, used, cost::glcu_hours, cx);
    }

    fn price(&self) -> Price {
        Price::standing(cost::GWLB_PER_HOUR)
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        Some(self.used())
    }

    fn usage_usd(&self, used: Usage, span: Span) -> f64 {
        let units = cost::glcu_hours(&self.balancing.lcu_use(used, span));
        units.0 * cost::GLCU_PER_HOUR + used.usd()
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        self.balancing.vitals(self.counts.requests, vitals);
    }
}

impl GatewayLoadBalancer {
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

    fn move_flows(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
        if self.params.failover == Failover::NoRebalance {
            return;
        }
        let balancing = &self.balancing;
        let moved = self
            .flows
            .forget(|(_, to)| balancing.is_at(to, group, slot));
        let moved = Term::Count(f64::from(moved));
        cx.say("flows_moved", false, &[moved], None);
    }

    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(client) = cx.client(id) else {
            return;
        };
        let Some(request) = cx.request(id) else {
            return;
        };
        let (dialed, is_traced, class) = (request.dialed, request.is_traced, request.class);
        let now = cx.now();
        let known = self.balancing.known(&mut self.flows, client, now);
        let found = known.or_else(|| self.open(client, dialed, cx));
        let Some((node, to)) = found else {
            return cx.never_connect(id);
        };
        let class = cx.class(class);
        let bytes = u64::from(class.bytes_in) + u64::from(class.bytes_out);
        self.counts.requests += 1;
        self.counts.bytes += bytes;
        if self.balancing.zone_of(to).is_some_and(|zone| zone != node) {
            self.counts.crossing_bytes += bytes;
        }
        self.balancing
            .send_on(id, (node, to), (is_traced, false), cx);
    }

    /// A new flow goes where its hash leads: of its five numbers, and to the same both ways.
    fn open(&mut self, client: Client, dialed: u8, cx: &Ctx<'_>) -> Option<(u8, Picked)> {
        let node = match dialed {
            NO_NODE => self.balancing.reach_node(dialed, true, cx)?,
            zone => zone,
        };
        let flow = Flow {
            source: client.address,
            source_port: client.port,
            node: 0,
            port: Protocol::Http.port() as u16,
            sequence: 0,
        };
        let to = self.balancing.pick_by_hash(node, &flow).ok()?;
        self.counts.new_flows += 1;
        if client.keeps_alive {
            self.flows.keep(connection(client), (node, to), cx.now());
        }
        Some((node, to))
    }

    /// The appliance let the packet through, kept it, or was not there.
    fn answered(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some((request, note)) = cx.answered(id) else {
            return;
        };
        let (outcome, is_abandoned) = (request.outcome, request.is_abandoned);
        let handed_over = HandedOver::read(note, now);
        let heard = (!is_abandoned).then_some(outcome);
        self.balancing.release(handed_over, heard, None, cx);
        // Nothing says no: a packet that is not let through is not heard of again.
        let lost = Outcome::failed(0, FailureCause::ConnectTimeout);
        match outcome {
            passed if passed.is_ok() => cx.reply(id, passed),
            waited if waited == lost => cx.reply(id, waited),
            _ => cx.never_connect(id),
        }
    }
}
