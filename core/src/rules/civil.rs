//! Civil dates of the proleptic Gregorian calendar, and UTC stamps as AWS writes them.

use alloc::format;
use alloc::string::String;

/// Seconds of a day.
pub const DAY_S: i64 = 86_400;
/// The last second of the year 9999: dates beyond it are refused, so no arithmetic can overflow.
pub const UNIX_S_MAX: i64 = 253_402_300_799;
/// The first second of the year 1.
pub const UNIX_S_MIN: i64 = -62_135_596_800;

/// A day of the calendar. Bounds: month 1-12, day 1-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: i64,
    pub month: u8,
    pub day: u8,
}

/// Days from 1970-01-01 to the given date. Bounds: any year; month and day are taken as they are.
/// Basis: derived - 400-year eras of 146,097 days, years starting in March.
pub const fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 {
        year.saturating_sub(1)
    } else {
        year
    };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era.saturating_mul(146_097)
        .saturating_add(day_of_era)
        .saturating_sub(719_468)
}

/// The date that lies `days` after 1970-01-01. Basis: derived, the inverse of [`days_from_civil`].
pub const fn civil_from_days(days: i64) -> Date {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    } as u8;
    let year = year_of_era + era * 400 + (month <= 2) as i64;
    Date { year, month, day }
}

/// Day of the week of a day counted from 1970-01-01: 0 is Sunday, 6 Saturday.
pub const fn weekday(days: i64) -> u8 {
    (days.rem_euclid(7) + 4).rem_euclid(7) as u8
}

/// Days of a month; 0 for a month that does not exist.
pub const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.rem_euclid(4) == 0
            && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) =>
        {
            29
        }
        2 => 28,
        _ => 0,
    }
}

/// Seconds from 1970-01-01T00:00:00Z to a stamp such as `2025-11-11T09:00:00Z`.
///
/// Also reads an offset (`+09:00`), a missing seconds field and a fraction, which is dropped.
/// Errors: `None` for anything else, and for years outside 1-9999.
pub fn parse_utc(stamp: &str) -> Option<i64> {
    let (date, time) = stamp.trim().split_once(['T', 't', ' '])?;
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (year, month, day) = (number(year)?, number(month)? as u8, number(day)? as u8);
    if year == 0 || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let (clock, offset_s) = split_offset(time)?;
    let clock = clock.split('.').next()?;
    let mut parts = clock.split(':');
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let second = parts.next().map_or(Some(0), number)?;
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let day_s = days_from_civil(year, month, day).saturating_mul(DAY_S);
    Some(day_s + hour * 3_600 + minute * 60 + second - offset_s)
}

/// A stamp such as `2025-11-11T09:00:00Z`. Bounds: years 1-9999, others are moved to the nearest.
pub fn format_utc(unix_s: i64) -> String {
    let unix_s = unix_s.clamp(UNIX_S_MIN, UNIX_S_MAX);
    let date = civil_from_days(unix_s.div_euclid(DAY_S));
    let second = unix_s.rem_euclid(DAY_S);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        date.year,
        date.month,
        date.day,
        second / 3_600,
        second / 60 % 60,
        second % 60
    )
}

/// A short unsigned number of digits only.
fn number(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The clock part and the offset from UTC in seconds.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let at = time.find(['+', '-'])?;
    let (clock, offset) = (time.get(..at)?, time.get(at + 1..)?);
    let (hours, minutes) = match offset.split_once(':') {
        Some(parts) => parts,
        None if offset.len() == 4 => (offset.get(..2)?, offset.get(2..)?),
        None => (offset, "0"),
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3_600 + minutes * 60;
    let is_west = time.get(at..)?.starts_with('-');
    Some((clock, if is_west { -seconds } else { seconds }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_both_ways() {
        for days in (-800_000..800_000).step_by(13) {
            let date = civil_from_days(days);
            assert_eq!(days_from_civil(date.year, date.month, date.day), days);
        }
        assert_eq!(weekday(0), 4);
        let _ = civil_from_days(i64::MAX);
        let _ = civil_from_days(i64::MIN);
        let _ = days_from_civil(i64::MIN, 1, 1);
    }

    #[test]
    fn stamps_are_read_and_written() {
        assert_eq!(parse_utc("1970-01-02T00:00:01Z"), Some(86_401));
        assert_eq!(
            parse_utc("2026-03-02T09:00:00+09:00"),
            parse_utc("2026-03-02T00:00:00Z")
        );
        assert_eq!(parse_utc("2025-02-29T00:00:00Z"), None);
        assert_eq!(parse_utc("2025-13-01T00:00:00Z"), None);
        assert_eq!(parse_utc("soon"), None);
        assert_eq!(format_utc(86_401), "1970-01-02T00:00:01Z");
        let _ = format_utc(i64::MIN);
    }
}
