//! Who may open a connection to whom: routes, security groups and network ACLs asked together, and the one
//! that decides (spec 13.3).

use super::filter::{AclEntry, Action, EPHEMERAL, GroupRule, Packet, Transport, admits, judge};
use super::route::{Gateway, Led, Route, egress, led, route};
use crate::base::id::PartId;
use alloc::vec::Vec;
use core::net::Ipv4Addr;

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
    use super::super::{PORT_MAX, Ports};
    use super::*;

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
