//! Reverse proxy: one machine that hides those behind it. It ends TLS, answers what it has kept, relays
//! the rest, and spreads it over several; with it everything is gone (spec 5.16).

mod params;
mod serve;
mod upstreams;

pub use params::{LOCATION, Location, Params, Upstream};
pub use upstreams::Upstreams;

use crate::base::id::PartIx;
use crate::base::queue::Delay;
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, IssueWhat, Kind, Place, Price, Probe, ProbeAnswer,
    Protocol, Quantity, Setup, Spec, Tier, Tone, Usage, Vitals,
};
use crate::control::{ControlCtx, Message, PERIOD, PublishCtx};
use crate::kinds::instance::metrics::CPU_UTILIZATION;
use crate::rules::answers::Answers;
use crate::rules::balancer_type::TargetType;
use crate::rules::cost;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::{EntryId, Term};
use crate::world::metric::Metric;
use crate::world::published::tidy;
use crate::world::request::FailureCause;
use crate::world::workers::Workers;
use serde::{Deserialize, Serialize};

/// What has come about since the start of the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub requests: u64,
    pub hits: u64,
    /// Of answers from the cache, which nobody behind it sends.
    #[serde(default)]
    pub bytes: u64,
    pub misses: u64,
    /// Handed on.
    pub relayed: u64,
    /// Asked again elsewhere, because the first did not answer.
    pub retried: u64,
    pub refused: u64,
    pub errors_502: u64,
    pub errors_504: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReverseProxy {
    params: Params,
    read_timeout: Delay,
    upstreams: Upstreams,
    answers: Answers,
    /// vCPUs.
    workers: Workers,
    /// Requests that are with others.
    outstanding: u32,
    has_crashed: bool,
    /// Its zone is down.
    is_cut_off: bool,
    /// Of the last period.
    cpu_percent: Option<f64>,
    pub counts: Counts,
}

