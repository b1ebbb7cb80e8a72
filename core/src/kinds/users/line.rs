//! How the clients of a part come to those they ask: by a name, which their resolvers keep, or straight
//! to an address, over the distance between them.

use super::resolvers::{Found, Resolvers};
use crate::base::id::{PartIx, RequestId};
use crate::base::queue::Delay;
use crate::base::rng::Rng;
use crate::base::time::Span;
use crate::contract::{Protocol, Viewers};
use crate::rules::regions::{EDGE_ROUND_TRIP, round_trip};
use crate::world::client::{Crowd, Identity};
use crate::world::ctx::{Ctx, World};
use crate::world::request::{FailureCause, Outcome};
use crate::world::tracer::Step;
use crate::world::wires::Outlet;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub crowd: Crowd,
    pub resolvers: Resolvers,
    /// There and back within the Region.
    pub round_trip: Delay,
    /// The same, and a query before it.
    asking: Delay,
}

impl Line {
    pub fn new(names: Rng) -> Self {
        Self {
            crowd: Crowd::default(),
            resolvers: Resolvers::new(names),
            round_trip: Delay::default(),
            asking: Delay::default(),
        }
    }

    /// Where the clients are, and whom they turn to.
    pub fn viewers(&self, me: PartIx, world: &World) -> Viewers {
        let straight = || {
            world
                .wires
                .outlet(me, Protocol::Http)
                .map(|site| (site.to, 1))
        };
        let told = match world.wires.outlet(me, Protocol::Dns) {
            Some(_) => self.resolvers.told(),
            None => straight().into_iter().collect(),
        };
        Viewers {
            at: self.crowd.region,
            told,
            near: self.round_trip.span,
        }
    }

    /// Puts a request of one of the clients on its way by a wire. Returns whom it connects to; nobody
    /// if the name has no address.
    #[inline(always)]
    pub fn dial(&mut self, id: RequestId, site: Outlet, who: Identity, cx: &mut Ctx<'_>) -> PartIx {
        match cx.world.names.of(site.to).is_some() {
            true => self.dial_by_name(id, site, who, cx),
            false => {
                let delay = round_trip_to(site.to, self.round_trip, &self.crowd, cx.world);
                cx.forward_delayed(id, site, delay);
                site.to
            }
        }
    }

    /// Resolves the name at the end of a wire and talks to the address that it is told.
    #[inline(always)]
    fn dial_by_name(
        &mut self,
        id: RequestId,
        site: Outlet,
        who: Identity,
        cx: &mut Ctx<'_>,
    ) -> PartIx {
        let client = self.crowd.number(who);
        let found = self.resolvers.resolve(site.to, client, cx.world);
        let Some((found, (last, before))) = found.and_then(|f| Some((f, f.way.split_last()?)))
        else {
            cx.reply(id, Outcome::failed(0, FailureCause::NoAddress));
            return PartIx::NONE;
        };
        cx.world.wires.count(cx.me, site);
        let is_traced = cx.request(id).is_some_and(|request| {
            request.dialed = found.zone;
            request.is_traced
        });
        if is_traced {
            follow(id, found, cx);
        }
        for (name, by) in before {
            cx.world.wires.count(*name, *by);
        }
        let mut delay = round_trip_to(last.1.to, self.round_trip, &self.crowd, cx.world);
        if found.after > Span::ZERO {
            delay.span = delay.span + found.after;
            // As long as the name stays as it is, all queries take the same time.
            if !found.is_cached && self.asking.span != delay.span {
                self.asking = cx.world.queue.delay(delay.span);
            }
            if self.asking.span == delay.span {
                delay = self.asking;
            }
        }
        // By the wire of the name that led there, which is not on the way itself.
        let world = &mut *cx.world;
        let mut name = Ctx { world, me: last.0 };
        name.forward_delayed(id, last.1, delay);
        last.1.to
    }
}

/// There and back to what has the address; `near`: within the Region.
#[inline(always)]
fn round_trip_to(to: PartIx, near: Delay, crowd: &Crowd, world: &mut World) -> Delay {
    match crowd.region.is_none() && !world.places.is_spread() {
        true => near,
        false => far(to, near, crowd, world),
    }
}

#[cold]
fn far(to: PartIx, near: Delay, crowd: &Crowd, world: &mut World) -> Delay {
    let places = &world.places;
    let own = crowd.region.unwrap_or(places.home());
    let span = match places.region(to) {
        None => EDGE_ROUND_TRIP,
        Some(region) if region == own => return near,
        Some(region) => round_trip(own, region),
    };
    world.queue.delay(span)
}

/// Writes down for the viewer which names led a client on.
#[cold]
fn follow(id: RequestId, found: Found<'_>, cx: &mut Ctx<'_>) {
    let (mut from, left) = (cx.me, found.until.since(cx.now()));
    for (name, by) in found.way {
        let step = Step::Resolved {
            from,
            is_cached: found.is_cached,
            to: by.to,
            left,
            selection: cx.world.names.of(*name).and_then(|name| name.selection),
        };
        cx.world.trace(id, *name, step);
        from = *name;
    }
}
