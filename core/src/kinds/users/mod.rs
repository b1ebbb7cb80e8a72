//! Users: an open stream of requests (Poisson at a rate that may change), each with patience,
//! retries and a memory of what it felt. Basis: model (spec 1.2).

mod resolvers;

use crate::base::dist::Shape;
use crate::base::form::words;
use crate::base::histogram::Histogram;
use crate::base::id::{PartIx, RequestId};
use crate::base::math;
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng, finalise};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Drawing, Family, Kind, Place, Protocol, Quantity, Role, Setup, Spec, Tally, Unit,
    Vitals, params,
};
use crate::control::{ControlCtx, Message};
use crate::world::class::Class;
use crate::world::client::{Crowd, Identity};
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{Ceiling, What};
use crate::world::request::{FailureCause, IN_FLIGHT_MAX, Outcome, Request};
use crate::world::trace::Trace;
use crate::world::trail::Step;
use crate::world::wires::Outlet;
use alloc::string::String;
use alloc::vec::Vec;
use resolvers::Resolvers;
use serde::{Deserialize, Serialize};

/// How the number of users changes with time, seen from the first picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pattern {
    #[default]
    Constant,
    /// From `users` to `pattern_users` in a straight line over `pattern_duration_s`.
    Ramp,
    /// `pattern_users` from `pattern_start_s` on.
    Step,
    /// Between `users` at night and `pattern_users` at 14:00, every day.
    SineDay,
    /// Jumps to `pattern_users`, then fades with the time constant `pattern_duration_s`.
    FlashCrowd,
    /// Requests per second from `trace`.
    Trace,
}

words!(Pattern {
    Constant: "constant",
    Ramp: "ramp",
    Step: "step",
    SineDay: "sine_day",
    FlashCrowd: "flash_crowd",
    Trace: "trace",
});

params! {
    /// One class of the request mix; its costs are factors of the board's.
    pub struct MixClass {
        name: String = String::new(), "name";
        share: f64 = 1.0, "share";
        cpu_factor: f64 = 1.0, "cpu_factor";
        db_reads: u8 = 1, "db_reads";
        db_writes: u8 = 0, "db_writes";
        bytes_in: u32 = 500, "bytes_in";
        bytes_out: u32 = 4_000, "bytes_out";
    }
}

params! {
    pub struct Params {
        users: f64 = 100.0, "users" => whole(0.0..=100_000.0, Users);
        requests_per_user_s: f64 = 0.1, "requests_per_user_s" => number(0.0..=10.0, PerSecond);
        pattern: Pattern = Pattern::Constant, "pattern" => choice(Pattern::WORDS);
        pattern_users: f64 = 1_000.0,
            "pattern_users" if |p| !matches!(p.pattern, Pattern::Constant | Pattern::Trace)
            => whole(0.0..=100_000.0, Users);
        pattern_start_s: f64 = 60.0,
            "pattern_start_s" if |p| !matches!(p.pattern, Pattern::Constant | Pattern::Trace)
            => number(0.0..=1_209_600.0, Seconds);
        pattern_duration_s: f64 = 600.0,
            "pattern_duration_s" if |p| !matches!(p.pattern, Pattern::Constant | Pattern::Trace)
            => number(1.0..=1_209_600.0, Seconds);
        trace_scale: f64 = 1.0, "trace_scale" if |p| p.pattern == Pattern::Trace
            => number(0.0..=1_000_000.0, Factor);
        cpu_seconds_per_request: f64 = 0.05, "cpu_seconds_per_request"
            => number(0.0001..=60.0, Seconds);
        cpu_distribution: Shape = Shape::Exponential, "cpu_distribution" => choice(Shape::WORDS);
        round_trip_ms: f64 = 10.0, "round_trip_ms" => number(0.0..=1_000.0, Milliseconds);
        /// One connection carries many requests of a client.
        keep_alive: bool = true, "keep_alive" => toggle();
        /// Different things that users ask for.
        objects: u32 = 10_000, "objects" => whole(1.0..=1_000_000.0, Count);
        /// How unevenly they are asked for: Zipf's exponent.
        popularity: f64 = 1.0, "popularity" => number(0.0..=3.0, None);
        patience_s: f64 = 90.0, "patience_s" => number(1.0..=600.0, Seconds);
        retries: u8 = 0, "retries" => whole(0.0..=5.0, Count);
        surge_users: f64 = 1_000.0, "surge_users" => whole(0.0..=100_000.0, Users);
        surge_s: f64 = 600.0, "surge_s" => number(1.0..=86_400.0, Seconds);
        mix: Vec<MixClass> = Vec::new(), "mix" => structure();
        trace: Option<Trace> = None, "trace" => structure();
    }
}

