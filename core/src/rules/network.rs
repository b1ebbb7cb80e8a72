//! The network of a VPC (spec 13): address blocks, routes, security groups, network ACLs, and `reach`, which
//! asks all of them and names the one that decides.

mod cidr;
mod filter;
mod reach;
mod route;

pub use cidr::{Cidr, RESERVED, has_room_for_alb, total, usable};
pub use filter::{
    AclEntry, Action, EPHEMERAL, GroupRule, Judged, PORT_MAX, Packet, Peer, Ports, SSH_PORT,
    Transport, admits, judge, lacks_return_ports,
};
pub use reach::{End, Group, Leg, Network, Reach, reach};
pub use route::{
    Gateway, Led, NAT_CONNECTIONS_MAX, Route, SeenAs, SubnetKind, egress, led, nat_time, route,
};
