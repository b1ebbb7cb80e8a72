//! Who may open a connection to whom (spec 13): address blocks, routes, security groups, network
//! ACLs, and `reach`, which asks all of them and names the one that decides.

use crate::base::codec::{Codec, record, serde_by_codec, string_enum};
use crate::base::id::PartId;
use crate::base::time::Span;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::net::Ipv4Addr;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::{Error, Value};

/// Addresses that AWS keeps in each subnet: the first four and the last.
/// Basis: documented - VPC "Subnet CIDR blocks".
pub const RESERVED: u32 = 5;
/// A port that answers go back to: in the ranges of all systems, which 1024-65535 covers.
/// Basis: documented - VPC "Ephemeral ports".
pub const EPHEMERAL: u32 = 49_152;
pub const PORT_MAX: u32 = 65_535;
/// Where servers are logged in to.
pub const SSH_PORT: u32 = 22;

const PRIVATE: [&str; 4] = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
];

/// A block of IPv4 addresses; bits behind the prefix are cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cidr {
    first: u32,
    prefix: u8,
}

impl Cidr {
    /// Everywhere.
    pub const ANY: Self = Self {
        first: 0,
        prefix: 0,
    };

    /// The block of `prefix` leading bits around an address. Errors: `None` for more than 32 bits.
    pub fn around(address: Ipv4Addr, prefix: u8) -> Option<Self> {
        let first = u32::from(address) & mask(prefix);
        (prefix <= 32).then_some(Self { first, prefix })
    }

    /// Reads `10.0.1.0/24`. Errors: `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.trim().split_once('/')?;
        Self::around(address.parse().ok()?, prefix.parse().ok()?)
    }

    /// The number of leading bits that all addresses share.
    pub const fn prefix(self) -> u8 {
        self.prefix
    }

    pub const fn first(self) -> Ipv4Addr {
        Ipv4Addr::from_bits(self.first)
    }

    /// How many addresses the block has.
    pub const fn total(self) -> u64 {
        total(self.prefix)
    }

    pub const fn has(self, address: Ipv4Addr) -> bool {
        address.to_bits() & mask(self.prefix) == self.first
    }

    /// Whether all addresses of `other` are in this block.
    pub const fn contains(self, other: Self) -> bool {
        self.prefix <= other.prefix && other.first & mask(self.prefix) == self.first
    }

    /// Whether the two blocks share an address.
    pub const fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// The address of the `nth` interface of a subnet, counted from 0 behind the reserved ones.
    /// Errors: `None` when the subnet is full.
    pub fn host(self, nth: u32) -> Option<Ipv4Addr> {
        let is_free = u64::from(nth) < usable(self.prefix);
        is_free.then(|| Ipv4Addr::from_bits(self.first + RESERVED - 1 + nth))
    }

    /// Whether all of its addresses are of private networks: RFC 1918 and RFC 6598.
    pub fn is_private(self) -> bool {
        let mut ranges = PRIVATE.iter().filter_map(|range| Self::parse(range));
        ranges.any(|range| range.contains(self))
    }

    /// The addresses that AWS keeps of a subnet: of the network, the VPC's router, DNS, one for later, and
    /// the last. Basis: documented - VPC "Subnet CIDR blocks".
    pub fn reserved(self) -> impl Iterator<Item = Ipv4Addr> {
        let last = self.total().saturating_sub(1);
        let places = (0..u64::from(RESERVED) - 1).chain([last]);
        let address = move |nth: u64| u32::try_from(u64::from(self.first) + nth).ok();
        places.filter_map(address).map(Ipv4Addr::from_bits)
    }

    /// The first block of `prefix` bits inside this one that shares no address with `taken`: the
    /// address plan of subnets that say nothing. Errors: `None` when there is no room.
    pub fn free_block(self, prefix: u8, taken: &[Self]) -> Option<Self> {
        let end = u64::from(self.first) + self.total();
        let mut first = u64::from(self.first);
        loop {
            let at = u32::try_from(first).ok().filter(|_| first < end)?;
            let block = Self::around(Ipv4Addr::from_bits(at), prefix)?;
            if !self.contains(block) {
                return None;
            }
            match taken.iter().find(|other| other.overlaps(block)) {
                None => return Some(block),
                // Past the larger of the two.
                Some(other) => first = first.max(u64::from(other.first) + other.total() - 1) + 1,
            }
            let size = total(prefix);
            first = first.div_ceil(size) * size;
        }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first(), self.prefix)
    }
}

