//! NAT gateway: a way out for what has no public address, and none in (spec 13.2). It stands in one
//! public subnet, and whoever's route table names it goes by it: from another zone for a price, and
//! not at all while its zone is down.

use super::route_table::RouteTable;
use crate::base::id::{Handle, PartIx};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, Kind, Place, Price, Quantity, Setup, Spec, Tier,
    Tone, Unit, Usage, Vitals, params,
};
use crate::control::{ControlCtx, Message, PERIOD, PublishCtx};
use crate::rules::cost;
use crate::rules::network::{NAT_CONNECTIONS_MAX, nat_time};
use crate::rules::validate::Warning;
use crate::world::ctx::World;
use crate::world::ground::WayOut;
use crate::world::log::EntryId;
use crate::world::metric::Metric;
use serde::{Deserialize, Serialize};

const ACTIVE_CONNECTIONS: Metric = Metric::of("ActiveConnectionCount", Unit::Count);
const ATTEMPTS: Metric = Metric::sums("ConnectionAttemptCount", Unit::Count);
const PORT_ERRORS: Metric = Metric::sums("ErrorPortAllocation", Unit::Count);
const BYTES_IN: Metric = Metric::sums("BytesInFromDestination", Unit::Bytes);
const BYTES_OUT: Metric = Metric::sums("BytesOutToDestination", Unit::Bytes);
const FAILED: &str = "nat_failed";

params! {
    pub struct Params {
        /// What each running server behind it sends: logs, metrics, calls of other people's APIs.
        kbps_per_server: f64 = 100.0, "kbps_per_server" => number(0.0..=1_000_000.0, None);
        /// Connections that each of them keeps to the same destination.
        connections_per_server: u32 = 20, "connections_per_server"
            => whole(0.0..=100_000.0, Count);
    }
}

/// What has come about since the start of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub attempts: u64,
    /// Connections for which no port was left.
    pub port_errors: u64,
    pub bytes_in: u64,
    pub bytes_out: u64,
    /// Of both, from and to servers in another zone.
    pub crossing_bytes: u64,
}

impl Counts {
    const fn bytes(&self) -> u64 {
        self.bytes_in + self.bytes_out
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NatGateway {
    params: Params,
    is_failed: bool,
    /// As of when it was last used, or its zone last changed.
    is_up: bool,
    /// Running servers whose way out it is.
    pub servers: u32,
    pub counts: Counts,
}

impl Kind for NatGateway {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "nat_gateway",
        accepts: &[],
        offers: &[],
        place: Place::Subnet { has_standby: false },
    };
    const DRAWING: Drawing = Drawing {
        tier: Tier::Public,
        family: Some(Family::Network),
        ..Drawing::of("nat")
    };
    const METRICS: &'static [Metric] = &[
        ACTIVE_CONNECTIONS,
        ATTEMPTS,
        PORT_ERRORS,
        BYTES_IN,
        BYTES_OUT,
    ];
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("NatGatewayId"));
    const FAULTS: &'static [Fault] = &[Fault::lasting(FAILED, "nat_restored")];

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/NATGateway")
    }

    /// A zone that goes out by another one's gateway loses it with that zone.
    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        let (board, me) = (cx.board, cx.me);
        let is_elsewhere = board.parts.iter().any(|part| {
            let table = part.get::<RouteTable>();
            let is_mine = table.is_some_and(|table| table.leads_to(me.id));
            let owner = part.of.filter(|_| is_mine).and_then(|of| board.part(of));
            owner.is_some_and(|owner| owner.azs.iter().any(|az| !me.azs.contains(az)))
        });
        if is_elsewhere {
            cx.warn("", Warning::NatInOneZone);
        }
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            is_failed: false,
            is_up: true,
            servers: 0,
            counts: Counts::default(),
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn settle(&mut self, _cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        self.look(cx);
        self.servers = self.behind(cx).count() as u32;
    }

    fn fault(&mut self, _fault: Fault, begins: bool, _entry: EntryId, cx: &mut ControlCtx<'_>) {
        self.is_failed = begins;
        self.look(cx);
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.is_failed
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        if let Message::Fetch { server, kb } = message {
            self.fetch(server, u64::from(kb) * 1_000, cx);
        }
    }

    fn sample(&mut self, cx: &mut PublishCtx<'_, '_>) {
        self.look(cx);
        let zone = Self::zone(cx);
        let (mut all, mut crossing) = (0, 0);
        for server_zone in self.behind(cx) {
            all += 1;
            crossing += u64::from(Some(server_zone) != zone);
        }
        self.servers = all;
        if !self.is_up {
            return;
        }
        let each = (self.params.kbps_per_server * 1e3 / 8.0 * PERIOD.s_f64()) as u64;
        self.counts.bytes_out += each * u64::from(all);
        self.counts.crossing_bytes += each * crossing;
        self.counts.port_errors += u64::from(self.wanted().saturating_sub(NAT_CONNECTIONS_MAX));
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        let counts = self.counts;
        for (metric, total) in [
            (ATTEMPTS, counts.attempts),
            (PORT_ERRORS, counts.port_errors),
            (BYTES_IN, counts.bytes_in),
            (BYTES_OUT, counts.bytes_out),
        ] {
            cx.put_gained(metric, total as f64);
        }
        cx.put_level(ACTIVE_CONNECTIONS, f64::from(self.connections()));
    }

    fn price(&self) -> Price {
        Price::standing(cost::NAT_PER_HOUR + cost::PUBLIC_IPV4_PER_HOUR)
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        let gb = |bytes: u64| bytes as f64 / 1e9;
        let counts = &self.counts;
        let usd = cost::NAT_PER_GB * gb(counts.bytes())
            + cost::data_out_usd(counts.bytes_out)
            + cost::cross_zone_usd(gb(counts.crossing_bytes));
        Some(Usage {
            bytes: counts.bytes(),
            nanousd: (usd * 1e9) as u64,
            ..Usage::default()
        })
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        used.usd()
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let counts = &self.counts;
        vitals.tone = match self.is_up {
            true => Tone::Ok,
            false => Tone::Bad,
        };
        let servers = Quantity::Level(f64::from(self.servers));
        vitals.headline("servers", servers, Unit::Count);
        let connections = Quantity::Level(f64::from(self.connections()));
        vitals.row("connections", connections, Unit::Count);
        vitals.row("bytes", Quantity::Level(counts.bytes() as f64), Unit::Bytes);
        let crossing = Quantity::Level(counts.crossing_bytes as f64);
        vitals.row("crossing", crossing, Unit::Bytes);
        let errors = Quantity::Level(counts.port_errors as f64);
        vitals.row("port_errors", errors, Unit::Count);
        if !self.is_up {
            vitals.badge("cut_off", Tone::Bad);
        }
    }
}

