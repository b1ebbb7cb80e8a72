//! A scheduled action: sizes at a time or by cron, in a time zone. No alarm is involved, and its
//! end restores nothing (spec 8.6).

use super::auto_scaling::Group;
use crate::contract::{CheckCtx, Drawing, Kind, Owners, Place, Setup, Spec, params};
use crate::control::{ControlCtx, Due, Message, timers};
use crate::kinds::KindId;
use crate::rules::civil::parse_utc;
use crate::rules::schedule::{Cron, Schedule, SizeChange};
use crate::rules::time_zone::TimeZone;
use crate::rules::validate;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

params! {
    pub struct Params {
        recurrence: Option<String> = Some(String::from("0 12 * * *")), "Recurrence"
            => text().of_policy().pictured();
        time_zone: String = String::from("UTC"), "TimeZone" => text().of_policy().pictured();
        start: Option<String> = None, "StartTime" => text().of_policy().rare();
        end: Option<String> = None, "EndTime" => text().of_policy().rare();
        min: Option<u32> = None, "MinSize" => optional(0.0..=1_000.0, Instances).of_policy();
        max: Option<u32> = None, "MaxSize" => optional(0.0..=1_000.0, Instances).of_policy();
        desired: Option<u32> = None, "DesiredCapacity"
            => optional(0.0..=1_000.0, Instances).of_policy().pictured();
    }
}

impl Params {
    /// Errors: `None` when cron, zone or times cannot be read, or nothing says when.
    pub fn schedule(&self) -> Option<Schedule> {
        let cron = match self.recurrence.as_deref() {
            Some(text) => Some(Cron::parse(text).ok()?),
            None => None,
        };
        let time = |text: &Option<String>| match text {
            Some(text) => parse_utc(text).map(Some),
            None => Some(None),
        };
        Some(Schedule {
            cron,
            zone: TimeZone::named(&self.time_zone)?,
            start: time(&self.start)?,
            end: time(&self.end)?,
        })
    }

    pub const fn change(&self) -> SizeChange {
        SizeChange {
            min: self.min,
            max: self.max,
            desired: self.desired,
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScheduledAction {
    pub params: Params,
    /// Unix time of the next run.
    pub next_s: Option<i64>,
}

impl Kind for ScheduledAction {
    type Params = Params;
    const SPEC: Spec = Spec {
        name: "scheduled_action",
        accepts: &[],
        offers: &[],
        place: Place::Outside,
    };
    const OF: Owners = Owners::Kinds(&[KindId::AutoScalingGroup]);
    const DRAWING: Drawing = Drawing::of("schedule");

    fn check(params: &Params, cx: &mut CheckCtx<'_>) {
        check(params, cx);
    }

    fn new(params: &Params, _setup: &mut Setup<'_>) -> Self {
        Self {
            params: params.clone(),
            next_s: None,
        }
    }

    fn edit(&mut self, params: &Params, _setup: &mut Setup<'_>) {
        self.params = params.clone();
    }

    fn start(&mut self, cx: &mut ControlCtx<'_>) {
        cx.stop(Timer::Fire);
        let now_s = cx.control.calendar.unix_s(cx.now());
        let next = self.params.schedule().and_then(|s| s.first(now_s));
        self.plan(next, cx);
    }

    fn edited(&mut self, cx: &mut ControlCtx<'_>) {
        self.start(cx);
    }

    fn timer(&mut self, _due: Due, cx: &mut ControlCtx<'_>) {
        let action = cx.me;
        if let Some(owner) = cx.owner(action)
            && let Some(group) = cx.get_mut::<Group>(owner)
        {
            group.scheduled.push(action);
            cx.send(owner, Message::Reconcile);
        }
        let now_s = cx.control.calendar.unix_s(cx.now());
        let next = self.params.schedule().and_then(|s| s.next_after(now_s));
        self.plan(next, cx);
    }
}

timers! {
    Timer {
        /// The action is due.
        Fire: Policies,
    }
}

impl ScheduledAction {
    fn plan(&mut self, next_s: Option<i64>, cx: &mut ControlCtx<'_>) {
        self.next_s = next_s;
        if let Some(at) = next_s.and_then(|s| cx.control.calendar.instant_of(s)) {
            cx.set(Timer::Fire, at);
        }
    }
}

impl From<&Params> for validate::ScheduledAction {
    fn from(action: &Params) -> Self {
        Self {
            scheduled_action_name: None,
            start_time: action.start.clone(),
            end_time: action.end.clone(),
            recurrence: action.recurrence.clone(),
            time_zone: Some(action.time_zone.clone()),
            min_size: action.min.map(i64::from),
            max_size: action.max.map(i64::from),
            desired_capacity: action.desired.map(i64::from),
        }
    }
}

fn check(action: &Params, cx: &mut CheckCtx<'_>) {
    let (board, me, group) = (cx.board, cx.me.id, cx.me.of);
    let siblings = || {
        let all = group
            .into_iter()
            .flat_map(|group| board.children::<ScheduledAction>(group));
        all.filter(|(id, _)| *id < me).map(|(_, action)| action)
    };
    let starts: Vec<i64> = siblings()
        .filter_map(|action| validate::ScheduledAction::from(action).next(board.unix_s))
        .collect();
    let group = group.and_then(|group| board.get::<Group>(group));
    let context = validate::ScheduledContext {
        now: Some(board.unix_s),
        other_start_times: &starts,
        existing_count: siblings().count(),
        group_limits: group.map(|group| (i64::from(group.min), i64::from(group.max))),
    };
    cx.refuse(validate::ScheduledAction::from(action).check(&context));
}
