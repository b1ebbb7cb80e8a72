//! Route table: where packets go that leave a subnet. That of a VPC is the main one: for subnets
//! without their own. The route inside the VPC is always there (spec 13.2).

use crate::base::form::words;
use crate::contract::field::{choice, text};
use crate::contract::{Drawing, Family, Field, Kind, Level, Owners, Place, Setup, Spec, params};
use crate::rules::network::{Cidr, Gateway, Route};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Where 0.0.0.0/0 leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DefaultRoute {
    Internet,
    Nat,
    #[default]
    None,
}
words!(DefaultRoute {
    Internet: "igw",
    Nat: "nat",
    None: "none",
});

const ROUTE: &[Field] = &[
    text().at("DestinationCidrBlock"),
    choice(Gateway::WORDS).at("GatewayId"),
];

params! {
    pub struct Params {
        default_route: DefaultRoute = DefaultRoute::None, "default_route"
            => choice(DefaultRoute::WORDS);
        routes: Vec<Route> = Vec::new(), "Routes" => records(ROUTE);
    }
}

impl Params {
    /// All routes of the table in a VPC with this block.
    pub fn routes(&self, vpc: Cidr) -> Vec<Route> {
        let route = |to, gateway| Route { to, gateway };
        let mut all = alloc::vec![route(vpc, Gateway::Local)];
        all.extend(match self.default_route {
            DefaultRoute::Internet => Some(route(Cidr::ANY, Gateway::Internet)),
            DefaultRoute::Nat => Some(route(Cidr::ANY, Gateway::Nat)),
            DefaultRoute::None => None,
        });
        all.extend(&self.routes);
        all
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

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
