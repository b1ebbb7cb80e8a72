//! What balancers have in common: nodes in zones, one table for each target group, connections to
//! targets (spec 5.2, 5.6, 5.7, 5.10). What a balancer answers itself is the kind's own.

mod clients;
pub mod connections;
mod flows;
mod forward;
mod handed_over;
mod pool;
mod remembering;
mod sticky;
mod tls;

pub use clients::Clients;
pub use flows::{FLOWS_MAX, Flows, connection};
pub use handed_over::HandedOver;
pub use pool::{Algorithm, Pool, PoolMeter, PoolTarget};
pub use remembering::bring;
pub use sticky::{Cookie, Cookies, Stickiness};
pub use tls::{CERTIFICATE, TLS_ENDS, end_tls, shake_hands, speak_plainly};

use crate::base::id::{PartIx, RequestId};
use crate::base::order::sort_short;
use crate::base::queue::Delay;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::contract::{
    Probe, ProbeAnswer, Protocol, Quantity, Route, Setup, Tone, Unit, Usage, Vitals,
};
use crate::control::{ControlCtx, Message, PERIOD, PublishCtx};
use crate::kinds::LivePart;
use crate::rules::cost::{LcuDimension, LcuUse};
use crate::rules::dns::pick_address;
use crate::rules::flow::{Flow, flow_hash, source_hash};
use crate::world::client::Client;
use crate::world::ctx::Ctx;
use crate::world::metric::Metric;
use crate::world::request::{FailureCause, NO_NODE, Outcome};
use crate::world::requests::Note;
use crate::world::tracer::Step;
use crate::world::wires::Outlet;
use alloc::boxed::Box;
use alloc::vec::Vec;
use clients::lane;
use connections::Connections;
use core::cmp::Ordering;
use forward::{Forward, NO_POOL};
use serde::{Deserialize, Serialize};

/// Capacity units if it went on for an hour as in this minute.
pub const CONSUMED_LCUS: Metric = Metric::of("ConsumedLCUs", Unit::Count);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Balancing {
    routing: Rng,
    /// What the balancer itself adds to a request.
    hop: Delay,
    /// From the request's arrival: how long an answer is waited for.
    idle: Delay,
    /// Zones with a node, and those of them that are up: one bit each.
    pub zones: u32,
    pub zones_up: u32,
    /// How long an unhealthy target keeps the connections that it has; zero: the balancer's own way.
    #[serde(default)]
    pub unhealthy_drains: Span,
    /// Connections of clients, or flows, as many as there were when metrics were last published.
    #[serde(default)]
    pub active: u32,
    /// What had been used then.
    #[serde(default)]
    metered: Usage,
    /// DNS gives the addresses of zones without a target, too.
    pub keeps_empty_zones: bool,
    /// One per target group.
    pub pools: Vec<Pool>,
    forward: Forward,
    /// Where requests go by what they ask for. Empty: all as the balancer forwards itself.
    listeners: Vec<(PartIx, LivePart)>,
    /// The connections of its clients, of a balancer that takes requests.
    #[serde(default)]
    pub clients: Clients,
    /// Its own to targets, where they are counted.
    connections: Option<Box<Connections>>,
}

/// What a balancer answers itself where it has nobody to hand a request to: 503, or 502 where the target has
/// closed the connection (spec 5.9).
pub const fn no_target(cause: FailureCause) -> Outcome {
    let code = match cause {
        FailureCause::ConnectionCut => 502,
        _ => 503,
    };
    Outcome::failed(code, cause)
}

/// A target that was chosen for a request, or for all that come over one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    pub part: PartIx,
    pool: u8,
    slot: u16,
    /// As in [`HandedOver`].
    lane: u8,
    /// Which registration it was: its place may be given to another target.
    order: u32,
}

impl Balancing {
    pub fn new(routing: Rng) -> Self {
        Self {
            routing,
            hop: Delay::default(),
            idle: Delay::default(),
            zones: 1,
            zones_up: 1,
            unhealthy_drains: Span::ZERO,
            active: 0,
            metered: Usage::default(),
            keeps_empty_zones: true,
            pools: Vec::new(),
            forward: Forward::default(),
            listeners: Vec::new(),
            clients: Clients::default(),
            connections: None,
        }
    }

    /// What the balancer adds to a request, and how long it waits for who has it.
    pub fn set_times(&mut self, hop_ms: f64, idle: Span, setup: &mut Setup<'_>) {
        self.hop = setup.delay(Span::from_s_f64(hop_ms / 1e3));
        self.idle = setup.deadline(idle + self.hop.span);
        self.clients.set_idle(idle);
    }

