//! A plain queueing station: c servers, one queue, first come first served. It stands in for parts
//! that do not exist yet, and for theory: M/M/c, M/M/c/K and chains of them.

use crate::base::dist::Shape;
use crate::base::histogram::Histogram;
use crate::base::id::RequestId;
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{
    Kind, Place, Probe, ProbeAnswer, Protocol, Quantity, Setup, Spec, Unit, Vitals, params,
};
use crate::control::ControlCtx;
use crate::rules::balancer_type::TargetType;
use crate::world::ctx::{Ctx, Input};
use crate::world::request::{FailureCause, Outcome};
use alloc::collections::VecDeque;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        /// 0: any number at once (a pure delay).
        servers: u32 = 1, "servers" => whole(0.0..=1_000_000.0, Count);
        service_ms: f64 = 10.0, "service_ms" => number(0.0..=600_000.0, Milliseconds);
        distribution: Shape = Shape::Exponential, "distribution" => choice(Shape::WORDS);
        /// Requests in service and waiting together; 0: no limit.
        capacity: u32 = 0, "capacity" => whole(0.0..=1_000_000.0, Count);
        /// Share that is answered here instead of going on by a wire.
        leave_share: f64 = 0.0, "leave_share" => number(0.0..=1.0, None);
        /// Constant delay of the answer, on its way back through this station.
        answer_ms: f64 = 0.0, "answer_ms" => number(0.0..=600_000.0, Milliseconds);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Station {
    params: Params,
    service_us: f64,
    constant: Delay,
    answer: Delay,
    service: Rng,
    routing: Rng,
    busy: u32,
    waiting: VecDeque<(RequestId, Instant)>,
    pub served: u64,
    pub refused: u64,
    /// Time spent waiting for a server.
    pub wait: Histogram,
    /// Requests times microseconds waited or served, up to `level_at`.
    level_us: u64,
    level_at: Instant,
}

impl Kind for Station {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "station",
        accepts: &Protocol::ALL,
        offers: &Protocol::ALL,
        place: Place::Subnets,
    };
    const TARGET: Option<TargetType> = Some(TargetType::Ip);

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut station = Self {
            params: params.clone(),
            service_us: 0.0,
            constant: Delay::default(),
            answer: Delay::default(),
            service: setup.rng(Purpose::Service),
            routing: setup.rng(Purpose::Routing),
            busy: 0,
            waiting: VecDeque::new(),
            served: 0,
            refused: 0,
            wait: Histogram::default(),
            level_us: 0,
            level_at: setup.world.now,
        };
        station.edit(params, setup);
        station
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.service_us = params.service_ms * 1e3;
        // Lanes are few: none for a time that is drawn.
        if params.distribution == Shape::Constant {
            self.constant = setup.delay(Span::from_s_f64(params.service_ms / 1e3));
        }
        self.answer = setup.delay(Span::from_s_f64(params.answer_ms / 1e3));
    }

    fn inside(&self) -> usize {
        self.busy as usize + self.waiting.len()
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(id) => {
                let outcome = cx.request(id).map(|r| r.outcome).unwrap_or_default();
                self.answer(id, outcome, cx);
            }
            Input::TimedOut(_) | Input::Wake(_) => {}
        }
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.headline("", Quantity::Total(self.served), Unit::PerSecond);
    }

    /// A check passes by the queue, but a full station has no place for it either; nothing comes back
    /// from zones that are all cut off.
    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        let zones = cx.zones_of(cx.me);
        match probe.protocol {
            _ if zones != 0 && zones & !cx.zones_down() == 0 => ProbeAnswer::Silent,
            Protocol::Http if self.is_full() => ProbeAnswer::Status(503),
            Protocol::Http => ProbeAnswer::Status(200),
            _ => ProbeAnswer::Connected,
        }
    }
}

impl Station {
    /// Requests at the station now.
    pub fn level(&self) -> u64 {
        u64::from(self.busy) + self.waiting.len() as u64
    }

    /// Request-microseconds at the station since the start of the run (for Little's law).
    pub fn level_us(&self, now: Instant) -> u64 {
        self.level_us + self.level() * now.since(self.level_at).us()
    }

    #[inline(always)]
    fn note_level(&mut self, now: Instant) {
        self.level_us += self.level() * now.since(self.level_at).us();
        self.level_at = now;
    }

    #[inline]
    fn is_full(&self) -> bool {
        let capacity = u64::from(self.params.capacity);
        capacity > 0 && self.level() >= capacity
    }

    #[inline(always)]
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if self.is_full() {
            self.refused += 1;
            return cx.reply(id, Outcome::failed(503, FailureCause::QueueFull));
        }
        self.note_level(cx.now());
        if self.params.servers == 0 || self.busy < self.params.servers {
            if self.params.servers > 0 {
                self.wait.record(0);
            }
            self.begin(id, cx);
        } else {
            self.waiting.push_back((id, cx.now()));
        }
    }

    #[inline(always)]
    fn begin(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.busy += 1;
        match self.params.distribution {
            Shape::Constant => cx.done_delayed(id, self.constant),
            shape => {
                let span = shape.draw(self.service_us, &mut self.service);
                cx.done_after(id, span);
            }
        }
    }

    #[inline(always)]
    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.note_level(cx.now());
        self.busy = self.busy.saturating_sub(1);
        self.served += 1;
        if let Some((next, since)) = self.waiting.pop_front() {
            self.wait.record(cx.now().since(since).us());
            self.begin(next, cx);
        }
        self.go_on(id, cx);
    }

    #[inline(always)]
    fn go_on(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let outlets = cx.world.wires.of(cx.me).len();
        let leaves = outlets == 0
            || (self.params.leave_share > 0.0 && self.routing.unit() < self.params.leave_share);
        if leaves {
            return self.answer(id, Outcome::OK, cx);
        }
        let n = if outlets > 1 {
            self.routing.below(outlets as u32) as usize
        } else {
            0
        };
        let Some(by) = cx.world.wires.nth(cx.me, n) else {
            return;
        };
        if self.answer.span > Span::ZERO {
            cx.call(id, by, 0);
        } else {
            cx.forward(id, by);
        }
    }

    #[inline(always)]
    fn answer(&mut self, id: RequestId, outcome: Outcome, cx: &mut Ctx<'_>) {
        cx.reply_delayed(id, outcome, self.answer);
    }
}
