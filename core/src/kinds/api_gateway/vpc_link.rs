//! A VPC link: the way by which an API Gateway asks what has no public address (spec 12). Its network
//! interfaces stand in subnets of the VPC, so that what comes by it is seen there as from inside, with the
//! security groups of the link. Without one the gateway calls from the internet.

use super::ApiGateway;
use crate::base::id::{Handle, PartId, PartIx, RequestId};
use crate::base::time::Instant;
use crate::contract::{
    CheckCtx, Drawing, Family, IssueWhat, Kind, Member, Place, Probe, ProbeAnswer, Protocol,
    Quantity, Setup, Spec, Unit, Vitals, params,
};
use crate::control::ControlCtx;
use crate::kinds::{KindId, Params};
use crate::rules::api::is_linked_to;
use crate::rules::validate::Code;
use crate::world::ctx::{Ctx, Input};
use crate::world::log::EntryId;
use crate::world::request::{FailureCause, Outcome};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

params! {
    pub struct Settings {
        security_groups: Vec<PartId> = Vec::new(), "SecurityGroupIds" => parts(Takes::Filters);
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct VpcLink {
    /// The gateways that it is wired to: nobody else finds anything there.
    gateways: Vec<PartIx>,
    pub requests: u64,
    /// Of them, those that wait for an answer.
    waiting: u32,
}

impl Kind for VpcLink {
    type Params = Settings;
    const SPEC: Spec = Spec {
        name: "vpc_link",
        accepts: &[Protocol::Http],
        offers: &[Protocol::Http],
        place: Place::Subnets,
    };
    const DRAWING: Drawing = Drawing {
        family: Some(Family::Entry),
        ..Drawing::of("vpc-link")
    };
    const IS_MANAGED: bool = true;

    fn check(_params: &Settings, cx: &mut CheckCtx<'_>) {
        check(cx);
    }

    fn new(_params: &Settings, _setup: &mut Setup<'_>) -> Self {
        Self::default()
    }

    fn edit(&mut self, _params: &Settings, _setup: &mut Setup<'_>) {}

    /// Looks whose it is.
    fn settle(&mut self, _cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        let wires = &cx.world.wires;
        let all = cx.all::<ApiGateway>().map(|(gateway, _)| gateway);
        self.gateways = all.filter(|gateway| wires.joins(*gateway, cx.me)).collect();
    }

    fn wires_changed(&mut self, _before: &[PartIx], cx: &mut ControlCtx<'_>) {
        self.settle(None, cx);
    }

    fn neighbour_left(&mut self, who: Handle, _cx: &mut ControlCtx<'_>) {
        self.gateways.retain(|gateway| *gateway != who.at);
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

    fn inside(&self) -> usize {
        self.waiting as usize
    }

    fn probe(&mut self, _probe: &Probe<'_>, _cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        ProbeAnswer::Silent
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.headline("", Quantity::Total(self.requests), Unit::PerSecond);
    }
}

impl VpcLink {
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let caller = cx.request(id).and_then(|request| request.caller());
        if !caller.is_some_and(|caller| self.gateways.contains(&caller)) {
            return cx.never_connect(id);
        }
        self.requests += 1;
        let Some(outlet) = cx.outlet(Protocol::Http) else {
            return cx.reply(id, Outcome::failed(0, FailureCause::NotWired));
        };
        // It is the link that connects, and that is let in.
        self.waiting += u32::from(cx.call(id, outlet, 0));
    }

    fn returned(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some((request, _)) = cx.answered(id) else {
            return;
        };
        let outcome = request.outcome;
        self.waiting = self.waiting.saturating_sub(1);
        cx.pass_back(id, outcome);
    }
}

/// It is a gateway's, and leads to one balancer.
fn check(cx: &mut CheckCtx<'_>) {
    let (board, me) = (cx.board, cx.me.id);
    let kind = |id| {
        board
            .part(id)
            .and_then(|part| part.params)
            .map(Params::kind)
    };
    if !board
        .inlets(me)
        .any(|from| kind(from) == Some(ApiGateway::ID))
    {
        cx.push("", IssueWhat::Error(Code::ApiLinkCaller));
    }
    let is_one = |id: &PartId| {
        kind(*id)
            .and_then(KindId::balancer)
            .is_some_and(is_linked_to)
    };
    let (all, right) = (
        board.outlets(me).count(),
        board.outlets(me).filter(is_one).count(),
    );
    if (all, right) != (1, 1) && all > 0 {
        cx.push("", IssueWhat::Error(Code::ApiLinkTarget));
    }
    cx.expect_a_wire();
}
