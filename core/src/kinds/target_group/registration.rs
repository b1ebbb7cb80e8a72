//! How targets come and go: registration, the zones that are in use, draining (spec 5.4, 5.10).

use super::anomaly::Watch;
use super::{ALL_ZONES, Target, TargetGroup, Timer, tell_owner_of};
use crate::base::id::{Handle, InstanceId};
use crate::base::time::Span;
use crate::control::{ControlCtx, Message};
use crate::kinds::instance::Instance;
use crate::rules::health::{HealthCounter, TargetState};
use crate::world::log::{EntryId, What};

impl TargetGroup {
    /// Registers an instance, one that still drains in its old place: what is in flight goes on.
    pub fn register(&mut self, part: Handle, cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        self.enrol(part, false, cause, cx);
        self.follow_zones(cx);
        self.sync(cx);
    }

    /// As [`Self::register`], with the balancer to be told of several at once by [`Self::sync`].
    /// `is_proven`: the run starts with it healthy (spec 1.7).
    pub fn enrol(
        &mut self,
        part: Handle,
        is_proven: bool,
        cause: Option<EntryId>,
        cx: &mut ControlCtx<'_>,
    ) {
        let (id, zone) = who_and_where(part, cx);
        let before = self.targets().find(|(_, t)| t.instance == id);
        let before = before.map(|(slot, t)| (usize::from(slot), t.registered_at));
        self.generation += 1;
        let state = if is_proven {
            TargetState::Healthy
        } else {
            TargetState::Initial
        };
        let entry = (!is_proven).then(|| {
            let what = What::TargetRegistered { instance: id };
            cx.log(what, cause)
        });
        let target = Target {
            part,
            instance: id,
            zone,
            health: HealthCounter::new(state),
            reason: None,
            registered_at: before.map_or(cx.now(), |(_, at)| at),
            drain_ends: None,
            is_released: false,
            slow_from: None,
            last_probe: None,
            in_line: None,
            entry,
            watch: Watch::default(),
            generation: self.generation,
        };
        let free = || self.targets.iter().position(Option::is_none);
        let slot = match before.map(|(slot, _)| slot).or_else(free) {
            Some(slot) => slot,
            None => {
                self.targets.push(None);
                self.targets.len() - 1
            }
        };
        if let Some(place) = self.targets.get_mut(slot) {
            *place = Some(target);
        }
        let first = self.phases.span_below(self.interval());
        // What an earlier user of the place was waited for is nothing to it.
        for timer in [Timer::TimedOut, Timer::Waited, Timer::DrainEnds] {
            cx.stop_nth(timer, slot as u32);
        }
        cx.set_nth(Timer::Probe, slot as u32, cx.now() + first);
    }

    /// A target in a zone where the balancer has no node, or of a group that no listener names, is
    /// `unused`: neither probed nor picked (`Target.NotInUse`, spec 5.4, 5.5). A balancer that is drawn
    /// without subnets takes all zones.
    /// One that nobody checks is `unavailable`, and gets traffic (`Target.HealthCheckDisabled`).
    pub fn follow_zones(&mut self, cx: &mut ControlCtx<'_>) {
        let zones = cx.owner(cx.me).map_or(0, |owner| cx.zones_of(owner));
        let is_named = self.is_named(cx);
        let is_enabled = |zone: u8| {
            is_named && (zones == 0 || zone == ALL_ZONES || zones & (1u32 << (zone & 31)) != 0)
        };
        for target in self.targets.iter_mut().flatten() {
            let from = target.health.state;
            let to = match (is_enabled(target.zone), from) {
                (_, TargetState::Draining) => continue,
                (false, _) => TargetState::Unused,
                (true, _) if !self.params.is_checked => TargetState::Unavailable,
                (true, TargetState::Unused | TargetState::Unavailable) => TargetState::Initial,
                (true, state) => state,
            };
            if from == to {
                continue;
            }
            target.health = HealthCounter::new(to);
            target.reason = None;
            target.slow_from = None;
            let what = What::TargetHealthChanged {
                instance: target.instance,
                from,
                to,
                reason: None,
                checks: 0,
            };
            target.entry = Some(cx.log(what, None));
        }
    }

