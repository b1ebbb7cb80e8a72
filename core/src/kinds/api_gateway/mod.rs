//! API Gateway: one front door for many services. It finds the route of a request, lets so many
//! through at each level, and asks who stands behind the route (spec 12).

mod params;
mod serve;
pub mod vpc_link;

pub use params::{Integration, Method, Params, Route};

use crate::base::id::PartIx;
use crate::base::order::sort_short;
use crate::base::queue::Delay;
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, InForce, IssueWhat, Kind, Place, Price, Probe,
    ProbeAnswer, Protocol, Quantity, Setup, Spec, Tone, Usage, Vitals,
};
use crate::control::{ControlCtx, Message, PublishCtx};
use crate::kinds::browser::headers::ResponseHeaders;
use crate::rules::answers::Answers;
use crate::rules::api::{ApiError, CacheSize, Level, Limit, precedence};
use crate::rules::cost;
use crate::rules::summary::Summary;
use crate::rules::token_bucket::TokenBucket;
use crate::rules::validate;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{EntryId, Term};
use crate::world::metric::Metric;
use crate::world::wires::Outlet;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub const COUNT: Metric = Metric::events("Count");
// A sample for each request, 0 or 1: an average of them is a share of the requests.
pub const ERROR_4XX: Metric = Metric::sums("4XXError", Unit::Count);
pub const ERROR_5XX: Metric = Metric::sums("5XXError", Unit::Count);
pub const LATENCY: Metric = Metric::of("Latency", Unit::Milliseconds);
pub const INTEGRATION_LATENCY: Metric = Metric::of("IntegrationLatency", Unit::Milliseconds);
pub const CACHE_HIT_COUNT: Metric = Metric::events("CacheHitCount");
pub const CACHE_MISS_COUNT: Metric = Metric::events("CacheMissCount");

/// What others leave of the account's limit while they are busy. Basis: model.
const LEFT_BY_OTHERS: f64 = 0.1;

/// What has come about since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub requests: u64,
    /// By level, from the narrowest.
    pub throttled: [u64; Level::ALL.len()],
    /// Let in at none of the levels for want of a key.
    pub denied: u64,
    pub errors_4xx: u64,
    pub errors_5xx: u64,
    pub hits: u64,
    pub misses: u64,
    pub timed_out: u64,
    /// Of answers from the cache, which nobody behind it sends.
    bytes: u64,
    nanousd: u64,
}

impl Counts {
    pub fn all_throttled(&self) -> u64 {
        self.throttled.iter().sum()
    }
}

/// What the log last said of a level that throttles, and how many it had throttled at the last look.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Throttling {
    entry: Option<EntryId>,
    seen: u64,
}

/// A route at work.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Row {
    route: Route,
    outlet: Option<Outlet>,
    bucket: TokenBucket,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApiGateway {
    params: Params,
    hop: Delay,
    timeout: Delay,
    /// In the order in which requests meet them.
    rows: Vec<Row>,
    /// By what stands for a key.
    keys: BTreeMap<u64, TokenBucket>,
    stage: TokenBucket,
    account: TokenBucket,
    throttling: [Throttling; Level::ALL.len()],
    answers: Answers,
    /// Requests that are with somebody behind it.
    outstanding: u32,
    is_down: bool,
    /// It has response headers of its own: preflight requests end here.
    has_headers: bool,
    others_are_busy: bool,
    /// Of the period so far.
    latency: Option<Summary>,
    integration_latency: Option<Summary>,
    pub counts: Counts,
}

