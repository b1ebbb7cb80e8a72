//! Blocks of IPv4 addresses, and how many of a subnet's there are to have (spec 13.1).

use crate::base::codec::{Codec, serde_by_codec};
use alloc::string::{String, ToString};
use core::fmt;
use core::net::Ipv4Addr;
use serde::de::Error as _;
use serde_json::{Error, Value};

/// Addresses that AWS keeps in each subnet: the first four and the last.
/// Basis: documented - VPC "Subnet CIDR blocks".
pub const RESERVED: u32 = 5;

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

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

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
}
