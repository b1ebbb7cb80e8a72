//! Target group: registration, health checks, draining, and who may be picked (spec 5.4-5.7, 5.10).
//! The balancer's opinion of a target; not the group's of an instance, nor EC2's of a machine.

mod anomaly;
mod check;
pub mod metrics;
mod params;
mod probes;
mod registration;
mod routing;

pub(super) use anomaly::bring;
pub use params::Params;

use super::instance::Instance;
use crate::balancing::Algorithm;
use crate::base::id::{Handle, InstanceId, PartId, PartIx};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::Instant;
use crate::contract::{
    BalancerNotice, CheckCtx, Dimension, Drawing, InForce, Kind, Notice, Place, Protocol, Quantity,
    Setup, Spec, TargetOpinion, Tone, Unit, Upkeep, Vitals,
};
use crate::control::{Calendar, ControlCtx, Due, Message, PublishCtx, timers};
use crate::rules::health::{HealthCounter, TargetState, default_matcher};
use crate::world::log::{EntryId, ProbeFailure};
use crate::world::metric::Metric;
use crate::world::request::FailureCause;
use alloc::string::String;
use alloc::vec::Vec;
use anomaly::Watch;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    watch: Watch,
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
    /// Status codes that pass a check, as set or as the type of its balancer has it.
    #[serde(default)]
    matcher: String,
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
    const NOTES: &'static [&'static str] = &["A17", "C5", "C14", "C20", "E4", "E12", "E13", "E14"];
    const METRICS: &'static [Metric] = metrics::METRICS;
    const DIMENSION: Option<Dimension> = Some(Dimension::of_arn("TargetGroup", "targetgroup"));

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check::check(params, cx);
    }

    fn needs_later(params: &Params) -> bool {
        let remembers = params.stickiness().is_some() || params.keep_alive().is_some();
        remembers || params.algorithm == Algorithm::WeightedRandom
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            matcher: params.matcher.clone(),
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

    fn in_force(_params: &Params, state: Option<&Self>, path: &str) -> Option<InForce> {
        let group = state.filter(|_| path == "Matcher")?;
        Some(Value::from(group.matcher.as_str()).into())
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
            Some(Timer::Look) => self.look(cx),
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
                self.follow_algorithm(cx);
                self.follow_zones(cx);
                self.sync(cx);
            }
            _ => {}
        }
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.follow_type(cx);
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
        self.follow_type(cx);
        let wires = cx.world.wires.of(cx.me).iter();
        let wired: Vec<PartIx> = wires.map(|wire| wire.to).collect();
        for part in wired {
            let part = cx.control.handle(part);
            let state = cx.parts.get(part.at.ix());
            let is_target = state.is_some_and(|state| state.as_targets(part) == [part]);
            if is_target {
                self.enrol(part, true, None, cx);
            }
        }
        self.follow_algorithm(cx);
        self.follow_zones(cx);
        self.sync(cx);
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        self.publish_period(cx);
    }

    fn upkeep(&self) -> Upkeep {
        let checks = |count: u32| Some(self.params.interval_s * f64::from(count));
        let is_checked = self.params.is_checked;
        Upkeep {
            passes_s: checks(self.params.healthy_threshold).filter(|_| is_checked),
            fails_s: checks(self.params.unhealthy_threshold).filter(|_| is_checked),
            ..Upkeep::default()
        }
    }

    fn opinions(&self, me: PartId) -> Vec<(InstanceId, TargetOpinion)> {
        let opinion = |target: &Target| TargetOpinion {
            by: me,
            state: target.health.state,
            reason: target.reason,
            is_anomalous: target.watch.anomalous.is_some(),
            weight: target.watch.weight,
        };
        let targets = self.targets.iter().flatten();
        targets.map(|t| (t.instance, opinion(t))).collect()
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
        if all > 0 && healthy == 0 && self.params.is_checked {
            vitals.tone = Tone::Bad;
        }
        if self.anomalies().0 > 0 {
            vitals.badge("anomalous", Tone::Warn);
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
        /// Targets are compared; of the group, not of one of them.
        Look: HealthChecks,
    }
}

impl TargetGroup {
    /// What is left to the type of its balancer.
    fn follow_type(&mut self, cx: &ControlCtx<'_>) {
        let owner = cx.owner(cx.me).and_then(|owner| cx.parts.get(owner.ix()));
        let kind = owner.and_then(|owner| owner.kind()?.balancer());
        self.matcher = match self.params.matcher.as_str() {
            "" => String::from(default_matcher(kind.unwrap_or_default())),
            set => String::from(set),
        };
    }

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

    /// Healthy and unhealthy targets, for the host count metrics.
    pub fn host_counts(&self) -> (u32, u32) {
        self.targets().fold((0, 0), |(healthy, unhealthy), (_, t)| {
            match t.health.state {
                TargetState::Healthy => (healthy + 1, unhealthy),
                state if state.is_unhealthy() => (healthy, unhealthy + 1),
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

/// Tells the group that owns an instance; one that stands alone has nobody to tell.
fn tell_owner_of(instance: Handle, message: Message, cx: &mut ControlCtx<'_>) {
    if let Some(owner) = cx.get::<Instance>(instance).map(|i| i.owner) {
        cx.send(owner, message);
    }
}
