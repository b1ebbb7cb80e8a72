//! Who sends a request and what it asks for.
//!
//! Both are worked out when somebody asks, from one number that a request bears and that its retries
//! keep: a board without stickiness, flow hash and caches pays nothing for them.

use crate::base::rng::finalise;
use crate::base::zipf::Zipf;
use crate::rules::regions::Region;
use serde::{Deserialize, Serialize};

/// What a request's client and object are drawn from.
pub type Identity = u32;

/// The clients of one part that sends, and what they ask for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crowd {
    /// Clients at a time.
    pub clients: u32,
    /// Which of the things that there are they ask for.
    pub popularity: Zipf,
    /// A client's requests share one connection.
    pub keeps_alive: bool,
    /// Where they are; `None`: in the board's own Region.
    #[serde(default)]
    pub region: Option<Region>,
}

impl Crowd {
    pub const DEFAULT: Self = Self {
        clients: 1,
        popularity: Zipf::ONE,
        keeps_alive: true,
        region: None,
    };
}

impl Default for Crowd {
    fn default() -> Self {
        Self::DEFAULT
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// Counts from 0 among those of its part.
    pub number: u32,
    /// IPv4.
    pub address: u32,
    /// Of its connection: what balancers hash besides the address.
    pub port: u16,
    /// Its next requests come by the same connection.
    pub keeps_alive: bool,
    /// Where it is; `None`: in the board's own Region.
    pub region: Option<Region>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// 0 is the most wanted one.
    pub key: u32,
    /// Size of the answer.
    pub bytes: u32,
}

/// Clients' addresses count up from 198.18.0.0. Basis: documented - RFC 2544 keeps the block for
/// tests; it is nobody's.
pub const FIRST_ADDRESS: u32 = 198 << 24 | 18 << 16;
/// Ports of clients. Basis: documented - VPC guide, "Ephemeral ports".
const FIRST_PORT: u32 = 1_024;

impl Client {
    /// A number of its own, wherever it comes from.
    pub fn identity(self) -> u64 {
        finalise(u64::from(self.address))
    }
}

impl Crowd {
    /// Which of its clients sends.
    #[inline]
    pub fn number(&self, identity: Identity) -> u32 {
        // The upper half of the product: evenly spread over the clients.
        let number = (u64::from(identity) * u64::from(self.clients.max(1))) >> 32;
        number as u32
    }

    pub fn client(&self, identity: Identity) -> Client {
        let number = self.number(identity);
        let connection = match self.keeps_alive {
            true => u64::from(number),
            false => u64::from(identity) << 32,
        };
        let ports = u64::from(u32::from(u16::MAX) - FIRST_PORT);
        let port = FIRST_PORT + (finalise(connection + 1) % ports) as u32;
        Client {
            number,
            address: FIRST_ADDRESS.wrapping_add(number),
            port: port as u16,
            keeps_alive: self.keeps_alive,
            region: self.region,
        }
    }

    /// The key of what is asked for.
    pub fn object(&self, identity: Identity) -> u32 {
        let mut word = u64::from(identity);
        let uniform = || {
            word = finalise(word.wrapping_add(0x9e37_79b9_7f4a_7c15));
            (word >> 11) as f64 / (1_u64 << 53) as f64
        };
        self.popularity.rank(uniform) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::{BTreeMap, BTreeSet};

    #[test]
    fn clients_are_many_and_each_keeps_its_address_and_connection() {
        let mut crowd = Crowd {
            clients: 100,
            ..Crowd::default()
        };
        let mut ports: BTreeMap<u32, BTreeSet<u16>> = BTreeMap::new();
        let all = (0..5_000_u64).map(|n| finalise(n) as u32);
        for client in all.clone().map(|identity| crowd.client(identity)) {
            assert_eq!(client.address, FIRST_ADDRESS + client.number);
            ports.entry(client.number).or_default().insert(client.port);
        }
        assert_eq!(ports.len(), 100);
        assert!(ports.values().all(|ports| ports.len() == 1));
        crowd.keeps_alive = false;
        let ports: BTreeSet<u16> = all.map(|identity| crowd.client(identity).port).collect();
        assert!(ports.len() > 4_000);
    }

    #[test]
    fn clients_and_objects_are_independent() {
        let crowd = Crowd {
            clients: 2,
            popularity: Zipf::new(2, 0.0),
            ..Crowd::default()
        };
        let mut counts = [0; 4];
        for n in 0..4_000_u64 {
            let identity = finalise(n) as u32;
            let pair = crowd.client(identity).number * 2 + crowd.object(identity);
            counts[pair as usize] += 1;
        }
        assert!(
            counts.iter().all(|n| (850..1_150).contains(n)),
            "{counts:?}"
        );
    }
}
