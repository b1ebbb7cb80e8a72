//! Health checks: when a target is asked, what it answers, and what that makes of it (spec 5.5, 5.6).

use super::params::CheckProtocol;
use super::{Target, TargetGroup, Timer, tell_owner_of};
use crate::base::id::Handle;
use crate::base::time::{Instant, Span};
use crate::contract::{Probe, ProbeAnswer, ProbeCall, Protocol};
use crate::control::{ControlCtx, Message};
use crate::kinds::instance::Instance;
use crate::rules::health::{Matcher, TargetState, failure};
use crate::world::log::{ProbeFailure, What};

impl TargetGroup {
    pub(super) fn interval(&self) -> Span {
        Span::from_s_f64(self.params.interval_s.max(1.0))
    }

    pub(super) fn probe(&mut self, slot: u16, cx: &mut ControlCtx<'_>) {
        let Some(Some(target)) = self.targets.get(slot as usize) else {
            return;
        };
        if target.drain_ends.is_some() {
            return;
        }
        let (part, is_asked) = (target.part, target.is_in_use() && self.params.is_checked);
        let (zone, now) = (target.zone, cx.now());
        if is_asked {
            self.check(slot, part, zone, cx);
        }
        // After the time-out of this one, which may be due at that instant.
        cx.set_nth(Timer::Probe, u32::from(slot), now + self.interval());
    }

    fn check(&mut self, slot: u16, part: Handle, zone: u8, cx: &mut ControlCtx<'_>) {
        // Probes come from the balancer's nodes and in their name, and filters see them like any connection.
        let checker = cx.owner(cx.me).unwrap_or(cx.me);
        if !cx.world.reach.is_open() && !cx.world.reach.passes_check(checker, part.at, zone) {
            return self.answered(slot, ProbeAnswer::Silent, cx);
        }
        if !self.params.probe_through_queue {
            return self.hear(slot, cx);
        }
        self.in_line = self.in_line.wrapping_add(1);
        let number = self.in_line;
        let call = ProbeCall {
            from: cx.me,
            slot,
            number,
        };
        let answer = self.ask(part, Some(call), cx);
        if answer != ProbeAnswer::Later {
            return self.answered(slot, answer, cx);
        }
        if let Some(Some(target)) = self.targets.get_mut(slot as usize) {
            target.in_line = Some(number);
        }
        cx.set_nth(Timer::Waited, u32::from(slot), cx.now() + self.timeout());
    }

    /// Has a target answer a probe, whatever it is; one that is gone is silent.
    fn ask(
        &self,
        target: Handle,
        in_line: Option<ProbeCall>,
        cx: &mut ControlCtx<'_>,
    ) -> ProbeAnswer {
        let probe = Probe {
            from: cx.me,
            protocol: match self.params.check_protocol {
                CheckProtocol::Http | CheckProtocol::Https => Protocol::Http,
                CheckProtocol::Tcp => Protocol::Tcp,
            },
            port: None,
            path: &self.params.path,
            in_line,
        };
        let answer = cx.with_part(target, |part, cx| part.probe(&probe, cx));
        answer.unwrap_or(ProbeAnswer::Silent)
    }

    /// AWS wants it below the interval; here a check is over when the next one is due.
    fn timeout(&self) -> Span {
        Span::from_s_f64(self.params.timeout_s).min(self.interval())
    }

    /// Whether this probe of the target is the one that waits in line.
    pub(super) fn is_in_line(&self, slot: u16, number: u32) -> bool {
        let target = self.targets.get(slot as usize).and_then(Option::as_ref);
        target.is_some_and(|t| t.in_line == Some(number))
    }

    pub(super) fn leave_line(&mut self, slot: u16) {
        if let Some(Some(target)) = self.targets.get_mut(slot as usize) {
            target.in_line = None;
        }
    }

    /// What the target says to a probe at this instant.
    pub(super) fn hear(&mut self, slot: u16, cx: &mut ControlCtx<'_>) {
        let Some(Some(target)) = self.targets.get(slot as usize) else {
            return;
        };
        let result = self.ask(target.part, None, cx);
        self.answered(slot, result, cx);
    }

