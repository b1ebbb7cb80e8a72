//! The control plane's context: everything that is not a request. Only here can servers be
//! launched, targets registered, metrics read and capacities set.

use super::auto_scaling::Group;
use super::billing::Bill;
use super::instance::Instance;
use super::load_balancer::LoadBalancer;
use super::policy::Policy;
use super::target_group::TargetGroup;
use super::users::Felt;
use super::{Part, launch_template};
use crate::base::hash::Fingerprint;
use crate::base::id::{InstanceId, PartId, PartIx, ZoneId};
use crate::base::rng::{Purpose, Rng};
use crate::base::small_map::SmallMap;
use crate::base::time::{Instant, Span};
use crate::world::ctx::{Ctx, World};
use crate::world::log::{AlarmRole, EntryId, Log, What};
use crate::world::published::Published;
use alloc::boxed::Box;
use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// Every reason to wake on the control plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wake {
    /// A group reads the EC2 states of its instances (each full minute).
    ReadStates,
    /// An instance's boot or shutdown phase ends.
    Phase {
        phase: u32,
    },
    /// A target group probes a target.
    Probe {
        slot: u16,
        generation: u32,
    },
    /// A silent target's probe has run into its time-out.
    ProbeTimedOut {
        slot: u16,
        generation: u32,
    },
    /// A probe that waits in line with the requests has had its turn.
    ProbeAnswered {
        slot: u16,
        number: u32,
    },
    /// It has waited as long as the time-out.
    ProbeWaited {
        slot: u16,
        number: u32,
    },
    /// The metric period ends: all parts publish.
    Publish,
    /// An alarm's newest datapoint is available.
    Evaluate {
        role: AlarmRole,
        generation: u32,
    },
    /// An alarm in ALARM invokes a policy.
    Invoke {
        alarm: PartIx,
        role: AlarmRole,
        cause: EntryId,
    },
    /// A scheduled action is due.
    Fire {
        generation: u32,
    },
    /// The data plane asked for attention.
    Signalled,
    InstanceRunning {
        instance: PartIx,
    },
    InstanceTerminated {
        instance: PartIx,
    },
    /// The zone of an instance that is still pending went down.
    LaunchLost {
        instance: PartIx,
    },
    /// A draining target has nothing in flight any more.
    Drained {
        slot: u16,
    },
    /// A target's deregistration delay is over.
    DrainEnds {
        slot: u16,
        generation: u32,
    },
    /// A target of the group's instance no longer drains.
    Released {
        instance: PartIx,
    },
    /// A database's standby is the primary now.
    FailedOver,
    /// An instance's warm-up ends.
    WarmUpEnds {
        instance: PartIx,
        serial: u32,
    },
    /// A group compares what it has with what it wants.
    Reconcile,
    /// The group's own 10 s beat.
    Tick,
}

/// Classes of spec 1.1 in the order of one instant; requests run as class 3.
pub const REQUEST_CLASS: u8 = 4;
/// Edits and incidents, which come from outside.
pub const EDIT_CLASS: u8 = 1;

