//! A server in a data center of one's own, which a target group reaches by its private address over a
//! VPN or Direct Connect (spec 5.4): as far away as it is, and as large as it was bought.

use crate::base::codec::string_enum;
use crate::base::id::{PartIx, RequestId};
use crate::base::queue::Delay;
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Drawing, Family, Fault, Kind, Place, Price, Probe, ProbeAnswer, Protocol, Quantity,
    Setup, Spec, Tone, Unit, Usage, Vitals, params,
};
use crate::control::ControlCtx;
use crate::rules::balancer_type::TargetType;
use crate::rules::cost;
use crate::rules::validate;
use crate::world::class::Class;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::EntryId;
use crate::world::request::{FailureCause, Outcome};
use crate::world::workers::Workers;
use alloc::string::String;
use serde::{Deserialize, Serialize};

const CRASHED: &str = "crash";
const LINK_DOWN: &str = "link_down";

/// How AWS and the data center are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Over the internet, encrypted.
    #[default]
    Vpn,
    /// A line of its own.
    DirectConnect,
}

string_enum!(Link {
    Vpn: "vpn",
    DirectConnect: "direct_connect",
});

params! {
    pub struct Params {
        /// As the target group registers it.
        address: String = String::from("192.168.0.10"), "address" => text();
        link: Link = Link::Vpn, "link" => choice(Link::WORDS);
        /// To the Region and back.
        round_trip_ms: f64 = 15.0, "round_trip_ms" => number(0.0..=1_000.0, Milliseconds);
        vcpus: u32 = 4, "vcpus" => whole(1.0..=512.0, Count);
        /// Requests that are worked on and wait together; more are refused.
        queue_max: u32 = 132, "queue_max" => whole(1.0..=100_000.0, Count);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OnPremisesServer {
    params: Params,
    round_trip: Delay,
    service: Rng,
    workers: Workers,
    has_crashed: bool,
    is_cut_off: bool,
    pub served: u64,
    pub refused: u64,
    /// What was sent to it out of AWS.
    bytes: u64,
    /// Of its answers, which AWS sends on to whoever asked.
    #[serde(default)]
    bytes_out: u64,
}

impl Kind for OnPremisesServer {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "on_premises_server",
        accepts: &[Protocol::Http],
        offers: &[],
        place: Place::Outside,
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Compute),
        ..Drawing::of("on-prem")
    };
    const TARGET: Option<TargetType> = Some(TargetType::Ip);
    const NOTES: &'static [&'static str] = &["E8"];
    const FAULTS: &'static [Fault] = &[
        Fault::lasting(CRASHED, "restart"),
        Fault::lasting(LINK_DOWN, "link_up"),
    ];

    fn address(params: &Params) -> Option<&str> {
        Some(&params.address)
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        let target = validate::IpTarget {
            address: &params.address,
        };
        cx.refuse(target.check());
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let mut server = Self {
            params: params.clone(),
            round_trip: Delay::default(),
            service: setup.rng(Purpose::Service),
            workers: Workers::idle(setup.world.now),
            has_crashed: false,
            is_cut_off: false,
            served: 0,
            refused: 0,
            bytes: 0,
            bytes_out: 0,
        };
        server.edit(params, setup);
        server
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.params = params.clone();
        self.round_trip = setup.delay(Span::from_s_f64(params.round_trip_ms / 1e3));
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(_) | Input::TimedOut(_) | Input::Wake(_) => {}
        }
    }

    fn fault(&mut self, fault: Fault, begins: bool, _entry: EntryId, cx: &mut ControlCtx<'_>) {
        match fault.word {
            LINK_DOWN => self.is_cut_off = begins,
            _ => self.crash(begins, cx),
        }
    }

    fn is_broken(&self, word: &'static str) -> bool {
        match word {
            LINK_DOWN => self.is_cut_off,
            _ => self.has_crashed,
        }
    }

    fn inside(&self) -> usize {
        self.workers.inside()
    }

    fn probe(&mut self, probe: &Probe<'_>, _cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        match probe.protocol {
            _ if self.is_cut_off => ProbeAnswer::Silent,
            _ if self.has_crashed => ProbeAnswer::Refused,
            Protocol::Http => ProbeAnswer::Status(200),
            _ => ProbeAnswer::Connected,
        }
    }

    /// The machine was bought; what AWS bills is the way to it.
    fn price(&self) -> Price {
        Price::standing(match self.params.link {
            Link::Vpn => cost::VPN_PER_HOUR,
            Link::DirectConnect => cost::DIRECT_CONNECT_PER_HOUR,
        })
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        let usd = cost::data_out_usd(world.to_internet(me, self.bytes_out));
        Some(Usage {
            requests: self.served,
            bytes: self.bytes,
            nanousd: (usd * 1e9) as u64,
            ..Usage::default()
        })
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        let per_gb = match self.params.link {
            Link::Vpn => cost::DATA_OUT_PER_GB,
            Link::DirectConnect => cost::DIRECT_CONNECT_OUT_PER_GB,
        };
        used.gb() * per_gb + used.usd()
    }

    fn vitals(&self, now: Instant, vitals: &mut Vitals) {
        vitals.tone = match self.has_crashed || self.is_cut_off {
            true => Tone::Bad,
            false => Tone::Ok,
        };
        if self.is_cut_off {
            vitals.badge(LINK_DOWN, Tone::Bad);
        }
        let us = self.workers.busy_us(now);
        let servers = self.params.vcpus;
        vitals.headline("cpu", Quantity::Busy { us, servers }, Unit::Percent);
        vitals.row("served", Quantity::Total(self.served), Unit::PerSecond);
        vitals.row("refused", Quantity::Total(self.refused), Unit::PerSecond);
        let round_trip = Quantity::Level(self.params.round_trip_ms);
        vitals.row("round_trip", round_trip, Unit::Milliseconds);
    }
}

