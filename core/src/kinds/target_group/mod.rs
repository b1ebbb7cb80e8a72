//! Target group: registration, health checks, draining, and who may be picked (spec 5.4-5.7, 5.10).
//! The balancer's opinion of a target; not the group's of an instance, nor EC2's of a machine.

mod check;
pub mod metrics;

use super::instance::Instance;
use crate::balancing::{Algorithm, PoolTarget};
use crate::base::form::words;
use crate::base::id::{Handle, InstanceId, PartIx};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{
    BalancerNotice, CheckCtx, Dimension, Drawing, Kind, Notice, Place, Probe, ProbeAnswer,
    ProbeCall, Protocol, Quantity, Setup, Spec, Tally, Tone, Unit, Vitals, params,
};
use crate::control::{Calendar, ControlCtx, Due, Message, PublishCtx, timers};
use crate::rules::distribution::{HealthThreshold, ZoneHealth, dns_zones, eligible};
use crate::rules::health::{HealthCounter, Matcher, TargetState, failure};
use crate::world::log::{EntryId, ProbeFailure, What};
use crate::world::metric::Metric;
use crate::world::request::FailureCause;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What a health check asks for: a page, or only a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckProtocol {
    #[default]
    Http,
    Tcp,
}

words!(CheckProtocol {
    Http: "HTTP",
    Tcp: "TCP",
});

params! {
    pub struct Params {
        check_protocol: CheckProtocol = CheckProtocol::Http, "HealthCheckProtocol"
            => choice(CheckProtocol::WORDS).of_health();
        path: String = String::from("/"), "HealthCheckPath" if |p| p.asks_for_a_page()
            => text().of_health();
        interval_s: f64 = 30.0, "HealthCheckIntervalSeconds"
            => number(5.0..=300.0, Seconds).of_health();
        timeout_s: f64 = 5.0, "HealthCheckTimeoutSeconds"
            => number(2.0..=120.0, Seconds).of_health();
        healthy_threshold: u32 = 5, "HealthyThresholdCount" => whole(2.0..=10.0, Count).of_health();
        unhealthy_threshold: u32 = 2, "UnhealthyThresholdCount"
            => whole(2.0..=10.0, Count).of_health();
        matcher: String = String::from("200"), "Matcher" if |p| p.asks_for_a_page()
            => text().of_health();
        /// Health checks wait in the servers' queues like requests (spec 5.5).
        probe_through_queue: bool = false, "probe_through_queue" => toggle();
        algorithm: Algorithm = Algorithm::RoundRobin, "load_balancing.algorithm.type"
            => choice(Algorithm::WORDS);
        is_cross_zone: bool = true, "load_balancing.cross_zone.enabled" => toggle();
        slow_start_s: f64 = 0.0, "slow_start.duration_seconds" => number(0.0..=900.0, Seconds);
        deregistration_delay_s: f64 = 300.0, "deregistration_delay.timeout_seconds"
            => number(0.0..=3_600.0, Seconds);
        dns_minimum: u32 = 1, "target_group_health.dns_failover.minimum_healthy_targets.count"
            => whole(1.0..=1_000.0, Count);
        routing_minimum: u32 = 1,
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count"
            => whole(1.0..=1_000.0, Count);
        /// The same as a share of the registered targets; `None`: off.
        dns_minimum_percent: Option<u32> = None,
            "target_group_health.dns_failover.minimum_healthy_targets.percentage"
            => optional(1.0..=100.0, Percent);
        routing_minimum_percent: Option<u32> = None,
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage"
            => optional(1.0..=100.0, Percent);
        /// In the forward action of its balancer's listener, beside other target groups (spec 5.3).
        weight: u32 = 1, "Weight" => whole(0.0..=999.0, None);
    }
}

impl Params {
    fn asks_for_a_page(&self) -> bool {
        self.check_protocol == CheckProtocol::Http
    }
}

/// The zone of a target that has several, or stands in none. AWS's word for it is `all`.
const ALL_ZONES: u8 = u8::MAX;

