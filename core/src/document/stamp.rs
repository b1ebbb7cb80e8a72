//! A moment of the calendar with its offset, as documents write it: `2026-03-02T09:00:00+09:00`.

use crate::rules::civil::{DAY_S, civil_from_days, days_from_civil};
use alloc::format;
use alloc::string::String;

/// Bounds: years 1970 to 9999; offsets of less than a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub unix_s: i64,
    pub offset_s: i64,
}

impl Default for Stamp {
    /// Monday 2 March 2026, 09:00 in Seoul.
    fn default() -> Self {
        Self {
            unix_s: 1_772_409_600,
            offset_s: 32_400,
        }
    }
}

impl Stamp {
    /// Errors: `None` for anything but date, `T` or a space, time, and `Z` or an offset.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = text.get(from..to)?;
            digits
                .bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| digits.parse().ok())?
        };
        let is = |at: usize, any: &[u8]| bytes.get(at).is_some_and(|b| any.contains(b));
        let is_shaped = is(4, b"-") && is(7, b"-") && is(10, b"T ") && is(13, b":") && is(16, b":");
        if !is_shaped {
            return None;
        }
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let is_real = year >= 1970
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        let offset_s = offset(text.get(19..)?)?;
        let days = days_from_civil(year, month as u8, day as u8);
        let local = days * DAY_S + hour * 3_600 + minute * 60 + second;
        is_real.then_some(Self {
            unix_s: local - offset_s,
            offset_s,
        })
    }

    pub fn format(self) -> String {
        let local = self.unix_s + self.offset_s;
        let date = civil_from_days(local.div_euclid(DAY_S));
        let s = local.rem_euclid(DAY_S);
        let zone = match self.offset_s {
            0 => String::from("Z"),
            o => {
                let sign = if o < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", o.abs() / 3_600, o.abs() % 3_600 / 60)
            }
        };
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{zone}",
            date.year,
            date.month,
            date.day,
            s / 3_600,
            s % 3_600 / 60,
            s % 60
        )
    }
}

fn offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..24).contains(&hours) && (0..60).contains(&minutes))
        .then_some(sign * (hours * 3_600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_round_trip() {
        for text in [
            "2026-03-02T09:00:00+09:00",
            "1999-12-31T23:59:59Z",
            "2026-01-01T00:00:00-03:30",
        ] {
            assert_eq!(Stamp::parse(text).unwrap().format(), text);
        }
        assert_eq!(
            Stamp::parse("2026-03-02T09:00:00+09:00").unwrap(),
            Stamp::default()
        );
        for wrong in [
            "",
            "2026-03-02",
            "2026-13-02T00:00:00Z",
            "2026-03-02T09:00:00",
            "가나다라마바사아자차카타파하",
        ] {
            assert_eq!(Stamp::parse(wrong), None, "{wrong}");
        }
    }
}
