//! Who may open a connection to whom, as the drawing says it: routes, network ACLs and security groups,
//! compiled when the drawing changes and asked at every hop, every answer and every probe.
//!
//! As long as nothing filters, all is open, which costs one compare. Otherwise each pair of places is
//! judged once, by `rules/network.rs`, and remembered.

use super::ground::{Ground, Subnet, WayOut};
use crate::base::id::{PartId, PartIx};
use crate::rules::network::{End, Gateway, Group, GroupRule, Reach, Route, reach};
use alloc::vec::Vec;
use core::net::Ipv4Addr;
use core::ops::Range;
use serde::{Deserialize, Serialize};

/// What parts may list to have their connections filtered: a security group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    pub id: PartId,
    pub inbound: Vec<GroupRule>,
    pub outbound: Vec<GroupRule>,
}

/// One network interface: where a part can be met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interface {
    pub address: Ipv4Addr,
    /// The address in the packets of what it passes on, where that stays the client's. `None`: its own.
    pub passes_on: Option<Ipv4Addr>,
    pub has_public_address: bool,
    /// `None`: outside, on the internet.
    pub subnet: Option<PartId>,
    /// Number of its Availability Zone.
    pub zone: u8,
    /// What it listens on.
    pub port: u32,
    /// AWS itself leads connections from outside to it.
    pub is_managed: bool,
    /// The filters that it lists, by their places in the table.
    pub filters: Vec<u16>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Cell {
    #[default]
    Unknown,
    Open,
    Closed,
    /// To this interface, and to all others of the same part.
    AllOpen,
}

/// The interfaces of all parts, and what may pass between them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReachTable {
    filters: Vec<Filter>,
    ground: Ground,
    interfaces: Vec<Interface>,
    /// Which of them are a part's.
    of: Vec<Range<u16>>,
    #[serde(skip)]
    cells: Vec<Cell>,
}

impl ReachTable {
    pub fn new(filters: Vec<Filter>, ground: Ground) -> Self {
        Self {
            filters,
            ground,
            ..Self::default()
        }
    }

    /// The place of a filter in the table.
    pub fn filter(&self, id: PartId) -> Option<u16> {
        let place = self.filters.iter().position(|filter| filter.id == id)?;
        u16::try_from(place).ok()
    }

    /// Gives a filter other rules while the run goes on.
    pub fn refilter(&mut self, filter: Filter) {
        let mut filters = self.filters.iter_mut();
        if let Some(known) = filters.find(|known| known.id == filter.id) {
            *known = filter;
            self.cells.clear();
        }
    }

    /// Joins a network to the internet as the drawing has it, or cuts it off: then the routes of
    /// `ground` that leave it lead nowhere.
    pub fn join(&mut self, vpc: Option<PartId>, ground: &Ground, is_joined: bool) {
        for (subnet, drawn) in self.ground.subnets.iter_mut().zip(&ground.subnets) {
            if drawn.vpc == vpc {
                subnet.routes.clone_from(&drawn.routes);
                let stays = |route: &Route| is_joined || route.gateway == Gateway::Local;
                subnet.routes.retain(stays);
            }
        }
        self.cells.clear();
    }

    /// How what stands in a subnet gets to the internet; as long as no rules are drawn, directly.
    pub fn way_out(&self, subnet: PartId) -> Option<WayOut> {
        match self.ground.subnet(subnet) {
            Some(subnet) => subnet.way_out(),
            None => Some(WayOut::Direct),
        }
    }

    /// Sets where a part can be met.
    pub fn set(&mut self, part: PartIx, interfaces: Vec<Interface>) {
        self.cells.clear();
        let first = self.interfaces.len() as u16;
        self.interfaces.extend(interfaces);
        self.place(part, first..self.interfaces.len() as u16);
    }

    fn place(&mut self, part: PartIx, interfaces: Range<u16>) {
        if self.of.len() <= part.ix() {
            self.of.resize(part.ix() + 1, 0..0);
        }
        if let Some(place) = self.of.get_mut(part.ix()) {
            *place = interfaces;
        }
    }

    /// Gives a part the interface that its model has in a subnet: an instance has that of its group.
    pub fn share(&mut self, part: PartIx, model: PartIx, subnet: Option<PartId>) {
        let all = self.of(model);
        let is_there = |at: &u16| {
            let interface = self.interfaces.get(usize::from(*at));
            interface.is_some_and(|i| i.subnet == subnet)
        };
        let found = all.clone().find(is_there).or_else(|| all.clone().next());
        self.place(part, found.map_or(0..0, |at| at..at + 1));
    }

