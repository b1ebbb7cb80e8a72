//! An EC2 instance: a station of c vCPUs with one bounded queue and a pool of workers, inside a
//! machine that boots, listens, fails and ends (spec 1.3, 1.5, 6.1).

pub mod ailment;
mod burst;
mod checks;
mod data;
pub mod fault;
mod life;
pub mod metrics;
mod params;
mod serve;

pub use params::{CreditSpecification, Monitoring, Params, TYPE_NAMES};

use crate::base::id::{InstanceId, PartId, PartIx, RequestId};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::contract::{
    CheckCtx, Dimension, Drawing, Family, Fault, Kind, Machine, Notice, Place, Price, Probe,
    ProbeAnswer, ProbeCall, Protocol, Quantity, Role, Running, Setup, Spec, Tally, Tone, Unit,
    Upkeep, Usage, Vitals,
};
use crate::control::{Calendar, ControlCtx, Due, Message, PublishCtx};
use crate::rules::balancer_type::TargetType;
use crate::rules::cost;
use crate::rules::instance_type::instance_type;
use crate::rules::lifecycle::Ec2State;
use crate::world::ctx::{Ctx, Input, World};
use crate::world::log::EntryId;
use crate::world::metric::Metric;
use crate::world::workers::AtWork;
use ailment::{Ailment, Onsets};
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::vec::Vec;
use burst::Burst;
use fault::InstanceFault;
use serde::{Deserialize, Serialize};

/// The application on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum App {
    /// The machine is not up.
    Off,
    /// User data runs; nothing listens yet.
    Bootstrapping,
    Listening,
    /// Accepts connections and never answers.
    Hung,
    /// Nothing listens any more: refused at once.
    Crashed,
}

/// In this order in memory: what each request touches comes first and stands together, for with
/// thousands of instances each line of it is a cache miss.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[repr(C)]
pub struct Instance {
    pub app: App,
    /// Its zone is cut off: silent in every direction.
    pub is_unreachable: bool,
    pub answers_500: bool,
    vcpus: u32,
    in_system_max: u32,
    workers: u32,
    /// vCPUs.
    at_work: AtWork,
    /// Probes among them are [`RequestId::NONE`].
    waiting: VecDeque<RequestId>,
    /// CPU time that arriving requests ask for on the average, refused ones included.
    offered_us: f64,
    /// Service times are multiplied by this: a slow process, and a CPU that is held at its baseline.
    slow_factor: f64,
    service: Rng,
    pub received: u64,
    pub answered: u64,
    pub refused: u64,
    pub bytes_in: u64,
    pub bytes_out: u64,
    pub params: Params,
    pub id: InstanceId,
    /// The group that owns it, or itself.
    pub owner: PartIx,
    /// The subnet it lives in and that subnet's zone number.
    pub subnet: PartId,
    pub zone: u8,
    pub usd_per_hour: f64,
    pub ec2: Ec2State,
    /// When the EC2 state or the application last changed.
    pub changed_at: Instant,
    pub launched_at: Instant,
    pub running_at: Option<Instant>,
    /// When it stopped costing money.
    pub billed_until: Option<Instant>,
    /// EC2 status check impaired since (zone down, or a fault).
    pub impaired_since: Option<Instant>,
    process_factor: f64,
    /// CPU credits of a burstable type.
    pub burst: Option<Box<Burst>>,
    /// The health endpoint answers 500 while the site works.
    pub is_probe_broken: bool,
    /// Probes in line, and those whose turn has come.
    probes: VecDeque<ProbeCall>,
    served_probes: Vec<ProbeCall>,
    /// Another type waits for it to have stopped.
    is_resizing: bool,
    /// What was last done to it: the cause of what others notice.
    pub struck_by: Option<EntryId>,
    /// When what is wrong with it began.
    pub onsets: Onsets,
    /// Meter readings of the last published datapoint.
    pub sampled: Sampled,
    /// Answers that say 500: the application logs an error for each.
    #[serde(default)]
    pub errors: u64,
}

/// Meter readings at the end of the last metric period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampled {
    pub at: Instant,
    pub busy_us: u64,
    pub bytes_in: u64,
    pub bytes_out: u64,
}

