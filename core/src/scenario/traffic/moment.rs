//! Reads the time of a row: seconds, epoch seconds or milliseconds, or an ISO date and time.

use super::cells;
use alloc::{format, string::String};

/// From here on a plain number is an epoch second (1973) rather than a length of time.
const EPOCH_S_MIN: f64 = 1e8;
/// From here on it is an epoch millisecond (1973 as well; as a second it would be the year 5138).
const EPOCH_MS_MIN: f64 = 1e11;
/// The end of the year 9999.
const EPOCH_MS_MAX: f64 = 253_402_300_799_999.0;
const DAY_MS: i64 = 86_400_000;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Moment {
    /// Seconds on the run's own axis.
    Seconds(f64),
    /// Milliseconds since 1970, and the offset from UTC that the text names in seconds (epoch numbers
    /// are UTC by nature).
    Unix { ms: i64, offset_s: Option<i64> },
}

impl Moment {
    /// The time of day of a day; a moment of the run's axis has none.
    pub(super) fn at(self, of_day_ms: i64) -> Self {
        match self {
            Self::Seconds(_) => self,
            Self::Unix { ms, offset_s } => Self::Unix {
                ms: ms + of_day_ms,
                offset_s,
            },
        }
    }

    /// Seconds on the run's axis, or milliseconds since 1970.
    pub(super) fn number(self) -> f64 {
        match self {
            Self::Seconds(s) => s,
            Self::Unix { ms, .. } => ms as f64,
        }
    }
}

/// Reads a plain number or an ISO time; nothing else.
pub(super) fn parse(cell: &str, separator: char) -> Option<Moment> {
    match cells::number(cell, separator, false) {
        Some(n) => of_number(n),
        None => iso(cell),
    }
}

/// Seconds of the run's axis, or of the epoch, or its milliseconds, by their size.
pub(super) fn of_number(number: f64) -> Option<Moment> {
    match number {
        n if n >= EPOCH_MS_MIN => (n <= EPOCH_MS_MAX).then_some(Moment::Unix {
            ms: n as i64,
            offset_s: Some(0),
        }),
        n if n >= EPOCH_S_MIN => Some(Moment::Unix {
            ms: (n * 1000.0) as i64,
            offset_s: Some(0),
        }),
        n => Some(Moment::Seconds(n)),
    }
}

/// `2014-04-10`, `2014-04-10 00:04[:00[.5]]`, with `T` or a blank between, `/` for `-`, and a zone or none.
pub(super) fn iso(text: &str) -> Option<Moment> {
    let mut scan = Scan { rest: text.trim() };
    let year = scan.digits(4, 4)?;
    let dash = if scan.eat('-') { '-' } else { '/' };
    if dash == '/' && !scan.eat('/') {
        return None;
    }
    let month = scan.digits(1, 2)?;
    if !scan.eat(dash) {
        return None;
    }
    let day = scan.digits(1, 2)?;
    if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let mut ms = days_from_civil(year, month, day) * DAY_MS;
    if scan.rest.is_empty() {
        return Some(Moment::Unix { ms, offset_s: None });
    }
    if !scan.eat('T') && !scan.eat('t') && !scan.eat(' ') {
        return None;
    }
    ms += clock(&mut scan)?;
    let offset_s = offset(&mut scan)?;
    Some(Moment::Unix {
        ms: ms - offset_s.unwrap_or(0) * 1000,
        offset_s,
    })
}

/// Whether a text is a day without a time of day.
pub(super) fn is_day(text: &str) -> bool {
    !text.contains(':') && iso(text).is_some()
}

