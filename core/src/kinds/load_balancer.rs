//! Application Load Balancer: nodes per zone, the pick of a target, and the errors it makes itself
//! (spec 5.2, 5.6-5.9). Which targets may be picked is the target groups' business.

use super::pool::{Pool, PoolTarget};
use super::target_group::metrics::{REQUEST_COUNT, TARGET_RESPONSE_TIME};
use crate::base::form::record;
use crate::base::id::{PartIx, RequestId};
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{Field, Kind, Place, Price, Protocol, Setup, Spec, Unit, Usage};
use crate::control::{ControlCtx, Message, PublishCtx};
use crate::rules::cost::{self, LcuUse};
use crate::rules::distribution::{drawn, weighted_shares};
use crate::rules::dns::nth_address;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::metric::{Metric, MetricUnit};
use crate::world::request::{FailureCause, NO_NODE, Outcome};
use crate::world::requests::Note;
use crate::world::trail::Step;
use crate::world::wires::Outlet;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// 4xx that the balancer made itself: clients that did not wait (460).
pub const ELB_4XX_COUNT: Metric = Metric::events("HTTPCode_ELB_4XX_Count");
pub const ELB_5XX_COUNT: Metric = Metric::events("HTTPCode_ELB_5XX_Count");
pub const ELB_502_COUNT: Metric = Metric::events("HTTPCode_ELB_502_Count");
pub const ELB_503_COUNT: Metric = Metric::events("HTTPCode_ELB_503_Count");
pub const ELB_504_COUNT: Metric = Metric::events("HTTPCode_ELB_504_Count");
/// Both directions.
pub const PROCESSED_BYTES: Metric = Metric::sums("ProcessedBytes", MetricUnit::Bytes);

#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    pub kind: String,
    pub idle_timeout_s: f64,
    /// What the balancer itself adds to a request.
    pub hop_ms: f64,
    /// Clients whose node does not answer try the next address at once, as browsers do.
    pub clients_try_next_address: bool,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            kind: String::from("application"),
            idle_timeout_s: 60.0,
            hop_ms: 1.0,
            clients_try_next_address: true,
        }
    }
}

record!(Params {
    kind: "Type",
    idle_timeout_s: "idle_timeout.timeout_seconds",
    hop_ms: "hop_ms",
    clients_try_next_address: "clients_try_next_address",
});

/// Requests by who answered them. `HTTPCode_ELB_*` are made by the balancer itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    pub requests: u64,
    pub elb_460: u64,
    pub elb_502: u64,
    pub elb_503: u64,
    pub elb_504: u64,
    pub unreachable: u64,
}

/// A pool's number where there is none.
const NO_POOL: u8 = u8::MAX;
/// How far ahead a request may be on its way to a target: a balancer's own delay is shorter.
const FUTURE_MAX: Span = Span::from_s(1);

/// What the balancer notes of a request that it has handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The target group's number at the balancer.
    pub pool: u8,
    /// The target's place there.
    pub slot: u16,
    /// When it left for the target.
    pub at: Instant,
}

impl HandedOver {
    /// 32 bits of the time: an hour and more, and no balancer waits for so long.
    fn note(self) -> Note {
        self.at.us() << 32 | Note::from(self.pool) << 16 | Note::from(self.slot)
    }

    /// Reads a note back; it is of a time that is not `now` yet, or just past.
    pub fn read(note: Note, now: Instant) -> Self {
        let latest = now.us().saturating_add(FUTURE_MAX.us());
        let ago = (latest as u32).wrapping_sub((note >> 32) as u32);
        Self {
            pool: (note >> 16) as u8,
            slot: note as u16,
            at: Instant::from_us(latest.saturating_sub(u64::from(ago))),
        }
    }
}

/// The listener's default action: forward to one target group, or to several by weight (spec 5.3).
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Forward {
    only: u8,
    /// Pools with their shares; empty where one takes all.
    shared: Vec<(f64, u8)>,
}

impl Default for Forward {
    fn default() -> Self {
        Self {
            only: NO_POOL,
            shared: Vec::new(),
        }
    }
}

impl Forward {
    /// An empty or unhealthy group keeps its share (ALB guide, "Listeners"): nothing moves over.
    fn to(pools: &[Pool]) -> Self {
        let is_named = |(_, pool): &(usize, &Pool)| pool.is_forwarded_to && pool.weight > 0;
        let named = || pools.iter().enumerate().filter(is_named);
        let shares = weighted_shares(named().map(|(_, pool)| f64::from(pool.weight)));
        let numbers = named().map(|(number, _)| number as u8);
        let mut shared: Vec<(f64, u8)> = shares.zip(numbers).collect();
        let only = shared.last().map_or(NO_POOL, |(_, number)| *number);
        if shared.len() == 1 {
            shared.clear();
        }
        Self { only, shared }
    }

