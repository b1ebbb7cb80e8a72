//! ElastiCache: keys and values in memory, one store that all servers share, or one inside each of
//! them (spec 11).

mod node;
mod params;

pub use params::{Engine, Eviction, Params, Scope};

use crate::base::id::{Handle, PartIx, RequestId};
use crate::base::rng::{Purpose, Rng};
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, IssueWhat, Kind, Place, Price, Protocol, Quantity,
    Setup, Spec, Tally, Tier, Tone, Unit, Vitals,
};
use crate::control::{ControlCtx, Due, PERIOD, PublishCtx};
use crate::kinds::instance::metrics::CPU_UTILIZATION;
use crate::rules::cache::{COMMAND, Store, Stored};
use crate::rules::summary::Summary;
use crate::world::ctx::{Ctx, Input};
use crate::world::log::EntryId;
use crate::world::metric::Metric;
use crate::world::published::tidy;
use crate::world::request::{Ask, FailureCause, Outcome};
use node::State;
use serde::{Deserialize, Serialize};

pub const CACHE_HITS: Metric = Metric::events("CacheHits");
pub const CACHE_MISSES: Metric = Metric::events("CacheMisses");
pub const CACHE_HIT_RATE: Metric = Metric::of("CacheHitRate", Unit::Percent);
pub const EVICTIONS: Metric = Metric::events("Evictions");
pub const CURR_ITEMS: Metric = Metric::of("CurrItems", Unit::Count);
pub const CURR_CONNECTIONS: Metric = Metric::of("CurrConnections", Unit::Count);
pub const BYTES_USED: Metric = Metric::of("BytesUsedForCache", Unit::Bytes);
pub const ENGINE_CPU: Metric = Metric::of("EngineCPUUtilization", Unit::Percent);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ElastiCache {
    params: Params,
    latency: Rng,
    /// By the server that has it; that of a node is nobody's.
    #[serde(with = "crate::base::pairs")]
    stores: SmallMap<PartIx, Store>,
    state: State,
    /// The second zone has the primary.
    is_swapped: bool,
    /// What the log last said about the node.
    entry: Option<EntryId>,
    /// Calls on their way: each holds a connection.
    connections: u32,
    pub commands: u64,
    pub hits: u64,
    pub misses: u64,
    pub evictions: u64,
    pub refused: u64,
    /// Of the last period with reads.
    hit_percent: Option<f64>,
}

impl Kind for ElastiCache {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "elasticache",
        accepts: &[Protocol::Cache],
        offers: &[],
        place: Place::Subnet { has_standby: true },
    };
    const DRAWING: Drawing = Drawing {
        tier: Tier::LastPrivate,
        family: Some(Family::Data),
        ..Drawing::of("cache")
    };
    const START: u8 = 3;
    const FAULTS: &'static [Fault] = &[Fault::once("flush"), Fault::once("node_lost")];
    const METRICS: &'static [Metric] = &[
        CPU_UTILIZATION,
        ENGINE_CPU,
        CACHE_HITS,
        CACHE_MISSES,
        CACHE_HIT_RATE,
        EVICTIONS,
        CURR_ITEMS,
        CURR_CONNECTIONS,
        BYTES_USED,
    ];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("CacheClusterId"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/ElastiCache")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        if params.is_node() && params.is_own() {
            cx.push("CacheNodeType", IssueWhat::OwnType);
        }
    }

    fn port(params: &Params) -> u32 {
        match params.engine {
            Engine::Memcached => 11_211,
            _ => Protocol::Cache.port(),
        }
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            latency: setup.rng(Purpose::Service),
            stores: SmallMap::new(),
            state: State::Up,
            is_swapped: false,
            entry: None,
            connections: 0,
            commands: 0,
            hits: 0,
            misses: 0,
            evictions: 0,
            refused: 0,
            hit_percent: None,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        if params.scope != self.params.scope {
            self.stores.clear();
        }
        self.params = params.clone();
        let (room, ttl, evicts) = (params.room(), params.ttl(), params.evicts());
        for store in self.stores.values_mut() {
            self.evictions += u64::from(store.set_rules(room, ttl, evicts));
        }
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

    fn timer(&mut self, _due: Due, cx: &mut ControlCtx<'_>) {
        self.recover(cx);
    }

    fn fault(&mut self, fault: Fault, _begins: bool, entry: EntryId, cx: &mut ControlCtx<'_>) {
        match fault.word {
            "node_lost" if self.params.is_node() => self.lose(Some(entry), cx),
            _ => self.flush(),
        }
    }

    /// What a server had in its memory is gone with it.
    fn neighbour_left(&mut self, who: Handle, _cx: &mut ControlCtx<'_>) {
        self.stores.remove(&who.at);
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let now = cx.now();
        self.stores.values_mut().for_each(|store| store.expire(now));
        let hits = cx.gained(CACHE_HITS, self.hits as f64);
        let misses = cx.gained(CACHE_MISSES, self.misses as f64);
        for (metric, gained) in [(CACHE_HITS, hits), (CACHE_MISSES, misses)] {
            if gained > 0.0 {
                cx.put(metric, Summary::counted(gained));
            }
        }
        if hits + misses > 0.0 {
            let percent = tidy(hits / (hits + misses) * 100.0);
            self.hit_percent = Some(percent);
            cx.put_level(CACHE_HIT_RATE, percent);
        }
        cx.put_gained(EVICTIONS, self.evictions as f64);
        let items = f64::from(self.items());
        cx.put_level(CURR_ITEMS, items);
        cx.put_level(BYTES_USED, items * self.params.item_bytes);
        if self.params.is_node() {
            cx.put_level(CURR_CONNECTIONS, f64::from(self.connections));
            let commands = cx.gained(ENGINE_CPU, self.commands as f64);
            let busy = commands * COMMAND.s_f64() / PERIOD.s_f64() * 100.0;
            let vcpus = f64::from(self.params.sizes().vcpus);
            let threads = if self.params.is_redis() { 1.0 } else { vcpus };
            cx.put_level(ENGINE_CPU, tidy((busy / threads).min(100.0)));
            cx.put_level(CPU_UTILIZATION, tidy((busy / vcpus).min(100.0)));
        }
    }

    fn price(&self) -> Price {
        let nodes = match (self.params.is_node(), self.params.has_replica()) {
            (false, _) => 0.0,
            (true, false) => 1.0,
            (true, true) => 2.0,
        };
        Price::standing(self.params.sizes().usd_per_hour * nodes)
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.tone = match self.state {
            State::Up => Tone::Neutral,
            State::FailsOver => Tone::Warn,
            State::Lost => Tone::Bad,
        };
        if self.state == State::FailsOver {
            vitals.badge("fails_over", Tone::Warn);
        }
        if let Some(percent) = self.hit_percent {
            vitals.headline("hits", Quantity::Level(percent), Unit::Percent);
        }
        let reads = Quantity::Total(self.hits + self.misses);
        vitals.row("reads", reads, Unit::PerSecond);
        let evictions = Quantity::Total(self.evictions);
        vitals.row("evictions", evictions, Unit::PerSecond);
        let items = Quantity::Level(f64::from(self.items()));
        vitals.row("items", items, Unit::Count);
    }

    fn tally(&self, _now: Instant) -> Tally {
        Tally {
            asked: self.hits + self.misses,
            hits: self.hits,
            ..Tally::default()
        }
    }
}

