//! Minimum, desired and maximum: edits, scheduled actions and the resolution of policies' proposals.

use super::{Group, Member, Params, Proposal};
use crate::base::id::{PartId, PartIx};
use crate::base::time::{Instant, Span};
use crate::control::ControlCtx;
use crate::kinds::policy::{Policy, PolicyType, log_evaluation};
use crate::kinds::scheduled_action::ScheduledAction;
use crate::rules::capacity::{GroupSizes, clamp};
use crate::rules::reason::Reason;
use crate::rules::resolve::{self, resolve};
use crate::rules::schedule::scheduled_apply;
use crate::rules::suspension::Process;
use crate::rules::target_tracking::{Readiness, TrackingWish, tt_group};
use crate::world::log::{AlarmRole, SizesEdit, Verdict, What};
use alloc::vec::Vec;

/// The capacities that a policy calculates from (spec 8.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub desired: u32,
    pub min: u32,
    pub max: u32,
    /// Without instances on their way or warming up.
    pub for_scale_out: u32,
    /// With those that are terminating.
    pub for_scale_in: u32,
    pub warming: u32,
    pub warm_until: Option<Instant>,
    pub is_activity_in_progress: bool,
    pub cooldown_until: Option<Instant>,
    /// When the last termination ended; `None`: one is under way.
    pub terminations_ended: Option<Instant>,
    /// When target tracking last scaled in.
    pub tracked_in_at: Option<Instant>,
}

impl Group {
    /// What a policy with this warm-up calculates from.
    pub fn counted(&self, now: Instant, warmup: Span) -> Counted {
        let is_warming =
            |m: &&Member| m.is_pending() || (m.is_in_service() && m.in_service_for(now) < warmup);
        let counted = self.counted_members() as u32;
        let warming = self.members.iter().filter(is_warming).count() as u32;
        let warm_until = self
            .members
            .iter()
            .filter(is_warming)
            .filter_map(|m| m.in_service_at.map(|at| at + warmup))
            .max();
        Counted {
            desired: self.desired,
            min: self.min,
            max: self.max,
            for_scale_out: counted.saturating_sub(warming),
            for_scale_in: self.members.len() as u32,
            warming,
            warm_until,
            is_activity_in_progress: self.is_activity_in_progress(),
            cooldown_until: self.cooldown_until.filter(|until| now < *until),
            terminations_ended: (!self.members.iter().any(Member::is_terminating))
                .then_some(self.terminated_at),
            tracked_in_at: self.tracked_in_at,
        }
    }

    /// Takes over what was edited: the rest stays where a schedule has put it. A new limit pushes the
    /// other one along, and both pull the desired capacity with them (spec 7.1). A desired capacity
    /// outside the limits is refused.
    pub(super) fn apply(&mut self, params: &Params) {
        let before = self.desired;
        // What the limits make of the old one is nobody's wish.
        let pulled = self.params.desired.map(|desired| params.pull(desired));
        let is_asked = params.desired != self.params.desired && params.desired != pulled;
        let asked = params.desired.filter(|_| is_asked);
        if params.min != self.params.min {
            self.min = params.min;
            self.max = self.max.max(self.min);
        }
        let max = |params: &Params| params.max.max(params.min);
        if max(params) != max(&self.params) {
            self.max = max(params);
            self.min = self.min.min(self.max);
        }
        self.params = params.clone();
        let kept = clamp(i64::from(self.desired), self.min, self.max);
        let asked = asked.filter(|desired| (self.min..=self.max).contains(desired));
        self.set_desired(asked.unwrap_or(kept), before, asked.is_some());
    }

    /// `SetDesiredCapacity` by hand; outside the limits it changes nothing.
    pub fn set_by_hand(&mut self, desired: u32) {
        if (self.min..=self.max).contains(&desired) {
            self.set_desired(desired, self.desired, true);
        }
    }

