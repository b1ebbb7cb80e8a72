//! The network interfaces of a drawing: where each part can be met, and by which filters.

use super::{Document, Part};
use crate::base::id::{PartId, PartIx};
use crate::contract::{Place, Takes};
use crate::kinds::{KindId, Params};
use crate::rules::balancer_type::ClientAddress;
use crate::rules::network::Reach;
use crate::world::addresses::AddressBook;
use crate::world::client::FIRST_ADDRESS;
use crate::world::ground::{Ground, Subnet};
use crate::world::reach::{Filter, Interface, ReachTable};
use alloc::vec::Vec;
use core::net::Ipv4Addr;

impl Document {
    /// What may pass on this board. As long as no rules are drawn, all may. `address`: of a part in one
    /// of its subnets.
    pub fn reach(
        &self,
        ground: &Ground,
        address: &dyn Fn(PartId, &Subnet) -> Option<Ipv4Addr>,
    ) -> (ReachTable, Vec<(PartId, Vec<Interface>)>) {
        let has_rules = self.parts.iter().any(|p| p.place() == Some(Place::Rules));
        if !has_rules {
            return Default::default();
        }
        let filter = |part: &Part| {
            let params = part.params()?;
            params.kind().is_filter().then(|| Filter {
                id: part.id,
                ..params.filter(&|_| false)
            })
        };
        let filters = self.parts.iter().filter_map(filter).collect();
        let table = ReachTable::new(filters, ground.clone());
        let mut all = Vec::new();
        for part in self.parts.iter().filter(|p| !p.is_ground()) {
            let Some(params) = part.params() else {
                continue;
            };
            // On the network of its machine alone.
            if params.host().is_some() && params.port() == 0 {
                continue;
            }
            let filters = self.filters_of(part).filter_map(|id| table.filter(id));
            let outside = Interface {
                address: Ipv4Addr::from_bits(FIRST_ADDRESS),
                passes_on: self.client_of(part),
                has_public_address: true,
                subnet: None,
                zone: 0,
                port: params.port(),
                is_managed: params.kind().is_managed(),
                filters: filters.collect(),
            };
            let subnets = part.stands_in.iter().filter_map(|id| ground.subnet(*id));
            let inside = |subnet: &Subnet| Interface {
                address: address(part.id, subnet).unwrap_or(Ipv4Addr::UNSPECIFIED),
                has_public_address: subnet.has_public_addresses(),
                subnet: Some(subnet.id),
                zone: subnet.az,
                ..outside.clone()
            };
            let mut own: Vec<Interface> = subnets.map(inside).collect();
            if own.is_empty() {
                own.push(outside);
            }
            all.push((part.id, own));
        }
        (table, all)
    }

    /// Whose address stays in the packets of what a part passes on: that of clients on the internet, the only
    /// ones who are told apart by theirs. Basis: documented - NLB "Client IP preservation".
    fn client_of(&self, part: &Part) -> Option<Ipv4Addr> {
        let traits = part.kind().and_then(KindId::balancer)?.traits();
        let is_outside = |part: &Part| {
            let is_managed = part.kind().is_some_and(KindId::is_managed);
            part.stands_in.is_empty() && part.of.is_none() && !is_managed
        };
        let mut callers = self.links.iter().filter(|link| link.to == part.id);
        let has_clients = callers.any(|link| self.part(link.from).is_some_and(is_outside));
        let keeps = traits.has_security_groups && traits.client_address == ClientAddress::Packet;
        (keeps && has_clients).then(|| Ipv4Addr::from_bits(FIRST_ADDRESS))
    }

    /// The filters that a part lists, itself or by what belongs to it: a group by its launch template.
    pub fn filters_of<'a>(&'a self, part: &'a Part) -> impl Iterator<Item = PartId> + 'a {
        let listed = |params: &Params| {
            let all = params.references();
            let filters = all
                .into_iter()
                .filter(|(f, _)| f.takes() == Some(Takes::Filters));
            filters.map(|(_, id)| id).collect::<Vec<_>>()
        };
        let parts = core::iter::once(part).chain(self.children(part.id));
        parts.filter_map(Part::params).flat_map(listed)
    }
}

/// Who may connect to whom on a drawing, and what decides.
#[derive(Clone, Debug)]
pub struct Reachable {
    table: ReachTable,
    /// Parts by their places in the table.
    parts: Vec<PartId>,
}

impl Reachable {
    pub fn on(document: &Document) -> Self {
        let ground = document.ground();
        let place = |id: PartId| {
            let place = document.parts.iter().position(|part| part.id == id);
            PartIx(place.unwrap_or_default() as u16)
        };
        let mut book = AddressBook::default();
        for part in document.parts.iter().filter(|part| part.has_addresses()) {
            for subnet in part.stands_in.iter().filter_map(|id| ground.subnet(*id)) {
                book.lease(subnet, place(part.id));
            }
        }
        let address = |id, subnet: &Subnet| book.address_of(subnet, place(id));
        let (mut table, interfaces) = document.reach(&ground, &address);
        let mut parts = Vec::new();
        for ((id, own), ix) in interfaces.into_iter().zip(0..) {
            parts.push(id);
            table.set(PartIx(ix), own);
        }
        Self { table, parts }
    }

    /// What decides about connections from one part to another: with addresses in several zones, what
    /// keeps them out of one.
    pub fn verdict(&self, from: PartId, to: PartId) -> Reach {
        let place = |id| self.parts.iter().position(|part| *part == id);
        match place(from).zip(place(to)) {
            Some((near, far)) => self.table.worst(PartIx(near as u16), PartIx(far as u16)),
            None => Reach::Open { by: None },
        }
    }
}