impl Kind for ApiGateway {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "api_gateway",
        accepts: &[Protocol::Http],
        offers: &[Protocol::Http],
        place: Place::Outside,
    };
    const START: u8 = 4;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Entry),
        ..Drawing::of("api")
    };
    const NOTES: &'static [&'static str] = &["B7", "B17"];
    const FAULTS: &'static [Fault] = &[
        Fault::once("flush_cache"),
        Fault::lasting("others_busy", "others_quiet"),
        Fault::lasting("outage", "outage_over"),
    ];
    const METRICS: &'static [Metric] = &[
        COUNT,
        ERROR_4XX,
        ERROR_5XX,
        LATENCY,
        INTEGRATION_LATENCY,
        CACHE_HIT_COUNT,
        CACHE_MISS_COUNT,
    ];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("ApiName"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/ApiGateway")
    }

    fn in_force(params: &Params, _state: Option<&Self>, path: &str) -> Option<InForce> {
        (path == "TimeoutInMillis").then(|| Value::from(params.timeout().s_f64() * 1e3).into())
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check(params, cx);
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut gateway = Self {
            params: params.clone(),
            hop: Delay::default(),
            timeout: Delay::default(),
            rows: Vec::new(),
            keys: BTreeMap::new(),
            stage: TokenBucket::full(params.burst),
            account: TokenBucket::full(params.account_burst),
            throttling: Default::default(),
            answers: Answers::default(),
            outstanding: 0,
            is_down: false,
            has_headers: false,
            others_are_busy: false,
            latency: None,
            integration_latency: None,
            counts: Counts::default(),
        };
        gateway.edit(params, setup);
        gateway
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.hop = setup.delay(Span::from_us_f64(params.hop_ms * 1e3));
        self.timeout = setup.deadline(params.timeout() + self.hop.span);
        if !params.caches() {
            self.answers.clear();
        }
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.deploy(cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.deploy(cx);
    }

    fn wires_changed(&mut self, _before: &[PartIx], cx: &mut ControlCtx<'_>) {
        self.deploy(cx);
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
            Message::Signalled => self.report_throttling(cx),
            Message::Reconcile => self.deploy(cx),
            _ => {}
        }
    }

    fn fault(&mut self, fault: Fault, begins: bool, _entry: EntryId, _cx: &mut ControlCtx<'_>) {
        match fault.word {
            "outage" => self.is_down = begins,
            "others_busy" => self.others_are_busy = begins,
            _ => self.answers.clear(),
        }
    }

    fn is_broken(&self, word: &'static str) -> bool {
        match word {
            "outage" => self.is_down,
            _ => self.others_are_busy,
        }
    }

    fn inside(&self) -> usize {
        self.outstanding as usize
    }

    /// A health check is a request like others, but that no limit counts it. Basis: model of the last.
    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        if probe.protocol != Protocol::Http {
            return ProbeAnswer::Connected;
        }
        let path = probe.path.split('?').next().unwrap_or_default();
        let mut rows = self.rows.iter();
        let row = rows.find(|row| row.route.takes_page("GET", path.chars()));
        let error = |error: ApiError| ProbeAnswer::Status(error.status(self.params.kind));
        match row {
            _ if self.is_down => error(ApiError::Unavailable),
            None => error(ApiError::NoRoute),
            Some(_) if self.params.has_plan() => error(ApiError::NoKey),
            Some(Row { route, .. }) if route.integration == Integration::Mock => {
                ProbeAnswer::Status(route.status as u16)
            }
            Some(Row { outlet: None, .. }) => error(ApiError::NotConnected),
            Some(Row {
                outlet: Some(outlet),
                ..
            }) => match cx.pass_on(outlet.to, probe) {
                ProbeAnswer::Refused => error(ApiError::NotConnected),
                answer => answer,
            },
        }
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let counts = &self.counts;
        let errors = [
            (ERROR_4XX, counts.errors_4xx),
            (ERROR_5XX, counts.errors_5xx),
        ];
        let errors = errors.map(|(metric, total)| (metric, cx.gained(metric, total as f64)));
        let all = cx.gained(COUNT, counts.requests as f64);
        if all > 0.0 {
            cx.put(COUNT, Summary::counted(all));
            for (metric, some) in errors {
                let mut samples = Summary::alike(0.0, (all - some).max(0.0));
                if some > 0.0 {
                    samples.merge(&Summary::alike(1.0, some));
                }
                cx.put(metric, samples);
            }
        }
        cx.put_gained(CACHE_HIT_COUNT, counts.hits as f64);
        cx.put_gained(CACHE_MISS_COUNT, counts.misses as f64);
        for (metric, samples) in [
            (LATENCY, self.latency.take()),
            (INTEGRATION_LATENCY, self.integration_latency.take()),
        ] {
            if let Some(samples) = samples {
                cx.put(metric, samples);
            }
        }
        self.look_at_throttling(cx);
    }

    fn price(&self) -> Price {
        match self.params.caches() {
            true => Price::standing(CacheSize::named(&self.params.cache_size).usd_per_hour),
            false => Price::default(),
        }
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        let Counts { bytes, nanousd, .. } = self.counts;
        let usd = cost::data_out_usd(world.to_internet(me, bytes));
        Some(Usage {
            requests: self.counts.requests,
            bytes,
            nanousd: nanousd + (usd * 1e9) as u64,
            ..Usage::default()
        })
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let is_throttling = self.throttling.iter().any(|one| one.entry.is_some());
        for (word, tone, is_so) in [
            ("others_busy", Tone::Warn, self.others_are_busy),
            ("throttled", Tone::Warn, is_throttling),
            ("outage", Tone::Bad, self.is_down),
        ] {
            if is_so {
                vitals.tone = tone;
                vitals.badge(word, tone);
            }
        }
        let counts = &self.counts;
        let requests = Quantity::Total(counts.requests);
        vitals.headline("", requests, Unit::PerSecond);
        for (word, total, is_always_shown) in [
            ("throttles", counts.all_throttled(), true),
            ("denied", counts.denied, false),
            ("errors_4xx", counts.errors_4xx, true),
            ("errors_5xx", counts.errors_5xx, true),
            ("hits", counts.hits, self.params.caches()),
            ("misses", counts.misses, self.params.caches()),
        ] {
            if is_always_shown || total > 0 {
                vitals.row(word, Quantity::Total(total), Unit::PerSecond);
            }
        }
        let waiting = Quantity::Level(f64::from(self.outstanding));
        vitals.row("integrations", waiting, Unit::Count);
    }
}