    fn answered(&mut self, slot: u16, result: ProbeAnswer, cx: &mut ControlCtx<'_>) {
        match result {
            ProbeAnswer::Silent => {
                let at = cx.now() + self.timeout();
                cx.set_nth(Timer::TimedOut, u32::from(slot), at);
            }
            ProbeAnswer::Refused => {
                self.observe(slot, Some(ProbeFailure::FailedHealthChecks), cx);
            }
            ProbeAnswer::Status(status) => {
                let passed = Matcher::parse(&self.matcher)
                    .is_some_and(|m| failure(&m, Some(status)).is_none());
                let failure = (!passed).then_some(ProbeFailure::ResponseCodeMismatch);
                self.observe(slot, failure, cx);
            }
            ProbeAnswer::Connected => self.observe(slot, None, cx),
            // It has been answered when it is heard.
            ProbeAnswer::Later => {}
        }
    }

    /// One more health check is over. `reason`: why it failed.
    pub(super) fn observe(
        &mut self,
        slot: u16,
        reason: Option<ProbeFailure>,
        cx: &mut ControlCtx<'_>,
    ) {
        let (healthy, unhealthy) = (
            self.params.healthy_threshold,
            self.params.unhealthy_threshold,
        );
        let passed = reason.is_none();
        let now = cx.now();
        let balancing = cx.owner(cx.me).and_then(|owner| cx.balancing(owner));
        let drains = balancing.map_or(Span::ZERO, |balancing| balancing.unhealthy_drains);
        let Some(Some(target)) = self.targets.get_mut(slot as usize) else {
            return;
        };
        if !target.is_in_use() {
            return;
        }
        match passed {
            true => self.probes_passed += 1,
            false => self.probes_failed += 1,
        }
        target.last_probe = Some((now, passed));
        target.reason = reason;
        let from = target.health.state;
        if !target.health.observe(passed, healthy, unhealthy) {
            return;
        }
        if target.health.state == TargetState::Unhealthy && drains > Span::ZERO {
            target.health.state = TargetState::UnhealthyDraining;
            cx.set_nth(Timer::DrainEnds, u32::from(slot), now + drains);
        }
        self.turned(slot, from, cx);
    }

    /// A target is in another state than `from` now.
    pub(super) fn turned(&mut self, slot: u16, from: TargetState, cx: &mut ControlCtx<'_>) {
        let now = cx.now();
        let Some(Some(target)) = self.targets.get_mut(slot as usize) else {
            return;
        };
        let (to, instance, part) = (target.health.state, target.instance, target.part);
        target.slow_from = None;
        let what = What::TargetHealthChanged {
            instance,
            from,
            to,
            reason: target.reason,
            checks: target.health.successes.max(target.health.failures),
        };
        // What was done to the machine, if that is newer than the last word about the target.
        let machine = cx.get::<Instance>(part);
        let cause = target.entry.max(machine.and_then(|i| i.struck_by));
        target.entry = Some(cx.log(what, cause));
        let has_slow_start = self.params.algorithm.has_slow_start();
        if to == TargetState::Healthy && has_slow_start && self.params.slow_start_s > 0.0 {
            self.begin_slow_start(slot, now);
        }
        self.sync(cx);
        if to == TargetState::Unhealthy
            && let Some(balancer) = cx.owner(cx.me)
        {
            let me = cx.me;
            cx.with_part(balancer, |balancer, cx| {
                balancer.target_failed(me, slot, cx);
            });
        }
        tell_owner_of(part, Message::Reconcile, cx);
    }

    /// Slow start begins only beside a healthy target that is not in slow start itself (5.6).
    fn begin_slow_start(&mut self, slot: u16, now: Instant) {
        let ramp = Span::from_s_f64(self.params.slow_start_s);
        let is_full = |t: &Target| {
            t.health.state == TargetState::Healthy
                && t.slow_from.is_none_or(|from| now.since(from) >= ramp)
        };
        let has_full = self.targets().any(|(other, t)| other != slot && is_full(t));
        if let Some(Some(target)) = self.targets.get_mut(slot as usize)
            && has_full
        {
            target.slow_from = Some(now);
        }
    }
}