    #[inline]
    fn choose(&self, rng: &mut Rng) -> u8 {
        if self.shared.is_empty() {
            return self.only;
        }
        let shares = self.shared.iter().map(|(share, _)| *share);
        let chosen = drawn(shares, rng.unit()).and_then(|at| self.shared.get(at));
        chosen.map_or(NO_POOL, |(_, number)| *number)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoadBalancer {
    params: Params,
    hop: Delay,
    idle: Delay,
    routing: Rng,
    /// Zones with a node, and those of them that are up: one bit each.
    pub zones: u32,
    pub zones_up: u32,
    /// One per target group.
    pub pools: Vec<Pool>,
    forward: Forward,
    pub codes: Codes,
    pub bytes: u64,
}

impl Kind for LoadBalancer {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "load_balancer",
        accepts: &[Protocol::Http],
        offers: &[Protocol::Http],
        of: &[],
        place: Place::Subnets,
    };
    const FIELDS: &'static [Field] = &[
        Field::choice("Type", &["application"]),
        Field::number("idle_timeout.timeout_seconds", 1.0, 4_000.0, Unit::Seconds),
        Field::number("hop_ms", 0.0, 1_000.0, Unit::Milliseconds),
        Field::toggle("clients_try_next_address"),
    ];
    const METRICS: &'static [Metric] = &[
        REQUEST_COUNT,
        TARGET_RESPONSE_TIME,
        ELB_4XX_COUNT,
        ELB_5XX_COUNT,
        ELB_502_COUNT,
        ELB_503_COUNT,
        ELB_504_COUNT,
        PROCESSED_BYTES,
    ];

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut balancer = Self {
            params: params.clone(),
            hop: Delay::default(),
            idle: Delay::default(),
            routing: setup.rng(Purpose::Routing),
            zones: 1,
            zones_up: 1,
            pools: Vec::new(),
            forward: Forward::default(),
            codes: Codes::default(),
            bytes: 0,
        };
        balancer.edit(params, setup);
        balancer
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.hop = setup.delay(Span::from_s_f64(params.hop_ms / 1e3));
        self.idle = setup.deadline(Span::from_s_f64(params.idle_timeout_s) + self.hop.span);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Return { id, .. } => self.answered(id, cx),
            Input::TimedOut(id) => self.time_out(id, cx),
            Input::Done(_) | Input::Wake(_) => {}
        }
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if message == Message::Signalled {
            self.report_drained(cx);
        }
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.zones = cx.zones_of(cx.me).max(1);
        self.zones_up = self.zones & !cx.zones_down();
        self.advertise(cx);
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let codes = &self.codes;
        for (metric, total) in [
            // Only requests for which a node could choose a target (5.15).
            (REQUEST_COUNT, codes.requests.saturating_sub(codes.elb_503)),
            (ELB_5XX_COUNT, codes.elb_502 + codes.elb_503 + codes.elb_504),
            (ELB_502_COUNT, codes.elb_502),
            (ELB_503_COUNT, codes.elb_503),
            (ELB_504_COUNT, codes.elb_504),
            (ELB_4XX_COUNT, codes.elb_460),
            (PROCESSED_BYTES, self.bytes),
        ] {
            cx.put_gained(metric, total as f64);
        }
    }

    fn price(&self) -> Price {
        let addresses = f64::from(self.zones.count_ones());
        Price::standing(cost::ALB_PER_HOUR + cost::PUBLIC_IPV4_PER_HOUR * addresses)
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        Some(Usage {
            requests: self.codes.requests,
            bytes: self.bytes,
        })
    }

    fn usage_usd(&self, used: Usage, span: Span) -> f64 {
        let targets = self.pools.iter().flat_map(|pool| &pool.targets);
        let active: u32 = targets.map(|target| target.outstanding).sum();
        let hours = span.s_f64() / 3_600.0;
        let used = LcuUse {
            new_connections: used.requests as f64,
            active_hours: f64::from(active) * hours,
            gb: used.gb(),
            ..LcuUse::default()
        };
        cost::lcu_hours(&used).0 * cost::LCU_PER_HOUR
    }
}

impl LoadBalancer {
    pub const fn params(&self) -> &Params {
        &self.params
    }

