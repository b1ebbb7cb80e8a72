//! Where the application gets its data: from the database, and from a cache beside it if there is one
//! (spec 11.2).

use super::Instance;
use crate::base::codec::string_enum;
use crate::base::id::RequestId;
use crate::contract::Protocol;
use crate::world::ctx::Ctx;
use crate::world::request::{Ask, Outcome};
use crate::world::requests::Note;
use crate::world::wires::Outlet;

/// What the application does with a cache that it has a wire to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CacheStrategy {
    /// Reads look there first, and put there what they had to fetch. Writes leave it as it is.
    #[default]
    CacheAside,
    /// Reads do the same, and every write puts there what it wrote.
    WriteThrough,
}

string_enum!(CacheStrategy {
    CacheAside: "cache_aside",
    WriteThrough: "write_through",
});

/// The call that a request waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    /// To the database; its result is the answer. Where there is no cache it is the only one, and
    /// nothing has to be noted of it.
    Query = 0,
    /// To the cache, for what a read wants.
    Lookup,
    /// To the database; its result goes into the cache.
    Fetch,
    /// To the cache, with that result.
    Store,
}

impl Call {
    const fn read(note: Note) -> Self {
        match note {
            1 => Self::Lookup,
            2 => Self::Fetch,
            3 => Self::Store,
            _ => Self::Query,
        }
    }
}

impl Instance {
    /// The CPU work on a request is done: gets its data, or answers.
    #[inline]
    pub(super) fn get_data(&mut self, id: RequestId, class: u8, cx: &mut Ctx<'_>) {
        let asked = cx.class(class);
        let is_write = asked.db_writes > 0;
        if asked.db_reads == 0 && !is_write {
            return self.answer(id, class, asked.answer, cx);
        }
        match (cx.outlet(Protocol::Cache), cx.outlet(Protocol::Sql)) {
            (None, Some(database)) => self.send(id, Call::Query, database, cx),
            (None, None) => self.answer(id, class, Outcome::OK, cx),
            (Some(_), _) => self.use_cache(id, class, is_write, cx),
        }
    }

    #[inline(always)]
    fn send(&mut self, id: RequestId, call: Call, to: Outlet, cx: &mut Ctx<'_>) {
        // Nested too deep, it has been answered already by whoever waits below.
        if !cx.call(id, to, call as Note) {
            self.workers = self.workers.saturating_sub(1);
        }
    }

    #[inline(never)]
    fn use_cache(&mut self, id: RequestId, class: u8, is_write: bool, cx: &mut Ctx<'_>) {
        let call = match (is_write, self.params.cache_strategy) {
            (false, _) => Call::Lookup,
            (true, CacheStrategy::WriteThrough) => Call::Fetch,
            (true, CacheStrategy::CacheAside) => Call::Query,
        };
        self.call(id, class, call, cx);
    }

    /// A call that the application cannot make ends as if it had been made: a board without a
    /// database answers all the same.
    #[inline(never)]
    fn call(&mut self, id: RequestId, class: u8, call: Call, cx: &mut Ctx<'_>) {
        let (protocol, ask) = match call {
            Call::Query | Call::Fetch => (Protocol::Sql, Ask::Get),
            Call::Lookup => (Protocol::Cache, Ask::Get),
            Call::Store => (Protocol::Cache, Ask::Set),
        };
        match cx.outlet(protocol) {
            Some(to) => {
                if protocol == Protocol::Cache
                    && let Some(request) = cx.request(id)
                {
                    request.ask = ask;
                }
                self.send(id, call, to, cx);
            }
            None => self.go_on(id, class, call, Outcome::OK, cx),
        }
    }

    /// A call came back.
    pub(super) fn returned(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((request, note)) = cx.answered(id).filter(|(r, _)| !r.is_lost) else {
            return;
        };
        let (class, outcome) = (request.class, request.outcome);
        match Call::read(note) {
            Call::Query => {
                let outcome = self.of_database(outcome);
                self.answer(id, class, outcome, cx);
            }
            call => self.go_on(id, class, call, outcome, cx),
        }
        self.work_on(cx);
    }

    #[inline(never)]
    fn go_on(&mut self, id: RequestId, class: u8, call: Call, outcome: Outcome, cx: &mut Ctx<'_>) {
        let next = match (call, outcome.is_ok()) {
            (Call::Lookup, false) if outcome == Outcome::MISS => Call::Fetch,
            // A cache that is gone is no reason to fail: the database knows it too.
            (Call::Lookup, false) => Call::Query,
            (Call::Fetch, true) => Call::Store,
            (Call::Query, _) | (Call::Fetch, false) => {
                let outcome = self.of_database(outcome);
                return self.answer(id, class, outcome, cx);
            }
            (Call::Lookup, true) | (Call::Store, _) => {
                return self.answer(id, class, Outcome::OK, cx);
            }
        };
        self.call(id, class, next, cx);
    }

    /// What the client is told when the database has said so.
    fn of_database(&mut self, outcome: Outcome) -> Outcome {
        match outcome.is_ok() {
            true => Outcome::OK,
            false => {
                self.errors += 1;
                Outcome::failed(500, outcome.cause)
            }
        }
    }
}
