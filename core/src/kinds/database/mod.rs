//! RDS: a station with one server per vCPU and a limit of connections (spec 10), in a zone
//! that can go down: with a standby elsewhere it fails over. Replicas come with the rest of the catalogue.

mod connections;

use crate::base::id::{PartId, PartIx, RequestId};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, IssueWhat, Kind, Place, Price, Protocol, Quantity,
    Setup, Spec, Tier, Tone, Unit, Vitals, params,
};
use crate::control::{ControlCtx, Due, PERIOD, PublishCtx, timers};
use crate::kinds::auto_scaling::Group;
use crate::kinds::auto_scaling::check::template;
use crate::kinds::instance::Instance;
use crate::kinds::instance::metrics::CPU_UTILIZATION;
use crate::rules::cost;
use crate::rules::database::{DbClass, FAIL_OVER, max_connections, pool_fit};
use crate::rules::instance_type::{OWN_MEMORY_GIB, OWN_USD_PER_HOUR, OWN_VCPUS};
use crate::rules::validate::Warning;
use crate::world::ctx::{Ctx, Input};
use crate::world::log::{EntryId, What};
use crate::world::metric::Metric;
use crate::world::published::tidy;
use crate::world::request::{FailureCause, Outcome};
use crate::world::workers::Workers;
use alloc::string::String;
use alloc::vec::Vec;
use connections::{Grant, Pools};
use serde::{Deserialize, Serialize};

pub const DATABASE_CONNECTIONS: Metric = Metric::of("DatabaseConnections", Unit::Count);

params! {
    pub struct Params {
        engine: String = String::from("mysql"), "Engine"
            => choice(&["mysql", "mariadb", "postgres"]);
        class: String = String::from("db.t3.medium"), "DBInstanceClass" => type_of(DbClass::NAMES);
        multi_az: bool = false, "MultiAZ" => toggle();
        /// `None`: what the engine works out from its memory.
        max_connections: Option<u32> = None, "max_connections" => optional(1.0..=100_000.0, Count);
        /// `None`: those of the class, or of one that is not in the table [`OWN_VCPUS`].
        vcpus: Option<u32> = None, "vcpus" => optional(1.0..=128.0, Count);
        /// Of a class that is not in the table: the reader's own numbers, else unused.
        own_memory_gib: f64 = OWN_MEMORY_GIB, "own_memory_gib" if |p| p.is_own()
            => number(0.5..=32_768.0, None);
        own_usd_per_hour: f64 = OWN_USD_PER_HOUR, "own_usd_per_hour" if |p| p.is_own()
            => number(0.0..=1_000.0, None);
        security_groups: Vec<PartId> = Vec::new(), "VpcSecurityGroupIds" => parts(Takes::Filters);
        read_ms: f64 = 5.0, "read_ms" => number(0.01..=60_000.0, Milliseconds);
        write_ms: f64 = 10.0, "write_ms" => number(0.01..=60_000.0, Milliseconds);
        /// What a synchronous standby adds to a write.
        standby_write_ms: f64 = 2.0, "standby_write_ms" => number(0.0..=1_000.0, Milliseconds);
    }
}

impl Params {
    /// The reader gives its sizes and price: the table has no such class.
    fn is_own(&self) -> bool {
        DbClass::named(&self.class).is_none()
    }

    /// As set, or what the engine works out from its memory.
    pub fn connection_limit(&self) -> u32 {
        let class = self.sizes();
        let default = || max_connections(&self.engine, class.engine_memory_bytes());
        self.max_connections.unwrap_or_else(default)
    }

    /// What its class gives it, or the reader.
    pub fn sizes(&self) -> DbClass {
        let own = || DbClass::own(OWN_VCPUS, self.own_memory_gib, self.own_usd_per_hour);
        DbClass::named(&self.class).unwrap_or_else(own)
    }
}

