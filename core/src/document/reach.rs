//! The network interfaces of a drawing: where each part can be met, and by which filters.

use super::{Document, Part};
use crate::base::id::{PartId, PartIx};
use crate::contract::{Place, Takes};
use crate::kinds::Params;
use crate::rules::network::Reach;
use crate::world::client::FIRST_ADDRESS;
use crate::world::ground::Ground;
use crate::world::reach::{Filter, Interface, ReachTable};
use alloc::vec;
use alloc::vec::Vec;
use core::net::Ipv4Addr;

impl Document {
    /// What may pass on this board. As long as no rules are drawn, all may.
    pub fn reach(&self, ground: &Ground) -> (ReachTable, Vec<(PartId, Vec<Interface>)>) {
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
        let mut taken = vec![0_u32; ground.subnets.len()];
        let mut all = Vec::new();
        for part in self.parts.iter().filter(|p| !p.is_ground()) {
            let Some(params) = part.params() else {
                continue;
            };
            let filters = self.filters_of(part).filter_map(|id| table.filter(id));
            let outside = Interface {
                address: Ipv4Addr::from_bits(FIRST_ADDRESS),
                has_public_address: true,
                subnet: None,
                zone: 0,
                port: params.port(),
                filters: filters.collect(),
            };
            let mut own: Vec<Interface> = Vec::new();
            for id in &part.stands_in {
                let Some(at) = ground.subnets.iter().position(|s| s.id == *id) else {
                    continue;
                };
                let (Some(subnet), Some(nth)) = (ground.subnets.get(at), taken.get_mut(at)) else {
                    continue;
                };
                let address = subnet.block.and_then(|block| block.host(*nth));
                *nth += 1;
                own.push(Interface {
                    address: address.unwrap_or(Ipv4Addr::UNSPECIFIED),
                    has_public_address: subnet.has_public_addresses(),
                    subnet: Some(*id),
                    zone: subnet.az,
                    ..outside.clone()
                });
            }
            if own.is_empty() {
                own.push(outside);
            }
            all.push((part.id, own));
        }
        (table, all)
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
        let (mut table, interfaces) = document.reach(&document.ground());
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
