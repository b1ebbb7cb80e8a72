//! The node and its replica: how both are lost, who takes over, and what is gone then.

use super::ElastiCache;
use crate::base::time::Span;
use crate::control::{ControlCtx, timers};
use crate::rules::cache::Store;
use crate::world::log::{EntryId, Term};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum State {
    #[default]
    Up,
    /// The replica answers reads and will be the primary.
    FailsOver,
    /// The node is lost with all that was on it.
    Lost,
}

timers! {
    Timer {
        /// The replica is the primary from then on, or an empty node is there.
        Recovers: States,
    }
}

impl ElastiCache {
    pub(super) fn flush(&mut self) {
        self.stores.values_mut().for_each(Store::flush);
    }

    /// Whether the zones of the primary and of a replica are down. Drawn in none, no zone takes it down.
    fn zones_down(&self, cx: &ControlCtx<'_>) -> (bool, bool) {
        let subnets = cx.subnets(cx.me);
        let first = subnets.first().map(|subnet| subnet.1);
        let mut others = subnets.iter().map(|subnet| subnet.1);
        let second = others.find(|zone| Some(*zone) != first).or(first);
        let is_down = |zone: Option<u8>| zone.is_some_and(|zone| cx.is_down(zone));
        match self.is_swapped {
            true => (is_down(second), is_down(first)),
            false => (is_down(first), is_down(second)),
        }
    }

    pub(super) fn look_at_zones(&mut self, cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        if !self.params.is_node() {
            return;
        }
        let (primary, replica) = self.zones_down(cx);
        match self.state {
            State::Up if primary => self.lose(cause, cx),
            // Who was to take over is gone, too.
            State::FailsOver if replica || !self.params.has_replica() => self.lose(cause, cx),
            _ => {}
        }
    }

    pub(super) fn lose(&mut self, cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        let (_, replica) = self.zones_down(cx);
        let can_fail_over = self.params.has_replica() && !replica && self.state == State::Up;
        let said = match can_fail_over {
            true => {
                self.state = State::FailsOver;
                cx.say("replica_takes_over", true, &[], cause)
            }
            false => {
                let items = Term::Count(f64::from(self.items()));
                self.state = State::Lost;
                self.flush();
                cx.say("items_lost", true, &[items], cause)
            }
        };
        self.entry = Some(said);
        self.await_recovery(cx);
    }

    fn await_recovery(&self, cx: &mut ControlCtx<'_>) {
        let at = cx.now() + Span::from_s_f64(self.params.recovery_s);
        cx.set(Timer::Recovers, at);
    }

    pub(super) fn recover(&mut self, cx: &mut ControlCtx<'_>) {
        let event = match self.state {
            State::Up => return,
            State::Lost if self.zones_down(cx).0 => return self.await_recovery(cx),
            State::FailsOver => {
                self.is_swapped = !self.is_swapped;
                "replica_is_primary"
            }
            State::Lost => "empty_node",
        };
        self.state = State::Up;
        let entry = self.entry.take();
        cx.say(event, false, &[], entry);
    }
}