    /// Whether nothing is filtered.
    #[inline(always)]
    pub const fn is_open(&self) -> bool {
        self.interfaces.is_empty()
    }

    #[inline(always)]
    fn of(&self, part: PartIx) -> Range<u16> {
        self.of.get(part.ix()).cloned().unwrap_or(0..0)
    }

    /// The interfaces of a connection: the far part's one in the zone that was dialled, if it has one.
    #[inline(always)]
    fn ends(&self, near: PartIx, far: PartIx, zone: u8) -> Option<(u16, u16)> {
        let mut there = self.of(far);
        let first = there.clone().next()?;
        let in_zone = there.find(|at| {
            let interface = self.interfaces.get(usize::from(*at));
            interface.is_some_and(|i| i.zone == zone)
        });
        Some((self.of(near).next()?, in_zone.unwrap_or(first)))
    }

    /// Whether `near` may connect to `far`, and hear its answers. Parts that stand nowhere may.
    /// `zone`: that of the address which was dialled.
    #[inline(always)]
    pub fn passes(&mut self, near: PartIx, far: PartIx, zone: u8) -> bool {
        let ends = self.of.get(near.ix()).zip(self.of.get(far.ix()));
        let cell = ends.and_then(|(from, to)| self.cells.get(self.cell(from.start, to.start)));
        cell == Some(&Cell::AllOpen) || self.looks_open(near, far, zone)
    }

    /// As [`Self::passes`], for a health check, which a part makes in its own name whatever it passes on.
    pub fn passes_check(&mut self, near: PartIx, far: PartIx, zone: u8) -> bool {
        let Some((from, to)) = self.ends(near, far, zone) else {
            return true;
        };
        let checker = self.interfaces.get(usize::from(from));
        match checker.filter(|checker| checker.passes_on.is_some()) {
            Some(checker) => {
                let judged = self.judge_from(checker, checker.address, to, None);
                matches!(judged, Reach::Open { .. })
            }
            None => self.passes(near, far, zone),
        }
    }

    /// The place of what is known about a pair of interfaces.
    #[inline(always)]
    fn cell(&self, from: u16, to: u16) -> usize {
        usize::from(from) * self.interfaces.len() + usize::from(to)
    }

    /// As [`Self::passes`], by the interface that the zone leads to.
    #[inline(never)]
    fn looks_open(&mut self, near: PartIx, far: PartIx, zone: u8) -> bool {
        let Some((from, to)) = self.ends(near, far, zone) else {
            return true;
        };
        let (first, count) = (self.of(far).start, self.interfaces.len());
        if self.cells.is_empty() {
            self.cells.resize(count * count, Cell::Unknown);
        }
        if self.look(from, first) == Cell::Unknown {
            for at in self.of(far) {
                let is_open = matches!(self.judge(from, at), Reach::Open { .. });
                self.know(from, at, if is_open { Cell::Open } else { Cell::Closed });
            }
            if self.of(far).all(|at| self.look(from, at) == Cell::Open) {
                self.know(from, first, Cell::AllOpen);
            }
        }
        self.look(from, to) != Cell::Closed
    }

    fn look(&self, from: u16, to: u16) -> Cell {
        let cell = self.cells.get(self.cell(from, to));
        cell.copied().unwrap_or_default()
    }

