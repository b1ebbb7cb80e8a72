//! A virtual appliance: a firewall or an intrusion detection that looks at every packet which a
//! Gateway Load Balancer sends it, and lets it through or keeps it (spec 5.14). Its capacity is a queue
//! like any other: it can be the bottleneck of all that is inspected.

use crate::base::dist::Shape;
use crate::base::id::RequestId;
use crate::base::rng::{Purpose, Rng};
use crate::base::time::Instant;
use crate::contract::{
    Drawing, Family, Fault, Kind, Place, Price, Probe, ProbeAnswer, Protocol, Quantity, Setup,
    Spec, Tone, Unit, Vitals, params,
};
use crate::control::ControlCtx;
use crate::rules::balancer_type::TargetType;
use crate::rules::instance_type::instance_type;
use crate::world::ctx::{Ctx, Input};
use crate::world::log::EntryId;
use crate::world::request::{FailureCause, Outcome};
use crate::world::workers::Workers;
use serde::{Deserialize, Serialize};

const CRASHED: &str = "crash";
/// Of its machine. Basis: model - images of appliances ask for such a type.
const MACHINE: &str = "c5.large";

params! {
    pub struct Params {
        /// Packets of so many requests looked at at once.
        vcpus: u32 = 2, "vcpus" => whole(1.0..=128.0, Count);
        /// For all packets of one request and its answer.
        inspect_ms: f64 = 4.0, "inspect_ms" => number(0.01..=10_000.0, Milliseconds);
        /// More than so many at a time are lost.
        queue_max: u32 = 200, "queue_max" => whole(1.0..=100_000.0, Count);
        /// Share of requests that its rules keep.
        kept_percent: f64 = 0.0, "kept_percent" => number(0.0..=100.0, Percent);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Appliance {
    params: Params,
    usd_per_hour: f64,
    service: Rng,
    rules: Rng,
    workers: Workers,
    is_crashed: bool,
    is_cut_off: bool,
    pub inspected: u64,
    pub kept: u64,
    pub overflowed: u64,
}

impl Kind for Appliance {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "appliance",
        accepts: &[Protocol::Http],
        offers: &[],
        place: Place::Subnet { has_standby: false },
    };
    const GETS_ADDRESS: bool = true;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Network),
        ..Drawing::of("firewall")
    };
    const TARGET: Option<TargetType> = Some(TargetType::Appliance);
    const FAULTS: &'static [Fault] = &[Fault::lasting(CRASHED, "restart")];

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            usd_per_hour: instance_type(MACHINE).map_or(0.0, |kind| kind.usd_per_hour),
            service: setup.rng(Purpose::Service),
            rules: setup.rng(Purpose::Routing),
            workers: Workers::idle(setup.world.now),
            is_crashed: false,
            is_cut_off: false,
            inspected: 0,
            kept: 0,
            overflowed: 0,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn settle(&mut self, _cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        let zones = cx.zones_of(cx.me);
        self.is_cut_off = zones != 0 && zones & !cx.zones_down() == 0;
        self.note_down(cx);
    }

    fn fault(&mut self, _fault: Fault, begins: bool, _entry: EntryId, cx: &mut ControlCtx<'_>) {
        self.is_crashed = begins;
        self.note_down(cx);
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.is_crashed
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

    fn probe(&mut self, _probe: &Probe<'_>, _cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        match self.is_down() {
            true => ProbeAnswer::Silent,
            false => ProbeAnswer::Connected,
        }
    }

    fn price(&self) -> Price {
        Price::standing(self.usd_per_hour)
    }

    fn vitals(&self, now: Instant, vitals: &mut Vitals) {
        vitals.tone = match self.is_down() {
            true => Tone::Bad,
            false => Tone::Ok,
        };
        let us = self.workers.busy_us(now);
        let servers = self.params.vcpus;
        vitals.headline("cpu", Quantity::Busy { us, servers }, Unit::Percent);
        vitals.row(
            "inspected",
            Quantity::Total(self.inspected),
            Unit::PerSecond,
        );
        vitals.row("kept", Quantity::Total(self.kept), Unit::PerSecond);
        vitals.row(
            "overflowed",
            Quantity::Total(self.overflowed),
            Unit::PerSecond,
        );
    }
}

impl Appliance {
    const fn is_down(&self) -> bool {
        self.is_crashed || self.is_cut_off
    }

    /// What it had is lost.
    fn note_down(&mut self, cx: &mut ControlCtx<'_>) {
        if self.is_down() {
            self.workers.drop_all(cx.now());
            cx.reset_connections(FailureCause::ConnectionCut);
        }
    }

    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if self.is_down() {
            return cx.never_connect(id);
        }
        if self.inside() >= self.params.queue_max as usize {
            self.overflowed += 1;
            return cx.never_connect(id);
        }
        if self.workers.take_in(id, self.params.vcpus) {
            self.begin(id, cx);
        }
    }

    fn begin(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let span = Shape::Exponential.draw(self.params.inspect_ms * 1e3, &mut self.service);
        self.workers.begin(id, span, cx);
    }

    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        // Work of before a crash.
        let me = cx.me;
        if cx.request(id).is_none_or(|request| request.at != me) {
            return;
        }
        self.workers.end(cx.now());
        self.inspected += 1;
        let kept = self.params.kept_percent / 100.0;
        match kept > 0.0 && self.rules.unit() < kept {
            true => {
                self.kept += 1;
                cx.never_connect(id);
            }
            false => cx.reply(id, Outcome::OK),
        }
        while let Some(next) = self.workers.next(self.params.vcpus) {
            self.begin(next, cx);
        }
    }
}
