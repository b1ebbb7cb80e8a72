//! CloudFront: copies near the viewers, fetched once from an origin and kept for a while (spec 3).

mod checks;
mod deploy;
mod domain;
mod edge;
mod fetches;
mod functions;
mod origin;
mod params;
mod serve;

pub use params::{Behavior, CachePolicy, Params};

use crate::base::id::{PartId, PartIx};
use crate::base::queue::Delay;
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, Kind, Place, Probe, ProbeAnswer, Protocol,
    Quantity, Setup, Spec, Tally, Tone, Upkeep, Usage, Vitals,
};
use crate::control::{ControlCtx, Due, Message, PublishCtx, timers};
use crate::rules::cdn::{behavior, pop, usd_per_gb, usd_per_request};
use crate::rules::edge_function::Runtime;
use crate::rules::regions::Region;
use crate::rules::storage::LOG_EVERY;
use crate::rules::summary::Summary;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::EntryId;
use crate::world::metric::Metric;
use crate::world::places::Spot;
use crate::world::published::tidy;
use crate::world::redirects::Redirects;
use alloc::vec::Vec;
use deploy::OldPages;
use domain::Around;
use edge::Edge;
use fetches::Fetches;
use functions::Runs;
use origin::{Health, Origin};
use params::{OriginAccess, ViewerProtocol};
use serde::{Deserialize, Serialize};

pub const REQUESTS: Metric = Metric::events("Requests");
pub const BYTES_DOWNLOADED: Metric = Metric::sums("BytesDownloaded", Unit::Bytes);
/// With POST and PUT.
const BYTES_UPLOADED: Metric = Metric::sums("BytesUploaded", Unit::Bytes);
pub const CACHE_HIT_RATE: Metric = Metric::of("CacheHitRate", Unit::Percent);
pub const ERROR_RATE_4XX: Metric = Metric::of("4xxErrorRate", Unit::Percent);
pub const ERROR_RATE_5XX: Metric = Metric::of("5xxErrorRate", Unit::Percent);
pub const TOTAL_ERROR_RATE: Metric = Metric::of("TotalErrorRate", Unit::Percent);
pub const ORIGIN_LATENCY: Metric = Metric::of("OriginLatency", Unit::Milliseconds);

/// What the regional cache adds. Basis: model (spec 1.4).
const REGIONAL_HOP: Span = Span::from_ms(5);
/// The way to an origin takes less.
const WAY_MAX: Span = Span::from_s(1);

/// What has come about since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub hits: u64,
    pub misses: u64,
    /// Those that no cache may answer: they change something.
    pub passed: u64,
    pub refreshes: u64,
    /// Old copies in place of an origin that fails.
    pub stale: u64,
    pub errors_4xx: u64,
    pub errors_5xx: u64,
    /// Misses that the regional cache had.
    pub regional_hits: u64,
    /// Requests that waited for what another was fetching.
    pub collapsed: u64,
    pub origin_requests: u64,
    /// Of what viewers sent on to origins.
    #[serde(default)]
    pub uploaded: u64,
    pub failovers: u64,
    pub redirects: u64,
    pub evictions: u64,
    /// Answers of an older version than the origin had.
    pub old: u64,
    /// Viewers who were shown a certificate for another name.
    pub mistrusted: u64,
}

impl Counts {
    pub const fn requests(&self) -> u64 {
        self.hits + self.misses + self.passed + self.refreshes + self.stale + self.errors()
    }

    /// From the edge, without a word to the origin.
    const fn served(&self) -> u64 {
        self.hits + self.stale
    }

    const fn errors(&self) -> u64 {
        self.errors_4xx + self.errors_5xx
    }
}

/// What an edge location has sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    pub plain: u64,
    pub secure: u64,
    pub bytes: u64,
    /// Those that were delivered to a log.
    logged: u64,
    felt: Felt,
}

impl Sent {
    pub const fn requests(&self) -> u64 {
        self.plain + self.secure
    }
}

/// How long viewers of an edge location waited for good answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Felt {
    /// Of the period so far.
    answers: u64,
    sum: Span,
    /// The mean of the last period with answers. Units: ms.
    mean_ms: Option<f64>,
}

