//! VPC: a network of one's own. Its block of addresses is divided among its subnets (spec 13.1).

use crate::contract::{Drawing, Family, Kind, Level, NetworkSettings, Place, Setup, Spec, params};
use alloc::string::String;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        /// `None`: the address plan chooses.
        block: Option<String> = None, "CidrBlock" => text();
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vpc;

impl Kind for Vpc {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "vpc",
        accepts: &[],
        offers: &[],
        place: Place::Frame(Level::Vpc),
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("vpc")
    };
    const NOTES: &'static [&'static str] = &["C11"];

    fn network(params: &Params) -> NetworkSettings<'_> {
        NetworkSettings {
            block: params.block.as_deref(),
            ..NetworkSettings::default()
        }
    }

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