/// The data plane.
impl ElastiCache {
    #[inline]
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if !self.params.is_node() {
            let outcome = self.run(id, cx);
            return cx.reply(id, outcome);
        }
        if self.state == State::Lost || self.connections >= self.params.maxclients {
            self.refused += 1;
            return cx.reply(id, Outcome::failed(0, FailureCause::PortClosed));
        }
        self.connections += 1;
        let us = self.params.latency_ms * 1e3 * (0.5 + 0.5 * self.latency.unit());
        cx.done_after(id, Span::from_us_f64(us));
    }

    #[inline]
    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.connections = self.connections.saturating_sub(1);
        let me = cx.me;
        if cx.request(id).is_none_or(|request| request.at != me) {
            return;
        }
        let outcome = match self.state {
            State::Lost => Outcome::failed(0, FailureCause::PortClosed),
            _ => self.run(id, cx),
        };
        cx.reply(id, outcome);
    }

    /// Runs the command that a call brings.
    #[inline]
    fn run(&mut self, id: RequestId, cx: &mut Ctx<'_>) -> Outcome {
        let (now, object) = (cx.now(), cx.object(id));
        let (Some(request), Some(object)) = (cx.request(id), object) else {
            return Outcome::MISS;
        };
        let whose = match self.params.scope {
            Scope::Shared => PartIx::NONE,
            Scope::PerServer => request.caller().unwrap_or(PartIx::NONE),
        };
        let (ask, params) = (request.ask, &self.params);
        let store = self.stores.or_insert_with(whose, || {
            Store::new(params.room(), params.ttl(), params.evicts())
        });
        self.commands += 1;
        match ask {
            Ask::Get if store.get(object.key, now) => {
                self.hits += 1;
                Outcome::OK
            }
            Ask::Get => {
                self.misses += 1;
                Outcome::MISS
            }
            Ask::Set if self.state == State::FailsOver => {
                Outcome::failed(0, FailureCause::PortClosed)
            }
            Ask::Set => match store.put(object.key, now) {
                Stored::Fits => Outcome::OK,
                Stored::Evicted(_) => {
                    self.evictions += 1;
                    Outcome::OK
                }
                // Insufficient storage: the application has what it wanted all the same.
                Stored::Refused => Outcome::failed(507, FailureCause::None),
            },
        }
    }

    pub fn items(&self) -> u32 {
        self.stores.values().map(Store::len).sum()
    }

    /// Stores that there are: one, or one for each server that has asked.
    pub fn stores(&self) -> usize {
        self.stores.len()
    }

    pub const fn params(&self) -> &Params {
        &self.params
    }
}