    /// Whether its balancer may forward to it.
    fn is_named(&self, cx: &ControlCtx<'_>) -> bool {
        let balancing = cx.owner(cx.me).and_then(|owner| cx.balancing(owner));
        balancing.is_none_or(|balancing| balancing.names(cx.me))
    }

    /// Stops new requests to an instance; those in flight go on until the delay is over (5.10).
    pub fn deregister(&mut self, part: Handle, cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        let delay = Span::from_s_f64(self.params.deregistration_delay_s);
        let ends = cx.now() + delay;
        let places = self.targets.iter_mut().enumerate();
        let mut places = places.filter_map(|(slot, t)| Some((slot, t.as_mut()?)));
        let Some((slot, target)) = places.find(|(_, t)| t.part == part) else {
            return tell_owner_of(part, Message::Released { instance: part }, cx);
        };
        let instance = target.instance;
        if target.drain_ends.is_some() {
            if target.is_released {
                target.report_released(cx);
            }
            return;
        }
        let (from, checks) = (target.health.state, 0);
        target.health = HealthCounter::new(TargetState::Draining);
        target.drain_ends = Some(ends);
        let what = What::TargetHealthChanged {
            instance,
            from,
            to: TargetState::Draining,
            reason: None,
            checks,
        };
        target.entry = Some(cx.log(what, cause));
        let slot = slot as u16;
        self.sync(cx);
        cx.set_nth(Timer::DrainEnds, u32::from(slot), ends);
        let is_idle = cx.owner(cx.me).and_then(|lb| {
            cx.balancing(lb)?
                .target(cx.me, slot)
                .map(|t| t.outstanding == 0)
        });
        if is_idle.unwrap_or(true) {
            cx.send(cx.me, Message::Drained { slot });
        }
    }

    pub(super) fn release(&mut self, slot: u16, cx: &mut ControlCtx<'_>) {
        let Some(Some(target)) = self.targets.get_mut(slot as usize) else {
            return;
        };
        if target.drain_ends.is_none() || target.is_released {
            return;
        }
        target.is_released = true;
        target.report_released(cx);
    }

    /// The deregistration delay is over, or an unhealthy target has kept its connections long enough.
    pub(super) fn end_drain(&mut self, slot: u16, cx: &mut ControlCtx<'_>) {
        let Some(Some(target)) = self.targets.get_mut(slot as usize) else {
            return;
        };
        if target.drain_ends.is_none() {
            if target.health.state == TargetState::UnhealthyDraining {
                target.health.state = TargetState::Unhealthy;
                self.turned(slot, TargetState::UnhealthyDraining, cx);
            }
            return;
        }
        let (is_released, instance, cause) = (target.is_released, target.instance, target.entry);
        if !is_released {
            let me = cx.me;
            if let Some(balancer) = cx.owner(me) {
                cx.with_part(balancer, |balancer, cx| balancer.cut_target(me, slot, cx));
            }
            cx.log(What::ConnectionsCut { instance }, cause);
            self.release(slot, cx);
        }
        if let Some(place) = self.targets.get_mut(slot as usize) {
            *place = None;
        }
        self.sync(cx);
    }
}

/// A target as people see it, and its zone.
fn who_and_where(part: Handle, cx: &ControlCtx<'_>) -> (InstanceId, u8) {
    if let Some(instance) = cx.get::<Instance>(part) {
        return (instance.id, instance.zone);
    }
    let owner = cx.control.id(part.at);
    let mut zones = cx.subnets(part.at).iter().map(|(_, zone)| *zone);
    let first = zones.next().unwrap_or(ALL_ZONES);
    let is_one = zones.all(|zone| zone == first);
    let zone = if is_one { first } else { ALL_ZONES };
    (InstanceId { owner, serial: 0 }, zone)
}
