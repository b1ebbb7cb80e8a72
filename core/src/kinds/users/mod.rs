//! Users: an open stream of requests (Poisson at a rate that may change), each with patience,
//! retries and a memory of what it felt. Basis: model (spec 1.2).

mod client_stats;
pub mod line;
mod params;
pub mod patience;
mod rate;
mod resolvers;

pub use client_stats::ClientStats;
pub use params::{LOCATIONS, MixClass, Params, Pattern, SAME_REGION};

use crate::base::id::{PartIx, RequestId};
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng, finalise};
use crate::base::time::{Instant, Span};
use crate::base::zipf::Zipf;
use crate::contract::{
    CheckCtx, Drawing, Family, Kind, Place, Protocol, Quantity, Role, Setup, Spec, Tally, Unit,
    Viewers, Vitals,
};
use crate::control::{ControlCtx, Message};
use crate::world::class::Class;
use crate::world::client::{Crowd, Identity};
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{Ceiling, What};
use crate::world::page::Page;
use crate::world::request::{FailureCause, IN_FLIGHT_MAX, Outcome, Request};
use crate::world::tracer::Step;
use alloc::vec::Vec;
use line::Line;
use params::default_mix;
use rate::RATE_MAX;
use serde::{Deserialize, Serialize};

/// Rate steps looked at before an arrival is put off to a later wake.
const STEPS_PER_WAKE_MAX: u32 = 4_096;
/// Sub-microsecond places of the arrival clock: whole microseconds would bias fast streams.
const FRACTION_BITS: u32 = 16;
/// Basis: model - browsers follow 20 in a row.
const REDIRECTS_MAX: u8 = 20;
const RETRY_BASE: Span = Span::from_ms(500);
/// Says that a wake is a retry; its other bits are those of [`Try`].
const WAKE_RETRY: u64 = 1 << 45;

/// One try of a request.
#[derive(Clone, Copy)]
struct Try {
    class: u8,
    attempt: u8,
    redirects: u8,
    identity: Identity,
}

impl Try {
    const fn of(request: &Request) -> Self {
        Self {
            class: request.class,
            attempt: request.attempt,
            redirects: request.redirects,
            identity: request.identity,
        }
    }

    /// 45 bits; attempts are few, and one that failed may be redirected again.
    const fn bits(self) -> u64 {
        (self.attempt as u64 & 0x1f) << 40 | (self.class as u64) << 32 | self.identity as u64
    }

