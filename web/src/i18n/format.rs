//! Numbers, durations and the clock as text. Plain digits, a comma every three, a thin unit after
//! a space; the simulation clock is the same in both languages.

use super::Lang;
use crate::geometry::decimal::decimal;
use crate::vocabulary::{SECOND, SimTime, Unit};
use swell_core::rules::civil::{DAY_S, civil_from_days};

/// `1234567` as `1,234,567`.
pub fn whole(value: i64) -> String {
    let sign = if value < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(&value.unsigned_abs().to_string()))
}

/// Digits with a comma every three.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// At most `places` decimals, none where they are zero.
pub fn number(value: f64, places: u32) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = decimal(value.abs(), places).to_string();
    let (digits, fraction) = match text.find('.') {
        Some(at) => text.split_at(at),
        None => (text.as_str(), ""),
    };
    let is_zero = text == "0";
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    format!("{sign}{}{fraction}", grouped(digits))
}

/// A number with a sign, as in `+2` and `−1`.
pub fn signed(value: i64) -> String {
    if value > 0 {
        format!("+{}", whole(value))
    } else {
        whole(value)
    }
}

/// One decimal below ten, none above: enough for a glance.
pub fn glance(value: f64) -> String {
    number(value, u32::from(value.abs() < 10.0))
}

/// Simulated time as `+hh:mm:ss`, `−` in the pre-roll.
pub fn clock(time: SimTime) -> String {
    // Rounds towards the past, so that −0:00:00.4 is not shown as zero.
    let s = time.div_euclid(SECOND);
    let sign = if s < 0 { '−' } else { '+' };
    let s = s.unsigned_abs();
    format!("{sign}{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
}

/// The thousandths that belong behind [`clock`].
pub fn millis_of(time: SimTime) -> String {
    format!(".{:03}", time.rem_euclid(SECOND) / 1_000)
}

/// The clock for an axis: without hours while there are none.
pub fn clock_short(time: SimTime) -> String {
    let s = time.div_euclid(SECOND);
    let sign = if s < 0 { "−" } else { "" };
    let s = s.unsigned_abs();
    if s >= 3600 {
        format!("{sign}{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    } else {
        format!("{sign}{}:{:02}", s / 60, s % 60)
    }
}

/// A day of the calendar, from seconds since 1970 in the reader's own zone.
pub fn day(local_s: i64, lang: Lang) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let date = civil_from_days(local_s.div_euclid(DAY_S));
    match lang {
        Lang::Ko => format!("{}월 {}일", date.month, date.day),
        Lang::En => {
            let month = MONTHS.get(usize::from(date.month) - 1).unwrap_or(&"");
            format!("{} {month}", date.day)
        }
    }
}

/// The time of that day, with its seconds if there are any.
pub fn time_of_day(local_s: i64) -> String {
    let s = local_s.rem_euclid(DAY_S);
    let (h, m, s) = (s / 3_600, s / 60 % 60, s % 60);
    match s {
        0 => format!("{h:02}:{m:02}"),
        s => format!("{h:02}:{m:02}:{s:02}"),
    }
}

/// A length of time in words short enough for a label.
pub fn span(seconds: u64, lang: Lang) -> String {
    let (m, s) = (seconds / 60, seconds % 60);
    match (lang, m, s) {
        (Lang::Ko, 0, s) => format!("{s}초"),
        (Lang::Ko, m, 0) => format!("{m}분"),
        (Lang::Ko, m, s) => format!("{m}분 {s}초"),
        (Lang::En, 0, s) => format!("{s} s"),
        (Lang::En, m, 0) => format!("{m} min"),
        (Lang::En, m, s) => format!("{m} min {s} s"),
    }
}

/// A latency: milliseconds below a second.
pub fn latency(ms: f64, lang: Lang) -> String {
    if ms < 1000.0 {
        return format!("{} ms", number(ms, 0));
    }
    let s = number(ms / 1000.0, 1);
    match lang {
        Lang::Ko => format!("{s}초"),
        Lang::En => format!("{s} s"),
    }
}

/// What follows a number, with the space that belongs before it.
pub fn suffix(unit: Unit, lang: Lang) -> &'static str {
    match (unit, lang) {
        (Unit::None | Unit::Factor | Unit::Count, _) => "",
        (Unit::Percent, _) => " %",
        (Unit::Seconds, Lang::Ko) => "초",
        (Unit::Seconds, Lang::En) => " s",
        (Unit::Milliseconds, _) => " ms",
        (Unit::Users, Lang::Ko) => "명",
        (Unit::Users, Lang::En) => "",
        (Unit::Instances, Lang::Ko) => "대",
        (Unit::Instances, Lang::En) => "",
        (Unit::PerSecond, Lang::Ko) => "/초",
        (Unit::PerSecond, Lang::En) => "/s",
        (Unit::Bytes, _) => " B",
    }
}

/// A number with its unit.
pub fn with_unit(value: f64, unit: Unit, lang: Lang) -> String {
    let places = match unit {
        Unit::Instances | Unit::Users => 0,
        _ => 1,
    };
    format!("{}{}", number(value, places), suffix(unit, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_short() {
        assert_eq!(whole(0), "0");
        assert_eq!(whole(1_000), "1,000");
        assert_eq!(whole(-1_234_567), "−1,234,567");
        assert_eq!(number(12.50, 2), "12.5");
        assert_eq!(number(9.999, 2), "10");
        assert_eq!(number(-0.04, 1), "0");
        assert_eq!(number(f64::NAN, 1), "–");
        assert_eq!(signed(2), "+2");
        assert_eq!(signed(-1), "−1");
    }

    #[test]
    fn the_clock_has_one_form_and_knows_the_pre_roll() {
        assert_eq!(clock(0), "+00:00:00");
        assert_eq!(clock(462 * SECOND), "+00:07:42");
        assert_eq!(clock(-1_020 * SECOND), "−00:17:00");
        assert_eq!(clock(-SECOND / 2), "−00:00:01");
        assert_eq!(clock_short(3_661 * SECOND), "1:01:01");
    }

    #[test]
    fn the_calendar_is_written_as_people_write_it() {
        let moment = 1_772_409_600 + 32_400;
        assert_eq!(day(moment, Lang::Ko), "3월 2일");
        assert_eq!(day(moment, Lang::En), "2 Mar");
        assert_eq!(time_of_day(moment), "09:00");
        assert_eq!(time_of_day(moment - 1), "08:59:59");
    }

    #[test]
    fn units_follow_the_language() {
        assert_eq!(with_unit(4.0, Unit::Instances, Lang::Ko), "4대");
        assert_eq!(with_unit(120.0, Unit::Seconds, Lang::En), "120 s");
        assert_eq!(latency(3_700.0, Lang::Ko), "3.7초");
        assert_eq!(latency(240.4, Lang::En), "240 ms");
        assert_eq!(span(220, Lang::En), "3 min 40 s");
    }
}