impl Kind for Instance {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "instance",
        accepts: &[Protocol::Http, Protocol::Tcp],
        offers: &[Protocol::Sql, Protocol::Cache],
        place: Place::Subnet { has_standby: false },
    };
    const GETS_ADDRESS: bool = true;
    const DRAWING: Drawing = Drawing {
        params: r#"{"Monitoring": {"Enabled": true}, "bootstrap_s": 10}"#,
        family: Some(Family::Compute),
        role: Role::Server,
        ..Drawing::of("ec2")
    };
    const NOTES: &'static [&'static str] = &["A20"];
    const METRICS: &'static [Metric] = metrics::METRICS;
    const FAULTS: &'static [Fault] = InstanceFault::FAULTS;
    const TARGET: Option<TargetType> = Some(TargetType::Instance);
    const DIMENSION: Option<Dimension> = Some(Dimension::of_name("InstanceId"));

    fn namespace(_metric: Metric) -> Option<&'static str> {
        Some("AWS/EC2")
    }

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        params.check_type(cx);
    }

    fn follow(params: &mut Params, path: &str) {
        params.follow_image(path);
    }

    /// An instance that stands alone on the board: running and listening from the start.
    fn new(params: &Params, setup: &mut Setup<'_>) -> Self {
        let id = InstanceId {
            owner: setup.id,
            serial: 1,
        };
        let rng = setup.rng(Purpose::Service);
        let mut instance = Self::launch(params, id, setup.me, rng, setup.world.now);
        instance.be_in_service(setup.world.now);
        instance.stand_in(setup.subnets);
        instance
    }

    fn edit(&mut self, params: &Params, setup: &mut Setup<'_>) {
        self.stand_in(setup.subnets);
        self.is_resizing |= self.is_up() && params.instance_type != self.params.instance_type;
        match self.is_resizing {
            true => self.params = params.clone(),
            false => self.size(params),
        }
    }

    fn machine(&self, now: Instant) -> Option<Machine> {
        let is_running = self.ec2 == Ec2State::Running;
        Some(Machine {
            id: self.id,
            subnet: self.subnet,
            zone: self.zone,
            state: self.state(),
            ec2: self.ec2,
            is_impaired: self.impaired_since.is_some(),
            is_unreachable: self.is_unreachable,
            vcpus: self.vcpus,
            busy_us: self.busy_us(now),
            running_since: self.running_at.filter(|_| is_running),
            launched_at: self.launched_at,
            progress: self.phase_progress(now),
            waiting: self.waiting.len() as u32,
            in_flight: self.workers + self.waiting.len() as u32,
        })
    }

    fn tally(&self, _now: Instant) -> Tally {
        Tally {
            in_service: u32::from(self.app == App::Listening),
            most: 1,
            ..Tally::default()
        }
    }

    fn upkeep(&self) -> Upkeep {
        Upkeep {
            boots_s: Some(self.params.boots_s()),
            ..Upkeep::default()
        }
    }

    /// EC2's own status checks.
    fn notice(&self, of: InstanceId, now: Instant, calendar: &Calendar) -> Option<Notice> {
        (of == self.id).then(|| Notice::Ec2(self.status_checks(now, calendar)))
    }

    fn fault(&mut self, fault: Fault, begins: bool, entry: EntryId, cx: &mut ControlCtx<'_>) {
        match InstanceFault::named(fault.word) {
            Some(fault) if begins => self.suffer(fault, entry, cx),
            Some(fault) => self.heal(fault, entry, cx),
            None => {}
        }
    }

    fn is_broken(&self, word: &'static str) -> bool {
        let ailment = InstanceFault::named(word).and_then(InstanceFault::ailment);
        ailment.is_some_and(|ailment| self.has(ailment))
    }

    /// Those in line, and those with a worker: in service, or waiting for their data.
    fn inside(&self) -> usize {
        let in_line = self.waiting.len().saturating_sub(self.probes.len());
        self.workers as usize + in_line
    }

    fn handle(&mut self, input: Input, cx: &mut Ctx<'_>) {
        match input {
            Input::Arrive(id) => self.arrive(id, cx),
            Input::Done(id) => self.done(id, cx),
            Input::Return(id) => self.returned(id, cx),
            Input::TimedOut(id) => {
                cx.give_up_connecting(id);
            }
            Input::Wake(_) => {}
        }
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        self.connect(cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        cx.send(cx.me, Message::Reconcile);
    }

    /// In a zone that is cut off nothing is heard of it.
    fn ground_changed(&mut self, cause: EntryId, cx: &mut ControlCtx<'_>) {
        let is_down = cx.is_down(self.zone);
        if is_down == self.is_unreachable {
            return;
        }
        self.is_unreachable = is_down;
        self.struck_by = Some(cause);
        self.onsets.note(Ailment::Unreachable, cx.now());
        match is_down {
            true => self.drop_work(cx),
            false => self.connect(cx),
        }
        // It never runs: its launch has failed (7.7).
        if is_down && self.ec2 == Ec2State::Pending {
            let instance = cx.my_handle();
            cx.send(self.owner, Message::LaunchLost { instance });
        }
    }

    fn timer(&mut self, _due: Due, cx: &mut ControlCtx<'_>) {
        self.next_phase(cx);
    }

    fn message(&mut self, message: Message, cx: &mut ControlCtx<'_>) {
        match message {
            Message::Reconcile if !self.is_resizing => self.connect(cx),
            Message::Reconcile if self.is_up() => self.stop_to_resize(cx),
            Message::Signalled => self.report_probes(cx),
            Message::Fetched => self.listen(cx),
            _ => {}
        }
    }

    fn probe(&mut self, probe: &Probe<'_>, _cx: &mut ControlCtx<'_>) -> ProbeAnswer {
        match probe.in_line {
            Some(call) => self.line_up(call, probe.protocol),
            None => self.answer_probe(probe.protocol),
        }
    }

    fn sample(&mut self, cx: &mut PublishCtx<'_, '_>) {
        self.book_credits(cx);
        self.take_samples(cx);
    }

    /// One that stands alone; a group publishes for its own.
    fn publish(&mut self, cx: &mut PublishCtx<'_, '_>) {
        for metric in metrics::METRICS {
            for (_, sample) in cx.samples(*metric) {
                cx.put(*metric, sample);
            }
        }
    }

    fn price(&self) -> Price {
        let monitoring = match self.params.monitoring.enabled {
            true => cost::DETAILED_MONITORING_PER_MONTH,
            false => 0.0,
        };
        let volumes = f64::from(self.params.volume_gb) * cost::EBS_PER_GB_MONTH;
        Price {
            usd_per_hour: self.usd_per_hour + cost::hourly(monitoring + volumes),
            machine: Some(Running {
                from: self.running_at,
                until: self.billed_until,
            }),
        }
    }

    fn usage(&self, me: PartIx, world: &World) -> Option<Usage> {
        Some(Usage {
            requests: 0,
            bytes: world.to_internet(me, self.bytes_out),
            ..Usage::default()
        })
    }

    fn usage_usd(&self, used: Usage, _span: Span) -> f64 {
        cost::data_out_usd(used.bytes)
    }

    fn vitals(&self, now: Instant, vitals: &mut Vitals) {
        vitals.tone = match self.app == App::Listening && !self.is_silent() {
            true => Tone::Ok,
            false => Tone::Bad,
        };
        let busy = Quantity::Busy {
            us: self.busy_us(now),
            servers: self.vcpus,
        };
        vitals.headline("cpu", busy, Unit::Percent);
        vitals.row("refused", Quantity::Total(self.refused), Unit::PerSecond);
    }

    fn particulars(&self, _now: Instant, vitals: &mut Vitals) {
        let of = |some, all| Quantity::Of { some, all };
        let workers = of(self.workers, self.params.max_workers);
        vitals.row("workers", workers, Unit::Count);
        vitals.row(
            "in_system",
            of(self.in_system(), self.in_system_max),
            Unit::Count,
        );
    }
}