impl Felt {
    fn end_period(&mut self) {
        if self.answers > 0 {
            self.mean_ms = Some(self.sum.s_f64() * 1e3 / self.answers as f64);
        }
        (self.answers, self.sum) = (0, Span::ZERO);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloudFront {
    params: Params,
    hop: Delay,
    /// Until an origin that says nothing is given up, and the deadline that tells of it.
    patience: Span,
    response: Delay,
    error_ttl: Span,
    /// By behaviour, the default one last.
    origins: Vec<Origin>,
    #[serde(with = "crate::base::pairs")]
    edges: SmallMap<Region, Edge>,
    #[serde(with = "crate::base::pairs")]
    regionals: SmallMap<Region, Edge>,
    fetches: Fetches,
    /// By behaviour.
    health: Vec<Health>,
    /// Invalidations of this run, their paths, and the entry of each that is under way.
    invalidations: u32,
    invalidated: u32,
    pending: Vec<EntryId>,
    pub old: OldPages,
    /// What somebody removed by mistake.
    is_certificate_removed: bool,
    around: Around,
    redirects: Redirects,
    pub runs: Runs,
    /// Where its logs go.
    bucket: Option<PartIx>,
    #[serde(with = "crate::base::pairs")]
    pub sent: SmallMap<Region, Sent>,
    /// Of the period so far.
    origin_latency: Option<Summary>,
    /// Of the last period with requests.
    hit_percent: Option<f64>,
    pub counts: Counts,
    /// Requests that a cache may answer, at the end of the last metric period.
    cacheable: u64,
}

timers! {
    Timer {
        /// An invalidation has reached all edges.
        Invalidates: States,
    }
}

impl Kind for CloudFront {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "cloudfront",
        accepts: &[Protocol::Http],
        offers: &[Protocol::Http],
        place: Place::Outside,
    };
    const START: u8 = 4;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Entry),
        ..Drawing::of("cdn")
    };
    const NOTES: &'static [&'static str] = &["A9", "A26", "D13"];
    const FAULTS: &'static [Fault] = &[
        Fault::once("invalidate"),
        Fault::once("edges_cold"),
        Fault::lasting("certificate_removed", "certificate_back"),
    ];
    const METRICS: &'static [Metric] = &[
        REQUESTS,
        BYTES_DOWNLOADED,
        BYTES_UPLOADED,
        CACHE_HIT_RATE,
        ERROR_RATE_4XX,
        ERROR_RATE_5XX,
        TOTAL_ERROR_RATE,
        ORIGIN_LATENCY,
    ];
    const DIMENSION: Option<Dimension> =
        Some(Dimension::of_name("DistributionId").with("Region", "Global"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/CloudFront")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        cx.expect_a_wire();
        checks::check(params, cx);
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut distribution = Self {
            params: params.clone(),
            hop: Delay::default(),
            patience: Span::ZERO,
            response: Delay::default(),
            error_ttl: Span::ZERO,
            origins: Vec::new(),
            edges: SmallMap::new(),
            regionals: SmallMap::new(),
            fetches: Fetches::default(),
            health: Vec::new(),
            invalidations: 0,
            invalidated: 0,
            pending: Vec::new(),
            old: OldPages::default(),
            is_certificate_removed: false,
            around: Around::default(),
            redirects: Redirects::default(),
            runs: Runs::default(),
            bucket: None,
            sent: SmallMap::new(),
            origin_latency: None,
            hit_percent: None,
            counts: Counts::default(),
            cacheable: 0,
        };
        distribution.edit(params, setup);
        distribution
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.hop = setup.delay(Span::from_s_f64(params.hop_ms / 1e3));
        self.patience = Span::from_s_f64(params.response_timeout_s);
        self.response = setup.deadline(self.patience + WAY_MAX);
        self.error_ttl = Span::from_s_f64(params.error_ttl_s);
        // Functions may lead elsewhere now.
        self.redirects = Redirects::default();
        setup.world.places.set(setup.me, Spot::Edge);
        let signs = params.origin_access != OriginAccess::Nothing;
        let contents = &mut setup.world.contents;
        contents.set_signs(setup.me, signs);
        contents.set_names_root(setup.me, !params.default_root.is_empty());
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        let find = |id: Option<PartId>| {
            let to = cx.control.ix(id?)?;
            let mut outlets = cx.world.wires.outlets(cx.me, Protocol::Http);
            outlets.find(|outlet| outlet.to == to)
        };
        let first = cx.world.wires.outlet(cx.me, Protocol::Http);
        let origin = |behavior: &Behavior| Origin {
            first: match behavior.origin {
                Some(_) => find(behavior.origin),
                None => first,
            },
            second: find(behavior.second),
        };
        self.origins = self.params.all().map(origin).collect();
        self.health.resize(self.origins.len(), Health::default());
        let main = self.origins.last().and_then(|origin| origin.first);
        self.around = Around::look(main.map(|outlet| outlet.to), cx);
        let bucket = self.params.logging;
        self.bucket = bucket.and_then(|bucket| cx.control.ix(bucket));
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    fn wires_changed(&mut self, _before: &[PartIx], cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Return(id) => self.returned(id, cx),
            Input::TimedOut(id) => self.time_out(id, cx),
            Input::Done(_) | Input::Wake(_) => {}
        }
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        match message {
            Message::Signalled => self.report_origins(cx),
            Message::Invalidate { cause } => self.create_invalidation(cause, cx),
            _ => {}
        }
    }

    fn timer(&mut self, _due: Due, cx: &mut ControlCtx<'_>) {
        self.invalidate(cx);
    }

    fn fault(&mut self, fault: Fault, begins: bool, entry: EntryId, cx: &mut ControlCtx<'_>) {
        match fault.word {
            "invalidate" => self.create_invalidation(entry, cx),
            "certificate_removed" => self.is_certificate_removed = begins,
            _ => {
                self.edges.clear();
                self.regionals.clear();
            }
        }
    }

    fn is_broken(&self, word: &'static str) -> bool {
        word == "certificate_removed" && self.is_certificate_removed
    }

    fn inside(&self) -> usize {
        self.fetches.waiting()
    }

    /// A page that is asked for is fetched: nothing of checks is kept. Basis: model.
    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        if probe.protocol != Protocol::Http {
            return ProbeAnswer::Connected;
        }
        let patterns = self.params.behaviors.iter().map(|b| b.pattern.as_str());
        let path = probe.path.split('?').next().unwrap_or_default();
        let place = behavior(patterns, path.chars()).unwrap_or(self.params.behaviors.len());
        match self.params.nth(place).viewer {
            ViewerProtocol::HttpsOnly if probe.port == Some(80) => ProbeAnswer::Status(403),
            ViewerProtocol::RedirectToHttps if probe.port == Some(80) => ProbeAnswer::Status(301),
            _ => self.probe_origins(place, probe, cx),
        }
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        self.old.report(cx);
        if cx.ends(LOG_EVERY) {
            self.deliver_logs(cx);
        }
        for sent in self.sent.values_mut() {
            sent.felt.end_period();
        }
        let counts = self.counts.clone();
        let bytes: u64 = self.sent.values().map(|sent| sent.bytes).sum();
        cx.put_gained(BYTES_DOWNLOADED, bytes as f64);
        cx.put_gained(BYTES_UPLOADED, counts.uploaded as f64);
        let all = counts.requests() + self.runs.redirects;
        let all = cx.gained(REQUESTS, all as f64);
        if let Some(latency) = self.origin_latency.take() {
            cx.put(ORIGIN_LATENCY, latency);
        }
        // Of what a cache may answer, errors left out. Basis: documented - CF guide, "Viewing CloudFront
        // and edge function metrics", cache hit rate.
        let cacheable = counts.requests() - counts.passed - counts.errors();
        let before = core::mem::replace(&mut self.cacheable, cacheable);
        let cacheable = cacheable.saturating_sub(before) as f64;
        let served = cx.gained(CACHE_HIT_RATE, counts.served() as f64);
        let rates = [
            (ERROR_RATE_4XX, counts.errors_4xx),
            (ERROR_RATE_5XX, counts.errors_5xx),
            (TOTAL_ERROR_RATE, counts.errors()),
        ];
        let gained = rates.map(|(metric, total)| (metric, cx.gained(metric, total as f64)));
        if all == 0.0 {
            return;
        }
        cx.put(REQUESTS, Summary::counted(all));
        for (metric, some) in gained {
            let percent = tidy(some / all * 100.0);
            cx.put(metric, Summary::alike(percent, all));
        }
        if cacheable > 0.0 {
            let percent = tidy(served / cacheable * 100.0);
            cx.put(CACHE_HIT_RATE, Summary::alike(percent, cacheable));
            self.hit_percent = Some(percent);
        }
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        let mut used = Usage::default();
        for (edge, sent) in self.sent.iter() {
            used.requests += sent.requests();
            used.bytes += sent.bytes;
            let requests = sent.plain as f64 * usd_per_request(false)
                + sent.secure as f64 * usd_per_request(true);
            let usd = requests + sent.bytes as f64 / 1e9 * usd_per_gb(*edge);
            used.nanousd += (usd * 1e9) as u64;
        }
        used.nanousd += (self.runs.usd * 1e9) as u64;
        Some(used)
    }

    fn upkeep(&self) -> Upkeep {
        Upkeep {
            renews_s: Some(self.params.invalidation_delay_s),
            ..Upkeep::default()
        }
    }

    fn tally(&self, _now: Instant) -> Tally {
        Tally {
            asked: self.counts.requests(),
            hits: self.counts.served(),
            ..Tally::default()
        }
    }

    fn edge_for(&self, viewer: Region) -> Option<Region> {
        Some(self.params.price_class.edge_for(viewer))
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let counts = &self.counts;
        if self.health.iter().any(|health| health.status != 0) {
            vitals.tone = Tone::Warn;
            vitals.badge("origin_fails", Tone::Warn);
        }
        if !self.pending.is_empty() {
            vitals.badge("invalidating", Tone::Neutral);
        }
        for runtime in [Runtime::Functions, Runtime::Lambda] {
            let mut functions = self.params.functions.iter();
            if functions.any(|function| function.runtime == runtime) {
                vitals.badge(runtime.as_str(), Tone::Neutral);
            }
        }
        match self.hit_percent {
            Some(percent) => vitals.headline("hits", Quantity::Level(percent), Unit::Percent),
            None => vitals.headline("", Quantity::Total(counts.requests()), Unit::PerSecond),
        }
        for (word, total, is_always_shown) in [
            ("requests", counts.requests(), true),
            ("origin_requests", counts.origin_requests, true),
            ("regional_hits", counts.regional_hits, false),
            ("collapsed", counts.collapsed, false),
            ("stale", counts.stale, false),
            ("old", counts.old, false),
            ("failovers", counts.failovers, false),
            ("redirects", counts.redirects, false),
            ("mistrusted", counts.mistrusted, false),
            ("function_runs", self.runs.count, false),
            ("function_redirects", self.runs.redirects, false),
            ("evictions", counts.evictions, false),
        ] {
            if is_always_shown || total > 0 {
                vitals.row(word, Quantity::Total(total), Unit::PerSecond);
            }
        }
        for (edge, sent) in self.sent.iter() {
            let all = Quantity::Total(sent.requests());
            vitals.row(edge.as_str(), all, Unit::PerSecond);
            if let Some(ms) = sent.felt.mean_ms {
                vitals.row(pop(*edge), Quantity::Level(ms), Unit::Milliseconds);
            }
        }
        self.old.show(vitals);
        self.show_steps(vitals);
    }
}

