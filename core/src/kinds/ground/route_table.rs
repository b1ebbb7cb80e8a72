//! Route table: where packets go that leave a subnet. That of a VPC is the main one: for subnets
//! without their own. The route inside the VPC is always there (spec 13.2).

use crate::base::codec::string_enum;
use crate::contract::field::{choice, text};
use crate::contract::{
    Drawing, Family, Field, Kind, Level, NetworkSettings, Owners, Place, Setup, Spec, params,
};
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
string_enum!(DefaultRoute {
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
    /// All routes of the table but the one inside the VPC.
    fn ways_out(&self) -> Vec<Route> {
        let gateway = match self.default_route {
            DefaultRoute::Internet => Some(Gateway::Internet),
            DefaultRoute::Nat => Some(Gateway::Nat),
            DefaultRoute::None => None,
        };
        let default = gateway.map(|gateway| Route {
            to: Cidr::ANY,
            gateway,
        });
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
