//! IANA time zones by name, with the rule that is current today and no history.
//!
//! Far from today a zone may have had, or may get, other rules; Morocco's Ramadan change is left
//! out.

use alloc::format;
use alloc::string::String;

use super::civil::{self, DAY_S, UNIX_S_MAX, UNIX_S_MIN};
use super::time_zone_table::TABLE;

/// One zone: its standard offset and, where it has one, its second offset of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeZone {
    standard: Offset,
    saving: Option<Saving>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offset {
    abbreviation: &'static str,
    seconds: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Saving {
    offset: Offset,
    starts: Change,
    ends: Change,
}

/// "The `week`-th `weekday` of `month`, `seconds` after its midnight", week 5 being the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    month: u8,
    week: u8,
    weekday: u8,
    seconds: i32,
}

impl TimeZone {
    /// Coordinated universal time, the default of a scheduled action.
    pub const UTC: Self = Self {
        standard: Offset {
            abbreviation: "UTC",
            seconds: 0,
        },
        saving: None,
    };

    /// The zone of an IANA name such as `Asia/Seoul`, in its exact spelling.
    /// Errors: `None` for any other text. Basis: documented - ASG "Scheduled scaling", time zones.
    pub fn named(name: &str) -> Option<Self> {
        let (area, city) = name.rsplit_once('/').unwrap_or(("", name));
        if city.is_empty() {
            return None;
        }
        let footer = lines().find_map(|(footer, areas)| {
            let mut listed = areas.split(';').filter_map(|entry| entry.split_once(':'));
            let found = listed
                .any(|(listed, cities)| listed == area && cities.split(' ').any(|c| c == city));
            found.then_some(footer)
        })?;
        parse_footer(footer)
    }

    /// Every name that [`TimeZone::named`] knows, grouped by rule: sort them for a picker.
    pub fn names() -> impl Iterator<Item = String> {
        lines().flat_map(|(_, areas)| {
            let listed = areas.split(';').filter_map(|entry| entry.split_once(':'));
            listed.flat_map(|(area, cities)| {
                cities.split(' ').map(move |city| match area {
                    "" => String::from(city),
                    _ => format!("{area}/{city}"),
                })
            })
        })
    }

    /// Seconds that local time is ahead of UTC at an instant. Bounds: years 1-9999.
    pub fn offset_at(&self, unix_s: i64) -> i64 {
        i64::from(self.in_force(unix_s).seconds)
    }

    /// The abbreviation in force at an instant: `KST`, `EDT`, or an offset such as `<+03>`.
    pub fn abbreviation_at(&self, unix_s: i64) -> &'static str {
        self.in_force(unix_s).abbreviation
    }

    /// The instant at which the local clock shows `local_s` (seconds since 1970 on that clock).
    ///
    /// A doubled time gives its first instant; a time skipped by a change gives `None`.
    /// Basis: model - how scheduled actions treat daylight saving.
    pub fn first_unix(&self, local_s: i64) -> Option<i64> {
        let standard_s = i64::from(self.standard.seconds);
        let Some(saving) = self.saving else {
            return Some(local_s.saturating_sub(standard_s));
        };
        let saving_s = i64::from(saving.offset.seconds);
        [standard_s.max(saving_s), standard_s.min(saving_s)]
            .into_iter()
            .map(|offset_s| (local_s.saturating_sub(offset_s), offset_s))
            .find(|&(unix_s, offset_s)| self.offset_at(unix_s) == offset_s)
            .map(|(unix_s, _)| unix_s)
    }

    fn in_force(&self, unix_s: i64) -> Offset {
        let Some(saving) = self.saving else {
            return self.standard;
        };
        let unix_s = unix_s.clamp(UNIX_S_MIN, UNIX_S_MAX);
        let (standard_s, saving_s) = (
            i64::from(self.standard.seconds),
            i64::from(saving.offset.seconds),
        );
        let year = civil::civil_from_days((unix_s + standard_s).div_euclid(DAY_S)).year;
        let starts = saving.starts.local_s(year) - standard_s;
        let ends = saving.ends.local_s(year) - saving_s;
        let is_saving = if starts < ends {
            starts <= unix_s && unix_s < ends
        } else {
            unix_s < ends || starts <= unix_s
        };
        if is_saving {
            saving.offset
        } else {
            self.standard
        }
    }
}

impl Change {
    /// Local seconds since 1970 at which the change happens in a year.
    fn local_s(self, year: i64) -> i64 {
        let first = civil::days_from_civil(year, self.month, 1);
        let to_weekday = (i64::from(self.weekday) - i64::from(civil::weekday(first))).rem_euclid(7);
        let mut day = first + to_weekday + 7 * (i64::from(self.week) - 1);
        let last = first + i64::from(civil::days_in_month(year, self.month)) - 1;
        while day > last {
            day -= 7;
        }
        day * DAY_S + i64::from(self.seconds)
    }
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter_map(|line| line.split_once('='))
}

