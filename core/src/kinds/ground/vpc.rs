//! VPC: a network of one's own. Its block of addresses is divided among its subnets (spec 13.1).

use crate::base::form::record;
use crate::contract::{Field, Kind, Level, Place, Setup, Spec};
use alloc::string::String;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// `None`: the address plan chooses.
    pub block: Option<String>,
}
record!(Params { block: "CidrBlock" });

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vpc;

impl Kind for Vpc {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "vpc",
        accepts: &[],
        offers: &[],
        of: &[],
        place: Place::Frame(Level::Vpc),
    };
    const FIELDS: &'static [Field] = &[Field::text("CidrBlock")];

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
