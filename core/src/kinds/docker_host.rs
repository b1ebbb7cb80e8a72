//! A server with containers on it, and nothing beside them (spec 15): all share its vCPUs, so that a flood
//! of one slows the others, and all are gone with it. From outside it is one address, whose port leads
//! to the container that a wire goes to.

use crate::base::id::{Handle, PartId, PartIx, RequestId};
use crate::base::time::Instant;
use crate::base::unit::Unit;
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, Kind, Place, Price, Probe, ProbeAnswer, Protocol,
    Quantity, Setup, Spec, Tally, Tier, Tone, Vitals, params,
};
use crate::control::{ControlCtx, PERIOD, PublishCtx};
use crate::kinds::container::Job;
use crate::kinds::instance::TYPE_NAMES;
use crate::kinds::instance::metrics::CPU_UTILIZATION;
use crate::rules::balancer_type::TargetType;
use crate::rules::instance_type::instance_type;
use crate::world::ctx::{Ctx, Input};
use crate::world::log::EntryId;
use crate::world::metric::Metric;
use crate::world::published::tidy;
use crate::world::request::{FailureCause, Outcome};
use crate::world::workers::Workers;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        machine: String = String::from("t3.medium"), "InstanceType" => choice(TYPE_NAMES);
        /// Work of all containers, in hand and in line; what is beyond is refused.
        queue_max: u32 = 256, "queue_max" => whole(1.0..=100_000.0, Count);
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroupIds" => parts(Takes::Filters);
    }
}

impl Params {
    fn vcpus(&self) -> u32 {
        instance_type(&self.machine).map_or(1, |sizes| sizes.vcpus)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DockerHost {
    params: Params,
    /// Those that run on it: what they hand to it is their work.
    containers: Vec<PartIx>,
    /// vCPUs.
    workers: Workers,
    has_crashed: bool,
    /// Its zone is down.
    is_cut_off: bool,
    requests: u64,
    refused: u64,
}

impl Kind for DockerHost {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "docker_host",
        accepts: &[Protocol::Http],
        offers: &[Protocol::Http],
        place: Place::Subnet { has_standby: false },
    };
    const GETS_ADDRESS: bool = true;
    const START: u8 = 0;
    const DRAWING: Drawing = Drawing {
        tier: Tier::Public,
        family: Some(Family::Compute),
        ..Drawing::of("docker")
    };
    const NOTES: &'static [&'static str] = &["D1", "D7"];
    const FAULTS: &'static [Fault] = &[Fault::lasting("crash", "restart")];
    const METRICS: &'static [Metric] = &[CPU_UTILIZATION];
    const TARGET: Option<TargetType> = Some(TargetType::Instance);
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("InstanceId"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/EC2")
    }

    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        cx.expect_a_wire();
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            containers: Vec::new(),
            workers: Workers::idle(setup.world.now),
            has_crashed: false,
            is_cut_off: false,
            requests: 0,
            refused: 0,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn settle(&mut self, _cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        let zones = cx.zones_of(cx.me);
        let was_cut_off = self.is_cut_off;
        self.is_cut_off = zones != 0 && zones & !cx.zones_down() == 0;
        if self.is_cut_off && !was_cut_off {
            self.workers.empty_line();
            cx.world.cut_off(cx.me);
        }
    }

