//! Launching and entering service: where an instance goes, and what becomes of a launch that fails
//! (spec 7.3, 7.7).

use super::{Group, Member, Refusal, Timer};
use crate::base::id::{Handle, InstanceId, PartId, PartIx};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::control::ControlCtx;
use crate::kinds::LivePart;
use crate::kinds::instance::Instance;
use crate::kinds::launch_template::LaunchTemplate;
use crate::kinds::target_group::TargetGroup;
use crate::rules::capacity::{CapacityDistributionStrategy, Placement, ZoneCount, place};
use crate::rules::lifecycle::{Ec2State, LifecycleState};
use crate::rules::suspension::Process;
use crate::world::log::{EntryId, LaunchCause, LaunchFailure, What};
use alloc::vec::Vec;

/// Where a launch goes.
struct Spot {
    subnet: PartId,
    zone: u8,
    /// Why it does not go to the subnet that it would rather have gone to.
    refused: Option<LaunchFailure>,
}

/// One launch that is asked for.
pub(super) struct Order {
    pub why: LaunchCause,
    /// Instances before and after all launches of this round.
    pub sizes: (u32, u32),
    pub cause: Option<EntryId>,
}

/// Why a launch cannot be made.
struct Refused {
    why: LaunchFailure,
    /// It fell on this zone alone: others may go elsewhere.
    zone: Option<u8>,
}

impl From<LaunchFailure> for Refused {
    fn from(why: LaunchFailure) -> Self {
        Self { why, zone: None }
    }
}

/// Failed launches are tried again after 30 s, doubling to 15 minutes. Basis: model.
const RETRY_FIRST: Span = Span::from_s(30);
const RETRY_LAST: Span = Span::from_s(900);
const RETRY_DOUBLINGS_MAX: u32 = 5;

impl Group {
    /// The run starts with the desired instances in service, warm, spread over the zones (1.7).
    pub(super) fn begin_in_service(&mut self, cx: &mut ControlCtx<'_>) {
        for _ in 0..self.desired {
            let spot = self.spot(&[], cx).ok();
            let made = spot.and_then(|spot| self.make(&spot, true, cx).ok()?);
            let Some(part) = made else { break };
            cx.with::<Instance, _>(part, |instance, cx| instance.connect(cx));
            for target_group in TargetGroup::wired_to(cx.me, cx) {
                cx.with::<TargetGroup, _>(target_group, |tg, cx| tg.enrol(part, true, None, cx));
            }
        }
        // All at once: half of them are no failing group.
        for target_group in TargetGroup::wired_to(cx.me, cx) {
            cx.with::<TargetGroup, _>(target_group, |tg, cx| {
                tg.follow_zones(cx);
                tg.sync(cx);
            });
        }
    }

    /// The subnet whose zone asks for the next instance, or that of another zone when EC2 has no
    /// capacity there and the strategy allows it. `failed`: zones of launches that failed just now.
    fn spot(&self, failed: &[u8], cx: &ControlCtx<'_>) -> Result<Spot, Refused> {
        template_of(cx.me, cx).ok_or(LaunchFailure::NoTemplate)?;
        if cx.subnets(cx.me).is_empty() {
            return Err(LaunchFailure::NoSubnet.into());
        }
        // A zone that is down is passed over, unless the zones must stay balanced.
        let is_passed_over = |zone: u8| cx.is_down(zone) && !self.is_strict();
        let mut subnets = cx.subnets(cx.me).to_vec();
        subnets.retain(|(_, zone)| !is_passed_over(*zone));
        let placed = |is_available: &dyn Fn((PartId, u8)) -> bool| {
            let count = |(subnet, zone): &(PartId, u8)| ZoneCount {
                instances: self.count_in_zone(*zone),
                failed: failed.iter().filter(|z| *z == zone).count() as u32,
                is_available: is_available((*subnet, *zone)),
            };
            let counts: Vec<ZoneCount> = subnets.iter().map(count).collect();
            let placement = place(&counts, self.params.strategy)?;
            let (Placement::In(at) | Placement::FailsIn(at)) = placement;
            Some((placement, *subnets.get(at)?))
        };
        let rather = placed(&|_| true);
        let is_tried_later = |zone| self.is_strict() && self.is_waited_for(zone, cx.now());
        let is_free = |(subnet, zone)| !cx.is_down(zone) && shortage(subnet, zone, cx).is_none();
        let found = placed(&|spot| is_free(spot) && !is_tried_later(spot.1));
        let (_, rather) = rather.ok_or(LaunchFailure::NoZoneAvailable)?;
        let (placement, (subnet, zone)) = found.ok_or(LaunchFailure::NoZoneAvailable)?;
        match placement {
            Placement::In(_) => Ok(Spot {
                subnet,
                zone,
                refused: shortage(rather.0, rather.1, cx).filter(|_| rather.0 != subnet),
            }),
            Placement::FailsIn(_) => Err(Refused {
                why: match cx.is_down(zone) {
                    true => LaunchFailure::NoZoneAvailable,
                    false => shortage(subnet, zone, cx)
                        .unwrap_or(LaunchFailure::InsufficientCapacity { subnet }),
                },
                zone: Some(zone).filter(|_| self.is_strict()),
            }),
        }
    }

