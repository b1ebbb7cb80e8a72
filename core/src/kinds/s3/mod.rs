//! S3: objects by their keys, read by whom the bucket lets, so many a second, in versions (spec 4).

mod params;

pub use params::{Endpoint, Params, Policy, Versioning};

use crate::base::id::{PartIx, RequestId};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, IssueWhat, Kind, Place, Price, Probe, ProbeAnswer,
    Protocol, Quantity, Setup, Spec, Tier, Tone, Upkeep, Usage, Vitals,
};
use crate::control::{ControlCtx, Message, PublishCtx};
use crate::rules::cost;
use crate::rules::storage::{GETS_PER_S, PUTS_PER_S, log_bytes};
use crate::rules::summary::Summary;
use crate::rules::token_bucket::TokenBucket;
use crate::rules::validate::Warning;
use crate::world::contents::{Content, Contents};
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{EntryId, Term};
use crate::world::metric::Metric;
use crate::world::places::Spot;
use crate::world::request::{FailureCause, Outcome};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

pub const ALL_REQUESTS: Metric = Metric::events("AllRequests");
pub const GET_REQUESTS: Metric = Metric::events("GetRequests");
pub const PUT_REQUESTS: Metric = Metric::events("PutRequests");
pub const ERRORS_4XX: Metric = Metric::events("4xxErrors");
pub const ERRORS_5XX: Metric = Metric::events("5xxErrors");
pub const BYTES_DOWNLOADED: Metric = Metric::sums("BytesDownloaded", Unit::Bytes);
pub const BYTES_UPLOADED: Metric = Metric::sums("BytesUploaded", Unit::Bytes);
pub const FIRST_BYTE_LATENCY: Metric = Metric::of("FirstByteLatency", Unit::Milliseconds);

/// What has come about since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub gets: u64,
    pub puts: u64,
    pub denied: u64,
    pub missing: u64,
    pub slowed_down: u64,
    pub unavailable: u64,
    pub bytes_in: u64,
    pub bytes_out: u64,
    /// Files of logs that were delivered, their lines, and what they take.
    pub log_files: u64,
    pub log_lines: u64,
    pub log_bytes: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct S3 {
    params: Params,
    latency: Rng,
    /// The distribution that its policy names.
    reader: PartIx,
    /// The version that is handed out, and the newest that was ever uploaded.
    version: u32,
    newest: u32,
    /// When the one that is handed out came.
    since: Instant,
    /// Versions that are kept behind the current one, the last one last.
    previous: Vec<u32>,
    is_down: bool,
    /// Reads and writes of each prefix.
    limits: Vec<(TokenBucket, TokenBucket)>,
    /// Of the period so far.
    first_bytes: Option<Summary>,
    pub counts: Counts,
}

/// Versions that a roll-back finds.
const VERSIONS_MAX: usize = 100;

