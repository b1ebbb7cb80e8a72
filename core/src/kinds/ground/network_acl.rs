//! Network ACL: a stateless filter around a subnet. That of a VPC is for subnets without their own;
//! without any, all may pass (spec 13.3).

use crate::contract::{Kind, Place, Setup, Spec, params};
use crate::kinds::KindId;
use crate::rules::network::AclEntry;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        /// None at all: it refuses everything, as a new one does.
        entries: Vec<AclEntry> = Vec::new(), "Entries" => structure();
    }
}

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

    fn new(_params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self
    }

    fn edit(&mut self, _params: &Params, _setup: &mut Setup<'_>) {}
}
