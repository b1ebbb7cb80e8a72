//! After a deploy: old copies that are still handed out, and the invalidation that ends them (spec 3.4).

use super::CloudFront;
use super::Timer;
use super::edge::Thing;
use crate::base::filled::{Filled, Numbers};
use crate::base::time::{Instant, Span};
use crate::base::unit::Unit;
use crate::contract::{Quantity, Vitals};
use crate::control::ControlCtx;
use crate::rules::cdn::{behavior, invalidation_usd};
use crate::world::log::{EntryId, Term};
use serde::{Deserialize, Serialize};

/// So long without one, and no more old pages are expected.
const SILENCE: Span = Span::from_s(60);

/// Old pages that were handed out since the last deploy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldPages {
    /// When the origin had something newer.
    since: Instant,
    pub count: u64,
    last: Instant,
    is_said: bool,
}

impl OldPages {
    /// One more. `since`: when the origin had something newer.
    pub(super) fn add(&mut self, since: Instant, now: Instant) {
        if self.since != since {
            *self = Self {
                since,
                ..Self::default()
            };
        }
        self.count += 1;
        self.last = now;
        self.is_said = false;
    }

    /// From the deploy to the last of them.
    pub fn lasted(&self) -> Span {
        self.last.since(self.since)
    }

    pub(super) fn show(&self, vitals: &mut Vitals) {
        if self.count > 0 {
            let count = Quantity::Level(self.count as f64);
            vitals.row("old_pages", count, Unit::Count);
            let lasted = Quantity::Level(self.lasted().s_f64());
            vitals.row("old_for", lasted, Unit::Seconds);
        }
    }

    /// Says how many there were and for how long, once there are no more.
    pub(super) fn report(&mut self, cx: &mut ControlCtx<'_>) {
        let is_over = cx.now().since(self.last) >= SILENCE;
        if self.count == 0 || self.is_said || !is_over {
            return;
        }
        self.is_said = true;
        let count = Term::Count(self.count as f64);
        let lasted = Term::Seconds(self.lasted().s_f64());
        cx.say("old_pages", true, &[count, lasted], None);
    }
}

impl CloudFront {
    fn paths(&self) -> impl Iterator<Item = &str> {
        let paths = self.params.invalidation_paths.split(',').map(str::trim);
        paths.filter(|path| !path.is_empty())
    }

    pub(super) fn create_invalidation(&mut self, entry: EntryId, cx: &mut ControlCtx<'_>) {
        let paths = self.paths().count() as u32;
        cx.control
            .bill
            .pay(invalidation_usd(paths, self.invalidated));
        self.invalidated = self.invalidated.saturating_add(paths);
        self.pending.push(entry);
        self.invalidations += 1;
        let at = cx.now() + Span::from_s_f64(self.params.invalidation_delay_s);
        cx.set_nth(Timer::Invalidates, self.invalidations, at);
    }

    /// Copies of the paths go, at every edge location and in every regional cache.
    pub(super) fn invalidate(&mut self, cx: &mut ControlCtx<'_>) {
        let Self {
            params,
            edges,
            regionals,
            ..
        } = self;
        let patterns = params.invalidation_paths.split(',').map(str::trim);
        let world = &*cx.world;
        let is_meant = |thing: Thing| {
            let Thing { client, object, .. } = thing;
            let path = world.page(thing.class).path();
            let path = Filled::new(path, Numbers { client, object });
            behavior(patterns.clone(), path).is_some()
        };
        let mut gone = 0;
        for edge in edges.values_mut().chain(regionals.values_mut()) {
            gone += edge.drop_if(is_meant);
        }
        let gone = Term::Count(f64::from(gone));
        let cause = (!self.pending.is_empty()).then(|| self.pending.remove(0));
        cx.say("invalidated", false, &[gone], cause);
    }
}
