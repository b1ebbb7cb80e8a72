//! Availability Zone: what fails together. Its name is the name of the part: the letter behind the
//! code of the region.

use crate::contract::{Drawing, Family, Kind, Level, Place, Setup, Spec, params};
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {}
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AvailabilityZone;

impl Kind for AvailabilityZone {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "az",
        accepts: &[],
        offers: &[],
        place: Place::Frame(Level::Az),
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("az")
    };

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
