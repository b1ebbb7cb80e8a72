//! The private addresses of a run: who has one in a subnet keeps it for as long as it stands there, and
//! a subnet that has given all of its addresses away takes nobody in (spec 13.1).

use super::ground::Subnet;
use crate::base::id::{PartId, PartIx};
use crate::base::order::sort_long;
use crate::rules::network::usable;
use alloc::vec::Vec;
use core::net::Ipv4Addr;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Lease {
    subnet: PartId,
    who: PartIx,
    /// Counted from 0 behind the reserved addresses.
    nth: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AddressBook(Vec<Lease>);

impl AddressBook {
    /// Gives a part an address, unless it has one there or all are taken.
    pub fn lease(&mut self, subnet: &Subnet, who: PartIx) {
        let has_one = self.find(subnet.id, who).is_some();
        if !has_one && self.has_room(subnet) {
            self.0.push(Lease {
                subnet: subnet.id,
                who,
                nth: self.lowest(subnet.id),
            });
        }
    }

    /// The part is gone.
    pub fn release(&mut self, who: PartIx) {
        self.0.retain(|lease| lease.who != who);
    }

    /// Takes back the addresses of those who do not stand in the subnet any more.
    pub fn keep(&mut self, stands: impl Fn(PartIx, PartId) -> bool) {
        self.0.retain(|lease| stands(lease.who, lease.subnet));
    }

    /// The address of a part in a subnet.
    pub fn address(&self, subnet: &Subnet, who: PartIx) -> Option<Ipv4Addr> {
        subnet.block?.host(self.find(subnet.id, who)?)
    }

    /// As [`Self::address`]; of a fleet, which has none itself, that of the next one of it.
    pub fn address_of(&self, subnet: &Subnet, who: PartIx) -> Option<Ipv4Addr> {
        let next = || subnet.block?.host(self.lowest(subnet.id));
        self.address(subnet, who).or_else(next)
    }

    /// Addresses that are left: AWS's `AvailableIpAddressCount`. `None`: the subnet has no block.
    pub fn free(&self, subnet: &Subnet) -> Option<u64> {
        let taken = self.0.iter().filter(|lease| lease.subnet == subnet.id);
        let all = usable(subnet.block?.prefix());
        Some(all.saturating_sub(taken.count() as u64))
    }

    /// A subnet without a block is for the checks of the drawing to complain about.
    pub fn has_room(&self, subnet: &Subnet) -> bool {
        self.free(subnet) != Some(0)
    }

    fn find(&self, subnet: PartId, who: PartIx) -> Option<u32> {
        let is_it = |lease: &&Lease| (lease.subnet, lease.who) == (subnet, who);
        self.0.iter().find(is_it).map(|lease| lease.nth)
    }

    /// The lowest number that nobody has. Basis: model - AWS takes any.
    fn lowest(&self, subnet: PartId) -> u32 {
        let all = self.0.iter().filter(|lease| lease.subnet == subnet);
        let taken = sort_long(all.map(|lease| u64::from(lease.nth)).collect());
        let numbers = taken.iter().zip(0..);
        let gap = numbers.take_while(|(nth, at)| **nth == *at);
        gap.count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::network::Cidr;

    #[test]
    fn an_address_stays_with_who_has_it_and_is_given_again_when_they_go() {
        let subnet = Subnet {
            id: PartId(4),
            vpc: None,
            az: 0,
            block: Cidr::parse("10.0.1.0/28"),
            routes: Vec::new(),
            ingress: Vec::new(),
            acl: None,
            gives_public_addresses: false,
        };
        let mut book = AddressBook::default();
        for who in 0..12 {
            book.lease(&subnet, PartIx(who));
        }
        let last = |who| book.address(&subnet, PartIx(who)).map(|a| a.octets()[3]);
        assert_eq!((last(0), last(10), last(11)), (Some(4), Some(14), None));
        assert_eq!(book.free(&subnet), Some(0));
        book.release(PartIx(3));
        book.lease(&subnet, PartIx(5));
        assert_eq!(book.free(&subnet), Some(1), "it has one already");
        book.lease(&subnet, PartIx(20));
        let address = |who| book.address(&subnet, PartIx(who)).map(|a| a.octets()[3]);
        assert_eq!((address(20), address(5)), (Some(7), Some(9)));
        book.keep(|who, _| who == PartIx(20));
        assert_eq!(book.free(&subnet), Some(10));
    }
}