    fn neighbour_left(&mut self, who: Handle, _cx: &mut ControlCtx<'_>) {
        self.containers.retain(|container| *container != who.at);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(id) => {
                let answered = cx.answered(id).filter(|(request, _)| !request.is_lost);
                if let Some((request, _)) = answered {
                    let outcome = request.outcome;
                    cx.pass_back(id, outcome);
                }
            }
            Input::TimedOut(id) => {
                cx.give_up_connecting(id);
            }
            Input::Wake(_) => {}
        }
    }

    fn fault(&mut self, _fault: Fault, begins: bool, _entry: EntryId, cx: &mut ControlCtx<'_>) {
        self.has_crashed = begins;
        if begins {
            self.workers.empty_line();
            cx.reset_connections(FailureCause::ConnectionCut);
        }
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.has_crashed
    }

    fn inside(&self) -> usize {
        self.workers.inside()
    }

    fn tally(&self, _now: Instant) -> Tally {
        Tally {
            in_service: u32::from(!self.has_crashed),
            most: 1,
            ..Tally::default()
        }
    }

    /// What is published answers, as long as the machine runs.
    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        let published = cx.world.wires.outlet(cx.me, Protocol::Http);
        self.ails().unwrap_or_else(|| match published {
            Some(container) => cx.pass_on(container.to, probe),
            None => ProbeAnswer::Refused,
        })
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let busy = cx.gained(CPU_UTILIZATION, self.workers.busy_us(cx.now()) as f64);
        let time = PERIOD.s_f64() * 1e6 * f64::from(self.params.vcpus());
        if !self.is_cut_off {
            cx.put_level(CPU_UTILIZATION, tidy((busy / time * 100.0).min(100.0)));
        }
    }

    fn price(&self) -> Price {
        let sizes = instance_type(&self.params.machine);
        Price::standing(sizes.map_or(0.0, |sizes| sizes.usd_per_hour))
    }

    fn vitals(&self, now: Instant, vitals: &mut Vitals) {
        vitals.tone = match self.ails() {
            Some(_) => Tone::Bad,
            None => Tone::Ok,
        };
        let busy = Quantity::Busy {
            us: self.workers.busy_us(now),
            servers: self.params.vcpus(),
        };
        vitals.headline("cpu", busy, Unit::Percent);
        let requests = Quantity::Total(self.requests);
        vitals.row("requests", requests, Unit::PerSecond);
        vitals.row("refused", Quantity::Total(self.refused), Unit::PerSecond);
        let held = Quantity::Of {
            some: self.inside() as u32,
            all: self.params.queue_max,
        };
        vitals.row("held", held, Unit::Count);
        let containers = Quantity::Level(self.containers.len() as f64);
        vitals.row("containers", containers, Unit::Count);
    }
}

impl DockerHost {
    /// What a check hears of the machine itself. `None`: it runs.
    pub const fn ails(&self) -> Option<ProbeAnswer> {
        match (self.is_cut_off, self.has_crashed) {
            (true, _) => Some(ProbeAnswer::Silent),
            (false, true) => Some(ProbeAnswer::Refused),
            (false, false) => None,
        }
    }

    /// A container has been started on it.
    pub fn take_in(&mut self, container: PartIx) {
        if !self.containers.contains(&container) {
            self.containers.push(container);
        }
    }

    /// A container runs elsewhere from now on.
    pub fn let_go(&mut self, container: PartIx) {
        self.containers.retain(|known| *known != container);
    }

    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        if self.is_cut_off {
            return cx.never_connect(id);
        }
        if self.has_crashed {
            return cx.reply(id, Outcome::failed(0, FailureCause::PortClosed));
        }
        let caller = cx.request(id).and_then(|request| request.caller());
        match caller.is_some_and(|caller| self.containers.contains(&caller)) {
            true => self.take_work(id, cx),
            false => self.let_in(id, cx),
        }
    }

    /// Somebody outside knocks at the one port that is published. The machine holds the connection, so
    /// that its end is the end of all that goes on inside.
    fn let_in(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.requests += 1;
        match cx.outlet(Protocol::Http) {
            Some(container) => {
                cx.call(id, container, 0);
            }
            None => cx.reply(id, Outcome::failed(0, FailureCause::PortClosed)),
        }
    }

    /// A container has been asked for something. One that is not published is found by the machine's own
    /// network alone.
    fn take_work(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let asked_by = cx.request(id).and_then(|request| request.caller_below());
        let is_own = asked_by.is_none_or(|who| who == cx.me || self.containers.contains(&who));
        if !is_own && !Job::of(id, cx).is_published {
            return cx.reply(id, Outcome::failed(0, FailureCause::PortClosed));
        }
        if self.inside() >= self.params.queue_max as usize {
            self.refused += 1;
            return cx.reply(id, Outcome::failed(0, FailureCause::QueueFull));
        }
        if self.workers.take_in(id, self.params.vcpus()) {
            self.work(id, cx);
        }
    }

    fn work(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let span = Job::of(id, cx).span;
        self.workers.begin(id, span, cx);
    }

    /// A vCPU is through with a piece of work, which a crash may have ended.
    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.workers.end(cx.now());
        while let Some(next) = self.workers.next(self.params.vcpus()) {
            self.work(next, cx);
        }
        let me = cx.me;
        if cx.request(id).is_some_and(|r| r.at == me && !r.is_lost) {
            let outcome = match self.has_crashed {
                true => Outcome::failed(0, FailureCause::ConnectionCut),
                false => Outcome::OK,
            };
            cx.reply(id, outcome);
        }
    }
}