/// A request pays its queries one after the other: as one visit with the sum of their times.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Database {
    params: Params,
    vcpus: u32,
    connections_max: u32,
    service: Rng,
    workers: Workers,
    pools: Pools,
    /// Taken down by hand.
    pub is_stopped: bool,
    /// Its primary's zone is down, or its standby is not the primary yet.
    is_lost: bool,
    /// When the standby will be the primary.
    fails_over_at: Option<Instant>,
    /// The subnet that the board gives the primary, and the one that it failed over to.
    failed_over: Option<(PartId, PartId)>,
    /// What the log last said about its zone.
    entry: Option<EntryId>,
    pub queries: u64,
    pub refused: u64,
}

impl Kind for Database {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "database",
        accepts: &[Protocol::Sql],
        offers: &[],
        place: Place::Subnet { has_standby: true },
    };
    const START: u8 = 3;
    const FAULTS: &'static [Fault] = &[Fault::lasting("database_down", "database_up")];
    const DRAWING: Drawing = Drawing {
        tier: Tier::LastPrivate,
        family: Some(Family::Data),
        ..Drawing::of("rds")
    };
    const METRICS: &'static [Metric] = &[CPU_UTILIZATION, DATABASE_CONNECTIONS];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("DBInstanceIdentifier"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/RDS")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check(params, cx);
    }

    fn fault(&mut self, _fault: Fault, begins: bool, _entry: EntryId, _cx: &mut ControlCtx<'_>) {
        self.is_stopped = begins;
    }

    fn roles(&self, subnets: &[(PartId, u8)]) -> Option<(PartId, Option<PartId>)> {
        let places = self.places(subnets)?;
        Some((places.primary.0, places.standby.map(|s| s.0)))
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.is_stopped
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut database = Self {
            params: params.clone(),
            vcpus: 1,
            connections_max: 1,
            service: setup.rng(Purpose::Service),
            workers: Workers::idle(setup.world.now),
            pools: Pools::default(),
            is_stopped: false,
            is_lost: false,
            fails_over_at: None,
            failed_over: None,
            entry: None,
            queries: 0,
            refused: 0,
        };
        database.edit(params, setup);
        database
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
        let class = params.sizes();
        self.vcpus = params.vcpus.unwrap_or(class.vcpus).max(1);
        self.connections_max = params.connection_limit();
    }

    fn port(params: &Params) -> u32 {
        match params.engine.as_str() {
            "postgres" => 5_432,
            _ => Protocol::Sql.port(),
        }
    }

    fn inside(&self) -> usize {
        self.workers.inside()
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(_) | Input::TimedOut(_) | Input::Wake(_) => {}
        }
    }

    fn settle(&mut self, cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        self.look_at_zones(cause, cx);
    }

    fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        cx.reset_connections(FailureCause::DatabaseUnreachable);
    }

    fn timer(&mut self, _due: Due, cx: &mut ControlCtx<'_>) {
        self.fail_over(cx);
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let busy_us = self.busy_us(cx.now()) as f64;
        let busy_us = cx.gained(CPU_UTILIZATION, busy_us);
        let cpu = busy_us / (PERIOD.us() as f64 * f64::from(self.vcpus)) * 100.0;
        cx.put_level(CPU_UTILIZATION, tidy(cpu).min(100.0));
        cx.put_level(DATABASE_CONNECTIONS, f64::from(self.connections()));
    }

    fn price(&self) -> Price {
        let storage = cost::hourly(cost::DB_STORAGE_GB * cost::DB_STORAGE_PER_GB_MONTH);
        let copies = if self.params.multi_az { 2.0 } else { 1.0 };
        Price::standing((self.params.sizes().usd_per_hour + storage) * copies)
    }

    fn vitals(&self, now: Instant, vitals: &mut Vitals) {
        if !self.is_up() {
            vitals.tone = Tone::Bad;
        }
        let busy = Quantity::Busy {
            us: self.busy_us(now),
            servers: self.vcpus,
        };
        vitals.headline("cpu", busy, Unit::Percent);
    }
}