impl Kind for S3 {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "s3",
        accepts: &[Protocol::Http],
        offers: &[],
        place: Place::Outside,
    };
    const DRAWING: Drawing = Drawing {
        tier: Tier::LastPrivate,
        family: Some(Family::Data),
        ..Drawing::of("bucket")
    };
    const FAULTS: &'static [Fault] = &[
        Fault::once("publish"),
        Fault::once("roll_back"),
        Fault::lasting("outage", "outage_over"),
    ];
    const METRICS: &'static [Metric] = &[
        ALL_REQUESTS,
        GET_REQUESTS,
        PUT_REQUESTS,
        ERRORS_4XX,
        ERRORS_5XX,
        BYTES_DOWNLOADED,
        BYTES_UPLOADED,
        FIRST_BYTE_LATENCY,
    ];
    // Request metrics are those of a filter; the console's for all objects is called so.
    const DIMENSION: Option<Dimension> =
        Some(Dimension::of_name("BucketName").with("FilterId", "EntireBucket"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/S3")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        if params.policy == Policy::Everybody && params.block_public {
            cx.warn("BucketPolicy", Warning::PublicPolicyIsBlocked);
        }
        if params.is_website() && !params.is_public() {
            cx.warn("endpoint", Warning::WebsiteNeedsPublicBucket);
        }
        if params.policy == Policy::Distribution && params.reader.is_none() {
            cx.push("AWS:SourceArn", IssueWhat::ReferenceMissing);
        }
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut bucket = Self {
            params: params.clone(),
            latency: setup.rng(Purpose::Service),
            reader: PartIx::NONE,
            version: 1,
            newest: 1,
            since: Instant::ZERO,
            previous: Vec::new(),
            is_down: false,
            limits: Vec::new(),
            first_bytes: None,
            counts: Counts::default(),
        };
        bucket.edit(params, setup);
        bucket
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        let full = (TokenBucket::full(GETS_PER_S), TokenBucket::full(PUTS_PER_S));
        self.limits.resize(params.prefixes.max(1) as usize, full);
        let spot = Spot::In(params.region);
        setup.world.places.set(setup.me, spot);
        setup.world.contents.set(setup.me, self.content());
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        let reader = self.params.reader;
        let found = reader.and_then(|reader| cx.control.ix(reader));
        self.reader = found.unwrap_or(PartIx::NONE);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(_) | Input::TimedOut(_) | Input::Wake(_) => {}
        }
    }

    fn message(&mut self, message: Message, _cx: &mut ControlCtx<'_>) {
        if let Message::LogFile { lines } = message {
            let counts = &mut self.counts;
            let bytes = log_bytes(u64::from(lines));
            counts.puts += 1;
            counts.bytes_in += bytes;
            counts.log_files += 1;
            counts.log_lines += u64::from(lines);
            counts.log_bytes += bytes;
        }
    }

    fn fault(&mut self, fault: Fault, begins: bool, entry: EntryId, cx: &mut ControlCtx<'_>) {
        match fault.word {
            "outage" => self.is_down = begins,
            "publish" => self.publish_version(entry, cx),
            _ => self.roll_back(entry, cx),
        }
    }

    fn is_broken(&self, word: &'static str) -> bool {
        word == "outage" && self.is_down
    }

    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        let is_bare_website = self.params.is_website() && probe.port == Some(443);
        let contents = &cx.world.contents;
        let has_index = self.has_index(contents.names_root(probe.from));
        match probe.protocol {
            // The website endpoint does not speak TLS.
            _ if is_bare_website => ProbeAnswer::Refused,
            Protocol::Http if self.is_down => ProbeAnswer::Status(503),
            Protocol::Http if !self.may_read(Some(probe.from), contents) => {
                ProbeAnswer::Status(403)
            }
            Protocol::Http if probe.path == "/" && !has_index => ProbeAnswer::Status(404),
            Protocol::Http => ProbeAnswer::Status(200),
            _ => ProbeAnswer::Connected,
        }
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let counts = &self.counts;
        let failed = counts.slowed_down + counts.unavailable;
        for (metric, total) in [
            (ALL_REQUESTS, counts.gets + counts.puts + failed),
            (GET_REQUESTS, counts.gets),
            (PUT_REQUESTS, counts.puts),
            (ERRORS_4XX, counts.denied + counts.missing),
            (ERRORS_5XX, failed),
            (BYTES_DOWNLOADED, counts.bytes_out),
            (BYTES_UPLOADED, counts.bytes_in),
        ] {
            cx.put_gained(metric, total as f64);
        }
        if let Some(first_bytes) = self.first_bytes.take() {
            cx.put(FIRST_BYTE_LATENCY, first_bytes);
        }
    }

    fn upkeep(&self) -> Upkeep {
        let max_age = self.params.says().max_age;
        let kept_s = max_age.filter(|_| !self.params.invalidates);
        let is_read = self.params.policy != Policy::Nobody;
        Upkeep {
            kept_s: is_read.then(|| kept_s.map_or(0.0, f64::from)),
            ..Upkeep::default()
        }
    }

    fn price(&self) -> Price {
        let copies = 1 + self.previous.len();
        let logs_gb = self.counts.log_bytes as f64 / 1e9;
        let gb = self.params.stored_gb * copies as f64 + logs_gb;
        Price::standing(cost::hourly(gb * cost::S3_PER_GB_MONTH))
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        let counts = &self.counts;
        let requests = counts.gets * cost::S3_GET_NANOUSD + counts.puts * cost::S3_PUT_NANOUSD;
        let usd = cost::data_out_usd(world.to_internet(me, counts.bytes_out));
        Some(Usage {
            requests: counts.gets + counts.puts,
            bytes: counts.bytes_out,
            nanousd: requests + (usd * 1e9) as u64,
            ..Usage::default()
        })
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let counts = &self.counts;
        if self.is_down {
            vitals.tone = Tone::Bad;
            vitals.badge("outage", Tone::Bad);
        }
        if self.params.is_public() {
            vitals.badge("public", Tone::Warn);
        }
        let all = counts.gets + counts.puts;
        vitals.headline("", Quantity::Total(all), Unit::PerSecond);
        let rows = [
            ("slowed_down", counts.slowed_down),
            ("denied", counts.denied),
            ("missing", counts.missing),
        ];
        for (word, total) in rows.into_iter().filter(|(_, total)| *total > 0) {
            vitals.row(word, Quantity::Total(total), Unit::PerSecond);
        }
        let version = Quantity::Level(f64::from(self.version));
        vitals.row("version", version, Unit::Count);
        let kept = Quantity::Level(self.previous.len() as f64);
        vitals.row("versions_kept", kept, Unit::Count);
        if counts.log_files > 0 {
            let level = |count: u64| Quantity::Level(count as f64);
            vitals.row("log_files", level(counts.log_files), Unit::Count);
            vitals.row("log_lines", level(counts.log_lines), Unit::Count);
            vitals.row("log_bytes", level(counts.log_bytes), Unit::Bytes);
        }
    }
}

