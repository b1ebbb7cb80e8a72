//! Subnet: a block of a VPC's addresses in one Availability Zone. Its route table makes it public,
//! private or isolated (spec 13.1, 13.2).

use crate::base::form::record;
use crate::contract::{Field, Kind, Level, Place, Setup, Spec};
use alloc::string::String;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    /// `None`: the address plan chooses.
    pub block: Option<String>,
    /// Whether what stands in it has a public address beside its private one, if it is public.
    pub gives_public_addresses: bool,
}
record!(Params {
    block: "CidrBlock",
    gives_public_addresses: "MapPublicIpOnLaunch",
});

impl Default for Params {
    fn default() -> Self {
        Self {
            block: None,
            gives_public_addresses: true,
        }
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
        of: &[],
        place: Place::Frame(Level::Subnet),
    };
    const FIELDS: &'static [Field] = &[
        Field::text("CidrBlock"),
        Field::toggle("MapPublicIpOnLaunch"),
    ];

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