timers! {
    Timer {
        /// The standby is the primary from then on.
        FailOver: States,
    }
}

/// Where a database's primary and its standby are: subnets and the numbers of their zones.
struct Places {
    primary: (PartId, u8),
    standby: Option<(PartId, u8)>,
}

impl Database {
    /// The first subnet is the primary's and the next one in another zone the standby's, until they
    /// change roles. `None`: drawn in no subnet, so no zone takes it down.
    fn places(&self, subnets: &[(PartId, u8)]) -> Option<Places> {
        let first = *subnets.first()?;
        let second = subnets.iter().find(|s| s.1 != first.1).copied();
        let pair = second.map(|second| (first.0, second.0));
        let (primary, other) = match second {
            Some(second) if self.failed_over == pair => (second, Some(first)),
            _ => (first, second),
        };
        Some(Places {
            primary,
            standby: other.filter(|_| self.params.multi_az),
        })
    }

    /// A zone went down or came back, or the database was moved: is its primary there?
    fn look_at_zones(&mut self, cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        let places = self.places(cx.subnets(cx.me));
        let standby = places.as_ref().and_then(|p| p.standby);
        let can_fail_over = standby.is_some_and(|s| !cx.is_down(s.1));
        if !can_fail_over {
            self.fails_over_at = None;
            cx.stop(Timer::FailOver);
        }
        // A fail-over that has begun goes on, whether or not the old zone is back.
        if self.fails_over_at.is_some() {
            return;
        }
        let is_down = places.as_ref().is_some_and(|p| cx.is_down(p.primary.1));
        if is_down && (can_fail_over || !self.is_lost) {
            let fails_over = can_fail_over;
            self.entry = Some(cx.log(What::DatabaseLost { fails_over }, cause));
            if fails_over {
                let at = cx.now() + FAIL_OVER;
                self.fails_over_at = Some(at);
                cx.set(Timer::FailOver, at);
            }
            self.is_lost = true;
            self.drop_waiting(cx);
        } else if !is_down && self.is_lost {
            self.come_back(places, false, cause.or(self.entry), cx);
        }
    }

    fn fail_over(&mut self, cx: &mut ControlCtx<'_>) {
        self.fails_over_at = None;
        let drawn = cx.subnets(cx.me).first().map(|s| s.0);
        let standby = self.places(cx.subnets(cx.me)).and_then(|p| p.standby);
        let to = standby.map(|s| s.0);
        // Back in the subnet that the board gives it: nothing to remember.
        self.failed_over = drawn.zip(to).filter(|(drawn, to)| drawn != to);
        let places = self.places(cx.subnets(cx.me));
        self.come_back(places, true, self.entry, cx);
    }

    fn come_back(
        &mut self,
        places: Option<Places>,
        has_failed_over: bool,
        cause: Option<EntryId>,
        cx: &mut ControlCtx<'_>,
    ) {
        self.is_lost = false;
        self.pools.fill(self.connections_left());
        let subnet = places.map(|p| p.primary.0).unwrap_or_default();
        let what = What::DatabaseBack {
            subnet,
            has_failed_over,
        };
        self.entry = Some(cx.log(what, cause));
    }

    /// Queries that wait for a vCPU are refused; the few that run end as they would.
    fn drop_waiting(&mut self, cx: &mut ControlCtx<'_>) {
        let mut data = cx.data();
        let in_line = self.pools.give_up();
        let waiting = self.workers.empty_line();
        for id in &waiting {
            let server = data.request(*id).and_then(|r| r.caller());
            server.and_then(|server| self.pools.give_back(server));
        }
        self.pools.close_idle();
        for id in waiting.into_iter().chain(in_line) {
            data.reply(id, Outcome::failed(0, FailureCause::DatabaseUnreachable));
        }
    }

