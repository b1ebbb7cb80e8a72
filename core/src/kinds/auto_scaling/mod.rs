//! The Auto Scaling group: keeps the number of instances at the desired capacity, replaces bad ones,
//! spreads them over zones and registers them with target groups (spec 7).

pub mod check;
mod health;
mod launch;
mod member;
pub mod metrics;
mod params;
mod reconcile;
mod sizes;
mod terminate;

pub use member::Member;
pub use params::{DrainWait, Params};
pub use sizes::Counted;

use crate::base::id::{Handle, InstanceId, PartIx};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, GroupNotice, InForce, Kind, Launched, Notice,
    Place, Protocol, Quantity, Role, Setup, Sizes, Spec, Tally, Unit, Vitals,
};
use crate::control::{Calendar, ControlCtx, Due, Message, PublishCtx, timers};
use crate::kinds::KindId;
use crate::kinds::instance::metrics as machine;
use crate::rules::balancer_type::TargetType;
use crate::rules::lifecycle::{WarmupSettings, WarmupUse, effective_warmup};
use crate::rules::suspension::Process;
use crate::world::log::{EntryId, Evaluation, LaunchFailure};
use crate::world::metric::Metric;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a policy proposes, with the numbers behind it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    pub policy: PartIx,
    pub because: Evaluation,
    pub cause: EntryId,
}

/// A zone without capacity: no rebalancing into it before the next attempt is due, nor launches
/// that must keep the zones balanced.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Refusal {
    zone: u8,
    retry_at: Instant,
    failures: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Group {
    pub params: Params,
    pub min: u32,
    pub max: u32,
    pub desired: u32,
    pub members: Vec<Member>,
    next_serial: u32,
    choice: Rng,
    pub proposals: Vec<Proposal>,
    /// Scheduled actions that fired at this instant.
    pub scheduled: Vec<PartIx>,
    /// What last made the group launch or end instances: a change of the desired capacity, or the end
    /// of an instance that is to be replaced.
    moved_by: Option<EntryId>,
    /// What each missing instance goes back to, oldest first: launches may have to wait.
    orders: Vec<EntryId>,
    /// Desired capacity before an edit that the log does not know yet, and whether the edit set it.
    edited_from: Option<u32>,
    edited_by_hand: bool,
    /// A simple policy's activity runs; its cooldown begins when it has ended.
    simple_cooldown: Option<Span>,
    pub cooldown_until: Option<Instant>,
    /// When target tracking last scaled in: its next scale-in needs fresher data.
    tracked_in_at: Option<Instant>,
    /// When the last instance had ended.
    terminated_at: Instant,
    /// No launch before then, after a failed one.
    retry_at: Option<Instant>,
    launch_failures: u32,
    /// Zones that rebalancing would have filled, had they had capacity.
    refusals: Vec<Refusal>,
    pub last_failure: Option<LaunchFailure>,
    /// What the log said of it.
    failure_entry: EntryId,
    /// Newcomer of a rebalancing move and the zone that will lose an instance for it.
    rebalancing: Option<(Handle, u8)>,
    said_all_protected: bool,
    said_waiting: bool,
    /// A round of replacement has begun, or waits; the next one waits for its newcomers.
    is_round_open: bool,
    /// Rounds of replacement since an instance last passed its first health check.
    pub failed_rounds: u32,
    /// Nothing of it and of its instances reaches CloudWatch.
    pub is_silent: bool,
    /// Load that its instances were asked for, minute by minute: its end, and percent of the vCPUs.
    offered: VecDeque<(Instant, f64)>,
}

