//! The addresses of clients, for the headers of a request. The engine needs none, so they are derived
//! from the users that sent the request and from its number.

use crate::vocabulary::{Role, role};
use swell_core::base::id::PartId;
use swell_core::document::Document;

/// The three ranges that are kept for documentation: users of a board live in one each.
const RANGES: [&str; 3] = ["203.0.113", "198.51.100", "192.0.2"];

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_requests_seldom_share_an_address() {
        let document = Document::default();
        let one = client(&document, PartId(1), 100);
        assert_eq!(one, client(&document, PartId(1), 100));
        assert_ne!(one, client(&document, PartId(1), 200));
        assert!(one.starts_with("203.0.113."));
    }
}