impl Codec for Cidr {
    fn parse(value: &Value) -> Result<Self, Error> {
        let text = String::parse(value)?;
        Self::parse(&text).ok_or_else(|| Error::custom("not a block such as 10.0.0.0/16"))
    }

    fn write(&self) -> Value {
        Value::from(self.to_string())
    }
}

serde_by_codec!(Cidr);

const fn mask(prefix: u8) -> u32 {
    match u32::MAX.checked_shl(32_u32.saturating_sub(prefix as u32)) {
        Some(mask) => mask,
        None => 0,
    }
}

/// Addresses of a block with so many leading bits.
pub const fn total(prefix: u8) -> u64 {
    1 << 32_u32.saturating_sub(prefix as u32)
}

/// Addresses of a subnet that interfaces can have: 251 of a /24.
pub const fn usable(prefix: u8) -> u64 {
    total(prefix).saturating_sub(RESERVED as u64)
}

/// Whether an ALB may have a node in a subnet with so many addresses left.
/// Basis: documented - ALB "Subnets for your load balancer": at least a /27, and 8 free addresses.
pub const fn has_room_for_alb(block: Cidr, free: u64) -> bool {
    block.prefix <= 27 && free >= 8
}

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

/// What runs over IP, as filters name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
    Tcp,
    Udp,
    Icmp,
    #[default]
    All,
}
string_enum!(Transport {
    Tcp: "tcp",
    Udp: "udp",
    Icmp: "icmp",
    All: "-1",
});

impl Transport {
    fn takes(self, other: Self) -> bool {
        self == Self::All || self == other
    }
}

/// Ports from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ports {
    pub from: u32,
    pub to: u32,
}
record!(Ports {
    from: "From",
    to: "To",
});

impl Ports {
    pub const ALL: Self = Self {
        from: 0,
        to: PORT_MAX,
    };

    /// Whether a port is among them.
    pub const fn has(self, port: u32) -> bool {
        self.from <= port && port <= self.to
    }
}

impl Default for Ports {
    fn default() -> Self {
        Self::ALL
    }
}

/// What a filter is asked about: the other side's address and the port that is gone to.
#[derive(Clone, Copy, Debug)]
pub struct Packet {
    pub peer: Ipv4Addr,
    pub transport: Transport,
    pub port: u32,
}

/// Whom a rule of a security group lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Peer {
    Block(Cidr),
    /// Whoever lists this group; an address says nothing.
    Group(PartId),
}

/// A rule of a security group; there are none that deny.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupRule {
    pub transport: Transport,
    pub ports: Ports,
    pub peer: Peer,
}

/// The place of the first rule that lets a packet through. `None`: none does, so it is dropped.
/// Basis: documented - VPC "Security group rules".
pub fn admits(rules: &[GroupRule], packet: Packet, peer_groups: &[PartId]) -> Option<usize> {
    rules.iter().position(|rule| {
        let is_peer = match rule.peer {
            Peer::Block(block) => block.has(packet.peer),
            Peer::Group(group) => peer_groups.contains(&group),
        };
        is_peer && rule.transport.takes(packet.transport) && rule.ports.has(packet.port)
    })
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Action {
    #[default]
    Allow,
    Deny,
}
string_enum!(Action {
    Allow: "allow",
    Deny: "deny",
});

/// An entry of a network ACL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AclEntry {
    pub number: u32,
    /// Whether it judges what leaves the subnet; else what enters it.
    pub is_egress: bool,
    pub action: Action,
    pub transport: Transport,
    pub ports: Ports,
    pub block: Cidr,
}
record!(AclEntry {
    number: "RuleNumber",
    is_egress: "Egress",
    action: "RuleAction",
    transport: "Protocol",
    ports: "PortRange",
    block: "CidrBlock",
});

impl Default for AclEntry {
    /// The only entry of a VPC's own list, for one way.
    fn default() -> Self {
        Self {
            number: 100,
            is_egress: false,
            action: Action::Allow,
            transport: Transport::All,
            ports: Ports::ALL,
            block: Cidr::ANY,
        }
    }
}

/// What a network ACL says of a packet, and by which entry; none: by the last line of every list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    pub action: Action,
    pub by: Option<u32>,
}