impl Kind for Group {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "auto_scaling_group",
        accepts: &[Protocol::Http, Protocol::Tcp],
        offers: &[Protocol::Sql, Protocol::Cache],
        place: Place::Subnets,
    };
    /// Its instances register themselves with target groups.
    const START: u8 = 2;
    const NOTES: &'static [&'static str] = &["A22", "C4", "C13", "E18", "E19", "E20", "E26"];
    const FAULTS: &'static [Fault] = &[Fault::lasting("metrics_off", "metrics_on")];
    const DRAWING: Drawing = Drawing {
        params: r#"{"MinSize": 2, "MaxSize": 4, "DesiredCapacity": 2, "HealthCheckType": "ELB",
            "DefaultInstanceWarmup": 120}"#,
        brings: &[
            (
                KindId::LaunchTemplate,
                r#"{"Monitoring": {"Enabled": true}, "bootstrap_s": 10}"#,
            ),
            (
                KindId::ScalingPolicy,
                r#"{"PolicyType": "TargetTrackingScaling", "TargetTrackingConfiguration": {
                    "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
                    "TargetValue": 50.0, "DisableScaleIn": false}}"#,
            ),
        ],
        family: Some(Family::Compute),
        role: Role::Fleet,
        ..Drawing::of("asg")
    };
    const METRICS: &'static [Metric] = metrics::METRICS;
    const TARGET: Option<TargetType> = Some(TargetType::Instance);
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("AutoScalingGroupName"));

    fn namespace(metric: Metric) -> Option<&'static str> {
        metrics::namespace(metric)
    }

    /// A new `MinSize` or `MaxSize` sets the desired capacity where that would lie outside (7.1).
    fn follow(params: &mut Params, path: &str) {
        if matches!(path, "MinSize" | "MaxSize") {
            params.desired = params.desired.map(|desired| params.pull(desired));
        }
    }

    /// Policies move the desired capacity away from what was drawn.
    fn in_force(_params: &Params, state: Option<&Self>, path: &str) -> Option<InForce> {
        let group = state.filter(|_| path == "DesiredCapacity")?;
        Some(InForce {
            value: Value::from(group.desired),
            limits: Some(f64::from(group.min)..=f64::from(group.max)),
        })
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check::check(params, cx);
    }

    fn fault(&mut self, _fault: Fault, begins: bool, _entry: EntryId, _cx: &mut ControlCtx<'_>) {
        self.is_silent = begins;
    }

    fn is_broken(&self, _word: &'static str) -> bool {
        self.is_silent
    }

    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let max = params.max.max(params.min);
        let desired = params.desired.unwrap_or(params.min).clamp(params.min, max);
        Self {
            params: params.clone(),
            min: params.min,
            max,
            desired,
            members: Vec::new(),
            next_serial: 0,
            choice: setup.rng(Purpose::Scaling),
            proposals: Vec::new(),
            scheduled: Vec::new(),
            moved_by: None,
            orders: Vec::new(),
            edited_from: None,
            edited_by_hand: false,
            simple_cooldown: None,
            cooldown_until: None,
            tracked_in_at: None,
            terminated_at: Instant::ZERO,
            retry_at: None,
            launch_failures: 0,
            refusals: Vec::new(),
            last_failure: None,
            failure_entry: EntryId::default(),
            rebalancing: None,
            said_all_protected: false,
            said_waiting: false,
            is_round_open: false,
            failed_rounds: 0,
            is_silent: false,
            offered: VecDeque::new(),
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.apply(params);
        // It may have been given the subnet that it missed.
        self.try_launches_anew();
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        if self.next_serial == 0 && cx.now() == Instant::ZERO {
            self.begin_in_service(cx);
        }
        if let Some(serial) = cx.control.serials.get(&cx.my_id()) {
            self.next_serial = self.next_serial.max(*serial);
        }
        let minute = cx
            .control
            .calendar
            .next_boundary(cx.now(), Span::from_s(60));
        cx.set(Timer::ReadStates, minute);
        cx.set(Timer::Tick, cx.now());
    }

    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        self.note_minute(cx);
        if !self.is_silent {
            self.publish_machines(cx);
            self.publish_sizes(cx);
        }
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        cx.send(cx.me, Message::Reconcile);
    }

    fn ground_changed(&mut self, _cause: EntryId, cx: &mut ControlCtx<'_>) {
        cx.send(cx.me, Message::Reconcile);
    }

    fn tally(&self, _now: Instant) -> Tally {
        Tally {
            desired: self.desired,
            in_service: self.in_service() as u32,
            most: self.max,
            load: Some(machine::CPU_UTILIZATION),
            ..Tally::default()
        }
    }

    fn particulars(&self, now: Instant, vitals: &mut Vitals) {
        if let Some(until) = self.cooldown_until.filter(|until| *until > now) {
            let left = Quantity::Level(until.since(now).s_f64());
            vitals.row("cooldown", left, Unit::Seconds);
        }
    }

    fn sizes(&self, now: Instant) -> Option<Sizes> {
        let warmup = self.metric_warmup();
        let is_warm = |m: &&Member| m.is_in_service() && m.in_service_for(now) >= warmup;
        Some(Sizes {
            min: self.min,
            desired: self.desired,
            max: self.max,
            in_service: self.in_service() as u32,
            counted: self.members.iter().filter(is_warm).count() as u32,
            is_silent: self.is_silent,
        })
    }

    fn launched(&self, now: Instant) -> Vec<Launched> {
        let warmup = self.metric_warmup();
        let launched = |m: &Member| Launched {
            part: m.part,
            id: m.id,
            subnet: m.subnet,
            template_version: m.template_version,
            is_in_service: m.is_in_service(),
            is_terminating: m.is_terminating(),
            warmup_left: match m.is_in_service() {
                true => warmup - m.in_service_for(now),
                false => Span::ZERO,
            },
            unhealthy: m.unhealthy,
            is_protected: m.is_protected,
            is_set_unhealthy: m.is_set_unhealthy,
        };
        self.members.iter().map(launched).collect()
    }

    fn notice(&self, of: InstanceId, now: Instant, _calendar: &Calendar) -> Option<Notice> {
        let member = self.members.iter().find(|m| m.id == of)?;
        let grace = Span::from_s_f64(self.params.grace_period_s);
        let left = grace - member.in_service_for(now);
        Some(Notice::Group(match member.unhealthy {
            Some(why) => GroupNotice::Unhealthy { why },
            None if left > Span::ZERO => GroupNotice::Grace { left },
            None => GroupNotice::Healthy,
        }))
    }

    fn as_targets(&self, _me: Handle) -> Vec<Handle> {
        let in_service = self.members.iter().filter(|m| m.is_in_service());
        in_service.map(|m| m.part).collect()
    }

    fn timer(&mut self, due: Due, cx: &mut ControlCtx<'_>) {
        match due.timer() {
            Some(Timer::ReadStates) => {
                self.read_states(cx);
                cx.set(Timer::ReadStates, cx.now() + Span::from_s(60));
                cx.send(cx.me, Message::Reconcile);
            }
            Some(Timer::Tick) => {
                cx.set(Timer::Tick, cx.now() + BEAT);
                self.reconcile(cx);
            }
            Some(Timer::WarmUpEnds) => self.note_warm(due.index, cx),
            None => {}
        }
    }

    fn breadth(&self) -> usize {
        self.members.len()
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        match message {
            Message::Running { instance } => {
                self.enter_service(instance, cx);
                self.reconcile(cx);
            }
            Message::Released { instance } => {
                self.released(instance, cx);
                self.reconcile(cx);
            }
            Message::Terminated { instance } => {
                self.terminated(instance, cx);
                self.reconcile(cx);
            }
            Message::LaunchLost { instance } => {
                self.lose_launch(instance, cx);
                self.reconcile(cx);
            }
            Message::DesiredSet { desired } => {
                self.set_by_hand(desired);
                cx.send(cx.me, Message::Reconcile);
            }
            Message::Reconcile => self.reconcile(cx),
            _ => {}
        }
    }
}

