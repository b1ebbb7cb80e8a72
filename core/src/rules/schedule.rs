//! Scheduled actions: cron expressions in a time zone, start and end, and what one action does to a
//! group.

use super::capacity::GroupSizes;
use super::civil::{self, DAY_S, UNIX_S_MAX, UNIX_S_MIN};
use super::time_zone::TimeZone;
use super::validate::Code;
use serde::{Deserialize, Serialize};

/// Days (or skipped months) that a search looks at: more than the eight years between two
/// 29 Februaries around 2100 need.
const SEARCH_MAX: u32 = 4_000;

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// The fields of a cron expression, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CronField {
    Minute,
    Hour,
    Day,
    Month,
    Weekday,
}

/// What is wrong with a cron expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CronError {
    /// There are not five fields but this many.
    FieldCount(usize),
    /// This field holds something that is no value, list, range or step of it.
    Field(CronField),
}

/// A five-field cron expression: minute, hour, day of month, month, day of week.
///
/// Basis: documented - ASG "Scheduled scaling"; model - names are accepted, and when both day
/// fields are restricted (anything but a plain `*`) either may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    is_day_free: bool,
    is_weekday_free: bool,
}

impl Cron {
    /// Reads an expression such as `0 9 * * 1-5`. Errors: the first field that is wrong.
    pub fn parse(text: &str) -> Result<Self, CronError> {
        let mut fields = text.split_ascii_whitespace();
        let mut next = || fields.next();
        let (Some(minute), Some(hour), Some(day), Some(month), Some(weekday), None) =
            (next(), next(), next(), next(), next(), next())
        else {
            return Err(CronError::FieldCount(text.split_ascii_whitespace().count()));
        };
        let read = |text, field| parse_field(text, field).ok_or(CronError::Field(field));
        let weekdays = read(weekday, CronField::Weekday)?;
        Ok(Self {
            minutes: read(minute, CronField::Minute)?,
            hours: read(hour, CronField::Hour)?,
            days: read(day, CronField::Day)?,
            months: read(month, CronField::Month)?,
            weekdays: (weekdays | weekdays >> 7) & 0x7f,
            is_day_free: day == "*",
            is_weekday_free: weekday == "*",
        })
    }

    /// The first firing time strictly later than `unix_s`, both in seconds since 1970 UTC.
    ///
    /// A local time skipped by a daylight-saving change does not fire, a doubled one fires the
    /// first time (model). Errors: `None` when the expression never fires (30 February) or beyond
    /// year 9999.
    pub fn next_after(&self, unix_s: i64, zone: &TimeZone) -> Option<i64> {
        if !(UNIX_S_MIN..=UNIX_S_MAX).contains(&unix_s) {
            return None;
        }
        let local_s = unix_s + zone.offset_at(unix_s);
        let mut day = local_s.div_euclid(DAY_S);
        let mut from_minute = local_s.rem_euclid(DAY_S) / 60;
        for _ in 0..SEARCH_MAX {
            let date = civil::civil_from_days(day);
            if !has(self.months, date.month) {
                let left = civil::days_in_month(date.year, date.month) - date.day + 1;
                day += i64::from(left);
            } else {
                if self.matches_day(date.day, civil::weekday(day)) {
                    let found = self.first_in_day(day, from_minute, unix_s, zone);
                    if found.is_some() {
                        return found;
                    }
                }
                day += 1;
            }
            from_minute = 0;
        }
        None
    }

    fn matches_day(&self, day: u8, weekday: u8) -> bool {
        let (by_day, by_weekday) = (has(self.days, day), has(self.weekdays, weekday));
        if self.is_day_free || self.is_weekday_free {
            by_day && by_weekday
        } else {
            by_day || by_weekday
        }
    }

    fn first_in_day(&self, day: i64, from: i64, after: i64, zone: &TimeZone) -> Option<i64> {
        let mut minute = from;
        while minute < 1_440 {
            let (hour, minute_of_hour) = ((minute / 60) as u8, (minute % 60) as u8);
            if !has(self.hours, hour) {
                minute += 60 - minute % 60;
                continue;
            }
            if has(self.minutes, minute_of_hour)
                && let Some(unix_s) = zone.first_unix(day * DAY_S + minute * 60)
                && unix_s > after
            {
                return Some(unix_s);
            }
            minute += 1;
        }
        None
    }
}

fn has(set: u64, value: u8) -> bool {
    set.checked_shr(u32::from(value)).unwrap_or(0) & 1 == 1
}

/// The values of one field as a bit set; `None` when the text is not valid.
fn parse_field(text: &str, field: CronField) -> Option<u64> {
    text.split(',')
        .try_fold(0, |set, item| Some(set | parse_item(item, field)?))
}

/// `*`, `5`, `1-5`, each with an optional `/step`; a single value with a step runs to the end.
fn parse_item(item: &str, field: CronField) -> Option<u64> {
    let (first, last) = match field {
        CronField::Minute => (0, 59),
        CronField::Hour => (0, 23),
        CronField::Day => (1, 31),
        CronField::Month => (1, 12),
        CronField::Weekday => (0, 7),
    };
    let (range, step) = match item.split_once('/') {
        Some((range, step)) => (range, Some(parse_number(step)?)),
        None => (item, None),
    };
    let (low, high) = if range == "*" {
        (first, if field == CronField::Weekday { 6 } else { last })
    } else if let Some((low, high)) = range.split_once('-') {
        let (low, high) = (parse_value(low, field)?, parse_value(high, field)?);
        let ends_on_sunday = field == CronField::Weekday && high == 0 && low > 0;
        (low, if ends_on_sunday { 7 } else { high })
    } else {
        let value = parse_value(range, field)?;
        (value, if step.is_some() { last } else { value })
    };
    let step = step.unwrap_or(1);
    if low < first || high > last || low > high || step == 0 {
        return None;
    }
    let values = (low..=high).step_by(usize::try_from(step).ok()?);
    Some(values.fold(0, |set, value| set | 1 << value))
}