/// The mix when a board gives none: page 60 %, read 30 %, write 8 %, upload 2 % (spec 1.2).
fn default_mix() -> Vec<MixClass> {
    let class = |name: &str, share, writes: u8, bytes_in, bytes_out| MixClass {
        name: String::from(name),
        share,
        cpu_factor: 1.0,
        db_reads: 1 - writes,
        db_writes: writes,
        bytes_in,
        bytes_out,
    };
    alloc::vec![
        class("page", 0.60, 0, 500, 60_000),
        class("read", 0.30, 0, 500, 4_000),
        class("write", 0.08, 1, 1_000, 1_000),
        class("upload", 0.02, 1, 500_000, 1_000),
    ]
}

/// What the users felt since the first picture. Conservation: sent = ok + failed + gave_up + in flight.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Felt {
    pub sent: u64,
    pub ok: u64,
    pub failed: u64,
    pub gave_up: u64,
    /// Failures by (status, cause).
    pub failures: Vec<(u16, FailureCause, u64)>,
    /// Of answers that are no failure, round trip included (spec 1.4): a refusal after 11 ms is no
    /// fast site.
    pub latency: Histogram,
}

impl Felt {
    pub const fn in_flight(&self) -> u64 {
        self.sent
            .saturating_sub(self.ok + self.failed + self.gave_up)
    }

    /// Takes in what users felt who leave the board: nobody waits for their last answers.
    pub fn add_departed(&mut self, other: &Self) {
        self.sent += other.sent;
        self.ok += other.ok;
        self.failed += other.failed;
        self.gave_up += other.gave_up + other.in_flight();
        for (code, cause, count) in &other.failures {
            self.count_failures(*code, *cause, *count);
        }
        self.latency.add(&other.latency);
    }

    fn count_failures(&mut self, code: u16, cause: FailureCause, count: u64) {
        let is_same = |f: &&mut (u16, FailureCause, u64)| f.0 == code && f.1 == cause;
        match self.failures.iter_mut().find(is_same) {
            Some(entry) => entry.2 += count,
            None => self.failures.push((code, cause, count)),
        }
    }
}

/// Requests per microsecond that users send at the most: 100,000 of them ten times a second.
/// A trace may ask for more.
const RATE_MAX: f64 = 1.0;
/// Steps of a changing rate are this long.
const RATE_STEP_US: u64 = 1_000_000;
/// Rate steps looked at before an arrival is put off to a later wake.
const STEPS_PER_WAKE_MAX: u32 = 4_096;
/// Sub-microsecond places of the arrival clock: whole microseconds would bias fast streams.
const FRACTION_BITS: u32 = 16;
const RETRY_BASE: Span = Span::from_ms(500);
/// Says that a wake is a retry; its other bits are those of [`Try`].
const WAKE_RETRY: u64 = 1 << 45;

/// One try of a request.
#[derive(Clone, Copy)]
struct Try {
    class: u8,
    attempt: u8,
    identity: Identity,
}

impl Try {
    const fn of(request: &Request) -> Self {
        Self {
            class: request.class,
            attempt: request.attempt,
            identity: request.identity,
        }
    }

