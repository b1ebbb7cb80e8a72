//! Lambda function: code that runs in an environment of its own for each request at a time, made when
//! none is free and kept warm for a while (spec 12).

use crate::base::id::{PartIx, RequestId};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, Kind, Place, Price, Probe, ProbeAnswer, Protocol,
    Quantity, Setup, Spec, Tier, Tone, Usage, Vitals, params,
};
use crate::control::{ControlCtx, Message, PublishCtx};
use crate::rules::balancer_type::TargetType;
use crate::rules::cost;
use crate::rules::function::{Begins, Concurrency, Environments, Failure, billed_ms, speed};
use crate::rules::summary::Summary;
use crate::rules::validate;
use crate::world::class::Class;
use crate::world::counted::Counted;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{EntryId, Term};
use crate::world::metric::Metric;
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;
use serde::{Deserialize, Serialize};

pub const INVOCATIONS: Metric = Metric::events("Invocations");
pub const ERRORS: Metric = Metric::events("Errors");
pub const THROTTLES: Metric = Metric::events("Throttles");
pub const CONCURRENT_EXECUTIONS: Metric = Metric::of("ConcurrentExecutions", Unit::Count);
pub const DURATION: Metric = Metric::of("Duration", Unit::Milliseconds);

params! {
    pub struct Params {
        memory_mb: u32 = 128, "MemorySize" => whole(128.0..=10_240.0, None);
        timeout_s: f64 = 3.0, "Timeout" => whole(1.0..=900.0, Seconds);
        /// What an invocation waits for others, without work of its own.
        wait_ms: f64 = 0.0, "wait_ms" => number(0.0..=900_000.0, Milliseconds);
        /// How many invocations may run at a time; 0 switches the function off.
        concurrency: u32 = 1_000, "ReservedConcurrentExecutions"
            => whole(0.0..=100_000.0, Count);
        /// Environments that are always warm.
        provisioned: u32 = 0, "ProvisionedConcurrentExecutions"
            => whole(0.0..=100_000.0, Count);
        /// What a new environment needs before it begins.
        cold_start_ms: f64 = 500.0, "cold_start_ms" => number(0.0..=10_000.0, Milliseconds);
        /// How long an environment is kept after its last invocation.
        kept_s: f64 = 600.0, "kept_s" => number(0.0..=3_600.0, Seconds);
        /// How many times as long everything takes while it is slow.
        slow_factor: f64 = 5.0, "slow_factor" => number(1.0..=100.0, Factor).rare();
    }
}

impl Params {
    fn at_work(&self) -> Concurrency {
        Concurrency {
            limit: self.concurrency,
            provisioned: self.provisioned.min(self.concurrency),
            kept: Span::from_s_f64(self.kept_s),
        }
    }
}

/// What has come about since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub invocations: u64,
    pub cold: u64,
    pub errors: u64,
    pub throttles: u64,
    /// Of answers.
    pub bytes: u64,
    /// What is paid for. Units: MB times ms.
    pub billed: u64,
    pub billed_provisioned: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LambdaFunction {
    params: Params,
    concurrency: Concurrency,
    timeout: Span,
    service: Rng,
    environments: Environments,
    /// The most that worked at a time in the period so far.
    peak: u32,
    is_slow: bool,
    fails: bool,
    /// What the log last said of throttling, and how many there were at the last look.
    throttling: Option<EntryId>,
    throttles_seen: u64,
    /// Of the period so far.
    durations: Option<Summary>,
    pub counts: Counts,
}

