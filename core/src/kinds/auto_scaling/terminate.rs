//! Terminating: which instance goes, and its way out by deregistration and drain (spec 7.3, 7.8).

use super::{DrainWait, Group, Member};
use crate::base::id::Handle;
use crate::base::time::Instant;
use crate::control::{ControlCtx, Message};
use crate::kinds::instance::Instance;
use crate::kinds::target_group::TargetGroup;
use crate::rules::lifecycle::LifecycleState;
use crate::rules::termination::{Candidate, choose_next};
use crate::world::log::{EntryId, TerminationCause, What};
use alloc::vec::Vec;

impl Group {
    /// Deregisters, drains, then ends an instance.
    /// `sizes`: instances before and after all terminations of this round.
    pub(super) fn terminate(
        &mut self,
        part: Handle,
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
            TargetGroup::wired_to(cx.me, cx)
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
            cx.with::<TargetGroup, _>(target_group, |tg, cx| tg.deregister(part, entry, cx));
        }
    }

    /// A target group has nothing in flight to the instance any more.
    pub(super) fn released(&mut self, part: Handle, cx: &mut ControlCtx<'_>) {
        let waits_full = self.params.drain_wait == DrainWait::FullDelay;
        let now = cx.now();
        let instance = self.member(part).map(|m| m.id).unwrap_or_default();
        let drain_ends = TargetGroup::wired_to(cx.me, cx)
            .iter()
            .filter_map(|tg| cx.get::<TargetGroup>(*tg)?.state_of(instance)?.drain_ends)
            .max();
        if waits_full
            && let Some(ends) = drain_ends
            && now < ends
        {
            return cx.send_at(cx.me, ends, Message::Released { instance: part });
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

    fn shut_down(&mut self, part: Handle, cx: &mut ControlCtx<'_>) {
        cx.with::<Instance, _>(part, |instance, cx| {
            instance.drop_work(cx);
            instance.begin_shutdown(cx);
        });
    }

    pub(super) fn terminated(&mut self, part: Handle, cx: &mut ControlCtx<'_>) {
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
        cx.remove(part);
    }

    /// The instance that scale-in takes: zone first, then the termination policies (7.8).
    pub(super) fn choose_to_terminate(
        &mut self,
        only_zone: Option<u8>,
        now: Instant,
    ) -> Option<Handle> {
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
