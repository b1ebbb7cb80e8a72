//! Subnet: a block of a VPC's addresses in one Availability Zone. Its route table makes it public,
//! private or isolated (spec 13.1, 13.2).

use crate::contract::{Drawing, Family, Kind, Level, NetworkSettings, Place, Setup, Spec, params};
use alloc::string::String;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        /// `None`: the address plan chooses.
        block: Option<String> = None, "CidrBlock" => text();
        /// Whether what stands in it has a public address beside its private one, if it is public.
        gives_public_addresses: bool = true, "MapPublicIpOnLaunch" => toggle();
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Subnet;

impl Kind for Subnet {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "subnet",
        accepts: &[],
        offers: &[],
        place: Place::Frame(Level::Subnet),
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("subnet")
    };
    const NOTES: &'static [&'static str] = &["C11"];

    fn network(params: &Params) -> NetworkSettings<'_> {
        NetworkSettings {
            block: params.block.as_deref(),
            gives_public_addresses: params.gives_public_addresses,
            ..NetworkSettings::default()
        }
    }

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