impl Kind for LambdaFunction {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "lambda_function",
        accepts: &[Protocol::Http],
        offers: &[],
        place: Place::Outside,
    };
    const START: u8 = 3;
    const DRAWING: Drawing = Drawing {
        tier: Tier::LastPrivate,
        family: Some(Family::Compute),
        ..Drawing::of("fn")
    };
    const FAULTS: &'static [Fault] = &[
        Fault::once("deploy"),
        Fault::lasting("errors", "errors_over"),
        Fault::lasting("slow", "slow_over"),
    ];
    const METRICS: &'static [Metric] = &[
        INVOCATIONS,
        ERRORS,
        THROTTLES,
        CONCURRENT_EXECUTIONS,
        DURATION,
    ];
    const TARGET: Option<TargetType> = Some(TargetType::Lambda);
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("FunctionName"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/Lambda")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        let function = validate::Function {
            reserved: Some(params.concurrency.into()),
            provisioned: Some(params.provisioned.into()),
        };
        cx.refuse(function.check());
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            concurrency: params.at_work(),
            timeout: Span::from_s_f64(params.timeout_s),
            service: setup.rng(Purpose::Service),
            environments: Environments::default(),
            peak: 0,
            is_slow: false,
            fails: false,
            throttling: None,
            throttles_seen: 0,
            durations: None,
            counts: Counts::default(),
        }
    }

    /// Another memory size is another configuration: environments of the old one take no more.
    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        if params.memory_mb != self.params.memory_mb {
            self.environments.renew();
        }
        self.params = params.clone();
        self.concurrency = params.at_work();
        self.timeout = Span::from_s_f64(params.timeout_s);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.invoke(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(_) | Input::TimedOut(_) | Input::Wake(_) => {}
        }
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if message == Message::Signalled && self.throttling.is_none() {
            let limit = Term::Count(f64::from(self.concurrency.limit));
            self.throttling = Some(cx.say("throttled", true, &[limit], None));
        }
    }

    fn fault(&mut self, fault: Fault, begins: bool, _entry: EntryId, _cx: &mut ControlCtx<'_>) {
        match fault.word {
            "errors" => self.fails = begins,
            "slow" => self.is_slow = begins,
            _ => self.environments.renew(),
        }
    }

    fn is_broken(&self, word: &'static str) -> bool {
        match word {
            "errors" => self.fails,
            _ => self.is_slow,
        }
    }

    fn inside(&self) -> usize {
        self.environments.busy() as usize
    }

    /// It is invoked by whoever asks for a page, and has no port for others: they are told that Lambda
    /// is there. Basis: model - checks are neither counted nor billed.
    fn probe(&mut self, probe: &Probe<'_>, _cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        match probe.protocol {
            Protocol::Http if self.fails => ProbeAnswer::Status(Failure::Function.url_status()),
            Protocol::Http => ProbeAnswer::Status(200),
            _ => ProbeAnswer::Connected,
        }
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let counts = &self.counts;
        for (metric, total) in [
            (INVOCATIONS, counts.invocations),
            (ERRORS, counts.errors),
            (THROTTLES, counts.throttles),
        ] {
            cx.put_gained(metric, total as f64);
        }
        if let Some(durations) = self.durations.take() {
            cx.put(DURATION, durations);
        }
        if self.peak > 0 {
            cx.put_level(CONCURRENT_EXECUTIONS, f64::from(self.peak));
        }
        self.peak = self.environments.busy();
        self.environments.expire(self.concurrency.kept, cx.now());
        if self.throttling.is_some() && counts.throttles == self.throttles_seen {
            cx.say("throttling_over", false, &[], self.throttling.take());
        }
        self.throttles_seen = counts.throttles;
    }

    fn price(&self) -> Price {
        let gb = f64::from(self.concurrency.provisioned) * gb(u64::from(self.params.memory_mb));
        Price::standing(gb * cost::PROVISIONED_PER_GB_S * 3_600.0)
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        let counts = &self.counts;
        let gb_s = |mb_ms: u64| gb(mb_ms) / 1e3;
        let usd = gb_s(counts.billed) * cost::FUNCTION_PER_GB_S
            + gb_s(counts.billed_provisioned) * cost::PROVISIONED_FUNCTION_PER_GB_S
            + cost::data_out_usd(world.to_internet(me, counts.bytes));
        Some(Usage {
            requests: counts.invocations,
            bytes: counts.bytes,
            nanousd: counts.invocations * cost::FUNCTION_REQUEST_NANOUSD + (usd * 1e9) as u64,
            ..Usage::default()
        })
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let counts = &self.counts;
        for (word, tone, is_so) in [
            ("slow", Tone::Warn, self.is_slow),
            ("throttled", Tone::Warn, self.throttling.is_some()),
            ("errors", Tone::Bad, self.fails),
        ] {
            if is_so {
                vitals.tone = tone;
                vitals.badge(word, tone);
            }
        }
        let invocations = Quantity::Total(counts.invocations);
        vitals.headline("", invocations, Unit::PerSecond);
        let (some, all) = (self.environments.busy(), self.concurrency.limit);
        vitals.row("concurrent", Quantity::Of { some, all }, Unit::Count);
        let idle = Quantity::Level(self.environments.idle() as f64);
        vitals.row("idle", idle, Unit::Count);
        for (word, total) in [
            ("cold", counts.cold),
            ("throttles", counts.throttles),
            ("failed", counts.errors),
        ] {
            vitals.row(word, Quantity::Total(total), Unit::PerSecond);
        }
    }
}