impl Instance {
    /// A machine at the moment of its launch: pending.
    pub fn launch(
        params: &Params,
        id: InstanceId,
        owner: PartIx,
        service: Rng,
        now: Instant,
    ) -> Self {
        let mut instance = Self {
            id,
            owner,
            subnet: PartId::default(),
            zone: 0,
            params: params.clone(),
            vcpus: 1,
            in_system_max: 1,
            usd_per_hour: 0.0,
            ec2: Ec2State::Pending,
            app: App::Off,
            changed_at: now,
            launched_at: now,
            running_at: None,
            billed_until: None,
            impaired_since: None,
            slow_factor: 1.0,
            process_factor: 1.0,
            burst: None,
            answers_500: false,
            is_probe_broken: false,
            is_unreachable: false,
            service,
            at_work: AtWork::none(now),
            workers: 0,
            waiting: VecDeque::new(),
            probes: VecDeque::new(),
            served_probes: Vec::new(),
            received: 0,
            answered: 0,
            errors: 0,
            refused: 0,
            offered_us: 0.0,
            bytes_in: 0,
            bytes_out: 0,
            is_resizing: false,
            struck_by: None,
            onsets: Onsets::default(),
            sampled: Sampled {
                at: now,
                ..Sampled::default()
            },
        };
        instance.size(params);
        instance.open_account(true, now);
        instance
    }

