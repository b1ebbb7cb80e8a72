//! Launching, entering service, terminating: the life cycle of the group's instances (spec 7.3, 7.8).

use super::{DrainWait, Group, Member, Refusal};
use crate::base::id::{InstanceId, PartIx, ZoneId};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::{Instant, Span};
use crate::kinds::control::{ControlCtx, Wake};
use crate::kinds::instance::Instance;
use crate::rules::capacity::{ZoneCount, place};
use crate::rules::lifecycle::LifecycleState;
use crate::rules::suspension::Process;
use crate::rules::termination::{Candidate, choose_next};
use crate::world::log::{EntryId, LaunchCause, LaunchFailure, TerminationCause, What};
use alloc::vec::Vec;

/// Where a launch goes.
struct Spot {
    subnet: ZoneId,
    zone: u8,
    /// The subnet that it would rather have gone to, had EC2 had capacity there.
    refused: Option<ZoneId>,
}

/// Failed launches are tried again after 30 s, doubling to 15 minutes. Basis: model.
const RETRY_FIRST: Span = Span::from_s(30);
const RETRY_LAST: Span = Span::from_s(900);
const RETRY_DOUBLINGS_MAX: u32 = 5;

impl Group {
    /// The run starts with the desired instances in service, warm, spread over the zones (1.7).
    pub(super) fn begin_in_service(&mut self, cx: &mut ControlCtx<'_>) {
        for _ in 0..self.desired {
            let spot = self.spot(cx);
            let Some(part) = spot.and_then(|s| self.make(&s, true, cx)).ok().flatten() else {
                return;
            };
            for target_group in cx.target_groups_of(cx.me) {
                cx.with_target_group(target_group, |tg, cx| tg.register(part, true, None, cx));
            }
        }
    }

    /// The subnet whose zone asks for the next instance, or that of another zone when EC2 has no
    /// capacity there and the strategy allows it.
    fn spot(&self, cx: &ControlCtx<'_>) -> Result<Spot, LaunchFailure> {
        cx.template(cx.me).ok_or(LaunchFailure::NoTemplate)?;
        let subnets = cx.subnets(cx.me);
        if subnets.is_empty() {
            return Err(LaunchFailure::NoSubnet);
        }
        let place_where = |is_available: &dyn Fn(u8) -> bool| {
            let count = |(_, zone): &(ZoneId, u8)| ZoneCount {
                instances: self.count_in_zone(*zone),
                is_available: is_available(*zone),
            };
            let counts: Vec<ZoneCount> = subnets.iter().map(count).collect();
            let at = place(&counts, self.params.strategy)?;
            subnets.get(at).copied()
        };
        let wanted = place_where(&|zone| !cx.is_down(zone));
        let (subnet, zone) = wanted.ok_or(LaunchFailure::NoZoneAvailable)?;
        if !cx.is_full(zone) {
            return Ok(Spot {
                subnet,
                zone,
                refused: None,
            });
        }
        let other = place_where(&|zone| !cx.is_down(zone) && !cx.is_full(zone));
        let refused = Some(subnet);
        let (subnet, zone) = other.ok_or(LaunchFailure::InsufficientCapacity { subnet })?;
        Ok(Spot {
            subnet,
            zone,
            refused,
        })
    }