impl ApiGateway {
    pub const fn params(&self) -> &Params {
        &self.params
    }

    /// Sets the routes to work; what is left in the bucket of one that stays, stays.
    fn deploy(&mut self, cx: &ControlCtx<'_>) {
        let mut own = cx.children(cx.me).into_iter();
        self.has_headers = own.any(|child| cx.get::<ResponseHeaders>(child).is_some());
        let mut before = core::mem::take(&mut self.rows);
        let default = [Route::default()];
        let routes = match self.params.routes.as_slice() {
            [] => default.as_slice(),
            routes => routes,
        };
        for route in routes {
            let is_it =
                |row: &Row| row.route.path == route.path && row.route.method == route.method;
            let known = before
                .iter()
                .position(is_it)
                .map(|at| before.swap_remove(at));
            let full = route
                .limit(self.params.stage())
                .map_or(0.0, |limit| limit.burst);
            // One that had no limit of its own begins with a full bucket.
            let had = |row: &Row| row.route.limit(self.params.stage()).is_some();
            let known = known.filter(had);
            let bucket = known.map_or(TokenBucket::full(full), |row| row.bucket);
            self.rows.push(Row {
                route: route.clone(),
                outlet: outlet(route, cx),
                bucket,
            });
        }
        let place = |row: &Row| precedence(&row.route.path, row.route.method == Method::Any);
        sort_short(&mut self.rows, |one, other| place(one).cmp(&place(other)));
    }

    /// What the account lets through, as far as its other APIs leave it.
    fn account_limit(&self) -> Limit {
        let Limit { rate, burst } = self.params.account();
        let left = if self.others_are_busy {
            LEFT_BY_OTHERS
        } else {
            1.0
        };
        Limit {
            rate: rate * left,
            burst: burst * left,
        }
    }

    /// The log is told which levels have begun to throttle.
    fn report_throttling(&mut self, cx: &mut ControlCtx<'_>) {
        let account = self.account_limit();
        let levels = self.throttling.iter_mut().zip(Level::ALL);
        for ((throttling, level), total) in levels.zip(self.counts.throttled) {
            if throttling.entry.is_some() || total == throttling.seen {
                continue;
            }
            // Routes have limits of their own each.
            let limit = match level {
                Level::Key => Some(self.params.plan()),
                Level::Route => None,
                Level::Stage => Some(self.params.stage()),
                Level::Account => Some(account),
            };
            let values = limit.map(|l| [Term::Count(l.rate), Term::Count(l.burst)]);
            let values = values.as_ref().map_or(&[][..], |values| values);
            throttling.entry = Some(cx.say(word(level), true, values, None));
        }
    }

    /// A level that has throttled nothing for a minute is through with it.
    fn look_at_throttling(&mut self, cx: &mut ControlCtx<'_>) {
        for (throttling, total) in self.throttling.iter_mut().zip(self.counts.throttled) {
            if throttling.entry.is_some() && total == throttling.seen {
                cx.say("throttling_over", false, &[], throttling.entry.take());
            }
            throttling.seen = total;
        }
    }
}

/// The wire by which a route is answered. `None`: there is none, or nobody is asked.
fn outlet(route: &Route, cx: &ControlCtx<'_>) -> Option<Outlet> {
    if route.integration == Integration::Mock {
        return None;
    }
    let Some(target) = route.target else {
        return cx.world.wires.outlet(cx.me, Protocol::Http);
    };
    let to = cx.control.ix(target)?;
    let mut outlets = cx.world.wires.outlets(cx.me, Protocol::Http);
    outlets.find(|outlet| outlet.to == to)
}

/// What is said of a level that throttles.
const fn word(level: Level) -> &'static str {
    match level {
        Level::Key => "throttled_key",
        Level::Route => "throttled_route",
        Level::Stage => "throttled_stage",
        Level::Account => "throttled_account",
    }
}

fn check(params: &Params, cx: &mut CheckCtx<'_>) {
    let pairs = params.routes.iter();
    let api = validate::Api {
        kind: params.kind,
        routes: pairs
            .map(|route| (route.method.as_str(), route.path.as_str()))
            .collect(),
        timeout: params.set_timeout(),
    };
    cx.refuse(api.check());
    let asks = |route: &&Route| route.integration == Integration::Proxy;
    if params.routes.is_empty() || params.routes.iter().any(|route| asks(&route)) {
        cx.expect_a_wire();
    }
    let (board, me) = (cx.board, cx.me.id);
    for target in params.routes.iter().filter(asks).filter_map(|r| r.target) {
        if !board.outlets(me).any(|to| to == target) {
            cx.push("Routes/Target", IssueWhat::LeadsNowhere);
        }
    }
}