impl NatGateway {
    fn zone(cx: &ControlCtx<'_>) -> Option<u8> {
        cx.subnets(cx.me).first().map(|(_, zone)| *zone)
    }

    /// Whether it passes anything: it is well, its zone is up, and its own subnet leads to the
    /// internet.
    fn look(&mut self, cx: &ControlCtx<'_>) {
        let stands = cx.subnets(cx.me).first();
        let is_well = |(subnet, zone): &(_, u8)| {
            !cx.is_down(*zone) && cx.world.reach.way_out(*subnet) == Some(WayOut::Direct)
        };
        self.is_up = !self.is_failed && stands.is_some_and(is_well);
    }

    /// The zones of running servers whose way out it is.
    fn behind<'a>(&self, cx: &'a ControlCtx<'_>) -> impl Iterator<Item = u8> + 'a {
        let (me, now) = (cx.my_id(), cx.now());
        let machines = cx.parts.iter().filter_map(move |part| part.machine(now));
        let running = machines.filter(|m| m.running_since.is_some() && !m.is_unreachable);
        let mine =
            running.filter(move |m| cx.world.reach.way_out(m.subnet) == Some(WayOut::By(me)));
        mine.map(|machine| machine.zone)
    }

    /// Connections to one destination that the servers behind it want at the same time.
    const fn wanted(&self) -> u32 {
        self.servers
            .saturating_mul(self.params.connections_per_server)
    }

    fn connections(&self) -> u32 {
        match self.is_up {
            true => self.wanted().min(NAT_CONNECTIONS_MAX),
            false => 0,
        }
    }

    /// A server wants something from the internet: it gets it, or hears nothing.
    fn fetch(&mut self, server: Handle, bytes: u64, cx: &mut ControlCtx<'_>) {
        self.look(cx);
        if !self.is_up {
            return;
        }
        self.counts.attempts += 1;
        if self.wanted() >= NAT_CONNECTIONS_MAX {
            self.counts.port_errors += 1;
            return;
        }
        let machine = cx.parts.get(server.at.ix());
        let machine = machine.and_then(|part| part.machine(cx.now()));
        let is_crossing = machine.is_some_and(|m| Some(m.zone) != Self::zone(cx));
        self.counts.bytes_in += bytes;
        self.counts.crossing_bytes += if is_crossing { bytes } else { 0 };
        cx.send_at(server.at, cx.now() + nat_time(bytes), Message::Fetched);
    }
}
