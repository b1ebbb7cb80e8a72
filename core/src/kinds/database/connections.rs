//! Connections of a database that servers' pools hold: open while idle, each server's own (spec 10).

use crate::base::id::{PartIx, RequestId};
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// One server's pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pool {
    server: PartIx,
    size: u32,
    open: u32,
    used: u32,
    /// Queries that wait for a connection of their own pool.
    waiting: VecDeque<RequestId>,
}

/// What a query meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// Its server has no pool.
    NoPool,
    Held,
    /// All of the pool is in use; it has been put in line.
    Waits,
    /// The pool would open another connection, and the database has none left.
    Refused,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pools {
    pools: Vec<Pool>,
    open: u32,
    used: u32,
}

impl Pools {
    pub const fn is_empty(&self) -> bool {
        self.pools.is_empty()
    }

    /// Connections that are open and not in use.
    pub const fn idle(&self) -> u32 {
        self.open.saturating_sub(self.used)
    }

    fn at(&self, server: PartIx) -> Option<usize> {
        self.pools.iter().position(|pool| pool.server == server)
    }

    /// A server opens its pool, as far as `left` connections go, or gives it another size.
    pub fn open(&mut self, server: PartIx, size: u32, left: u32) {
        let at = self.at(server).unwrap_or_else(|| {
            self.pools.push(Pool {
                server,
                size,
                open: 0,
                used: 0,
                waiting: VecDeque::new(),
            });
            self.pools.len() - 1
        });
        let Some(pool) = self.pools.get_mut(at) else {
            return;
        };
        pool.size = size;
        self.open -= pool.open;
        let more = size.saturating_sub(pool.open).min(left);
        pool.open = (pool.open.min(size) + more).max(pool.used);
        self.open += pool.open;
    }

    /// A server is gone: its connections are free at once, its queries nobody's.
    pub fn close(&mut self, server: PartIx) {
        if let Some(at) = self.at(server) {
            let pool = self.pools.remove(at);
            self.open -= pool.open;
            self.used -= pool.used;
        }
    }

    /// A query of `server` asks for a connection, with so many left at the database.
    pub fn take(&mut self, server: PartIx, query: RequestId, left: u32) -> Grant {
        let at = self.at(server);
        let Some(pool) = at.and_then(|at| self.pools.get_mut(at)) else {
            return Grant::NoPool;
        };
        if pool.used >= pool.open {
            if pool.open >= pool.size {
                pool.waiting.push_back(query);
                return Grant::Waits;
            }
            if left == 0 {
                return Grant::Refused;
            }
            pool.open += 1;
            self.open += 1;
        }
        pool.used += 1;
        self.used += 1;
        Grant::Held
    }

    /// A query of `server` is done. Returns the one that takes its connection over.
    pub fn give_back(&mut self, server: PartIx) -> Option<RequestId> {
        let at = self.at(server)?;
        let pool = self.pools.get_mut(at)?;
        if let Some(next) = pool.waiting.pop_front() {
            return Some(next);
        }
        let is_held = pool.used > 0;
        pool.used -= u32::from(is_held);
        self.used -= u32::from(is_held);
        None
    }

    /// The database is gone: returns the queries that wait for a connection in vain.
    pub fn give_up(&mut self) -> Vec<RequestId> {
        let pools = self.pools.iter_mut();
        pools.flat_map(|pool| pool.waiting.drain(..)).collect()
    }

    /// Nothing is left open but what runs.
    pub fn close_idle(&mut self) {
        self.open = self.used;
        for pool in &mut self.pools {
            pool.open = pool.used;
        }
    }

    /// The database is back, with so many connections: the pools fill up in the order in which
    /// their servers came.
    pub fn fill(&mut self, mut left: u32) {
        for pool in &mut self.pools {
            let more = pool.size.saturating_sub(pool.open).min(left);
            pool.open += more;
            self.open += more;
            left -= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: RequestId = RequestId::new(1, 0);

    /// Spec 10: six pools of 17 pass a limit of 81 while nobody asks anything.
    #[test]
    fn the_last_servers_find_no_connections_left() {
        let mut pools = Pools::default();
        let servers = [1, 2, 3, 4, 5, 6].map(PartIx);
        for server in servers {
            pools.open(server, 17, 81 - pools.idle());
        }
        assert_eq!(pools.idle(), 81);
        let mut take = |server: u16| pools.take(PartIx(server), QUERY, 0);
        assert_eq!(
            (take(1), take(5), take(6)),
            (Grant::Held, Grant::Held, Grant::Refused)
        );
        assert_eq!(take(7), Grant::NoPool);
        pools.close(PartIx(1));
        assert_eq!(pools.idle(), 63);
        assert_eq!(pools.take(PartIx(6), QUERY, 17), Grant::Held);
    }

    #[test]
    fn a_query_waits_for_a_connection_of_its_own_pool() {
        let mut pools = Pools::default();
        pools.open(PartIx(1), 1, 10);
        assert_eq!(pools.take(PartIx(1), QUERY, 9), Grant::Held);
        assert_eq!(pools.take(PartIx(1), QUERY, 9), Grant::Waits);
        assert_eq!(pools.give_back(PartIx(1)), Some(QUERY));
        assert_eq!((pools.give_back(PartIx(1)), pools.idle()), (None, 1));
        assert_eq!(pools.give_back(PartIx(1)), None);
    }
}