    const fn read(bits: u64) -> Self {
        Self {
            class: (bits >> 32) as u8,
            attempt: (bits >> 40 & 0x1f) as u8,
            redirects: 0,
            identity: bits as Identity,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Users {
    params: Params,
    arrivals: Rng,
    mix: Rng,
    /// What makes the clients of these users others than those of another part.
    salt: u64,
    line: Line,
    class_first: u8,
    /// Cumulative shares; empty when there is one class.
    cumulative: Vec<f64>,
    patience: Delay,
    preroll: Span,
    midnight_offset_s: f64,
    surge: Option<(f64, Instant)>,
    /// Arrival clock in 2^-16 microseconds.
    clock: u64,
    /// The rate as it was last found, and the microsecond until which it holds.
    #[serde(skip)]
    steady: (f64, u64),
    /// Unit-rate time still to go until the next arrival, when a wake came before it.
    need: f64,
    generation: u64,
    /// Requests sent since the start of the run, retries included.
    pub sent: u64,
    /// Retries that wait for their turn.
    retries_waiting: usize,
    /// The rate that was last found is less than what is asked for.
    is_capped: bool,
    /// Ceilings of the simulation that were met, and how many of them the log has said.
    met: Vec<Ceiling>,
    met_said: usize,
    pub stats: ClientStats,
}

impl Kind for Users {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "users",
        accepts: &[],
        offers: &[Protocol::Dns, Protocol::Http],
        place: Place::Outside,
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Entry),
        role: Role::Source,
        ..Drawing::of("users")
    };

    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        cx.expect_a_wire();
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut users = Self {
            params: params.clone(),
            arrivals: setup.rng(Purpose::Arrivals),
            mix: setup.rng(Purpose::Routing),
            line: Line::new(setup.rng(Purpose::Names)),
            salt: finalise(setup.seed ^ u64::from(setup.id.0) << 32),
            class_first: 0,
            cumulative: Vec::new(),
            patience: Delay::default(),
            preroll: setup.preroll,
            midnight_offset_s: (setup.epoch_s + setup.epoch_offset_s).rem_euclid(86_400) as f64,
            surge: None,
            clock: setup.world.now.us() << FRACTION_BITS,
            steady: (0.0, 0),
            need: 0.0,
            generation: 0,
            sent: 0,
            retries_waiting: 0,
            is_capped: false,
            met: Vec::new(),
            met_said: 0,
            stats: ClientStats::default(),
        };
        users.apply(setup);
        let (world, me) = (&mut *setup.world, setup.me);
        users.schedule(world.now, |at, bits| push_wake(world, me, at, bits));
        users
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.apply(setup);
        self.reschedule(setup.world, setup.me);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Wake(bits) if bits & WAKE_RETRY != 0 => {
                self.retries_waiting = self.retries_waiting.saturating_sub(1);
                self.send(Try::read(bits), cx);
            }
            Input::Wake(bits) if bits == self.generation => {
                if self.need <= 0.0 {
                    let first = Try {
                        class: self.draw_class(),
                        attempt: 0,
                        redirects: 0,
                        identity: finalise(self.salt ^ self.sent) as Identity,
                    };
                    self.send(first, cx);
                }
                let (world, me) = (&mut *cx.world, cx.me);
                self.schedule(world.now, |at, bits| push_wake(world, me, at, bits));
                if self.is_capped {
                    self.meet(Ceiling::Rate, cx);
                }
            }
            Input::Return(id) => self.receive(id, cx),
            Input::TimedOut(id) => self.time_out(id, cx),
            _ => {}
        }
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        if cx.now() == Instant::ZERO
            && let Some(name) = cx.world.wires.outlet(cx.me, Protocol::Dns)
        {
            self.line.resolvers.warm_up(name.to, cx.world);
        }
    }

    /// The sums of the run keep what they felt.
    fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        let departed = cx.control.departed.get_or_insert_default();
        departed.add_departed(&self.stats);
        cx.world.forget_classes(cx.me);
        cx.reset_connections(FailureCause::ConnectionCut);
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        match message {
            Message::Signalled => self.report_ceilings(cx),
            Message::Surge => self.begin_surge(cx),
            _ => {}
        }
    }

    fn vitals(&self, now: Instant, vitals: &mut Vitals) {
        vitals.headline("", Quantity::Level(self.users_now(now)), Unit::Users);
    }

    fn tally(&self, now: Instant) -> Tally {
        Tally {
            users: self.users_now(now),
            request_cpu_s: Some(self.params.cpu_seconds_per_request),
            ..Tally::default()
        }
    }

    fn client_stats(&self) -> Option<&ClientStats> {
        Some(&self.stats)
    }

    fn viewers(&self, me: PartIx, world: &World) -> Option<Viewers> {
        Some(self.line.viewers(me, world))
    }
}

#[inline(always)]
fn push_wake(world: &mut World, me: PartIx, at: Instant, bits: u64) {
    use crate::base::queue::{Event, EventKind};
    let event = Event::new(EventKind::Wake, me, bits);
    world.queue.push_wake(at, event);
}

impl Users {
    fn report_ceilings(&mut self, cx: &mut ControlCtx<'_>) {
        for ceiling in self.met.iter().skip(self.met_said) {
            let most = match ceiling {
                Ceiling::InFlight => IN_FLIGHT_MAX as u32,
                Ceiling::Rate => (RATE_MAX * 1e6) as u32,
            };
            let ceiling = *ceiling;
            cx.log(What::CeilingMet { ceiling, most }, None);
        }
        self.met_said = self.met.len();
    }

