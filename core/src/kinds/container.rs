//! A container: one of several applications on one machine, whose work is the machine's. Behind a balancer
//! each has a port that nobody chose beforehand (dynamic port mapping, spec 5.4). One with a service time
//! of its own is a station within the machine: it relays by path, asks a database, or answers itself
//! (spec 15).

use super::docker_host::DockerHost;
use super::instance::Instance;
use super::reverse_proxy::{LOCATION, Location, Upstream, Upstreams};
use crate::balancing::end_tls;
use crate::base::id::{Handle, PartId, PartIx, RequestId};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Drawing, Family, Fault, IssueWhat, Kind, Member, Place, Probe, ProbeAnswer, Protocol,
    Quantity, Setup, Spec, Tone, Unit, Vitals, params,
};
use crate::control::ControlCtx;
use crate::rules::validate::{Code, Warning};
use crate::world::ctx::{Ctx, Input};
use crate::world::log::EntryId;
use crate::world::page::Page;
use crate::world::redirects::Redirects;
use crate::world::request::{FailureCause, Outcome};
use crate::world::requests::Note;
use crate::world::wires::Outlet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        /// The machine that it runs on.
        host: Option<PartId> = None, "host"
            => part(Takes::Kinds(&[Instance::ID, DockerHost::ID]));
        /// Of the machine, as the target group registers it; 0: on the machine's own network alone. Basis:
        /// documented - ECS guide, dynamic port mapping: from the ephemeral range.
        port: u32 = 32_768, "hostPort" => whole(0.0..=65_535.0, None);
        /// Work of its own on a request. `None`: the machine does what the request asks for.
        cpu_ms: Option<u32> = None, "cpu_ms" => optional(1.0..=60_000.0, Milliseconds);
        /// Who comes by HTTP is sent to HTTPS.
        sends_to_https: bool = false, "return_301_https" if |p| p.cpu_ms.is_some() => toggle();
        locations: Vec<Location> = Vec::new(), "locations" if |p| p.cpu_ms.is_some()
            => records(LOCATION);
    }
}

impl Params {
    fn sends_to_https(&self) -> bool {
        self.sends_to_https && self.cpu_ms.is_some()
    }

    fn locations(&self) -> &[Location] {
        match self.cpu_ms {
            Some(_) => &self.locations,
            None => &[],
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Container {
    params: Params,
    host: Option<PartIx>,
    /// Its machine has nothing but containers: this one does work of its own there.
    is_station: bool,
    upstreams: Upstreams,
    redirects: Redirects,
    has_crashed: bool,
    pub requests: u64,
    /// Sent to HTTPS.
    pub redirected: u64,
}

/// A piece of work for its machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    pub span: Span,
    /// Others than its neighbours may ask for it.
    pub is_published: bool,
}

impl Job {
    /// What the container that calls asks its machine for.
    pub fn of(id: RequestId, cx: &Ctx<'_>) -> Self {
        let requests = &cx.world.requests;
        let frame = requests.get(id).and_then(|r| r.depth().checked_sub(1));
        match frame.map(|frame| Call::read(requests.note(id, frame))) {
            Some(Call::Work(job)) => job,
            _ => Self {
                span: Span::ZERO,
                is_published: false,
            },
        }
    }
}

/// What a request waits for: the machine with a piece of work, another container by its place, or a
/// database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Work(Job),
    Relay(usize),
    Query,
}

impl Call {
    const fn note(self) -> Note {
        match self {
            Self::Query => 1,
            Self::Work(job) => 2 | (job.is_published as Note) << 2 | job.span.us() << 3,
            Self::Relay(place) => 3 | (place as Note) << 2,
        }
    }

