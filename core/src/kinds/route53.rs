//! Route 53: an alias record and the resolvers that cache its answer. It carries no traffic: after
//! the answer the client talks to the address directly (spec 2, 2.3).

use crate::base::form::record;
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{Field, Kind, Price, Protocol, Setup, Spec, Unit, Usage};
use crate::control::ControlCtx;
use crate::rules::cost;
use crate::rules::dns::CachedAnswer;
use crate::world::ctx::{Ctx, Input};
use crate::world::request::{FailureCause, NO_NODE, Outcome};
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Resolvers of the clients' networks; each caches by itself, so that a change reaches the users
/// little by little. Basis: model.
const RESOLVERS: u64 = 32;
const RESOLVER_BITS: u32 = RESOLVERS.trailing_zeros();

/// Effective TTL of an alias to a load balancer. Basis: documented - Route 53 Developer Guide.
const ALIAS_TTL: Span = Span::from_s(60);

#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    /// An alias record has no TTL of its own; a balancer's is 60 s.
    pub alias: bool,
    pub ttl_s: f64,
    /// One query to Route 53, when the resolver has no fresh answer.
    pub query_ms: f64,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            alias: true,
            ttl_s: 300.0,
            query_ms: 20.0,
        }
    }
}

record!(Params {
    alias: "alias",
    ttl_s: "TTL",
    query_ms: "query_ms",
});

/// What one resolver holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Resolver {
    /// Zones whose node addresses it gives.
    zones: CachedAnswer<u32>,
    /// When the answer of the query under way is there.
    answered_at: Instant,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Route53 {
    params: Params,
    ttl: Span,
    query: Delay,
    routing: Rng,
    resolvers: Vec<Resolver>,
    pub queries: u64,
    pub from_cache: u64,
}

impl Kind for Route53 {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "route53",
        accepts: &[Protocol::Dns],
        offers: &[Protocol::Http],
        of: &[],
        has_zones: false,
    };
    const FIELDS: &'static [Field] = &[
        Field::toggle("alias"),
        Field::number("TTL", 0.0, 2_147_483_647.0, Unit::Seconds),
        Field::number("query_ms", 0.0, 10_000.0, Unit::Milliseconds),
    ];

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut route53 = Self {
            params: params.clone(),
            ttl: ALIAS_TTL,
            query: Delay::default(),
            routing: setup.rng(Purpose::Routing),
            resolvers: vec![Resolver::default(); RESOLVERS as usize],
            queries: 0,
            from_cache: 0,
        };
        route53.edit(params, setup);
        route53
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.ttl = if params.alias {
            ALIAS_TTL
        } else {
            Span::from_s_f64(params.ttl_s)
        };
        self.query = setup.delay(Span::from_s_f64(params.query_ms / 1e3));
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        let Input::Arrive(id) = input else { return };
        let Some(to) = cx.outlet(Protocol::Http) else {
            return cx.reply(id, Outcome::failed(0, FailureCause::NotWired));
        };
        let now = cx.now();
        let Some(serial) = cx.request(id).map(|request| request.serial) else {
            return;
        };
        let Some(resolver) = self.resolvers.get_mut(resolver_of(serial)) else {
            return;
        };
        if resolver.zones.is_fresh(now) {
            self.from_cache += 1;
        } else {
            self.queries += 1;
            let zones = cx.world.advertised(to.to);
            resolver.answered_at = now + self.query.span;
            resolver.zones = CachedAnswer::new(zones, resolver.answered_at, self.ttl);
        }
        let Resolver {
            zones, answered_at, ..
        } = *resolver;
        let node = pick_node(zones.answer, &mut self.routing);
        if let Some(request) = cx.request(id) {
            request.dialed = node;
        }
        if now < answered_at {
            // Requests that come while the query is under way wait for the same answer.
            return if answered_at.since(now) == self.query.span {
                cx.forward_delayed(id, to, self.query);
            } else {
                cx.forward_after(id, to, answered_at.since(now));
            };
        }
        cx.forward(id, to);
    }

    /// The run starts with answers of every age.
    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        let Some(to) = cx.world.wires.outlet(cx.me, Protocol::Http) else {
            return;
        };
        if cx.now() > Instant::ZERO {
            return;
        }
        let zones = cx.world.advertised(to.to);
        for (resolver, nth) in self.resolvers.iter_mut().zip(1..) {
            let left = Span::from_us(self.ttl.us() / RESOLVERS * nth);
            resolver.zones = CachedAnswer::new(zones, Instant::ZERO, left);
        }
    }

    fn price(&self) -> Price {
        Price::standing(cost::hourly(cost::HOSTED_ZONE_PER_MONTH))
    }

    fn usage(&self) -> Option<Usage> {
        Some(Usage {
            requests: self.queries,
            bytes: 0,
        })
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        match self.params.alias {
            true => 0.0,
            false => used.requests as f64 * cost::QUERY,
        }
    }
}

impl Route53 {
    pub const fn params(&self) -> &Params {
        &self.params
    }
}

/// The resolver of a request's client: anyone's, and always the same.
#[inline]
const fn resolver_of(serial: u64) -> usize {
    (serial.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - RESOLVER_BITS)) as usize
}

/// One of the addresses of the answer with equal chance (spec 5.6).
#[inline]
fn pick_node(zones: u32, routing: &mut Rng) -> u8 {
    match zones.count_ones() {
        0 => NO_NODE,
        1 => nth_zone(zones, 0),
        count => nth_zone(zones, routing.below(count)),
    }
}

/// The zone number of the n-th set bit.
#[inline]
pub fn nth_zone(mut zones: u32, n: u32) -> u8 {
    for _ in 0..n {
        zones &= zones - 1;
    }
    zones.trailing_zeros() as u8
}
