//! RDS: a station with one server per vCPU and a limit of connections (spec 10). Failover,
//! replicas and pools come with the rest of the catalogue.

use super::contract::{Field, Kind, Protocol, Setup, Spec, Unit};
use crate::base::form::record;
use crate::base::id::RequestId;
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::rules::database::{DbClass, max_connections};
use crate::world::ctx::{Ctx, Input};
use crate::world::request::{FailureCause, Outcome};
use alloc::collections::VecDeque;
use alloc::string::String;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    pub engine: String,
    pub class: String,
    pub multi_az: bool,
    /// `None`: what the engine works out from its memory.
    pub max_connections: Option<u32>,
    /// `None`: those of the class.
    pub vcpus: Option<u32>,
    pub read_ms: f64,
    pub write_ms: f64,
    /// What a synchronous standby adds to a write.
    pub standby_write_ms: f64,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            engine: String::from("mysql"),
            class: String::from("db.t3.medium"),
            multi_az: false,
            max_connections: None,
            vcpus: None,
            read_ms: 5.0,
            write_ms: 10.0,
            standby_write_ms: 2.0,
        }
    }
}

record!(Params {
    engine: "Engine",
    class: "DBInstanceClass",
    multi_az: "MultiAZ",
    max_connections: "max_connections",
    vcpus: "vcpus",
    read_ms: "read_ms",
    write_ms: "write_ms",
    standby_write_ms: "standby_write_ms",
});

/// A request pays its queries one after the other: as one visit with the sum of their times.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Database {
    params: Params,
    vcpus: u32,
    connections_max: u32,
    service: Rng,
    busy: u32,
    waiting: VecDeque<RequestId>,
    pub is_up: bool,
    pub queries: u64,
    pub refused: u64,
    busy_us: u64,
    busy_at: Instant,
}

impl Kind for Database {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "database",
        accepts: &[Protocol::Sql],
        offers: &[],
        of: &[],
        has_zones: true,
    };
    const FIELDS: &'static [Field] = &[
        Field::choice("Engine", &["mysql", "mariadb", "postgres"]),
        Field::choice("DBInstanceClass", DbClass::NAMES),
        Field::toggle("MultiAZ"),
        Field::optional("max_connections", 1.0, 100_000.0, Unit::Count),
        Field::optional("vcpus", 1.0, 128.0, Unit::Count),
        Field::number("read_ms", 0.01, 60_000.0, Unit::Milliseconds),
        Field::number("write_ms", 0.01, 60_000.0, Unit::Milliseconds),
        Field::number("standby_write_ms", 0.0, 1_000.0, Unit::Milliseconds),
    ];

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut database = Self {
            params: params.clone(),
            vcpus: 1,
            connections_max: 1,
            service: setup.rng(Purpose::Service),
            busy: 0,
            waiting: VecDeque::new(),
            is_up: true,
            queries: 0,
            refused: 0,
            busy_us: 0,
            busy_at: setup.world.now,
        };
        database.edit(params, setup);
        database
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
        let class = DbClass::named(&params.class).unwrap_or_default();
        self.vcpus = params.vcpus.unwrap_or(class.vcpus).max(1);
        self.connections_max = params
            .max_connections
            .unwrap_or_else(|| max_connections(&params.engine, class.engine_memory_bytes()));
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(_) | Input::TimedOut(_) | Input::Wake(_) => {}
        }
    }
}

impl Database {
    /// Connections in use: every query holds one while it waits and runs.
    pub fn connections(&self) -> u32 {
        self.busy + self.waiting.len() as u32
    }

    pub const fn connections_max(&self) -> u32 {
        self.connections_max
    }

    pub const fn vcpus(&self) -> u32 {
        self.vcpus
    }

    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// vCPU-microseconds of work done since the start of the run.
    pub fn busy_us(&self, now: Instant) -> u64 {
        self.busy_us + u64::from(self.busy) * now.since(self.busy_at).us()
    }

    #[inline]
    fn note_busy(&mut self, now: Instant) {
        self.busy_us += u64::from(self.busy) * now.since(self.busy_at).us();
        self.busy_at = now;
    }

    #[inline]
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if !self.is_up {
            return cx.reply(id, Outcome::failed(0, FailureCause::DatabaseUnreachable));
        }
        if self.connections() >= self.connections_max {
            self.refused += 1;
            return cx.reply(id, Outcome::failed(0, FailureCause::DatabaseRefused));
        }
        if self.busy < self.vcpus {
            self.begin(id, cx);
        } else {
            self.waiting.push_back(id);
        }
    }

    #[inline]
    fn begin(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.note_busy(cx.now());
        self.busy += 1;
        let class_ix = cx.request(id).map_or(0, |r| r.class);
        let class = cx.class(class_ix);
        let reads = f64::from(class.db_reads) * self.params.read_ms * 1e3;
        let writes = f64::from(class.db_writes) * self.params.write_ms * 1e3;
        let mut us = (reads + writes) * self.service.exp1();
        if self.params.multi_az {
            us += f64::from(class.db_writes) * self.params.standby_write_ms * 1e3;
        }
        cx.done_after(id, Span::from_us_f64(us));
    }

    #[inline]
    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.note_busy(cx.now());
        self.busy = self.busy.saturating_sub(1);
        self.queries += 1;
        cx.reply(id, Outcome::OK);
        while self.busy < self.vcpus {
            let Some(next) = self.waiting.pop_front() else {
                break;
            };
            if cx.request(next).is_some() {
                self.begin(next, cx);
            }
        }
    }
}