    const fn read(note: Note) -> Self {
        match note & 3 {
            2 => Self::Work(Job {
                span: Span::from_us(note >> 3),
                is_published: note >> 2 & 1 != 0,
            }),
            3 => Self::Relay((note >> 2) as usize),
            _ => Self::Query,
        }
    }
}

impl Kind for Container {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "container",
        accepts: &[Protocol::Http, Protocol::Sql],
        offers: &[Protocol::Http, Protocol::Sql],
        place: Place::Subnet { has_standby: false },
    };
    const START: u8 = 0;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Compute),
        ..Drawing::of("container")
    };
    const NOTES: &'static [&'static str] = &["D1"];
    const FAULTS: &'static [Fault] = &[Fault::lasting("crash", "restart")];

    fn port(params: &Params) -> u32 {
        params.port
    }

    fn host(params: &Params) -> Option<PartId> {
        params.host
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        let (board, me) = (cx.board, cx.me);
        if params.host.is_none() {
            cx.push("host", IssueWhat::LeadsNowhere);
        }
        let others = board.parts.iter().filter(|part| part.id != me.id);
        let mut others = others.filter_map(|part| part.get::<Self>());
        let is_same = |other: &Params| other.host == params.host && other.port == params.port;
        if params.host.is_some() && params.port != 0 && others.any(is_same) {
            cx.push("hostPort", IssueWhat::Error(Code::HostPortTaken));
        }
        let host = params.host.and_then(|host| board.part(host));
        let is_station = host.is_none_or(|host| host.get::<DockerHost>().is_some());
        if !is_station && (params.port == 0 || params.cpu_ms.is_some()) {
            cx.warn("host", Warning::StationNeedsDocker);
        }
        for target in params.locations().iter().filter_map(|l| l.target) {
            if !board.outlets(me.id).any(|to| to == target) {
                cx.push("locations/proxy_pass", IssueWhat::LeadsNowhere);
            }
        }
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            host: None,
            is_station: false,
            upstreams: Upstreams::default(),
            redirects: Redirects::default(),
            has_crashed: false,
            requests: 0,
            redirected: 0,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    /// Looks which machine it runs on, and whom it relays to.
    fn settle(&mut self, _cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        let me = cx.me;
        let host = self.params.host.and_then(|host| cx.control.ix(host));
        if let Some(before) = self.host.filter(|before| Some(*before) != host)
            && let Some(before) = cx.get_mut::<DockerHost>(before)
        {
            before.let_go(me);
        }
        self.host = host;
        let docker = host.and_then(|host| cx.get_mut::<DockerHost>(host));
        self.is_station = docker.map(|docker| docker.take_in(me)).is_some();
        self.upstreams.follow(self.params.locations(), cx);
    }

    fn wires_changed(&mut self, _before: &[PartIx], cx: &mut ControlCtx<'_>) {
        self.upstreams.follow(self.params.locations(), cx);
    }

    fn neighbour_left(&mut self, who: Handle, _cx: &mut ControlCtx<'_>) {
        self.host = self.host.filter(|host| *host != who.at);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Return(id) => self.returned(id, cx),
            Input::TimedOut(id) => {
                cx.give_up_connecting(id);
            }
            Input::Done(_) | Input::Wake(_) => {}
        }
    }

    fn fault(&mut self, _fault: Fault, begins: bool, _entry: EntryId, cx: &mut ControlCtx<'_>) {
        self.has_crashed = begins;
        if begins {
            cx.reset_connections(FailureCause::ConnectionCut);
        }
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.has_crashed
    }

    /// What its machine says, as long as it runs itself; a station answers, or asks whom it relays to.
    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        let Some(host) = self.host.filter(|_| !self.has_crashed) else {
            return ProbeAnswer::Refused;
        };
        if !self.is_station {
            let answer = cx.with_part(host, |host, cx| host.probe(probe, cx));
            return answer.unwrap_or(ProbeAnswer::Refused);
        }
        // A machine that asks runs, and is out of the table meanwhile.
        if let Some(answer) = cx.get::<DockerHost>(host).and_then(DockerHost::ails) {
            return answer;
        }
        let path = probe.path.split('?').next().unwrap_or_default();
        let location = self.upstreams.location(path.chars());
        let next = self.upstreams.all(location).next();
        match (probe.protocol, next) {
            (Protocol::Http, Some(next)) => match cx.pass_on(next.to, probe) {
                ProbeAnswer::Refused => ProbeAnswer::Status(502),
                answer => answer,
            },
            (Protocol::Http, None) => ProbeAnswer::Status(200),
            _ => ProbeAnswer::Connected,
        }
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.tone = match self.has_crashed || self.host.is_none() {
            true => Tone::Bad,
            false => Tone::Ok,
        };
        vitals.headline("", Quantity::Total(self.requests), Unit::PerSecond);
        match self.params.port {
            0 => vitals.row("inner", Quantity::Said, Unit::None),
            port => vitals.row("port", Quantity::Level(f64::from(port)), Unit::None),
        }
        if self.params.sends_to_https() {
            let redirected = Quantity::Total(self.redirected);
            vitals.row("redirected", redirected, Unit::PerSecond);
        }
    }
}