/// One registered (or draining) target. Its place is the same as in the balancer's table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    pub part: Handle,
    /// As people see it; of a part that is no instance, the part alone.
    pub instance: InstanceId,
    /// [`ALL_ZONES`]: it can be met from each.
    pub zone: u8,
    pub health: HealthCounter,
    pub reason: Option<ProbeFailure>,
    /// When it got its place at the balancer.
    pub registered_at: Instant,
    /// Shown as draining until then; the place is free afterwards.
    pub drain_ends: Option<Instant>,
    /// Nothing in flight any more: whoever waits has been told.
    pub is_released: bool,
    pub slow_from: Option<Instant>,
    pub last_probe: Option<(Instant, bool)>,
    /// The probe that waits in line with the requests.
    in_line: Option<u32>,
    /// The last word of the log about it.
    pub entry: Option<EntryId>,
    /// Counts registrations: who came first.
    generation: u32,
}

impl Target {
    const fn is_in(&self, zone: u8) -> bool {
        self.zone == zone || self.zone == ALL_ZONES
    }

    /// Whether it is probed and counts for the group's health.
    const fn is_in_use(&self) -> bool {
        !matches!(
            self.health.state,
            TargetState::Draining | TargetState::Unused
        )
    }

    /// Tells the group that waits for it, unless the instance has ended since.
    pub fn report_released(&self, cx: &mut ControlCtx<'_>) {
        let instance = self.part;
        tell_owner_of(instance, Message::Released { instance }, cx);
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TargetGroup {
    pub params: Params,
    /// `None`: a free place.
    pub targets: Vec<Option<Target>>,
    phases: Rng,
    generation: u32,
    /// Probes that went in line with requests so far.
    in_line: u32,
    pub is_fail_open: bool,
    pub probes_passed: u64,
    pub probes_failed: u64,
}

impl Kind for TargetGroup {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "target_group",
        accepts: &[],
        offers: &[Protocol::Http],
        place: Place::Outside,
    };
    const START: u8 = 1;
    const DRAWING: Drawing = Drawing::of("tg");
    const METRICS: &'static [Metric] = metrics::METRICS;
    const DIMENSION: Option<Dimension> = Some(Dimension::of_arn("TargetGroup", "targetgroup"));

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check::check(params, cx);
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            targets: Vec::new(),
            phases: setup.rng(Purpose::Probes),
            generation: 0,
            in_line: 0,
            is_fail_open: false,
            probes_passed: 0,
            probes_failed: 0,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
        let slot = due.index as u16;
        match due.timer() {
            Some(Timer::Probe) => self.probe(slot, cx),
            Some(Timer::TimedOut) => self.observe(slot, Some(ProbeFailure::Timeout), cx),
            Some(Timer::Waited) => {
                self.leave_line(slot);
                self.observe(slot, Some(ProbeFailure::Timeout), cx);
            }
            Some(Timer::DrainEnds) => self.end_drain(slot, cx),
            None => {}
        }
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        match message {
            Message::ProbeAnswered { slot, number } if self.is_in_line(slot, number) => {
                self.leave_line(slot);
                cx.stop_nth(Timer::Waited, u32::from(slot));
                self.hear(slot, cx);
            }
            Message::Drained { slot } => self.release(slot, cx),
            Message::Reconcile => {
                self.follow_zones(cx);
                self.sync(cx);
            }
            _ => {}
        }
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        cx.send(cx.me, Message::Reconcile);
    }

    fn ground_changed(&mut self, _cause: EntryId, cx: &mut ControlCtx<'_>) {
        self.sync(cx);
    }

