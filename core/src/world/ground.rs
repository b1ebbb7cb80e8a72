//! The ground of a run: the networks that parts stand in, as the drawing makes them.

use crate::base::id::PartId;
use crate::rules::network::{AclEntry, Cidr, Network, Route, SubnetKind, route};
use alloc::vec::Vec;
use core::net::Ipv4Addr;
use serde::{Deserialize, Serialize};

/// An address of the internet that no VPC has: where the default route leads.
const OUTSIDE: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 1);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ground {
    /// In document order.
    pub subnets: Vec<Subnet>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subnet {
    pub id: PartId,
    pub vpc: Option<PartId>,
    /// The number of its Availability Zone in the engine.
    pub az: u8,
    /// `None`: its VPC has no room for it.
    pub block: Option<Cidr>,
    pub routes: Vec<Route>,
    /// `None`: no list is drawn, and the VPC's own lets all pass.
    pub acl: Option<Vec<AclEntry>>,
    pub gives_public_addresses: bool,
}

impl Ground {
    pub fn subnet(&self, id: PartId) -> Option<&Subnet> {
        self.subnets.iter().find(|s| s.id == id)
    }
}

impl Subnet {
    /// What its route table makes of it.
    pub fn kind(&self) -> SubnetKind {
        SubnetKind::of(route(&self.routes, OUTSIDE))
    }

    /// Whether what stands in it can be dialled from the internet.
    pub fn has_public_addresses(&self) -> bool {
        self.gives_public_addresses && self.kind() == SubnetKind::Public
    }

    /// As packets meet it.
    pub fn network(&self) -> Network<'_> {
        Network {
            subnet: self.id,
            routes: &self.routes,
            acl: self.acl.as_deref(),
        }
    }
}