    fn is_strict(&self) -> bool {
        self.params.strategy == CapacityDistributionStrategy::BalancedOnly
    }

    /// Makes one instance. `Ok(None)`: the table is full.
    fn make(
        &mut self,
        spot: &Spot,
        is_preexisting: bool,
        cx: &mut ControlCtx<'_>,
    ) -> Result<Option<Handle>, LaunchFailure> {
        let template = template_of(cx.me, cx).ok_or(LaunchFailure::NoTemplate)?;
        let (params, version) = (template.params.clone(), template.version);
        let template_made_at = template.made_at;
        let (subnet, zone) = (spot.subnet, spot.zone);
        let now = cx.now();
        let id = InstanceId {
            owner: cx.my_id(),
            serial: self.next_serial + 1,
        };
        let owner = u64::from(id.owner.0) << 32 | u64::from(id.serial);
        let rng = Rng::stream(cx.control.seed, owner, Purpose::Service);
        let mut instance = Instance::launch(&params, id, cx.me, rng, now);
        instance.subnet = subnet;
        instance.zone = zone;
        if is_preexisting {
            instance.be_in_service(now);
        }
        let Some(part) = cx.add(LivePart::Instance(instance), cx.me) else {
            return Ok(None);
        };
        self.next_serial += 1;
        cx.control.serials.insert(id.owner, id.serial);
        self.members.push(Member {
            part,
            id,
            subnet,
            zone,
            state: match is_preexisting {
                true => LifecycleState::InService,
                false => LifecycleState::Pending,
            },
            launched_at: now,
            in_service_at: is_preexisting.then_some(now),
            is_preexisting,
            is_protected: self.params.protects_new_instances,
            template_version: version,
            template_made_at,
            is_running_as_read: true,
            impaired_since: None,
            unhealthy: None,
            said_kept: false,
            is_set_unhealthy: false,
            drains_left: 0,
            has_passed_check: is_preexisting,
            entry: None,
        });
        Ok(Some(part))
    }

    fn count_in_zone(&self, zone: u8) -> u32 {
        self.members
            .iter()
            .filter(|m| m.is_counted() && m.zone == zone)
            .count() as u32
    }

    /// Launches what is missing. Failures are logged once and tried again later.
    pub(super) fn launch_missing(&mut self, cx: &mut ControlCtx<'_>) {
        let mut failed: Vec<u8> = Vec::new();
        if self.is_pausing(cx) {
            return;
        }
        let sizes = (self.counted_members() as u32, self.desired);
        while self.counted_members() + failed.len() < self.desired as usize {
            let order = Order {
                why: LaunchCause::BelowDesired,
                sizes,
                cause: self.orders.get(failed.len()).copied().or(self.moved_by),
            };
            match self.launch(&order, &failed, cx) {
                Ok(_) if failed.len() < self.orders.len() => {
                    self.orders.remove(failed.len());
                }
                Ok(_) => {}
                Err(Some(zone)) => failed.push(zone),
                Err(None) => return,
            }
        }
        if failed.is_empty() {
            self.orders.clear();
        }
    }

