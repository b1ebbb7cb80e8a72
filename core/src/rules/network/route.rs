//! Where routes lead, and how packets get out of a network and back (spec 13.2).

use super::cidr::Cidr;
use crate::base::codec::{record, string_enum};
use crate::base::id::PartId;
use crate::base::time::Span;
use core::net::Ipv4Addr;

/// Where a route leads out of a VPC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gateway {
    /// The route that every table has: to all of the VPC.
    Local,
    Internet,
    Nat,
    /// An endpoint of a Gateway Load Balancer, which has all that passes inspected.
    Endpoint,
    #[default]
    Nowhere,
}
string_enum!(Gateway {
    Local: "local",
    Internet: "igw",
    Nat: "nat",
    Endpoint: "vpce",
    Nowhere: "none",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub to: Cidr,
    pub gateway: Gateway,
    /// The part that takes the packets, of a gateway that is one; `None`: a black hole.
    pub by: Option<PartId>,
}
record!(sparse Route {
    to: "DestinationCidrBlock",
    gateway: "GatewayId",
    by: "target",
});

impl Default for Route {
    fn default() -> Self {
        Self {
            to: Cidr::ANY,
            gateway: Gateway::Internet,
            by: None,
        }
    }
}

impl Route {
    /// Where packets get that take it. `None`: what it leads to has not been named, or is gone.
    pub fn leads(self) -> Option<Gateway> {
        let needs_a_part = matches!(self.gateway, Gateway::Nat | Gateway::Endpoint);
        let is_black_hole = needs_a_part && self.by.is_none();
        (!is_black_hole).then_some(self.gateway)
    }

    /// The endpoint that it leads to.
    fn endpoint(self) -> Option<PartId> {
        self.by.filter(|_| self.gateway == Gateway::Endpoint)
    }
}

/// How packets come from the internet into a network, and answers leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Led {
    Straight,
    /// By this endpoint, both ways: they are inspected.
    By(PartId),
    /// By an endpoint one way alone: the appliance sees half of a connection, and it is lost.
    OneWay,
}

/// `ingress`: the route of the VPC's edge to a network; `back`: its own to the internet.
/// Basis: documented - GWLB guide, "Getting started", routing; that half of it is lost: model.
pub fn led(ingress: Option<Route>, back: Option<Route>) -> Led {
    let [on_the_way_in, back] = [ingress, back].map(|route| route.and_then(Route::endpoint));
    match back {
        _ if on_the_way_in != back => Led::OneWay,
        Some(endpoint) => Led::By(endpoint),
        None => Led::Straight,
    }
}

/// The longest route that leads to an address. `None`: none does.
/// Basis: documented - VPC "Route tables", "Route priority".
pub fn route(routes: &[Route], to: Ipv4Addr) -> Option<Route> {
    let fitting = routes.iter().filter(|route| route.to.has(to));
    // The first of two equal ones: `max_by_key` would take the last.
    fitting.rev().max_by_key(|route| route.to.prefix()).copied()
}

/// Connections that a NAT gateway keeps to one destination at the same time.
/// Basis: documented - VPC "NAT gateway basics".
pub const NAT_CONNECTIONS_MAX: u32 = 55_000;

/// How long a NAT gateway takes for so many bytes, which it passes on at 5 Gbit/s.
/// Basis: documented - VPC "NAT gateway basics"; that it does not grow to its 100 Gbit/s: model.
pub fn nat_time(bytes: u64) -> Span {
    const BITS_PER_S: f64 = 5e9;
    Span::from_s_f64(bytes as f64 * 8.0 / BITS_PER_S)
}

/// What a subnet is by the way out that its route table gives it.
/// Basis: documented - VPC "Subnet types".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubnetKind {
    Public,
    Private,
    Isolated,
}

impl SubnetKind {
    /// `default_route`: where the table sends 0.0.0.0/0.
    pub const fn of(default_route: Option<Gateway>) -> Self {
        match default_route {
            // Behind an inspection, but with public addresses.
            Some(Gateway::Internet | Gateway::Endpoint) => Self::Public,
            Some(Gateway::Nat) => Self::Private,
            Some(Gateway::Local | Gateway::Nowhere) | None => Self::Isolated,
        }
    }
}

/// Whose address the internet sees behind a connection from inside. `None`: it does not get out.
/// Basis: documented - VPC "Internet gateways", "NAT gateways".
pub const fn egress(way: Option<Gateway>, has_public_address: bool) -> Option<SeenAs> {
    match (way, has_public_address) {
        (Some(Gateway::Internet | Gateway::Endpoint), true) => Some(SeenAs::PublicAddress),
        (Some(Gateway::Nat), _) => Some(SeenAs::NatAddress),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenAs {
    PublicAddress,
    NatAddress,
}
