//! The group's verdicts on its instances and the pace at which it replaces them (spec 7.5, 7.6).

use super::{Group, Member};
use crate::base::id::Handle;
use crate::base::time::{Instant, Span};
use crate::control::ControlCtx;
use crate::kinds::instance::Instance;
use crate::kinds::target_group::TargetGroup;
use crate::rules::capacity::{ReplacementPace, unhealthy_batch};
use crate::rules::health::TargetState;
use crate::rules::lifecycle::{
    Ec2State, GroupHealth, HealthFacts, LifecycleState, asg_health, set_health_takes_effect,
};
use crate::rules::suspension::{GroupAction, Process, Trigger, suspended_effect};
use crate::world::log::{EntryId, TerminationCause, What};
use alloc::vec::Vec;

/// Rounds of replacement without a healthy newcomer after which it is called a loop (7.6). Basis: model.
const LOOP_ROUNDS: u32 = 3;

impl Group {
    /// Reads the EC2 states; runs before anything else at a full minute, so it sees what was true
    /// before that instant.
    pub(super) fn read_states(&mut self, cx: &mut ControlCtx<'_>) {
        for member in &mut self.members {
            let Some(instance) = cx.get::<Instance>(member.part) else {
                continue;
            };
            member.is_running_as_read =
                matches!(instance.ec2, Ec2State::Running | Ec2State::Pending);
            let is_impaired = instance.is_unreachable || instance.impaired_since.is_some();
            member.impaired_since = match (is_impaired, member.impaired_since) {
                (true, None) => Some(cx.now()),
                (true, since) => since,
                (false, _) => None,
            };
        }
    }

    /// `SetInstanceHealth` of an instance by hand. Whether it is one of the group's.
    pub fn set_unhealthy(&mut self, instance: Handle, now: Instant) -> bool {
        let grace = Span::from_s_f64(self.params.grace_period_s);
        let Some(member) = self.member_mut(instance) else {
            return false;
        };
        let in_service = member.in_service_for(now);
        member.is_set_unhealthy = set_health_takes_effect(in_service, grace, true);
        true
    }

    /// Protects an instance from scale-in, or no longer. Whether it is one of the group's.
    pub fn switch_protection(&mut self, instance: Handle) -> bool {
        let member = self.member_mut(instance);
        member.is_some_and(|member| {
            member.is_protected = !member.is_protected;
            true
        })
    }

    /// Judges every instance in service; of those on their way, whether they still are.
    pub(super) fn judge(&mut self, cx: &mut ControlCtx<'_>) {
        let target_groups = TargetGroup::wired_to(cx.me, cx);
        let now = cx.now();
        let checks_load_balancer = self.checks_load_balancer();
        let grace_period = Span::from_s_f64(self.params.grace_period_s);
        let impaired_tolerance = Span::from_s_f64(self.params.impaired_tolerance_s);
        let is_check_suspended = self.is_suspended(Process::HealthCheck);
        let is_dead = |m: &&mut Member| m.is_pending() && !m.is_running_as_read;
        for member in self.members.iter_mut().filter(is_dead) {
            if !is_check_suspended {
                member.unhealthy = Some(TerminationCause::NotRunning);
            }
        }
        for member in self.members.iter_mut().filter(|m| m.is_in_service()) {
            let states: Vec<TargetState> = target_groups
                .iter()
                .filter_map(|tg| cx.get::<TargetGroup>(*tg)?.state_of(member.id))
                .map(|t| t.health.state)
                .collect();
            let is_checked = |state: &TargetState| {
                !matches!(state, TargetState::Unused | TargetState::Unavailable)
            };
            let is_checked = states.iter().any(is_checked);
            if !member.has_passed_check && (!is_checked || states.contains(&TargetState::Healthy)) {
                member.has_passed_check = true;
                self.failed_rounds = 0;
            }
            let facts = HealthFacts {
                lifecycle_state: LifecycleState::InService,
                ec2_state: if member.is_running_as_read {
                    Ec2State::Running
                } else {
                    Ec2State::Terminated
                },
                impaired_for: member.impaired_since.map(|since| now.since(since)),
                impaired_tolerance,
                in_service: member.in_service_for(now),
                grace_period,
                checks_load_balancer,
                is_unhealthy_target: states.iter().any(|s| s.is_unhealthy()),
            };
            let verdict = asg_health(&facts);
            if member.is_set_unhealthy {
                member.unhealthy = Some(TerminationCause::SetUnhealthy);
            } else if is_check_suspended {
                continue;
            } else {
                member.unhealthy = match verdict {
                    GroupHealth::Unhealthy => Some(cause(&facts)),
                    // A verdict stands: an instance marked unhealthy is replaced even if it recovers.
                    _ => member.unhealthy,
                };
            }
        }
    }