    /// Registers what a new wire brings, deregisters what a removed one took. What an old wire leads
    /// to is left as it is: a group may have kept an instance unregistered.
    fn wires_changed(&mut self, before: &[PartIx], cx: &mut ControlCtx<'_>) {
        let targets = self.targets().map(|(_, t)| t);
        let registered = targets.filter(|t| t.drain_ends.is_none());
        let registered: Vec<Handle> = registered.map(|t| t.part).collect();
        let (mut wanted, mut new) = (Vec::new(), Vec::new());
        for wire in cx.world.wires.of(cx.me) {
            let part = cx.control.handle(wire.to);
            let state = cx.parts.get(wire.to.ix());
            let targets = state.map_or(Vec::new(), |state| state.as_targets(part));
            if !before.contains(&wire.to) {
                new.extend_from_slice(&targets);
            }
            wanted.extend(targets);
        }
        for part in new.iter().filter(|p| !registered.contains(p)) {
            self.register(*part, None, cx);
        }
        for part in registered.iter().filter(|p| !wanted.contains(p)) {
            self.deregister(*part, None, cx);
        }
        // A group of no instances has nobody to register, and yet is forwarded to now.
        self.sync(cx);
    }

    /// Its place is free at once.
    fn neighbour_left(&mut self, who: Handle, cx: &mut ControlCtx<'_>) {
        let is_it = |t: &Option<Target>| t.as_ref().is_some_and(|t| t.part == who);
        if let Some(place) = self.targets.iter_mut().find(|t| is_it(t)) {
            *place = None;
            self.sync(cx);
        }
    }

    /// Its table at the balancer goes with it; nobody waits for its draining any more.
    fn leave(&mut self, cx: &mut ControlCtx<'_>) {
        let me = cx.me;
        cx.reset_connections(FailureCause::ConnectionCut);
        let is_draining = |t: &&Target| t.drain_ends.is_some() && !t.is_released;
        for target in self.targets.iter().flatten().filter(is_draining) {
            target.report_released(cx);
        }
        if let Some(balancer) = cx.owner(me) {
            cx.with_balancing(balancer, |balancer, cx| balancer.forget_pool(me, cx));
        }
    }

    /// Registers what is wired to it and is a target itself; groups register their own instances.
    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        let wires = cx.world.wires.of(cx.me).iter();
        let wired: Vec<PartIx> = wires.map(|wire| wire.to).collect();
        for part in wired {
            let part = cx.control.handle(part);
            let state = cx.parts.get(part.at.ix());
            let is_target = state.is_some_and(|state| state.as_targets(part) == [part]);
            if is_target && !self.targets().any(|(_, t)| t.part == part) {
                self.enrol(part, true, None, cx);
            }
        }
        self.follow_zones(cx);
        self.sync(cx);
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        self.publish_period(cx);
    }

    fn tally(&self, _now: Instant) -> Tally {
        let (healthy, _) = self.host_counts();
        Tally {
            healthy,
            ..Tally::default()
        }
    }

    fn notice(&self, of: InstanceId, _now: Instant, _calendar: &Calendar) -> Option<Notice> {
        let health = &self.state_of(of)?.health;
        (health.state != TargetState::Unused).then_some(Notice::Balancer(BalancerNotice {
            state: health.state,
            failures: health.failures,
            threshold: self.params.unhealthy_threshold,
        }))
    }

    fn vitals(&self, _now: Instant, vitals: &mut Vitals) {
        let (healthy, _) = self.host_counts();
        let all = self.registered() as u32;
        if all > 0 && healthy == 0 {
            vitals.tone = Tone::Bad;
        }
        let some = healthy;
        vitals.headline("healthy", Quantity::Of { some, all }, Unit::Count);
    }
}

timers! {
    /// By the place of the target.
    Timer {
        /// The next health check is due.
        Probe: HealthChecks,
        /// A silent target's health check has run into its time-out.
        TimedOut: HealthChecks,
        /// One that waits in line with the requests has waited as long.
        Waited: HealthChecks,
        /// The deregistration delay is over.
        DrainEnds: Groups,
    }
}

impl TargetGroup {
    /// Target groups that have a wire to `part`: registration is a matter of the target group.
    pub fn wired_to(part: PartIx, cx: &ControlCtx<'_>) -> Vec<PartIx> {
        let is_wired = |ix: &PartIx| cx.world.wires.joins(*ix, part);
        cx.all::<Self>()
            .map(|(ix, _)| ix)
            .filter(is_wired)
            .collect()
    }