/// The entry with the lowest number that fits decides. Basis: documented - VPC "Network ACL rules".
pub fn judge(entries: &[AclEntry], is_egress: bool, packet: Packet) -> Judged {
    let fits = |entry: &&AclEntry| {
        entry.is_egress == is_egress
            && entry.block.has(packet.peer)
            && entry.transport.takes(packet.transport)
            && entry.ports.has(packet.port)
    };
    let first = entries.iter().filter(fits).min_by_key(|entry| entry.number);
    Judged {
        action: first.map_or(Action::Deny, |entry| entry.action),
        by: first.map(|entry| entry.number),
    }
}

/// Whether somebody is let in whose answers are not let out: to no port of his own choice.
/// Basis: documented - VPC "Ephemeral ports".
pub fn lacks_return_ports(entries: &[AclEntry]) -> bool {
    let mut allowed = entries
        .iter()
        .filter(|entry| !entry.is_egress && entry.action == Action::Allow);
    allowed.any(|entry| {
        let back = Packet {
            peer: entry.block.first(),
            transport: Transport::Tcp,
            port: EPHEMERAL,
        };
        entry.transport.takes(Transport::Tcp) && judge(entries, true, back).action == Action::Deny
    })
}

/// A security group of one end: who it is, and its rules for both ways.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    pub id: PartId,
    pub inbound: &'a [GroupRule],
    pub outbound: &'a [GroupRule],
}

/// A subnet, as far as packets feel it.
#[derive(Clone, Copy, Debug)]
pub struct Network<'a> {
    pub subnet: PartId,
    pub routes: &'a [Route],
    /// Where its VPC's edge sends packets from the internet instead of straight to their address.
    pub ingress: &'a [Route],
    /// The entries of its network ACL. `None`: the VPC's own list, which allows all.
    pub acl: Option<&'a [AclEntry]>,
}

/// One end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct End<'a> {
    pub address: Ipv4Addr,
    pub has_public_address: bool,
    /// The subnet that it stands in. `None`: outside, on the internet.
    pub network: Option<Network<'a>>,
    /// No group at all: nothing is drawn, and nothing is filtered.
    pub groups: &'a [Group<'a>],
}

/// Which way a network ACL was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leg {
    Request,
    Answer,
}

/// What lets a connection through, or keeps it out. What is kept out hears nothing (spec 13.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Open, by this rule of this group of the far end; `None`: it has no group.
    Open { by: Option<(PartId, usize)> },
    /// No way from the internet to the far end, or from the near end to the internet.
    NoRoute,
    /// No rule of the groups of this end (`is_far`: of the far end) lets it through.
    NoGroupRule { is_far: bool },
    /// The network ACL of this subnet refuses it, by this entry or by its last line.
    Acl {
        subnet: PartId,
        leg: Leg,
        by: Option<u32>,
    },
}

/// Whether `near` may open a TCP connection to `port` of `far` and hear its answers. A group that let
/// the request in lets the answer out; a network ACL needs an entry for it.
/// Basis: documented - EC2 "Security group connection tracking", VPC "Network ACLs".
pub fn reach(near: &End<'_>, far: &End<'_>, port: u32) -> Reach {
    if !has_way(near, far) {
        return Reach::NoRoute;
    }
    let tcp = |peer: Ipv4Addr, port: u32| Packet {
        peer,
        transport: Transport::Tcp,
        port,
    };
    let (request_out, request_in) = (tcp(far.address, port), tcp(near.address, port));
    if let Some(none) = no_group(near, false, request_out, far) {
        return none;
    }
    // Answers return to a port of the caller's choice.
    let answer_out = tcp(near.address, EPHEMERAL);
    let answer_in = tcp(far.address, EPHEMERAL);
    // Inside one subnet, packets pass no list.
    let subnet = |end: &End<'_>| end.network.map(|n| n.subnet);
    let is_across = subnet(near) != subnet(far);
    let refused = |end, is_egress, packet, leg| match is_across {
        true => refused_by_acl(end, is_egress, packet, leg),
        false => None,
    };
    let refused = refused(near, true, request_out, Leg::Request)
        .or_else(|| refused(far, false, request_in, Leg::Request))
        .or_else(|| no_group(far, true, request_in, near))
        .or_else(|| refused(far, true, answer_out, Leg::Answer))
        .or_else(|| refused(near, false, answer_in, Leg::Answer));
    if let Some(refused) = refused {
        return refused;
    }
    let by = far.groups.iter().find_map(|group| {
        let rule = admits(group.inbound, request_in, &ids(near))?;
        Some((group.id, rule))
    });
    Reach::Open { by }
}