    /// Ends unhealthy instances at the documented pace.
    pub(super) fn replace_unhealthy(&mut self, cx: &mut ControlCtx<'_>) {
        let zones_down = cx.zones_down();
        let trigger = |m: &Member| match m.is_set_unhealthy {
            true => Trigger::CustomUnhealthy,
            false => Trigger::UnhealthyInstance,
        };
        self.is_round_open &= self.has_newcomers(cx);
        let sick: Vec<&Member> = self
            .members
            .iter()
            .filter(|m| m.is_counted() && m.unhealthy.is_some())
            .collect();
        if sick.is_empty() {
            self.said_waiting = false;
            return;
        }
        let is_urgent = |m: &Member| {
            matches!(
                m.unhealthy,
                Some(TerminationCause::NotRunning | TerminationCause::SetUnhealthy)
            ) || zones_down & (1u32 << (m.zone & 31)) != 0
        };
        let may_end = |m: &Member| {
            !matches!(
                suspended_effect(&self.params.suspended, trigger(m)),
                GroupAction::MarkOnly | GroupAction::NotMarked | GroupAction::None
            )
        };
        let chosen = |which: &dyn Fn(&Member) -> bool| -> Vec<Handle> {
            let chosen = sick.iter().filter(|m| which(m));
            chosen.map(|m| m.part).collect()
        };
        let mut going = chosen(&|m| is_urgent(m) && may_end(m));
        let patient = chosen(&|m| !is_urgent(m) && may_end(m));
        let kept = chosen(&|m| !may_end(m) && !m.said_kept);
        let waiting = patient.len() as u32;
        let is_waiting = waiting > 0 && self.must_wait(cx);
        if waiting > 0 && !is_waiting {
            let is_sick = |m: &Member| m.unhealthy.is_some();
            let mut in_service = self.members.iter().filter(|m| m.is_in_service());
            let batch = match in_service.all(is_sick) {
                // One at a time, so that one can repair the cause.
                true => 1,
                false => unhealthy_batch(self.desired, waiting),
            };
            going.extend(patient.iter().take(batch as usize));
        }
        // Whether they wait or not: what comes next waits for the newcomers.
        self.is_round_open |= waiting > 0;
        for part in kept {
            let cause = self.noticed_by(part, cx);
            if let Some(member) = self.member_mut(part) {
                member.said_kept = true;
                let instance = member.id;
                cx.log(What::MarkedOnly { instance }, cause);
            }
        }
        self.end_round(going, cx);
        if is_waiting && !self.said_waiting {
            let unhealthy = waiting;
            cx.log(What::ReplacementWaits { unhealthy }, None);
        }
        self.said_waiting = is_waiting;
    }

    /// Ends the instances of a round of replacements.
    fn end_round(&mut self, going: Vec<Handle>, cx: &mut ControlCtx<'_>) {
        if going.is_empty() {
            return;
        }
        let count = self.counted_members() as u32;
        let sizes = (count, count.saturating_sub(going.len() as u32));
        for part in going {
            let why = self.member(part).and_then(|m| m.unhealthy);
            let why = why.unwrap_or(TerminationCause::NotRunning);
            let cause = self.noticed_by(part, cx);
            self.terminate(part, why, sizes, cause, cx);
            let entry = self.member(part).and_then(|m| m.entry);
            self.moved_by = entry;
            self.orders.extend(entry);
        }
        self.failed_rounds = self.failed_rounds.saturating_add(1);
        if self.failed_rounds == LOOP_ROUNDS {
            let rounds = LOOP_ROUNDS;
            cx.log(What::ReplacementLoop { rounds }, self.moved_by);
        }
    }

    /// What the verdict on an instance goes back to: the word of a target group, or what was done to
    /// the machine.
    fn noticed_by(&self, part: Handle, cx: &ControlCtx<'_>) -> Option<EntryId> {
        let member = self.member(part)?;
        if member.unhealthy != Some(TerminationCause::UnhealthyTarget) {
            return cx.get::<Instance>(part)?.struck_by;
        }
        let target_groups = TargetGroup::wired_to(cx.me, cx);
        let targets = target_groups
            .iter()
            .filter_map(|tg| cx.get::<TargetGroup>(*tg)?.state_of(member.id));
        let unhealthy = targets.filter(|t| t.health.state.is_unhealthy());
        unhealthy.filter_map(|t| t.entry).max()
    }

    /// Whether anyone is on its way, unproven or warming up, and not sick itself.
    fn has_newcomers(&self, cx: &ControlCtx<'_>) -> bool {
        let (now, warmup) = (cx.now(), self.metric_warmup());
        self.members.iter().any(|m| {
            let is_ready = m.has_passed_check && m.in_service_for(now) >= warmup;
            m.unhealthy.is_none() && (m.is_pending() || (m.is_in_service() && !is_ready))
        })
    }

    fn must_wait(&self, cx: &ControlCtx<'_>) -> bool {
        let pace = ReplacementPace {
            desired: self.desired,
            in_service: self.in_service() as u32,
            is_activity_in_progress: self.is_activity_in_progress(),
            has_newcomers: self.has_newcomers(cx),
            is_round_open: self.is_round_open,
        };
        pace.must_wait()
    }
}

fn cause(facts: &HealthFacts) -> TerminationCause {
    if facts.ec2_state != Ec2State::Running {
        TerminationCause::NotRunning
    } else if facts
        .impaired_for
        .is_some_and(|time| time >= facts.impaired_tolerance)
    {
        TerminationCause::Impaired
    } else {
        TerminationCause::UnhealthyTarget
    }
}