impl LambdaFunction {
    /// A service hands it a batch and waits for nobody. Returns whether it has been taken.
    pub fn take_batch(&mut self, now: Instant) -> bool {
        let Some(begins) = self.environments.begin(&self.concurrency, now) else {
            self.counts.throttles += 1;
            return false;
        };
        self.environments.end(&self.concurrency, now);
        self.counts.invocations += 1;
        self.counts.cold += u64::from(begins == Begins::Cold);
        let ran = Span::from_us_f64(self.params.wait_ms * 1e3).min(self.timeout);
        self.counts.billed += billed_ms(ran) * u64::from(self.params.memory_mb);
        self.counts.errors += u64::from(self.fails);
        !self.fails
    }

    fn invoke(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(class) = cx.request(id).map(|request| request.class) else {
            return;
        };
        let Some(begins) = self.environments.begin(&self.concurrency, cx.now()) else {
            self.counts.throttles += 1;
            if self.throttling.is_none() {
                cx.signal();
            }
            return fail(id, Failure::Throttled, FailureCause::Throttled, cx);
        };
        self.counts.invocations += 1;
        self.peak = self.peak.max(self.environments.busy());
        let init = match begins {
            Begins::Cold => {
                self.counts.cold += 1;
                Span::from_us_f64(self.params.cold_start_ms * 1e3)
            }
            Begins::Warm | Begins::Provisioned => Span::ZERO,
        };
        let duration = self.draw(class, cx);
        let answer = cx.class(class).answer;
        let ran = duration.min(self.timeout);
        Summary::add(&mut self.durations, ran.s_f64() * 1e3);
        // The making of an environment is billed like the work in it.
        let billed = billed_ms(init + ran) * u64::from(self.params.memory_mb);
        *match begins {
            Begins::Provisioned => &mut self.counts.billed_provisioned,
            Begins::Cold | Begins::Warm => &mut self.counts.billed,
        } += billed;
        let Some(request) = cx.request(id) else {
            return;
        };
        // What will have become of it when it is done.
        request.outcome = match duration > self.timeout {
            true => Outcome::failed(0, FailureCause::IdleTimeout),
            false => answer,
        };
        if request.is_traced {
            let word = match begins {
                Begins::Cold => "cold_start",
                Begins::Warm => "warm_start",
                Begins::Provisioned => "provisioned_start",
            };
            cx.trace(id, Step::Noted { word });
        }
        cx.done_after(id, init + ran);
    }

    /// How long the work on a request takes.
    fn draw(&mut self, class: u8, cx: &Ctx<'_>) -> Span {
        let class = cx.class(class);
        let work = class.cpu_shape.draw(class.cpu_us, &mut self.service);
        let us = work.us() as f64 / speed(self.params.memory_mb) + self.params.wait_ms * 1e3;
        let factor = if self.is_slow {
            self.params.slow_factor
        } else {
            1.0
        };
        Span::from_us_f64(us * factor)
    }

    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.environments.end(&self.concurrency, cx.now());
        let me = cx.me;
        let Some(request) = cx.request(id).filter(|request| request.at == me) else {
            return;
        };
        let outcome = match self.fails && request.outcome.is_ok() {
            true => Outcome::failed(0, FailureCause::ApplicationError),
            false => request.outcome,
        };
        if outcome.is_ok() {
            let (class, caller) = (request.class, request.caller());
            let Class {
                bytes_in,
                bytes_out,
                ..
            } = *cx.class(class);
            self.counts.bytes += u64::from(bytes_out);
            if let Some(caller) = caller {
                let bytes = u64::from(bytes_in) + u64::from(bytes_out);
                cx.world.counts.add(caller, Counted::WithFunctions, bytes);
            }
            return cx.reply(id, outcome);
        }
        self.counts.errors += 1;
        fail(id, Failure::Function, outcome.cause, cx);
    }
}

/// An invocation gives no answer: a client that called the function's own URL gets a status, a service
/// that invoked it makes one of its own.
fn fail(id: RequestId, failure: Failure, cause: FailureCause, cx: &mut Ctx<'_>) {
    let is_url = cx.request(id).is_some_and(|request| request.depth() == 1);
    let code = if is_url { failure.url_status() } else { 0 };
    cx.reply(id, Outcome::failed(code, cause));
}

/// Of so many MB.
fn gb(mb: u64) -> f64 {
    mb as f64 / 1_024.0
}