    /// Between a failed launch and the next try.
    pub(super) fn is_pausing(&self, cx: &ControlCtx<'_>) -> bool {
        self.retry_at.is_some_and(|at| cx.now() < at)
    }

    /// Launches one instance. Errors: the zone on which it fell, where others may do better.
    pub(super) fn launch(
        &mut self,
        order: &Order,
        failed: &[u8],
        cx: &mut ControlCtx<'_>,
    ) -> Result<Handle, Option<u8>> {
        let cause = order.cause;
        let made = match self.is_suspended(Process::Launch) {
            true => Err(LaunchFailure::Suspended.into()),
            false => self.spot(failed, cx).and_then(|spot| {
                if let Some(why) = spot.refused {
                    self.say_failed(why, cause, cx);
                }
                self.make(&spot, false, cx).map_err(Refused::from)
            }),
        };
        let refused = match made {
            Ok(Some(part)) => {
                self.launch_failures = 0;
                if failed.is_empty() {
                    self.last_failure = None;
                }
                self.say_launched(part, order, cx);
                cx.with::<Instance, _>(part, |instance, cx| instance.begin_boot(cx));
                return Ok(part);
            }
            Ok(None) => LaunchFailure::TooManyParts.into(),
            Err(refused) => refused,
        };
        match refused.zone {
            // Others are not kept waiting.
            Some(zone) if self.is_waited_for(zone, cx.now()) => return Err(refused.zone),
            Some(zone) => self.try_zone_later(zone, cx),
            // A suspended process is no failure: once resumed it goes on at once.
            None if refused.why == LaunchFailure::Suspended => {}
            None => {
                self.retry_at = Some(cx.now() + pause_after(self.launch_failures));
                self.launch_failures += 1;
            }
        }
        self.say_failed(refused.why, cause, cx);
        Err(refused.zone)
    }

    /// A launch into this zone has failed, and the next try is not due.
    pub(super) fn is_waited_for(&self, zone: u8, now: Instant) -> bool {
        let mut refusals = self.refusals.iter();
        refusals.any(|r| r.zone == zone && now < r.retry_at)
    }

    fn try_zone_later(&mut self, zone: u8, cx: &ControlCtx<'_>) {
        let known = self.refusals.iter().position(|r| r.zone == zone);
        let failures = known.map_or(0, |at| self.refusals.remove(at).failures);
        self.refusals.push(Refusal {
            zone,
            retry_at: cx.now() + pause_after(failures),
            failures: failures.saturating_add(1),
        });
    }

    fn say_launched(&mut self, part: Handle, order: &Order, cx: &mut ControlCtx<'_>) {
        let Some(member) = self.member(part) else {
            return;
        };
        let (instance, subnet, zone) = (member.id, member.subnet, member.zone);
        self.refusals.retain(|r| r.zone != zone);
        let what = What::InstanceLaunched {
            instance,
            subnet,
            why: order.why,
            from: order.sizes.0,
            to: order.sizes.1,
        };
        let entry = cx.log(what, order.cause);
        if let Some(member) = self.member_mut(part) {
            member.entry = Some(entry);
        }
    }

    /// What EC2 lacks in all subnets of a zone. `None`: a launch finds room.
    pub(super) fn shortage_in(zone: u8, cx: &ControlCtx<'_>) -> Option<LaunchFailure> {
        let subnets = cx.subnets(cx.me).iter().filter(|s| s.1 == zone);
        let short = subnets.map(|s| shortage(s.0, s.1, cx));
        // The first one's, once all have one.
        short.reduce(|first, other| other.and(first)).flatten()
    }

    /// Nothing can be launched in the zone that rebalancing would fill: it is tried again like a launch.
    pub(super) fn note_refusal(&mut self, zone: u8, why: LaunchFailure, cx: &mut ControlCtx<'_>) {
        self.try_zone_later(zone, cx);
        self.say_failed(why, None, cx);
    }