impl Wake {
    pub const fn class(self) -> u8 {
        match self {
            // Reads what was true before this instant.
            Self::ReadStates => 0,
            // 1: faults and edits, applied from outside before the instant runs.
            Self::Phase { .. } | Self::FailedOver => 2,
            Self::Probe { .. }
            | Self::ProbeTimedOut { .. }
            | Self::ProbeAnswered { .. }
            | Self::ProbeWaited { .. } => 3,
            Self::Publish => 5,
            Self::Evaluate { .. } => 6,
            Self::Invoke { .. } | Self::Fire { .. } => 7,
            Self::Signalled
            | Self::InstanceRunning { .. }
            | Self::InstanceTerminated { .. }
            | Self::LaunchLost { .. }
            | Self::Drained { .. }
            | Self::DrainEnds { .. }
            | Self::Released { .. }
            | Self::WarmUpEnds { .. }
            | Self::Reconcile
            | Self::Tick => 8,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Pending {
    at: Instant,
    class: u8,
    ticket: u64,
    part: PartIx,
    wake: Wake,
}

impl Ord for Pending {
    /// Reversed: the heap's top must be the earliest.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.class, other.ticket).cmp(&(self.at, self.class, self.ticket))
    }
}

impl PartialOrd for Pending {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What the engine knows of a part besides its state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartFacts {
    pub id: PartId,
    /// The part that it belongs to.
    pub of: Option<PartIx>,
    /// Subnets it lives in or may launch into, with their zone numbers.
    pub subnets: Vec<(ZoneId, u8)>,
}

/// State of the control plane outside the parts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Control {
    heap: BinaryHeap<Pending>,
    ticket: u64,
    pub published: Published,
    pub log: Log,
    pub facts: Vec<PartFacts>,
    /// Availability Zones by zone number.
    pub zones: Vec<ZoneId>,
    /// Zones that are cut off, one bit each.
    pub zones_down: u32,
    /// When the zones that are cut off were.
    pub outages: Vec<(ZoneId, Instant)>,
    /// Zones that have no capacity for launches, one bit each.
    pub zones_full: u32,
    pub seed: u64,
    pub preroll: Span,
    pub epoch_s: i64,
    pub epoch_offset_s: i64,
    /// From the end of a metric period until its datapoint is available.
    pub metric_delay: Span,
    /// Places of ended instances, to be used again.
    pub free: Vec<PartIx>,
    pub fingerprint: Fingerprint,
    pub bill: Bill,
    /// What users felt who were taken off the board: the sums of a run keep them.
    pub departed: Option<Box<Felt>>,
    /// Phases that instances have begun.
    phases: u32,
    /// The last serial number of each group, also of groups that were removed: undo brings them back.
    pub serials: SmallMap<PartId, u32>,
    /// Totals at the last publication, by part and row.
    #[serde(with = "crate::base::pairs")]
    meters: SmallMap<(PartIx, u8), f64>,
}

impl Control {
    pub fn next(&self) -> Option<(Instant, u8)> {
        self.heap.peek().map(|p| (p.at, p.class))
    }

    /// Whether a zone is cut off.
    pub fn is_down(&self, zone: ZoneId) -> bool {
        self.zones_down & self.bit(zone) != 0
    }

    /// Whether EC2 has no capacity for launches in a zone.
    pub fn is_full(&self, zone: ZoneId) -> bool {
        self.zones_full & self.bit(zone) != 0
    }

    fn bit(&self, zone: ZoneId) -> u32 {
        let number = self.zones.iter().position(|z| *z == zone);
        number.map_or(0, |number| 1 << (number & 31))
    }

    pub fn pop(&mut self) -> Option<(Instant, PartIx, Wake)> {
        self.heap.pop().map(|p| (p.at, p.part, p.wake))
    }

    pub fn wake(&mut self, part: PartIx, at: Instant, wake: Wake) {
        self.ticket += 1;
        self.heap.push(Pending {
            at,
            class: wake.class(),
            ticket: self.ticket,
            part,
            wake,
        });
    }

    /// A number for a phase of an instance, used once in a run: places of the table are used again.
    pub const fn new_phase(&mut self) -> u32 {
        self.phases = self.phases.wrapping_add(1);
        self.phases
    }

    /// What a growing total gained since the last call for the same row.
    pub fn meter(&mut self, part: PartIx, row: u8, total: f64) -> f64 {
        let before = self.meters.insert((part, row), total).unwrap_or(0.0);
        (total - before).max(0.0)
    }

    pub fn id(&self, part: PartIx) -> PartId {
        self.facts
            .get(part.ix())
            .map_or(PartId::default(), |f| f.id)
    }

    pub fn ix(&self, id: PartId) -> Option<PartIx> {
        let ix = self
            .facts
            .iter()
            .position(|f| f.id == id && id != PartId::default())?;
        Some(PartIx(ix as u16))
    }

    /// The first instant after `now` that is a whole multiple of `period` from the epoch's midnight.
    pub fn next_boundary(&self, now: Instant, period: Span) -> Instant {
        let period = period.us().max(1);
        // The first picture stands at the epoch; the run starts `preroll` earlier.
        let epoch_us = (self.epoch_s.max(0) as u64).wrapping_mul(1_000_000) % period;
        let start = (epoch_us + period - self.preroll.us() % period) % period;
        let into = (start + now.us()) % period;
        now + Span::from_us(period - into)
    }

    /// Unix time of an instant in whole seconds.
    pub fn unix_s(&self, at: Instant) -> i64 {
        self.epoch_s + (at.us() as i64 - self.preroll.us() as i64).div_euclid(1_000_000)
    }

    /// The instant of a Unix time; `None` before the start of the run.
    pub fn instant_of(&self, unix_s: i64) -> Option<Instant> {
        let us = unix_s.checked_sub(self.epoch_s)?.checked_mul(1_000_000)?;
        u64::try_from(us.checked_add(self.preroll.us() as i64)?)
            .ok()
            .map(Instant::from_us)
    }
}

/// The hands of one part on the control plane. While it acts its own state is out of `parts`.
pub struct ControlCtx<'a> {
    pub world: &'a mut World,
    pub parts: &'a mut Vec<Part>,
    pub control: &'a mut Control,
    pub me: PartIx,
}

impl ControlCtx<'_> {
    pub fn now(&self) -> Instant {
        self.world.now
    }

