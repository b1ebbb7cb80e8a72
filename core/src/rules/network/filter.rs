//! What filters say of one packet: rules of security groups, entries of network ACLs (spec 13.3).

use super::cidr::Cidr;
use crate::base::codec::{record, string_enum};
use crate::base::id::PartId;
use core::net::Ipv4Addr;
use serde::{Deserialize, Serialize};

/// A port that answers go back to: in the ranges of all systems, which 1024-65535 covers.
/// Basis: documented - VPC "Ephemeral ports".
pub const EPHEMERAL: u32 = 49_152;
pub const PORT_MAX: u32 = 65_535;
/// Where servers are logged in to.
pub const SSH_PORT: u32 = 22;

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