    #[inline]
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(request) = cx.request(id) else {
            return;
        };
        let (node, is_traced) = (request.dialed, request.is_traced);
        let class_ix = request.class;
        let Some(node) = self.reach_node(node, cx) else {
            self.codes.unreachable += 1;
            return cx.never_connect(id);
        };
        self.codes.requests += 1;
        let class = cx.class(class_ix);
        self.bytes += u64::from(class.bytes_in) + u64::from(class.bytes_out);
        let now = cx.now();
        let group = self.forward.choose(&mut self.routing);
        let picked = match self.pools.get_mut(group as usize) {
            Some(pool) => pool.pick(node, now, &mut self.routing),
            None => Err(FailureCause::NoTarget),
        };
        match picked {
            Ok(slot) => self.hand_over(id, node, (group, slot), is_traced, cx),
            Err(cause) => {
                self.codes.elb_503 += 1;
                cx.reply(id, Outcome::failed(503, cause));
            }
        }
    }

    /// The node that takes the connection: the one the client chose, or another one it tries.
    #[inline]
    fn reach_node(&mut self, chosen: u8, cx: &Ctx<'_>) -> Option<u8> {
        if chosen != NO_NODE && self.zones_up & (1u32 << (chosen & 31)) != 0 {
            return Some(chosen);
        }
        if chosen != NO_NODE && !self.params.clients_try_next_address {
            return None;
        }
        let open = cx.world.names.advertised(cx.me) & self.zones_up;
        let count = open.count_ones();
        if count == 0 {
            return None;
        }
        let n = if count > 1 {
            self.routing.below(count)
        } else {
            0
        };
        Some(nth_address(open, n))
    }

    #[inline]
    fn hand_over(
        &mut self,
        id: RequestId,
        node: u8,
        (group, slot): (u8, u16),
        is_traced: bool,
        cx: &mut Ctx<'_>,
    ) {
        let now = cx.now();
        let hop = self.hop;
        let Some(pool) = self.pools.get_mut(group as usize) else {
            return;
        };
        let Some(target) = pool.targets.get_mut(slot as usize) else {
            return;
        };
        target.outstanding += 1;
        target.requests += 1;
        let (part, outstanding) = (target.part, target.outstanding);
        let handed_over = HandedOver {
            pool: group,
            slot,
            at: now + hop.span,
        };
        if is_traced {
            let eligible = pool.eligible_count(node).min(usize::from(u16::MAX)) as u16;
            cx.footprint(
                id,
                Step::Picked {
                    target: part,
                    eligible,
                    outstanding,
                    zone: node,
                },
            );
        }
        cx.deadline(id, self.idle);
        cx.call_delayed(id, Outlet::straight(part), handed_over.note(), hop);
    }

    /// The target answered, refused or cut the connection.
    #[inline]
    fn answered(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some(request) = cx.request(id) else {
            return;
        };
        let (outcome, is_abandoned) = (request.outcome, request.is_abandoned);
        let handed_over = HandedOver::read(cx.note(id), now);
        let is_answer = outcome.code != 0;
        let answer = match is_answer {
            true => outcome,
            false => Outcome::failed(502, outcome.cause),
        };
        if is_abandoned || !is_answer {
            self.count_made(answer.code, is_abandoned);
        }
        let heard = (!is_abandoned).then_some(outcome);
        let response = is_answer.then(|| now.since(handed_over.at));
        if self.release(handed_over, heard, response) {
            cx.signal();
        }
        cx.reply(id, answer);
    }

    /// Counts a code of the balancer's own: 460 in place of any other when the client has gone (5.9).
    const fn count_made(&mut self, code: u16, is_abandoned: bool) {
        match code {
            _ if is_abandoned => self.codes.elb_460 += 1,
            504 => self.codes.elb_504 += 1,
            _ => self.codes.elb_502 += 1,
        }
    }

    /// Frees the target's place; true when a draining target is now empty. `outcome`: what the
    /// client heard of it, `None` when it had gone.
    #[inline]
    fn release(
        &mut self,
        from: HandedOver,
        outcome: Option<Outcome>,
        response: Option<Span>,
    ) -> bool {
        let Some(pool) = self.pools.get_mut(from.pool as usize) else {
            return false;
        };
        match outcome {
            Some(outcome) => pool.meter.note(outcome, response),
            None => pool.meter.requests += 1,
        }
        let Some(target) = pool.targets.get_mut(from.slot as usize) else {
            return false;
        };
        // The place may have been given to another target since.
        if target.registered_at > from.at {
            return false;
        }
        target.outstanding = target.outstanding.saturating_sub(1);
        if outcome.is_some_and(|outcome| !outcome.is_ok()) {
            target.failures += 1;
        }
        target.is_draining && target.outstanding == 0
    }

    /// No connection within 10 s, or no answer within the idle timeout: 504 (spec 5.9).
    fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let (now, idle, hop) = (cx.now(), self.idle.span, self.hop.span);
        let Some(note) = cx.awaited_note(id) else {
            return;
        };
        let Some(request) = cx.request(id) else {
            return;
        };
        let cause = if request.is_lost && request.outcome.cause == FailureCause::ConnectTimeout {
            FailureCause::ConnectTimeout
        } else if now.since(HandedOver::read(note, now).at) + hop >= idle {
            FailureCause::IdleTimeout
        } else {
            return;
        };
        self.cut(id, note, Outcome::failed(504, cause), cx);
    }

    /// Ends the balancer's connection to the target and answers the client.
    fn cut(&mut self, id: RequestId, note: Note, answer: Outcome, cx: &mut Ctx<'_>) {
        let Some(request) = cx.request(id) else {
            return;
        };
        let is_abandoned = request.is_abandoned;
        let handed_over = HandedOver::read(note, cx.now());
        self.count_made(answer.code, is_abandoned);
        let heard = (!is_abandoned).then_some(Outcome::failed(0, answer.cause));
        if self.release(handed_over, heard, None) {
            cx.signal();
        }
        cx.answer_early(id, answer);
    }

    /// Cuts every connection to a target: its deregistration delay ran out (spec 5.10).
    pub fn cut_target(&mut self, group: PartIx, slot: u16, cx: &mut ControlCtx<'_>) {
        let Some(number) = self.pools.iter().position(|p| p.group == group) else {
            return;
        };
        let now = cx.now();
        let awaited = cx.world.requests.awaited_by(cx.me);
        let of_target = awaited.filter(|(_, note)| {
            let from = HandedOver::read(*note, now);
            (usize::from(from.pool), from.slot) == (number, slot)
        });
        let cut: Vec<(RequestId, Note)> = of_target.collect();
        let mut data = cx.data();
        let answer = Outcome::failed(502, FailureCause::ConnectionCut);
        for (id, note) in cut {
            self.cut(id, note, answer, &mut data);
        }
    }

    fn report_drained(&mut self, cx: &mut ControlCtx<'_>) {
        for pool in &self.pools {
            for (slot, target) in pool.targets.iter().enumerate() {
                if target.is_draining && target.outstanding == 0 {
                    cx.send(pool.group, Message::Drained { slot: slot as u16 });
                }
            }
        }
    }

    /// The table of `group` at this balancer, made when it is first asked for.
    /// Bounds: a request knows its pool by 8 bits.
    pub fn pool_mut(&mut self, group: PartIx) -> Option<&mut Pool> {
        if !self.pools.iter().any(|p| p.group == group) && self.pools.len() < NO_POOL as usize {
            self.pools.push(Pool::new(group));
        }
        self.pools.iter_mut().find(|p| p.group == group)
    }

    /// Takes over what a target group has just written into its table.
    pub fn follow_pools(&mut self, cx: &mut ControlCtx<'_>) {
        self.forward = Forward::to(&self.pools);
        self.advertise(cx);
    }

    /// DNS gives the zones that are up and that no target group keeps out of it; if that leaves
    /// none, all that are up. Basis: documented for one group, model for several.
    fn advertise(&self, cx: &mut ControlCtx<'_>) {
        let forwarded_to = self.pools.iter().filter(|p| p.is_forwarded_to);
        let out = forwarded_to.fold(0, |out, pool| out | pool.zones_out_of_dns);
        let open = [self.zones_up & !out, self.zones_up, self.zones];
        let zones = open.into_iter().find(|zones| *zones != 0);
        cx.world.names.advertise(cx.me, zones.unwrap_or(self.zones));
    }

    /// Takes a target group's table away. Requests in flight know their pool by its number.
    pub fn forget_pool(&mut self, group: PartIx, cx: &mut ControlCtx<'_>) {
        let Some(number) = self.pools.iter().position(|p| p.group == group) else {
            return;
        };
        self.pools.remove(number);
        let (now, number) = (cx.now(), number as u8);
        let awaited: Vec<(RequestId, Note)> = cx.world.requests.awaited_by(cx.me).collect();
        for (id, note) in awaited {
            let mut from = HandedOver::read(note, now);
            from.pool = match from.pool.cmp(&number) {
                Ordering::Less => from.pool,
                Ordering::Equal => NO_POOL,
                Ordering::Greater if from.pool == NO_POOL => NO_POOL,
                Ordering::Greater => from.pool - 1,
            };
            cx.data().set_awaited_note(id, from.note());
        }
        self.follow_pools(cx);
    }

    pub fn target(&self, group: PartIx, slot: u16) -> Option<&PoolTarget> {
        self.pools
            .iter()
            .find(|p| p.group == group)?
            .targets
            .get(slot as usize)
    }
}