    /// The data plane's context of the same part.
    pub fn data(&mut self) -> Ctx<'_> {
        Ctx {
            world: self.world,
            me: self.me,
        }
    }

    pub fn my_id(&self) -> PartId {
        self.control.id(self.me)
    }

    pub fn wake_part(&mut self, part: PartIx, at: Instant, wake: Wake) {
        self.control.wake(part, at, wake);
    }

    pub fn wake_me(&mut self, at: Instant, wake: Wake) {
        self.control.wake(self.me, at, wake);
    }

    /// Tells the group that owns an instance; one that stands alone has nobody to tell.
    pub fn wake_owner_of(&mut self, instance: PartIx, wake: Wake) {
        let Some(owner) = self.instance(instance).map(|i| i.owner) else {
            return;
        };
        let now = self.now();
        self.control.wake(owner, now, wake);
    }

    pub fn log(&mut self, what: What, cause: Option<EntryId>) -> EntryId {
        let id = self.my_id();
        self.log_of(id, what, cause)
    }

    pub fn log_of(&mut self, part: PartId, what: What, cause: Option<EntryId>) -> EntryId {
        let now = self.now();
        let id = self.control.log.write(now, part, what, cause);
        let fingerprint = &mut self.control.fingerprint;
        fingerprint.mix(now.us());
        fingerprint.mix(u64::from(part.0) << 32 | u64::from(id.0));
        id
    }

    pub fn rng(&self, purpose: Purpose) -> Rng {
        Rng::stream(self.control.seed, u64::from(self.my_id().0), purpose)
    }

    /// Parts that belong to `owner`, in document order.
    pub fn children(&self, owner: PartIx) -> Vec<PartIx> {
        let is_child = |f: &PartFacts| f.of == Some(owner);
        let facts = self.control.facts.iter().enumerate();
        facts
            .filter(|(_, f)| is_child(f))
            .map(|(ix, _)| PartIx(ix as u16))
            .collect()
    }

    pub fn owner(&self, part: PartIx) -> Option<PartIx> {
        self.control.facts.get(part.ix())?.of
    }

    pub fn subnets(&self, part: PartIx) -> &[(ZoneId, u8)] {
        self.control
            .facts
            .get(part.ix())
            .map_or(&[], |f| f.subnets.as_slice())
    }

    /// Zones of a part's subnets, one bit each.
    pub fn zones_of(&self, part: PartIx) -> u32 {
        self.subnets(part)
            .iter()
            .fold(0, |zones, (_, zone)| zones | 1u32 << (zone & 31))
    }

    pub fn zones_down(&self) -> u32 {
        self.control.zones_down
    }

    /// Whether nothing can be reached in a zone.
    pub fn is_down(&self, zone: u8) -> bool {
        self.control.zones_down & (1u32 << (zone & 31)) != 0
    }

    /// Whether EC2 has no capacity in a zone: what runs there goes on, launches fail.
    pub fn is_full(&self, zone: u8) -> bool {
        self.control.zones_full & (1u32 << (zone & 31)) != 0
    }

    pub fn part_mut(&mut self, part: PartIx) -> Option<&mut Part> {
        self.parts.get_mut(part.ix())
    }

    pub fn instance(&self, part: PartIx) -> Option<&Instance> {
        match self.parts.get(part.ix()) {
            Some(Part::Instance(instance)) => Some(instance),
            _ => None,
        }
    }

    pub fn instance_mut(&mut self, part: PartIx) -> Option<&mut Instance> {
        match self.parts.get_mut(part.ix()) {
            Some(Part::Instance(instance)) => Some(instance),
            _ => None,
        }
    }

    /// Lets another part act in its own name: its state is out of the table meanwhile.
    pub fn with_part<R>(
        &mut self,
        part: PartIx,
        act: impl FnOnce(&mut Part, &mut ControlCtx<'_>) -> R,
    ) -> Option<R> {
        let mut state = core::mem::take(self.parts.get_mut(part.ix())?);
        let mut cx = ControlCtx {
            world: self.world,
            parts: self.parts,
            control: self.control,
            me: part,
        };
        let result = act(&mut state, &mut cx);
        *self.parts.get_mut(part.ix())? = state;
        Some(result)
    }

    pub fn with_instance<R>(
        &mut self,
        part: PartIx,
        act: impl FnOnce(&mut Instance, &mut ControlCtx<'_>) -> R,
    ) -> Option<R> {
        self.with_part(part, |state, cx| match state {
            Part::Instance(instance) => Some(act(instance, cx)),
            _ => None,
        })?
    }

    pub fn with_target_group<R>(
        &mut self,
        part: PartIx,
        act: impl FnOnce(&mut TargetGroup, &mut ControlCtx<'_>) -> R,
    ) -> Option<R> {
        self.with_part(part, |state, cx| match state {
            Part::TargetGroup(group) => Some(act(group, cx)),
            _ => None,
        })?
    }

    pub fn with_balancer<R>(
        &mut self,
        part: PartIx,
        act: impl FnOnce(&mut LoadBalancer, &mut ControlCtx<'_>) -> R,
    ) -> Option<R> {
        self.with_part(part, |state, cx| match state {
            Part::LoadBalancer(balancer) => Some(act(balancer, cx)),
            _ => None,
        })?
    }

    pub fn target_group(&self, part: PartIx) -> Option<&TargetGroup> {
        match self.parts.get(part.ix()) {
            Some(Part::TargetGroup(group)) => Some(group),
            _ => None,
        }
    }

    pub fn balancer(&self, part: PartIx) -> Option<&LoadBalancer> {
        match self.parts.get(part.ix()) {
            Some(Part::LoadBalancer(balancer)) => Some(balancer),
            _ => None,
        }
    }

    pub fn group(&self, part: PartIx) -> Option<&Group> {
        match self.parts.get(part.ix()) {
            Some(Part::AutoScalingGroup(group)) => Some(group),
            _ => None,
        }
    }

    pub fn group_mut(&mut self, part: PartIx) -> Option<&mut Group> {
        match self.parts.get_mut(part.ix()) {
            Some(Part::AutoScalingGroup(group)) => Some(group),
            _ => None,
        }
    }

    pub fn policy_mut(&mut self, part: PartIx) -> Option<&mut Policy> {
        match self.parts.get_mut(part.ix()) {
            Some(Part::ScalingPolicy(policy)) => Some(policy),
            _ => None,
        }
    }

    /// The launch template of a group.
    pub fn template(&self, group: PartIx) -> Option<&launch_template::LaunchTemplate> {
        self.children(group)
            .into_iter()
            .find_map(|child| match self.parts.get(child.ix()) {
                Some(Part::LaunchTemplate(template)) => Some(template),
                _ => None,
            })
    }

    /// Target groups that have a wire to `part`: registration is a matter of the target group.
    pub fn target_groups_of(&self, part: PartIx) -> Vec<PartIx> {
        let is_wired = |ix: &PartIx| self.world.outlets(*ix).contains(&part);
        let groups = self.parts.iter().enumerate();
        groups
            .filter(|(_, p)| matches!(p, Part::TargetGroup(_)))
            .map(|(ix, _)| PartIx(ix as u16))
            .filter(is_wired)
            .collect()
    }

    /// Adds an instance to the run. Errors: `None` when the engine's table is full.
    pub fn add_instance(&mut self, instance: Instance, wires_of: PartIx) -> Option<PartIx> {
        let ix = match self.control.free.pop() {
            Some(ix) => ix,
            None if self.parts.len() < PartIx::COUNT_MAX - 1 => {
                self.parts.push(Part::Vacant);
                self.control.facts.push(PartFacts::default());
                PartIx((self.parts.len() - 1) as u16)
            }
            None => return None,
        };
        self.world.share_wires(ix, wires_of);
        if let Some(slot) = self.parts.get_mut(ix.ix()) {
            *slot = Part::Instance(instance);
        }
        Some(ix)
    }

    /// Takes an ended instance out of the run; its place is used again.
    pub fn remove_instance(&mut self, part: PartIx) {
        let now = self.now();
        if let Some(instance) = self.parts.get(part.ix()) {
            self.control.bill.close(part, instance, now);
        }
        self.world.lose_requests_of(part);
        self.control.published.forget(part);
        if let Some(slot) = self.parts.get_mut(part.ix()) {
            *slot = Part::Vacant;
            self.control.free.push(part);
        }
    }

    pub fn instance_id(&self, part: PartIx) -> InstanceId {
        self.instance(part).map_or(InstanceId::default(), |i| i.id)
    }
}
