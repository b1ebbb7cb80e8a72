//! The ground of a run: the networks that parts stand in, as the drawing makes them.

use crate::base::id::PartId;
use crate::rules::network::{
    AclEntry, Cidr, Led, Network, Route, SeenAs, SubnetKind, egress, led, route,
};
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
    /// Of its VPC's edge.
    #[serde(default)]
    pub ingress: Vec<Route>,
    /// `None`: no list is drawn, and the VPC's own lets all pass.
    pub acl: Option<Vec<AclEntry>>,
    pub gives_public_addresses: bool,
}

/// How packets leave a network for the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOut {
    Direct,
    /// By the NAT gateway which this part is.
    By(PartId),
}

impl Ground {
    pub fn subnet(&self, id: PartId) -> Option<&Subnet> {
        self.subnets.iter().find(|s| s.id == id)
    }

    /// Zones of these subnets in which a balancer has a node with a public address, one bit each: all as
    /// long as no way to the internet is drawn, and one where it is drawn without subnets.
    pub fn public_zones(&self, stands_in: &[(PartId, u8)]) -> u32 {
        let is_drawn = self.subnets.iter().any(Subnet::faces_internet);
        let faces = |id: PartId| self.subnet(id).is_some_and(Subnet::faces_internet);
        let public = stands_in.iter().filter(|(id, _)| !is_drawn || faces(*id));
        let zones = public.fold(0, |zones, (_, zone)| zones | 1u32 << (zone & 31));
        if stands_in.is_empty() { 1 } else { zones }
    }

    /// Whether what stands in a subnet has a public address.
    pub fn gives_address(&self, subnet: PartId) -> bool {
        self.subnet(subnet)
            .is_some_and(Subnet::has_public_addresses)
    }
}

impl Subnet {
    /// What its route table makes of it.
    pub fn kind(&self) -> SubnetKind {
        SubnetKind::of(self.default_route().map(|route| route.gateway))
    }

    /// Where packets go that leave it for the internet.
    fn default_route(&self) -> Option<Route> {
        route(&self.routes, OUTSIDE)
    }

    /// How what stands in it gets to the internet. `None`: it does not, for want of a route, of the
    /// gateway that its route names, or of a public address (spec 13.2).
    pub fn way_out(&self) -> Option<WayOut> {
        let route = self.default_route()?;
        match egress(route.leads(), self.has_public_addresses())? {
            SeenAs::PublicAddress => Some(WayOut::Direct),
            SeenAs::NatAddress => route.by.map(WayOut::By),
        }
    }

    /// The endpoint that has packets from and to the internet inspected.
    pub fn inspector(&self) -> Option<PartId> {
        let own = self.block?.first();
        match led(route(&self.ingress, own), self.default_route()) {
            Led::By(endpoint) => Some(endpoint),
            Led::Straight | Led::OneWay => None,
        }
    }

    /// Whether what stands in it can be dialled from the internet.
    pub fn has_public_addresses(&self) -> bool {
        self.gives_public_addresses && self.kind() == SubnetKind::Public
    }

    /// Whether a balancer that stands in it faces the internet, by its routes.
    fn faces_internet(&self) -> bool {
        self.kind() == SubnetKind::Public
    }

    /// As packets meet it.
    pub fn network(&self) -> Network<'_> {
        Network {
            subnet: self.id,
            routes: &self.routes,
            ingress: &self.ingress,
            acl: self.acl.as_deref(),
        }
    }
}
