//! ElastiCache: node types, and a store of whole items with a limit, a time to live and an order of
//! eviction (spec 11.3).

use crate::base::time::{Instant, Span};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Connections that a node takes. Basis: documented - ElastiCache guide, "Redis OSS-specific
/// parameters", `maxclients`.
pub const CONNECTIONS_MAX: u32 = 65_000;

/// Work of the engine's one thread on a command. Basis: model - 100,000 commands a second.
pub const COMMAND: Span = Span::from_us(10);

/// Sizes of a node type. Basis: documented - ElastiCache guide, "Supported node types"; price of
/// us-east-1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeType {
    pub name: &'static str,
    pub vcpus: u32,
    pub memory_gib: f64,
    pub usd_per_hour: f64,
}

const TYPES: [NodeType; 3] = [
    node("cache.t3.micro", 0.5, 0.017),
    node("cache.t3.small", 1.37, 0.034),
    node("cache.t3.medium", 3.09, 0.068),
];

const fn node(name: &'static str, memory_gib: f64, usd_per_hour: f64) -> NodeType {
    NodeType {
        name,
        vcpus: 2,
        memory_gib,
        usd_per_hour,
    }
}

impl NodeType {
    pub const NAMES: &'static [&'static str] = &[TYPES[0].name, TYPES[1].name, TYPES[2].name];

    /// Errors: `None` for a type that is not in the table.
    pub fn named(name: &str) -> Option<Self> {
        TYPES.into_iter().find(|node| node.name == name)
    }

    /// Whole items that its memory holds beside what is reserved. Basis: documented - ElastiCache
    /// guide, "Managing reserved memory"; model - an item takes its own bytes and no more.
    pub fn items(&self, reserved_percent: f64, item_bytes: f64) -> u32 {
        let bytes = self.memory_gib * (1_u64 << 30) as f64 * (1.0 - reserved_percent / 100.0);
        (bytes / item_bytes.max(1.0)) as u32
    }
}

/// What a full store does with one more item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evicts {
    /// What has not been used for the longest. Basis: model - exact; Redis looks at a sample.
    #[default]
    LeastRecentlyUsed,
    /// What came first. Random eviction keeps as many of the wanted items: the closed form is the same.
    FirstIn,
    /// Nothing: it refuses.
    Nothing,
}

/// What came of putting an item there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    Fits,
    Evicted(u32),
    Refused,
}

/// The keys of a store, each with the instant at which it was put there. Keys are small numbers: they
/// are places of tables, so that every act takes the same short time and a copy is one of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Store {
    room: u32,
    /// Zero: for ever.
    ttl: Span,
    evicts: Evicts,
    len: u32,
    put_at: Vec<Instant>,
    /// From the next victim to the best protected.
    order: Chain,
    /// From the oldest to the newest.
    ages: Chain,
}

impl Store {
    pub fn new(room: u32, ttl: Span, evicts: Evicts) -> Self {
        let mut store = Self::default();
        store.set_rules(room, ttl, evicts);
        store
    }

    /// Takes over new rules; what no longer fits goes. Returns how many went.
    pub fn set_rules(&mut self, room: u32, ttl: Span, evicts: Evicts) -> u32 {
        (self.room, self.ttl, self.evicts) = (room, ttl, evicts);
        let excess = self.len.saturating_sub(room);
        for _ in 0..excess {
            self.evict();
        }
        excess
    }

    pub const fn len(&self) -> u32 {
        self.len
    }

    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub const fn room(&self) -> u32 {
        self.room
    }

    /// Whether a key is there, which counts as a use of it.
    #[inline]
    pub fn get(&mut self, key: u32, now: Instant) -> bool {
        if !self.order.has(key) {
            return false;
        }
        if self.is_over(key, now) {
            self.remove(key);
            return false;
        }
        if self.evicts == Evicts::LeastRecentlyUsed {
            self.order.remove(key);
            self.order.push(key);
        }
        true
    }

    /// Puts an item there, in place of an older one of its key. What has expired leaves before anything
    /// is evicted.
    #[inline]
    pub fn put(&mut self, key: u32, now: Instant) -> Stored {
        let mut stored = Stored::Fits;
        if self.get(key, now) {
            self.ages.remove(key);
        } else {
            if self.len >= self.room {
                self.expire(now);
            }
            if self.len >= self.room {
                match self.evict() {
                    Some(victim) => stored = Stored::Evicted(victim),
                    None => return Stored::Refused,
                }
            }
            self.order.push(key);
            self.len += 1;
        }
        self.ages.push(key);
        if self.put_at.len() <= key as usize {
            self.put_at.resize(key as usize + 1, Instant::ZERO);
        }
        if let Some(at) = self.put_at.get_mut(key as usize) {
            *at = now;
        }
        stored
    }

    /// Lets go of what has expired.
    pub fn expire(&mut self, now: Instant) {
        while let Some(key) = self.ages.first
            && self.is_over(key, now)
        {
            self.remove(key);
        }
    }

    /// Forgets everything.
    pub fn flush(&mut self) {
        *self = Self::new(self.room, self.ttl, self.evicts);
    }

    /// Lets the next victim go, if there is one.
    pub fn evict(&mut self) -> Option<u32> {
        let victim = self.order.first?;
        if self.evicts == Evicts::Nothing && self.len <= self.room {
            return None;
        }
        self.remove(victim);
        Some(victim)
    }

    fn remove(&mut self, key: u32) {
        self.order.remove(key);
        self.ages.remove(key);
        self.len = self.len.saturating_sub(1);
    }

    fn is_over(&self, key: u32, now: Instant) -> bool {
        let put_at = self.put_at.get(key as usize).copied().unwrap_or_default();
        self.ttl > Span::ZERO && now.since(put_at) >= self.ttl
    }
}

/// Keys in an order that any of them may leave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chain {
    first: Option<u32>,
    last: Option<u32>,
    /// By key: the one before and the one after.
    links: Vec<Option<Link>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Link {
    before: Option<u32>,
    after: Option<u32>,
}

impl Chain {
    fn has(&self, key: u32) -> bool {
        self.links.get(key as usize).is_some_and(Option::is_some)
    }

    /// Puts a key that is not there behind all others.
    pub(crate) fn push(&mut self, key: u32) {
        if self.links.len() <= key as usize {
            self.links.resize(key as usize + 1, None);
        }
        let before = self.last.replace(key);
        if let Some(link) = self.links.get_mut(key as usize) {
            *link = Some(Link {
                before,
                after: None,
            });
        }
        match before {
            Some(before) => self.join(before, |link| link.after = Some(key)),
            None => self.first = Some(key),
        }
    }

    /// Takes the first one out.
    pub(crate) fn pop(&mut self) -> Option<u32> {
        let first = self.first?;
        self.remove(first);
        Some(first)
    }

    pub(crate) fn remove(&mut self, key: u32) {
        let Some(Link { before, after }) = self.links.get_mut(key as usize).and_then(Option::take)
        else {
            return;
        };
        match before {
            Some(before) => self.join(before, |link| link.after = after),
            None => self.first = after,
        }
        match after {
            Some(after) => self.join(after, |link| link.before = before),
            None => self.last = before,
        }
    }

    fn join(&mut self, key: u32, to: impl FnOnce(&mut Link)) {
        if let Some(Some(link)) = self.links.get_mut(key as usize) {
            to(link);
        }
    }
}