    /// How long a connection that nobody uses is kept.
    fn timeout(&self) -> Span {
        self.idle.span - self.hop.span
    }

    /// Looks where its nodes are, and which of them are up.
    pub fn follow_zones(&mut self, cx: &mut ControlCtx<'_>) {
        self.zones = cx.zones_of(cx.me).max(1);
        self.zones_up = self.zones & !cx.zones_down();
        self.advertise(cx);
    }

    /// What a balancer's capacity units are worked out from.
    pub fn lcu_use(&self, used: Usage, span: Span) -> LcuUse {
        let active = self.active.max(self.outstanding());
        let lambda_gb = used.with_functions as f64 / 1e9;
        LcuUse {
            new_connections: used.requests as f64,
            active_hours: f64::from(active) * (span.s_f64() / 3_600.0),
            gb: used.gb() - lambda_gb,
            lambda_gb,
            rule_evaluations: used.evaluations as f64,
        }
    }

    /// Publishes the connections or flows that there are, as `active`, and the capacity units of the minute
    /// that ends. `now`: what has been used by now, which `hours` weighs.
    pub fn publish_units(
        &mut self,
        active: (Metric, u32),
        now: Usage,
        hours: fn(&LcuUse) -> (f64, LcuDimension),
        cx: &mut PublishCtx<'_, '_>,
    ) {
        self.active = active.1;
        let used = now.since(core::mem::replace(&mut self.metered, now));
        let (units, _) = hours(&self.lcu_use(used, PERIOD));
        let units = units * 3_600.0 / PERIOD.s_f64();
        for (metric, level) in [(active.0, f64::from(active.1)), (CONSUMED_LCUS, units)] {
            if level > 0.0 {
                cx.put_level(metric, level);
            }
        }
    }

    /// What the card of a balancer says that has taken so many requests.
    pub fn vitals(&self, requests: u64, vitals: &mut Vitals) {
        if self.zones_up == 0 {
            vitals.tone = Tone::Bad;
        }
        vitals.headline("", Quantity::Total(requests), Unit::PerSecond);
    }

    /// Clients that had to change their target although a cookie led them to one. `None`: no target group
    /// keeps any.
    pub fn moved(&self) -> Option<u64> {
        let sticky = self.pools.iter().filter_map(|pool| pool.sticky.as_ref());
        sticky.map(|sticky| sticky.moved).reduce(|a, b| a + b)
    }

    /// The node that takes a connection: the one that was dialed, or another one that the client tries.
    /// Errors: `None` if no node answers.
    #[inline]
    pub fn reach_node(&mut self, dialed: u8, tries_others: bool, cx: &Ctx<'_>) -> Option<u8> {
        if dialed != NO_NODE && self.zones_up & (1u32 << (dialed & 31)) != 0 {
            return Some(dialed);
        }
        if dialed != NO_NODE && !tries_others {
            return None;
        }
        let open = cx.world.names.advertised(cx.me) & self.zones_up;
        pick_address(open, &mut self.routing)
    }

    /// Chooses a target group, and a target of it as the group's algorithm says.
    /// `who` asks, for groups that remember their clients.
    #[inline]
    pub fn pick(
        &mut self,
        node: u8,
        now: Instant,
        who: impl FnOnce() -> Option<Client>,
    ) -> Result<Picked, FailureCause> {
        let number = self.forward.choose(&mut self.routing);
        self.pick_from(number, node, now, who)
    }

    /// Chooses a target of one target group.
    pub fn pick_of(
        &mut self,
        group: PartIx,
        node: u8,
        now: Instant,
        who: impl FnOnce() -> Option<Client>,
    ) -> Result<Picked, FailureCause> {
        let number = self.pools.iter().position(|pool| pool.group == group);
        let number = number.map_or(NO_POOL, |number| number as u8);
        self.pick_from(number, node, now, who)
    }

    #[inline(always)]
    fn pick_from(
        &mut self,
        number: u8,
        node: u8,
        now: Instant,
        who: impl FnOnce() -> Option<Client>,
    ) -> Result<Picked, FailureCause> {
        let pool = self.pools.get_mut(usize::from(number));
        let pool = pool.ok_or(FailureCause::NoTarget)?;
        let client = match pool.remembers {
            false => None,
            true => who(),
        };
        if let Some(client) = client {
            return self.pick_remembering(client, (number, node), now);
        }
        let slot = pool.pick(node, now, &mut self.routing)?;
        pool.picked(number, slot)
    }

