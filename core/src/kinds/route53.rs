//! Route 53: a name and what it answers. It carries no traffic: after the answer the client talks to
//! the address directly (spec 2).

use crate::base::form::record;
use crate::base::id::PartIx;
use crate::base::time::Span;
use crate::contract::{Field, Kind, Place, Price, Protocol, Setup, Spec, Unit, Usage};
use crate::rules::cost;
use crate::world::ctx::World;
use crate::world::names::Name;
use serde::{Deserialize, Serialize};

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
        of: &[],
        place: Place::Outside,
    };
    const FIELDS: &'static [Field] = &[
        Field::toggle("alias"),
        Field::number("TTL", 0.0, 2_147_483_647.0, Unit::Seconds),
        Field::number("query_ms", 0.0, 10_000.0, Unit::Milliseconds),
    ];

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut route53 = Self {
            params: params.clone(),
        };
        route53.edit(params, setup);
        route53
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        let ttl = match params.alias {
            true => ALIAS_TTL,
            false => Span::from_s_f64(params.ttl_s),
        };
        let name = Name {
            choices: None,
            ttl,
            query: Span::from_s_f64(params.query_ms / 1e3),
            queries: 0,
        };
        setup.world.names.set(setup.me, name);
    }

    fn price(&self) -> Price {
        Price::standing(cost::hourly(cost::HOSTED_ZONE_PER_MONTH))
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        Some(Usage {
            requests: world.names.queries(me),
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