    fn apply(&mut self, setup: &mut Setup<'_>) {
        self.line.round_trip = setup.delay(Span::from_s_f64(self.params.round_trip_ms / 1e3));
        self.patience = setup.deadline(Span::from_s_f64(self.params.patience_s));
        let mix = if self.params.mix.is_empty() {
            default_mix()
        } else {
            self.params.mix.clone()
        };
        let total: f64 = mix.iter().map(|c| c.share.max(0.0)).sum();
        let mut sum = 0.0;
        self.cumulative = mix
            .iter()
            .map(|c| {
                sum += c.share.max(0.0) / if total > 0.0 { total } else { 1.0 };
                sum
            })
            .collect();
        let crowd = Crowd {
            clients: self.params.users.max(1.0) as u32,
            popularity: Zipf::new(self.params.objects, self.params.popularity),
            keeps_alive: self.params.keep_alive,
            region: self.params.region(),
        };
        self.line.crowd = crowd;
        let pinned = self.params.pinned_percent;
        self.line.resolvers.serve(setup.me, crowd.region, pinned);
        let class = |c: MixClass| {
            let class = Class {
                cpu_us: self.params.cpu_seconds_per_request * 1e6 * c.cpu_factor,
                cpu_shape: self.params.cpu_distribution,
                db_reads: c.db_reads,
                db_writes: c.db_writes,
                bytes_in: c.bytes_in,
                bytes_out: c.bytes_out,
                answer: Outcome::OK,
                crowd,
                refused: 0,
            };
            (class, c.page())
        };
        let classes: Vec<(Class, Page)> = mix.into_iter().map(class).collect();
        if classes.len() == 1 {
            self.cumulative.clear();
        }
        self.class_first = setup.classes(classes);
    }

    /// Draws the next arrival anew: the exponential has no memory, so a changed rate takes over at once.
    fn reschedule(&mut self, world: &mut World, me: PartIx) {
        self.clock = world.now.us() << FRACTION_BITS;
        self.steady = (0.0, 0);
        self.need = 0.0;
        self.schedule(world.now, |at, bits| push_wake(world, me, at, bits));
    }

    /// The users of the surge come for a while, whatever the pattern says.
    fn begin_surge(&mut self, cx: &mut ControlCtx<'_>) {
        let (users, seconds) = (self.params.surge_users, self.params.surge_s);
        self.surge = Some((users, cx.now() + Span::from_s_f64(seconds)));
        self.reschedule(cx.world, cx.me);
        cx.log(What::SurgeSent { users, seconds }, None);
    }