    #[inline(always)]
    pub const fn has_listeners(&self) -> bool {
        !self.listeners.is_empty()
    }

    /// What the listener of a request's port does with it. `None`: there is none.
    pub fn route(&mut self, id: RequestId, cx: &mut Ctx<'_>) -> Option<Route> {
        let routing = &mut self.routing;
        let mut all = self.listeners.iter_mut();
        all.find_map(|(_, listener)| listener.route(id, routing, cx))
    }

    /// A listener as it decides.
    pub fn listener(&self, part: PartIx) -> Option<&LivePart> {
        let mut all = self.listeners.iter();
        all.find(|(known, _)| *known == part)
            .map(|(_, state)| state)
    }

    /// Has `listener` decide from now on, as it is in `state`; `None`: no longer.
    pub fn listen_with(
        &mut self,
        listener: PartIx,
        state: Option<LivePart>,
        cx: &mut ControlCtx<'_>,
    ) {
        let groups = self.pools.iter().map(|pool| pool.group);
        let before: Vec<bool> = groups.map(|group| self.names(group)).collect();
        self.listeners.retain(|(known, _)| *known != listener);
        self.listeners.extend(state.map(|state| (listener, state)));
        sort_short(&mut self.listeners, |(one, _), (other, _)| one.cmp(other));
        // Some may be in use now, others no longer.
        for (pool, was_named) in self.pools.iter().zip(before) {
            if self.names(pool.group) != was_named {
                cx.send(pool.group, Message::Reconcile);
            }
        }
    }

    /// Whether anything may be forwarded to a target group: one that no listener names is not in use.
    pub fn names(&self, group: PartIx) -> bool {
        let mut all = self.listeners.iter();
        !self.has_listeners() || all.any(|(_, listener)| listener.names(group))
    }

    /// Answers a health check as a request would be answered: by one of the targets, or by a listener.
    /// Whoever asks for a connection alone gets it from a node, unless that passes connections on.
    /// `answers`: it takes part in what is said, and does not only pass on.
    pub fn probe(
        &mut self,
        probe: &Probe<'_>,
        answers: bool,
        cx: &mut ControlCtx<'_>,
    ) -> ProbeAnswer {
        let open = cx.world.names.advertised(cx.me) & self.zones_up;
        let Some(node) = pick_address(open, &mut self.routing) else {
            return ProbeAnswer::Silent;
        };
        if answers && probe.protocol != Protocol::Http {
            return ProbeAnswer::Connected;
        }
        let target = match self.route_probe(probe) {
            None => return ProbeAnswer::Refused,
            Some(Route::Answer(outcome)) => return ProbeAnswer::Status(outcome.code),
            Some(Route::Group(group)) => self.pick_of(group, node, cx.now(), || None),
            Some(Route::Balancer) => self.pick(node, cx.now(), || None),
        };
        let answer = target.map(|target| cx.pass_on(target.part, probe));
        match (answer, answers) {
            (Err(_), true) => ProbeAnswer::Status(503),
            (Ok(ProbeAnswer::Refused), true) => ProbeAnswer::Status(502),
            (answer, _) => answer.unwrap_or(ProbeAnswer::Refused),
        }
    }

    /// Where a health check goes. `None`: nobody listens on its port.
    fn route_probe(&mut self, probe: &Probe<'_>) -> Option<Route> {
        if !self.has_listeners() {
            return Some(Route::Balancer);
        }
        let routing = &mut self.routing;
        let mut all = self.listeners.iter_mut();
        all.find_map(|(_, listener)| listener.route_probe(probe, routing))
    }

    /// Whether DNS takes it to be healthy: each target group that has targets has a healthy one, and
    /// there is such a group. Basis: documented - R53 "EvaluateTargetHealth".
    fn has_healthy_targets(&self) -> bool {
        let mut pools = self
            .pools
            .iter()
            .filter(|p| p.is_forwarded_to && p.in_use > 0)
            .peekable();
        self.zones_up != 0 && pools.peek().is_some() && pools.all(|pool| pool.healthy > 0)
    }

    /// Chooses a target group, and the target to which the hash of a flow leads.
    #[inline]
    pub fn pick_by_hash(&mut self, node: u8, flow: &Flow) -> Result<Picked, FailureCause> {
        let number = self.forward.choose(&mut self.routing);
        let pool = self.pools.get_mut(usize::from(number));
        let pool = pool.ok_or(FailureCause::NoTarget)?;
        let hash = match pool.keeps_sources {
            true => source_hash(flow.source),
            false => flow_hash(flow),
        };
        let slot = pool.pick_by_hash(node, hash)?;
        pool.picked(number, slot)
    }