impl Kind for ReverseProxy {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "reverse_proxy",
        accepts: &[Protocol::Http],
        offers: &[Protocol::Http],
        place: Place::Subnet { has_standby: false },
    };
    const GETS_ADDRESS: bool = true;
    const START: u8 = 4;
    const DRAWING: Drawing = Drawing {
        tier: Tier::Public,
        family: Some(Family::Balancing),
        ..Drawing::of("proxy")
    };
    const NOTES: &'static [&'static str] = &["B7"];
    const FAULTS: &'static [Fault] = &[
        Fault::once("flush_cache"),
        Fault::lasting("crash", "restart"),
    ];
    const METRICS: &'static [Metric] = &[CPU_UTILIZATION];
    const TARGET: Option<TargetType> = Some(TargetType::Instance);
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("InstanceId"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/EC2")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        cx.expect_a_wire();
        let (board, me) = (cx.board, cx.me.id);
        for target in params.locations.iter().filter_map(|l| l.target) {
            if !board.outlets(me).any(|to| to == target) {
                cx.push("locations/proxy_pass", IssueWhat::LeadsNowhere);
            }
        }
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut proxy = Self {
            params: params.clone(),
            read_timeout: Delay::default(),
            upstreams: Upstreams::default(),
            answers: Answers::default(),
            workers: Workers::idle(setup.world.now),
            outstanding: 0,
            has_crashed: false,
            is_cut_off: false,
            cpu_percent: None,
            counts: Counts::default(),
        };
        proxy.edit(params, setup);
        proxy
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.read_timeout = setup.deadline(Span::from_s_f64(params.read_timeout_s));
        if !params.has_cache {
            self.answers.clear();
        }
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.upstreams.follow(&self.params.locations, cx);
        self.settle(None, cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    fn wires_changed(&mut self, _before: &[PartIx], cx: &mut ControlCtx<'_>) {
        self.upstreams.follow(&self.params.locations, cx);
    }

    fn settle(&mut self, _cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        let zones = cx.zones_of(cx.me);
        let was_cut_off = self.is_cut_off;
        self.is_cut_off = zones != 0 && zones & !cx.zones_down() == 0;
        if self.is_cut_off && !was_cut_off {
            self.forget_requests();
            cx.world.cut_off(cx.me);
        }
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(id) => self.returned(id, cx),
            Input::TimedOut(id) => self.time_out(id, cx),
            Input::Wake(_) => {}
        }
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if message == Message::Signalled {
            for (part, is_left_alone) in self.upstreams.take_news() {
                let upstream = Term::Part(cx.control.id(part));
                let word = match is_left_alone {
                    true => "upstream_failed",
                    false => "upstream_back",
                };
                cx.say(word, is_left_alone, &[upstream], None);
            }
        }
    }

    fn fault(&mut self, fault: Fault, begins: bool, _entry: EntryId, cx: &mut ControlCtx<'_>) {
        if fault.word != "crash" {
            return self.answers.clear();
        }
        self.has_crashed = begins;
        if begins {
            // Its memory is gone with it, and nobody behind it knows.
            self.answers.clear();
            self.forget_requests();
            cx.reset_connections(FailureCause::ConnectionCut);
        }
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.has_crashed
    }

    fn inside(&self) -> usize {
        self.workers.inside() + self.outstanding as usize
    }

    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        match probe.protocol {
            _ if self.is_cut_off => ProbeAnswer::Silent,
            _ if self.has_crashed => ProbeAnswer::Refused,
            Protocol::Http => self.probe_upstreams(probe, cx),
            _ => ProbeAnswer::Connected,
        }
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let busy = cx.gained(CPU_UTILIZATION, self.busy_us(cx.now()) as f64);
        let time = PERIOD.s_f64() * 1e6 * f64::from(self.params.vcpus());
        let percent = tidy((busy / time * 100.0).min(100.0));
        self.cpu_percent = Some(percent);
        if !self.is_cut_off {
            cx.put_level(CPU_UTILIZATION, percent);
        }
    }

    fn price(&self) -> Price {
        Price::standing(self.params.usd_per_hour())
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        Some(Usage {
            bytes: world.to_internet(me, self.counts.bytes),
            ..Usage::default()
        })
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        cost::data_out_usd(used.bytes)
    }

    fn vitals(&self, now: Instant, vitals: &mut Vitals) {
        if self.has_crashed || self.is_cut_off {
            vitals.tone = Tone::Bad;
            let word = if self.is_cut_off {
                "cut_off"
            } else {
                "crashed"
            };
            vitals.badge(word, Tone::Bad);
        }
        let counts = &self.counts;
        vitals.headline("", Quantity::Total(counts.requests), Unit::PerSecond);
        let busy = Quantity::Busy {
            us: self.busy_us(now),
            servers: self.params.vcpus(),
        };
        vitals.row("cpu", busy, Unit::Percent);
        for (word, total, is_always_shown) in [
            ("relayed", counts.relayed, true),
            ("hits", counts.hits, self.params.has_cache),
            ("misses", counts.misses, self.params.has_cache),
            ("retried", counts.retried, false),
            ("refused", counts.refused, false),
            ("errors_502", counts.errors_502, false),
            ("errors_504", counts.errors_504, false),
        ] {
            if is_always_shown || total > 0 {
                vitals.row(word, Quantity::Total(total), Unit::PerSecond);
            }
        }
        let held = Quantity::Of {
            some: self.inside() as u32,
            all: self.params.connections,
        };
        vitals.row("held", held, Unit::Count);
    }
}

impl ReverseProxy {
    /// A health check is relayed as a request is: to the first that answers.
    fn probe_upstreams(&self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        let path = probe.path.split('?').next().unwrap_or_default();
        let location = self.upstreams.location(path.chars());
        let mut last = ProbeAnswer::Refused;
        for outlet in self.upstreams.all(location) {
            last = cx.pass_on(outlet.to, probe);
            let has_answered = !matches!(last, ProbeAnswer::Refused | ProbeAnswer::Silent);
            if has_answered || !self.params.asks_next {
                break;
            }
        }
        match last {
            ProbeAnswer::Refused => ProbeAnswer::Status(502),
            answer => answer,
        }
    }
}