/// Versions.
impl S3 {
    fn content(&self) -> Content {
        Content {
            version: self.version,
            since: self.since,
            cache_control: self.params.says(),
        }
    }

    /// The version that is handed out.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Everything is uploaded anew, over what was there: read after write is strong, so whoever asks
    /// from now on gets it.
    fn publish_version(&mut self, entry: EntryId, cx: &mut ControlCtx<'_>) {
        if self.params.versioning == Versioning::Enabled {
            self.previous.push(self.version);
            if self.previous.len() > VERSIONS_MAX {
                self.previous.remove(0);
            }
        }
        self.newest += 1;
        self.version = self.newest;
        self.hand_out("version_published", entry, cx);
        if self.params.invalidates {
            self.invalidate_copies(entry, cx);
        }
    }

    /// Tells whoever keeps copies of it.
    fn invalidate_copies(&self, cause: EntryId, cx: &mut ControlCtx<'_>) {
        let callers = (0..cx.parts.len()).map(|ix| PartIx(ix as u16));
        let callers = callers.filter(|part| cx.world.wires.joins(*part, cx.me));
        let callers: Vec<PartIx> = callers.collect();
        for caller in callers {
            cx.send(caller, Message::Invalidate { cause });
        }
    }

    /// What was there before comes back, if it was kept.
    fn roll_back(&mut self, entry: EntryId, cx: &mut ControlCtx<'_>) {
        let Some(before) = self.previous.pop() else {
            cx.say("nothing_kept", true, &[], Some(entry));
            return;
        };
        self.version = before;
        self.hand_out("version_restored", entry, cx);
    }