impl Container {
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(host) = self.host.filter(|_| !self.has_crashed) else {
            return cx.reply(id, Outcome::failed(0, FailureCause::PortClosed));
        };
        let host = Outlet::straight(host);
        match self.is_station {
            true if self.hears_nonsense(id, cx) => {
                cx.reply(id, Outcome::failed(0, FailureCause::PortClosed));
            }
            true => {
                let job = self.job(id, cx);
                cx.call(id, host, Call::Work(job).note());
            }
            false => {
                self.requests += 1;
                cx.forward(id, host);
            }
        }
    }

    /// A client begins with a handshake where TLS does not end.
    fn hears_nonsense(&self, id: RequestId, cx: &mut Ctx<'_>) -> bool {
        let is_client = cx.request(id).is_some_and(|request| {
            let by_host = request.caller() == self.host;
            request.depth() == 1 + usize::from(by_host)
        });
        let is_secure = cx.asked(id).is_some_and(|asked| asked.page.is_secure());
        is_client && is_secure && !self.params.sends_to_https()
    }

    /// Its own service time, or what the request asks for.
    fn job(&self, id: RequestId, cx: &mut Ctx<'_>) -> Job {
        let class = cx.request(id).map_or(u8::MAX, |request| request.class);
        let span = match self.params.cpu_ms {
            Some(ms) => Span::from_us(u64::from(ms) * 1_000),
            None => Span::from_us_f64(cx.class(class).cpu_us),
        };
        Job {
            span,
            is_published: self.params.port != 0,
        }
    }

    fn returned(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((request, note)) = cx.answered(id).filter(|(r, _)| !r.is_lost) else {
            return;
        };
        let outcome = request.outcome;
        match Call::read(note) {
            Call::Work(_) if outcome.is_ok() => self.go_on(id, cx),
            Call::Work(_) => cx.pass_back(id, outcome),
            Call::Query if outcome.is_ok() => cx.reply(id, Outcome::OK),
            Call::Query => cx.reply(id, Outcome::failed(500, outcome.cause)),
            Call::Relay(place) => {
                self.upstreams.heard(place, false, cx.now());
                match outcome.code {
                    0 => cx.reply(id, Outcome::failed(502, outcome.cause)),
                    _ => cx.pass_back(id, outcome),
                }
            }
        }
    }

    /// Its own work is done: sends the client elsewhere, relays, asks a database, or answers.
    fn go_on(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.requests += 1;
        let Some(asked) = cx.asked(id) else { return };
        let location = self.upstreams.location(asked.path());
        if self.params.sends_to_https() {
            if !asked.page.is_secure() {
                self.redirected += 1;
                let url = |page: &Page| https(&page.url);
                self.redirects.send_on(id, 0, url, cx);
                return cx.reply(id, Outcome::failed(301, FailureCause::None));
            }
            end_tls(id, cx.me, cx);
        }
        let place = self
            .upstreams
            .pick(location, Upstream::RoundRobin, cx.now());
        let relayed = place.and_then(|place| Some((place, self.upstreams.hand_over(place)?)));
        if let Some((place, to)) = relayed {
            cx.call(id, to, Call::Relay(place).note());
            return;
        }
        let class = cx.request(id).map_or(0, |request| request.class);
        let class = cx.class(class);
        let asks = class.db_reads > 0 || class.db_writes > 0;
        match cx.outlet(Protocol::Sql).filter(|_| asks) {
            Some(database) => {
                cx.call(id, database, Call::Query.note());
            }
            None => cx.reply(id, Outcome::OK),
        }
    }
}

/// The same address by HTTPS.
fn https(url: &str) -> String {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    format!("https://{rest}")
}