    /// Makes one instance. `Ok(None)`: the table is full.
    fn make(
        &mut self,
        spot: &Spot,
        is_seasoned: bool,
        cx: &mut ControlCtx<'_>,
    ) -> Result<Option<PartIx>, LaunchFailure> {
        let template = cx.template(cx.me).ok_or(LaunchFailure::NoTemplate)?;
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
        if is_seasoned {
            instance.be_in_service(now);
        }
        let Some(part) = cx.add_instance(instance, cx.me) else {
            return Ok(None);
        };
        self.next_serial += 1;
        cx.control.serials.insert(id.owner, id.serial);
        self.members.push(Member {
            part,
            id,
            subnet,
            zone,
            state: match is_seasoned {
                true => LifecycleState::InService,
                false => LifecycleState::Pending,
            },
            launched_at: now,
            in_service_at: is_seasoned.then_some(now),
            is_seasoned,
            is_protected: self.params.protects_new_instances,
            template_version: version,
            template_made_at,
            is_running_as_read: true,
            impaired_since: None,
            unhealthy: None,
            said_kept: false,
            is_set_unhealthy: false,
            drains_left: 0,
            has_passed_check: is_seasoned,
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

    /// Launches one instance. Errors are logged once and tried again later.
    /// `sizes`: instances before and after all launches of this round.
    pub(super) fn launch(
        &mut self,
        why: LaunchCause,
        (from, to): (u32, u32),
        cause: Option<EntryId>,
        cx: &mut ControlCtx<'_>,
    ) -> Option<PartIx> {
        if self.retry_at.is_some_and(|at| cx.now() < at) {
            return None;
        }
        let made = match self.is_suspended(Process::Launch) {
            true => Err(LaunchFailure::Suspended),
            false => self.spot(cx).and_then(|spot| {
                if let Some(subnet) = spot.refused {
                    self.say_refused(subnet, cause, cx);
                }
                self.make(&spot, false, cx)
            }),
        };
        let failure = match made {
            Ok(Some(part)) => {
                self.launch_failures = 0;
                self.last_failure = None;
                let member = self.member(part)?;
                let (instance, zone, number) = (member.id, member.subnet, member.zone);
                self.refusals.retain(|r| r.zone != number);
                let what = What::InstanceLaunched {
                    instance,
                    zone,
                    why,
                    from,
                    to,
                };
                let entry = cx.log(what, cause);
                if let Some(member) = self.member_mut(part) {
                    member.entry = Some(entry);
                }
                cx.with_instance(part, |instance, cx| instance.begin_boot(cx, part));
                return Some(part);
            }
            Ok(None) => LaunchFailure::TooManyParts,
            Err(failure) => failure,
        };
        // A suspended process is no failure: once resumed it goes on at once.
        if failure != LaunchFailure::Suspended {
            self.retry_at = Some(cx.now() + pause_after(self.launch_failures));
            self.launch_failures += 1;
        }
        self.say_failed(failure, cause, cx);
        None
    }

    /// A zone without capacity, where the group would rather have launched.
    fn say_refused(&mut self, subnet: ZoneId, cause: Option<EntryId>, cx: &mut ControlCtx<'_>) {
        self.say_failed(LaunchFailure::InsufficientCapacity { subnet }, cause, cx);
    }

    /// EC2 has no capacity in the zone that rebalancing would fill: it is tried again like a launch.
    pub(super) fn note_refusal(&mut self, zone: u8, cx: &mut ControlCtx<'_>) {
        let known = self.refusals.iter().position(|r| r.zone == zone);
        let failures = known.map_or(0, |at| self.refusals.remove(at).failures);
        self.refusals.push(Refusal {
            zone,
            retry_at: cx.now() + pause_after(failures),
            failures: failures.saturating_add(1),
        });
        let subnets = cx.subnets(cx.me);
        if let Some(subnet) = subnets.iter().find(|s| s.1 == zone).map(|s| s.0) {
            self.say_refused(subnet, None, cx);
        }
    }

    fn say_failed(
        &mut self,
        failure: LaunchFailure,
        cause: Option<EntryId>,
        cx: &mut ControlCtx<'_>,
    ) {
        if self.last_failure != Some(failure) {
            self.last_failure = Some(failure);
            cx.log(What::LaunchFailed { why: failure }, cause);
        }
    }

    /// What launches failed for may be mended now. Returns whether any had failed.
    pub fn try_launches_anew(&mut self) -> bool {
        self.launch_failures = 0;
        self.last_failure = None;
        self.refusals.clear();
        self.retry_at.take().is_some()
    }

    /// Without a hook an instance is in service as soon as it is running, and registered then.
    pub(super) fn enter_service(&mut self, part: PartIx, cx: &mut ControlCtx<'_>) {
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
            let wake = Wake::WarmUpEnds {
                instance: part,
                serial: instance.serial,
            };
            cx.wake_me(now + warmup, wake);
        }
        if self.is_suspended(Process::AddToLoadBalancer) {
            return;
        }
        for target_group in cx.target_groups_of(cx.me) {
            cx.with_target_group(target_group, |tg, cx| tg.register(part, false, entry, cx));
        }
    }

    pub(super) fn note_warm(&mut self, part: PartIx, serial: u32, cx: &mut ControlCtx<'_>) {
        let is_there = |m: &&Member| m.part == part && m.id.serial == serial && m.is_in_service();
        if let Some(member) = self.members.iter().find(is_there) {
            let instance = member.id;
            cx.log(What::WarmUpEnded { instance }, member.entry);
        }
    }

    /// Deregisters, drains, then ends an instance.
    /// `sizes`: instances before and after all terminations of this round.
    pub(super) fn terminate(
        &mut self,
        part: PartIx,
        why: TerminationCause,
        (from, to): (u32, u32),
        cause: Option<EntryId>,
        cx: &mut ControlCtx<'_>,
    ) {
        let Some(member) = self.member_mut(part) else {
            return;
        };
        if member.is_terminating() {
            return;
        }
        let was_in_service = member.is_in_service();
        member.state = LifecycleState::Terminating;
        let instance = member.id;
        let what = What::InstanceTerminating {
            instance,
            why,
            from,
            to,
        };
        let entry = Some(cx.log(what, cause));
        member.entry = entry;
        let target_groups = if was_in_service {
            cx.target_groups_of(cx.me)
        } else {
            Vec::new()
        };
        if let Some(member) = self.member_mut(part) {
            member.drains_left = target_groups.len() as u32;
        }
        if target_groups.is_empty() {
            return self.shut_down(part, cx);
        }
        for target_group in target_groups {
            cx.with_target_group(target_group, |tg, cx| tg.deregister(part, entry, cx));
        }
    }

    /// A target group has nothing in flight to the instance any more.
    pub(super) fn released(&mut self, part: PartIx, cx: &mut ControlCtx<'_>) {
        let waits_full = self.params.drain_wait == DrainWait::FullDelay;
        let (now, instance) = (cx.now(), cx.instance_id(part));
        let drain_ends = cx
            .target_groups_of(cx.me)
            .iter()
            .filter_map(|tg| cx.target_group(*tg)?.state_of(instance)?.drain_ends)
            .max();
        if waits_full
            && let Some(ends) = drain_ends
            && now < ends
        {
            return cx.wake_me(ends, Wake::Released { instance: part });
        }
        let Some(member) = self.member_mut(part) else {
            return;
        };
        if !member.is_terminating() || member.drains_left == 0 {
            return;
        }
        member.drains_left -= 1;
        if member.drains_left == 0 {
            self.shut_down(part, cx);
        }
    }

    fn shut_down(&mut self, part: PartIx, cx: &mut ControlCtx<'_>) {
        cx.with_instance(part, |instance, cx| {
            instance.drop_work(cx);
            instance.begin_shutdown(cx);
        });
    }

    pub(super) fn terminated(&mut self, part: PartIx, cx: &mut ControlCtx<'_>) {
        let Some(at) = self.members.iter().position(|m| m.part == part) else {
            return;
        };
        let member = self.members.remove(at);
        self.terminated_at = cx.now();
        cx.log(
            What::InstanceTerminated {
                instance: member.id,
            },
            member.entry,
        );
        cx.remove_instance(part);
    }

    /// The instance that scale-in takes: zone first, then the termination policies (7.8).
    pub(super) fn choose_to_terminate(
        &mut self,
        only_zone: Option<u8>,
        now: Instant,
    ) -> Option<PartIx> {
        let pool: Vec<&Member> = self
            .members
            .iter()
            .filter(|m| m.is_counted() && only_zone.is_none_or(|zone| zone == m.zone))
            .collect();
        let candidates: Vec<Candidate> = pool
            .iter()
            .map(|m| Candidate {
                zone: u32::from(m.zone),
                age: now.since(m.launched_at),
                config_rank: m.config_rank(),
                uses_launch_configuration: false,
                is_protected: m.is_protected,
            })
            .collect();
        let choice = &mut self.choice;
        let policies = &self.params.termination_policies;
        let at = choose_next(&candidates, policies, |n| choice.below(n as u32) as usize)?;
        pool.get(at).map(|m| m.part)
    }
}

fn pause_after(failures: u32) -> Span {
    let doublings = failures.min(RETRY_DOUBLINGS_MAX);
    RETRY_FIRST.saturating_mul(1 << doublings).min(RETRY_LAST)
}