    /// A server opens its pool of connections, as far as they go; `None`: it has none.
    pub fn open_pool(&mut self, server: PartIx, size: Option<u32>) {
        match size {
            Some(size) => self.pools.open(server, size, self.connections_left()),
            None => self.pools.close(server),
        }
    }
}

impl Database {
    /// Open connections: those of pools, and one for every other query while it waits and runs.
    pub fn connections(&self) -> u32 {
        self.workers.inside() as u32 + self.pools.idle()
    }

    fn connections_left(&self) -> u32 {
        self.connections_max.saturating_sub(self.connections())
    }

    pub const fn is_up(&self) -> bool {
        !self.is_stopped && !self.is_lost
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
        self.workers.busy_us(now)
    }

    #[inline(always)]
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if !self.is_up() {
            return cx.reply(id, Outcome::failed(0, FailureCause::DatabaseUnreachable));
        }
        let left = self.connections_left();
        let grant = match self.pools.is_empty() {
            true => Grant::NoPool,
            false => self.ask_pool(id, left, cx),
        };
        match grant {
            Grant::Waits => {}
            Grant::NoPool if left > 0 => self.take_in(id, cx),
            Grant::Held => self.take_in(id, cx),
            Grant::NoPool | Grant::Refused => {
                self.refused += 1;
                cx.reply(id, Outcome::failed(0, FailureCause::DatabaseRefused));
            }
        }
    }

    fn ask_pool(&mut self, id: RequestId, left: u32, cx: &mut Ctx<'_>) -> Grant {
        let server = cx.request(id).and_then(|r| r.caller());
        server.map_or(Grant::NoPool, |server| self.pools.take(server, id, left))
    }

    #[inline]
    fn take_in(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if self.workers.take_in(id, self.vcpus) {
            self.begin(id, cx);
        }
    }

    #[inline(always)]
    fn begin(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let class_ix = cx.request(id).map_or(0, |r| r.class);
        let class = cx.class(class_ix);
        let reads = f64::from(class.db_reads) * self.params.read_ms * 1e3;
        let writes = f64::from(class.db_writes) * self.params.write_ms * 1e3;
        let mut us = (reads + writes) * self.service.exp1();
        if self.params.multi_az {
            us += f64::from(class.db_writes) * self.params.standby_write_ms * 1e3;
        }
        self.workers.begin(id, Span::from_us_f64(us), cx);
    }

    #[inline(always)]
    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.workers.end(cx.now());
        self.queries += 1;
        if !self.pools.is_empty() {
            let of_server = cx.request(id).filter(|r| !r.is_lost);
            let server = of_server.and_then(|r| r.caller());
            if let Some(next) = server.and_then(|s| self.pools.give_back(s)) {
                self.workers.line_up(next);
            }
        }
        cx.reply(id, Outcome::OK);
        while let Some(next) = self.workers.next(self.vcpus) {
            if cx.request(next).is_some() {
                self.begin(next, cx);
            }
        }
    }
}

/// Whether the pools of the servers fit into the connections that there are.
fn check(database: &Params, cx: &mut CheckCtx<'_>) {
    if DbClass::named(&database.class).is_none() {
        cx.push("DBInstanceClass", IssueWhat::OwnType);
    }
    let (board, limit) = (cx.board, database.connection_limit());
    let needed = board.inlets(cx.me.id).map(|server| {
        if let Some(group) = board.get::<Group>(server) {
            let pool = template(board, server).and_then(|t| t.db_pool_size);
            return pool_fit(group.max, pool.unwrap_or(0), limit).needed;
        }
        let alone = board.get::<Instance>(server);
        u64::from(alone.and_then(|server| server.db_pool_size).unwrap_or(0))
    });
    if needed.sum::<u64>() > u64::from(limit) {
        cx.warn("max_connections", Warning::PoolsOverMaxConnections);
    }
}