fn has_way(near: &End<'_>, far: &End<'_>) -> bool {
    match (near.network, far.network) {
        (None, None) | (Some(_), Some(_)) => true,
        (None, Some(network)) => {
            let back = route(network.routes, near.address);
            let is_whole = led(route(network.ingress, far.address), back) != Led::OneWay;
            let leads = back.and_then(Route::leads);
            let is_out = matches!(leads, Some(Gateway::Internet | Gateway::Endpoint));
            far.has_public_address && is_out && is_whole
        }
        (Some(network), None) => {
            let way = route(network.routes, far.address);
            egress(way.and_then(Route::leads), near.has_public_address).is_some()
        }
    }
}

/// That no group of `end` lets the packet through; `None`: one does, or there is none to ask.
fn no_group(end: &End<'_>, is_far: bool, packet: Packet, peer: &End<'_>) -> Option<Reach> {
    let peers = ids(peer);
    let is_let_through = end.groups.iter().any(|group| {
        let rules = if is_far {
            group.inbound
        } else {
            group.outbound
        };
        admits(rules, packet, &peers).is_some()
    });
    let is_open = end.groups.is_empty() || is_let_through;
    (!is_open).then_some(Reach::NoGroupRule { is_far })
}

fn refused_by_acl(end: &End<'_>, is_egress: bool, packet: Packet, leg: Leg) -> Option<Reach> {
    let network = end.network?;
    let judged = judge(network.acl?, is_egress, packet);
    (judged.action == Action::Deny).then_some(Reach::Acl {
        subnet: network.subnet,
        leg,
        by: judged.by,
    })
}

fn ids(end: &End<'_>) -> Vec<PartId> {
    end.groups.iter().map(|group| group.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cidr(text: &str) -> Cidr {
        Cidr::parse(text).unwrap()
    }

    #[test]
    fn blocks_are_found_beside_each_other() {
        let vpc = cidr("10.0.0.0/16");
        let mut taken = alloc::vec![cidr("10.0.1.0/24"), cidr("10.0.4.0/22")];
        let mut found = Vec::new();
        for _ in 0..4 {
            let block = vpc.free_block(24, &taken).unwrap();
            found.push(block.to_string());
            taken.push(block);
        }
        assert_eq!(
            found,
            ["10.0.0.0/24", "10.0.2.0/24", "10.0.3.0/24", "10.0.8.0/24"]
        );
        assert_eq!(cidr("10.0.0.0/28").free_block(24, &[]), None);
        assert_eq!(vpc.free_block(24, &[vpc]), None);
        let last = cidr("255.255.255.0/24");
        assert_eq!(last.free_block(24, &[last]), None);
    }

    #[test]
    fn hosts_leave_out_the_reserved_addresses() {
        let subnet = cidr("10.0.1.0/28");
        assert_eq!(subnet.host(0), Some(Ipv4Addr::new(10, 0, 1, 4)));
        assert_eq!(subnet.host(10), Some(Ipv4Addr::new(10, 0, 1, 14)));
        assert_eq!(subnet.host(11), None);
        assert_eq!(cidr("10.0.0.0/31").host(0), None);
    }

    #[test]
    fn a_list_without_a_rule_for_answers_lets_nobody_in() {
        let inward = AclEntry {
            ports: Ports { from: 80, to: 80 },
            ..AclEntry::default()
        };
        let outward = AclEntry {
            is_egress: true,
            ports: Ports {
                from: 1_024,
                to: PORT_MAX,
            },
            ..AclEntry::default()
        };
        let routes = [Route::default()];
        let user = End {
            address: Ipv4Addr::new(198, 51, 100, 7),
            has_public_address: true,
            network: None,
            groups: &[],
        };
        let asked = |entries: &[AclEntry]| {
            let network = Network {
                subnet: PartId(3),
                routes: &routes,
                ingress: &[],
                acl: Some(entries),
            };
            let server = End {
                address: Ipv4Addr::new(10, 0, 0, 4),
                network: Some(network),
                ..user
            };
            reach(&user, &server, 80)
        };
        assert_eq!(asked(&[inward, outward]), Reach::Open { by: None });
        let refused = |leg| Reach::Acl {
            subnet: PartId(3),
            leg,
            by: None,
        };
        assert_eq!(asked(&[inward]), refused(Leg::Answer));
        assert_eq!(asked(&[outward]), refused(Leg::Request));
    }
}
