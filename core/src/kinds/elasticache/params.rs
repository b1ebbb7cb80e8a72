//! What the user sets of a cache: engine, node, how long items live and what goes when memory is full.

use crate::base::codec::string_enum;
use crate::base::id::PartId;
use crate::base::time::Span;
use crate::contract::params;
use crate::rules::cache::{CONNECTIONS_MAX, Evicts, NodeType};
use crate::rules::instance_type::{OWN_MEMORY_GIB, OWN_USD_PER_HOUR, OWN_VCPUS};
use alloc::string::String;
use alloc::vec::Vec;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    #[default]
    Redis,
    Valkey,
    /// No replicas, no choice of what is evicted, and all vCPUs at work.
    Memcached,
}

string_enum!(Engine {
    Redis: "redis",
    Valkey: "valkey",
    Memcached: "memcached",
});

/// Where the items are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// On a node that all servers ask.
    #[default]
    Shared,
    /// In each server's own memory: no way to go, and nothing known of what others have read.
    PerServer,
}

string_enum!(Scope {
    Shared: "shared",
    PerServer: "per_server",
});

/// What goes when memory is full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Eviction {
    /// Only keys with a time to live: without one it is as if nothing went.
    #[default]
    VolatileLru,
    AllkeysLru,
    AllkeysRandom,
    NoEviction,
}

string_enum!(Eviction {
    VolatileLru: "volatile-lru",
    AllkeysLru: "allkeys-lru",
    AllkeysRandom: "allkeys-random",
    NoEviction: "noeviction",
});

params! {
    pub struct Params {
        engine: Engine = Engine::Redis, "Engine" if |p| p.is_node() => choice(Engine::WORDS);
        scope: Scope = Scope::Shared, "scope" => choice(Scope::WORDS);
        node_type: String = String::from("cache.t3.micro"), "CacheNodeType" if |p| p.is_node()
            => type_of(NodeType::NAMES);
        /// Of a type that is not in the table: the reader's own numbers, else unused.
        own_memory_gib: f64 = OWN_MEMORY_GIB, "own_memory_gib" if |p| p.is_node() && p.is_own()
            => number(0.1..=1_000.0, None);
        own_usd_per_hour: f64 = OWN_USD_PER_HOUR,
            "own_usd_per_hour" if |p| p.is_node() && p.is_own() => number(0.0..=1_000.0, None);
        /// What each server gives away of its own.
        server_memory_gib: f64 = 0.5, "server_memory_gib" if |p| !p.is_node()
            => number(0.001..=100.0, None);
        reserved_percent: f64 = 25.0, "reserved-memory-percent" if |p| p.is_node()
            => number(0.0..=90.0, Percent);
        item_bytes: f64 = 4_000.0, "item_bytes" => whole(100.0..=512_000_000.0, None);
        /// 0: for ever.
        ttl_s: f64 = 3_600.0, "ttl_s" => number(0.0..=31_536_000.0, Seconds);
        eviction: Eviction = Eviction::VolatileLru, "maxmemory-policy" if |p| p.is_redis()
            => choice(Eviction::WORDS);
        replica: bool = false, "MultiAZEnabled" if |p| p.is_redis() && p.is_node() => toggle();
        /// Until the replica is the primary, or an empty node stands in for one that is lost.
        recovery_s: f64 = 20.0, "recovery_s" if |p| p.is_node() => number(1.0..=3_600.0, Seconds);
        /// The longest way there and back; the shortest is half of it.
        latency_ms: f64 = 1.0, "latency_ms" if |p| p.is_node()
            => number(0.0..=1_000.0, Milliseconds);
        maxclients: u32 = CONNECTIONS_MAX, "maxclients" if |p| p.is_node()
            => whole(1.0..=65_000.0, Count);
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroupIds" => parts(Takes::Filters);
    }
}

impl Params {
    pub(super) fn is_node(&self) -> bool {
        self.scope == Scope::Shared
    }

    pub(super) fn is_redis(&self) -> bool {
        self.engine != Engine::Memcached
    }

    pub(super) fn is_own(&self) -> bool {
        NodeType::named(&self.node_type).is_none()
    }

    pub(super) fn has_replica(&self) -> bool {
        self.replica && self.is_redis() && self.is_node()
    }

    /// What its type gives it, or the reader.
    pub(super) fn sizes(&self) -> NodeType {
        NodeType::named(&self.node_type).unwrap_or(NodeType {
            name: "",
            vcpus: OWN_VCPUS,
            memory_gib: self.own_memory_gib,
            usd_per_hour: self.own_usd_per_hour,
        })
    }

    /// Whole items that one store holds.
    pub fn room(&self) -> u32 {
        let (mut sizes, mut reserved) = (self.sizes(), self.reserved_percent);
        if !self.is_node() {
            (sizes.memory_gib, reserved) = (self.server_memory_gib, 0.0);
        }
        sizes.items(reserved, self.item_bytes)
    }

    pub(super) fn ttl(&self) -> Span {
        Span::from_s_f64(self.ttl_s)
    }

    pub(super) fn evicts(&self) -> Evicts {
        match self.eviction {
            _ if !self.is_redis() => Evicts::LeastRecentlyUsed,
            Eviction::VolatileLru if self.ttl() == Span::ZERO => Evicts::Nothing,
            Eviction::VolatileLru | Eviction::AllkeysLru => Evicts::LeastRecentlyUsed,
            Eviction::AllkeysRandom => Evicts::FirstIn,
            Eviction::NoEviction => Evicts::Nothing,
        }
    }
}
