//! Availability Zone: what fails together. Its name is the name of the part: the letter behind the
//! code of the region.

use crate::base::form::{Record, Slot};
use crate::contract::{Field, Kind, Level, Place, Setup, Spec};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params;

/// It has none.
impl Record for Params {
    fn names(&self) -> &'static [&'static str] {
        &[]
    }

    fn slot(&self, _ix: usize) -> Option<&dyn Slot> {
        None
    }

    fn slot_mut(&mut self, _ix: usize) -> Option<&mut dyn Slot> {
        None
    }

    fn is_sparse(&self) -> bool {
        false
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AvailabilityZone;

impl Kind for AvailabilityZone {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "az",
        accepts: &[],
        offers: &[],
        of: &[],
        place: Place::Frame(Level::Az),
    };
    const FIELDS: &'static [Field] = &[];

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