impl OnPremisesServer {
    /// What it worked on is lost, and its port is closed.
    fn crash(&mut self, begins: bool, cx: &mut ControlCtx<'_>) {
        self.has_crashed = begins;
        if begins {
            self.workers.drop_all(cx.now());
            cx.reset_connections(FailureCause::ConnectionCut);
        }
    }

    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(class) = cx.request(id).map(|request| request.class) else {
            return;
        };
        if self.is_cut_off {
            return cx.never_connect(id);
        }
        self.bytes += u64::from(cx.class(class).bytes_in);
        let refused = match (self.has_crashed, self.inside()) {
            (true, _) => Some(FailureCause::PortClosed),
            (false, held) if held >= self.params.queue_max as usize => {
                Some(FailureCause::QueueFull)
            }
            _ => None,
        };
        if let Some(cause) = refused {
            self.refused += 1;
            return cx.reply_delayed(id, Outcome::failed(0, cause), self.round_trip);
        }
        if self.workers.take_in(id, self.params.vcpus) {
            self.begin(id, cx);
        }
    }

    fn begin(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let class = cx.request(id).map_or(u8::MAX, |request| request.class);
        let class = cx.class(class);
        let work = class.cpu_shape.draw(class.cpu_us, &mut self.service);
        self.workers.begin(id, work, cx);
    }

    fn done(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        // Work of before a crash.
        let me = cx.me;
        let Some(request) = cx.request(id).filter(|request| request.at == me) else {
            return;
        };
        // Whoever asks it straight has nothing to do with AWS.
        let (class, is_by_aws) = (request.class, request.depth() > 1);
        let Class {
            answer, bytes_out, ..
        } = *cx.class(class);
        if is_by_aws && !self.is_cut_off && answer.is_ok() {
            self.bytes_out += u64::from(bytes_out);
        }
        self.workers.end(cx.now());
        self.served += 1;
        match self.is_cut_off {
            true => cx.never_connect(id),
            false => cx.reply_delayed(id, answer, self.round_trip),
        }
        while let Some(next) = self.workers.next(self.params.vcpus) {
            self.begin(next, cx);
        }
    }
}
