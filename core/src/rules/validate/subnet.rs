//! Subnets: size, inside the VPC, apart from each other.

use alloc::string::String;
use alloc::vec::Vec;
use core::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults};

/// A block of IPv4 addresses; bits behind the prefix are cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cidr {
    first: u32,
    prefix: u8,
}

impl Cidr {
    /// Reads `10.0.1.0/24`. Errors: `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.trim().split_once('/')?;
        let address: Ipv4Addr = address.parse().ok()?;
        let prefix: u8 = prefix.parse().ok()?;
        if prefix > 32 {
            return None;
        }
        let first = u32::from(address) & mask(prefix);
        Some(Self { first, prefix })
    }

    /// The number of leading bits that all addresses share.
    pub const fn prefix(self) -> u8 {
        self.prefix
    }

    /// Whether all addresses of `other` are in this block.
    pub const fn contains(self, other: Self) -> bool {
        self.prefix <= other.prefix && other.first & mask(self.prefix) == self.first
    }

    /// Whether the two blocks share an address.
    pub const fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }
}

const fn mask(prefix: u8) -> u32 {
    match u32::MAX.checked_shl(32 - prefix as u32) {
        Some(mask) => mask,
        None => 0,
    }
}

/// A subnet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Subnet {
    pub cidr_block: String,
}

impl Subnet {
    /// All faults, given the block of the VPC and those of its other subnets.
    /// Basis: documented - VPC "Subnet CIDR blocks".
    pub fn check(&self, vpc: &str, others: &[&str]) -> Vec<Fault> {
        const FIELD: &str = "CidrBlock";
        let mut faults = Faults::default();
        let is_sized = |block: &Cidr| (16..=28).contains(&block.prefix);
        let own = Cidr::parse(&self.cidr_block);
        let vpc = Cidr::parse(vpc);
        let is_good_size = own.as_ref().is_some_and(is_sized) && vpc.as_ref().is_none_or(is_sized);
        faults.when(!is_good_size, Code::SubnetSize, FIELD);
        let Some(own) = own else {
            return faults.0;
        };
        let is_inside = vpc.is_some_and(|vpc| vpc.contains(own));
        faults.when(!is_inside, Code::SubnetOutsideVpc, FIELD);
        let mut taken = others.iter().filter_map(|other| Cidr::parse(other));
        let is_taken = taken.any(|other| other.overlaps(own));
        faults.when(is_taken, Code::SubnetOverlap, FIELD);
        faults.0
    }
}