    fn set_desired(&mut self, desired: u32, before: u32, is_by_hand: bool) {
        self.desired = desired;
        if desired != before {
            self.edited_from = Some(self.edited_from.unwrap_or(before));
            self.edited_by_hand = is_by_hand;
        }
    }

    pub(super) fn log_edit(&mut self, cx: &mut ControlCtx<'_>) {
        if let Some(from) = self.edited_from.take()
            && from != self.desired
        {
            let what = What::DesiredChanged {
                from,
                to: self.desired,
                min: self.min,
                max: self.max,
                why: match self.edited_by_hand {
                    true => SizesEdit::Desired,
                    false => SizesEdit::Limits,
                },
            };
            let entry = cx.log(what, None);
            self.note_move(entry, from, self.desired);
        }
    }

    /// Scheduled actions that fired now. Missed ones of a suspended process are lost.
    /// Returns the action that raised the desired capacity, if any did.
    pub(super) fn apply_schedules(&mut self, cx: &mut ControlCtx<'_>) -> Option<PartId> {
        let mut raised_by = None;
        for action in core::mem::take(&mut self.scheduled) {
            let Some(fired) = cx.get::<ScheduledAction>(action) else {
                continue;
            };
            let change = fired.params.change();
            let is_suspended = self.is_suspended(Process::ScheduledActions);
            let from = self.desired;
            let sizes = GroupSizes {
                min: self.min,
                max: self.max,
                desired: self.desired,
            };
            let applied = match is_suspended {
                true => Ok(sizes),
                false => scheduled_apply(sizes, change),
            };
            if let Ok(sizes) = applied {
                (self.min, self.max, self.desired) = (sizes.min, sizes.max, sizes.desired);
            }
            let group = cx.my_id();
            let (to, min, max) = (self.desired, self.min, self.max);
            let what = What::ScheduleFired {
                group,
                from,
                to,
                min,
                max,
                asked: change,
                is_suspended,
                refused: applied.err(),
            };
            let action = cx.control.id(action);
            if to > from {
                raised_by = Some(action);
            }
            let entry = cx.log_of(action, what, None);
            if to != from {
                self.note_move(entry, from, to);
            }
        }
        raised_by
    }

    /// The largest resulting capacity wins, before the limits; the rest is told so (spec 8.2).
    /// A schedule that raised the capacity at this instant is one of several, too.
    pub(super) fn resolve_proposals(&mut self, raised_by: Option<PartId>, cx: &mut ControlCtx<'_>) {
        let mut proposals = core::mem::take(&mut self.proposals);
        if proposals.is_empty() {
            return;
        }
        if let Some(winner) = raised_by {
            let desired = i64::from(self.desired);
            let loses =
                |p: &&mut Proposal| competes(&p.because.verdict) && p.because.wanted < desired;
            for proposal in proposals.iter_mut().filter(loses) {
                proposal.because.verdict = Verdict::OtherPolicyWon { winner };
            }
        }
        self.join_trackers(&mut proposals, cx);
        let competing: Vec<usize> = proposals
            .iter()
            .enumerate()
            .filter(|(_, p)| competes(&p.because.verdict))
            .map(|(ix, _)| ix)
            .collect();
        let wishes: Vec<resolve::Proposal> = competing
            .iter()
            .filter_map(|ix| proposals.get(*ix))
            .map(|p| resolve::Proposal::Capacity(p.because.wanted))
            .collect();
        let (winner, to) = resolve(self.desired, self.min, self.max, &wishes);
        let winner = winner.and_then(|n| competing.get(n).copied());
        let from = self.desired;
        let winning = winner
            .and_then(|ix| proposals.get(ix))
            .map(|p| cx.control.id(p.policy));
        let me = cx.me;
        for (ix, proposal) in proposals.iter_mut().enumerate() {
            // A schedule of this instant may have moved the limits since the policy asked.
            (proposal.because.min, proposal.because.max) = (self.min, self.max);
            if Some(ix) == winner {
                self.desired = to;
                proposal.because.verdict = Verdict::Decided {
                    reason: Reason::of_change(from, proposal.because.wanted, to),
                };
                let entry = log_evaluation(proposal, me, from, to, cx);
                if to != from {
                    self.note_move(entry, from, to);
                }
                self.after_win(proposal, from, cx);
                continue;
            }
            if let (true, Some(winner)) = (competes(&proposal.because.verdict), winning) {
                proposal.because.verdict = Verdict::OtherPolicyWon { winner };
            }
            log_evaluation(proposal, me, from, from, cx);
        }
    }

