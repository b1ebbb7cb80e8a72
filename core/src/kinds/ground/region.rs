//! Region: the widest frame. VPCs, and all that stands in no VPC, are in one.

use crate::contract::{Drawing, Family, Kind, Level, NetworkSettings, Place, Setup, Spec, params};
use alloc::string::String;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        code: String = String::from("ap-northeast-2"), "RegionName" => text();
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Region;

impl Kind for Region {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "region",
        accepts: &[],
        offers: &[],
        place: Place::Frame(Level::Region),
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("region")
    };

    fn network(params: &Params) -> NetworkSettings<'_> {
        NetworkSettings {
            region: Some(&params.code),
            ..NetworkSettings::default()
        }
    }

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