    fn say_failed(
        &mut self,
        failure: LaunchFailure,
        cause: Option<EntryId>,
        cx: &mut ControlCtx<'_>,
    ) {
        if self.last_failure != Some(failure) {
            self.last_failure = Some(failure);
            self.failure_entry = cx.log(What::LaunchFailed { why: failure }, cause);
        } else if failure != LaunchFailure::Suspended {
            let now = cx.now();
            cx.control.log.repeat(now, self.failure_entry);
        }
    }

    /// What launches failed for may be mended now. Returns whether any had failed.
    pub fn try_launches_anew(&mut self) -> bool {
        self.launch_failures = 0;
        self.last_failure = None;
        self.refusals.clear();
        self.retry_at.take().is_some()
    }

    /// An instance that is still pending when its zone goes down never runs; its launch is made
    /// elsewhere (spec 7.7).
    pub(super) fn lose_launch(&mut self, part: Handle, cx: &mut ControlCtx<'_>) {
        let is_it = |m: &Member| m.part == part && m.is_pending();
        let Some(at) = self.members.iter().position(is_it) else {
            return;
        };
        let member = self.members.remove(at);
        let cause = cx.get::<Instance>(part).and_then(|i| i.struck_by);
        let why = LaunchFailure::ZoneLost {
            subnet: member.subnet,
        };
        let entry = cx.log(What::LaunchFailed { why }, cause.max(member.entry));
        self.orders.push(entry);
        cx.with::<Instance, _>(part, |instance, cx| {
            instance.end(Ec2State::Terminated, cx);
        });
        cx.remove(part);
    }

    /// Without a hook an instance is in service as soon as it is running, and registered then.
    pub(super) fn enter_service(&mut self, part: Handle, cx: &mut ControlCtx<'_>) {
        let now = cx.now();
        let Some(member) = self.member_mut(part) else {
            return;
        };
        if !member.is_pending() {
            return;
        }
        member.state = LifecycleState::InService;
        member.in_service_at = Some(now);
        let instance = member.id;
        let after_s = now.since(member.launched_at).s_f64();
        let what = What::InstanceInService { instance, after_s };
        let entry = Some(cx.log(what, member.entry));
        member.entry = entry;
        let warmup = self.metric_warmup();
        if warmup > Span::ZERO {
            cx.set_nth(Timer::WarmUpEnds, instance.serial, now + warmup);
        }
        if self.is_suspended(Process::AddToLoadBalancer) {
            return;
        }
        for target_group in TargetGroup::wired_to(cx.me, cx) {
            cx.with::<TargetGroup, _>(target_group, |tg, cx| tg.register(part, entry, cx));
        }
    }

    pub(super) fn note_warm(&mut self, serial: u32, cx: &mut ControlCtx<'_>) {
        cx.stop_nth(Timer::WarmUpEnds, serial);
        let is_there = |m: &&Member| m.id.serial == serial && m.is_in_service();
        if let Some(member) = self.members.iter().find(is_there) {
            let instance = member.id;
            cx.log(What::WarmUpEnded { instance }, member.entry);
        }
    }
}

/// The launch template of a group.
fn template_of<'a>(group: PartIx, cx: &'a ControlCtx<'_>) -> Option<&'a LaunchTemplate> {
    let mut children = cx.children(group).into_iter();
    children.find_map(|child| cx.get::<LaunchTemplate>(child))
}

/// What EC2 lacks for a launch into a subnet.
fn shortage(subnet: PartId, zone: u8, cx: &ControlCtx<'_>) -> Option<LaunchFailure> {
    match (cx.is_full(zone), cx.has_room(subnet)) {
        (true, _) => Some(LaunchFailure::InsufficientCapacity { subnet }),
        (false, false) => Some(LaunchFailure::InsufficientAddresses { subnet }),
        (false, true) => None,
    }
}

fn pause_after(failures: u32) -> Span {
    let doublings = failures.min(RETRY_DOUBLINGS_MAX);
    RETRY_FIRST.saturating_mul(1 << doublings).min(RETRY_LAST)
}
