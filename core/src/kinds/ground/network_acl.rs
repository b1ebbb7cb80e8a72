//! Network ACL: a stateless filter around a subnet. That of a VPC is for subnets without their own;
//! without any, all may pass (spec 13.3).

use crate::base::form::record;
use crate::contract::{Field, Kind, Place, Setup, Spec};
use crate::kinds::KindId;
use crate::rules::network::AclEntry;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    /// None at all: it refuses everything, as a new one does.
    pub entries: Vec<AclEntry>,
}
record!(Params { entries: "Entries" });

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NetworkAcl;

impl Kind for NetworkAcl {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "network_acl",
        accepts: &[],
        offers: &[],
        of: &[KindId::Vpc, KindId::Subnet],
        place: Place::Rules,
    };
    const FIELDS: &'static [Field] = &[Field::structure("Entries")];

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