/// A number, or the name of a month or weekday.
fn parse_value(text: &str, field: CronField) -> Option<u32> {
    let names: &[&str] = match field {
        CronField::Month => &MONTHS,
        CronField::Weekday => &WEEKDAYS,
        _ => &[],
    };
    match names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(text))
    {
        Some(at) if field == CronField::Month => u32::try_from(at + 1).ok(),
        Some(at) => u32::try_from(at).ok(),
        None => parse_number(text),
    }
}

fn parse_number(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// When a scheduled action runs. Units: seconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    pub cron: Option<Cron>,
    pub zone: TimeZone,
    pub start: Option<i64>,
    pub end: Option<i64>,
}

impl Schedule {
    /// The first run at or after `start`, or strictly after `now` where there is none (or it has
    /// passed).
    ///
    /// Basis: documented - ASG "Scheduled scaling": the first run is at the start time itself.
    pub fn first(&self, now: i64) -> Option<i64> {
        match self.start {
            Some(start) if start >= now => self.within_end(start),
            _ => self.next_after(now),
        }
    }

    /// The run that follows one at `unix_s`; `None` once the end time has passed or without a cron.
    /// Basis: model - a run exactly at the end time still fires.
    pub fn next_after(&self, unix_s: i64) -> Option<i64> {
        let after = match self.start {
            Some(start) if unix_s < start => return self.within_end(start),
            _ => unix_s,
        };
        self.within_end(self.cron?.next_after(after, &self.zone)?)
    }

    fn within_end(&self, unix_s: i64) -> Option<i64> {
        self.end.is_none_or(|end| unix_s <= end).then_some(unix_s)
    }
}

/// The sizes that a scheduled action sets; `None` leaves a size as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeChange {
    pub min: Option<u32>,
    pub max: Option<u32>,
    pub desired: Option<u32>,
}

/// The sizes of a group after a change of some of them, by schedule or by hand.
///
/// Without a desired capacity of its own, desired follows the new limits. Errors: nothing to
/// change, min above max, desired outside. Basis: documented - ASG "Scheduled scaling", ASG-API
/// UpdateAutoScalingGroup; the refusals are model.
pub fn scheduled_apply(group: GroupSizes, change: SizeChange) -> Result<GroupSizes, Code> {
    if change == SizeChange::default() {
        return Err(Code::SchedEmpty);
    }
    let min = change.min.unwrap_or(group.min);
    let max = change.max.unwrap_or(group.max);
    if min > max {
        return Err(Code::SchedMinGtMax);
    }
    let desired = match change.desired {
        Some(desired) if desired < min || desired > max => {
            return Err(Code::SchedDesiredOutOfRange);
        }
        Some(desired) => desired,
        None => group.desired.min(max).max(min),
    };
    Ok(GroupSizes { min, max, desired })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn next(cron: &str, zone: &str, after: &str) -> Option<String> {
        let zone = TimeZone::named(zone).unwrap();
        let after = civil::parse_utc(after).unwrap();
        Cron::parse(cron)
            .unwrap()
            .next_after(after, &zone)
            .map(civil::format_utc)
    }

    #[test]
    fn a_skipped_local_time_does_not_fire() {
        let found = next("30 2 * * *", "America/New_York", "2025-03-08T08:00:00Z");
        assert_eq!(found.as_deref(), Some("2025-03-10T06:30:00Z"));
    }

    #[test]
    fn a_doubled_local_time_fires_once_the_first_time() {
        let first = next("30 1 * * *", "America/New_York", "2025-11-02T00:00:00Z");
        assert_eq!(first.as_deref(), Some("2025-11-02T05:30:00Z"));
        let second = next("30 1 * * *", "America/New_York", "2025-11-02T05:30:00Z");
        assert_eq!(second.as_deref(), Some("2025-11-03T06:30:00Z"));
        let inside = next("*/15 * * * *", "America/New_York", "2025-11-02T06:05:00Z");
        assert_eq!(inside.as_deref(), Some("2025-11-02T07:00:00Z"));
    }

    #[test]
    fn a_cron_that_never_fires_ends() {
        assert_eq!(next("0 0 30 2 *", "Etc/UTC", "2025-01-01T00:00:00Z"), None);
        let leap = next("0 0 29 2 *", "Etc/UTC", "2096-03-01T00:00:00Z");
        assert_eq!(leap.as_deref(), Some("2104-02-29T00:00:00Z"));
    }

    #[test]
    fn random_text_never_panics() {
        let alphabet = b"0123456789*/,-SUNMON \t7?";
        let mut seed = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..24 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                text.push(char::from(alphabet[(seed >> 33) as usize % alphabet.len()]));
            }
            if let Ok(cron) = Cron::parse(&text) {
                let _ = cron.next_after((seed >> 20) as i64, &TimeZone::UTC);
            }
        }
        for wrong in [
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
        ] {
            assert!(Cron::parse(wrong).is_err(), "{wrong}");
        }
        for wrong in [
            "* * * 13 *",
            "* * * * 8",
            "5-1 * * * *",
            "*/0 * * * *",
            ", * * * *",
        ] {
            assert!(Cron::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Cron::parse("0 0 * * 5-7"), Cron::parse("0 0 * * FRI-SUN"));
        assert_eq!(Cron::parse("0 0 * * 0"), Cron::parse("0 0 * * 7"));
    }
}