    /// Target tracking policies scale in together or not at all: to the largest of the capacities
    /// that the enabled ones want, at this instant or not (spec 8.5).
    fn join_trackers(&self, proposals: &mut [Proposal], cx: &mut ControlCtx<'_>) {
        let is_in = |p: &Proposal| {
            let reason = Reason::ScaleIn;
            p.because.alarm.role == AlarmRole::Low
                && p.because.verdict == Verdict::Decided { reason }
        };
        if !proposals.iter().any(is_in) {
            return;
        }
        let (trackers, wishes): (Vec<PartIx>, Vec<TrackingWish>) =
            self.tracking_wishes(cx).into_iter().unzip();
        let (to, _) = tt_group(self.desired, self.min, self.max, &wishes);
        // Who wants the most; one that does not agree wants at least what there is.
        let most = |wish: &TrackingWish| match wish.ready {
            Readiness::In => wish.capacity,
            Readiness::Out | Readiness::None => wish.capacity.max(self.desired),
        };
        let has_say = |w: &TrackingWish| !w.disable_scale_in || w.ready == Readiness::Out;
        let voters = trackers.iter().zip(&wishes).filter(|(_, w)| has_say(w));
        let Some((holder, _)) = voters.max_by_key(|(_, wish)| most(wish)) else {
            return;
        };
        // One that asks at this instant wins by its capacity, like any other policy.
        let asks_now = |p: &Proposal| p.policy == *holder && competes(&p.because.verdict);
        if proposals.iter().any(asks_now) {
            return;
        }
        let (holder, min, max) = (cx.control.id(*holder), self.min, self.max);
        for proposal in proposals.iter_mut().filter(|p| is_in(p)) {
            if clamp(proposal.because.wanted, min, max) != to {
                proposal.because.verdict = Verdict::OtherPolicyHolds { holder };
            }
        }
    }

    fn tracking_wishes(&self, cx: &mut ControlCtx<'_>) -> Vec<(PartIx, TrackingWish)> {
        let children = cx.children(cx.me).into_iter();
        let wish = |part: PartIx| {
            let wish = cx.with::<Policy, _>(part, |policy, cx| policy.wish(self, cx));
            Some((part, wish??))
        };
        children.filter_map(wish).collect()
    }

    /// Simple scaling remembers its cooldown; target tracking waits for fresh data after a scale-in.
    fn after_win(&mut self, proposal: &Proposal, from: u32, cx: &mut ControlCtx<'_>) {
        let (default_cooldown_s, desired, now) =
            (self.params.default_cooldown_s, self.desired, cx.now());
        let Some(policy) = cx.get_mut::<Policy>(proposal.policy) else {
            return;
        };
        if desired == from {
            return;
        }
        match policy.params.policy_type {
            PolicyType::SimpleScaling => {
                let cooldown = policy.params.cooldown_s.unwrap_or(default_cooldown_s);
                self.simple_cooldown = Some(Span::from_s(u64::from(cooldown)));
            }
            PolicyType::TargetTrackingScaling if desired < from => self.tracked_in_at = Some(now),
            _ => {}
        }
    }
}

/// A proposal that asks for a capacity of its own, even if a limit will swallow it.
const fn competes(verdict: &Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Decided {
            reason: Reason::ScaleOut | Reason::ScaleIn | Reason::AtLimit
        }
    )
}
