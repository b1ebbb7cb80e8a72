//! Scheduled actions: something to change, a cron and time zone that exist, a start ahead, sizes
//! that fit.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Faults, is_outside};
use crate::rules::civil;
use crate::rules::schedule::{Cron, Schedule};
use crate::rules::time_zone::TimeZone;

/// Scheduled actions of one group. Basis: documented - ASG quotas.
pub const ACTIONS_MAX: usize = 125;

/// A scheduled action. Units: UTC stamps, instances.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ScheduledAction {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_action_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_capacity: Option<i64>,
}

/// What a scheduled action cannot know by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScheduledContext<'a> {
    /// Seconds since 1970 UTC; `None` leaves the start unchecked.
    pub now: Option<i64>,
    /// When the group's other actions run next, seconds since 1970 UTC.
    pub other_start_times: &'a [i64],
    /// How many other actions the group has.
    pub existing_count: usize,
    /// (min, max) of the group, for sizes that the action leaves as they are.
    pub group_limits: Option<(i64, i64)>,
}

impl ScheduledAction {
    /// All faults. Basis: documented - ASG-API PutScheduledUpdateGroupAction.
    pub fn check(&self, context: &ScheduledContext<'_>) -> Vec<Fault> {
        let mut faults = Faults::default();
        let sizes = [self.min_size, self.max_size, self.desired_capacity];
        let is_negative = sizes.iter().flatten().any(|&size| size < 0);
        faults.when(is_negative, Code::AsgNegative, "MinSize");
        let is_empty = sizes.iter().all(Option::is_none);
        faults.when(is_empty, Code::SchedEmpty, "DesiredCapacity");
        let is_bad_cron = self
            .recurrence
            .as_deref()
            .is_some_and(|cron| Cron::parse(cron).is_err());
        faults.when(is_bad_cron, Code::SchedCronBad, "Recurrence");
        let zone = self.time_zone.as_deref();
        let is_bad_zone = zone.is_some_and(|zone| TimeZone::named(zone).is_none());
        faults.when(is_bad_zone, Code::SchedTz, "TimeZone");
        let start = self.start_time.as_deref().map(civil::parse_utc);
        let is_past = match (start, context.now) {
            (Some(None), _) => true,
            (Some(Some(start)), Some(now)) => start <= now,
            _ => false,
        };
        faults.when(is_past, Code::SchedPast, "StartTime");
        let (group_min, group_max) = context.group_limits.unwrap_or((0, i64::MAX));
        let min = self.min_size.unwrap_or(group_min);
        let max = self.max_size.unwrap_or(group_max);
        faults.when(min > max, Code::SchedMinGtMax, "MinSize");
        let is_unfit = is_outside(self.desired_capacity, min, max);
        faults.when(is_unfit, Code::SchedDesiredOutOfRange, "DesiredCapacity");
        let others = context.other_start_times;
        let next = self.next(context.now.unwrap_or(i64::MIN));
        let is_taken = next.is_some_and(|next| others.contains(&next));
        let field = self
            .start_time
            .as_ref()
            .map_or("Recurrence", |_| "StartTime");
        faults.when(is_taken, Code::SchedDupTime, field);
        let is_full = context.existing_count >= ACTIONS_MAX;
        faults.when(is_full, Code::SchedTooMany, "ScheduledActionName");
        faults.0
    }

    /// When it runs next after `now`: what AWS keeps as its start time. Errors: `None` when its
    /// times cannot be read or it runs no more.
    pub fn next(&self, now: i64) -> Option<i64> {
        let time = |text: &Option<String>| match text {
            Some(text) => civil::parse_utc(text).map(Some),
            None => Some(None),
        };
        let cron = match &self.recurrence {
            Some(text) => Some(Cron::parse(text).ok()?),
            None => None,
        };
        let schedule = Schedule {
            cron,
            zone: TimeZone::named(self.time_zone.as_deref().unwrap_or("UTC"))?,
            start: time(&self.start_time)?,
            end: time(&self.end_time)?,
        };
        schedule.first(now)
    }
}