    fn hand_out(&mut self, event: &str, entry: EntryId, cx: &mut ControlCtx<'_>) {
        let me = cx.me;
        self.since = cx.now();
        cx.world.contents.set(me, self.content());
        let version = Term::Count(f64::from(self.version));
        cx.say(event, false, &[version], Some(entry));
    }
}

/// The data plane.
impl S3 {
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some(asked) = cx.asked(id) else {
            return;
        };
        let is_read = asked.page.is_read();
        let nobody_listens = self.params.is_website() && asked.page.is_secure();
        let prefix = asked.object as usize % self.limits.len().max(1);
        if self.is_down {
            self.counts.unavailable += 1;
            return cx.reply(id, Outcome::failed(503, FailureCause::Unavailable));
        }
        // What speaks to the website endpoint over TLS at an edge is the edge, which knows better.
        if nobody_listens && !comes_from_edge(id, cx) {
            return cx.reply(id, Outcome::failed(0, FailureCause::PortClosed));
        }
        let has_room = self
            .limits
            .get_mut(prefix)
            .is_none_or(|(reads, writes)| match is_read {
                true => reads.take(GETS_PER_S, GETS_PER_S, now),
                false => writes.take(PUTS_PER_S, PUTS_PER_S, now),
            });
        if !has_room {
            self.counts.slowed_down += 1;
            return cx.reply(id, Outcome::failed(503, FailureCause::Throttled));
        }
        let ms = self.params.latency_ms * (0.5 + 0.5 * self.latency.unit());
        Summary::add(&mut self.first_bytes, ms);
        cx.done_after(id, Span::from_us_f64(ms * 1e3));
    }

    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let me = cx.me;
        if cx.request(id).is_none_or(|request| request.at != me) {
            return;
        }
        let outcome = self.answer(id, cx);
        cx.reply(id, outcome);
    }

    fn answer(&mut self, id: RequestId, cx: &mut Ctx<'_>) -> Outcome {
        let caller = cx.request(id).and_then(|request| request.caller());
        let may_read = self.may_read(caller, &cx.world.contents);
        let names_root = caller.is_some_and(|caller| cx.world.contents.names_root(caller));
        let class = cx.request(id).map_or(u8::MAX, |request| request.class);
        let class = *cx.class(class);
        let Some(asked) = cx.asked(id) else {
            return Outcome::OK;
        };
        let is_read = asked.page.is_read();
        let may = match is_read {
            true => may_read,
            false => self.params.presigned_uploads && !self.params.is_website(),
        };
        *match is_read {
            true => &mut self.counts.gets,
            false => &mut self.counts.puts,
        } += 1;
        if !may {
            self.counts.denied += 1;
            return Outcome::failed(403, FailureCause::AccessDenied);
        }
        let has_index = self.has_index(names_root);
        let is_there = asked.object < self.params.objects;
        if is_read && !(is_there && (has_index || asked.page.path() != "/")) {
            self.counts.missing += 1;
            return Outcome::failed(404, FailureCause::NotFound);
        }
        self.counts.bytes_in += u64::from(class.bytes_in);
        self.counts.bytes_out += u64::from(class.bytes_out);
        Outcome::OK
    }

    /// The API knows no index document: the root is no object, unless who asks names one for it.
    fn has_index(&self, names_root: bool) -> bool {
        names_root || self.params.is_website() && !self.params.index_document.is_empty()
    }

    /// Everybody, or the distribution that the policy names, if it signs what it asks.
    fn may_read(&self, caller: Option<PartIx>, contents: &Contents) -> bool {
        let is_signed = self.params.policy == Policy::Distribution
            && !self.params.is_website()
            && caller == Some(self.reader)
            && contents.signs(self.reader);
        self.params.is_public() || is_signed
    }
}

fn comes_from_edge(id: RequestId, cx: &mut Ctx<'_>) -> bool {
    let caller = cx.request(id).and_then(|request| request.caller());
    caller.is_some_and(|caller| cx.world.places.of(caller) == Spot::Edge)
}
