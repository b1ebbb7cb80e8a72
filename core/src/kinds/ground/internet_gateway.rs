//! Internet Gateway: where a VPC meets the internet. Detached, every route to it leads nowhere, and so
//! does a NAT gateway's: nobody comes in and nothing gets out, while all inside goes on (spec 13.2).

use super::route_table::ROUTE;
use crate::contract::{
    Drawing, Family, Fault, Kind, Level, NetworkSettings, Owners, Place, Setup, Spec, params,
};
use crate::rules::network::Route;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

const DETACHED: &str = "igw_detached";

params! {
    pub struct Params {
        /// Of its edge: where it sends what comes from the internet for some of the VPC's addresses.
        ingress: Vec<Route> = Vec::new(), "Routes" => records(ROUTE);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InternetGateway;

impl Kind for InternetGateway {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "internet_gateway",
        accepts: &[],
        offers: &[],
        place: Place::Rules,
    };
    const OF: Owners = Owners::Frames(&[Level::Vpc]);
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("igw")
    };
    const FAULTS: &'static [Fault] = &[Fault::lasting(DETACHED, "igw_attached")];

    fn network(params: &Params) -> NetworkSettings<'_> {
        NetworkSettings {
            ingress: &params.ingress,
            ..NetworkSettings::default()
        }
    }

    fn is_way_out(_params: &Params, is_broken: &dyn Fn(&str) -> bool) -> Option<bool> {
        Some(!is_broken(DETACHED))
    }

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