    /// Whether a target is still the one that was picked, well or not, and may keep its connections.
    #[inline]
    pub fn is_there(&self, picked: Picked) -> bool {
        let pool = self.pools.get(usize::from(picked.pool));
        let target = pool.and_then(|pool| pool.targets.get(usize::from(picked.slot)));
        target.is_some_and(|t| t.is_present && t.order == picked.order && t.part == picked.part)
    }

    /// The connection that a client has already, if its node and its target are still there.
    #[inline]
    pub fn known(
        &self,
        flows: &mut Flows<(u8, Picked)>,
        client: Client,
        now: Instant,
    ) -> Option<(u8, Picked)> {
        if !client.keeps_alive {
            return None;
        }
        let (node, to) = flows.find(connection(client), now)?;
        let is_up = self.zones_up & (1u32 << (node & 31)) != 0;
        (is_up && self.is_there(to)).then_some((node, to))
    }

    /// Whether something was picked from a target group's place.
    pub fn is_at(&self, picked: Picked, group: PartIx, slot: u16) -> bool {
        let pool = self.pools.get(usize::from(picked.pool));
        pool.is_some_and(|pool| pool.group == group) && picked.slot == slot
    }

    /// Whether a function was picked.
    pub fn is_function(&self, picked: Picked) -> bool {
        let pool = self.pools.get(usize::from(picked.pool));
        pool.is_some_and(|pool| pool.invokes)
    }

    /// The zone of a target; `None`: it can be met from each.
    #[inline]
    pub fn zone_of(&self, picked: Picked) -> Option<u8> {
        let pool = self.pools.get(usize::from(picked.pool))?;
        let zone = pool.targets.get(usize::from(picked.slot))?.zone;
        (zone < 32).then_some(zone)
    }

    /// Counts a connection to a target that begins at `at`. Returns what is to be noted of it.
    #[inline]
    pub fn hand_over(&mut self, to: Picked, at: Instant) -> Note {
        let pool = self.pools.get_mut(usize::from(to.pool));
        if let Some(target) = pool.and_then(|pool| pool.targets.get_mut(usize::from(to.slot))) {
            target.outstanding += 1;
            target.requests += 1;
        }
        let (pool, slot, lane) = (to.pool, to.slot, to.lane);
        let handed_over = HandedOver {
            pool,
            slot,
            lane,
            at,
        };
        handed_over.note()
    }

    /// Sends a request on to the target that was chosen for it, after the balancer's own delay, and
    /// waits for the answer up to the idle timeout. `is_alone`: its client's connection ends with it.
    #[inline(always)]
    pub fn send_on(
        &mut self,
        id: RequestId,
        (node, mut to): (u8, Picked),
        (is_traced, is_alone): (bool, bool),
        cx: &mut Ctx<'_>,
    ) {
        if is_alone {
            self.clients.begin_alone(node);
            to.lane = lane(node, true);
        }
        let note = self.hand_over(to, cx.now() + self.hop.span);
        if is_traced {
            self.follow(id, node, to, cx);
        }
        cx.deadline(id, self.idle);
        if !cx.call_delayed(id, Outlet::straight(to.part), note, self.hop) {
            let back = HandedOver::read(note, cx.now());
            self.release(back, None, None, cx);
        }
    }

    /// Why a request is waited for no longer, and its note; `None`: it is waited for still.
    pub fn expired(&self, id: RequestId, cx: &mut Ctx<'_>) -> Option<(Note, FailureCause)> {
        HandedOver::expired(id, self.idle.span, self.hop.span, cx)
    }

    /// Ends the connection to a target: the client gets `answer`, and what the target did is `heard`
    /// unless the client has gone. Returns whether he has. Errors: `None`: the request has gone.
    pub fn cut(
        &mut self,
        id: RequestId,
        note: Note,
        (heard, answer): (Outcome, Outcome),
        cx: &mut Ctx<'_>,
    ) -> Option<bool> {
        let is_abandoned = cx.request(id)?.is_abandoned;
        let handed_over = HandedOver::read(note, cx.now());
        self.release(handed_over, (!is_abandoned).then_some(heard), None, cx);
        cx.answer_early(id, answer);
        Some(is_abandoned)
    }