    /// Up, listening and past its boot, as at the start of a run (spec 1.7).
    pub fn be_in_service(&mut self, now: Instant) {
        self.ec2 = Ec2State::Running;
        self.app = self.started();
        self.running_at = Some(now);
        self.changed_at = now;
    }

    /// One that stands alone lives in the subnet that it was drawn in.
    fn stand_in(&mut self, subnets: &[(PartId, u8)]) {
        if let Some((subnet, zone)) = subnets.first() {
            (self.subnet, self.zone) = (*subnet, *zone);
        }
    }

    fn size(&mut self, params: &Params) {
        let kind = instance_type(&params.instance_type);
        self.params = params.clone();
        self.vcpus = kind.map_or(params.own_vcpus, |k| k.vcpus).max(1);
        self.usd_per_hour = kind.map_or(params.own_usd_per_hour, |k| k.usd_per_hour);
        self.in_system_max = params.queue_max.unwrap_or(self.vcpus + 128).max(1);
        if let Some(burst) = &mut self.burst {
            burst.switch(&params.instance_type, params.credits.cpu_credits);
        }
    }

    const fn is_up(&self) -> bool {
        matches!(self.ec2, Ec2State::Pending | Ec2State::Running)
    }

    pub const fn vcpus(&self) -> u32 {
        self.vcpus
    }

    #[inline(always)]
    pub const fn busy(&self) -> u32 {
        self.at_work.count()
    }

    pub const fn workers(&self) -> u32 {
        self.workers
    }

    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    pub const fn in_system_max(&self) -> u32 {
        self.in_system_max
    }

    /// vCPU-microseconds of work done since launch.
    pub fn busy_us(&self, now: Instant) -> u64 {
        let taken_us = self.taken_us(now);
        let burst = self.burst.as_ref();
        burst.map_or(taken_us, |b| b.worked_us(taken_us))
    }

    /// vCPU time taken since launch: at the baseline more than the work that is done in it.
    fn taken_us(&self, now: Instant) -> u64 {
        self.at_work.us(now)
    }

    /// All meters as they stand.
    pub fn readings(&self, now: Instant) -> Sampled {
        Sampled {
            at: now,
            busy_us: self.busy_us(now),
            bytes_in: self.bytes_in,
            bytes_out: self.bytes_out,
        }
    }

    /// Requests and probes with a vCPU or in line.
    #[inline(always)]
    fn in_system(&self) -> u32 {
        self.busy() + self.waiting.len() as u32
    }

    /// Whether whoever comes need not wait.
    #[inline(always)]
    const fn has_free_worker(&self) -> bool {
        self.busy() < self.vcpus && self.workers < self.params.max_workers
    }

    /// Since when the application listens, as a span.
    pub fn listened_for(&self, now: Instant) -> Span {
        match self.app {
            App::Listening => now.since(self.changed_at),
            _ => Span::ZERO,
        }
    }

    /// CPU time that has been asked for since the last call. Units: us.
    pub const fn take_offered_us(&mut self) -> f64 {
        core::mem::replace(&mut self.offered_us, 0.0)
    }
}