impl CloudFront {
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// How long viewers of an edge location waited, on average over the last minute with answers.
    /// Units: ms.
    pub fn felt_ms(&self, edge: Region) -> Option<f64> {
        self.sent.get(&edge)?.felt.mean_ms
    }

    /// Things that an edge location holds.
    pub fn held(&self, edge: Region) -> usize {
        self.edges.get(&edge).map_or(0, Edge::len)
    }

    fn edge(&mut self, region: Region) -> &mut Edge {
        self.edges.or_insert_with(region, Edge::default)
    }

    fn regional(&mut self, region: Region) -> &mut Edge {
        self.regionals.or_insert_with(region, Edge::default)
    }

    /// Counts what a viewer was sent; `felt`: how long it waited, for a good answer.
    fn count(&mut self, edge: Region, is_secure: bool, bytes: u32, felt: Option<Span>) {
        let sent = self.sent.or_insert_with(edge, Sent::default);
        match is_secure {
            true => sent.secure += 1,
            false => sent.plain += 1,
        }
        sent.bytes += u64::from(bytes);
        if let Some(felt) = felt {
            sent.felt.answers += 1;
            sent.felt.sum = sent.felt.sum + felt;
        }
    }

    /// One file of each edge location that has anything to say.
    fn deliver_logs(&mut self, cx: &mut ControlCtx<'_>) {
        let Some(bucket) = self.bucket else {
            return;
        };
        for sent in self.sent.values_mut() {
            let lines = sent.requests() - sent.logged;
            sent.logged = sent.requests();
            if lines > 0 {
                let lines = u32::try_from(lines).unwrap_or(u32::MAX);
                cx.send(bucket, Message::LogFile { lines });
            }
        }
    }
}