    /// Writes down for the viewer which target was chosen, of how many, with how much to do.
    #[cold]
    pub fn follow(&self, id: RequestId, node: u8, to: Picked, cx: &mut Ctx<'_>) {
        let Some(pool) = self.pools.get(usize::from(to.pool)) else {
            return;
        };
        let target = pool.targets.get(usize::from(to.slot));
        let step = Step::Picked {
            target: to.part,
            eligible: pool.eligible_count(node).min(usize::from(u16::MAX)) as u16,
            outstanding: target.map_or(0, |target| target.outstanding),
            zone: node,
        };
        if let Some(sticky) = &pool.sticky {
            let word = match sticky.cookie {
                Cookie::New => "cookie_new",
                Cookie::Kept => "cookie_kept",
                Cookie::Moved => "cookie_moved",
                Cookie::Expired => "cookie_expired",
            };
            cx.trace(id, Step::Noted { word });
        }
        cx.trace(id, step);
    }

    /// Frees the target's place, and tells the target group when a draining target is now empty.
    /// `outcome`: what the client heard of it, `None` when it had gone.
    #[inline]
    pub fn release(
        &mut self,
        from: HandedOver,
        outcome: Option<Outcome>,
        response: Option<Span>,
        cx: &mut Ctx<'_>,
    ) {
        self.clients.end(from.lane);
        let Some(pool) = self.pools.get_mut(usize::from(from.pool)) else {
            return;
        };
        match outcome {
            Some(outcome) => pool.meter.note(outcome, response),
            None => pool.meter.requests += 1,
        }
        let Some(target) = pool.targets.get_mut(usize::from(from.slot)) else {
            return;
        };
        // The place may have been given to another target since.
        if target.registered_at > from.at {
            return;
        }
        target.outstanding = target.outstanding.saturating_sub(1);
        if outcome.is_some_and(Outcome::is_failure_of_server) {
            target.failures += 1;
        }
        if target.is_watched {
            self.watch(from, response.is_some(), cx);
        }
    }

    /// Tells target groups which of their draining targets have nothing in flight any more.
    pub fn report_drained(&self, cx: &mut ControlCtx<'_>) {
        for pool in &self.pools {
            for (slot, target) in pool.targets.iter().enumerate() {
                if target.is_draining && target.outstanding == 0 {
                    cx.send(pool.group, Message::Drained { slot: slot as u16 });
                }
            }
        }
    }

    /// Requests that a target of `group` works on for this balancer, with what was noted of them.
    pub fn at_target(
        &self,
        group: PartIx,
        slot: u16,
        cx: &ControlCtx<'_>,
    ) -> Vec<(RequestId, Note)> {
        let Some(number) = self.pools.iter().position(|p| p.group == group) else {
            return Vec::new();
        };
        let now = cx.now();
        let awaited = cx.world.requests.awaited_by(cx.me);
        let of_target = awaited.filter(|(_, note)| {
            let from = HandedOver::read(*note, now);
            (usize::from(from.pool), from.slot) == (number, slot)
        });
        of_target.collect()
    }

    /// Requests that are with targets.
    pub fn outstanding(&self) -> u32 {
        let targets = self.pools.iter().flat_map(|pool| &pool.targets);
        targets.map(|target| target.outstanding).sum()
    }

    /// The table of `group`, made when it is first asked for.
    /// Bounds: a request knows its pool by 8 bits.
    pub fn pool_mut(&mut self, group: PartIx) -> Option<&mut Pool> {
        if !self.pools.iter().any(|p| p.group == group) && self.pools.len() < usize::from(NO_POOL) {
            self.pools.push(Pool::new(group));
        }
        self.pools.iter_mut().find(|p| p.group == group)
    }

    pub fn target(&self, group: PartIx, slot: u16) -> Option<&PoolTarget> {
        let pool = self.pools.iter().find(|p| p.group == group)?;
        pool.targets.get(usize::from(slot))
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
        let is_out = |pool: &Pool| match self.keeps_empty_zones {
            true => pool.zones_out_of_dns,
            false => pool.zones_out_of_dns | pool.empty_zones(),
        };
        let out = forwarded_to.fold(0, |out, pool| out | is_out(pool));
        let open = [self.zones_up & !out, self.zones_up, self.zones];
        let zones = open.into_iter().find(|zones| *zones != 0);
        cx.world.names.advertise(cx.me, zones.unwrap_or(self.zones));
        cx.vouch(self.has_healthy_targets());
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
}