    fn know(&mut self, from: u16, to: u16, what: Cell) {
        let at = self.cell(from, to);
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = what;
        }
    }

    /// What decides about a connection, by the rule that does.
    pub fn verdict(&self, near: PartIx, far: PartIx, zone: u8) -> Reach {
        match self.ends(near, far, zone) {
            Some((from, to)) => self.judge(from, to),
            None => Reach::Open { by: None },
        }
    }

    /// As [`Self::verdict`], of all addresses of the far part: what keeps connections out of one, if
    /// anything does.
    pub fn worst(&self, near: PartIx, far: PartIx) -> Reach {
        let from = self.of(near).next();
        let all = self.of(far).filter_map(|to| Some(self.judge(from?, to)));
        let worst = all.min_by_key(|by| matches!(by, Reach::Open { .. }));
        worst.unwrap_or(Reach::Open { by: None })
    }

    /// How many addresses a part has in subnets.
    pub fn address_count(&self, part: PartIx) -> usize {
        let interfaces = self
            .of(part)
            .filter_map(|at| self.interfaces.get(usize::from(at)));
        interfaces
            .filter(|interface| interface.subnet.is_some())
            .count()
    }

    /// What a part listens on.
    pub fn port_of(&self, part: PartIx) -> Option<u32> {
        let first = self.interfaces.get(usize::from(self.of(part).start));
        first
            .map(|interface| interface.port)
            .filter(|_| self.address_count(part) > 0)
    }

    /// What becomes of a packet to a port of a part's n-th address.
    pub fn attempt(&self, near: PartIx, far: PartIx, nth: usize, port: u32) -> Reach {
        match self.of(near).next().zip(self.of(far).nth(nth)) {
            Some((from, to)) => self.judge_port(from, to, Some(port)),
            None => Reach::Open { by: None },
        }
    }

    fn judge(&self, from: u16, to: u16) -> Reach {
        self.judge_port(from, to, None)
    }

    /// `port`: another than the one that the far end listens on.
    fn judge_port(&self, from: u16, to: u16, port: Option<u32>) -> Reach {
        match self.interfaces.get(usize::from(from)) {
            Some(near) => {
                let address = near.passes_on.unwrap_or(near.address);
                self.judge_from(near, address, to, port)
            }
            None => Reach::Open { by: None },
        }
    }

    /// `address`: the one in the packets of `near`.
    fn judge_from(&self, near: &Interface, address: Ipv4Addr, to: u16, port: Option<u32>) -> Reach {
        let Some(far) = self.interfaces.get(usize::from(to)) else {
            return Reach::Open { by: None };
        };
        // A packet to a port of one's own choice comes the way of all others.
        if far.is_managed && near.subnet.is_none() && port.is_none() {
            return Reach::Open { by: None };
        }
        let (near_groups, far_groups) = (self.groups(near), self.groups(far));
        let near_end = End {
            address,
            ..self.end(near, &near_groups)
        };
        let port = port.unwrap_or(far.port);
        reach(&near_end, &self.end(far, &far_groups), port)
    }

    fn groups<'a>(&'a self, interface: &Interface) -> Vec<Group<'a>> {
        let filters = interface.filters.iter();
        let filters = filters.filter_map(|at| self.filters.get(usize::from(*at)));
        let group = |filter: &'a Filter| Group {
            id: filter.id,
            inbound: &filter.inbound,
            outbound: &filter.outbound,
        };
        filters.map(group).collect()
    }

    fn end<'a>(&'a self, interface: &Interface, groups: &'a [Group<'a>]) -> End<'a> {
        let subnet = interface.subnet.and_then(|id| self.ground.subnet(id));
        End {
            address: interface.address,
            has_public_address: interface.has_public_address,
            network: subnet.map(Subnet::network),
            groups,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::network::{Cidr, Peer, Ports, Transport};
    use alloc::vec;

    fn interface(last: u8, filters: Vec<u16>) -> Interface {
        Interface {
            address: Ipv4Addr::new(198, 51, 100, last),
            passes_on: None,
            has_public_address: true,
            subnet: None,
            zone: 0,
            port: 80,
            is_managed: false,
            filters,
        }
    }

    fn lets_in(id: u32, peer: Peer) -> Filter {
        let rule = |peer| GroupRule {
            transport: Transport::Tcp,
            ports: Ports::ALL,
            peer,
        };
        Filter {
            id: PartId(id),
            inbound: vec![rule(peer)],
            outbound: vec![rule(Peer::Block(Cidr::ANY))],
        }
    }

    #[test]
    fn a_pair_is_judged_by_what_both_list() {
        let (user, balancer, server, other) = (PartIx(0), PartIx(1), PartIx(2), PartIx(3));
        let filters = vec![
            lets_in(7, Peer::Block(Cidr::ANY)),
            lets_in(8, Peer::Group(PartId(7))),
        ];
        let mut table = ReachTable::new(filters, Ground::default());
        assert!(table.is_open());
        for (part, filters) in [(user, vec![]), (balancer, vec![0]), (server, vec![1])] {
            table.set(part, vec![interface(part.0 as u8, filters)]);
        }
        assert!(!table.is_open());
        for _ in 0..2 {
            assert!(table.passes(user, balancer, 0));
            assert!(table.passes(balancer, server, 0));
            assert!(!table.passes(user, server, 0));
        }
        assert_eq!(
            table.verdict(user, server, 0),
            Reach::NoGroupRule { is_far: true }
        );
        let by = Some((PartId(8), 0));
        assert_eq!(table.verdict(balancer, server, 0), Reach::Open { by });
        // A part without an interface is no part of the network; one that shares has the same rules.
        assert!(table.passes(user, other, 0));
        table.share(other, server, None);
        assert!(!table.passes(user, other, 0));
    }
}