    /// 45 bits; attempts are few.
    const fn bits(self) -> u64 {
        (self.attempt as u64 & 0x1f) << 40 | (self.class as u64) << 32 | self.identity as u64
    }

    const fn read(bits: u64) -> Self {
        Self {
            class: (bits >> 32) as u8,
            attempt: (bits >> 40 & 0x1f) as u8,
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
    crowd: Crowd,
    resolvers: Resolvers,
    class_first: u8,
    /// Cumulative shares; empty when there is one class.
    cumulative: Vec<f64>,
    round_trip: Delay,
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
    pub felt: Felt,
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
            crowd: Crowd::default(),
            resolvers: Resolvers::new(setup.rng(Purpose::Names)),
            salt: finalise(setup.seed ^ u64::from(setup.id.0) << 32),
            class_first: 0,
            cumulative: Vec::new(),
            round_trip: Delay::default(),
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
            felt: Felt::default(),
        };
        users.take_over(setup);
        let (world, me) = (&mut *setup.world, setup.me);
        users.schedule(world.now, |at, bits| push_wake(world, me, at, bits));
        users
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.take_over(setup);
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
                        identity: finalise(self.salt ^ self.sent) as Identity,
                    };
                    self.send(first, cx);
                }
                self.schedule(cx.now(), |at, bits| cx.wake_at(at, bits));
                if self.is_capped {
                    self.meet(Ceiling::Rate, cx);
                }
            }
            Input::Return { id, .. } => self.receive(id, cx),
            Input::TimedOut(id) => self.time_out(id, cx),
            _ => {}
        }
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        if cx.now() == Instant::ZERO
            && let Some(name) = cx.world.wires.outlet(cx.me, Protocol::Dns)
        {
            self.resolvers.warm_up(name.to, cx.world);
        }
    }

    /// The sums of the run keep what they felt.
    fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        let departed = cx.control.departed.get_or_insert_default();
        departed.add_departed(&self.felt);
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

    fn felt(&self) -> Option<&Felt> {
        Some(&self.felt)
    }
}

