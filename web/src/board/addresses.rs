//! Addresses for the headers of a request. The engine needs none, so they are derived: a client's
//! from the users that sent the request and from its number, a balancer node's from its subnet.

use crate::vocabulary::{Role, role};
use swell_core::base::id::PartId;
use swell_core::document::Document;

/// The three ranges that are kept for documentation: users of a board live in one each.
const RANGES: [&str; 3] = ["203.0.113", "198.51.100", "192.0.2"];
/// AWS keeps the first four addresses of a subnet.
const FIRST_HOST: u32 = 4;

/// Spreads numbers that lie close together.
fn spread(n: u64) -> u64 {
    n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

/// The address that a request came from: the same users, however many they are, share a range.
pub fn client(document: &Document, users: PartId, serial: u64) -> String {
    let sends = |p: &&swell_core::document::Part| role(p.kind()) == Role::Source;
    let mut all = document.parts.iter().filter(sends);
    let range = all.position(|p| p.id == users).unwrap_or(0) % RANGES.len();
    let host = 1 + spread(serial) % 254;
    format!("{}.{host}", RANGES.get(range).copied().unwrap_or_default())
}

/// The private address of a balancer's node in the zone `az`, if its subnet says where it is.
pub fn node(document: &Document, balancer: PartId, az: PartId) -> Option<String> {
    let mut subnets = document.part(balancer)?.stands_in.iter();
    let subnet = subnets.find(|s| document.az_of(**s) == az)?;
    let block = document.ground().subnet(*subnet)?.block?;
    within(&block.to_string(), u64::from(balancer.0))
}

/// An address inside a block, by a number that stays the same.
fn within(cidr: &str, n: u64) -> Option<String> {
    let (base, bits) = cidr.split_once('/')?;
    let bits: u32 = bits.parse().ok().filter(|b| (8..=28).contains(b))?;
    let mut address = 0_u32;
    let mut count = 0;
    for part in base.split('.') {
        address = address.checked_shl(8)? | u32::from(part.parse::<u8>().ok()?);
        count += 1;
    }
    let room = (1_u32 << (32 - bits)) - FIRST_HOST - 1;
    let host = FIRST_HOST + (spread(n) % u64::from(room.min(250))) as u32;
    let [a, b, c, d] = address.checked_add(host)?.to_be_bytes();
    (count == 4).then(|| format!("{a}.{b}.{c}.{d}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_lives_in_its_subnet() {
        let at = within("10.0.2.0/24", 20).unwrap_or_default();
        assert!(at.starts_with("10.0.2."), "{at}");
        let last: u32 = at
            .rsplit('.')
            .next()
            .and_then(|d| d.parse().ok())
            .unwrap_or(0);
        assert!((4..255).contains(&last));
        for bad in ["", "10.0.0.0", "10.0.0/24", "10.0.0.0/99", "a.b.c.d/24"] {
            assert_eq!(within(bad, 1), None, "{bad}");
        }
    }

    #[test]
    fn two_requests_seldom_share_an_address() {
        let document = Document::default();
        let one = client(&document, PartId(1), 100);
        assert_eq!(one, client(&document, PartId(1), 100));
        assert_ne!(one, client(&document, PartId(1), 200));
        assert!(one.starts_with("203.0.113."));
    }
}
