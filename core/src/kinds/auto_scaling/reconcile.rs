//! The reconciliation loop: decisions, verdicts, then launches and terminations until the group has
//! what it wants (spec 7.2, 7.7).

use super::launch::Order;
use super::{Group, Member};
use crate::base::id::PartId;
use crate::control::ControlCtx;
use crate::rules::capacity::{rebalance_margin, rebalance_move};
use crate::rules::suspension::{GroupAction, Process, Trigger, suspended_effect};
use crate::world::log::{LaunchCause, TerminationCause, What};
use alloc::vec::Vec;

impl Group {
    pub(super) fn reconcile(&mut self, cx: &mut ControlCtx<'_>) {
        self.log_edit(cx);
        let raised_by = self.apply_schedules(cx);
        self.resolve_proposals(raised_by, cx);
        self.judge(cx);
        self.replace_unhealthy(cx);
        self.finish_rebalancing(cx);
        self.match_desired(cx);
        self.rebalance(cx);
        self.note_cooldown(cx);
    }

    /// Launches what is missing, terminates what is too many.
    fn match_desired(&mut self, cx: &mut ControlCtx<'_>) {
        let spare = usize::from(self.rebalancing.is_some());
        let sizes = (self.counted_members() as u32, self.desired);
        self.launch_missing(cx);
        while self.counted_members() > self.desired as usize + spare {
            if self.is_suspended(Process::Terminate) {
                return;
            }
            let Some(part) = self.choose_to_terminate(None, cx.now()) else {
                let excess = (self.counted_members() - self.desired as usize) as u32;
                if !self.said_all_protected {
                    cx.log(What::AllProtected { excess }, self.moved_by);
                }
                self.said_all_protected = true;
                return;
            };
            let cause = self.moved_by;
            self.terminate(part, TerminationCause::ScaleIn, sizes, cause, cx);
        }
        self.said_all_protected = false;
    }

    /// Instances per usable zone, with the zones' numbers.
    fn zone_counts(&self, cx: &ControlCtx<'_>) -> Vec<(u8, u32)> {
        let mut counts: Vec<(u8, u32)> = Vec::new();
        for (_, zone) in cx.subnets(cx.me) {
            if !cx.is_down(*zone) && !counts.iter().any(|(z, _)| z == zone) {
                let here = self
                    .members
                    .iter()
                    .filter(|m| m.is_counted() && m.zone == *zone);
                counts.push((*zone, here.count() as u32));
            }
        }
        counts
    }

    /// Out of balance by more than one: launch in the thin zone, then terminate in the fat one, if
    /// anything there may go.
    fn rebalance(&mut self, cx: &mut ControlCtx<'_>) {
        if self.rebalancing.is_some() || self.is_activity_in_progress() || self.is_pausing(cx) {
            return;
        }
        let now = cx.now();
        let mut counts = self.zone_counts(cx);
        counts.retain(|(zone, _)| !self.is_waited_for(*zone, now));
        let sizes: Vec<u32> = counts.iter().map(|(_, n)| *n).collect();
        let Some((thin, fat)) = rebalance_move(&sizes) else {
            return;
        };
        let effect = suspended_effect(&self.params.suspended, Trigger::ZoneImbalance);
        if effect == GroupAction::None {
            return;
        }
        let limit = self.max + rebalance_margin(self.max);
        if self.counted_members() as u32 >= limit {
            return;
        }
        let Some((thin, fat)) = counts.get(thin).zip(counts.get(fat)) else {
            return;
        };
        let ((thin_zone, here), (fat_zone, there)) = (*thin, *fat);
        let may_go = |m: &Member| m.is_counted() && m.zone == fat_zone && !m.is_protected;
        if !self.members.iter().any(may_go) {
            return;
        }
        // The next look leaves this zone out, so others may be evened out meanwhile.
        if let Some(why) = Self::shortage_in(thin_zone, cx)
            && !self.is_suspended(Process::Launch)
        {
            return self.note_refusal(thin_zone, why, cx);
        }
        let fullest = cx.subnets(cx.me).iter().find(|s| s.1 == fat_zone);
        let from = fullest.map_or(PartId::default(), |s| s.0);
        let count = self.counted_members() as u32;
        let order = Order {
            why: LaunchCause::Rebalance { from, here, there },
            sizes: (count, count + 1),
            cause: None,
        };
        if let Ok(part) = self.launch(&order, &[], cx) {
            self.rebalancing = Some((part, fat_zone));
        }
    }

    fn finish_rebalancing(&mut self, cx: &mut ControlCtx<'_>) {
        let Some((newcomer, fat_zone)) = self.rebalancing else {
            return;
        };
        let Some(member) = self.member(newcomer) else {
            self.rebalancing = None;
            return;
        };
        let cause = member.entry;
        if member.is_terminating() {
            self.rebalancing = None;
        } else if member.is_in_service() && member.has_passed_check {
            self.rebalancing = None;
            if self.counted_members() <= self.desired as usize
                || self.is_suspended(Process::Terminate)
            {
                return;
            }
            if let Some(part) = self.choose_to_terminate(Some(fat_zone), cx.now()) {
                let sizes = (self.counted_members() as u32, self.desired);
                self.terminate(part, TerminationCause::Rebalance, sizes, cause, cx);
            }
        }
    }

    /// The cooldown of a simple policy begins when the last instance of its activity is done (8.4).
    fn note_cooldown(&mut self, cx: &mut ControlCtx<'_>) {
        if self.is_activity_in_progress() {
            return;
        }
        if let Some(cooldown) = self.simple_cooldown.take() {
            self.cooldown_until = Some(cx.now() + cooldown);
        }
    }
}
