//! Route table: where packets go that leave a subnet. That of a VPC is the main one: for subnets
//! without their own. The route inside the VPC is always there (spec 13.2).

use crate::base::id::PartId;
use crate::contract::field::{choice, part, text};
use crate::contract::{
    Drawing, Family, Field, Kind, Level, NetworkSettings, Owners, Place, Setup, Spec, Takes, params,
};
use crate::kinds::KindId;
use crate::rules::network::{Cidr, Gateway, Route};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where 0.0.0.0/0 may lead.
const WAYS_OUT: &[&str] = &[
    Gateway::Internet.as_str(),
    Gateway::Nat.as_str(),
    Gateway::Endpoint.as_str(),
    Gateway::Nowhere.as_str(),
];
/// The parts that routes may lead to.
const TARGETS: Takes = Takes::Kinds(&[KindId::NatGateway, KindId::GatewayEndpoint]);

pub(super) const ROUTE: &[Field] = &[
    text().at("DestinationCidrBlock"),
    choice(Gateway::WORDS).at("GatewayId"),
    part(TARGETS).at("target"),
];

params! {
    pub struct Params {
        default_route: Gateway = Gateway::Nowhere, "default_route" => choice(WAYS_OUT);
        /// `None`: a black hole.
        default_target: Option<PartId> = None, "default_target" if |p| p.needs_target()
            => part(TARGETS);
        routes: Vec<Route> = Vec::new(), "Routes" => records(ROUTE);
    }
}

impl Params {
    fn needs_target(&self) -> bool {
        matches!(self.default_route, Gateway::Nat | Gateway::Endpoint)
    }

    /// Whether one of its routes names a part.
    pub fn leads_to(&self, part: PartId) -> bool {
        let mut named = self.routes.iter().filter_map(|route| route.by);
        let default = self.default_target.filter(|_| self.needs_target());
        default == Some(part) || named.any(|by| by == part)
    }

    /// All routes of the table but the one inside the VPC.
    fn ways_out(&self) -> Vec<Route> {
        let default = Route {
            to: Cidr::ANY,
            gateway: self.default_route,
            by: self.default_target,
        };
        let default = (default.gateway != Gateway::Nowhere).then_some(default);
        default
            .into_iter()
            .chain(self.routes.iter().copied())
            .collect()
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RouteTable;

impl Kind for RouteTable {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "route_table",
        accepts: &[],
        offers: &[],
        place: Place::Rules,
    };
    const OF: Owners = Owners::Frames(&[Level::Vpc, Level::Subnet]);
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("rtb")
    };

    fn network(params: &Params) -> NetworkSettings<'_> {
        NetworkSettings {
            routes: Some(params.ways_out()),
            ..NetworkSettings::default()
        }
    }

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