/// A time of day alone, `09:05[:00[.5]]` or its hour, `9`. Units: milliseconds since midnight.
pub(super) fn of_day(text: &str) -> Option<i64> {
    let mut scan = Scan { rest: text.trim() };
    if !scan.rest.contains(':') {
        let hour = scan.digits(1, 2)?;
        return (scan.rest.is_empty() && hour < 24).then_some(hour * 3_600_000);
    }
    let ms = clock(&mut scan)?;
    scan.rest.is_empty().then_some(ms)
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The time in a line of a web server's log: `10/Oct/2000:13:55:36 -0700`.
pub(super) fn clf(text: &str) -> Option<Moment> {
    let mut scan = Scan { rest: text };
    let day = scan.digits(2, 2)?;
    let (slash, rest) = scan.rest.split_at_checked(1)?;
    let (name, rest) = rest.split_at_checked(3)?;
    let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
    scan.rest = rest.strip_prefix('/')?;
    let year = scan.digits(4, 4)?;
    let is_real = slash == "/" && (1..=days_in_month(year, month)).contains(&day);
    if !is_real || !scan.eat(':') {
        return None;
    }
    let ms = days_from_civil(year, month, day) * DAY_MS + clock(&mut scan)?;
    let offset_s = offset(&mut scan)?;
    Some(Moment::Unix {
        ms: ms - offset_s.unwrap_or(0) * 1000,
        offset_s,
    })
}

fn clock(scan: &mut Scan<'_>) -> Option<i64> {
    let hour = scan.digits(1, 2)?;
    if !scan.eat(':') {
        return None;
    }
    let minute = scan.digits(2, 2)?;
    let second = if scan.eat(':') { scan.digits(2, 2)? } else { 0 };
    let fraction_ms = if scan.eat('.') || scan.eat(',') {
        scan.fraction_ms()?
    } else {
        0
    };
    (hour < 24 && minute < 60 && second < 60)
        .then(|| ((hour * 60 + minute) * 60 + second) * 1000 + fraction_ms)
}

/// `Some(None)` where no zone is named.
fn offset(scan: &mut Scan<'_>) -> Option<Option<i64>> {
    scan.eat(' ');
    if scan.rest.is_empty() {
        return Some(None);
    }
    if ["Z", "z", "UTC", "GMT"].contains(&scan.rest) {
        return Some(Some(0));
    }
    let sign = match (scan.eat('+'), scan.eat('-')) {
        (true, _) => 1,
        (_, true) => -1,
        _ => return None,
    };
    let hours = scan.digits(2, 2)?;
    scan.eat(':');
    let minutes = if scan.rest.is_empty() {
        0
    } else {
        scan.digits(2, 2)?
    };
    (scan.rest.is_empty() && hours < 24 && minutes < 60)
        .then_some(Some(sign * (hours * 60 + minutes) * 60))
}

struct Scan<'a> {
    rest: &'a str,
}

impl Scan<'_> {
    fn eat(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let count = self
            .rest
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        let (text, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        (count >= least).then(|| text.parse().ok()).flatten()
    }

    fn fraction_ms(&mut self) -> Option<i64> {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (text, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        let padded = format!("{:0<3}", text.get(..3).unwrap_or(text));
        (count > 0).then(|| padded.parse().ok()).flatten()
    }
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar; years run from March so that leap days come last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`iso`], to the second (milliseconds only where there are some).
pub(super) fn to_iso(ms: i64, offset_s: Option<i64>) -> String {
    let ms = ms + offset_s.unwrap_or(0) * 1000;
    let shifted = ms.div_euclid(DAY_MS) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let of_day = ms.rem_euclid(DAY_MS);
    let (s, fraction) = (of_day / 1000, of_day % 1000);
    let (hour, minute, second) = (s / 3600, s / 60 % 60, s % 60);
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if fraction != 0 {
        text.push_str(&format!(".{fraction:03}"));
    }
    match offset_s {
        None => {}
        Some(0) => text.push('Z'),
        Some(offset) => {
            let sign = if offset < 0 { '-' } else { '+' };
            let (hours, minutes) = (offset.abs() / 3600, offset.abs() / 60 % 60);
            text.push_str(&format!("{sign}{hours:02}:{minutes:02}"));
        }
    }
    text
}
