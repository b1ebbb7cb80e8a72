//! Target groups whose balancer remembers something of its clients: by cookies where they went, and the
//! connections that it has to them and to the targets. A group that remembers nothing does without this
//! code, so it comes with the kinds that come later.

use super::connections::{self, Connections};
use super::{Balancing, HandedOver, Picked};
use crate::base::time::Instant;
use crate::world::client::Client;
use crate::world::ctx::Ctx;
use crate::world::request::FailureCause;
use alloc::boxed::Box;
use once_cell::race::OnceRef;

/// A target group by its number, and the node that has the request.
type Place = (u8, u8);

/// What the rest of the engine calls of this file.
struct Remembering {
    pick: fn(&mut Balancing, Client, Place, Instant) -> Result<Picked, FailureCause>,
    give_back: fn(&mut Connections, connections::Line, u8, bool, Instant),
}

static ALL: Remembering = Remembering {
    pick,
    give_back: Connections::give_back,
};
/// The same, once it is here.
static HERE: OnceRef<'static, Remembering> = OnceRef::new();

/// Tells that the code is here.
pub fn bring() {
    // Whoever came first brought the same.
    let _ = HERE.set(&ALL);
}

fn here() -> Option<&'static Remembering> {
    match cfg!(target_arch = "wasm32") {
        true => HERE.get(),
        false => Some(&ALL),
    }
}

impl Balancing {
    /// Chooses a target for a client of whom something is remembered.
    #[inline(never)]
    pub(super) fn pick_remembering(
        &mut self,
        client: Client,
        place: Place,
        now: Instant,
    ) -> Result<Picked, FailureCause> {
        let all = here().ok_or(FailureCause::NoTarget)?;
        (all.pick)(self, client, place, now)
    }

    /// A target that is looked at has one request less. `is_answered`: its connection is still of use.
    #[inline(never)]
    pub(super) fn watch(&mut self, from: HandedOver, is_answered: bool, cx: &mut Ctx<'_>) {
        let pool = self.pools.get(usize::from(from.pool));
        let target = pool.and_then(|pool| pool.targets.get(usize::from(from.slot)));
        let (Some(pool), Some(target)) = (pool, target) else {
            return;
        };
        if target.is_draining && target.outstanding == 0 {
            cx.signal();
        }
        if let (Some(connections), Some(all)) = (&mut self.connections, here()) {
            let line = connections::Line::of(pool, from.slot, target);
            let is_kept = is_answered && !target.is_draining;
            (all.give_back)(connections, line, from.lane, is_kept, cx.now());
        }
    }
}

fn pick(
    balancing: &mut Balancing,
    client: Client,
    (number, node): Place,
    now: Instant,
) -> Result<Picked, FailureCause> {
    let routing = &mut balancing.routing;
    let pool = balancing.pools.get_mut(usize::from(number));
    let pool = pool.ok_or(FailureCause::NoTarget)?;
    let slot = match pool.sticky {
        Some(_) => pool.pick_sticky(client.identity(), node, now, routing)?,
        None => pool.pick(node, now, routing)?,
    };
    let mut picked = pool.picked(number, slot)?;
    let target = pool.targets.get(usize::from(slot));
    if let (Some(keep_alive), Some(target)) = (pool.keep_alive, target) {
        let line = connections::Line::of(pool, slot, target);
        let times = (balancing.idle.span - balancing.hop.span, keep_alive);
        let opened = balancing.clients.opened();
        let begin = || Box::new(Connections::since(opened));
        let connections = balancing.connections.get_or_insert_with(begin);
        picked.lane = connections.take(opened, node, line, times, now)?;
    }
    Ok(picked)
}