timers! {
    Timer {
        /// The EC2 states of its instances are read, at each full minute.
        ReadStates: Before,
        /// Its own beat.
        Tick: Groups,
        /// The warm-up of the instance with this serial number ends.
        WarmUpEnds: Groups,
    }
}

/// The group compares what it has with what it wants at least this often. Basis: model.
const BEAT: Span = Span::from_s(10);

impl Group {
    pub fn in_service(&self) -> usize {
        self.members.iter().filter(|m| m.is_in_service()).count()
    }

    pub fn counted_members(&self) -> usize {
        self.members.iter().filter(|m| m.is_counted()).count()
    }

    /// Any launch or termination under way.
    pub fn is_activity_in_progress(&self) -> bool {
        self.members
            .iter()
            .any(|m| m.is_pending() || m.is_terminating())
    }

    pub fn checks_load_balancer(&self) -> bool {
        self.params.health_check_type.contains("ELB")
    }

    pub fn is_suspended(&self, process: Process) -> bool {
        self.params.suspended.contains(&process)
    }

    pub fn is_suspended_for_alarms(&self) -> bool {
        self.is_suspended(Process::AlarmNotification)
    }

    /// Warm-up by which instances count in the group's metrics (spec 7.9).
    pub fn metric_warmup(&self) -> Span {
        let settings = WarmupSettings {
            default_instance_warmup: self.params.default_instance_warmup_s,
            ..WarmupSettings::default()
        };
        Span::from_s(u64::from(effective_warmup(
            WarmupUse::GroupMetrics,
            &settings,
        )))
    }

    /// The desired capacity was moved: what is launched, or ended, goes back to this entry.
    fn note_move(&mut self, entry: EntryId, from: u32, to: u32) {
        self.moved_by = Some(entry);
        let more = to.saturating_sub(from) as usize;
        self.orders.extend(core::iter::repeat_n(entry, more));
        let fewer = from.saturating_sub(to) as usize;
        self.orders
            .truncate(self.orders.len().saturating_sub(fewer));
    }

    pub fn member(&self, part: Handle) -> Option<&Member> {
        self.members.iter().find(|m| m.part == part)
    }

    pub fn member_mut(&mut self, part: Handle) -> Option<&mut Member> {
        self.members.iter_mut().find(|m| m.part == part)
    }
}
