//! Gateway Load Balancer endpoint: where route tables send packets that are to be inspected. It hands
//! each on to its Gateway Load Balancer, and what comes back to where it was going (spec 5.14).

use crate::base::id::{PartId, PartIx, RequestId};
use crate::base::time::Instant;
use crate::contract::{
    CheckCtx, Drawing, Family, Kind, Place, Price, Protocol, Quantity, Setup, Spec, Tier, Unit,
    Usage, Vitals, params,
};
use crate::rules::cost;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::request::{FailureCause, NO_NODE, Outcome};
use crate::world::wires::Outlet;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {}
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GatewayEndpoint {
    zone: u8,
    pub passed: u64,
    /// Packets that the appliances kept, or that were lost on the way to one.
    pub lost: u64,
    bytes: u64,
}

impl Kind for GatewayEndpoint {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "gateway_endpoint",
        accepts: &[],
        offers: &[Protocol::Tcp],
        place: Place::Subnet { has_standby: false },
    };
    const DRAWING: Drawing = Drawing {
        tier: Tier::Public,
        family: Some(Family::Network),
        ..Drawing::of("gwlbe")
    };

    fn check(_params: &Params, cx: &mut CheckCtx<'_>) {
        cx.expect_a_wire();
    }

    fn new(_params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            zone: zone(setup.subnets),
            passed: 0,
            lost: 0,
            bytes: 0,
        }
    }

    fn edit(&mut self, _params: &Params, setup: &mut Setup<'_>) {
        self.zone = zone(setup.subnets);
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Return(id) => self.inspected(id, cx),
            Input::TimedOut(id) => {
                cx.give_up_connecting(id);
            }
            Input::Done(_) | Input::Wake(_) => {}
        }
    }

    fn price(&self) -> Price {
        Price::standing(cost::GWLB_ENDPOINT_PER_HOUR)
    }

    fn usage(&self, _me: PartIx, _world: &World) -> Option<Usage> {
        Some(Usage {
            requests: self.passed + self.lost,
            bytes: self.bytes,
            nanousd: (cost::GWLB_ENDPOINT_PER_GB * self.bytes as f64) as u64,
            ..Usage::default()
        })
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        vitals.headline("", Quantity::Total(self.passed), Unit::PerSecond);
        vitals.row("lost", Quantity::Total(self.lost), Unit::PerSecond);
    }
}

fn zone(subnets: &[(PartId, u8)]) -> u8 {
    subnets.first().map_or(NO_NODE, |(_, zone)| *zone)
}

impl GatewayEndpoint {
    /// Whatever the route tables send here is inspected first.
    fn arrive(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(request) = cx.request(id) else {
            return;
        };
        let class = request.class;
        // The balancer's node of the same zone.
        request.dialed = self.zone;
        let class = cx.class(class);
        self.bytes += u64::from(class.bytes_in) + u64::from(class.bytes_out);
        match cx.outlet(Protocol::Tcp) {
            Some(balancer) => {
                cx.call(id, balancer, 0);
            }
            None => self.lose(id, cx),
        }
    }

    /// What the appliance let through goes where it was going: the wire says, which has brought it.
    fn inspected(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        let Some(request) = cx.request(id) else {
            return;
        };
        let (outcome, caller) = (request.outcome, request.caller());
        request.dialed = NO_NODE;
        if !outcome.is_ok() {
            self.lost += 1;
            return match outcome.cause {
                // Who waits has waited long enough.
                FailureCause::ConnectTimeout => cx.reply(id, outcome),
                _ => cx.never_connect(id),
            };
        }
        let wires = &cx.world.wires;
        let brought = caller.and_then(|from| wires.of(from).iter().find(|wire| wire.to == cx.me));
        let goes_on = brought.and_then(|by| wires.of(cx.me).iter().find(|w| w.link == by.link));
        match goes_on.map(|wire| Outlet::straight(wire.to)) {
            Some(on) => {
                self.passed += 1;
                cx.forward(id, on);
            }
            None => cx.reply(id, Outcome::failed(0, FailureCause::NotWired)),
        }
    }

    fn lose(&mut self, id: RequestId, cx: &mut Ctx<'_>) {
        self.lost += 1;
        cx.never_connect(id);
    }
}
