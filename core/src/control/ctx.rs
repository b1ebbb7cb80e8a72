//! The hands of one part on the control plane: everything that is not a request. Only here can
//! servers be launched, targets registered, metrics read and capacities set.

use super::state::{Control, PartFacts};
use super::wake::Wake;
use crate::base::id::{InstanceId, PartId, PartIx};
use crate::base::rng::{Purpose, Rng};
use crate::base::time::Instant;
use crate::kinds::auto_scaling::Group;
use crate::kinds::instance::Instance;
use crate::kinds::load_balancer::LoadBalancer;
use crate::kinds::policy::Policy;
use crate::kinds::target_group::TargetGroup;
use crate::kinds::{Part, launch_template};
use crate::world::ctx::{Ctx, World};
use crate::world::log::{EntryId, What};
use alloc::vec::Vec;

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
        self.control.agenda.wake(part, at, wake);
    }

    pub fn wake_me(&mut self, at: Instant, wake: Wake) {
        self.control.agenda.wake(self.me, at, wake);
    }

    /// Tells the group that owns an instance; one that stands alone has nobody to tell.
    pub fn wake_owner_of(&mut self, instance: PartIx, wake: Wake) {
        let Some(owner) = self.instance(instance).map(|i| i.owner) else {
            return;
        };
        let now = self.now();
        self.control.agenda.wake(owner, now, wake);
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

    pub fn subnets(&self, part: PartIx) -> &[(PartId, u8)] {
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
        let is_wired = |ix: &PartIx| self.world.wires.joins(*ix, part);
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
        self.world.wires.copy(ix, wires_of);
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
