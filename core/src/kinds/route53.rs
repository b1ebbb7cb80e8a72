//! Route 53: a name and what it answers. It carries no traffic: after the answer the client talks to
//! the address directly (spec 2).

use crate::base::id::PartIx;
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Drawing, Family, Kind, Place, Price, Protocol, Quantity, Setup, Spec, Unit, Usage,
    Vitals, params,
};
use crate::rules::cost;
use crate::rules::dns::RoutingPolicy;
use crate::world::ctx::World;
use crate::world::names::Name;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        /// An alias record has no TTL of its own; a balancer's is 60 s.
        alias: bool = true, "alias" => toggle();
        ttl_s: f64 = 300.0, "TTL" if |p| !p.alias => number(0.0..=2_147_483_647.0, Seconds);
        /// One query to Route 53, when the resolver has no fresh answer.
        query_ms: f64 = 20.0, "query_ms" => number(0.0..=10_000.0, Milliseconds);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Route53 {
    params: Params,
}

impl Kind for Route53 {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "route53",
        accepts: &[Protocol::Dns],
        offers: &[Protocol::Http],
        place: Place::Outside,
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Entry),
        ..Drawing::of("dns")
    };

    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        cx.expect_a_wire();
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut route53 = Self {
            params: params.clone(),
        };
        route53.edit(params, setup);
        route53
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        let name = Name {
            ttl: (!params.alias).then(|| Span::from_s_f64(params.ttl_s)),
            query: Span::from_s_f64(params.query_ms / 1e3),
            ..Name::default()
        };
        setup.world.names.set(setup.me, name);
    }

    fn price(&self) -> Price {
        Price::standing(cost::hourly(cost::HOSTED_ZONE_PER_MONTH))
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        Some(Usage::of_requests(world.names.queries(me)))
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        match self.params.alias {
            true => 0.0,
            false => cost::queries_usd(used.requests, RoutingPolicy::Simple),
        }
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        match self.params.alias {
            true => vitals.headline("alias", Quantity::Said, Unit::None),
            false => vitals.headline("ttl", Quantity::Level(self.params.ttl_s), Unit::Seconds),
        }
    }
}

impl Route53 {
    pub const fn params(&self) -> &Params {
        &self.params
    }
}
