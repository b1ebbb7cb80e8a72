//! Cookies that lead a client back to the target it had (spec 5.8). They live with the clients; what the
//! balancer reads in them is kept here, by client.

use super::flows::Flows;
use super::pool::Pool;
use crate::base::rng::Rng;
use crate::base::time::{Instant, Span};
use crate::rules::flow::is_alive;
use crate::world::request::FailureCause;
use alloc::boxed::Box;
use serde::{Deserialize, Serialize};

/// How long a cookie leads anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stickiness {
    pub duration: Span,
    /// Each request renews it (`AWSALB`); else it ends so long after the application made it.
    pub is_renewed: bool,
}

/// What became of a client's cookie at its last request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cookie {
    /// It had none.
    #[default]
    New,
    Kept,
    /// Its target takes nothing more: another target, another session.
    Moved,
    /// It was too old: its client is spread anew, and logged out.
    Expired,
}

/// The cookies that lead to one target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cookies {
    pub clients: u32,
    /// Until the first of them ends, if its client does not come before. `None`: there is none.
    pub next_ends: Option<Span>,
}

/// A registration of a target: its place may be given to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    slot: u16,
    order: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sticky {
    settings: Stickiness,
    clients: Flows<Kept>,
    /// Of the request that was looked at last.
    pub cookie: Cookie,
    /// Requests for which a target was chosen anew, and those of them that had another one before.
    pub chosen: u64,
    pub moved: u64,
    /// Those of them whose cookie was too old.
    pub expired: u64,
}

impl Sticky {
    /// The cookies that lead to a target, as it was registered.
    pub fn cookies(&self, slot: u16, order: u32, now: Instant) -> Cookies {
        let to = Kept { slot, order };
        let ages = self.clients.ages_of(now, |kept: Kept| kept == to);
        let left = ages.filter_map(|age| {
            let duration = self.settings.duration;
            is_alive(age, duration).then_some(duration - age)
        });
        left.fold(Cookies::default(), |all, left| Cookies {
            clients: all.clients + 1,
            next_ends: Some(all.next_ends.map_or(left, |next| next.min(left))),
        })
    }
}

impl Pool {
    /// What it remembers of clients from now on: cookies, which they keep, and connections.
    pub fn remember(&mut self, settings: Option<Stickiness>, keep_alive: Option<Span>) {
        self.keep_alive = keep_alive;
        self.remembers = settings.is_some() || keep_alive.is_some();
        let before = self.sticky.take();
        self.sticky = settings.map(|settings| match before {
            Some(mut sticky) => {
                sticky.settings = settings;
                sticky
            }
            None => Box::new(Sticky {
                settings,
                clients: Flows::new(settings.duration),
                cookie: Cookie::New,
                chosen: 0,
                moved: 0,
                expired: 0,
            }),
        });
    }

    /// The target that a client's cookie leads to; else another one, which it leads to from now on.
    pub(super) fn pick_sticky(
        &mut self,
        client: u64,
        node: u8,
        now: Instant,
        rng: &mut Rng,
    ) -> Result<u16, FailureCause> {
        let Some(mut sticky) = self.sticky.take() else {
            return self.pick(node, now, rng);
        };
        let known = sticky.clients.seen(client);
        let Stickiness {
            duration,
            is_renewed,
        } = sticky.settings;
        let leads = |(kept, last): &(Kept, Instant)| {
            is_alive(now.since(*last), duration) && self.may_take(node, kept.slot, kept.order)
        };
        let slot = match known.filter(leads) {
            Some((kept, _)) => {
                sticky.cookie = Cookie::Kept;
                if is_renewed {
                    sticky.clients.keep(client, kept, now);
                }
                Ok(kept.slot)
            }
            None => {
                sticky.chosen += 1;
                sticky.moved += u64::from(known.is_some());
                let is_old = |last: Instant| !is_alive(now.since(last), duration);
                sticky.cookie = match known {
                    None => Cookie::New,
                    Some((_, last)) if is_old(last) => Cookie::Expired,
                    Some(_) => Cookie::Moved,
                };
                sticky.expired += u64::from(sticky.cookie == Cookie::Expired);
                let slot = self.pick(node, now, rng);
                if let Some(target) = slot
                    .ok()
                    .and_then(|slot| self.targets.get(usize::from(slot)))
                    && let Ok(slot) = slot
                {
                    let order = target.order;
                    sticky.clients.keep(client, Kept { slot, order }, now);
                }
                slot
            }
        };
        self.sticky = Some(sticky);
        slot
    }
}