/// Reads a POSIX footer whose changes are all of the form `Mm.w.d[/time]`, as every current one is.
fn parse_footer(footer: &'static str) -> Option<TimeZone> {
    let mut parts = footer.split(',');
    let (standard, rest) = parse_offset(parts.next()?)?;
    let saving = if rest.is_empty() {
        None
    } else {
        let (offset, _) = parse_offset_or(rest, standard.seconds.saturating_add(3_600))?;
        Some(Saving {
            offset,
            starts: parse_change(parts.next()?)?,
            ends: parse_change(parts.next()?)?,
        })
    };
    Some(TimeZone { standard, saving })
}

/// An abbreviation and its offset; what follows is returned. POSIX counts westward, we eastward.
fn parse_offset(text: &'static str) -> Option<(Offset, &'static str)> {
    let (abbreviation, rest) = split_abbreviation(text)?;
    let end = rest
        .find(|c: char| c.is_ascii_alphabetic() || c == '<')
        .unwrap_or(rest.len());
    let (offset, rest) = (rest.get(..end)?, rest.get(end..)?);
    let seconds = -parse_clock(offset)?;
    let offset = Offset {
        abbreviation,
        seconds,
    };
    Some((offset, rest))
}

/// As [`parse_offset`], with an offset to take when none is written.
fn parse_offset_or(text: &'static str, seconds: i32) -> Option<(Offset, &'static str)> {
    let (abbreviation, rest) = split_abbreviation(text)?;
    if !rest.is_empty() {
        return parse_offset(text);
    }
    let offset = Offset {
        abbreviation,
        seconds,
    };
    Some((offset, rest))
}

fn split_abbreviation(text: &'static str) -> Option<(&'static str, &'static str)> {
    let end = if text.starts_with('<') {
        text.find('>')? + 1
    } else {
        text.find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(text.len())
    };
    Some((text.get(..end)?, text.get(end..)?))
}

/// `[-]hours[:minutes]` in seconds.
fn parse_clock(text: &str) -> Option<i32> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(
        sign * (hours
            .checked_mul(3_600)?
            .checked_add(minutes.checked_mul(60)?)?),
    )
}

fn parse_change(text: &str) -> Option<Change> {
    let (day, time) = text.split_once('/').unwrap_or((text, "2"));
    let mut parts = day.strip_prefix('M')?.split('.');
    Some(Change {
        month: parts.next()?.parse().ok()?,
        week: parts.next()?.parse().ok()?,
        weekday: parts.next()?.parse().ok()?,
        seconds: parse_clock(time)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn every_name_has_a_rule() {
        let names: Vec<String> = TimeZone::names().collect();
        assert!(names.len() > 590);
        for name in &names {
            let zone = TimeZone::named(name).unwrap();
            for day in 0..366 {
                let offset = zone.offset_at(1_750_000_000 + day * DAY_S);
                assert!((-12 * 3_600..=14 * 3_600).contains(&offset), "{name}");
            }
            let _ = (zone.offset_at(i64::MIN), zone.offset_at(i64::MAX));
        }
        for wrong in [
            "KST9",
            "",
            "/",
            "Asia/",
            "/Seoul",
            "seoul",
            "Asia/seoul",
            "GMT+25",
        ] {
            assert_eq!(TimeZone::named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn offsets_change_at_the_documented_second() {
        let at = |zone: &str, stamp: &str| {
            let unix_s = civil::parse_utc(stamp).unwrap();
            TimeZone::named(zone).unwrap().offset_at(unix_s) / 60
        };
        assert_eq!(at("America/New_York", "2025-03-09T06:59:59Z"), -300);
        assert_eq!(at("America/New_York", "2025-03-09T07:00:00Z"), -240);
        assert_eq!(at("America/New_York", "2025-11-02T05:59:59Z"), -240);
        assert_eq!(at("America/New_York", "2025-11-02T06:00:00Z"), -300);
        assert_eq!(at("Australia/Sydney", "2025-01-01T00:00:00Z"), 660);
        assert_eq!(at("Australia/Sydney", "2025-07-01T00:00:00Z"), 600);
        assert_eq!(at("Australia/Lord_Howe", "2025-01-01T00:00:00Z"), 660);
        assert_eq!(at("Europe/Dublin", "2025-07-01T00:00:00Z"), 60);
        assert_eq!(at("Europe/Dublin", "2025-01-01T00:00:00Z"), 0);
        assert_eq!(at("Asia/Kathmandu", "2025-01-01T00:00:00Z"), 345);
        assert_eq!(at("Etc/GMT+9", "2025-01-01T00:00:00Z"), -540);
        assert_eq!(at("Africa/Cairo", "2025-07-01T00:00:00Z"), 180);
    }
}