    /// Finds the next arrival and wakes for it, or for a look at a later stretch of the rate.
    fn schedule(&mut self, now: Instant, wake: impl FnOnce(Instant, u64)) {
        self.generation = (self.generation + 1) & (WAKE_RETRY - 1);
        if self.need <= 0.0 {
            self.need = self.arrivals.exp1();
        }
        // Not before the last arrival, but up to half a microsecond before now: wakes are rounded.
        let mut clock = self.clock;
        for _ in 0..STEPS_PER_WAKE_MAX {
            let (rate, until_us) = self.next_rate(clock >> FRACTION_BITS);
            let until = until_us.min(Instant::MAX.us()) << FRACTION_BITS;
            let gap = self.need / rate * (1u64 << FRACTION_BITS) as f64;
            if rate > 0.0 && gap < until.saturating_sub(clock) as f64 {
                // Signed: one machine instruction, and the queue's times leave the sign alone.
                self.clock = clock + gap as i64 as u64;
                self.need = 0.0;
                let rounded = (self.clock + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS;
                return wake(Instant::from_us(rounded.max(now.us())), self.generation);
            }
            if until_us >= Instant::MAX.us() {
                return;
            }
            let stretch = until.saturating_sub(clock) as f64 / (1u64 << FRACTION_BITS) as f64;
            // Never down to zero: zero says that the wake is an arrival.
            self.need = (self.need - rate * stretch).max(1e-12);
            clock = until;
        }
        self.clock = clock;
        wake(Instant::from_us(clock >> FRACTION_BITS), self.generation);
    }

    fn draw_class(&mut self) -> u8 {
        if self.cumulative.is_empty() {
            return self.class_first;
        }
        let u = self.mix.unit();
        let ix = self.cumulative.iter().position(|c| u < *c).unwrap_or(0);
        self.class_first.saturating_add(ix as u8)
    }

    fn send(&mut self, sent: Try, cx: &mut Ctx<'_>) {
        let is_shown = cx.now() >= Instant::ZERO + self.preroll;
        self.stats.sent += u64::from(is_shown);
        self.sent += 1;
        let found = match cx.is_full(self.retries_waiting) {
            true => None,
            false => cx.send(sent.class, sent.attempt, sent.identity),
        };
        let Some(id) = found else {
            if is_shown {
                let failed = Outcome::failed(0, FailureCause::TooManyInFlight);
                self.stats.record(failed, Span::ZERO);
            }
            return self.meet(Ceiling::InFlight, cx);
        };
        if sent.redirects > 0
            && let Some(request) = cx.request(id)
        {
            request.redirects = sent.redirects;
        }
        cx.deadline(id, self.patience);
        let name = cx.outlet(Protocol::Dns);
        let Some(site) = name.or_else(|| cx.outlet(Protocol::Http)) else {
            return cx.reply(id, Outcome::failed(0, FailureCause::NotWired));
        };
        self.line.dial(id, site, sent.identity, cx);
    }

    /// Has the log say, once, that the simulation does not do all that is asked of it.
    #[cold]
    fn meet(&mut self, ceiling: Ceiling, cx: &mut Ctx<'_>) {
        if !self.met.contains(&ceiling) {
            self.met.push(ceiling);
            cx.signal();
        }
    }

    fn receive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let now = cx.now();
        let Some(request) = cx.request(id) else {
            return;
        };
        let (outcome, sent_at) = (request.outcome, request.sent_at);
        let sent = Try::of(request);
        let (is_traced, is_abandoned) = (request.is_traced, request.is_abandoned);
        if is_traced && !is_abandoned {
            cx.trace(id, Step::Received { outcome });
        }
        cx.finish(id);
        if is_abandoned {
            return;
        }
        if sent_at >= Instant::ZERO + self.preroll {
            self.stats.record(outcome, now.since(sent_at));
        }
        if !outcome.is_ok() {
            self.retry(sent, cx);
        } else if outcome.is_redirect() && sent.redirects < REDIRECTS_MAX {
            // Whoever redirected it has said what it asks for now.
            let redirects = sent.redirects + 1;
            self.send(Try { redirects, ..sent }, cx);
        }
    }

    fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(request) = cx.request(id) else {
            return;
        };
        let (sent, sent_at) = (Try::of(request), request.sent_at);
        if !patience::ends(id, self.patience.span, cx) {
            return;
        }
        if sent_at >= Instant::ZERO + self.preroll {
            self.stats.gave_up += 1;
        }
        self.retry(sent, cx);
    }

    /// Exponential back-off: 0.5 s, 1 s, 2 s…, each with full jitter. Basis: model.
    fn retry(&mut self, failed: Try, cx: &mut Ctx<'_>) {
        if failed.attempt >= self.params.retries {
            return;
        }
        if cx.is_full(self.retries_waiting) {
            return self.meet(Ceiling::InFlight, cx);
        }
        self.retries_waiting += 1;
        let span = RETRY_BASE.saturating_mul(1 << failed.attempt.min(10));
        let at = cx.now() + self.mix.span_below(span);
        let next = Try {
            attempt: failed.attempt + 1,
            ..failed
        };
        cx.wake_at(at, WAKE_RETRY | next.bits());
    }
}
