//! A container: one of several applications on one machine, each behind a port of its own that nobody
//! chose beforehand (dynamic port mapping, spec 5.4). It has no processor: what comes to it is the
//! machine's work.

use super::instance::Instance;
use crate::base::id::{Handle, PartId, PartIx, RequestId};
use crate::base::time::Instant;
use crate::contract::{
    CheckCtx, Drawing, Family, Fault, IssueWhat, Kind, Member, Place, Probe, ProbeAnswer, Protocol,
    Quantity, Setup, Spec, Tone, Unit, Vitals, params,
};
use crate::control::ControlCtx;
use crate::rules::validate::Code;
use crate::world::ctx::{Ctx, Input};
use crate::world::log::EntryId;
use crate::world::request::{FailureCause, Outcome};
use crate::world::wires::Outlet;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        /// The machine that it runs on.
        host: Option<PartId> = None, "host" => part(Takes::Kinds(&[Instance::ID]));
        /// Of the machine, as the target group registers it. Basis: documented - ECS guide, dynamic port
        /// mapping: from the ephemeral range.
        port: u32 = 32_768, "hostPort" => whole(1.0..=65_535.0, None);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Container {
    params: Params,
    host: Option<PartIx>,
    has_crashed: bool,
    pub requests: u64,
}

impl Kind for Container {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "container",
        accepts: &[Protocol::Http],
        offers: &[],
        place: Place::Subnet { has_standby: false },
    };
    const START: u8 = 0;
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Compute),
        ..Drawing::of("container")
    };
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
        if params.host.is_some() && others.any(is_same) {
            cx.push("hostPort", IssueWhat::Error(Code::HostPortTaken));
        }
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            host: None,
            has_crashed: false,
            requests: 0,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    /// Looks which machine it runs on.
    fn settle(&mut self, _cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        self.host = self.params.host.and_then(|host| cx.control.ix(host));
    }

    fn neighbour_left(&mut self, who: Handle, _cx: &mut ControlCtx<'_>) {
        self.host = self.host.filter(|host| *host != who.at);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        if let Input::Arrive(id) = input {
            self.arrive(id, cx);
        }
    }

    fn fault(&mut self, _fault: Fault, begins: bool, _entry: EntryId, _cx: &mut ControlCtx<'_>) {
        self.has_crashed = begins;
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.has_crashed
    }

    /// What its machine says, as long as it runs itself.
    fn probe(&mut self, probe: &Probe<'_>, cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        let host = self.host.filter(|_| !self.has_crashed);
        let answer = host.and_then(|host| cx.with_part(host, |host, cx| host.probe(probe, cx)));
        answer.unwrap_or(ProbeAnswer::Refused)
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.tone = match self.has_crashed || self.host.is_none() {
            true => Tone::Bad,
            false => Tone::Ok,
        };
        vitals.headline("", Quantity::Total(self.requests), Unit::PerSecond);
        let port = Quantity::Level(f64::from(self.params.port));
        vitals.row("port", port, Unit::None);
    }
}

impl Container {
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        match self.host.filter(|_| !self.has_crashed) {
            Some(host) => {
                self.requests += 1;
                cx.forward(id, Outlet::straight(host));
            }
            None => cx.reply(id, Outcome::failed(0, FailureCause::PortClosed)),
        }
    }
}