fn push_wake(world: &mut World, me: PartIx, at: Instant, bits: u64) {
    use crate::base::queue::{Event, What};
    world.queue.push(at, Event::new(What::Wake, me, bits));
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

    fn take_over(&mut self, setup: &mut Setup<'_>) {
        self.round_trip = setup.delay(Span::from_s_f64(self.params.round_trip_ms / 1e3));
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
        self.crowd = Crowd {
            clients: self.params.users.max(1.0) as u32,
            objects: self.params.objects,
            exponent: self.params.popularity,
            keeps_alive: self.params.keep_alive,
        };
        let classes: Vec<Class> = mix
            .iter()
            .map(|c| Class {
                cpu_us: self.params.cpu_seconds_per_request * 1e6 * c.cpu_factor,
                cpu_shape: self.params.cpu_distribution,
                db_reads: c.db_reads,
                db_writes: c.db_writes,
                bytes_in: c.bytes_in,
                bytes_out: c.bytes_out,
                crowd: self.crowd,
            })
            .collect();
        if classes.len() == 1 {
            self.cumulative.clear();
        }
        self.class_first = setup.classes(&classes);
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

    /// Users now, and until when that stays so.
    fn level(&self, now_us: u64) -> (f64, u64) {
        if let Some((users, until)) = self.surge
            && now_us < until.us()
        {
            return (users, until.us());
        }
        let p = &self.params;
        // First, because it is asked for each request of the usual load.
        if matches!(p.pattern, Pattern::Constant | Pattern::Trace) {
            return (p.users, u64::MAX);
        }
        let start_us = self.preroll.us();
        let t = (now_us as f64 - start_us as f64) / 1e6;
        let at = |s: f64| start_us.saturating_add((s.max(0.0) * 1e6) as u64);
        let step_end = (now_us / RATE_STEP_US + 1) * RATE_STEP_US;
        match p.pattern {
            Pattern::Constant | Pattern::Trace => (p.users, u64::MAX),
            Pattern::Step if t < p.pattern_start_s => (p.users, at(p.pattern_start_s)),
            Pattern::Step => (p.pattern_users, u64::MAX),
            Pattern::Ramp if t < p.pattern_start_s => (p.users, at(p.pattern_start_s)),
            Pattern::Ramp if t >= p.pattern_start_s + p.pattern_duration_s => {
                (p.pattern_users, u64::MAX)
            }
            Pattern::Ramp => {
                let done = (t + 0.5 - p.pattern_start_s) / p.pattern_duration_s;
                (
                    p.users + (p.pattern_users - p.users) * done.clamp(0.0, 1.0),
                    step_end,
                )
            }
            Pattern::FlashCrowd if t < p.pattern_start_s => (p.users, at(p.pattern_start_s)),
            Pattern::FlashCrowd => {
                let faded = math::exp((p.pattern_start_s - t) / p.pattern_duration_s);
                (p.users + (p.pattern_users - p.users) * faded, step_end)
            }
            Pattern::SineDay => {
                const PEAK_S: f64 = 14.0 * 3_600.0;
                let angle =
                    (t + self.midnight_offset_s - PEAK_S) / 86_400.0 * core::f64::consts::TAU;
                // cos(x) = sin(x + quarter turn): libm's one sine serves both.
                let cosine = math::sin(angle + core::f64::consts::FRAC_PI_2);
                (
                    p.users + (p.pattern_users - p.users) * (1.0 + cosine) / 2.0,
                    step_end,
                )
            }
        }
    }

    /// Requests per microsecond now, and until when that stays so.
    fn rate(&self, now_us: u64) -> (f64, u64) {
        let (rate, until) = self.rate_asked(now_us);
        // A start between two microseconds must not hold the clock.
        (rate.min(RATE_MAX), until.max(now_us.saturating_add(1)))
    }

    /// As [`Self::rate`], for times that only grow: found anew only when it may have changed.
    #[inline]
    fn next_rate(&mut self, now_us: u64) -> (f64, u64) {
        if now_us < self.steady.1 {
            return self.steady;
        }
        let found = self.rate(now_us);
        self.is_capped = found.0 >= RATE_MAX && self.rate_asked(now_us).0 > RATE_MAX;
        // The others change smoothly: within a step, the rate depends on when it is asked for.
        if matches!(
            self.params.pattern,
            Pattern::Constant | Pattern::Step | Pattern::Trace
        ) {
            self.steady = found;
        }
        found
    }

    fn rate_asked(&self, now_us: u64) -> (f64, u64) {
        if self.params.pattern == Pattern::Trace
            && self.surge.is_none_or(|(_, until)| now_us >= until.us())
            && let Some(trace) = &self.params.trace
        {
            let start_us = self.preroll.us();
            let at = |s: f64| start_us.saturating_add((s.max(0.0) * 1e6) as u64);
            let t = (now_us as f64 - start_us as f64) / 1e6;
            if let Some((rps, until_s)) = trace.at(t) {
                let until = until_s.map_or(u64::MAX, at);
                return (rps * self.params.trace_scale / 1e6, until.max(now_us + 1));
            }
            let first_us = trace.first_s().map_or(u64::MAX, at);
            let board = self.params.users * self.params.requests_per_user_s / 1e6;
            return (board, first_us.max(now_us + 1));
        }
        let (users, until) = self.level(now_us);
        (users * self.params.requests_per_user_s / 1e6, until)
    }

    /// Offered rate in requests per second, for display.
    pub fn rate_per_s(&self, now: Instant) -> f64 {
        self.rate(now.us()).0 * 1e6
    }

    pub fn users_now(&self, now: Instant) -> f64 {
        if self.params.requests_per_user_s > 0.0 {
            self.rate_per_s(now) / self.params.requests_per_user_s
        } else {
            self.level(now.us()).0
        }
    }

    pub const fn surge_until(&self) -> Option<Instant> {
        match self.surge {
            Some((_, until)) => Some(until),
            None => None,
        }
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
        self.felt.sent += u64::from(is_shown);
        self.sent += 1;
        let found = match cx.is_full(self.retries_waiting) {
            true => None,
            false => cx.send(sent.class, sent.attempt, sent.identity),
        };
        let Some(id) = found else {
            if is_shown {
                self.felt.failed += 1;
                self.felt
                    .count_failures(0, FailureCause::TooManyInFlight, 1);
            }
            return self.meet(Ceiling::InFlight, cx);
        };
        cx.deadline(id, self.patience);
        let name = cx.outlet(Protocol::Dns);
        let Some(site) = name.or_else(|| cx.outlet(Protocol::Http)) else {
            return cx.reply(id, Outcome::failed(0, FailureCause::NotWired));
        };
        match cx.world.names.of(site.to).is_some() {
            true => self.connect_by_name(id, site, sent.identity, cx),
            false => cx.forward_delayed(id, site, self.round_trip),
        }
    }

    /// Resolves the name at the end of a wire and talks to the address that it is told.
    #[inline]
    fn connect_by_name(&mut self, id: RequestId, site: Outlet, who: Identity, cx: &mut Ctx<'_>) {
        let client = self.crowd.client(who).number;
        let found = self.resolvers.resolve(site.to, client, cx.world);
        let way = self.resolvers.way(client);
        let (Some(found), Some((last, before))) = (found, way.split_last()) else {
            return cx.reply(id, Outcome::failed(0, FailureCause::NoAddress));
        };
        let mut from = cx.me;
        cx.world.wires.count(from, site);
        let is_traced = cx.request(id).is_some_and(|request| {
            request.dialed = found.zone;
            request.is_traced
        });
        for (name, _) in way.iter().filter(|_| is_traced) {
            let is_cached = found.is_cached;
            cx.world
                .footprint(id, *name, Step::Resolved { from, is_cached });
            from = *name;
        }
        for (name, by) in before {
            cx.world.wires.count(*name, *by);
        }
        // By the wire of the name that led there, which is not on the way itself.
        let world = &mut *cx.world;
        let mut name = Ctx { world, me: last.0 };
        match found.after {
            Span::ZERO => name.forward_delayed(id, last.1, self.round_trip),
            after => name.forward_after(id, last.1, self.round_trip.span + after),
        }
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
            cx.footprint(id, Step::Received { outcome });
        }
        cx.finish(id);
        if is_abandoned {
            return;
        }
        if sent_at >= Instant::ZERO + self.preroll {
            self.feel(outcome, now.since(sent_at));
        }
        if !outcome.is_ok() {
            self.retry(sent, cx);
        }
    }

    fn feel(&mut self, outcome: Outcome, latency: Span) {
        let felt = &mut self.felt;
        if outcome.is_ok() {
            felt.ok += 1;
            felt.latency.record(latency.us());
            return;
        }
        felt.failed += 1;
        felt.count_failures(outcome.code, outcome.cause, 1);
    }

    /// The client's patience, or its connection attempt, has ended.
    fn time_out(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let me = cx.me;
        let patience = self.patience.span;
        let now = cx.now();
        let Some(request) = cx.request(id) else {
            return;
        };
        if request.is_abandoned || !request.awaits(me) {
            return;
        }
        if request.is_lost
            && request.outcome.cause == FailureCause::ConnectTimeout
            && request.is_called_by(me)
            && now.since(request.sent_at) < patience
        {
            request.is_lost = false;
            let outcome = request.outcome;
            return cx.reply(id, outcome);
        }
        let (sent, sent_at) = (Try::of(request), request.sent_at);
        request.is_abandoned = true;
        let is_lost = request.is_lost && request.is_called_by(me);
        if request.is_traced {
            cx.footprint(id, Step::GaveUp);
        }
        if is_lost {
            cx.finish(id);
        }
        if sent_at >= Instant::ZERO + self.preroll {
            self.felt.gave_up += 1;
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