    /// Places in use, with their numbers.
    pub fn targets(&self) -> impl Iterator<Item = (u16, &Target)> {
        let places = self.targets.iter().enumerate();
        places.filter_map(|(slot, t)| t.as_ref().map(|t| (slot as u16, t)))
    }

    /// By instance: an ended one's place is used again while its target is still shown as draining.
    pub fn state_of(&self, instance: InstanceId) -> Option<&Target> {
        let mut targets = self.targets().map(|(_, t)| t);
        targets.find(|t| t.instance == instance)
    }

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

    /// A target in a zone where the balancer has no node is `unused`: neither probed nor picked
    /// (`Target.NotInUse`, spec 5.5). A balancer that is drawn without subnets takes all zones.
    pub fn follow_zones(&mut self, cx: &mut ControlCtx<'_>) {
        let zones = cx.owner(cx.me).map_or(0, |owner| cx.zones_of(owner));
        let is_enabled =
            |zone: u8| zones == 0 || zone == ALL_ZONES || zones & (1u32 << (zone & 31)) != 0;
        for target in self.targets.iter_mut().flatten() {
            let from = target.health.state;
            let to = match (is_enabled(target.zone), from) {
                (_, TargetState::Draining) => continue,
                (false, _) => TargetState::Unused,
                (true, TargetState::Unused) => TargetState::Initial,
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

    fn interval(&self) -> Span {
        Span::from_s_f64(self.params.interval_s.max(1.0))
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

    fn release(&mut self, slot: u16, cx: &mut ControlCtx<'_>) {
        let Some(Some(target)) = self.targets.get_mut(slot as usize) else {
            return;
        };
        if target.drain_ends.is_none() || target.is_released {
            return;
        }
        target.is_released = true;
        target.report_released(cx);
    }

    fn end_drain(&mut self, slot: u16, cx: &mut ControlCtx<'_>) {
        let Some(Some(target)) = self.targets.get(slot as usize) else {
            return;
        };
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

    fn probe(&mut self, slot: u16, cx: &mut ControlCtx<'_>) {
        let Some(Some(target)) = self.targets.get(slot as usize) else {
            return;
        };
        if target.drain_ends.is_some() {
            return;
        }
        let (part, is_in_use) = (target.part, target.is_in_use());
        let (zone, now) = (target.zone, cx.now());
        cx.set_nth(Timer::Probe, u32::from(slot), now + self.interval());
        if !is_in_use {
            return;
        }
        // Probes come from the balancer's nodes, and filters see them like any connection.
        let checker = cx.owner(cx.me).unwrap_or(cx.me);
        if !cx.world.reach.is_open() && !cx.world.reach.passes(checker, part.at, zone) {
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
        cx.set_nth(Timer::Waited, u32::from(slot), now + self.timeout());
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
                CheckProtocol::Http => Protocol::Http,
                CheckProtocol::Tcp => Protocol::Tcp,
            },
            path: &self.params.path,
            in_line,
        };
        let answer = cx.with_part(target, |part, cx| part.probe(&probe, cx));
        answer.unwrap_or(ProbeAnswer::Silent)
    }

    fn timeout(&self) -> Span {
        Span::from_s_f64(self.params.timeout_s)
    }

    /// Whether this probe of the target is the one that waits in line.
    fn is_in_line(&self, slot: u16, number: u32) -> bool {
        let target = self.targets.get(slot as usize).and_then(Option::as_ref);
        target.is_some_and(|t| t.in_line == Some(number))
    }

    fn leave_line(&mut self, slot: u16) {
        if let Some(Some(target)) = self.targets.get_mut(slot as usize) {
            target.in_line = None;
        }
    }

    /// What the target says to a probe at this instant.
    fn hear(&mut self, slot: u16, cx: &mut ControlCtx<'_>) {
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
                let matcher = Matcher::parse(&self.params.matcher);
                let passed = matcher.is_some_and(|m| failure(&m, Some(status)).is_none());
                let failure = (!passed).then_some(ProbeFailure::ResponseCodeMismatch);
                self.observe(slot, failure, cx);
            }
            ProbeAnswer::Connected => self.observe(slot, None, cx),
            // It has been answered when it is heard.
            ProbeAnswer::Later => {}
        }
    }

    /// One more health check is over. `reason`: why it failed.
    fn observe(&mut self, slot: u16, reason: Option<ProbeFailure>, cx: &mut ControlCtx<'_>) {
        let (healthy, unhealthy) = (
            self.params.healthy_threshold,
            self.params.unhealthy_threshold,
        );
        let passed = reason.is_none();
        let now = cx.now();
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
        let (to, instance, part) = (target.health.state, target.instance, target.part);
        let checks = target.health.successes.max(target.health.failures);
        target.slow_from = None;
        let what = What::TargetHealthChanged {
            instance,
            from,
            to,
            reason,
            checks,
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
        if to.is_unhealthy()
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

    /// Brings the balancer's table and its addresses in DNS up to date.
    pub fn sync(&mut self, cx: &mut ControlCtx<'_>) {
        let me = cx.me;
        let Some(owner) = cx.owner(me) else { return };
        let Some(zones) = cx.balancing(owner).map(|b| b.zones) else {
            return;
        };
        let zone_count = (32 - zones.leading_zeros()) as usize;
        let (lists, is_fail_open) = self.eligible_by_zone(zone_count);
        let out_of_dns = zones & !self.zones_in_dns(zones, zone_count);
        let (algorithm, is_cross_zone) = (self.params.algorithm, self.params.is_cross_zone);
        let slow_start = Span::from_s_f64(self.params.slow_start_s);
        // A group that leads nowhere yet is not in the listener's action: drawing it costs nobody.
        let is_forwarded_to = !cx.world.wires.of(me).is_empty();
        let (targets, weight) = (&self.targets, self.params.weight);
        cx.with_balancing(owner, |balancer, cx| {
            let Some(pool) = balancer.pool_mut(me) else {
                return;
            };
            pool.algorithm = algorithm;
            pool.is_cross_zone = is_cross_zone;
            pool.slow_start = slow_start;
            pool.is_fail_open = is_fail_open;
            let in_use = || targets.iter().flatten().filter(|t| t.is_in_use());
            pool.in_use = in_use().count() as u32;
            pool.healthy = in_use().filter(|t| t.health.state.takes_traffic()).count() as u32;
            pool.targets.resize_with(targets.len(), PoolTarget::default);
            for (row, target) in pool.targets.iter_mut().zip(targets) {
                update_row(row, target.as_ref());
            }
            pool.set_eligible(&lists);
            pool.is_forwarded_to = is_forwarded_to;
            pool.weight = weight;
            pool.zones_out_of_dns = out_of_dns;
            balancer.follow_pools(cx);
        });
        if is_fail_open != self.is_fail_open {
            self.is_fail_open = is_fail_open;
            let is_on = is_fail_open;
            let cause = self.targets().filter_map(|(_, t)| t.entry).max();
            cx.log(What::FailOpen { is_on }, cause);
        }
    }

    /// Who may be picked by a node of each zone (one list with cross-zone on), and whether any
    /// list is there only because routing failed open.
    fn eligible_by_zone(&self, zone_count: usize) -> (Vec<Vec<u16>>, bool) {
        let of_zone = |zone: Option<u8>| -> Vec<(u16, TargetState)> {
            self.targets()
                .filter(|(_, t)| t.is_in_use() && zone.is_none_or(|z| t.is_in(z)))
                .map(|(slot, t)| (slot, t.health.state))
                .collect()
        };
        let scopes: Vec<Option<u8>> = if self.params.is_cross_zone {
            vec![None]
        } else {
            (0..zone_count).map(|z| Some(z as u8)).collect()
        };
        let threshold = HealthThreshold {
            count: Some(self.params.routing_minimum),
            percent: self.params.routing_minimum_percent.map(f64::from),
        };
        let mut is_any_open = false;
        let lists = scopes
            .into_iter()
            .map(|scope| {
                let members = of_zone(scope);
                let states: Vec<TargetState> = members.iter().map(|m| m.1).collect();
                let healthy = states.iter().filter(|s| s.takes_traffic()).count() as u32;
                let health = ZoneHealth {
                    healthy,
                    total: states.len() as u32,
                };
                let picked = eligible(&states);
                let fails_open = picked.is_fail_open || (healthy > 0 && threshold.is_below(health));
                is_any_open |= fails_open;
                let takes = |state: &TargetState| match fails_open {
                    true => state.takes_traffic_in_fail_open(),
                    false => state.takes_traffic(),
                };
                let taking = members.iter().filter(|(_, state)| takes(state));
                taking.map(|(slot, _)| *slot).collect()
            })
            .collect();
        (lists, is_any_open)
    }

    /// Zones whose node addresses DNS gives: those not below the DNS threshold (5.7). With cross-zone
    /// off a zone without any target has nothing to be judged by: its node stays, and answers 503
    /// (5.1, 5.9).
    fn zones_in_dns(&self, zones: u32, zone_count: usize) -> u32 {
        let mut health = vec![
            ZoneHealth {
                healthy: 0,
                total: 0
            };
            zone_count
        ];
        for (_, target) in self.targets().filter(|(_, t)| t.is_in_use()) {
            let zones = health.iter_mut().zip(0..);
            for (zone, _) in zones.filter(|(_, zone)| target.is_in(*zone)) {
                zone.total += 1;
                zone.healthy += u32::from(target.health.state.takes_traffic());
            }
        }
        let threshold = HealthThreshold {
            count: Some(self.params.dns_minimum),
            percent: self.params.dns_minimum_percent.map(f64::from),
        };
        let below = threshold.zones_below(&health, self.params.is_cross_zone);
        let is_enabled = |zone: &usize| zones & (1 << zone) != 0;
        let enabled: Vec<bool> = below
            .iter()
            .enumerate()
            .filter(|(zone, _)| is_enabled(zone))
            .map(|(_, below)| *below)
            .collect();
        let is_empty = |zone: &ZoneHealth| !self.params.is_cross_zone && zone.total == 0;
        let kept = dns_zones(&enabled);
        (0..zone_count)
            .zip(&health)
            .filter(|(zone, _)| is_enabled(zone))
            .zip(kept)
            .filter(|((_, health), is_kept)| *is_kept || is_empty(health))
            .fold(0, |mask, ((zone, _), _)| mask | 1 << zone)
    }

    /// Healthy and unhealthy targets, for the host count metrics.
    pub fn host_counts(&self) -> (u32, u32) {
        self.targets().fold((0, 0), |(healthy, unhealthy), (_, t)| {
            match t.health.state {
                TargetState::Healthy => (healthy + 1, unhealthy),
                TargetState::Unhealthy => (healthy, unhealthy + 1),
                _ => (healthy, unhealthy),
            }
        })
    }

    /// Registered targets, draining ones left out.
    pub fn registered(&self) -> usize {
        self.targets()
            .filter(|(_, t)| t.drain_ends.is_none())
            .count()
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

/// Tells the group that owns an instance; one that stands alone has nobody to tell.
fn tell_owner_of(instance: Handle, message: Message, cx: &mut ControlCtx<'_>) {
    if let Some(owner) = cx.get::<Instance>(instance).map(|i| i.owner) {
        cx.send(owner, message);
    }
}

fn update_row(row: &mut PoolTarget, target: Option<&Target>) {
    let Some(target) = target else {
        *row = PoolTarget::default();
        return;
    };
    if !row.is_present || row.part != target.part.at || row.registered_at != target.registered_at {
        *row = PoolTarget {
            part: target.part.at,
            zone: target.zone,
            ..PoolTarget::default()
        };
        row.registered_at = target.registered_at;
        row.is_present = true;
    }
    row.order = target.generation;
    row.is_draining = target.drain_ends.is_some();
    row.slow_from = target.slow_from;
}
